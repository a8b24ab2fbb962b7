//! The version of a stored thing: what an `ETag` shows and a guarded write expects.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How often a thing has been written, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub i64);

impl Version {
    /// Of a thing just made.
    pub const FIRST: Self = Self(1);

    /// After one more write.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
