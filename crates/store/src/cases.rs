//! Cases: the library's records, each in one or several languages, and what is left of those withdrawn.

use crate::announcements;
use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{AnnouncementId, CaseId, EditionId, EntityId, EntryId, Instant, ProgrammeId, Version};
use kapok_library::collection::{CaseHash, CaseNow};
use kapok_library::{Case, CaseVersion, Origin, Tombstone};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{Condition, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};

mod arrival;
mod history;
mod links;
mod public;
mod shelf;

pub use arrival::{Arrived, arrivals_of, arrived_before};
pub use history::{Revision, forget_revisions, revisions};
pub use links::{add_link, links, remove_link};
pub use public::{Listed, find_all_public, list_public, public_page, public_states};
pub use shelf::{CaseState, count_in, list_in};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "library_case")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub source: String,
        pub source_id: String,
        pub programme_id: Option<Uuid>,
        pub edition_id: Option<Uuid>,
        pub entry_id: Option<Uuid>,
        pub entity_id: Option<Uuid>,
        pub announcement_id: Option<Uuid>,
        pub state: String,
        pub withdrawn_reason: Option<String>,
        pub withdrawn_at: Option<i64>,
        pub created_at: i64,
        pub updated_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod text {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub lang: String,
        pub place: i64,
        pub content: String,
        pub content_hash: Vec<u8>,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A case as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRecord {
    /// Its identifier.
    pub id: CaseId,
    /// The collection it comes from.
    pub source: String,
    /// Its key in that collection.
    pub source_id: String,
    /// Whether it was imported, or made of an entry.
    pub origin: Origin,
    /// Whose it is, if the entity is registered here.
    pub entity: Option<EntityId>,
    /// Its language versions, the original first. None when it was withdrawn.
    pub versions: Vec<CaseVersion>,
    /// What is left of it, when it was withdrawn.
    pub tombstone: Option<Tombstone>,
    /// When it came to the library.
    pub created_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

impl CaseRecord {
    /// What is read of it; nothing when it was withdrawn.
    #[must_use]
    pub fn case(&self) -> Option<Case> {
        Case::from_versions(self.id, self.versions.clone())
    }

    /// How it is for whoever may see it.
    #[must_use]
    pub fn now(&self) -> CaseNow {
        let versions = self.versions.iter().map(|version| (version.language.as_str(), version.hash()));
        let readable = || CaseNow::Readable(CaseHash::of(versions));
        self.tombstone.clone().map_or_else(readable, CaseNow::Withdrawn)
    }
}

/// Keeps new cases with their texts.
///
/// # Errors
/// [`StoreError::NotUnique`] when one's key or entry is taken.
pub async fn create(tx: &Tx, records: &[CaseRecord]) -> StoreResult<()> {
    if records.is_empty() {
        return Ok(());
    }
    let rows: Vec<row::ActiveModel> = records.iter().map(new_row).collect();
    row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    let mut texts = Vec::new();
    for record in records {
        texts.extend(texts_of(tx, record)?);
    }
    put_texts(tx, texts).await
}

/// Writes a case's state and texts over the version it was read at. Language versions that it no longer has are removed.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, record: &CaseRecord) -> StoreResult<Version> {
    let next = record.version.next();
    let tombstone = record.tombstone.as_ref();
    let written = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(state(record)))
        .col_expr(row::Column::WithdrawnReason, Expr::value(tombstone.map(|t| t.reason.clone())))
        .col_expr(row::Column::WithdrawnAt, Expr::value(tombstone.map(|t| t.at.as_micros())))
        .col_expr(row::Column::AnnouncementId, Expr::value(record.origin.announcement().map(|id| id.0)))
        .col_expr(row::Column::UpdatedAt, Expr::value(tx.now().as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(record.id.0))
        .filter(row::Column::Version.eq(record.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected != 1 {
        return Err(StoreError::VersionMoved);
    }
    let known = text::Entity::find().filter(text::Column::CaseId.eq(record.id.0)).all(tx).await?;
    history::keep(tx, record, &known).await?;
    let kept: Vec<String> = record.versions.iter().map(|version| version.language.to_string()).collect();
    text::Entity::delete_many()
        .filter(text::Column::CaseId.eq(record.id.0))
        .filter(text::Column::Lang.is_not_in(kept))
        .exec(tx)
        .await?;
    let mut texts = texts_of(tx, record)?;
    texts.retain(|new| known.iter().all(|old| !is_same(old, new)));
    put_texts(tx, texts).await?;
    Ok(next)
}

/// Whether a text is written already.
fn is_same(old: &text::Model, new: &text::ActiveModel) -> bool {
    *new.lang.as_ref() == old.lang
        && *new.place.as_ref() == old.place
        && *new.content_hash.as_ref() == old.content_hash
}

fn texts_of(tx: &Tx, record: &CaseRecord) -> StoreResult<Vec<text::ActiveModel>> {
    let mut rows = Vec::with_capacity(record.versions.len());
    for (version, place) in record.versions.iter().zip(1..) {
        rows.push(text::ActiveModel {
            case_id: Set(record.id.0),
            lang: Set(version.language.to_string()),
            place: Set(place),
            content: Set(to_json("case_text.content", version)?),
            content_hash: Set(version.hash().0.to_vec()),
            updated_at: Set(tx.now().as_micros()),
        });
    }
    Ok(rows)
}

async fn put_texts(tx: &Tx, rows: Vec<text::ActiveModel>) -> StoreResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let replace = OnConflict::columns([text::Column::CaseId, text::Column::Lang])
        .update_columns([
            text::Column::Place,
            text::Column::Content,
            text::Column::ContentHash,
            text::Column::UpdatedAt,
        ])
        .to_owned();
    text::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// The cases with these keys in their sources, for an import.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_keys(
    db: &impl Database,
    _permit: &Permit,
    keys: &[(String, String)],
) -> StoreResult<HashMap<(String, String), CaseRecord>> {
    let mut by_source: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (source, id) in keys {
        by_source.entry(source).or_default().push(id);
    }
    let mut found = Vec::new();
    for (source, ids) in by_source {
        let query = row::Entity::find().filter(row::Column::Source.eq(source));
        found.extend(query.filter(row::Column::SourceId.is_in(ids)).all(db).await?);
    }
    let records = with_texts(db, found).await?;
    Ok(records
        .into_iter()
        .map(|record| ((record.source.clone(), record.source_id.clone()), record))
        .collect())
}

/// The case, if it is public at `now`: imported, or of an announcement whose instant has passed.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find_public(
    db: &impl Database,
    _permit: &Permit,
    id: CaseId,
    now: Instant,
) -> StoreResult<Option<CaseRecord>> {
    let found = row::Entity::find_by_id(id.0).filter(public(now)).all(db).await?;
    Ok(with_texts(db, found).await?.pop())
}

/// The case, if its programme lies within the permit's scope (imported cases: if that is the whole installation).
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: CaseId) -> StoreResult<Option<CaseRecord>> {
    let found = row::Entity::find_by_id(id.0).filter(within(permit)).all(db).await?;
    Ok(with_texts(db, found).await?.pop())
}

