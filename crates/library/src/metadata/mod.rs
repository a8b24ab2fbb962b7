//! What programs that gather records are told of a case: Dublin Core, schema.org as JSON-LD, and DataCite's fields.

mod datacite;
mod dublin_core;
mod licence;
mod record;
mod schema_org;

pub use datacite::datacite;
pub use dublin_core::{DublinCore, dublin_core};
pub use licence::licence_address;
pub use record::record;
pub use schema_org::schema_org;

use crate::{Case, CaseLink, Reference};
use kapok_base::Instant;

/// Characters of an abstract that metadata carries; the whole text stands at the case's address.
const LONGEST_ABSTRACT: usize = 2000;

/// A case with all that is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The case.
    pub case: Case,
    /// What happened to it elsewhere, where that is told.
    pub links: Vec<CaseLink>,
    /// How it is cited, in the language in which it is described.
    pub reference: Reference,
    /// Since when everybody may read it.
    pub available: Instant,
    /// When it was changed last, not before it became available.
    pub modified: Instant,
}

impl Described {
    /// The abstract in the language described, cut at a length that a record can carry.
    #[must_use]
    pub fn summary(&self) -> Option<String> {
        let language = self.reference.language.as_ref().unwrap_or_else(|| self.case.texts.original());
        let text = self.case.texts.text(language);
        let first = text.sections.first().map(|section| section.text.as_str());
        let whole = Some(text.description.as_str()).filter(|text| !text.is_empty()).or(first)?;
        let mut cut: String = whole.chars().take(LONGEST_ABSTRACT).collect();
        if cut.len() < whole.len() {
            cut.push('…');
        }
        Some(cut)
    }

    /// Goals by number, each once, with their targets left out.
    fn goals(&self) -> Vec<u8> {
        let mut goals: Vec<u8> = self.case.facts.sdgs.iter().map(crate::Sdg::goal).collect();
        goals.sort_unstable();
        goals.dedup();
        goals
    }
}

/// A goal of sustainable development, as the United Nations identify it.
fn goal_address(goal: u8) -> String {
    format!("http://metadata.un.org/sdg/{goal}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
