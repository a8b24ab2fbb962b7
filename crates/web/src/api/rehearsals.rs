//! Rehearsals: an edition copied to try everything on, and wiped.

use super::editions::{EditionBody, whole};
use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::extract::State;
use axum::http::StatusCode;
use kapok_access::Action;
use kapok_base::EditionId;
use kapok_engine::Once;
use kapok_engine::submit::Rehearsal;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::Rehearse, routes!(copy_as_rehearsal)).api(Action::Rehearse, routes!(wipe_rehearsal))
}

/// How an edition is copied.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RehearsalIn {
    /// By how many days its deadlines are shifted, backwards when negative.
    #[serde(default)]
    #[schema(example = 0)]
    shift_days: i32,
    /// Whether the sealed dossiers come along. The rehearsal then begins where they are screened; otherwise as a draft.
    #[serde(default)]
    dossiers: bool,
}

/// Copies an edition as a rehearsal, in which nothing counts and from which no mail leaves.
#[utoipa::path(post, path = "/api/v1/editions/{id}/rehearsals", operation_id = "copyAsRehearsal", tag = "awards",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)),
    request_body = RehearsalIn, responses((status = 201, body = EditionBody)))]
async fn copy_as_rehearsal(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<EditionId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<RehearsalIn>,
) -> Answer {
    let asked = Rehearsal { shift_days: given.shift_days, dossiers: given.dossiers };
    let once = key.map(|key| Once::new(&key, "copyAsRehearsal", &(id, asked))).transpose()?;
    let copied = app.engine().copy_as_rehearsal(&caller, id, asked, once).await?;
    Ok(whole(&app, StatusCode::CREATED, copied.edition))
}

/// Wipes a rehearsal with everything in it, for good; any other edition is refused.
#[utoipa::path(delete, path = "/api/v1/editions/{id}", operation_id = "wipeRehearsal", tag = "awards",
    params(("id" = Uuid, Path)), responses((status = 204, description = "It is gone")))]
async fn wipe_rehearsal(State(app): State<App>, By(caller): By, Id(id): Id<EditionId>) -> Answer<StatusCode> {
    app.engine().wipe_rehearsal(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
