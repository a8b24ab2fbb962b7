//! Hearings and their slots.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::scope::by_edition;
use kapok_access::Permit;
use kapok_base::{EditionId, EntryId, HearingId, Instant, Localized, ProgrammeId, RoundId, SlotId, Version};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hearing")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub round_id: Uuid,
        pub title: String,
        pub place: String,
        pub zone: String,
        pub starts_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod slot {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "slot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub hearing_id: Uuid,
        pub entry_id: Uuid,
        pub starts_at: i64,
        pub minutes: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A defence session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Its identifier.
    pub id: HearingId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// For which round.
    pub round: RoundId,
    /// What people read above it.
    pub title: Localized,
    /// Where: a room, an address on the net.
    pub place: String,
    /// The IANA zone in which it is planned.
    pub zone: String,
    /// When it begins.
    pub starts_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// One entry's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its identifier.
    pub id: SlotId,
    /// In which hearing.
    pub hearing: HearingId,
    /// Whose turn.
    pub entry: EntryId,
    /// When it begins.
    pub starts_at: Instant,
    /// How long it lasts.
    pub minutes: u32,
}

/// Keeps a new hearing.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, hearing: &Hearing) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(hearing.id.0),
        programme_id: Set(hearing.programme.0),
        edition_id: Set(hearing.edition.0),
        round_id: Set(hearing.round.0),
        title: Set(to_json("hearing.title", &hearing.title)?),
        place: Set(hearing.place.clone()),
        zone: Set(hearing.zone.clone()),
        starts_at: Set(hearing.starts_at.as_micros()),
        version: Set(hearing.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a hearing over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, hearing: &Hearing) -> StoreResult<Version> {
    let next = hearing.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Title, Expr::value(to_json("hearing.title", &hearing.title)?))
        .col_expr(row::Column::Place, Expr::value(hearing.place.clone()))
        .col_expr(row::Column::Zone, Expr::value(hearing.zone.clone()))
        .col_expr(row::Column::StartsAt, Expr::value(hearing.starts_at.as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(hearing.id.0))
        .filter(row::Column::Version.eq(hearing.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// Puts the slots of a hearing in place of those it had.
///
/// # Errors
/// When the database refuses.
pub async fn put_slots(tx: &Tx, hearing: &Hearing, slots: &[Slot]) -> StoreResult<()> {
    slot::Entity::delete_many().filter(slot::Column::HearingId.eq(hearing.id.0)).exec(tx).await?;
    if slots.is_empty() {
        return Ok(());
    }
    let rows = slots.iter().map(|s| slot::ActiveModel {
        id: Set(s.id.0),
        programme_id: Set(hearing.programme.0),
        hearing_id: Set(hearing.id.0),
        entry_id: Set(s.entry.0),
        starts_at: Set(s.starts_at.as_micros()),
        minutes: Set(i64::from(s.minutes)),
    });
    slot::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The hearing, if its edition lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: HearingId) -> StoreResult<Option<Hearing>> {
    let within = by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId);
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The hearings of a round that the caller was allowed to see, in the order of their beginnings.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_round(db: &impl Database, round: RoundId) -> StoreResult<Vec<Hearing>> {
    let rows = row::Entity::find()
        .filter(row::Column::RoundId.eq(round.0))
        .order_by_asc(row::Column::StartsAt)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The slots of some hearings that the caller was allowed to see, in the order of their beginnings.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn slots(db: &impl Database, hearings: &[HearingId]) -> StoreResult<Vec<Slot>> {
    let rows = slot::Entity::find()
        .filter(slot::Column::HearingId.is_in(hearings.iter().map(|h| h.0)))
        .order_by_asc(slot::Column::StartsAt)
        .order_by_asc(slot::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read_slot).collect()
}

fn read(row: row::Model) -> StoreResult<Hearing> {
    Ok(Hearing {
        id: HearingId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        round: RoundId(row.round_id),
        title: from_json("hearing.title", &row.title)?,
        place: row.place,
        zone: row.zone,
        starts_at: Instant::from_micros(row.starts_at),
        version: Version(row.version),
    })
}

fn read_slot(row: slot::Model) -> StoreResult<Slot> {
    let bad = |_| StoreError::Unreadable { what: "slot.minutes", detail: row.minutes.to_string() };
    Ok(Slot {
        id: SlotId(row.id),
        hearing: HearingId(row.hearing_id),
        entry: EntryId(row.entry_id),
        starts_at: Instant::from_micros(row.starts_at),
        minutes: u32::try_from(row.minutes).map_err(bad)?,
    })
}
