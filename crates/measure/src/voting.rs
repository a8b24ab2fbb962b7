//! Counting ranked ballots: Schulze's method (Schulze, "A new monotonic, clone-independent, reversal symmetric, and
//! Condorcet-consistent single-winner election method", 2011, winning votes) and Borda's.

use kapok_base::Exact;
use num_traits::Zero;

/// Ballots that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// How many voters cast it.
    pub count: u64,
    /// The options by preference, best first; options in one group are held equal. Options left out rank equal, below all
    /// others; an option named again counts where it stands first.
    pub ranking: Vec<Vec<usize>>,
}

impl Ballot {
    /// The group of each of `options` options, from 0 for the best.
    fn levels(&self, options: usize) -> Vec<usize> {
        let mut levels = vec![self.ranking.len(); options];
        for (level, group) in self.ranking.iter().enumerate().rev() {
            group.iter().filter(|o| **o < options).for_each(|option| levels[*option] = level);
        }
        levels
    }
}

/// An option's place by Schulze's method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The option.
    pub option: usize,
    /// Its best rank, from 1.
    pub rank_low: usize,
    /// Its worst rank: higher than the best one where the ballots do not decide.
    pub rank_high: usize,
}

/// How many voters prefer the row's option to the column's, for options 0 to `options` − 1.
#[must_use]
pub fn preferences(options: usize, ballots: &[Ballot]) -> Vec<Vec<u64>> {
    let mut preferred = vec![vec![0; options]; options];
    for ballot in ballots {
        let levels = ballot.levels(options);
        for (row, level) in preferred.iter_mut().zip(&levels) {
            for (count, other) in row.iter_mut().zip(&levels) {
                *count += if level < other { ballot.count } else { 0 };
            }
        }
    }
    preferred
}

/// The order by Schulze's method, best first; options that tie in the order of their numbers.
#[must_use]
pub fn schulze(options: usize, ballots: &[Ballot]) -> Vec<Place> {
    let strength = strongest_paths(&preferences(options, ballots));
    let beats = |a: usize, b: usize| strength[a][b] > strength[b][a];
    let place = |option| Place {
        option,
        rank_low: 1 + (0..options).filter(|other| beats(*other, option)).count(),
        rank_high: options - (0..options).filter(|other| beats(option, *other)).count(),
    };
    let mut places: Vec<Place> = (0..options).map(place).collect();
    places.sort_by_key(|p| (p.rank_low, p.rank_high, p.option));
    places
}

/// The strength of the strongest path from each option to each other: a path is as strong as its weakest victory.
fn strongest_paths(preferred: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let options = preferred.len();
    let victory = |a: usize, b: usize| if preferred[a][b] > preferred[b][a] { preferred[a][b] } else { 0 };
    let mut strength: Vec<Vec<u64>> =
        (0..options).map(|a| (0..options).map(|b| victory(a, b)).collect()).collect();
    for via in 0..options {
        for from in (0..options).filter(|from| *from != via) {
            for to in (0..options).filter(|to| *to != via && *to != from) {
                let path = strength[from][via].min(strength[via][to]);
                strength[from][to] = strength[from][to].max(path);
            }
        }
    }
    strength
}

/// Borda's points, by option: on each ballot one for every option ranked below, and half a point for every other option
/// held equal.
#[must_use]
pub fn borda(options: usize, ballots: &[Ballot]) -> Vec<Exact> {
    let mut points = vec![Exact::zero(); options];
    for ballot in ballots {
        let levels = ballot.levels(options);
        for (sum, level) in points.iter_mut().zip(&levels) {
            let below = levels.iter().filter(|other| *other > level).count();
            let equal = levels.iter().filter(|other| *other == level).count() - 1;
            *sum +=
                Exact::new((2 * below + equal).into(), 2.into()) * Exact::from_integer(ballot.count.into());
        }
    }
    points
}

#[cfg(test)]
mod tests;
