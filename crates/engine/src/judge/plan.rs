//! A plan of assignments: proposed and measured first, applied only when it is confirmed as it was shown.

pub(super) mod table;

use super::assignments::Wanted;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{EntryId, PersonId, Refusal, RoundId};
use kapok_judging::conflict::found::Found;
use kapok_measure::assignment::{Fault, Measures, Pair, Threshold};
use kapok_store::entries::{self, Entry};
use kapok_store::panels;
use kapok_store::rounds::{self, Round};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use table::Table;

/// Judges times entries that are planned in less than a moment.
const LONG: usize = 50_000;

/// What is asked of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlanWish {
    /// Judges for each entry; the round's minimum when nothing is said.
    pub per_entry: Option<u32>,
    /// So many entries for each judge at least.
    pub low: u32,
    /// So many at most; a fifth above the mean when nothing is said, and more where others cannot take as many.
    pub high: Option<u32>,
    /// Entries that every judge gets, beside those with which the round begins.
    pub common: Vec<EntryId>,
    /// How well judges suit entries, 0 to 1, where the organiser knows better than profiles and dossiers.
    pub affinity: Vec<(Wanted, f64)>,
    /// Seed of chance: another one gives another plan of equal worth.
    pub seed: u64,
    /// A second wave: so many judges in all for these entries, and nobody new for any other. `per_entry` then counts for nothing.
    pub further: Option<BTreeMap<EntryId, u32>>,
    /// No pair with a higher probability than so many in a hundred; the plan is drawn by chance.
    pub cap: Option<u32>,
}

/// A judge in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedJudge {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Who takes no further entries: no longer in the panel.
    pub has_left: bool,
    /// Whether they told of themselves for the panel.
    pub has_profile: bool,
    /// Most entries that they can take, as they told.
    pub capacity: Option<u32>,
}

/// What a plan went by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Judges in the plan.
    pub judges: usize,
    /// Of these, those who gave a profile: its languages, themes, countries and capacity are used.
    pub profiles: usize,
    /// Entries whose dossiers name themes of the list; counted only where a judge named some.
    pub themed: usize,
    /// Pairs that are excluded because of what was found to tie them.
    pub excluded: usize,
    /// Pairs that count half because of what was found to tie them.
    pub warned: usize,
}

/// A proposal; nothing of it is kept.
#[derive(Clone, Debug)]
pub struct AssignmentPlan {
    /// The round.
    pub round: Round,
    /// Judges wanted for each entry.
    pub per_entry: u32,
    /// Entries for which another number is wanted, by position.
    pub needs: BTreeMap<usize, u32>,
    /// Entries that every judge gets who may, by position.
    pub common: BTreeSet<usize>,
    /// The bound of a judge's load.
    pub high: u32,
    /// The entries, in the order of their numbers.
    pub entries: Vec<Entry>,
    /// The judges, by name.
    pub judges: Vec<PlannedJudge>,
    /// All pairs, by position, those that are assigned already among them.
    pub pairs: Vec<Pair>,
    /// What would be assigned anew.
    pub new: BTreeSet<Pair>,
    /// What it went by.
    pub basis: Basis,
    /// What was found to tie judges to entries.
    pub found: BTreeMap<Pair, Vec<Found>>,
    /// What it is worth.
    pub measures: Measures,
    /// How the worst-served entries were raised.
    pub threshold: Option<Threshold>,
    /// The probability of the likeliest pair.
    pub likeliest: f64,
    /// What stands in the way.
    pub faults: Vec<Fault>,
    /// Whether every entry gets its judges.
    pub is_full: bool,
    /// Names this plan when it is confirmed.
    pub digest: String,
}

impl AssignmentPlan {
    /// The judges of an entry, by position, and whether each is new.
    pub fn judges_of(&self, entry: usize) -> impl Iterator<Item = (usize, bool)> {
        let pairs = self.pairs.iter().filter(move |p| p.entry == entry);
        pairs.map(|p| (p.judge, self.new.contains(p)))
    }

    /// How many judges are wanted for an entry, by position.
    #[must_use]
    pub fn needed(&self, entry: usize) -> u32 {
        self.needs.get(&entry).copied().unwrap_or(self.per_entry)
    }

    /// What is to be assigned.
    #[must_use]
    pub fn wanted(&self) -> Vec<Wanted> {
        let wanted =
            |p: &Pair| Wanted { entry: self.entries[p.entry].id, judge: self.judges[p.judge].person };
        self.new.iter().map(wanted).collect()
    }
}

impl Engine {
    /// Whether planning a round takes so long that it waits to be asked for.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn is_long_to_plan(&self, caller: &Caller, round: RoundId) -> Result<bool> {
        let permit = self.permit(caller, Action::AssignJudges)?;
        let db = self.store.read();
        let round = rounds::find(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        let entries: i64 = entries::count_by_stage(&db, round.edition).await?.values().sum();
        let judges = panels::members(&db, round.panel).await?.len();
        Ok(usize::try_from(entries).unwrap_or(usize::MAX).saturating_mul(judges) > LONG)
    }

    /// Proposes who judges what. What is assigned stays; a judge who stood aside does not get the entry again.
    ///
    /// # Errors
    /// [`Error::NotFound`], `plan_invalid` with details (`plan_per_entry`, `plan_bounds`, `plan_cap`, `plan_affinity`,
    /// `plan_large`, `entry_not_in_round`, `judge_not_in_panel`, `plan_further`).
    pub async fn plan_assignments(
        &self,
        caller: &Caller,
        round: RoundId,
        wish: PlanWish,
    ) -> Result<AssignmentPlan> {
        let permit = self.permit(caller, Action::AssignJudges)?;
        let table = Table::load(&self.store.read(), &permit, &self.library.themes, round).await?;
        table.check(&wish)?;
        let planned = tokio::task::spawn_blocking(move || table.plan(&wish)).await;
        planned.map_err(|error| Error::Internal(error.to_string()))
    }

    /// Assigns what a plan proposed, as it was shown; how many assignments were made. Sent again, it makes none.
    ///
    /// # Errors
    /// As [`Engine::plan_assignments`] and [`Engine::assign`]; `plan_moved` when the round has changed since the plan was
    /// shown, `plan_incomplete` when some entry of a first wave lacks judges.
    pub async fn apply_plan(
        &self,
        caller: &Caller,
        round: RoundId,
        wish: PlanWish,
        shown: &str,
    ) -> Result<usize> {
        let is_second = wish.further.is_some();
        let plan = self.plan_assignments(caller, round, wish).await?;
        if plan.digest != shown {
            return Err(Refusal::state("plan_moved").into());
        }
        if !plan.is_full && !is_second {
            return Err(Refusal::state("plan_incomplete").into());
        }
        if plan.new.is_empty() {
            return Ok(0);
        }
        Ok(self.assign(caller, round, plan.wanted(), None).await?.len())
    }
}
