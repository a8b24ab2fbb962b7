//! Who is above the line: what a round's cut rules propose, with ties named and never broken silently.

mod draw;

use crate::number;
use kapok_base::{Decimal, EntryId, Exact};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a line is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CutRule {
    /// The best so many of those that an earlier line has not taken.
    Top {
        /// How many.
        count: u32,
    },
    /// The best share of all ranked entries, rounded up to a whole entry.
    Share {
        /// Hundredths: more than 0, at most 100.
        #[serde(with = "number")]
        percent: Decimal,
    },
    /// Everyone with this score or a higher one.
    AtLeast {
        /// The score.
        #[serde(with = "number")]
        score: Decimal,
    },
}

/// What becomes of entries that tie across a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ties {
    /// All of them are above it.
    #[default]
    Admitted,
    /// None of them is; whoever confirms the cut names each and gives the reason.
    Referred,
    /// The higher mean of these criteria goes first, one criterion after another; whoever still ties is referred.
    Broken {
        /// Keys of criteria.
        by: Vec<String>,
    },
}

/// By what a quota tells entries apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// The entity itself: so many entries of one city.
    Entity,
    /// Its country.
    Country,
    /// Its region of the world, after the United Nations' M49.
    Region,
    /// How many live there, in classes.
    Size,
}

/// How many of those that share a trait are above a line. An entry whose trait is not known is held by no quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The trait.
    pub by: Trait,
    /// At least so many, the best of each, take their places first.
    #[serde(default)]
    pub least: u32,
    /// At most so many: whoever comes after them is passed over.
    #[serde(default)]
    pub most: Option<u32>,
}

/// One line, from the top: who is above it gets its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Where the line is.
    pub rule: CutRule,
    /// What becomes of ties across it.
    #[serde(default)]
    pub ties: Ties,
    /// Who may be above it how often.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    /// What those above it are called; a label of the edition.
    pub label: String,
    /// Whether they go on to the next round.
    pub advances: bool,
}

/// An entry as the standings rank it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The entry.
    pub entry: EntryId,
    /// Its best rank, from 1; equal for entries that tie.
    pub rank: usize,
    /// Its score.
    pub score: Exact,
    /// Its mean on each criterion.
    pub criteria: BTreeMap<String, Exact>,
    /// What quotas tell it apart by.
    pub traits: BTreeMap<Trait, String>,
    /// Whether a criterion's minimum keeps it below every line.
    pub barred: bool,
}

/// Whom one line takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The label they get.
    pub label: String,
    /// Whether they go on.
    pub advances: bool,
    /// The entries above the line, best first.
    pub entries: Vec<EntryId>,
    /// Entries that tie across it and are left to whoever confirms the cut.
    pub tied: Vec<EntryId>,
    /// Entries of one rank that the line's rule for ties parted, on both sides of it.
    pub parted: Vec<EntryId>,
    /// The criteria that parted them.
    pub parted_by: Vec<String>,
    /// Entries that are better than the last above the line, and for which a quota had no place.
    pub passed_over: Vec<EntryId>,
}

/// What the cut rules of a round propose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// One line per rule, from the top.
    pub lines: Vec<Line>,
    /// Everyone else, best first.
    pub below: Vec<EntryId>,
}

impl Proposal {
    /// The label proposed for an entry; none when it is below every line or tied across one.
    #[must_use]
    pub fn label_of(&self, entry: EntryId) -> Option<&str> {
        self.lines.iter().find(|l| l.entries.contains(&entry)).map(|l| l.label.as_str())
    }

    /// By which criteria an entry was parted from others of its rank; none when it was not.
    #[must_use]
    pub fn parted_by(&self, entry: EntryId) -> Option<&[String]> {
        let line = self.lines.iter().find(|l| l.parted.contains(&entry))?;
        Some(&line.parted_by)
    }

    /// Whether an entry ties across a line and waits for a hand.
    #[must_use]
    pub fn is_tied(&self, entry: EntryId) -> bool {
        self.lines.iter().any(|l| l.tied.contains(&entry))
    }
}

/// Draws the lines of `cuts` through `ranked`, whatever the order in which it comes.
#[must_use]
pub fn propose(cuts: &[Cut], ranked: &[Ranked]) -> Proposal {
    let mut order: Vec<&Ranked> = ranked.iter().collect();
    order.sort_by_key(|r| (r.rank, r.entry));
    let (mut rest, barred): (Vec<_>, Vec<_>) = order.into_iter().partition(|r| !r.barred);
    let mut lines = Vec::new();
    for cut in cuts {
        let line = draw::line(cut, &rest, ranked.len());
        rest.retain(|r| !line.entries.contains(&r.entry) && !line.tied.contains(&r.entry));
        lines.push(line);
    }
    let below = rest.into_iter().chain(barred).map(|r| r.entry).collect();
    Proposal { lines, below }
}

#[cfg(test)]
mod tests;
