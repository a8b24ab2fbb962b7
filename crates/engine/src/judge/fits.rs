//! The last rounds that were fitted: as long as no scorecard changes, the same numbers are not computed again for every page.
//! Nothing is kept but in memory, and only for the very same scores.

use kapok_base::Random;
use kapok_measure::mixed::{self, Chance, Fit, Judges, Observation, TooLittle};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Rounds that are kept.
const KEPT: usize = 4;

static LAST: Mutex<VecDeque<Arc<Fitted>>> = Mutex::new(VecDeque::new());

/// Chances with what was asked: places, draws and seed.
type Asked = ([u64; 3], Arc<Vec<Chance>>);

/// Scores with what the model makes of them, judges fixed.
pub(super) struct Fitted {
    scores: Vec<Observation>,
    fit: OnceLock<Result<Fit, TooLittle>>,
    /// The chances that were asked for last.
    chances: Mutex<Option<Asked>>,
}

impl Fitted {
    /// The fit of these scores.
    pub(super) fn of(scores: Vec<Observation>) -> Arc<Self> {
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        let at = last.iter().position(|fitted| fitted.scores == scores);
        let fitted = at.and_then(|at| last.remove(at));
        let fitted = fitted
            .unwrap_or_else(|| Arc::new(Self { scores, fit: OnceLock::new(), chances: Mutex::new(None) }));
        last.push_front(Arc::clone(&fitted));
        last.truncate(KEPT);
        fitted
    }

    pub(super) fn scores(&self) -> &[Observation] {
        &self.scores
    }

    /// What the model makes of them; whoever asks meanwhile waits for the first.
    pub(super) fn fit(&self) -> &Result<Fit, TooLittle> {
        self.fit.get_or_init(|| mixed::fit(&self.scores, Judges::Fixed))
    }

    /// The chances of being among the best `places`, by so many draws from the stream `standings` of a seed.
    pub(super) fn chances(&self, fit: &Fit, places: usize, draws: usize, seed: u64) -> Arc<Vec<Chance>> {
        let asked = [places as u64, draws as u64, seed];
        let mut chances = self.chances.lock().unwrap_or_else(PoisonError::into_inner);
        match &*chances {
            Some((known, found)) if *known == asked => Arc::clone(found),
            _ => {
                let stream = Random::seeded(seed).stream("standings");
                let found = Arc::new(fit.chances(places, draws, &stream));
                *chances = Some((asked, Arc::clone(&found)));
                found
            }
        }
    }
}
