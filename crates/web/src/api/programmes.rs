//! Programmes: standing awards.

use crate::api::schema::LocalizedText;
use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{Instant, Localized, ProgrammeId, Version};
use kapok_engine::Once;
use kapok_engine::{NewProgramme, Programme};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeAwards, routes!(list_programmes))
        .api(Action::CreateProgramme, routes!(create_programme))
        .api(Action::SeeAwards, routes!(get_programme))
}

/// What a new programme needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProgrammeIn {
    /// Its name in addresses: small letters, digits and hyphens.
    #[schema(example = "guangzhou")]
    slug: String,
    /// Its name.
    #[schema(value_type = LocalizedText)]
    name: Localized,
}

/// A standing award.
#[derive(Debug, Serialize, ToSchema)]
struct ProgrammeView {
    /// Its identifier.
    #[schema(value_type = Uuid)]
    id: ProgrammeId,
    /// Its name in addresses.
    slug: String,
    /// Its name.
    #[schema(value_type = LocalizedText)]
    name: Localized,
    /// Since when it is kept here.
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// How often it has been written.
    #[schema(value_type = i64)]
    version: Version,
}

/// All programmes.
#[derive(Debug, Serialize, ToSchema)]
struct ProgrammeList {
    items: Vec<ProgrammeView>,
}

impl From<Programme> for ProgrammeView {
    fn from(programme: Programme) -> Self {
        let Programme { id, slug, name, created_at, version } = programme;
        Self { id, slug, name, created_at, version }
    }
}

/// Lists the programmes.
#[utoipa::path(get, path = "/api/v1/programmes", operation_id = "listProgrammes", tag = "awards",
    responses((status = 200, body = ProgrammeList)))]
async fn list_programmes(State(app): State<App>, By(caller): By) -> Answer<Json<ProgrammeList>> {
    let found = app.engine().list_programmes(&caller).await?;
    Ok(Json(ProgrammeList { items: found.into_iter().map(ProgrammeView::from).collect() }))
}

/// Starts a programme.
#[utoipa::path(post, path = "/api/v1/programmes", operation_id = "createProgramme", tag = "awards",
    params(("Idempotency-Key" = Option<String>, Header)), request_body = ProgrammeIn, responses((status = 201, body = ProgrammeView)))]
async fn create_programme(
    State(app): State<App>,
    By(caller): By,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<ProgrammeIn>,
) -> Answer {
    let once = key.map(|key| Once::new(&key, "createProgramme", &(&given.slug, &given.name))).transpose()?;
    let new = NewProgramme { slug: given.slug, name: given.name };
    let made = app.engine().create_programme(&caller, new, once).await?;
    let location = [(LOCATION, format!("/api/v1/programmes/{}", made.id))];
    let answer = (StatusCode::CREATED, location, Json(ProgrammeView::from(made.clone())));
    Ok(Tagged(made.version, answer).into_response())
}

/// Reads a programme.
#[utoipa::path(get, path = "/api/v1/programmes/{id}", operation_id = "getProgramme", tag = "awards",
    params(("id" = Uuid, Path)), responses((status = 200, body = ProgrammeView)))]
async fn get_programme(State(app): State<App>, By(caller): By, Id(id): Id<ProgrammeId>) -> Answer {
    let found = app.engine().get_programme(&caller, id).await?;
    Ok(Tagged(found.version, Json(ProgrammeView::from(found))).into_response())
}
