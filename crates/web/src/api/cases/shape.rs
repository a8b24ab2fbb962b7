//! How cases and answers look in the API.

use kapok_base::{CaseId, Instant, Language, Locale};
use kapok_engine::remember::{
    CaseRecord, Facet, FacetCount, Found, Hit, Neighbours, Part, Suggested, Suggestion, Twin,
};
use kapok_library::{CaseText, Facts, Themes};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One case of an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HitView {
    #[schema(value_type = Uuid)]
    id: CaseId,
    /// The collection it comes from.
    source: String,
    /// Its key there.
    source_id: String,
    /// In the language shown.
    title: String,
    /// The city or other entity.
    entity: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    year: Option<i32>,
    /// The language shown.
    #[schema(value_type = String, example = "en")]
    lang: Language,
    /// All languages it can be read in.
    #[schema(value_type = Vec<String>)]
    langs: Vec<Language>,
    outcome: Option<String>,
    /// Goals and targets.
    sdgs: Vec<String>,
    /// Keys of the list of themes.
    themes: Vec<String>,
    /// Whether it was made up for a demonstration.
    synthetic: bool,
    /// Escaped HTML with `<mark>`.
    snippet: String,
    score: f64,
    /// How many others among the matches are nearly identical and folded into this one.
    alike: usize,
    /// Which those are, the best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alike_cases: Vec<TwinView>,
    /// How the score came about, when `explain=true` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    explanation: Option<serde_json::Value>,
}

impl From<Hit> for HitView {
    fn from(hit: Hit) -> Self {
        Self {
            id: hit.id,
            source: hit.source,
            source_id: hit.source_id,
            title: hit.title,
            entity: hit.entity,
            country: hit.country,
            year: hit.year,
            lang: hit.lang,
            langs: hit.langs,
            outcome: hit.outcome,
            sdgs: hit.sdgs,
            themes: hit.themes,
            synthetic: hit.synthetic,
            snippet: hit.snippet,
            score: hit.score,
            alike: hit.alike.len(),
            alike_cases: hit.alike.into_iter().map(TwinView::from).collect(),
            explanation: hit.explanation,
        }
    }
}

/// A case that another stands for, because their texts are nearly identical.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TwinView {
    #[schema(value_type = Uuid)]
    id: CaseId,
    /// In the language shown.
    title: String,
    #[schema(value_type = String, example = "en")]
    lang: Language,
    entity: Option<String>,
    country: Option<String>,
    year: Option<i32>,
}

impl From<Twin> for TwinView {
    fn from(twin: Twin) -> Self {
        let Twin { id, title, lang, entity, country, year } = twin;
        Self { id, title, lang, entity, country, year }
    }
}

/// One value of a facet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FacetValueView {
    /// What to narrow by; `none` when the source does not say.
    value: String,
    /// What people read.
    label: String,
    /// How many cases have it.
    count: u64,
}

/// An answer of the library. Counts are of cases, each once, whatever its languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnswerView {
    total: u64,
    took_ms: f64,
    items: Vec<HitView>,
    /// By facet; one that is narrowed by is counted without its own filter.
    facets: BTreeMap<String, Vec<FacetValueView>>,
    /// The question in words that would find something.
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<String>,
    /// Whether nothing has all that was asked for, so that these are cases with some of it.
    some_only: bool,
    next_cursor: Option<String>,
    /// When nothing was found: what lies nearby.
    #[serde(skip_serializing_if = "Option::is_none")]
    neighbours: Option<NeighboursView>,
}

impl AnswerView {
    pub(crate) fn new(found: Found, neighbours: Option<Neighbours>, locale: Locale, themes: &Themes) -> Self {
        let values = |facet: Facet, counts: Vec<FacetCount>| {
            let label = |value: &str| crate::labels::facet_value(locale, themes, facet, value);
            let view =
                |c: FacetCount| FacetValueView { label: label(&c.value), value: c.value, count: c.count };
            (facet.as_str().to_owned(), counts.into_iter().map(view).collect())
        };
        let answer = found.answer;
        Self {
            total: answer.total,
            took_ms: (found.took_ms * 1000.0).round() / 1000.0,
            items: answer.items.into_iter().map(HitView::from).collect(),
            facets: answer.facets.into_iter().map(|(facet, counts)| values(facet, counts)).collect(),
            did_you_mean: answer.did_you_mean,
            some_only: answer.some_only,
            next_cursor: answer.next_cursor,
            neighbours: neighbours.map(NeighboursView::from),
        }
    }
}

