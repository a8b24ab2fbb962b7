//! Damage found: what lies on disk is compared with what was written, and whatever failed is looked into.
//!
//! Searches read copies of their own (`files`), so that they go on while the index is built anew.

use crate::SearchError;
use crate::index::Index;
use crate::live::Live;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tantivy::Directory;

/// How often everything is read without a reason.
const EVERY: Duration = Duration::from_secs(3600);
/// How often everything is read when something fails: a question that fails again and again is our fault, not the disk's.
const PAUSE: Duration = Duration::from_secs(30);
/// How often a look is repeated because the writer put files together meanwhile.
const LOOKS: usize = 5;

/// Whether something failed, and when everything was last read.
#[derive(Debug)]
pub(crate) struct Suspicion(Mutex<(bool, Instant)>);

impl Default for Suspicion {
    fn default() -> Self {
        Self(Mutex::new((false, Instant::now())))
    }
}

impl Suspicion {
    fn raise(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = true;
    }

    /// After everything was read, or written anew.
    pub(crate) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (false, Instant::now());
    }

    #[cfg(test)]
    fn is_raised(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    /// Whether everything must be read now.
    fn is_due(&self) -> bool {
        let (raised, since) = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.elapsed() > if raised { PAUSE } else { EVERY }
    }
}

impl Index {
    /// Looks at the files on disk: that they are there and untouched, which takes less than a millisecond; every hour, and when
    /// something has failed, that every byte is what was written.
    ///
    /// # Errors
    /// [`SearchError::Damaged`]: the index must be built anew. It answers until then.
    pub fn check(&self) -> Result<(), SearchError> {
        let live = self.live();
        self.pointer_is(&live)?;
        live.is_untouched()?;
        if !self.suspicion.is_due() {
            return Ok(());
        }
        self.read_all()
    }

    /// Looks whether every byte, on disk and of what is served, is what was written.
    ///
    /// # Errors
    /// [`SearchError::Damaged`].
    pub fn read_all(&self) -> Result<(), SearchError> {
        let live = self.live();
        let served = catch_unwind(AssertUnwindSafe(|| live.index.validate_checksum()));
        if !matches!(served, Ok(Ok(broken)) if broken.is_empty()) {
            return Err(SearchError::Damaged("what is served is not what was written".to_owned()));
        }
        // The writer may put files together in the middle of it.
        let mut read = Ok(());
        for _ in 0..LOOKS {
            read = Live::open(&self.dir, &live.name).map(|_| ());
            if read.is_ok() {
                self.suspicion.clear();
                return Ok(());
            }
        }
        read.map_err(|error| SearchError::Damaged(error.to_string()))
    }

    /// Does what answers a question. A panic is taken for damage, and ends the question alone.
    pub(crate) fn answering<T>(
        &self,
        work: impl FnOnce() -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let done = catch_unwind(AssertUnwindSafe(work));
        self.suspecting(done.unwrap_or_else(|_| Err(SearchError::Damaged("a search panicked".to_owned()))))
    }

    /// Takes note when something failed that cannot fail on a sound index.
    pub(crate) fn suspecting<T>(&self, done: Result<T, SearchError>) -> Result<T, SearchError> {
        if done.as_ref().is_err_and(|error| !matches!(error, SearchError::InvalidCursor)) {
            self.suspicion.raise();
        }
        done
    }
}

impl Live {
    /// Looks whether the files on disk are there and as they were.
    fn is_untouched(&self) -> Result<(), SearchError> {
        let damaged = |error: &dyn std::fmt::Display| SearchError::Damaged(error.to_string());
        let mut listed = None;
        loop {
            self.index.directory().atomic_read(".managed.json".as_ref()).map_err(|error| damaged(&error))?;
            let files = self.index.load_metas().map_err(|error| damaged(&error))?.list_segment_files();
            let touched = self.files.touched(files.iter().cloned());
            match touched {
                None => {
                    self.files.forget_others(|file| files.contains(file));
                    return Ok(());
                }
                // Files that are no longer listed were put together with others meanwhile, and are gone by right.
                Some(file) if listed.as_ref() == Some(&files) => {
                    return Err(SearchError::Damaged(format!("{} was touched", file.display())));
                }
                Some(_) => listed = Some(files),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
