//! A plan of assignments as data: proposed, measured, explained; nothing is assigned.

use super::found::FoundConflictOut;
use crate::app::App;
use crate::extract::{Body, By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{EntryId, PersonId, RoundId};
use kapok_engine::judge::{AssignmentPlan, PlanFault, PlanWish, PlannedJudge, PlannedPair, Wanted};
use kapok_judging::conflict::found::Found;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::AssignJudges, routes!(plan_assignments))
}

/// How well a judge suits an entry.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AffinityIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    /// From 0 to 1.
    value: f64,
}

/// How many judges an entry of a second wave is to have.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NeedIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    /// In all, those that it has already among them.
    judges: u32,
}

/// What is asked of a plan.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct PlanIn {
    /// Judges for each entry; the round's minimum of scorecards when absent.
    per_entry: Option<u32>,
    /// So many entries for each judge at least.
    low: u32,
    /// So many at most; a fifth above the mean load when absent, or more where capacities ask for it.
    high: Option<u32>,
    /// Entries that every judge gets, so that severities can be compared; beside those with which the round begins.
    #[schema(value_type = Vec<String>)]
    common: Vec<EntryId>,
    /// A second wave: so many judges for these entries, and nobody new for any other; `per_entry` then counts for nothing.
    further: Option<Vec<NeedIn>>,
    /// Where the caller knows better than profiles and dossiers how well a judge suits an entry.
    affinity: Vec<AffinityIn>,
    /// Seed of chance: another one gives another plan of equal worth.
    seed: u64,
    /// Draws the plan by chance: no pair with a probability above so many per cent.
    cap_percent: Option<u32>,
}

/// A judge and an entry.
#[derive(Serialize, ToSchema)]
struct PlannedPairOut {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    /// Whether it would be assigned anew.
    new: bool,
}

/// A judge's load.
#[derive(Serialize, ToSchema)]
struct PlannedLoadOut {
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    name: String,
    load: u32,
    /// Most entries that they can take, as they told.
    capacity: Option<u32>,
}

/// What a plan went by: languages, themes, countries and capacity of those who gave a profile, the dossiers' languages and themes,
/// and what was found to tie whom to what. A judge suits an entry by the product of language (read 1, else a half), themes (a half, plus
/// half the share of the entry's themes that they know; 0.75 where nothing is said) and region (another than their own 1, their own 0.9).
#[derive(Serialize, ToSchema)]
struct PlanBasisOut {
    judges: usize,
    /// Of these, those who gave a profile.
    profiles: usize,
    /// Entries whose dossiers name themes of the list; 0 where no judge named any.
    themed: usize,
    /// Pairs that are excluded because of what was found to tie them.
    excluded: usize,
    /// Pairs that count half because of what was found to tie them.
    warned: usize,
}

/// What a plan is worth.
#[derive(Serialize, ToSchema)]
struct PlanMeasuresOut {
    /// The entry that its judges suit least in sum.
    #[schema(value_type = Option<String>)]
    worst_entry: Option<EntryId>,
    /// Its sum.
    worst_served: f64,
    /// The mean of these sums.
    mean_served: f64,
    lightest: u32,
    heaviest: u32,
    /// Into how many parts judges and entries fall: severities compare only within one.
    components: usize,
    /// How many exchanges joined parts.
    exchanges: usize,
    /// So many judges of every entry…
    threshold_judges: Option<u32>,
    /// …suit it this well at least, or as well as any could.
    threshold_affinity: Option<f64>,
    /// The probability of the likeliest pair.
    likeliest: f64,
}

/// What stands in the way of a full plan: `capacity`, `too_few_judges`, `crowded`, `assigned_in_conflict`, `overloaded`,
/// `underloaded`.
#[derive(Serialize, ToSchema)]
pub(super) struct PlanFaultOut {
    code: &'static str,
    #[schema(value_type = Option<String>)]
    entry: Option<EntryId>,
    #[schema(value_type = Option<String>)]
    judge: Option<PersonId>,
    /// What was needed or asked for.
    needed: u64,
    /// What there is.
    found: u64,
}

/// A proposal. Nothing of it is kept: `applyAssignments` makes it so, with the pairs that are new.
#[derive(Serialize, ToSchema)]
struct PlanOut {
    /// Whether every entry gets its judges.
    full: bool,
    per_entry: u32,
    high: u32,
    /// Entries that every judge gets who may.
    #[schema(value_type = Vec<String>)]
    common: Vec<EntryId>,
    pairs: Vec<PlannedPairOut>,
    loads: Vec<PlannedLoadOut>,
    basis: PlanBasisOut,
    /// What was found to tie judges to entries.
    conflicts: Vec<FoundConflictOut>,
    measures: PlanMeasuresOut,
    faults: Vec<PlanFaultOut>,
}

