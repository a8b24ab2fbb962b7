//! A case as it is indexed, and the part of it that is stored to show it.

use crate::analysis::{pieces, stem_tokens, word_tokens};
use crate::schema::Fields;
use crate::stem::stemmer;
use crate::visibility::ALWAYS;
use crate::{Facet, NOT_STATED, SearchError};
use kapok_base::{AnnouncementId, CaseId, Language, Localized};
use kapok_library::{Case, CaseText, Facts, country_by_code, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::PreTokenizedString;

/// A case to be indexed.
#[derive(Clone, Debug)]
pub struct Document {
    /// The case.
    pub case: Case,
    /// The announcement that must be public before the case exists.
    pub announcement: Option<AnnouncementId>,
}

/// One change of the index.
#[derive(Clone, Debug)]
pub enum Change {
    /// The case is new, or has changed.
    Upsert(Box<Document>),
    /// The case is gone.
    Remove(CaseId),
}

/// What is kept of a case to show it in an answer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub(crate) id: CaseId,
    pub(crate) source: String,
    pub(crate) source_id: String,
    pub(crate) entity: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) year: Option<i32>,
    pub(crate) outcome: Option<String>,
    pub(crate) sdgs: Vec<String>,
    pub(crate) themes: Vec<String>,
    pub(crate) synthetic: bool,
    pub(crate) texts: Localized<StoredText>,
}

/// One language version.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredText {
    pub(crate) title: String,
    pub(crate) body: String,
}

/// What is indexed for a case.
pub(crate) fn index_document(fields: &Fields, document: &Document) -> Result<TantivyDocument, SearchError> {
    let case = &document.case;
    let mut doc = TantivyDocument::new();
    doc.add_text(fields.id, case.id.to_string());
    doc.add_u64(fields.tie, tie(case.id));
    let announcement = document.announcement.map_or_else(|| ALWAYS.to_owned(), |id| id.to_string());
    doc.add_text(fields.announcement, announcement);
    let mut lengths = [0u64; 5];
    let mut add = |doc: &mut TantivyDocument, at: usize, field: Field, tokens: PreTokenizedString| {
        lengths[at] += tokens.tokens.len() as u64;
        doc.add_pre_tokenized_text(field, tokens);
    };
    for (language, text) in case.texts.iter() {
        let stemmer = stemmer(language);
        let (title, body) = (pieces(&text.title), pieces(&text.body()));
        add(&mut doc, 0, fields.title, stem_tokens(&title, stemmer.as_ref()));
        add(&mut doc, 1, fields.body, stem_tokens(&body, stemmer.as_ref()));
        add(&mut doc, 2, fields.title_words, word_tokens(&title));
        add(&mut doc, 3, fields.body_words, word_tokens(&body));
    }
    if let Some(entity) = &case.facts.entity {
        add(&mut doc, 4, fields.entity, stem_tokens(&pieces(entity), None));
    }
    for (field, length) in fields.lengths.into_iter().zip(lengths) {
        doc.add_u64(field, length);
    }
    if let Some(year) = case.facts.year {
        doc.add_i64(fields.year, i64::from(year));
    }
    for (field, part) in fields.title_order.into_iter().zip(title_order(&case.texts)) {
        doc.add_u64(field, part);
    }
    for facet in Facet::ALL {
        for value in facet_values(facet, case) {
            doc.add_text(fields.facet(facet), value);
        }
    }
    let stored = serde_json::to_string(&stored(case)).map_err(|e| SearchError::Damaged(e.to_string()))?;
    doc.add_text(fields.stored, stored);
    Ok(doc)
}

/// Eight bytes of an id that differ between any two cases for all practical purposes.
fn tie(id: CaseId) -> u64 {
    let bits = id.0.as_u128();
    (bits as u64) ^ ((bits >> 64) as u64).rotate_left(32)
}

/// The first sixteen bytes of the title, so that their order is the title's.
fn title_order(texts: &Localized<CaseText>) -> [u64; 2] {
    let title = fold(&texts.text(texts.original()).title);
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(title.bytes()) {
        *to = from;
    }
    let whole = u128::from_be_bytes(bytes);
    [(whole >> 64) as u64, whole as u64]
}

fn facet_values(facet: Facet, case: &Case) -> BTreeSet<String> {
    let facts: &Facts = &case.facts;
    let one = |value: Option<String>| value.into_iter().collect::<BTreeSet<_>>();
    let values = match facet {
        Facet::Country => one(facts.country.clone()),
        Facet::Region => {
            let country = facts.country.as_deref().and_then(country_by_code);
            one(country.map(|country| country.region.as_str().to_owned()))
        }
        Facet::Edition => one(facts.edition.clone()),
        Facet::Sdg => facts.sdgs.iter().map(|sdg| sdg.goal().to_string()).collect(),
        Facet::Theme => facts.themes.iter().cloned().collect(),
        Facet::Outcome => one(facts.outcome.clone()),
        Facet::Source => one(Some(case.source.clone())),
        Facet::Lang => case.texts.iter().map(|(language, _)| language.to_string()).collect(),
    };
    if values.is_empty() { one(Some(NOT_STATED.to_owned())) } else { values }
}

fn stored(case: &Case) -> Stored {
    let text = |text: &CaseText| StoredText { title: text.title.clone(), body: text.body() };
    let original: &Language = case.texts.original();
    let mut texts = Localized::new(original.clone(), text(case.texts.text(original)));
    for (language, version) in case.texts.iter() {
        texts = texts.with(language.clone(), text(version));
    }
    Stored {
        id: case.id,
        source: case.source.clone(),
        source_id: case.source_id.clone(),
        entity: case.facts.entity.clone(),
        country: case.facts.country.clone(),
        year: case.facts.year,
        outcome: case.facts.outcome.clone(),
        sdgs: case.facts.sdgs.iter().map(ToString::to_string).collect(),
        themes: case.facts.themes.clone(),
        synthetic: case.facts.synthetic,
        texts,
    }
}
