//! Panels: groups of judges and who belongs to them since when.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::scope::by_edition;
use kapok_access::Permit;
use kapok_base::{EditionId, Instant, Localized, PanelId, PersonId, ProgrammeId, Version};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Query};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "panel")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub name: String,
        pub created_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod member {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "panel_member")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub panel_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub chair: bool,
        pub joined_at: i64,
        pub left_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A group of judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Its identifier.
    pub id: PanelId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// What people read: technical committee, jury.
    pub name: Localized,
    /// Since when it is kept here.
    pub created_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// A judge in a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Which panel.
    pub panel: PanelId,
    /// Who.
    pub person: PersonId,
    /// Whether in the chair.
    pub chair: bool,
    /// Since when.
    pub joined_at: Instant,
    /// Until when, for one who has left.
    pub left_at: Option<Instant>,
}

/// The editions of some panels.
pub(crate) fn editions(panels: &[PanelId]) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(row::Column::EditionId)
        .from(row::Entity)
        .and_where(row::Column::Id.is_in(panels.iter().map(|panel| panel.0)))
        .to_owned()
}

/// Keeps a new panel.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, panel: &Panel) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(panel.id.0),
        programme_id: Set(panel.programme.0),
        edition_id: Set(panel.edition.0),
        name: Set(to_json("panel.name", &panel.name)?),
        created_at: Set(panel.created_at.as_micros()),
        version: Set(panel.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a panel's name over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, panel: &Panel) -> StoreResult<Version> {
    let next = panel.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Name, Expr::value(to_json("panel.name", &panel.name)?))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(panel.id.0))
        .filter(row::Column::Version.eq(panel.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// The panel, if its edition lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: PanelId) -> StoreResult<Option<Panel>> {
    let within = by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId);
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The panel, if the permit's holder judges in it.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_of_judge(db: &impl Database, permit: &Permit, id: PanelId) -> StoreResult<Option<Panel>> {
    let within = row::Column::Id.is_in(permit.scope().panels.iter().map(|panel| panel.0));
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The panels in which the permit's holder judges, latest edition first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list_of_judge(db: &impl Database, permit: &Permit) -> StoreResult<Vec<Panel>> {
    let within = row::Column::Id.is_in(permit.scope().panels.iter().map(|panel| panel.0));
    let query = row::Entity::find().filter(within);
    let rows = query.order_by_desc(row::Column::EditionId).order_by_asc(row::Column::Id).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// The panels of an edition within the permit's scope, oldest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit, edition: EditionId) -> StoreResult<Vec<Panel>> {
    let rows = row::Entity::find()
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Who belongs to a panel that the caller was allowed to see, and who has belonged to it.
///
/// # Errors
/// When the database refuses.
pub async fn members(db: &impl Database, panel: PanelId) -> StoreResult<Vec<Member>> {
    let rows = member::Entity::find()
        .filter(member::Column::PanelId.eq(panel.0))
        .order_by_asc(member::Column::JoinedAt)
        .order_by_asc(member::Column::PersonId)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(read_member).collect())
}

/// Takes somebody into a panel, again if need be.
///
/// # Errors
/// When the database refuses.
pub async fn put_member(tx: &Tx, seat: &Member) -> StoreResult<()> {
    let key = (seat.panel.0, seat.person.0);
    let row = member::ActiveModel {
        panel_id: Set(seat.panel.0),
        person_id: Set(seat.person.0),
        chair: Set(seat.chair),
        joined_at: Set(seat.joined_at.as_micros()),
        left_at: Set(seat.left_at.map(Instant::as_micros)),
    };
    if member::Entity::find_by_id(key).one(tx).await?.is_some() {
        member::Entity::update(row).exec(tx).await?;
    } else {
        member::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn read(row: row::Model) -> StoreResult<Panel> {
    Ok(Panel {
        id: PanelId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        name: from_json("panel.name", &row.name)?,
        created_at: Instant::from_micros(row.created_at),
        version: Version(row.version),
    })
}

fn read_member(row: member::Model) -> Member {
    Member {
        panel: PanelId(row.panel_id),
        person: PersonId(row.person_id),
        chair: row.chair,
        joined_at: Instant::from_micros(row.joined_at),
        left_at: row.left_at.map(Instant::from_micros),
    }
}
