//! What a plan is made from: entries, judges with what they told, what is assigned, and what ties whom to what.

use super::{AssignmentPlan, Basis, PlanWish, PlannedJudge};
use crate::judge::assignments::conflicts;
use crate::judge::found::Known;
use crate::judge::panels::judges;
use crate::judge::suits::Suits;
use crate::remember::hex;
use crate::{Error, Result};
use kapok_access::Permit;
use kapok_base::{EntryId, Locale, PersonId, Refusal, RoundId};
use kapok_judging::calibration;
use kapok_judging::conflict::found::{self, Found};
use kapok_library::Themes;
use kapok_measure::Grid;
use kapok_measure::assignment::{self as measure, Chance, Judge, Pair, Problem};
use kapok_store::entries::{self, Entry};
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, assignments as kept, editions, judge_profiles, panels, people};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What uneven loads cost: a judge at the mean load is passed over for one without any who suits half as well.
const EVENNESS: f64 = 0.5;
/// Judges times entries: beyond, a plan would take minutes.
const MOST_PAIRS: usize = 2_000_000;

/// What planning looks at.
pub(in crate::judge) struct Table {
    round: Round,
    entries: Vec<Entry>,
    judges: Vec<PlannedJudge>,
    assigned: BTreeSet<Pair>,
    conflicts: BTreeSet<Pair>,
    suits: Suits,
    known: Known,
}

impl Table {
    pub(in crate::judge) async fn load(
        db: &impl Database,
        permit: &Permit,
        themes: &Themes,
        round: RoundId,
    ) -> Result<Self> {
        let round = rounds::find(db, permit, round).await?.ok_or(Error::NotFound)?;
        let edition = editions::find(db, permit, round.edition).await?.ok_or(Error::NotFound)?;
        let assignments = kept::list(db, permit, round.id).await?;
        let in_force: Vec<_> = assignments.into_iter().filter(|a| !a.state.is_set_aside()).collect();
        let mut entries = entries::list(db, permit, round.edition).await?;
        entries.retain(|e| {
            let elsewhere = e.stage.place().is_none_or(|place| place.round != round.id);
            e.stage.is_uncut_in(round.id) || (elsewhere && e.stage.is_eligible() && e.stage.is_undecided())
        });
        entries.sort_by_key(|e| e.number);
        let profiles = judge_profiles::of_panel(db, round.panel).await?;
        let assigned = in_force.iter().map(|a| a.judge).collect();
        let mut seated = seated(db, permit, &round, assigned).await?;
        seated.sort_by(|(a, _), (b, _)| (&a.name, a.person).cmp(&(&b.name, b.person)));
        for (judge, _) in &mut seated {
            let profile = profiles.get(&judge.person).map(|kept| &kept.profile);
            judge.has_profile = profile.is_some();
            judge.capacity = profile.and_then(|profile| profile.capacity);
        }
        let told: Vec<_> = seated
            .iter()
            .map(|(judge, locale)| (*locale, profiles.get(&judge.person).map(|kept| &kept.profile)))
            .collect();
        let suits = Suits::load(db, permit, &edition, themes, &entries, &told).await?;
        let judges: Vec<PlannedJudge> = seated.into_iter().map(|(judge, _)| judge).collect();
        let people: Vec<PersonId> = judges.iter().map(|judge| judge.person).collect();
        let known = Known::load(db, permit, &round, &people, &entries).await?;
        let places = Places::of(&entries, &judges);
        let assigned = in_force.iter().filter_map(|a| places.pair(a.entry, a.judge)).collect();
        let conflicts = conflicts(db, round.edition).await?;
        let conflicts = conflicts.iter().filter_map(|c| places.pair(c.entry, c.judge)).collect();
        Ok(Self { round, entries, judges, assigned, conflicts, suits, known })
    }

    fn staying(&self) -> impl Iterator<Item = &PlannedJudge> {
        self.judges.iter().filter(|judge| !judge.has_left)
    }

    fn per_entry(&self, wish: &PlanWish) -> u32 {
        if wish.further.is_some() {
            return 0;
        }
        wish.per_entry.unwrap_or(self.round.rules.minimum_scorecards)
    }

    /// The entries of a second wave with how many judges each is to have.
    fn needs(&self, wish: &PlanWish) -> BTreeMap<usize, u32> {
        let further = wish.further.iter().flatten();
        let places = Places::of(&self.entries, &self.judges);
        further.filter_map(|(id, need)| Some((*places.entries.get(id)?, *need))).collect()
    }

