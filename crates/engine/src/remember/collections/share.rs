//! Sharing: an address that nobody can guess, behind which the latest version is read by whoever has it.

use super::read::Reading;
use super::{own, publish, record};
use crate::people::{fingerprint, mint};
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{CollectionId, Refusal};
use kapok_store::collections::{self, Link};
use serde_json::json;

impl Engine {
    /// Makes the address by which a published collection is read, and ends the one there was. It is told this once: only
    /// a hash of its secret is kept.
    ///
    /// # Errors
    /// `collection_unpublished`, [`Error::NotFound`], or a denial.
    pub async fn share_collection(&self, caller: &Caller, id: CollectionId) -> Result<String> {
        let permit = self.permit(caller, Action::KeepCollections)?;
        let (secret, hash) = mint(&self.secrets, "");
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let mut collection = own(&tx, &permit, id).await?;
                    if collection.published == 0 {
                        return Err(Refusal::state("collection_unpublished").into());
                    }
                    collection.link = Some(Link { hash, made_at: tx.now() });
                    collections::save(&tx, &collection).await?;
                    record(&tx, &permit, "collection_shared", &collection, json!({})).await
                }
            })
            .await?;
        Ok(format!("{}/shared/{secret}", self.config.public_url))
    }

    /// Ends the address by which a collection is shared. One that is not shared stays so.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn unshare_collection(&self, caller: &Caller, id: CollectionId) -> Result<()> {
        let permit = self.permit(caller, Action::KeepCollections)?;
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let mut collection = own(&tx, &permit, id).await?;
                    if collection.link.take().is_some() {
                        collections::save(&tx, &collection).await?;
                        record(&tx, &permit, "collection_unshared", &collection, json!({})).await?;
                    }
                    Ok::<_, Error>(())
                }
            })
            .await
    }

    /// The latest version of a collection, for whoever has its address.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an address that was ended or never was.
    pub async fn read_shared(&self, caller: &Caller, secret: &str) -> Result<Reading> {
        let permit = self.permit(caller, Action::ReadSharedCollection)?;
        let db = self.store.read();
        let collection = collections::by_link(&db, fingerprint(secret)).await?.ok_or(Error::NotFound)?;
        let version = publish::latest(&db, &collection).await?.ok_or(Error::NotFound)?;
        Reading::of_version(&db, &permit, version, self.store.now()).await
    }
}
