//! What may be entered, by whom, until when: forms, answers, deadlines, eligibility, seals and receipts.
//!
//! Everything here is plain data and pure functions; instants are given, never read.

mod answers;
mod consent;
mod country;
mod deadline;
mod dossier;
mod eligibility;
mod entity;
mod form;
mod kind;
mod receipt;
mod weight;

pub use answers::{Answers, ModuleProgress, from_text};
pub use consent::{Consent, Licence};
pub use country::{COUNTRY_CODES, is_country};
pub use deadline::{Deadlines, Due, GivenDeadlines, InTime, LocalTime};
pub use dossier::{Command, Dossier, apply};
pub use eligibility::{Eligibility, Proposal};
pub use entity::{EntityKind, EntityRecord, search_name};
pub use form::{Field, Form, LibraryRole, Module};
pub use kind::{Choice, Kind};
pub use receipt::{Receipt, Seal, SealError, SealedContent, digest};
pub use weight::weight;

use kapok_base::Refusal;

/// A free text that somebody must give, such as a reason: trimmed, not blank, at most 4,000 characters.
///
/// # Errors
/// `reason_missing` or `reason_too_long`, pointing at `/reason`.
pub fn reason(given: &str) -> Result<String, Refusal> {
    const MOST: usize = 4_000;
    let given = given.trim();
    if given.is_empty() {
        return Err(Refusal::invalid("reason_missing").at("/reason"));
    }
    let length = given.chars().count();
    if length > MOST {
        return Err(Refusal::invalid("reason_too_long")
            .at("/reason")
            .with("max", MOST)
            .with("length", length));
    }
    Ok(given.to_owned())
}

/// One step of a JSON pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
