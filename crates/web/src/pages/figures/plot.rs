//! The plot of a table: bars where one side has few values, a heat map otherwise. Geometry alone; colours are the style's.

use crate::api::figures::table::{Table, Value};

/// Values of one side that are told apart by colour.
const SERIES: usize = 5;
/// Values of a side that are drawn; the table has them all.
const DRAWN: usize = 24;
/// Letters of a label that are drawn.
const LETTERS: usize = 26;
/// Steps of colour of a heat map.
const STEPS: u64 = 5;

/// The canvas' width, and the room for labels, in units of the drawing.
const WIDTH: usize = 960;
const LABELS: usize = 230;
const HEAD: usize = 150;
const BAR: usize = 16;
const GAP: usize = 12;
const TILE: usize = 28;

/// A text on the canvas.
pub(super) struct Mark {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) text: String,
}

/// A rectangle on the canvas, with its number.
pub(super) struct Shape {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Of a bar the series, of a tile the step of colour, from 1.
    pub(super) shade: u64,
    pub(super) number: Mark,
}

/// A drawing of a table.
pub(super) struct Plot {
    pub(super) is_heat: bool,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) shapes: Vec<Shape>,
    pub(super) labels: Vec<Mark>,
    /// Labels that stand on end, above the columns of a heat map.
    pub(super) heads: Vec<Mark>,
    /// What the colours of bars stand for.
    pub(super) legend: Vec<(usize, String)>,
    /// Whether the table has values that are not drawn.
    pub(super) is_part: bool,
}

impl Plot {
    /// Draws a table; nothing when there is nothing in it.
    pub(super) fn of(table: &Table) -> Option<Self> {
        if table.total() == 0 {
            return None;
        }
        let (rows, columns) = (drawn(&table.rows), drawn(&table.columns));
        let is_part = rows.len() < table.rows.len() || columns.len() < table.columns.len();
        let plot = if columns.len() <= SERIES {
            bars(rows, columns, |row, column| table.cell(row, column))
        } else if rows.len() <= SERIES {
            bars(columns, rows, |column, row| table.cell(row, column))
        } else {
            heat(rows, columns, |row, column| table.cell(row, column))
        };
        Some(Self { is_part, ..plot })
    }
}

fn drawn(values: &[Value]) -> &[Value] {
    values.get(..DRAWN).unwrap_or(values)
}

/// Groups of bars, one group a value of `groups`, one bar a value of `series`.
fn bars(groups: &[Value], series: &[Value], count: impl Fn(&Value, &Value) -> u64) -> Plot {
    let counts: Vec<Vec<u64>> =
        groups.iter().map(|group| series.iter().map(|one| count(group, one)).collect()).collect();
    let most = counts.iter().flatten().copied().max().unwrap_or_default();
    let room = WIDTH - LABELS - 70;
    let group_height = series.len() * BAR + GAP;
    let mut shapes = Vec::new();
    for (at, counts) in counts.iter().enumerate() {
        for (which, count) in counts.iter().enumerate() {
            let y = at * group_height + which * BAR;
            let width = part(*count, most, room);
            let number = Mark { x: LABELS + width + 6, y: y + BAR - 4, text: count.to_string() };
            let shade = which as u64 + 1;
            shapes.push(Shape { x: LABELS, y, width, height: BAR - 2, shade, number });
        }
    }
    let label = |(at, group): (usize, &Value)| Mark {
        x: LABELS - 8,
        y: at * group_height + (series.len() * BAR).div_ceil(2) + 4,
        text: short(&group.label),
    };
    Plot {
        is_heat: false,
        width: WIDTH,
        height: groups.len() * group_height,
        shapes,
        labels: groups.iter().enumerate().map(label).collect(),
        heads: Vec::new(),
        legend: series.iter().enumerate().map(|(at, one)| (at + 1, one.label.clone())).collect(),
        is_part: false,
    }
}

