//! Sessions: who is signed in. Only the SHA-256 of a session's token is kept.

use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::{Instant, PersonId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub person_id: Uuid,
        pub created_at: i64,
        pub seen_at: i64,
        pub expires_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One person's session in one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub person: PersonId,
    /// Since when.
    pub created_at: Instant,
    /// When it was last noticed to be used.
    pub seen_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

/// The session of a token's hash, unless it has ended by `now`.
///
/// # Errors
/// When the database refuses.
pub async fn find(db: &impl Database, token_hash: [u8; 32], now: Instant) -> StoreResult<Option<Session>> {
    let found = row::Entity::find_by_id(token_hash.to_vec())
        .filter(row::Column::ExpiresAt.gt(now.as_micros()))
        .one(db)
        .await?;
    Ok(found.map(|row| Session {
        person: PersonId(row.person_id),
        created_at: Instant::from_micros(row.created_at),
        seen_at: Instant::from_micros(row.seen_at),
        expires_at: Instant::from_micros(row.expires_at),
    }))
}

/// Keeps a new session.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, token_hash: [u8; 32], session: Session) -> StoreResult<()> {
    let row = row::ActiveModel {
        token_hash: Set(token_hash.to_vec()),
        person_id: Set(session.person.0),
        created_at: Set(session.created_at.as_micros()),
        seen_at: Set(session.seen_at.as_micros()),
        expires_at: Set(session.expires_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Notes that a session is used, and when it ends now.
///
/// # Errors
/// When the database refuses.
pub async fn touch(tx: &Tx, token_hash: [u8; 32], expires_at: Instant) -> StoreResult<()> {
    row::Entity::update_many()
        .col_expr(row::Column::SeenAt, Expr::value(tx.now().as_micros()))
        .col_expr(row::Column::ExpiresAt, Expr::value(expires_at.as_micros()))
        .filter(row::Column::TokenHash.eq(token_hash.to_vec()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &Tx, token_hash: [u8; 32]) -> StoreResult<()> {
    row::Entity::delete_by_id(token_hash.to_vec()).exec(tx).await?;
    Ok(())
}

/// Ends all sessions of a person but one.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(tx: &Tx, person: PersonId, but: Option<[u8; 32]>) -> StoreResult<()> {
    let mut query = row::Entity::delete_many().filter(row::Column::PersonId.eq(person.0));
    if let Some(kept) = but {
        query = query.filter(row::Column::TokenHash.ne(kept.to_vec()));
    }
    query.exec(tx).await?;
    Ok(())
}

/// Drops the sessions that have ended.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &Tx) -> StoreResult<u64> {
    let gone = row::Entity::delete_many().filter(row::Column::ExpiresAt.lte(tx.now().as_micros())).exec(tx);
    Ok(gone.await?.rows_affected)
}
