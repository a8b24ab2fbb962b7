//! Answers kept under a caller's key, so that asking again gives the same answer instead of doing it twice.

use crate::columns::{from_json, hash, to_json};
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::{Instant, PersonId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub request: Vec<u8>,
        pub answer: String,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An answer that was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// The hash of what was asked then.
    pub request: [u8; 32],
    /// What was answered.
    pub answer: T,
}

/// What was answered under a person's key, if anything.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find<T: DeserializeOwned>(
    db: &impl Database,
    person: PersonId,
    key: &str,
) -> StoreResult<Option<Kept<T>>> {
    let row = row::Entity::find_by_id((person.0, key.to_owned())).one(db).await?;
    row.map(|row| {
        Ok(Kept {
            request: hash("idempotency.request", &row.request)?,
            answer: from_json("idempotency.answer", &row.answer)?,
        })
    })
    .transpose()
}

/// Keeps an answer under a person's key.
///
/// # Errors
/// [`crate::StoreError::NotUnique`] when the key has been used meanwhile.
pub async fn keep<T: Serialize>(
    tx: &Tx,
    person: PersonId,
    key: &str,
    request: [u8; 32],
    answer: &T,
) -> StoreResult<()> {
    let row = row::ActiveModel {
        person_id: Set(person.0),
        key: Set(key.to_owned()),
        request: Set(request.to_vec()),
        answer: Set(to_json("idempotency.answer", answer)?),
        created_at: Set(tx.now().as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets the answers given before an instant; gives how many.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &Tx, before: Instant) -> StoreResult<u64> {
    let gone =
        row::Entity::delete_many().filter(row::Column::CreatedAt.lt(before.as_micros())).exec(tx).await?;
    Ok(gone.rows_affected)
}
