//! Every word that people read, in every language of the interface: Fluent files and their lookup.
//!
//! A message's key is English in small letters with dashes; the words of a refusal stand at `refusal-`
//! and its code. A key without words falls back to English, then shows itself in ⟨⟩.

mod files;
mod format;
mod lookup;
mod phrase;
#[cfg(test)]
mod tests;

pub use format::{date, date_time, number, relative, time};
pub use kapok_base::{Locale, Value};
pub use lookup::{exists, refusal, say};
pub use phrase::Words;
