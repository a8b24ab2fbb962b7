//! How a judge uses the criteria and the scale, beside the others: halo, range and central tendency.
//!
//! The measures are those that Saal, Downey and Lahey, "Rating the ratings: assessing the psychometric quality of rating data"
//! (1980), found in use: correlations between criteria for halo, the spread over entries for range and central tendency. True
//! qualities are correlated too, and entries differ: a figure says something only beside that of judges who saw like entries.

use crate::standings::Card;
use kapok_base::PersonId;
use num_traits::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest scorecards from which a figure is told.
const SHOWN: usize = 4;
/// Fewest scorecards from which a figure can be a reason for care.
const ENOUGH: usize = 8;
/// How much the mean correlation has to be above the others'.
const HALO: f64 = 0.15;
/// The ratio of spreads below which a judge's range is narrow; above its inverse it is wide.
const NARROW: f64 = 2.0 / 3.0;
/// By chance in at most one of a hundred judges.
const HUNDREDTH: f64 = 2.33;

/// A judge's figure and that of the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    /// The judge's.
    pub own: f64,
    /// The other judges': the mean of their correlations, the root mean square of their spreads.
    pub others: f64,
}

/// What stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The criteria go together much more than with the others.
    Halo,
    /// The scores lie closer together than the others', around the middle of the scale.
    Central,
    /// The scores lie closer together than the others', away from its middle.
    Narrow,
    /// The scores lie further apart than the others': they weigh more in a mean.
    Wide,
}

/// How one judge uses criteria and scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Habit {
    /// How many scorecards it rests on.
    pub scorecards: usize,
    /// The mean correlation of two criteria over the judge's entries; absent with one criterion, or where none varies.
    pub halo: Option<Beside>,
    /// The share of the scale between the lowest and the highest score given, 0 to 1.
    pub used: f64,
    /// Where the mean of all scores lies on the scale, 0 to 1.
    pub level: f64,
    /// The standard deviation of a criterion over the judge's entries, in points of the scale.
    pub spread: Option<Beside>,
    /// What stands out by more than chance.
    pub signs: Vec<Sign>,
}

/// The habits of every judge with enough scorecards; those set aside do not enter. `scale` is the lowest and the highest score.
#[must_use]
pub fn habits(cards: &[Card], scale: (f64, f64)) -> BTreeMap<PersonId, Habit> {
    let mut by_judge: BTreeMap<PersonId, BTreeMap<_, &Card>> = BTreeMap::new();
    for card in cards.iter().filter(|card| !card.set_aside && !card.scores.is_empty()) {
        by_judge.entry(card.judge).or_default().insert(card.entry, card);
    }
    by_judge.retain(|_, cards| cards.len() >= SHOWN);
    let own: BTreeMap<PersonId, Own> = by_judge
        .iter()
        .map(|(judge, cards)| (*judge, Own::of(&cards.values().copied().collect::<Vec<_>>())))
        .collect();
    own.iter().map(|(judge, found)| (*judge, found.beside(*judge, &own, scale))).collect()
}

/// What a judge's scorecards say by themselves.
struct Own {
    scorecards: usize,
    correlation: Option<f64>,
    deviation: Option<f64>,
    lowest: f64,
    highest: f64,
    mean: f64,
}

impl Own {
    fn of(cards: &[&Card]) -> Self {
        let criteria: BTreeSet<&String> = cards.iter().flat_map(|card| card.scores.keys()).collect();
        let score = |card: &Card, criterion: &String| card.scores.get(criterion)?.to_f64();
        let (mut correlations, mut squares, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for one in &criteria {
            let scores: Vec<f64> = cards.iter().filter_map(|card| score(card, one)).collect();
            let centre = mean(&scores);
            squares.extend((scores.len() > 1).then(|| {
                scores.iter().map(|s| (s - centre) * (s - centre)).sum::<f64>() / (scores.len() - 1) as f64
            }));
            all.extend(scores);
            for other in
                criteria.range::<&String, _>((std::ops::Bound::Excluded(one), std::ops::Bound::Unbounded))
            {
                let pair = |card: &&Card| Some((score(card, one)?, score(card, other)?));
                let pairs: Vec<(f64, f64)> = cards.iter().filter_map(pair).collect();
                correlations.extend(correlation(&pairs));
            }
        }
        Self {
            scorecards: cards.len(),
            correlation: (!correlations.is_empty()).then(|| mean(&correlations)),
            deviation: (!squares.is_empty()).then(|| mean(&squares).sqrt()),
            lowest: all.iter().copied().fold(f64::INFINITY, f64::min),
            highest: all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            mean: mean(&all),
        }
    }

    fn beside(&self, judge: PersonId, all: &BTreeMap<PersonId, Self>, scale: (f64, f64)) -> Habit {
        let others = || all.iter().filter(|(other, _)| **other != judge).map(|(_, other)| other);
        let correlations: Vec<f64> = others().filter_map(|other| other.correlation).collect();
        let squares: Vec<f64> =
            others().filter_map(|other| Some(other.deviation? * other.deviation?)).collect();
        let halo = self.correlation.filter(|_| !correlations.is_empty());
        let spread = self.deviation.filter(|_| !squares.is_empty());
        let share = |score: f64| (score - scale.0) / (scale.1 - scale.0);
        let mut habit = Habit {
            scorecards: self.scorecards,
            halo: halo.map(|own| Beside { own, others: mean(&correlations) }),
            used: share(self.highest) - share(self.lowest),
            level: share(self.mean),
            spread: spread.map(|own| Beside { own, others: mean(&squares).sqrt() }),
            signs: Vec::new(),
        };
        habit.signs = signs(&habit);
        habit
    }
}

/// Fisher's z of a correlation varies by about √(1/(n − 3)), the logarithm of a standard deviation by about √(1/(2(n − 1))).
fn signs(of: &Habit) -> Vec<Sign> {
    if of.scorecards < ENOUGH {
        return Vec::new();
    }
    let n = of.scorecards as f64;
    let z = |r: f64| libm::atanh(r.clamp(-0.999, 0.999));
    let halo = of.halo.filter(|halo| {
        halo.own - halo.others > HALO && z(halo.own) - z(halo.others) > HUNDREDTH / (n - 3.0).sqrt()
    });
    let ratio = of.spread.filter(|spread| spread.others > 0.0).map(|spread| spread.own / spread.others);
    let beyond = |ratio: f64| libm::log(ratio).abs() > HUNDREDTH / (2.0 * (n - 1.0)).sqrt();
    let range = ratio.filter(|ratio| beyond(*ratio)).and_then(|ratio| match ratio {
        ratio if ratio < NARROW && (1.0 / 3.0..=2.0 / 3.0).contains(&of.level) => Some(Sign::Central),
        ratio if ratio < NARROW => Some(Sign::Narrow),
        ratio if ratio > 1.0 / NARROW => Some(Sign::Wide),
        _ => None,
    });
    halo.map(|_| Sign::Halo).into_iter().chain(range).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Pearson's correlation; none of fewer pairs than are told, or where one side does not vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let count = pairs.len() as f64;
    let (x, y) =
        (pairs.iter().map(|p| p.0).sum::<f64>() / count, pairs.iter().map(|p| p.1).sum::<f64>() / count);
    let sum = |f: fn(f64, f64) -> f64| pairs.iter().map(|p| f(p.0 - x, p.1 - y)).sum::<f64>();
    let (xx, yy, xy) = (sum(|x, _| x * x), sum(|_, y| y * y), sum(|x, y| x * y));
    (pairs.len() >= SHOWN && xx > 0.0 && yy > 0.0).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests;
