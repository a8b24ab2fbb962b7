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

    /// How many tries a window has.
    fn limits(self) -> Limits {
        match self {
            Self::SignIn => Limits { together: 10, account: 200, address: 100 },
            // A mail is sent each time: a stranger must not fill somebody's letter box from many addresses.
            Self::AskForLink => Limits { together: 3, account: 10, address: 30 },
            Self::FollowLink => Limits { together: 20, account: 200, address: 100 },
        }
    }
}

/// How many tries a window has on one account from one network address, on one account from anywhere, and from one
/// address on any account: behind an address a whole conference may sit.
struct Limits {
    together: i64,
    account: i64,
    address: i64,
}

/// Whose tries are counted: the account's (whether it exists or not), the network address's, and both together.
///
/// If an account's tries were counted from everywhere alone, whoever knows somebody's mail address could keep them out
/// for a quarter of an hour with ten wrong passwords, and again and again. So the long wait falls on the account and the
/// address together: it meets the one who guesses, not the owner at home. Many addresses guessing at one account are
/// slowed by a ceiling that is far above what a person mistypes, and whose wait is short: at 200 tries in a window and
/// one each half minute after them, a password of ten characters stays out of reach, and the owner waits half a minute.
#[derive(Clone, Debug)]
pub(crate) struct Tries {
    attempt: Attempt,
    account: String,
    address: String,
    together: String,
}

/// The wait beyond an account's ceiling, in seconds.
const SHORT: i64 = 30;

impl Tries {
    pub(crate) fn of(attempt: Attempt, account: &str, address: &str) -> Self {
        let key = |kind: &str, what: &str| format!("{}:{kind}:{}", attempt.name(), veiled(what));
        let together = key("together", &format!("{account} {address}"));
        Self { attempt, account: key("account", account), address: key("address", address), together }
    }

    /// Counts one more; when there were too many, the seconds to wait. The unit of work must commit either way, or
    /// nothing is counted.
    pub(crate) async fn count(&self, tx: &Tx) -> StoreResult<Option<u64>> {
        let limits = self.attempt.limits();
        let stale = stale(tx.now());
        let mut wait = None;
        for (key, limit) in [(&self.together, limits.together), (&self.address, limits.address)] {
            let hits = throttle::hit(tx, key, stale).await?;
            if hits.count > limit {
                let left = hits.since.as_micros() + WINDOW - tx.now().as_micros();
                wait = wait.max(Some(u64::try_from(left / 1_000_000 + 1).unwrap_or(1)));
            }
        }
        // Who has to wait anyhow does not bring others nearer to the ceiling.
        if wait.is_none() {
            wait = self.beyond_ceiling(tx, limits.account).await?;
        }
        Ok(wait)
    }

    /// Counts a try against the account from anywhere; beyond the ceiling, one is let through each half minute.
    async fn beyond_ceiling(&self, tx: &Tx, ceiling: i64) -> StoreResult<Option<u64>> {
        let hits = throttle::hit(tx, &self.account, stale(tx.now())).await?;
        if hits.count <= ceiling {
            return Ok(None);
        }
        let slot = Instant::from_micros(tx.now().as_micros() - SHORT * 1_000_000);
        let in_slot = throttle::hit(tx, &format!("{}:slot", self.account), slot).await?;
        let left = in_slot.since.as_micros() / 1_000_000 + SHORT - tx.now().as_micros() / 1_000_000;
        Ok((in_slot.count > 1).then(|| u64::try_from(left.clamp(1, SHORT)).unwrap_or(1)))
    }

    /// Forgets the account's tries from this address, after one that was right. Those from elsewhere stay counted: the
    /// owner coming in must not give strangers new tries.
    pub(crate) async fn forgive(&self, tx: &Tx) -> StoreResult<()> {
        throttle::forget(tx, &self.together).await
    }
}

/// Windows that began before this are over.
pub(crate) fn stale(now: Instant) -> Instant {
    Instant::from_micros(now.as_micros() - WINDOW)
}
