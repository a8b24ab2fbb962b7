//! The cases of an editor's programmes by where they stand, and what may be personal in what everybody reads.

use crate::{Caller, Engine, Result};
use kapok_access::Action;
use kapok_base::{CaseId, Instant};
use kapok_library::{Personal, Tombstone, personal};
use kapok_store::cases::{self, CaseRecord};

pub use kapok_store::cases::CaseState;

/// Cases on a page.
const PAGE: u64 = 50;
/// Cases whose texts are read in search of what may be personal, for one page.
const READ: usize = 300;

/// A page of an editor's cases, the latest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// How many stand where.
    pub counts: [(CaseState, u64); 3],
    /// The page.
    pub cases: Vec<LookedAt>,
    /// After which case the next page begins; absent at the end.
    pub next: Option<CaseId>,
}

/// A case as its editor sees it in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct LookedAt {
    /// Which case.
    pub id: CaseId,
    /// Its original title; nothing of a withdrawn one.
    pub title: Option<String>,
    /// The collection it comes from, and its key there.
    pub key: (String, String),
    /// The languages it can be read in, the original first.
    pub languages: Vec<kapok_base::Language>,
    /// What is left of it, when it was withdrawn.
    pub tombstone: Option<Tombstone>,
    /// When it was changed last.
    pub updated_at: Instant,
    /// What may be personal in its texts.
    pub personal: Vec<Personal>,
}

/// Cases in whose texts something may be personal.
#[derive(Clone, Debug, PartialEq)]
pub struct ToLookAt {
    /// Those found.
    pub cases: Vec<LookedAt>,
    /// How many cases were read.
    pub read: usize,
    /// After which case the search goes on; absent when all were read.
    pub next: Option<CaseId>,
}

impl Engine {
    /// The cases that the caller may edit, in one of the places where a case can stand, after one of them.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn cases_on_desk(
        &self,
        caller: &Caller,
        state: CaseState,
        after: Option<CaseId>,
    ) -> Result<Shelf> {
        let permit = self.permit(caller, Action::SeeEditorsDesk)?;
        let (db, now) = (self.store.read(), self.store.now());
        let mut counts = Vec::new();
        for state in CaseState::ALL {
            counts.push((state, cases::count_in(&db, &permit, state, now).await?));
        }
        let records = cases::list_in(&db, &permit, state, after, PAGE, now).await?;
        let next = records.last().filter(|_| records.len() as u64 == PAGE).map(|record| record.id);
        let counts = [counts[0], counts[1], counts[2]];
        Ok(Shelf { counts, cases: records.iter().map(looked_at).collect(), next })
    }

    /// The public cases that the caller may edit and in which something looks like an e-mail address or a telephone number: three
    /// hundred cases are read at a time, the latest first.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn cases_to_look_at(&self, caller: &Caller, after: Option<CaseId>) -> Result<ToLookAt> {
        let permit = self.permit(caller, Action::SeeEditorsDesk)?;
        let (db, now) = (self.store.read(), self.store.now());
        let mut found = ToLookAt { cases: Vec::new(), read: 0, next: after };
        while found.read < READ && (found.cases.len() as u64) < PAGE {
            let records = cases::list_in(&db, &permit, CaseState::Published, found.next, PAGE, now).await?;
            found.read += records.len();
            found.next = records.last().filter(|_| records.len() as u64 == PAGE).map(|record| record.id);
            found.cases.extend(records.iter().map(looked_at).filter(|case| !case.personal.is_empty()));
            if found.next.is_none() {
                break;
            }
        }
        Ok(found)
    }
}

fn looked_at(record: &CaseRecord) -> LookedAt {
    let mut found: Vec<Personal> =
        record.versions.iter().flat_map(|version| personal(&version.text)).collect();
    found.sort();
    found.dedup();
    LookedAt {
        id: record.id,
        title: record.versions.first().map(|version| version.text.title.clone()),
        key: (record.source.clone(), record.source_id.clone()),
        languages: record.versions.iter().map(|version| version.language.clone()).collect(),
        tombstone: record.tombstone.clone(),
        updated_at: record.updated_at,
        personal: found,
    }
}
