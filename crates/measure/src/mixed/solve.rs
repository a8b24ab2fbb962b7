//! Everything that follows once the ratios of variances are given.
//!
//! With γ the entries' variance over the residual one, an entry of n scores has w = γ/(1+γn): the equations of the judges'
//! levels, entries absorbed, are A = diag(loads) − Σ w cc', c counting an entry's scores by judge. Random levels are written
//! as a mean plus √δ times standard numbers, δ their variance over the residual one, which holds at δ = 0 too.

use super::design::Design;
use crate::linear::{Cholesky, dot};

/// The judges' equations solved, and how likely the ratios are.
pub(super) struct Equations {
    ratios: [f64; 2],
    factor: Cholesky,
    /// The judges' levels.
    levels: Vec<f64>,
    /// The square sum of what is left, weighted; over its degrees of freedom it is the residual variance.
    left: f64,
    /// The restricted log-likelihood, the residual variance at its best.
    pub log_likelihood: f64,
}

/// Estimates at given ratios of variances. Variances are in units of the residual one.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    /// The variance of entries, and of judges, over the residual one.
    pub ratios: [f64; 2],
    pub log_likelihood: f64,
    /// The derivative of the log-likelihood by the entries' ratio.
    pub entry_slope: f64,
    /// The residual variance.
    pub scale: f64,
    /// The judges' levels.
    pub levels: Vec<f64>,
    /// Their covariance.
    pub spread: Vec<f64>,
    /// The entries' scores.
    pub scores: Vec<f64>,
    /// Their variances of prediction.
    pub variances: Vec<f64>,
    pub factor: Cholesky,
}

/// Sets up and solves the judges' equations. `None` when they are singular to working precision.
pub(super) fn equations(design: &Design, ratios: [f64; 2]) -> Option<Equations> {
    let size = design.judges.len();
    let mut matrix = vec![0.0; size * size];
    let mut right = vec![0.0; size];
    let mut determinant = 0.0;
    for (judge, load) in design.loads.iter().enumerate() {
        matrix[judge * size + judge] = *load as f64;
    }
    for entry in 0..design.entries.len() {
        let (judges, values) = (&design.judge[design.of(entry)], &design.value[design.of(entry)]);
        let weight = weight(ratios[0], judges.len());
        let sum: f64 = values.iter().sum();
        for (judge, value) in judges.iter().zip(values) {
            right[*judge] += value - weight * sum;
            judges.iter().for_each(|other| matrix[judge * size + other] -= weight);
        }
        determinant += libm::log1p(ratios[0] * judges.len() as f64);
    }
    let (order, matrix, mut solution) = extended(design, ratios[1], matrix, right);
    let factor = Cholesky::new(order, matrix)?;
    factor.solve(&mut solution);
    let levels = levels(design, ratios[1], &solution);
    let penalty: f64 = if design.random { dot(&solution[1..], &solution[1..]) } else { 0.0 };
    let left = penalty + (0..design.entries.len()).map(|e| left(design, ratios[0], &levels, e)).sum::<f64>();
    let degrees = design.degrees() as f64;
    // A perfect fit is very likely, not infinitely so.
    let variance = (left / degrees).max(f64::MIN_POSITIVE);
    let constant = libm::log(2.0 * std::f64::consts::PI) + 1.0;
    let log_likelihood =
        -0.5 * (degrees * (libm::log(variance) + constant) + determinant + factor.log_determinant());
    Some(Equations { ratios, factor, levels, left, log_likelihood })
}

/// γ/(1+γn): what an entry's sum of n residuals says of its score.
pub(super) fn weight(ratio: f64, scores: usize) -> f64 {
    ratio / (1.0 + ratio * scores as f64)
}

/// The equations in the parameters that are solved for: the levels themselves, or their mean and standard numbers.
fn extended(design: &Design, ratio: f64, matrix: Vec<f64>, right: Vec<f64>) -> (usize, Vec<f64>, Vec<f64>) {
    let size = design.judges.len();
    if !design.random {
        return (size, matrix, right);
    }
    let (order, root) = (size + 1, ratio.sqrt());
    let mut whole = vec![0.0; order * order];
    for (j, row) in matrix.chunks_exact(size).enumerate() {
        let sum: f64 = row.iter().sum();
        whole[0] += sum;
        whole[j + 1] = root * sum;
        for (k, value) in row.iter().enumerate() {
            whole[(j + 1) * order + k + 1] = ratio * value + if j == k { 1.0 } else { 0.0 };
        }
    }
    let sides = right.iter().map(|r| root * r);
    let sides = [right.iter().sum()].into_iter().chain(sides).collect();
    (order, whole, sides)
}

/// The judges' levels from the parameters that were solved for.
pub(super) fn levels(design: &Design, ratio: f64, solution: &[f64]) -> Vec<f64> {
    match solution {
        [mean, standard @ ..] if design.random => standard.iter().map(|z| mean + ratio.sqrt() * z).collect(),
        _ => solution.to_vec(),
    }
}

