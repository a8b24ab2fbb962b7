//! Values of a row, forgiving of form: a number may be text, a list may be one text with semicolons.

use serde_json::{Map, Value};

/// Longest text of one field, in bytes.
pub(crate) const LONGEST: usize = 2_000_000;

/// What a file writes where it knows nothing.
fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "NA" | "N/A" | "n/a" | "null" | "NULL" | "None" | "-")
}

/// A text without control characters (PostgreSQL keeps no NUL) and without blanks around it; absent when it says nothing.
pub(crate) fn clean(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let kept = kept.trim();
    (!says_nothing(kept)).then(|| kept.to_owned())
}

/// The text of a plain value.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clean(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The row while it is read: what is taken is gone, what remains is further.
pub(crate) struct Fields(pub(crate) Map<String, Value>);

impl Fields {
    /// The value under a key, unless it is null or says nothing.
    pub(crate) fn take(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key).filter(|value| match value {
            Value::Null => false,
            Value::String(text) => clean(text).is_some(),
            Value::Array(items) => !items.is_empty(),
            _ => true,
        })
    }

    /// A plain text; anything else stays where it was, to be kept as further.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        if matches!(self.0.get(key)?, Value::Array(_) | Value::Object(_)) {
            return None;
        }
        self.take(key).as_ref().and_then(text_of)
    }

    /// A list of plain texts.
    pub(crate) fn list(&mut self, key: &str) -> Vec<String> {
        match self.take(key) {
            Some(Value::Array(items)) => items.iter().filter_map(text_of).collect(),
            Some(Value::String(text)) => text.split([';', '|']).filter_map(clean).collect(),
            Some(other) => text_of(&other).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// A number; `Err` when something else stands there.
    pub(crate) fn number(&mut self, key: &str) -> Result<Option<f64>, String> {
        let Some(value) = self.take(key) else { return Ok(None) };
        let text = text_of(&value).ok_or_else(|| value.to_string())?;
        // "2019年", and the comma of "48,85" where a country writes its decimals so.
        let plain = text.trim_end_matches('年').trim_end();
        let plain = if plain.contains('.') { plain.to_owned() } else { plain.replacen(',', ".", 1) };
        match plain.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(text),
        }
    }

    /// A list of records; in a table's cell, the same list as JSON. What does not fit stays, to be kept as further.
    pub(crate) fn records<T: serde::de::DeserializeOwned>(&mut self, key: &str) -> Vec<T> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let list = match &value {
            Value::String(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            other => plain_fields(other),
        };
        serde_json::from_value(list).unwrap_or_else(|_| {
            self.0.insert(key.to_owned(), value);
            Vec::new()
        })
    }
}

/// A list of records with their numbers as text and without nulls: figures are kept as given.
fn plain_fields(value: &Value) -> Value {
    let Value::Array(items) = value else { return value.clone() };
    let plain = |item: &Value| match item {
        Value::Object(fields) => Value::Object(
            fields.iter().filter_map(|(k, v)| Some((k.clone(), Value::String(text_of(v)?)))).collect(),
        ),
        other => other.clone(),
    };
    Value::Array(items.iter().map(plain).collect())
}
