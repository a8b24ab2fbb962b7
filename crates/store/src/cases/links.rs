//! Dated links of cases.

use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{CaseId, CaseLinkId};
use kapok_library::{CaseLink, LinkKind};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub kind: String,
        pub happened_on: String,
        pub words: String,
        pub url: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The links of a case, by date.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn links(db: &impl Database, _permit: &Permit, case: CaseId) -> StoreResult<Vec<CaseLink>> {
    let rows = row::Entity::find()
        .filter(row::Column::CaseId.eq(case.0))
        .order_by_asc(row::Column::HappenedOn)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    let read = |row: row::Model| {
        let unknown = || StoreError::Unreadable { what: "case_link.kind", detail: row.kind.clone() };
        let kind = LinkKind::parse(&row.kind).ok_or_else(unknown)?;
        Ok(CaseLink { id: CaseLinkId(row.id), kind, date: row.happened_on, words: row.words, url: row.url })
    };
    rows.into_iter().map(read).collect()
}

/// Adds a link to a case that the permit's holder was found to edit.
///
/// # Errors
/// When the database refuses.
pub async fn add_link(tx: &Tx, _permit: &Permit, case: CaseId, link: &CaseLink) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(link.id.0),
        case_id: Set(case.0),
        kind: Set(link.kind.as_str().to_owned()),
        happened_on: Set(link.date.clone()),
        words: Set(link.words.clone()),
        url: Set(link.url.clone()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Removes a link of a case; whether it was there.
///
/// # Errors
/// When the database refuses.
pub async fn remove_link(tx: &Tx, _permit: &Permit, case: CaseId, link: CaseLinkId) -> StoreResult<bool> {
    let gone = row::Entity::delete_many()
        .filter(row::Column::Id.eq(link.0))
        .filter(row::Column::CaseId.eq(case.0))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected > 0)
}
