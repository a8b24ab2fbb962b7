//! The first page: what is yours to do, what is running, what was announced last, and the way into the library.

use super::Page;
use crate::app::App;
use crate::fault::Answer;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, RoleName};
use kapok_engine::judge::Announced;
use kapok_engine::submit::PublicEdition;

/// How many of the latest editions are looked through for something announced.
const LOOKED_THROUGH: usize = 3;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/", Action::SeeAnnounced, home)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    view: View,
    /// The editions whose dossiers can be handed in now.
    open: Vec<PublicEdition>,
    /// The latest edition, when none is open.
    latest: Option<PublicEdition>,
    /// What was announced last.
    announced: Option<(PublicEdition, Announced)>,
}

/// What a role is offered on the first page: address, key of the title, key of the text.
const OFFERS: &[(RoleName, &str, &str, &str)] = &[
    (RoleName::Judge, "/assignments", "home-judge-title", "home-judge"),
    (RoleName::Entrant, "/submissions", "home-entrant-title", "home-entrant"),
    (RoleName::Organiser, "/organise", "home-organiser-title", "home-organiser"),
    (RoleName::Editor, "/editor", "home-editor-title", "home-editor"),
    (RoleName::Administrator, "/people", "home-administrator-title", "home-administrator"),
    (RoleName::Auditor, "/organise", "home-auditor-title", "home-auditor"),
];

async fn home(State(app): State<App>, view: View) -> Answer {
    let editions = app.engine().list_editions(&view.caller, None).await?;
    let mut announced = None;
    for edition in editions.iter().take(LOOKED_THROUGH) {
        let latest = app.engine().list_announced(&view.caller, edition.id).await?.into_iter().next();
        if let Some(latest) = latest {
            announced = Some((edition.clone(), latest));
            break;
        }
    }
    let open: Vec<_> = editions.iter().filter(|edition| edition.is_open).cloned().collect();
    let latest = editions.into_iter().next().filter(|_| open.is_empty());
    Ok(Page(Home { view, open, latest, announced }).into_response())
}

impl Home {
    /// What the reader's roles offer.
    fn offers(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let held = OFFERS.iter().filter(|(role, ..)| self.view.is(*role));
        held.map(|(_, href, title, text)| (*href, *title, *text)).collect()
    }
}
