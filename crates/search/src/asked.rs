//! What the parts of one answer share: the state of the index, what the asker may see, and how a hit is shown.

use crate::analysis::Stemming;
use crate::build::{Built, Ground, Strictness, build};
use crate::document::Stored;
use crate::facet::{Facet, Filters};
use crate::highlight::{Marks, snippet};
use crate::live::Live;
use crate::page::{Item, Page};
use crate::search::{Answer, Hit, Request, Sort, Twin};
use crate::statistics::Statistics;
use crate::synonyms::Synonyms;
use crate::typos::Vocabulary;
use crate::{Node, SearchError};
use kapok_base::Language;
use std::sync::Arc;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query};
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// A question in progress.
pub(crate) struct Asked<'a> {
    pub(crate) live: Arc<Live>,
    pub(crate) searcher: Searcher,
    pub(crate) statistics: Arc<Statistics>,
    /// What exists for the asker; nothing when all does.
    pub(crate) visible: Option<Box<dyn Query>>,
    pub(crate) synonyms: &'a Synonyms,
}

impl Asked<'_> {
    /// The words of what is visible.
    pub(crate) fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { fields: &self.live.fields, searcher: &self.searcher, statistics: &self.statistics }
    }

    pub(crate) fn build(&self, node: &Node, strictness: Strictness) -> Result<Built, SearchError> {
        let ground = Ground {
            fields: &self.live.fields,
            statistics: &self.statistics,
            vocabulary: self.vocabulary(),
            synonyms: self.synonyms,
        };
        Ok(build(node, ground, strictness)?)
    }

    /// A question narrowed to what is visible.
    pub(crate) fn seen(&self, query: Box<dyn Query>) -> BooleanQuery {
        let silent = self.visible.iter().map(|query| (Occur::Must, silent(query.box_clone())));
        BooleanQuery::new(std::iter::once((Occur::Must, query)).chain(silent).collect())
    }

    /// The question with what is visible and with the filters, but for that of `except`.
    pub(crate) fn narrowed(&self, built: &Built, filters: &Filters, except: Option<Facet>) -> BooleanQuery {
        let filters = filters.queries(&self.live.fields, except);
        let visible = self.visible.iter().map(|query| query.box_clone());
        let parts = filters.into_iter().chain(visible).map(|query| (Occur::Must, silent(query)));
        BooleanQuery::new(std::iter::once((Occur::Must, built.query.box_clone())).chain(parts).collect())
    }

    /// What shares a mark with a case, when anything but the case itself does.
    pub(crate) fn with_marks_of(&self, stored: &Stored) -> Result<Option<Box<dyn Query>>, SearchError> {
        let mut shared = Vec::new();
        for mark in stored.likeness.marks() {
            let term = Term::from_field_text(self.live.fields.likeness, &mark);
            if self.searcher.doc_freq(&term)? > 1 {
                shared.push(term);
            }
        }
        Ok((!shared.is_empty())
            .then(|| Box::new(BooleanQuery::new_multiterms_query(shared)) as Box<dyn Query>))
    }

    pub(crate) fn stored(&self, at: DocAddress) -> Result<Stored, SearchError> {
        let doc: TantivyDocument = self.searcher.doc(at)?;
        let text = doc.get_first(self.live.fields.stored).and_then(|value| value.as_str());
        let text = text.ok_or_else(|| SearchError::Damaged("a case without its stored part".to_owned()))?;
        serde_json::from_str(text).map_err(|error| SearchError::Damaged(error.to_string()))
    }

    /// Shows a page.
    pub(crate) fn answer(&self, built: &Built, request: &Request, page: Page) -> Result<Answer, SearchError> {
        let Page { total, items, facets, next_cursor, sort } = page;
        let did_you_mean = match built.guessed {
            true => crate::suggest::other_words(&request.query, self.vocabulary())?,
            false => None,
        };
        let items = items.into_iter().map(|item| {
            let explanation = match request.explain && sort == Sort::Relevance {
                true => Some(self.explain(built, item.at)?),
                false => None,
            };
            let mut hit = self.hit(item, &built.marks, &request.language)?;
            if sort != Sort::Relevance {
                hit.score = 0.0;
            }
            Ok(Hit { explanation, ..hit })
        });
        Ok(Answer {
            total,
            items: items.collect::<Result<_, SearchError>>()?,
            facets,
            next_cursor,
            did_you_mean,
            some_only: built.strictness == Strictness::Any && total > 0,
        })
    }

    fn explain(&self, built: &Built, at: DocAddress) -> Result<serde_json::Value, SearchError> {
        let scoring = EnableScoring::enabled_from_statistics_provider(&*self.statistics, &self.searcher);
        let weight = built.query.weight(scoring)?;
        let explanation = weight.explain(self.searcher.segment_reader(at.segment_ord), at.doc_id)?;
        serde_json::from_str(&explanation.to_pretty_json())
            .map_err(|error| SearchError::Damaged(error.to_string()))
    }

    /// A case as it is shown: in the reader's language, unless the words asked for stand in another version only.
    pub(crate) fn hit(&self, item: Item, marks: &Marks, reader: &Language) -> Result<Hit, SearchError> {
        let Item { place, stored, alike, .. } = item;
        let mut shown: Option<(&Language, &str, String)> = None;
        let best = stored.texts.best(reader).0;
        let order = std::iter::once(best).chain(stored.texts.iter().map(|(l, _)| l).filter(|l| *l != best));
        for language in order {
            let text = stored.texts.text(language);
            let stemming = Stemming::of(language);
            let (html, in_body) = snippet(&text.body, marks, &stemming);
            let found = in_body || marks.are_in(&text.title, &stemming);
            if shown.is_none() || found {
                shown = Some((language, &text.title, html));
            }
            if found || marks.is_empty() {
                break;
            }
        }
        let (lang, title, snippet) =
            shown.ok_or_else(|| SearchError::Damaged("a case without texts".to_owned()))?;
        Ok(Hit {
            lang: lang.clone(),
            langs: stored.texts.iter().map(|(language, _)| language.clone()).collect(),
            title: title.to_owned(),
            snippet,
            id: stored.id,
            source: stored.source,
            source_id: stored.source_id,
            entity: stored.entity,
            country: stored.country,
            year: stored.year,
            outcome: stored.outcome,
            sdgs: stored.sdgs,
            themes: stored.themes,
            synthetic: stored.synthetic,
            score: place.score(),
            alike: alike.into_iter().map(|stored| twin(stored, reader)).collect(),
            explanation: None,
        })
    }
}

/// A folded case as it is named, in the reader's language where it has one.
fn twin(stored: Stored, reader: &Language) -> Twin {
    let (lang, text) = stored.texts.best(reader);
    Twin {
        id: stored.id,
        title: text.title.clone(),
        lang: lang.clone(),
        entity: stored.entity,
        country: stored.country,
        year: stored.year,
    }
}

/// Matches without adding to the score.
pub(crate) fn silent(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
