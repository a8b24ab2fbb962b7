//! A reader's language and zone in one small value, handy in templates.

use crate::{format, lookup};
use kapok_base::{Instant, Locale, Refusal, Value};

/// Words for one reader: their language and the zone in which they want to read times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The language of the interface.
    pub locale: Locale,
    /// IANA zone: `Asia/Shanghai`; an unknown one reads as UTC.
    pub zone: String,
}

impl Words {
    /// Words in a locale with times in UTC.
    #[must_use]
    pub fn new(locale: Locale) -> Self {
        Self { locale, zone: "UTC".to_owned() }
    }

    /// The message at `key`.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        lookup::say(self.locale, key, &[])
    }

    /// The message at `key` with one place filled.
    #[must_use]
    pub fn say_one(&self, key: &str, name: &str, value: impl Into<Value>) -> String {
        lookup::say(self.locale, key, &[(name, value.into())])
    }

    /// The message at `key` with its `count` filled.
    #[must_use]
    pub fn say_count(&self, key: &str, count: usize) -> String {
        self.say_one(key, "count", count)
    }

    /// The message at `key` with its places filled.
    #[must_use]
    pub fn say_with(&self, key: &str, args: &[(&str, Value)]) -> String {
        lookup::say(self.locale, key, args)
    }

    /// A refusal in words.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal) -> String {
        lookup::refusal(self.locale, refusal)
    }

    /// The day of an instant in the reader's zone.
    #[must_use]
    pub fn date(&self, at: Instant) -> String {
        format::date(self.locale, at, &self.zone)
    }

    /// Day, time and offset of an instant in the reader's zone.
    #[must_use]
    pub fn date_time(&self, at: Instant) -> String {
        format::date_time(self.locale, at, &self.zone)
    }

    /// A whole number with its thousands set apart.
    #[must_use]
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        format::number(self.locale, number.try_into().unwrap_or(i64::MAX))
    }
}
