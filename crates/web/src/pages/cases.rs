//! The library for people: the search page with its facets, and a case.

mod case;
mod facets;
mod facts;
mod feed;
mod map;
mod out;
mod search;
mod versions;
mod years;

use crate::extract::Pairs;
use crate::routes::Routes;
use kapok_access::Action;
use kapok_engine::remember::Facet;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The parameter that narrows to languages: `lang` chooses the language of the interface.
const LANGUAGE: &str = "language";

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/cases", Action::ReadLibrary, search::search)
        .get("/cases.atom", Action::ReadLibrary, feed::feed)
        .get("/cases/{id}", Action::ReadLibrary, case::case)
        .get("/cases/{id}/versions", Action::ReadLibrary, versions::versions)
}

/// Words that lead somewhere.
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) href: String,
}

fn parameter(facet: Facet) -> &'static str {
    if facet == Facet::Lang { LANGUAGE } else { facet.as_str() }
}

/// What was asked without some of its names.
fn without(pairs: &Pairs, names: &[&str]) -> Vec<(String, String)> {
    let kept = pairs.0.iter().filter(|(name, value)| !names.contains(&name.as_str()) && !value.is_empty());
    kept.cloned().collect()
}

/// An address with its query.
pub(crate) fn address(path: &str, pairs: &[(String, String)]) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}
