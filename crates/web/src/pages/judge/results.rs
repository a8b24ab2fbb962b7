//! What has been announced in an edition, as everybody reads it.

use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, Localized};
use kapok_engine::judge::{Announced, AnnouncedEntry};
use kapok_engine::submit::EditionView;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/editions/{id}/results", Action::SeeAnnounced, show)
}

#[derive(Template)]
#[template(path = "judge/results.html")]
struct ResultsPage {
    view: View,
    name: Localized,
    id: EditionId,
    announced: Vec<Announced>,
}

impl ResultsPage {
    fn home(&self) -> String {
        format!("/editions/{}", self.id)
    }

    fn owner(&self, entry: &AnnouncedEntry) -> String {
        entry.entity.as_ref().map(|e| self.view.text(&e.record.name).to_owned()).unwrap_or_default()
    }

    fn country(&self, entry: &AnnouncedEntry) -> String {
        entry.entity.as_ref().map(|e| choices::country(&self.view, &e.record.country)).unwrap_or_default()
    }
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    // An organiser reads here what everybody reads: nothing before its instant.
    let announced = app.engine().list_announced(&view.caller, id).await?;
    let name = match app.engine().get_edition(&view.caller, id).await? {
        EditionView::Organiser(edition) => edition.name,
        EditionView::Public(edition) => edition.name,
    };
    Ok(Page(ResultsPage { view, name, id, announced }).into_response())
}
