//! Who judges what: a plan found by minimum-cost flow, with what it is worth and why it could not be better.
//!
//! Every entry gets its judges, never one in conflict, within each judge's bounds. Among such plans the
//! worst-served entry comes first and the sum of affinities, less a convex price of uneven loads, second. The
//! maximum of the least *sum* over entries is hard to compute (Garg et al. 2010); as in PeerReview4All
//! (Stelmakh et al. 2021) a threshold is raised by bisection as far as 1, 2, … k judges of every entry can reach
//! it, the sum is made the largest above it, and of these plans the one with the best-served worst entry is kept.

mod connect;
mod fair;
mod flow;
mod measures;
mod sample;
mod scaled;

use crate::Grid;
use flow::Network;
use scaled::Scaled;
use std::collections::{BTreeMap, BTreeSet};

/// One judge for one entry, by their positions in the problem's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The entry's position.
    pub entry: usize,
    /// The judge's position.
    pub judge: usize,
}

/// What a judge can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judge {
    /// Decides between equals, whatever the order of the list; best the identifier.
    pub key: u128,
    /// So many entries at least.
    pub low: u32,
    /// So many at most; 0 for a judge who takes none.
    pub high: u32,
}

/// A plan drawn by chance, so that nobody can work towards a certain pair (Jecmen et al. 2020).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The same seed gives the same plan.
    pub seed: u64,
    /// No pair is drawn more often than so many times in a hundred, 1 to 100, except where an entry would
    /// lack judges otherwise.
    pub cap: u32,
}

/// What is to be planned. Pairs that point outside the lists are passed over.
#[derive(Clone, Debug)]
pub struct Problem {
    /// A key for each entry that decides between equals; best the identifier.
    pub entries: Vec<u128>,
    /// The judges.
    pub judges: Vec<Judge>,
    /// How many judges each entry needs at least.
    pub per_entry: u32,
    /// Entries that need another number than `per_entry`.
    pub needs: BTreeMap<usize, u32>,
    /// How well a judge suits an entry, 0 to 1: a row for each entry, a column for each judge.
    pub affinity: Grid<f64>,
    /// Conflicts; never planned.
    pub forbidden: BTreeSet<Pair>,
    /// Fixed by hand; they stay, even beyond a judge's bound.
    pub pinned: BTreeSet<Pair>,
    /// Entries that every judge without a conflict gets, so that severities can be compared.
    pub common: BTreeSet<usize>,
    /// The plan in force after a withdrawal: as many of its pairs as possible stay, before all else.
    pub previous: BTreeSet<Pair>,
    /// The price of uneven loads: a judge's next entry costs this much affinity at the mean load, and in
    /// proportion below and above it. 0 looks at affinity alone.
    pub evenness: f64,
    /// Draws the plan by chance; the sum of affinities is then the largest in expectation.
    pub chance: Option<Chance>,
}

/// How the worst-served entries were raised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// So many judges of every entry…
    pub judges: u32,
    /// …suit it this well at least, or as well as any could.
    pub affinity: f64,
}

/// What stands in the way of a full plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// All judges together cannot take what is needed.
    Capacity {
        /// Scorecards still to be placed.
        needed: u64,
        /// What the judges can still take.
        available: u64,
    },
    /// Too few judges are free of conflict with an entry.
    TooFewJudges {
        /// The entry.
        entry: usize,
        /// Judges without a conflict who take entries at all.
        free: u32,
        /// Judges needed.
        needed: u32,
    },
    /// An entry stays short because the judges whom it could get, directly or by exchange, are full.
    Crowded {
        /// The entry.
        entry: usize,
        /// How many judges it lacks.
        missing: u32,
        /// The full judges.
        judges: Vec<usize>,
    },
    /// A pair was fixed by hand against a conflict; it is left out.
    PinnedConflict(Pair),
    /// Fixed and common entries are more than a judge can take.
    Overloaded {
        /// The judge.
        judge: usize,
        /// The entries fixed for this judge.
        fixed: u32,
        /// The judge's bound.
        high: u32,
    },
    /// A judge cannot be given the least that was asked for.
    Underloaded {
        /// The judge.
        judge: usize,
        /// The load reached.
        load: u32,
        /// The judge's bound.
        low: u32,
    },
}

/// What a plan is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Measures {
    /// Each entry's sum of affinities.
    pub served: Vec<f64>,
    /// The entry with the least sum, the first by key among equals.
    pub worst: Option<usize>,
    /// The sum over all entries.
    pub total: f64,
    /// Each judge's load.
    pub load: Vec<u32>,
    /// The least load of a judge who takes entries.
    pub lightest: u32,
    /// The greatest load.
    pub heaviest: u32,
    /// Into how many parts the graph of judges and entries falls: severities compare only within one.
    pub components: usize,
    /// How many exchanges connected the graph.
    pub exchanges: usize,
    /// How many pairs of the previous plan are kept.
    pub kept: usize,
}

/// A plan, its worth and what stands in its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The pairs, fixed ones included, in order.
    pub pairs: Vec<Pair>,
    /// How the worst-served entries were raised, where that was possible.
    pub threshold: Option<Threshold>,
    /// The probability of the likeliest pair that was drawn by chance: 1 without chance.
    pub likeliest: f64,
    /// What it is worth.
    pub measures: Measures,
    /// Why some entry lacks a judge or some judge is out of bounds; empty for a full plan.
    pub faults: Vec<Fault>,
}

impl Plan {
    /// Whether every entry has its judges.
    #[must_use]
    pub fn is_full(&self) -> bool {
        !self
            .faults
            .iter()
            .any(|f| matches!(f, Fault::Capacity { .. } | Fault::TooFewJudges { .. } | Fault::Crowded { .. }))
    }
}

/// Finds a plan. The same problem gives the same plan, whatever the order of its lists where keys differ.
#[must_use]
pub fn plan(problem: &Problem) -> Plan {
    let scaled = Scaled::of(problem);
    let (mut chosen, threshold, likeliest) = match problem.chance {
        Some(chance) if chance.cap < 100 => {
            let (drawn, likeliest) = sample::draw(&scaled, chance);
            (drawn, None, likeliest)
        }
        _ if !problem.previous.is_empty() => (flow::solve(&Network::of(&scaled)), None, 1.0),
        _ => {
            let (found, threshold) = fair::solve(&scaled);
            (found, threshold, 1.0)
        }
    };
    let exchanges = connect::join(&scaled, &mut chosen.units);
    measures::plan(problem, &scaled, &chosen, exchanges, threshold, likeliest)
}

impl Problem {
    /// How many judges an entry needs.
    pub(crate) fn need(&self, entry: usize) -> u32 {
        self.needs.get(&entry).copied().unwrap_or(self.per_entry)
    }
}

#[cfg(test)]
mod tests;
