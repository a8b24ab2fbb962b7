//! The collector for the order of titles: exact to the last letter, whatever the segments.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

/// Counts matches and keeps those whose titles come first after a cursor.
pub(crate) struct ByTitle {
    /// The title, as titles are sorted, and the tie of the last item before.
    pub(crate) after: Option<(String, u64)>,
    pub(crate) limit: usize,
}

/// The first of them in order, and the number of all.
pub(crate) struct Titles {
    pub(crate) total: u64,
    pub(crate) first: Vec<(String, Reverse<u64>, DocAddress)>,
}

pub(crate) struct SegmentTitles {
    titles: Option<StrColumn>,
    tie: Column<u64>,
    /// Twice the place of the cursor's title among the segment's, and one more when the segment does not have it.
    after: Option<(u64, Reverse<u64>)>,
    limit: usize,
    segment: SegmentOrdinal,
    total: u64,
    /// The last kept is on top. Places are doubled, to compare them with the cursor's.
    first: BinaryHeap<(u64, Reverse<u64>, DocId)>,
}

impl Collector for ByTitle {
    type Fruit = Titles;
    type Child = SegmentTitles;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentTitles> {
        let titles = reader.fast_fields().str("title_order")?;
        let after = match (&self.after, &titles) {
            (Some((title, tie)), Some(column)) => Some((doubled_place(column, title)?, Reverse(*tie))),
            (Some((_, tie)), None) => Some((0, Reverse(*tie))),
            (None, _) => None,
        };
        Ok(SegmentTitles {
            titles,
            tie: reader.fast_fields().u64("tie")?,
            after,
            limit: self.limit,
            segment,
            total: 0,
            first: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Titles>>) -> tantivy::Result<Titles> {
        let mut merged = Titles { total: 0, first: Vec::new() };
        for segment in segments {
            let segment = segment?;
            merged.total += segment.total;
            merged.first.extend(segment.first);
        }
        merged.first.sort_unstable();
        merged.first.truncate(self.limit);
        Ok(merged)
    }
}

/// Twice the place that a title has among a segment's titles; odd where it would stand between two of them.
fn doubled_place(column: &StrColumn, title: &str) -> tantivy::Result<u64> {
    if let Some(place) = column.dictionary().term_ord(title.as_bytes())? {
        return Ok(2 * place);
    }
    let (mut low, mut high) = (0, column.dictionary().num_terms() as u64);
    let mut term = Vec::new();
    while low < high {
        let middle = u64::midpoint(low, high);
        term.clear();
        column.dictionary().ord_to_term(middle, &mut term)?;
        if term.as_slice() < title.as_bytes() { low = middle + 1 } else { high = middle }
    }
    Ok((2 * low).saturating_sub(1))
}

impl SegmentCollector for SegmentTitles {
    type Fruit = tantivy::Result<Titles>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.total += 1;
        let place = self.titles.as_ref().and_then(|titles| titles.term_ords(doc).next()).unwrap_or(0);
        let key = (2 * place, Reverse(self.tie.first(doc).unwrap_or(0)));
        if self.limit == 0 || self.after.is_some_and(|after| key <= after) {
            return;
        }
        if self.first.len() < self.limit {
            self.first.push((key.0, key.1, doc));
        } else if self.first.peek().is_some_and(|(place, tie, _)| key < (*place, *tie)) {
            self.first.pop();
            self.first.push((key.0, key.1, doc));
        }
    }

    fn harvest(self) -> tantivy::Result<Titles> {
        let mut first = Vec::with_capacity(self.first.len());
        for (place, tie, doc) in self.first {
            let mut title = String::new();
            if let Some(titles) = &self.titles {
                titles.ord_to_str(place / 2, &mut title).map_err(TantivyError::from)?;
            }
            first.push((title, tie, DocAddress::new(self.segment, doc)));
        }
        Ok(Titles { total: self.total, first })
    }
}
