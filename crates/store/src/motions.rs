//! Motions: what committees moved in their meetings, only ever added to.

use crate::columns::{from_json, to_json};
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::{EditionId, EntryId, Instant, MotionId, PersonId, ProgrammeId, RoundId};
use kapok_judging::motion::Motion;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "motion")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub round_id: Uuid,
        pub entry_id: Uuid,
        pub number: i64,
        pub label: Option<String>,
        pub reason: String,
        pub settled: String,
        pub absent: String,
        pub recorded_by: Option<Uuid>,
        pub recorded_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A motion as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its identifier.
    pub id: MotionId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// In which round.
    pub round: RoundId,
    /// Its place among the round's motions, from 1.
    pub number: i64,
    /// What was moved, and how it was settled.
    pub motion: Motion,
    /// Who recorded it; nobody when Kapok itself did.
    pub recorded_by: Option<PersonId>,
    /// When.
    pub recorded_at: Instant,
}

/// Keeps a motion. Nothing ever changes it.
///
/// # Errors
/// [`crate::StoreError::NotUnique`] when its number is taken.
pub async fn append(tx: &Tx, recorded: &Recorded) -> StoreResult<()> {
    let motion = &recorded.motion;
    let row = row::ActiveModel {
        id: Set(recorded.id.0),
        programme_id: Set(recorded.programme.0),
        edition_id: Set(recorded.edition.0),
        round_id: Set(recorded.round.0),
        entry_id: Set(motion.entry.0),
        number: Set(recorded.number),
        label: Set(motion.to.clone()),
        reason: Set(motion.reason.clone()),
        settled: Set(to_json("motion.settled", &motion.settled)?),
        absent: Set(to_json("motion.absent", &motion.absent)?),
        recorded_by: Set(recorded.recorded_by.map(|p| p.0)),
        recorded_at: Set(recorded.recorded_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The motions of a round that the caller was allowed to see, in the order in which they were put.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_round(db: &impl Database, round: RoundId) -> StoreResult<Vec<Recorded>> {
    let query = row::Entity::find().filter(row::Column::RoundId.eq(round.0));
    query.order_by_asc(row::Column::Number).all(db).await?.into_iter().map(read).collect()
}

fn read(row: row::Model) -> StoreResult<Recorded> {
    Ok(Recorded {
        id: MotionId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        round: RoundId(row.round_id),
        number: row.number,
        motion: Motion {
            entry: EntryId(row.entry_id),
            to: row.label,
            reason: row.reason,
            settled: from_json("motion.settled", &row.settled)?,
            absent: from_json("motion.absent", &row.absent)?,
        },
        recorded_by: row.recorded_by.map(PersonId),
        recorded_at: Instant::from_micros(row.recorded_at),
    })
}
