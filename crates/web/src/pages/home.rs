//! The first page: what is running, and where to go.

use super::Page;
use crate::fault::Answer;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::response::IntoResponse;
use kapok_access::{Action, RoleName};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/", Action::SeeAnnounced, home)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    view: View,
}

async fn home(view: View) -> Answer {
    Ok(Page(Home { view }).into_response())
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

impl Home {
    /// What the reader's roles offer.
    fn offers(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let held = OFFERS.iter().filter(|(role, ..)| self.view.is(*role));
        held.map(|(_, href, title, text)| (*href, *title, *text)).collect()
    }
}
