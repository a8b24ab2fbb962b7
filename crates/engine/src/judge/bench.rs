//! What the rules of judging look at: the edition, its rounds and path; and one step of an entry.

use crate::{Error, Result};
use kapok_access::Permit;
use kapok_base::{EditionId, Version};
use kapok_judging::announcement;
use kapok_judging::phase::Path;
use kapok_judging::transition::{self, Command};
use kapok_store::editions::{self, Edition};
use kapok_store::entries::{self, Entry};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, Tx, announcements, decisions};

/// An edition with its rounds.
pub(crate) struct Bench {
    pub(crate) edition: Edition,
    pub(crate) rounds: Vec<Round>,
}

impl Bench {
    /// The edition within the permit's scope.
    pub(crate) async fn find(db: &impl Database, permit: &Permit, edition: EditionId) -> Result<Self> {
        let edition = editions::find(db, permit, edition).await?.ok_or(Error::NotFound)?;
        Self::of(db, edition).await
    }

    pub(crate) async fn of(db: &impl Database, edition: Edition) -> Result<Self> {
        let rounds = rounds::of_edition(db, edition.id).await?;
        Ok(Self { edition, rounds })
    }

    /// The phases that the edition goes through.
    pub(crate) fn path(&self) -> Path {
        let rounds: Vec<_> = self.rounds.iter().map(|r| r.id).collect();
        Path::new(self.edition.eligibility.screening, &rounds)
    }
}

/// Takes an entry one step further: asks the rule, writes the stage, records what happened.
pub(crate) async fn step(
    tx: &Tx,
    permit: &Permit,
    bench: &Bench,
    entry: &mut Entry,
    command: Command,
) -> Result<()> {
    let facts = transition::Facts {
        now: tx.now(),
        by: permit.actor(),
        phase: bench.edition.phase,
        path: bench.path(),
        decision_public: match command {
            Command::Cut { .. } | Command::Decide { .. } => is_public(tx, bench, entry).await?,
            _ => false,
        },
    };
    let (stage, events) = transition::apply(entry.stage.clone(), command, &facts)?;
    if events.is_empty() {
        return Ok(());
    }
    entry.stage = stage;
    entry.version = entries::save(tx, entry).await?;
    for event in events {
        record(tx, permit, entry, &event).await?;
    }
    Ok(())
}

async fn record(tx: &Tx, permit: &Permit, entry: &Entry, event: &transition::Event) -> Result<()> {
    let mut data = serde_json::to_value(event).map_err(|e| Error::Internal(e.to_string()))?;
    if let Some(map) = data.as_object_mut() {
        map.remove("event");
    }
    let event = Event::new(event.kind(), entry.id).edition(entry.programme, entry.edition).data(data);
    tx.record(permit.actor(), event).await?;
    Ok(())
}

/// Whether what the present phase decided about an entry is public.
async fn is_public(tx: &Tx, bench: &Bench, entry: &Entry) -> Result<bool> {
    let decided = decisions::of_entry(tx, entry.id).await?;
    let public = announcements::of_edition(tx, bench.edition.id)
        .await?
        .into_iter()
        .filter(|a| a.phase == bench.edition.phase && announcement::is_public(a.public_at, tx.now()));
    let public: Vec<_> = public.map(|a| a.id).collect();
    Ok(decided.iter().any(|d| public.contains(&d.announcement)))
}

/// A permit that reaches what everybody may see: for editions behind what the caller was allowed to see.
pub(crate) fn everybody() -> Result<Permit> {
    Ok(kapok_access::permit(&crate::Caller::visitor(), kapok_access::Action::SeeAwards)?)
}

/// Refuses a write to something that has been written since it was read.
pub(crate) fn current(expected: Option<Version>, found: Version) -> Result<()> {
    if expected.is_some_and(|expected| expected != found) { Err(Error::Stale) } else { Ok(()) }
}
