//! Entities: what enters an award. A register of the whole installation, not of one programme.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::submissions;
use kapok_access::Permit;
use kapok_base::{EntityId, Instant, Limit, Page, Version};
use kapok_submission::{EntityKind, EntityRecord, search_name};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, LikeExpr};
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::BTreeMap;

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entity")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub name: String,
        pub country: String,
        pub region: Option<String>,
        pub parent_id: Option<Uuid>,
        pub population: Option<i64>,
        #[sea_orm(column_type = "Double", nullable)]
        pub lat: Option<f64>,
        #[sea_orm(column_type = "Double", nullable)]
        pub lon: Option<f64>,
        pub search_name: String,
        pub created_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What enters an award.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its identifier.
    pub id: EntityId,
    /// What is known of it.
    pub record: EntityRecord,
    /// Of what it is a part.
    pub parent: Option<EntityId>,
    /// Since when it is kept here.
    pub created_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// The entity. The register is open to everybody who holds a permit.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, _permit: &Permit, id: EntityId) -> StoreResult<Option<Entity>> {
    row::Entity::find_by_id(id.0).one(db).await?.map(read).transpose()
}

/// The entities of these identifiers, those that exist.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_all(
    db: &impl Database,
    _permit: &Permit,
    ids: impl IntoIterator<Item = EntityId>,
) -> StoreResult<BTreeMap<EntityId, Entity>> {
    let rows =
        row::Entity::find().filter(row::Column::Id.is_in(ids.into_iter().map(|id| id.0))).all(db).await?;
    rows.into_iter().map(|row| read(row).map(|entity| (entity.id, entity))).collect()
}

/// How often these entities have been written.
///
/// # Errors
/// When the database refuses.
pub async fn versions(
    db: &impl Database,
    _permit: &Permit,
    ids: impl IntoIterator<Item = EntityId>,
) -> StoreResult<BTreeMap<EntityId, Version>> {
    let rows: Vec<(Uuid, i64)> = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::Version])
        .filter(row::Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, version)| (EntityId(id), Version(version))).collect())
}

/// The entities with a name that holds `wanted`, in the order in which they were registered.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn search(
    db: &impl Database,
    _permit: &Permit,
    wanted: &str,
    after: Option<EntityId>,
    limit: Limit,
) -> StoreResult<Page<Entity>> {
    let mut query = row::Entity::find();
    let wanted = search_name(wanted);
    if !wanted.is_empty() {
        let plain = wanted.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query = query.filter(row::Column::SearchName.like(LikeExpr::new(format!("%{plain}%")).escape('\\')));
    }
    if let Some(after) = after {
        query = query.filter(row::Column::Id.gt(after.0));
    }
    let mut rows = query.order_by_asc(row::Column::Id).limit(limit.get() + 1).all(db).await?;
    let more = rows.len() as u64 > limit.get();
    rows.truncate(limit.get() as usize);
    let items = rows.into_iter().map(read).collect::<StoreResult<Vec<_>>>()?;
    let next_cursor = items.last().filter(|_| more).map(|last| last.id.to_string());
    Ok(Page { items, next_cursor })
}

/// An entity of the same country, kind and names, if there is one.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_twin(db: &impl Database, record: &EntityRecord) -> StoreResult<Option<EntityId>> {
    let twin: Option<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::SearchName.eq(record.search_name()))
        .filter(row::Column::Country.eq(record.country.as_str()))
        .filter(row::Column::Kind.eq(record.kind.as_str()))
        .into_tuple()
        .one(db)
        .await?;
    Ok(twin.map(EntityId))
}

/// Keeps a new entity.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, entity: &Entity) -> StoreResult<()> {
    let record = &entity.record;
    let row = row::ActiveModel {
        id: Set(entity.id.0),
        kind: Set(record.kind.as_str().to_owned()),
        name: Set(to_json("entity.name", &record.name)?),
        country: Set(record.country.clone()),
        region: Set(record.region.clone()),
        parent_id: Set(entity.parent.map(|parent| parent.0)),
        population: Set(record.population),
        lat: Set(record.lat),
        lon: Set(record.lon),
        search_name: Set(record.search_name()),
        created_at: Set(entity.created_at.as_micros()),
        version: Set(entity.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether a permit to edit reaches the entity: the caller acts for it, or it has entered in the caller's programme.
///
/// # Errors
/// When the database refuses.
pub async fn is_editable(db: &impl Database, permit: &Permit, id: EntityId) -> StoreResult<bool> {
    let scope = permit.scope();
    if scope.covers_entity(id) {
        return Ok(true);
    }
    let entered = submissions::row::Entity::find()
        .select_only()
        .column(submissions::row::Column::Id)
        .filter(submissions::row::Column::EntityId.eq(id.0))
        .filter(submissions::within(permit))
        .limit(1)
        .into_tuple::<Uuid>()
        .one(db)
        .await?;
    Ok(entered.is_some())
}

/// Writes an entity over the version it was read at; gives the new version.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, _permit: &Permit, entity: &Entity) -> StoreResult<Version> {
    let (record, next) = (&entity.record, entity.version.next());
    let written = row::Entity::update_many()
        .col_expr(row::Column::Kind, Expr::value(record.kind.as_str()))
        .col_expr(row::Column::Name, Expr::value(to_json("entity.name", &record.name)?))
        .col_expr(row::Column::Country, Expr::value(record.country.as_str()))
        .col_expr(row::Column::Region, Expr::value(record.region.clone()))
        .col_expr(row::Column::Population, Expr::value(record.population))
        .col_expr(row::Column::Lat, Expr::value(record.lat))
        .col_expr(row::Column::Lon, Expr::value(record.lon))
        .col_expr(row::Column::SearchName, Expr::value(record.search_name()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(entity.id.0))
        .filter(row::Column::Version.eq(entity.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

fn read(row: row::Model) -> StoreResult<Entity> {
    let kind = EntityKind::named(&row.kind)
        .ok_or_else(|| StoreError::Unreadable { what: "entity.kind", detail: row.kind.clone() })?;
    Ok(Entity {
        id: EntityId(row.id),
        record: EntityRecord {
            kind,
            name: from_json("entity.name", &row.name)?,
            country: row.country,
            region: row.region,
            population: row.population,
            lat: row.lat,
            lon: row.lon,
        },
        parent: row.parent_id.map(EntityId),
        created_at: Instant::from_micros(row.created_at),
        version: Version(row.version),
    })
}
