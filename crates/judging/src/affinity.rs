//! How well a judge suits an entry: languages that they read, themes that they know, and another region than their own.

use kapok_base::Language;
use std::collections::BTreeSet;

/// Who does not read the entry's language suits it so much less.
pub const OTHER_LANGUAGE: f64 = 0.5;
/// Who knows none of the entry's themes suits it so much less; halfway to knowing all where either says nothing.
pub const NO_THEME: f64 = 0.5;
/// Who comes from the entry's region suits it so much less, so that regions mix; halfway where it is not known.
pub const OWN_REGION: f64 = 0.9;
/// What ties a judge to an entry without excluding them makes them suit it so much less.
pub const WARNED: f64 = 0.5;

/// What a judge brings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// The languages that they read.
    pub languages: Vec<Language>,
    /// The themes that they know; empty where they said nothing.
    pub themes: BTreeSet<String>,
    /// The regions of the world that they come from; empty where it is not known.
    pub regions: BTreeSet<&'static str>,
}

/// What an entry asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The language it is written in.
    pub language: Language,
    /// Its themes; empty where the dossier names none of the list.
    pub themes: BTreeSet<String>,
    /// The region of the world that it comes from.
    pub region: Option<&'static str>,
}

/// How well they suit each other, above 0 and at most 1: the product of language, themes and region.
#[must_use]
pub fn affinity(reader: &Reader, written: &Written, is_warned: bool) -> f64 {
    let reads = reader.languages.iter().any(|l| l.primary() == written.language.primary());
    let language = if reads { 1.0 } else { OTHER_LANGUAGE };
    let themes = NO_THEME + (1.0 - NO_THEME) * share(reader, written);
    let region = match written.region.filter(|_| !reader.regions.is_empty()) {
        Some(region) if reader.regions.contains(region) => OWN_REGION,
        Some(_) => 1.0,
        None => f64::midpoint(OWN_REGION, 1.0),
    };
    language * themes * region * if is_warned { WARNED } else { 1.0 }
}

/// How much of the entry's themes the judge knows; a half where either says nothing.
fn share(reader: &Reader, written: &Written) -> f64 {
    if reader.themes.is_empty() || written.themes.is_empty() {
        return 0.5;
    }
    let known = written.themes.intersection(&reader.themes).count();
    known as f64 / written.themes.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(languages: &[&str], themes: &[&str], regions: &[&'static str]) -> Reader {
        Reader {
            languages: languages.iter().map(|l| l.parse().unwrap()).collect(),
            themes: themes.iter().map(|t| (*t).to_owned()).collect(),
            regions: regions.iter().copied().collect(),
        }
    }

    #[test]
    fn languages_themes_and_regions_count_together() {
        let themes = ["water", "energy"].map(str::to_owned).into();
        let entry = Written { language: "zh-Hant".parse().unwrap(), themes, region: Some("asia") };
        for (reader, value) in [
            (reader(&["zh-Hans"], &["water", "energy"], &["europe"]), 1.0),
            (reader(&["en", "zh"], &["water"], &["europe"]), 0.75),
            (reader(&["zh"], &["health"], &["europe"]), 0.5),
            (reader(&["zh"], &[], &["europe"]), 0.75),
            (reader(&["en"], &["water", "energy"], &["europe"]), 0.5),
            (reader(&["zh"], &["water", "energy"], &["asia", "europe"]), 0.9),
            (reader(&["zh"], &["water", "energy"], &[]), 0.95),
        ] {
            assert!((affinity(&reader, &entry, false) - value).abs() < 1e-12, "{reader:?}");
            assert!((affinity(&reader, &entry, true) - value * WARNED).abs() < 1e-12, "{reader:?}");
        }
    }

    #[test]
    fn a_dossier_without_themes_suits_all_alike() {
        let entry = Written { language: Language::english(), themes: BTreeSet::new(), region: None };
        let one = affinity(&reader(&["en"], &["water"], &["asia"]), &entry, false);
        assert_eq!(one, affinity(&reader(&["en"], &[], &[]), &entry, false));
    }
}
