//! Facets: what answers can be narrowed by, and how many cases each value would leave.

use crate::cell::Cell;
use crate::schema::Fields;
use kapok_library::{Case, country_by_code, fold};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, Query, RangeQuery};

/// The value that stands for "the source does not say".
pub const NOT_STATED: &str = "none";

/// Something that answers can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// ISO 3166-1 alpha-2.
    Country,
    /// A region of the world.
    Region,
    /// A part of one, after the United Nations' M49.
    Subregion,
    /// The edition.
    Edition,
    /// The year.
    Year,
    /// A goal of sustainable development, from 1 to 17.
    Sdg,
    /// A target of one: `11.2`.
    Target,
    /// A key of the list of themes.
    Theme,
    /// What became of it.
    Outcome,
    /// The collection.
    Source,
    /// A language that the case can be read in.
    Lang,
    /// How many live in the entity: a class, see [`population_class`].
    Population,
    /// Who runs it: city, district, province.
    Level,
    /// What kind of initiative its source calls it.
    Kind,
    /// How far its claims have been looked at.
    Evidence,
    /// Where it is on the map: a [`Cell`].
    Cell,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Country,
        Self::Region,
        Self::Subregion,
        Self::Edition,
        Self::Year,
        Self::Sdg,
        Self::Target,
        Self::Theme,
        Self::Outcome,
        Self::Source,
        Self::Lang,
        Self::Population,
        Self::Level,
        Self::Kind,
        Self::Evidence,
        Self::Cell,
    ];

    /// Its name in questions and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::Subregion => "subregion",
            Self::Edition => "edition",
            Self::Year => "year",
            Self::Sdg => "sdg",
            Self::Target => "target",
            Self::Theme => "theme",
            Self::Outcome => "outcome",
            Self::Source => "source",
            Self::Lang => "lang",
            Self::Population => "population",
            Self::Level => "level",
            Self::Kind => "kind",
            Self::Evidence => "evidence",
            Self::Cell => "cell",
        }
    }

    /// The facet of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.as_str() == name)
    }
}

/// The classes of population from the smallest, each with the fewest inhabitants that it begins with.
pub const POPULATION_CLASSES: [(u64, &str); 6] = [
    (0, "under_100k"),
    (100_000, "100k_500k"),
    (500_000, "500k_1m"),
    (1_000_000, "1m_5m"),
    (5_000_000, "5m_10m"),
    (10_000_000, "over_10m"),
];

/// The class of a number of inhabitants: `under_100k`, `100k_500k`, `500k_1m`, `1m_5m`, `5m_10m`, `over_10m`.
#[must_use]
pub fn population_class(people: u64) -> &'static str {
    let class = POPULATION_CLASSES.iter().rev().find(|(least, _)| people >= *least);
    class.map_or(POPULATION_CLASSES[0].1, |(_, name)| name)
}

/// A facet's value as it stands in the index.
pub(crate) fn term_text(facet: Facet, value: &str) -> String {
    format!("{}={value}", facet.as_str())
}

/// The facet and the value of a term of the index.
pub(crate) fn split_term(term: &str) -> Option<(Facet, &str)> {
    let (facet, value) = term.split_once('=')?;
    Some((Facet::parse(facet)?, value))
}

/// The values of a facet that a case has; [`NOT_STATED`] when there is none.
pub(crate) fn facet_values(facet: Facet, case: &Case) -> BTreeSet<String> {
    let facts = &case.facts;
    let one = |value: Option<String>| value.into_iter().collect::<BTreeSet<_>>();
    let country = || facts.country.as_deref().and_then(country_by_code);
    let values = match facet {
        Facet::Country => one(facts.country.clone()),
        Facet::Region => one(country().map(|country| country.region.as_str().to_owned())),
        Facet::Subregion => one(country().map(|country| country.subregion.to_owned())),
        Facet::Edition => one(facts.edition.clone()),
        Facet::Year => one(facts.year.map(|year| year.to_string())),
        Facet::Sdg => facts.sdgs.iter().map(|sdg| sdg.goal().to_string()).collect(),
        Facet::Target => {
            let targets = facts.sdgs.iter().map(ToString::to_string);
            targets.filter(|sdg| sdg.contains('.')).collect()
        }
        Facet::Theme => facts.themes.iter().cloned().collect(),
        Facet::Outcome => one(facts.outcome.clone()),
        Facet::Source => one(Some(case.source.clone())),
        Facet::Lang => case.texts.iter().map(|(language, _)| language.to_string()).collect(),
        Facet::Population => one(facts.population.map(|people| population_class(people).to_owned())),
        Facet::Level => one(facts.level.map(|level| level.as_str().to_owned())),
        Facet::Kind => facts.kinds.iter().map(|kind| fold(kind)).filter(|kind| !kind.is_empty()).collect(),
        Facet::Evidence => one(facts.evidence.map(|evidence| evidence.as_str().to_owned())),
        Facet::Cell => one(facts.place.as_ref().map(|place| Cell::of(place.lat, place.lon).to_string())),
    };
    if values.is_empty() { one(Some(NOT_STATED.to_owned())) } else { values }
}

/// One value of a facet and the number of cases (not of language versions) with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCount {
    /// The value; [`NOT_STATED`] when the source does not say.
    pub value: String,
    /// How many cases.
    pub count: u64,
}

/// What an answer is narrowed to: any of the values within a facet, all facets together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filters {
    /// Chosen values by facet.
    pub values: BTreeMap<Facet, BTreeSet<String>>,
    /// The first year.
    pub year_from: Option<i32>,
    /// The last year.
    pub year_to: Option<i32>,
}

impl Filters {
    /// The chosen values of a facet, if any.
    pub(crate) fn chosen(&self, facet: Facet) -> Option<&BTreeSet<String>> {
        self.values.get(&facet).filter(|values| !values.is_empty())
    }

    /// Whether answers are narrowed by a facet; years may be narrowed by their range as well.
    pub(crate) fn narrow(&self, facet: Facet) -> bool {
        let range = facet == Facet::Year && (self.year_from.is_some() || self.year_to.is_some());
        range || self.chosen(facet).is_some()
    }

    /// One query a filter, without the filter of the facet `except`.
    pub(crate) fn queries(&self, fields: &Fields, except: Option<Facet>) -> Vec<Box<dyn Query>> {
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for facet in Facet::ALL.into_iter().filter(|facet| Some(*facet) != except) {
            if let Some(values) = self.chosen(facet) {
                let terms =
                    values.iter().map(|value| Term::from_field_text(fields.facet, &term_text(facet, value)));
                queries.push(Box::new(BooleanQuery::new_multiterms_query(terms.collect())));
            }
        }
        let ranged = self.year_from.is_some() || self.year_to.is_some();
        if ranged && except != Some(Facet::Year) {
            queries.push(years(fields, self.year_from, self.year_to));
        }
        queries
    }
}

/// Matches the years from and to, both included.
pub(crate) fn years(fields: &Fields, from: Option<i32>, to: Option<i32>) -> Box<dyn Query> {
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Box::new(EmptyQuery);
    }
    let bound = |year: Option<i32>| match year {
        Some(year) => Bound::Included(Term::from_field_i64(fields.year, i64::from(year))),
        None => Bound::Unbounded,
    };
    Box::new(RangeQuery::new(bound(from), bound(to)))
}
