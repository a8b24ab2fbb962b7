//! Asking: one question, one answer with its facets, its page and its snippets.

use crate::asked::Asked;
use crate::build::Strictness;
use crate::facet::{Facet, FacetCount, Filters};
use crate::index::Index;
use crate::page::Cursor;
use crate::{SearchError, Visibility, parse};
use kapok_base::{CaseId, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

    pub(crate) fn letter(self) -> char {
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
    /// Whether of cases with nearly identical texts only the best is on the page. All of them are counted.
    pub fold: bool,
    /// Whether each hit tells how its score came about.
    pub explain: bool,
}

impl Request {
    /// A question as a reader asks it: the best ten, without facets, nearly identical texts once.
    #[must_use]
    pub fn new(query: &str, language: Language) -> Self {
        Self {
            query: query.to_owned(),
            filters: Filters::default(),
            sort: Sort::Relevance,
            limit: 10,
            cursor: None,
            facets: Vec::new(),
            language,
            fold: true,
            explain: false,
        }
    }
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
    /// Others among the matches that are nearly identical and folded into this one, the best first.
    pub alike: Vec<Twin>,
    /// How the score came about, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<serde_json::Value>,
}

/// A case that another stands for, because their texts are nearly identical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// Who it is.
    pub id: CaseId,
    /// Its title, in the language shown.
    pub title: String,
    /// The language shown.
    pub lang: Language,
    /// The city or other entity.
    pub entity: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The year.
    pub year: Option<i32>,
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
    /// The question in other words, when a word of it stands nowhere and something like it does.
    pub did_you_mean: Option<String>,
    /// Whether nothing has all that was asked for, so that these are cases with some of it.
    pub some_only: bool,
}

impl Index {
    /// Answers a question for those who see what `visibility` says.
    ///
    /// # Errors
    /// [`SearchError::InvalidCursor`]; others when the index cannot be read.
    pub fn search(&self, request: &Request, visibility: &Visibility) -> Result<Answer, SearchError> {
        self.answering(|| self.answer(request, visibility))
    }

    fn answer(&self, request: &Request, visibility: &Visibility) -> Result<Answer, SearchError> {
        let asked = self.ask(visibility)?;
        let node = parse(&request.query);
        let cursor = request.cursor.as_deref().map(Cursor::read).transpose()?;
        let strictness = cursor.as_ref().map_or(Strictness::Most, |cursor| cursor.strictness);
        let built = asked.build(&node, strictness)?;
        let page = asked.page(&built, request, cursor)?;
        if page.total > 0 || !built.ranks || request.cursor.is_some() {
            return asked.answer(&built, request, page);
        }
        // Nothing has all of it: better some of it than nothing.
        let built = asked.build(&node, Strictness::Any)?;
        let page = asked.page(&built, request, None)?;
        asked.answer(&built, request, page)
    }

    /// What all questions of one asker share.
    pub(crate) fn ask(&self, visibility: &Visibility) -> Result<Asked<'_>, SearchError> {
        let live = self.live();
        let searcher = live.reader.searcher();
        let statistics = live.statistics(&searcher, visibility)?;
        let visible = statistics.hides.then(|| visibility.query(&live.fields));
        Ok(Asked { live, searcher, statistics, visible, synonyms: &self.synonyms })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod hostile;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod tests;
