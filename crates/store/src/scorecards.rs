//! Scorecards: every version that a judge saved, never changed afterwards.

use crate::assignments;
use crate::columns::{from_json, to_json};
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::{AssignmentId, EntryId, Instant, ProgrammeId, RoundId, ScorecardId};
use kapok_judging::scorecard::{Given, Score};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "scorecard")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub assignment_id: Uuid,
        pub number: i64,
        pub scores: String,
        pub comment_to_organiser: Option<String>,
        pub comment_to_entrant: Option<String>,
        pub submitted: bool,
        pub saved_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One version of a judge's scores and comments on one entry in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// Its identifier, which tells nothing.
    pub id: ScorecardId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// For which assignment.
    pub assignment: AssignmentId,
    /// Its number among the assignment's versions, from 1.
    pub number: i64,
    /// What the judge gave.
    pub given: Given,
    /// Whether it was submitted, or is a draft.
    pub submitted: bool,
    /// When it was saved.
    pub saved_at: Instant,
}

/// Keeps a version. Nothing ever changes it.
///
/// # Errors
/// [`crate::StoreError::NotUnique`] when the number is taken.
pub async fn append(tx: &Tx, card: &Scorecard) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(card.id.0),
        programme_id: Set(card.programme.0),
        assignment_id: Set(card.assignment.0),
        number: Set(card.number),
        scores: Set(to_json("scorecard.scores", &card.given.scores)?),
        comment_to_organiser: Set(card.given.comment_to_organiser.clone()),
        comment_to_entrant: Set(card.given.comment_to_entrant.clone()),
        submitted: Set(card.submitted),
        saved_at: Set(card.saved_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The latest version of an assignment that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn latest(db: &impl Database, assignment: AssignmentId) -> StoreResult<Option<Scorecard>> {
    let query = row::Entity::find().filter(row::Column::AssignmentId.eq(assignment.0));
    query.order_by_desc(row::Column::Number).one(db).await?.map(read).transpose()
}

/// The scores of the latest submitted version of each assignment of a round that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn scores(db: &impl Database, round: RoundId) -> StoreResult<BTreeMap<AssignmentId, Vec<Score>>> {
    let rows: Vec<(Uuid, String)> = row::Entity::find()
        .select_only()
        .columns([row::Column::AssignmentId, row::Column::Scores])
        .filter(row::Column::AssignmentId.in_subquery(of_round(round)))
        .filter(row::Column::Submitted.eq(true))
        .order_by_asc(row::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let last: BTreeMap<Uuid, String> = rows.into_iter().collect();
    let scores = |(id, text): (Uuid, String)| Ok((AssignmentId(id), from_json("scorecard.scores", &text)?));
    last.into_iter().map(scores).collect()
}

/// The latest submitted version of each of these assignments, which the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn submitted_of(
    db: &impl Database,
    assignments: impl IntoIterator<Item = AssignmentId>,
) -> StoreResult<BTreeMap<AssignmentId, Scorecard>> {
    let rows = row::Entity::find()
        .filter(row::Column::AssignmentId.is_in(assignments.into_iter().map(|id| id.0)))
        .filter(row::Column::Submitted.eq(true))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    rows.into_iter().map(|row| read(row).map(|card| (card.assignment, card))).collect()
}

/// Whether any version exists in a round, a draft or a submitted one.
///
/// # Errors
/// When the database refuses.
pub async fn exist(db: &impl Database, round: RoundId) -> StoreResult<bool> {
    let query = row::Entity::find().filter(row::Column::AssignmentId.in_subquery(of_round(round)));
    Ok(query.one(db).await?.is_some())
}

/// When work on an assignment's scorecard happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moments {
    /// When a version was saved last.
    pub last: Instant,
    /// When one was submitted first.
    pub submitted: Option<Instant>,
}

/// When the scorecards of a round that the caller was allowed to see were worked on.
///
/// # Errors
/// When the database refuses.
pub async fn moments(db: &impl Database, round: RoundId) -> StoreResult<BTreeMap<AssignmentId, Moments>> {
    let submitted = Expr::case(row::Column::Submitted.eq(true), row::Column::SavedAt.into_expr());
    let rows: Vec<(Uuid, i64, Option<i64>)> = row::Entity::find()
        .select_only()
        .column(row::Column::AssignmentId)
        .column_as(row::Column::SavedAt.max(), "last")
        .column_as(Expr::from(Func::min(submitted)), "submitted")
        .filter(row::Column::AssignmentId.in_subquery(of_round(round)))
        .group_by(row::Column::AssignmentId)
        .into_tuple()
        .all(db)
        .await?;
    let moments = |(assignment, last, submitted): (Uuid, i64, Option<i64>)| {
        let submitted = submitted.map(Instant::from_micros);
        (AssignmentId(assignment), Moments { last: Instant::from_micros(last), submitted })
    };
    Ok(rows.into_iter().map(moments).collect())
}

/// What judges wrote to the entrant about an entry that the caller was allowed to see: the round and the text, from the
/// last submitted version of each scorecard that counts. Their order says nothing about who wrote them.
///
/// # Errors
/// When the database refuses.
pub async fn comments_to_entrant(db: &impl Database, entry: EntryId) -> StoreResult<Vec<(RoundId, String)>> {
    let counting: Vec<(Uuid, Uuid)> = assignments::row::Entity::find()
        .select_only()
        .column(assignments::row::Column::Id)
        .column(assignments::row::Column::RoundId)
        .filter(assignments::row::Column::EntryId.eq(entry.0))
        .filter(assignments::row::Column::StateKind.eq("submitted"))
        .into_tuple()
        .all(db)
        .await?;
    let rounds: BTreeMap<Uuid, Uuid> = counting.into_iter().collect();
    let cards = row::Entity::find()
        .filter(row::Column::AssignmentId.is_in(rounds.keys().copied()))
        .filter(row::Column::Submitted.eq(true))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    let last: BTreeMap<Uuid, row::Model> = cards.into_iter().map(|card| (card.assignment_id, card)).collect();
    // Assignments have random identifiers, so that these lists are in no order of judges or of time.
    let said = |(assignment, card): (Uuid, row::Model)| {
        let text = card.comment_to_entrant.filter(|text| !text.trim().is_empty())?;
        Some((RoundId(*rounds.get(&assignment)?), text))
    };
    Ok(last.into_iter().filter_map(said).collect())
}

fn of_round(round: RoundId) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(assignments::row::Column::Id)
        .from(assignments::row::Entity)
        .and_where(assignments::row::Column::RoundId.eq(round.0))
        .to_owned()
}

fn read(row: row::Model) -> StoreResult<Scorecard> {
    let scores: Vec<Score> = from_json("scorecard.scores", &row.scores)?;
    Ok(Scorecard {
        id: ScorecardId(row.id),
        programme: ProgrammeId(row.programme_id),
        assignment: AssignmentId(row.assignment_id),
        number: row.number,
        given: Given {
            scores,
            comment_to_organiser: row.comment_to_organiser,
            comment_to_entrant: row.comment_to_entrant,
        },
        submitted: row.submitted,
        saved_at: Instant::from_micros(row.saved_at),
    })
}
