//! Severity-adjusted scores: every score is its entry's quality, plus its judge's level, plus what is left.
//!
//! The model is y = judge + entry + e, entries and e normal with unknown variances, estimated by restricted maximum
//! likelihood (Patterson and Thompson, "Recovery of inter-block information when block sizes are unequal", 1971). Entries
//! are best linear unbiased predictions (Henderson, "Best linear unbiased estimation and prediction under a selection
//! model", 1975). Given the entries' ratio of variances their equations are diagonal, so that only a dense system the
//! size of the panel is left to solve.

mod chances;
mod design;
mod search;
mod solve;

use crate::chance::LEVEL;
use crate::distribution::quantile;
use crate::graph::{Component, components};
use design::Design;
use solve::Solution;

/// One score: of a criterion, or the weighted mean of a scorecard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// The entry, by any number of the caller's.
    pub entry: usize,
    /// The judge, by any number of the caller's.
    pub judge: usize,
    /// The score.
    pub value: f64,
}

/// What is assumed of the judges' levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Judges {
    /// Nothing: whatever a judge adds to every score cancels.
    #[default]
    Fixed,
    /// They vary around a common level with an estimated variance: a judge with few scorecards is believed less. More
    /// precise where judges hardly differ; a constant severity cancels only in part.
    Random,
}

/// Why nothing can be estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLittle {
    /// A value is infinite or not a number.
    NotFinite,
    /// Fewer than two entries, or none that share a judge.
    NothingShared,
    /// No scorecard is left over once entries and judges are told apart: chance and quality cannot be.
    NothingLeft,
}

/// An entry's adjusted score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EntryEffect {
    /// The entry.
    pub entry: usize,
    /// How much better than the average entry it is, on the scale of the scores, drawn towards 0 by how little is known.
    /// [`Fit::level`] is to be added where it is shown beside raw scores.
    pub score: f64,
    /// The root mean square error of `score`, with that of the judges' levels and of the variances in it.
    pub error: f64,
    /// The lower end of the interval of [`LEVEL`].
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// How many scores it rests on.
    pub scorecards: usize,
}

/// A judge's severity and steadiness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JudgeEffect {
    /// The judge.
    pub judge: usize,
    /// How far below the panel's average level the judge scores: positive is severe.
    pub severity: f64,
    /// Its standard error.
    pub error: f64,
    /// The judge's squared residuals over what the model expects of them: about 1; 2 is twice the noise. Absent where
    /// none are left to compare.
    pub noise: Option<f64>,
    /// How many scores the judge gave.
    pub scorecards: usize,
}

/// What the scores say.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The panel's average level: the mean of the judges' levels.
    pub level: f64,
    /// Every entry that has a score, ascending.
    pub entries: Vec<EntryEffect>,
    /// Every judge who gave one, ascending.
    pub judges: Vec<JudgeEffect>,
    /// The variance between entries.
    pub entry_variance: f64,
    /// The variance between judges, where it is assumed to have one.
    pub judge_variance: Option<f64>,
    /// What is left: the variance of one score around its entry and its judge.
    pub residual_variance: f64,
    /// The restricted log-likelihood at the maximum.
    pub log_likelihood: f64,
    /// The parts of the graph of entries and judges; across two of them scores compare only if the parts' average entries
    /// are equally good.
    pub components: Vec<Component>,
    design: Design,
    nodes: Vec<search::Node>,
}

/// Fits the model. The result does not depend on the order of the observations.
///
/// Errors and intervals average over the variances that the scores leave possible, weighted by restricted likelihood, all
/// variances held equally likely beforehand (Harville, "Bayesian inference for variance components using only error
/// contrasts", 1974; Morris, "Parametric empirical Bayes inference", 1983): where a variance is estimated at zero, intervals
/// keep their width.
///
/// # Errors
/// When the scores do not hold enough to tell entries, judges and chance apart.
pub fn fit(observations: &[Observation], judges: Judges) -> Result<Fit, TooLittle> {
    let components = components(observations.iter().map(|o| (o.entry, o.judge)));
    let design = Design::new(observations, judges, components.len())?;
    let search::Found { best, nodes } = search::search(&design).ok_or(TooLittle::NothingLeft)?;
    let mean = best.levels.iter().sum::<f64>() / best.levels.len() as f64;
    let mean_centre = design.centres.iter().sum::<f64>() / design.centres.len() as f64;
    let [entry_ratio, judge_ratio] = best.ratios;
    Ok(Fit {
        level: mean + mean_centre,
        entries: entry_effects(&design, &best, &nodes),
        judges: judge_effects(&design, &best),
        entry_variance: entry_ratio * best.scale,
        judge_variance: (judges == Judges::Random).then_some(judge_ratio * best.scale),
        residual_variance: best.scale,
        log_likelihood: best.log_likelihood,
        components,
        design,
        nodes,
    })
}

fn entry_effects(design: &Design, best: &Solution, nodes: &[search::Node]) -> Vec<EntryEffect> {
    let mut squares = vec![0.0; best.scores.len()];
    for node in nodes {
        let solution = &node.solution;
        for (i, square) in squares.iter_mut().enumerate() {
            let moved = solution.scores[i] - best.scores[i];
            *square += node.weight * (solution.scale * solution.variances[i] + moved * moved);
        }
    }
    let width = quantile(LEVEL, design.degrees());
    let effect = |(i, square): (usize, f64)| {
        let (score, error) = (best.scores[i], square.sqrt());
        EntryEffect {
            entry: design.entries[i],
            score,
            error,
            low: score - width * error,
            high: score + width * error,
            scorecards: design.of(i).len(),
        }
    };
    squares.into_iter().enumerate().map(effect).collect()
}

fn judge_effects(design: &Design, best: &Solution) -> Vec<JudgeEffect> {
    let size = design.judges.len();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let level = mean(&best.levels) + mean(&design.centres);
    let row_means: Vec<f64> = best.spread.chunks_exact(size).map(mean).collect();
    let whole = mean(&row_means);
    let noise = best.noise(design);
    let effect = |j: usize| JudgeEffect {
        judge: design.judges[j],
        severity: level - best.levels[j] - design.centres[j],
        error: (best.scale * (best.spread[j * size + j] - 2.0 * row_means[j] + whole)).max(0.0).sqrt(),
        noise: noise[j],
        scorecards: design.loads[j],
    };
    (0..size).map(effect).collect()
}

#[cfg(test)]
mod tests;
