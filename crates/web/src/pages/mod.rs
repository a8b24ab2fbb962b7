//! Pages: a typed struct, its template, and the handler that fills it.

pub(crate) mod account;
pub(crate) mod cases;
pub(crate) mod choices;
pub(crate) mod collections;
pub(crate) mod desk;
pub(crate) mod docs;
pub(crate) mod dossier;
pub(crate) mod editions;
pub(crate) mod entrant;
pub(crate) mod field;
pub(crate) mod figures;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod judge;
pub(crate) mod letters;
pub(crate) mod organise;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod preferences;
pub(crate) mod problem;
pub(crate) mod rehearsals;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod walkers;

use crate::fault::Fault;
use crate::routes::Routes;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

/// A page that is answered with status 200.
#[derive(Clone, Copy, Debug)]
pub struct Page<T>(pub T);

impl<T> Page<T> {
    /// The same page with status 422: a form that was refused and is shown again.
    pub fn refused(self) -> (StatusCode, Self) {
        (StatusCode::UNPROCESSABLE_ENTITY, self)
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => Fault::internal(error).into_response(),
        }
    }
}

/// Registers the pages of all areas.
pub(crate) fn register(routes: Routes) -> Routes {
    let routes = home::routes(routes);
    let routes = preferences::routes(routes);
    let routes = sign_in::routes(routes);
    let routes = account::routes(routes);
    let routes = cases::routes(routes);
    let routes = collections::routes(routes);
    let routes = walkers::routes(routes);
    let routes = figures::routes(routes);
    let routes = desk::routes(routes);
    let routes = imports::routes(routes);
    let routes = editions::routes(routes);
    let routes = organise::routes(routes);
    let routes = setup::routes(routes);
    let routes = rehearsals::routes(routes);
    let routes = entrant::routes(routes);
    let routes = dossier::routes(routes);
    let routes = people::routes(routes);
    let routes = outbox::routes(routes);
    let routes = judge::routes(routes);
    let routes = letters::routes(routes);
    docs::routes(routes)
}
