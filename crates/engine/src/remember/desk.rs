//! The editor's desk: entries with a decision become cases, one by one or many at once; cases are edited and withdrawn.

use crate::remember::draft;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{
    AnnouncementId, CaseId, EditionId, EntityId, EntryId, Instant, Language, Localized, Refusal, Version,
};
use kapok_library::{CaseText, CaseVersion, Consent, Origin, Themes, Tombstone, case_from_entry};
use kapok_store::Tx;
use kapok_store::announcements::{self, Announcement};
use kapok_store::cases::{self, CaseRecord};
use kapok_store::decisions::{self, Decision};
use kapok_store::editions::{self, Edition};
use kapok_store::entities;
use kapok_store::entries::{self, Entry};
use kapok_store::ledger::Event;
use kapok_store::seals;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An entry on the editor's desk.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskEntry {
    /// Which entry.
    pub entry: EntryId,
    /// Its number in the edition.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub entity: EntityId,
    /// The names of the entity.
    pub entity_name: Option<Localized>,
    /// What its last decision calls it.
    pub labels: BTreeSet<String>,
    /// The announcement that holds its last decision; without one it cannot become a case.
    pub announcement: Option<AnnouncementId>,
    /// Whether that announcement is public.
    pub is_public: bool,
    /// The licence that the entrant consented to, by its SPDX name.
    pub licence: Option<&'static str>,
    /// The case made of it.
    pub case: Option<DeskCase>,
}

/// A case on the editor's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskCase {
    /// Which case.
    pub id: CaseId,
    /// How often it has been written.
    pub version: Version,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// The announcement that it waits for, or waited for.
    pub announcement: Option<AnnouncementId>,
}

/// What making many cases at once came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Cases made or brought up to date.
    pub made: Vec<CaseId>,
    /// Entries that were cases already.
    pub unchanged: u64,
    /// Entries that cannot become one, with the stable name of the reason.
    pub refused: Vec<(EntryId, &'static str)>,
}

impl Engine {
    /// The editions whose entries the caller may turn into cases.
    ///
    /// # Errors
    /// A denial.
    pub async fn desk_editions(&self, caller: &Caller) -> Result<Vec<Edition>> {
        let permit = self.permit(caller, Action::SeeEditorsDesk)?;
        let mut found = editions::list(&self.store.read(), &permit, None).await?;
        found.retain(|edition| edition.rehearsal_of.is_none());
        Ok(found)
    }

    /// The entries of an edition with what they need to become cases, by number. Withdrawn and ineligible ones are left out.
    ///
    /// # Errors
    /// A denial, or [`Error::NotFound`].
    pub async fn editors_desk(
        &self,
        caller: &Caller,
        edition: EditionId,
    ) -> Result<(Edition, Vec<DeskEntry>)> {
        let permit = self.permit(caller, Action::SeeEditorsDesk)?;
        let db = self.store.read();
        let now = self.store.now();
        let edition = editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let entries = entries::list(&db, &permit, edition.id).await?;
        let announced = announcements::of_edition(&db, edition.id).await?;
        let decided = last_decisions(decisions::of_edition(&db, edition.id).await?, &announced);
        let mut made: BTreeMap<EntryId, DeskCase> = BTreeMap::new();
        for record in cases::of_edition(&db, &permit, edition.id).await? {
            if let Origin::Entry { entry, .. } = record.origin {
                made.insert(entry, desk_case(&record));
            }
        }
        let names = entities::find_all(&db, &permit, entries.iter().map(|entry| entry.entity)).await?;
        let consents = seals::consents(&db, edition.id).await?;
        let mut desk = Vec::new();
        for entry in
            entries.into_iter().filter(|entry| !matches!(entry.stage.kind(), "withdrawn" | "ineligible"))
        {
            let decision = decided.get(&entry.id);
            let announcement = decision.and_then(|d| announced.iter().find(|a| a.id == d.announcement));
            let consent = consents.get(&entry.submission).filter(|consent| consent.publish);
            desk.push(DeskEntry {
                entry: entry.id,
                number: entry.number,
                title: entry.title,
                entity: entry.entity,
                entity_name: names.get(&entry.entity).map(|entity| entity.record.name.clone()),
                labels: decision.map(|decision| decision.labels.clone()).unwrap_or_default(),
                announcement: announcement.map(|announcement| announcement.id),
                is_public: announcement.is_some_and(|announcement| is_public(announcement, now)),
                licence: consent.and_then(|consent| consent.licence).map(|licence| licence.spdx()),
                case: made.remove(&entry.id),
            });
        }
        Ok((edition, desk))
    }

    /// The case as its editor sees it, also before its announcement.
    ///
    /// # Errors
    /// A denial, or [`Error::NotFound`].
    pub async fn case_on_desk(&self, caller: &Caller, id: CaseId) -> Result<CaseRecord> {
        let permit = self.permit(caller, Action::SeeEditorsDesk)?;
        cases::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }

