//! The models beside the one that every standing shows: judges at random, criterion by criterion, Rasch.

use super::super::adjusted::{Severity, on_one_scale, severity_of};
use super::super::digest::Digest;
use super::super::kept::{Figured, Kept};
use super::super::standings::{RoundStandings, weights};
use super::{Agreement, Column, MethodOf, ranked};
use kapok_base::{Decimal, EntryId, PersonId};
use kapok_judging::rubric::Rubric;
use kapok_measure::mixed::{self, Fit, Judges, Observation, TooLittle};
use kapok_measure::rasch::{self, Facet, Measure, Rating, Unfit};
use kapok_measure::reliability::{Variances, concordance, generalisability, intraclass};
use kapok_measure::standings::card_mean;
use num_traits::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

static LAST: Kept<Digest, Models> = Kept::new();

/// The facets of the Rasch model, in this order.
const FACETS: [Facet; 3] = [Facet::Raises, Facet::Lowers, Facet::Lowers];
const ENTRIES: usize = 0;
const JUDGES: usize = 1;
const CRITERIA: usize = 2;

/// The models of a round, with whom their numbers stand for.
pub(super) struct Models {
    entries: Vec<EntryId>,
    judges: Vec<PersonId>,
    criteria: Vec<String>,
    random: Result<Fit, TooLittle>,
    single: Vec<Result<Fit, TooLittle>>,
    rasch: Result<rasch::Fit, Unfit>,
    agreement: Agreement,
}

/// The models of a round, those that were figured lately for the very same scorecards.
pub(super) fn models(of: &RoundStandings) -> Arc<Figured<Digest, Models>> {
    LAST.of(of.digest)
}

impl Models {
    pub(super) fn figure(of: &RoundStandings) -> Self {
        let rubric = &of.round.rules.rubric;
        let entries: Vec<EntryId> = of.entries.keys().copied().collect();
        let judges: BTreeSet<PersonId> = of.cards.iter().map(|card| card.judge).collect();
        let judges: Vec<PersonId> = judges.into_iter().collect();
        let criteria: Vec<String> = rubric.criteria.iter().map(|criterion| criterion.key.clone()).collect();
        let mut means = Vec::new();
        let mut single = vec![Vec::new(); criteria.len()];
        let mut ratings = Vec::new();
        let weights = weights(&of.round);
        for card in of.cards.iter().filter(|card| !card.set_aside) {
            let place = entries.binary_search(&card.entry).ok().zip(judges.binary_search(&card.judge).ok());
            let Some((entry, judge)) = place else { continue };
            let observation = |value| Observation { entry, judge, value };
            means.extend(card_mean(&weights, card).and_then(|mean| mean.to_f64()).map(observation));
            let stretched = on_one_scale(rubric, card);
            for (number, key) in criteria.iter().enumerate() {
                let given = card.scores.get(key).and_then(ToPrimitive::to_f64);
                single[number].extend(given.map(observation));
                let category = stretched.scores.get(key).and_then(|score| category(rubric, *score));
                ratings.extend(
                    category.map(|category| Rating { elements: vec![entry, judge, number], category }),
                );
            }
        }
        let random = mixed::fit(&means, Judges::Random);
        let agreement = agreement(&means, &random);
        let single = single.iter().map(|scores| mixed::fit(scores, Judges::Fixed)).collect();
        let rasch = rasch::fit(&FACETS, ENTRIES, &ratings);
        Self { entries, judges, criteria, random, single, rasch, agreement }
    }

    /// What judges at random, Rasch and each criterion make of the entries.
    pub(super) fn columns(&self) -> Vec<Column> {
        let named = |entry: usize, value, error| (self.entries[entry], value, error);
        let adjusted = |fit: &Result<Fit, TooLittle>| match fit {
            Ok(fit) => ranked(fit.entries.iter().map(|e| named(e.entry, fit.level + e.score, e.error))),
            Err(TooLittle::NotFinite | TooLittle::NothingShared | TooLittle::NothingLeft) => BTreeMap::new(),
        };
        let measured = match &self.rasch {
            Ok(fit) => ranked(fit.facets[ENTRIES].iter().map(|m| named(m.element, m.measure, m.error))),
            Err(Unfit::Shape | Unfit::AllExtreme) => BTreeMap::new(),
        };
        let mut columns = vec![
            Column { method: MethodOf::AdjustedRandom, entries: adjusted(&self.random) },
            Column { method: MethodOf::Rasch, entries: measured },
        ];
        if self.criteria.len() > 1 {
            let criterion = |(key, fit): (&String, _)| Column {
                method: MethodOf::Criterion(key.clone()),
                entries: adjusted(fit),
            };
            columns.extend(self.criteria.iter().zip(&self.single).map(criterion));
        }
        columns
    }

    pub(super) fn random_severity(&self, judge: PersonId) -> Option<Severity> {
        let number = self.judges.binary_search(&judge).ok()?;
        let fit = self.random.as_ref().ok()?;
        fit.judges.iter().find(|effect| effect.judge == number).map(severity_of)
    }

    pub(super) fn severity(&self, judge: PersonId) -> Option<Measure> {
        let number = self.judges.binary_search(&judge).ok()?;
        let fit = self.rasch.as_ref().ok()?;
        fit.facets[JUDGES].iter().find(|measure| measure.element == number).copied()
    }

    pub(super) fn difficulties(&self) -> BTreeMap<String, Measure> {
        let Ok(fit) = &self.rasch else { return BTreeMap::new() };
        fit.facets[CRITERIA].iter().map(|m| (self.criteria[m.element].clone(), *m)).collect()
    }

    pub(super) fn rasch_settled(&self) -> Option<bool> {
        self.rasch.as_ref().ok().map(|fit| fit.converged)
    }

    pub(super) fn agreement(&self) -> Agreement {
        self.agreement
    }
}

/// Intraclass correlation and concordance: of a complete table by its mean squares, else by the model's variances.
fn agreement(means: &[Observation], random: &Result<Fit, TooLittle>) -> Agreement {
    let table = table(means);
    if let Some(found) = intraclass(&table) {
        return Agreement {
            icc_single: found.two_way_random,
            icc_mean: found.two_way_random_mean,
            concordance: concordance(&table),
            ..Agreement::default()
        };
    }
    let Ok(fit) = random else { return Agreement::default() };
    let variances = Variances {
        entries: fit.entry_variance,
        judges: fit.judge_variance.unwrap_or(0.0),
        residual: fit.residual_variance,
    };
    let counts: Vec<usize> = fit.entries.iter().map(|entry| entry.scorecards).collect();
    Agreement {
        icc_single: generalisability(variances, &[1]).map(|found| found.raw),
        icc_mean: generalisability(variances, &counts).map(|found| found.raw),
        ..Agreement::default()
    }
}

/// The scorecards' means, a row for each entry, a column for each judge; nothing where not all judge all.
fn table(means: &[Observation]) -> Vec<Vec<f64>> {
    let mut cells: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for mean in means {
        cells.entry(mean.entry).or_default().insert(mean.judge, mean.value);
    }
    let judges = cells.values().next().map(|row| row.keys().copied().collect::<Vec<_>>());
    let alike = cells.values().all(|row| Some(row.keys().copied().collect()) == judges);
    if alike { cells.into_values().map(|row| row.into_values().collect()).collect() } else { Vec::new() }
}

/// Which step of the round's scale is nearest to a score.
fn category(rubric: &Rubric, score: Decimal) -> Option<i64> {
    let scale = &rubric.scale;
    score.checked_sub(scale.min)?.checked_div(scale.step)?.round().to_i64()
}
