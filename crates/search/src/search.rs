//! Asking: one question, one answer with its facets, its page and its snippets.

use crate::build::{Built, build};
use crate::document::Stored;
use crate::facet::{Facet, FacetCount, Filters, counting, counts};
use crate::highlight::{Marks, snippet};
use crate::index::{Index, Live};
use crate::ranked::{Key, Ranked, Ranking};
use crate::statistics::VisibleStatistics;
use crate::stem::stemmer;
use crate::{SearchError, Visibility, parse};
use kapok_base::{CaseId, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query};
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// The order of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The best match first; the newest first when nothing is asked.
    #[default]
    Relevance,
    /// The latest year first.
    Newest,
    /// The earliest year first.
    Oldest,
    /// By title.
    Title,
}

impl Sort {
    /// The order of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "relevance" => Self::Relevance,
            "newest" => Self::Newest,
            "oldest" => Self::Oldest,
            "title" => Self::Title,
            _ => return None,
        })
    }

    fn letter(self) -> char {
        match self {
            Self::Relevance => 'r',
            Self::Newest => 'n',
            Self::Oldest => 'o',
            Self::Title => 't',
        }
    }
}

/// A question.
#[derive(Clone, Debug)]
pub struct Request {
    /// What was typed.
    pub query: String,
    /// What it is narrowed to.
    pub filters: Filters,
    /// The order.
    pub sort: Sort,
    /// Items on a page.
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Facets to be counted.
    pub facets: Vec<Facet>,
    /// The reader's language: titles and snippets are in it where that answers the question.
    pub language: Language,
}

/// One case of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Who it is.
    pub id: CaseId,
    /// The collection.
    pub source: String,
    /// Its key there.
    pub source_id: String,
    /// Its title, in the language shown.
    pub title: String,
    /// The city or other entity.
    pub entity: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The year.
    pub year: Option<i32>,
    /// The language shown.
    pub lang: Language,
    /// All languages it can be read in.
    pub langs: Vec<Language>,
    /// What became of it.
    pub outcome: Option<String>,
    /// Goals and targets.
    pub sdgs: Vec<String>,
    /// Keys of themes.
    pub themes: Vec<String>,
    /// Whether it was made up for a demonstration.
    pub synthetic: bool,
    /// Escaped HTML with `<mark>`.
    pub snippet: String,
    /// How well it matches; 0 when nothing was asked or another order was wished.
    pub score: f64,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// How many cases match (each once, whatever its languages).
    pub total: u64,
    /// The page.
    pub items: Vec<Hit>,
    /// Counts by facet; those of a facet that is narrowed by are counted without its own filter.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    /// Where the next page begins; absent at the end.
    pub next_cursor: Option<String>,
    /// The question in other words, when nothing matches it and something would match these.
    pub did_you_mean: Option<String>,
}

impl Index {
    /// Answers a question for those who see what `visibility` says.
    ///
    /// # Errors
    /// [`SearchError::InvalidCursor`]; others when the index cannot be read.
    pub fn search(&self, request: &Request, visibility: &Visibility) -> Result<Answer, SearchError> {
        let live = self.live();
        let searcher = live.reader.searcher();
        let visible = visibility.query(&live.fields);
        let statistics = VisibleStatistics::new(&searcher, &live.fields, &*visible)?;
        let built = build(&parse(&request.query), &live.fields, &statistics)?;
        let sort = match request.sort {
            Sort::Relevance if !built.ranks => Sort::Newest,
            sort => sort,
        };
        let after = request.cursor.as_deref().map(|cursor| read_cursor(cursor, sort)).transpose()?;
        let asked = Asked { live: &live, searcher: &searcher, statistics: &statistics, visible: &*visible };
        let (ranking, mut facets) =
            asked.rank(&built, request, Ranked { sort, after, limit: request.limit })?;
        for facet in request.facets.iter().filter(|facet| request.filters.chosen(**facet).is_some()) {
            facets.extend(asked.count_without_own_filter(&built, request, *facet)?);
        }
        let more = ranking.best.len() == request.limit && asked.remain(&built, request, sort, &ranking)?;
        let next_cursor = ranking.best.last().filter(|_| more).map(|(key, _)| write_cursor(sort, key));
        let items = ranking.best.iter().map(|(key, at)| {
            let score = if sort == Sort::Relevance { key[0] as f64 / 1000.0 } else { 0.0 };
            asked.hit(*at, score, &built.marks, &request.language)
        });
        let items = items.collect::<Result<Vec<_>, SearchError>>()?;
        let did_you_mean = match ranking.total {
            0 => crate::suggest::other_words(&request.query, &live.fields, &searcher, &statistics)?,
            _ => None,
        };
        Ok(Answer { total: ranking.total, items, facets, next_cursor, did_you_mean })
    }
}

/// What all parts of one answer share.
pub(crate) struct Asked<'a> {
    pub(crate) live: &'a Live,
    pub(crate) searcher: &'a Searcher,
    pub(crate) statistics: &'a VisibleStatistics<'a>,
    pub(crate) visible: &'a dyn Query,
}

