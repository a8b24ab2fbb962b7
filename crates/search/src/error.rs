//! What can go wrong inside the index. Questions cannot: every text is a question.

use std::io;

/// The index could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// Its files could not be read or written.
    #[error("the index's files: {0}")]
    Files(#[from] io::Error),
    /// Tantivy refused.
    #[error("the index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// What is stored in it is not what we stored: it must be rebuilt.
    #[error("the index holds something else than expected: {0}")]
    Damaged(String),
    /// A cursor that no answer gave.
    #[error("not a cursor of this search")]
    InvalidCursor,
}
