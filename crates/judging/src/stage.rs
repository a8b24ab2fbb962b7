//! Where an entry stands, with when, by whom and why.

use kapok_base::{Actor, Instant, RoundId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Who did something to an entry, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Actor,
}

/// An entry's place in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InRound {
    /// The round it entered last.
    pub round: RoundId,
    /// What became of it there.
    pub state: RoundState,
}

/// What became of an entry in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// It is being judged.
    Judging,
    /// The confirmed cut sends it on.
    Advanced,
    /// The confirmed cut leaves it here.
    Stopped,
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// Sealed by the entrant, not screened yet.
    Sealed {
        /// Sealing.
        mark: Mark,
    },
    /// Sent back for a correction.
    Returned {
        /// Screening.
        mark: Mark,
        /// What is to be corrected.
        reason: String,
    },
    /// Not eligible.
    Ineligible {
        /// Screening.
        mark: Mark,
        /// Why not.
        reason: String,
    },
    /// Eligible, not in a round yet.
    Eligible {
        /// Screening.
        mark: Mark,
    },
    /// In a round, or cut there.
    InRound {
        /// When and by whom it came here.
        mark: Mark,
        /// Which round and what became of it.
        place: InRound,
    },
    /// The final outcome is recorded.
    Decided {
        /// The decision.
        mark: Mark,
        /// The labels it carries; none means it goes without.
        labels: BTreeSet<String>,
        /// Where it stood before, so that the decision can be taken back.
        from: Option<InRound>,
    },
    /// Withdrawn before the decision.
    Withdrawn {
        /// The withdrawal.
        mark: Mark,
        /// Why.
        reason: String,
    },
}

impl Stage {
    /// The stable name of the kind of stage: `in_round`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Sealed { .. } => "sealed",
            Self::Returned { .. } => "returned",
            Self::Ineligible { .. } => "ineligible",
            Self::Eligible { .. } => "eligible",
            Self::InRound { .. } => "in_round",
            Self::Decided { .. } => "decided",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Whether it was found eligible and has not been withdrawn since.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        matches!(self, Self::Eligible { .. } | Self::InRound { .. } | Self::Decided { .. })
    }

    /// Whether its screening is still open.
    #[must_use]
    pub fn is_unscreened(&self) -> bool {
        matches!(self, Self::Sealed { .. } | Self::Returned { .. })
    }

    /// Its place in a round, before or after the decision.
    #[must_use]
    pub fn place(&self) -> Option<InRound> {
        match self {
            Self::InRound { place, .. } => Some(*place),
            Self::Decided { from, .. } => *from,
            Self::Sealed { .. }
            | Self::Returned { .. }
            | Self::Ineligible { .. }
            | Self::Eligible { .. }
            | Self::Withdrawn { .. } => None,
        }
    }

    /// Whether it is being judged in `round` and the cut has not been confirmed for it.
    #[must_use]
    pub fn is_uncut_in(&self, round: RoundId) -> bool {
        matches!(self, Self::InRound { place, .. } if place.round == round && place.state == RoundState::Judging)
    }

    /// Whether it still needs an outcome before the edition is decided.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        match self {
            Self::Sealed { .. } | Self::Returned { .. } | Self::Eligible { .. } => true,
            Self::InRound { place, .. } => place.state != RoundState::Stopped,
            Self::Ineligible { .. } | Self::Decided { .. } | Self::Withdrawn { .. } => false,
        }
    }
}
