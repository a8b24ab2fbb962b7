//! The recorded outcome of entries: labels that exist, quotas that hold, ties that are explained.

use crate::label::{self, Label};
use crate::round::Method;
use crate::shortlist::Basis;
use crate::text;
use kapok_base::{EntryId, Refusal, RoundId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An outcome that somebody proposes for an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The entry.
    pub entry: EntryId,
    /// The labels it is to carry; none means it goes without.
    pub labels: BTreeSet<String>,
    /// Why this outcome, where a reason is due or useful.
    pub reason: Option<String>,
}

/// What is kept with a decision, so that it can be explained later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The round whose standings it rests on.
    pub round: Option<RoundId>,
    /// The entry's best and worst rank there when it was decided.
    pub ranks: Option<(usize, usize)>,
    /// Its score there, as an exact fraction.
    pub score: Option<String>,
    /// By which method of standings.
    #[serde(default)]
    pub method: Option<Method>,
    /// The digest of what the standings were computed from (SHA-256, hexadecimal): the round's rules and every scorecard or comparison.
    #[serde(default)]
    pub inputs: Option<String>,
    /// The version of Kapok that computed them.
    #[serde(default)]
    pub version: Option<String>,
    /// On what it rests.
    pub basis: Basis,
    /// Why, in the words of who decided.
    pub reason: Option<String>,
}

impl Record {
    /// The record of a decision that rests on no standings.
    #[must_use]
    pub fn without_round(basis: Basis, reason: Option<String>) -> Self {
        Self {
            round: None,
            ranks: None,
            score: None,
            method: None,
            inputs: None,
            version: None,
            basis,
            reason,
        }
    }
}

/// The ranks of an entry in the deciding round, from best to worst (equal unless it ties).
pub type Ranks = BTreeMap<EntryId, (usize, usize)>;

/// Checks outcomes that are to be recorded together. `held` are the labels of other entries' decisions
/// that stand; `ranks` those of the deciding round.
///
/// # Errors
/// `decision_invalid` with details: `entry_repeated`, `label_unknown`, `quota_exceeded`, and
/// `tie_broken_silently` listing entries of equal rank that are treated differently without a reason.
pub fn check(
    labels: &[Label],
    proposed: &[Proposed],
    held: &BTreeMap<EntryId, BTreeSet<String>>,
    ranks: &Ranks,
) -> Result<(), Refusal> {
    let mut found = Vec::new();
    let mut after: BTreeMap<EntryId, &BTreeSet<String>> = held.iter().map(|(e, l)| (*e, l)).collect();
    let mut seen = BTreeSet::new();
    for (i, outcome) in proposed.iter().enumerate() {
        let at = format!("/decisions/{i}");
        if !seen.insert(outcome.entry) {
            found.push(Refusal::invalid("entry_repeated").at(format!("{at}/entry")));
        }
        for (j, key) in outcome.labels.iter().enumerate() {
            if label::find(labels, key).is_none() {
                let refusal = Refusal::invalid("label_unknown").with("label", key.as_str());
                found.push(refusal.at(format!("{at}/labels/{j}")));
            }
        }
        let reason = outcome.reason.as_deref().unwrap_or_default();
        found.extend(text::fits(reason, text::LONGEST, &format!("{at}/reason")).err());
        after.insert(outcome.entry, &outcome.labels);
    }
    for label in labels {
        let carried = after.values().filter(|keys| keys.contains(&label.key)).count();
        if label.quota.is_some_and(|quota| carried > quota as usize) {
            let quota = label.quota.unwrap_or_default() as usize;
            let refusal = Refusal::invalid("quota_exceeded").with("label", label.key.as_str());
            found.push(refusal.with("quota", quota).with("count", carried).at("/decisions"));
        }
    }
    found.extend(silent_ties(proposed, &after, ranks).map(|r| r.at("/decisions")));
    Refusal::gather("decision_invalid", found)
}

/// Entries of one rank that get different labels, where none of those decided now gives a reason.
fn silent_ties(
    proposed: &[Proposed],
    after: &BTreeMap<EntryId, &BTreeSet<String>>,
    ranks: &Ranks,
) -> Option<Refusal> {
    let none = BTreeSet::new();
    let reasoned = |e: EntryId| {
        let given = proposed.iter().find(|p| p.entry == e).and_then(|p| p.reason.as_deref());
        given.is_some_and(|r| !r.trim().is_empty())
    };
    let mut silent = BTreeSet::new();
    for outcome in proposed {
        let Some(rank) = ranks.get(&outcome.entry) else { continue };
        for (other, _) in ranks.iter().filter(|(e, r)| *r == rank && **e != outcome.entry) {
            let labels = after.get(other).copied().unwrap_or(&none);
            if *labels != outcome.labels && !reasoned(outcome.entry) && !reasoned(*other) {
                silent.extend([outcome.entry, *other]);
            }
        }
    }
    (!silent.is_empty()).then(|| Refusal::invalid("tie_broken_silently").missing(silent))
}

#[cfg(test)]
mod tests;
