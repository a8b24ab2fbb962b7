//! The statistics that scores are computed from, over what is visible to the asker alone.
//!
//! Tantivy counts every document of a segment, also deleted ones. A case that nobody may know of would then shift the scores
//! of all others; here it does not. They are computed once for each state of the index and each set of public announcements.

use crate::schema::Fields;
use crate::stem::Analysis;
use crate::visibility::{ALWAYS, Visibility};
use std::collections::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, Term};

/// Numbers of documents and tokens that the asker can see.
pub(crate) struct Statistics {
    searcher: Searcher,
    documents: u64,
    tokens: HashMap<Field, u64>,
    /// How many cases have a text that was analysed in each way.
    analysed: [u64; Analysis::COUNT],
    /// Documents that are deleted or must not be seen, in order, by segment.
    hidden: Vec<Vec<DocId>>,
    /// Whether any living document must not be seen.
    pub(crate) hides: bool,
}

impl Statistics {
    /// Counts what is visible.
    pub(crate) fn new(
        searcher: &Searcher,
        fields: &Fields,
        visibility: &Visibility,
    ) -> tantivy::Result<Self> {
        let hidden = hidden(searcher, fields, visibility)?;
        let segments = searcher.segment_readers();
        let documents = segments
            .iter()
            .zip(&hidden)
            .map(|(s, hidden)| u64::from(s.max_doc()) - hidden.len() as u64)
            .sum();
        let mut statistics = Self {
            searcher: searcher.clone(),
            documents,
            tokens: HashMap::new(),
            analysed: [0; Analysis::COUNT],
            hides: documents < searcher.num_docs(),
            hidden,
        };
        statistics.count_tokens(fields)?;
        for analysis in Analysis::all() {
            let term = Term::from_field_text(fields.analysis, analysis.name());
            statistics.analysed[analysis.place()] = statistics.frequency(&term)?;
        }
        Ok(statistics)
    }

    /// How many documents are visible.
    pub(crate) fn documents(&self) -> u64 {
        self.documents
    }

    /// How many visible documents were analysed in a way.
    pub(crate) fn analysed(&self, analysis: Analysis) -> u64 {
        self.analysed[analysis.place()]
    }

    /// How many tokens stand in a field of the visible documents.
    pub(crate) fn tokens(&self, field: Field) -> u64 {
        self.tokens.get(&field).copied().unwrap_or(0)
    }

    /// How many visible documents have a term.
    pub(crate) fn frequency(&self, term: &Term) -> tantivy::Result<u64> {
        let mut frequency = 0;
        for (segment, hidden) in self.searcher.segment_readers().iter().zip(&self.hidden) {
            let index = segment.inverted_index(term.field())?;
            let Some(info) = index.get_term_info(term)? else { continue };
            frequency += u64::from(info.doc_freq);
            if hidden.is_empty() {
                continue;
            }
            let mut postings = index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            for doc in hidden {
                if postings.doc() < *doc && postings.seek(*doc) == TERMINATED {
                    break;
                }
                frequency -= u64::from(postings.doc() == *doc);
            }
        }
        Ok(frequency)
    }

    fn count_tokens(&mut self, fields: &Fields) -> tantivy::Result<()> {
        let texts = fields.texts();
        let mut tokens = vec![0u64; texts.len()];
        for (segment, hidden) in self.searcher.segment_readers().iter().zip(&self.hidden) {
            for ((field, _), tokens) in texts.iter().zip(&mut tokens) {
                *tokens += segment.inverted_index(*field)?.total_num_tokens();
            }
            if hidden.is_empty() {
                continue;
            }
            let lengths = segment.fast_fields().u64("lengths")?;
            for length in hidden.iter().flat_map(|doc| lengths.values_for_doc(*doc)) {
                if let Some(tokens) = usize::try_from(length >> 32).ok().and_then(|slot| tokens.get_mut(slot))
                {
                    *tokens = tokens.saturating_sub(length & 0xffff_ffff);
                }
            }
        }
        self.tokens = texts.into_iter().map(|(field, _)| field).zip(tokens).collect();
        Ok(())
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.tokens(field).max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.frequency(term)
    }
}

/// What is deleted or must not be seen, by segment.
fn hidden(searcher: &Searcher, fields: &Fields, visibility: &Visibility) -> tantivy::Result<Vec<Vec<DocId>>> {
    let always = Term::from_field_text(fields.announcement, ALWAYS);
    let segments = searcher.segment_readers();
    let mut all_open = true;
    for segment in segments {
        let open = segment.inverted_index(fields.announcement)?.doc_freq(&always)?;
        all_open &= open == segment.max_doc() && !segment.has_deletes();
    }
    if all_open {
        return Ok(vec![Vec::new(); segments.len()]);
    }
    let mut seen = vec![Vec::new(); segments.len()];
    for (segment, docs) in searcher.search(&*visibility.query(fields), &Seen)? {
        seen[segment as usize] = docs;
    }
    let others = segments.iter().zip(seen).map(|(segment, seen)| {
        let mut seen = seen.into_iter().peekable();
        (0..segment.max_doc()).filter(|doc| seen.next_if_eq(doc).is_none()).collect()
    });
    Ok(others.collect())
}

/// Collects the documents of each segment in order.
struct Seen;

struct SeenInSegment(SegmentOrdinal, Vec<DocId>);

impl Collector for Seen {
    type Fruit = Vec<(SegmentOrdinal, Vec<DocId>)>;
    type Child = SeenInSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SeenInSegment> {
        Ok(SeenInSegment(segment, Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(SegmentOrdinal, Vec<DocId>)>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

impl SegmentCollector for SeenInSegment {
    type Fruit = (SegmentOrdinal, Vec<DocId>);

    fn collect(&mut self, doc: DocId, _: Score) {
        self.1.push(doc);
    }

    fn harvest(self) -> Self::Fruit {
        (self.0, self.1)
    }
}
