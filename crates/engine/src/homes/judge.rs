//! The judge's home: the next dossier, and how far each round is.

use crate::judge::{MyAssignmentRow, OwnPanel, Round};
use crate::{Caller, Engine, Result};
use kapok_access::Action;
use kapok_base::{AssignmentId, Instant, Localized};
use kapok_judging::assignment::AssignmentState;
use kapok_judging::phase::Phase;
use kapok_store::editions::{self, Edition};
use std::collections::BTreeMap;

/// The dossier that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextDossier {
    /// The assignment.
    pub assignment: AssignmentId,
    /// The entry's number and title.
    pub entry: String,
    /// Whether the scorecard has been begun.
    pub is_begun: bool,
}

/// A round in which the caller judges.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRound {
    /// The round.
    pub round: Round,
    /// The edition's name.
    pub edition: Localized,
    /// Whether scorecards are taken now.
    pub is_open: bool,
    /// Whether scorecards are owed after the day named.
    pub is_late: bool,
    /// Scorecards submitted.
    pub done: usize,
    /// Scorecards asked for; entries from which the judge stood aside are left out.
    pub of: usize,
    /// What comes next: what was begun, or else what the round begins with, or else by number.
    pub next: Option<NextDossier>,
}

/// What a judge finds first.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgeHome {
    /// The panels of editions whose outcome is open; what a panel asks of its judges comes before anything else.
    pub panels: Vec<OwnPanel>,
    /// The rounds in which something was assigned: those at work first, late ones before others.
    pub rounds: Vec<OwnRound>,
}

impl Engine {
    /// The rounds in which the caller was asked to score, and the next dossier of each.
    ///
    /// # Errors
    /// A denial.
    pub async fn judge_home(&self, caller: &Caller) -> Result<JudgeHome> {
        let rows = self.list_my_assignments(caller, None, None).await?;
        let own = self.permit(caller, Action::SeeOwnAssignments)?;
        let editions = editions::list(&self.store.read(), &own, None).await?;
        let now = self.store.now();
        let mut by_round: BTreeMap<_, Vec<MyAssignmentRow>> = BTreeMap::new();
        for row in rows {
            by_round.entry(row.round.id).or_default().push(row);
        }
        let own = |rows: Vec<MyAssignmentRow>| {
            let edition = editions.iter().find(|e| rows.first().is_some_and(|r| r.round.edition == e.id))?;
            own_round(&rows, edition, now)
        };
        let mut rounds: Vec<_> = by_round.into_values().filter_map(own).collect();
        rounds.sort_by_key(|own| {
            let due = own.round.rules.due.as_ref().map(|due| due.too_late_from);
            (!own.is_open, !own.is_late, due, std::cmp::Reverse(own.round.id))
        });
        let mut panels = self.list_own_panels(caller).await?;
        panels.retain(|own| own.is_open);
        Ok(JudgeHome { panels, rounds })
    }
}

fn own_round(rows: &[MyAssignmentRow], edition: &Edition, now: Instant) -> Option<OwnRound> {
    let round = rows.first()?.round.clone();
    let is_open = edition.phase == (Phase::Judging { round: round.id });
    let owed = |row: &&MyAssignmentRow| {
        row.assignment.state.is_outstanding() && row.entry.stage.is_uncut_in(round.id)
    };
    let begun = |row: &MyAssignmentRow| matches!(row.assignment.state, AssignmentState::Started { .. });
    let next = rows
        .iter()
        .filter(owed)
        .filter(|_| is_open)
        .min_by_key(|row| (!begun(row), row.first.unwrap_or(usize::MAX), row.entry.number));
    let next = next.map(|row| NextDossier {
        assignment: row.assignment.id,
        entry: row.entry.reference(),
        is_begun: begun(row),
    });
    let past = round.rules.due.as_ref().is_some_and(|due| !due.admits(now));
    Some(OwnRound {
        edition: edition.name.clone(),
        is_open,
        is_late: past && next.is_some(),
        done: rows.iter().filter(|row| row.assignment.state.counts()).count(),
        of: rows.iter().filter(|row| !row.assignment.state.is_set_aside()).count(),
        next,
        round,
    })
}
