//! How a case is cited: one reference, written as BibTeX, RIS, CSL-JSON or in words.
//!
//! A reference names the entity as author, the case's title and year, the programme or collection that published it, its
//! edition, and the address that stays. A text that was made up says so in every form.

mod bibtex;
mod csl;
mod ris;
mod words;

pub use bibtex::bibtex;
pub use csl::csl;
pub use ris::ris;
pub use words::words;

use crate::Case;
use kapok_base::{CaseId, Instant, Language};

/// What a case does not know of itself and a citation of it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The programme that published it, or the collection it comes from.
    pub publisher: String,
    /// The edition, by the name people read.
    pub edition: Option<String>,
    /// The address that stays.
    pub address: String,
    /// What is said of a text that was made up.
    pub synthetic: String,
    /// When it was looked at.
    pub accessed: Instant,
}

/// What every form of a citation says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The case.
    pub id: CaseId,
    /// The entity, as author.
    pub author: Option<String>,
    /// The title, in the language cited.
    pub title: String,
    /// The year, as the source counts it.
    pub year: Option<i32>,
    /// The edition.
    pub edition: Option<String>,
    /// The programme or the collection.
    pub publisher: String,
    /// The address that stays.
    pub address: String,
    /// The language cited; absent when it is not known.
    pub language: Option<Language>,
    /// The licence, as given.
    pub licence: Option<String>,
    /// What is said of a text that was made up; absent when it was not.
    pub synthetic: Option<String>,
    /// When it was looked at.
    pub accessed: Instant,
}

impl Reference {
    /// The reference of a case in a language, or the nearest that it can be read in.
    #[must_use]
    pub fn new(case: &Case, language: &Language, publication: Publication) -> Self {
        let (language, text) = case.texts.best(language);
        let facts = &case.facts;
        let plain = |text: &str| Some(line(text)).filter(|text| !text.is_empty());
        Self {
            id: case.id,
            author: facts.entity.as_deref().and_then(plain),
            title: line(&text.title),
            year: facts.year,
            edition: publication.edition.or_else(|| facts.edition.clone()).as_deref().and_then(plain),
            publisher: line(&publication.publisher),
            address: publication.address,
            language: Some(language.clone()).filter(|language| language.as_str() != "und"),
            licence: facts.licence.as_deref().and_then(plain),
            synthetic: facts.synthetic.then(|| line(&publication.synthetic)),
            accessed: publication.accessed,
        }
    }

    /// The key by which a document cites it: the entity, the year, and digits of the case's identifier (sixty-two random bits),
    /// so that it is the same in every file and another for every case.
    #[must_use]
    pub fn key(&self) -> String {
        let name = crate::fold(self.author.as_deref().unwrap_or_default());
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
        let name = if name.is_empty() { "case" } else { &name };
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        let id = self.id.0.simple().to_string();
        format!("{name}{year}-{}", id.get(16..).unwrap_or(&id))
    }
}

/// A text on one line, without what no form of citation can hold: control characters, marks of direction left open,
/// code points that are no characters.
fn line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() || is_break(c) { ' ' } else { c }).collect();
    let kept: String = plain.chars().filter(|c| !is_directional(*c) && !is_noncharacter(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Marks that turn the direction of what follows them.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xfdd0..=0xfdef | 0xfeff) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
