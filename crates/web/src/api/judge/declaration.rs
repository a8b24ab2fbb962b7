//! Conflicts before content: what ties the caller to which of their entries.

use super::found::FoundOut;
use crate::app::App;
use crate::extract::{Body, By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{AssignmentId, EntryId, Localized, RoundId};
use kapok_engine::judge::{Declarable, Tie};
use kapok_judging::conflict::Ground;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnAssignments, routes!(list_undeclared))
        .api(Action::Score, routes!(declare_conflicts))
}

/// An entry that the caller has not declared on yet.
#[derive(Serialize, ToSchema)]
struct DeclarableOut {
    #[schema(value_type = String, format = Uuid)]
    assignment: AssignmentId,
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    entry_number: i64,
    entry_title: String,
    #[schema(value_type = Object)]
    entity: Localized,
    /// ISO 3166-1 alpha-2.
    country: String,
    /// What was found to tie the caller to it; one that excludes must be among what is declared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    found: Vec<FoundOut>,
}

impl From<Declarable> for DeclarableOut {
    fn from(of: Declarable) -> Self {
        Self {
            assignment: of.assignment.id,
            entry: of.entry.id,
            entry_number: of.entry.number,
            entry_title: of.entry.title,
            entity: of.entity,
            country: of.country,
            found: of.found.into_iter().map(Into::into).collect(),
        }
    }
}

/// The entries to declare on.
#[derive(Serialize, ToSchema)]
struct DeclarablesOut {
    items: Vec<DeclarableOut>,
}

/// What ties the caller to one of them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TieIn {
    #[schema(value_type = String, format = Uuid)]
    assignment: AssignmentId,
    /// `employment`, `residence`, `involvement`, `family`, `interest`, `other`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    ground: Ground,
    reason: String,
}

/// A declaration on all entries that wait for one: what ties the caller to those named, and that nothing does to the others.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeclarationIn {
    conflicts: Vec<TieIn>,
}

/// What declaring answers.
#[derive(Serialize, ToSchema)]
struct DeclaredOut {
    /// Entries that the caller may now read and score.
    free: usize,
    /// Entries that they stood aside from.
    stood_aside: usize,
}

/// The caller's entries in a round on which they have still to declare, with titles and entities only.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/declaration", operation_id = "listUndeclared", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = DeclarablesOut))
)]
async fn list_undeclared(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
) -> Answer<Json<DeclarablesOut>> {
    let (_, rows) = app.engine().list_undeclared(&caller, round).await?;
    Ok(Json(DeclarablesOut { items: rows.into_iter().map(Into::into).collect() }))
}

/// Declares on all of them: stands aside from those named, and opens the dossiers of the others.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/declaration", operation_id = "declareConflicts", tag = "judge",
    params(("id" = String, Path)), request_body = DeclarationIn, responses((status = 200, body = DeclaredOut))
)]
async fn declare_conflicts(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<DeclarationIn>,
) -> Answer<Json<DeclaredOut>> {
    let tie = |tie: TieIn| Tie { assignment: tie.assignment, ground: tie.ground, reason: Some(tie.reason) };
    let ties = given.conflicts.into_iter().map(tie).collect();
    let (free, stood_aside) = app.engine().declare_conflicts(&caller, round, ties).await?;
    Ok(Json(DeclaredOut { free, stood_aside }))
}
