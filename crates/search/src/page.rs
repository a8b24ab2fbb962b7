//! One page of an answer: which cases stand on it, in which order, and where it ends.

use crate::asked::Asked;
use crate::build::{Built, Strictness};
use crate::document::Stored;
use crate::ranked::{Key, Ranked};
use crate::search::Sort;
use crate::tally::{Counts, Tally};
use crate::titles::ByTitle;
use crate::{Request, SearchError};
use std::cmp::Reverse;
use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query};

/// Rounds in which a page is filled up when many of its cases are folded.
const ROUNDS: usize = 40;
/// Nearly identical cases that are compared with one.
const COMPARED: usize = 50;

/// Where a case stands in the order of an answer; the lesser comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Keyed(Reverse<Key>),
    Titled(String, Reverse<u64>),
}

/// Documents with their places in an answer.
type Places = Vec<(Place, DocAddress)>;

impl Place {
    /// The score in it, in an order by relevance.
    pub(crate) fn score(&self) -> f64 {
        match self {
            Self::Keyed(Reverse(key)) => key[0] as f64 / 1000.0,
            Self::Titled(..) => 0.0,
        }
    }
}

/// Where a page ended, as it is handed out.
pub(crate) struct Cursor {
    /// How the question was read.
    pub(crate) strictness: Strictness,
    sort: Sort,
    after: Place,
}

impl Cursor {
    fn write(&self) -> String {
        let loosely = if self.strictness == Strictness::Any { "~" } else { "" };
        let letter = self.sort.letter();
        match &self.after {
            Place::Keyed(Reverse(key)) => format!("{loosely}{letter}{:x}-{:x}-{:x}", key[0], key[1], key[2]),
            Place::Titled(title, Reverse(tie)) => {
                let title: String = title.bytes().map(|byte| format!("{byte:02x}")).collect();
                format!("{loosely}{letter}{tie:x}-{title}")
            }
        }
    }

    /// Reads what [`Self::write`] wrote.
    pub(crate) fn read(text: &str) -> Result<Self, SearchError> {
        Self::parse(text).ok_or(SearchError::InvalidCursor)
    }

    fn parse(text: &str) -> Option<Self> {
        let (strictness, text) = match text.strip_prefix('~') {
            Some(rest) => (Strictness::Any, rest),
            None => (Strictness::Most, text),
        };
        let mut chars = text.chars();
        let letter = chars.next()?;
        let sort = [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Title];
        let sort = sort.into_iter().find(|sort| sort.letter() == letter)?;
        let mut parts = chars.as_str().split('-');
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        let after = if sort == Sort::Title {
            let tie = number(parts.next()?)?;
            let hex = parts.next()?;
            let bytes: Option<Vec<u8>> = (0..hex.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok())
                .collect();
            Place::Titled(String::from_utf8(bytes?).ok()?, Reverse(tie))
        } else {
            Place::Keyed(Reverse([number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?]))
        };
        parts.next().is_none().then_some(Self { strictness, sort, after })
    }
}

/// A page before it is shown.
pub(crate) struct Page {
    pub(crate) total: u64,
    pub(crate) items: Vec<Item>,
    pub(crate) facets: Counts,
    pub(crate) next_cursor: Option<String>,
    pub(crate) sort: Sort,
}

/// A case on it.
pub(crate) struct Item {
    pub(crate) place: Place,
    pub(crate) at: DocAddress,
    pub(crate) stored: Stored,
    /// The nearly identical ones that are folded into it.
    pub(crate) alike: Vec<Stored>,
}

