//! Which of two is better: what a judge says, which comparisons count, what each judge owes, and which two come next.

use crate::round::{RoundKind, RoundRules};
use crate::text;
use kapok_base::{AssignmentId, EntryId, PersonId, Refusal, Stream};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Which of two is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The first.
    First,
    /// The second.
    Second,
    /// Neither.
    Equal,
}

/// What a judge says of two entries of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The judge's assignment of the one.
    pub first: AssignmentId,
    /// That of the other.
    pub second: AssignmentId,
    /// Which is better.
    pub outcome: Outcome,
    /// Why, for the judge to read again.
    #[serde(default)]
    pub comment: Option<String>,
}

impl Given {
    /// The two in an order that does not depend on which was shown first.
    #[must_use]
    pub fn pair(&self) -> (AssignmentId, AssignmentId) {
        (self.first.min(self.second), self.first.max(self.second))
    }
}

/// Checks what a judge says against the rules of the round.
///
/// # Errors
/// `round_not_pairwise`, `comparison_invalid` with details: `pair_same`, `text_too_long`.
pub fn check(rules: &RoundRules, given: &Given) -> Result<(), Refusal> {
    if rules.kind != RoundKind::Pairwise {
        return Err(Refusal::state("round_not_pairwise"));
    }
    let same = (given.first == given.second).then(|| Refusal::invalid("pair_same").at("/second"));
    let comment = given.comment.as_deref().unwrap_or_default();
    let long = text::fits(comment, rules.rubric.longest_comment, "/comment").err();
    Refusal::gather("comparison_invalid", same.into_iter().chain(long).collect())
}

/// An assignment that is in force, of an entry that is in the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Live {
    /// The assignment.
    pub assignment: AssignmentId,
    /// Its entry.
    pub entry: EntryId,
    /// Its judge.
    pub judge: PersonId,
}

/// A comparison that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Made {
    /// By whom.
    pub judge: PersonId,
    /// The one.
    pub first: EntryId,
    /// The other.
    pub second: EntryId,
    /// Which is better.
    pub outcome: Outcome,
}

impl Made {
    /// Whether an entry is one of the two.
    #[must_use]
    pub fn is_of(&self, entry: EntryId) -> bool {
        self.first == entry || self.second == entry
    }

    /// What it is to an entry: 1 where it is the better one, -1 where the other is, 0 where neither is or it is not of this entry.
    #[must_use]
    pub fn gain(&self, entry: EntryId) -> i64 {
        match (self.outcome, self.first == entry) {
            _ if !self.is_of(entry) => 0,
            (Outcome::Equal, _) => 0,
            (Outcome::First, true) | (Outcome::Second, false) => 1,
            (Outcome::First, false) | (Outcome::Second, true) => -1,
        }
    }
}

/// The comparisons that count, sorted: of each two the last that the judge gave, while both assignments are in force. `given` comes
/// in the order in which each judge gave it.
#[must_use]
pub fn counting<'a>(given: impl IntoIterator<Item = &'a Given>, live: &[Live]) -> Vec<Made> {
    let live: BTreeMap<AssignmentId, &Live> = live.iter().map(|one| (one.assignment, one)).collect();
    let last: BTreeMap<_, &Given> = given.into_iter().map(|given| (given.pair(), given)).collect();
    let made = |given: &Given| {
        let (first, second) = (live.get(&given.first)?, live.get(&given.second)?);
        let (judge, outcome) = (first.judge, given.outcome);
        Some(Made { judge, first: first.entry, second: second.entry, outcome })
    };
    let mut counting: Vec<Made> = last.into_values().filter_map(made).collect();
    counting.sort();
    counting
}

