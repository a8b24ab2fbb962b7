//! One thing that a question asks for, in all the forms in which it may stand, scored as a whole.
//!
//! BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", 2004): occurrences are weighed by field
//! and form and normalised by the field's length first, and saturate together afterwards, so that a word that stands in title, abstract and
//! text is not counted as three discoveries.

use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Documents that are looked at together.
const WINDOW: u32 = 4096;

/// A term in which the thing may stand.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// The term with its field.
    pub(crate) term: Term,
    /// What one occurrence counts.
    pub(crate) weight: Score,
    /// How far the field's length counts, from 0 to 1.
    pub(crate) by_length: Score,
    /// The average length of the field where it is not empty, in tokens.
    pub(crate) average: Score,
}

/// The thing asked for.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    /// What was typed.
    pub(crate) said: Arc<str>,
    /// How much finding it tells: the logarithm of its rareness.
    pub(crate) idf: Score,
    /// How slowly further occurrences cease to count.
    pub(crate) k1: Score,
    /// Its forms.
    pub(crate) forms: Arc<[Form]>,
}

impl Query for Concept {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Concept {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut found = Vec::new();
        for form in self.forms.iter() {
            let index = segment.inverted_index(form.term.field())?;
            if let Some(postings) = index.read_postings(&form.term, IndexRecordOption::WithFreqs)? {
                let norms = segment.fieldnorms_readers().get_field(form.term.field())?;
                let norms = norms.unwrap_or_else(|| FieldNormReader::constant(segment.max_doc(), 1));
                found.push(Found { postings, norms, counts: counts(form) });
            }
        }
        if found.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConceptScorer::new(found, self.idf * boost, self.k1)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument("the document does not match".to_owned()));
        }
        let mut explanation =
            Explanation::new_with_string(format!("\u{201c}{}\u{201d}", self.said), scorer.score());
        explanation.add_const("rareness, ln(1 + (N - n + 0.5) / (n + 0.5))", self.idf);
        for form in self.forms.iter() {
            let index = segment.inverted_index(form.term.field())?;
            let Some(mut postings) = index.read_postings(&form.term, IndexRecordOption::WithFreqs)? else {
                continue;
            };
            if postings.doc() <= doc && postings.seek(doc) == doc {
                let norms = segment.fieldnorms_readers().get_field(form.term.field())?;
                let norm = norms.map_or(0, |norms| norms.fieldnorm_id(doc));
                let times = postings.term_freq();
                let name = segment.schema().get_field_name(form.term.field());
                let term = form.term.value().as_str().unwrap_or_default().to_owned();
                let counted = counts(form)[usize::from(norm)] * times as Score;
                let said = format!(
                    "{name} has \u{201c}{term}\u{201d} {times} times, weighed {:.2} and by length",
                    form.weight
                );
                explanation.add_detail(Explanation::new_with_string(said, counted));
            }
        }
        Ok(explanation)
    }
}

/// What one occurrence of a form counts in a field of each length.
fn counts(form: &Form) -> Box<[Score; 256]> {
    let mut counts = Box::new([0.0; 256]);
    for (norm, count) in (0..=u8::MAX).zip(counts.iter_mut()) {
        let length = FieldNormReader::id_to_fieldnorm(norm) as Score;
        *count = form.weight / (1.0 - form.by_length + form.by_length * length / form.average.max(1.0));
    }
    counts
}

/// The places of one form in a segment.
struct Found {
    postings: SegmentPostings,
    norms: FieldNormReader,
    counts: Box<[Score; 256]>,
}

/// Goes through the documents with any form, a window at a time.
struct ConceptScorer {
    found: Vec<Found>,
    weight: Score,
    start: DocId,
    doc: DocId,
    present: [u64; WINDOW as usize / 64],
    sums: Box<[Score; WINDOW as usize]>,
    cost: u32,
    k1: Score,
}

impl ConceptScorer {
    fn new(found: Vec<Found>, idf: Score, k1: Score) -> Self {
        let cost = found.iter().map(|found| found.postings.size_hint()).sum();
        let mut scorer = Self {
            found,
            weight: idf * (k1 + 1.0),
            start: 0,
            doc: 0,
            present: [0; WINDOW as usize / 64],
            sums: Box::new([0.0; WINDOW as usize]),
            cost,
            k1,
        };
        scorer.fill();
        scorer
    }

    /// Fills the window that begins with the next document of any form, and goes to it.
    fn fill(&mut self) {
        self.found.retain(|found| found.postings.doc() != TERMINATED);
        let Some(start) = self.found.iter().map(|found| found.postings.doc()).min() else {
            self.doc = TERMINATED;
            return;
        };
        self.start = start;
        self.sums.fill(0.0);
        for found in &mut self.found {
            let mut doc = found.postings.doc();
            while doc - start < WINDOW {
                let at = (doc - start) as usize;
                self.present[at / 64] |= 1 << (at % 64);
                let norm = usize::from(found.norms.fieldnorm_id(doc));
                self.sums[at] += found.counts[norm] * found.postings.term_freq() as Score;
                doc = found.postings.advance();
                if doc == TERMINATED {
                    break;
                }
            }
        }
        self.next_from(0);
    }

    /// Goes to the first document of the window from a place on; fills the next window when there is none.
    fn next_from(&mut self, from: u32) {
        let (mut word, bit) = (from as usize / 64, from % 64);
        if let Some(present) = self.present.get_mut(word) {
            *present &= u64::MAX << bit;
        }
        while let Some(present) = self.present.get_mut(word) {
            if *present != 0 {
                let at = present.trailing_zeros();
                *present &= *present - 1;
                self.doc = self.start + word as u32 * 64 + at;
                return;
            }
            word += 1;
        }
        self.fill();
    }
}

impl DocSet for ConceptScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.next_from((self.doc - self.start + 1).min(WINDOW));
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if target - self.start < WINDOW {
            self.present[..((target - self.start) as usize / 64)].fill(0);
            self.next_from(target - self.start);
            return self.doc;
        }
        self.present.fill(0);
        for found in &mut self.found {
            if found.postings.doc() < target {
                found.postings.seek(target);
            }
        }
        self.fill();
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.cost
    }
}

impl Scorer for ConceptScorer {
    fn score(&mut self) -> Score {
        let sum = self.sums[(self.doc - self.start) as usize];
        self.weight * sum / (sum + self.k1)
    }
}
