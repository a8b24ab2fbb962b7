//! A second wave of a round as data: which entries around the line get further judges, and what that may be expected to change.

use super::plan::{PlanFaultOut, fault_out};
use crate::app::App;
use crate::extract::{Body, By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{EntryId, PersonId, RoundId};
use kapok_engine::judge::{SecondWave, WaveEntry, WaveWish, Wrong};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::AssignJudges, routes!(propose_second_wave))
}

/// What is asked of a second wave.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WaveIn {
    /// How many further scorecards there may be, 1 to 1,000.
    budget: u32,
    /// So many entries for each judge at most; their own bounds alone when absent.
    #[serde(default)]
    high: Option<u32>,
    /// Seed of chance among judges who suit equally well.
    #[serde(default)]
    seed: u64,
}

/// The expected number of entries on the wrong side of the line, each being put on its more likely side; of one entry, the probability.
#[derive(Serialize, ToSchema)]
struct WrongOut {
    /// By the scorecards that are in.
    now: f64,
    /// Once all that are owed are in.
    awaited: f64,
    /// Once those of the second wave are in too.
    after: f64,
}

impl From<Wrong> for WrongOut {
    fn from(wrong: Wrong) -> Self {
        Self { now: wrong.now, awaited: wrong.awaited, after: wrong.after }
    }
}

/// A further judge of an entry.
#[derive(Serialize, ToSchema)]
struct WaveJudgeOut {
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    name: String,
}

/// An entry whose side is unsure, or that gets further judges.
#[derive(Serialize, ToSchema)]
struct WaveEntryOut {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    number: i64,
    title: String,
    /// The chance of truly being above the round's first line.
    p_cut: f64,
    /// Scorecards that are in.
    scorecards: u32,
    /// Scorecards that are owed.
    owed: u32,
    further: Vec<WaveJudgeOut>,
    wrong: WrongOut,
}

/// A proposal. Nothing of it is kept: `applyAssignments` makes it so, with each entry's further judges.
#[derive(Serialize, ToSchema)]
struct SecondWaveOut {
    /// The least sure first.
    entries: Vec<WaveEntryOut>,
    /// All entries of the round together.
    wrong: WrongOut,
    /// Further scorecards in all: fewer than the budget where more would hardly change anything.
    further: usize,
    faults: Vec<PlanFaultOut>,
}

impl From<&SecondWave> for SecondWaveOut {
    fn from(wave: &SecondWave) -> Self {
        let plan = &wave.plan;
        let judge =
            |at: &usize| WaveJudgeOut { judge: plan.judges[*at].person, name: plan.judges[*at].name.clone() };
        let entry = |of: &WaveEntry| WaveEntryOut {
            entry: plan.entries[of.place].id,
            number: plan.entries[of.place].number,
            title: plan.entries[of.place].title.clone(),
            p_cut: of.chance,
            scorecards: of.scorecards,
            owed: of.owed,
            further: of.further.iter().map(judge).collect(),
            wrong: of.wrong.into(),
        };
        Self {
            entries: wave.entries.iter().map(entry).collect(),
            wrong: wave.wrong.into(),
            further: plan.new.len(),
            faults: plan.faults.iter().map(|fault| fault_out(plan, fault)).collect(),
        }
    }
}

/// Names the entries whose side of the line is unsure and proposes further judges for them; assigns nothing.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/second-wave", operation_id = "proposeSecondWave", tag = "judge",
    params(("id" = String, Path)), request_body = WaveIn, responses((status = 200, body = SecondWaveOut))
)]
async fn propose_second_wave(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<WaveIn>,
) -> Answer<Json<SecondWaveOut>> {
    let wish = WaveWish { budget: given.budget, high: given.high, seed: given.seed };
    let wave = app.engine().propose_second_wave(&caller, round, wish).await?;
    Ok(Json(SecondWaveOut::from(&wave)))
}
