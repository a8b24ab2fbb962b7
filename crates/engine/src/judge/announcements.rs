//! Announcements: sets of decisions that become public together, at one instant.

use super::bench::{Bench, current};
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit};
use kapok_base::{AnnouncementId, EditionId, Instant, Localized, Refusal, Version};
use kapok_judging::announcement;
use kapok_judging::label::{self, Label};
use kapok_store::announcements::{self, Announcement};
use kapok_store::decisions::{self, Decision};
use kapok_store::editions::{self, Edition};
use kapok_store::entities::Entity;
use kapok_store::entries::Entry;
use kapok_store::ledger::Event;
use kapok_store::{Database, Tx, entities};
use serde_json::json;
use std::sync::Arc;

/// An announcement as the organiser sees it.
#[derive(Clone, Debug)]
pub struct AnnouncementView {
    /// The announcement.
    pub announcement: Announcement,
    /// Whether it is public.
    pub public: bool,
    /// What it holds, by the entries' numbers.
    pub decisions: Vec<(Entry, Decision)>,
}

/// One entry of a public announcement.
#[derive(Clone, Debug)]
pub struct AnnouncedEntry {
    /// The entry.
    pub entry: Entry,
    /// Whose it is.
    pub entity: Option<Entity>,
    /// The public labels it carries, in the edition's order.
    pub labels: Vec<Label>,
    /// Why.
    pub citation: Option<Localized>,
}

/// A public announcement, as everybody sees it.
#[derive(Clone, Debug)]
pub struct Announced {
    /// The announcement.
    pub announcement: Announcement,
    /// Since when it is public.
    pub public_at: Instant,
    /// The entries that carry a public label, in the order of the labels, then by number.
    pub entries: Vec<AnnouncedEntry>,
}

impl Engine {
    /// Makes an empty announcement for the decisions of the present phase.
    ///
    /// # Errors
    /// [`Error::NotFound`], `name_blank`.
    pub async fn create_announcement(
        &self,
        caller: &Caller,
        edition: EditionId,
        title: Localized,
        once: Option<Once>,
    ) -> Result<Announcement> {
        let permit = self.permit(caller, Action::Announce)?;
        if title.iter().any(|(_, text)| text.trim().is_empty() || text.chars().count() > 500) {
            return Err(Refusal::invalid("name_blank").at("/title").into());
        }
        let asked = Arc::new((permit, title, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, title, once) = &*asked;
                if let Some(id) = once::recall(&tx, permit.actor(), once.as_ref()).await? {
                    return announcements::find(&tx, permit, id).await?.ok_or(Error::NotFound);
                }
                let bench = Bench::find(&tx, permit, edition).await?;
                let made = create(&tx, permit, &bench, title.clone()).await?;
                once::remember(&tx, permit.actor(), once.as_ref(), &made.id).await?;
                Ok::<_, Error>(made)
            }
        };
        self.store.write(unit).await
    }

    /// The announcements of an edition with what they hold, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_announcements(
        &self,
        caller: &Caller,
        edition: EditionId,
    ) -> Result<Vec<AnnouncementView>> {
        let permit = self.permit(caller, Action::SeeDecisions)?;
        let db = self.store.read();
        editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let mut views = Vec::new();
        for announcement in announcements::of_edition(&db, edition).await? {
            let public = announcement::is_public(announcement.public_at, self.store.now());
            let decisions = decisions::of_announcement(&db, &announcement).await?;
            views.push(AnnouncementView { announcement, public, decisions });
        }
        Ok(views)
    }

    /// Sets or moves the instant at which an announcement becomes public; without one, it is public now.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `announcement_public`, `announcement_empty`, `instant_passed`.
    pub async fn announce(
        &self,
        caller: &Caller,
        id: AnnouncementId,
        expected: Option<Version>,
        at: Option<Instant>,
    ) -> Result<Announcement> {
        let permit = self.permit(caller, Action::Announce)?;
        let unit = move |tx: Tx| {
            let permit = permit.clone();
            async move { announce(&tx, &permit, id, expected, at).await }
        };
        self.store.write(unit).await
    }

    /// What has been announced in an edition, the newest first; the same for everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_announced(&self, caller: &Caller, edition: EditionId) -> Result<Vec<Announced>> {
        let permit = self.permit(caller, Action::SeeAnnounced)?;
        let db = self.store.read();
        let edition = editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let mut announced = Vec::new();
        for announcement in announcements::public(&db, Some(edition.id), self.store.now()).await? {
            announced.push(told(&db, &permit, &edition, announcement).await?);
        }
        Ok(announced)
    }

    /// The newest announcement of an edition that names somebody, as everybody sees it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn last_announced(&self, caller: &Caller, edition: EditionId) -> Result<Option<Announced>> {
        let permit = self.permit(caller, Action::SeeAnnounced)?;
        let db = self.store.read();
        let edition = editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        for announcement in announcements::public(&db, Some(edition.id), self.store.now()).await? {
            let announced = told(&db, &permit, &edition, announcement).await?;
            if !announced.entries.is_empty() {
                return Ok(Some(announced));
            }
        }
        Ok(None)
    }
}

