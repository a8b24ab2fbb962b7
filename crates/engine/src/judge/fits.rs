//! The last rounds that were fitted: as long as no scorecard changes, the same numbers are not computed again for every page.
//! Nothing is kept but in memory, and only for the very same scores.

use super::kept::{Figured, Kept};
use kapok_base::{RoundId, Stream};
use kapok_judging::round;
use kapok_measure::mixed::{self, Fit, Judges, Observation, TooLittle};
use std::sync::Arc;

static LAST: Kept<Vec<Observation>, Result<Fit, TooLittle>> = Kept::new();

/// Scores with what the model makes of them, judges fixed.
pub(super) struct Fitted(Arc<Figured<Vec<Observation>, Result<Fit, TooLittle>>>);

impl Fitted {
    /// The fit of these scores.
    pub(super) fn of(scores: Vec<Observation>) -> Self {
        Self(LAST.of(scores))
    }

    pub(super) fn scores(&self) -> &[Observation] {
        self.0.from()
    }

    /// What the model makes of them.
    pub(super) fn fit(&self) -> &Result<Fit, TooLittle> {
        self.0.found(|| mixed::fit(self.scores(), Judges::Fixed))
    }
}

/// What is drawn from to tell how sure a round is of itself.
pub(super) fn stream(id: RoundId) -> Stream {
    round::chance(id).stream("standings")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn scores(shift: f64) -> Vec<Observation> {
        let score = |n: usize| {
            let (entry, judge) = (n / 3, (n + n / 3) % 4);
            Observation { entry, judge, value: 5.0 + shift + ((n * 7) % 5) as f64 / 2.0 }
        };
        (0..24).map(score).collect()
    }

    #[test]
    fn the_same_scores_are_fitted_once_and_others_anew() {
        let first = Fitted::of(scores(0.0));
        assert!(Arc::ptr_eq(&first.0, &Fitted::of(scores(0.0)).0));
        let other = Fitted::of(scores(0.25));
        assert!(!Arc::ptr_eq(&first.0, &other.0));
        let level = |fitted: &Fitted| fitted.fit().as_ref().unwrap().level;
        assert!((level(&other) - level(&first) - 0.25).abs() < 1e-9);
        let fresh = mixed::fit(&scores(0.0), Judges::Fixed).unwrap();
        assert_eq!(level(&first), fresh.level);
    }
}