/// The cases made of an edition's entries, within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_edition(
    db: &impl Database,
    permit: &Permit,
    edition: EditionId,
) -> StoreResult<Vec<CaseRecord>> {
    let query = row::Entity::find().filter(row::Column::EditionId.eq(edition.0)).filter(within(permit));
    with_texts(db, query.order_by_asc(row::Column::Id).all(db).await?).await
}

/// A case made of an entry, without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which case.
    pub id: CaseId,
    /// Of which entry.
    pub entry: EntryId,
    /// The announcement that makes it public.
    pub announcement: AnnouncementId,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// The cases made of an edition's entries, without their texts, within the permit's scope.
///
/// # Errors
/// When the database refuses.
pub async fn made_of(db: &impl Database, permit: &Permit, edition: EditionId) -> StoreResult<Vec<Made>> {
    let rows = row::Entity::find()
        .filter(row::Column::EditionId.eq(edition.0))
        .filter(within(permit))
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(made).collect())
}

/// The cases made of an edition's entries that are public at `now`, without their texts.
///
/// # Errors
/// When the database refuses.
pub async fn public_of_edition(
    db: &impl Database,
    _permit: &Permit,
    edition: EditionId,
    now: Instant,
) -> StoreResult<Vec<Made>> {
    let rows = row::Entity::find()
        .filter(row::Column::EditionId.eq(edition.0))
        .filter(public(now))
        .filter(row::Column::State.eq("published"))
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(made).collect())
}

fn made(row: &row::Model) -> Option<Made> {
    Some(Made {
        id: CaseId(row.id),
        entry: EntryId(row.entry_id?),
        announcement: AnnouncementId(row.announcement_id?),
        withdrawn: row.state == "withdrawn",
        created_at: Instant::from_micros(row.created_at),
        updated_at: Instant::from_micros(row.updated_at),
        version: Version(row.version),
    })
}

/// Some cases, whoever may see them: for what follows the ledger.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_ids(db: &impl Database, ids: &[CaseId]) -> StoreResult<Vec<CaseRecord>> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().map(|id| id.0)));
    with_texts(db, query.order_by_asc(row::Column::Id).all(db).await?).await
}

/// All cases after one, by identifier, at most `limit`: for what follows the ledger.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn page(db: &impl Database, after: Option<CaseId>, limit: u64) -> StoreResult<Vec<CaseRecord>> {
    let mut query = row::Entity::find();
    if let Some(after) = after {
        query = query.filter(row::Column::Id.gt(after.0));
    }
    with_texts(db, query.order_by_asc(row::Column::Id).limit(limit).all(db).await?).await
}