/// Tiles whose colour deepens with their number.
fn heat(rows: &[Value], columns: &[Value], count: impl Fn(&Value, &Value) -> u64) -> Plot {
    let counts: Vec<Vec<u64>> =
        rows.iter().map(|row| columns.iter().map(|column| count(row, column)).collect()).collect();
    let most = counts.iter().flatten().copied().max().unwrap_or_default();
    let wide = ((WIDTH - LABELS) / columns.len().max(1)).min(2 * TILE);
    let mut shapes = Vec::new();
    for (at, counts) in counts.iter().enumerate() {
        for (which, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (x, y) = (LABELS + which * wide, HEAD + at * TILE);
            let number = Mark { x: x + wide / 2, y: y + TILE / 2 + 4, text: count.to_string() };
            let shade = (count * STEPS).div_ceil(most.max(1)).clamp(1, STEPS);
            shapes.push(Shape { x, y, width: wide - 2, height: TILE - 2, shade, number });
        }
    }
    let label = |(at, row): (usize, &Value)| Mark {
        x: LABELS - 8,
        y: HEAD + at * TILE + TILE / 2 + 4,
        text: short(&row.label),
    };
    let head = |(at, column): (usize, &Value)| Mark {
        x: LABELS + at * wide + wide / 2 + 4,
        y: HEAD - 8,
        text: short(&column.label),
    };
    Plot {
        is_heat: true,
        width: LABELS + columns.len() * wide + HEAD / 2,
        height: HEAD + rows.len() * TILE,
        shapes,
        labels: rows.iter().enumerate().map(label).collect(),
        heads: columns.iter().enumerate().map(head).collect(),
        legend: Vec::new(),
        is_part: false,
    }
}

/// The share of `room` that `count` takes of `most`, at least one unit for what is not nothing.
fn part(count: u64, most: u64, room: usize) -> usize {
    let share = count.saturating_mul(room as u64) / most.max(1);
    usize::try_from(share).unwrap_or(room).max(usize::from(count > 0))
}

fn short(label: &str) -> String {
    match label.chars().count() > LETTERS {
        true => label.chars().take(LETTERS - 1).chain(['…']).collect(),
        false => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(count: usize) -> Vec<Value> {
        (0..count).map(|n| Value { value: n.to_string(), label: format!("Value {n}"), count: 1 }).collect()
    }

    #[test]
    fn bars_are_as_long_as_their_numbers_and_stay_on_the_canvas() {
        let plot =
            bars(&values(3), &values(2), |group, one| match (group.value.as_str(), one.value.as_str()) {
                ("0", "0") => 1000,
                ("1", "0") => 500,
                ("2", "1") => 1,
                _ => 0,
            });
        let widths: Vec<_> =
            plot.shapes.iter().map(|shape| (shape.number.text.as_str(), shape.width)).collect();
        let full = WIDTH - LABELS - 70;
        assert_eq!(widths, [("1000", full), ("0", 0), ("500", full / 2), ("0", 0), ("0", 0), ("1", 1)]);
        assert_eq!((plot.legend.len(), plot.labels.len()), (2, 3));
        assert!(plot.shapes.iter().all(|s| s.x + s.width < plot.width && s.y + s.height <= plot.height));
    }

    #[test]
    fn tiles_deepen_with_their_numbers_and_nothing_is_drawn_for_nothing() {
        let plot =
            heat(&values(7), &values(6), |row, column| match (row.value.as_str(), column.value.as_str()) {
                ("0", "0") => 100,
                ("1", "0") => 50,
                ("6", "5") => 1,
                _ => 0,
            });
        let shades: Vec<_> =
            plot.shapes.iter().map(|shape| (shape.number.text.as_str(), shape.shade)).collect();
        assert_eq!(shades, [("100", 5), ("50", 3), ("1", 1)]);
        assert!(plot.shapes.iter().all(|s| s.x + s.width < plot.width && s.y + s.height <= plot.height));
    }

    #[test]
    fn long_labels_are_cut() {
        assert_eq!(short("Energy"), "Energy");
        assert_eq!(short(&"字".repeat(40)).chars().count(), LETTERS);
    }
}
