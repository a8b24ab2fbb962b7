//! The library's one list of themes, read from an editable file, and which of them a source's theme belongs to.

use crate::fold;
use kapok_base::{Language, Localized};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A theme of the library's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// What is stored: `water`.
    pub key: String,
    /// What is shown.
    pub name: Localized,
}

/// The list of themes and the words that lead to them.
#[derive(Clone, Debug)]
pub struct Themes {
    themes: Vec<Theme>,
    /// Folded words with their theme's place, the longest first.
    words: Vec<(String, usize)>,
}

/// A file of themes that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the list of themes cannot be used: {0}")]
pub struct InvalidThemes(pub String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: BTreeMap<Language, String>,
    words: Vec<String>,
}

impl Themes {
    /// The list that Kapok comes with.
    ///
    /// # Errors
    /// Never for an unchanged build; a test reads it.
    pub fn builtin() -> Result<Self, InvalidThemes> {
        Self::from_toml(include_str!("../data/themes.toml"))
    }

    /// A list from a file of the built-in one's form: one table a theme, with `name` by language (English at least)
    /// and `words`.
    ///
    /// # Errors
    /// When the file has another form, or a theme has no English name.
    pub fn from_toml(text: &str) -> Result<Self, InvalidThemes> {
        let entries: BTreeMap<String, Entry> =
            toml::from_str(text).map_err(|e| InvalidThemes(e.to_string()))?;
        let mut themes = Vec::new();
        let mut words = Vec::new();
        for (key, entry) in entries {
            let mut names = entry.name;
            let english = names
                .remove(&Language::english())
                .ok_or_else(|| InvalidThemes(format!("{key} has no English name")))?;
            let mut name = Localized::english(&english);
            for (language, text) in names {
                words.push((fold(&text), themes.len()));
                name = name.with(language, text);
            }
            words.push((fold(&english), themes.len()));
            words.push((fold(&key), themes.len()));
            words.extend(entry.words.iter().map(|word| (fold(word), themes.len())));
            themes.push(Theme { key, name });
        }
        words.retain(|(word, _)| !word.is_empty());
        words.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then_with(|| a.cmp(b)));
        words.dedup();
        Ok(Self { themes, words })
    }

    /// All themes, by key.
    #[must_use]
    pub fn all(&self) -> &[Theme] {
        &self.themes
    }

    /// The theme with a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.key == key)
    }

    /// The theme that a source's own theme belongs to.
    #[must_use]
    pub fn resolve(&self, given: &str) -> Option<&Theme> {
        let given = format!(" {} ", fold(given));
        let stands_in = |word: &str| match word.chars().next() {
            Some(c) if is_han(c) => given.contains(word),
            _ => given.contains(&format!(" {word} ")),
        };
        let (_, at) = self.words.iter().find(|(word, _)| stands_in(word))?;
        self.themes.get(*at)
    }
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_source_s_theme_finds_its_place_by_the_longest_word() {
        let themes = Themes::builtin().unwrap();
        for (given, key) in [
            ("waste water management", "waste"),
            ("Water management", "water"),
            ("budget_local", "economy"),
            ("Écologie", "nature"),
            ("開放資料與資訊", "digital"),
            ("planning_development", "planning"),
            ("health", "health"),
        ] {
            assert_eq!(themes.resolve(given).map(|t| t.key.as_str()), Some(key), "{given}");
        }
        assert!(themes.resolve("Other").is_none());
        assert!(themes.resolve("").is_none());
        assert!(themes.resolve("airport").is_none(), "air stands in airport, but not as a word");
    }

    #[test]
    fn every_theme_has_its_chinese_name() {
        let chinese = "zh-Hans".parse().unwrap();
        for theme in Themes::builtin().unwrap().all() {
            assert_eq!(theme.name.best(&chinese).0.as_str(), "zh-Hans", "{}", theme.key);
        }
    }

    #[test]
    fn a_broken_list_says_what_is_wrong() {
        let without_english = "[water]\nname = { fr = \"Eau\" }\nwords = []\n";
        assert!(Themes::from_toml(without_english).unwrap_err().0.contains("water"));
        assert!(Themes::from_toml("[water").is_err());
    }
}
