//! Where a case comes from, by whose consent, and what is left of one that was withdrawn.

use crate::{CaseText, CaseVersion, Facts};
use kapok_base::{AnnouncementId, EditionId, EntryId, Instant, Language, ProgrammeId, Refusal};
use serde::{Deserialize, Serialize};

/// Where a case comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    /// A file that was imported.
    Import,
    /// An entry of an edition that ran here.
    Entry {
        /// The programme.
        programme: ProgrammeId,
        /// The edition.
        edition: EditionId,
        /// The entry.
        entry: EntryId,
        /// The announcement before which the case does not exist for the public.
        announcement: AnnouncementId,
    },
}

impl Origin {
    /// The announcement that must be public before the case is.
    #[must_use]
    pub fn announcement(&self) -> Option<AnnouncementId> {
        match self {
            Self::Import => None,
            Self::Entry { announcement, .. } => Some(*announcement),
        }
    }
}

/// The entrant's consent to publication, asked at sealing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// When it was given.
    pub at: Instant,
    /// Under which licence.
    pub licence: String,
}

/// What is left of a case that was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// When.
    pub at: Instant,
    /// Why, for every reader.
    pub reason: String,
}

/// The case that an editor makes of an entry: only with the entrant's consent, under the licence consented to.
///
/// # Errors
/// `case_without_consent` when the entrant did not consent; `case_without_title` and `case_without_text`.
pub fn case_from_entry(
    entry: EntryId,
    consent: Option<&Consent>,
    language: Language,
    text: CaseText,
    mut facts: Facts,
) -> Result<CaseVersion, Refusal> {
    let consent = consent.ok_or_else(|| Refusal::state("case_without_consent"))?;
    if text.title.trim().is_empty() {
        return Err(Refusal::invalid("case_without_title").at("/title"));
    }
    if text.body().trim().is_empty() {
        return Err(Refusal::invalid("case_without_text").at("/description"));
    }
    facts.licence = Some(consent.licence.clone());
    Ok(CaseVersion { source: "kapok".to_owned(), source_id: entry.to_string(), language, text, facts })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kapok_base::Random;

    #[test]
    fn an_entry_becomes_a_case_only_with_consent_and_under_its_licence() {
        let entry: EntryId = Random::seeded(1).stream("ids").secret_id();
        let text = CaseText { title: "Shade".into(), description: "Trees.".into(), sections: vec![] };
        let facts = Facts { licence: Some("all rights".into()), ..Facts::default() };
        let make = |consent: Option<&Consent>, text: &CaseText| {
            case_from_entry(entry, consent, Language::english(), text.clone(), facts.clone())
        };
        assert_eq!(make(None, &text).unwrap_err().code, "case_without_consent");
        let consent = Consent { at: Instant::from_micros(1), licence: "CC-BY-4.0".into() };
        let case = make(Some(&consent), &text).unwrap();
        assert_eq!(case.facts.licence.as_deref(), Some("CC-BY-4.0"));
        assert_eq!(case.source_id, entry.to_string());
        let empty = CaseText { description: " ".into(), ..text };
        assert_eq!(make(Some(&consent), &empty).unwrap_err().code, "case_without_text");
    }
}
