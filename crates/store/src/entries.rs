//! Entries: sealed submissions on their passage through judging.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::scope::by_edition;
use kapok_access::Permit;
use kapok_base::{EditionId, EntityId, EntryId, Instant, Language, ProgrammeId, SubmissionId, Version};
use kapok_judging::stage::Stage;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::BTreeMap;

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub submission_id: Uuid,
        pub entity_id: Uuid,
        pub number: i64,
        pub title: String,
        pub language: String,
        pub stage: String,
        pub stage_kind: String,
        pub sealed_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A sealed submission's passage through judging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: EntryId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// Which submission was sealed.
    pub submission: SubmissionId,
    /// Whose it is.
    pub entity: EntityId,
    /// Its number within the edition, from 1.
    pub number: i64,
    /// Its title, as sealed last.
    pub title: String,
    /// The language it is written in.
    pub language: Language,
    /// Where it stands.
    pub stage: Stage,
    /// When it was sealed last.
    pub sealed_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

impl Entry {
    /// How people name it in lists: number and title.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("{} {}", self.number, self.title)
    }
}

/// Keeps a new entry, when a submission is sealed for the first time.
///
/// # Errors
/// [`StoreError::NotUnique`] when the submission has one or the number is taken.
pub async fn create(tx: &Tx, entry: &Entry) -> StoreResult<()> {
    row::Entity::insert(new_row(entry)?).exec_without_returning(tx).await?;
    Ok(())
}

/// Keeps many new entries.
///
/// # Errors
/// [`StoreError::NotUnique`] when a submission has one or a number is taken.
pub async fn create_all(tx: &Tx, entries: &[Entry]) -> StoreResult<()> {
    // Well below what SQLite takes as values in one statement.
    for some in entries.chunks(100) {
        let rows = some.iter().map(new_row).collect::<StoreResult<Vec<_>>>()?;
        row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn new_row(entry: &Entry) -> StoreResult<row::ActiveModel> {
    Ok(row::ActiveModel {
        id: Set(entry.id.0),
        programme_id: Set(entry.programme.0),
        edition_id: Set(entry.edition.0),
        submission_id: Set(entry.submission.0),
        entity_id: Set(entry.entity.0),
        number: Set(entry.number),
        title: Set(entry.title.clone()),
        language: Set(entry.language.to_string()),
        stage: Set(to_json("entry.stage", &entry.stage)?),
        stage_kind: Set(entry.stage.kind().to_owned()),
        sealed_at: Set(entry.sealed_at.as_micros()),
        version: Set(entry.version.0),
    })
}

/// Writes an entry's stage (and what a new sealing changed) over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, entry: &Entry) -> StoreResult<Version> {
    let next = entry.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Title, Expr::value(entry.title.clone()))
        .col_expr(row::Column::Language, Expr::value(entry.language.to_string()))
        .col_expr(row::Column::Stage, Expr::value(to_json("entry.stage", &entry.stage)?))
        .col_expr(row::Column::StageKind, Expr::value(entry.stage.kind()))
        .col_expr(row::Column::SealedAt, Expr::value(entry.sealed_at.as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(entry.id.0))
        .filter(row::Column::Version.eq(entry.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// The entry, if its edition lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: EntryId) -> StoreResult<Option<Entry>> {
    let within = by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId);
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The entry of a submission that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_submission(db: &impl Database, submission: SubmissionId) -> StoreResult<Option<Entry>> {
    let query = row::Entity::find().filter(row::Column::SubmissionId.eq(submission.0));
    query.one(db).await?.map(read).transpose()
}

/// The entry of an assignment that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_assignment(
    db: &impl Database,
    assignment: &crate::assignments::Assignment,
) -> StoreResult<Option<Entry>> {
    row::Entity::find_by_id(assignment.entry.0).one(db).await?.map(read).transpose()
}

/// The entries of assignments that the caller was allowed to see, by number.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_assignments(
    db: &impl Database,
    assignments: &[crate::assignments::Assignment],
) -> StoreResult<Vec<Entry>> {
    of_ids(db, assignments.iter().map(|a| a.entry.0).collect()).await
}

/// The entries of slots that the caller was allowed to see, by number.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_slots(db: &impl Database, slots: &[crate::hearings::Slot]) -> StoreResult<Vec<Entry>> {
    of_ids(db, slots.iter().map(|s| s.entry.0).collect()).await
}

/// All entries of an edition within the permit's scope, by number.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit, edition: EditionId) -> StoreResult<Vec<Entry>> {
    let rows = row::Entity::find()
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// How many entries of an edition that the caller was allowed to see stand in each kind of stage.
///
/// # Errors
/// When the database refuses.
pub async fn count_by_stage(db: &impl Database, edition: EditionId) -> StoreResult<BTreeMap<String, i64>> {
    let counted: Vec<(String, i64)> = row::Entity::find()
        .select_only()
        .column(row::Column::StageKind)
        .column_as(row::Column::Id.count(), "entries")
        .filter(row::Column::EditionId.eq(edition.0))
        .group_by(row::Column::StageKind)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counted.into_iter().collect())
}

/// Those of some entries that the caller was allowed to see, by number.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub(crate) async fn of_ids(db: &impl Database, ids: Vec<Uuid>) -> StoreResult<Vec<Entry>> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids));
    let rows = query.order_by_asc(row::Column::Number).all(db).await?;
    rows.into_iter().map(read).collect()
}

fn read(row: row::Model) -> StoreResult<Entry> {
    let language = row
        .language
        .parse()
        .map_err(|_| StoreError::Unreadable { what: "entry.language", detail: row.language.clone() })?;
    Ok(Entry {
        id: EntryId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        submission: SubmissionId(row.submission_id),
        entity: EntityId(row.entity_id),
        number: row.number,
        title: row.title,
        language,
        stage: from_json("entry.stage", &row.stage)?,
        sealed_at: Instant::from_micros(row.sealed_at),
        version: Version(row.version),
    })
}
