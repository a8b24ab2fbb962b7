//! The answers of a dossier: saved field by field while it is a draft, complete when it is sealed.

use crate::{Field, Form, Kind, LibraryRole, escaped, weight};
use kapok_base::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What has been answered, by field. A field without an answer is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Value>);

/// How far a module is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModuleProgress {
    /// Which module.
    pub module: String,
    /// Fields with an answer.
    pub answered: usize,
    /// All fields.
    pub fields: usize,
    /// Fields that sealing still asks for.
    pub missing: Vec<String>,
}

impl Answers {
    /// These answers with some changed; `null`, a blank text and an empty list take an answer away.
    ///
    /// Drafts may be partial: only what is given is looked at.
    ///
    /// # Errors
    /// `answers_invalid` with one detail per field, pointing at `/answers/<field>`; then nothing is changed.
    pub fn save(&self, form: &Form, changes: &BTreeMap<String, Value>) -> Result<Self, Refusal> {
        let mut kept = self.clone();
        let mut faults = Vec::new();
        for (key, given) in changes {
            let pointer = format!("/answers/{}", escaped(key));
            let Some(field) = form.field(key) else {
                faults.push(Refusal::invalid("field_unknown").at(pointer));
                continue;
            };
            if is_blank(given) {
                kept.0.remove(key);
                continue;
            }
            match field.kind.accept(given) {
                Ok(value) => drop(kept.0.insert(key.clone(), value)),
                Err(fault) => faults.push(fault.at(pointer)),
            }
        }
        Refusal::gather("answers_invalid", faults)?;
        Ok(kept)
    }

    /// Whether everything that sealing asks for is there, and all of it fits the form as it is now.
    ///
    /// # Errors
    /// `answers_incomplete` with one detail per field, in the form's order.
    pub fn complete(&self, form: &Form) -> Result<(), Refusal> {
        let (missing, faults): (Vec<&str>, Vec<Refusal>) = form
            .fields()
            .filter_map(|field| Some((field.key.as_str(), self.lacks(field)?)))
            .map(|(key, fault)| (key, fault.at(format!("/answers/{key}"))))
            .unzip();
        Refusal::gather("answers_incomplete", faults).map_err(|refusal| refusal.missing(missing))
    }

    /// Only the answers of fields that the form has (a form may have lost some since they were written).
    #[must_use]
    pub fn within(&self, form: &Form) -> Self {
        let known = |key: &String| form.field(key).is_some();
        Self(self.0.iter().filter(|(key, _)| known(key)).map(|(k, v)| (k.clone(), v.clone())).collect())
    }

    /// How far each module is.
    #[must_use]
    pub fn progress(&self, form: &Form) -> Vec<ModuleProgress> {
        let of = |fields: &[Field]| {
            fields.iter().filter(|f| self.lacks(f).is_some()).map(|f| f.key.clone()).collect()
        };
        form.modules
            .iter()
            .map(|module| ModuleProgress {
                module: module.key.clone(),
                answered: module.fields.iter().filter(|field| self.0.contains_key(&field.key)).count(),
                fields: module.fields.len(),
                missing: of(&module.fields),
            })
            .collect()
    }

    /// The answer to the field that is the title; empty while there is none.
    #[must_use]
    pub fn title(&self, form: &Form) -> &str {
        let field = form.with_role(LibraryRole::Title);
        field.and_then(|f| self.0.get(&f.key)).and_then(Value::as_str).unwrap_or_default()
    }

    /// Why a field keeps the dossier from being sealed.
    fn lacks(&self, field: &Field) -> Option<Refusal> {
        let Some(value) = self.0.get(&field.key) else {
            return field.required.then(|| Refusal::invalid("answer_missing"));
        };
        if let Err(fault) = field.kind.accept(value) {
            return Some(fault);
        }
        let least = field.kind.min_characters() as usize;
        let length = value.as_str().map_or(usize::MAX, weight);
        (length < least)
            .then(|| Refusal::invalid("answer_too_short").with("min", least).with("length", length))
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// What a plain form sent for a field, as the value it means; a text that is no number stays a text, so that
/// [`Answers::save`] refuses it by name.
#[must_use]
pub fn from_text(kind: &Kind, sent: &[String]) -> Value {
    let first = || sent.first().map(|s| s.trim()).unwrap_or_default();
    match kind {
        Kind::Number { .. } => match first().replace([' ', '\u{a0}', '\u{202f}'], "") {
            text if text.is_empty() => Value::Null,
            text => text
                .parse::<i64>()
                .map(Value::from)
                .or_else(|_| text.parse::<f64>().map(Value::from))
                .unwrap_or_else(|_| first().into()),
        },
        Kind::YesNo {} => match first() {
            "yes" => true.into(),
            "no" => false.into(),
            "" => Value::Null,
            other => other.into(),
        },
        Kind::Choices { .. } => {
            sent.iter().filter(|s| !s.is_empty()).map(|s| Value::from(s.as_str())).collect()
        }
        Kind::Sdgs {} => sent
            .iter()
            .filter(|s| !s.is_empty())
            .map(|s| s.parse::<u64>().map_or_else(|_| Value::from(s.as_str()), Value::from))
            .collect(),
        Kind::LongText { .. } | Kind::ShortText { .. } => {
            sent.first().map_or(Value::Null, |s| s.as_str().into())
        }
        Kind::Choice { .. } | Kind::Date {} | Kind::Url {} | Kind::Email {} | Kind::Country {} => {
            first().into()
        }
    }
}

#[cfg(test)]
mod tests;
