//! Deciding: the final outcomes, with quotas held and ties explained.

use super::announcements::holder;
use super::bench::{Bench, step};
use super::standings::{RoundStandings, compute};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{AnnouncementId, EditionId, EntryId, Localized, Refusal};
use kapok_judging::decision::{self, Proposed, Record};
use kapok_judging::phase::Phase;
use kapok_judging::shortlist::Basis;
use kapok_judging::transition::Command;
use kapok_store::announcements::Announcement;
use kapok_store::decisions::{self, Decision};
use kapok_store::entries;
use kapok_store::{Tx, editions};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A final outcome for an entry.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// The entry.
    pub entry: EntryId,
    /// What it is called; nothing when it goes without.
    pub labels: BTreeSet<String>,
    /// Why; due where entries of equal rank part.
    pub reason: Option<String>,
    /// For the public, with the announcement.
    pub citation: Option<Localized>,
}

impl Engine {
    /// Records final outcomes: all of them, or none when one does not fit.
    ///
    /// # Errors
    /// [`Error::NotFound`], `phase_not_deciding`, `decision_invalid` with details (`entry_elsewhere`,
    /// `label_unknown`, `quota_exceeded`, `tie_broken_silently`), `entry_stage_forbids`, `decision_public`,
    /// `announcement_public`.
    pub async fn decide(
        &self,
        caller: &Caller,
        edition: EditionId,
        announcement: Option<AnnouncementId>,
        new: Vec<NewDecision>,
    ) -> Result<(Announcement, Vec<Decision>)> {
        let permit = self.permit(caller, Action::Decide)?;
        let asked = Arc::new((permit, new));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { decide(&tx, &asked.0, edition, announcement, &asked.1).await }
        };
        self.store.write(unit).await
    }

    /// All decisions of an edition, public or not, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_decisions(&self, caller: &Caller, edition: EditionId) -> Result<Vec<Decision>> {
        let permit = self.permit(caller, Action::SeeDecisions)?;
        let db = self.store.read();
        editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        Ok(decisions::of_edition(&db, edition).await?)
    }
}

async fn decide(
    tx: &Tx,
    permit: &Permit,
    edition: EditionId,
    announcement: Option<AnnouncementId>,
    new: &[NewDecision],
) -> Result<(Announcement, Vec<Decision>)> {
    let bench = Bench::find(tx, permit, edition).await?;
    if bench.edition.phase != Phase::Deciding {
        return Err(Refusal::state("phase_not_deciding").with("phase", bench.edition.phase.kind()).into());
    }
    let mut known: BTreeMap<_, _> =
        entries::list(tx, permit, edition).await?.into_iter().map(|e| (e.id, e)).collect();
    let unknown = |(i, new): (usize, &NewDecision)| {
        let refusal = || Refusal::invalid("entry_elsewhere").at(format!("/decisions/{i}/entry"));
        (!known.contains_key(&new.entry)).then(refusal)
    };
    Refusal::gather("decision_invalid", new.iter().enumerate().filter_map(unknown).collect())?;
    let announcement = holder(tx, permit, &bench, announcement, bench.edition.name.clone()).await?;
    let standings = match bench.rounds.last() {
        Some(last) => Some(compute(tx, permit, last.clone()).await?),
        None => None,
    };
    check(tx, &bench, &announcement, standings.as_ref(), new).await?;
    let inputs = standings.as_ref().map(RoundStandings::inputs).unwrap_or_default();
    let mut made = Vec::new();
    for outcome in new {
        let Some(mut entry) = known.remove(&outcome.entry) else { continue };
        let command = Command::Decide { labels: outcome.labels.clone() };
        step(tx, permit, &bench, &mut entry, command).await?;
        let decision = record(tx, permit, standings.as_ref(), &inputs, &announcement, outcome);
        decisions::put(tx, &decision).await?;
        made.push(decision);
    }
    Ok((announcement, made))
}

/// Labels exist, quotas hold over all announcements, entries of equal rank do not part in silence.
async fn check(
    tx: &Tx,
    bench: &Bench,
    announcement: &Announcement,
    standings: Option<&RoundStandings>,
    new: &[NewDecision],
) -> Result<()> {
    let mut held: BTreeMap<EntryId, BTreeSet<String>> = BTreeMap::new();
    let mut earlier = held.clone();
    for decision in decisions::of_edition(tx, bench.edition.id).await? {
        held.entry(decision.entry).or_default().extend(decision.labels.iter().cloned());
        if decision.announcement != announcement.id {
            earlier.entry(decision.entry).or_default().extend(decision.labels);
        }
    }
    let proposed: Vec<_> = new
        .iter()
        .map(|outcome| {
            let before = earlier.get(&outcome.entry).into_iter().flatten();
            let labels = outcome.labels.iter().chain(before).cloned().collect();
            Proposed { entry: outcome.entry, labels, reason: outcome.reason.clone() }
        })
        .collect();
    let places = standings.iter().flat_map(|s| &s.places);
    let ranks = places.map(|(entry, place)| (*entry, place.ranks)).collect();
    Ok(decision::check(&bench.edition.labels, &proposed, &held, &ranks)?)
}

fn record(
    tx: &Tx,
    permit: &Permit,
    standings: Option<&RoundStandings>,
    inputs: &str,
    announcement: &Announcement,
    outcome: &NewDecision,
) -> Decision {
    let place = standings.and_then(|s| s.places.get(&outcome.entry));
    let ranked = standings.filter(|_| place.is_some());
    let reason = outcome.reason.as_deref().map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned);
    let tied = place.is_some_and(|place| place.ranks.0 != place.ranks.1);
    let basis = match &reason {
        Some(reason) if tied => Basis::TieBroken { reason: reason.clone() },
        _ => Basis::Rule,
    };
    let record = match ranked {
        Some(standings) => standings.record(outcome.entry, inputs, basis, reason),
        None => Record::without_round(basis, reason),
    };
    Decision {
        id: tx.new_id(),
        programme: announcement.programme,
        edition: announcement.edition,
        entry: outcome.entry,
        round: ranked.map(|standings| standings.round.id),
        announcement: announcement.id,
        labels: outcome.labels.clone(),
        record,
        citation: outcome.citation.clone(),
        decided_by: permit.actor().person(),
        decided_at: tx.now(),
    }
}
