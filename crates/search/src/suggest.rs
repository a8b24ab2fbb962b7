//! While somebody types: titles that go on so. After nothing was found: words that are there and look alike.

use crate::analysis::{Piece, pair_at, pieces};
use crate::index::Index;
use crate::query::parse;
use crate::ranked::Ranked;
use crate::schema::Fields;
use crate::search::{Asked, Sort};
use crate::statistics::VisibleStatistics;
use crate::{Node, SearchError, Visibility};
use kapok_base::{CaseId, Language};
use serde::{Deserialize, Serialize};
use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, ConstScoreQuery, FuzzyTermQuery, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

/// A case whose title goes on as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its title, in the reader's language where it has one.
    pub title: String,
    /// Which case.
    pub id: CaseId,
}

impl Index {
    /// Titles that have all words typed, the last one perhaps unfinished.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(
        &self,
        typed: &str,
        limit: usize,
        language: &Language,
        visibility: &Visibility,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let pieces = pieces(typed);
        if pieces.is_empty() || pieces.len() > 40 {
            return Ok(Vec::new());
        }
        let live = self.live();
        let searcher = live.reader.searcher();
        let visible = visibility.query(&live.fields);
        let statistics = VisibleStatistics::new(&searcher, &live.fields, &*visible)?;
        let asked = Asked { live: &live, searcher: &searcher, statistics: &statistics, visible: &*visible };
        let mut parts: Vec<Box<dyn Query>> = vec![Box::new(ConstScoreQuery::new(visible.box_clone(), 0.0))];
        let unfinished = !typed.ends_with(char::is_whitespace);
        for (at, piece) in pieces.iter().enumerate() {
            let last = unfinished && at + 1 == pieces.len();
            parts.push(in_title(&live.fields, &pieces, at, piece, last));
        }
        let ranked = Ranked { sort: Sort::Relevance, after: None, limit };
        let query = BooleanQuery::intersection(parts);
        let ranking = searcher.search_with_statistics_provider(&query, &ranked, &statistics)?;
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for (_, at) in ranking.best {
            let stored = asked.stored(at)?;
            let title = stored.texts.text(language).title.clone();
            if suggestions.iter().all(|other| other.title != title) {
                suggestions.push(Suggestion { title, id: stored.id });
            }
        }
        Ok(suggestions)
    }
}

fn in_title(fields: &Fields, pieces: &[Piece], at: usize, piece: &Piece, last: bool) -> Box<dyn Query> {
    if piece.unspaced {
        let text = pair_at(pieces, at).unwrap_or_else(|| piece.lower.clone());
        let term = Term::from_field_text(fields.title, &text);
        return Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
    }
    let term = Term::from_field_text(fields.title_words, &piece.folded());
    if last {
        return Box::new(FuzzyTermQuery::new_prefix(term, 0, true));
    }
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// The question with each word that stands nowhere replaced by the most frequent one that looks like it;
/// nothing when no word can be. Numbers and unspaced scripts are never corrected.
pub(crate) fn other_words(
    question: &str,
    fields: &Fields,
    searcher: &Searcher,
    statistics: &VisibleStatistics<'_>,
) -> Result<Option<String>, SearchError> {
    let mut corrected = question.to_owned();
    for word in words(&parse(question)).into_iter().take(12) {
        let [piece] = &pieces(&word)[..] else { continue };
        let folded = piece.folded();
        let length = folded.chars().count();
        if piece.unspaced || length < 4 || folded.chars().any(|c| c.is_numeric()) {
            continue;
        }
        if statistics.doc_freq(&Term::from_field_text(fields.body_words, &folded))? > 0 {
            continue;
        }
        let distance = if length < 8 { 1 } else { 2 };
        if let Some(other) = most_frequent_like(&folded, distance, fields, searcher, statistics)? {
            corrected = corrected.replacen(&word, &other, 1);
        }
    }
    Ok((corrected != question).then_some(corrected))
}

fn words(node: &Node) -> Vec<String> {
    match node {
        Node::Word(word) => vec![word.clone()],
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

fn most_frequent_like(
    word: &str,
    distance: u8,
    fields: &Fields,
    searcher: &Searcher,
    statistics: &VisibleStatistics<'_>,
) -> Result<Option<String>, SearchError> {
    let term = Term::from_field_text(fields.body_words, word);
    let automaton = FuzzyTermQuery::new(term, distance, true).automaton()?;
    let mut best: Option<(u64, String)> = None;
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.body_words)?;
        let mut stream = index.terms().search(&automaton).into_stream()?;
        while stream.advance() {
            let Ok(other) = std::str::from_utf8(stream.key()) else { continue };
            let frequency = statistics.doc_freq(&Term::from_field_text(fields.body_words, other))?;
            let better = best.as_ref().is_none_or(|(most, word)| (frequency, other) > (*most, word.as_str()));
            if frequency > 0 && better {
                best = Some((frequency, other.to_owned()));
            }
        }
    }
    Ok(best.map(|(_, word)| word))
}
