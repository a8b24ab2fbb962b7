//! Duplicates among imported rows, and between them and the library: proposed to people, never merged.

use crate::{Engine, Result};
use kapok_access::Permit;
use kapok_base::CaseId;
use kapok_library::{CaseVersion, Likest, Sketch};
use kapok_store::cases;
use serde::{Deserialize, Serialize};

/// Cases of the library that rows are compared with, the latest; and rows that later ones are compared with.
const ROOM: usize = 100_000;
/// Cases loaded at a time.
const LOADED: u64 = 500;
/// Proposals that a report names; more are counted only.
const MOST_NAMED: usize = 1000;

/// What a row is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Other {
    /// An earlier row of the same file, by its line.
    Line(u64),
    /// A case of the library.
    Case(CaseId),
}

/// A row that may tell of the same as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Its line.
    pub line: u64,
    /// What it is like.
    pub other: Other,
    /// How much, in percent.
    pub likeness: u8,
}

/// What rows are compared with.
pub(crate) struct Known {
    library: Likest<CaseId>,
    rows: Likest<u64>,
}

impl Known {
    /// Compares a row with what is known and remembers it.
    pub(crate) fn meet(&mut self, line: u64, version: &CaseVersion) -> Option<Duplicate> {
        let sketch = Sketch::of(version);
        let in_library = self.library.find(&sketch).map(|(case, likeness)| (Other::Case(case), likeness));
        let among_rows = self.rows.find(&sketch).map(|(line, likeness)| (Other::Line(line), likeness));
        self.rows.add(sketch, line);
        let likest = in_library.into_iter().chain(among_rows).max_by(|a, b| a.1.total_cmp(&b.1));
        likest.map(|(other, likeness)| Duplicate { line, other, likeness: percent(likeness) })
    }
}

fn percent(share: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
    let percent = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
    percent
}

/// Adds a proposal to those that a report names.
pub(crate) fn name(duplicate: Duplicate, named: &mut Vec<Duplicate>, count: &mut u64) {
    *count += 1;
    if named.len() < MOST_NAMED {
        named.push(duplicate);
    }
}

impl Engine {
    /// The public cases of the library, the latest so many. What is not public yet is not told of, not even as a likeness.
    pub(crate) async fn known_cases(&self, permit: &Permit) -> Result<Known> {
        let mut known = Known { library: Likest::with_room(ROOM), rows: Likest::with_room(ROOM) };
        let (db, now) = (self.store.read(), self.store.now());
        let (mut before, mut seen) = (None, 0);
        while seen < ROOM {
            let page = cases::latest_public(&db, permit, now, before, LOADED).await?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            for record in &page {
                seen += record.versions.len();
                for version in &record.versions {
                    known.library.add(Sketch::of(version), record.id);
                }
            }
        }
        Ok(known)
    }
}
