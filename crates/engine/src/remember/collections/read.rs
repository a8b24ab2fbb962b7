//! Reading collections: one's own with what asks for a look, a version as it was published, its cases as they are now.

use super::{CaseState, Collection, Content, Item, own, publish};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{CaseId, CollectionId, Instant};
use kapok_library::collection::{CaseHash, CaseNow, case_state};
use kapok_store::Database;
use kapok_store::cases::{self, CaseRecord};
use kapok_store::collections::{self, Frozen};
use std::collections::{BTreeMap, HashMap};

/// One of one's own collections in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The collection.
    pub collection: Collection,
    /// Cases of its draft that have changed since its latest version, were withdrawn or are gone.
    pub warnings: usize,
}

/// A collection as its owner works on it.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnCollection {
    /// The collection.
    pub collection: Collection,
    /// Its draft, its cases compared with its latest version.
    pub draft: Reading,
    /// Its versions, the newest first: numbers, and when they were published.
    pub versions: Vec<(i64, Instant)>,
    /// Whether publishing would make a new version.
    pub is_ahead: bool,
}

/// A draft or a version as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What it holds.
    pub content: Content,
    /// Number and instant of the version; nothing for a draft.
    pub version: Option<(i64, Instant)>,
    /// Its cases in their order.
    pub items: Vec<ReadItem>,
}

/// A case in a collection, as everybody finds it now.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadItem {
    /// What is said about it.
    pub item: Item,
    /// What has become of it.
    pub state: CaseState,
    /// The case, when it can be read.
    pub case: Option<CaseRecord>,
}

impl Reading {
    /// How many of its cases ask for a look.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.items.iter().filter(|item| item.state.is_warning()).count()
    }

    pub(super) async fn of_version(
        db: &impl Database,
        permit: &Permit,
        version: Frozen,
        now: Instant,
    ) -> Result<Self> {
        let Frozen { number, published_at, publication } = version;
        let read = Self::load(db, permit, publication.content, &publication.hashes, now).await?;
        Ok(Self { version: Some((number, published_at)), ..read })
    }

    async fn load(
        db: &impl Database,
        permit: &Permit,
        content: Content,
        then: &BTreeMap<CaseId, CaseHash>,
        now: Instant,
    ) -> Result<Self> {
        let ids: Vec<CaseId> = content.cases().collect();
        let found = cases::find_all_public(db, permit, &ids, now).await?;
        let mut found: HashMap<CaseId, CaseRecord> = found.into_iter().map(|case| (case.id, case)).collect();
        let read = |item: &Item| {
            let case = found.remove(&item.case);
            let state = case.as_ref().map_or(CaseNow::Missing, CaseRecord::now);
            let case = case.filter(|case| case.tombstone.is_none());
            ReadItem { item: item.clone(), state: case_state(then.get(&item.case), state), case }
        };
        Ok(Self { items: content.items.iter().map(read).collect(), content, version: None })
    }
}

impl Engine {
    /// One's own collections, the newest first.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_collections(&self, caller: &Caller) -> Result<Vec<Row>> {
        let permit = self.permit(caller, Action::SeeOwnCollections)?;
        let (db, now) = (self.store.read(), self.store.now());
        let mut rows = Vec::new();
        for collection in collections::list(&db, &permit).await? {
            let then = hashes(publish::latest(&db, &collection).await?);
            let ids: Vec<CaseId> = collection.content.cases().collect();
            let mut states = cases::public_states(&db, &permit, &ids, now).await?;
            let state = |case: &CaseId| {
                let now = states.remove(case).unwrap_or(CaseNow::Missing);
                case_state(then.get(case), now)
            };
            let warnings = ids.iter().map(state).filter(CaseState::is_warning).count();
            rows.push(Row { collection, warnings });
        }
        Ok(rows)
    }

    /// One of one's own collections.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for somebody else's; or a denial.
    pub async fn get_collection(&self, caller: &Caller, id: CollectionId) -> Result<OwnCollection> {
        let permit = self.permit(caller, Action::SeeOwnCollections)?;
        let db = self.store.read();
        let collection = own(&db, &permit, id).await?;
        let last = publish::latest(&db, &collection).await?;
        let same = last.as_ref().is_some_and(|last| last.publication.content == collection.content);
        let then = hashes(last);
        let content = collection.content.clone();
        let draft = Reading::load(&db, &permit, content, &then, self.store.now()).await?;
        let is_ahead = !draft.items.is_empty() && (!same || differs(&draft, &then));
        let versions = collections::versions(&db, &collection).await?;
        Ok(OwnCollection { collection, draft, versions, is_ahead })
    }

    /// A version of one of one's own collections.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn collection_version(
        &self,
        caller: &Caller,
        id: CollectionId,
        number: i64,
    ) -> Result<Reading> {
        let permit = self.permit(caller, Action::SeeOwnCollections)?;
        let db = self.store.read();
        let collection = own(&db, &permit, id).await?;
        let version = collections::version(&db, &collection, number).await?.ok_or(Error::NotFound)?;
        Reading::of_version(&db, &permit, version, self.store.now()).await
    }
}

fn hashes(last: Option<Frozen>) -> BTreeMap<CaseId, CaseHash> {
    last.map(|last| last.publication.hashes).unwrap_or_default()
}

/// Whether the cases that can be read now are others than those frozen, or have other hashes.
fn differs(draft: &Reading, then: &BTreeMap<CaseId, CaseHash>) -> bool {
    draft.items.iter().any(|read| match read.state {
        CaseState::Same => !then.contains_key(&read.item.case),
        CaseState::Changed => true,
        CaseState::Withdrawn(_) | CaseState::Missing => then.contains_key(&read.item.case),
    })
}
