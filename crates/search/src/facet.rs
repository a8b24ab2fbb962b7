//! Facets: what answers can be narrowed by, and how many cases each value would leave.

use crate::SearchError;
use crate::schema::Fields;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use tantivy::Term;
use tantivy::aggregation::agg_req::{Aggregation, Aggregations};
use tantivy::aggregation::agg_result::{AggregationResult, AggregationResults, BucketResult};
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
    /// The edition.
    Edition,
    /// A goal of sustainable development, from 1 to 17.
    Sdg,
    /// A key of the list of themes.
    Theme,
    /// What became of it.
    Outcome,
    /// The collection.
    Source,
    /// A language that the case can be read in.
    Lang,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Country,
        Self::Region,
        Self::Edition,
        Self::Sdg,
        Self::Theme,
        Self::Outcome,
        Self::Source,
        Self::Lang,
    ];

    /// Its name in questions and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::Edition => "edition",
            Self::Sdg => "sdg",
            Self::Theme => "theme",
            Self::Outcome => "outcome",
            Self::Source => "source",
            Self::Lang => "lang",
        }
    }

    /// The facet of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.as_str() == name)
    }

    pub(crate) fn field_name(self) -> &'static str {
        match self {
            Self::Country => "facet_country",
            Self::Region => "facet_region",
            Self::Edition => "facet_edition",
            Self::Sdg => "facet_sdg",
            Self::Theme => "facet_theme",
            Self::Outcome => "facet_outcome",
            Self::Source => "facet_source",
            Self::Lang => "facet_lang",
        }
    }
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

    /// One query a filter, without the filter of the facet `except`.
    pub(crate) fn queries(&self, fields: &Fields, except: Option<Facet>) -> Vec<Box<dyn Query>> {
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for facet in Facet::ALL.into_iter().filter(|facet| Some(*facet) != except) {
            if let Some(values) = self.chosen(facet) {
                let terms = values.iter().map(|value| Term::from_field_text(fields.facet(facet), value));
                queries.push(Box::new(BooleanQuery::new_multiterms_query(terms.collect())));
            }
        }
        if self.year_from.is_some() || self.year_to.is_some() {
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

/// The request that counts the values of facets.
pub(crate) fn counting(facets: &[Facet]) -> Result<Aggregations, SearchError> {
    let one = |facet: &Facet| {
        let request =
            serde_json::json!({"terms": {"field": facet.field_name(), "size": 2000, "segment_size": 20_000}});
        let request: Aggregation =
            serde_json::from_value(request).map_err(|error| SearchError::Damaged(error.to_string()))?;
        Ok((facet.as_str().to_owned(), request))
    };
    facets.iter().map(one).collect()
}

/// The counts, the most frequent first and equal ones by value.
pub(crate) fn counts(results: &AggregationResults) -> BTreeMap<Facet, Vec<FacetCount>> {
    let mut counts = BTreeMap::new();
    for (name, result) in &results.0 {
        let (Some(facet), AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) =
            (Facet::parse(name), result)
        else {
            continue;
        };
        let count = |value: String, count: u64| FacetCount { value, count };
        let mut values: Vec<FacetCount> = buckets
            .iter()
            .map(|bucket| match &bucket.key {
                tantivy::aggregation::Key::Str(value) => count(value.clone(), bucket.doc_count),
                other => count(format!("{other}"), bucket.doc_count),
            })
            .collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        counts.insert(facet, values);
    }
    counts
}
