//! Confirmation by two: a cut that one person proposes takes effect when another confirms the same on the same ground.

use crate::text;
use kapok_base::{PersonId, Refusal};

/// Checks that a proposal is confirmed by a person, and by another than who proposed it.
///
/// # Errors
/// `confirmation_needs_another`.
pub fn by_another(proposed_by: Option<PersonId>, by: Option<PersonId>) -> Result<(), Refusal> {
    match by.is_none() || by == proposed_by {
        true => Err(Refusal::state("confirmation_needs_another")),
        false => Ok(()),
    }
}

/// Checks that the proposal still rests on what it rested on: `kept` is the hash of that, `now` those of what the second
/// person saw and of what is there.
///
/// # Errors
/// `confirmation_moved`.
pub fn unmoved(kept: &str, now: &[&str]) -> Result<(), Refusal> {
    match now.iter().all(|digest| *digest == kept) {
        true => Ok(()),
        false => Err(Refusal::state("confirmation_moved")),
    }
}

/// Sets a proposal aside; gives the reason without the space around it.
///
/// # Errors
/// `reason_missing`, `text_too_long`.
pub fn set_aside(reason: Option<&str>) -> Result<String, Refusal> {
    text::reason(reason, "/reason")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn only_another_person_confirms_and_only_what_they_saw() {
        let person = |n| Some(PersonId(Uuid::from_u128(n)));
        for (proposed_by, by, fine) in [
            (person(1), person(2), true),
            (person(1), person(1), false),
            (person(1), None, false),
            (None, None, false),
            (None, person(1), true),
        ] {
            assert_eq!(by_another(proposed_by, by).is_ok(), fine, "{proposed_by:?} and {by:?}");
        }
        for (now, fine) in [(["a", "a"], true), (["a", "b"], false), (["b", "a"], false)] {
            let code = unmoved("a", &now).map_err(|refusal| refusal.code);
            assert_eq!(code, if fine { Ok(()) } else { Err("confirmation_moved") });
        }
        assert_eq!(set_aside(Some(" Too early ")).unwrap(), "Too early");
        assert_eq!(set_aside(Some(" ")).unwrap_err().code, "reason_missing");
    }
}
