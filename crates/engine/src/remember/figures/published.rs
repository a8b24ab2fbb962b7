//! What is published, counted by the library's own facets.

use super::{Figure, FigureRequest};
use crate::remember::beside;
use crate::{Caller, Engine, Result};
use kapok_access::Action;
use kapok_base::Language;
use kapok_library::Cross;
use kapok_search::{Answer, Facet, Filters, Index, NOT_STATED, Request, SearchError, Sort, Visibility};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Engine {
    pub(super) async fn published_figure(&self, caller: &Caller, request: &FigureRequest) -> Result<Figure> {
        self.permit(caller, Action::ReadLibrary)?;
        // Read once, so that all counts are of the same instant.
        let visibility = self.visibility().await?;
        let (index, request) = (Arc::clone(&self.library.index), request.clone());
        beside(move || {
            let editions = counted(&index, &visibility, BTreeMap::new(), vec![Facet::Edition])?;
            let editions = values(&editions, Facet::Edition, &BTreeSet::new());
            let cross = cross(&index, &visibility, &request)?;
            Ok(Figure { cross, editions: editions.into_keys().filter(|value| value != NOT_STATED).collect() })
        })
        .await
    }
}

/// One count for each value of the facet that has fewer.
fn cross(
    index: &Index,
    visibility: &Visibility,
    request: &FigureRequest,
) -> std::result::Result<Cross, SearchError> {
    let FigureRequest { rows, columns, ref editions, .. } = *request;
    let chosen = |more: Option<(Facet, &String)>| {
        let mut chosen = BTreeMap::new();
        if !editions.is_empty() {
            chosen.insert(Facet::Edition, editions.clone());
        }
        chosen.extend(more.map(|(facet, value)| (facet, BTreeSet::from([value.clone()]))));
        chosen
    };
    let all = counted(index, visibility, chosen(None), vec![rows, columns])?;
    let mut cross = Cross {
        total: all.total,
        rows: values(&all, rows, editions),
        columns: values(&all, columns, editions),
        cells: BTreeMap::new(),
    };
    let by_rows = cross.rows.len() <= cross.columns.len();
    let (outer, inner, of) =
        if by_rows { (rows, columns, &cross.rows) } else { (columns, rows, &cross.columns) };
    for value in of.keys() {
        let counted = counted(index, visibility, chosen(Some((outer, value))), vec![inner])?;
        for (other, count) in values(&counted, inner, editions) {
            let cell = if by_rows { (value.clone(), other) } else { (other, value.clone()) };
            cross.cells.insert(cell, count);
        }
    }
    Ok(cross)
}

fn counted(
    index: &Index,
    visibility: &Visibility,
    values: BTreeMap<Facet, BTreeSet<String>>,
    facets: Vec<Facet>,
) -> std::result::Result<Answer, SearchError> {
    let request = Request {
        fold: false,
        explain: false,
        query: String::new(),
        filters: Filters { values, ..Filters::default() },
        sort: Sort::Newest,
        limit: 1,
        cursor: None,
        facets,
        language: Language::english(),
    };
    index.search(&request, visibility)
}

/// The counts of a facet. One that is narrowed by counts its other values too: of editions only the chosen ones are meant.
fn values(answer: &Answer, facet: Facet, editions: &BTreeSet<String>) -> BTreeMap<String, u64> {
    let counts = answer.facets.get(&facet).map(Vec::as_slice).unwrap_or_default();
    let meant = |value: &String| facet != Facet::Edition || editions.is_empty() || editions.contains(value);
    counts.iter().filter(|c| c.count > 0 && meant(&c.value)).map(|c| (c.value.clone(), c.count)).collect()
}
