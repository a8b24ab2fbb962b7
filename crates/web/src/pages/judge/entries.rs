//! The screening list, and one entry with what is to be decided about its eligibility.

use super::{Desk, Tab, badge, stage_reason, version};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, EntryId, Refusal};
use kapok_engine::judge::{Entry, EntryRow, EntryView, NewScreening};
use kapok_judging::label;
use kapok_judging::transition::Screening;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/editions/{id}/entries", Action::SeeEntries, list)
        .get("/organise/entries/{id}", Action::SeeEntries, show)
        .post("/organise/entries/{id}/screening", Action::ScreenEntry, screen)
}

#[derive(Template)]
#[template(path = "judge/entries.html")]
struct ListPage {
    view: View,
    desk: Desk,
    entries: Vec<EntryRow>,
}

impl ListPage {
    fn owner(&self, row: &EntryRow) -> String {
        row.entity.as_ref().map(|e| self.view.text(&e.record.name).to_owned()).unwrap_or_default()
    }

    fn country(&self, row: &EntryRow) -> String {
        row.entity.as_ref().map(|e| choices::country(&self.view, &e.record.country)).unwrap_or_default()
    }

    fn badge(&self, entry: &Entry) -> (&'static str, &'static str) {
        badge(&entry.stage)
    }

    fn screened(&self) -> usize {
        self.entries.iter().filter(|row| !row.entry.stage.is_unscreened()).count()
    }
}

async fn list(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    let desk = Desk::load(&app, &view, id, Tab::Entries).await?;
    let entries = app.engine().list_entries(&view.caller, id).await?;
    Ok(Page(ListPage { view, desk, entries }).into_response())
}

#[derive(Template)]
#[template(path = "judge/entry.html")]
struct EntryPage {
    view: View,
    desk: Desk,
    entry: EntryView,
    form: Form,
}

impl EntryPage {
    fn owner(&self) -> String {
        let entity = self.entry.row.entity.as_ref();
        entity.map(|e| self.view.text(&e.record.name).to_owned()).unwrap_or_default()
    }

    fn badge(&self) -> (&'static str, &'static str) {
        badge(&self.entry.row.entry.stage)
    }

    fn reason(&self) -> &str {
        stage_reason(&self.entry.row.entry.stage)
    }

    fn outcomes(&self) -> Vec<Choice> {
        ["eligible", "ineligible", "returned"]
            .map(|o| choices::choice(o, self.view.say(&format!("judge-screen-{o}"))))
            .into()
    }

    fn label(&self, key: &str) -> String {
        label::find(&self.desk.edition.labels, key).map_or(key, |l| self.view.text(&l.name)).to_owned()
    }
}

async fn page(app: &App, view: View, id: EntryId, form: Form) -> Answer<EntryPage> {
    let entry = app.engine().get_entry(&view.caller, id).await?;
    let desk = Desk::load(app, &view, entry.row.entry.edition, Tab::Entries).await?;
    Ok(EntryPage { view, desk, entry, form })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EntryId>) -> Answer {
    let page = page(&app, view, id, Form::empty()).await?;
    let form = Form::empty().with("version", page.entry.row.entry.version);
    Ok(Page(EntryPage { form, ..page }).into_response())
}

fn screening(form: &Form) -> Result<NewScreening, Refusal> {
    let outcome = match form.value("outcome") {
        "eligible" => Screening::Eligible,
        "ineligible" => Screening::Ineligible,
        "returned" => Screening::Returned,
        _ => return Err(Refusal::invalid("required").at("/outcome")),
    };
    Ok(NewScreening { outcome, reason: form.given("reason"), due: None })
}

async fn screen(State(app): State<App>, view: View, Id(id): Id<EntryId>, form: Form) -> Answer {
    let asked = screening(&form).and_then(|new| Ok((new, version(&form)?)));
    let answer = match asked {
        Ok((new, version)) => app.engine().screen_entry(&view.caller, id, version, new).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(entry) => {
            Ok(Flash::good("judge-screened").to(&format!("/organise/editions/{}/entries", entry.edition)))
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form).await?).refused().into_response())
        }
    }
}
