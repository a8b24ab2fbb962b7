//! The years of an answer as a histogram: geometry alone, colours are the style's. The list of years beside it is its twin in words.

use super::{address, without};
use crate::extract::Pairs;
use crate::view::View;
use kapok_engine::remember::{FacetCount, Request};

/// Most bars.
const MOST: i64 = 40;
/// The height of the canvas, its least width, and the width of a bar and of its narrowest place, in units of the drawing.
const HEIGHT: u64 = 60;
const WIDTH: usize = 120;
const BAR: usize = 8;
const PLACE: usize = 10;
/// How many years a bar may stand for, besides the powers of ten beyond.
const STEPS: [i64; 3] = [1, 2, 5];

/// A histogram.
pub(super) struct Years {
    pub(super) width: usize,
    pub(super) height: u64,
    /// The width of a bar's place, and of the bar.
    pub(super) place: usize,
    pub(super) bar: usize,
    pub(super) bars: Vec<Bar>,
    /// The first and the last year.
    pub(super) ends: [String; 2],
}

/// A bar that leads to its cases.
pub(super) struct Bar {
    pub(super) x: usize,
    pub(super) y: u64,
    pub(super) height: u64,
    pub(super) chosen: bool,
    /// Its years and their count, in words.
    pub(super) label: String,
    pub(super) href: String,
}

impl Years {
    /// The counts of an answer by year; nothing when there are not two years to tell apart.
    pub(super) fn of(view: &View, request: &Request, pairs: &Pairs, counts: &[FacetCount]) -> Option<Self> {
        let counts: Vec<(i64, u64)> =
            counts.iter().filter_map(|c| Some((c.value.parse().ok()?, c.count))).collect();
        let groups = groups(&counts);
        let most = groups.iter().map(|group| group.count).max().filter(|most| *most > 0)?;
        // Two years are not two walls: few bars stand far apart.
        let place = (WIDTH / groups.len().max(1)).max(PLACE);
        let kept = without(pairs, &["year", "year_from", "year_to", "cursor"]);
        let bar = |(at, group): (usize, &Group)| {
            let mut asked = kept.clone();
            asked.extend(
                [("year_from", group.from), ("year_to", group.to)].map(|(n, y)| (n.into(), y.to_string())),
            );
            // Whatever is not nothing is seen.
            let height = (group.count * HEIGHT).div_ceil(most);
            Bar {
                x: at * place,
                y: HEIGHT - height,
                height,
                chosen: group.is_chosen(request),
                label: view.say_with(
                    "library-bar",
                    &[
                        ("years", group.name().into()),
                        ("count", usize::try_from(group.count).unwrap_or(0).into()),
                    ],
                ),
                href: address("/cases", &asked),
            }
        };
        let ends = [groups.first()?.from, groups.last()?.to].map(|year| year.to_string());
        let bars: Vec<Bar> = groups.iter().enumerate().map(bar).collect();
        Some(Self { width: place * bars.len(), height: HEIGHT, place, bar: BAR, bars, ends })
    }
}

/// Years that one bar stands for.
#[derive(Debug, PartialEq, Eq)]
struct Group {
    from: i64,
    to: i64,
    count: u64,
}

impl Group {
    fn name(&self) -> String {
        if self.from == self.to { self.from.to_string() } else { format!("{}–{}", self.from, self.to) }
    }

    fn is_chosen(&self, request: &Request) -> bool {
        let filters = &request.filters;
        let (from, to) = (filters.year_from.map(i64::from), filters.year_to.map(i64::from));
        (from.is_some() || to.is_some())
            && from.is_none_or(|from| from <= self.from)
            && to.is_none_or(|to| self.to <= to)
    }
}

/// The years from the first to the last, those without a case too, in as few years a bar as fit.
fn groups(counts: &[(i64, u64)]) -> Vec<Group> {
    let years = || counts.iter().map(|(year, _)| *year);
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return Vec::new() };
    if first == last {
        return Vec::new();
    }
    let steps = (0..12).flat_map(|power| STEPS.map(|step| step * 10_i64.pow(power)));
    let fits = |step: &i64| last.div_euclid(*step) - first.div_euclid(*step) < MOST;
    let step = steps.into_iter().find(fits).unwrap_or(i64::MAX);
    let bars = first.div_euclid(step)..=last.div_euclid(step);
    let group = |bar: i64| {
        let (from, to) = (bar * step, bar * step + step - 1);
        let within = counts.iter().filter(|(year, _)| (from..=to).contains(year));
        Group { from, to, count: within.map(|(_, count)| count).sum() }
    };
    bars.map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_without_cases_have_a_place_too() {
        let names: Vec<_> = groups(&[(2014, 3), (2012, 1)]).iter().map(|g| (g.name(), g.count)).collect();
        assert_eq!(names, [("2012".into(), 1), ("2013".into(), 0), ("2014".into(), 3)]);
        assert!(groups(&[(2012, 1)]).is_empty() && groups(&[]).is_empty());
    }

    #[test]
    fn any_span_of_years_fits_and_nothing_is_lost() {
        for years in [&[1900, 2020][..], &[-500, 0, 2020], &[i64::from(i32::MIN), i64::from(i32::MAX)]] {
            let counts: Vec<_> = years.iter().map(|year| (*year, 1)).collect();
            let groups = groups(&counts);
            assert!(groups.len() as i64 <= MOST, "{}", groups.len());
            assert_eq!(groups.iter().map(|group| group.count).sum::<u64>(), counts.len() as u64);
        }
    }
}
