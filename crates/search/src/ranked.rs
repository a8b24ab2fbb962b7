//! The collector behind every answer: counts all matches and keeps the best after a cursor.
//!
//! The order is total (what is otherwise equal is ordered by the case's id) and does not depend on how the index happens
//! to be cut into segments, so that pages neither overlap nor skip.

use crate::search::Sort;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// How much what speaks for a case beforehand adds to its score, at most, as a share of it.
pub(crate) const PRIOR: f32 = 0.06;

/// What documents are ordered by, the greatest first.
pub(crate) type Key = [u64; 3];

/// Counts matches and keeps the best.
pub(crate) struct Ranked {
    pub(crate) sort: Sort,
    pub(crate) after: Option<Key>,
    pub(crate) limit: usize,
}

/// The best of them in order, and the number of all.
pub(crate) struct Ranking {
    pub(crate) total: u64,
    pub(crate) best: Vec<(Key, DocAddress)>,
}

pub(crate) struct RankedSegment {
    sort: Sort,
    after: Option<Key>,
    limit: usize,
    segment: SegmentOrdinal,
    tie: Arc<dyn ColumnValues<u64>>,
    prior: Arc<dyn ColumnValues<f64>>,
    year: Column<i64>,
    total: u64,
    /// The worst kept is on top.
    best: BinaryHeap<Reverse<(Key, DocId)>>,
}

impl Collector for Ranked {
    type Fruit = Ranking;
    type Child = RankedSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<RankedSegment> {
        let fast = reader.fast_fields();
        Ok(RankedSegment {
            sort: self.sort,
            after: self.after,
            limit: self.limit,
            segment,
            tie: fast.u64("tie")?.first_or_default_col(0),
            prior: fast.f64("prior")?.first_or_default_col(0.0),
            year: fast.i64("year")?,
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance
    }

    fn merge_fruits(&self, segments: Vec<Ranking>) -> tantivy::Result<Ranking> {
        let total = segments.iter().map(|segment| segment.total).sum();
        let mut best: Vec<_> = segments.into_iter().flat_map(|segment| segment.best).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(self.limit);
        Ok(Ranking { total, best })
    }
}

impl RankedSegment {
    fn key(&self, doc: DocId, score: Score) -> Key {
        let tie = self.tie.get_val(doc);
        // Years are small: moved so that absent ones come last in both directions.
        let year = || self.year.first(doc).and_then(|year| u64::try_from(year).ok()).map(|year| year + 1);
        match self.sort {
            Sort::Relevance => {
                #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
                let prior = self.prior.get_val(doc) as f32;
                [rounded(score * (1.0 + PRIOR * prior)), year().unwrap_or(0), tie]
            }
            Sort::Newest => [year().unwrap_or(0), 0, tie],
            Sort::Oldest => [year().map_or(0, |year| u64::MAX - year), 0, tie],
            Sort::Title => [0, 0, tie],
        }
    }
}

/// A score in thousandths: the last bits of a float depend on the order of additions.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casting a float saturates")]
fn rounded(score: Score) -> u64 {
    (f64::from(score) * 1000.0).round().max(0.0) as u64
}

impl SegmentCollector for RankedSegment {
    type Fruit = Ranking;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.limit == 0 {
            return;
        }
        let key = self.key(doc, score);
        if self.after.is_some_and(|after| key >= after) {
            return;
        }
        if self.best.len() < self.limit {
            self.best.push(Reverse((key, doc)));
        } else if self.best.peek().is_some_and(|Reverse((worst, _))| key > *worst) {
            self.best.pop();
            self.best.push(Reverse((key, doc)));
        }
    }

    fn harvest(self) -> Ranking {
        let segment = self.segment;
        let best = self.best.into_iter().map(|Reverse((key, doc))| (key, DocAddress::new(segment, doc)));
        Ranking { total: self.total, best: best.collect() }
    }
}
