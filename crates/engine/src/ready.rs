//! Whether an installation can serve.

use crate::{Engine, Error, Result};
use kapok_store::ledger;
use std::sync::atomic::Ordering;

impl Engine {
    /// Asks the database for something small, and whether the index has been in step with the ledger since the start: a search
    /// before that would miss cases.
    ///
    /// # Errors
    /// When the database does not answer; `Busy` while the index is being brought in step.
    pub async fn ready(&self) -> Result<()> {
        ledger::head(&self.store.read()).await?;
        match self.library.in_step.load(Ordering::Acquire) {
            true => Ok(()),
            false => Err(Error::Busy),
        }
    }
}
