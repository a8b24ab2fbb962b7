//! Seals: every version of a dossier as it was handed in, with its canonical bytes and their hash, never changed.

use crate::columns::{from_json, hash, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::submissions;
use kapok_access::Permit;
use kapok_base::{EditionId, Instant, PersonId, SubmissionId};
use kapok_submission::{Consent, Receipt, Seal, SealedContent};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{Condition, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sealed_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub submission_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub receipt: String,
        pub content: Vec<u8>,
        pub sha256: Vec<u8>,
        pub consent: String,
        pub sealed_by: Uuid,
        pub sealed_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A dossier as it was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    /// What was sealed.
    pub content: SealedContent,
    /// Its canonical bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub sha256: [u8; 32],
    /// The proof.
    pub receipt: Receipt,
    /// What the entrant allows.
    pub consent: Consent,
    /// Who sealed it.
    pub sealed_by: PersonId,
}

/// Keeps a seal.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, seal: &Seal, consent: Consent, by: PersonId) -> StoreResult<()> {
    row::Entity::insert(new_row(seal, consent, by)?).exec_without_returning(tx).await?;
    Ok(())
}

/// Keeps many seals.
///
/// # Errors
/// When the database refuses.
pub async fn create_all(tx: &Tx, seals: &[(Seal, Consent, PersonId)]) -> StoreResult<()> {
    // Few at once: each carries a whole dossier.
    for some in seals.chunks(20) {
        let rows = some.iter().map(|(seal, consent, by)| new_row(seal, *consent, *by));
        let rows = rows.collect::<StoreResult<Vec<_>>>()?;
        row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn new_row(seal: &Seal, consent: Consent, by: PersonId) -> StoreResult<row::ActiveModel> {
    Ok(row::ActiveModel {
        submission_id: Set(seal.receipt.submission.0),
        number: Set(i64::from(seal.receipt.seal)),
        receipt: Set(seal.receipt.number.clone()),
        content: Set(seal.bytes.clone()),
        sha256: Set(seal.sha256.to_vec()),
        consent: Set(to_json("sealed_version.consent", &consent)?),
        sealed_by: Set(by.0),
        sealed_at: Set(seal.receipt.sealed_at.as_micros()),
    })
}

/// The last seal of a submission within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_last(
    db: &impl Database,
    permit: &Permit,
    submission: SubmissionId,
) -> StoreResult<Option<Sealed>> {
    row::Entity::find()
        .filter(row::Column::SubmissionId.eq(submission.0))
        .filter(within(permit))
        .order_by_desc(row::Column::Number)
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// The last seal of every submission of an edition, within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn last_of_edition(
    db: &impl Database,
    permit: &Permit,
    edition: EditionId,
) -> StoreResult<BTreeMap<SubmissionId, Sealed>> {
    let rows = row::Entity::find()
        .filter(row::Column::SubmissionId.in_subquery(of_edition(edition)))
        .filter(within(permit))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    let last: BTreeMap<Uuid, row::Model> = rows.into_iter().map(|row| (row.submission_id, row)).collect();
    last.into_iter().map(|(id, row)| Ok((SubmissionId(id), read(row)?))).collect()
}

/// The last seal of some dossiers, within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn last_of(
    db: &impl Database,
    permit: &Permit,
    submissions: impl IntoIterator<Item = SubmissionId>,
) -> StoreResult<BTreeMap<SubmissionId, Sealed>> {
    let rows = row::Entity::find()
        .filter(row::Column::SubmissionId.is_in(submissions.into_iter().map(|submission| submission.0)))
        .filter(within(permit))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?;
    let last: BTreeMap<Uuid, row::Model> = rows.into_iter().map(|row| (row.submission_id, row)).collect();
    last.into_iter().map(|(id, row)| Ok((SubmissionId(id), read(row)?))).collect()
}

fn of_edition(edition: EditionId) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(submissions::row::Column::Id)
        .from(submissions::row::Entity)
        .and_where(submissions::row::Column::EditionId.eq(edition.0))
        .to_owned()
}

