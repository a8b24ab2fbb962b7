//! Before an edition: how often its panel would find the truly best entries, by design and by method.
//!
//! Every run draws an award (true values of entries, severities of judges, chance in every score, all normal), lets the
//! panel judge it, and looks which of the true best each method puts above the cut.

mod panel;

use crate::distribution::normal;
use crate::mixed::{self, Judges, Observation};
use kapok_base::{Random, Refusal, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// Most scorecards that one run may have: beyond, a simulation takes hours.
const MOST_SCORECARDS: usize = 60_000;
const MOST_RUNS: usize = 100_000;

/// Who judges what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Everybody judges everything.
    Complete,
    /// Judges are drawn for each entry; loads are even.
    Random,
    /// Neighbouring entries share their judges; each next panel replaces one judge.
    Blocks,
}

/// An award to be simulated. Spreads are standard deviations on any one scale: only their ratios matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// How many entries.
    pub entries: usize,
    /// How many judges.
    pub judges: usize,
    /// How many judges for each entry; all of them in a complete design.
    pub per_entry: usize,
    /// How many are shortlisted.
    pub cut: usize,
    /// How much the entries' true values differ.
    pub entry_spread: f64,
    /// How much the judges' severities differ.
    pub severity_spread: f64,
    /// How much one judge's score of one entry varies around its true value and the judge's severity.
    pub noise: f64,
    /// Who judges what.
    pub design: Design,
    /// How many awards are drawn.
    pub runs: usize,
    /// The same seed draws the same awards.
    pub seed: u64,
}

/// How scores become an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// The plain mean of an entry's scores.
    Mean,
    /// The mean less the estimated severity of its judges ([`mixed`], judges fixed).
    Adjusted,
    /// The mean of scores standardised within each judge: common, and a warning, because it also takes away that one
    /// judge was given better entries than another.
    Standardised,
}

/// All methods, in the order of tables.
pub const METHODS: [Method; 3] = [Method::Mean, Method::Adjusted, Method::Standardised];

/// A mean over runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Its standard error: what more runs would make smaller.
    pub error: f64,
}

/// How well a method finds the best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recovery {
    /// The method.
    pub method: Method,
    /// The share of the true best entries, as many as the cut takes, that are above the cut.
    pub found: Estimate,
    /// How much more of them than by the plain mean, in the same awards.
    pub gain: Estimate,
    /// How often the single best entry is above the cut.
    pub best_within: Estimate,
    /// How often exactly the true best are above the cut.
    pub all_found: Estimate,
}

/// What a design gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How many judges each entry had.
    pub per_entry: usize,
    /// How many scorecards that takes.
    pub scorecards: usize,
    /// How many a judge writes at most.
    pub heaviest: usize,
    /// One for each of [`METHODS`].
    pub recoveries: Vec<Recovery>,
}

impl Setup {
    /// Checks the numbers against each other; pointers name the field.
    ///
    /// # Errors
    /// `simulation_invalid` with a detail for each fault.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut found = Vec::new();
        let mut claim = |holds: bool, code, field: &str| {
            if !holds {
                found.push(Refusal::invalid(code).at(format!("/{field}")));
            }
        };
        claim(self.entries >= 2, "simulation_entries_few", "entries");
        claim(self.judges >= 2, "simulation_judges_few", "judges");
        claim(self.per_entry >= 1 && self.per_entry <= self.judges, "simulation_per_entry", "per_entry");
        claim(self.cut >= 1 && self.cut < self.entries, "simulation_cut", "cut");
        let positive = |spread: f64| spread.is_finite() && spread > 0.0;
        claim(positive(self.entry_spread), "simulation_spread", "entry_spread");
        claim(positive(self.noise), "simulation_spread", "noise");
        let severity = self.severity_spread;
        claim(severity == 0.0 || positive(severity), "simulation_severity", "severity_spread");
        claim((2..=MOST_RUNS).contains(&self.runs), "simulation_runs", "runs");
        let each = if self.design == Design::Complete { self.judges } else { self.per_entry };
        claim(self.entries.saturating_mul(each) <= MOST_SCORECARDS, "simulation_large", "entries");
        Refusal::gather("simulation_invalid", found)
    }

    /// The numbers of judges per entry to compare, 2 to 7 and the one asked for: how many are enough. A complete design has
    /// one.
    #[must_use]
    pub fn numbers(&self) -> BTreeSet<usize> {
        if self.design == Design::Complete {
            return BTreeSet::from([self.judges]);
        }
        (2..=7.min(self.judges)).chain([self.per_entry]).collect()
    }

    /// How many judges an entry gets.
    fn each(&self) -> usize {
        if self.design == Design::Complete { self.judges } else { self.per_entry }
    }
}

