//! What judges write to entrants.

use crate::app::App;
use crate::extract::{By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{Localized, SubmissionId};
use kapok_engine::judge::Comment;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.api(Action::SeeSubmission, routes!(list_comments))
}

/// What one judge wrote to the entrant.
#[derive(Serialize, ToSchema)]
struct CommentOut {
    /// The name of the round in which it was written.
    #[schema(value_type = Object)]
    round_name: Localized,
    text: String,
}

/// What judges wrote to the entrant of a dossier.
#[derive(Serialize, ToSchema)]
struct CommentsOut {
    items: Vec<CommentOut>,
    next_cursor: Option<String>,
}

impl From<Comment> for CommentOut {
    fn from(comment: Comment) -> Self {
        Self { round_name: comment.round, text: comment.text }
    }
}

/// What judges wrote to the entrant of a dossier, without their names; for the entrant once the outcome for the entry is
/// public.
#[utoipa::path(
    get, path = "/api/v1/submissions/{id}/comments", operation_id = "listComments", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = CommentsOut))
)]
async fn list_comments(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<SubmissionId>,
) -> Answer<Json<CommentsOut>> {
    let comments = app.engine().list_comments(&caller, id).await?;
    Ok(Json(CommentsOut { items: comments.into_iter().map(Into::into).collect(), next_cursor: None }))
}
