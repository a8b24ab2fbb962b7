//! What a case's texts were before they were changed.

use super::{CaseRecord, text};
use crate::columns::from_json;
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{CaseId, Instant};
use kapok_library::CaseVersion;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// Most revisions that are read of one case.
const MOST: u64 = 200;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_revision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub lang: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub content: String,
        pub written_at: i64,
        pub replaced_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A language version of a case as it was until it was replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// What it was.
    pub version: CaseVersion,
    /// Since when.
    pub written_at: Instant,
    /// Until when.
    pub replaced_at: Instant,
}

/// Keeps those of a case's known texts that its record replaces; of a withdrawn case nothing is kept.
pub(super) async fn keep(tx: &Tx, record: &CaseRecord, known: &[text::Model]) -> StoreResult<()> {
    if record.tombstone.is_some() {
        return forget(tx, record.id).await;
    }
    let stands = |old: &text::Model| {
        let same =
            |new: &CaseVersion| new.language.as_str() == old.lang && new.hash().0[..] == old.content_hash;
        record.versions.iter().any(same)
    };
    let replaced = known.iter().filter(|old| !stands(old)).map(|old| row::ActiveModel {
        case_id: Set(old.case_id),
        lang: Set(old.lang.clone()),
        number: Set(record.version.next().0),
        content: Set(old.content.clone()),
        written_at: Set(old.updated_at),
        replaced_at: Set(tx.now().as_micros()),
    });
    let replaced: Vec<_> = replaced.collect();
    if !replaced.is_empty() {
        row::Entity::insert_many(replaced).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The versions of a case that were replaced after an instant, the earliest first; the latest two hundred.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn revisions(
    db: &impl Database,
    _permit: &Permit,
    case: CaseId,
    since: Instant,
) -> StoreResult<Vec<Revision>> {
    let rows = row::Entity::find()
        .filter(row::Column::CaseId.eq(case.0))
        .filter(row::Column::ReplacedAt.gt(since.as_micros()))
        .order_by_desc(row::Column::Number)
        .order_by_desc(row::Column::Lang)
        .limit(MOST)
        .all(db)
        .await?;
    let read = |row: &row::Model| {
        Ok(Revision {
            version: from_json("case_revision.content", &row.content)?,
            written_at: Instant::from_micros(row.written_at),
            replaced_at: Instant::from_micros(row.replaced_at),
        })
    };
    rows.iter().rev().map(read).collect()
}

/// Forgets what a case's texts were.
///
/// # Errors
/// When the database refuses.
pub async fn forget_revisions(tx: &Tx, _permit: &Permit, case: CaseId) -> StoreResult<()> {
    forget(tx, case).await
}

async fn forget(tx: &Tx, case: CaseId) -> StoreResult<()> {
    row::Entity::delete_many().filter(row::Column::CaseId.eq(case.0)).exec(tx).await?;
    Ok(())
}
