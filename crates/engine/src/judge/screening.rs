//! Screening: whether an entry may be judged, or is asked for a correction.

use super::bench::{Bench, current, step};
use crate::submit::send_back;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{Deadline, EntryId, Version};
use kapok_judging::transition::{Command, Screening};
use kapok_store::Tx;
use kapok_store::entries::{self, Entry};
use std::sync::Arc;

/// What a screener found.
#[derive(Clone, Debug)]
pub struct NewScreening {
    /// The finding.
    pub outcome: Screening,
    /// Why; due unless eligible.
    pub reason: Option<String>,
    /// Until when a correction is due; the edition's own rule when not said.
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
        let asked = Arc::new((permit, new, self.config.public_url.clone()));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { screen(&tx, id, expected, &asked).await }
        };
        self.store.write(unit).await
    }
}

async fn screen(
    tx: &Tx,
    id: EntryId,
    expected: Option<Version>,
    asked: &(Permit, NewScreening, String),
) -> Result<Entry> {
    let (permit, new) = (&asked.0, &asked.1);
    let mut entry = entries::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    current(expected, entry.version)?;
    let bench = Bench::find(tx, permit, entry.edition).await?;
    let command = Command::Screen { outcome: new.outcome, reason: new.reason.clone() };
    step(tx, permit, &bench, &mut entry, command).await?;
    if new.outcome == Screening::Returned {
        let reason = new.reason.as_deref().unwrap_or_default();
        send_back(tx, permit, &bench.edition, entry.submission, reason, new.due.clone(), &asked.2).await?;
    }
    Ok(entry)
}