/// What a public announcement tells: the entries that carry a public label.
async fn told(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    announcement: Announcement,
) -> Result<Announced> {
    let held = decisions::labelled_of_announcement(db, &announcement).await?;
    let owners = entities::find_all(db, permit, held.iter().map(|(e, _)| e.entity)).await?;
    let seen = |(entry, decision): (Entry, Decision)| {
        let labels = edition.labels.iter().filter(|l| l.public && decision.labels.contains(&l.key));
        let labels: Vec<_> = labels.cloned().collect();
        let entity = owners.get(&entry.entity).cloned();
        (!labels.is_empty()).then_some(AnnouncedEntry { entry, entity, labels, citation: decision.citation })
    };
    let mut entries: Vec<_> = held.into_iter().filter_map(seen).collect();
    entries.sort_by_key(|e| (place(&edition.labels, e), e.entry.number));
    let public_at = announcement.public_at.unwrap_or(announcement.created_at);
    Ok(Announced { announcement, public_at, entries })
}

fn place(labels: &[Label], entry: &AnnouncedEntry) -> usize {
    let first = entry.labels.first().and_then(|l| label::find(labels, &l.key));
    labels.iter().position(|l| Some(l) == first).unwrap_or(usize::MAX)
}

async fn create(tx: &Tx, permit: &Permit, bench: &Bench, title: Localized) -> Result<Announcement> {
    let announcement = Announcement {
        id: tx.new_id(),
        programme: bench.edition.programme,
        edition: bench.edition.id,
        title,
        phase: bench.edition.phase,
        public_at: None,
        created_at: tx.now(),
        version: Version::FIRST,
    };
    announcements::create(tx, &announcement).await?;
    let event = Event::new("announcement_created", announcement.id)
        .edition(announcement.programme, announcement.edition);
    tx.record(permit.actor(), event).await?;
    Ok(announcement)
}

async fn announce(
    tx: &Tx,
    permit: &Permit,
    id: AnnouncementId,
    expected: Option<Version>,
    at: Option<Instant>,
) -> Result<Announcement> {
    let mut announcement = announcements::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    current(expected, announcement.version)?;
    let held = decisions::of_announcement(tx, &announcement).await?.len();
    let public_at = announcement::schedule(announcement.public_at, at, held, tx.now())?;
    announcement.public_at = Some(public_at);
    announcement.version = announcements::save(tx, &announcement).await?;
    let event = Event::new("announcement_scheduled", id)
        .edition(announcement.programme, announcement.edition)
        .data(json!({ "public_at": public_at, "decisions": held }));
    tx.record(permit.actor(), event).await?;
    Ok(announcement)
}

/// The announcement that is to hold decisions: the one asked for, or the phase's own that is not public yet, or
/// a new one.
pub(super) async fn holder(
    tx: &Tx,
    permit: &Permit,
    bench: &Bench,
    wanted: Option<AnnouncementId>,
    title: Localized,
) -> Result<Announcement> {
    let all = announcements::of_edition(tx, bench.edition.id).await?;
    if let Some(wanted) = wanted {
        let elsewhere = || Refusal::invalid("announcement_elsewhere").at("/announcement");
        let found = all.into_iter().find(|a| a.id == wanted).ok_or_else(elsewhere)?;
        announcement::may_change(found.public_at, tx.now())?;
        return Ok(found);
    }
    let open =
        |a: &Announcement| a.phase == bench.edition.phase && !announcement::is_public(a.public_at, tx.now());
    match all.into_iter().find(open) {
        Some(found) => Ok(found),
        None => create(tx, permit, bench, title).await,
    }
}
