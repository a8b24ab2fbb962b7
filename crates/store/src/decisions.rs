//! Decisions: recorded outcomes, each held by one announcement.

use crate::columns::{from_json, to_json};
use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use crate::{announcements, entries};
use kapok_base::{
    AnnouncementId, DecisionId, EditionId, EntryId, Instant, Localized, PersonId, ProgrammeId, RoundId,
};
use kapok_judging::decision::Record;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "decision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub entry_id: Uuid,
        pub round_id: Option<Uuid>,
        pub announcement_id: Uuid,
        pub labels: String,
        pub record: String,
        pub citation: Option<String>,
        pub decided_by: Option<Uuid>,
        pub decided_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The recorded outcome for an entry, with rule and reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its identifier.
    pub id: DecisionId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// In which edition.
    pub edition: EditionId,
    /// For which entry.
    pub entry: EntryId,
    /// The round it rests on.
    pub round: Option<RoundId>,
    /// The announcement that holds it.
    pub announcement: AnnouncementId,
    /// What it calls the entry; nothing when the entry goes without.
    pub labels: BTreeSet<String>,
    /// What explains it.
    pub record: Record,
    /// Why, for the public: a winner's citation.
    pub citation: Option<Localized>,
    /// Who recorded it; nobody when Kapok itself did.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Instant,
}

/// Keeps a decision in place of the one that its announcement holds for the entry so far.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &Tx, decision: &Decision) -> StoreResult<()> {
    remove(tx, decision.announcement, decision.entry).await?;
    let row = row::ActiveModel {
        id: Set(decision.id.0),
        programme_id: Set(decision.programme.0),
        edition_id: Set(decision.edition.0),
        entry_id: Set(decision.entry.0),
        round_id: Set(decision.round.map(|r| r.0)),
        announcement_id: Set(decision.announcement.0),
        labels: Set(to_json("decision.labels", &decision.labels)?),
        record: Set(to_json("decision.record", &decision.record)?),
        citation: Set(decision.citation.as_ref().map(|c| to_json("decision.citation", c)).transpose()?),
        decided_by: Set(decision.decided_by.map(|p| p.0)),
        decided_at: Set(decision.decided_at.as_micros()),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes an entry's decision out of an announcement that is not public.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &Tx, announcement: AnnouncementId, entry: EntryId) -> StoreResult<()> {
    row::Entity::delete_many()
        .filter(row::Column::AnnouncementId.eq(announcement.0))
        .filter(row::Column::EntryId.eq(entry.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// The decisions of an edition that the caller was allowed to see, oldest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_edition(db: &impl Database, edition: EditionId) -> StoreResult<Vec<Decision>> {
    let rows = row::Entity::find()
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_asc(row::Column::DecidedAt)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The decisions on one entry that the caller was allowed to see, oldest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_entry(db: &impl Database, entry: EntryId) -> StoreResult<Vec<Decision>> {
    let rows = row::Entity::find()
        .filter(row::Column::EntryId.eq(entry.0))
        .order_by_asc(row::Column::DecidedAt)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The decisions of an announcement, each with its entry, by the entry's number.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_announcement(
    db: &impl Database,
    announcement: &announcements::Announcement,
) -> StoreResult<Vec<(entries::Entry, Decision)>> {
    with_entries(db, row::Entity::find().filter(row::Column::AnnouncementId.eq(announcement.id.0))).await
}

/// Those of an announcement that call an entry something: most of a shortlist's do not.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn labelled_of_announcement(
    db: &impl Database,
    announcement: &announcements::Announcement,
) -> StoreResult<Vec<(entries::Entry, Decision)>> {
    let query = row::Entity::find().filter(row::Column::AnnouncementId.eq(announcement.id.0));
    with_entries(db, query.filter(row::Column::Labels.ne("[]"))).await
}

async fn with_entries(
    db: &impl Database,
    query: Select<row::Entity>,
) -> StoreResult<Vec<(entries::Entry, Decision)>> {
    let decisions = query.all(db).await?.into_iter().map(read).collect::<StoreResult<Vec<_>>>()?;
    let entries = entries::of_ids(db, decisions.iter().map(|d| d.entry.0).collect()).await?;
    let mut by_entry: BTreeMap<EntryId, Decision> = decisions.into_iter().map(|d| (d.entry, d)).collect();
    Ok(entries.into_iter().filter_map(|e| by_entry.remove(&e.id).map(|d| (e, d))).collect())
}

fn read(row: row::Model) -> StoreResult<Decision> {
    Ok(Decision {
        id: DecisionId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        entry: EntryId(row.entry_id),
        round: row.round_id.map(RoundId),
        announcement: AnnouncementId(row.announcement_id),
        labels: from_json("decision.labels", &row.labels)?,
        record: from_json("decision.record", &row.record)?,
        citation: row.citation.map(|c| from_json("decision.citation", &c)).transpose()?,
        decided_by: row.decided_by.map(PersonId),
        decided_at: Instant::from_micros(row.decided_at),
    })
}
