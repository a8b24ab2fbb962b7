//! The form of an edition: modules of fields, as data.

use crate::Kind;
use kapok_base::{Localized, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What an edition asks its entrants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The modules, in order.
    pub modules: Vec<Module>,
}

/// A page of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Its stable name.
    pub key: String,
    /// Its heading.
    pub label: Localized,
    /// What to write here.
    #[serde(default)]
    pub help: Option<Localized>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its stable name, unique in the form.
    pub key: String,
    /// The question.
    pub label: Localized,
    /// How to answer it.
    #[serde(default)]
    pub help: Option<Localized>,
    /// What it asks for.
    pub kind: Kind,
    /// Whether a dossier cannot be sealed without it.
    #[serde(default)]
    pub required: bool,
    /// Whether the answer is about a person: shown to the secretariat, never carried into the library.
    #[serde(default)]
    pub personal: bool,
    /// What the answer becomes in the library, if anything.
    #[serde(default)]
    pub library: Option<LibraryRole>,
}

/// What an answer becomes in the library's case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LibraryRole {
    /// The title; exactly one field has it.
    Title,
    /// The abstract.
    Summary,
    /// A section under the field's label.
    Section,
    /// The themes.
    Themes,
    /// The goals of sustainable development.
    Sdgs,
    /// The web address.
    Url,
    /// When the initiative began.
    Started,
    /// When it ended.
    Ended,
    /// The population it serves.
    Population,
}

/// Most modules of a form.
const MOST_MODULES: usize = 40;
/// Most fields of a form.
const MOST_FIELDS: usize = 300;
/// Most characters of a label.
const MOST_LABEL: usize = 300;
/// Most characters of a help text.
const MOST_HELP: usize = 4_000;

/// The form that a new edition begins with.
static STANDARD: LazyLock<Form> =
    LazyLock::new(|| serde_json::from_str(include_str!("../forms/standard.json")).unwrap_or_default());

impl Form {
    /// The form that a new edition begins with: basic data, contact, and the modules of a good practice's story.
    #[must_use]
    pub fn standard() -> Self {
        STANDARD.clone()
    }

    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.modules.iter().flat_map(|module| &module.fields)
    }

    /// The field of a name.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().find(|field| field.key == key)
    }

    /// The field with a role in the library.
    #[must_use]
    pub fn with_role(&self, role: LibraryRole) -> Option<&Field> {
        self.fields().find(|field| field.library == Some(role))
    }

    /// Whether the form itself makes sense.
    ///
    /// # Errors
    /// `form_invalid` with one detail per fault; pointers start at `/modules`.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        if self.modules.is_empty() || self.modules.len() > MOST_MODULES {
            faults.push(Refusal::invalid("modules_count_invalid").at("/modules").with("max", MOST_MODULES));
        }
        if self.fields().count() > MOST_FIELDS {
            faults.push(Refusal::invalid("fields_count_invalid").at("/modules").with("max", MOST_FIELDS));
        }
        let mut modules = BTreeSet::new();
        let mut fields = BTreeSet::new();
        for (at, module) in self.modules.iter().enumerate() {
            let pointer = format!("/modules/{at}");
            check_key(&module.key, &mut modules, &pointer, &mut faults);
            check_words(&module.label, module.help.as_ref(), &pointer, &mut faults);
            if module.fields.is_empty() {
                faults.push(Refusal::invalid("module_empty").at(format!("{pointer}/fields")));
            }
            for (at, field) in module.fields.iter().enumerate() {
                let pointer = format!("{pointer}/fields/{at}");
                check_key(&field.key, &mut fields, &pointer, &mut faults);
                check_words(&field.label, field.help.as_ref(), &pointer, &mut faults);
                field.check(&pointer, &mut faults);
            }
        }
        let titles = self.fields().filter(|field| field.library == Some(LibraryRole::Title)).count();
        if titles != 1 {
            faults.push(Refusal::invalid("form_needs_one_title").at("/modules").with("found", titles));
        }
        Refusal::gather("form_invalid", faults)
    }
}

impl Field {
    fn check(&self, pointer: &str, faults: &mut Vec<Refusal>) {
        if let Err(fault) = self.kind.check() {
            let inner = fault.pointer.clone().unwrap_or_default();
            faults.push(fault.at(format!("{pointer}{inner}")));
        }
        let Some(role) = self.library else { return };
        if self.personal {
            faults.push(Refusal::invalid("personal_in_library").at(format!("{pointer}/library")));
        }
        if !role.takes(&self.kind) {
            faults.push(Refusal::invalid("library_role_unfit").at(format!("{pointer}/library")));
        }
        if role == LibraryRole::Title && !self.required {
            faults.push(Refusal::invalid("title_must_be_required").at(format!("{pointer}/required")));
        }
    }
}

impl LibraryRole {
    fn takes(self, kind: &Kind) -> bool {
        match self {
            Self::Title => matches!(kind, Kind::ShortText { .. }),
            Self::Summary | Self::Section => matches!(kind, Kind::ShortText { .. } | Kind::LongText { .. }),
            Self::Themes => matches!(kind, Kind::Choice { .. } | Kind::Choices { .. }),
            Self::Sdgs => matches!(kind, Kind::Sdgs {}),
            Self::Url => matches!(kind, Kind::Url {}),
            Self::Started | Self::Ended => matches!(kind, Kind::Date {} | Kind::Number { .. }),
            Self::Population => matches!(kind, Kind::Number { .. }),
        }
    }
}

/// Whether a stable name is well formed: a small letter, then small letters, digits, `_` or `-`, at most 40.
pub(crate) fn is_key(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    key.starts_with(|c: char| c.is_ascii_lowercase()) && key.len() <= 40 && key.chars().all(plain)
}

fn check_key<'a>(key: &'a str, seen: &mut BTreeSet<&'a str>, pointer: &str, faults: &mut Vec<Refusal>) {
    let at = format!("{pointer}/key");
    if !is_key(key) {
        faults.push(Refusal::invalid("key_invalid").at(at));
    } else if !seen.insert(key) {
        faults.push(Refusal::invalid("key_taken").at(at).with("key", key));
    }
}

fn check_words(label: &Localized, help: Option<&Localized>, pointer: &str, faults: &mut Vec<Refusal>) {
    for (language, text) in label.iter() {
        let at = format!("{pointer}/label/texts/{language}");
        if text.trim().is_empty() {
            faults.push(Refusal::invalid("label_blank").at(at));
        } else if text.chars().count() > MOST_LABEL {
            faults.push(Refusal::invalid("label_too_long").at(at).with("max", MOST_LABEL));
        }
    }
    for (language, text) in help.into_iter().flat_map(Localized::iter) {
        if text.chars().count() > MOST_HELP {
            let at = format!("{pointer}/help/texts/{language}");
            faults.push(Refusal::invalid("help_too_long").at(at).with("max", MOST_HELP));
        }
    }
}

#[cfg(test)]
mod tests;
