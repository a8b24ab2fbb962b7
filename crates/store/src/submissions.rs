//! Submissions: the entrants' dossiers, as they are being written.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::scope::{by_edition, counting};
use kapok_access::Permit;
use kapok_base::{
    EditionId, EntityId, Instant, Language, Limit, Page, PersonId, ProgrammeId, SubmissionId, Version,
};
use kapok_submission::{Answers, Dossier};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{QueryOrder, QuerySelect};

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "submission")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub number: i64,
        pub entity_id: Uuid,
        pub created_by: Uuid,
        pub state: String,
        pub state_kind: String,
        pub language: String,
        pub title: String,
        pub answers: String,
        pub created_at: i64,
        pub saved_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An entrant's dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Its identifier.
    pub id: SubmissionId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// To which edition.
    pub edition: EditionId,
    /// Its number in the edition, from 1, in the order in which dossiers were begun.
    pub number: i64,
    /// Who enters.
    pub entity: EntityId,
    /// Who began it.
    pub created_by: PersonId,
    /// Where it stands.
    pub state: Dossier,
    /// In which language it is written.
    pub language: Language,
    /// Its title; empty while there is none.
    pub title: String,
    /// What has been answered so far.
    pub answers: Answers,
    /// Since when it is written.
    pub created_at: Instant,
    /// When it was saved last.
    pub saved_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// How many rows one statement writes: well below what SQLite takes as values.
const AT_ONCE: usize = 100;

/// Which submissions a list is to hold; what is absent does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// To one edition.
    pub edition: Option<EditionId>,
    /// Of one entity.
    pub entity: Option<EntityId>,
    /// In one state: `draft`, `submitted`, `returned`, `withdrawn`.
    pub state: Option<String>,
}

/// The submission, if it exists within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: SubmissionId) -> StoreResult<Option<Submission>> {
    row::Entity::find_by_id(id.0).filter(within(permit)).one(db).await?.map(read).transpose()
}

/// The submissions within the permit's scope, in the order in which they were begun.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(
    db: &impl Database,
    permit: &Permit,
    filter: &Filter,
    after: Option<SubmissionId>,
    limit: Limit,
) -> StoreResult<Page<Submission>> {
    let mut query = row::Entity::find().filter(within(permit));
    if let Some(edition) = filter.edition {
        query = query.filter(row::Column::EditionId.eq(edition.0));
    }
    if let Some(entity) = filter.entity {
        query = query.filter(row::Column::EntityId.eq(entity.0));
    }
    if let Some(state) = &filter.state {
        query = query.filter(row::Column::StateKind.eq(state.as_str()));
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

/// A submission without its answers, for lists that look at all of an edition's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its identifier.
    pub id: SubmissionId,
    /// Its number in the edition.
    pub number: i64,
    /// Who enters.
    pub entity: EntityId,
    /// Who began it.
    pub created_by: PersonId,
    /// Where it stands.
    pub state: Dossier,
    /// Its title; empty while there is none.
    pub title: String,
}

/// The heads of an edition's submissions within the permit's scope, by number.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn heads(db: &impl Database, permit: &Permit, edition: EditionId) -> StoreResult<Vec<Head>> {
    type Columns = (Uuid, i64, Uuid, Uuid, String, String);
    let rows: Vec<Columns> = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .column(row::Column::Number)
        .column(row::Column::EntityId)
        .column(row::Column::CreatedBy)
        .column(row::Column::State)
        .column(row::Column::Title)
        .filter(within(permit))
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_asc(row::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let head = |(id, number, entity, created_by, state, title): Columns| {
        Ok(Head {
            id: SubmissionId(id),
            number,
            entity: EntityId(entity),
            created_by: PersonId(created_by),
            state: from_json("submission.state", &state)?,
            title,
        })
    };
    rows.into_iter().map(head).collect()
}

/// The dossiers of some entities within the permit's scope, those saved last first, withdrawn ones left out.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_entities(
    db: &impl Database,
    permit: &Permit,
    entities: &[EntityId],
    limit: u64,
) -> StoreResult<Vec<Submission>> {
    let rows = row::Entity::find()
        .filter(within(permit))
        .filter(row::Column::EntityId.is_in(entities.iter().map(|e| e.0)))
        .filter(row::Column::StateKind.ne("withdrawn"))
        .order_by_desc(row::Column::SavedAt)
        .order_by_desc(row::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// All submissions of an edition within the permit's scope, by number.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_edition(
    db: &impl Database,
    permit: &Permit,
    edition: EditionId,
) -> StoreResult<Vec<Submission>> {
    let rows = row::Entity::find()
        .filter(within(permit))
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// How many submissions of an edition stand in each state, within the permit's scope.
///
/// # Errors
/// When the database refuses.
pub async fn count_by_state(
    db: &impl Database,
    permit: &Permit,
    edition: EditionId,
) -> StoreResult<Vec<(String, i64)>> {
    let counted = row::Entity::find()
        .select_only()
        .column(row::Column::StateKind)
        .column_as(row::Column::Id.count(), "submissions")
        .filter(within(permit))
        .filter(row::Column::EditionId.eq(edition.0))
        .group_by(row::Column::StateKind)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counted)
}

/// How many submissions an entity has in an edition, those withdrawn not counted.
///
/// # Errors
/// When the database refuses.
pub async fn count_of_entity(
    db: &impl Database,
    _permit: &Permit,
    edition: EditionId,
    entity: EntityId,
) -> StoreResult<u64> {
    let withdrawn = row::Column::StateKind.ne("withdrawn");
    let of_entity = row::Entity::find()
        .filter(row::Column::EditionId.eq(edition.0))
        .filter(row::Column::EntityId.eq(entity.0))
        .filter(withdrawn);
    Ok(of_entity.count(db).await?)
}

/// What a permit's scope reaches of the submissions.
pub(crate) fn within(permit: &Permit) -> Condition {
    let scope = permit.scope();
    if scope.everywhere {
        return Condition::all();
    }
    // The copy of a dossier in a rehearsal is not its entrant's: they neither wrote it nor hear of it.
    let own = Condition::all()
        .add(row::Column::EntityId.is_in(scope.entities.iter().map(|e| e.0)))
        .add(counting(row::Column::EditionId));
    let own = Some(own).filter(|_| !scope.entities.is_empty());
    Condition::any().add(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId)).add_option(own)
}

