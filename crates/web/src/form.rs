//! A page's form: what was typed, and what was wrong with it. Nothing typed is ever lost to a refusal.

use crate::fault::{Fault, Kind};
use crate::view::View;
use kapok_base::Refusal;
use kapok_words::Words;
use std::collections::BTreeMap;

/// One thing to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// One place of a form and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name; empty when the whole form is meant.
    pub field: String,
    /// What is wrong, in words.
    pub text: String,
}

/// What was typed into a form, and what was wrong with it.
///
/// A field's name is the JSON pointer of what it stands for, without the first slash and with dots for the others:
/// `/answers/title` is typed into `answers.title`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
    summary: Option<String>,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form with these pairs of name and value typed in.
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            form.values.entry(name).or_default().push(value);
        }
        form
    }

    /// The same with a field filled in: what is stored, for editing.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), vec![value.to_string()]);
        self
    }

    /// What was typed into a field; empty when nothing was.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// What was typed without the space around it; nothing when nothing remains.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<String> {
        let value = self.value(name).trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// All values of a field: ticked boxes, repeated rows.
    #[must_use]
    pub fn values(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a field holds a value: is the box ticked?
    #[must_use]
    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.values(name).iter().any(|held| held == value)
    }

    /// All pairs whose names begin with `prefix`, without it, in the order of their names: `answers.`.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.values.iter().flat_map(move |(name, values)| {
            let rest = name.strip_prefix(prefix);
            values.iter().filter_map(move |value| Some((rest?, value.as_str())))
        })
    }

    /// A field read as something else: an id, a number, a date. Nothing typed: nothing.
    ///
    /// # Errors
    /// A refusal at that field when what was typed cannot be read so.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let Some(given) = self.given(name) else { return Ok(None) };
        let wrong = |_| Refusal::invalid("wrong_type").at(format!("/{}", name.replace('.', "/")));
        given.parse().map(Some).map_err(wrong)
    }

    /// The same, but something must have been typed.
    ///
    /// # Errors
    /// A refusal at that field.
    pub fn needed<T: std::str::FromStr>(&self, name: &str) -> Result<T, Refusal> {
        let missing = || Refusal::invalid("required").at(format!("/{}", name.replace('.', "/")));
        self.parsed(name)?.ok_or_else(missing)
    }

    /// The form again with what was wrong, to be shown once more; faults that no typing mends go on as they are.
    ///
    /// # Errors
    /// The fault, when it is not about what was typed.
    pub fn refused(self, fault: impl Into<Fault>, view: &View) -> Result<Self, Fault> {
        let fault = fault.into();
        match (&fault.refusal, fault.kind) {
            (Some(refusal), _) => Ok(self.with_refusal(refusal, &view.words)),
            (None, Kind::Stale) => Ok(Self { summary: Some(view.say("error-stale")), ..self }),
            (None, Kind::Conflict) => Ok(Self { summary: Some(view.say("error-conflict")), ..self }),
            (None, Kind::Throttled) => Ok(Self { summary: Some(view.say("error-throttled")), ..self }),
            _ => Err(fault),
        }
    }

    fn with_refusal(mut self, refusal: &Refusal, words: &Words) -> Self {
        self.errors = places(refusal).into_iter().map(|place| error_at(place, words)).collect();
        self.summary = Some(if self.errors.is_empty() {
            words.refusal(refusal)
        } else {
            words.say_count("error-summary", self.errors.len())
        });
        self
    }

    /// Whether the form was refused.
    #[must_use]
    pub fn was_refused(&self) -> bool {
        self.summary.is_some()
    }

    /// What is wrong with the whole.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.summary.as_deref().unwrap_or_default()
    }

    /// What is wrong, place by place.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// Whether any place is named.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether something is wrong with a field.
    #[must_use]
    pub fn is_wrong(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }

    /// What is wrong with a field; empty when nothing is.
    #[must_use]
    pub fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|error| error.field == name).map_or("", |error| &error.text)
    }
}

/// The refusals that name a place or are part of several.
fn places(refusal: &Refusal) -> Vec<&Refusal> {
    let own = refusal.pointer.is_some().then_some(refusal);
    let nested = refusal.details.iter().flat_map(|detail| match detail.details.is_empty() {
        true => vec![detail],
        false => places(detail),
    });
    own.into_iter().chain(nested).collect()
}

fn error_at(refusal: &Refusal, words: &Words) -> FieldError {
    let pointer = refusal.pointer.as_deref().unwrap_or_default();
    FieldError { field: pointer.trim_start_matches('/').replace('/', "."), text: words.refusal(refusal) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kapok_base::Locale;

    fn typed() -> Form {
        Form::of([("answers.title".to_owned(), " Water ".to_owned()), ("tick".to_owned(), "a".to_owned())])
    }

    #[test]
    fn a_refused_form_keeps_what_was_typed_and_names_each_place() {
        let details = vec![Refusal::invalid("required").at("/answers/text")];
        let refusal = Refusal::gather("invalid_form", details).unwrap_err();
        let view = View::visitor(Locale::En, "/");
        let form = typed().refused(refusal, &view).unwrap();
        assert_eq!(form.value("answers.title"), " Water ");
        assert_eq!(form.given("answers.title").unwrap(), "Water");
        assert!(form.is_wrong("answers.text") && !form.is_wrong("answers.title"));
        assert!(form.was_refused());
    }

    #[test]
    fn faults_that_typing_cannot_mend_go_on() {
        let view = View::visitor(Locale::En, "/");
        assert_eq!(typed().refused(Fault::not_found(), &view), Err(Fault::not_found()));
        assert!(typed().refused(Fault::new(Kind::Stale), &view).is_ok());
    }

    #[test]
    fn fields_are_read_as_what_they_should_be() {
        let form = Form::empty().with("n", "12").with("bad", "x");
        assert_eq!(form.parsed::<u8>("n").unwrap(), Some(12));
        assert_eq!(form.parsed::<u8>("none").unwrap(), None);
        assert_eq!(form.needed::<u8>("bad").unwrap_err().pointer.unwrap(), "/bad");
        assert_eq!(form.needed::<u8>("none").unwrap_err().code, "required");
    }
}
