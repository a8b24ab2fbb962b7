//! Doing a thing once: the same key gives the same answer.

use crate::{Error, Result};
use kapok_base::{Actor, Refusal};
use kapok_store::{Tx, idempotency};
use kapok_submission::digest;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A caller's key for one request (the `Idempotency-Key` header), with the hash of what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    key: String,
    request: [u8; 32],
}

impl Once {
    /// The key of a request: what is asked, of what, with which content.
    ///
    /// # Errors
    /// `idempotency_key_invalid` when the key is empty, longer than 200 characters or not plain ASCII.
    pub fn new(key: &str, operation: &str, request: &impl Serialize) -> Result<Self> {
        let plain = key.bytes().all(|byte| byte.is_ascii_graphic());
        if key.is_empty() || key.len() > 200 || !plain {
            return Err(Refusal::invalid("idempotency_key_invalid").into());
        }
        let (_, request) = digest(&(operation, request)).map_err(|e| Error::Internal(e.to_string()))?;
        Ok(Self { key: key.to_owned(), request })
    }
}

/// What was answered to the same request before, if anything.
///
/// # Errors
/// `idempotency_key_reused` when the key was used for another request.
pub(crate) async fn recall<T: DeserializeOwned>(
    tx: &Tx,
    actor: Actor,
    once: Option<&Once>,
) -> Result<Option<T>> {
    let (Some(once), Some(person)) = (once, actor.person()) else { return Ok(None) };
    match idempotency::find(tx, person, &once.key).await? {
        Some(kept) if kept.request != once.request => Err(Refusal::state("idempotency_key_reused").into()),
        kept => Ok(kept.map(|kept| kept.answer)),
    }
}

/// Keeps the answer under the key, in the transaction that made it true.
pub(crate) async fn remember<T: Serialize>(
    tx: &Tx,
    actor: Actor,
    once: Option<&Once>,
    answer: &T,
) -> Result<()> {
    let (Some(once), Some(person)) = (once, actor.person()) else { return Ok(()) };
    Ok(idempotency::keep(tx, person, &once.key, once.request, answer).await?)
}
