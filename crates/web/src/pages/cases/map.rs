//! The places of an answer as cells on a map: geometry alone, colours are the style's. The list of cells beside it is its twin in words.

use super::{address, parameter, without};
use crate::app::App;
use crate::extract::Pairs;
use crate::labels;
use crate::view::View;
use kapok_engine::remember::{Cell, DEGREES, Facet, FacetCount, Request};

/// The northern and southern edge of what is drawn, in degrees: nobody enters from beyond.
const NORTH: i32 = 80;
const SOUTH: i32 = -60;
/// Steps of colour.
const STEPS: f64 = 5.0;

/// A map; a degree is a unit of the drawing.
pub(super) struct Map {
    pub(super) height: i32,
    pub(super) tiles: Vec<Tile>,
    /// Where the equator is.
    pub(super) equator: i32,
}

/// A cell that leads to its cases.
pub(super) struct Tile {
    pub(super) x: i32,
    pub(super) y: i32,
    /// The step of colour, from 1.
    pub(super) shade: u32,
    pub(super) chosen: bool,
    /// Its edges and the count, in words.
    pub(super) label: String,
    pub(super) href: String,
}

impl Map {
    /// The side of a cell.
    pub(super) const SIDE: i32 = DEGREES;

    /// The counts of an answer by cell; nothing when no place is known.
    pub(super) fn of(
        app: &App,
        view: &View,
        request: &Request,
        pairs: &Pairs,
        counts: &[FacetCount],
    ) -> Option<Self> {
        let cells: Vec<(Cell, &FacetCount)> = counts
            .iter()
            .filter_map(|count| Some((Cell::parse(&count.value)?, count)))
            .filter(|(cell, count)| count.count > 0 && (SOUTH..NORTH).contains(&cell.south))
            .collect();
        let most = cells.iter().map(|(_, count)| count.count).max()?;
        let chosen = request.filters.values.get(&Facet::Cell);
        let kept = without(pairs, &[parameter(Facet::Cell), "cursor"]);
        let tile = |(cell, count): &(Cell, &FacetCount)| {
            let mut asked = kept.clone();
            asked.push((parameter(Facet::Cell).to_owned(), count.value.clone()));
            let name = labels::facet_value(view.locale, app.engine().themes(), Facet::Cell, &count.value);
            let number = usize::try_from(count.count).unwrap_or(usize::MAX);
            Tile {
                x: cell.west + 180,
                y: NORTH - DEGREES - cell.south,
                shade: shade(count.count, most),
                chosen: chosen.is_some_and(|chosen| chosen.contains(&count.value)),
                label: view.say_with("library-bar", &[("years", name.into()), ("count", number.into())]),
                href: address("/cases", &asked),
            }
        };
        Some(Self { height: NORTH - SOUTH, tiles: cells.iter().map(tile).collect(), equator: NORTH })
    }
}

/// Steps by the logarithm: a continent of single cases is seen beside a country of hundreds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 5")]
fn shade(count: u64, most: u64) -> u32 {
    let share = (count as f64).ln_1p() / (most as f64).ln_1p();
    (share * STEPS).ceil().clamp(1.0, STEPS) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_cases_are_never_drawn_lighter() {
        for most in [1, 7, 1_361, 1_000_000] {
            let shades: Vec<u32> = [1, 2, 7, 50, 1_361, 1_000_000]
                .into_iter()
                .filter(|n| *n <= most)
                .map(|n| shade(n, most))
                .collect();
            assert!(shades.is_sorted() && shades.last() == Some(&5), "{shades:?}");
        }
    }
}
