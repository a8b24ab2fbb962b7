//! A citation as people write it.

use super::Reference;

/// The reference in one line: entity (year). Title. Edition. Publisher. [what is said of made-up text] Address (`accessed`). Licence.
///
/// `accessed` is the whole phrase with its day, `undated` what stands for a year that is not known, both in the reader's language.
#[must_use]
pub fn words(reference: &Reference, accessed: &str, undated: &str) -> String {
    let year = reference.year.map_or_else(|| undated.to_owned(), |year| year.to_string());
    let mut parts = match &reference.author {
        Some(author) => vec![ended(&format!("{author} ({year})")), ended(&reference.title)],
        None => vec![ended(&format!("{} ({year})", reference.title))],
    };
    parts.extend(reference.edition.as_deref().map(ended));
    parts.push(ended(&reference.publisher));
    parts.extend(reference.synthetic.as_ref().map(|note| format!("[{note}]")));
    parts.push(format!("{} ({accessed}).", reference.address));
    parts.extend(reference.licence.as_deref().map(ended));
    parts.join(" ")
}

/// The text with a full stop, unless it ends a sentence already.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
