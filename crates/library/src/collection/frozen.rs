//! What a publication froze, and what has become of its cases since.

use super::Content;
use crate::{Tombstone, VersionHash};
use kapok_base::CaseId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The hash of a case with all its language versions, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseHash(pub String);

impl CaseHash {
    /// The hash of a case from those of its versions, in their order: languages and what each holds.
    pub fn of<'a>(versions: impl IntoIterator<Item = (&'a str, VersionHash)>) -> Self {
        let mut digest = Sha256::new();
        for (language, hash) in versions {
            // A tag has no blank, and a hash one length: no two lists of versions give the same bytes.
            digest.update(language.as_bytes());
            digest.update(b" ");
            digest.update(hash.0);
        }
        let mut digits = String::new();
        for byte in digest.finalize() {
            let _ = write!(digits, "{byte:02x}");
        }
        Self(digits)
    }
}

/// What a publication froze: what the collection held, and how each case was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// What it held.
    pub content: Content,
    /// By case, its hash; a case that nobody could read then has none.
    pub hashes: BTreeMap<CaseId, CaseHash>,
}

/// How a case is for everybody now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseNow {
    /// It can be read.
    Readable(CaseHash),
    /// It was withdrawn.
    Withdrawn(Tombstone),
    /// There is none, or none for everybody.
    Missing,
}

/// What a reader of a collection is told of a case in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// It is as it was at the publication, or there was none to compare with.
    Same,
    /// It has changed since.
    Changed,
    /// It was withdrawn; nothing but the reason is left.
    Withdrawn(Tombstone),
    /// It is not for everybody to see (any more), and nothing is told of it.
    Missing,
}

impl CaseState {
    /// Whether whoever keeps the collection should look at it.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        *self != Self::Same
    }
}

/// What has become of a case since a publication that found it with the hash `then`.
#[must_use]
pub fn case_state(then: Option<&CaseHash>, now: CaseNow) -> CaseState {
    match now {
        CaseNow::Missing => CaseState::Missing,
        CaseNow::Withdrawn(tombstone) => CaseState::Withdrawn(tombstone),
        CaseNow::Readable(hash) if then.is_some_and(|then| *then != hash) => CaseState::Changed,
        CaseNow::Readable(_) => CaseState::Same,
    }
}