    /// The entries that every judge gets, by position: those asked for, and in a first wave those with which the round begins.
    fn common(&self, wish: &PlanWish) -> BTreeSet<usize> {
        let count = if wish.further.is_some() { 0 } else { self.round.rules.common_first };
        let first = calibration::first(self.round.id, count, self.entries.iter().map(|entry| entry.id));
        let places = Places::of(&self.entries, &self.judges);
        wish.common.iter().chain(&first).filter_map(|entry| places.entries.get(entry).copied()).collect()
    }

    /// How many judges an entry has been assigned.
    pub(in crate::judge) fn assigned(&self, entry: EntryId) -> u32 {
        let at = self.entries.iter().position(|e| e.id == entry);
        let count = self.assigned.iter().filter(|pair| Some(pair.entry) == at).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// How many judges could still be given each entry: no conflict, nothing that excludes them, room for one more.
    pub(in crate::judge) fn free(&self) -> BTreeMap<EntryId, u32> {
        let excluded: BTreeSet<Pair> = self.excluded(&self.tied()).collect();
        let has_room = |judge: usize| {
            let load = self.assigned.iter().filter(|pair| pair.judge == judge).count() as u64;
            self.judges[judge].capacity.is_none_or(|most| load < u64::from(most))
        };
        let taking = (0..self.judges.len()).filter(|j| !self.judges[*j].has_left && has_room(*j));
        let taking: Vec<usize> = taking.collect();
        let is_free = |pair: &Pair| {
            !self.assigned.contains(pair) && !self.conflicts.contains(pair) && !excluded.contains(pair)
        };
        let free = |(entry, of): (usize, &Entry)| {
            let pairs = taking.iter().map(|judge| Pair { entry, judge: *judge });
            (of.id, u32::try_from(pairs.filter(is_free).count()).unwrap_or(u32::MAX))
        };
        self.entries.iter().enumerate().map(free).collect()
    }

    /// The bound that was asked for; in a second wave what judges said themselves; or a fifth above the mean load, and as much more as the capacities of some ask of the others.
    fn high(&self, wish: &PlanWish) -> u32 {
        if wish.further.is_some() {
            return wish.high.unwrap_or_else(|| u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        }
        let staying = self.staying().count().max(1);
        let places = u64::from(self.per_entry(wish)) * self.entries.len() as u64;
        let common = self.common(wish).len() as u64;
        let roomy = (6 * places).div_ceil(5 * staying as u64) + common;
        let room = |high: u64| {
            self.staying().map(|judge| judge.capacity.map_or(high, |c| high.min(c.into()))).sum::<u64>()
        };
        let enough = (roomy..=self.entries.len() as u64).find(|high| room(*high) >= places);
        wish.high.unwrap_or_else(|| u32::try_from(enough.unwrap_or(roomy)).unwrap_or(u32::MAX))
    }

    pub(in crate::judge) fn check(&self, wish: &PlanWish) -> Result<()> {
        let mut found = Vec::new();
        let staying = self.staying().count();
        let per_entry = self.per_entry(wish) as usize;
        if wish.further.is_none() && (per_entry == 0 || per_entry > staying) {
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
        for (entry, judges) in wish.further.iter().flatten() {
            let at = |refusal: Refusal| refusal.at(format!("/further/{entry}"));
            if !places.entries.contains_key(entry) {
                found.push(at(Refusal::invalid("entry_not_in_round")));
            } else if *judges as usize > self.judges.len() {
                found.push(at(Refusal::invalid("plan_further").with("judges", staying)));
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

    pub(in crate::judge) fn plan(self, wish: &PlanWish) -> AssignmentPlan {
        let (per_entry, high) = (self.per_entry(wish), self.high(wish));
        let tied = self.tied();
        let found = measure::plan(&self.problem(wish, &tied));
        let pairs: BTreeSet<Pair> = found.pairs.iter().copied().collect();
        let is_full = found.is_full();
        let mut plan = AssignmentPlan {
            per_entry,
            needs: self.needs(wish),
            common: self.common(wish),
            high,
            new: pairs.difference(&self.assigned).copied().collect(),
            basis: self.basis(&tied),
            found: tied,
            round: self.round,
            entries: self.entries,
            judges: self.judges,
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

    /// What was found to tie judges to entries.
    fn tied(&self) -> BTreeMap<Pair, Vec<Found>> {
        let mut tied = BTreeMap::new();
        for (entry, of_entry) in self.entries.iter().enumerate() {
            for (judge, of_judge) in self.judges.iter().enumerate() {
                let found = self.known.find(of_judge.person, of_entry.id);
                if !found.is_empty() {
                    tied.insert(Pair { entry, judge }, found);
                }
            }
        }
        tied
    }

    /// Pairs that are excluded because of what was found.
    fn excluded(&self, tied: &BTreeMap<Pair, Vec<Found>>) -> impl Iterator<Item = Pair> {
        tied.iter().filter(|(_, found)| found::check(found).is_err()).map(|(pair, _)| *pair)
    }

    fn basis(&self, tied: &BTreeMap<Pair, Vec<Found>>) -> Basis {
        let excluded = self.excluded(tied).count();
        Basis {
            judges: self.judges.len(),
            profiles: self.judges.iter().filter(|judge| judge.has_profile).count(),
            themed: self.suits.themed(),
            excluded,
            warned: tied.len() - excluded,
        }
    }

    fn problem(&self, wish: &PlanWish, tied: &BTreeMap<Pair, Vec<Found>>) -> Problem {
        let places = Places::of(&self.entries, &self.judges);
        let given: BTreeMap<Pair, f64> = wish
            .affinity
            .iter()
            .filter_map(|(of, value)| Some((places.pair(of.entry, of.judge)?, *value)))
            .collect();
        let high = self.high(wish);
        let judge = |judge: &PlannedJudge| {
            let capacity = judge.capacity.unwrap_or(u32::MAX);
            Judge {
                key: judge.person.0.as_u128(),
                low: if judge.has_left { 0 } else { wish.low.min(capacity) },
                high: if judge.has_left { u32::MAX } else { high.min(capacity) },
            }
        };
        // Whoever left the panel keeps what was assigned and gets no more.
        let left = (0..self.judges.len()).filter(|judge| self.judges[*judge].has_left);
        let closed = left.flat_map(|judge| (0..self.entries.len()).map(move |entry| Pair { entry, judge }));
        let closed = closed.filter(|pair| !self.assigned.contains(pair));
        Problem {
            entries: self.entries.iter().map(|e| e.id.0.as_u128()).collect(),
            judges: self.judges.iter().map(judge).collect(),
            per_entry: self.per_entry(wish),
            needs: self.needs(wish),
            affinity: Grid::from_fn(self.entries.len(), self.judges.len(), |entry, judge| {
                let pair = Pair { entry, judge };
                let known = given.get(&pair).copied();
                known.unwrap_or_else(|| self.suits.affinity(entry, judge, tied.contains_key(&pair)))
            }),
            forbidden: self.conflicts.iter().copied().chain(closed).chain(self.excluded(tied)).collect(),
            pinned: self.assigned.clone(),
            common: self.common(wish),
            previous: BTreeSet::new(),
            evenness: EVENNESS,
            chance: Some(Chance { seed: wish.seed, cap: wish.cap.unwrap_or(100) }),
        }
    }
}

/// Who judges in a round's panel, and who has left it with something assigned; each with the language of their Kapok.
async fn seated(
    db: &impl Database,
    permit: &Permit,
    round: &Round,
    assigned: BTreeSet<PersonId>,
) -> Result<Vec<(PlannedJudge, Locale)>> {
    let panel = panels::find(db, permit, round.panel).await?.ok_or(Error::NotFound)?;
    let planned =
        |person, name, has_left| PlannedJudge { person, name, has_left, has_profile: false, capacity: None };
    let here = judges(db, permit, &panel).await?.into_iter().filter(|j| j.accepted);
    let mut all: Vec<_> = here.map(|j| (planned(j.person, j.name, false), j.locale)).collect();
    let known: BTreeSet<PersonId> = all.iter().map(|(judge, _)| judge.person).collect();
    let left: Vec<PersonId> = assigned.difference(&known).copied().collect();
    let left = people::names(db, &left).await?;
    all.extend(left.into_iter().map(|(person, name)| (planned(person, name, true), Locale::En)));
    Ok(all)
}

/// Where entries and judges stand in a table.
struct Places {
    entries: BTreeMap<EntryId, usize>,
    judges: BTreeMap<PersonId, usize>,
}

impl Places {
    fn of(entries: &[Entry], judges: &[PlannedJudge]) -> Self {
        Self {
            entries: entries.iter().zip(0..).map(|(e, i)| (e.id, i)).collect(),
            judges: judges.iter().zip(0..).map(|(j, i)| (j.person, i)).collect(),
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
