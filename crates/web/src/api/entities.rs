//! Entities: what enters an award.

use crate::api::schema::LocalizedText;
use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, Paging, Query, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EntityId, Instant, Localized, Version};
use kapok_engine::Once;
use kapok_engine::submit::Entity;
use kapok_submission::{EntityKind, EntityRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeEntities, routes!(list_entities))
        .api(Action::RegisterEntity, routes!(register_entity))
        .api(Action::SeeEntities, routes!(get_entity))
        .api(Action::EditEntity, routes!(update_entity))
}

/// What is recorded of an entity.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EntityIn {
    /// `city`, `district`, `county`, `province`, `union` or `other`.
    #[schema(value_type = String, example = "city")]
    kind: EntityKind,
    /// Its names.
    #[schema(value_type = LocalizedText)]
    name: Localized,
    /// ISO 3166-1 alpha-2.
    #[schema(example = "CO")]
    country: String,
    /// A region of the country.
    #[serde(default)]
    region: Option<String>,
    /// Inhabitants.
    #[serde(default)]
    population: Option<i64>,
    /// Latitude in degrees.
    #[serde(default)]
    lat: Option<f64>,
    /// Longitude in degrees.
    #[serde(default)]
    lon: Option<f64>,
}

/// What enters an award.
#[derive(Debug, Serialize, ToSchema)]
struct EntityView {
    #[schema(value_type = Uuid)]
    id: EntityId,
    #[schema(value_type = String, example = "city")]
    kind: EntityKind,
    #[schema(value_type = LocalizedText)]
    name: Localized,
    country: String,
    region: Option<String>,
    population: Option<i64>,
    lat: Option<f64>,
    lon: Option<f64>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    #[schema(value_type = i64)]
    version: Version,
}

/// A page of entities.
#[derive(Debug, Serialize, ToSchema)]
struct EntityList {
    items: Vec<EntityView>,
    next_cursor: Option<String>,
}

/// Which entities are wanted.
#[derive(Debug, Deserialize)]
struct Wanted {
    q: Option<String>,
}

impl From<EntityIn> for EntityRecord {
    fn from(given: EntityIn) -> Self {
        let EntityIn { kind, name, country, region, population, lat, lon } = given;
        Self { kind, name, country, region, population, lat, lon }
    }
}

impl From<Entity> for EntityView {
    fn from(entity: Entity) -> Self {
        let EntityRecord { kind, name, country, region, population, lat, lon } = entity.record;
        let (id, created_at, version) = (entity.id, entity.created_at, entity.version);
        Self { id, kind, name, country, region, population, lat, lon, created_at, version }
    }
}

/// Finds entities by a part of any of their names.
#[utoipa::path(get, path = "/api/v1/entities", operation_id = "listEntities", tag = "submit",
    params(("q" = Option<String>, Query), ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = EntityList)))]
async fn list_entities(
    State(app): State<App>,
    By(caller): By,
    Query(wanted): Query<Wanted>,
    Paging(page): Paging,
) -> Answer<Json<EntityList>> {
    let q = wanted.q.unwrap_or_default();
    let found = app.engine().list_entities(&caller, &q, &page).await?.map(EntityView::from);
    Ok(Json(EntityList { items: found.items, next_cursor: found.next_cursor }))
}

/// Registers an entity; the caller acts for it from then on.
#[utoipa::path(post, path = "/api/v1/entities", operation_id = "registerEntity", tag = "submit",
    params(("Idempotency-Key" = Option<String>, Header)),
    request_body = EntityIn, responses((status = 201, body = EntityView)))]
async fn register_entity(
    State(app): State<App>,
    By(caller): By,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<EntityIn>,
) -> Answer {
    let record = EntityRecord::from(given);
    let once = key.map(|key| Once::new(&key, "registerEntity", &record)).transpose()?;
    let made = app.engine().register_entity(&caller, record, once).await?;
    let location = [(LOCATION, format!("/api/v1/entities/{}", made.id))];
    let (version, body) = (made.version, Json(EntityView::from(made)));
    Ok((StatusCode::CREATED, location, Tagged(version, body)).into_response())
}

/// Reads an entity.
#[utoipa::path(get, path = "/api/v1/entities/{id}", operation_id = "getEntity", tag = "submit",
    params(("id" = Uuid, Path)), responses((status = 200, body = EntityView)))]
async fn get_entity(State(app): State<App>, By(caller): By, Id(id): Id<EntityId>) -> Answer {
    let found = app.engine().get_entity(&caller, id).await?;
    Ok(Tagged(found.version, Json(EntityView::from(found))).into_response())
}

/// Corrects an entity's record.
#[utoipa::path(put, path = "/api/v1/entities/{id}", operation_id = "updateEntity", tag = "submit",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = EntityIn, responses((status = 200, body = EntityView)))]
async fn update_entity(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<EntityId>,
    IfMatch(version): IfMatch,
    Body(given): Body<EntityIn>,
) -> Answer {
    let changed = app.engine().update_entity(&caller, id, version, given.into()).await?;
    Ok(Tagged(changed.version, Json(EntityView::from(changed))).into_response())
}
