//! Passwords: argon2id, off the threads that serve, a few at a time.

use crate::{Error, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use kapok_base::{Refusal, Stream};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Each hashing takes 19 MiB and most of a core for a moment: more at once would starve the pages.
const AT_ONCE: usize = 2;
/// How long a caller waits for a turn before being told to come back.
const PATIENCE: Duration = Duration::from_secs(10);
/// What is checked against when there is no account or no password, so that it takes the same time.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$fB5gdMiGsEJ1DUOPAqrnpEVuVDMjUX0AW/T7Q2Bp3/Q";

/// The hashing of passwords.
pub(crate) struct Passwords {
    gate: Arc<Semaphore>,
    salts: Stream,
}

impl Passwords {
    pub(crate) fn new(salts: Stream) -> Self {
        Self { gate: Arc::new(Semaphore::new(AT_ONCE)), salts }
    }

    /// The hash to keep of a password.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        let salt = self.salts.bytes::<16>();
        self.work(move || {
            let hashed = argon2().hash_password_with_salt(password.as_bytes(), &salt);
            hashed.map(|h| h.to_string()).map_err(|e| Error::Internal(format!("hashing: {e}")))
        })
        .await?
    }

    /// Whether a password is the one of a kept hash; without a hash it is not, after the same work.
    pub(crate) async fn fits(&self, password: String, kept: Option<String>) -> Result<bool> {
        self.work(move || {
            let hash = kept.as_deref().unwrap_or(NOBODY);
            let fits = argon2().verify_password(password.as_bytes(), hash).is_ok();
            fits && kept.is_some()
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = tokio::time::timeout(PATIENCE, self.gate.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|e| Error::Internal(format!("hashing: {e}")))
    }
}

/// OWASP's smallest advised cost: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::from(Params::default())
}

/// Whether a password may be set: 10 to 200 characters, and not the address itself.
pub(crate) fn check_password(password: &str, email: Option<&str>) -> std::result::Result<(), Refusal> {
    let length = password.chars().count();
    if length < 10 {
        return Err(Refusal::invalid("password_too_short").at("/password").with("limit", 10_usize));
    }
    if length > 200 {
        return Err(Refusal::invalid("too_long").at("/password").with("limit", 200_usize));
    }
    if email.is_some_and(|email| email.eq_ignore_ascii_case(password.trim())) {
        return Err(Refusal::invalid("password_is_address").at("/password"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::phc::PasswordHash;
    use kapok_base::Random;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_nothing_else() {
        let passwords = Passwords::new(Random::seeded(1).stream("secrets"));
        let kept = passwords.hash("correct horse".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(passwords.fits("correct horse".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!passwords.fits("correct horsf".to_owned(), Some(kept)).await.unwrap());
        assert!(!passwords.fits("correct horse".to_owned(), None).await.unwrap());
        assert!(!passwords.fits("correct horse".to_owned(), Some("nonsense".to_owned())).await.unwrap());
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        assert_eq!(Params::try_from(&nobody).unwrap(), Params::new(19_456, 2, 1, Some(32)).unwrap());
        assert_eq!(Params::default().m_cost(), 19_456);
        assert_eq!((Params::default().t_cost(), Params::default().p_cost()), (2, 1));
    }

    #[test]
    fn a_password_that_says_nothing_new_is_refused() {
        assert!(check_password("long enough", None).is_ok());
        for bad in ["", "too short", &"a".repeat(201), "Ana@example.org"] {
            assert!(check_password(bad, Some("ana@example.org")).is_err(), "{bad}");
        }
    }
}
