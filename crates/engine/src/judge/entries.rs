//! Entries as they are read.

use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{EditionId, EntryId};
use kapok_store::decisions::Decision;
use kapok_store::entities::Entity;
use kapok_store::entries::{self, Entry};
use kapok_store::{decisions, editions, entities};

/// An entry with whose it is.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// The entry.
    pub entry: Entry,
    /// Whose it is; absent only when its record is gone.
    pub entity: Option<Entity>,
}

/// An entry with what has been decided about it.
#[derive(Clone, Debug)]
pub struct EntryView {
    /// The entry.
    pub row: EntryRow,
    /// What was decided about it so far, oldest first.
    pub decisions: Vec<Decision>,
}

impl Engine {
    /// The entries of an edition, by number.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an edition out of reach.
    pub async fn list_entries(&self, caller: &Caller, edition: EditionId) -> Result<Vec<EntryRow>> {
        let permit = self.permit(caller, Action::SeeEntries)?;
        let db = self.store.read();
        editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let entries = entries::list(&db, &permit, edition).await?;
        let owners = entities::find_all(&db, &permit, entries.iter().map(|e| e.entity)).await?;
        let row = |entry: Entry| EntryRow { entity: owners.get(&entry.entity).cloned(), entry };
        Ok(entries.into_iter().map(row).collect())
    }

    /// An entry with what has been decided about it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_entry(&self, caller: &Caller, id: EntryId) -> Result<EntryView> {
        let permit = self.permit(caller, Action::SeeEntries)?;
        let db = self.store.read();
        let entry = entries::find(&db, &permit, id).await?.ok_or(Error::NotFound)?;
        let entity = entities::find(&db, &permit, entry.entity).await?;
        let decisions = decisions::of_entry(&db, id).await?;
        Ok(EntryView { row: EntryRow { entry, entity }, decisions })
    }
}
