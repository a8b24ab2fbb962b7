//! Intraclass correlations (Shrout and Fleiss, "Intraclass correlations: uses in assessing rater reliability", 1979).

use super::finite;

/// The six intraclass correlations of a complete table, and the mean squares behind them. A coefficient is absent where
/// its denominator vanishes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intraclass {
    /// ICC(1,1): one score, each entry with judges of its own.
    pub one_way: Option<f64>,
    /// ICC(2,1): one score, the same judges for all, drawn from many.
    pub two_way_random: Option<f64>,
    /// ICC(3,1): one score, these judges and no others; severity does not count as error.
    pub two_way_fixed: Option<f64>,
    /// ICC(1,k): the mean of all judges.
    pub one_way_mean: Option<f64>,
    /// ICC(2,k): the mean of all judges.
    pub two_way_random_mean: Option<f64>,
    /// ICC(3,k): the mean of all judges.
    pub two_way_fixed_mean: Option<f64>,
    /// Mean square between entries.
    pub between: f64,
    /// Mean square within entries.
    pub within: f64,
    /// Mean square between judges.
    pub judges: f64,
    /// Residual mean square.
    pub residual: f64,
}

/// The intraclass correlations of a table with one row for each entry and one column for each judge. `None` when it is
/// smaller than two by two, has gaps or values that are not finite.
#[must_use]
pub fn intraclass(table: &[Vec<f64>]) -> Option<Intraclass> {
    let (rows, columns) = (table.len(), table.first()?.len());
    let whole = table.iter().all(|row| row.len() == columns && row.iter().all(|v| v.is_finite()));
    if rows < 2 || columns < 2 || !whole {
        return None;
    }
    let (n, k) = (rows as f64, columns as f64);
    let mean = table.iter().flatten().sum::<f64>() / (n * k);
    let square = |value: f64| (value - mean) * (value - mean);
    let row_means = table.iter().map(|row| row.iter().sum::<f64>() / k);
    let column_means = (0..columns).map(|c| table.iter().map(|row| row[c]).sum::<f64>() / n);
    let between = k * row_means.map(square).sum::<f64>();
    let judges = n * column_means.map(square).sum::<f64>();
    let total = table.iter().flatten().map(|value| square(*value)).sum::<f64>();
    let residual = (total - between - judges).max(0.0) / ((n - 1.0) * (k - 1.0));
    let within = (total - between).max(0.0) / (n * (k - 1.0));
    let (between, judges) = (between / (n - 1.0), judges / (k - 1.0));
    Some(Intraclass {
        one_way: finite((between - within) / (between + (k - 1.0) * within)),
        two_way_random: finite(
            (between - residual) / (between + (k - 1.0) * residual + k * (judges - residual) / n),
        ),
        two_way_fixed: finite((between - residual) / (between + (k - 1.0) * residual)),
        one_way_mean: finite((between - within) / between),
        two_way_random_mean: finite((between - residual) / (between + (judges - residual) / n)),
        two_way_fixed_mean: finite((between - residual) / between),
        between,
        within,
        judges,
        residual,
    })
}
