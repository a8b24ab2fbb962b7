//! Until when scorecards are wanted: the round's due time, or one of a judge's own that the organiser gave.

use super::panels::judges;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{Deadline, PersonId, RoundId};
use kapok_judging::extension;
use kapok_store::editions::Edition;
use kapok_store::extensions::{self, Extension};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, Tx, panels};
use serde_json::json;
use std::sync::Arc;

impl Engine {
    /// Gives one judge of a round a due time of their own, in place of the round's or of one given before.
    ///
    /// # Errors
    /// [`Error::NotFound`], `due_passed`, `due_before_round`, `reason_missing`, `text_too_long`.
    pub async fn extend_judge(
        &self,
        caller: &Caller,
        round: RoundId,
        judge: PersonId,
        due: Deadline,
        reason: Option<String>,
    ) -> Result<Extension> {
        let permit = self.permit(caller, Action::TendJudges)?;
        let asked = Arc::new((permit, due, reason));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { extend(&tx, &asked.0, round, judge, &asked.1, asked.2.as_deref()).await }
        };
        self.store.write(unit).await
    }
}

async fn extend(
    tx: &Tx,
    permit: &Permit,
    round: RoundId,
    judge: PersonId,
    due: &Deadline,
    reason: Option<&str>,
) -> Result<Extension> {
    let round = rounds::find(tx, permit, round).await?.ok_or(Error::NotFound)?;
    let panel = panels::find(tx, permit, round.panel).await?.ok_or(Error::NotFound)?;
    if !judges(tx, permit, &panel).await?.iter().any(|j| j.accepted && j.person == judge) {
        return Err(Error::NotFound);
    }
    let reason = extension::check(due, round.rules.due.as_ref(), reason, tx.now())?;
    let (programme, given_at) = (round.programme, tx.now());
    let extension = Extension { round: round.id, judge, programme, due: due.clone(), reason, given_at };
    extensions::put(tx, &extension).await?;
    let event = Event::new("judge_extended", round.id)
        .edition(round.programme, round.edition)
        .data(json!({ "judge": judge, "due": due, "reason": extension.reason }));
    tx.record(permit.actor(), event).await?;
    Ok(extension)
}

/// Rounds as the permit's holder is to see them: with a due time of their own where they have one.
pub(super) async fn with_own(
    db: &impl Database,
    permit: &Permit,
    mut rounds: Vec<Round>,
) -> Result<Vec<Round>> {
    for own in extensions::own(db, permit).await? {
        if let Some(round) = rounds.iter_mut().find(|round| round.id == own.round) {
            round.rules.due = extension::due(round.rules.due.as_ref(), Some(&own.due)).cloned();
        }
    }
    Ok(rounds)
}

/// The round, if the permit's holder judges in it, with the due time that is theirs.
pub(super) async fn find_own(db: &impl Database, permit: &Permit, id: RoundId) -> Result<Round> {
    let round = rounds::find_of_judge(db, permit, id).await?;
    let own = with_own(db, permit, round.into_iter().collect()).await?;
    own.into_iter().next().ok_or(Error::NotFound)
}

/// The zone in which the days and hours of an edition's judges are counted: people have none of their own, so it is the edition's.
pub(super) fn zone<'a>(edition: &'a Edition, due: Option<&'a Deadline>) -> &'a str {
    edition.deadlines.closes.as_ref().or(due).map_or("UTC", |deadline| deadline.zone.as_str())
}
