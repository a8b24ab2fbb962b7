//! Extensions: a due time of one judge's own in a round, in place of the round's.

use crate::columns::{from_json, to_json};
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{Deadline, Instant, PersonId, ProgrammeId, RoundId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "extension")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub judge_id: Uuid,
        pub programme_id: Uuid,
        pub due: String,
        pub reason: String,
        pub given_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Until when one judge is asked to submit in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// In which round.
    pub round: RoundId,
    /// Which judge.
    pub judge: PersonId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// Until when.
    pub due: Deadline,
    /// Why.
    pub reason: String,
    /// Since when it is so.
    pub given_at: Instant,
}

/// Keeps an extension in place of the one before.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &Tx, extension: &Extension) -> StoreResult<()> {
    let key = (extension.round.0, extension.judge.0);
    row::Entity::delete_by_id(key).exec(tx).await?;
    let row = row::ActiveModel {
        round_id: Set(key.0),
        judge_id: Set(key.1),
        programme_id: Set(extension.programme.0),
        due: Set(to_json("extension.due", &extension.due)?),
        reason: Set(extension.reason.clone()),
        given_at: Set(extension.given_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The extensions in a round that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_round(db: &impl Database, round: RoundId) -> StoreResult<Vec<Extension>> {
    let rows = row::Entity::find().filter(row::Column::RoundId.eq(round.0)).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// The permit's holder's own extensions.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn own(db: &impl Database, permit: &Permit) -> StoreResult<Vec<Extension>> {
    let own = permit.scope().own.map(|person| person.0);
    let rows = row::Entity::find().filter(row::Column::JudgeId.is_in(own)).all(db).await?;
    rows.into_iter().map(read).collect()
}

fn read(row: row::Model) -> StoreResult<Extension> {
    Ok(Extension {
        round: RoundId(row.round_id),
        judge: PersonId(row.judge_id),
        programme: ProgrammeId(row.programme_id),
        due: from_json("extension.due", &row.due)?,
        reason: row.reason,
        given_at: Instant::from_micros(row.given_at),
    })
}
