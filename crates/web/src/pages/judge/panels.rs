//! Panels of an edition and their judges.

use super::{Desk, Tab};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::labels;
use crate::pages::entrant::names;
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, PanelId, PersonId};
use kapok_engine::judge::{JudgeProfile, PanelView};
use kapok_library::Themes;
use std::collections::BTreeMap;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/editions/{id}/panels", Action::SeeEdition, show)
        .post("/organise/editions/{id}/panels", Action::SetUpEdition, create)
        .post("/organise/panels/{id}/judges", Action::InvitePeople, seat)
        .post("/organise/panels/{id}/leaving", Action::InvitePeople, unseat)
}

#[derive(Template)]
#[template(path = "judge/panels.html")]
struct PanelsPage {
    view: View,
    desk: Desk,
    panels: Vec<PanelView>,
    /// What judges told of themselves, in a line.
    profiles: BTreeMap<(PanelId, PersonId), String>,
    people: Vec<Choice>,
    form: Form,
    /// What was refused at one panel.
    refused: Option<(PanelId, Form)>,
}

impl PanelsPage {
    fn form_of(&self, panel: &PanelId) -> Form {
        self.refused.as_ref().filter(|(id, _)| id == panel).map(|(_, form)| form.clone()).unwrap_or_default()
    }

    fn profile(&self, panel: &PanelId, person: &PersonId) -> &str {
        self.profiles.get(&(*panel, *person)).map_or("", String::as_str)
    }
}

/// What a judge can take, reads and knows, and when they signed.
fn line(view: &View, themes: &Themes, kept: &JudgeProfile) -> String {
    let profile = &kept.profile;
    let separator = view.say("list-separator");
    let languages: Vec<_> = profile.languages.iter().map(choices::own_name).collect();
    let known: Vec<_> = profile.themes.iter().map(|key| labels::theme(view.locale, themes, key)).collect();
    let takes = profile.capacity.map(|most| view.say_one("judge-profile-takes", "count", i64::from(most)));
    let signed = view.say_one("judge-profile-signed", "day", view.date(kept.signed_at));
    let parts = [takes.unwrap_or_default(), languages.join(&separator), known.join(&separator), signed];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

async fn page(app: &App, view: View, id: EditionId, form: Form) -> Answer<PanelsPage> {
    let desk = Desk::load(app, &view, id, Tab::Panels).await?;
    let panels = app.engine().list_panels(&view.caller, id).await?;
    let people = app.engine().list_possible_judges(&view.caller, id).await?;
    let people = people.into_iter().map(|(person, name)| choices::choice(person.to_string(), name)).collect();
    let mut profiles = BTreeMap::new();
    for panel in &panels {
        for (judge, kept) in app.engine().list_profiles(&view.caller, panel.panel.id).await? {
            let said = kept.map(|kept| line(&view, app.engine().themes(), &kept));
            profiles.extend(said.map(|said| ((panel.panel.id, judge.person), said)));
        }
    }
    Ok(PanelsPage { view, desk, panels, profiles, people, form, refused: None })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    Ok(Page(page(&app, view, id, Form::empty()).await?).into_response())
}

async fn create(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let answer = match names(&form, "name", None) {
        Ok(name) => app.engine().create_panel(&view.caller, id, name, None).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(Flash::good("saved").to(&format!("/organise/editions/{id}/panels"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form).await?).refused().into_response())
        }
    }
}

async fn seat(State(app): State<App>, view: View, Id(id): Id<PanelId>, form: Form) -> Answer {
    let answer = match form.needed::<PersonId>("person") {
        Ok(person) => app.engine().seat_judge(&view.caller, id, person, form.holds("chair", "yes")).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(panel) => {
            Ok(Flash::good("saved").to(&format!("/organise/editions/{}/panels", panel.panel.edition)))
        }
        Err(error) => again(&app, view, id, form, error).await,
    }
}

async fn unseat(State(app): State<App>, view: View, Id(id): Id<PanelId>, form: Form) -> Answer {
    let edition = form.needed::<EditionId>("edition");
    let answer = match form.needed::<PersonId>("person") {
        Ok(person) => app.engine().unseat_judge(&view.caller, id, person).await,
        Err(refusal) => Err(refusal.into()),
    };
    match (answer, edition) {
        (Ok(()), Ok(edition)) => Ok(Flash::good("saved").to(&format!("/organise/editions/{edition}/panels"))),
        (Ok(()), Err(_)) => Ok(Flash::good("saved").to("/organise")),
        (Err(error), _) => again(&app, view, id, form, error).await,
    }
}

async fn again(app: &App, view: View, id: PanelId, form: Form, error: kapok_engine::Error) -> Answer {
    let edition = form.needed::<EditionId>("edition")?;
    let form = form.refused(error, &view)?;
    let page = page(app, view, edition, Form::empty()).await?;
    Ok(Page(PanelsPage { refused: Some((id, form)), ..page }).refused().into_response())
}
