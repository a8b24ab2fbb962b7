//! Cases by where they stand, as their editors list them.

use super::{CaseRecord, public, row, with_texts, within};
use crate::error::StoreResult;
use crate::handle::Database;
use kapok_access::Permit;
use kapok_base::{CaseId, Instant};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// Everybody reads it.
    Published,
    /// It waits for its announcement.
    Waiting,
    /// Its texts are gone, the reason is left.
    Withdrawn,
}

impl CaseState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Published, Self::Waiting, Self::Withdrawn];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Waiting => "waiting",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The place of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    fn condition(self, permit: &Permit, now: Instant) -> Condition {
        let within = Condition::all().add(within(permit));
        match self {
            Self::Published => within.add(row::Column::State.eq("published")).add(public(now)),
            Self::Waiting => within.add(row::Column::State.eq("published")).add(public(now).not()),
            Self::Withdrawn => within.add(row::Column::State.eq("withdrawn")),
        }
    }
}

/// How many cases stand somewhere, within the permit's scope.
///
/// # Errors
/// When the database refuses.
pub async fn count_in(
    db: &impl Database,
    permit: &Permit,
    state: CaseState,
    now: Instant,
) -> StoreResult<u64> {
    Ok(row::Entity::find().filter(state.condition(permit, now)).count(db).await?)
}

/// The cases that stand somewhere, within the permit's scope, the latest made first, after one of them, at most `limit`.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list_in(
    db: &impl Database,
    permit: &Permit,
    state: CaseState,
    after: Option<CaseId>,
    limit: u64,
    now: Instant,
) -> StoreResult<Vec<CaseRecord>> {
    let mut query = row::Entity::find().filter(state.condition(permit, now));
    if let Some(after) = after {
        query = query.filter(row::Column::Id.lt(after.0));
    }
    with_texts(db, query.order_by_desc(row::Column::Id).limit(limit).all(db).await?).await
}
