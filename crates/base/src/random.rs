//! Chance as an argument: one seeded stream per purpose, so that two runs can be equal to the byte.

use crate::Instant;
use rand::TryRng;
use rand::rand_core::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The root of all chance: the operating system's, or a seed.
#[derive(Clone, Debug)]
pub struct Random {
    seed: [u8; 32],
}

impl Random {
    /// Seeded by the operating system.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn system() -> std::io::Result<Self> {
        let mut seed = [0; 32];
        rand::rngs::SysRng.try_fill_bytes(&mut seed).map_err(std::io::Error::other)?;
        Ok(Self { seed })
    }

    /// The same seed gives the same streams, for ever.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { seed: Sha256::digest(seed.to_be_bytes()).into() }
    }

    /// The stream for one purpose ("ids", "salts", "tokens"); streams do not influence each other.
    #[must_use]
    pub fn stream(&self, purpose: &str) -> Stream {
        let mut hash = Sha256::new();
        hash.update(self.seed);
        hash.update(purpose.as_bytes());
        let rng = ChaCha20Rng::from_seed(hash.finalize().into());
        Stream { rng: Arc::new(Mutex::new(rng)) }
    }
}

/// A stream of chance, shared by all who hold it.
#[derive(Clone, Debug)]
pub struct Stream {
    rng: Arc<Mutex<ChaCha20Rng>>,
}

impl Stream {
    /// As many random bytes as asked for.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A whole number below `bound` (0 when the bound is 0); the bias is below 2⁻³² for bounds below 2³².
    #[must_use]
    pub fn below(&self, bound: u64) -> u64 {
        let wide = u128::from(u64::from_be_bytes(self.bytes::<8>())) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A time-ordered identifier (UUIDv7) for instant `now`.
    #[must_use]
    pub fn ordered_id<T: From<Uuid>>(&self, now: Instant) -> T {
        let millis = u64::try_from(now.as_micros() / 1000).unwrap_or(0);
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid())
    }

    /// An identifier that tells nothing (UUIDv4).
    #[must_use]
    pub fn secret_id<T: From<Uuid>>(&self) -> T {
        T::from(uuid::Builder::from_random_bytes(self.bytes::<16>()).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_stream_and_purposes_differ() {
        let one = Random::seeded(7).stream("ids").bytes::<16>();
        assert_eq!(one, Random::seeded(7).stream("ids").bytes::<16>());
        assert_ne!(one, Random::seeded(7).stream("salts").bytes::<16>());
        assert_ne!(one, Random::seeded(8).stream("ids").bytes::<16>());
    }

    #[test]
    fn numbers_stay_below_their_bound() {
        let stream = Random::seeded(1).stream("below");
        assert!((0..1000).all(|_| stream.below(6) < 6));
        assert_eq!(stream.below(0), 0);
    }
}
