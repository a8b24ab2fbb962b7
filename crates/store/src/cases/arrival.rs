//! Cases in the order in which they came to the library: when they were made or imported, or when their announcement became public,
//! whichever was later.

use super::row;
use crate::announcements;
use crate::error::StoreResult;
use crate::handle::Database;
use kapok_access::Permit;
use kapok_base::{CaseId, Instant};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A case and when it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrived {
    /// When everybody could read it first.
    pub at: Instant,
    /// Which case.
    pub id: CaseId,
}

type Row = (Uuid, Option<Uuid>, i64);

/// The cases that are public at `now`, the last to come first, from one on downwards, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn arrived_before(
    db: &impl Database,
    _permit: &Permit,
    before: Option<Arrived>,
    limit: u64,
    now: Instant,
) -> StoreResult<Vec<Arrived>> {
    let query = || {
        row::Entity::find()
            .select_only()
            .columns([row::Column::Id, row::Column::AnnouncementId, row::Column::CreatedAt])
            .filter(row::Column::State.eq("published"))
    };
    // What needs no announcement comes in the order of an index; what needs one is as much as editions ran here.
    let mut imported = query().filter(row::Column::AnnouncementId.is_null());
    if let Some(before) = before {
        let earlier = row::Column::CreatedAt.lt(before.at.as_micros());
        let same = row::Column::CreatedAt.eq(before.at.as_micros()).and(row::Column::Id.lt(before.id.0));
        imported = imported.filter(earlier.or(same));
    }
    let imported = imported.order_by_desc(row::Column::CreatedAt).order_by_desc(row::Column::Id).limit(limit);
    let mut rows: Vec<Row> = imported.into_tuple().all(db).await?;
    rows.extend(query().filter(row::Column::AnnouncementId.is_not_null()).into_tuple::<Row>().all(db).await?);
    let mut arrived = arrived(db, rows, now).await?;
    arrived.retain(|one| before.is_none_or(|before| *one < before));
    arrived.sort_by(|a, b| b.cmp(a));
    arrived.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(arrived)
}

/// When each of some cases came, those that are public at `now`, the last first.
///
/// # Errors
/// When the database refuses.
pub async fn arrivals_of(
    db: &impl Database,
    _permit: &Permit,
    ids: &[CaseId],
    now: Instant,
) -> StoreResult<Vec<Arrived>> {
    let mut rows: Vec<Row> = Vec::new();
    for some in ids.chunks(500) {
        let query = row::Entity::find()
            .select_only()
            .columns([row::Column::Id, row::Column::AnnouncementId, row::Column::CreatedAt])
            .filter(row::Column::State.eq("published"))
            .filter(row::Column::Id.is_in(some.iter().map(|id| id.0)));
        rows.extend(query.into_tuple::<Row>().all(db).await?);
    }
    let mut arrived = arrived(db, rows, now).await?;
    arrived.sort_by(|a, b| b.cmp(a));
    Ok(arrived)
}

async fn arrived(db: &impl Database, rows: Vec<Row>, now: Instant) -> StoreResult<Vec<Arrived>> {
    let public = announcements::public(db, None, now).await?;
    let public: HashMap<Uuid, Instant> =
        public.into_iter().filter_map(|a| Some((a.id.0, a.public_at?))).collect();
    let arrived = rows.into_iter().filter_map(|(id, announcement, created)| {
        let made = Instant::from_micros(created);
        let at = match announcement {
            None => made,
            Some(announcement) => made.max(*public.get(&announcement)?),
        };
        Some(Arrived { at, id: CaseId(id) })
    });
    Ok(arrived.collect())
}
