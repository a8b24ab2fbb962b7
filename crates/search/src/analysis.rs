//! Texts become tokens: unspaced scripts as single characters and pairs, all others as words and their stems.

use crate::han::{is_unspaced, simplified};
use frostem::Stemmer;
use tantivy::tokenizer::{PreTokenizedString, Token};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

/// Longest word that is indexed, in bytes; anything longer is no word.
const LONGEST_WORD: usize = 120;

/// A piece of a text: a word, or one character of an unspaced script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
    /// In small letters of one form; simplified, for Chinese.
    pub(crate) lower: String,
    /// Whether it is a character of an unspaced script.
    pub(crate) unspaced: bool,
}

impl Piece {
    /// The word without accents.
    pub(crate) fn folded(&self) -> String {
        folded(&self.lower)
    }

    /// The word's stem, without accents.
    pub(crate) fn stem(&self, stemmer: Option<&Stemmer>) -> String {
        match stemmer {
            Some(stemmer) => folded(&stemmer.stem(&self.lower)),
            None => self.folded(),
        }
    }
}

/// Without accents and other marks (Latin, Greek and Cyrillic alone: elsewhere marks are letters).
pub(crate) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let european = |c: char| matches!(u32::from(c), 0..=0x052f | 0x1e00..=0x1fff);
    if !word.chars().all(|c| european(c) || is_combining_mark(c)) {
        return word.to_owned();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The pieces of a text in order; no two overlap.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        if word.chars().any(is_unspaced) {
            for (at, c) in word.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let start = start + at;
                let unspaced = is_unspaced(c);
                let lower = if unspaced { simplified(c).to_string() } else { c.to_lowercase().collect() };
                pieces.push(Piece { start, end: start + c.len_utf8(), lower, unspaced });
            }
        } else if word.len() <= LONGEST_WORD {
            pieces.push(word_piece(start, word));
        }
    }
    pieces
}

/// A word without an elided article before it (`l'eau`) and without the English genitive after it.
fn word_piece(start: usize, word: &str) -> Piece {
    let (mut from, mut to) = (0, word.len());
    if let Some(at) = word.find(['\'', '’']) {
        let quote = word[at..].chars().next().map_or(1, char::len_utf8);
        let before = word[..at].to_lowercase();
        let after = &word[at + quote..];
        if matches!(before.as_str(), "l" | "d" | "j" | "m" | "n" | "s" | "t" | "c" | "qu" | "dell" | "all") {
            from = at + quote;
        } else if matches!(after, "s" | "S") {
            to = at;
        }
    }
    let lower = word[from..to].nfkc().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}').collect();
    Piece { start: start + from, end: start + to, lower, unspaced: false }
}

/// The tokens of the field of stems: stems of words; characters and pairs of unspaced scripts.
pub(crate) fn stem_tokens(pieces: &[Piece], stemmer: Option<&Stemmer>) -> PreTokenizedString {
    let mut tokens = Vec::with_capacity(pieces.len() * 2);
    for (position, piece) in pieces.iter().enumerate() {
        if !piece.unspaced {
            tokens.push(token(piece, position, piece.stem(stemmer)));
            continue;
        }
        tokens.push(token(piece, position, piece.lower.clone()));
        if let Some(pair) = pair_at(pieces, position) {
            tokens.push(token(piece, position, pair));
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}

/// The tokens of the field of words as they are written, without unspaced scripts.
pub(crate) fn word_tokens(pieces: &[Piece]) -> PreTokenizedString {
    let words = pieces.iter().enumerate().filter(|(_, piece)| !piece.unspaced);
    let tokens = words.map(|(position, piece)| token(piece, position, piece.folded())).collect();
    PreTokenizedString { text: String::new(), tokens }
}

/// The pair that begins at a piece: with the next one, when it follows at once.
pub(crate) fn pair_at(pieces: &[Piece], at: usize) -> Option<String> {
    let (piece, next) = (pieces.get(at)?, pieces.get(at + 1)?);
    (piece.unspaced && next.unspaced && piece.end == next.start)
        .then(|| format!("{}{}", piece.lower, next.lower))
}

fn token(piece: &Piece, position: usize, text: String) -> Token {
    Token { offset_from: piece.start, offset_to: piece.end, position, text, position_length: 1 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::stem::stemmer;
    use proptest::prelude::*;

    fn texts(tokens: &PreTokenizedString) -> Vec<&str> {
        tokens.tokens.iter().map(|token| token.text.as_str()).collect()
    }

    #[test]
    fn each_script_is_cut_in_its_own_way() {
        let english = stemmer(&"en".parse().unwrap());
        let french = stemmer(&"fr".parse().unwrap());
        for (text, stemmer, expected) in [
            ("The city's Libraries", &english, vec!["the", "citi", "librari"]),
            ("廣州GIS系統", &None, vec!["广", "广州", "州", "gis", "系", "系统", "统"]),
            ("l’eau potable", &french, vec!["eau", "potabl"]),
            ("Éducation", &french, vec!["educ"]),
            ("ＣＯＶＩＤ-19", &None, vec!["covid", "19"]),
            ("水,电", &None, vec!["水", "电"]),
        ] {
            assert_eq!(texts(&stem_tokens(&pieces(text), stemmer.as_ref())), expected, "{text}");
        }
        assert_eq!(texts(&word_tokens(&pieces("São Paulo 水 Ñuñoa"))), ["sao", "paulo", "nunoa"]);
    }

    proptest! {
        #[test]
        fn pieces_lie_in_the_text_in_order(text in "\\PC{0,60}|[廣州l'éa a-cก-ฮ ]{0,30}") {
            let mut last = 0;
            for piece in pieces(&text) {
                prop_assert!(piece.start >= last && piece.start <= piece.end && piece.end <= text.len());
                prop_assert!(text.is_char_boundary(piece.start) && text.is_char_boundary(piece.end));
                last = piece.end;
            }
        }
    }
}
