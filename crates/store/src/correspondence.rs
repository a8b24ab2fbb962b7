//! Which mail is about which dossier.

use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use crate::jobs::{self, Job};
use crate::submissions::Submission;
use kapok_base::{JobId, PersonId, SubmissionId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

/// How many rows go into one statement, so that no database counts too many values in it.
const AT_ONCE: usize = 500;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_about")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub submission_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub job_id: Uuid,
        pub person_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A mail to a person that is about a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The dossier.
    pub submission: SubmissionId,
    /// The mail.
    pub job: JobId,
    /// To whom.
    pub person: PersonId,
}

/// Keeps what mails are about.
///
/// # Errors
/// When the database refuses.
pub async fn note(tx: &Tx, about: &[Note]) -> StoreResult<()> {
    for some in about.chunks(AT_ONCE) {
        let rows = some.iter().map(|note| row::ActiveModel {
            submission_id: Set(note.submission.0),
            job_id: Set(note.job.0),
            person_id: Set(note.person.0),
        });
        row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The mails about a dossier that the caller was allowed to see, the newest first; perhaps only those to one person.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_submission(
    db: &impl Database,
    submission: &Submission,
    to: Option<PersonId>,
) -> StoreResult<Vec<(PersonId, Job)>> {
    let mut query = row::Entity::find().filter(row::Column::SubmissionId.eq(submission.id.0));
    if let Some(person) = to {
        query = query.filter(row::Column::PersonId.eq(person.0));
    }
    let rows = query.all(db).await?;
    let jobs = jobs::of_ids(db, rows.iter().map(|row| JobId(row.job_id))).await?;
    let to = |job: &Job| rows.iter().find(|row| row.job_id == job.id.0).map(|row| PersonId(row.person_id));
    Ok(jobs.into_iter().rev().filter_map(|job| Some((to(&job)?, job))).collect())
}

/// Which dossiers some mails are about.
///
/// # Errors
/// When the database refuses.
pub async fn of_jobs(db: &impl Database, ids: impl IntoIterator<Item = JobId>) -> StoreResult<Vec<Note>> {
    let query = row::Entity::find().filter(row::Column::JobId.is_in(ids.into_iter().map(|id| id.0)));
    let read = |row: row::Model| Note {
        submission: SubmissionId(row.submission_id),
        job: JobId(row.job_id),
        person: PersonId(row.person_id),
    };
    Ok(query.all(db).await?.into_iter().map(read).collect())
}
