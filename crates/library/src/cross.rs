//! Two properties of the same things crossed: how many have both, how many each.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Counts of things by two of their properties.
///
/// A thing may have several values of a property (themes, goals): it counts under each of them, and once in the total.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cross {
    /// How many things there are.
    pub total: u64,
    /// How many have each value of the first property.
    pub rows: BTreeMap<String, u64>,
    /// How many have each value of the second property.
    pub columns: BTreeMap<String, u64>,
    /// How many have both; what nothing has is absent.
    pub cells: BTreeMap<(String, String), u64>,
}

impl Cross {
    /// Counts things, each with its values of both properties.
    #[must_use]
    pub fn tally(things: impl IntoIterator<Item = (BTreeSet<String>, BTreeSet<String>)>) -> Self {
        let mut cross = Self::default();
        for (rows, columns) in things {
            cross.total += 1;
            for row in &rows {
                *cross.rows.entry(row.clone()).or_default() += 1;
                for column in &columns {
                    *cross.cells.entry((row.clone(), column.clone())).or_default() += 1;
                }
            }
            for column in columns {
                *cross.columns.entry(column).or_default() += 1;
            }
        }
        cross
    }

    /// How many have both values.
    #[must_use]
    pub fn cell(&self, row: &str, column: &str) -> u64 {
        self.cells.get(&(row.to_owned(), column.to_owned())).copied().unwrap_or_default()
    }

    /// Whether the rows, or the columns, add up to more than the total, because something has several values.
    #[must_use]
    pub fn counts_twice(&self) -> bool {
        self.rows.values().sum::<u64>() > self.total || self.columns.values().sum::<u64>() > self.total
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(values: &[&str]) -> BTreeSet<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn a_thing_with_several_values_counts_under_each_and_once_in_all() {
        let cross = Cross::tally([
            (set(&["FR"]), set(&["water", "energy"])),
            (set(&["FR"]), set(&["water"])),
            (set(&["none"]), set(&["none"])),
        ]);
        assert_eq!((cross.total, cross.cell("FR", "water"), cross.cell("FR", "energy")), (3, 2, 1));
        assert_eq!((cross.cell("none", "water"), cross.rows["none"], cross.columns["energy"]), (0, 1, 1));
        assert!(cross.counts_twice());
    }

    proptest! {
        #[test]
        fn no_cell_is_more_than_its_row_or_its_column_and_single_values_add_up(
            things in prop::collection::vec((prop::collection::btree_set("[ab]", 1..3), "[xyz]"), 0..30)
        ) {
            let cross = Cross::tally(things.iter().cloned().map(|(rows, column)| (rows, set(&[&column]))));
            prop_assert_eq!(cross.total, things.len() as u64);
            prop_assert_eq!(cross.columns.values().sum::<u64>(), cross.total);
            for ((row, column), count) in &cross.cells {
                prop_assert!(*count <= cross.rows[row] && *count <= cross.columns[column]);
            }
            let several = things.iter().any(|(rows, _)| rows.len() > 1);
            prop_assert_eq!(cross.counts_twice(), several);
        }
    }
}