/// Keeps a new submission.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, submission: &Submission) -> StoreResult<()> {
    row::Entity::insert(new_row(submission)?).exec_without_returning(tx).await?;
    Ok(())
}

/// Keeps many new submissions.
///
/// # Errors
/// When the database refuses.
pub async fn create_all(tx: &Tx, submissions: &[Submission]) -> StoreResult<()> {
    for some in submissions.chunks(AT_ONCE) {
        let rows = some.iter().map(new_row).collect::<StoreResult<Vec<_>>>()?;
        row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn new_row(submission: &Submission) -> StoreResult<row::ActiveModel> {
    Ok(row::ActiveModel {
        id: Set(submission.id.0),
        programme_id: Set(submission.programme.0),
        edition_id: Set(submission.edition.0),
        number: Set(submission.number),
        entity_id: Set(submission.entity.0),
        created_by: Set(submission.created_by.0),
        state: Set(to_json("submission.state", &submission.state)?),
        state_kind: Set(submission.state.kind().to_owned()),
        language: Set(submission.language.as_str().to_owned()),
        title: Set(submission.title.clone()),
        answers: Set(to_json("submission.answers", &submission.answers)?),
        created_at: Set(submission.created_at.as_micros()),
        saved_at: Set(submission.saved_at.as_micros()),
        version: Set(submission.version.0),
    })
}

/// Writes a submission over the version it was read at; gives the new version.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since, or when it lies outside the permit's scope.
pub async fn save(tx: &Tx, permit: &Permit, submission: &Submission) -> StoreResult<Version> {
    let next = submission.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(to_json("submission.state", &submission.state)?))
        .col_expr(row::Column::StateKind, Expr::value(submission.state.kind()))
        .col_expr(row::Column::Language, Expr::value(submission.language.as_str()))
        .col_expr(row::Column::Title, Expr::value(submission.title.as_str()))
        .col_expr(row::Column::Answers, Expr::value(to_json("submission.answers", &submission.answers)?))
        .col_expr(row::Column::SavedAt, Expr::value(submission.saved_at.as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(within(permit))
        .filter(row::Column::Id.eq(submission.id.0))
        .filter(row::Column::Version.eq(submission.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

fn read(row: row::Model) -> StoreResult<Submission> {
    let language = row
        .language
        .parse()
        .map_err(|_| StoreError::Unreadable { what: "submission.language", detail: row.language.clone() })?;
    Ok(Submission {
        id: SubmissionId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        number: row.number,
        entity: EntityId(row.entity_id),
        created_by: PersonId(row.created_by),
        state: from_json("submission.state", &row.state)?,
        language,
        title: row.title,
        answers: from_json("submission.answers", &row.answers)?,
        created_at: Instant::from_micros(row.created_at),
        saved_at: Instant::from_micros(row.saved_at),
        version: Version(row.version),
    })
}
