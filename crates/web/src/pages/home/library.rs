//! The library's box on the first page: how many cases, ways in, the newest.

use crate::app::App;
use crate::fault::Answer;
use crate::labels;
use crate::pages::cases::{Link, address};
use crate::view::View;
use kapok_engine::remember::{Facet, Filters, Hit, NOT_STATED, Request, Sort};

/// Values of a facet that are offered as ways in.
const WAYS: usize = 8;

/// The library at a glance.
pub(super) struct LibraryBox {
    /// How many cases everybody reads.
    pub(super) total: u64,
    /// The themes and the countries with the most cases.
    pub(super) ways: Vec<(&'static str, Vec<Way>)>,
    /// The newest cases.
    pub(super) newest: Vec<Hit>,
}

/// A way in: a value of a facet, and how many cases it leads to.
pub(super) struct Way {
    pub(super) link: Link,
    pub(super) count: u64,
}

pub(super) async fn load(app: &App, view: &View, newest: usize) -> Answer<LibraryBox> {
    let request = Request {
        fold: true,
        explain: false,
        query: String::new(),
        filters: Filters::default(),
        sort: Sort::Newest,
        limit: newest,
        cursor: None,
        facets: vec![Facet::Theme, Facet::Country],
        language: view.locale.language(),
    };
    let found = app.engine().search_cases(&view.caller, request).await?.answer;
    let ways = [(Facet::Theme, "library-facet-theme"), (Facet::Country, "library-facet-country")];
    let ways = ways.map(|(facet, key)| {
        let counts = found.facets.get(&facet).map(Vec::as_slice).unwrap_or_default();
        let stated = counts.iter().filter(|count| count.value != NOT_STATED).take(WAYS);
        let way = |count: &kapok_engine::remember::FacetCount| Way {
            link: Link {
                label: labels::facet_value(view.locale, app.engine().themes(), facet, &count.value),
                href: address("/cases", &[(facet.as_str().to_owned(), count.value.clone())]),
            },
            count: count.count,
        };
        (key, stated.map(way).collect::<Vec<_>>())
    });
    let ways = ways.into_iter().filter(|(_, ways)| !ways.is_empty()).collect();
    Ok(LibraryBox { total: found.total, ways, newest: found.items })
}
