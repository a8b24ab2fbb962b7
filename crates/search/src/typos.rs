//! Words that somebody is likely to have meant: those that look like what was typed, or begin with it.

use crate::schema::Fields;
use crate::statistics::Statistics;
use std::collections::BTreeMap;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Most words that one is taken for.
const MOST: usize = 8;
/// Terms of the index that are looked at for one word.
const LOOKED_AT: usize = 4_000;

/// The words of what is visible.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) searcher: &'a Searcher,
    pub(crate) statistics: &'a Statistics,
}

impl Vocabulary<'_> {
    /// Whether a word stands in anything visible, as written.
    pub(crate) fn has(&self, word: &str) -> tantivy::Result<bool> {
        let Fields { body_words, title_words, .. } = self.fields;
        Ok(visible(*self, *body_words, word)? > 0 || visible(*self, *title_words, word)? > 0)
    }
}

/// What a word that stands nowhere is likely to mean, the likeliest first, each with how much it counts: words at the least distance that any is
/// found at, frequent ones first, and words that go on where it ends. The first letter is trusted; words with digits, and short ones, are
/// taken as they are.
pub(crate) fn likely(vocabulary: Vocabulary<'_>, word: &str) -> tantivy::Result<Vec<(String, f32)>> {
    let letters = word.chars().count();
    if letters < 3 || word.chars().any(char::is_numeric) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let distances: &[u8] = match letters {
        ..4 => &[],
        4..8 => &[1],
        _ => &[1, 2],
    };
    for distance in distances {
        if found.is_empty() {
            let weight = if *distance == 1 { 0.7 } else { 0.4 };
            found.extend(within(vocabulary, word, *distance)?.into_iter().map(|word| (word, weight)));
        }
    }
    let goes_on =
        begun(vocabulary, word)?.into_iter().filter(|longer| !found.iter().any(|(w, _)| w == longer));
    let goes_on: Vec<_> = goes_on.map(|word| (word, 0.6)).collect();
    found.extend(goes_on);
    Ok(found)
}

/// The most frequent words within a distance.
fn within(vocabulary: Vocabulary<'_>, word: &str, distance: u8) -> tantivy::Result<Vec<String>> {
    let term = Term::from_field_text(vocabulary.fields.body_words, word);
    let automaton = FuzzyTermQuery::new(term, distance, true).automaton()?;
    let first = word.chars().next().map_or(String::new(), String::from);
    let most = looked_at(vocabulary);
    let mut counts = BTreeMap::new();
    for field in [vocabulary.fields.body_words, vocabulary.fields.title_words] {
        for segment in vocabulary.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(&automaton).ge(first.as_bytes()).into_stream()?;
            let mut looked_at = 0;
            while looked_at < most && stream.advance() {
                let Ok(other) = std::str::from_utf8(stream.key()) else { continue };
                if !other.starts_with(&first) {
                    break;
                }
                looked_at += 1;
                *counts.entry(other.to_owned()).or_insert(0u64) += u64::from(stream.value().doc_freq);
            }
        }
    }
    most_frequent(vocabulary, counts)
}

/// The most frequent words that begin in a way.
fn begun(vocabulary: Vocabulary<'_>, beginning: &str) -> tantivy::Result<Vec<String>> {
    let most = looked_at(vocabulary);
    let mut counts = BTreeMap::new();
    for field in [vocabulary.fields.body_words, vocabulary.fields.title_words] {
        for segment in vocabulary.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().range().ge(beginning.as_bytes()).into_stream()?;
            let mut looked_at = 0;
            while looked_at < most && stream.advance() {
                let Ok(other) = std::str::from_utf8(stream.key()) else { continue };
                if !other.starts_with(beginning) {
                    break;
                }
                looked_at += 1;
                *counts.entry(other.to_owned()).or_insert(0u64) += u64::from(stream.value().doc_freq);
            }
        }
    }
    most_frequent(vocabulary, counts)
}

/// How many terms are looked at; all where some must not be seen, because those would take the place of others.
fn looked_at(vocabulary: Vocabulary<'_>) -> usize {
    if vocabulary.statistics.hides { usize::MAX } else { LOOKED_AT }
}

/// The most frequent of some words, of those that stand in anything visible.
fn most_frequent(vocabulary: Vocabulary<'_>, counts: BTreeMap<String, u64>) -> tantivy::Result<Vec<String>> {
    let mut by_count: Vec<(String, u64)> = counts.into_iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut seen = Vec::new();
    let asked = if vocabulary.statistics.hides { by_count.len() } else { 4 * MOST };
    for (word, _) in by_count.into_iter().take(asked) {
        let frequency = visible(vocabulary, vocabulary.fields.body_words, &word)?.max(visible(
            vocabulary,
            vocabulary.fields.title_words,
            &word,
        )?);
        if frequency > 0 {
            seen.push((frequency, word));
        }
    }
    seen.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    seen.truncate(MOST);
    Ok(seen.into_iter().map(|(_, word)| word).collect())
}

fn visible(vocabulary: Vocabulary<'_>, field: Field, word: &str) -> tantivy::Result<u64> {
    vocabulary.statistics.frequency(&Term::from_field_text(field, word))
}
