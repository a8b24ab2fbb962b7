//! Names what the figures of a round rest on, so that they are figured anew when any of it changes and only then.

use kapok_base::EntryId;
use kapok_measure::standings::Card;
use kapok_store::rounds::Round;
use sha2::{Digest as _, Sha256};

/// SHA-256 over a round, its rubric's scales and weights, the entries that it ranks and its scorecards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    pub(super) fn of<'a>(
        round: &Round,
        entries: impl ExactSizeIterator<Item = &'a EntryId>,
        cards: &[Card],
    ) -> Self {
        let mut hash = Sha256::new();
        let mut put = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        put(round.id.0.as_bytes());
        put(format!("{:?}", round.rules.rubric).as_bytes());
        put(&(entries.len() as u64).to_le_bytes());
        entries.for_each(|entry| put(entry.0.as_bytes()));
        for card in cards {
            put(&[u8::from(card.set_aside)]);
            put(card.entry.0.as_bytes());
            put(card.judge.0.as_bytes());
            for (criterion, score) in &card.scores {
                put(criterion.as_bytes());
                put(&score.serialize());
            }
        }
        Self(hash.finalize().into())
    }
}