impl Asked<'_> {
    /// The question with what is visible and with the filters, but for that of `except`.
    fn query(&self, built: &Built, filters: &Filters, except: Option<Facet>) -> BooleanQuery {
        let silent = |query: Box<dyn Query>| {
            (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0)) as Box<dyn Query>)
        };
        let mut parts = vec![(Occur::Must, built.query.box_clone()), silent(self.visible.box_clone())];
        parts.extend(filters.queries(&self.live.fields, except).into_iter().map(silent));
        BooleanQuery::new(parts)
    }

    /// Ranks, and counts the facets that nothing is chosen of.
    fn rank(
        &self,
        built: &Built,
        request: &Request,
        ranked: Ranked,
    ) -> Result<(Ranking, BTreeMap<Facet, Vec<FacetCount>>), SearchError> {
        let query = self.query(built, &request.filters, None);
        let open: Vec<Facet> =
            request.facets.iter().copied().filter(|facet| request.filters.chosen(*facet).is_none()).collect();
        let counting = AggregationCollector::from_aggs(counting(&open)?, AggContextParams::default());
        let counting = (!open.is_empty()).then_some(counting);
        let (ranking, counted) =
            self.searcher.search_with_statistics_provider(&query, &(ranked, counting), self.statistics)?;
        Ok((ranking, counted.as_ref().map(counts).unwrap_or_default()))
    }

    fn count_without_own_filter(
        &self,
        built: &Built,
        request: &Request,
        facet: Facet,
    ) -> Result<BTreeMap<Facet, Vec<FacetCount>>, SearchError> {
        let query = self.query(built, &request.filters, Some(facet));
        let counting = AggregationCollector::from_aggs(counting(&[facet])?, AggContextParams::default());
        Ok(counts(&self.searcher.search(&query, &counting)?))
    }

    /// Whether anything follows the last item of a full page.
    fn remain(
        &self,
        built: &Built,
        request: &Request,
        sort: Sort,
        ranking: &Ranking,
    ) -> Result<bool, SearchError> {
        let Some((last, _)) = ranking.best.last() else { return Ok(false) };
        if request.cursor.is_none() {
            return Ok(ranking.total > ranking.best.len() as u64);
        }
        let query = self.query(built, &request.filters, None);
        let next = Ranked { sort, after: Some(*last), limit: 1 };
        let next = self.searcher.search_with_statistics_provider(&query, &next, self.statistics)?;
        Ok(!next.best.is_empty())
    }

    pub(crate) fn stored(&self, at: DocAddress) -> Result<Stored, SearchError> {
        let doc: TantivyDocument = self.searcher.doc(at)?;
        let text = doc.get_first(self.live.fields.stored).and_then(|value| value.as_str());
        let text = text.ok_or_else(|| SearchError::Damaged("a case without its stored part".to_owned()))?;
        serde_json::from_str(text).map_err(|error| SearchError::Damaged(error.to_string()))
    }

    /// A hit that shows how its text begins.
    pub(crate) fn plain_hit(
        &self,
        at: DocAddress,
        score: f64,
        reader: &Language,
    ) -> Result<Hit, SearchError> {
        self.hit(at, score, &Marks::default(), reader)
    }

    fn hit(&self, at: DocAddress, score: f64, marks: &Marks, reader: &Language) -> Result<Hit, SearchError> {
        let stored = self.stored(at)?;
        // The reader's language, unless the words asked for stand in another version only.
        let mut shown: Option<(usize, &Language, String, String)> = None;
        let best = stored.texts.best(reader).0;
        let order = std::iter::once(best).chain(stored.texts.iter().map(|(l, _)| l).filter(|l| *l != best));
        for language in order {
            let text = stored.texts.text(language);
            let stemmer = stemmer(language);
            let (html, in_body) = snippet(&text.body, marks, stemmer.as_ref());
            let in_title = snippet(&text.title, marks, stemmer.as_ref()).1;
            let found = in_body + in_title;
            if shown.as_ref().is_none_or(|(before, ..)| *before == 0 && found > 0) {
                shown = Some((found, language, text.title.clone(), html));
            }
        }
        let (_, lang, title, snippet) =
            shown.ok_or_else(|| SearchError::Damaged("a case without texts".to_owned()))?;
        Ok(Hit {
            lang: lang.clone(),
            langs: stored.texts.iter().map(|(language, _)| language.clone()).collect(),
            title,
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
            score,
        })
    }
}

fn write_cursor(sort: Sort, key: &Key) -> String {
    format!("{}{:x}-{:x}-{:x}", sort.letter(), key[0], key[1], key[2])
}

fn read_cursor(cursor: &str, sort: Sort) -> Result<Key, SearchError> {
    let digits = cursor.strip_prefix(sort.letter()).ok_or(SearchError::InvalidCursor)?;
    let mut key = [0; 3];
    let mut parts = digits.split('-');
    for part in &mut key {
        let text = parts.next().ok_or(SearchError::InvalidCursor)?;
        *part = u64::from_str_radix(text, 16).map_err(|_| SearchError::InvalidCursor)?;
    }
    if parts.next().is_some() { Err(SearchError::InvalidCursor) } else { Ok(key) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
