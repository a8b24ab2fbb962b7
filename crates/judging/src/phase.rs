//! Where an edition stands, and what must be so before it moves on or back.

use crate::text;
use kapok_base::{Instant, Refusal, RoundId};
use serde::{Deserialize, Serialize};

/// Where an edition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Phase {
    /// Being set up; nobody outside sees it.
    Draft,
    /// Submissions are written and sealed.
    Open,
    /// Sealed entries are checked for eligibility.
    Screening,
    /// One round of judging.
    Judging {
        /// Which round.
        round: RoundId,
    },
    /// The outcome of every entry is being recorded.
    Deciding,
    /// Every entry has its outcome.
    Decided,
    /// Closed for good; kept to be read.
    Archived,
}

impl Phase {
    /// The stable name of the kind of phase: `judging`.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Screening => "screening",
            Self::Judging { .. } => "judging",
            Self::Deciding => "deciding",
            Self::Decided => "decided",
            Self::Archived => "archived",
        }
    }

    /// The round that is being judged.
    #[must_use]
    pub fn round(self) -> Option<RoundId> {
        match self {
            Self::Judging { round } => Some(round),
            Self::Draft | Self::Open | Self::Screening | Self::Deciding | Self::Decided | Self::Archived => {
                None
            }
        }
    }
}

/// The phases that one edition goes through, in order: the ones it does not use are absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(Vec<Phase>);

impl Path {
    /// The path of an edition with these rounds, in their order, with or without screening.
    #[must_use]
    pub fn new(screening: bool, rounds: &[RoundId]) -> Self {
        let mut phases = vec![Phase::Draft, Phase::Open];
        phases.extend(screening.then_some(Phase::Screening));
        phases.extend(rounds.iter().map(|round| Phase::Judging { round: *round }));
        phases.extend([Phase::Deciding, Phase::Decided, Phase::Archived]);
        Self(phases)
    }

    /// The phases in order.
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.0
    }

    /// How far along the path a phase is; absent when this edition does not use it.
    #[must_use]
    pub fn position(&self, phase: Phase) -> Option<usize> {
        self.0.iter().position(|p| *p == phase)
    }

    /// The phase after `phase`; absent at the end.
    #[must_use]
    pub fn after(&self, phase: Phase) -> Option<Phase> {
        self.0.get(self.position(phase)? + 1).copied()
    }

    fn get(&self, phase: Phase) -> Result<usize, Refusal> {
        self.position(phase)
            .ok_or_else(|| Refusal::state("phase_not_used").with("phase", phase.kind()).at("/to"))
    }
}

/// A scorecard that a judge still owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// Whose it is, by name.
    pub judge: String,
    /// Which entry it is about, as the organiser knows it.
    pub entry: String,
}

/// An announcement that is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its title.
    pub title: String,
    /// The phase whose decisions it made known.
    pub phase: Phase,
}

/// What the guards of a phase move look at. Entries, judges and rounds are given as people know them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What an edition still lacks before it can open: `form`, `deadline`, `labels`, …
    pub setup_missing: Vec<String>,
    /// The first instant that is too late to seal, where there is a deadline.
    pub too_late_from: Option<Instant>,
    /// Sealed entries without a screening outcome, and returned ones that did not come back.
    pub unscreened: Vec<String>,
    /// What the round to be entered still lacks: `panel`, `rubric`, …
    pub round_missing: Vec<String>,
    /// Scorecards of the present round that were assigned and not submitted.
    pub outstanding: Vec<Outstanding>,
    /// Entries of the present round with fewer submitted scorecards than its rules ask for.
    pub too_few_scorecards: Vec<String>,
    /// Entries of the present round for which its cut has not been confirmed.
    pub uncut: Vec<String>,
    /// Entries that still have no outcome.
    pub undecided: Vec<String>,
    /// Announcements that are not public yet.
    pub unannounced: Vec<String>,
    /// Announcements that are public.
    pub published: Vec<Published>,
}

/// Moves an edition forward to the next phase that it uses.
///
/// # Errors
/// `phase_not_used`, `phase_not_next`, or the guard that is not met, with the list of what is missing:
/// `edition_incomplete`, `deadline_not_passed`, `entries_unscreened`, `round_incomplete`,
/// `scorecards_outstanding`, `scorecards_too_few`, `entries_uncut`, `entries_undecided`,
/// `decisions_unannounced`.
pub fn forward(path: &Path, from: Phase, to: Phase, facts: &Facts, now: Instant) -> Result<Phase, Refusal> {
    let (at, wanted) = (path.get(from)?, path.get(to)?);
    if wanted != at + 1 {
        let refusal = Refusal::state("phase_not_next").with("from", from.kind()).with("to", to.kind());
        return Err(refusal.at("/to").missing(path.after(from).map(Phase::kind)));
    }
    leave(from, facts, now)?;
    match to {
        Phase::Judging { .. } => none("round_incomplete", &facts.round_missing)?,
        Phase::Decided => none("entries_undecided", &facts.undecided)?,
        Phase::Draft | Phase::Open | Phase::Screening | Phase::Deciding | Phase::Archived => {}
    }
    Ok(to)
}

fn leave(from: Phase, facts: &Facts, now: Instant) -> Result<(), Refusal> {
    match from {
        Phase::Draft => none("edition_incomplete", &facts.setup_missing),
        Phase::Open => match facts.too_late_from {
            Some(until) if now < until => {
                Err(Refusal::time("deadline_not_passed").with("until", until.to_string()))
            }
            _ => Ok(()),
        },
        Phase::Screening => none("entries_unscreened", &facts.unscreened),
        Phase::Judging { .. } => {
            scorecards_are_in(facts)?;
            none("entries_uncut", &facts.uncut)
        }
        Phase::Deciding | Phase::Archived => Ok(()),
        Phase::Decided => none("decisions_unannounced", &facts.unannounced),
    }
}

/// Refuses to go on with a round whose scorecards are not all in.
///
/// # Errors
/// `scorecards_outstanding` listing whose, `scorecards_too_few` listing for which entries.
pub fn scorecards_are_in(facts: &Facts) -> Result<(), Refusal> {
    let owed: Vec<_> = facts.outstanding.iter().map(|o| format!("{}: {}", o.judge, o.entry)).collect();
    none("scorecards_outstanding", &owed)?;
    none("scorecards_too_few", &facts.too_few_scorecards)
}

fn none(code: &'static str, missing: &[String]) -> Result<(), Refusal> {
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::state(code).with("count", missing.len()).missing(missing))
}

/// Moves an edition back to an earlier phase; gives the phase and the reason as it will be recorded.
///
/// # Errors
/// `phase_not_used`, `phase_not_earlier`, `reason_missing`, or `later_phase_public` with the
/// announcements that stand in the way: what the public has read is not undone by moving back.
pub fn back(
    path: &Path,
    from: Phase,
    to: Phase,
    reason: Option<&str>,
    facts: &Facts,
) -> Result<(Phase, String), Refusal> {
    let (at, wanted) = (path.get(from)?, path.get(to)?);
    if wanted >= at {
        let refusal = Refusal::state("phase_not_earlier").with("from", from.kind()).with("to", to.kind());
        return Err(refusal.at("/to"));
    }
    let reason = text::reason(reason, "/reason")?;
    let later = |p: &&Published| path.position(p.phase).is_none_or(|published| published > wanted);
    let public: Vec<_> = facts.published.iter().filter(later).map(|p| p.title.clone()).collect();
    none("later_phase_public", &public)?;
    Ok((to, reason))
}

#[cfg(test)]
mod tests;
