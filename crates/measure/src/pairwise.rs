//! Which of two is better, asked many times: the model of Bradley and Terry ("Rank analysis of incomplete block designs",
//! 1952), by Newton's method. For some hundreds of entries: its cost grows with their cube.

mod anchored;
mod groups;

pub use anchored::anchored;

use crate::chance::{Chance, counted};
use crate::distribution::normal;
use crate::linear::{Cholesky, dot};
use kapok_base::Stream;
use std::collections::BTreeMap;

/// A judge's choice between two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Win {
    /// The one preferred.
    pub winner: usize,
    /// The other.
    pub loser: usize,
    /// How many times; a tie is half a win for each. What is not positive and finite does not count.
    pub times: f64,
}

/// An entry's ability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ability {
    /// The entry.
    pub entry: usize,
    /// The logarithm of its odds against the group's average entry.
    pub ability: f64,
    /// Its standard error; 0 for an entry alone.
    pub error: f64,
    /// Its wins, over all.
    pub wins: f64,
    /// Its losses, over all.
    pub losses: f64,
}

/// Entries that compare: of any two, a chain of wins leads from each to the other. Only within such a group are there
/// abilities (Ford, "Solution of a ranking problem from binary comparisons", 1957).
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The entries, best first.
    pub entries: Vec<Ability>,
    /// The covariance of the abilities, in the same order.
    covariance: Vec<f64>,
}

impl Group {
    /// How much better one entry is than another, and the standard error of that; by place in `entries`.
    #[must_use]
    pub fn difference(&self, one: usize, other: usize) -> Option<(f64, f64)> {
        let (a, b) = (self.entries.get(one)?, self.entries.get(other)?);
        let size = self.entries.len();
        let at = |i: usize, j: usize| self.covariance[i * size + j];
        let variance = at(one, one) + at(other, other) - 2.0 * at(one, other);
        Some((a.ability - b.ability, variance.max(0.0).sqrt()))
    }

    /// For every entry the probability of being truly among the group's best `places`, and the interval of its rank, by drawing
    /// all abilities together from the normal distribution around the estimates. Empty where the covariance is not one.
    #[must_use]
    pub fn chances(&self, places: usize, draws: usize, stream: &Stream) -> Vec<Chance> {
        let size = self.entries.len();
        // A shift that all share changes no rank, and without it the abilities, whose mean is fixed, have no precision.
        let shifted = self.covariance.iter().map(|value| value + 1.0 / size as f64).collect();
        let precision = Cholesky::new(size, shifted).map(|factor| factor.inverse());
        let Some(factor) = precision.and_then(|precision| Cholesky::new(size, precision)) else {
            return Vec::new();
        };
        let entries: Vec<usize> = self.entries.iter().map(|entry| entry.entry).collect();
        let draw = |_| {
            let mut abilities = vec![0.0; size];
            normal(stream, &mut abilities);
            factor.solve_upper(&mut abilities);
            abilities.iter_mut().zip(&self.entries).for_each(|(drawn, entry)| *drawn += entry.ability);
            abilities
        };
        counted(&entries, places, (0..draws.max(1)).map(draw))
    }
}

/// The groups within which abilities compare: one when all do. An entry that never won, or never lost, is a group of
/// its own. Between groups no comparison was ever won by the later; where there was none at all their order is that of
/// their numbers.
#[must_use]
pub fn bradley_terry(wins: &[Win]) -> Vec<Group> {
    let mut table: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
    for win in wins.iter().filter(|w| w.times.is_finite() && w.times > 0.0 && w.winner != w.loser) {
        table.entry((win.winner, win.loser)).or_default().push(win.times);
    }
    let sum = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times.iter().sum::<f64>()
    };
    let table: BTreeMap<(usize, usize), f64> =
        table.into_iter().map(|(pair, times)| (pair, sum(times))).collect();
    groups::groups(table.keys().copied()).into_iter().map(|members| estimate(&members, &table)).collect()
}

/// The abilities of entries that are known to compare.
fn estimate(members: &[usize], table: &BTreeMap<(usize, usize), f64>) -> Group {
    let size = members.len();
    let pairs: Vec<(usize, usize, f64)> = table
        .iter()
        .filter_map(|((winner, loser), times)| {
            Some((members.binary_search(winner).ok()?, members.binary_search(loser).ok()?, *times))
        })
        .collect();
    let mut abilities = vec![0.0; size];
    let mut covariance = vec![0.0; size * size];
    for _ in 0..200 {
        let (gradient, information) = derivatives(&abilities, &pairs);
        let Some(factor) = Cholesky::new(size, information) else { break };
        covariance = factor.inverse();
        let step: Vec<f64> = covariance.chunks_exact(size).map(|row| dot(row, &gradient)).collect();
        let longest = step.iter().fold(0.0_f64, |longest, s| longest.max(s.abs()));
        // Far from the maximum a whole step may leap over it.
        let part = (1.0 / longest).min(1.0);
        abilities.iter_mut().zip(&step).for_each(|(ability, step)| *ability += part * step);
        if longest < 1e-12 {
            break;
        }
    }
    // The information was made definite by fixing the mean; that part is taken out again.
    covariance.iter_mut().for_each(|value| *value -= 1.0 / size as f64);
    group(members, &abilities, &covariance, table)
}

/// The gradient of the log-likelihood and its information, with the mean's own direction given the information 1.
fn derivatives(abilities: &[f64], pairs: &[(usize, usize, f64)]) -> (Vec<f64>, Vec<f64>) {
    let size = abilities.len();
    let mut gradient = vec![0.0; size];
    let mut information = vec![1.0 / size as f64; size * size];
    for (winner, loser, times) in pairs {
        let upset = 1.0 / (1.0 + libm::exp(abilities[*winner] - abilities[*loser]));
        gradient[*winner] += times * upset;
        gradient[*loser] -= times * upset;
        let weight = times * upset * (1.0 - upset);
        information[winner * size + winner] += weight;
        information[loser * size + loser] += weight;
        information[winner * size + loser] -= weight;
        information[loser * size + winner] -= weight;
    }
    (gradient, information)
}

fn group(
    members: &[usize],
    abilities: &[f64],
    covariance: &[f64],
    table: &BTreeMap<(usize, usize), f64>,
) -> Group {
    let size = members.len();
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|a, b| abilities[*b].total_cmp(&abilities[*a]).then(a.cmp(b)));
    let entry = |n: &usize| Ability {
        entry: members[*n],
        ability: abilities[*n],
        error: covariance[n * size + n].max(0.0).sqrt(),
        wins: table.iter().filter(|((winner, _), _)| *winner == members[*n]).map(|(_, t)| t).sum(),
        losses: table.iter().filter(|((_, loser), _)| *loser == members[*n]).map(|(_, t)| t).sum(),
    };
    let entries = order.iter().map(entry).collect();
    let cell = |n: usize| covariance[order[n / size] * size + order[n % size]];
    Group { entries, covariance: (0..size * size).map(cell).collect() }
}

#[cfg(test)]
mod tests;
