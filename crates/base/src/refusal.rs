//! A rule's "no": a stable code, what it is about, and what is missing.

use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// What sort of "no" it is; the doors turn it into a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// What was given does not fit; giving it differently helps.
    Invalid,
    /// The thing's present state forbids it.
    State,
    /// Too late, or too early.
    Time,
}

/// A value named in a refusal's message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Number(i64),
    /// A word or a name.
    Text(String),
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Self::Text(s.to_owned())
    }
}
impl From<String> for Value {
    fn from(s: String) -> Self {
        Self::Text(s)
    }
}
impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}
impl From<usize> for Value {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

/// A rule's "no". Its words are in the message files, under `refusal-` and the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Stable name of the rule that refused: `scorecards_outstanding`.
    pub code: &'static str,
    /// What sort of "no" it is.
    pub kind: RefusalKind,
    /// Which part of what was given is meant, as a JSON pointer: `/scores/2/value`.
    pub pointer: Option<String>,
    /// Values for the message.
    pub values: BTreeMap<&'static str, Value>,
    /// What is missing, one by one (names or identifiers of entries, scorecards, fields).
    pub missing: Vec<String>,
    /// Further refusals found at the same time, such as one per field of a form.
    pub details: Vec<Refusal>,
}

impl Refusal {
    fn new(code: &'static str, kind: RefusalKind) -> Self {
        Self { code, kind, pointer: None, values: BTreeMap::new(), missing: Vec::new(), details: Vec::new() }
    }

    /// What was given does not fit.
    #[must_use]
    pub fn invalid(code: &'static str) -> Self {
        Self::new(code, RefusalKind::Invalid)
    }

    /// The present state forbids it.
    #[must_use]
    pub fn state(code: &'static str) -> Self {
        Self::new(code, RefusalKind::State)
    }

    /// Too late, or too early.
    #[must_use]
    pub fn time(code: &'static str) -> Self {
        Self::new(code, RefusalKind::Time)
    }

    /// The same, pointing at a part of what was given.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// The same with a value for its message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.insert(name, value.into());
        self
    }

    /// The same with the list of what is missing.
    #[must_use]
    pub fn missing(mut self, missing: impl IntoIterator<Item = impl ToString>) -> Self {
        self.missing = missing.into_iter().map(|m| m.to_string()).collect();
        self
    }

    /// Nothing when there are no details, else a refusal that gathers them.
    ///
    /// # Errors
    /// The gathering refusal.
    pub fn gather(code: &'static str, details: Vec<Self>) -> Result<(), Self> {
        if details.is_empty() {
            return Ok(());
        }
        Err(Self { details, ..Self::invalid(code) })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        if let Some(pointer) = &self.pointer {
            write!(f, " at {pointer}")?;
        }
        if !self.missing.is_empty() {
            write!(f, ": {}", self.missing.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
