//! Texts become tokens: unspaced scripts as single characters and pairs, all others as words and their stems.

use crate::han::{is_plain_han, is_unspaced, simplified};
use crate::stem::{Analysis, Script};
use frostem::Stemmer;
use kapok_base::Language;
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

    /// The first letter of the word without accents.
    pub(crate) fn first(&self) -> Option<char> {
        if self.lower.is_ascii() { self.lower.chars().next() } else { self.folded().chars().next() }
    }

    /// The word's stem, without accents.
    pub(crate) fn stem(&self, stemmer: Option<&Stemmer>) -> String {
        match stemmer {
            Some(_) if self.script() == Script::Arabic => light_arabic(&self.folded()).to_owned(),
            Some(stemmer) => folded(&stemmer.stem(&self.lower)),
            None => self.folded(),
        }
    }

    /// Its script.
    pub(crate) fn script(&self) -> Script {
        Script::of(&self.lower)
    }
}

/// How the words of a text in one language are stemmed.
pub(crate) struct Stemming([(Analysis, Option<Stemmer>); 6]);

impl Stemming {
    /// That of texts in a language.
    pub(crate) fn of(language: &Language) -> Self {
        Self(Script::ALL.map(|script| {
            let analysis = Analysis::of(language, script);
            (analysis, analysis.stemmer())
        }))
    }

    /// How a word of the text is analysed.
    pub(crate) fn analysis(&self, piece: &Piece) -> Analysis {
        self.0[piece.script() as usize].0
    }

    /// The stem of a word of the text.
    pub(crate) fn stem(&self, piece: &Piece) -> String {
        piece.stem(self.0[piece.script() as usize].1.as_ref())
    }
}

/// Without accents and other marks (Latin, Greek and Cyrillic: elsewhere marks are letters, but for those of Arabic that
/// are mostly left away), and with the letters of one sound that writers mix up as one.
pub(crate) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    if Script::of(word) == Script::Arabic {
        return word.chars().filter_map(plain_arabic).collect();
    }
    let european = |c: char| matches!(u32::from(c), 0..=0x052f | 0x1e00..=0x1fff);
    if !word.chars().all(|c| european(c) || is_combining_mark(c)) {
        return word.to_owned();
    }
    let mut plain = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            c => plain.push(c),
        }
    }
    plain
}

/// An Arabic word, folded, without its article, conjunction and preposition before it and without the commonest endings: the light stemmer
/// "light10" of Larkey, Ballesteros and Connell, "Improving stemming for Arabic information retrieval" (2002).
fn light_arabic(word: &str) -> &str {
    let letters = |word: &str| word.chars().count();
    let mut stem = word;
    if let Some(rest) = stem.strip_prefix('و').filter(|rest| letters(rest) >= 3) {
        stem = rest;
    }
    let articles = ["ال", "وال", "بال", "كال", "فال", "لل"];
    if let Some(rest) =
        articles.iter().find_map(|article| stem.strip_prefix(article)).filter(|rest| letters(rest) >= 2)
    {
        stem = rest;
    }
    for ending in ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"] {
        if let Some(rest) = stem.strip_suffix(ending).filter(|rest| letters(rest) >= 2) {
            stem = rest;
        }
    }
    stem
}

/// A letter of Arabic as it is written most plainly; nothing for signs of vowels and for the stroke that draws a word out.
fn plain_arabic(c: char) -> Option<char> {
    Some(match c {
        '\u{64b}'..='\u{652}' | '\u{670}' | '\u{640}' => return None,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'ئ' => 'ي',
        c => c,
    })
}

