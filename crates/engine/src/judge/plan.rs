//! A plan of assignments: proposed and measured first, applied only when it is confirmed as it was shown.

use super::assignments::{Wanted, conflicts};
use super::panels::judges;
use crate::remember::hex;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{EntryId, Locale, PersonId, Refusal, RoundId};
use kapok_measure::Grid;
use kapok_measure::assignment::{self as measure, Chance, Fault, Judge, Measures, Pair, Problem, Threshold};
use kapok_store::entries::{self, Entry};
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, assignments as kept, panels, people};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How well a judge suits an entry who reads Kapok in another language: half as well as one who reads it in the entry's.
const OTHER_LANGUAGE: f64 = 0.5;
/// What uneven loads cost: a judge at the mean load is passed over for one without any who suits half as well.
const EVENNESS: f64 = 0.5;
/// Judges times entries: beyond, a plan would take minutes.
const MOST_PAIRS: usize = 2_000_000;

/// What is asked of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlanWish {
    /// Judges for each entry; the round's minimum when nothing is said.
    pub per_entry: Option<u32>,
    /// So many entries for each judge at least.
    pub low: u32,
    /// So many at most; a fifth above the mean when nothing is said.
    pub high: Option<u32>,
    /// Entries that every judge gets.
    pub common: Vec<EntryId>,
    /// How well judges suit entries, 0 to 1, where the organiser knows better than the languages.
    pub affinity: Vec<(Wanted, f64)>,
    /// Seed of chance: another one gives another plan of equal worth.
    pub seed: u64,
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
}

/// A proposal; nothing of it is kept.
#[derive(Clone, Debug)]
pub struct AssignmentPlan {
    /// The round.
    pub round: Round,
    /// Judges wanted for each entry.
    pub per_entry: u32,
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

    /// What is to be assigned.
    #[must_use]
    pub fn wanted(&self) -> Vec<Wanted> {
        let wanted =
            |p: &Pair| Wanted { entry: self.entries[p.entry].id, judge: self.judges[p.judge].person };
        self.new.iter().map(wanted).collect()
    }
}

impl Engine {
    /// Proposes who judges what. What is assigned stays; a judge who stood aside does not get the entry again.
    ///
    /// # Errors
    /// [`Error::NotFound`], `plan_invalid` with details (`plan_per_entry`, `plan_bounds`, `plan_cap`, `plan_affinity`,
    /// `plan_large`, `entry_not_in_round`, `judge_not_in_panel`).
    pub async fn plan_assignments(
        &self,
        caller: &Caller,
        round: RoundId,
        wish: PlanWish,
    ) -> Result<AssignmentPlan> {
        let permit = self.permit(caller, Action::AssignJudges)?;
        let table = Table::load(&self.store.read(), &permit, round).await?;
        table.check(&wish)?;
        let planned = tokio::task::spawn_blocking(move || table.plan(&wish)).await;
        planned.map_err(|error| Error::Internal(error.to_string()))
    }

    /// Assigns what a plan proposed, as it was shown; how many assignments were made. Sent again, it makes none.
    ///
    /// # Errors
    /// As [`Engine::plan_assignments`] and [`Engine::assign`]; `plan_moved` when the round has changed since the plan was
    /// shown, `plan_incomplete` when some entry lacks judges.
    pub async fn apply_plan(
        &self,
        caller: &Caller,
        round: RoundId,
        wish: PlanWish,
        shown: &str,
    ) -> Result<usize> {
        let plan = self.plan_assignments(caller, round, wish).await?;
        if plan.digest != shown {
            return Err(Refusal::state("plan_moved").into());
        }
        if !plan.is_full {
            return Err(Refusal::state("plan_incomplete").into());
        }
        if plan.new.is_empty() {
            return Ok(0);
        }
        Ok(self.assign(caller, round, plan.wanted(), None).await?.len())
    }
}

/// What planning looks at.
struct Table {
    round: Round,
    entries: Vec<Entry>,
    judges: Vec<(PlannedJudge, Locale)>,
    assigned: BTreeSet<Pair>,
    conflicts: BTreeSet<Pair>,
}