    /// Makes a case of an entry; it exists for the public from the entry's announcement on. Of an entry that is a case already, the
    /// outcome is brought up to date when a later announcement has it.
    ///
    /// # Errors
    /// `case_needs_decision`, `case_without_consent`, `case_without_title`, `case_without_text`, `case_withdrawn`, `case_exists`,
    /// `case_awaits_announcement`; a denial; [`Error::NotFound`].
    pub async fn publish_case(&self, caller: &Caller, entry: EntryId) -> Result<CaseRecord> {
        let permit = self.permit(caller, Action::EditCases)?;
        let themes = Arc::clone(&self.library.themes);
        self.store
            .write(move |tx| {
                let (permit, themes) = (permit.clone(), Arc::clone(&themes));
                async move { publish(&tx, &permit, &themes, entry).await }
            })
            .await
    }

    /// Makes cases of many entries of an edition, or of all that can become one.
    ///
    /// # Errors
    /// A denial, or [`Error::NotFound`] for the edition. What cannot become a case is told, not an error.
    pub async fn publish_cases(
        &self,
        caller: &Caller,
        edition: EditionId,
        wanted: Option<BTreeSet<EntryId>>,
    ) -> Result<Published> {
        self.permit(caller, Action::EditCases)?;
        let (_, desk) = self.editors_desk(caller, edition).await?;
        let mut published = Published::default();
        for entry in
            desk.into_iter().filter(|e| wanted.as_ref().is_none_or(|wanted| wanted.contains(&e.entry)))
        {
            match self.publish_case(caller, entry.entry).await {
                Ok(record) => published.made.push(record.id),
                Err(Error::Refused(refusal)) if refusal.code == "case_exists" => published.unchanged += 1,
                Err(Error::Refused(refusal)) => published.refused.push((entry.entry, refusal.code)),
                Err(other) => return Err(other),
            }
        }
        Ok(published)
    }

    /// Writes a case's text in one language, new or changed.
    ///
    /// # Errors
    /// `case_without_title`, `case_without_text`, `case_withdrawn`; [`Error::Stale`]; a denial; [`Error::NotFound`].
    pub async fn edit_case(
        &self,
        caller: &Caller,
        id: CaseId,
        version: Version,
        language: Language,
        text: CaseText,
    ) -> Result<CaseRecord> {
        if text.title.trim().is_empty() {
            return Err(Refusal::invalid("case_without_title").at("/title").into());
        }
        if text.body().trim().is_empty() {
            return Err(Refusal::invalid("case_without_text").at("/description").into());
        }
        self.change_case(caller, id, version, "case_edited", move |record, _| {
            let Some(original) = record.versions.first() else {
                return Err(Refusal::state("case_withdrawn"));
            };
            let edited = CaseVersion { language: language.clone(), text: text.clone(), ..original.clone() };
            match record.versions.iter_mut().find(|version| version.language == language) {
                Some(known) => known.text = edited.text,
                None => record.versions.push(edited),
            }
            Ok(())
        })
        .await
    }

    /// Withdraws a case: its texts are removed, its key and the reason stay.
    ///
    /// # Errors
    /// `reason_missing`, `case_withdrawn`; [`Error::Stale`]; a denial; [`Error::NotFound`].
    pub async fn withdraw_case(
        &self,
        caller: &Caller,
        id: CaseId,
        version: Version,
        reason: String,
    ) -> Result<CaseRecord> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Refusal::invalid("reason_missing").at("/reason").into());
        }
        self.change_case(caller, id, version, "case_withdrawn", move |record, now| {
            if record.tombstone.is_some() {
                return Err(Refusal::state("case_withdrawn"));
            }
            record.versions.clear();
            record.tombstone = Some(Tombstone { at: now, reason: reason.clone() });
            Ok(())
        })
        .await
    }

    async fn change_case(
        &self,
        caller: &Caller,
        id: CaseId,
        version: Version,
        kind: &'static str,
        change: impl Fn(&mut CaseRecord, Instant) -> std::result::Result<(), Refusal> + Send + Sync + 'static,
    ) -> Result<CaseRecord> {
        let permit = self.permit(caller, Action::EditCases)?;
        let change = Arc::new(change);
        self.store
            .write(move |tx| {
                let (permit, change) = (permit.clone(), Arc::clone(&change));
                async move {
                    let mut record = cases::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    if record.version != version {
                        return Err(Error::Stale);
                    }
                    change(&mut record, tx.now())?;
                    record.version = cases::save(&tx, &record).await?;
                    record.updated_at = tx.now();
                    tx.record(permit.actor(), event(kind, &record)).await?;
                    Ok(record)
                }
            })
            .await
    }
}

