//! One judge asked to score one entry in one round: where that stands and what may follow.

use crate::conflict::Ground;
use crate::phase::Phase;
use crate::stage::Stage;
use crate::text;
use kapok_base::{Instant, Refusal, RoundId};
use serde::{Deserialize, Serialize};

/// Where an assignment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum AssignmentState {
    /// Asked; nothing saved yet.
    Asked,
    /// A draft is saved.
    Started {
        /// When it was saved first, or reopened.
        at: Instant,
        /// Why the organiser reopened what had been submitted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reopened: Option<String>,
    },
    /// A scorecard is submitted; later versions correct it.
    Submitted {
        /// When the latest was submitted.
        at: Instant,
    },
    /// The judge stood aside: no scorecard of this assignment counts, whatever came before.
    Recused {
        /// When.
        at: Instant,
        /// What ties the judge to the entry.
        ground: Ground,
        /// In the judge's words.
        reason: String,
    },
    /// The organiser took it back: no scorecard of it counts.
    Removed {
        /// When.
        at: Instant,
        /// Why.
        reason: String,
    },
}

/// A kind of state, without its particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// See [`AssignmentState::Asked`].
    Asked,
    /// See [`AssignmentState::Started`].
    Started,
    /// See [`AssignmentState::Submitted`].
    Submitted,
    /// See [`AssignmentState::Recused`].
    Recused,
    /// See [`AssignmentState::Removed`].
    Removed,
}

impl StateKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Asked, Self::Started, Self::Submitted, Self::Recused, Self::Removed];

    /// Its stable name: `submitted`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Started => "started",
            Self::Submitted => "submitted",
            Self::Recused => "recused",
            Self::Removed => "removed",
        }
    }

    /// Whether its submitted scorecard enters the standings.
    #[must_use]
    pub fn counts(self) -> bool {
        self == Self::Submitted
    }

    /// Whether a scorecard is still owed.
    #[must_use]
    pub fn is_outstanding(self) -> bool {
        matches!(self, Self::Asked | Self::Started)
    }
}

impl AssignmentState {
    /// Its kind.
    #[must_use]
    pub fn state_kind(&self) -> StateKind {
        match self {
            Self::Asked => StateKind::Asked,
            Self::Started { .. } => StateKind::Started,
            Self::Submitted { .. } => StateKind::Submitted,
            Self::Recused { .. } => StateKind::Recused,
            Self::Removed { .. } => StateKind::Removed,
        }
    }

    /// The stable name of the kind of state: `submitted`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.state_kind().as_str()
    }

    /// Whether its submitted scorecard enters the standings.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.state_kind().counts()
    }

    /// Why the organiser reopened the scorecard, until it is submitted anew.
    #[must_use]
    pub fn reopened(&self) -> Option<&str> {
        match self {
            Self::Started { reopened, .. } => reopened.as_deref(),
            Self::Asked | Self::Submitted { .. } | Self::Recused { .. } | Self::Removed { .. } => None,
        }
    }

    /// Whether a scorecard is still owed.
    #[must_use]
    pub fn is_outstanding(&self) -> bool {
        self.state_kind().is_outstanding()
    }

    /// Whether it was set aside: recused or removed.
    #[must_use]
    pub fn is_set_aside(&self) -> bool {
        matches!(self, Self::Recused { .. } | Self::Removed { .. })
    }
}

/// What the rules of an assignment look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// When.
    pub now: Instant,
    /// Where the edition stands.
    pub phase: Phase,
    /// The assignment's round.
    pub round: RoundId,
    /// Where the entry stands.
    pub stage: &'a Stage,
}

