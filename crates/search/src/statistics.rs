//! The statistics that scores are computed from, over what is visible to the asker alone.
//!
//! Tantivy counts every document of a segment, also deleted ones. A case that nobody may know of would then shift the scores
//! of all others; here it does not.

use crate::schema::{Fields, LENGTHS};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{AggregationResult, MetricResult};
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::Count;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyError, Term};

/// Numbers of documents and tokens that the asker can see.
pub(crate) struct VisibleStatistics<'a> {
    searcher: &'a Searcher,
    visible: &'a dyn Query,
    documents: u64,
    tokens: HashMap<Field, u64>,
    frequencies: Mutex<HashMap<Term, u64>>,
}

impl<'a> VisibleStatistics<'a> {
    /// Counts what is visible.
    pub(crate) fn new(
        searcher: &'a Searcher,
        fields: &Fields,
        visible: &'a dyn Query,
    ) -> tantivy::Result<Self> {
        let request: serde_json::Value = LENGTHS
            .iter()
            .map(|name| ((*name).to_owned(), serde_json::json!({"sum": {"field": name}})))
            .collect();
        let request: Aggregations = serde_json::from_value(request)
            .map_err(|error| TantivyError::InternalError(error.to_string()))?;
        let sums = AggregationCollector::from_aggs(request, AggContextParams::default());
        let (documents, sums) = searcher.search(visible, &(Count, sums))?;
        let sum = |name: &str| match sums.0.get(name) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of counts")]
            Some(AggregationResult::MetricResult(MetricResult::Sum(sum))) => sum.value.unwrap_or(0.0) as u64,
            _ => 0,
        };
        let tokens = fields.texts().into_iter().zip(LENGTHS.map(sum)).collect();
        Ok(Self { searcher, visible, documents: documents as u64, tokens, frequencies: Mutex::default() })
    }

    /// How many documents are visible.
    pub(crate) fn documents(&self) -> u64 {
        self.documents
    }
}

impl Bm25StatisticsProvider for VisibleStatistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.tokens.get(&field).copied().unwrap_or(0).max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let known = self.frequencies.lock().unwrap_or_else(PoisonError::into_inner).get(term).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let with_term: Box<dyn Query> = Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic));
        let query =
            BooleanQuery::new(vec![(Occur::Must, with_term), (Occur::Must, self.visible.box_clone())]);
        let count = self.searcher.search(&query, &Count)? as u64;
        self.frequencies.lock().unwrap_or_else(PoisonError::into_inner).insert(term.clone(), count);
        Ok(count)
    }
}