/// The pieces of a text in order; no two overlap.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        if word.chars().any(is_unspaced) {
            for (at, cluster) in word.grapheme_indices(true) {
                let Some(first) = cluster.chars().find(|c| c.is_alphanumeric()) else { continue };
                let unspaced = is_unspaced(first);
                let lower = if unspaced && cluster.len() == first.len_utf8() && is_plain_han(first) {
                    simplified(first).to_string()
                } else if unspaced {
                    cluster.nfkc().map(simplified).collect()
                } else {
                    cluster.nfkc().flat_map(char::to_lowercase).collect()
                };
                let start = start + at;
                pieces.push(Piece { start, end: start + cluster.len(), lower, unspaced });
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
    let word = &word[from..to];
    let lower = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.nfkc().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}').collect(),
    };
    Piece { start: start + from, end: start + to, lower, unspaced: false }
}

/// The tokens of unspaced scripts: characters, and pairs of those that follow each other at once.
pub(crate) fn unspaced_tokens(pieces: &[Piece]) -> PreTokenizedString {
    let mut tokens = Vec::new();
    for (position, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.unspaced) {
        tokens.push(token(piece, position, piece.lower.clone()));
        if let Some(pair) = pair_at(pieces, position) {
            tokens.push(token(piece, position, pair));
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}

/// Three letters in a row, all that a word has; nothing for words of scripts that are told by their stems, and for numbers.
pub(crate) fn parts(piece: &Piece) -> Vec<String> {
    if piece.unspaced || !piece.script().has_parts() || piece.lower.chars().any(char::is_numeric) {
        return Vec::new();
    }
    let letters: Vec<char> = piece.folded().chars().collect();
    letters.windows(3).map(|three| three.iter().collect()).collect()
}

/// The tokens of words as they are written, without unspaced scripts.
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

pub(crate) fn token(piece: &Piece, position: usize, text: String) -> Token {
    Token { offset_from: piece.start, offset_to: piece.end, position, text, position_length: 1 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::stem::Analysis;
    use proptest::prelude::*;

    fn texts(tokens: &PreTokenizedString) -> Vec<&str> {
        tokens.tokens.iter().map(|token| token.text.as_str()).collect()
    }

    #[test]
    fn each_script_is_cut_in_its_own_way() {
        let stems = |text: &str, language: &str| -> Vec<String> {
            let stem = |piece: &Piece| {
                let analysis = Analysis::of(&language.parse().unwrap(), piece.script());
                piece.stem(analysis.stemmer().as_ref())
            };
            pieces(text).iter().map(stem).collect()
        };
        assert_eq!(stems("The city's Libraries", "en"), ["the", "citi", "librari"]);
        assert_eq!(stems("l’eau potable", "fr"), ["eau", "potabl"]);
        assert_eq!(stems("Éducation", "fr"), ["educ"]);
        assert_eq!(stems("ＣＯＶＩＤ-19", "zh"), ["covid", "19"]);
        assert_eq!(stems("Straße Łódź", "pl"), ["strasse", "lodz"]);
        assert_eq!(texts(&word_tokens(&pieces("São Paulo 水 Ñuñoa"))), ["sao", "paulo", "nunoa"]);
        assert_eq!(texts(&unspaced_tokens(&pieces("廣州GIS系統"))), ["广", "广州", "州", "系", "系统", "统"]);
        assert_eq!(texts(&unspaced_tokens(&pieces("水,电"))), ["水", "电"]);
        assert_eq!(texts(&unspaced_tokens(&pieces("ที่ดี"))), ["ที่", "ที่ดี", "ดี"]);
        assert_eq!(texts(&unspaced_tokens(&pieces("도시 숲"))), ["도", "도시", "시", "숲"]);
        assert_eq!(folded("إدارةُ"), "اداره");
    }

    proptest! {
        #[test]
        fn pieces_lie_in_the_text_in_order(text in "\\PC{0,60}|[廣州l'éa a-cก-ฮ ]{0,30}") {
            let mut last = 0;
            for piece in pieces(&text) {
                prop_assert!(piece.start >= last && piece.start <= piece.end && piece.end <= text.len());
                prop_assert!(text.is_char_boundary(piece.start) && text.is_char_boundary(piece.end));
                prop_assert_eq!(piece.first(), piece.folded().chars().next());
                last = piece.end;
            }
        }
    }
}
