//! The judge's own work in a pairwise round: which two come next, and which is better.

use crate::api::schema::DeadlineView;
use crate::app::App;
use crate::extract::{Body, By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{AssignmentId, EntryId, Instant, RoundId};
use kapok_engine::judge::{Compared, Comparison, Said};
use kapok_judging::comparison::{Given, Outcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnAssignments, routes!(get_my_comparisons))
        .api(Action::Score, routes!(save_comparison))
}

/// One of two entries.
#[derive(Serialize, ToSchema)]
struct ComparedOut {
    /// The caller's assignment of it: names it in `saveComparison`.
    #[schema(value_type = String, format = Uuid)]
    assignment: AssignmentId,
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    number: i64,
    title: String,
}

impl From<Compared> for ComparedOut {
    fn from(Compared { assignment, entry }: Compared) -> Self {
        Self { assignment, entry: entry.id, number: entry.number, title: entry.title }
    }
}

/// Two entries to be compared.
#[derive(Serialize, ToSchema)]
struct PairOut {
    first: ComparedOut,
    second: ComparedOut,
}

/// What the caller said of two entries.
#[derive(Serialize, ToSchema)]
struct SaidOut {
    #[serde(flatten)]
    pair: PairOut,
    /// `first`, `second` or `equal`.
    #[schema(value_type = String)]
    outcome: Outcome,
    comment: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    said_at: Instant,
}

impl From<Said> for SaidOut {
    fn from(Said { first, second, comparison }: Said) -> Self {
        Self {
            pair: PairOut { first: first.into(), second: second.into() },
            outcome: comparison.given.outcome,
            comment: comparison.given.comment,
            said_at: comparison.said_at,
        }
    }
}

/// A pairwise round in which the caller judges; nothing of other judges' comparisons is here.
#[derive(Serialize, ToSchema)]
struct MyComparisonsOut {
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    /// Until when the caller's comparisons are wanted.
    due: Option<DeadlineView>,
    /// Whether the round is being judged.
    open: bool,
    /// The caller's comparisons that count.
    done: usize,
    /// How many more the caller owes, at least.
    left: usize,
    /// Entries on which the caller has still to declare: until then they are not compared.
    undeclared: usize,
    /// The two to compare next; absent when nothing is owed or nothing can be compared.
    next: Option<PairOut>,
    /// What the caller said last of each two, the latest first.
    items: Vec<SaidOut>,
}

/// A pairwise round in which the caller judges: the two to compare next, and what they said.
#[utoipa::path(
    get, path = "/api/v1/me/rounds/{id}/comparisons", operation_id = "getMyComparisons", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = MyComparisonsOut))
)]
async fn get_my_comparisons(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<RoundId>,
) -> Answer<Json<MyComparisonsOut>> {
    let desk = app.engine().get_comparison_desk(&caller, id).await?;
    Ok(Json(MyComparisonsOut {
        round: desk.round.id,
        due: desk.round.rules.due.as_ref().map(DeadlineView::from),
        open: desk.open,
        done: desk.progress.done,
        left: desk.progress.left,
        undeclared: desk.undeclared,
        next: desk.next.map(|(first, second)| PairOut { first: first.into(), second: second.into() }),
        items: desk.said.into_iter().map(SaidOut::from).collect(),
    }))
}

/// Which of two of the caller's entries is better.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ComparisonIn {
    /// The caller's assignment of the one.
    #[schema(value_type = String, format = Uuid)]
    first: AssignmentId,
    /// That of the other.
    #[schema(value_type = String, format = Uuid)]
    second: AssignmentId,
    /// `first`, `second` or `equal`.
    #[schema(value_type = String)]
    outcome: Outcome,
    /// Why, for the caller to read again; shown to nobody else.
    #[serde(default)]
    comment: Option<String>,
}

/// A comparison as it is kept.
#[derive(Serialize, ToSchema)]
struct ComparisonOut {
    /// Its place among what the caller said in the round, from 1.
    number: i64,
    #[schema(value_type = String, format = Uuid)]
    first: AssignmentId,
    #[schema(value_type = String, format = Uuid)]
    second: AssignmentId,
    #[schema(value_type = String)]
    outcome: Outcome,
    comment: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    said_at: Instant,
}

/// Says which of two of the caller's entries is better. A changed mind is said anew, and what was said stays on record; said again as it
/// was said last, it makes no new version.
#[utoipa::path(
    post, path = "/api/v1/me/rounds/{id}/comparisons", operation_id = "saveComparison", tag = "judge",
    params(("id" = String, Path)), request_body = ComparisonIn, responses((status = 200, body = ComparisonOut))
)]
async fn save_comparison(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<RoundId>,
    Body(given): Body<ComparisonIn>,
) -> Answer<Json<ComparisonOut>> {
    let ComparisonIn { first, second, outcome, comment } = given;
    let given = Given { first, second, outcome, comment };
    let Comparison { number, given, said_at, .. } = app.engine().save_comparison(&caller, id, given).await?;
    let Given { first, second, outcome, comment } = given;
    Ok(Json(ComparisonOut { number, first, second, outcome, comment, said_at }))
}
