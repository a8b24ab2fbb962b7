//! What may become of an entry: one exhaustive match of where it stands and what is asked.

use crate::phase::{Path, Phase};
use crate::stage::{InRound, Mark, RoundState, Stage};
use crate::text;
use kapok_base::{Actor, Instant, Refusal, RoundId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What screening found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screening {
    /// It may be judged.
    Eligible,
    /// It may not; a reason is due.
    Ineligible,
    /// The entrant is asked for a correction; a reason is due.
    Returned,
}

/// What is asked of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Record what screening found.
    Screen {
        /// The finding.
        outcome: Screening,
        /// Why; due unless eligible.
        reason: Option<String>,
    },
    /// The entrant sealed a correction.
    SealCorrection,
    /// Take it into a round.
    EnterRound {
        /// Which.
        round: RoundId,
    },
    /// Apply the confirmed cut of a round.
    Cut {
        /// Which round.
        round: RoundId,
        /// Whether it goes on.
        advances: bool,
    },
    /// Record its outcome.
    Decide {
        /// The labels it carries.
        labels: BTreeSet<String>,
    },
    /// Withdraw it.
    Withdraw {
        /// Why.
        reason: Option<String>,
    },
    /// The edition moved back to the phase in the facts: the entry goes back with it.
    Rewind,
}

/// What the match looks at besides the stage and the command.
#[derive(Clone, Debug)]
pub struct Facts {
    /// When.
    pub now: Instant,
    /// Who asks.
    pub by: Actor,
    /// Where the edition stands.
    pub phase: Phase,
    /// The phases of the edition.
    pub path: Path,
    /// Whether the entry's latest decision in the present phase is public.
    pub decision_public: bool,
}

/// What happened to an entry; the ledger keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Screening found something.
    EntryScreened {
        /// The finding.
        outcome: Screening,
        /// Why.
        reason: Option<String>,
    },
    /// A correction was sealed.
    EntryCorrected,
    /// It went into a round.
    EntryEnteredRound {
        /// Which.
        round: RoundId,
    },
    /// The cut of a round was confirmed for it.
    EntryCut {
        /// Which round.
        round: RoundId,
        /// Whether it goes on.
        advances: bool,
    },
    /// Its outcome was recorded.
    EntryDecided {
        /// The labels it carries.
        labels: BTreeSet<String>,
    },
    /// It was withdrawn.
    EntryWithdrawn {
        /// Why.
        reason: String,
    },
    /// It went back with its edition.
    EntryRewound {
        /// The kind of stage it left.
        left: String,
    },
}

impl Event {
    /// Its stable name in the ledger.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::EntryScreened { .. } => "entry_screened",
            Self::EntryCorrected => "entry_corrected",
            Self::EntryEnteredRound { .. } => "entry_entered_round",
            Self::EntryCut { .. } => "entry_cut",
            Self::EntryDecided { .. } => "entry_decided",
            Self::EntryWithdrawn { .. } => "entry_withdrawn",
            Self::EntryRewound { .. } => "entry_rewound",
        }
    }
}

