//! Minimum-cost flow from entries through judges, by successive shortest paths with potentials.
//!
//! There are many entries and few judges, and an entry in the middle of a path only ever exchanges one judge for
//! another. So the search runs over the judges alone: the step from one to another costs what the cheapest such
//! exchange costs. These steps are kept in a table, of which only what a path has touched is computed again.

use super::scaled::{BARRED, Scaled};
use crate::Grid;
use std::borrow::Cow;

/// The network to be filled.
pub(super) struct Network<'a> {
    /// What a pair costs.
    pub cost: Cow<'a, Grid<i64>>,
    /// What each further entry costs by judge.
    pub slots: Cow<'a, [Vec<i64>]>,
    /// Judges needed for each entry.
    pub demand: &'a [u32],
    /// Into how many units each place is divided: 1 for whole judges.
    pub unit: u32,
    /// How many units of one judge each entry may get.
    pub cap: Vec<u32>,
    /// Judges who suit an entry less than its threshold, and how many of its units may come from such.
    pub below: Option<(Grid<bool>, Vec<u32>)>,
}

/// How the network was filled.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// Units by entry and judge.
    pub units: Grid<u32>,
    /// Entries that lack units.
    pub short: Vec<Short>,
}

/// An entry that lacks units.
#[derive(Clone, Debug)]
pub(super) struct Short {
    pub entry: usize,
    pub units: u32,
    /// The judges within reach, all of them full.
    pub judges: Vec<usize>,
}

impl<'a> Network<'a> {
    /// The network of a problem, with whole judges and no threshold.
    pub(super) fn of(scaled: &'a Scaled) -> Self {
        Self {
            cost: Cow::Borrowed(&scaled.cost),
            slots: Cow::Borrowed(&scaled.slots),
            demand: &scaled.demand,
            unit: 1,
            cap: vec![1; scaled.demand.len()],
            below: None,
        }
    }

    fn is_below(&self, entry: usize, judge: usize) -> bool {
        self.below.as_ref().is_some_and(|(below, _)| below.at(entry, judge))
    }
}

/// Fills the network at the least cost; whoever stays short stays so in every filling of these entries.
pub(super) fn solve(network: &Network) -> Flow {
    fill(network, false)
}

/// Fills the network, or gives up at the first entry that stays short.
pub(super) fn whole(network: &Network) -> Option<Flow> {
    Some(fill(network, true)).filter(|flow| flow.short.is_empty())
}

fn fill(network: &Network, only_whole: bool) -> Flow {
    let mut state = State::new(network);
    let mut short = Vec::new();
    for (entry, demand) in network.demand.iter().enumerate() {
        let mut left = demand * network.unit;
        while left > 0 {
            if let Some(end) = state.search(entry) {
                left -= state.push(entry, end, left);
                continue;
            }
            let judges = (0..state.reached.len()).filter(|j| state.distance[*j] < FAR).collect();
            short.push(Short { entry, units: left, judges });
            break;
        }
        if only_whole && !short.is_empty() {
            break;
        }
    }
    Flow { units: state.units, short }
}

/// No way leads there: what is barred is farther than any way, whatever the potentials add.
const FAR: i64 = BARRED / 2;
const SOURCE: usize = usize::MAX;

struct State<'a> {
    network: &'a Network<'a>,
    units: Grid<u32>,
    /// The entries that each judge has.
    held: Vec<Vec<usize>>,
    /// Units by judge.
    load: Vec<u32>,
    /// Units that each entry may still get below its threshold.
    slack: Vec<u32>,
    /// What the cheapest exchange costs that leads from one judge to another, and whose it is.
    steps: Grid<i64>,
    movers: Grid<u32>,
    potential: Vec<i64>,
    sink: i64,
    distance: Vec<i64>,
    reached: Vec<bool>,
    /// From which judge each was reached; [`SOURCE`] straight from the entry.
    from: Vec<usize>,
}

impl<'a> State<'a> {
    fn new(network: &'a Network<'a>) -> Self {
        let (entries, judges) = (network.cost.rows(), network.cost.columns());
        Self {
            network,
            units: Grid::filled(entries, judges, 0),
            held: vec![Vec::new(); judges],
            load: vec![0; judges],
            slack: network.below.as_ref().map_or_else(|| vec![0; entries], |(_, slack)| slack.clone()),
            steps: Grid::filled(judges, judges, BARRED),
            movers: Grid::filled(judges, judges, u32::MAX),
            potential: vec![0; judges],
            sink: network.slots.iter().filter_map(|s| s.first()).min().copied().unwrap_or(0),
            distance: vec![BARRED; judges],
            reached: vec![false; judges],
            from: vec![SOURCE; judges],
        }
    }

    /// The next place's cost, while the judge has one.
    fn slot(&self, judge: usize) -> Option<i64> {
        self.network.slots[judge].get((self.load[judge] / self.network.unit) as usize).copied()
    }

