//! Checks on words that people give: reasons, comments, names, keys.

use kapok_base::{Localized, Refusal};

/// Longest reason or comment, in characters.
pub(crate) const LONGEST: usize = 10_000;

/// Trims a reason that must be given.
pub(crate) fn reason(given: Option<&str>, pointer: &str) -> Result<String, Refusal> {
    match given.map(str::trim).filter(|r| !r.is_empty()) {
        None => Err(Refusal::invalid("reason_missing").at(pointer)),
        Some(text) => fits(text, LONGEST, pointer).map(|()| text.to_owned()),
    }
}

/// Refuses a text longer than `longest` characters.
pub(crate) fn fits(text: &str, longest: usize, pointer: &str) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > longest {
        let refusal = Refusal::invalid("text_too_long").with("longest", longest).with("length", length);
        return Err(refusal.at(pointer));
    }
    Ok(())
}

/// Refuses a key that is not 1 to 60 of `a-z 0-9 _ -`.
pub(crate) fn key(key: &str, pointer: &str) -> Result<(), Refusal> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if key.is_empty() || key.len() > 60 || !key.chars().all(plain) {
        return Err(Refusal::invalid("key_malformed").at(pointer));
    }
    Ok(())
}

/// Refuses a name that is blank in one of its languages, or over-long.
pub(crate) fn name(name: &Localized, pointer: &str) -> Result<(), Refusal> {
    for (_, text) in name.iter() {
        if text.trim().is_empty() {
            return Err(Refusal::invalid("name_blank").at(pointer));
        }
        fits(text, 500, pointer)?;
    }
    Ok(())
}
