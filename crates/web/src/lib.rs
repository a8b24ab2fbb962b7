//! The web door: pages for people, a JSON API for programs, one router.
//!
//! # Adding an API operation
//!
//! In `api/<subject>.rs`; the subject's `routes` function is called in [`api`]'s `register`.
//!
//! ```text
//! /// Screens an entry.
//! #[utoipa::path(post, path = "/api/v1/entries/{id}/screening", operation_id = "screenEntry", tag = "judge",
//!     params(("id" = Uuid, Path)), request_body = Screening,
//!     responses((status = 200, body = EntryView)))]
//! async fn screen_entry(State(app): State<App>, By(caller): By, Id(entry): Id<EntryId>, IfMatch(version): IfMatch,
//!     Body(given): Body<Screening>) -> Answer {
//!     let entry = app.engine().screen(&caller, entry, version, given.into()).await?;
//!     Ok(Tagged(entry.version, Json(EntryView::from(entry))).into_response())
//! }
//! pub(crate) fn routes(routes: Routes) -> Routes {
//!     routes.api(Action::ScreenEntry, routes!(screen_entry))
//! }
//! ```
//!
//! What a body reads derives `Deserialize` with `#[serde(deny_unknown_fields)]` and `utoipa::ToSchema`; what is
//! answered derives `Serialize` and `ToSchema` (identifiers and instants with `#[schema(value_type = String)]`).
//! Every refusal is a [`Fault`]; `?` makes one of an engine error. Its words stand at `refusal-<code>`.
//! Extractors: [`extract`]: `By` (caller), `In` (language), `Id`, `Ids`, `Body`, `Query`, `Pairs` (repeated names),
//! `Paging`, `From` (network address), `IfMatch`, `IfVersion`, `IdempotencyKey`; `Tagged(version, answer)` sets the `ETag`.
//!
//! # Adding a page
//!
//! In `pages/<subject>.rs` with `templates/<subject>/<page>.html`; registered in [`pages`]' `register`.
//!
//! ```text
//! #[derive(Template)]
//! #[template(path = "judge/screening.html")]
//! struct ScreeningPage { view: View, form: Form, entry: Entry }
//!
//! async fn show(State(app): State<App>, view: View, Id(id): Id<EntryId>) -> Answer {
//!     let entry = app.engine().entry(&view.caller, id).await?;
//!     Ok(Page(ScreeningPage { view, form: Form::empty(), entry }).into_response())
//! }
//! async fn send(State(app): State<App>, view: View, Id(id): Id<EntryId>, form: Form) -> Answer {
//!     match app.engine().screen(&view.caller, id, screening(&form)?).await {
//!         Ok(_) => Ok(Flash::good("judge-screened").to("/organise/entries")),
//!         Err(error) => {
//!             let form = form.refused(error, &view)?; // keeps what was typed; other faults go on
//!             let entry = app.engine().entry(&view.caller, id).await?;
//!             Ok(Page(ScreeningPage { view, form, entry }).refused().into_response())
//!         }
//!     }
//! }
//! // routes.get("/organise/entries/{id}", Action::SeeEntries, show).post("/organise/entries/{id}", Action::ScreenEntry, send)
//! ```
//!
//! The template extends `layout.html` and is put together from the macros of `ui.html`, where their use is written
//! down; every POST form begins with `{% call ui::csrf(view) %}{% endcall %}`. A form with `data-keep="<thing>"` keeps
//! unsaved text on the reader's device; with `data-autosave="<address>"` it saves itself. The masthead's links are in
//! `nav.rs`. Nothing inline: the content security policy refuses `style=` and `<script>` in a page.

pub mod api;
pub mod app;
pub mod assets;
pub mod cookies;
pub mod extract;
pub mod fault;
pub mod flash;
pub mod form;
mod labels;
mod middleware;
mod nav;
pub mod pages;
pub mod problem;
pub mod routes;
mod server;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod tour;
pub mod view;

pub use app::App;
pub use fault::{Answer, Fault, Kind};
pub use flash::{Flash, Tone, go};
pub use form::{Choice, Form};
pub use routes::{Registered, Routes};
pub use server::serve;
pub use tour::{Guide, Tour};
pub use view::{View, Viewer};

use axum::Router;
use axum::middleware::from_fn_with_state;
use kapok_engine::Engine;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

/// The router of the whole installation and what was registered in it.
pub fn router(engine: Arc<Engine>) -> (Router, App) {
    router_with(engine, None)
}

/// The same for the demonstration, whose people can be tried with one button each.
pub fn demonstration(engine: Arc<Engine>, tour: Tour) -> (Router, App) {
    router_with(engine, Some(tour))
}

fn router_with(engine: Arc<Engine>, tour: Option<Tour>) -> (Router, App) {
    let (routes, document, table) = registered();
    let app = App::new(engine, document, table, tour);
    let router = routes
        .fallback(|| async { Fault::not_found() })
        .layer(from_fn_with_state(app.clone(), middleware::front))
        .layer(CompressionLayer::new().compress_when(unpacked()))
        .with_state(app.clone());
    (router, app)
}

/// What is worth compressing: not what is packed already.
fn unpacked() -> impl Predicate {
    let gzip = NotForContentType::const_new("application/gzip");
    let workbook = NotForContentType::const_new("application/vnd.openxmlformats-officedocument");
    DefaultPredicate::new().and(gzip).and(workbook)
}

/// The API document, without a running installation.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    registered().1
}

/// Every route with its action, without a running installation.
#[must_use]
pub fn table() -> Vec<Registered> {
    registered().2
}

fn registered() -> (Router<App>, utoipa::openapi::OpenApi, Vec<Registered>) {
    let mut document = routes::Shared::openapi();
    document.info.title = "Kapok".to_owned();
    document.info.version = "1".to_owned();
    document.info.description = Some(
        "Runs an award from the call for entries to the ceremony, and keeps every entry as a case. Refusals are \
         problem+json (RFC 9457) with a stable code. Changes name the version they are made to (If-Match)."
            .to_owned(),
    );
    let components = document.components.get_or_insert_default();
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme("token", SecurityScheme::Http(token));
    let session = ApiKey::Cookie(ApiKeyValue::new(cookies::session_name(true)));
    components.add_security_scheme("session", SecurityScheme::ApiKey(session));
    pages::register(api::register(Routes::new(document))).finish()
}
