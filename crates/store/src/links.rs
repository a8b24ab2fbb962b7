//! One-time links that go out by mail or are handed over. Only the SHA-256 of a link's token is kept.

use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_base::{GrantId, Instant, PersonId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub person_id: Uuid,
        pub purpose: String,
        pub grant_id: Option<Uuid>,
        pub created_at: i64,
        pub expires_at: i64,
        pub used_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What following a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Accepts an offered role; sets the first password where there is none.
    Invitation(GrantId),
    /// Sets a new password.
    Reset,
}

/// A link that has not been used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// For whom it is.
    pub person: PersonId,
    /// What following it does.
    pub purpose: Purpose,
    /// Whether somebody hands it over: only a mailed one shows that its holder reads mail at the account's address.
    pub handed: bool,
    /// Until when it works.
    pub expires_at: Instant,
}

/// The link of a token's hash, unless it was used or has ended by `now`.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, token_hash: [u8; 32], now: Instant) -> StoreResult<Option<Link>> {
    row::Entity::find_by_id(token_hash.to_vec())
        .filter(row::Column::UsedAt.is_null())
        .filter(row::Column::ExpiresAt.gt(now.as_micros()))
        .one(db)
        .await?
        .map(read)
        .transpose()
}

/// Keeps a new link.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, token_hash: [u8; 32], link: Link) -> StoreResult<()> {
    let grant = match link.purpose {
        Purpose::Invitation(grant) => Some(grant.0),
        Purpose::Reset => None,
    };
    let row = row::ActiveModel {
        token_hash: Set(token_hash.to_vec()),
        person_id: Set(link.person.0),
        purpose: Set(name(link.purpose, link.handed).to_owned()),
        grant_id: Set(grant),
        created_at: Set(tx.now().as_micros()),
        expires_at: Set(link.expires_at.as_micros()),
        used_at: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Uses a link up: of two who follow it at the same time one gets it.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn use_up(tx: &Tx, token_hash: [u8; 32]) -> StoreResult<Option<Link>> {
    let Some(link) = find(tx, token_hash, tx.now()).await? else { return Ok(None) };
    let used = row::Entity::update_many()
        .col_expr(row::Column::UsedAt, Expr::value(tx.now().as_micros()))
        .filter(row::Column::TokenHash.eq(token_hash.to_vec()))
        .filter(row::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok((used.rows_affected == 1).then_some(link))
}

/// Makes the reset links of a person useless; for when the password has been set by one of them.
///
/// # Errors
/// When the database refuses.
pub async fn drop_resets(tx: &Tx, person: PersonId) -> StoreResult<()> {
    row::Entity::delete_many()
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::Purpose.is_in(["reset", "handed_reset"]))
        .filter(row::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes the links useless that were handed over to a person for a purpose; for when another one is made.
///
/// # Errors
/// When the database refuses.
pub async fn drop_handed(tx: &Tx, person: PersonId, purpose: Purpose) -> StoreResult<()> {
    let mut query = row::Entity::delete_many()
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::Purpose.eq(name(purpose, true)))
        .filter(row::Column::UsedAt.is_null());
    if let Purpose::Invitation(grant) = purpose {
        query = query.filter(row::Column::GrantId.eq(grant.0));
    }
    query.exec(tx).await?;
    Ok(())
}

fn name(purpose: Purpose, handed: bool) -> &'static str {
    match (purpose, handed) {
        (Purpose::Invitation(_), false) => "invitation",
        (Purpose::Invitation(_), true) => "handed_invitation",
        (Purpose::Reset, false) => "reset",
        (Purpose::Reset, true) => "handed_reset",
    }
}

/// Drops the links that ended a month ago or earlier.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &Tx, ended_before: Instant) -> StoreResult<u64> {
    let gone =
        row::Entity::delete_many().filter(row::Column::ExpiresAt.lte(ended_before.as_micros())).exec(tx);
    Ok(gone.await?.rows_affected)
}

fn read(row: row::Model) -> StoreResult<Link> {
    let (purpose, handed) = match (row.purpose.as_str(), row.grant_id) {
        ("invitation", Some(grant)) => (Purpose::Invitation(GrantId(grant)), false),
        ("handed_invitation", Some(grant)) => (Purpose::Invitation(GrantId(grant)), true),
        ("reset", None) => (Purpose::Reset, false),
        ("handed_reset", None) => (Purpose::Reset, true),
        _ => return Err(StoreError::Unreadable { what: "link.purpose", detail: row.purpose }),
    };
    let expires_at = Instant::from_micros(row.expires_at);
    Ok(Link { person: PersonId(row.person_id), purpose, handed, expires_at })
}