impl From<&AssignmentPlan> for PlanOut {
    fn from(plan: &AssignmentPlan) -> Self {
        let pair = |p: &PlannedPair| PlannedPairOut {
            entry: plan.entries[p.entry].id,
            judge: plan.judges[p.judge].person,
            new: plan.new.contains(p),
        };
        let loads = plan.judges.iter().zip(&plan.measures.load);
        let load = |(judge, load): (&PlannedJudge, &u32)| PlannedLoadOut {
            judge: judge.person,
            name: judge.name.clone(),
            load: *load,
            capacity: judge.capacity,
        };
        let found = plan.found.iter().flat_map(|(pair, found)| found.iter().map(move |found| (pair, *found)));
        let conflict = |(p, found): (&PlannedPair, Found)| FoundConflictOut {
            entry: plan.entries[p.entry].id,
            judge: plan.judges[p.judge].person,
            found: found.into(),
        };
        let b = plan.basis;
        let m = &plan.measures;
        Self {
            full: plan.is_full,
            per_entry: plan.per_entry,
            high: plan.high,
            common: plan.common.iter().map(|entry| plan.entries[*entry].id).collect(),
            pairs: plan.pairs.iter().map(pair).collect(),
            loads: loads.map(load).collect(),
            basis: PlanBasisOut {
                judges: b.judges,
                profiles: b.profiles,
                themed: b.themed,
                excluded: b.excluded,
                warned: b.warned,
            },
            conflicts: found.map(conflict).collect(),
            measures: PlanMeasuresOut {
                worst_entry: m.worst.map(|e| plan.entries[e].id),
                worst_served: m.worst.map_or(0.0, |e| m.served[e]),
                mean_served: m.total / plan.entries.len().max(1) as f64,
                lightest: m.lightest,
                heaviest: m.heaviest,
                components: m.components,
                exchanges: m.exchanges,
                threshold_judges: plan.threshold.map(|t| t.judges),
                threshold_affinity: plan.threshold.map(|t| t.affinity),
                likeliest: plan.likeliest,
            },
            faults: plan.faults.iter().map(|fault| fault_out(plan, fault)).collect(),
        }
    }
}

pub(super) fn fault_out(plan: &AssignmentPlan, fault: &PlanFault) -> PlanFaultOut {
    let out = |code, entry: Option<usize>, judge: Option<usize>, needed: u64, found: u64| PlanFaultOut {
        code,
        entry: entry.map(|e| plan.entries[e].id),
        judge: judge.map(|j| plan.judges[j].person),
        needed,
        found,
    };
    match *fault {
        PlanFault::Capacity { needed, available } => out("capacity", None, None, needed, available),
        PlanFault::TooFewJudges { entry, free, needed } => {
            out("too_few_judges", Some(entry), None, needed.into(), free.into())
        }
        PlanFault::Crowded { entry, missing, .. } => {
            let needed = u64::from(plan.needed(entry));
            out("crowded", Some(entry), None, needed, needed - u64::from(missing))
        }
        PlanFault::PinnedConflict(pair) => {
            out("assigned_in_conflict", Some(pair.entry), Some(pair.judge), 0, 0)
        }
        PlanFault::Overloaded { judge, fixed, high } => {
            out("overloaded", None, Some(judge), high.into(), fixed.into())
        }
        PlanFault::Underloaded { judge, load, low } => {
            out("underloaded", None, Some(judge), low.into(), load.into())
        }
    }
}

/// Proposes who judges what, measured and explained; assigns nothing.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/assignment-plan", operation_id = "planAssignments", tag = "judge",
    params(("id" = String, Path)), request_body = PlanIn, responses((status = 200, body = PlanOut))
)]
async fn plan_assignments(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<PlanIn>,
) -> Answer<Json<PlanOut>> {
    let affinity = given.affinity.iter();
    let wish = PlanWish {
        per_entry: given.per_entry,
        low: given.low,
        high: given.high,
        affinity: affinity.map(|a| (Wanted { entry: a.entry, judge: a.judge }, a.value)).collect(),
        common: given.common,
        further: given.further.map(|needs| needs.iter().map(|need| (need.entry, need.judges)).collect()),
        seed: given.seed,
        cap: given.cap_percent,
    };
    let plan = app.engine().plan_assignments(&caller, round, wish).await?;
    Ok(Json(PlanOut::from(&plan)))
}
