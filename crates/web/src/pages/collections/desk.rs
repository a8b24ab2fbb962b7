//! A collection on its owner's desk: head and order of the draft, publishing, sharing, deleting.

use super::reading::{Entry, entries};
use super::{answered, language, languages};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::Page;
use crate::pages::judge::version;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{CollectionId, Refusal};
use kapok_engine::remember::collections::{CaseState, Change, OwnCollection};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/collections/{id}", Action::SeeOwnCollections, show)
        .post("/collections/{id}", Action::KeepCollections, save)
        .post("/collections/{id}/publication", Action::KeepCollections, publish)
        .post("/collections/{id}/link", Action::KeepCollections, share)
        .post("/collections/{id}/link/revocation", Action::KeepCollections, unshare)
        .post("/collections/{id}/deletion", Action::KeepCollections, delete)
}

#[derive(Template)]
#[template(path = "collections/desk.html")]
pub(super) struct DeskPage {
    view: View,
    own: OwnCollection,
    entries: Vec<Entry>,
    form: Form,
    languages: Vec<Choice>,
    /// The address just made: shown this once.
    link: Option<String>,
}

impl DeskPage {
    fn minutes(&self) -> usize {
        super::reading::minutes(&self.own.draft.content)
    }

    fn is_last(&self, entry: &Entry) -> bool {
        entry.number == self.entries.len()
    }
}

pub(super) async fn page(app: &App, view: View, id: CollectionId, form: Option<Form>) -> Answer<DeskPage> {
    let own = app.engine().get_collection(&view.caller, id).await?;
    let content = &own.draft.content;
    let form = match form {
        // What was typed elsewhere on the page leaves the head as it is stored.
        Some(form) if !form.values("title").is_empty() => form,
        form => form
            .unwrap_or_default()
            .with("title", &content.title)
            .with("introduction", &content.introduction)
            .with("language", &content.language),
    };
    let languages = languages(Some(&content.language));
    let entries = entries(app, &view, &own.draft).await?;
    Ok(DeskPage { view, own, entries, form, languages, link: None })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<CollectionId>) -> Answer {
    Ok(Page(page(&app, view, id, None).await?).into_response())
}

/// Saves the head with whichever button was pressed, so that nothing typed is lost to a step.
async fn save(State(app): State<App>, view: View, Id(id): Id<CollectionId>, form: Form) -> Answer {
    let saved = async {
        let mut changes = vec![Change::Head {
            title: form.given("title").unwrap_or_default(),
            introduction: form.given("introduction").unwrap_or_default().replace("\r\n", "\n"),
            language: language(&form)?,
        }];
        changes.extend(step(&form)?);
        app.engine().change_collection(&view.caller, id, version(&form)?, changes).await
    };
    let saved = saved.await;
    let place = match form.value("do").split_once('.') {
        Some(("up" | "down", case)) => format!("/collections/{id}#case-{case}"),
        _ => format!("/collections/{id}"),
    };
    answered(&app, view, id, form, saved, |_| Flash::good("saved").to(&place)).await
}

/// What the button that was pressed does to the order.
fn step(form: &Form) -> Result<Option<Change>, Refusal> {
    let Some((what, case)) = form.value("do").split_once('.') else { return Ok(None) };
    let case = case.parse().map_err(|_| Refusal::state("collection_without_case"))?;
    Ok(match what {
        "up" => Some(Change::Up(case)),
        "down" => Some(Change::Down(case)),
        "remove" => Some(Change::Remove(case)),
        _ => None,
    })
}

async fn publish(State(app): State<App>, view: View, Id(id): Id<CollectionId>, form: Form) -> Answer {
    let done = async { app.engine().publish_collection(&view.caller, id, version(&form)?).await };
    let done = done.await;
    let on = |collection: kapok_engine::remember::collections::Collection| {
        let flash = Flash::good("collection-published").with("number", collection.published);
        flash.to(&format!("/collections/{id}"))
    };
    answered(&app, view, id, form, done, on).await
}

async fn share(State(app): State<App>, view: View, Id(id): Id<CollectionId>, form: Form) -> Answer {
    match app.engine().share_collection(&view.caller, id).await {
        Ok(link) => {
            let page = page(&app, view, id, None).await?;
            Ok(Page(DeskPage { link: Some(link), ..page }).into_response())
        }
        Err(error) => answered(&app, view, id, form, Err::<(), _>(error), |()| ().into_response()).await,
    }
}

async fn unshare(State(app): State<App>, view: View, Id(id): Id<CollectionId>, _form: Form) -> Answer {
    app.engine().unshare_collection(&view.caller, id).await?;
    Ok(Flash::good("collection-unshared").to(&format!("/collections/{id}")))
}

async fn delete(State(app): State<App>, view: View, Id(id): Id<CollectionId>, form: Form) -> Answer {
    let gone = async { app.engine().delete_collection(&view.caller, id, version(&form)?).await };
    let gone = gone.await;
    answered(&app, view, id, form, gone, |()| Flash::good("collection-deleted").to("/collections")).await
}
