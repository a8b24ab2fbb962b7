//! Assignments: which judge is asked to score which entry in which round.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::rounds;
use crate::scope::by_edition;
use kapok_access::Permit;
use kapok_base::{AssignmentId, EditionId, EntryId, Instant, PersonId, ProgrammeId, RoundId, Version};
use kapok_judging::assignment::{AssignmentState, StateKind};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{Condition, QueryOrder, QuerySelect};

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "assignment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub round_id: Uuid,
        pub entry_id: Uuid,
        pub judge_id: Uuid,
        pub state: String,
        pub state_kind: String,
        pub assigned_at: i64,
        pub version: i64,
        pub declared_at: Option<i64>,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One judge asked to score one entry in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Its identifier, which tells nothing.
    pub id: AssignmentId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// In which round.
    pub round: RoundId,
    /// Which entry.
    pub entry: EntryId,
    /// Which judge.
    pub judge: PersonId,
    /// Where it stands.
    pub state: AssignmentState,
    /// Since when.
    pub assigned_at: Instant,
    /// When the judge declared that nothing ties them to the entry.
    pub declared_at: Option<Instant>,
    /// How often it has been written.
    pub version: Version,
}

/// Keeps a new assignment.
///
/// # Errors
/// [`StoreError::NotUnique`] when the judge has this entry in this round already.
pub async fn create(tx: &Tx, assignment: &Assignment) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(assignment.id.0),
        programme_id: Set(assignment.programme.0),
        edition_id: Set(assignment.edition.0),
        round_id: Set(assignment.round.0),
        entry_id: Set(assignment.entry.0),
        judge_id: Set(assignment.judge.0),
        state: Set(to_json("assignment.state", &assignment.state)?),
        state_kind: Set(assignment.state.kind().to_owned()),
        assigned_at: Set(assignment.assigned_at.as_micros()),
        version: Set(assignment.version.0),
        declared_at: Set(assignment.declared_at.map(Instant::as_micros)),
        note: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes where an assignment stands over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, assignment: &Assignment) -> StoreResult<Version> {
    let next = assignment.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(to_json("assignment.state", &assignment.state)?))
        .col_expr(row::Column::StateKind, Expr::value(assignment.state.kind()))
        .col_expr(row::Column::DeclaredAt, Expr::value(assignment.declared_at.map(Instant::as_micros)))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(assignment.id.0))
        .filter(row::Column::Version.eq(assignment.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// The assignment, if its edition lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: AssignmentId) -> StoreResult<Option<Assignment>> {
    let within = by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId);
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The assignment, if it is the permit's holder's own and they judge in its panel still.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_own(
    db: &impl Database,
    permit: &Permit,
    id: AssignmentId,
) -> StoreResult<Option<Assignment>> {
    row::Entity::find_by_id(id.0).filter(own(permit)).one(db).await?.map(read).transpose()
}

/// The permit's holder's own assignments, those the organiser took back left out, oldest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list_own(
    db: &impl Database,
    permit: &Permit,
    round: Option<RoundId>,
) -> StoreResult<Vec<Assignment>> {
    let mut query = row::Entity::find().filter(own(permit)).filter(row::Column::StateKind.ne("removed"));
    if let Some(round) = round {
        query = query.filter(row::Column::RoundId.eq(round.0));
    }
    let rows = query.order_by_asc(row::Column::AssignedAt).order_by_asc(row::Column::Id).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// What the judge wrote down for themselves about an assignment of their own.
///
/// # Errors
/// When the database refuses.
pub async fn note(db: &impl Database, permit: &Permit, id: AssignmentId) -> StoreResult<Option<String>> {
    let query = row::Entity::find_by_id(id.0).filter(own(permit)).select_only().column(row::Column::Note);
    Ok(query.into_tuple::<Option<String>>().one(db).await?.flatten())
}

/// Keeps a judge's note on an assignment of their own; nothing for an empty one.
///
/// # Errors
/// When the database refuses.
pub async fn keep_note(tx: &Tx, permit: &Permit, id: AssignmentId, note: Option<&str>) -> StoreResult<bool> {
    let written = row::Entity::update_many()
        .col_expr(row::Column::Note, Expr::value(note.map(str::to_owned)))
        .filter(row::Column::Id.eq(id.0))
        .filter(own(permit))
        .exec(tx)
        .await?;
    Ok(written.rows_affected == 1)
}

/// What differs from one assignment of a round to another: itself, entry, judge, state, assigned at, declared at, version.
type Particulars = (Uuid, Uuid, Uuid, String, i64, Option<i64>, i64);

/// All assignments of a round within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit, round: RoundId) -> StoreResult<Vec<Assignment>> {
    let within = row::Entity::find()
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(row::Column::RoundId.eq(round.0));
    // What all have in common is read once: a very large round has tens of thousands.
    let Some(any) = within.clone().one(db).await? else { return Ok(Vec::new()) };
    let (programme, edition) = (ProgrammeId(any.programme_id), EditionId(any.edition_id));
    let rows: Vec<Particulars> = within
        .select_only()
        .columns([row::Column::Id, row::Column::EntryId, row::Column::JudgeId, row::Column::State])
        .columns([row::Column::AssignedAt, row::Column::DeclaredAt, row::Column::Version])
        .order_by_asc(row::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let one = |(id, entry, judge, state, assigned_at, declared_at, version): (
        _,
        _,
        _,
        String,
        _,
        Option<i64>,
        _,
    )| {
        Ok(Assignment {
            id: AssignmentId(id),
            programme,
            edition,
            round,
            entry: EntryId(entry),
            judge: PersonId(judge),
            state: from_json("assignment.state", &state)?,
            assigned_at: Instant::from_micros(assigned_at),
            declared_at: declared_at.map(Instant::from_micros),
            version: Version(version),
        })
    };
    rows.into_iter().map(one).collect()
}

/// All assignments of a round that the caller was allowed to see, or has changed by what they did.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_round(db: &impl Database, round: RoundId) -> StoreResult<Vec<Assignment>> {
    let query = row::Entity::find().filter(row::Column::RoundId.eq(round.0));
    query.order_by_asc(row::Column::Id).all(db).await?.into_iter().map(read).collect()
}

