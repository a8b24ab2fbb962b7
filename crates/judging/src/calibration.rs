//! The entries with which every judge of a round begins, so that their levels can be compared.
//!
//! They are drawn from the round by chance, by a number that stands for the entry in this round alone: nobody chooses them, and
//! who reads them first reads them in the same order. Whoever has all that were drawn finds them among their own by the
//! same number, without looking at anybody else's.

use crate::round;
use kapok_base::{EntryId, RoundId};

/// The most entries that may be common: beyond, a plan with more judges for each entry is meant.
pub const MOST: u32 = 50;

/// The first `count` of these entries in the order drawn.
#[must_use]
pub fn first(round: RoundId, count: u32, entries: impl IntoIterator<Item = EntryId>) -> Vec<EntryId> {
    if count == 0 {
        return Vec::new();
    }
    let chance = round::chance(round);
    let number = |entry: EntryId| chance.stream(&format!("calibration {entry}")).bytes::<16>();
    let mut drawn: Vec<_> = entries.into_iter().map(|entry| (number(entry), entry)).collect();
    drawn.sort_unstable();
    drawn.into_iter().take(count as usize).map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn round(number: u128) -> RoundId {
        RoundId(Uuid::from_u128(number))
    }

    fn entries(numbers: std::ops::Range<u128>) -> Vec<EntryId> {
        numbers.map(|number| EntryId(Uuid::from_u128(number))).collect()
    }

    #[test]
    fn the_draw_is_the_same_for_any_order_and_another_for_another_round() {
        let all = entries(0..40);
        let drawn = first(round(1), 5, all.clone());
        assert_eq!(drawn.len(), 5);
        assert_eq!(first(round(1), 5, all.iter().rev().copied()), drawn);
        assert_ne!(first(round(2), 5, all.clone()), drawn);
        assert!(first(round(1), 0, all.clone()).is_empty());
        assert_eq!(first(round(1), 50, all).len(), 40);
    }

    #[test]
    fn who_has_all_that_were_drawn_finds_them_first_among_their_own() {
        let all = entries(0..40);
        let drawn = first(round(1), 5, all.clone());
        let own = drawn.iter().copied().chain(all.into_iter().filter(|e| !drawn.contains(e)).step_by(3));
        assert_eq!(first(round(1), 5, own), drawn);
    }
}
