//! API tokens: what a program may do in a person's name. Only the SHA-256 of a token is kept.

use crate::columns::{from_json, to_json};
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_access::TokenScope;
use kapok_base::{Instant, PersonId, TokenId};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub token_hash: Vec<u8>,
        pub person_id: Uuid,
        pub name: String,
        pub scope: String,
        pub created_at: i64,
        pub used_at: Option<i64>,
        pub expires_at: Option<i64>,
        pub revoked_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A token as its owner sees it: everything but the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its identifier.
    pub id: TokenId,
    /// Whose.
    pub person: PersonId,
    /// What its owner calls it.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// Since when.
    pub created_at: Instant,
    /// When it was last noticed to be used.
    pub used_at: Option<Instant>,
    /// When it ends, if ever.
    pub expires_at: Option<Instant>,
}

/// The token of a hash, unless it was revoked or has ended by `now`.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, token_hash: [u8; 32], now: Instant) -> StoreResult<Option<Token>> {
    let found = row::Entity::find()
        .filter(row::Column::TokenHash.eq(token_hash.to_vec()))
        .filter(row::Column::RevokedAt.is_null())
        .one(db)
        .await?;
    let token = found.map(read).transpose()?;
    Ok(token.filter(|token| token.expires_at.is_none_or(|end| now < end)))
}

/// A person's tokens that were not revoked, the newest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_person(db: &impl Database, person: PersonId) -> StoreResult<Vec<Token>> {
    let rows = row::Entity::find()
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::RevokedAt.is_null())
        .order_by_desc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Keeps a new token.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, token_hash: [u8; 32], token: &Token) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(token.id.0),
        token_hash: Set(token_hash.to_vec()),
        person_id: Set(token.person.0),
        name: Set(token.name.clone()),
        scope: Set(to_json("api_token.scope", &token.scope)?),
        created_at: Set(token.created_at.as_micros()),
        used_at: Set(None),
        expires_at: Set(token.expires_at.map(Instant::as_micros)),
        revoked_at: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Notes that a token is used.
///
/// # Errors
/// When the database refuses.
pub async fn touch(tx: &Tx, id: TokenId) -> StoreResult<()> {
    row::Entity::update_many()
        .col_expr(row::Column::UsedAt, Expr::value(tx.now().as_micros()))
        .filter(row::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Revokes a person's token; false when that person has no such token.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(tx: &Tx, person: PersonId, id: TokenId) -> StoreResult<bool> {
    let revoked = row::Entity::update_many()
        .col_expr(row::Column::RevokedAt, Expr::value(tx.now().as_micros()))
        .filter(row::Column::Id.eq(id.0))
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(revoked.rows_affected == 1)
}

/// Revokes all tokens of a person.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_all(tx: &Tx, person: PersonId) -> StoreResult<()> {
    row::Entity::update_many()
        .col_expr(row::Column::RevokedAt, Expr::value(tx.now().as_micros()))
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

fn read(row: row::Model) -> StoreResult<Token> {
    Ok(Token {
        id: TokenId(row.id),
        person: PersonId(row.person_id),
        name: row.name,
        scope: from_json("api_token.scope", &row.scope)?,
        created_at: Instant::from_micros(row.created_at),
        used_at: row.used_at.map(Instant::from_micros),
        expires_at: row.expires_at.map(Instant::from_micros),
    })
}
