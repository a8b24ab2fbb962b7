//! What the guards of a phase move look at, gathered from the database.

use crate::judge::{counting, judges};
use crate::submit::Edition;
use crate::{Error, Result};
use kapok_access::Permit;
use kapok_base::{Instant, PersonId, RoundId};
use kapok_judging::phase::{Facts, Outstanding, Phase, Published};
use kapok_store::entries::Entry;
use kapok_store::rounds::Round;
use kapok_store::{Database, announcements, assignments, decisions, entries, panels, people};
use std::collections::{BTreeMap, BTreeSet};

/// The facts for a move from the edition's phase to another, and its entries by number.
pub(super) async fn gather(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    rounds: &[Round],
    to: Phase,
    now: Instant,
) -> Result<(Facts, Vec<Entry>)> {
    let entries = entries::list(db, permit, edition.id).await?;
    let named = |wanted: &dyn Fn(&Entry) -> bool| -> Vec<String> {
        entries.iter().filter(|entry| wanted(entry)).map(Entry::reference).collect()
    };
    let mut facts = Facts {
        setup_missing: setup_missing(edition, now),
        too_late_from: edition.deadlines.closes.as_ref().map(|closes| closes.too_late_from),
        unscreened: named(&|entry| entry.stage.is_unscreened()),
        undecided: named(&|entry| entry.stage.is_undecided()),
        ..Facts::default()
    };
    if let Phase::Judging { round } = to {
        facts.round_missing = round_missing(db, permit, edition, rounds, round).await?;
    }
    if let Phase::Judging { round } = edition.phase
        && let Some(round) = rounds.iter().find(|r| r.id == round)
    {
        judging(db, permit, round, &entries, &mut facts).await?;
    }
    let decisions = decisions::of_edition(db, edition.id).await?;
    let held: BTreeSet<_> = decisions.into_iter().map(|decision| decision.announcement).collect();
    for announcement in announcements::of_edition(db, edition.id).await? {
        let title = announcement.title.text(announcement.title.original()).clone();
        match announcement.public_at {
            Some(at) if at <= now => facts.published.push(Published { title, phase: announcement.phase }),
            // One that holds nothing has nothing to make known.
            _ if held.contains(&announcement.id) => facts.unannounced.push(title),
            _ => {}
        }
    }
    Ok((facts, entries))
}

/// What an edition still lacks before it can open.
fn setup_missing(edition: &Edition, now: Instant) -> Vec<String> {
    let mut missing = Vec::new();
    if edition.form.check().is_err() {
        missing.push("form".to_owned());
    }
    match &edition.deadlines.closes {
        None => missing.push("deadline".to_owned()),
        Some(closes) if !closes.admits(now) => missing.push("deadline_in_the_future".to_owned()),
        Some(_) => {}
    }
    missing
}

async fn round_missing(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    rounds: &[Round],
    id: RoundId,
) -> Result<Vec<String>> {
    let Some(round) = rounds.iter().find(|round| round.id == id) else { return Ok(vec!["round".to_owned()]) };
    let mut missing = Vec::new();
    if round.rules.check(&edition.labels).is_err() {
        missing.push("rules".to_owned());
    }
    let panel = panels::find(db, permit, round.panel).await?.ok_or(Error::NotFound)?;
    if !judges(db, permit, &panel).await?.iter().any(|judge| judge.accepted) {
        missing.push("judges".to_owned());
    }
    // Without a line nobody could go on to the round that follows.
    let is_last = rounds.last().is_some_and(|last| last.id == id);
    if !is_last && !round.rules.cuts.iter().any(|cut| cut.advances) {
        missing.push("cuts".to_owned());
    }
    Ok(missing)
}

async fn judging(
    db: &impl Database,
    permit: &Permit,
    round: &Round,
    entries: &[Entry],
    facts: &mut Facts,
) -> Result<()> {
    let assignments = assignments::list(db, permit, round.id).await?;
    let judges: Vec<PersonId> = assignments.iter().map(|assignment| assignment.judge).collect();
    let names: BTreeMap<_, _> = people::names(db, &judges).await?.into_iter().collect();
    let judged = |entry: &&Entry| entry.stage.is_uncut_in(round.id);
    let in_round = entries.iter().filter(judged).map(|entry| (entry.id, entry.clone())).collect();
    let compared = counting(db, round, &assignments, &in_round).await?;
    for entry in entries.iter().filter(judged) {
        let of_entry = || assignments.iter().filter(|assignment| assignment.entry == entry.id);
        for owed in of_entry().filter(|assignment| assignment.state.is_outstanding()) {
            let judge = names.get(&owed.judge).cloned().unwrap_or_else(|| owed.judge.to_string());
            facts.outstanding.push(Outstanding { judge, entry: entry.reference() });
        }
        let submitted = match round.rules.is_pairwise() {
            true => compared.iter().filter(|made| made.is_of(entry.id)).count(),
            false => of_entry().filter(|assignment| assignment.state.counts()).count(),
        };
        if submitted < round.rules.minimum_scorecards as usize {
            facts.too_few_scorecards.push(entry.reference());
        }
        // A round without lines decides nothing by itself: the outcome is decided freely afterwards.
        if !round.rules.cuts.is_empty() {
            facts.uncut.push(entry.reference());
        }
    }
    Ok(())
}
