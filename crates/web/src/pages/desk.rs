//! The editor's desk: which entries may become cases, and the cases made of them.

mod case;
mod shelf;

use super::Page;
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::Form;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, EntryId, Localized};
use kapok_engine::remember::DeskEntry;
use kapok_judging::label::Label;
use std::collections::BTreeSet;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/editor", Action::SeeEditorsDesk, index)
        .get("/editor/editions/{id}", Action::SeeEditorsDesk, edition)
        .post("/editor/editions/{id}", Action::EditCases, publish)
        .get("/editor/cases", Action::SeeEditorsDesk, shelf::shelf)
        .get("/editor/personal", Action::SeeEditorsDesk, shelf::personal)
        .get("/editor/cases/{id}", Action::SeeEditorsDesk, case::case)
        .post("/editor/cases/{id}", Action::EditCases, case::save)
        .post("/editor/cases/{id}/withdrawal", Action::EditCases, case::withdraw)
        .post("/editor/cases/{id}/forgetting", Action::EditCases, case::forget)
        .post("/editor/cases/{id}/links", Action::EditCases, case::link)
        .post("/editor/cases/{id}/links/{link}/removal", Action::EditCases, case::unlink)
}

#[derive(Template)]
#[template(path = "desk/index.html")]
struct IndexPage {
    view: View,
    editions: Vec<(EditionId, Localized, i64)>,
}

async fn index(State(app): State<App>, view: View) -> Answer {
    let editions = app.engine().desk_editions(&view.caller).await?;
    let editions = editions.into_iter().map(|edition| (edition.id, edition.name, edition.year)).collect();
    Ok(Page(IndexPage { view, editions }).into_response())
}

#[derive(Template)]
#[template(path = "desk/edition.html")]
struct EditionPage {
    view: View,
    id: EditionId,
    name: Localized,
    labels: Vec<Label>,
    entries: Vec<DeskEntry>,
}

async fn edition(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    let (edition, entries) = app.engine().editors_desk(&view.caller, id).await?;
    Ok(Page(EditionPage { view, id, name: edition.name, labels: edition.labels, entries }).into_response())
}

impl EditionPage {
    fn entity(&self, entry: &DeskEntry) -> String {
        entry.entity_name.as_ref().map(|name| self.view.text(name).to_owned()).unwrap_or_default()
    }

    fn labels(&self, entry: &DeskEntry) -> Vec<String> {
        let named = self.labels.iter().filter(|label| entry.labels.contains(&label.key));
        named.map(|label| self.view.text(&label.name).to_owned()).collect()
    }

    /// Whether making a case of it is worth trying.
    fn is_ready(&self, entry: &DeskEntry) -> bool {
        let newer =
            entry.case.as_ref().is_none_or(|case| !case.withdrawn && case.announcement != entry.announcement);
        entry.announcement.is_some() && entry.licence.is_some() && newer
    }
}

async fn publish(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let chosen: Option<BTreeSet<EntryId>> = match form.value("which") {
        "all" => None,
        _ => Some(form.values("entry").iter().filter_map(|id| id.parse().ok()).collect()),
    };
    let published = app.engine().publish_cases(&view.caller, id, chosen).await?;
    let flash = Flash::good("desk-made")
        .with("made", published.made.len())
        .with("unchanged", published.unchanged)
        .with("refused", published.refused.len());
    Ok(flash.to(&format!("/editor/editions/{id}")))
}
