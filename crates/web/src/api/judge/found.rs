//! Conflicts that were found between a panel and a round's entries, by their grounds alone.

use crate::app::App;
use crate::extract::{By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{EntryId, PersonId, RoundId};
use kapok_engine::judge::FoundConflict;
use kapok_judging::conflict::found::Found;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::SeeAssignments, routes!(list_found_conflicts))
}

/// What was found to tie a judge to an entry.
#[derive(Serialize, ToSchema)]
pub(super) struct FoundOut {
    /// `country`, `entity`, `email_domain`, `named`, `earlier`.
    ground: &'static str,
    /// What it does in the round: `warn` or `exclude`.
    weight: &'static str,
}

impl From<Found> for FoundOut {
    fn from(found: Found) -> Self {
        Self { ground: found.ground.as_str(), weight: found.weight.as_str() }
    }
}

/// A conflict that was found.
#[derive(Serialize, ToSchema)]
pub(super) struct FoundConflictOut {
    #[schema(value_type = String, format = Uuid)]
    pub(super) entry: EntryId,
    #[schema(value_type = String, format = Uuid)]
    pub(super) judge: PersonId,
    #[serde(flatten)]
    pub(super) found: FoundOut,
}

impl From<FoundConflict> for FoundConflictOut {
    fn from(of: FoundConflict) -> Self {
        Self { entry: of.entry, judge: of.judge, found: of.found.into() }
    }
}

/// The conflicts that were found.
#[derive(Serialize, ToSchema)]
struct FoundConflictsOut {
    items: Vec<FoundConflictOut>,
    next_cursor: Option<String>,
}

/// The conflicts that a round looks for and that were found between its panel and its entries, by the entries' numbers.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/found-conflicts", operation_id = "listFoundConflicts", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = FoundConflictsOut))
)]
async fn list_found_conflicts(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
) -> Answer<Json<FoundConflictsOut>> {
    let found = app.engine().list_found_conflicts(&caller, round).await?;
    Ok(Json(FoundConflictsOut { items: found.into_iter().map(Into::into).collect(), next_cursor: None }))
}
