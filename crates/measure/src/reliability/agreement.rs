//! Agreement where scores are missing (Krippendorff's alpha) or only order counts (Kendall's W).

use super::finite;

/// What makes two scores differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Names: differing or not.
    Nominal,
    /// Order: by how many scores lie between.
    Ordinal,
    /// Distance.
    Interval,
    /// Proportion; for scores from 0 upwards.
    Ratio,
}

/// Krippendorff's alpha ("Content Analysis", 2004, chapter 11) of what each entry received; a missing score is left out
/// and an entry with one score says nothing. 1 is agreement, 0 what chance would give. `None` when no two scores are
/// comparable, when all are the same, or when the metric does not fit the values.
#[must_use]
pub fn alpha(metric: Metric, entries: &[Vec<f64>]) -> Option<f64> {
    let mut values: Vec<f64> = entries.iter().filter(|e| e.len() > 1).flatten().map(|v| v + 0.0).collect();
    let negative = metric == Metric::Ratio && values.iter().any(|v| *v < 0.0);
    if negative || values.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let scores = values.len() as f64;
    values.sort_by(f64::total_cmp);
    values.dedup();
    let mut coincidences = vec![vec![0.0; values.len()]; values.len()];
    for counts in counts(&values, entries) {
        let of_entry: usize = counts.iter().sum();
        for (c, row) in coincidences.iter_mut().enumerate() {
            for (k, cell) in row.iter_mut().enumerate() {
                let others = if c == k { counts[k].saturating_sub(1) } else { counts[k] };
                *cell += (counts[c] * others) as f64 / (of_entry - 1) as f64;
            }
        }
    }
    let totals: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..values.len() {
        for k in c + 1..values.len() {
            let difference = metric.difference(&values, &totals, c, k);
            observed += coincidences[c][k] * difference;
            expected += totals[c] * totals[k] * difference;
        }
    }
    finite(1.0 - (scores - 1.0) * observed / expected)
}

/// How often each entry received each value; sorted, so that sums do not depend on the order given.
fn counts(values: &[f64], entries: &[Vec<f64>]) -> Vec<Vec<usize>> {
    let count = |entry: &Vec<f64>| -> Vec<usize> {
        values.iter().map(|value| entry.iter().filter(|v| *v == value).count()).collect()
    };
    let mut counts: Vec<Vec<usize>> = entries.iter().filter(|e| e.len() > 1).map(count).collect();
    counts.sort();
    counts
}

impl Metric {
    /// The squared difference between two of the sorted values.
    fn difference(self, values: &[f64], totals: &[f64], c: usize, k: usize) -> f64 {
        let distance = match self {
            Self::Nominal => 1.0,
            Self::Ordinal => totals[c..=k].iter().sum::<f64>() - (totals[c] + totals[k]) / 2.0,
            Self::Interval => values[k] - values[c],
            Self::Ratio => (values[k] - values[c]) / (values[k] + values[c]),
        };
        distance * distance
    }
}

/// Kendall's coefficient of concordance W, corrected for ties (Kendall, "Rank Correlation Methods", 1948, chapter 6), of
/// a table with one row for each entry and one column for each judge: 1 when all order alike. `None` when it has gaps,
/// fewer than two rows, or only ties.
#[must_use]
pub fn concordance(table: &[Vec<f64>]) -> Option<f64> {
    let (rows, columns) = (table.len(), table.first()?.len());
    if table.iter().any(|row| row.len() != columns || row.iter().any(|v| !v.is_finite())) {
        return None;
    }
    let (n, m) = (rows as f64, columns as f64);
    let mut sums = vec![0.0; rows];
    let mut ties = 0.0;
    for judge in 0..columns {
        for (sum, row) in sums.iter_mut().zip(table) {
            let below = table.iter().filter(|other| other[judge] < row[judge]).count() as f64;
            let equal = table.iter().filter(|other| other[judge] == row[judge]).count() as f64;
            *sum += below + (equal + 1.0) / 2.0;
            // Over the members of a group of t this adds t³ − t.
            ties += equal * equal - 1.0;
        }
    }
    let mean = m * (n + 1.0) / 2.0;
    let spread: f64 = sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    if most > 0.0 { finite(12.0 * spread / most) } else { None }
}
