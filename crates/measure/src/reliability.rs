//! How far judges agree, and how far a standing would come out again: coefficients of the whole round.

mod agreement;
mod intraclass;

pub use agreement::{Metric, alpha, concordance};
pub use intraclass::{Intraclass, intraclass};

/// What scores vary by, as variances of one scorecard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variances {
    /// Between entries: what is looked for.
    pub entries: f64,
    /// Between judges: their severity.
    pub judges: f64,
    /// What is left.
    pub residual: f64,
}

/// How much of the differences between entries' results would be found again with other judges, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generalisability {
    /// Where severity does not disturb the comparison: it has been adjusted for, or all judge all.
    pub adjusted: f64,
    /// Of raw means of entries that had different judges: severity counts as error.
    pub raw: f64,
}

/// The generalisability of means over scorecards where entries have different numbers of them: their harmonic mean
/// stands for the number (Brennan, "Generalizability Theory", 2001, unbalanced designs). `None` without scorecards
/// or variance.
#[must_use]
pub fn generalisability(variances: Variances, scorecards: &[usize]) -> Option<Generalisability> {
    let mut counts: Vec<usize> = scorecards.iter().copied().filter(|n| *n > 0).collect();
    counts.sort_unstable();
    let harmonic = counts.len() as f64 / counts.iter().map(|n| 1.0 / *n as f64).sum::<f64>();
    let share = |error: f64| finite(variances.entries / (variances.entries + error / harmonic));
    Some(Generalisability {
        adjusted: share(variances.residual)?,
        raw: share(variances.judges + variances.residual)?,
    })
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests;
