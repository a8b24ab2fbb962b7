//! Cleaning up what has ended: sessions, links, counts of attempts, answers kept under a key, mail that has left. One
//! process at a time does it.

use crate::people::stale_tries;
use crate::{Engine, Error, Result};
use kapok_base::{Instant, JobId};
use kapok_store::{idempotency, jobs, links, sessions, throttle};

/// How often it is done, in microseconds: every ten minutes.
const EVERY: i64 = 10 * 60 * 1_000_000;
/// How long an ended link is kept, in microseconds: 30 days.
const LINKS_KEPT: i64 = 30 * 24 * 60 * 60 * 1_000_000;

/// How long an answer is kept under its key, in microseconds: a day, as the API document promises.
const ANSWERS_KEPT: i64 = 24 * 60 * 60 * 1_000_000;
/// How long the outbox shows what has left or was withheld, in microseconds: 30 days. What failed for good stays until
/// somebody has looked after it.
const JOBS_KEPT: i64 = 30 * 24 * 60 * 60 * 1_000_000;

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

    /// Cleans up once; how many rows went. Another process that has just done so leaves nothing to do.
    ///
    /// # Errors
    /// Only faults.
    pub async fn sweep(&self) -> Result<u64> {
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
                    let ago = |kept: i64| Instant::from_micros(now.as_micros() - kept);
                    let mut gone = sessions::sweep(&tx).await?;
                    gone += links::sweep(&tx, ago(LINKS_KEPT)).await?;
                    gone += throttle::sweep(&tx, stale_tries(now)).await?;
                    gone += idempotency::forget(&tx, ago(ANSWERS_KEPT)).await?;
                    gone += jobs::sweep(&tx, ago(JOBS_KEPT)).await?;
                    Ok::<_, Error>(gone)
                }
            })
            .await
    }
}
