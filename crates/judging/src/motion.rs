//! Moving entries between the lines of a round by motion, as a committee does when it meets.

use crate::cut::Proposal;
use crate::phase::Phase;
use crate::shortlist::Override;
use crate::stage::Stage;
use crate::text;
use kapok_base::{EntryId, PersonId, Refusal, RoundId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How a motion was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Settled {
    /// Nobody was against it.
    Agreed,
    /// By a vote.
    Voted {
        /// Votes in favour.
        in_favour: u32,
        /// Votes against.
        against: u32,
        /// Members present who voted neither way.
        #[serde(default)]
        abstained: u32,
    },
}

impl Settled {
    /// Whether the motion carries: agreed, or more in favour than against.
    #[must_use]
    pub fn carries(self) -> bool {
        match self {
            Self::Agreed => true,
            Self::Voted { in_favour, against, .. } => in_favour > against,
        }
    }

    /// How many members voted or abstained; none where nobody was asked.
    fn votes(self) -> Option<u64> {
        match self {
            Self::Agreed => None,
            Self::Voted { in_favour, against, abstained } => {
                Some(u64::from(in_favour) + u64::from(against) + u64::from(abstained))
            }
        }
    }
}

/// A motion as it is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The entry.
    pub entry: EntryId,
    /// The label of the line it is to stand above; below all of them when none.
    pub to: Option<String>,
    /// Why.
    pub reason: String,
    /// How it was settled.
    pub settled: Settled,
    /// Members who were not there, besides those who stood aside from the entry.
    pub absent: Vec<PersonId>,
}

/// A motion as it is recorded, carried or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    /// The entry.
    pub entry: EntryId,
    /// The label of the line it is to stand above; below all of them when none.
    pub to: Option<String>,
    /// Why.
    pub reason: String,
    /// How it was settled.
    pub settled: Settled,
    /// Members who took no part: those who stood aside from the entry, and those who were not there.
    pub absent: BTreeSet<PersonId>,
}

/// Where an entry stands on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Above the line with this label.
    Line(String),
    /// Tied across a line: the rule leaves it to a hand.
    Tied,
    /// Below every line.
    Out,
}

/// One line with the entries above it, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardLine {
    /// Its label.
    pub label: String,
    /// The entries.
    pub entries: Vec<EntryId>,
}

/// The entries of a round, each in one place: where the rule puts it, or the last motion that carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// The round's lines, from the top.
    pub lines: Vec<BoardLine>,
    /// Entries that tie across a line and that no motion has placed.
    pub tied: Vec<EntryId>,
    /// Everyone else.
    pub out: Vec<EntryId>,
    /// The motion that holds, by entry.
    pub moved: BTreeMap<EntryId, Motion>,
}

impl Board {
    /// Sets up the board: `ranking` names every entry of the round, best first, `motions` come in the order in which they were put.
    #[must_use]
    pub fn of<'a>(
        proposal: &Proposal,
        ranking: &[EntryId],
        motions: impl IntoIterator<Item = &'a Motion>,
    ) -> Self {
        let empty = |label: &String| BoardLine { label: label.clone(), entries: Vec::new() };
        let mut board =
            Self { lines: proposal.lines.iter().map(|l| empty(&l.label)).collect(), ..Self::default() };
        for motion in motions {
            let fits = motion.to.as_deref().is_none_or(|to| board.has_line(to));
            if motion.settled.carries() && fits && ranking.contains(&motion.entry) {
                board.moved.insert(motion.entry, motion.clone());
            }
        }
        for entry in ranking {
            let place = match board.moved.get(entry) {
                Some(motion) => motion.to.clone().map_or(Place::Out, Place::Line),
                None if proposal.is_tied(*entry) => Place::Tied,
                None => proposal.label_of(*entry).map_or(Place::Out, |l| Place::Line(l.to_owned())),
            };
            board.put(*entry, &place);
        }
        board
    }

    fn put(&mut self, entry: EntryId, place: &Place) {
        let line = match place {
            Place::Line(label) => self.lines.iter_mut().find(|l| l.label == *label).map(|l| &mut l.entries),
            Place::Tied => Some(&mut self.tied),
            Place::Out => None,
        };
        line.unwrap_or(&mut self.out).push(entry);
    }

    /// Whether the round gives this label.
    #[must_use]
    pub fn has_line(&self, label: &str) -> bool {
        self.lines.iter().any(|l| l.label == label)
    }

    /// Where an entry stands; nothing when it is not in the round.
    #[must_use]
    pub fn place(&self, entry: EntryId) -> Option<Place> {
        let line = self.lines.iter().find(|l| l.entries.contains(&entry));
        let line = line.map(|l| Place::Line(l.label.clone()));
        let tied = || self.tied.contains(&entry).then_some(Place::Tied);
        line.or_else(tied).or_else(|| self.out.contains(&entry).then_some(Place::Out))
    }

    /// Every entry of the round, with the number of the line that it stands above, from 0.
    #[must_use]
    pub fn lines_of(&self) -> BTreeMap<EntryId, Option<usize>> {
        let below = self.tied.iter().chain(&self.out).map(|entry| (*entry, None));
        let lines = self.lines.iter().enumerate();
        below
            .chain(lines.flat_map(|(at, line)| line.entries.iter().map(move |entry| (*entry, Some(at)))))
            .collect()
    }

    /// The label of the line that an entry stands above.
    #[must_use]
    pub fn label_of(&self, entry: EntryId) -> Option<&str> {
        self.lines.iter().find(|l| l.entries.contains(&entry)).map(|l| l.label.as_str())
    }

    /// The motions' reasons, wherever the board differs from the rule or breaks one of its ties.
    #[must_use]
    pub fn overrides(&self, proposal: &Proposal) -> Vec<Override> {
        let by_hand = |(entry, motion): (&EntryId, &Motion)| {
            let differs = proposal.is_tied(*entry) || proposal.label_of(*entry) != motion.to.as_deref();
            differs.then(|| Override { entry: *entry, reason: motion.reason.clone() })
        };
        self.moved.iter().filter_map(by_hand).collect()
    }
}

