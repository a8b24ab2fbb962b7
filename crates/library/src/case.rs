//! A case: its texts in one or several languages, and its facts.

use crate::Sdg;
use kapok_base::{CaseId, Language, Localized};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A part of a longer text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its text.
    pub text: String,
}

/// What is read of a case in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseText {
    /// Its title.
    pub title: String,
    /// The abstract, or the whole text where a source has no sections.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Further parts, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

impl CaseText {
    /// Everything but the title, as one text.
    #[must_use]
    pub fn body(&self) -> String {
        let sections = self.sections_text();
        match (self.description.is_empty(), sections.is_empty()) {
            (true, _) => sections,
            (_, true) => self.description.clone(),
            _ => format!("{}\n\n{sections}", self.description),
        }
    }

    /// The sections with their headings, as one text.
    #[must_use]
    pub fn sections_text(&self) -> String {
        let sections = self.sections.iter().map(|section| format!("{}\n{}", section.heading, section.text));
        sections.collect::<Vec<_>>().join("\n\n")
    }
}

/// A point on the globe, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lon: f64,
}

/// A figure before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// What is counted.
    pub name: String,
    /// Its unit, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Before the initiative, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// After it, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What an initiative cost, as given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// The amount, a decimal number.
    pub amount: String,
    /// The currency, as given (usually ISO 4217).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// Who runs an initiative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A city.
    City,
    /// A district of one.
    District,
    /// A province or state.
    Province,
    /// A country.
    National,
    /// Civil society.
    CivilSociety,
}

impl Level {
    /// Its name in data: `civil_society`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::District => "district",
            Self::Province => "province",
            Self::National => "national",
            Self::CivilSociety => "civil_society",
        }
    }
}

/// How far its claims have been looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// By those who ran it.
    SelfReported,
    /// By a committee that read the dossier.
    CommitteeReviewed,
    /// By an evaluator of their own.
    IndependentlyEvaluated,
}

impl Evidence {
    /// Its name in data: `self_reported`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SelfReported => "self_reported",
            Self::CommitteeReviewed => "committee_reviewed",
            Self::IndependentlyEvaluated => "independently_evaluated",
        }
    }
}

/// What is known about a case besides its texts. Absent means that the source does not say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// ISO 3166-1 alpha-2, where the given country could be resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The city or other entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Where it lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The year, as the source counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The edition of an award, by name or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Keys of the library's list of themes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Goals and targets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sdgs: Vec<Sdg>,
    /// What became of it: `winner`, `shortlisted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Where the source shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Under which licence it may be used, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Whether it was made up for a demonstration.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
    /// Figures before and after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// What it cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    /// When it started, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// When it ended, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// Inhabitants of the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<u64>,
    /// What kind of initiative the source calls it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Who runs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// How far its claims have been looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// What was given for a field and differs from what is kept there, or could not be resolved: country, lang, themes, sdgs.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, Vec<String>>,
    /// Keys that Kapok does not know.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub further: BTreeMap<String, serde_json::Value>,
}

impl Facts {
    /// The same with what is absent taken from another language version of the case.
    #[must_use]
    pub fn filled_from(mut self, other: &Self) -> Self {
        fn option<T: Clone>(mine: &mut Option<T>, other: &Option<T>) {
            if mine.is_none() {
                mine.clone_from(other);
            }
        }
        fn list<T: Clone>(mine: &mut Vec<T>, other: &[T]) {
            if mine.is_empty() {
                mine.extend_from_slice(other);
            }
        }
        option(&mut self.country, &other.country);
        option(&mut self.entity, &other.entity);
        option(&mut self.place, &other.place);
        option(&mut self.year, &other.year);
        option(&mut self.edition, &other.edition);
        list(&mut self.themes, &other.themes);
        list(&mut self.sdgs, &other.sdgs);
        option(&mut self.outcome, &other.outcome);
        option(&mut self.url, &other.url);
        option(&mut self.licence, &other.licence);
        self.synthetic |= other.synthetic;
        list(&mut self.indicators, &other.indicators);
        option(&mut self.cost, &other.cost);
        option(&mut self.started, &other.started);
        option(&mut self.ended, &other.ended);
        option(&mut self.population, &other.population);
        list(&mut self.kinds, &other.kinds);
        option(&mut self.level, &other.level);
        option(&mut self.evidence, &other.evidence);
        for (key, values) in &other.given {
            self.given.entry(key.clone()).or_insert_with(|| values.clone());
        }
        for (key, value) in &other.further {
            self.further.entry(key.clone()).or_insert_with(|| value.clone());
        }
        self
    }
}

