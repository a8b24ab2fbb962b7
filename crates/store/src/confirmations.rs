//! Confirmations: cuts that one person confirmed and that wait for a second one, at most one for each round.

use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::{EditionId, Instant, PersonId, ProgrammeId, RoundId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "confirmation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub round_id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub content: String,
        pub digest: String,
        pub proposed_by: Option<Uuid>,
        pub proposed_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A cut that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Of which round.
    pub round: RoundId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// What is confirmed, as JSON.
    pub content: String,
    /// The hash of that and of what it rests on.
    pub digest: String,
    /// Who proposed it; nobody when Kapok itself did.
    pub proposed_by: Option<PersonId>,
    /// When.
    pub proposed_at: Instant,
}

/// Keeps a confirmation in place of the one that its round has so far.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &Tx, confirmation: &Confirmation) -> StoreResult<()> {
    remove(tx, confirmation.round).await?;
    let row = row::ActiveModel {
        round_id: Set(confirmation.round.0),
        programme_id: Set(confirmation.programme.0),
        edition_id: Set(confirmation.edition.0),
        content: Set(confirmation.content.clone()),
        digest: Set(confirmation.digest.clone()),
        proposed_by: Set(confirmation.proposed_by.map(|p| p.0)),
        proposed_at: Set(confirmation.proposed_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes a round's confirmation away: it took effect, or was set aside.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &Tx, round: RoundId) -> StoreResult<()> {
    row::Entity::delete_by_id(round.0).exec(tx).await?;
    Ok(())
}

/// The confirmation that waits in a round that the caller was allowed to see.
///
/// # Errors
/// When the database refuses.
pub async fn find(db: &impl Database, round: RoundId) -> StoreResult<Option<Confirmation>> {
    let found = row::Entity::find_by_id(round.0).one(db).await?;
    Ok(found.map(|row| Confirmation {
        round: RoundId(row.round_id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        content: row.content,
        digest: row.digest,
        proposed_by: row.proposed_by.map(PersonId),
        proposed_at: Instant::from_micros(row.proposed_at),
    }))
}