/// A part of a question, and how many cases it finds without it.
#[derive(Debug, Serialize, ToSchema)]
struct WithoutView {
    /// `q`, `years`, or the facet.
    part: &'static str,
    total: u64,
}

/// What lies near a question that finds nothing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NeighboursView {
    /// Parts without which the question finds something.
    without: Vec<WithoutView>,
    /// A few cases of a wider question.
    items: Vec<HitView>,
}

impl From<Neighbours> for NeighboursView {
    fn from(neighbours: Neighbours) -> Self {
        let name = |part: Part| match part {
            Part::Words => "q",
            Part::Years => "years",
            Part::Facet(facet) => facet.as_str(),
        };
        let without = neighbours.without.into_iter();
        Self {
            without: without.map(|(part, total)| WithoutView { part: name(part), total }).collect(),
            items: neighbours.cases.into_iter().map(HitView::from).collect(),
        }
    }
}

/// Cases like one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimilarView {
    pub(crate) items: Vec<HitView>,
}

/// What goes on as typed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionsView {
    /// Cases, by their titles or entities.
    items: Vec<SuggestionView>,
    /// Entities of cases.
    entities: Vec<String>,
    themes: Vec<ThemeView>,
}

/// A case whose title or entity goes on as typed.
#[derive(Debug, Serialize, ToSchema)]
struct SuggestionView {
    #[schema(value_type = Uuid)]
    id: CaseId,
    title: String,
    entity: Option<String>,
}

/// A theme of the library's list.
#[derive(Debug, Serialize, ToSchema)]
struct ThemeView {
    /// What to narrow by.
    value: String,
    /// What people read.
    label: String,
}

impl SuggestionsView {
    pub(crate) fn new(found: Suggested, locale: Locale, themes: &Themes) -> Self {
        let case = |Suggestion { id, title, entity }| SuggestionView { id, title, entity };
        let theme = |value: String| ThemeView { label: crate::labels::theme(locale, themes, &value), value };
        Self {
            items: found.cases.into_iter().map(case).collect(),
            entities: found.entities,
            themes: found.themes.into_iter().map(theme).collect(),
        }
    }
}

/// A part of a text.
#[derive(Debug, Serialize, ToSchema)]
struct SectionView {
    heading: String,
    text: String,
}

/// What is read of a case in one language.
#[derive(Debug, Serialize, ToSchema)]
struct TextView {
    title: String,
    description: String,
    sections: Vec<SectionView>,
}

impl From<&CaseText> for TextView {
    fn from(text: &CaseText) -> Self {
        let section = |section: &kapok_library::Section| SectionView {
            heading: section.heading.clone(),
            text: section.text.clone(),
        };
        Self {
            title: text.title.clone(),
            description: text.description.clone(),
            sections: text.sections.iter().map(section).collect(),
        }
    }
}

/// What is left of a case that was withdrawn.
#[derive(Debug, Serialize, ToSchema)]
struct TombstoneView {
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    reason: String,
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseView {
    #[schema(value_type = Uuid)]
    id: CaseId,
    /// The collection it comes from.
    source: String,
    /// Its key there.
    source_id: String,
    /// The language it was written in.
    #[schema(value_type = Option<String>)]
    original: Option<Language>,
    /// By language. None when it was withdrawn.
    texts: BTreeMap<String, TextView>,
    /// What is known besides, under the keys that an import reads (`country`, `entity`, `place`, `year`, `themes`, `sdgs`,
    /// `outcome`, `licence`, `synthetic`, `indicators`, …); what is absent is not stated.
    #[schema(value_type = Object)]
    facts: Option<Facts>,
    withdrawn: Option<TombstoneView>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Instant,
}

impl From<&CaseRecord> for CaseView {
    fn from(record: &CaseRecord) -> Self {
        let case = record.case();
        let texts = record.versions.iter();
        let withdrawn = record.tombstone.as_ref();
        Self {
            id: record.id,
            source: record.source.clone(),
            source_id: record.source_id.clone(),
            original: case.as_ref().map(|case| case.texts.original().clone()),
            texts: texts.map(|v| (v.language.to_string(), TextView::from(&v.text))).collect(),
            facts: case.map(|case| case.facts),
            withdrawn: withdrawn.map(|t| TombstoneView { at: t.at, reason: t.reason.clone() }),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
