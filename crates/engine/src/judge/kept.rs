//! The last few things that took long to figure, by what they were figured from. Nothing is kept but in memory.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many are kept.
const MOST: usize = 4;

/// What was figured lately; the one asked for longest ago makes room.
pub(super) struct Kept<K, T>(Mutex<VecDeque<Arc<Figured<K, T>>>>);

/// Something with what it is figured from.
pub(super) struct Figured<K, T> {
    from: K,
    found: OnceLock<T>,
}

impl<K, T> Figured<K, T> {
    pub(super) fn from(&self) -> &K {
        &self.from
    }

    /// What was found, if it was looked for.
    pub(super) fn get(&self) -> Option<&T> {
        self.found.get()
    }

    /// What was found; whoever asks meanwhile waits for the first.
    pub(super) fn found(&self, figure: impl FnOnce() -> T) -> &T {
        self.found.get_or_init(|| {
            let _busy = Busy::begin();
            figure()
        })
    }
}

/// How many things are being figured now.
static BUSY: AtomicUsize = AtomicUsize::new(0);

/// Whether figures of any round are being worked out just now: what waits for them may take seconds.
#[must_use]
pub fn is_figuring() -> bool {
    BUSY.load(Ordering::Relaxed) > 0
}

/// Counted as long as it lives, also when what is figured panics.
struct Busy;

impl Busy {
    fn begin() -> Self {
        BUSY.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        BUSY.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<K: PartialEq, T> Kept<K, T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(VecDeque::new()))
    }

    /// What is figured from this, whether it was already or not.
    pub(super) fn of(&self, from: K) -> Arc<Figured<K, T>> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = last.iter().position(|kept| kept.from == from);
        let kept = at.and_then(|at| last.remove(at));
        let kept = kept.unwrap_or_else(|| Arc::new(Figured { from, found: OnceLock::new() }));
        last.push_front(Arc::clone(&kept));
        last.truncate(MOST);
        kept
    }
}