/// The hash of everything in a language version, to tell an unchanged one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionHash(pub [u8; 32]);

/// A case in one language, as its source gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseVersion {
    /// The collection it comes from.
    pub source: String,
    /// Its key in that collection, the same in all its languages.
    pub source_id: String,
    /// Its language; `und` when neither given nor recognised.
    pub language: Language,
    /// What is read of it.
    pub text: CaseText,
    /// What is known besides.
    pub facts: Facts,
}

impl CaseVersion {
    /// The hash of all of it.
    #[must_use]
    pub fn hash(&self) -> VersionHash {
        // Every map in it is ordered and its numbers have one form, so equal versions give equal bytes.
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        VersionHash(Sha256::digest(bytes).into())
    }
}

/// A case with all its language versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Who it is.
    pub id: CaseId,
    /// The collection it comes from.
    pub source: String,
    /// Its key in that collection.
    pub source_id: String,
    /// What is read of it, by language; the first version that came is the original.
    pub texts: Localized<CaseText>,
    /// What is known besides.
    pub facts: Facts,
}

impl Case {
    /// A case from its versions, the original first; nothing when there is none.
    ///
    /// Facts are the original's; what it does not say is taken from the others, in their order.
    #[must_use]
    pub fn from_versions(id: CaseId, versions: Vec<CaseVersion>) -> Option<Self> {
        let mut versions = versions.into_iter();
        let original = versions.next()?;
        let mut case = Self {
            id,
            source: original.source,
            source_id: original.source_id,
            texts: Localized::new(original.language, original.text),
            facts: original.facts,
        };
        for version in versions {
            case.facts = case.facts.filled_from(&version.facts);
            case.texts = case.texts.with(version.language, version.text);
        }
        Some(case)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use uuid_of_tests::id;

    mod uuid_of_tests {
        use kapok_base::{CaseId, Random};
        pub(super) fn id() -> CaseId {
            Random::seeded(1).stream("ids").secret_id()
        }
    }

    fn version(language: &str, facts: Facts) -> CaseVersion {
        CaseVersion {
            source: "s".into(),
            source_id: "1".into(),
            language: language.parse().unwrap(),
            text: CaseText { title: language.into(), description: "text".into(), sections: vec![] },
            facts,
        }
    }

    #[test]
    fn a_translation_adds_what_the_original_does_not_say() {
        let original = Facts { year: Some(2020), ..Facts::default() };
        let translation = Facts { year: Some(1999), country: Some("FR".into()), ..Facts::default() };
        let case = Case::from_versions(id(), vec![version("zh-Hant", original), version("en", translation)])
            .unwrap();
        assert_eq!(case.facts.year, Some(2020));
        assert_eq!(case.facts.country.as_deref(), Some("FR"));
        assert_eq!(case.texts.original().as_str(), "zh-Hant");
        assert!(Case::from_versions(id(), vec![]).is_none());
    }

    #[test]
    fn the_hash_changes_with_every_part() {
        let one = version("en", Facts::default());
        assert_eq!(one.hash(), one.clone().hash());
        let other_text =
            CaseVersion { text: CaseText { title: "x".into(), ..one.text.clone() }, ..one.clone() };
        let other_facts = version("en", Facts { synthetic: true, ..Facts::default() });
        assert_ne!(one.hash(), other_text.hash());
        assert_ne!(one.hash(), other_facts.hash());
    }
}
