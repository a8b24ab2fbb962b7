//! The worst-served entry first: a threshold on affinity, raised by bisection.

use super::Threshold;
use super::flow::{self, Flow, Network};
use super::scaled::{BARRED, Scaled, WHOLE};
use crate::Grid;
use std::borrow::Cow;

/// The plan that serves the worst-served entry best, then the next, among those that raise 0, 1, … all judges of
/// every entry to the highest threshold that they can reach together.
pub(super) fn solve(scaled: &Scaled) -> (Flow, Option<Threshold>) {
    let mut best = flow::solve(&Network::of(scaled));
    let mut threshold = None;
    // Where some entry stays short, thresholds would only take judges away from it.
    if !best.short.is_empty() {
        return (best, None);
    }
    let mut sums = sums(scaled, &best.units);
    for judges in (1..=scaled.per_entry).rev() {
        let reached = highest(scaled, judges);
        let found = flow::solve(&raised(scaled, judges, reached));
        let found_sums = self::sums(scaled, &found.units);
        if found_sums > sums || (threshold.is_none() && found_sums == sums) {
            let affinity = f64::from(reached) / f64::from(WHOLE);
            (best, sums, threshold) = (found, found_sums, Some(Threshold { judges, affinity }));
        }
    }
    (best, threshold)
}

/// The sums of all entries, the least first.
fn sums(scaled: &Scaled, units: &Grid<u32>) -> Vec<u64> {
    let mut sums: Vec<u64> = (0..scaled.demand.len()).map(|e| served(scaled, units, e)).collect();
    sums.sort_unstable();
    sums
}

/// An entry's sum of affinities, in 4,096ths.
pub(super) fn served(scaled: &Scaled, units: &Grid<u32>, entry: usize) -> u64 {
    let cells = scaled.affinity.row(entry).iter().zip(units.row(entry)).zip(scaled.fixed.row(entry));
    cells.filter(|((_, units), fixed)| **units > 0 || **fixed).map(|((a, _), _)| u64::from(*a)).sum()
}

/// The highest threshold that so many judges of every entry can reach, all demands being met and no judge's least
/// load being given up for it.
pub(super) fn highest(scaled: &Scaled, judges: u32) -> u32 {
    let filled = filled(scaled, &Network::of(scaled));
    let (mut reached, mut missed) = (0, WHOLE + 1);
    while missed - reached > 1 {
        let middle = u32::midpoint(reached, missed);
        if self::filled(scaled, &raised(scaled, judges, middle)) == filled {
            reached = middle;
        } else {
            missed = middle;
        }
    }
    reached
}

/// How much of the least loads a full plan can reach, whatever it costs; none when no plan is full.
fn filled(scaled: &Scaled, network: &Network) -> Option<u32> {
    let units = flow::whole(&at_no_cost(scaled, network))?.units;
    let loads = (0..units.columns()).map(|j| (0..units.rows()).map(|e| units.at(e, j)).sum::<u32>());
    Some(loads.zip(&scaled.least).map(|(load, least)| load.min(*least)).sum())
}

/// The same network where only places of the least loads are worth anything.
pub(super) fn at_no_cost<'a>(scaled: &Scaled, network: &Network<'a>) -> Network<'a> {
    Network {
        cost: Cow::Owned(Grid::from_fn(scaled.cost.rows(), scaled.cost.columns(), |e, j| {
            if scaled.cost.at(e, j) == BARRED { BARRED } else { 0 }
        })),
        slots: Cow::Owned(scaled.slots_by(|least| if least { -1 } else { 0 })),
        demand: network.demand,
        unit: network.unit,
        cap: network.cap.clone(),
        below: network.below.clone(),
    }
}

/// The network in which so many judges of every entry reach the threshold, or what the entry could reach alone:
/// one entry that nobody suits must not lower the others.
pub(super) fn raised(scaled: &Scaled, judges: u32, threshold: u32) -> Network<'_> {
    let spare = scaled.per_entry.saturating_sub(judges);
    let slack: Vec<u32> = scaled.demand.iter().map(|demand| spare.min(*demand)).collect();
    let floors: Vec<u32> = (0..slack.len())
        .map(|e| {
            let mut best: Vec<u32> = scaled.free(e).map(|j| scaled.affinity.at(e, j)).collect();
            best.sort_unstable_by(|a, b| b.cmp(a));
            let needed = (scaled.demand[e] - slack[e]) as usize;
            let alone = needed.checked_sub(1).and_then(|last| best.get(last)).copied().unwrap_or(0);
            threshold.min(alone)
        })
        .collect();
    let below = Grid::from_fn(slack.len(), scaled.judges.len(), |e, j| scaled.affinity.at(e, j) < floors[e]);
    Network { below: Some((below, slack)), ..Network::of(scaled) }
}