/// An assignment as far as standings look at it: a very large round has tens of thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Its identifier.
    pub id: AssignmentId,
    /// Which entry.
    pub entry: EntryId,
    /// Which judge.
    pub judge: PersonId,
    /// Where it stands.
    pub state: StateKind,
}

/// All assignments of a round within the permit's scope, without their particulars.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn seats(db: &impl Database, permit: &Permit, round: RoundId) -> StoreResult<Vec<Seat>> {
    let rows: Vec<(Uuid, Uuid, Uuid, String)> = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::EntryId, row::Column::JudgeId, row::Column::StateKind])
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(row::Column::RoundId.eq(round.0))
        .order_by_asc(row::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let seat = |(id, entry, judge, state): (_, _, _, String)| {
        let unreadable = || StoreError::Unreadable { what: "assignment.state_kind", detail: state.clone() };
        let state =
            StateKind::ALL.into_iter().find(|known| known.as_str() == state).ok_or_else(unreadable)?;
        Ok(Seat { id: AssignmentId(id), entry: EntryId(entry), judge: PersonId(judge), state })
    };
    rows.into_iter().map(seat).collect()
}

/// An assignment without its particulars, for counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// In which round.
    pub round: RoundId,
    /// Which entry.
    pub entry: EntryId,
    /// Which judge.
    pub judge: PersonId,
    /// Whether it is submitted; if not, it is owed.
    pub submitted: bool,
}

/// The assignments of an edition that are in force, within the permit's scope.
///
/// # Errors
/// When the database refuses.
pub async fn in_force(db: &impl Database, permit: &Permit, edition: EditionId) -> StoreResult<Vec<Counted>> {
    let rows: Vec<(Uuid, Uuid, Uuid, String)> = row::Entity::find()
        .select_only()
        .columns([row::Column::RoundId, row::Column::EntryId, row::Column::JudgeId, row::Column::StateKind])
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(row::Column::EditionId.eq(edition.0))
        .filter(row::Column::StateKind.is_not_in(["recused", "removed"]))
        .into_tuple()
        .all(db)
        .await?;
    let one = |(round, entry, judge, state): (_, _, _, String)| Counted {
        round: RoundId(round),
        entry: EntryId(entry),
        judge: PersonId(judge),
        submitted: state == "submitted",
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Who stood aside from which entry in an edition that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn recused(db: &impl Database, edition: EditionId) -> StoreResult<Vec<Assignment>> {
    let rows = row::Entity::find()
        .filter(row::Column::EditionId.eq(edition.0))
        .filter(row::Column::StateKind.eq("recused"))
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn own(permit: &Permit) -> Condition {
    let scope = permit.scope();
    let panels = scope.panels.iter().map(|p| p.0);
    let rounds = Query::select()
        .column(rounds::row::Column::Id)
        .from(rounds::row::Entity)
        .and_where(rounds::row::Column::PanelId.is_in(panels))
        .to_owned();
    Condition::all()
        .add(row::Column::JudgeId.is_in(scope.own.map(|p| p.0)))
        .add(row::Column::RoundId.in_subquery(rounds))
}

fn read(row: row::Model) -> StoreResult<Assignment> {
    Ok(Assignment {
        id: AssignmentId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        round: RoundId(row.round_id),
        entry: EntryId(row.entry_id),
        judge: PersonId(row.judge_id),
        state: from_json("assignment.state", &row.state)?,
        assigned_at: Instant::from_micros(row.assigned_at),
        declared_at: row.declared_at.map(Instant::from_micros),
        version: Version(row.version),
    })
}
