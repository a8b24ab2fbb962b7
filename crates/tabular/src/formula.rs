//! Cells that a spreadsheet would run are written so that it shows them.

use std::borrow::Cow;

/// Whether a spreadsheet would take a cell for a formula.
pub(crate) fn begins_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
}

/// The cell with an apostrophe before it if a spreadsheet would take it for a formula; numbers stay as they are.
pub(crate) fn neutralised(cell: &str) -> Cow<'_, str> {
    if begins_formula(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before [`neutralised`].
pub(crate) fn restored(cell: &str) -> &str {
    let inner = cell.trim_start_matches('\'');
    if inner.len() < cell.len() && begins_formula(inner) { &cell[1..] } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_are_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-12.5", "-12.5"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("water", "water"),
            ("'quoted'", "'quoted'"),
        ] {
            assert_eq!(neutralised(cell), written);
        }
    }

    proptest! {
        #[test]
        fn every_cell_survives_and_none_begins_a_formula(cell in "['=+@a-]{0,3}.{0,10}") {
            let written = neutralised(&cell);
            prop_assert!(!begins_formula(&written));
            prop_assert_eq!(restored(&written), &*cell);
        }
    }
}