/// An entry's part of the weighted square sum of residuals.
fn left(design: &Design, ratio: f64, levels: &[f64], entry: usize) -> f64 {
    let range = design.of(entry);
    let residuals = range.clone().map(|o| design.value[o] - levels[design.judge[o]]);
    let (sum, squares) = residuals.fold((0.0, 0.0), |(sum, squares), r| (sum + r, squares + r * r));
    let mean = sum / range.len() as f64;
    // Within the entry, and of its mean: no difference of large numbers.
    (squares - sum * mean).max(0.0) + sum * mean / (1.0 + ratio * range.len() as f64)
}

impl Equations {
    /// Scores, variances and the derivatives.
    pub fn complete(self, design: &Design) -> Solution {
        let (size, degrees) = (design.judges.len(), design.degrees() as f64);
        let scale = self.left / degrees;
        let spread = self.spread(design);
        let mut scores = Vec::with_capacity(design.entries.len());
        let mut variances = Vec::with_capacity(design.entries.len());
        let (mut trace, mut squares) = (0.0, 0.0);
        for entry in 0..design.entries.len() {
            let judges = &design.judge[design.of(entry)];
            let sum: f64 = design.of(entry).map(|o| design.value[o] - self.levels[design.judge[o]]).sum();
            let (weight, count) = (weight(self.ratios[0], judges.len()), judges.len() as f64);
            let shrunk = 1.0 + self.ratios[0] * count;
            let levels: f64 = judges.iter().map(|j| sum_at(&spread[j * size..(j + 1) * size], judges)).sum();
            scores.push(weight * sum);
            variances.push(weight + weight * weight * levels);
            trace += count / shrunk - levels / (shrunk * shrunk);
            squares += sum * sum / (shrunk * shrunk);
        }
        Solution {
            ratios: self.ratios,
            log_likelihood: self.log_likelihood,
            entry_slope: slope(trace, squares, scale),
            scale,
            levels: self.levels,
            spread,
            scores,
            variances,
            factor: self.factor,
        }
    }

    /// The covariance of the judges' levels.
    fn spread(&self, design: &Design) -> Vec<f64> {
        let (inverse, size) = (self.factor.inverse(), design.judges.len());
        if !design.random {
            return inverse;
        }
        let (order, ratio) = (size + 1, self.ratios[1]);
        let at = |j: usize, k: usize| {
            let mixed = inverse[j + 1] + inverse[k + 1];
            inverse[0] + ratio.sqrt() * mixed + ratio * inverse[(j + 1) * order + k + 1]
        };
        (0..size * size).map(|n| at(n / size, n % size)).collect()
    }
}

/// Half of what squares, in units of the residual variance, exceed their expectation by.
fn slope(expected: f64, squares: f64, scale: f64) -> f64 {
    0.5 * (if scale > 0.0 { squares / scale } else { 0.0 } - expected)
}

impl Solution {
    /// The derivative of the log-likelihood by the judges' ratio.
    pub fn judge_slope(&self, design: &Design) -> f64 {
        let size = design.judges.len();
        let mut absorbed = vec![0.0; size * size];
        let mut sums = vec![0.0; size];
        for (entry, score) in self.scores.iter().enumerate() {
            let judges = &design.judge[design.of(entry)];
            let weight = weight(self.ratios[0], judges.len());
            for observation in design.of(entry) {
                let judge = design.judge[observation];
                sums[judge] += design.value[observation] - self.levels[judge] - score;
                judges.iter().for_each(|other| absorbed[judge * size + other] -= weight);
            }
        }
        for (judge, load) in design.loads.iter().enumerate() {
            absorbed[judge * size + judge] += *load as f64;
        }
        // The trace of A − AGA, with A symmetric: G's part is the sum over k of (row k of A)' G (row k of A).
        let mut trace = 0.0;
        for (judge, row) in absorbed.chunks_exact(size).enumerate() {
            let mut product = vec![0.0; size];
            for (factor, source) in row.iter().zip(self.spread.chunks_exact(size)).filter(|(f, _)| **f != 0.0)
            {
                product.iter_mut().zip(source).for_each(|(p, s)| *p += factor * s);
            }
            trace += row[judge] - dot(&product, row);
        }
        slope(trace, dot(&sums, &sums), self.scale)
    }

    /// For each judge the squared residuals over their expectation under the model.
    pub fn noise(&self, design: &Design) -> Vec<Option<f64>> {
        let size = design.judges.len();
        let mut found = vec![0.0; size];
        let mut expected = vec![0.0; size];
        for entry in 0..design.entries.len() {
            let judges = &design.judge[design.of(entry)];
            let weight = weight(self.ratios[0], judges.len());
            let sums: Vec<f64> =
                judges.iter().map(|j| sum_at(&self.spread[j * size..(j + 1) * size], judges)).collect();
            let all: f64 = sums.iter().sum();
            for (observation, sum) in design.of(entry).zip(&sums) {
                let judge = design.judge[observation];
                let residual = design.value[observation] - self.levels[judge] - self.scores[entry];
                found[judge] += residual * residual;
                let own = self.spread[judge * size + judge];
                expected[judge] += 1.0 - weight - (own - 2.0 * weight * sum + weight * weight * all);
            }
        }
        let over = |(found, expected): (f64, f64)| {
            (expected > 1e-6 && self.scale > 0.0).then(|| found / (self.scale * expected))
        };
        found.into_iter().zip(expected).map(over).collect()
    }
}

fn sum_at(row: &[f64], at: &[usize]) -> f64 {
    at.iter().map(|j| row[*j]).sum()
}
