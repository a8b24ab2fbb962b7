//! Collections for people: a list of one's own, the draft on its desk, what its readers see, the course pack on paper.

mod collect;
mod desk;
mod item;
mod reading;

use super::{Page, choices};
use crate::app::App;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use kapok_base::{CollectionId, Language, Refusal};
use kapok_engine::Error;
use kapok_engine::remember::collections::{Content, Row};

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes.get("/collections", Action::SeeOwnCollections, list).post(
        "/collections",
        Action::KeepCollections,
        create,
    );
    let routes = desk::routes(routes);
    let routes = item::routes(routes);
    let routes = collect::routes(routes);
    reading::routes(routes)
}

#[derive(Template)]
#[template(path = "collections/list.html")]
struct ListPage {
    view: View,
    rows: Vec<Row>,
    form: Form,
    languages: Vec<Choice>,
}

async fn list(State(app): State<App>, view: View) -> Answer {
    let form = Form::empty().with("language", view.locale.tag());
    Ok(Page(page(&app, view, form).await?).into_response())
}

async fn page(app: &App, view: View, form: Form) -> Answer<ListPage> {
    let rows = app.engine().list_collections(&view.caller).await?;
    Ok(ListPage { view, rows, form, languages: languages(None) })
}

async fn create(State(app): State<App>, view: View, form: Form) -> Answer {
    let made = async {
        let content = Content::new(form.given("title").unwrap_or_default(), language(&form)?);
        app.engine().create_collection(&view.caller, content, None).await
    };
    match made.await {
        Ok(made) => Ok(Flash::good("collection-made").to(&desk(made.id))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, form).await?).refused().into_response())
        }
    }
}

/// The way from the list of one's own collections to one of them.
fn trail(view: &View, id: CollectionId, title: &str) -> [(String, String); 2] {
    [("/collections".to_owned(), view.say("collection-yours")), (desk(id), title.to_owned())]
}

fn desk(id: CollectionId) -> String {
    format!("/collections/{id}")
}

/// The language that was chosen.
fn language(form: &Form) -> Result<Language, Refusal> {
    form.needed::<Language>("language")
}

/// The languages that are offered; one that a collection has already is among them.
fn languages(known: Option<&Language>) -> Vec<Choice> {
    let mut all = choices::of_languages(&[]);
    if let Some(known) = known.filter(|known| all.iter().all(|choice| choice.value != known.as_str())) {
        all.push(choices::choice(known.as_str(), known.as_str()));
    }
    all
}

/// Where a step on the desk leads: on, with words, or to the same page with what was wrong.
async fn answered<T>(
    app: &App,
    view: View,
    id: CollectionId,
    form: Form,
    answer: Result<T, Error>,
    on: impl FnOnce(T) -> Response,
) -> Answer<Response> {
    match answer {
        Ok(done) => Ok(on(done)),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(desk::page(app, view, id, Some(form)).await?).refused().into_response())
        }
    }
}
