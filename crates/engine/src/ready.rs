//! Whether an installation can serve.

use crate::{Engine, Result};
use kapok_store::ledger;

impl Engine {
    /// Asks the database for something small.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn ready(&self) -> Result<()> {
        ledger::head(&self.store.read()).await?;
        Ok(())
    }
}