impl Table {
    async fn load(db: &impl Database, permit: &Permit, round: RoundId) -> Result<Self> {
        let round = rounds::find(db, permit, round).await?.ok_or(Error::NotFound)?;
        let panel = panels::find(db, permit, round.panel).await?.ok_or(Error::NotFound)?;
        let assignments = kept::list(db, permit, round.id).await?;
        let in_force: Vec<_> = assignments.into_iter().filter(|a| !a.state.is_set_aside()).collect();
        let mut entries = entries::list(db, permit, round.edition).await?;
        entries.retain(|e| {
            let elsewhere = e.stage.place().is_none_or(|place| place.round != round.id);
            e.stage.is_uncut_in(round.id) || (elsewhere && e.stage.is_eligible() && e.stage.is_undecided())
        });
        entries.sort_by_key(|e| e.number);
        let seated = judges(db, permit, &panel).await?.into_iter().filter(|j| j.accepted);
        let mut judges: Vec<(PlannedJudge, Locale)> = seated
            .map(|j| (PlannedJudge { person: j.person, name: j.name, has_left: false }, j.locale))
            .collect();
        let known: BTreeSet<PersonId> = judges.iter().map(|(j, _)| j.person).collect();
        let left: BTreeSet<PersonId> =
            in_force.iter().map(|a| a.judge).filter(|j| !known.contains(j)).collect();
        for (person, name) in people::names(db, &Vec::from_iter(left)).await? {
            judges.push((PlannedJudge { person, name, has_left: true }, Locale::En));
        }
        judges.sort_by(|(a, _), (b, _)| (&a.name, a.person).cmp(&(&b.name, b.person)));
        let places = Places::of(&entries, &judges);
        let assigned = in_force.iter().filter_map(|a| places.pair(a.entry, a.judge)).collect();
        let conflicts = conflicts(db, round.edition).await?;
        let conflicts = conflicts.iter().filter_map(|c| places.pair(c.entry, c.judge)).collect();
        Ok(Self { round, entries, judges, assigned, conflicts })
    }

    fn per_entry(&self, wish: &PlanWish) -> u32 {
        wish.per_entry.unwrap_or(self.round.rules.minimum_scorecards)
    }

    /// The bound that was asked for, or a fifth above the mean load.
    fn high(&self, wish: &PlanWish) -> u32 {
        let staying = self.judges.iter().filter(|(j, _)| !j.has_left).count().max(1);
        let places = u64::from(self.per_entry(wish)) * self.entries.len() as u64;
        let common = wish.common.len() as u64;
        let roomy = (6 * places).div_ceil(5 * staying as u64) + common;
        wish.high.unwrap_or_else(|| u32::try_from(roomy).unwrap_or(u32::MAX))
    }

    fn check(&self, wish: &PlanWish) -> Result<()> {
        let mut found = Vec::new();
        let staying = self.judges.iter().filter(|(j, _)| !j.has_left).count();
        let per_entry = self.per_entry(wish) as usize;
        if per_entry == 0 || per_entry > staying {
            found.push(Refusal::invalid("plan_per_entry").with("judges", staying).at("/per_entry"));
        }
        if wish.low > self.high(wish) {
            found.push(Refusal::invalid("plan_bounds").at("/low"));
        }
        if wish.cap.is_some_and(|cap| !(1..=100).contains(&cap)) {
            found.push(Refusal::invalid("plan_cap").at("/cap_percent"));
        }
        if self.entries.len() * self.judges.len() > MOST_PAIRS {
            found.push(Refusal::invalid("plan_large"));
        }
        let places = Places::of(&self.entries, &self.judges);
        for (i, entry) in wish.common.iter().enumerate() {
            if !places.entries.contains_key(entry) {
                found.push(Refusal::invalid("entry_not_in_round").at(format!("/common/{i}")));
            }
        }
        for (i, (of, value)) in wish.affinity.iter().enumerate() {
            let at = |part: &str| format!("/affinity/{i}/{part}");
            if !places.entries.contains_key(&of.entry) {
                found.push(Refusal::invalid("entry_not_in_round").at(at("entry")));
            }
            if !places.judges.contains_key(&of.judge) {
                found.push(Refusal::invalid("judge_not_in_panel").at(at("judge")));
            }
            if !(0.0..=1.0).contains(value) {
                found.push(Refusal::invalid("plan_affinity").at(at("value")));
            }
        }
        Ok(Refusal::gather("plan_invalid", found)?)
    }

