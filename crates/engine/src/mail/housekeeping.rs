//! Cleaning up what has ended: sessions, links, counts of attempts. One process at a time does it.

use crate::people::stale_tries;
use crate::{Engine, Error, Result};
use kapok_base::{Instant, JobId};
use kapok_store::{links, sessions, throttle};

/// How often it is done, in microseconds: every ten minutes.
const EVERY: i64 = 10 * 60 * 1_000_000;
/// How long an ended link is kept, in microseconds: 30 days.
const LINKS_KEPT: i64 = 30 * 24 * 60 * 60 * 1_000_000;

impl Engine {
    /// Cleans up unless another process has just done so; when to come back.
    pub(super) async fn clean_up(&self) -> Instant {
        match self.sweep().await {
            Ok(0) => {}
            Ok(gone) => tracing::debug!(gone, "cleaned up"),
            Err(error) => tracing::warn!(%error, "could not clean up"),
        }
        Instant::from_micros(self.store.now().as_micros() + EVERY)
    }

    async fn sweep(&self) -> Result<u64> {
        let holder = self.store.ids().secret_id::<JobId>().to_string();
        self.store
            .write(move |tx| {
                let holder = holder.clone();
                async move {
                    let now = tx.now();
                    let until = Instant::from_micros(now.as_micros() + EVERY / 2);
                    if !tx.take_lease("housekeeping", &holder, until).await? {
                        return Ok(0);
                    }
                    let ended = Instant::from_micros(now.as_micros() - LINKS_KEPT);
                    let gone = sessions::sweep(&tx).await? + links::sweep(&tx, ended).await?;
                    Ok::<_, Error>(gone + throttle::sweep(&tx, stale_tries(now)).await?)
                }
            })
            .await
    }
}
