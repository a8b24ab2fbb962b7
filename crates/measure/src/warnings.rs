//! What a chair must know before trusting a standing, as plain data; its words are elsewhere.

use crate::chance::Chance;
use crate::graph::Component;
use crate::mixed;
use crate::rasch;
use std::collections::BTreeMap;

/// A judge whose scores vary this many times as much as the others' leave to be expected is erratic: above 1.5 ratings
/// no longer help measurement (Linacre, "What do infit and outfit, mean-square and standardized mean?", 2002).
pub const ERRATIC: f64 = 1.5;
/// An entry that is above the cut with a probability within this of 0 or of 1 is settled.
pub const SETTLED: f64 = 0.1;

/// A reason for care.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// The graph of entries and judges falls apart: across its parts scores do not compare.
    Unlinked {
        /// The parts, the one with most entries first.
        parts: Vec<Component>,
    },
    /// Entries have fewer scorecards than the round asks for.
    TooFewScorecards {
        /// The entries, ascending, those without any among them.
        entries: Vec<usize>,
        /// How many each should have.
        wanted: usize,
    },
    /// Nothing can be estimated.
    NotEstimable {
        /// Why.
        reason: mixed::TooLittle,
    },
    /// The variance between entries is estimated at nothing: their differences are no larger than chance makes them.
    NoDifference,
    /// A judge's scores agree with the others' much worse than theirs with each other.
    ErraticJudge {
        /// The judge.
        judge: usize,
        /// What shows it.
        by: Sign,
        /// Its value; 1 is expected.
        value: f64,
        /// The value above which it is erratic, by chance in at most one of a hundred judges.
        limit: f64,
    },
    /// Chance alone decides on which side of the cut some entries are.
    TiedCut {
        /// How many places there are.
        places: usize,
        /// The entries that are not settled, ascending.
        entries: Vec<usize>,
    },
    /// Elements of a facet had nothing but highest or lowest ratings: their measures are guesses.
    Extreme {
        /// The facet.
        facet: usize,
        /// Its extreme elements, ascending.
        elements: Vec<usize>,
    },
    /// The Rasch measures did not settle.
    NotConverged,
}

/// What shows that a judge is erratic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The variance of residuals, over its expectation.
    Noise,
    /// The information-weighted mean square.
    Infit,
    /// The unweighted mean square.
    Outfit,
}

/// What the design alone shows: gaps in the graph of (entry, judge) links, and entries with fewer than `wanted`
/// scorecards.
#[must_use]
pub fn of_design(entries: &[usize], links: &[(usize, usize)], wanted: usize) -> Vec<Warning> {
    let mut counts: BTreeMap<usize, usize> = entries.iter().map(|entry| (*entry, 0)).collect();
    for (entry, _) in links {
        counts.entry(*entry).and_modify(|count| *count += 1);
    }
    let few: Vec<usize> = counts.into_iter().filter(|(_, count)| *count < wanted).map(|(e, _)| e).collect();
    let few = (!few.is_empty()).then_some(Warning::TooFewScorecards { entries: few, wanted });
    unlinked(crate::graph::components(links.iter().copied())).into_iter().chain(few).collect()
}

/// What adjusted scores show: gaps, erratic judges, no difference between entries.
#[must_use]
pub fn of_scores(fit: &Result<mixed::Fit, mixed::TooLittle>) -> Vec<Warning> {
    let fit = match fit {
        Ok(fit) => fit,
        Err(reason) => return vec![Warning::NotEstimable { reason: *reason }],
    };
    let mut warnings: Vec<Warning> = unlinked(fit.components.clone()).into_iter().collect();
    warnings.extend((fit.entry_variance == 0.0).then_some(Warning::NoDifference));
    warnings.extend(fit.judges.iter().filter_map(|j| erratic(j.judge, j.scorecards, Sign::Noise, j.noise)));
    warnings
}

/// What Rasch measures show, `judges` being the facet of the judges: erratic judges, extremes, no convergence, gaps.
#[must_use]
pub fn of_measures(fit: &rasch::Fit, judges: usize) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if fit.parts.len() > 1 {
        warnings.push(Warning::Unlinked { parts: parts(fit, judges) });
    }
    for judge in fit.facets.get(judges).into_iter().flatten() {
        warnings.extend(erratic(judge.element, judge.ratings, Sign::Infit, judge.infit));
        warnings.extend(erratic(judge.element, judge.ratings, Sign::Outfit, judge.outfit));
    }
    for (facet, measures) in fit.facets.iter().enumerate() {
        let elements: Vec<usize> = measures.iter().filter(|m| m.extreme).map(|m| m.element).collect();
        warnings.extend((!elements.is_empty()).then_some(Warning::Extreme { facet, elements }));
    }
    warnings.extend((!fit.converged).then_some(Warning::NotConverged));
    warnings
}

/// Whether chance decides who is above the cut of `places`.
#[must_use]
pub fn of_cut(chances: &[Chance], places: usize) -> Option<Warning> {
    let open = |chance: &&Chance| chance.above > SETTLED && chance.above < 1.0 - SETTLED;
    let mut entries: Vec<usize> = chances.iter().filter(open).map(|c| c.entry).collect();
    entries.sort_unstable();
    (!entries.is_empty()).then_some(Warning::TiedCut { places, entries })
}

fn unlinked(parts: Vec<Component>) -> Option<Warning> {
    (parts.len() > 1).then_some(Warning::Unlinked { parts })
}

/// A mean square over n scores varies by about √(2/n) by chance, of which 2.33 leave out one in a hundred.
fn erratic(judge: usize, scores: usize, by: Sign, value: Option<f64>) -> Option<Warning> {
    let limit = ERRATIC.max(1.0 + 2.33 * (2.0 / scores.max(1) as f64).sqrt());
    let value = value.filter(|value| *value > limit)?;
    Some(Warning::ErraticJudge { judge, by, value, limit })
}

/// The parts of a Rasch design as entries (the first facet that is not the judges') and judges.
fn parts(fit: &rasch::Fit, judges: usize) -> Vec<Component> {
    let entries = usize::from(judges == 0);
    let side = |part: &[(usize, usize)], facet| part.iter().filter(|n| n.0 == facet).map(|n| n.1).collect();
    let mut parts: Vec<Component> = fit
        .parts
        .iter()
        .map(|part| Component { entries: side(part, entries), judges: side(part, judges) })
        .collect();
    parts.sort_by(|a, b| b.entries.len().cmp(&a.entries.len()).then(a.entries.cmp(&b.entries)));
    parts
}

#[cfg(test)]
mod tests;