    fn plan(self, wish: &PlanWish) -> AssignmentPlan {
        let (per_entry, high) = (self.per_entry(wish), self.high(wish));
        let found = measure::plan(&self.problem(wish));
        let pairs: BTreeSet<Pair> = found.pairs.iter().copied().collect();
        let is_full = found.is_full();
        let mut plan = AssignmentPlan {
            per_entry,
            high,
            new: pairs.difference(&self.assigned).copied().collect(),
            round: self.round,
            entries: self.entries,
            judges: self.judges.into_iter().map(|(judge, _)| judge).collect(),
            pairs: found.pairs,
            measures: found.measures,
            threshold: found.threshold,
            likeliest: found.likeliest,
            faults: found.faults,
            is_full,
            digest: String::new(),
        };
        plan.digest = digest(&plan);
        plan
    }

    fn problem(&self, wish: &PlanWish) -> Problem {
        let places = Places::of(&self.entries, &self.judges);
        let given: BTreeMap<Pair, f64> = wish
            .affinity
            .iter()
            .filter_map(|(of, value)| Some((places.pair(of.entry, of.judge)?, *value)))
            .collect();
        let high = self.high(wish);
        let judge = |(judge, _): &(PlannedJudge, Locale)| Judge {
            key: judge.person.0.as_u128(),
            low: if judge.has_left { 0 } else { wish.low },
            high: if judge.has_left { u32::MAX } else { high },
        };
        // Whoever left the panel keeps what was assigned and gets no more.
        let left = (0..self.judges.len()).filter(|judge| self.judges[*judge].0.has_left);
        let closed = left.flat_map(|judge| (0..self.entries.len()).map(move |entry| Pair { entry, judge }));
        let closed = closed.filter(|pair| !self.assigned.contains(pair));
        Problem {
            entries: self.entries.iter().map(|e| e.id.0.as_u128()).collect(),
            judges: self.judges.iter().map(judge).collect(),
            per_entry: self.per_entry(wish),
            affinity: Grid::from_fn(self.entries.len(), self.judges.len(), |entry, judge| {
                let language = self.judges[judge].1.language();
                let same = self.entries[entry].language.primary() == language.primary();
                let known = given.get(&Pair { entry, judge }).copied();
                known.unwrap_or(if same { 1.0 } else { OTHER_LANGUAGE })
            }),
            forbidden: self.conflicts.iter().copied().chain(closed).collect(),
            pinned: self.assigned.clone(),
            common: wish.common.iter().filter_map(|e| places.entries.get(e).copied()).collect(),
            previous: BTreeSet::new(),
            evenness: EVENNESS,
            chance: Some(Chance { seed: wish.seed, cap: wish.cap.unwrap_or(100) }),
        }
    }
}

/// Where entries and judges stand in a table.
struct Places {
    entries: BTreeMap<EntryId, usize>,
    judges: BTreeMap<PersonId, usize>,
}

impl Places {
    fn of(entries: &[Entry], judges: &[(PlannedJudge, Locale)]) -> Self {
        Self {
            entries: entries.iter().zip(0..).map(|(e, i)| (e.id, i)).collect(),
            judges: judges.iter().zip(0..).map(|((j, _), i)| (j.person, i)).collect(),
        }
    }

    fn pair(&self, entry: EntryId, judge: PersonId) -> Option<Pair> {
        Some(Pair { entry: *self.entries.get(&entry)?, judge: *self.judges.get(&judge)? })
    }
}

/// The same for the same pairs, whether they are assigned already or not.
fn digest(plan: &AssignmentPlan) -> String {
    let mut hash = Sha256::new();
    for pair in &plan.pairs {
        hash.update(plan.entries[pair.entry].id.0.as_bytes());
        hash.update(plan.judges[pair.judge].person.0.as_bytes());
    }
    hex(&hash.finalize())
}
