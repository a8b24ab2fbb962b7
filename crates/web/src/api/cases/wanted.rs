//! Which cases are asked for: the query string of searching and of exporting, and of the search page.

use crate::extract::{Pairs, wrong};
use crate::fault::Fault;
use kapok_base::{Language, Locale};
use kapok_engine::remember::{ExportFilter, Facet, Filters, Request, Sort};
use kapok_library::{Sdg, resolve_country};
use std::collections::BTreeSet;

/// Items on a page, when nobody says how many.
const USUAL: usize = 20;
/// Most items on a page.
const MOST: usize = 100;
/// Most values that one facet may be narrowed to.
const MOST_VALUES: usize = 100;

/// Reads a question; `language` is the name of the parameter that narrows to languages.
///
/// # Errors
/// A fault that names the parameter.
pub(crate) fn request(pairs: &Pairs, locale: Locale, language: &'static str) -> Result<Request, Fault> {
    let filter = filter(pairs, language)?;
    let limit = pairs.parsed::<usize>("limit")?.unwrap_or(USUAL).clamp(1, MOST);
    let shown = pairs.first(language).and_then(|tag| tag.parse().ok());
    Ok(Request {
        fold: true,
        explain: pairs.first("explain") == Some("true"),
        query: filter.query,
        filters: filter.filters,
        sort: filter.sort,
        limit,
        cursor: pairs.first("cursor").map(str::to_owned),
        facets: facets(pairs)?,
        language: shown.unwrap_or_else(|| locale.language()),
    })
}

/// Reads what is narrowed to, and in which order.
///
/// # Errors
/// A fault that names the parameter.
pub(crate) fn filter(pairs: &Pairs, language: &'static str) -> Result<ExportFilter, Fault> {
    let mut filters = Filters {
        year_from: pairs.parsed("year_from")?,
        year_to: pairs.parsed("year_to")?,
        ..Filters::default()
    };
    for facet in Facet::ALL {
        let name = if facet == Facet::Lang { language } else { facet.as_str() };
        let values: BTreeSet<String> =
            pairs.all(name).take(MOST_VALUES).flat_map(|v| usual(facet, v)).collect();
        if !values.is_empty() {
            filters.values.insert(facet, values);
        }
    }
    let sort = match pairs.first("sort") {
        Some(name) => Sort::parse(name).ok_or_else(|| wrong("sort"))?,
        None => Sort::default(),
    };
    let query = pairs.first("q").unwrap_or_default().to_owned();
    Ok(ExportFilter { query, filters, sort, ..ExportFilter::default() })
}

/// A value as the index has it: a country's code for any of its names, a goal for its target.
fn usual(facet: Facet, value: &str) -> Vec<String> {
    let one = match facet {
        Facet::Country => resolve_country(value).map(|country| country.code.to_owned()),
        Facet::Sdg => value.parse::<Sdg>().ok().map(|sdg| sdg.goal().to_string()),
        Facet::Lang if value == "zh" => {
            return ["zh", "zh-Hans", "zh-Hant", "zh-CN", "zh-TW", "zh-HK"].map(str::to_owned).to_vec();
        }
        Facet::Lang => value.parse::<Language>().ok().map(|language| language.to_string()),
        _ => None,
    };
    vec![one.unwrap_or_else(|| value.to_owned())]
}

fn facets(pairs: &Pairs) -> Result<Vec<Facet>, Fault> {
    let names =
        pairs.all("facets").flat_map(|names| names.split(',')).map(str::trim).filter(|n| !n.is_empty());
    let wanted: BTreeSet<Facet> =
        names.map(|name| Facet::parse(name).ok_or_else(|| wrong("facets"))).collect::<Result<_, _>>()?;
    Ok(wanted.into_iter().collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        Pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn repeated_names_mean_any_of_and_values_take_their_usual_form() {
        let given = pairs(&[
            ("q", "water"),
            ("country", "France"),
            ("country", "de"),
            ("sdg", "11.2"),
            ("lang", "zh"),
            ("facets", "country,sdg"),
            ("limit", "5000"),
        ]);
        let request = request(&given, Locale::En, "lang").unwrap();
        assert_eq!(request.filters.values[&Facet::Country], ["DE".to_owned(), "FR".to_owned()].into());
        assert_eq!(request.filters.values[&Facet::Sdg], ["11".to_owned()].into());
        assert!(request.filters.values[&Facet::Lang].contains("zh-Hant"));
        assert_eq!((request.facets, request.limit), (vec![Facet::Country, Facet::Sdg], MOST));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (name, value) in
            [("sort", "best"), ("facets", "colour"), ("year_from", "soon"), ("limit", "many")]
        {
            let fault = request(&pairs(&[(name, value)]), Locale::En, "lang").unwrap_err();
            assert_eq!(fault.refusal.unwrap().details[0].pointer.as_deref(), Some(name));
        }
    }
}
