//! Mapping: which column of a table is which field of a case, how its lists are separated, and what holds for all rows.

mod guess;
mod names;

pub use guess::{Column, Guess, GuessedColumn, columns_of, guess};

use crate::fold;
use kapok_base::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Every field that an import reads, as a row's keys are called.
pub const FIELDS: [&str; 28] = [
    "source",
    "id",
    "title",
    "description",
    "lang",
    "country_code",
    "country",
    "entity",
    "lat",
    "lon",
    "year",
    "edition",
    "themes",
    "sdgs",
    "outcome",
    "url",
    "licence",
    "synthetic",
    "sections",
    "indicators",
    "cost",
    "currency",
    "started",
    "ended",
    "population",
    "kinds",
    "level",
    "evidence",
];
/// A column that becomes a section of the text under its own name; any number of columns can be one.
pub const SECTION: &str = "section";
/// A column that is kept as a further field under its own name.
pub const FURTHER: &str = "further";
/// A column that is left out, such as a contact person's address.
pub const IGNORE: &str = "ignore";
/// As the fixed `id`: made of title, entity, country and year, so that the same row has the same key next time.
pub const FROM_CONTENT: &str = "from-content";
/// Fields that hold lists of plain texts.
pub const LISTS: [&str; 3] = ["themes", "sdgs", "kinds"];
/// Other names by which a row's keys are known.
const ALIASES: [(&str, &str); 2] = [("city", "entity"), ("kind", "kinds")];

/// Which column of a table is which field of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The field for each column: one of [`FIELDS`], [`SECTION`], [`FURTHER`] or [`IGNORE`]. A column that is not named here
    /// stays what its name says.
    pub columns: BTreeMap<String, String>,
    /// What stands between the items of a list, by field: `themes = ","`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub separators: BTreeMap<String, String>,
    /// Values for rows that do not give the field themselves: `source = "our-cases"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, String>,
}

impl Mapping {
    /// Reads a mapping: tables `columns`, `separators` and `fixed`, or only `"name of a column" = "field"`.
    ///
    /// # Errors
    /// `mapping_unreadable`, and what [`Self::check`] finds.
    pub fn from_toml(text: &str) -> Result<Self, Refusal> {
        let bad =
            |error: toml::de::Error| Refusal::invalid("mapping_unreadable").with("value", error.to_string());
        let table: toml::Table = toml::from_str(text).map_err(bad)?;
        let plain = table.values().all(toml::Value::is_str);
        let mapping = match plain {
            true => Self { columns: table.try_into().map_err(bad)?, ..Self::default() },
            false => table.try_into().map_err(bad)?,
        };
        mapping.check()?;
        Ok(mapping)
    }

    /// Whether it names only fields that there are, each for one column.
    ///
    /// # Errors
    /// `mapping_field_unknown`, `mapping_field_twice`.
    pub fn check(&self) -> Result<(), Refusal> {
        let unknown = |name: &str| Err(Refusal::invalid("mapping_field_unknown").with("value", name));
        let mut taken = BTreeSet::new();
        for field in self.columns.values() {
            if matches!(field.as_str(), SECTION | FURTHER | IGNORE) {
                continue;
            }
            let Some(field) = known(field) else { return unknown(field) };
            if !taken.insert(field) {
                return Err(Refusal::invalid("mapping_field_twice").with("value", field));
            }
        }
        for field in self.fixed.keys() {
            if known(field).is_none() {
                return unknown(field);
            }
        }
        match self.separators.keys().find(|field| !LISTS.contains(&field.as_str())) {
            Some(field) => unknown(field),
            None => Ok(()),
        }
    }

    /// Whether it changes nothing about any row.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let same = |(column, field): (&String, &String)| {
            column == field
                || ALIASES.contains(&(column.as_str(), field.as_str()))
                || (field == FURTHER && known(column).is_none())
        };
        self.columns.iter().all(same) && self.fixed.is_empty()
    }

    /// A row with its values under the names of fields.
    #[must_use]
    pub fn apply(&self, row: Map<String, Value>) -> Map<String, Value> {
        let mut named = Map::new();
        let mut sections = Vec::new();
        let mut others = Vec::new();
        for (column, value) in row {
            match self.columns.get(&column).map(String::as_str) {
                Some(IGNORE) => {}
                Some(SECTION) => sections.extend(section(column, value)),
                Some(FURTHER) => others.push((column, value)),
                Some(field) => {
                    let field = known(field).unwrap_or(field);
                    named.insert(field.to_owned(), self.split(field, value));
                }
                None if self.gives(&column) => others.push((column, value)),
                None => drop(named.insert(column.clone(), self.split(&column, value))),
            }
        }
        if !sections.is_empty() && !named.contains_key("sections") {
            named.insert("sections".to_owned(), Value::Array(sections));
        }
        for (column, value) in others {
            let taken = known(&column).is_some() || named.contains_key(&column);
            named.insert(if taken { format!("{column}_given") } else { column }, value);
        }
        self.fill(&mut named);
        named
    }

    /// Whether another column is the field of this name.
    fn gives(&self, name: &str) -> bool {
        let Some(field) = known(name) else { return false };
        self.columns.values().any(|given| known(given) == Some(field))
    }

    fn split(&self, field: &str, value: Value) -> Value {
        match (self.separators.get(field), value) {
            (Some(separator), Value::String(text)) if !separator.is_empty() => {
                let items = text.split(separator.as_str()).map(str::trim).filter(|item| !item.is_empty());
                items.map(Value::from).collect()
            }
            (_, value) => value,
        }
    }

    /// Puts in what holds for all rows where a row says nothing.
    fn fill(&self, row: &mut Map<String, Value>) {
        for (field, value) in &self.fixed {
            let says = row.get(field).is_some_and(|v| !v.is_null() && v.as_str() != Some(""));
            if !says {
                let value = match (field.as_str(), value.as_str()) {
                    ("id", FROM_CONTENT) => content_key(row),
                    _ => value.clone(),
                };
                row.insert(field.clone(), Value::String(value));
            }
        }
    }
}

/// The field of a name; nothing when there is none.
fn known(name: &str) -> Option<&'static str> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, field)| field);
    FIELDS.iter().find(|field| **field == name).copied()
}

fn section(heading: String, value: Value) -> Option<Value> {
    let text = match value {
        Value::String(text) => text,
        Value::Null => return None,
        other => other.to_string(),
    };
    let says = !text.trim().is_empty();
    says.then(|| serde_json::json!({ "heading": heading, "text": text }))
}

/// A key for a row that has none: a hash of what a case is known by.
fn content_key(row: &Map<String, Value>) -> String {
    let mut hash = Sha256::new();
    for field in ["title", "entity", "city", "country_code", "country", "year"] {
        let text =
            row.get(field).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        hash.update(fold(&text.unwrap_or_default()).as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
