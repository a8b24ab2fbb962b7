//! How collections look in the API.

use kapok_base::{CaseId, CollectionId, Instant, Language, Locale};
use kapok_engine::remember::collections::{CaseState, Content, Item, OwnCollection, ReadItem, Reading, Row};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a collection holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CollectionIn {
    /// One line, at most 200 characters.
    #[schema(example = "Water in the city: six cases")]
    title: String,
    /// What it is for and how to use it, at most 4,000 characters.
    #[serde(default)]
    introduction: String,
    /// BCP 47, of title, introduction and notes.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The cases in their order, at most 500.
    #[serde(default)]
    items: Vec<ItemIn>,
}

/// A case in a collection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemIn {
    /// Which case of the library; each once.
    #[schema(value_type = Uuid)]
    case: CaseId,
    /// The teaching note, at most 4,000 characters.
    #[serde(default)]
    note: String,
    /// Questions to discuss, at most 20 of 500 characters.
    #[serde(default)]
    questions: Vec<String>,
    /// How many minutes are planned for it, 1 to 1,440.
    #[serde(default)]
    minutes: Option<u32>,
}

impl From<ItemIn> for Item {
    fn from(given: ItemIn) -> Self {
        let ItemIn { case, note, questions, minutes } = given;
        Self { case, note, questions, minutes }
    }
}

impl From<CollectionIn> for Content {
    fn from(given: CollectionIn) -> Self {
        let CollectionIn { title, introduction, language, items } = given;
        Self { title, introduction, language, items: items.into_iter().map(Item::from).collect() }
    }
}

/// A case in a collection, with what has become of it.
#[derive(Debug, Serialize, ToSchema)]
struct ItemOut {
    #[schema(value_type = Uuid)]
    case: CaseId,
    note: String,
    questions: Vec<String>,
    minutes: Option<u32>,
    /// `same`, `changed` since the version (of a draft: since the latest one), `withdrawn`, or `missing` when it is not for
    /// everybody to see (any more).
    state: &'static str,
    /// Why it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Its title, in the language asked for or the nearest; absent when it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
}

impl ItemOut {
    fn new(read: ReadItem, locale: Locale) -> Self {
        let title = read.case.and_then(|record| record.case());
        let (state, reason) = match read.state {
            CaseState::Same => ("same", None),
            CaseState::Changed => ("changed", None),
            CaseState::Withdrawn(tombstone) => ("withdrawn", Some(tombstone.reason)),
            CaseState::Missing => ("missing", None),
        };
        let Item { case, note, questions, minutes } = read.item;
        let title = title.map(|case| case.texts.text(&locale.language()).title.clone());
        Self { case, note, questions, minutes, state, reason, title }
    }
}

/// A version of a collection, or its draft.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReadingOut {
    /// The number of the version; absent for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Instant>,
    title: String,
    introduction: String,
    #[schema(value_type = String)]
    language: Language,
    items: Vec<ItemOut>,
}

impl ReadingOut {
    pub(super) fn new(read: Reading, locale: Locale) -> Self {
        Self {
            number: read.version.map(|(number, _)| number),
            published_at: read.version.map(|(_, at)| at),
            title: read.content.title,
            introduction: read.content.introduction,
            language: read.content.language,
            items: read.items.into_iter().map(|item| ItemOut::new(item, locale)).collect(),
        }
    }
}

/// A version in a list.
#[derive(Debug, Serialize, ToSchema)]
struct VersionRow {
    number: i64,
    #[schema(value_type = String, format = DateTime)]
    published_at: Instant,
}

/// A collection as its owner works on it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CollectionOut {
    #[schema(value_type = Uuid)]
    id: CollectionId,
    #[serde(flatten)]
    draft: ReadingOut,
    /// The newest first.
    versions: Vec<VersionRow>,
    /// Whether publishing would make a new version.
    is_ahead: bool,
    /// Since when it is shared by an address.
    #[schema(value_type = Option<String>, format = DateTime)]
    shared_since: Option<Instant>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    /// How often it has been written, as in its `ETag`.
    version: i64,
}

impl CollectionOut {
    pub(super) fn new(own: OwnCollection, locale: Locale) -> Self {
        let row = |(number, published_at)| VersionRow { number, published_at };
        Self {
            id: own.collection.id,
            draft: ReadingOut::new(own.draft, locale),
            versions: own.versions.into_iter().map(row).collect(),
            is_ahead: own.is_ahead,
            shared_since: own.collection.link.map(|link| link.made_at),
            created_at: own.collection.created_at,
            saved_at: own.collection.saved_at,
            version: own.collection.version.0,
        }
    }
}

/// A collection in a list.
#[derive(Debug, Serialize, ToSchema)]
struct RowOut {
    #[schema(value_type = Uuid)]
    id: CollectionId,
    title: String,
    #[schema(value_type = String)]
    language: Language,
    /// How many cases it holds.
    cases: usize,
    /// Cases that have changed since its latest version, were withdrawn or are gone.
    warnings: usize,
    /// The number of its latest version; 0 before the first.
    published: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    shared_since: Option<Instant>,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
}

/// One's own collections.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RowsOut {
    items: Vec<RowOut>,
    next_cursor: Option<String>,
}

impl From<Vec<Row>> for RowsOut {
    fn from(rows: Vec<Row>) -> Self {
        let out = |Row { collection, warnings }: Row| RowOut {
            id: collection.id,
            cases: collection.content.items.len(),
            title: collection.content.title,
            language: collection.content.language,
            warnings,
            published: collection.published,
            shared_since: collection.link.map(|link| link.made_at),
            saved_at: collection.saved_at,
        };
        Self { items: rows.into_iter().map(out).collect(), next_cursor: None }
    }
}

/// The address by which a collection is shared.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AddressOut {
    /// The whole address. It is told this once: its secret is kept nowhere.
    pub(super) link: String,
}
