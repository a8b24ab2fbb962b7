//! Many cases at once as everybody finds them: those that something holds by their identifiers, and all of them, page by page.

use super::{CaseRecord, public, row, text, tombstone, with_texts};
use crate::columns::hash;
use crate::error::StoreResult;
use crate::handle::Database;
use kapok_access::Permit;
use kapok_base::{AnnouncementId, CaseId, Instant};
use kapok_library::VersionHash;
use kapok_library::collection::{CaseHash, CaseNow};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Those of some cases that are public at `now`, or what is left of those withdrawn.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_all_public(
    db: &impl Database,
    _permit: &Permit,
    ids: &[CaseId],
    now: Instant,
) -> StoreResult<Vec<CaseRecord>> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().map(|id| id.0)));
    with_texts(db, query.filter(public(now)).all(db).await?).await
}

/// How each of some cases is for everybody at `now`; those that are not public are left out.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn public_states(
    db: &impl Database,
    _permit: &Permit,
    ids: &[CaseId],
    now: Instant,
) -> StoreResult<HashMap<CaseId, CaseNow>> {
    let mut states = HashMap::new();
    for some in ids.chunks(500) {
        let query = row::Entity::find().filter(row::Column::Id.is_in(some.iter().map(|id| id.0)));
        let rows = query.filter(public(now)).all(db).await?;
        let hashes: Vec<(Uuid, String, Vec<u8>)> = text::Entity::find()
            .select_only()
            .columns([text::Column::CaseId, text::Column::Lang, text::Column::ContentHash])
            .filter(text::Column::CaseId.is_in(rows.iter().map(|row| row.id)))
            .order_by_asc(text::Column::CaseId)
            .order_by_asc(text::Column::Place)
            .into_tuple()
            .all(db)
            .await?;
        let mut versions: HashMap<Uuid, Vec<(String, VersionHash)>> = HashMap::new();
        for (case, language, content) in hashes {
            let content = VersionHash(hash("case_text.content_hash", &content)?);
            versions.entry(case).or_default().push((language, content));
        }
        for row in rows {
            let (id, known) = (CaseId(row.id), versions.remove(&row.id).unwrap_or_default());
            let readable = || CaseHash::of(known.iter().map(|(language, hash)| (language.as_str(), *hash)));
            let now = tombstone(&row)?.map_or_else(|| CaseNow::Readable(readable()), CaseNow::Withdrawn);
            states.insert(id, now);
        }
    }
    Ok(states)
}

/// The cases after one that are public at `now`, withdrawn ones left out, by identifier, at most `limit`.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn public_page(
    db: &impl Database,
    _permit: &Permit,
    after: Option<CaseId>,
    limit: u64,
    now: Instant,
) -> StoreResult<Vec<CaseRecord>> {
    let mut query =
        row::Entity::find().filter(public(now)).filter(row::Column::State.eq("published")).limit(limit);
    if let Some(after) = after {
        query = query.filter(row::Column::Id.gt(after.0));
    }
    with_texts(db, query.order_by_asc(row::Column::Id).all(db).await?).await
}

/// A case's address and what tells when it changed, without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which case.
    pub id: CaseId,
    /// The announcement that made it public; absent for imported cases.
    pub announcement: Option<AnnouncementId>,
    /// When it was changed last.
    pub updated_at: Instant,
}

/// The cases that are public at `now`, without their texts, withdrawn ones left out, by identifier: `limit` of them after the
/// first `offset`.
///
/// # Errors
/// When the database refuses.
pub async fn list_public(
    db: &impl Database,
    _permit: &Permit,
    offset: u64,
    limit: u64,
    now: Instant,
) -> StoreResult<Vec<Listed>> {
    let rows: Vec<(Uuid, Option<Uuid>, i64)> = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::AnnouncementId, row::Column::UpdatedAt])
        .filter(public(now))
        .filter(row::Column::State.eq("published"))
        .order_by_asc(row::Column::Id)
        .offset(offset)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let listed = rows.into_iter().map(|(id, announcement, updated_at)| Listed {
        id: CaseId(id),
        announcement: announcement.map(AnnouncementId),
        updated_at: Instant::from_micros(updated_at),
    });
    Ok(listed.collect())
}
