//! What an answer can be narrowed by, and what it is narrowed to.

use super::{Link, address, parameter};
use crate::app::App;
use crate::extract::Pairs;
use crate::labels;
use crate::view::View;
use kapok_engine::remember::{Facet, FacetCount, Request};

/// Values of a facet that are shown at once.
const SHOWN: usize = 7;
/// Most values of a facet that are shown at all.
const MOST: usize = 60;

/// A facet with its values, the chosen ones first.
pub(super) struct FacetBox {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) open: bool,
    pub(super) shown: Vec<Value>,
    pub(super) more: Vec<Value>,
}

pub(super) struct Value {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) count: u64,
    pub(super) chosen: bool,
}

/// A facet's box; none for a facet that tells nothing apart.
pub(super) fn facet_box(
    app: &App,
    view: &View,
    request: &Request,
    facet: Facet,
    counts: &[FacetCount],
) -> Option<FacetBox> {
    let chosen = request.filters.values.get(&facet);
    let is_chosen = |value: &str| chosen.is_some_and(|chosen| chosen.contains(value));
    let label = |value: &str| labels::facet_value(view.locale, app.engine().themes(), facet, value);
    let mut values: Vec<Value> = counts
        .iter()
        .map(|c| Value {
            chosen: is_chosen(&c.value),
            label: label(&c.value),
            value: c.value.clone(),
            count: c.count,
        })
        .collect();
    // What was chosen stays to be unchosen, even when nothing has it.
    for value in chosen.into_iter().flatten().filter(|value| counts.iter().all(|c| c.value != **value)) {
        values.push(Value { chosen: true, label: label(value), value: value.clone(), count: 0 });
    }
    if values.len() < 2 && chosen.is_none() {
        return None;
    }
    if facet == Facet::Year {
        values.sort_by(|a, b| b.value.cmp(&a.value));
    }
    values.sort_by_key(|value| !value.chosen);
    values.truncate(MOST);
    let more = values.split_off(values.len().min(SHOWN.max(values.iter().filter(|v| v.chosen).count())));
    let open = chosen.is_some() || matches!(facet, Facet::Country | Facet::Theme | Facet::Sdg);
    let title = view.say(&format!("library-facet-{}", facet.as_str()));
    Some(FacetBox { name: parameter(facet), title, open, shown: values, more })
}

/// What the answer is narrowed to, each with the address of the answer without it.
pub(super) fn chips(app: &App, view: &View, request: &Request, pairs: &Pairs) -> Vec<Link> {
    let without = |name: &str, value: Option<&str>| {
        let gone = |n: &str, v: &str| n == "cursor" || (n == name && value.is_none_or(|value| v == value));
        let kept: Vec<_> = pairs.0.iter().filter(|(n, v)| !gone(n, v) && !v.is_empty()).cloned().collect();
        address("/cases", &kept)
    };
    let mut chips = Vec::new();
    for facet in Facet::ALL.into_iter().filter(|facet| request.filters.values.contains_key(facet)) {
        for given in pairs.all(parameter(facet)) {
            let label = labels::facet_value(view.locale, app.engine().themes(), facet, given);
            chips.push(Link { label, href: without(parameter(facet), Some(given)) });
        }
    }
    match (pairs.first("year_from"), pairs.first("year_to")) {
        (Some(from), Some(to)) if from == to => {
            let href = address("/cases", &super::without(pairs, &["year_from", "year_to", "cursor"]));
            chips.push(Link { label: from.to_owned(), href });
        }
        (from, to) => {
            for (year, name, key) in
                [(from, "year_from", "library-year-from"), (to, "year_to", "library-year-to")]
            {
                chips.extend(year.map(|year| Link {
                    label: format!("{} {year}", view.say(key)),
                    href: without(name, None),
                }));
            }
        }
    }
    chips
}
