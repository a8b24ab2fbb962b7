//! Screening: whether an entry may be judged, or is asked for a correction.

use super::bench::{Bench, current, step};
use crate::{Caller, Engine, Error, Result};
use jiff::SignedDuration;
use kapok_access::{Action, Permit};
use kapok_base::{Deadline, EntryId, Instant, Version};
use kapok_judging::transition::{Command, Screening};
use kapok_store::editions::Edition;
use kapok_store::entries::{self, Entry};
use kapok_store::ledger::Event;
use kapok_store::{Tx, submissions};
use kapok_submission::{Command as DossierCommand, apply as apply_to_dossier};
use serde_json::json;
use std::sync::Arc;

/// How long a correction may take when the screener does not say: a week.
const USUAL_CORRECTION: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a screener found.
#[derive(Clone, Debug)]
pub struct NewScreening {
    /// The finding.
    pub outcome: Screening,
    /// Why; due unless eligible.
    pub reason: Option<String>,
    /// Until when a correction is due; a week from now when not said.
    pub due: Option<Deadline>,
}

impl Engine {
    /// Records what screening found; a returned entry's submission can be corrected from then on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `reason_missing`, `entry_stage_forbids`, `entry_in_other_phase`,
    /// `due_in_the_past`.
    pub async fn screen_entry(
        &self,
        caller: &Caller,
        id: EntryId,
        expected: Option<Version>,
        new: NewScreening,
    ) -> Result<Entry> {
        let permit = self.permit(caller, Action::ScreenEntry)?;
        let asked = Arc::new((permit, new));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { screen(&tx, &asked.0, id, expected, &asked.1).await }
        };
        self.store.write(unit).await
    }
}

async fn screen(
    tx: &Tx,
    permit: &Permit,
    id: EntryId,
    expected: Option<Version>,
    new: &NewScreening,
) -> Result<Entry> {
    let mut entry = entries::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    current(expected, entry.version)?;
    let bench = Bench::find(tx, permit, entry.edition).await?;
    let command = Command::Screen { outcome: new.outcome, reason: new.reason.clone() };
    step(tx, permit, &bench, &mut entry, command).await?;
    if new.outcome == Screening::Returned {
        return_submission(tx, permit, &bench.edition, &entry, new).await?;
    }
    Ok(entry)
}

async fn return_submission(
    tx: &Tx,
    permit: &Permit,
    edition: &Edition,
    entry: &Entry,
    new: &NewScreening,
) -> Result<()> {
    let mut submission = submissions::find(tx, permit, entry.submission).await?.ok_or(Error::NotFound)?;
    let due = match &new.due {
        Some(due) => due.clone(),
        None => usual_due(edition, tx.now()),
    };
    let reason = new.reason.clone().unwrap_or_default();
    let command = DossierCommand::Return { reason, due: due.clone() };
    submission.state = apply_to_dossier(&submission.state, &command, permit.actor(), tx.now())?;
    submissions::save(tx, permit, &submission).await?;
    let event = Event::new("submission_returned", submission.id)
        .edition(submission.programme, submission.edition)
        .data(json!({ "entry": entry.id, "due": due }));
    tx.record(permit.actor(), event).await?;
    Ok(())
}

/// A week from now, to the second, in the zone of the edition's own deadline.
fn usual_due(edition: &Edition, now: Instant) -> Deadline {
    let zone = edition.deadlines.closes.as_ref().map_or("UTC", |d| d.zone.as_str());
    let at = now.plus(USUAL_CORRECTION).timestamp();
    let local = |zone: &str| {
        let zoned = at.in_tz(zone).ok()?;
        Deadline::new(&zoned.datetime().strftime("%Y-%m-%dT%H:%M:%S").to_string(), zone).ok()
    };
    // A local time that its zone's clock repeats or skips cannot stand; UTC has neither.
    local(zone).or_else(|| local("UTC")).unwrap_or_else(|| Deadline {
        local: at.to_string(),
        zone: "UTC".to_owned(),
        too_late_from: now.plus(USUAL_CORRECTION),
    })
}
