//! Between columns and values: JSON texts, instants, hashes.

use crate::error::{StoreError, StoreResult};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value as a JSON text for a column.
pub(crate) fn to_json<T: Serialize>(what: &'static str, value: &T) -> StoreResult<String> {
    serde_json::to_string(value).map_err(|e| StoreError::Unreadable { what, detail: e.to_string() })
}

/// A value from a column's JSON text.
pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> StoreResult<T> {
    serde_json::from_str(text).map_err(|e| StoreError::Unreadable { what, detail: e.to_string() })
}

/// A hash of 32 bytes from a column.
pub(crate) fn hash(what: &'static str, bytes: &[u8]) -> StoreResult<[u8; 32]> {
    bytes.try_into().map_err(|_| StoreError::Unreadable { what, detail: format!("{} bytes", bytes.len()) })
}
