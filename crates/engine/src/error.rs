//! The one error of all use cases; the doors render it.

use kapok_access::Denial;
use kapok_base::Refusal;
use kapok_store::StoreError;

/// Why a use case did not happen.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// Nobody has signed in.
    #[error("sign in first")]
    SignInNeeded,
    /// No role held allows it.
    #[error("no role allows this")]
    Forbidden,
    /// The token may only read.
    #[error("this token may only read")]
    ReadOnlyToken,
    /// It does not exist, or not for this caller.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it since it was read.
    #[error("changed by somebody else meanwhile")]
    Stale,
    /// A rule said no.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// Too many tries; ask again later.
    #[error("too many tries")]
    TooMany {
        /// After how many seconds.
        retry_after: u64,
    },
    /// The database is too busy; nothing was written, asking again helps.
    #[error("too busy")]
    Busy,
    /// A fault of ours or of the machine's; the detail is for the log alone.
    #[error("internal: {0}")]
    Internal(String),
}

/// A result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Denial> for Error {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::SignInNeeded => Self::SignInNeeded,
            Denial::Forbidden => Self::Forbidden,
            Denial::ReadOnlyToken => Self::ReadOnlyToken,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::VersionMoved => Self::Stale,
            StoreError::NotUnique(_) => Refusal::state("already_exists").into(),
            StoreError::Contended | StoreError::Stalled | StoreError::Lost(_) => Self::Busy,
            StoreError::Panicked | StoreError::Unreadable { .. } | StoreError::Database(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}
