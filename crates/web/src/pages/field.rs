//! A form's fields as pages show them, and what was typed into them as answers.

use super::choices;
use crate::form::{Choice, Form};
use crate::view::View;
use kapok_submission::{Answers, Field, Kind, Module, from_text};
use serde_json::Value;
use std::collections::BTreeMap;

/// A field as a page shows it.
pub(crate) struct FieldView {
    /// Its name in the page's form: `answers.<key>`.
    pub(crate) name: String,
    /// The question.
    pub(crate) label: String,
    /// How to answer it.
    pub(crate) help: String,
    /// Whether sealing asks for it.
    pub(crate) required: bool,
    /// How it is typed: `line`, `area`, `one`, `several`.
    pub(crate) shape: &'static str,
    /// The kind of line: `text`, `date`, `url`, `email`.
    pub(crate) line: &'static str,
    limit: u32,
    /// That limit in words; empty for none.
    pub(crate) most: String,
    /// What can be chosen.
    pub(crate) options: Vec<Choice>,
}

impl FieldView {
    /// Most characters; 0 for no limit.
    pub(crate) fn limit(&self) -> u32 {
        self.limit
    }

    /// The field for a reader.
    pub(crate) fn of(view: &View, field: &Field) -> Self {
        let (shape, line) = match &field.kind {
            Kind::ShortText { .. } | Kind::Number { .. } => ("line", "text"),
            Kind::LongText { .. } => ("area", ""),
            Kind::Date {} => ("line", "date"),
            Kind::Url {} => ("line", "url"),
            Kind::Email {} => ("line", "email"),
            Kind::Choice { .. } | Kind::YesNo {} | Kind::Country {} => ("one", ""),
            Kind::Choices { .. } | Kind::Sdgs {} => ("several", ""),
        };
        let mut help = field.help.as_ref().map(|help| view.text(help).to_owned()).unwrap_or_default();
        if field.kind.min_characters() > 0 {
            let least = view.say_one("submit-at-least", "count", i64::from(field.kind.min_characters()));
            help = if help.is_empty() { least } else { format!("{help} {least}") };
        }
        let most = field.kind.max_characters();
        let most = most.map(|most| view.say_one("submit-at-most", "count", i64::from(most)));
        Self {
            name: format!("answers.{}", field.key),
            label: view.text(&field.label).to_owned(),
            help,
            required: field.required,
            shape,
            line,
            limit: field.kind.max_characters().unwrap_or(0),
            most: most.unwrap_or_default(),
            options: options(view, &field.kind),
        }
    }
}

fn options(view: &View, kind: &Kind) -> Vec<Choice> {
    match kind {
        Kind::Choice { options } | Kind::Choices { options, .. } => {
            options.iter().map(|option| choices::choice(&option.key, view.text(&option.label))).collect()
        }
        Kind::YesNo {} => {
            vec![choices::choice("yes", view.say("word-yes")), choices::choice("no", view.say("word-no"))]
        }
        Kind::Country {} => choices::of_countries(view),
        Kind::Sdgs {} => choices::of_goals(view),
        _ => Vec::new(),
    }
}

/// An answer as the texts that a page's form holds.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Bool(yes) => vec![if *yes { "yes" } else { "no" }.to_owned()],
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        other => vec![other.to_string()],
    }
}

/// What a module's form shows of the answers: pairs of name and text.
pub(crate) fn typed(module: &Module, answers: &Answers) -> Vec<(String, String)> {
    let of_field = |field: &Field| {
        let name = format!("answers.{}", field.key);
        let held = answers.0.get(&field.key).map(texts).unwrap_or_default();
        held.into_iter().map(move |text| (name.clone(), text)).collect::<Vec<_>>()
    };
    module.fields.iter().flat_map(of_field).collect()
}

/// What was typed into a module's form, as answers; fields that the page did not send stay as they are.
pub(crate) fn given(module: &Module, form: &Form) -> BTreeMap<String, Value> {
    let mut given = BTreeMap::new();
    for field in &module.fields {
        let sent = form.values(&format!("answers.{}", field.key));
        if !sent.is_empty() {
            given.insert(field.key.clone(), from_text(&field.kind, sent));
        }
    }
    given
}

/// An answer as it is read; a dash where there is none.
fn filled(view: &View, field: &Field, answers: &Answers) -> String {
    let Some(value) = answers.0.get(&field.key) else { return "—".to_owned() };
    let options = options(view, &field.kind);
    let named = |text: String| {
        options.iter().find(|option| option.value == text).map_or(text, |option| option.label.clone())
    };
    if let (Kind::Number { .. }, Some(whole)) = (&field.kind, whole(value)) {
        return view.number(whole);
    }
    texts(value).into_iter().map(named).collect::<Vec<_>>().join(&view.say("list-separator"))
}

/// A whole number, whether it was typed or sent as one.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// A module as it is read.
pub(crate) struct ReadModule {
    /// Its heading.
    pub(crate) heading: String,
    /// Each question with its answer. The question is empty where the heading has asked it already.
    pub(crate) answers: Vec<(String, String)>,
}

/// A module's answers as they are read, without those about persons where asked.
pub(crate) fn read(view: &View, module: &Module, answers: &Answers, personal: bool) -> ReadModule {
    let heading = view.text(&module.label).to_owned();
    let shown = module.fields.iter().filter(|field| personal || !field.personal);
    let answer = |field: &Field| {
        let question = Some(view.text(&field.label)).filter(|question| *question != heading);
        (question.unwrap_or_default().to_owned(), filled(view, field, answers))
    };
    let answers = shown.map(answer).collect();
    ReadModule { heading, answers }
}
