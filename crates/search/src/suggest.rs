//! Suggestions while somebody types, and, when a word stands nowhere, words that are there and look alike.

use crate::analysis::{Piece, pieces};
use crate::document::LONGEST_BEGINNING;
use crate::index::Index;
use crate::query::parse;
use crate::ranked::Ranked;
use crate::search::Sort;
use crate::typos::{Vocabulary, likely};
use crate::{Node, SearchError, Visibility};
use kapok_base::{CaseId, Language};
use serde::{Deserialize, Serialize};
use tantivy::Term;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// A case whose title or entity goes on as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its title, in the reader's language where it has one.
    pub title: String,
    /// Which case.
    pub id: CaseId,
    /// Its entity.
    pub entity: Option<String>,
}

impl Index {
    /// Cases whose titles or entities have all words typed, the last one perhaps unfinished; where none has, with words that look
    /// like them.
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
        let words = pieces(typed);
        if words.is_empty() || words.len() > 40 {
            return Ok(Vec::new());
        }
        self.answering(|| {
            let found = self.beginning(&words, limit, language, visibility)?;
            if !found.is_empty() {
                return Ok(found);
            }
            let asked = self.ask(visibility)?;
            let Some(other) = other_words(typed, asked.vocabulary())? else { return Ok(Vec::new()) };
            self.beginning(&pieces(&other), limit, language, visibility)
        })
    }

    fn beginning(
        &self,
        words: &[Piece],
        limit: usize,
        language: &Language,
        visibility: &Visibility,
    ) -> Result<Vec<Suggestion>, SearchError> {
        let asked = self.ask(visibility)?;
        let beginnings = asked.live.fields.beginnings;
        let parts: Vec<Box<dyn Query>> = words.iter().map(|word| begins(beginnings, word)).collect();
        // The newest first: what is alike in words differs in nothing else that could be told while somebody types.
        let ranked = Ranked { sort: Sort::Newest, after: None, limit: 2 * limit };
        let query = asked.seen(Box::new(BooleanQuery::intersection(parts)));
        let ranking = asked.searcher.search(&query, &ranked)?;
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for (_, at) in ranking.best {
            let stored = asked.stored(at)?;
            let title = stored.texts.text(language).title.clone();
            if suggestions.len() < limit && suggestions.iter().all(|other| other.title != title) {
                suggestions.push(Suggestion { title, id: stored.id, entity: stored.entity });
            }
        }
        Ok(suggestions)
    }
}

/// A word that begins so. Long ones are told by their first letters.
fn begins(beginnings: Field, word: &Piece) -> Box<dyn Query> {
    let folded = word.folded();
    let beginning: String = folded.chars().take(LONGEST_BEGINNING).collect();
    Box::new(TermQuery::new(Term::from_field_text(beginnings, &beginning), IndexRecordOption::Basic))
}

/// The question with each word that stands nowhere replaced by the likeliest that does; nothing when no word can be.
pub(crate) fn other_words(question: &str, vocabulary: Vocabulary<'_>) -> Result<Option<String>, SearchError> {
    let mut corrected = question.to_owned();
    for word in words(&parse(question)).into_iter().take(12) {
        let [piece] = &pieces(&word)[..] else { continue };
        let folded = piece.folded();
        if piece.unspaced || vocabulary.has(&folded)? {
            continue;
        }
        if let Some((other, _)) = likely(vocabulary, &folded)?.into_iter().next() {
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
