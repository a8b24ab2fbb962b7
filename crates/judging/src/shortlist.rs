//! Confirming the cut of a round: the proposal, what a hand changed in it, and why.

use crate::cut::Proposal;
use crate::text;
use kapok_base::{EntryId, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the organiser confirms for one entry: the label of a line, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The entry.
    pub entry: EntryId,
    /// The label of one of the round's lines.
    pub label: String,
    /// Where it was given, as a JSON pointer: `/entries/3`.
    pub at: String,
}

/// Why an entry is not where the rule puts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The entry.
    pub entry: EntryId,
    /// In the organiser's words.
    pub reason: String,
}

/// On what an outcome rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// The rule of the round put it there.
    Rule,
    /// It tied across a line, and the round's rule for ties parted it from the others.
    TieByRule {
        /// The criteria whose means decided, one after another.
        by: Vec<String>,
    },
    /// It tied across a line, and a hand broke the tie.
    TieBroken {
        /// Why this way.
        reason: String,
    },
    /// A hand put it elsewhere than the rule.
    Overridden {
        /// The label that the rule proposed.
        proposed: Option<String>,
        /// Why.
        reason: String,
    },
}

/// The confirmed outcome of a round for one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The entry.
    pub entry: EntryId,
    /// What it is called; none when it is below every line.
    pub label: Option<String>,
    /// Whether it goes on.
    pub advances: bool,
    /// On what that rests.
    pub basis: Basis,
}

/// Confirms the cut for every entry of the round. Whoever is not chosen is below every line; each
/// difference from the proposal, and each tie across a line, needs an override with its reason.
///
/// # Errors
/// `shortlist_invalid` with details: `entry_not_in_round`, `entry_repeated`, `label_not_of_round`,
/// `override_missing` (listing the entries), `override_not_needed`, `reason_missing`.
pub fn confirm(
    proposal: &Proposal,
    in_round: &BTreeSet<EntryId>,
    chosen: &[Chosen],
    overrides: &[Override],
) -> Result<Vec<Outcome>, Refusal> {
    let mut found = Vec::new();
    let labels = take_choices(proposal, in_round, chosen, &mut found);
    let mut reasons = take_reasons(in_round, overrides, &mut found);
    let (mut outcomes, mut unexplained) = (Vec::new(), Vec::new());
    for entry in in_round {
        let label = labels.get(entry).copied();
        let proposed = proposal.label_of(*entry);
        let basis = match (reasons.remove(entry), proposal.is_tied(*entry), label == proposed) {
            (Some((_, reason)), true, _) => Basis::TieBroken { reason },
            (Some((_, reason)), false, false) => {
                Basis::Overridden { proposed: proposed.map(str::to_owned), reason }
            }
            (None, false, true) => match proposal.parted_by(*entry) {
                Some(by) => Basis::TieByRule { by: by.to_vec() },
                None => Basis::Rule,
            },
            (None, _, _) => {
                unexplained.push(*entry);
                continue;
            }
            (Some((i, _)), false, true) => {
                let refusal = Refusal::invalid("override_not_needed").with("entry", entry.to_string());
                found.push(refusal.at(format!("/overrides/{i}/entry")));
                continue;
            }
        };
        let advances = proposal.lines.iter().any(|l| Some(l.label.as_str()) == label && l.advances);
        outcomes.push(Outcome { entry: *entry, label: label.map(str::to_owned), advances, basis });
    }
    if !unexplained.is_empty() {
        found.push(Refusal::invalid("override_missing").missing(unexplained).at("/overrides"));
    }
    Refusal::gather("shortlist_invalid", found).map(|()| outcomes)
}

fn take_choices<'a>(
    proposal: &Proposal,
    in_round: &BTreeSet<EntryId>,
    chosen: &'a [Chosen],
    found: &mut Vec<Refusal>,
) -> BTreeMap<EntryId, &'a str> {
    let mut labels = BTreeMap::new();
    for choice in chosen {
        let at = choice.at.clone();
        if !in_round.contains(&choice.entry) {
            found.push(Refusal::invalid("entry_not_in_round").at(at));
        } else if !proposal.lines.iter().any(|l| l.label == choice.label) {
            found.push(Refusal::invalid("label_not_of_round").with("label", choice.label.as_str()).at(at));
        } else if labels.insert(choice.entry, choice.label.as_str()).is_some() {
            found.push(Refusal::invalid("entry_repeated").at(at));
        }
    }
    labels
}

fn take_reasons(
    in_round: &BTreeSet<EntryId>,
    overrides: &[Override],
    found: &mut Vec<Refusal>,
) -> BTreeMap<EntryId, (usize, String)> {
    let mut reasons = BTreeMap::new();
    for (i, given) in overrides.iter().enumerate() {
        let at = format!("/overrides/{i}");
        match text::reason(Some(&given.reason), &format!("{at}/reason")) {
            Err(refusal) => found.push(refusal),
            Ok(_) if !in_round.contains(&given.entry) => {
                found.push(Refusal::invalid("entry_not_in_round").at(format!("{at}/entry")));
            }
            Ok(reason) => {
                if reasons.insert(given.entry, (i, reason)).is_some() {
                    found.push(Refusal::invalid("entry_repeated").at(format!("{at}/entry")));
                }
            }
        }
    }
    reasons
}

#[cfg(test)]
mod tests;
