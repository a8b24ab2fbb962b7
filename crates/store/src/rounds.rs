//! Rounds: passes of judging with their rules.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::scope::by_edition;
use kapok_access::Permit;
use kapok_base::{EditionId, PanelId, ProgrammeId, RoundId, Version};
use kapok_judging::round::RoundRules;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "round")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub panel_id: Uuid,
        pub ordinal: i64,
        pub name: String,
        pub rules: String,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One pass of judging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its identifier.
    pub id: RoundId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// Who judges.
    pub panel: PanelId,
    /// Its place among the edition's rounds, from 1.
    pub ordinal: i64,
    /// Its rules.
    pub rules: RoundRules,
    /// How often it has been written.
    pub version: Version,
}

/// Keeps a new round.
///
/// # Errors
/// [`StoreError::NotUnique`] when its place is taken.
pub async fn create(tx: &Tx, round: &Round) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(round.id.0),
        programme_id: Set(round.programme.0),
        edition_id: Set(round.edition.0),
        panel_id: Set(round.panel.0),
        ordinal: Set(round.ordinal),
        name: Set(to_json("round.name", &round.rules.name)?),
        rules: Set(to_json("round.rules", &round.rules)?),
        version: Set(round.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a round's rules and panel over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, round: &Round) -> StoreResult<Version> {
    let next = round.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::PanelId, Expr::value(round.panel.0))
        .col_expr(row::Column::Name, Expr::value(to_json("round.name", &round.rules.name)?))
        .col_expr(row::Column::Rules, Expr::value(to_json("round.rules", &round.rules)?))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(round.id.0))
        .filter(row::Column::Version.eq(round.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// The round, if its edition lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: RoundId) -> StoreResult<Option<Round>> {
    let within = by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId);
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The round, if the permit's holder judges in its panel.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_of_judge(db: &impl Database, permit: &Permit, id: RoundId) -> StoreResult<Option<Round>> {
    let panels = permit.scope().panels.iter().map(|p| p.0);
    let query = row::Entity::find_by_id(id.0).filter(row::Column::PanelId.is_in(panels));
    query.one(db).await?.map(read).transpose()
}

/// The rounds in whose panels the permit's holder judges, in their order.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list_of_judge(db: &impl Database, permit: &Permit) -> StoreResult<Vec<Round>> {
    let panels = permit.scope().panels.iter().map(|p| p.0);
    let rows = row::Entity::find()
        .filter(row::Column::PanelId.is_in(panels))
        .order_by_desc(row::Column::EditionId)
        .order_by_asc(row::Column::Ordinal)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The rounds of an edition that the caller was allowed to see, in their order.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_edition(db: &impl Database, edition: EditionId) -> StoreResult<Vec<Round>> {
    let rows = row::Entity::find()
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_asc(row::Column::Ordinal)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: row::Model) -> StoreResult<Round> {
    Ok(Round {
        id: RoundId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        panel: PanelId(row.panel_id),
        ordinal: row.ordinal,
        rules: from_json("round.rules", &row.rules)?,
        version: Version(row.version),
    })
}
