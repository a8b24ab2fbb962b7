//! What an entrant allows the library to do with a dossier: asked at sealing, with a licence.

use kapok_base::Refusal;
use serde::{Deserialize, Serialize};

/// A licence under which a case may be published, by its SPDX name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Licence {
    /// Attribution.
    #[serde(rename = "CC-BY-4.0")]
    By,
    /// Attribution, share alike.
    #[serde(rename = "CC-BY-SA-4.0")]
    BySa,
    /// Attribution, not for commerce.
    #[serde(rename = "CC-BY-NC-4.0")]
    ByNc,
    /// Attribution, not for commerce, share alike.
    #[serde(rename = "CC-BY-NC-SA-4.0")]
    ByNcSa,
    /// No rights kept.
    #[serde(rename = "CC0-1.0")]
    Zero,
}

impl Licence {
    /// All, the first being the usual one.
    pub const ALL: [Self; 5] = [Self::By, Self::BySa, Self::ByNc, Self::ByNcSa, Self::Zero];

    /// Its SPDX name.
    #[must_use]
    pub fn spdx(self) -> &'static str {
        match self {
            Self::By => "CC-BY-4.0",
            Self::BySa => "CC-BY-SA-4.0",
            Self::ByNc => "CC-BY-NC-4.0",
            Self::ByNcSa => "CC-BY-NC-SA-4.0",
            Self::Zero => "CC0-1.0",
        }
    }

    /// The licence of an SPDX name.
    #[must_use]
    pub fn named(spdx: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|licence| licence.spdx() == spdx)
    }
}

/// The entrant's answer. A dossier may be sealed without consent to publish; it then never becomes a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Whether the dossier, edited and without personal data, may become a case of the library.
    pub publish: bool,
    /// Under which licence; asked for when it may.
    #[serde(default)]
    pub licence: Option<Licence>,
}

impl Consent {
    /// Whether a licence goes with the consent.
    ///
    /// # Errors
    /// `licence_missing` or `licence_not_offered`, pointing at `/consent/licence`.
    pub fn check(&self, offered: &[Licence]) -> Result<(), Refusal> {
        match self.licence {
            None if self.publish => Err(Refusal::invalid("licence_missing").at("/consent/licence")),
            Some(licence) if !offered.is_empty() && !offered.contains(&licence) => {
                Err(Refusal::invalid("licence_not_offered").at("/consent/licence"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_to_publish_needs_a_licence_that_is_offered() {
        let code = |publish, licence, offered: &[Licence]| {
            Consent { publish, licence }.check(offered).err().map(|refusal| refusal.code)
        };
        assert_eq!(code(true, None, &[]), Some("licence_missing"));
        assert_eq!(code(true, Some(Licence::Zero), &[Licence::By]), Some("licence_not_offered"));
        assert_eq!(code(true, Some(Licence::By), &[]), None);
        assert_eq!(code(false, None, &[Licence::By]), None);
    }

    #[test]
    fn licences_have_the_same_name_everywhere() {
        for licence in Licence::ALL {
            assert_eq!(serde_json::to_value(licence).unwrap(), licence.spdx());
            assert_eq!(Licence::named(licence.spdx()), Some(licence));
        }
    }
}