/// What the rule of a motion looks at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Where the edition stands.
    pub phase: Phase,
    /// The round.
    pub round: RoundId,
    /// Where the entry stands; nothing when the edition has no such entry.
    pub stage: Option<&'a Stage>,
    /// The board before the motion.
    pub board: &'a Board,
    /// The judges of the round's panel.
    pub members: &'a BTreeSet<PersonId>,
    /// Who stood aside from the entry.
    pub aside: &'a BTreeSet<PersonId>,
}

/// Records a motion, whether it carries or not, while the round is judged and its cut is not confirmed. Members who stood
/// aside from the entry are absent whether they are named or not.
///
/// # Errors
/// `round_not_open`, `entry_not_being_judged`, and `motion_invalid` with details: `entry_not_in_round`, `label_not_of_round`,
/// `motion_same_place`, `reason_missing`, `text_too_long`, `not_in_panel`, `votes_missing`, `votes_exceed_present`.
pub fn record(asked: &Asked, facts: &Facts<'_>) -> Result<Motion, Refusal> {
    if facts.phase != (Phase::Judging { round: facts.round }) {
        return Err(Refusal::state("round_not_open").with("phase", facts.phase.kind()));
    }
    let placed = facts.stage.filter(|s| s.place().is_some_and(|p| p.round == facts.round));
    if let Some(stage) = placed.filter(|stage| !stage.is_uncut_in(facts.round)) {
        return Err(Refusal::state("entry_not_being_judged").with("stage", stage.kind()));
    }
    let mut found = Vec::new();
    let wanted = asked.to.clone().map_or(Place::Out, Place::Line);
    match facts.board.place(asked.entry) {
        None => found.push(Refusal::invalid("entry_not_in_round").at("/entry")),
        Some(_) if asked.to.as_deref().is_some_and(|to| !facts.board.has_line(to)) => {
            let label = asked.to.clone().unwrap_or_default();
            found.push(Refusal::invalid("label_not_of_round").with("label", label).at("/to"));
        }
        Some(place) if place == wanted => found.push(Refusal::invalid("motion_same_place").at("/to")),
        Some(_) => {}
    }
    let reason = text::reason(Some(&asked.reason), "/reason");
    let reason = reason.map_err(|refusal| found.push(refusal)).unwrap_or_default();
    let absent = absent(asked, facts, &mut found);
    let present = facts.members.difference(&absent).count();
    match asked.settled.votes() {
        Some(0) => found.push(Refusal::invalid("votes_missing").at("/settled/in_favour")),
        Some(votes) if votes > present as u64 => {
            found.push(Refusal::invalid("votes_exceed_present").with("present", present).at("/settled"));
        }
        _ => {}
    }
    Refusal::gather("motion_invalid", found)?;
    Ok(Motion { entry: asked.entry, to: asked.to.clone(), reason, settled: asked.settled, absent })
}

fn absent(asked: &Asked, facts: &Facts<'_>, found: &mut Vec<Refusal>) -> BTreeSet<PersonId> {
    let mut absent: BTreeSet<PersonId> = facts.members.intersection(facts.aside).copied().collect();
    for (i, person) in asked.absent.iter().enumerate() {
        match facts.members.contains(person) {
            true => drop(absent.insert(*person)),
            false => found.push(Refusal::invalid("not_in_panel").at(format!("/absent/{i}"))),
        }
    }
    absent
}

#[cfg(test)]
mod tests;
