//! Programmes: standing awards.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{Instant, Localized, ProgrammeId, Version};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "programme")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub name: String,
        pub created_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A standing award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: Localized,
    /// Since when it is kept here.
    pub created_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// The programme, if it exists within the permit's scope. Programmes are public.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: ProgrammeId) -> StoreResult<Option<Programme>> {
    row::Entity::find_by_id(id.0).filter(within(permit)).one(db).await?.map(read).transpose()
}

/// All programmes within the permit's scope, by name in addresses.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit) -> StoreResult<Vec<Programme>> {
    let rows = row::Entity::find().filter(within(permit)).order_by_asc(row::Column::Slug).all(db).await?;
    rows.into_iter().map(read).collect()
}

fn within(permit: &Permit) -> Condition {
    let scope = permit.scope();
    if scope.everywhere || scope.public {
        return Condition::all();
    }
    Condition::any().add(row::Column::Id.is_in(scope.programmes.iter().map(|p| p.0)))
}

/// Keeps a new programme.
///
/// # Errors
/// [`StoreError::NotUnique`] when its name in addresses is taken.
pub async fn create(tx: &Tx, programme: &Programme) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(programme.id.0),
        slug: Set(programme.slug.clone()),
        name: Set(to_json("programme.name", &programme.name)?),
        created_at: Set(programme.created_at.as_micros()),
        version: Set(programme.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a programme over the version it was read at; gives the new version.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, _permit: &Permit, programme: &Programme) -> StoreResult<Version> {
    let next = programme.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Name, Expr::value(to_json("programme.name", &programme.name)?))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(programme.id.0))
        .filter(row::Column::Version.eq(programme.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

fn read(row: row::Model) -> StoreResult<Programme> {
    Ok(Programme {
        id: ProgrammeId(row.id),
        name: from_json("programme.name", &row.name)?,
        slug: row.slug,
        created_at: Instant::from_micros(row.created_at),
        version: Version(row.version),
    })
}
