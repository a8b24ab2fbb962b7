//! Who is above the line: what a round's cut rules propose, with ties named and never broken silently.

use crate::number;
use kapok_base::{Decimal, EntryId, Exact, exact};
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// All of them are above it.
    #[default]
    Admitted,
    /// None of them is; whoever confirms the cut names each and gives the reason.
    Referred,
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
    /// Whether a criterion's minimum keeps it below every line.
    pub barred: bool,
}

/// Whom one line takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The label they get.
    pub label: String,
    /// Whether they go on.
    pub advances: bool,
    /// The entries above the line, best first.
    pub entries: Vec<EntryId>,
    /// Entries that tie across it and are left to whoever confirms the cut.
    pub tied: Vec<EntryId>,
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
        let line = draw(cut, &rest, ranked.len());
        rest.retain(|r| !line.entries.contains(&r.entry) && !line.tied.contains(&r.entry));
        lines.push(line);
    }
    let below = rest.into_iter().chain(barred).map(|r| r.entry).collect();
    Proposal { lines, below }
}

fn draw(cut: &Cut, rest: &[&Ranked], all: usize) -> Line {
    let (mut entries, mut tied) = (Vec::new(), Vec::new());
    let places = match &cut.rule {
        CutRule::Top { count } => usize::try_from(*count).unwrap_or(usize::MAX),
        CutRule::Share { percent } => share(*percent, all),
        CutRule::AtLeast { score } => rest.iter().take_while(|r| r.score >= exact(*score)).count(),
    };
    for group in rest.chunk_by(|a, b| a.rank == b.rank) {
        let ids = group.iter().map(|r| r.entry);
        if entries.len() + group.len() <= places {
            entries.extend(ids);
            continue;
        }
        if entries.len() < places {
            match cut.ties {
                Ties::Admitted => entries.extend(ids),
                Ties::Referred => tied.extend(ids),
            }
        }
        break;
    }
    Line { label: cut.label.clone(), advances: cut.advances, entries, tied }
}

fn share(percent: Decimal, all: usize) -> usize {
    let part = exact(percent) * Exact::from_integer(all.into()) / Exact::from_integer(100.into());
    part.ceil().to_integer().to_usize().unwrap_or(0)
}

#[cfg(test)]
mod tests;
