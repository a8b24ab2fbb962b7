//! What can go wrong with the database, as the engine needs to tell it apart.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A fault of the store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The thing was changed by somebody else since it was read.
    #[error("the version has moved on")]
    VersionMoved,
    /// Another record already has this unique value.
    #[error("not unique: {0}")]
    NotUnique(String),
    /// Too many others wrote to the same things; asking again later helps.
    #[error("contended: gave up after several retries")]
    Contended,
    /// The unit of work panicked; nothing of it was written.
    #[error("a unit of work panicked")]
    Panicked,
    /// The unit of work took longer than it may; nothing of it was written.
    #[error("a unit of work took too long")]
    Stalled,
    /// The whole transaction was lost with all its units; nothing of them was written.
    #[error("the transaction was lost: {0}")]
    Lost(String),
    /// The database holds something that cannot be read as what it should be.
    #[error("unreadable {what}: {detail}")]
    Unreadable {
        /// Which column or record.
        what: &'static str,
        /// Why.
        detail: String,
    },
    /// The database cannot be reached, or refused.
    #[error("database: {0}")]
    Database(String),
}

/// A result of the store.
pub type StoreResult<T> = Result<T, StoreError>;

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::NotUnique(what),
            _ if matches!(error, DbErr::RecordNotUpdated) => Self::VersionMoved,
            _ => Self::Database(error.to_string()),
        }
    }
}

/// Whether PostgreSQL asks for the transaction to be run again: serialisation failure or deadlock.
pub(crate) fn asks_for_retry(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e))) = error else {
        return false;
    };
    let code = e.as_database_error().and_then(|e| e.code());
    matches!(code.as_deref(), Some("40001" | "40P01"))
}