/// The cases that are public at `now`, the latest first, after one of them, at most `limit`.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn latest_public(
    db: &impl Database,
    _permit: &Permit,
    now: Instant,
    before: Option<CaseId>,
    limit: u64,
) -> StoreResult<Vec<CaseRecord>> {
    let mut query = row::Entity::find().filter(public(now)).filter(row::Column::State.eq("published"));
    if let Some(before) = before {
        query = query.filter(row::Column::Id.lt(before.0));
    }
    with_texts(db, query.order_by_desc(row::Column::Id).limit(limit).all(db).await?).await
}

/// How many cases are public at `now`, withdrawn ones left out.
///
/// # Errors
/// When the database refuses.
pub async fn count_public(db: &impl Database, _permit: &Permit, now: Instant) -> StoreResult<u64> {
    let query = row::Entity::find().filter(public(now)).filter(row::Column::State.eq("published"));
    Ok(query.count(db).await?)
}

fn public(now: Instant) -> Condition {
    let announced = Query::select()
        .column(announcements::row::Column::Id)
        .from(announcements::row::Entity)
        .and_where(announcements::row::Column::PublicAt.lte(now.as_micros()))
        .to_owned();
    Condition::any()
        .add(row::Column::AnnouncementId.is_null())
        .add(row::Column::AnnouncementId.in_subquery(announced))
}

fn within(permit: &Permit) -> Condition {
    let scope = permit.scope();
    if scope.everywhere {
        return Condition::all();
    }
    Condition::all().add(row::Column::ProgrammeId.is_in(scope.programmes.iter().map(|p| p.0)))
}

fn state(record: &CaseRecord) -> &'static str {
    if record.tombstone.is_some() { "withdrawn" } else { "published" }
}

fn new_row(record: &CaseRecord) -> row::ActiveModel {
    let (programme, edition, entry) = match record.origin {
        Origin::Import => (None, None, None),
        Origin::Entry { programme, edition, entry, .. } => {
            (Some(programme.0), Some(edition.0), Some(entry.0))
        }
    };
    row::ActiveModel {
        id: Set(record.id.0),
        source: Set(record.source.clone()),
        source_id: Set(record.source_id.clone()),
        programme_id: Set(programme),
        edition_id: Set(edition),
        entry_id: Set(entry),
        entity_id: Set(record.entity.map(|id| id.0)),
        announcement_id: Set(record.origin.announcement().map(|id| id.0)),
        state: Set(state(record).to_owned()),
        withdrawn_reason: Set(record.tombstone.as_ref().map(|t| t.reason.clone())),
        withdrawn_at: Set(record.tombstone.as_ref().map(|t| t.at.as_micros())),
        created_at: Set(record.created_at.as_micros()),
        updated_at: Set(record.updated_at.as_micros()),
        version: Set(record.version.0),
    }
}

/// Adds their texts to rows, in the rows' order.
async fn with_texts(db: &impl Database, rows: Vec<row::Model>) -> StoreResult<Vec<CaseRecord>> {
    let mut versions: HashMap<Uuid, Vec<CaseVersion>> = HashMap::new();
    for some in rows.chunks(500) {
        let texts = text::Entity::find()
            .filter(text::Column::CaseId.is_in(some.iter().map(|row| row.id)))
            .order_by_asc(text::Column::CaseId)
            .order_by_asc(text::Column::Place)
            .all(db)
            .await?;
        for text in texts {
            versions.entry(text.case_id).or_default().push(from_json("case_text.content", &text.content)?);
        }
    }
    rows.into_iter().map(|row| record(&mut versions, row)).collect()
}

fn unreadable(detail: &str) -> StoreError {
    StoreError::Unreadable { what: "library_case", detail: detail.to_owned() }
}

fn tombstone(row: &row::Model) -> StoreResult<Option<Tombstone>> {
    match (row.state.as_str(), row.withdrawn_at, row.withdrawn_reason.clone()) {
        ("withdrawn", Some(at), Some(reason)) => Ok(Some(Tombstone { at: Instant::from_micros(at), reason })),
        ("published", ..) => Ok(None),
        _ => Err(unreadable("withdrawn without an instant or a reason")),
    }
}

fn record(versions: &mut HashMap<Uuid, Vec<CaseVersion>>, row: row::Model) -> StoreResult<CaseRecord> {
    let origin = match (row.programme_id, row.edition_id, row.entry_id, row.announcement_id) {
        (None, None, None, None) => Origin::Import,
        (Some(programme), Some(edition), Some(entry), Some(announcement)) => Origin::Entry {
            programme: ProgrammeId(programme),
            edition: EditionId(edition),
            entry: EntryId(entry),
            announcement: AnnouncementId(announcement),
        },
        _ => return Err(unreadable("neither an import nor an entry's")),
    };
    let tombstone = tombstone(&row)?;
    Ok(CaseRecord {
        id: CaseId(row.id),
        source: row.source,
        source_id: row.source_id,
        origin,
        entity: row.entity_id.map(EntityId),
        versions: versions.remove(&row.id).unwrap_or_default(),
        tombstone,
        created_at: Instant::from_micros(row.created_at),
        updated_at: Instant::from_micros(row.updated_at),
        version: Version(row.version),
    })
}
