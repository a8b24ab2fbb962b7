//! A plan drawn by chance: the best probabilities under a cap, then one draw that keeps them.
//!
//! The probabilities are the optimum of a linear programme (Jecmen et al. 2020), found as a flow of fractions.
//! Dependent rounding (Gandhi et al. 2006) then moves fractions along cycles and paths of undecided pairs until all
//! are 0 or 1: every pair keeps its probability, every entry its number of judges, every judge a load that
//! differs from the expected one by less than one.

use super::Chance;
use super::flow::{self, Flow, Network};
use super::scaled::Scaled;
use crate::Grid;
use kapok_base::{Random, Stream};

/// Draws a plan; with it the probability of the likeliest pair.
pub(super) fn draw(scaled: &Scaled, chance: Chance) -> (Flow, f64) {
    let cap = chance.cap.clamp(1, 100);
    let unit = 100 / gcd(cap, 100);
    // Who cannot have all judges even for certain is left out of the fractions.
    let whole = flow::solve(&Network::of(scaled));
    let mut demand = scaled.demand.clone();
    whole.short.iter().for_each(|short| demand[short.entry] -= short.units);
    let mut network = Network { unit, demand: &demand, ..Network::of(scaled) };
    network.cap = (0..demand.len()).map(|e| enough(scaled, e, unit).max(cap * unit / 100)).collect();
    let mut flow = flow::solve(&network);
    // Whoever stays short under the cap may have judges for certain; and if others' caps are in the way, all.
    while !flow.short.is_empty() && network.cap.iter().any(|cap| *cap < unit) {
        let own = flow.short.iter().any(|s| network.cap[s.entry] < unit);
        for e in 0..demand.len() {
            if !own || flow.short.iter().any(|s| s.entry == e) {
                network.cap[e] = unit;
            }
        }
        flow = flow::solve(&network);
    }
    let likeliest = (0..flow.units.rows()).flat_map(|e| flow.units.row(e)).max().copied().unwrap_or(0);
    let stream = Random::seeded(chance.seed).stream("assignment");
    round(&mut flow.units, unit, &stream);
    (Flow { units: flow.units, short: whole.short }, f64::from(likeliest) / f64::from(unit))
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The least cap with which an entry's free judges suffice.
fn enough(scaled: &Scaled, entry: usize, unit: u32) -> u32 {
    let free = u32::try_from(scaled.free(entry).count()).unwrap_or(u32::MAX).max(1);
    (scaled.demand[entry] * unit).div_ceil(free).min(unit)
}

/// Undecided pairs as a graph: entries first, then judges.
struct Undecided {
    entries: usize,
    neighbours: Vec<Vec<usize>>,
}

/// Decides every pair.
fn round(units: &mut Grid<u32>, unit: u32, stream: &Stream) {
    let (entries, judges) = (units.rows(), units.columns());
    let mut graph = Undecided { entries, neighbours: vec![Vec::new(); entries + judges] };
    for e in 0..entries {
        for j in (0..judges).filter(|j| !units.at(e, *j).is_multiple_of(unit)) {
            graph.neighbours[e].push(entries + j);
            graph.neighbours[entries + j].push(e);
        }
    }
    while let Some(edges) = graph.cycle_or_path() {
        let (up, down) = (room(units, &edges, unit, 0), room(units, &edges, unit, 1));
        let (rising, amount) =
            if stream.below(u64::from(up + down)) < u64::from(down) { (0, up) } else { (1, down) };
        for (i, (e, j)) in edges.into_iter().enumerate() {
            let before = units.at(e, j);
            let after = if i % 2 == rising { before + amount } else { before - amount };
            units.set(e, j, after);
            if after.is_multiple_of(unit) {
                graph.decide(e, entries + j);
            }
        }
    }
    for e in 0..entries {
        units.row_mut(e).iter_mut().for_each(|u| *u /= unit);
    }
}

/// How far every second edge, from `rising` on, can rise and the others fall.
fn room(units: &Grid<u32>, edges: &[(usize, usize)], unit: u32, rising: usize) -> u32 {
    let room = edges.iter().enumerate().map(|(i, (e, j))| {
        let now = units.at(*e, *j);
        if i % 2 == rising { unit - now } else { now }
    });
    room.min().unwrap_or(0)
}

impl Undecided {
    /// A cycle, or a path between two judges with one undecided pair each; none when all is decided.
    fn cycle_or_path(&self) -> Option<Vec<(usize, usize)>> {
        let judges = self.entries..self.neighbours.len();
        let loose = judges.clone().find(|node| self.neighbours[*node].len() == 1);
        let start = loose.or_else(|| judges.into_iter().find(|node| !self.neighbours[*node].is_empty()))?;
        let mut walk = vec![start];
        let mut place = vec![usize::MAX; self.neighbours.len()];
        place[start] = 0;
        let mut before = usize::MAX;
        loop {
            let here = *walk.last()?;
            let Some(&next) = self.neighbours[here].iter().find(|n| **n != before) else {
                return Some(self.edges(&walk));
            };
            let met = place[next];
            walk.push(next);
            if met != usize::MAX {
                return Some(self.edges(&walk[met..]));
            }
            place[next] = walk.len() - 1;
            before = here;
        }
    }

    fn edges(&self, walk: &[usize]) -> Vec<(usize, usize)> {
        walk.windows(2).map(|w| (w[0].min(w[1]), w[0].max(w[1]) - self.entries)).collect()
    }

    fn decide(&mut self, entry: usize, judge: usize) {
        self.neighbours[entry].retain(|n| *n != judge);
        self.neighbours[judge].retain(|n| *n != entry);
    }
}
