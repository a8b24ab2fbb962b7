//! The last few things that took long to figure, by what they were figured from. Nothing is kept but in memory.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many are kept.
const MOST: usize = 4;

/// What was figured lately; two are equal when they were figured from the same.
pub(super) struct Kept<T>(Mutex<VecDeque<Arc<T>>>);

impl<T: PartialEq> Kept<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }

    /// The one that equals this, or else this one; the one asked for longest ago makes room.
    pub(super) fn like(&self, this: T) -> Arc<T> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = last.iter().position(|kept| **kept == this);
        let kept = at.and_then(|at| last.remove(at)).unwrap_or_else(|| Arc::new(this));
        last.push_front(Arc::clone(&kept));
        last.truncate(MOST);
        kept
    }
}
