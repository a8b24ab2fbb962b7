//! What selects offer: countries, kinds of entities, languages, goals.

use crate::form::Choice;
use crate::view::View;
use kapok_base::Language;
use kapok_library::countries;
use kapok_submission::EntityKind;

/// Languages in which dossiers are often written, in their own words; any other can be set over the API.
const LANGUAGES: &[(&str, &str)] = &[
    ("en", "English"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ar", "العربية"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("de", "Deutsch"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("fa", "فارسی"),
    ("tr", "Türkçe"),
    ("vi", "Tiếng Việt"),
    ("hi", "हिन्दी"),
    ("bn", "বাংলা"),
    ("sw", "Kiswahili"),
];

/// One thing to choose.
pub(crate) fn choice(value: impl Into<String>, label: impl Into<String>) -> Choice {
    Choice { value: value.into(), label: label.into() }
}

/// All countries by their names in the reader's language.
pub(crate) fn of_countries(view: &View) -> Vec<Choice> {
    let language = view.locale.language();
    let mut all: Vec<Choice> =
        countries().iter().map(|country| choice(country.code, country.name(&language))).collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}

/// A country's name in the reader's language; its code when it is none.
pub(crate) fn country(view: &View, code: &str) -> String {
    let found = kapok_library::country_by_code(code);
    found.map_or_else(|| code.to_owned(), |country| country.name(&view.locale.language()).to_owned())
}

/// The kinds of entities that are admitted; all when none is named.
pub(crate) fn of_kinds(view: &View, admitted: &[EntityKind]) -> Vec<Choice> {
    EntityKind::ALL
        .into_iter()
        .filter(|kind| admitted.is_empty() || admitted.contains(kind))
        .map(|kind| choice(kind.as_str(), view.say(&format!("entity-kind-{}", kind.as_str()))))
        .collect()
}

/// The languages that are admitted, in their own words; the usual ones when none is named.
pub(crate) fn of_languages(admitted: &[Language]) -> Vec<Choice> {
    if admitted.is_empty() {
        return LANGUAGES.iter().map(|(tag, name)| choice(*tag, *name)).collect();
    }
    admitted.iter().map(|language| choice(language.as_str(), own_name(language))).collect()
}

/// A language in its own words; its tag when we do not know them.
pub(crate) fn own_name(language: &Language) -> &str {
    let known = LANGUAGES.iter().find(|(tag, _)| *tag == language.as_str());
    known.map_or(language.as_str(), |(_, name)| name)
}

/// The goals of sustainable development.
pub(crate) fn of_goals(view: &View) -> Vec<Choice> {
    (1..=17)
        .map(|goal| choice(goal.to_string(), format!("{goal}. {}", view.say(&format!("goal-{goal}")))))
        .collect()
}
