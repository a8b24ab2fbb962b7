//! Comparisons: every word of a judge on two entries of a pairwise round, never changed afterwards.

use crate::columns::{from_json, to_json};
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::{AssignmentId, ComparisonId, Instant, PersonId, ProgrammeId, RoundId};
use kapok_judging::comparison::Given;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comparison")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub round_id: Uuid,
        pub judge_id: Uuid,
        pub number: i64,
        pub first_id: Uuid,
        pub second_id: Uuid,
        pub outcome: String,
        pub comment: Option<String>,
        pub said_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a judge said once of two entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Its identifier, which tells nothing.
    pub id: ComparisonId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which round.
    pub round: RoundId,
    /// Who said it.
    pub judge: PersonId,
    /// Its place among what the judge said in the round, from 1.
    pub number: i64,
    /// What was said, of which two.
    pub given: Given,
    /// When.
    pub said_at: Instant,
}

/// Keeps what a judge said. Nothing ever changes it.
///
/// # Errors
/// [`crate::StoreError::NotUnique`] when its number is taken.
pub async fn append(tx: &Tx, comparison: &Comparison) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(comparison.id.0),
        programme_id: Set(comparison.programme.0),
        round_id: Set(comparison.round.0),
        judge_id: Set(comparison.judge.0),
        number: Set(comparison.number),
        first_id: Set(comparison.given.first.0),
        second_id: Set(comparison.given.second.0),
        outcome: Set(to_json("comparison.outcome", &comparison.given.outcome)?),
        comment: Set(comparison.given.comment.clone()),
        said_at: Set(comparison.said_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// All that was said in a round that the caller was allowed to see, each judge's words in their order.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_round(db: &impl Database, round: RoundId) -> StoreResult<Vec<Comparison>> {
    let query = row::Entity::find().filter(row::Column::RoundId.eq(round.0));
    let query = query.order_by_asc(row::Column::JudgeId).order_by_asc(row::Column::Number);
    query.all(db).await?.into_iter().map(read).collect()
}

/// All that one judge said in a round, in its order.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_judge(db: &impl Database, round: RoundId, judge: PersonId) -> StoreResult<Vec<Comparison>> {
    let query = row::Entity::find().filter(row::Column::RoundId.eq(round.0));
    let query = query.filter(row::Column::JudgeId.eq(judge.0)).order_by_asc(row::Column::Number);
    query.all(db).await?.into_iter().map(read).collect()
}

/// Whether anything was said in a round.
///
/// # Errors
/// When the database refuses.
pub async fn exist(db: &impl Database, round: RoundId) -> StoreResult<bool> {
    Ok(row::Entity::find().filter(row::Column::RoundId.eq(round.0)).one(db).await?.is_some())
}

fn read(row: row::Model) -> StoreResult<Comparison> {
    Ok(Comparison {
        id: ComparisonId(row.id),
        programme: ProgrammeId(row.programme_id),
        round: RoundId(row.round_id),
        judge: PersonId(row.judge_id),
        number: row.number,
        given: Given {
            first: AssignmentId(row.first_id),
            second: AssignmentId(row.second_id),
            outcome: from_json("comparison.outcome", &row.outcome)?,
            comment: row.comment,
        },
        said_at: Instant::from_micros(row.said_at),
    })
}
