//! Assignments by hand, as the organiser sees them.

use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AssignmentId, EntryId, Instant, PersonId, RoundId};
use kapok_engine::Once;
use kapok_engine::judge::{Assignment, AssignmentRow, Wanted};
use kapok_judging::assignment::AssignmentState;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::AssignJudges, routes!(apply_assignments))
        .api(Action::SeeAssignments, routes!(list_assignments))
        .api(Action::AssignJudges, routes!(remove_assignment))
}

/// Which judge is to score which entry.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
}

/// Assignments to make, all or none.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssignmentsIn {
    assignments: Vec<WantedIn>,
}

/// An assignment.
#[derive(Serialize, ToSchema)]
pub(super) struct AssignmentOut {
    #[schema(value_type = String, format = Uuid)]
    id: AssignmentId,
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    /// The judge's name, in lists.
    judge_name: Option<String>,
    /// `asked`, `started`, `submitted`, `recused`, `removed`.
    state: String,
    /// When, and why for one that no longer counts.
    #[schema(value_type = Object)]
    state_detail: AssignmentState,
    #[schema(value_type = String, format = DateTime)]
    assigned_at: Instant,
    version: i64,
}

/// The assignments of a round.
#[derive(Serialize, ToSchema)]
struct AssignmentsOut {
    items: Vec<AssignmentOut>,
    next_cursor: Option<String>,
}

impl From<Assignment> for AssignmentOut {
    fn from(assignment: Assignment) -> Self {
        Self {
            id: assignment.id,
            round: assignment.round,
            entry: assignment.entry,
            judge: assignment.judge,
            judge_name: None,
            state: assignment.state.kind().to_owned(),
            state_detail: assignment.state,
            assigned_at: assignment.assigned_at,
            version: assignment.version.0,
        }
    }
}

impl From<AssignmentRow> for AssignmentOut {
    fn from(row: AssignmentRow) -> Self {
        Self { judge_name: Some(row.judge), ..row.assignment.into() }
    }
}

/// Assigns entries to judges: all of them, or none when one is not possible.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/assignments", operation_id = "applyAssignments", tag = "judge",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = AssignmentsIn, responses((status = 201, body = AssignmentsOut))
)]
async fn apply_assignments(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<AssignmentsIn>,
) -> Answer {
    let once = key.map(|key| Once::new(&key, "applyAssignments", &(round, &given))).transpose()?;
    let wanted = given.assignments.iter().map(|w| Wanted { entry: w.entry, judge: w.judge }).collect();
    let made = app.engine().assign(&caller, round, wanted, once).await?;
    let items = made.into_iter().map(Into::into).collect();
    Ok((StatusCode::CREATED, Json(AssignmentsOut { items, next_cursor: None })).into_response())
}

/// The assignments of a round, by entry, then by judge.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/assignments", operation_id = "listAssignments", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = AssignmentsOut))
)]
async fn list_assignments(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
) -> Answer<Json<AssignmentsOut>> {
    let rows = app.engine().list_assignments(&caller, round).await?;
    Ok(Json(AssignmentsOut { items: rows.into_iter().map(Into::into).collect(), next_cursor: None }))
}

/// Why an assignment is taken back.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RemovalIn {
    reason: String,
}

/// Takes an assignment back: its scorecard no longer counts.
#[utoipa::path(
    post, path = "/api/v1/assignments/{id}/removal", operation_id = "removeAssignment", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = RemovalIn,
    responses((status = 200, body = AssignmentOut))
)]
async fn remove_assignment(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<AssignmentId>,
    IfMatch(version): IfMatch,
    Body(given): Body<RemovalIn>,
) -> Answer {
    let removed = app.engine().remove_assignment(&caller, id, Some(version), Some(given.reason)).await?;
    Ok(Tagged(removed.version, Json(AssignmentOut::from(removed))).into_response())
}
