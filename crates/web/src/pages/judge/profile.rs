//! What a judge tells of themselves for a panel, with the undertaking that they sign.

use super::version;
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
use kapok_base::{PanelId, Refusal};
use kapok_engine::Error;
use kapok_engine::judge::{JudgeProfile, Panel};
use kapok_judging::profile::{Given, UNDERTAKING};
use kapok_library::Themes;

/// Countries that the form offers at least, and at most.
const COUNTRIES: (usize, usize) = (3, 20);

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/judge/panels/{id}/profile", Action::SeeOwnAssignments, show).post(
        "/judge/panels/{id}/profile",
        Action::KeepOwnProfile,
        save,
    )
}

#[derive(Template)]
#[template(path = "judge/profile.html")]
struct ProfilePage {
    view: View,
    panel: Panel,
    themes: Vec<Choice>,
    form: Form,
}

impl ProfilePage {
    /// The usual languages, and those beside them that the judge named.
    fn languages(&self) -> Vec<Choice> {
        let mut all = choices::of_languages(&[]);
        for tag in self.form.values("languages").iter().filter(|tag| !tag.is_empty()) {
            if !all.iter().any(|choice| choice.value == *tag) {
                all.push(choices::choice(tag, tag));
            }
        }
        all
    }

    fn countries(&self) -> Vec<Choice> {
        choices::of_countries(&self.view)
    }

    /// The fields for countries: one more than are filled in.
    fn places(&self) -> Vec<String> {
        let filled = (0..COUNTRIES.1).filter(|i| self.form.given(&place(*i)).is_some()).count();
        (0..COUNTRIES.0.max(filled + 1).min(COUNTRIES.1)).map(place).collect()
    }

    fn place_label(&self, number: &usize) -> String {
        self.view.say_count("judge-profile-country", *number)
    }
}

fn place(i: usize) -> String {
    format!("countries.{i}")
}

/// What is kept, as the form shows it.
fn filled(kept: Option<&JudgeProfile>) -> Form {
    let Some(kept) = kept else { return Form::empty().with("version", 0) };
    let profile = &kept.profile;
    let mut pairs = vec![
        ("version".to_owned(), kept.version.to_string()),
        ("capacity".to_owned(), profile.capacity.map(|most| most.to_string()).unwrap_or_default()),
        ("employers".to_owned(), profile.employers.join("\n")),
    ];
    pairs.extend(profile.languages.iter().map(|language| ("languages".to_owned(), language.to_string())));
    pairs.extend(profile.themes.iter().map(|theme| ("themes".to_owned(), theme.clone())));
    pairs.extend(profile.countries.iter().enumerate().map(|(i, code)| (place(i), code.clone())));
    if kept.undertaking == UNDERTAKING {
        pairs.push(("undertaking".to_owned(), "yes".to_owned()));
    }
    Form::of(pairs)
}

fn typed(form: &Form) -> Result<Given, Refusal> {
    Ok(Given {
        capacity: form.parsed("capacity")?,
        languages: form.values("languages").to_vec(),
        themes: form.values("themes").to_vec(),
        countries: (0..COUNTRIES.1).map(|i| form.value(&place(i)).to_owned()).collect(),
        employers: form.value("employers").lines().map(str::to_owned).collect(),
        is_signed: form.holds("undertaking", "yes"),
    })
}

fn page(view: View, themes: &Themes, panel: Panel, form: Form) -> ProfilePage {
    let mut offered: Vec<Choice> =
        themes.all().iter().map(|theme| choices::choice(&theme.key, view.text(&theme.name))).collect();
    offered.sort_by(|a, b| a.label.cmp(&b.label));
    ProfilePage { view, panel, themes: offered, form }
}

async fn show(State(app): State<App>, view: View, Id(id): Id<PanelId>) -> Answer {
    let (panel, kept) = app.engine().get_own_profile(&view.caller, id).await?;
    Ok(Page(page(view, app.engine().themes(), panel, filled(kept.as_ref()))).into_response())
}

async fn save(State(app): State<App>, view: View, Id(id): Id<PanelId>, form: Form) -> Answer {
    let (panel, _) = app.engine().get_own_profile(&view.caller, id).await?;
    let asked = typed(&form).and_then(|given| Ok((given, version(&form)?)));
    let answer = match asked {
        Ok((given, version)) => app.engine().save_own_profile(&view.caller, id, version, given).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(_) => Ok(Flash::good("judge-profile-saved").to("/")),
        Err(error) => {
            let form = form.refused(placed(error), &view)?;
            Ok(Page(page(view, app.engine().themes(), panel, form)).refused().into_response())
        }
    }
}

/// The refusal with each place turned into the page's field: lists that are one field here, countries that are several.
fn placed(error: Error) -> Error {
    let Error::Refused(mut refusal) = error else { return error };
    let place = |detail: Refusal| {
        let whole = ["/languages", "/themes", "/employers"];
        let pointer = detail.pointer.clone().unwrap_or_default();
        match whole.into_iter().find(|whole| pointer.starts_with(whole)) {
            Some(whole) => detail.at(whole),
            None if pointer == "/countries" => detail.at("/countries/0"),
            None => detail,
        }
    };
    refusal.details = std::mem::take(&mut refusal.details).into_iter().map(place).collect();
    Error::Refused(refusal)
}
