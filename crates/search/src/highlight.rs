//! The part of a text that best shows why it was found, as escaped HTML with `<mark>`.

use crate::analysis::{Piece, Stemming, pair_at, pieces};
use std::collections::HashSet;

/// Columns of a snippet; a character of an unspaced script takes two.
const WIDTH: usize = 260;
/// Columns before the first match.
const LEAD: usize = 60;
/// Bytes of a text that are looked at.
const LONGEST: usize = 80_000;
/// The same where nothing was asked for.
const PLAIN: usize = 4_000;

/// What counts as a match in a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Stems and words.
    pub(crate) words: HashSet<String>,
    /// Words as written alone.
    pub(crate) exact: HashSet<String>,
    /// Beginnings of words.
    pub(crate) prefixes: HashSet<String>,
    /// Pairs of an unspaced script.
    pub(crate) pairs: HashSet<String>,
    /// Single characters of one.
    pub(crate) singles: HashSet<String>,
    /// The first letters of all words: a word that begins otherwise need not be stemmed.
    pub(crate) first: HashSet<char>,
}

impl Marks {
    /// The matches in a text: byte ranges in order, merged where they touch, and how many different forms they have.
    pub(crate) fn matches(&self, pieces: &[Piece], stemming: &Stemming) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            let form = if piece.unspaced { self.unspaced(pieces, at) } else { self.word(piece, stemming) };
            let Some((form, end)) = form else { continue };
            match found.last_mut().filter(|last| piece.unspaced && last.end >= piece.start) {
                Some(last) => last.end = last.end.max(end),
                None => found.push(Match { start: piece.start, end, form }),
            }
        }
        found
    }

    /// Whether nothing is looked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_empty() && self.pairs.is_empty() && self.singles.is_empty()
    }

    /// Whether anything matches in a text.
    pub(crate) fn are_in(&self, text: &str, stemming: &Stemming) -> bool {
        !self.matches(&pieces(text), stemming).is_empty()
    }

    /// Takes note of how the words begin, once all of them are known.
    pub(crate) fn note_first(&mut self) {
        let words = self.words.iter().chain(&self.exact).chain(&self.prefixes);
        self.first = words.filter_map(|word| word.chars().next()).collect();
    }

    fn word(&self, piece: &Piece, stemming: &Stemming) -> Option<(String, usize)> {
        if stemming.analysis(piece).keeps_beginnings() && !self.first.contains(&piece.first()?) {
            return None;
        }
        let folded = piece.folded();
        let prefixed = || self.prefixes.iter().any(|prefix| folded.starts_with(prefix.as_str()));
        if self.exact.contains(&folded) || prefixed() {
            return Some((folded, piece.end));
        }
        let stem = stemming.stem(piece);
        (self.words.contains(&stem)).then_some((stem, piece.end))
    }

    fn unspaced(&self, pieces: &[Piece], at: usize) -> Option<(String, usize)> {
        if let Some(pair) =
            pair_at(pieces, at).filter(|pair| self.pairs.contains(pair) || self.words.contains(pair))
        {
            return Some((pair, pieces[at + 1].end));
        }
        let piece = &pieces[at];
        self.singles.contains(&piece.lower).then(|| (piece.lower.clone(), piece.end))
    }
}

/// One match in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: String,
}

/// A snippet of a text, and whether anything matches in it.
pub(crate) fn snippet(text: &str, marks: &Marks, stemming: &Stemming) -> (String, bool) {
    let text = &text[..text.floor_char_boundary(if marks.is_empty() { PLAIN } else { LONGEST })];
    let pieces = pieces(text);
    let matches = marks.matches(&pieces, stemming);
    let (start, end) = window(text, &pieces, &matches);
    let mut html = String::with_capacity((end - start) + 64);
    if start > 0 {
        html.push('…');
    }
    let mut at = start;
    for found in matches.iter().filter(|found| found.start >= start && found.end <= end) {
        escape(&text[at..found.start], &mut html);
        html.push_str("<mark>");
        escape(&text[found.start..found.end], &mut html);
        html.push_str("</mark>");
        at = found.end;
    }
    escape(&text[at..end], &mut html);
    let html = html.trim().to_owned();
    (if end < text.trim_end().len() { html + "…" } else { html }, !matches.is_empty())
}