/// Draws the awards and judges them. Run *n* is the same for every method, and its true values for every design of as
/// many entries.
///
/// # Errors
/// As [`Setup::check`].
pub fn simulate(setup: &Setup) -> Result<Outcome, Refusal> {
    setup.check()?;
    let random = Random::seeded(setup.seed);
    let mut tallies = METHODS.map(|method| (method, Tally::default()));
    let mut heaviest = 0;
    for run in 0..setup.runs {
        let stream = random.stream(&format!("simulation {run}"));
        let truth = spread(&stream, setup.entries, setup.entry_spread);
        let scores = panel::judge(setup, &truth, &stream);
        heaviest = heaviest.max(panel::heaviest(setup.judges, &scores));
        let best = top(&truth, setup.cut);
        let mut by_mean = 0.0;
        for (method, tally) in &mut tallies {
            let above = top(&order_by(*method, setup, &scores), setup.cut);
            let found = best.iter().filter(|e| above.contains(e)).count();
            let share = found as f64 / setup.cut as f64;
            if *method == Method::Mean {
                by_mean = share;
            }
            let certain = |is: bool| f64::from(u8::from(is));
            tally.add([
                share,
                share - by_mean,
                certain(above.contains(&best[0])),
                certain(found == setup.cut),
            ]);
        }
    }
    Ok(Outcome {
        per_entry: setup.each(),
        scorecards: setup.entries * setup.each(),
        heaviest,
        recoveries: tallies.into_iter().map(|(method, tally)| tally.recovery(method)).collect(),
    })
}

/// Normal numbers around 0.
fn spread(stream: &Stream, count: usize, deviation: f64) -> Vec<f64> {
    let mut numbers = vec![0.0; count];
    normal(stream, &mut numbers);
    numbers.iter_mut().for_each(|n| *n *= deviation);
    numbers
}

/// The positions of the highest values, the best first.
fn top(values: &[f64], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    order.truncate(count);
    order
}

fn order_by(method: Method, setup: &Setup, scores: &[Observation]) -> Vec<f64> {
    match method {
        Method::Mean => means(setup.entries, scores.iter().map(|s| (s.entry, s.value))),
        Method::Standardised => means(setup.entries, standardised(scores)),
        Method::Adjusted => match mixed::fit(scores, Judges::Fixed) {
            Ok(fit) => fit.entries.iter().map(|e| e.score).collect(),
            // Too little to tell severities from values: nothing can be adjusted.
            Err(_) => order_by(Method::Mean, setup, scores),
        },
    }
}

fn means(entries: usize, scores: impl Iterator<Item = (usize, f64)>) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); entries];
    for (entry, value) in scores {
        sums[entry].0 += value;
        sums[entry].1 += 1.0;
    }
    sums.into_iter().map(|(sum, count)| sum / f64::max(count, 1.0)).collect()
}

/// Each score as its distance from its judge's mean, in the judge's own standard deviations.
fn standardised(scores: &[Observation]) -> impl Iterator<Item = (usize, f64)> {
    let mut judges: BTreeMap<usize, [f64; 3]> = BTreeMap::new();
    for score in scores {
        let [count, sum, squares] = judges.entry(score.judge).or_default();
        *count += 1.0;
        *sum += score.value;
        *squares += score.value * score.value;
    }
    scores.iter().map(move |score| {
        let [count, sum, squares] = judges.get(&score.judge).copied().unwrap_or([1.0; 3]);
        let mean = sum / count;
        let deviation = (squares / count - mean * mean).max(0.0).sqrt();
        (score.entry, if deviation > 0.0 { (score.value - mean) / deviation } else { 0.0 })
    })
}

/// Sums and sums of squares over runs.
#[derive(Default)]
struct Tally {
    runs: f64,
    sums: [[f64; 2]; 4],
}

impl Tally {
    fn add(&mut self, values: [f64; 4]) {
        self.runs += 1.0;
        for (sum, value) in self.sums.iter_mut().zip(values) {
            sum[0] += value;
            sum[1] += value * value;
        }
    }

    fn recovery(&self, method: Method) -> Recovery {
        let [found, gain, best_within, all_found] = self.sums.map(|[sum, squares]| {
            let mean = sum / self.runs;
            let variance = (squares - self.runs * mean * mean).max(0.0) / (self.runs - 1.0);
            Estimate { mean, error: (variance / self.runs).sqrt() }
        });
        Recovery { method, found, gain, best_within, all_found }
    }
}

#[cfg(test)]
mod tests;
