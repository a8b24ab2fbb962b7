//! Collections of cases: a draft of one's own, its published versions, and the address by which others read the latest.
//!
//! A collection holds cases by their identifiers and nothing of their texts. Whatever is read of them is read now, as
//! everybody may: what is not public (any more) shows nothing, to the collection's owner as to its readers.

mod publish;
mod read;
mod share;
mod write;

pub use kapok_library::collection::{CaseState, Change, Content, Item};
pub use kapok_store::collections::Collection;
pub use read::{OwnCollection, ReadItem, Reading, Row};

use crate::{Error, Result};
use kapok_access::Permit;
use kapok_base::CollectionId;
use kapok_store::ledger::Event;
use kapok_store::{Database, Tx, collections};
use serde_json::Value;

async fn own(db: &impl Database, permit: &Permit, id: CollectionId) -> Result<Collection> {
    collections::find(db, permit, id).await?.ok_or(Error::NotFound)
}

/// Appends what happened to a collection to the ledger: never its words.
async fn record(
    tx: &Tx,
    permit: &Permit,
    kind: &'static str,
    collection: &Collection,
    data: Value,
) -> Result<()> {
    tx.record(permit.actor(), Event::new(kind, collection.id).data(data)).await?;
    Ok(())
}
