//! Whether the server lives and can serve, its API document, and its assets.

use crate::app::App;
use crate::assets;
use crate::fault::{Answer, Fault};
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::Probe, routes!(get_openapi))
        .get("/healthz", Action::Probe, alive)
        .get("/readyz", Action::Probe, ready)
        .get("/assets/{hash}/{name}", Action::Probe, asset)
}

/// This document.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", operation_id = "getOpenapi", tag = "api",
    responses((status = 200, description = "The OpenAPI document of this installation", content_type = "application/json"))
)]
async fn get_openapi(State(app): State<App>) -> Response {
    Json(app.document()).into_response()
}

async fn alive() -> &'static str {
    "alive\n"
}

async fn ready(State(app): State<App>) -> Answer<&'static str> {
    app.engine().ready().await?;
    Ok("ready\n")
}

async fn asset(uri: Uri) -> Answer {
    assets::serve(uri.path()).ok_or_else(Fault::not_found)
}
