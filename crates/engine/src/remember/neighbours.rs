//! When a question finds nothing: what it would find with less, and a few cases nearby.

use crate::{Caller, Engine, Result};
use kapok_search::{Facet, Filters, Hit, Request, Sort};

/// How many cases nearby are shown.
const FEW: usize = 3;

/// A part of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What was typed.
    Words,
    /// The range of years.
    Years,
    /// The chosen values of a facet.
    Facet(Facet),
}

/// What lies near a question that finds nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// Parts without which the question finds something, and how many cases; the one that opens least first.
    pub without: Vec<(Part, u64)>,
    /// A few of the cases that a wider question finds.
    pub cases: Vec<Hit>,
}

impl Engine {
    /// What a question would find with one part less, and a few cases nearby: those that keep most of the question.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn neighbours(&self, caller: &Caller, request: &Request) -> Result<Neighbours> {
        let none = Request { limit: 0, cursor: None, facets: Vec::new(), ..request.clone() };
        let mut without = Vec::new();
        for part in parts(request) {
            let total = self.search_cases(caller, less(&none, part)).await?.answer.total;
            if total > 0 {
                without.push((part, total));
            }
        }
        // What was typed says most of what is sought.
        without.sort_by_key(|(part, total)| (*part == Part::Words, *total));
        let nearest = without.first().map(|(part, _)| less(&none, *part));
        let words_alone = Request { filters: Filters::default(), ..none.clone() };
        let newest = Request { query: String::new(), sort: Sort::Newest, ..words_alone.clone() };
        for wider in nearest.into_iter().chain([words_alone, newest]) {
            let cases = self.search_cases(caller, Request { limit: FEW, ..wider }).await?.answer.items;
            if !cases.is_empty() {
                return Ok(Neighbours { without, cases });
            }
        }
        Ok(Neighbours { without, cases: Vec::new() })
    }
}

fn parts(request: &Request) -> Vec<Part> {
    let words = (!request.query.trim().is_empty()).then_some(Part::Words);
    let years =
        (request.filters.year_from.is_some() || request.filters.year_to.is_some()).then_some(Part::Years);
    let facets = request.filters.values.keys().map(|facet| Part::Facet(*facet));
    let parts: Vec<Part> = words.into_iter().chain(years).chain(facets).collect();
    // A question of one part has nothing left without it.
    if parts.len() > 1 { parts } else { Vec::new() }
}

fn less(request: &Request, part: Part) -> Request {
    let mut less = request.clone();
    match part {
        Part::Words => less.query.clear(),
        Part::Years => (less.filters.year_from, less.filters.year_to) = (None, None),
        Part::Facet(facet) => {
            less.filters.values.remove(&facet);
        }
    }
    less
}
