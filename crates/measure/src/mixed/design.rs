//! Observations in a fixed order, their entries and judges numbered from 0.

use super::{Judges, Observation, TooLittle};
use std::ops::Range;

/// A design with its values, by entry.
#[derive(Clone, Debug)]
pub(super) struct Design {
    /// The caller's number of each entry.
    pub entries: Vec<usize>,
    /// The caller's number of each judge.
    pub judges: Vec<usize>,
    /// Where each entry's observations start, and the end of all.
    starts: Vec<usize>,
    /// The judge of each observation.
    pub judge: Vec<usize>,
    /// The value of each observation, less its judge's centre.
    pub value: Vec<f64>,
    /// What was taken off each judge's values: the judge's mean, or all judges' where they are random. A constant added to a
    /// fixed judge's scores ends here.
    pub centres: Vec<f64>,
    /// How many observations each judge has.
    pub loads: Vec<usize>,
    /// Whether the judges' levels have a variance to estimate.
    pub random: bool,
}

impl Design {
    pub fn new(observations: &[Observation], judges: Judges, parts: usize) -> Result<Self, TooLittle> {
        if observations.iter().any(|o| !o.value.is_finite()) {
            return Err(TooLittle::NotFinite);
        }
        let mut sorted = observations.to_vec();
        sorted.sort_by(|a, b| (a.entry, a.judge).cmp(&(b.entry, b.judge)).then(a.value.total_cmp(&b.value)));
        let entries = distinct(sorted.iter().map(|o| o.entry));
        let judge_numbers = distinct(sorted.iter().map(|o| o.judge));
        if entries.len() <= parts {
            return Err(TooLittle::NothingShared);
        }
        if sorted.len() + parts <= entries.len() + judge_numbers.len() {
            return Err(TooLittle::NothingLeft);
        }
        let number = |o: &Observation| judge_numbers.partition_point(|judge| *judge < o.judge);
        let judge: Vec<usize> = sorted.iter().map(number).collect();
        let starts = entries.iter().map(|entry| sorted.partition_point(|o| o.entry < *entry));
        let starts = starts.chain([sorted.len()]).collect();
        let value = sorted.iter().map(|o| o.value).collect();
        let (size, random) = (judge_numbers.len(), judges == Judges::Random);
        let mut design = Self {
            entries,
            judges: judge_numbers,
            starts,
            judge,
            value,
            centres: vec![0.0; size],
            loads: vec![0; size],
            random,
        };
        design.centre();
        Ok(design)
    }

    fn centre(&mut self) {
        let mut sums = vec![0.0; self.judges.len()];
        for (judge, value) in self.judge.iter().zip(&self.value) {
            sums[*judge] += value;
            self.loads[*judge] += 1;
        }
        let all = sums.iter().sum::<f64>() / self.value.len() as f64;
        for (judge, centre) in self.centres.iter_mut().enumerate() {
            *centre = if self.random { all } else { sums[judge] / self.loads[judge] as f64 };
        }
        let most = self.value.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        let centres = &self.centres;
        self.value.iter_mut().zip(&self.judge).for_each(|(value, judge)| *value -= centres[*judge]);
        // What is left of equal scores by rounding is nothing.
        if self.value.iter().all(|v| v.abs() <= 1e-13 * most) {
            self.value.fill(0.0);
        }
    }

    /// The observations of an entry.
    pub fn of(&self, entry: usize) -> Range<usize> {
        self.starts[entry]..self.starts[entry + 1]
    }

    /// Observations less fixed effects.
    pub fn degrees(&self) -> usize {
        self.value.len() - if self.random { 1 } else { self.judges.len() }
    }

    /// Observations for one entry, and for one judge, on average.
    pub fn typical(&self) -> [f64; 2] {
        let all = self.value.len() as f64;
        [all / self.entries.len() as f64, all / self.judges.len() as f64]
    }
}

fn distinct(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
