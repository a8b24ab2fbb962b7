//! The facts of a case as people read them, each value a way to the cases that share it.

use super::{Link, address, parameter};
use crate::app::App;
use crate::labels;
use crate::view::View;
use kapok_engine::remember::{Facet, population_class};
use kapok_library::{Facts, fold};

/// A fact: the key of its name, and its values.
pub(super) struct Line {
    pub(super) key: &'static str,
    /// Values that lead to the cases that share them; an empty address leads nowhere.
    pub(super) values: Vec<Link>,
}

impl Line {
    fn plain(key: &'static str, value: Option<String>) -> Self {
        let values = value.into_iter().filter(|value| !value.is_empty());
        Self { key, values: values.map(|label| Link { label, href: String::new() }).collect() }
    }
}

/// The facts that are known, in the order in which they are read.
pub(super) fn lines(app: &App, view: &View, source: &str, facts: &Facts) -> Vec<Line> {
    let (locale, themes) = (view.locale, app.engine().themes());
    let narrowed = |facet: Facet, value: &str| Link {
        label: labels::facet_value(locale, themes, facet, value),
        href: address("/cases", &[(parameter(facet).to_owned(), value.to_owned())]),
    };
    let line = |key: &'static str, facet: Facet, values: Vec<String>| Line {
        key,
        values: values.iter().map(|value| narrowed(facet, value)).collect(),
    };
    // What a source gave and the library does not know is told as it was given.
    let or_given = |line: Line, key: &str| match line.values.is_empty() {
        true => Line::plain(line.key, facts.given.get(key).map(|values| values.join(", "))),
        false => line,
    };
    let one = |value: Option<&str>| value.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let entity = facts.entity.as_ref().map(|name| Link {
        label: name.clone(),
        href: address(
            "/cases",
            &[("q".to_owned(), format!("entity:\"{}\"", name.replace(['"', '\\'], " ")))],
        ),
    });
    let year = facts.year.map(|year| {
        let year = year.to_string();
        let range = ["year_from", "year_to"].map(|name| (name.to_owned(), year.clone()));
        Link { href: address("/cases", &range), label: year }
    });
    let mut goals: Vec<String> = facts.sdgs.iter().map(|sdg| sdg.goal().to_string()).collect();
    goals.dedup();
    let targets = facts.sdgs.iter().map(ToString::to_string).filter(|sdg| sdg.contains('.')).collect();
    let population = facts.population.map(|people| Link {
        label: view.number(people),
        href: narrowed(Facet::Population, population_class(people)).href,
    });
    let kinds =
        facts.kinds.iter().map(|kind| Link { label: kind.clone(), ..narrowed(Facet::Kind, &fold(kind)) });
    let cost = facts.cost.as_ref();
    let cost =
        cost.map(|c| format!("{} {}", c.amount, c.currency.as_deref().unwrap_or_default()).trim().to_owned());
    let place = facts.place.map(|place| format!("{:.3}, {:.3}", place.lat, place.lon));
    let all = [
        Line { key: "library-fact-entity", values: entity.into_iter().collect() },
        or_given(line("library-fact-country", Facet::Country, one(facts.country.as_deref())), "country"),
        Line { key: "library-fact-year", values: year.into_iter().collect() },
        line("library-fact-edition", Facet::Edition, one(facts.edition.as_deref())),
        line("library-fact-outcome", Facet::Outcome, one(facts.outcome.as_deref())),
        or_given(line("library-fact-themes", Facet::Theme, facts.themes.clone()), "themes"),
        or_given(line("library-fact-sdgs", Facet::Sdg, goals), "sdgs"),
        line("library-fact-targets", Facet::Target, targets),
        line("library-fact-level", Facet::Level, one(facts.level.map(|level| level.as_str()))),
        Line { key: "library-fact-kinds", values: kinds.collect() },
        line("library-fact-evidence", Facet::Evidence, one(facts.evidence.map(|evidence| evidence.as_str()))),
        Line { key: "library-fact-population", values: population.into_iter().collect() },
        Line::plain("library-fact-started", facts.started.clone()),
        Line::plain("library-fact-ended", facts.ended.clone()),
        Line::plain("library-fact-cost", cost),
        Line::plain("library-fact-place", place),
        Line::plain("library-fact-licence", facts.licence.clone()),
        line("library-fact-source", Facet::Source, vec![source.to_owned()]),
    ];
    all.into_iter().filter(|line| !line.values.is_empty()).collect()
}
