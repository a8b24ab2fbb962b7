//! Counts the values of all facets in one walk over what matches.

use crate::facet::{Facet, FacetCount, split_term};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// The facet and the value behind each ordinal of a segment.
type Values = Arc<[(Facet, Box<str>)]>;

/// What ordinals mean, kept for the segments in use.
#[derive(Default)]
pub(crate) struct Known(Mutex<HashMap<SegmentId, Values>>);

impl Known {
    fn values(&self, segment: &SegmentReader, column: &StrColumn) -> tantivy::Result<Values> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(values) = known.get(&segment.segment_id()) {
            return Ok(Arc::clone(values));
        }
        let mut values = Vec::new();
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            let term = std::str::from_utf8(stream.key()).unwrap_or_default();
            // A facet of a later form cannot be here: an index of another form is rebuilt.
            let (facet, value) = split_term(term).unwrap_or((Facet::Source, ""));
            values.push((facet, value.into()));
        }
        let values: Values = values.into();
        known.insert(segment.segment_id(), Arc::clone(&values));
        Ok(values)
    }

    /// Forgets segments that are gone.
    pub(crate) fn keep(&self, segments: &[SegmentReader]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|id, _| segments.iter().any(|segment| segment.segment_id() == *id));
    }
}

/// Counts the values of facets.
pub(crate) struct Tally<'a> {
    pub(crate) facets: &'a [Facet],
    pub(crate) known: &'a Known,
}

/// Counts by facet, the most frequent value first and equal ones by value.
pub(crate) type Counts = BTreeMap<Facet, Vec<FacetCount>>;

/// The counts of one segment.
pub(crate) struct SegmentTally {
    column: Option<StrColumn>,
    values: Values,
    facets: Vec<Facet>,
    counts: Vec<u32>,
}

impl Collector for Tally<'_> {
    type Fruit = Counts;
    type Child = SegmentTally;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentTally> {
        let column = segment.fast_fields().str("facet")?;
        let values = match &column {
            Some(column) => self.known.values(segment, column)?,
            None => Arc::from([]),
        };
        Ok(SegmentTally { counts: vec![0; values.len()], facets: self.facets.to_vec(), column, values })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<HashMap<(Facet, Box<str>), u64>>) -> tantivy::Result<Counts> {
        let mut sums: HashMap<(Facet, Box<str>), u64> = HashMap::new();
        for (key, count) in segments.into_iter().flatten() {
            *sums.entry(key).or_default() += count;
        }
        let mut counts: Counts = self.facets.iter().map(|facet| (*facet, Vec::new())).collect();
        for ((facet, value), count) in sums {
            counts.entry(facet).or_default().push(FacetCount { value: value.into(), count });
        }
        for values in counts.values_mut() {
            values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        }
        Ok(counts)
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = HashMap<(Facet, Box<str>), u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if let Some(column) = &self.column {
            for ordinal in column.term_ords(doc) {
                if let Some(count) = self.counts.get_mut(ordinal as usize) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Self { values, facets, counts, .. } = self;
        let counted = values.iter().zip(counts).filter(|((facet, _), n)| *n > 0 && facets.contains(facet));
        counted.map(|((facet, value), n)| ((*facet, value.clone()), u64::from(n))).collect()
    }
}
