//! What is taught from one case of a collection: note, questions, minutes, place.

use super::languages;
use super::reading::{Entry, entries};
use crate::app::App;
use crate::extract::Ids;
use crate::fault::{Answer, Fault};
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::Page;
use crate::pages::judge::version;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{CaseId, CollectionId, Refusal};
use kapok_engine::Error;
use kapok_engine::remember::collections::{CaseState, Change, Collection, Item};

pub(super) fn routes(routes: Routes) -> Routes {
    let path = "/collections/{id}/items/{case}";
    routes.get(path, Action::SeeOwnCollections, show).post(path, Action::KeepCollections, save)
}

#[derive(Template)]
#[template(path = "collections/item.html")]
struct ItemPage {
    view: View,
    collection: Collection,
    entry: Entry,
    form: Form,
}

impl ItemPage {
    fn trail(&self) -> [(String, String); 2] {
        super::trail(&self.view, self.collection.id, &self.collection.content.title)
    }

    fn title(&self) -> String {
        match &self.entry.case {
            Some(case) => case.text.title.clone(),
            None => self.view.say_count("collection-case-number", self.entry.number),
        }
    }

    /// The collection's language in its own words.
    fn language(&self) -> String {
        let known = languages(Some(&self.collection.content.language));
        let language = self.collection.content.language.as_str();
        known
            .into_iter()
            .find(|choice| choice.value == language)
            .map_or_else(String::new, |choice| choice.label)
    }
}

async fn page(app: &App, view: View, id: CollectionId, case: CaseId, form: Option<Form>) -> Answer<ItemPage> {
    let own = app.engine().get_collection(&view.caller, id).await?;
    let entry = entries(app, &view, &own.draft).await?.into_iter().find(|entry| entry.item.case == case);
    let entry = entry.ok_or_else(Fault::not_found)?;
    let filled = || {
        let minutes = entry.item.minutes.map(|minutes| minutes.to_string());
        Form::empty()
            .with("note", &entry.item.note)
            .with("questions", entry.item.questions.join("\n"))
            .with("minutes", minutes.unwrap_or_default())
            .with("place", entry.number)
            .with("version", own.collection.version)
    };
    let form = form.unwrap_or_else(filled);
    Ok(ItemPage { view, collection: own.collection, entry, form })
}

async fn show(State(app): State<App>, view: View, Ids(id, case): Ids<CollectionId, CaseId>) -> Answer {
    Ok(Page(page(&app, view, id, case, None).await?).into_response())
}

async fn save(
    State(app): State<App>,
    view: View,
    Ids(id, case): Ids<CollectionId, CaseId>,
    form: Form,
) -> Answer {
    let saved = async {
        let lines = form.value("questions").lines().map(str::trim).filter(|line| !line.is_empty());
        let item = Item {
            case,
            note: form.given("note").unwrap_or_default().replace("\r\n", "\n"),
            questions: lines.map(str::to_owned).collect(),
            minutes: form.parsed("minutes")?,
        };
        let mut changes = vec![Change::Write(item)];
        changes.extend(form.parsed("place")?.map(|place| Change::Place(case, place)));
        app.engine().change_collection(&view.caller, id, version(&form)?, changes).await
    };
    match saved.await {
        Ok(_) => Ok(Flash::good("saved").to(&format!("/collections/{id}#case-{case}"))),
        Err(error) => {
            let form = form.refused(here(error), &view)?;
            Ok(Page(page(&app, view, id, case, Some(form)).await?).refused().into_response())
        }
    }
}

/// A refusal that points into the list of cases points at this page's fields; questions are one field, a line each.
fn here(error: Error) -> Error {
    let Error::Refused(mut refusal) = error else { return error };
    let moved = |detail: Refusal| {
        let field = |pointer: &str| pointer.split('/').nth(3).map(|field| format!("/{field}"));
        let pointer = detail.pointer.as_deref().and_then(field).or(detail.pointer.clone());
        Refusal { pointer, ..detail }
    };
    refusal.details = refusal.details.drain(..).map(moved).collect();
    Error::Refused(refusal)
}
