//! Standings by the exact weighted mean: per scorecard over the criteria that were scored, then over
//! scorecards; ranks with ties shown as ties.

use kapok_base::{Decimal, EntryId, Exact, PersonId, exact_products};
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

/// One judge's latest submitted scores on one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The entry.
    pub entry: EntryId,
    /// The judge.
    pub judge: PersonId,
    /// The scores given, by criterion; an optional criterion may be absent.
    pub scores: BTreeMap<String, Decimal>,
    /// Whether the judge stood aside or was taken off: then the card never counts.
    pub set_aside: bool,
}

/// An entry's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The entry.
    pub entry: EntryId,
    /// Its best rank, from 1.
    pub rank_low: usize,
    /// Its worst rank: higher than the best one where it ties.
    pub rank_high: usize,
    /// Its score.
    pub score: Exact,
    /// How many scorecards the score rests on.
    pub scorecards: usize,
    /// The mean of each criterion over the scorecards that scored it.
    pub criteria: BTreeMap<String, Exact>,
}

/// The standings of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// Entries with a score, best first; entries that tie in the order of their identifiers.
    pub ranked: Vec<Standing>,
    /// Entries that no scorecard reaches.
    pub unscored: Vec<EntryId>,
}

impl Standings {
    /// An entry's standing.
    #[must_use]
    pub fn of(&self, entry: EntryId) -> Option<&Standing> {
        self.ranked.iter().find(|s| s.entry == entry)
    }
}

/// Computes the standings of `entries` by the exact weighted mean.
///
/// Within a card the weights of the criteria that were scored are scaled up to a whole, so that an optional
/// criterion left out does not lower the entry. Cards that are set aside, cards on other entries,
/// scores on criteria without a weight and cards without any score do not enter.
#[must_use]
pub fn weighted_mean(
    weights: &BTreeMap<String, Decimal>,
    entries: &BTreeSet<EntryId>,
    cards: &[Card],
) -> Standings {
    let mut by_entry: BTreeMap<EntryId, Vec<&Card>> = BTreeMap::new();
    for card in cards.iter().filter(|c| !c.set_aside && entries.contains(&c.entry)) {
        by_entry.entry(card.entry).or_default().push(card);
    }
    let mut standings = Standings::default();
    for entry in entries {
        let cards = by_entry.remove(entry).unwrap_or_default();
        match mean(cards.iter().filter_map(|card| card_mean(weights, card))) {
            None => standings.unscored.push(*entry),
            Some((score, scorecards)) => standings.ranked.push(Standing {
                entry: *entry,
                rank_low: 0,
                rank_high: 0,
                score,
                scorecards,
                criteria: criterion_means(weights, &cards),
            }),
        }
    }
    standings.ranked.sort_by(|a, b| b.score.cmp(&a.score).then(a.entry.cmp(&b.entry)));
    rank(&mut standings.ranked);
    standings
}

/// The weighted mean of one card over the criteria that it scored; none where it scored none that has a weight.
#[must_use]
pub fn card_mean(weights: &BTreeMap<String, Decimal>, card: &Card) -> Option<Exact> {
    let given = card.scores.iter().filter_map(|(key, score)| Some((*weights.get(key)?, *score)));
    let given: Vec<(Decimal, Decimal)> = given.collect();
    let whole: Vec<_> = given.iter().map(|(weight, _)| (*weight, Decimal::ONE)).collect();
    let whole = exact_products(&whole);
    (!whole.is_zero()).then(|| exact_products(&given) / whole)
}

fn criterion_means(weights: &BTreeMap<String, Decimal>, cards: &[&Card]) -> BTreeMap<String, Exact> {
    let of = |criterion: &String| {
        let scores = cards.iter().filter_map(|card| Some((*card.scores.get(criterion)?, Decimal::ONE)));
        let scores: Vec<(Decimal, Decimal)> = scores.collect();
        let count = Exact::from_integer(scores.len().into());
        (!scores.is_empty()).then(|| (criterion.clone(), exact_products(&scores) / count))
    };
    weights.keys().filter_map(of).collect()
}

fn mean(values: impl Iterator<Item = Exact>) -> Option<(Exact, usize)> {
    let (mut sum, mut count) = (Exact::zero(), 0_usize);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| (sum / Exact::from_integer(count.into()), count))
}

/// Fills in the ranks of standings that come best first: equal scores share theirs.
pub fn rank(ranked: &mut [Standing]) {
    let mut before = 0;
    for group in ranked.chunk_by_mut(|a, b| a.score == b.score) {
        let after = before + group.len();
        for standing in group {
            (standing.rank_low, standing.rank_high) = (before + 1, after);
        }
        before = after;
    }
}

#[cfg(test)]
mod tests;
