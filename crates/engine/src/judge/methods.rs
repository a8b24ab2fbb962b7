//! A round by every method at hand, side by side: what hangs on the method shows, and what does not. Nothing here decides; the cut goes
//! by the round's own method.

mod models;

use super::adjusted::Severity;
use super::standings::{RoundStandings, adjusted, compute};
use super::veil;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{EntryId, PersonId, Refusal, RoundId};
use kapok_measure::rasch::Measure;
use kapok_measure::reliability::Generalisability;
use kapok_store::rounds;
use models::{Models, models};
use num_traits::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// A method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodOf {
    /// The exact mean over scorecards of the weighted mean over criteria.
    Mean,
    /// That mean adjusted for severity, nothing being assumed of judges.
    Adjusted,
    /// The same, judges being taken for a draw from many: severities are drawn towards each other.
    AdjustedRandom,
    /// Measures in logits by the many-facet Rasch model.
    Rasch,
    /// The scores of one criterion alone, adjusted for severity.
    Criterion(String),
}

/// What a method makes of an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// In points of the scale; of the Rasch model in logits.
    pub value: f64,
    /// Its standard error, where the method knows one.
    pub error: Option<f64>,
    /// Its rank by that, from 1.
    pub rank: usize,
}

/// A method with what it makes of the entries; of none where too little is there to go by.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Which.
    pub method: MethodOf,
    /// By entry.
    pub entries: BTreeMap<EntryId, Estimate>,
}

/// A judge by every method.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgeByMethods {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Severity in points, nothing being assumed of judges.
    pub adjusted: Option<Severity>,
    /// Severity in points, judges being taken for a draw from many.
    pub random: Option<Severity>,
    /// Severity in logits, with how well the scores fit the model.
    pub rasch: Option<Measure>,
}

/// How far the judges of a round agree, from 0 (or below) to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Intraclass correlation ICC(2,1) of one scorecard: how much one judge's score tells of what others would give.
    pub icc_single: Option<f64>,
    /// The same of the mean of an entry's scorecards.
    pub icc_mean: Option<f64>,
    /// Kendall's W, where all judges scored all entries.
    pub concordance: Option<f64>,
    /// Krippendorff's alpha of the scorecards' means, as intervals.
    pub alpha: Option<f64>,
    /// How much of the differences would be found again with other judges.
    pub generalisability: Option<Generalisability>,
}

/// A round by every method.
#[derive(Clone, Debug)]
pub struct Methods {
    /// The standings by the round's own method; entries that the caller stood aside from are veiled.
    pub standings: RoundStandings,
    /// The methods for whole scorecards, then the criteria.
    pub columns: Vec<Column>,
    /// Entries above the first line by every method for whole scorecards; empty where there is no line.
    pub agreed: BTreeSet<EntryId>,
    /// Entries that are above it by some of these methods and not by others.
    pub disputed: BTreeSet<EntryId>,
    /// The judges, by name.
    pub judges: Vec<JudgeByMethods>,
    /// How difficult each criterion is in logits, by its key.
    pub criteria: BTreeMap<String, Measure>,
    /// How far the judges agree.
    pub agreement: Agreement,
    /// Whether the Rasch model's measures settled; none where it finds too little to go by.
    pub rasch_settled: Option<bool>,
}