/// How many comparisons each assignment asks for: of those that its entry needs, the judge's share, rounded up, as far as the judge
/// has other entries to compare it with. One at least: an entry alone cannot be compared, and stays owed.
#[must_use]
pub fn needs(minimum: u32, live: &[Live]) -> BTreeMap<AssignmentId, usize> {
    let (mut judges, mut own) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, usize>::new());
    for one in live {
        *judges.entry(one.entry).or_default() += 1;
        *own.entry(one.judge).or_default() += 1;
    }
    let minimum = usize::try_from(minimum).unwrap_or(usize::MAX);
    let need = |one: &Live| minimum.div_ceil(judges[&one.entry]).min(own[&one.judge] - 1).max(1);
    live.iter().map(|one| (one.assignment, need(one))).collect()
}

/// How far a judge is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Comparisons of theirs that count.
    pub done: usize,
    /// How many more they owe, at least.
    pub left: usize,
}

/// One judge's entries with the comparisons that each needs of them, and those that they made.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    /// What each entry needs of the judge.
    pub needs: BTreeMap<EntryId, usize>,
    /// The judge's comparisons that count.
    pub made: &'a [Made],
}

impl Desk<'_> {
    /// How many comparisons an entry lacks; negative where it has more than it needs.
    fn lack(&self, entry: EntryId) -> isize {
        let made = self.made.iter().filter(|made| made.is_of(entry)).count();
        let needed = self.needs.get(&entry).copied().unwrap_or_default();
        needed.cast_signed().saturating_sub(made.cast_signed())
    }

    /// How far the judge is. Each comparison serves two entries, none serves one entry twice.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let lacks: Vec<usize> =
            self.needs.keys().map(|entry| self.lack(*entry).max(0).unsigned_abs()).collect();
        let most = lacks.iter().copied().max().unwrap_or_default();
        Progress { done: self.made.len(), left: most.max(lacks.iter().sum::<usize>().div_ceil(2)) }
    }

    /// The two that the judge compares next, in the order in which they are shown; none when nothing is lacking.
    ///
    /// Of all that the judge did not compare yet: first those that lack most; then those that nothing links yet, so that all comparisons
    /// hang together; then those that fared most alike with this judge, which tells most; then by chance. Only the judge's own
    /// comparisons are looked at, so that what is asked tells nothing of the other judges. The same stream gives the
    /// same two.
    #[must_use]
    pub fn next(&self, chance: &Stream) -> Option<(EntryId, EntryId)> {
        let parts = self.parts();
        let one = |entry: &EntryId| Candidate {
            entry: *entry,
            lack: self.lack(*entry),
            part: parts.get(entry).copied().unwrap_or(*entry),
            record: self.made.iter().map(|made| made.gain(*entry)).sum(),
            lot: chance.below(u64::MAX),
        };
        let all: Vec<Candidate> = self.needs.keys().map(one).collect();
        let seen: BTreeSet<_> =
            self.made.iter().map(|m| (m.first.min(m.second), m.first.max(m.second))).collect();
        let pairs = all.iter().enumerate().flat_map(|(i, a)| all[i + 1..].iter().map(move |b| (a, b)));
        let open = pairs.filter(|(a, b)| a.lack.max(b.lack) > 0 && !seen.contains(&(a.entry, b.entry)));
        let (a, b) = open.min_by_key(|(a, b)| {
            let lacks = Reverse((a.lack.max(b.lack), a.lack.min(b.lack)));
            let lots = (a.lot.min(b.lot), a.lot.max(b.lot));
            (lacks, a.part == b.part, a.record.abs_diff(b.record), lots)
        })?;
        Some(if (a.lot ^ b.lot) & 1 == 0 { (a.entry, b.entry) } else { (b.entry, a.entry) })
    }

    /// The part of each entry that was compared: entries that comparisons link share one.
    fn parts(&self) -> BTreeMap<EntryId, EntryId> {
        let mut parts: BTreeMap<EntryId, EntryId> = BTreeMap::new();
        for made in self.made {
            let one = *parts.entry(made.first).or_insert(made.first);
            let other = *parts.entry(made.second).or_insert(made.second);
            parts.values_mut().filter(|part| **part == other).for_each(|part| *part = one);
        }
        parts
    }
}

struct Candidate {
    entry: EntryId,
    lack: isize,
    part: EntryId,
    record: i64,
    lot: u64,
}

#[cfg(test)]
mod tests;
