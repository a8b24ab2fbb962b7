//! What the guards of a phase move look at, gathered from the database.

use crate::judge::{counting, judges};
use crate::submit::Edition;
use crate::{Error, Result};
use kapok_access::Permit;
use kapok_base::{EditionId, EntryId, Instant, PersonId, RoundId};
use kapok_judging::phase::{Facts, Outstanding, Phase, Published};
use kapok_store::assignments::Counted;
use kapok_store::entries::Entry;
use kapok_store::rounds::Round;
use kapok_store::{Database, announcements, assignments, decisions, entries, panels, people};
use std::collections::{BTreeMap, BTreeSet};

/// The entries of an edition, by number, and its assignments that are in force.
pub(crate) struct Field {
    pub(crate) entries: Vec<Entry>,
    pub(crate) assignments: Vec<Counted>,
}

impl Field {
    pub(crate) async fn load(db: &impl Database, permit: &Permit, edition: EditionId) -> Result<Self> {
        let entries = entries::list(db, permit, edition).await?;
        Ok(Self { entries, assignments: assignments::in_force(db, permit, edition).await? })
    }
}

/// The facts for a move from the edition's phase to another.
pub(super) async fn gather(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    rounds: &[Round],
    field: &Field,
    to: Phase,
    now: Instant,
) -> Result<Facts> {
    let entries = &field.entries;
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
        judging(db, permit, round, field, &mut facts).await?;
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
    Ok(facts)
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
    field: &Field,
    facts: &mut Facts,
) -> Result<()> {
    let judged: Vec<&Entry> =
        field.entries.iter().filter(|entry| entry.stage.is_uncut_in(round.id)).collect();
    let mut owed: BTreeMap<EntryId, Vec<PersonId>> = BTreeMap::new();
    let mut submitted: BTreeMap<EntryId, usize> = BTreeMap::new();
    for assignment in field.assignments.iter().filter(|assignment| assignment.round == round.id) {
        match assignment.submitted {
            true => *submitted.entry(assignment.entry).or_default() += 1,
            false => owed.entry(assignment.entry).or_default().push(assignment.judge),
        }
    }
    if round.rules.is_pairwise() {
        submitted = compared(db, permit, round, &judged).await?;
    }
    let judges: BTreeSet<PersonId> = owed.values().flatten().copied().collect();
    let judges: Vec<PersonId> = judges.into_iter().collect();
    let names: BTreeMap<_, _> = people::names(db, &judges).await?.into_iter().collect();
    for entry in judged {
        for judge in owed.get(&entry.id).into_iter().flatten() {
            let judge = names.get(judge).cloned().unwrap_or_else(|| judge.to_string());
            facts.outstanding.push(Outstanding { judge, entry: entry.reference() });
        }
        let submitted = submitted.get(&entry.id).copied().unwrap_or(0);
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

/// How often each entry of a pairwise round was compared.
async fn compared(
    db: &impl Database,
    permit: &Permit,
    round: &Round,
    judged: &[&Entry],
) -> Result<BTreeMap<EntryId, usize>> {
    let assignments = assignments::list(db, permit, round.id).await?;
    let entries = judged.iter().map(|entry| (entry.id, (*entry).clone())).collect();
    let mut compared: BTreeMap<EntryId, usize> = BTreeMap::new();
    for made in counting(db, round, &assignments, &entries).await? {
        for entry in [made.first, made.second] {
            *compared.entry(entry).or_default() += 1;
        }
    }
    Ok(compared)
}
