//! Cells of the map: squares of ten degrees, named after their south-western corner.

use std::fmt;

/// A side of a cell in degrees.
pub const DEGREES: i32 = 10;

/// A cell; as text `20N110E` lies between 20° and 30° north, 110° and 120° east.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Its southern edge in degrees, -90 to 80.
    pub south: i32,
    /// Its western edge in degrees, -180 to 170.
    pub west: i32,
}

impl Cell {
    /// The cell of a place; the north pole and the 180th meridian belong to the cells south and east of them.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "casting a float saturates, and what is off the globe is put on its edge"
    )]
    pub fn of(lat: f64, lon: f64) -> Self {
        let edge = |degrees: f64| (degrees / f64::from(DEGREES)).floor() as i32 * DEGREES;
        let south = edge(lat.clamp(-90.0, 90.0)).min(90 - DEGREES);
        let west = edge(lon.clamp(-180.0, 180.0));
        Self { south, west: if west == 180 { -180 } else { west } }
    }

    /// Reads the name of a cell.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let at = name.find(['N', 'S'])?;
        let (lat, lon) = name.split_at_checked(at + 1)?;
        let edge = |text: &str, forward: char, back: char| {
            let degrees = text.strip_suffix([forward, back])?.parse::<u16>().ok()?;
            Some(if text.ends_with(back) { -i32::from(degrees) } else { i32::from(degrees) })
        };
        let cell = Self { south: edge(lat, 'N', 'S')?, west: edge(lon, 'E', 'W')? };
        (Self::of(f64::from(cell.south), f64::from(cell.west)) == cell).then_some(cell)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ns, ew) = (if self.south < 0 { 'S' } else { 'N' }, if self.west < 0 { 'W' } else { 'E' });
        write!(f, "{}{ns}{}{ew}", self.south.abs(), self.west.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_cell_that_is_read_again() {
        for (lat, lon, name) in [
            (23.13, 113.26, "20N110E"),
            (-23.55, -46.63, "30S50W"),
            (0.0, 0.0, "0N0E"),
            (-0.1, -0.1, "10S10W"),
            (90.0, 180.0, "80N180W"),
            (-90.0, -180.0, "90S180W"),
            (f64::INFINITY, f64::NEG_INFINITY, "80N180W"),
        ] {
            let cell = Cell::of(lat, lon);
            assert_eq!(cell.to_string(), name);
            assert_eq!(Cell::parse(name), Some(cell));
        }
        for wrong in
            ["", "N", "21N110E", "20N", "20N110", "95N0E", "20Né", "-20N10E", "10E20N", "90N0E", "0N180E"]
        {
            assert_eq!(Cell::parse(wrong), None, "{wrong}");
        }
    }
}
