//! The editor's home: what waits to become a case, and what changed since it did.

use crate::submit::Edition;
use crate::{Caller, Engine, Result};
use kapok_access::{Action, Permit};
use kapok_base::{CaseId, EditionId, EntryId, Instant, Localized};
use kapok_judging::phase::Phase;
use kapok_store::{Database, announcements, cases, decisions, editions, entries, seals};
use std::collections::BTreeMap;

/// Most editions that are looked through.
const MOST: usize = 12;
/// Most entries and cases that are named.
const NAMED: usize = 5;

/// An entry that waits for its editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which entry.
    pub entry: EntryId,
    /// In which edition.
    pub edition: EditionId,
    /// Its number and title.
    pub title: String,
    /// Since when: its decision.
    pub since: Instant,
    /// The case that is to be brought up to date; none for one that is to be made.
    pub case: Option<CaseId>,
}

/// A case whose text was changed after it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which case.
    pub case: CaseId,
    /// The entry's number and title.
    pub title: String,
    /// When it was changed last.
    pub at: Instant,
}

/// What an editor finds first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditorHome {
    /// The editions in which entries wait: identifier, name, how many wait, of how many decided with consent.
    pub editions: Vec<(EditionId, Localized, usize, usize)>,
    /// Those that have waited longest.
    pub oldest: Vec<Waiting>,
    /// Cases changed since they were made, the latest change first.
    pub changed: Vec<Changed>,
}

impl Engine {
    /// What waits on the caller's desk.
    ///
    /// # Errors
    /// A denial.
    pub async fn editor_home(&self, caller: &Caller) -> Result<EditorHome> {
        let permit = self.permit(caller, Action::SeeEditorsDesk)?;
        let db = self.store.read();
        let mut home = EditorHome::default();
        let judged = |edition: &Edition| {
            let early = matches!(edition.phase, Phase::Draft | Phase::Open | Phase::Screening);
            // Nothing of a rehearsal becomes a case.
            !early && edition.rehearsal_of.is_none()
        };
        let found = editions::list(&db, &permit, None).await?;
        for edition in found.into_iter().filter(judged).take(MOST) {
            look_through(&db, &permit, &edition, &mut home).await?;
        }
        home.oldest.sort_by_key(|waiting| (waiting.since, waiting.entry));
        home.oldest.truncate(NAMED);
        home.changed.sort_by_key(|changed| (std::cmp::Reverse(changed.at), changed.case));
        home.changed.truncate(NAMED);
        Ok(home)
    }
}

async fn look_through(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    home: &mut EditorHome,
) -> Result<()> {
    let announced = announcements::of_edition(db, edition.id).await?;
    if announced.is_empty() {
        return Ok(());
    }
    // Of several decisions on an entry, that of the latest announcement.
    let place = |id| announced.iter().position(|announcement| announcement.id == id);
    let mut last = BTreeMap::new();
    for decision in decisions::of_edition(db, edition.id).await? {
        let at = (place(decision.announcement), decision.decided_at);
        let known = last.entry(decision.entry).or_insert((at, decision.announcement));
        if known.0 <= at {
            *known = (at, decision.announcement);
        }
    }
    let consents = seals::consents(db, edition.id).await?;
    let made = cases::made_of(db, permit, edition.id).await?;
    let made: BTreeMap<_, _> = made.into_iter().map(|case| (case.entry, case)).collect();
    let (mut waits, mut ready) = (0, 0);
    for entry in entries::list(db, permit, edition.id).await? {
        let consented = consents.get(&entry.submission).is_some_and(|consent| consent.publish);
        let Some(((_, decided_at), announcement)) = last.get(&entry.id).filter(|_| consented) else {
            continue;
        };
        if !entry.stage.is_eligible() {
            continue;
        }
        ready += 1;
        let case = made.get(&entry.id);
        let is_done = case.is_some_and(|case| case.withdrawn || case.announcement == *announcement);
        if !is_done {
            waits += 1;
            home.oldest.push(Waiting {
                entry: entry.id,
                edition: edition.id,
                title: entry.reference(),
                since: *decided_at,
                case: case.map(|case| case.id),
            });
        }
        if let Some(case) = case.filter(|case| !case.withdrawn && case.updated_at > case.created_at) {
            home.changed.push(Changed { case: case.id, title: entry.reference(), at: case.updated_at });
        }
    }
    if ready > 0 {
        home.editions.push((edition.id, edition.name.clone(), waits, ready));
    }
    Ok(())
}
