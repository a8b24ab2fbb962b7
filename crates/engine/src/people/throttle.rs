//! How often may be tried what a stranger may try, counted in the database for all processes.

use super::secret::veiled;
use kapok_base::Instant;
use kapok_store::{StoreResult, Tx, throttle};

/// Length of a window of attempts, in microseconds: a quarter of an hour.
const WINDOW: i64 = 15 * 60 * 1_000_000;

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Attempt {
    /// Signing in.
    SignIn,
    /// Asking for a link by mail.
    AskForLink,
    /// Following a link.
    FollowLink,
}

impl Attempt {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::AskForLink => "ask-for-link",
            Self::FollowLink => "follow-link",
        }
    }

    /// How many tries a window has: on one account, and from one network address, behind which a whole conference
    /// may sit.
    fn limits(self) -> (i64, i64) {
        match self {
            Self::SignIn => (10, 100),
            Self::AskForLink => (3, 30),
            Self::FollowLink => (20, 100),
        }
    }
}

/// Whose tries are counted: the account's (whether it exists or not) and the network address's.
#[derive(Clone, Debug)]
pub(crate) struct Tries {
    attempt: Attempt,
    account: String,
    address: String,
}

impl Tries {
    pub(crate) fn of(attempt: Attempt, account: &str, address: &str) -> Self {
        let key = |kind: &str, what: &str| format!("{}:{kind}:{}", attempt.name(), veiled(what));
        Self { attempt, account: key("account", account), address: key("address", address) }
    }

    /// Counts one more; when there were too many, the seconds to wait. The unit of work must commit either way, or
    /// nothing is counted.
    pub(crate) async fn count(&self, tx: &Tx) -> StoreResult<Option<u64>> {
        let stale = stale(tx.now());
        let (per_account, per_address) = self.attempt.limits();
        let mut wait = None;
        for (key, limit) in [(&self.account, per_account), (&self.address, per_address)] {
            let hits = throttle::hit(tx, key, stale).await?;
            if hits.count > limit {
                let left = hits.since.as_micros() + WINDOW - tx.now().as_micros();
                wait = wait.max(Some(u64::try_from(left / 1_000_000 + 1).unwrap_or(1)));
            }
        }
        Ok(wait)
    }

    /// Forgets the account's tries, after one that was right.
    pub(crate) async fn forgive(&self, tx: &Tx) -> StoreResult<()> {
        throttle::forget(tx, &self.account).await
    }
}

/// Windows that began before this are over.
pub(crate) fn stale(now: Instant) -> Instant {
    Instant::from_micros(now.as_micros() - WINDOW)
}
