//! Reminders: which mail told a judge what they owe in a programme, and when.

use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::{Instant, JobId, PersonId, ProgrammeId};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reminder")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub person_id: Uuid,
        pub day: Option<String>,
        pub sent_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A mail that reminded a judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The mail.
    pub job: JobId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// Which judge.
    pub person: PersonId,
    /// On which day of theirs it went out by itself; none where somebody asked for it.
    pub day: Option<String>,
    /// When it was put down.
    pub sent_at: Instant,
}

/// Keeps a reminder, in the transaction of its mail.
///
/// # Errors
/// [`crate::StoreError::NotUnique`] when one has gone out by itself on that day.
pub async fn keep(tx: &Tx, reminder: &Reminder) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(reminder.job.0),
        programme_id: Set(reminder.programme.0),
        person_id: Set(reminder.person.0),
        day: Set(reminder.day.clone()),
        sent_at: Set(reminder.sent_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// When each person was reminded last in a programme.
///
/// # Errors
/// When the database refuses.
pub async fn last(db: &impl Database, programme: ProgrammeId) -> StoreResult<BTreeMap<PersonId, Instant>> {
    let rows = row::Entity::find()
        .filter(row::Column::ProgrammeId.eq(programme.0))
        .order_by_asc(row::Column::SentAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.person_id), Instant::from_micros(row.sent_at))).collect())
}

/// Whether a reminder went out by itself to a person on a day of theirs.
///
/// # Errors
/// When the database refuses.
pub async fn went_out(
    db: &impl Database,
    programme: ProgrammeId,
    person: PersonId,
    day: &str,
) -> StoreResult<bool> {
    let query = row::Entity::find()
        .filter(row::Column::ProgrammeId.eq(programme.0))
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::Day.eq(day));
    Ok(query.one(db).await?.is_some())
}
