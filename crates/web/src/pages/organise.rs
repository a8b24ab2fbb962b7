//! The organiser's start: programmes and editions, and how to begin new ones.

use super::Page;
use super::choices::choice;
use super::entrant::names;
use crate::app::App;
use crate::fault::Answer;
use crate::flash::{Flash, go};
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, Role, RoleName};
use kapok_base::ProgrammeId;
use kapok_engine::submit::{Edition, NewEdition};
use kapok_engine::{NewProgramme, Programme};
use kapok_submission::{Eligibility, GivenDeadlines};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise", Action::SeeEdition, home)
        .post("/organise/programmes", Action::CreateProgramme, create_programme)
        .post("/organise/editions", Action::SetUpEdition, create_edition)
}

#[derive(Template)]
#[template(path = "submit/organise.html")]
struct OrganisePage {
    view: View,
    programmes: Vec<Programme>,
    editions: Vec<Edition>,
    edition: Form,
    programme: Form,
}

impl OrganisePage {
    fn name_of(&self, programme: &ProgrammeId) -> String {
        let found = self.programmes.iter().find(|known| known.id == *programme);
        found.map(|known| self.view.text(&known.name).to_owned()).unwrap_or_default()
    }

    /// The programmes in which the reader may set up an edition.
    fn own(&self) -> Vec<Choice> {
        let mine = |programme: &&Programme| {
            self.view.caller.roles().iter().any(|role| match role {
                Role::Administrator => true,
                Role::Organiser { programme: own, edition: None } => *own == programme.id,
                _ => false,
            })
        };
        let named = |programme: &Programme| choice(programme.id.to_string(), self.view.text(&programme.name));
        self.programmes.iter().filter(mine).map(named).collect()
    }

    fn say_phase(&self, edition: &Edition) -> String {
        self.view.say(&phase_key(edition.phase.kind()))
    }

    fn is_administrator(&self) -> bool {
        self.view.is(RoleName::Administrator)
    }
}

/// The words' key of a phase.
pub(crate) fn phase_key(kind: &str) -> String {
    format!("phase-{kind}")
}

async fn page(app: &App, view: View, edition: Form, programme: Form) -> Answer<OrganisePage> {
    let programmes = app.engine().list_programmes(&view.caller).await?;
    let editions = app.engine().list_whole_editions(&view.caller).await?;
    Ok(OrganisePage { view, programmes, editions, edition, programme })
}

async fn home(State(app): State<App>, view: View) -> Answer {
    Ok(Page(page(&app, view, Form::empty(), Form::empty()).await?).into_response())
}

async fn create_programme(State(app): State<App>, view: View, form: Form) -> Answer {
    let made = async {
        let new =
            NewProgramme { slug: form.value("slug").trim().to_owned(), name: names(&form, "name", None)? };
        app.engine().create_programme(&view.caller, new, None).await
    };
    match made.await {
        Ok(_) => Ok(Flash::good("saved").to("/organise")),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, Form::empty(), form).await?).refused().into_response())
        }
    }
}

async fn create_edition(State(app): State<App>, view: View, form: Form) -> Answer {
    let made = async {
        let new = NewEdition {
            programme: form.needed("programme")?,
            slug: form.value("slug").trim().to_owned(),
            name: names(&form, "name", None)?,
            year: form.needed("year")?,
            form: None,
            deadlines: GivenDeadlines::default(),
            eligibility: Eligibility::default(),
            labels: Vec::new(),
            synthetic: false,
        };
        app.engine().create_edition(&view.caller, new, None).await
    };
    match made.await {
        Ok(edition) => Ok(go(&format!("/organise/editions/{}", edition.id))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, form, Form::empty()).await?).refused().into_response())
        }
    }
}