async fn publish(tx: &Tx, permit: &Permit, themes: &Themes, entry: EntryId) -> Result<CaseRecord> {
    let entry = entries::find(tx, permit, entry).await?.ok_or(Error::NotFound)?;
    let edition = editions::find(tx, permit, entry.edition).await?.ok_or(Error::NotFound)?;
    if edition.rehearsal_of.is_some() {
        return Err(Refusal::state("rehearsal_not_published").into());
    }
    let announced = announcements::of_edition(tx, edition.id).await?;
    let decided = last_decisions(decisions::of_entry(tx, entry.id).await?, &announced);
    let decision = decided.get(&entry.id).ok_or_else(|| Refusal::state("case_needs_decision"))?;
    let announcement = announced.iter().find(|announcement| announcement.id == decision.announcement);
    let announcement = announcement.ok_or_else(|| Refusal::state("case_needs_decision"))?;
    let sealed = seals::find_last(tx, permit, entry.submission).await?;
    let sealed = sealed.ok_or_else(|| Refusal::state("case_without_consent"))?;
    let entity = entities::find(tx, permit, entry.entity).await?;
    let facts = draft::facts(&edition, &sealed, entity.as_ref(), &decision.labels, themes);
    let origin = Origin::Entry {
        programme: edition.programme,
        edition: edition.id,
        entry: entry.id,
        announcement: announcement.id,
    };
    let consent = sealed.consent.licence.filter(|_| sealed.consent.publish);
    let consent =
        consent.map(|licence| Consent { at: sealed.content.sealed_at, licence: licence.spdx().to_owned() });
    let language = sealed.content.language.clone();
    let made = case_from_entry(entry.id, consent.as_ref(), language, draft::text(&edition, &sealed), facts)?;
    let known = cases::of_keys(tx, permit, &[(made.source.clone(), made.source_id.clone())]).await?;
    let record = match known.into_values().next() {
        Some(record) => bring_up_to_date(tx, record, origin, &made, &announced).await?,
        None => create(tx, &entry, origin, made).await?,
    };
    tx.record(permit.actor(), event("case_published", &record)).await?;
    Ok(record)
}

async fn create(tx: &Tx, entry: &Entry, origin: Origin, made: CaseVersion) -> Result<CaseRecord> {
    let record = CaseRecord {
        id: tx.new_id(),
        source: made.source.clone(),
        source_id: made.source_id.clone(),
        origin,
        entity: Some(entry.entity),
        versions: vec![made],
        tombstone: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: Version::FIRST,
    };
    cases::create(tx, std::slice::from_ref(&record)).await?;
    Ok(record)
}

/// A case takes the outcome of a later announcement. One that is public may not vanish until that later one is public too, nor tell
/// before it what it will say.
async fn bring_up_to_date(
    tx: &Tx,
    mut record: CaseRecord,
    origin: Origin,
    made: &CaseVersion,
    announced: &[Announcement],
) -> Result<CaseRecord> {
    if record.tombstone.is_some() {
        return Err(Refusal::state("case_withdrawn").into());
    }
    if record.origin == origin {
        return Err(Refusal::state("case_exists").into());
    }
    let public = |origin: &Origin| {
        let announcement = announced.iter().find(|a| Some(a.id) == origin.announcement());
        announcement.is_some_and(|announcement| is_public(announcement, tx.now()))
    };
    if public(&record.origin) && !public(&origin) {
        return Err(Refusal::state("case_awaits_announcement").into());
    }
    record.origin = origin;
    for version in &mut record.versions {
        version.facts.outcome.clone_from(&made.facts.outcome);
    }
    record.version = cases::save(tx, &record).await?;
    record.updated_at = tx.now();
    Ok(record)
}

/// The decision on each entry that stands in the latest announcement.
fn last_decisions(decisions: Vec<Decision>, announced: &[Announcement]) -> BTreeMap<EntryId, Decision> {
    let place = |decision: &Decision| announced.iter().position(|a| a.id == decision.announcement);
    let mut last: BTreeMap<EntryId, Decision> = BTreeMap::new();
    for decision in decisions {
        let later = last.get(&decision.entry).is_none_or(|before| place(&decision) >= place(before));
        if later {
            last.insert(decision.entry, decision);
        }
    }
    last
}

fn is_public(announcement: &Announcement, now: Instant) -> bool {
    announcement.public_at.is_some_and(|at| at <= now)
}

fn desk_case(record: &CaseRecord) -> DeskCase {
    DeskCase {
        id: record.id,
        version: record.version,
        withdrawn: record.tombstone.is_some(),
        announcement: record.origin.announcement(),
    }
}

/// What the ledger says of a case: where it comes from and the hashes of its texts.
pub(crate) fn event(kind: &'static str, record: &CaseRecord) -> Event {
    let versions: Vec<_> = record
        .versions
        .iter()
        .map(|version| json!({ "lang": version.language, "sha256": super::hex(&version.hash().0) }))
        .collect();
    let reason = record.tombstone.as_ref().map(|tombstone| tombstone.reason.clone());
    let event = Event::new(kind, record.id);
    let event = match record.origin {
        Origin::Entry { programme, edition, .. } => event.edition(programme, edition),
        Origin::Import => event,
    };
    event.data(json!({ "origin": record.origin, "versions": versions, "reason": reason }))
}
