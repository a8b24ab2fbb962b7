//! Languages of content (any, by BCP 47 tag) and locales of the interface (the few it is translated into).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language of content, as a BCP 47 tag in its usual casing: `en`, `zh-Hant`, `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Language(String);

/// A tag that is not of BCP 47's form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag: {0}")]
pub struct InvalidLanguage(pub String);

impl Language {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first subtag: `zh` of `zh-Hant`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether the language is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        matches!(self.primary(), "ar" | "fa" | "he" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Language {
    type Err = InvalidLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let bad = || InvalidLanguage(tag.chars().take(40).collect());
        let mut parts = Vec::new();
        for (at, part) in tag.split(['-', '_']).enumerate() {
            let alphanumeric = part.chars().all(|c| c.is_ascii_alphanumeric());
            let fits = if at == 0 { (2..=3).contains(&part.len()) } else { (1..=8).contains(&part.len()) };
            if !alphanumeric || !fits || (at == 0 && !part.chars().all(|c| c.is_ascii_alphabetic())) {
                return Err(bad());
            }
            parts.push(usual_case(at, part));
        }
        if parts.len() > 8 {
            return Err(bad());
        }
        Ok(Self(parts.join("-")))
    }
}

/// Language in small letters, script capitalised, region in capitals.
fn usual_case(at: usize, part: &str) -> String {
    match (at, part.len()) {
        (0, _) => part.to_ascii_lowercase(),
        (_, 4) if part.chars().all(|c| c.is_ascii_alphabetic()) => {
            let (head, tail) = part.split_at(1);
            head.to_ascii_uppercase() + &tail.to_ascii_lowercase()
        }
        (_, 2) => part.to_ascii_uppercase(),
        _ => part.to_ascii_lowercase(),
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Chinese in simplified characters.
    #[serde(rename = "zh-Hans")]
    ZhHans,
}

impl Locale {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhHans];

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
        }
    }

    /// Its name in itself, for a chooser.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhHans => "简体中文",
        }
    }

    /// The same as a language of content.
    #[must_use]
    pub fn language(self) -> Language {
        Language(self.tag().to_owned())
    }

    /// The best locale for a BCP 47 tag, if there is one.
    #[must_use]
    pub fn for_tag(tag: &str) -> Option<Self> {
        let language: Language = tag.trim().parse().ok()?;
        match language.primary() {
            "en" => Some(Self::En),
            "zh" => Some(Self::ZhHans),
            _ => None,
        }
    }

    /// The best locale for an `Accept-Language` header; English when none fits.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut wanted: Vec<(f32, Self)> = accept_language
            .split(',')
            .take(20)
            .filter_map(|item| {
                let (tag, quality) = item.split_once(";q=").unwrap_or((item, "1"));
                let quality: f32 = quality.trim().parse().ok()?;
                (quality > 0.0).then_some((quality, Self::for_tag(tag)?))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map_or(Self::En, |(_, locale)| *locale)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_their_usual_case_and_nonsense_is_refused() {
        for (given, kept) in [("EN", "en"), ("zh_hant", "zh-Hant"), ("pt-br", "pt-BR"), ("es-419", "es-419")]
        {
            assert_eq!(given.parse::<Language>().unwrap().as_str(), kept);
        }
        for bad in ["", "e", "english-language-long", "en-", "1n", "中文"] {
            assert!(bad.parse::<Language>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_reader_s_first_wish_that_we_have_wins() {
        assert_eq!(Locale::negotiate("fr, zh-TW;q=0.8, en;q=0.5"), Locale::ZhHans);
        assert_eq!(Locale::negotiate("en;q=0.5, zh;q=0.9"), Locale::ZhHans);
        assert_eq!(Locale::negotiate("sw"), Locale::En);
        assert_eq!(Locale::negotiate(";;;q=,"), Locale::En);
    }
}
