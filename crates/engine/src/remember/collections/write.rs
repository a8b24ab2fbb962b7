//! Putting a collection together: begun, changed, deleted.

use super::{Change, Collection, Content, own, record};
use crate::judge::current;
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit};
use kapok_base::{CaseId, CollectionId, Refusal, Version};
use kapok_library::collection::CaseNow;
use kapok_store::{Tx, cases, collections};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most collections of one person.
const MOST: usize = 200;

impl Engine {
    /// Begins a collection.
    ///
    /// # Errors
    /// `collection_invalid` with a detail per fault, `case_not_found` for cases that are not public or withdrawn,
    /// `too_many_collections`, or a denial.
    pub async fn create_collection(
        &self,
        caller: &Caller,
        content: Content,
        once: Option<Once>,
    ) -> Result<Collection> {
        let permit = self.permit(caller, Action::KeepCollections)?;
        let owner = caller.person_id().ok_or(Error::Forbidden)?;
        let asked = Arc::new((permit, content, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, content, once) = &*asked;
                let actor = permit.actor();
                if let Some(id) = once::recall(&tx, actor, once.as_ref()).await? {
                    return own(&tx, permit, id).await;
                }
                if collections::list(&tx, permit).await?.len() >= MOST {
                    return Err(Refusal::state("too_many_collections").with("limit", MOST).into());
                }
                check(&tx, permit, content, &BTreeSet::new()).await?;
                let collection = Collection {
                    id: tx.new_id(),
                    owner,
                    content: content.clone(),
                    published: 0,
                    link: None,
                    created_at: tx.now(),
                    saved_at: tx.now(),
                    version: Version::FIRST,
                };
                collections::create(&tx, &collection).await?;
                record(&tx, permit, "collection_created", &collection, json!({})).await?;
                once::remember(&tx, actor, once.as_ref(), &collection.id).await?;
                Ok::<_, Error>(collection)
            }
        };
        self.store.write(unit).await
    }

    /// Writes a draft anew.
    ///
    /// # Errors
    /// As [`Self::create_collection`]; [`Error::Stale`], [`Error::NotFound`].
    pub async fn save_collection(
        &self,
        caller: &Caller,
        id: CollectionId,
        expected: Option<Version>,
        content: Content,
    ) -> Result<Collection> {
        self.write_collection(caller, id, expected, move |draft| {
            draft.clone_from(&content);
            Ok(())
        })
        .await
    }

    /// Takes steps of work on a draft, all or none of them.
    ///
    /// # Errors
    /// As [`Self::save_collection`]; `collection_full`, `collection_has_case`, `collection_without_case`.
    pub async fn change_collection(
        &self,
        caller: &Caller,
        id: CollectionId,
        expected: Option<Version>,
        changes: Vec<Change>,
    ) -> Result<Collection> {
        let apply = move |draft: &mut Content| changes.iter().try_for_each(|one| draft.apply(one.clone()));
        self.write_collection(caller, id, expected, apply).await
    }

    async fn write_collection(
        &self,
        caller: &Caller,
        id: CollectionId,
        expected: Option<Version>,
        change: impl Fn(&mut Content) -> std::result::Result<(), Refusal> + Send + Sync + 'static,
    ) -> Result<Collection> {
        let permit = self.permit(caller, Action::KeepCollections)?;
        let asked = Arc::new((permit, change));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, change) = &*asked;
                let mut collection = own(&tx, permit, id).await?;
                current(expected, collection.version)?;
                let held: BTreeSet<CaseId> = collection.content.cases().collect();
                change(&mut collection.content)?;
                check(&tx, permit, &collection.content, &held).await?;
                collection.saved_at = tx.now();
                collection.version = collections::save(&tx, &collection).await?;
                record(&tx, permit, "collection_changed", &collection, json!({})).await?;
                Ok::<_, Error>(collection)
            }
        };
        self.store.write(unit).await
    }

    /// Deletes a collection with all its versions, for good; its shared address ends.
    ///
    /// # Errors
    /// [`Error::Stale`], [`Error::NotFound`], or a denial.
    pub async fn delete_collection(
        &self,
        caller: &Caller,
        id: CollectionId,
        expected: Option<Version>,
    ) -> Result<()> {
        let permit = self.permit(caller, Action::KeepCollections)?;
        let unit = move |tx: Tx| {
            let permit = permit.clone();
            async move {
                let collection = own(&tx, &permit, id).await?;
                current(expected, collection.version)?;
                collections::delete(&tx, &collection).await?;
                record(&tx, &permit, "collection_deleted", &collection, json!({})).await
            }
        };
        self.store.write(unit).await
    }
}

/// Whether a draft can be kept. A case that was in it already may stay, whatever has become of it; one that comes in
/// must be there for everybody.
async fn check(tx: &Tx, permit: &Permit, content: &Content, held: &BTreeSet<CaseId>) -> Result<()> {
    content.check()?;
    let new: Vec<CaseId> = content.cases().filter(|case| !held.contains(case)).collect();
    let found = cases::public_states(tx, permit, &new, tx.now()).await?;
    let lost = |case: &CaseId| !matches!(found.get(case), Some(CaseNow::Readable(_)));
    let faults = content.cases().enumerate().filter(|(_, case)| new.contains(case) && lost(case));
    let refusal = |(at, _)| Refusal::invalid("case_not_found").at(format!("/items/{at}/case"));
    Ok(Refusal::gather("collection_invalid", faults.map(refusal).collect())?)
}
