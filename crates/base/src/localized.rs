//! What people read in several languages.

use crate::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A value in several languages, one of them the original.
///
/// In JSON: `{"original": "en", "texts": {"en": "…", "zh-Hans": "…"}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw<T>", bound(deserialize = "T: Deserialize<'de>"))]
pub struct Localized<T = String> {
    original: Language,
    texts: BTreeMap<Language, T>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw<T> {
    original: Language,
    texts: BTreeMap<Language, T>,
}

impl<T> TryFrom<Raw<T>> for Localized<T> {
    type Error = &'static str;
    fn try_from(raw: Raw<T>) -> Result<Self, Self::Error> {
        if !raw.texts.contains_key(&raw.original) {
            return Err("the text in the original language is missing");
        }
        Ok(Self { original: raw.original, texts: raw.texts })
    }
}

impl<T> Localized<T> {
    /// A value in its original language alone.
    pub fn new(original: Language, text: T) -> Self {
        Self { texts: BTreeMap::from([(original.clone(), text)]), original }
    }

    /// The same with one more language.
    #[must_use]
    pub fn with(mut self, language: Language, text: T) -> Self {
        self.texts.insert(language, text);
        self
    }

    /// The language it was written in.
    pub fn original(&self) -> &Language {
        &self.original
    }

    /// All languages with their values, in the order of their tags.
    pub fn iter(&self) -> impl Iterator<Item = (&Language, &T)> {
        self.texts.iter()
    }

    /// The value for a reader: in their language, in a relative of it, in English, in the original.
    pub fn best(&self, wanted: &Language) -> (&Language, &T) {
        let relative = || self.texts.iter().find(|(l, _)| l.primary() == wanted.primary());
        self.texts
            .get_key_value(wanted)
            .or_else(relative)
            .or_else(|| self.texts.get_key_value(&self.original))
            .or_else(|| self.texts.iter().next())
            .unwrap_or_else(|| unreachable!("the original is always there"))
    }

    /// The value alone of [`Self::best`].
    pub fn text(&self, wanted: &Language) -> &T {
        self.best(wanted).1
    }
}

impl Localized<String> {
    /// An English text.
    #[must_use]
    pub fn english(text: &str) -> Self {
        Self::new(Language::english(), text.to_owned())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_nearest_language() {
        let tag = |t: &str| t.parse::<Language>().unwrap();
        let name = Localized::new(tag("es"), "agua".to_owned()).with(tag("zh-Hans"), "水".to_owned());
        assert_eq!(name.text(&tag("zh-Hant")), "水");
        assert_eq!(name.text(&tag("fr")), "agua");
    }

    #[test]
    fn an_original_without_text_is_refused() {
        let missing = serde_json::from_str::<Localized>(r#"{"original":"en","texts":{"fr":"eau"}}"#);
        assert!(missing.is_err());
    }
}
