//! Collections: drafts, the versions that their publications froze, and the hash of the secret by which one is shared.

use crate::columns::{from_json, hash, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{CollectionId, Instant, PersonId, Version};
use kapok_library::collection::{Content, Publication};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "collection")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub content: String,
        pub published: i64,
        pub link_hash: Option<Vec<u8>>,
        pub link_made_at: Option<i64>,
        pub created_at: i64,
        pub saved_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod frozen {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "collection_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub collection_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub content: String,
        pub case_hashes: String,
        pub published_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A curated set of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Its identifier.
    pub id: CollectionId,
    /// Whose it is.
    pub owner: PersonId,
    /// The draft.
    pub content: Content,
    /// The number of its latest publication; 0 before the first.
    pub published: i64,
    /// The address by which it is shared.
    pub link: Option<Link>,
    /// When it was begun.
    pub created_at: Instant,
    /// When the draft was saved last.
    pub saved_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// The address by which a collection is shared: only the hash of its secret is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The SHA-256 of the secret.
    pub hash: [u8; 32],
    /// Since when it works.
    pub made_at: Instant,
}

/// A version that a publication froze.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Its number, from 1.
    pub number: i64,
    /// When it was published.
    pub published_at: Instant,
    /// What was frozen.
    pub publication: Publication,
}

/// Keeps a new collection.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, collection: &Collection) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(collection.id.0),
        person_id: Set(collection.owner.0),
        content: Set(to_json("collection.content", &collection.content)?),
        published: Set(collection.published),
        link_hash: Set(collection.link.map(|link| link.hash.to_vec())),
        link_made_at: Set(collection.link.map(|link| link.made_at.as_micros())),
        created_at: Set(collection.created_at.as_micros()),
        saved_at: Set(collection.saved_at.as_micros()),
        version: Set(collection.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a collection over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when it was written since.
pub async fn save(tx: &Tx, collection: &Collection) -> StoreResult<Version> {
    let next = collection.version.next();
    let content = to_json("collection.content", &collection.content)?;
    let written = row::Entity::update_many()
        .col_expr(row::Column::Content, Expr::value(content))
        .col_expr(row::Column::Published, Expr::value(collection.published))
        .col_expr(row::Column::LinkHash, Expr::value(collection.link.map(|link| link.hash.to_vec())))
        .col_expr(row::Column::LinkMadeAt, Expr::value(collection.link.map(|link| link.made_at.as_micros())))
        .col_expr(row::Column::SavedAt, Expr::value(collection.saved_at.as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(collection.id.0))
        .filter(row::Column::Version.eq(collection.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// Deletes a collection with its versions, at the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when it was written since.
pub async fn delete(tx: &Tx, collection: &Collection) -> StoreResult<()> {
    let of = frozen::Column::CollectionId.eq(collection.id.0);
    frozen::Entity::delete_many().filter(of).exec(tx).await?;
    let gone = row::Entity::delete_many()
        .filter(row::Column::Id.eq(collection.id.0))
        .filter(row::Column::Version.eq(collection.version.0))
        .exec(tx)
        .await?;
    if gone.rows_affected == 1 { Ok(()) } else { Err(StoreError::VersionMoved) }
}

/// The collection, if it is the permit holder's own.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: CollectionId) -> StoreResult<Option<Collection>> {
    row::Entity::find_by_id(id.0).filter(own(permit)).one(db).await?.map(read).transpose()
}

/// The permit holder's own collections, the newest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit) -> StoreResult<Vec<Collection>> {
    let rows = row::Entity::find().filter(own(permit)).order_by_desc(row::Column::Id).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// The collection that is shared by a secret with this hash.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn by_link(db: &impl Database, link_hash: [u8; 32]) -> StoreResult<Option<Collection>> {
    let of = row::Column::LinkHash.eq(link_hash.to_vec());
    row::Entity::find().filter(of).one(db).await?.map(read).transpose()
}

/// Keeps what a publication froze.
///
/// # Errors
/// [`StoreError::NotUnique`] when the number is taken.
pub async fn freeze(tx: &Tx, collection: CollectionId, version: &Frozen) -> StoreResult<()> {
    let row = frozen::ActiveModel {
        collection_id: Set(collection.0),
        number: Set(version.number),
        content: Set(to_json("collection_version.content", &version.publication.content)?),
        case_hashes: Set(to_json("collection_version.case_hashes", &version.publication.hashes)?),
        published_at: Set(version.published_at.as_micros()),
    };
    frozen::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The versions of a collection that the caller was allowed to see, the newest first: numbers and instants.
///
/// # Errors
/// When the database refuses.
pub async fn versions(db: &impl Database, collection: &Collection) -> StoreResult<Vec<(i64, Instant)>> {
    let heads: Vec<(i64, i64)> = frozen::Entity::find()
        .select_only()
        .column(frozen::Column::Number)
        .column(frozen::Column::PublishedAt)
        .filter(frozen::Column::CollectionId.eq(collection.id.0))
        .order_by_desc(frozen::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    Ok(heads.into_iter().map(|(number, at)| (number, Instant::from_micros(at))).collect())
}

/// One version of a collection that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn version(
    db: &impl Database,
    collection: &Collection,
    number: i64,
) -> StoreResult<Option<Frozen>> {
    frozen::Entity::find_by_id((collection.id.0, number)).one(db).await?.map(read_frozen).transpose()
}

fn own(permit: &Permit) -> Condition {
    let own = permit.scope().own.map(|person| person.0);
    Condition::all().add(row::Column::PersonId.is_in(own))
}

fn read(row: row::Model) -> StoreResult<Collection> {
    let link = match (row.link_hash, row.link_made_at) {
        (Some(secret), Some(at)) => {
            Some(Link { hash: hash("collection.link_hash", &secret)?, made_at: Instant::from_micros(at) })
        }
        _ => None,
    };
    Ok(Collection {
        id: CollectionId(row.id),
        owner: PersonId(row.person_id),
        content: from_json("collection.content", &row.content)?,
        published: row.published,
        link,
        created_at: Instant::from_micros(row.created_at),
        saved_at: Instant::from_micros(row.saved_at),
        version: Version(row.version),
    })
}

fn read_frozen(row: frozen::Model) -> StoreResult<Frozen> {
    Ok(Frozen {
        number: row.number,
        published_at: Instant::from_micros(row.published_at),
        publication: Publication {
            content: from_json("collection_version.content", &row.content)?,
            hashes: from_json("collection_version.case_hashes", &row.case_hashes)?,
        },
    })
}