/// All seals of a submission within the permit's scope, the first one first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit, submission: SubmissionId) -> StoreResult<Vec<Sealed>> {
    row::Entity::find()
        .filter(row::Column::SubmissionId.eq(submission.0))
        .filter(within(permit))
        .order_by_asc(row::Column::Number)
        .all(db)
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// The number and the instant of the last receipt of some dossiers within the permit's scope, without what was sealed.
///
/// # Errors
/// When the database refuses.
pub async fn last_receipts(
    db: &impl Database,
    permit: &Permit,
    submissions: &[SubmissionId],
) -> StoreResult<BTreeMap<SubmissionId, (String, Instant)>> {
    let rows: Vec<(Uuid, String, i64)> = row::Entity::find()
        .select_only()
        .columns([row::Column::SubmissionId, row::Column::Receipt, row::Column::SealedAt])
        .filter(row::Column::SubmissionId.is_in(submissions.iter().map(|s| s.0)))
        .filter(within(permit))
        .order_by_asc(row::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    // In the order of their numbers: the last one stays.
    let last = |(id, receipt, at)| (SubmissionId(id), (receipt, Instant::from_micros(at)));
    Ok(rows.into_iter().map(last).collect())
}

/// What was consented to with the last seal of each dossier of an edition that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn consents(
    db: &impl Database,
    edition: EditionId,
) -> StoreResult<BTreeMap<SubmissionId, Consent>> {
    let rows: Vec<(Uuid, String)> = row::Entity::find()
        .select_only()
        .columns([row::Column::SubmissionId, row::Column::Consent])
        .filter(row::Column::SubmissionId.in_subquery(of_edition(edition)))
        .order_by_asc(row::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let last: BTreeMap<Uuid, String> = rows.into_iter().collect();
    let one = |(id, consent): (Uuid, String)| {
        Ok((SubmissionId(id), from_json("sealed_version.consent", &consent)?))
    };
    last.into_iter().map(one).collect()
}

/// What may be read: the seals of submissions within the scope, and for a judge those that were assigned to them.
fn within(permit: &Permit) -> Condition {
    let scope = permit.scope();
    let reached = Query::select()
        .column(submissions::row::Column::Id)
        .from(submissions::row::Entity)
        .cond_where(submissions::within(permit))
        .to_owned();
    let mut within = Condition::any().add(row::Column::SubmissionId.in_subquery(reached));
    if let Some(judge) = scope.own.filter(|_| !scope.panels.is_empty()) {
        within = within.add(row::Column::SubmissionId.in_subquery(assigned(scope, judge)));
    }
    within
}

fn assigned(scope: &kapok_access::Scope, judge: PersonId) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::sea_query::ExprTrait;
    let (entry, assignment, round) = ("entry", "assignment", "round");
    Query::select()
        .column((entry, "submission_id"))
        .from(entry)
        .inner_join(assignment, Expr::col((assignment, "entry_id")).equals((entry, "id")))
        .inner_join(round, Expr::col((round, "id")).equals((assignment, "round_id")))
        .and_where(Expr::col((assignment, "judge_id")).eq(judge.0))
        .and_where(Expr::col((assignment, "state_kind")).is_not_in(["recused", "removed"]))
        .and_where(Expr::col((round, "panel_id")).is_in(scope.panels.iter().map(|panel| panel.0)))
        .to_owned()
}

fn read(row: row::Model) -> StoreResult<Sealed> {
    let unreadable = |detail: String| StoreError::Unreadable { what: "sealed_version.content", detail };
    let content: SealedContent =
        serde_json::from_slice(&row.content).map_err(|error| unreadable(error.to_string()))?;
    let sha256 = hash("sealed_version.sha256", &row.sha256)?;
    Ok(Sealed {
        receipt: Receipt {
            number: row.receipt,
            submission: SubmissionId(row.submission_id),
            seal: content.seal,
            sealed_at: content.sealed_at,
            in_time: content.in_time,
            sha256: sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        },
        consent: from_json("sealed_version.consent", &row.consent)?,
        sealed_by: PersonId(row.sealed_by),
        bytes: row.content,
        sha256,
        content,
    })
}
