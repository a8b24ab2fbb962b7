//! Passwords: argon2id, off the threads that serve, a few at a time.

use crate::{Error, Result};
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use kapok_base::{Refusal, Stream};
use std::sync::{Arc, Mutex, PoisonError};
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
    desks: Arc<Desks>,
}

/// The memory that hashing works in: kept while others wait for it, given back when nobody does. There are never more than
/// [`AT_ONCE`].
#[derive(Default)]
struct Desks(Mutex<Vec<Vec<Block>>>);

impl Desks {
    /// The bytes that argon2id makes of a password and a salt.
    fn hash(&self, password: &[u8], salt: &[u8], params: &Params) -> Option<Output> {
        let mut desk = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        desk.resize(params.block_count().max(desk.len()), Block::default());
        let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
        let hashing = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let done = hashing.hash_password_into_with_memory(password, salt, &mut out, &mut desk);
        // Nothing that was made of a password stays behind.
        desk.fill(Block::default());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
        done.ok().and_then(|()| Output::new(&out).ok())
    }

    /// Gives the memory back.
    fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Vec::new();
    }

    /// Whether a password is the one of a kept hash. Outputs are compared in constant time.
    fn fits(&self, password: &[u8], kept: &str) -> Option<bool> {
        let kept = PasswordHash::new(kept).ok()?;
        let as_we_hash = kept.algorithm == Algorithm::Argon2id.ident()
            && kept.version.is_none_or(|version| version == u32::from(Version::V0x13));
        let params = Params::try_from(&kept).ok().filter(|_| as_we_hash)?;
        let made = self.hash(password, kept.salt.as_ref()?, &params)?;
        Some(made == kept.hash?)
    }
}

impl Passwords {
    pub(crate) fn new(salts: Stream) -> Self {
        Self { gate: Arc::new(Semaphore::new(AT_ONCE)), salts, desks: Arc::default() }
    }

    /// The hash to keep of a password.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        let salt = self.salts.bytes::<16>();
        let desks = Arc::clone(&self.desks);
        let made = self.work(move || encoded(&desks, password.as_bytes(), &salt)).await?;
        made.ok_or_else(|| Error::Internal("a password could not be hashed".to_owned()))
    }

    /// Whether a password is the one of a kept hash; without a hash it is not, after the same work.
    pub(crate) async fn fits(&self, password: String, kept: Option<String>) -> Result<bool> {
        let desks = Arc::clone(&self.desks);
        self.work(move || {
            let hash = kept.as_deref().unwrap_or(NOBODY);
            let fits = desks.fits(password.as_bytes(), hash).unwrap_or_default();
            fits && kept.is_some()
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = tokio::time::timeout(PATIENCE, self.gate.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)?;
        let (gate, desks) = (Arc::clone(&self.gate), Arc::clone(&self.desks));
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            if gate.available_permits() == AT_ONCE {
                desks.clear();
            }
            done
        });
        done.await.map_err(|e| Error::Internal(format!("hashing: {e}")))
    }
}

/// The hash of a password as it is kept, at OWASP's smallest advised cost: 19 MiB, two passes, one lane.
fn encoded(desks: &Desks, password: &[u8], salt: &[u8]) -> Option<String> {
    let params = Params::default();
    let hash = desks.hash(password, salt, &params)?;
    let encoded = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).ok()?,
        salt: Some(Salt::new(salt).ok()?),
        hash: Some(hash),
    };
    Some(encoded.to_string())
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
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};
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
    fn what_is_kept_is_what_everybody_else_s_argon2_makes_and_takes() {
        let desks = Desks::default();
        for password in ["correct horse", "木棉花开", ""] {
            let ours = encoded(&desks, password.as_bytes(), b"sixteen bytes ab").unwrap();
            let theirs =
                Argon2::default().hash_password_with_salt(password.as_bytes(), b"sixteen bytes ab").unwrap();
            assert_eq!(ours, theirs.to_string());
            assert!(Argon2::default().verify_password(password.as_bytes(), ours.as_str()).is_ok());
            assert_eq!(desks.fits(password.as_bytes(), &theirs.to_string()), Some(true));
        }
        assert_eq!(desks.fits(b"x", "$argon2i$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlcyBhYg$AAAA"), None);
        assert_eq!(desks.0.lock().unwrap().len(), 1, "one after the other needs one desk");
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
