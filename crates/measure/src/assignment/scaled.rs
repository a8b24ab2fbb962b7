//! The problem in canonical order and whole numbers, so that its optimum is exact and always the same.

use super::{Pair, Problem};
use crate::Grid;
use std::collections::BTreeSet;

/// One whole affinity.
pub(super) const WHOLE: u32 = 1 << 12;
/// What decides between equal affinities is less than one step of affinity.
const STEP: i64 = 1 << 6;
/// The cost of what is not allowed; two of them do not overflow.
pub(super) const BARRED: i64 = i64::MAX / 4;

/// Entries and judges sorted by their keys; affinities in 4,096ths.
pub(super) struct Scaled {
    /// The caller's position of each entry.
    pub entries: Vec<usize>,
    /// The caller's position of each judge.
    pub judges: Vec<usize>,
    /// Judges needed for the entry that needs most.
    pub per_entry: u32,
    /// Judges needed for each entry.
    pub need: Vec<u32>,
    /// Judges still needed for each entry beside those fixed.
    pub demand: Vec<u32>,
    /// Pairs that are fixed, by hand or as common entries.
    pub fixed: Grid<bool>,
    /// Pairs of the previous plan.
    pub previous: Grid<bool>,
    /// How well each judge suits each entry.
    pub affinity: Grid<u32>,
    /// What a pair costs; [`BARRED`] where it is in conflict or already fixed.
    pub cost: Grid<i64>,
    /// How many entries each judge lacks to the least load.
    pub least: Vec<u32>,
    /// What each further entry costs by judge: never decreasing.
    pub slots: Vec<Vec<i64>>,
}

impl Scaled {
    pub(super) fn of(problem: &Problem) -> Self {
        let entries = order(problem.entries.iter().copied());
        let judges = order(problem.judges.iter().map(|j| j.key));
        let grid = |pairs: &BTreeSet<Pair>| {
            Grid::from_fn(entries.len(), judges.len(), |e, j| {
                pairs.contains(&Pair { entry: entries[e], judge: judges[j] })
            })
        };
        let (forbidden, pinned, previous) =
            (grid(&problem.forbidden), grid(&problem.pinned), grid(&problem.previous));
        let takes = |j: usize| problem.judges[judges[j]].high > 0;
        let fixed = Grid::from_fn(entries.len(), judges.len(), |e, j| {
            let common = problem.common.contains(&entries[e]) && takes(j);
            (pinned.at(e, j) || common) && !forbidden.at(e, j)
        });
        let affinity = Grid::from_fn(entries.len(), judges.len(), |e, j| {
            let value = problem.affinity.get(entries[e], judges[j]).unwrap_or(0.0);
            (value.clamp(0.0, 1.0) * f64::from(WHOLE)).round() as u32
        });
        let need: Vec<u32> = entries.iter().map(|entry| problem.need(*entry)).collect();
        let demand: Vec<u32> =
            (0..entries.len()).map(|e| need[e].saturating_sub(count(fixed.row(e)))).collect();
        let mut scaled = Self {
            per_entry: need.iter().max().copied().unwrap_or(0),
            need,
            demand,
            fixed,
            previous,
            affinity,
            cost: Grid::filled(entries.len(), judges.len(), BARRED),
            least: Vec::new(),
            slots: Vec::new(),
            entries,
            judges,
        };
        scaled.price(problem, &forbidden);
        scaled
    }

    /// Three orders of magnitude that never mix: a judge's least load, kept pairs, affinity with evenness.
    fn price(&mut self, problem: &Problem, forbidden: &Grid<bool>) {
        let loads = self.evenness(problem);
        let dearest = loads.iter().flatten().max().copied().unwrap_or(0) + i64::from(WHOLE) * STEP;
        // A drawn plan counts in hundredths of a judge.
        let unit = if problem.chance.is_some() { 100 } else { 1 };
        let units = unit * (1 + self.demand.iter().map(|d| i64::from(*d)).sum::<i64>());
        let keep = dearest.saturating_mul(units);
        let fill = if problem.previous.is_empty() { keep } else { keep.saturating_mul(2 * units) };
        let seed = problem.chance.map_or(0, |c| c.seed);
        for e in 0..self.entries.len() {
            for j in 0..self.judges.len() {
                if forbidden.at(e, j) || self.fixed.at(e, j) {
                    continue;
                }
                let keys = (problem.entries[self.entries[e]], problem.judges[self.judges[j]].key);
                let mut cost = -i64::from(self.affinity.at(e, j)) * STEP - chance(seed, keys) % STEP;
                if self.previous.at(e, j) {
                    cost -= keep;
                }
                self.cost.set(e, j, cost);
            }
        }
        self.least = (0..self.judges.len())
            .map(|j| problem.judges[self.judges[j]].low.saturating_sub(self.fixed_load(j)))
            .collect();
        self.slots = loads;
        let prices = self.slots_by(|least| if least { -fill } else { 0 });
        for (slot, price) in self.slots.iter_mut().flatten().zip(prices.into_iter().flatten()) {
            *slot += price;
        }
    }

    /// Each judge's places by a price that depends on whether the least load needs them.
    pub(super) fn slots_by(&self, price: impl Fn(bool) -> i64) -> Vec<Vec<i64>> {
        let of = |(slots, least): (&Vec<i64>, &u32)| {
            (0..slots.len()).map(|i| price(i < *least as usize)).collect()
        };
        self.slots.iter().zip(&self.least).map(of).collect()
    }

    /// What each further entry costs a judge, from the load that is fixed to the bound.
    fn evenness(&self, problem: &Problem) -> Vec<Vec<i64>> {
        let fixed: u32 = (0..self.judges.len()).map(|j| self.fixed_load(j)).sum();
        let places = f64::from(self.demand.iter().sum::<u32>() + fixed);
        let taking = problem.judges.iter().filter(|j| j.high > 0).count().max(1);
        let mean = (places / taking as f64).max(1.0);
        let step = problem.evenness.clamp(0.0, 100.0) * f64::from(WHOLE) * STEP as f64 / mean;
        let entries = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        (0..self.judges.len())
            .map(|j| {
                let high = problem.judges[self.judges[j]].high.min(entries);
                (self.fixed_load(j)..high).map(|load| (step * f64::from(load)).round() as i64).collect()
            })
            .collect()
    }

    pub(super) fn fixed_load(&self, judge: usize) -> u32 {
        (0..self.entries.len()).map(|e| u32::from(self.fixed.at(e, judge))).sum()
    }

    /// The judges an entry may still get.
    pub(super) fn free(&self, entry: usize) -> impl Iterator<Item = usize> {
        let row = self.cost.row(entry).iter().enumerate();
        row.filter(|(j, cost)| **cost != BARRED && !self.slots[*j].is_empty()).map(|(j, _)| j)
    }
}

/// Positions in the order of their keys.
fn order(keys: impl Iterator<Item = u128>) -> Vec<usize> {
    let mut order: Vec<(u128, usize)> = keys.zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, position)| position).collect()
}

fn count(row: &[bool]) -> u32 {
    row.iter().map(|is| u32::from(*is)).sum()
}

/// A number that mixes a pair's keys with the seed, so that judges between whom nothing decides are mixed and
/// not dealt out in blocks. The mixing is that of `SplitMix64`.
fn chance(seed: u64, (entry, judge): (u128, u128)) -> i64 {
    let fold = |key: u128| mix((key >> 64) as u64 ^ mix(key as u64));
    (mix(seed ^ fold(entry).rotate_left(17) ^ mix(fold(judge))) >> 1) as i64
}

fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
