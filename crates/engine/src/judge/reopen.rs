//! Reopening a submitted scorecard: it is the judge's draft again, with all its values, and counts no more until submitted anew.

use super::assignments::record;
use super::bench::current;
use crate::mail::Posted;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{AssignmentId, Refusal, Version};
use kapok_judging::assignment::{self, Facts};
use kapok_mail::Letter;
use kapok_store::assignments::{self as kept, Assignment};
use kapok_store::editions::Edition;
use kapok_store::entries::{self, Entry};
use kapok_store::jobs::About;
use kapok_store::rounds::{self, Round};
use kapok_store::scorecards::{self, Scorecard};
use kapok_store::{Tx, editions, people};
use serde_json::json;
use std::sync::Arc;

impl Engine {
    /// Reopens a submitted scorecard while its entry is not cut; the judge is told, with the reason.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `scorecard_not_submitted`, `assignment_set_aside`, `cut_confirmed`,
    /// `round_not_open`, `reason_missing`, `text_too_long`, `round_is_pairwise`.
    pub async fn reopen_scorecard(
        &self,
        caller: &Caller,
        id: AssignmentId,
        expected: Option<Version>,
        reason: Option<String>,
    ) -> Result<Assignment> {
        let permit = self.permit(caller, Action::TendJudges)?;
        let asked = Arc::new((permit, reason, self.config.public_url.clone()));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, reason, url) = &*asked;
                reopen(&tx, permit, id, expected, reason.as_deref(), url).await
            }
        };
        self.store.write(unit).await
    }
}

async fn reopen(
    tx: &Tx,
    permit: &Permit,
    id: AssignmentId,
    expected: Option<Version>,
    reason: Option<&str>,
    url: &str,
) -> Result<Assignment> {
    let mut assignment = kept::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    current(expected, assignment.version)?;
    let edition = editions::find(tx, permit, assignment.edition).await?.ok_or(Error::NotFound)?;
    let entry = entries::of_assignment(tx, &assignment).await?.ok_or(Error::NotFound)?;
    let rounds = rounds::of_edition(tx, edition.id).await?;
    let round = rounds.iter().find(|round| round.id == assignment.round).ok_or(Error::NotFound)?;
    if round.rules.is_pairwise() {
        return Err(Refusal::state("round_is_pairwise").into());
    }
    let facts = Facts { now: tx.now(), phase: edition.phase, round: assignment.round, stage: &entry.stage };
    assignment.state = assignment::reopen(&assignment.state, reason, facts)?;
    // A correction that the judge has begun is the later draft: it stays as it is.
    if let Some(card) = scorecards::latest(tx, id).await?.filter(|card| card.submitted) {
        let (number, saved_at) = (card.number + 1, tx.now());
        let draft = Scorecard { id: tx.secret_id(), number, submitted: false, saved_at, ..card };
        scorecards::append(tx, &draft).await?;
    }
    assignment.version = kept::save(tx, &assignment).await?;
    record(tx, permit, "scorecard_reopened", &assignment, json!({ "state": assignment.state })).await?;
    tell(tx, &assignment, &edition, round, &entry, url).await?;
    Ok(assignment)
}

async fn tell(
    tx: &Tx,
    assignment: &Assignment,
    edition: &Edition,
    round: &Round,
    entry: &Entry,
    url: &str,
) -> Result<()> {
    let person = assignment.judge;
    let Some(judge) = people::by_id(tx, person).await? else { return Ok(()) };
    let language = judge.locale.language();
    let letter = Letter::Reopened {
        edition: edition.name.text(&language).clone(),
        round: round.rules.name.text(&language).clone(),
        title: entry.reference(),
        reason: assignment.state.reopened().unwrap_or_default().to_owned(),
        link: format!("{url}/assignments/{}", assignment.id),
    };
    let posted = Posted { person, letter };
    tx.enqueue(Posted::KIND, About::Edition(edition.id), &posted, tx.now()).await?;
    Ok(())
}