/// Answers a command: the stage that follows and what happened, or the rule that refused.
///
/// A command that changes nothing (entering a round twice) gives the same stage and no event.
///
/// # Errors
/// `entry_stage_forbids` or `entry_not_advanced` when the stage does not admit the command, `entry_in_other_phase` when the edition's
/// phase does not, `reason_missing`, `decision_public`.
pub fn apply(stage: Stage, command: Command, facts: &Facts) -> Result<(Stage, Vec<Event>), Refusal> {
    use Command as C;
    use Stage as S;
    let mark = Mark { at: facts.now, by: facts.by };
    let kind = stage.kind();
    let placed = |place| S::InRound { mark, place };
    match (stage, command) {
        (
            S::Sealed { .. } | S::Returned { .. } | S::Ineligible { .. } | S::Eligible { .. },
            C::Screen { outcome, reason },
        ) => {
            during(facts, |p| matches!(p, Phase::Open | Phase::Screening))?;
            screen(mark, outcome, reason.as_deref())
        }
        (S::Returned { .. }, C::SealCorrection) => {
            during(facts, |p| matches!(p, Phase::Open | Phase::Screening))?;
            Ok((S::Sealed { mark }, vec![Event::EntryCorrected]))
        }
        (S::Eligible { .. }, C::EnterRound { round }) => {
            during(facts, |p| p == Phase::Judging { round })?;
            let place = InRound { round, state: RoundState::Judging };
            Ok((placed(place), vec![Event::EntryEnteredRound { round }]))
        }
        (S::InRound { mark: since, place }, C::EnterRound { round }) => {
            during(facts, |p| p == Phase::Judging { round })?;
            match place.state {
                _ if place.round == round => Ok((S::InRound { mark: since, place }, vec![])),
                RoundState::Advanced => {
                    let place = InRound { round, state: RoundState::Judging };
                    Ok((placed(place), vec![Event::EntryEnteredRound { round }]))
                }
                RoundState::Judging | RoundState::Stopped => Err(Refusal::state("entry_not_advanced")),
            }
        }
        (S::InRound { place, .. }, C::Cut { round, advances }) if place.round == round => {
            during(facts, |p| p == Phase::Judging { round })?;
            unannounced(facts)?;
            let state = if advances { RoundState::Advanced } else { RoundState::Stopped };
            Ok((placed(InRound { round, state }), vec![Event::EntryCut { round, advances }]))
        }
        (stage @ (S::Eligible { .. } | S::InRound { .. } | S::Decided { .. }), C::Decide { labels }) => {
            during(facts, |p| p == Phase::Deciding)?;
            unannounced(facts)?;
            let events = vec![Event::EntryDecided { labels: labels.clone() }];
            Ok((S::Decided { mark, labels, from: stage.place() }, events))
        }
        (
            S::Sealed { .. } | S::Returned { .. } | S::Eligible { .. } | S::InRound { .. },
            C::Withdraw { reason },
        ) => {
            during(facts, |p| !matches!(p, Phase::Decided | Phase::Archived))?;
            let reason = text::reason(reason.as_deref(), "/reason")?;
            Ok((S::Withdrawn { mark, reason: reason.clone() }, vec![Event::EntryWithdrawn { reason }]))
        }
        (stage, C::Rewind) => Ok(rewind(stage, mark, facts)),
        (
            S::InRound { .. } | S::Decided { .. } | S::Withdrawn { .. },
            C::Screen { .. } | C::SealCorrection,
        )
        | (S::Sealed { .. } | S::Ineligible { .. } | S::Eligible { .. }, C::SealCorrection)
        | (
            S::Sealed { .. }
            | S::Returned { .. }
            | S::Ineligible { .. }
            | S::Decided { .. }
            | S::Withdrawn { .. },
            C::EnterRound { .. },
        )
        | (S::Ineligible { .. } | S::Decided { .. } | S::Withdrawn { .. }, C::Withdraw { .. })
        | (
            S::Sealed { .. } | S::Returned { .. } | S::Ineligible { .. } | S::Withdrawn { .. },
            C::Decide { .. },
        )
        | (_, C::Cut { .. }) => Err(Refusal::state("entry_stage_forbids").with("stage", kind)),
    }
}

fn during(facts: &Facts, fits: impl Fn(Phase) -> bool) -> Result<(), Refusal> {
    if fits(facts.phase) {
        return Ok(());
    }
    Err(Refusal::state("entry_in_other_phase").with("phase", facts.phase.kind()))
}

fn unannounced(facts: &Facts) -> Result<(), Refusal> {
    if facts.decision_public { Err(Refusal::state("decision_public")) } else { Ok(()) }
}

fn screen(mark: Mark, outcome: Screening, reason: Option<&str>) -> Result<(Stage, Vec<Event>), Refusal> {
    let (stage, reason) = match outcome {
        Screening::Eligible => {
            let reason = reason.map(str::trim).filter(|r| !r.is_empty());
            reason.map_or(Ok(()), |r| text::fits(r, text::LONGEST, "/reason"))?;
            (Stage::Eligible { mark }, reason.map(str::to_owned))
        }
        Screening::Ineligible => {
            let reason = text::reason(reason, "/reason")?;
            (Stage::Ineligible { mark, reason: reason.clone() }, Some(reason))
        }
        Screening::Returned => {
            let reason = text::reason(reason, "/reason")?;
            (Stage::Returned { mark, reason: reason.clone() }, Some(reason))
        }
    };
    Ok((stage, vec![Event::EntryScreened { outcome, reason }]))
}

/// Where an entry stands once its edition is back in an earlier phase: a decision falls, a place in a
/// later round becomes the place from which it had come; a cut stands until it is confirmed anew.
fn rewind(stage: Stage, mark: Mark, facts: &Facts) -> (Stage, Vec<Event>) {
    let (Stage::InRound { .. } | Stage::Decided { .. }) = stage else { return (stage, vec![]) };
    let at = |phase| facts.path.position(phase).unwrap_or(0);
    let now_at = at(facts.phase);
    if matches!(stage, Stage::Decided { .. }) && now_at >= at(Phase::Deciding) {
        return (stage, vec![]);
    }
    let left = stage.kind().to_owned();
    let next = match (stage.place(), facts.phase) {
        (Some(place), _) if at(Phase::Judging { round: place.round }) <= now_at => {
            if matches!(stage, Stage::InRound { .. }) {
                return (stage, vec![]);
            }
            Stage::InRound { mark, place }
        }
        (Some(_), Phase::Judging { round }) => {
            Stage::InRound { mark, place: InRound { round, state: RoundState::Advanced } }
        }
        (Some(_) | None, _) => Stage::Eligible { mark },
    };
    (next, vec![Event::EntryRewound { left }])
}

#[cfg(test)]
mod tests;