    /// Dijkstra's search from an entry to the cheapest free place: the judge who has it. The potentials, which
    /// are distances of earlier searches, keep every step's reduced cost from being negative.
    fn search(&mut self, entry: usize) -> Option<usize> {
        self.start(entry);
        let mut end: Option<(i64, usize)> = None;
        while let Some(judge) = self.nearest() {
            let here = self.distance[judge];
            if end.is_some_and(|(best, _)| best <= here) {
                break;
            }
            self.reached[judge] = true;
            if let Some(slot) = self.slot(judge) {
                let there = here + slot + self.potential[judge] - self.sink;
                if end.is_none_or(|(best, _)| there < best) {
                    end = Some((there, judge));
                }
            }
            self.relax(judge, here);
        }
        let (length, judge) = end?;
        for (potential, distance) in self.potential.iter_mut().zip(&self.distance) {
            *potential += length.min(*distance);
        }
        self.sink += length;
        Some(judge)
    }

    fn start(&mut self, entry: usize) {
        self.reached.fill(false);
        self.from.fill(SOURCE);
        let cap = self.network.cap[entry];
        let costs = self.network.cost.row(entry).iter().zip(self.units.row(entry));
        for (judge, (cost, units)) in costs.enumerate() {
            let barred = *cost == BARRED
                || *units >= cap
                || (self.slack[entry] == 0 && self.network.is_below(entry, judge));
            self.distance[judge] = if barred { BARRED } else { cost - self.potential[judge] };
        }
    }

    fn nearest(&self) -> Option<usize> {
        let open = (0..self.distance.len()).filter(|j| !self.reached[*j] && self.distance[*j] < FAR);
        open.min_by_key(|j| (self.distance[*j], self.load[*j]))
    }

    fn relax(&mut self, judge: usize, here: i64) {
        let base = here + self.potential[judge];
        let steps = self.steps.row(judge).iter().zip(&self.potential).zip(&mut self.distance);
        for (other, ((step, potential), distance)) in steps.enumerate() {
            let there = base + step - potential;
            debug_assert!(there >= here, "a step of negative reduced cost");
            if there < *distance {
                *distance = there;
                self.from[other] = judge;
            }
        }
    }

    /// Pushes as many units as the path found bears, at most `most`.
    fn push(&mut self, entry: usize, end: usize, most: u32) -> u32 {
        let mut path = Vec::new();
        let mut judge = end;
        while self.from[judge] != SOURCE {
            let before = self.from[judge];
            path.push((before, self.movers.at(before, judge) as usize, judge));
            judge = before;
        }
        let unit = self.network.unit;
        let mut amount = most.min(unit - self.load[end] % unit).min(self.room(entry, None, judge));
        for &(before, by, after) in &path {
            amount = amount.min(self.units.at(by, before)).min(self.room(by, Some(before), after));
        }
        self.add(entry, judge, amount);
        for &(before, by, after) in &path {
            self.take(by, before, amount);
            self.add(by, after, amount);
        }
        self.load[end] += amount;
        self.renew(entry, None);
        for &(before, by, _) in &path {
            self.renew(by, Some(before));
        }
        amount
    }

    /// How many units an entry may get from a judge, giving up those of another.
    fn room(&self, entry: usize, instead_of: Option<usize>, judge: usize) -> u32 {
        let room = self.network.cap[entry] - self.units.at(entry, judge);
        let within = instead_of.is_some_and(|j| self.network.is_below(entry, j));
        if self.network.is_below(entry, judge) && !within { room.min(self.slack[entry]) } else { room }
    }

    fn add(&mut self, entry: usize, judge: usize, amount: u32) {
        let before = self.units.at(entry, judge);
        self.units.set(entry, judge, before + amount);
        if before == 0 {
            self.held[judge].push(entry);
        }
        if self.network.is_below(entry, judge) {
            self.slack[entry] = self.slack[entry].saturating_sub(amount);
        }
    }

    fn take(&mut self, entry: usize, judge: usize, amount: u32) {
        let left = self.units.at(entry, judge) - amount;
        self.units.set(entry, judge, left);
        if left == 0 {
            self.held[judge].retain(|held| *held != entry);
        }
        if self.network.is_below(entry, judge) {
            self.slack[entry] += amount;
        }
    }

    /// Computes the steps again that an entry's change touches: from the judges it has, and from one given up.
    fn renew(&mut self, entry: usize, given_up: Option<usize>) {
        for judge in 0..self.held.len() {
            if self.units.at(entry, judge) > 0 || given_up == Some(judge) {
                self.renew_from(judge, entry);
            }
        }
    }

    fn renew_from(&mut self, judge: usize, entry: usize) {
        let holds = self.units.at(entry, judge) > 0;
        for other in 0..self.held.len() {
            if self.movers.at(judge, other) == entry as u32 {
                let exchanges = self.held[judge].iter().map(|e| (self.exchange(*e, judge, other), *e));
                let (cost, mover) = exchanges.min().unwrap_or((BARRED, usize::MAX));
                self.steps.set(judge, other, cost);
                self.movers.set(judge, other, mover as u32);
            } else if holds {
                let cost = self.exchange(entry, judge, other);
                if cost < self.steps.at(judge, other) {
                    self.steps.set(judge, other, cost);
                    self.movers.set(judge, other, entry as u32);
                }
            }
        }
    }

    /// What it costs that an entry gives up one judge for another.
    fn exchange(&self, entry: usize, judge: usize, other: usize) -> i64 {
        let cost = self.network.cost.at(entry, other);
        let barred = cost == BARRED
            || self.units.at(entry, other) >= self.network.cap[entry]
            || (self.slack[entry] == 0
                && self.network.is_below(entry, other)
                && !self.network.is_below(entry, judge));
        if barred { BARRED } else { cost - self.network.cost.at(entry, judge) }
    }
}
