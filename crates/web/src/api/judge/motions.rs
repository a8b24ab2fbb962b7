//! Motions of a committee's meeting, and the board that they make.

use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EntryId, Instant, MotionId, PersonId, RoundId};
use kapok_engine::Once;
use kapok_engine::judge::{BalanceTable, Counts, Meeting, MotionView};
use kapok_judging::motion::{Asked, Settled};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::SeeStandings, routes!(list_motions)).api(Action::Decide, routes!(move_entry))
}

/// A motion as it was recorded.
#[derive(Serialize, ToSchema)]
struct MotionOut {
    #[schema(value_type = String, format = Uuid)]
    id: MotionId,
    /// Its place among the round's motions, from 1.
    number: i64,
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    /// What was moved; absent when the caller stood aside from the entry.
    moved: Option<MovedOut>,
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

/// What was moved and how it was settled.
#[derive(Serialize, ToSchema)]
struct MovedOut {
    /// The label of the line; below all of them when absent.
    to: Option<String>,
    reason: String,
    /// `{"kind": "agreed"}`, or `{"kind": "voted", "in_favour": 5, "against": 3, "abstained": 1}`.
    #[schema(value_type = Object)]
    settled: Settled,
    /// Whether it carried: agreed, or more in favour than against.
    carried: bool,
    /// Members who took no part.
    #[schema(value_type = Vec<String>)]
    absent: BTreeSet<PersonId>,
}

impl From<MotionView> for MotionOut {
    fn from(of: MotionView) -> Self {
        let moved = of.said.map(|said| MovedOut {
            carried: said.settled.carries(),
            to: said.to,
            reason: said.reason,
            settled: said.settled,
            absent: said.absent,
        });
        Self { id: of.id, number: of.number, entry: of.entry, moved, at: of.at }
    }
}

/// A line with the entries that stand above it, best first.
#[derive(Serialize, ToSchema)]
struct BoardLineOut {
    label: String,
    #[schema(value_type = Vec<String>)]
    entries: Vec<EntryId>,
}

/// Each entry of the round in one place. Entries that the caller stood aside from come last in theirs.
#[derive(Serialize, ToSchema)]
struct BoardOut {
    lines: Vec<BoardLineOut>,
    /// Those that tie across a line and that no motion has placed.
    #[schema(value_type = Vec<String>)]
    tied: Vec<EntryId>,
    /// Those below every line.
    #[schema(value_type = Vec<String>)]
    out: Vec<EntryId>,
}

/// How many entries: above each line from the top, in the round, eligible in the edition.
#[derive(Serialize, ToSchema)]
struct CountsOut {
    /// `none` where the dossiers say nothing; absent for the total.
    value: Option<String>,
    lines: Vec<u64>,
    round: u64,
    eligible: u64,
}

/// The entries by one facet; several themes or goals of an entry count each.
#[derive(Serialize, ToSchema)]
struct BalanceOut {
    /// `region`, `population`, `theme`, `sdg`.
    facet: &'static str,
    rows: Vec<CountsOut>,
}

/// The motions of a round, in the order in which they were put, and what they come to.
#[derive(Serialize, ToSchema)]
struct MotionsOut {
    items: Vec<MotionOut>,
    next_cursor: Option<String>,
    /// Whether entries can be moved now.
    open: bool,
    board: BoardOut,
    total: CountsOut,
    balance: Vec<BalanceOut>,
}

fn counts(value: Option<String>, of: Counts) -> CountsOut {
    CountsOut { value, lines: of.lines, round: of.round, eligible: of.eligible }
}

impl From<Meeting> for MotionsOut {
    fn from(of: Meeting) -> Self {
        let lines = of.board.lines.into_iter();
        let table = |table: BalanceTable| BalanceOut {
            facet: table.facet.as_str(),
            rows: table.rows.into_iter().map(|(value, of)| counts(Some(value), of)).collect(),
        };
        let balance = of.balance.unwrap_or_default();
        Self {
            items: of.motions.into_iter().map(MotionOut::from).collect(),
            next_cursor: None,
            open: of.is_open,
            board: BoardOut {
                lines: lines.map(|l| BoardLineOut { label: l.label, entries: l.entries }).collect(),
                tied: of.board.tied,
                out: of.board.out,
            },
            total: counts(None, balance.total),
            balance: balance.tables.into_iter().map(table).collect(),
        }
    }
}

/// The motions of a round with the board that they make and how its lines compare with the round.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/motions", operation_id = "listMotions", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = MotionsOut))
)]
async fn list_motions(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
) -> Answer<Json<MotionsOut>> {
    Ok(Json(app.engine().get_meeting(&caller, round, true).await?.into()))
}

/// A motion as it is put.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MotionIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    /// The label of the line it is to stand above; below all of them when absent.
    #[serde(default)]
    to: Option<String>,
    reason: String,
    /// `{"kind": "agreed"}`, or `{"kind": "voted", "in_favour": 5, "against": 3, "abstained": 1}`.
    #[schema(value_type = Object)]
    settled: Settled,
    /// Members who were not there, besides those who stood aside from the entry.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    absent: Vec<PersonId>,
}

/// Records a motion to move an entry, whether it carries or not; the last one that carried holds.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/motions", operation_id = "moveEntry", tag = "judge",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = MotionIn,
    responses((status = 201, body = MotionOut))
)]
async fn move_entry(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<MotionIn>,
) -> Answer {
    let once = key.map(|key| Once::new(&key, "moveEntry", &(round, &given))).transpose()?;
    let MotionIn { entry, to, reason, settled, absent } = given;
    let asked = Asked { entry, to, reason, settled, absent };
    let made = app.engine().move_entry(&caller, round, asked, once).await?;
    Ok((StatusCode::CREATED, Json(MotionOut::from(made))).into_response())
}
