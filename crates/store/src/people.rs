//! People: names, addresses and passwords stand here alone.

use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{Instant, Locale, PersonId, Version};
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub email: Option<String>,
        pub password_hash: Option<String>,
        pub locale: String,
        pub created_at: i64,
        pub erased_at: Option<i64>,
        pub version: i64,
        pub address_unproved: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A human being with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Its identifier; random, because an instant in it would tell an inviter that the account is older than the
    /// invitation.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The address, in small letters; gone when the person was erased.
    pub email: Option<String>,
    /// The language in which the person reads the interface and mail.
    pub locale: Locale,
    /// Whether a password has been set.
    pub has_password: bool,
    /// Since when the account is kept.
    pub created_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// The caller's own account, or anybody's for whom the permit reaches everywhere.
///
/// # Errors
/// When the database refuses.
pub async fn find(db: &impl Database, permit: &Permit, id: PersonId) -> StoreResult<Option<Person>> {
    if !permit.scope().everywhere && permit.scope().own != Some(id) {
        return Ok(None);
    }
    by_id(db, id).await
}

/// The person of an identifier that the use case already holds by right: an addressee, a signed-in caller.
///
/// # Errors
/// When the database refuses.
pub async fn by_id(db: &impl Database, id: PersonId) -> StoreResult<Option<Person>> {
    let found = row::Entity::find_by_id(id.0).filter(row::Column::ErasedAt.is_null()).one(db).await?;
    Ok(found.map(read))
}

/// The names of some people, for showing beside what they did; erased people are left out.
///
/// # Errors
/// When the database refuses.
pub async fn names(db: &impl Database, ids: &[PersonId]) -> StoreResult<Vec<(PersonId, String)>> {
    // A statement takes only so many values, and thousands of assignments are of a few hundred people.
    let ids: BTreeSet<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<(Uuid, String)> = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::Name])
        .filter(row::Column::Id.is_in(ids))
        .filter(row::Column::ErasedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (PersonId(id), name)).collect())
}

/// Some people that the use case already holds by right, such as a letter's recipients; erased people are left out.
///
/// # Errors
/// When the database refuses.
pub async fn by_ids(
    db: &impl Database,
    ids: impl IntoIterator<Item = PersonId>,
) -> StoreResult<BTreeMap<PersonId, Person>> {
    let rows = row::Entity::find()
        .filter(row::Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .filter(row::Column::ErasedAt.is_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.id), read(row))).collect())
}

/// The person of an address (in small letters) with the password's hash; for signing in and for mail.
///
/// # Errors
/// When the database refuses.
pub async fn by_email(db: &impl Database, email: &str) -> StoreResult<Option<(Person, Option<String>)>> {
    let found = row::Entity::find().filter(row::Column::Email.eq(email)).one(db).await?;
    Ok(found.map(|row| {
        let hash = row.password_hash.clone();
        (read(row), hash)
    }))
}

/// The hash of somebody's password.
///
/// # Errors
/// When the database refuses.
pub async fn password_hash(db: &impl Database, id: PersonId) -> StoreResult<Option<String>> {
    Ok(row::Entity::find_by_id(id.0).one(db).await?.and_then(|row| row.password_hash))
}

/// Keeps a new person.
///
/// # Errors
/// [`StoreError::NotUnique`] when the address has an account.
pub async fn create(tx: &Tx, person: &Person, password_hash: Option<String>) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(person.id.0),
        name: Set(person.name.clone()),
        email: Set(person.email.clone()),
        password_hash: Set(password_hash),
        locale: Set(person.locale.tag().to_owned()),
        created_at: Set(person.created_at.as_micros()),
        erased_at: Set(None),
        version: Set(person.version.0),
        address_unproved: Set(false),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes name and language over the version they were read at; gives the new version.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote them since.
pub async fn save(tx: &Tx, person: &Person) -> StoreResult<Version> {
    let next = person.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Name, Expr::value(person.name.clone()))
        .col_expr(row::Column::Locale, Expr::value(person.locale.tag()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(person.id.0))
        .filter(row::Column::Version.eq(person.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// Sets somebody's password.
///
/// # Errors
/// When the database refuses.
pub async fn set_password(tx: &Tx, id: PersonId, hash: String) -> StoreResult<()> {
    row::Entity::update_many()
        .col_expr(row::Column::PasswordHash, Expr::value(hash))
        .col_expr(row::Column::Version, Expr::col(row::Column::Version).add(1))
        .filter(row::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether somebody's password was set through a link that was handed over, and no mailed one has been followed since.
///
/// # Errors
/// When the database refuses.
pub async fn is_unproved(db: &impl Database, id: PersonId) -> StoreResult<bool> {
    Ok(row::Entity::find_by_id(id.0).one(db).await?.is_some_and(|row| row.address_unproved))
}

/// Notes whether the holder of a password has shown that they read mail at the account's address.
///
/// # Errors
/// When the database refuses.
pub async fn set_unproved(tx: &Tx, id: PersonId, unproved: bool) -> StoreResult<()> {
    row::Entity::update_many()
        .col_expr(row::Column::AddressUnproved, Expr::value(unproved))
        .filter(row::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

pub(crate) fn read(row: row::Model) -> Person {
    Person {
        id: PersonId(row.id),
        name: row.name,
        email: row.email,
        locale: Locale::for_tag(&row.locale).unwrap_or_default(),
        has_password: row.password_hash.is_some(),
        created_at: Instant::from_micros(row.created_at),
        version: Version(row.version),
    }
}