impl Engine {
    /// A scored round by every method at hand.
    ///
    /// # Errors
    /// [`Error::NotFound`], `round_is_pairwise`: what was compared has one method.
    pub async fn compare_methods(&self, caller: &Caller, round: RoundId) -> Result<Methods> {
        let permit = self.permit(caller, Action::SeeStandings)?;
        let db = self.store.read();
        let round = rounds::find(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        if round.rules.is_pairwise() {
            return Err(Refusal::state("round_is_pairwise").into());
        }
        let own = veil::own(&db, &permit, round.edition).await?;
        let standings = adjusted(compute(&db, &permit, round).await?).await?;
        let figured = tokio::task::spawn_blocking(move || compare(standings, own)).await;
        figured.map_err(|error| Error::Internal(error.to_string()))
    }
}

fn compare(mut standings: RoundStandings, own: BTreeSet<EntryId>) -> Methods {
    let kept = models(&standings);
    let models = kept.found(|| Models::figure(&standings));
    let mut columns = vec![
        Column { method: MethodOf::Mean, entries: by_mean(&standings) },
        Column { method: MethodOf::Adjusted, entries: by_severity(&standings) },
    ];
    columns.extend(models.columns());
    let (mut agreed, mut disputed) = above(&columns, standings.places_of_first_line());
    for column in &mut columns {
        column.entries.retain(|entry, _| !own.contains(entry));
    }
    agreed.retain(|entry| !own.contains(entry));
    disputed.retain(|entry| !own.contains(entry));
    let judge = |judge: &super::JudgeCount| JudgeByMethods {
        person: judge.person,
        name: judge.name.clone(),
        adjusted: standings.adjusted.judges.get(&judge.person).copied(),
        random: models.random_severity(judge.person),
        rasch: models.severity(judge.person),
    };
    let judges = standings.judges.iter().map(judge).collect();
    let (alpha, generalisability) = (standings.adjusted.alpha, standings.adjusted.generalisability);
    let agreement = Agreement { alpha, generalisability, ..models.agreement() };
    veil::over_standings(&mut standings, own);
    Methods {
        columns,
        agreed,
        disputed,
        judges,
        criteria: models.difficulties(),
        agreement,
        rasch_settled: models.rasch_settled(),
        standings,
    }
}

fn by_mean(of: &RoundStandings) -> BTreeMap<EntryId, Estimate> {
    let value = |s: &kapok_measure::standings::Standing| {
        Some((s.entry, Estimate { value: s.score.to_f64()?, error: None, rank: s.rank_low }))
    };
    of.standings.ranked.iter().filter_map(value).collect()
}

fn by_severity(of: &RoundStandings) -> BTreeMap<EntryId, Estimate> {
    ranked(of.adjusted.entries.iter().map(|(id, entry)| (*id, entry.score, entry.standard_error)))
}

/// Estimates with their ranks, the highest first; equal ones share theirs.
fn ranked(values: impl Iterator<Item = (EntryId, f64, f64)>) -> BTreeMap<EntryId, Estimate> {
    let mut order: Vec<_> = values.collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut ranked = BTreeMap::new();
    let (mut rank, mut last) = (0, f64::NAN);
    for ((entry, value, error), place) in order.into_iter().zip(1..) {
        if value != last {
            (rank, last) = (place, value);
        }
        ranked.insert(entry, Estimate { value, error: Some(error), rank });
    }
    ranked
}

/// The entries among the best `places` by all methods for whole scorecards, and those by some only. A method that makes nothing of the
/// entries has no say.
fn above(columns: &[Column], places: Option<usize>) -> (BTreeSet<EntryId>, BTreeSet<EntryId>) {
    let Some(places) = places else { return Default::default() };
    let whole = columns
        .iter()
        .filter(|column| !matches!(column.method, MethodOf::Criterion(_)) && !column.entries.is_empty());
    let (mut counts, mut methods): (BTreeMap<EntryId, usize>, usize) = (BTreeMap::new(), 0);
    for column in whole {
        methods += 1;
        for (entry, _) in column.entries.iter().filter(|(_, estimate)| estimate.rank <= places) {
            *counts.entry(*entry).or_default() += 1;
        }
    }
    let (all, some): (Vec<_>, Vec<_>) = counts.into_iter().partition(|(_, count)| *count == methods);
    let entries = |of: Vec<(EntryId, usize)>| of.into_iter().map(|(entry, _)| entry).collect();
    (entries(all), entries(some))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> EntryId {
        EntryId(Uuid::from_u128(number))
    }

    fn column(method: MethodOf, values: &[f64]) -> Column {
        Column { method, entries: ranked((1..).map(id).zip(values).map(|(id, value)| (id, *value, 0.1))) }
    }

    #[test]
    fn equal_estimates_share_their_rank_and_the_next_one_counts_them_all() {
        let ranks = column(MethodOf::Rasch, &[1.0, 3.0, 3.0, 2.0]).entries;
        assert_eq!(ranks.values().map(|estimate| estimate.rank).collect::<Vec<_>>(), [4, 1, 1, 3]);
    }

    #[test]
    fn above_the_line_by_all_methods_or_by_some() {
        let columns = [
            column(MethodOf::Mean, &[5.0, 4.0, 3.0, 2.0]),
            column(MethodOf::Adjusted, &[5.0, 2.0, 3.0, 4.0]),
            column(MethodOf::Rasch, &[]),
            column(MethodOf::Criterion("impact".to_owned()), &[1.0, 2.0, 3.0, 4.0]),
        ];
        let (agreed, disputed) = above(&columns, Some(2));
        assert_eq!((agreed, disputed), ([id(1)].into(), [id(2), id(4)].into()));
        assert_eq!(above(&columns, None), (BTreeSet::new(), BTreeSet::new()));
    }
}