impl Asked<'_> {
    /// Finds the cases of a page, and counts the facets.
    pub(crate) fn page(
        &self,
        built: &Built,
        request: &Request,
        cursor: Option<Cursor>,
    ) -> Result<Page, SearchError> {
        let sort = match request.sort {
            Sort::Relevance if !built.ranks => Sort::Newest,
            sort => sort,
        };
        if cursor.as_ref().is_some_and(|cursor| cursor.sort != sort) {
            return Err(SearchError::InvalidCursor);
        }
        let query = self.narrowed(built, &request.filters, None);
        let open: Vec<_> = request.facets.iter().copied().filter(|f| !request.filters.narrow(*f)).collect();
        let tally = Tally { facets: &open, known: &self.live.facets };
        let mut after = cursor.map(|cursor| cursor.after);
        let wanted = request.limit + 1;
        let (total, mut found, mut facets) = self.ranked(&query, sort, after.take(), wanted, Some(tally))?;
        for facet in request.facets.iter().filter(|facet| request.filters.narrow(**facet)) {
            let others = self.narrowed(built, &request.filters, Some(*facet));
            let tally = Tally { facets: &[*facet], known: &self.live.facets };
            facets.extend(self.searcher.search(&others, &tally)?);
        }
        let mut items = Vec::with_capacity(request.limit);
        let mut more = false;
        for _ in 0..ROUNDS {
            let (full, last) = (found.len() == wanted, found.last().map(|(place, _)| place.clone()));
            for (place, at) in found {
                if items.len() == request.limit {
                    more = true;
                    break;
                }
                items.extend(self.unless_folded(&query, sort, request.fold, place, at)?);
            }
            if more || !full || request.limit == 0 {
                break;
            }
            found = self.ranked(&query, sort, last, wanted, None)?.1;
        }
        let last = items.last().filter(|_| more).map(|item: &Item| item.place.clone());
        let next_cursor = last.map(|after| Cursor { strictness: built.strictness, sort, after }.write());
        Ok(Page { total, items, facets, next_cursor, sort })
    }

    /// Counts matches, and gives the first of them after a place.
    fn ranked(
        &self,
        query: &dyn Query,
        sort: Sort,
        after: Option<Place>,
        limit: usize,
        tally: Option<Tally<'_>>,
    ) -> Result<(u64, Places, Counts), SearchError> {
        let tally = tally.filter(|tally| !tally.facets.is_empty());
        if sort == Sort::Title {
            let after = match after {
                Some(Place::Titled(title, Reverse(tie))) => Some((title, tie)),
                _ => None,
            };
            let (titles, counts) = self.searcher.search(query, &(ByTitle { after, limit }, tally))?;
            let first = titles.first.into_iter().map(|(title, tie, at)| (Place::Titled(title, tie), at));
            return Ok((titles.total, first.collect(), counts.unwrap_or_default()));
        }
        let after = match after {
            Some(Place::Keyed(Reverse(key))) => Some(key),
            _ => None,
        };
        let collector = (Ranked { sort, after, limit }, tally);
        let (ranking, counts) =
            self.searcher.search_with_statistics_provider(query, &collector, &*self.statistics)?;
        let best = ranking.best.into_iter().map(|(key, at)| (Place::Keyed(Reverse(key)), at));
        Ok((ranking.total, best.collect(), counts.unwrap_or_default()))
    }

    /// The item, unless a nearly identical case stands before it in the same answer.
    fn unless_folded(
        &self,
        query: &dyn Query,
        sort: Sort,
        fold: bool,
        place: Place,
        at: DocAddress,
    ) -> Result<Option<Item>, SearchError> {
        let stored = self.stored(at)?;
        let mut alike = Vec::new();
        if fold && let Some(candidates) = self.with_marks_of(&stored)? {
            let candidates: Box<dyn Query> = Box::new(ConstScoreQuery::new(candidates, 0.0));
            let both = BooleanQuery::new(vec![(Occur::Must, query.box_clone()), (Occur::Must, candidates)]);
            for (other_place, other_at) in self.ranked(&both, sort, None, COMPARED, None)?.1 {
                if other_at == at {
                    continue;
                }
                let other = self.stored(other_at)?;
                if other.likeness.nearly_equals(&stored.likeness) {
                    if other_place < place {
                        return Ok(None);
                    }
                    alike.push(other);
                }
            }
        }
        Ok(Some(Item { place, at, stored, alike }))
    }
}
