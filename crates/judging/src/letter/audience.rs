//! Whom a letter is for. What is not public about an entry never decides who gets a letter: whoever got it would know.

use super::merge::Field;
use crate::label::{self, Label};
use crate::stage::Stage;
use kapok_base::{PanelId, Refusal, RoundId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where a dossier stands as far as its entrant may know. What became of it in the rounds shows in labels alone, once
/// they are announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownStage {
    /// Still being written.
    Draft,
    /// Handed in, not screened yet.
    Sealed,
    /// Sent back, its correction due.
    Returned,
    /// Found ineligible.
    Ineligible,
    /// Found eligible, whatever became of it afterwards.
    Eligible,
    /// Taken back by its entrant.
    Withdrawn,
}

impl KnownStage {
    /// All of them, in the order of a dossier's way.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Sealed, Self::Returned, Self::Ineligible, Self::Eligible, Self::Withdrawn];

    /// Its stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sealed => "sealed",
            Self::Returned => "returned",
            Self::Ineligible => "ineligible",
            Self::Eligible => "eligible",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage of a stable name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == name)
    }

    /// The stage of a dossier with the stage of its entry, when it has one.
    #[must_use]
    pub fn of(withdrawn: bool, entry: Option<&Stage>) -> Self {
        match entry {
            _ if withdrawn => Self::Withdrawn,
            None => Self::Draft,
            Some(Stage::Sealed { .. }) => Self::Sealed,
            Some(Stage::Returned { .. }) => Self::Returned,
            Some(Stage::Ineligible { .. }) => Self::Ineligible,
            Some(Stage::Eligible { .. } | Stage::InRound { .. } | Stage::Decided { .. }) => Self::Eligible,
            Some(Stage::Withdrawn { .. }) => Self::Withdrawn,
        }
    }
}

/// Which dossiers a letter is about: each filter that is empty leaves everybody in, those withdrawn excepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossiers {
    /// Standing at one of these.
    #[serde(default)]
    pub stages: BTreeSet<KnownStage>,
    /// Carrying one of these labels by a decision that is public.
    #[serde(default)]
    pub labels: BTreeSet<String>,
    /// Or eligible and carrying no public label at all.
    #[serde(default)]
    pub unlabelled: bool,
    /// Of an entity in one of these countries, ISO 3166-1 alpha-2.
    #[serde(default)]
    pub countries: BTreeSet<String>,
}

/// Whom a letter is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Audience {
    /// Those who entered, by their dossiers.
    Entrants(Dossiers),
    /// The judges of a panel who accepted.
    Judges {
        /// Which panel.
        panel: PanelId,
    },
    /// The judges who owe scorecards in a round.
    Outstanding {
        /// Which round.
        round: RoundId,
    },
}

/// What the filters look at in a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Where it stands.
    pub stage: KnownStage,
    /// The labels that it carries in public.
    pub labels: BTreeSet<&'a str>,
    /// The country of its entity.
    pub country: &'a str,
}

impl Dossiers {
    /// Whether a letter is about this dossier.
    #[must_use]
    pub fn admit(&self, facts: &Facts<'_>) -> bool {
        let stage = match self.stages.is_empty() {
            true => facts.stage != KnownStage::Withdrawn,
            false => self.stages.contains(&facts.stage),
        };
        let carries = self.labels.iter().any(|label| facts.labels.contains(label.as_str()));
        let goes_without = self.unlabelled && facts.labels.is_empty() && facts.stage == KnownStage::Eligible;
        let label = (self.labels.is_empty() && !self.unlabelled) || carries || goes_without;
        let country = self.countries.is_empty() || self.countries.contains(facts.country);
        stage && label && country
    }
}

impl Audience {
    /// The fields that its members have values for.
    #[must_use]
    pub fn fields(&self) -> &'static [Field] {
        match self {
            Self::Entrants(_) => &[
                Field::Name,
                Field::Entity,
                Field::Title,
                Field::Reference,
                Field::Edition,
                Field::Deadline,
                Field::Link,
            ],
            Self::Judges { .. } => &[Field::Name, Field::Edition, Field::Panel, Field::Link],
            Self::Outstanding { .. } => &[
                Field::Name,
                Field::Edition,
                Field::Panel,
                Field::Round,
                Field::Outstanding,
                Field::Deadline,
                Field::Link,
            ],
        }
    }

    /// Refuses filters that can never find anybody.
    ///
    /// # Errors
    /// `audience_invalid` with one detail per fault: `label_unknown`, `label_never_public`, `country_malformed`.
    pub fn check(&self, labels: &[Label]) -> Result<(), Refusal> {
        let Self::Entrants(dossiers) = self else { return Ok(()) };
        let mut found = Vec::new();
        for key in &dossiers.labels {
            let code = match label::find(labels, key) {
                None => "label_unknown",
                Some(label) if !label.public => "label_never_public",
                Some(_) => continue,
            };
            found.push(Refusal::invalid(code).with("label", key.as_str()).at("/audience/labels"));
        }
        let plain = |c: &String| c.len() == 2 && c.bytes().all(|byte| byte.is_ascii_uppercase());
        for country in dossiers.countries.iter().filter(|country| !plain(country)) {
            let refusal = Refusal::invalid("country_malformed").with("country", country.as_str());
            found.push(refusal.at("/audience/countries"));
        }
        Refusal::gather("audience_invalid", found)
    }
}
