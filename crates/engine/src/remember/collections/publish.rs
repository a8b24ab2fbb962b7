//! Publishing: what a draft holds is frozen under a number, with the hash of each case at that instant.

use super::{Collection, own, record};
use crate::judge::current;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{CaseId, CollectionId, Refusal, Version};
use kapok_library::collection::{CaseNow, Publication};
use kapok_store::collections::Frozen;
use kapok_store::{Database, Tx, cases, collections};
use serde_json::json;

/// Most versions of a collection.
const MOST_VERSIONS: i64 = 200;

impl Engine {
    /// Publishes the draft as it is: the next version, which never changes. The draft goes on.
    ///
    /// # Errors
    /// `collection_empty`, `collection_unchanged` since its latest version, `too_many_versions`; [`Error::Stale`],
    /// [`Error::NotFound`], or a denial.
    pub async fn publish_collection(
        &self,
        caller: &Caller,
        id: CollectionId,
        expected: Option<Version>,
    ) -> Result<Collection> {
        let permit = self.permit(caller, Action::KeepCollections)?;
        let unit = move |tx: Tx| {
            let permit = permit.clone();
            async move {
                let mut collection = own(&tx, &permit, id).await?;
                current(expected, collection.version)?;
                let publication = frozen(&tx, &permit, &collection).await?;
                if publication.content.items.is_empty() {
                    return Err(Refusal::state("collection_empty").into());
                }
                let last = collections::version(&tx, &collection, collection.published).await?;
                if last.is_some_and(|last| last.publication == publication) {
                    return Err(Refusal::state("collection_unchanged").into());
                }
                if collection.published >= MOST_VERSIONS {
                    return Err(Refusal::state("too_many_versions").with("limit", MOST_VERSIONS).into());
                }
                collection.published += 1;
                let number = collection.published;
                let version = Frozen { number, published_at: tx.now(), publication };
                collections::freeze(&tx, collection.id, &version).await?;
                collection.version = collections::save(&tx, &collection).await?;
                record(&tx, &permit, "collection_published", &collection, json!({ "number": number }))
                    .await?;
                Ok::<_, Error>(collection)
            }
        };
        self.store.write(unit).await
    }
}

/// What a publication would freeze now.
async fn frozen(tx: &Tx, permit: &Permit, collection: &Collection) -> Result<Publication> {
    let content = collection.content.clone();
    let ids: Vec<CaseId> = content.cases().collect();
    let states = cases::public_states(tx, permit, &ids, tx.now()).await?;
    let hashes = states.into_iter().filter_map(|(id, now)| match now {
        CaseNow::Readable(hash) => Some((id, hash)),
        CaseNow::Withdrawn(_) | CaseNow::Missing => None,
    });
    Ok(Publication { hashes: hashes.collect(), content })
}

/// The latest version of a collection, if there is one.
pub(super) async fn latest(db: &impl Database, collection: &Collection) -> Result<Option<Frozen>> {
    Ok(collections::version(db, collection, collection.published).await?)
}