impl Facts<'_> {
    fn open(&self) -> Result<(), Refusal> {
        if self.phase != (Phase::Judging { round: self.round }) {
            return Err(Refusal::state("round_not_open").with("phase", self.phase.kind()));
        }
        if !self.stage.is_uncut_in(self.round) {
            return Err(Refusal::state("entry_not_being_judged").with("stage", self.stage.kind()));
        }
        Ok(())
    }

    fn uncut(&self) -> Result<(), Refusal> {
        let placed = self.stage.place().is_some_and(|place| place.round == self.round);
        if placed && !self.stage.is_uncut_in(self.round) {
            return Err(Refusal::state("cut_confirmed"));
        }
        Ok(())
    }
}

/// A version of the scorecard is saved. A draft after a submission leaves the submission standing.
///
/// # Errors
/// `assignment_set_aside`, `round_not_open`, `entry_not_being_judged`.
pub fn save(state: AssignmentState, submit: bool, facts: Facts<'_>) -> Result<AssignmentState, Refusal> {
    use AssignmentState as S;
    facts.open()?;
    match (state, submit) {
        (S::Recused { .. } | S::Removed { .. }, _) => Err(Refusal::state("assignment_set_aside")),
        (_, true) => Ok(S::Submitted { at: facts.now }),
        (S::Asked, false) => Ok(S::Started { at: facts.now, reopened: None }),
        (state @ (S::Started { .. } | S::Submitted { .. }), false) => Ok(state),
    }
}

/// Where an assignment of a pairwise round stands after so many comparisons of the judge's that count, of those it asks for. They may have
/// become fewer, because the judge stood aside from the other entry, or more may be asked, because another judge did.
#[must_use]
pub fn compared(state: &AssignmentState, made: usize, needed: usize, now: Instant) -> AssignmentState {
    use AssignmentState as S;
    match state {
        S::Recused { .. } | S::Removed { .. } => state.clone(),
        S::Submitted { .. } if made >= needed => state.clone(),
        S::Asked | S::Started { .. } if made >= needed => S::Submitted { at: now },
        S::Asked | S::Started { .. } | S::Submitted { .. } if made == 0 => S::Asked,
        S::Started { .. } => state.clone(),
        S::Asked | S::Submitted { .. } => S::Started { at: now, reopened: None },
    }
}

/// The judge stands aside, before or after scoring, even after the cut: the standings are recomputed
/// without the card, and what was decided on it can be moved back.
///
/// # Errors
/// `assignment_set_aside`, `reason_missing`, `text_too_long`.
pub fn recuse(
    state: &AssignmentState,
    ground: Ground,
    reason: Option<&str>,
    now: Instant,
) -> Result<AssignmentState, Refusal> {
    in_force(state)?;
    Ok(AssignmentState::Recused { at: now, ground, reason: text::reason(reason, "/reason")? })
}

/// The organiser reopens a submitted scorecard: it counts no more until the judge submits it anew.
///
/// # Errors
/// `assignment_set_aside`, `scorecard_not_submitted`, `cut_confirmed`, `round_not_open`, `entry_not_being_judged`,
/// `reason_missing`, `text_too_long`.
pub fn reopen(
    state: &AssignmentState,
    reason: Option<&str>,
    facts: Facts<'_>,
) -> Result<AssignmentState, Refusal> {
    in_force(state)?;
    if !state.counts() {
        return Err(Refusal::state("scorecard_not_submitted"));
    }
    facts.uncut()?;
    facts.open()?;
    Ok(AssignmentState::Started { at: facts.now, reopened: Some(text::reason(reason, "/reason")?) })
}

/// The organiser takes the assignment back.
///
/// # Errors
/// `assignment_set_aside`, `reason_missing`, `text_too_long`, and `cut_confirmed` once the cut rests on it.
pub fn remove(
    state: &AssignmentState,
    reason: Option<&str>,
    facts: Facts<'_>,
) -> Result<AssignmentState, Refusal> {
    in_force(state)?;
    facts.uncut()?;
    Ok(AssignmentState::Removed { at: facts.now, reason: text::reason(reason, "/reason")? })
}

fn in_force(state: &AssignmentState) -> Result<(), Refusal> {
    if state.is_set_aside() { Err(Refusal::state("assignment_set_aside")) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
