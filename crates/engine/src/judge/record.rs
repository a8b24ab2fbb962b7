//! What is kept with a decision, so that it can be checked later: ranks, score, method, and a digest of all that they rest on.

use super::standings::RoundStandings;
use crate::remember::hex;
use kapok_base::EntryId;
use kapok_judging::decision::Record;
use kapok_judging::shortlist::Basis;
use serde_json::json;
use sha2::{Digest, Sha256};

impl RoundStandings {
    /// The record of a decision that rests on these standings, whose inputs have this digest.
    pub(super) fn record(
        &self,
        entry: EntryId,
        inputs: &str,
        basis: Basis,
        reason: Option<String>,
    ) -> Record {
        let place = self.places.get(&entry);
        Record {
            round: Some(self.round.id),
            ranks: place.map(|place| place.ranks),
            score: place.map(|place| place.score.to_string()),
            method: Some(self.round.rules.method),
            inputs: Some(inputs.to_owned()),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            basis,
            reason,
        }
    }

    /// The digest of the round's rules and of every scorecard that counts, in the order of entries, then judges, or of every comparison that
    /// counts, in the order of judges, then entries: SHA-256 of one line of JSON for the rules and one for each of them, in hexadecimal.
    #[must_use]
    pub fn inputs(&self) -> String {
        let mut hash = Sha256::new();
        let mut line = |value: serde_json::Value| hash.update(format!("{value}\n"));
        line(json!({ "round": self.round.id, "rules": self.round.rules }));
        let mut cards: Vec<_> = self.cards.iter().filter(|card| !card.set_aside).collect();
        cards.sort_by_key(|card| (card.entry, card.judge));
        for card in cards {
            let scores: Vec<_> =
                card.scores.iter().map(|(key, score)| (key, score.normalize().to_string())).collect();
            line(json!({ "entry": card.entry, "judge": card.judge, "scores": scores }));
        }
        for made in &self.abilities.made {
            let (judge, outcome) = (made.judge, made.outcome);
            line(json!({ "judge": judge, "first": made.first, "second": made.second, "outcome": outcome }));
        }
        hex(&hash.finalize())
    }
}
