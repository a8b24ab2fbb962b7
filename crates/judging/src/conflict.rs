//! Reasons not to judge an entry, and a judge standing aside.

pub mod found;

use crate::round::RoundRules;
use crate::text;
use kapok_base::{EntryId, Instant, PersonId, Refusal};
use serde::{Deserialize, Serialize};

/// What ties a judge to an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Works or worked for the entity.
    Employment,
    /// Lives in it or is its citizen.
    Residence,
    /// Took part in the initiative or advised it.
    Involvement,
    /// Is related or close to somebody behind it.
    Family,
    /// Has money in it.
    Interest,
    /// Anything else; the reason says what.
    #[default]
    Other,
}

/// A conflict as it was declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// The judge.
    pub judge: PersonId,
    /// The entry.
    pub entry: EntryId,
    /// What ties them.
    pub ground: Ground,
    /// In the judge's words.
    pub reason: String,
}

/// Records a declared conflict.
///
/// # Errors
/// `reason_missing`, `text_too_long`.
pub fn declare(
    judge: PersonId,
    entry: EntryId,
    ground: Ground,
    reason: Option<&str>,
) -> Result<Conflict, Refusal> {
    Ok(Conflict { judge, entry, ground, reason: text::reason(reason, "/reason")? })
}

/// Refuses to show or score a dossier before the judge has declared, where the round asks for it.
///
/// # Errors
/// `declaration_missing`.
pub fn check_declared(rules: &RoundRules, declared_at: Option<Instant>) -> Result<(), Refusal> {
    match rules.declaration && declared_at.is_none() {
        true => Err(Refusal::state("declaration_missing")),
        false => Ok(()),
    }
}

/// Refuses to assign an entry to a judge who declared a conflict with it.
///
/// # Errors
/// `judge_in_conflict`.
pub fn check(judge: PersonId, entry: EntryId, declared: &[Conflict]) -> Result<(), Refusal> {
    if declared.iter().any(|c| c.judge == judge && c.entry == entry) {
        return Err(Refusal::state("judge_in_conflict").with("ground", "declared"));
    }
    Ok(())
}
