//! One-time links over the API, to hand over where mail does not arrive.

use crate::app::App;
use crate::extract::{By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{GrantId, Instant, PersonId};
use kapok_engine::people::HandedLink;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::InvitePeople, routes!(hand_over_invitation))
        .api(Action::ManagePeople, routes!(hand_over_reset))
}

/// A one-time link to hand over by other means.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandedLinkOut {
    /// The whole address. It is shown this once: its secret is kept nowhere.
    link: String,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
}

fn handed(made: HandedLink) -> axum::response::Response {
    let out = HandedLinkOut { link: made.link, expires_at: made.expires_at };
    (StatusCode::CREATED, Json(out)).into_response()
}

/// Makes a one-time link for an invitation that waits, to hand over where mail does not arrive. It signs nobody in by
/// itself: an account that has a password asks for it, one that has none is given one.
#[utoipa::path(post, path = "/api/v1/grants/{id}/link", operation_id = "handOverInvitation", tag = "people",
    params(("id" = String, Path, format = Uuid)),
    responses((status = 201, description = "The link, this once", body = HandedLinkOut)))]
async fn hand_over_invitation(State(app): State<App>, By(caller): By, Id(id): Id<GrantId>) -> Answer {
    Ok(handed(app.engine().hand_over_invitation(&caller, id).await?))
}

/// Makes a one-time link with which somebody sets a new password, to hand over where mail does not arrive.
#[utoipa::path(post, path = "/api/v1/people/{id}/reset-link", operation_id = "handOverReset", tag = "people",
    params(("id" = String, Path, format = Uuid)),
    responses((status = 201, description = "The link, this once", body = HandedLinkOut)))]
async fn hand_over_reset(State(app): State<App>, By(caller): By, Id(id): Id<PersonId>) -> Answer {
    Ok(handed(app.engine().hand_over_reset(&caller, id).await?))
}