/// The window with the most different matches, then the most matches, then the earliest; it begins and ends between pieces.
fn window(text: &str, pieces: &[Piece], matches: &[Match]) -> (usize, usize) {
    if pieces.is_empty() {
        return (0, text.floor_char_boundary(WIDTH));
    }
    let mut columns = Vec::with_capacity(pieces.len());
    let (mut column, mut end) = (0, 0);
    for piece in pieces {
        column += text[end..piece.start].chars().count();
        columns.push(column);
        column += text[piece.start..piece.end].chars().count() * (1 + usize::from(piece.unspaced));
        end = piece.end;
    }
    let piece_at = |byte: usize| pieces.partition_point(|piece| piece.start < byte).min(pieces.len() - 1);
    let mut best = ((0, 0), 0);
    for (at, first) in matches.iter().enumerate().take(400) {
        let from = columns[piece_at(first.start)];
        let inside = matches[at..].iter().take_while(|m| columns[piece_at(m.start)] + LEAD < from + WIDTH);
        let inside: Vec<&Match> = inside.take(60).collect();
        let forms = inside.iter().map(|found| &found.form).collect::<HashSet<_>>().len();
        if (forms, inside.len()) > best.0 {
            best = ((forms, inside.len()), piece_at(first.start));
        }
    }
    let lead = columns[best.1].saturating_sub(LEAD);
    let first = columns.partition_point(|column| *column < lead).min(best.1);
    let limit = columns[first] + WIDTH;
    let last = columns.partition_point(|column| *column < limit).max(first + 1) - 1;
    let start = if first == 0 { 0 } else { pieces[first].start };
    // What follows the last piece may be long and without words: a snippet ends all the same.
    let words_end = pieces[last].end;
    let tail_is_short = last + 1 == pieces.len() && text[words_end..].chars().count() < 40;
    (start, if tail_is_short { text.len() } else { words_end })
}

/// Text as HTML: escaped, with blanks and line ends as one blank.
fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c.is_whitespace() || c.is_control() => {
                if !html.ends_with(' ') {
                    html.push(' ');
                }
            }
            c => html.push(c),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly() -> Stemming {
        Stemming::of(&"und".parse().unwrap())
    }

    fn marks(words: &[&str], pairs: &[&str]) -> Marks {
        let set = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
        let mut marks = Marks { words: set(words), pairs: set(pairs), ..Marks::default() };
        marks.note_first();
        marks
    }

    #[test]
    fn matches_are_marked_and_everything_is_escaped() {
        let english = Stemming::of(&"en".parse().unwrap());
        let (html, found) =
            snippet("Tree & <b>libraries</b> of the Library", &marks(&["librari", "tree"], &[]), &english);
        let expected =
            "<mark>Tree</mark> &amp; &lt;b&gt;<mark>libraries</mark>&lt;/b&gt; of the <mark>Library</mark>";
        assert_eq!(html, expected);
        assert!(found && !snippet("Nothing of it", &marks(&["librari"], &[]), &english).1);
    }

    #[test]
    fn pairs_that_touch_are_one_mark_and_traditional_text_matches() {
        let (html, _) = snippet("在廣州市政府裡", &marks(&[], &["广州", "州市", "市政", "政府"]), &plainly());
        assert_eq!(html, "在<mark>廣州市政府</mark>裡");
    }

    #[test]
    fn the_window_goes_where_the_matches_are() {
        let text = format!("{} a bus lane for everybody {}", "word ".repeat(200), "tail ".repeat(200));
        let (html, _) = snippet(&text, &marks(&["bus", "lane"], &[]), &plainly());
        assert!(html.contains("<mark>bus</mark> <mark>lane</mark>"), "{html}");
        assert!(html.starts_with('…') && html.ends_with('…') && html.chars().count() < 330, "{html}");
    }

    proptest! {
        #[test]
        fn every_text_has_a_snippet_that_is_safe(
            text in "\\PC{0,400}|([廣州市 <a>&\"'é\n]{0,200})", word in "[a-z]{1,2}", pair in "[广州市]{2}"
        ) {
            let (html, _) = snippet(&text, &marks(&[&word], &[&pair]), &plainly());
            let plain = html.replace("<mark>", "").replace("</mark>", "");
            prop_assert!(!plain.contains(['<', '>', '"']));
            prop_assert_eq!(html.matches("<mark>").count(), html.matches("</mark>").count());
        }
    }
}
