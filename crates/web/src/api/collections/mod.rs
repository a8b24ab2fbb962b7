//! Collections of cases: kept as drafts, published as numbered versions, shared by an address.

mod shape;

use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, Ids, IfMatch, In, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderName, LOCATION};
use axum::response::{IntoResponse, Response};
use kapok_access::{Action, Caller};
use kapok_base::{CollectionId, Locale};
use kapok_engine::Once;
use kapok_engine::remember::collections::{Change, Content};
use shape::{AddressOut, CollectionIn, CollectionOut, ItemIn, ReadingOut, RowsOut};
use utoipa_axum::routes;

/// Keeps robots away from what is shared by its address alone.
pub(crate) const NO_ROBOTS: (HeaderName, &str) =
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive");

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnCollections, routes!(list_collections))
        .api(Action::KeepCollections, routes!(create_collection))
        .api(Action::SeeOwnCollections, routes!(get_collection))
        .api(Action::KeepCollections, routes!(update_collection))
        .api(Action::KeepCollections, routes!(delete_collection))
        .api(Action::KeepCollections, routes!(add_to_collection))
        .api(Action::KeepCollections, routes!(publish_collection))
        .api(Action::SeeOwnCollections, routes!(get_collection_version))
        .api(Action::KeepCollections, routes!(share_collection))
        .api(Action::KeepCollections, routes!(unshare_collection))
        .api(Action::ReadSharedCollection, routes!(read_shared_collection))
}

/// The collection as its owner works on it.
async fn whole(
    app: &App,
    caller: &Caller,
    locale: Locale,
    id: CollectionId,
    status: StatusCode,
) -> Answer<Response> {
    let own = app.engine().get_collection(caller, id).await?;
    let version = own.collection.version;
    Ok((status, Tagged(version, Json(CollectionOut::new(own, locale)))).into_response())
}

/// One's own collections, the newest first.
#[utoipa::path(get, path = "/api/v1/collections", operation_id = "listCollections", tag = "collections",
    responses((status = 200, body = RowsOut)))]
async fn list_collections(State(app): State<App>, By(caller): By) -> Answer<Json<RowsOut>> {
    Ok(Json(app.engine().list_collections(&caller).await?.into()))
}

/// Begins a collection, as a draft.
#[utoipa::path(post, path = "/api/v1/collections", operation_id = "createCollection", tag = "collections",
    params(("Idempotency-Key" = Option<String>, Header)),
    request_body = CollectionIn, responses((status = 201, body = CollectionOut)))]
async fn create_collection(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<CollectionIn>,
) -> Answer {
    let content = Content::from(given);
    let once = key.map(|key| Once::new(&key, "createCollection", &content)).transpose()?;
    let id = app.engine().create_collection(&caller, content, once).await?.id;
    let made = whole(&app, &caller, locale, id, StatusCode::CREATED).await?;
    Ok(([(LOCATION, format!("/api/v1/collections/{id}"))], made).into_response())
}

/// One of one's own collections: its draft with what has become of its cases, and its versions.
#[utoipa::path(get, path = "/api/v1/collections/{id}", operation_id = "getCollection", tag = "collections",
    params(("id" = Uuid, Path)), responses((status = 200, body = CollectionOut)))]
async fn get_collection(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CollectionId>,
) -> Answer {
    whole(&app, &caller, locale, id, StatusCode::OK).await
}

/// Writes the draft anew: also the order of its cases is the one given. Its versions stay as they are.
#[utoipa::path(put, path = "/api/v1/collections/{id}", operation_id = "updateCollection", tag = "collections",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = CollectionIn, responses((status = 200, body = CollectionOut)))]
async fn update_collection(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CollectionId>,
    IfMatch(version): IfMatch,
    Body(given): Body<CollectionIn>,
) -> Answer {
    app.engine().save_collection(&caller, id, Some(version), given.into()).await?;
    whole(&app, &caller, locale, id, StatusCode::OK).await
}

/// Deletes a collection with all its versions, for good. Its shared address ends.
#[utoipa::path(delete, path = "/api/v1/collections/{id}", operation_id = "deleteCollection", tag = "collections",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 204, description = "It is gone")))]
async fn delete_collection(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<CollectionId>,
    IfMatch(version): IfMatch,
) -> Answer<StatusCode> {
    app.engine().delete_collection(&caller, id, Some(version)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a case at the end of the draft.
#[utoipa::path(post, path = "/api/v1/collections/{id}/items", operation_id = "addToCollection", tag = "collections",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = ItemIn, responses((status = 200, body = CollectionOut)))]
async fn add_to_collection(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CollectionId>,
    IfMatch(version): IfMatch,
    Body(given): Body<ItemIn>,
) -> Answer {
    let changes = vec![Change::Add(given.into())];
    app.engine().change_collection(&caller, id, Some(version), changes).await?;
    whole(&app, &caller, locale, id, StatusCode::OK).await
}

/// Publishes the draft as it is: the next version, which never changes.
#[utoipa::path(post, path = "/api/v1/collections/{id}/versions", operation_id = "publishCollection",
    tag = "collections", params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 201, body = CollectionOut)))]
async fn publish_collection(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CollectionId>,
    IfMatch(version): IfMatch,
) -> Answer {
    let published = app.engine().publish_collection(&caller, id, Some(version)).await?.published;
    let made = whole(&app, &caller, locale, id, StatusCode::CREATED).await?;
    let location = format!("/api/v1/collections/{id}/versions/{published}");
    Ok(([(LOCATION, location)], made).into_response())
}

/// A version as it was published, with what has become of its cases since.
#[utoipa::path(get, path = "/api/v1/collections/{id}/versions/{number}", operation_id = "getCollectionVersion",
    tag = "collections", params(("id" = Uuid, Path), ("number" = i64, Path)),
    responses((status = 200, body = ReadingOut)))]
async fn get_collection_version(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Ids(id, number): Ids<CollectionId, i64>,
) -> Answer<Json<ReadingOut>> {
    let read = app.engine().collection_version(&caller, id, number).await?;
    Ok(Json(ReadingOut::new(read, locale)))
}

/// Makes the address by which everybody who has it reads the latest version. The one there was ends.
#[utoipa::path(post, path = "/api/v1/collections/{id}/link", operation_id = "shareCollection", tag = "collections",
    params(("id" = Uuid, Path)), responses((status = 201, body = AddressOut)))]
async fn share_collection(State(app): State<App>, By(caller): By, Id(id): Id<CollectionId>) -> Answer {
    let link = app.engine().share_collection(&caller, id).await?;
    Ok((StatusCode::CREATED, Json(AddressOut { link })).into_response())
}

/// Ends the address by which a collection is shared.
#[utoipa::path(delete, path = "/api/v1/collections/{id}/link", operation_id = "unshareCollection",
    tag = "collections", params(("id" = Uuid, Path)), responses((status = 204, description = "It has ended")))]
async fn unshare_collection(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<CollectionId>,
) -> Answer<StatusCode> {
    app.engine().unshare_collection(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The latest version of a collection that is shared, by the last part of its address.
#[utoipa::path(get, path = "/api/v1/shared/{secret}", operation_id = "readSharedCollection", tag = "collections",
    params(("secret" = String, Path)), responses((status = 200, body = ReadingOut)))]
async fn read_shared_collection(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(secret): Id<String>,
) -> Answer {
    let read = app.engine().read_shared(&caller, &secret).await?;
    Ok(([NO_ROBOTS], Json(ReadingOut::new(read, locale))).into_response())
}
