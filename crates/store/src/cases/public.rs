//! Many cases at once as everybody finds them, for what holds cases by their identifiers.

use super::{CaseRecord, public, row, text, tombstone, with_texts};
use crate::columns::hash;
use crate::error::StoreResult;
use crate::handle::Database;
use kapok_access::Permit;
use kapok_base::{CaseId, Instant};
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
