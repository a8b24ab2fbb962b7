//! What a case led to elsewhere, with a date: where it was presented, what studied it, what came of it.

use kapok_base::{CaseLinkId, Refusal};
use serde::{Deserialize, Serialize};

/// Most characters of a link's words, and of its address.
const LONGEST: usize = 500;

/// How something elsewhere has to do with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// A conference, a hearing, a visit.
    PresentedAt,
    /// A paper, a thesis, an evaluation.
    StudiedIn,
    /// A policy, a project, another city's copy.
    LedTo,
}

impl LinkKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::PresentedAt, Self::StudiedIn, Self::LedTo];

    /// Its name in data: `presented_at`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PresentedAt => "presented_at",
            Self::StudiedIn => "studied_in",
            Self::LedTo => "led_to",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A dated link of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLink {
    /// Which.
    pub id: CaseLinkId,
    /// What it is to the case.
    pub kind: LinkKind,
    /// A year, a month or a day: `2019`, `2019-05`, `2019-05-31`.
    pub date: String,
    /// What it is, in words.
    pub words: String,
    /// Where it is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What is asked to become a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// `presented_at`, `studied_in`, `led_to`.
    pub kind: String,
    /// As typed.
    pub date: String,
    /// As typed.
    pub words: String,
    /// As typed; blank for none.
    pub url: String,
}

impl NewLink {
    /// The link, when what was typed can be one.
    ///
    /// # Errors
    /// `link_kind_unknown`, `link_date_wrong`, `link_words_missing`, `link_words_too_long`, `link_address_wrong`.
    pub fn read(&self, id: CaseLinkId) -> Result<CaseLink, Refusal> {
        let kind = LinkKind::parse(self.kind.trim());
        let kind = kind.ok_or_else(|| Refusal::invalid("link_kind_unknown").at("/kind"))?;
        let date = self.date.trim();
        if !is_date(date) {
            return Err(Refusal::invalid("link_date_wrong").at("/date"));
        }
        let words = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return Err(Refusal::invalid("link_words_missing").at("/words"));
        }
        if words.chars().count() > LONGEST {
            return Err(Refusal::invalid("link_words_too_long").at("/words").with("limit", LONGEST));
        }
        let url = self.url.trim();
        if !url.is_empty() && !is_address(url) {
            return Err(Refusal::invalid("link_address_wrong").at("/url"));
        }
        let url = (!url.is_empty()).then(|| url.to_owned());
        Ok(CaseLink { id, kind, date: date.to_owned(), words, url })
    }
}

/// Whether it is a year, a month or a day as ISO 8601 writes them.
fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000" => true,
        "0000-00" => format!("{text}-01").parse::<jiff::civil::Date>().is_ok(),
        "0000-00-00" => text.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    }
}

/// Whether it is an address that a browser may follow from a page.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"\\^`{|}".contains(c);
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && text.chars().count() <= LONGEST
        && text.chars().all(fits)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kapok_base::Random;

    fn read(kind: &str, date: &str, words: &str, url: &str) -> Result<CaseLink, &'static str> {
        let new = NewLink { kind: kind.into(), date: date.into(), words: words.into(), url: url.into() };
        new.read(Random::seeded(1).stream("ids").secret_id()).map_err(|refusal| refusal.code)
    }

    #[test]
    fn a_link_has_a_kind_a_date_and_words_and_may_have_an_address() {
        let link = read("studied_in", " 2019-05 ", " A   thesis ", "https://city.example/a?b=c#d").unwrap();
        assert_eq!(
            (link.kind, link.date.as_str(), link.words.as_str()),
            (LinkKind::StudiedIn, "2019-05", "A thesis")
        );
        assert_eq!(read("led_to", "2020-02-29", "x", "").unwrap().url, None);
        for (kind, date, words, url, code) in [
            ("seen", "2019", "x", "", "link_kind_unknown"),
            ("led_to", "2019-13", "x", "", "link_date_wrong"),
            ("led_to", "2019-02-29", "x", "", "link_date_wrong"),
            ("led_to", "May 2019", "x", "", "link_date_wrong"),
            ("led_to", "", "x", "", "link_date_wrong"),
            ("led_to", "2019", " \n", "", "link_words_missing"),
            ("led_to", "2019", &"x".repeat(LONGEST + 1), "", "link_words_too_long"),
            ("led_to", "2019", "x", "javascript:alert(1)", "link_address_wrong"),
            ("led_to", "2019", "x", "https:///x", "link_address_wrong"),
            ("led_to", "2019", "x", "https://a.example/<b>", "link_address_wrong"),
        ] {
            assert_eq!(read(kind, date, words, url).unwrap_err(), code, "{kind} {date} {url}");
        }
    }
}
