//! Adding a case to a collection, from the case's own page.

use super::desk;
use crate::app::App;
use crate::extract::Id;
use crate::fault::{Answer, Fault};
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{CaseId, CollectionId};
use kapok_engine::Error;
use kapok_engine::remember::collections::{Change, Content, Item};

pub(super) fn routes(routes: Routes) -> Routes {
    let path = "/cases/{id}/collect";
    routes.get(path, Action::SeeOwnCollections, show).post(path, Action::KeepCollections, collect)
}

#[derive(Template)]
#[template(path = "collections/collect.html")]
struct CollectPage {
    view: View,
    case: CaseId,
    title: String,
    /// One's own collections, those without the case.
    collections: Vec<Choice>,
    /// Those that have it already.
    holding: Vec<(CollectionId, String)>,
    form: Form,
}

impl CollectPage {
    fn trail(&self) -> [(String, String); 2] {
        let case = (format!("/cases/{}", self.case), self.title.clone());
        [("/cases".to_owned(), self.view.say("library-title")), case]
    }
}

async fn page(app: &App, view: View, id: CaseId, form: Form) -> Answer<CollectPage> {
    let case = app.engine().get_case(&view.caller, id).await?.case().ok_or_else(Fault::not_found)?;
    let rows = app.engine().list_collections(&view.caller).await?;
    let (holding, others): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .map(|row| row.collection)
        .partition(|one| one.content.cases().any(|held| held == id));
    let choice = |one: &kapok_engine::remember::collections::Collection| {
        choices::choice(one.id.to_string(), one.content.title.clone())
    };
    Ok(CollectPage {
        title: case.texts.text(&view.locale.language()).title.clone(),
        case: id,
        collections: others.iter().map(choice).collect(),
        holding: holding.into_iter().map(|one| (one.id, one.content.title)).collect(),
        form,
        view,
    })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<CaseId>) -> Answer {
    Ok(Page(page(&app, view, id, Form::empty()).await?).into_response())
}

/// Adds the case to the collection that was chosen, or to a new one when a title was typed.
async fn collect(State(app): State<App>, view: View, Id(id): Id<CaseId>, form: Form) -> Answer {
    let added = async {
        let item = Item::new(id);
        match form.given("title") {
            Some(title) => {
                let content = Content { items: vec![item], ..Content::new(title, view.locale.language()) };
                app.engine().create_collection(&view.caller, content, None).await
            }
            None => {
                let chosen = form.needed("collection")?;
                app.engine().change_collection(&view.caller, chosen, None, vec![Change::Add(item)]).await
            }
        }
    };
    match added.await {
        Ok(collection) => Ok(Flash::good("collection-added").to(&desk(collection.id))),
        // A collection deleted meanwhile: the page shows those that are left.
        Err(Error::NotFound) => Ok(Page(page(&app, view, id, form).await?).refused().into_response()),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form).await?).refused().into_response())
        }
    }
}
