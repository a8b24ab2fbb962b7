//! How a text became another, word by word.

use crate::CaseText;
use similar::{ChangeTag, TextDiff};

/// Bytes of two changed stretches that are compared word by word; what is longer is told as taken out and put in.
const LONGEST: usize = 60_000;

/// What became of a piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in both.
    Kept,
    /// It stands in the earlier text alone.
    TakenOut,
    /// It stands in the later text alone.
    PutIn,
}

/// A stretch of text with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub fate: Fate,
    /// The text.
    pub text: String,
}

/// What changed from one version of a text to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of the title.
    pub title: Vec<Piece>,
    /// Of everything else.
    pub body: Vec<Piece>,
}

impl Difference {
    /// From an earlier version to a later one.
    #[must_use]
    pub fn between(earlier: &CaseText, later: &CaseText) -> Self {
        Self { title: pieces(&earlier.title, &later.title), body: pieces(&earlier.body(), &later.body()) }
    }

    /// Whether nothing that is read changed.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.title.iter().chain(&self.body).all(|piece| piece.fate == Fate::Kept)
    }
}

/// Lines first, and the words of those that changed: a long text that changed in one place is compared in that place.
fn pieces(earlier: &str, later: &str) -> Vec<Piece> {
    let (mut pieces, mut out, mut into) = (Vec::new(), String::new(), String::new());
    for change in TextDiff::from_lines(earlier, later).iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => out.push_str(change.value()),
            ChangeTag::Insert => into.push_str(change.value()),
            ChangeTag::Equal => {
                changed(&mut pieces, &mut out, &mut into);
                push(&mut pieces, Fate::Kept, change.value());
            }
        }
    }
    changed(&mut pieces, &mut out, &mut into);
    pieces
}

fn changed(pieces: &mut Vec<Piece>, out: &mut String, into: &mut String) {
    let (out, into) = (std::mem::take(out), std::mem::take(into));
    if out.len() + into.len() > LONGEST {
        push(pieces, Fate::TakenOut, &out);
        push(pieces, Fate::PutIn, &into);
        return;
    }
    let (mut before, mut after, mut blank) = (String::new(), String::new(), String::new());
    for change in TextDiff::from_unicode_words(&out, &into).iter_all_changes() {
        let word = change.value();
        if change.tag() == ChangeTag::Equal {
            // The blank between two words that were replaced belongs to what replaced them.
            if word.trim().is_empty() && !before.is_empty() && !after.is_empty() {
                blank.push_str(word);
                continue;
            }
            replaced(pieces, &mut before, &mut after, &mut blank);
            push(pieces, Fate::Kept, word);
        } else {
            before.push_str(&blank);
            after.push_str(&blank);
            blank.clear();
            if change.tag() == ChangeTag::Delete { before.push_str(word) } else { after.push_str(word) }
        }
    }
    replaced(pieces, &mut before, &mut after, &mut blank);
}

fn replaced(pieces: &mut Vec<Piece>, before: &mut String, after: &mut String, blank: &mut String) {
    push(pieces, Fate::TakenOut, &std::mem::take(before));
    push(pieces, Fate::PutIn, &std::mem::take(after));
    push(pieces, Fate::Kept, &std::mem::take(blank));
}

fn push(pieces: &mut Vec<Piece>, fate: Fate, text: &str) {
    match pieces.last_mut().filter(|last| last.fate == fate) {
        _ if text.is_empty() => {}
        Some(last) => last.text.push_str(text),
        None => pieces.push(Piece { fate, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(pieces: &[Piece], without: Fate) -> String {
        pieces.iter().filter(|piece| piece.fate != without).map(|piece| piece.text.as_str()).collect()
    }

    fn told(earlier: &str, later: &str) -> Vec<(Fate, String)> {
        pieces(earlier, later).into_iter().map(|piece| (piece.fate, piece.text)).collect()
    }

    #[test]
    fn words_are_told_apart_in_any_script() {
        let english = told("Trees beside the stop.\nEnd", "Trees beside every stop.\nEnd");
        assert_eq!(
            english,
            [
                (Fate::Kept, "Trees beside ".into()),
                (Fate::TakenOut, "the".into()),
                (Fate::PutIn, "every".into()),
                (Fate::Kept, " stop.\nEnd".into())
            ]
        );
        let several = told("Pupils of schools water them.", "The neighbours care for them.");
        assert_eq!(
            several,
            [
                (Fate::TakenOut, "Pupils of schools water".into()),
                (Fate::PutIn, "The neighbours care for".into()),
                (Fate::Kept, " them.".into())
            ]
        );
        let chinese = told("市政府种树", "市政府植树");
        assert_eq!(chinese.iter().filter(|(fate, _)| *fate == Fate::Kept).count(), 2, "{chinese:?}");
        assert!(told("", "").is_empty());
    }

    #[test]
    fn what_is_too_long_for_words_is_told_whole() {
        let pieces = pieces(&"a ".repeat(LONGEST), &"b ".repeat(LONGEST));
        assert_eq!(pieces.iter().map(|piece| piece.fate).collect::<Vec<_>>(), [Fate::TakenOut, Fate::PutIn]);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_what_is_told(earlier in "[ab \n字.]{0,40}", later in "[ab \n字.]{0,40}") {
            let pieces = pieces(&earlier, &later);
            prop_assert_eq!(side(&pieces, Fate::PutIn), earlier);
            prop_assert_eq!(side(&pieces, Fate::TakenOut), later);
        }
    }
}
