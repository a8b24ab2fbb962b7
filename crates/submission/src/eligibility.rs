//! Who may enter an edition: thin rules as data. What needs judgement is left to screening.

use crate::{EntityKind, Licence};
use kapok_base::{Language, Refusal};
use serde::{Deserialize, Serialize};

/// The rules of an edition; an empty list admits everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// Whether entries are screened before they are judged.
    #[serde(default = "yes")]
    pub screening: bool,
    /// Kinds of entities that may enter.
    #[serde(default)]
    pub entity_kinds: Vec<EntityKind>,
    /// Most submissions of one entity, those withdrawn not counted.
    #[serde(default)]
    pub entries_per_entity: Option<u32>,
    /// Languages in which a dossier may be written; a language admits its variants.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// Licences that are offered at sealing.
    #[serde(default)]
    pub licences: Vec<Licence>,
}

fn yes() -> bool {
    true
}

impl Default for Eligibility {
    fn default() -> Self {
        Self {
            screening: true,
            entity_kinds: Vec::new(),
            entries_per_entity: None,
            languages: Vec::new(),
            licences: Vec::new(),
        }
    }
}

/// What somebody wants to enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The entity's kind.
    pub kind: EntityKind,
    /// Its other submissions in this edition, those withdrawn not counted.
    pub others: u64,
    /// In which language the dossier is written.
    pub language: Language,
}

impl Eligibility {
    /// Whether the rules admit it.
    ///
    /// # Errors
    /// `entity_kind_not_admitted`, `too_many_submissions` or `language_not_admitted`.
    pub fn admit(&self, proposal: &Proposal) -> Result<(), Refusal> {
        if !self.entity_kinds.is_empty() && !self.entity_kinds.contains(&proposal.kind) {
            return Err(Refusal::state("entity_kind_not_admitted").with("kind", proposal.kind.as_str()));
        }
        if let Some(most) = self.entries_per_entity
            && proposal.others >= u64::from(most)
        {
            return Err(Refusal::state("too_many_submissions").with("max", i64::from(most)));
        }
        let fits = |language: &Language| language.primary() == proposal.language.primary();
        if !self.languages.is_empty() && !self.languages.iter().any(fits) {
            return Err(Refusal::invalid("language_not_admitted").at("/language").with(
                "languages",
                self.languages.iter().map(Language::as_str).collect::<Vec<_>>().join(", "),
            ));
        }
        Ok(())
    }

    /// The licences offered at sealing.
    #[must_use]
    pub fn offered(&self) -> &[Licence] {
        if self.licences.is_empty() { &Licence::ALL } else { &self.licences }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_admit_what_they_name_and_no_rules_admit_all() {
        let rules = Eligibility {
            screening: true,
            entity_kinds: vec![EntityKind::City],
            entries_per_entity: Some(2),
            languages: vec!["en".parse().unwrap(), "zh-Hans".parse().unwrap()],
            licences: vec![],
        };
        let cases = [
            (EntityKind::City, 1, "zh-Hant", None),
            (EntityKind::District, 0, "en", Some("entity_kind_not_admitted")),
            (EntityKind::City, 2, "en", Some("too_many_submissions")),
            (EntityKind::City, 0, "fr", Some("language_not_admitted")),
        ];
        for (kind, others, language, expected) in cases {
            let proposal = Proposal { kind, others, language: language.parse().unwrap() };
            assert_eq!(rules.admit(&proposal).err().map(|refusal| refusal.code), expected);
            assert_eq!(Eligibility::default().admit(&proposal), Ok(()));
        }
    }
}
