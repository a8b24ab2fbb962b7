//! How alike two texts are, told without reading them again: a sketch of each by the least hashes of its shingles.
//!
//! Broder, "On the resemblance and containment of documents" (1997); bands after Leskovec, Rajaraman and Ullman, "Mining of
//! Massive Datasets", chapter 3.

use crate::analysis::pieces;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// Least hashes in a sketch.
const HASHES: usize = 32;
/// Hashes that texts must share to be compared at all.
const BAND: usize = 4;
/// Pieces in a shingle.
const SHINGLE: usize = 3;
/// Pieces of a text that are looked at.
const LONGEST: usize = 4_000;
/// From which share of equal shingles on two texts count as nearly identical.
const NEARLY: f64 = 0.84;

/// The sketch of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Likeness(Vec<u32>);

impl Likeness {
    /// The sketch of a text; that of a very short one is like no other's.
    pub(crate) fn of(text: &str) -> Self {
        let pieces: Vec<String> =
            pieces(text).into_iter().take(LONGEST).map(|piece| piece.folded()).collect();
        if pieces.len() < 2 * SHINGLE {
            return Self::default();
        }
        let mut least = vec![u32::MAX; HASHES];
        for shingle in pieces.windows(SHINGLE) {
            let hash = hash(shingle);
            for (seed, least) in (1u64..).zip(&mut least) {
                *least = (*least).min((mixed(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)) >> 32) as u32);
            }
        }
        Self(least)
    }

    /// What nearly identical texts have in common, in all likelihood at least one of these.
    pub(crate) fn marks(&self) -> Vec<String> {
        let bands = self.0.chunks_exact(BAND).enumerate();
        bands
            .map(|(at, band)| band.iter().fold(at.to_string(), |mark, hash| format!("{mark}-{hash:x}")))
            .collect()
    }

    /// Whether two texts are nearly identical.
    pub(crate) fn nearly_equals(&self, other: &Self) -> bool {
        if self.0.is_empty() || self.0.len() != other.0.len() {
            return false;
        }
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f64 >= NEARLY * self.0.len() as f64
    }
}

/// FNV-1a over the words of a shingle: stable, because sketches are kept.
fn hash(shingle: &[String]) -> u64 {
    struct Fnv(u64);
    impl Hasher for Fnv {
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, bytes: &[u8]) {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    for word in shingle {
        hasher.write(word.as_bytes());
        hasher.write(&[0]);
    }
    hasher.finish()
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_leaves_texts_alike_and_another_subject_does_not() {
        let words = |skip: usize| -> String {
            (0..200).map(|n| if n == skip { "changed ".to_owned() } else { format!("word{n} ") }).collect()
        };
        let [one, same, near] = [words(999), words(999), words(100)].map(|text| Likeness::of(&text));
        assert_eq!(one, same);
        assert!(one.nearly_equals(&near) && one.marks().iter().any(|mark| near.marks().contains(mark)));
        let other = Likeness::of(&words(999).replace("word", "another"));
        assert!(!one.nearly_equals(&other));
        assert!(!Likeness::of("two words").nearly_equals(&Likeness::of("two words")));
    }
}
