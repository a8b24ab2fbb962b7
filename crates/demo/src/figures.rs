//! The figures of an initiative: counts that grow with the city, measures before and after, and what it costs.

use crate::kinds::{Kind, Measure, Texts};
use crate::money;
use crate::numbers::figure;
use crate::places::{Place, Tongue};
use crate::prose::Measured;
use kapok_base::Stream;
use std::collections::BTreeMap;

/// The figures of one initiative, the same in every sentence.
pub(crate) struct Figures<'a> {
    kind: &'a Kind,
    place: &'a Place,
    pub(crate) numbers: Vec<f64>,
    measures: Vec<(f64, f64)>,
}

impl<'a> Figures<'a> {
    pub(crate) fn draw(kind: &'a Kind, place: &'a Place, chance: &Stream) -> Self {
        let grown = size(place);
        let growth = growth(place);
        let mut numbers: Vec<f64> = Vec::new();
        for count in &kind.numbers {
            let other = |at: Option<usize>| numbers.get(at?).copied();
            let drawn = match (other(count.within), other(count.per)) {
                (Some(whole), _) => whole * within([0.45, 0.8], chance),
                (None, Some(each)) => each * within(count.range, chance),
                _ if count.fixed || count.range[1] <= SMALL => between(count.range, grown, chance),
                _ => within(count.range, chance) * growth,
            };
            numbers.push(drawn.round().max(2.0));
        }
        let measure = |measure: &Measure| {
            let drawn = if measure.dear {
                dear(measure.before, place, chance)
            } else {
                within(measure.before, chance)
            };
            // What was counted in dozens has no halves in a small town either.
            let counted = measure.whole || (measure.scale && measure.before[0] >= FEWEST);
            let exact = |value: f64| rounded(if counted { value.round().max(2.0) } else { value });
            let before = exact(if measure.scale { drawn * growth } else { drawn });
            let before = if counted { before.max(8.0) } else { before };
            let mut after = exact(before * within(measure.after, chance));
            if measure.means.contains("per cent") {
                after = after.min(94.0);
            }
            (before, after)
        };
        Self {
            kind,
            place,
            numbers: numbers.into_iter().map(rounded).collect(),
            measures: kind.indicators.iter().map(measure).collect(),
        }
    }

    pub(crate) fn words(&self, tongue: Tongue) -> BTreeMap<&'static str, String> {
        let counts = self.numbers.iter().map(|number| figure(*number, tongue));
        let keys = [["b1", "a1"], ["b2", "a2"], ["b3", "a3"]].into_iter().zip(self.before_and_after(tongue));
        let measures = keys.flat_map(|(keys, figures)| keys.into_iter().zip(figures));
        ["n1", "n2", "n3"].into_iter().zip(counts).chain(measures).collect()
    }

    pub(crate) fn measured(&self, texts: &Texts, tongue: Tongue) -> Vec<Measured> {
        let rows = texts.indicators.iter().zip(self.before_and_after(tongue));
        rows.map(|(name, [before, after])| Measured { name: name.clone(), before, after }).collect()
    }

    /// The measures as they are written; money in the currency of the place.
    fn before_and_after(&self, tongue: Tongue) -> impl Iterator<Item = [String; 2]> {
        let rows = self.kind.indicators.iter().zip(&self.measures);
        rows.map(move |(measure, (before, after))| {
            [*before, *after].map(|value| match measure.dollars {
                Some(dollars) => money::amount(value * dollars / 1e6, self.place, tongue),
                None => figure(value, tongue),
            })
        })
    }
}

/// A count that may be as small as this does not grow with the city.
const SMALL: f64 = 100.0;

/// A range that grows with the city and begins here is one of things, not of amounts.
const FEWEST: f64 = 20.0;

/// How many times as many of a thing a place has as a city of a million: fewer than in proportion, since much is not for all.
fn growth(place: &Place) -> f64 {
    let people = f64::from(u32::try_from(place.population).unwrap_or(u32::MAX));
    (people / 1e6).powf(0.7).clamp(0.06, 3.5)
}

/// How large a place is between a town (0) and a megacity (1).
fn size(place: &Place) -> f64 {
    let people = f64::from(u32::try_from(place.population).unwrap_or(u32::MAX));
    ((people.log10() - 4.5) / 2.6).clamp(0.0, 1.0)
}

/// What it costs, in millions of US dollars: as much as is counted, where the kind says what one of these costs.
pub(crate) fn cost(kind: &Kind, place: &Place, numbers: &[f64], chance: &Stream) -> f64 {
    match kind.each.as_ref().and_then(|each| Some((each, numbers.get(each.of)?))) {
        Some((each, count)) => (count * dear(each.cost, place, chance)).clamp(kind.cost[0], kind.cost[1]),
        None => between(kind.cost, size(place), chance),
    }
}

/// A figure in a range that leans to its end the larger the place is.
fn between(range: [f64; 2], grown: f64, chance: &Stream) -> f64 {
    leaning(range, 0.6 * grown + 0.4 * unit(chance))
}

/// A figure in a range that leans to its end the dearer the place is.
fn dear(range: [f64; 2], place: &Place, chance: &Stream) -> f64 {
    leaning(range, 0.7 * place.prices() + 0.3 * unit(chance))
}

/// From the start of a range (0) to its end (1), in steps that multiply: half-way from 1 to 100 is 10.
fn leaning(range: [f64; 2], lean: f64) -> f64 {
    range[0] * (range[1] / range[0]).powf(lean)
}

fn within(range: [f64; 2], chance: &Stream) -> f64 {
    range[0] + (range[1] - range[0]) * unit(chance)
}

/// As many digits as an officer would write: two or three that count, a decimal below ten.
fn rounded(value: f64) -> f64 {
    let step = match value {
        v if v < 10.0 => 0.1,
        v if v < 200.0 => 1.0,
        v if v < 1_000.0 => 5.0,
        v if v < 10_000.0 => 10.0,
        _ => 100.0,
    };
    (value / step).round() * step
}

fn unit(chance: &Stream) -> f64 {
    f64::from(u32::try_from(chance.below(10_001)).unwrap_or(0)) / 10_000.0
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::places::place;
    use kapok_base::Random;

    #[test]
    fn what_is_counted_costs_more_where_things_are_dearer() {
        let kind = crate::kinds::kind("food-policy").unwrap();
        let [poor, middling, rich] = ["Khulna", "Qingdao", "Oslo"].map(|name| {
            cost(kind, place(name).unwrap(), &[100.0], &Random::seeded(2012).stream("one and the same"))
        });
        assert!(poor < middling && middling < rich, "{poor}, {middling}, {rich}");
        assert!(poor >= kind.cost[0] && rich <= kind.cost[1], "{poor}, {rich}");
    }
}
