//! Announcements: sets of decisions and the instants at which they become public.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::scope::{by_edition, counting};
use kapok_access::Permit;
use kapok_base::{AnnouncementId, EditionId, Instant, Localized, ProgrammeId, Version};
use kapok_judging::phase::Phase;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect};
use std::collections::BTreeSet;

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "announcement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub title: String,
        pub phase: String,
        pub public_at: Option<i64>,
        pub created_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A set of decisions and the instant at which they become public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its identifier.
    pub id: AnnouncementId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// What people read above it.
    pub title: Localized,
    /// The phase whose decisions it holds.
    pub phase: Phase,
    /// From when it is public; not set yet when absent.
    pub public_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// Keeps a new announcement.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, announcement: &Announcement) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(announcement.id.0),
        programme_id: Set(announcement.programme.0),
        edition_id: Set(announcement.edition.0),
        title: Set(to_json("announcement.title", &announcement.title)?),
        phase: Set(to_json("announcement.phase", &announcement.phase)?),
        public_at: Set(announcement.public_at.map(Instant::as_micros)),
        created_at: Set(announcement.created_at.as_micros()),
        version: Set(announcement.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes an announcement's title and instant over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, announcement: &Announcement) -> StoreResult<Version> {
    let next = announcement.version.next();
    let title = to_json("announcement.title", &announcement.title)?;
    let written = row::Entity::update_many()
        .col_expr(row::Column::Title, Expr::value(title))
        .col_expr(row::Column::PublicAt, Expr::value(announcement.public_at.map(Instant::as_micros)))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(announcement.id.0))
        .filter(row::Column::Version.eq(announcement.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// The announcement, if its edition lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(
    db: &impl Database,
    permit: &Permit,
    id: AnnouncementId,
) -> StoreResult<Option<Announcement>> {
    let within = by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId);
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The announcements of an edition that the caller was allowed to see, oldest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_edition(db: &impl Database, edition: EditionId) -> StoreResult<Vec<Announcement>> {
    let rows = row::Entity::find()
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_asc(row::Column::CreatedAt)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The editions within the permit's scope with an announcement that is not public at `now`.
///
/// # Errors
/// When the database refuses.
pub async fn awaited(db: &impl Database, permit: &Permit, now: Instant) -> StoreResult<BTreeSet<EditionId>> {
    let found: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::EditionId)
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(
            Condition::any()
                .add(row::Column::PublicAt.is_null())
                .add(row::Column::PublicAt.gt(now.as_micros())),
        )
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(EditionId).collect())
}

/// The announcements that are public at `now`, in one edition or everywhere, the newest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn public(
    db: &impl Database,
    edition: Option<EditionId>,
    now: Instant,
) -> StoreResult<Vec<Announcement>> {
    let mut query = row::Entity::find()
        .filter(row::Column::PublicAt.lte(now.as_micros()))
        .filter(counting(row::Column::EditionId));
    if let Some(edition) = edition {
        query = query.filter(row::Column::EditionId.eq(edition.0));
    }
    let rows = query.order_by_desc(row::Column::PublicAt).order_by_desc(row::Column::Id).all(db).await?;
    rows.into_iter().map(read).collect()
}

fn read(row: row::Model) -> StoreResult<Announcement> {
    Ok(Announcement {
        id: AnnouncementId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        title: from_json("announcement.title", &row.title)?,
        phase: from_json("announcement.phase", &row.phase)?,
        public_at: row.public_at.map(Instant::from_micros),
        created_at: Instant::from_micros(row.created_at),
        version: Version(row.version),
    })
}
