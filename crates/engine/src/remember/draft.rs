//! The case that a sealed dossier suggests: only what its form marks for the library, nothing personal.

use kapok_base::{Language, Localized};
use kapok_judging::label::Label;
use kapok_library::{CaseText, Evidence, Facts, Level, Place, Section, Themes};
use kapok_store::editions::Edition;
use kapok_store::entities::Entity;
use kapok_store::seals::Sealed;
use kapok_submission::{EntityKind, Field, Kind, LibraryRole};
use serde_json::Value;
use std::collections::BTreeSet;

/// The text of a dossier's case, in the dossier's language.
pub(crate) fn text(edition: &Edition, sealed: &Sealed) -> CaseText {
    let language = &sealed.content.language;
    let mut text = CaseText { title: String::new(), description: String::new(), sections: Vec::new() };
    for (field, answer) in answers(edition, sealed) {
        let answer = plain(answer);
        match field.library {
            Some(LibraryRole::Title) => text.title = answer,
            Some(LibraryRole::Summary) => text.description = answer,
            Some(LibraryRole::Section) if !answer.is_empty() => {
                text.sections.push(Section { heading: field.label.text(language).clone(), text: answer });
            }
            _ => {}
        }
    }
    text
}

/// What is known of a dossier's case besides its text.
pub(crate) fn facts(
    edition: &Edition,
    sealed: &Sealed,
    entity: Option<&Entity>,
    labels: &BTreeSet<String>,
    themes: &Themes,
) -> Facts {
    let mut facts = Facts {
        entity: Some(sealed.content.entity_name.text(&sealed.content.language).clone()),
        year: i32::try_from(edition.year).ok(),
        // By its stable name, which is the same in every language.
        edition: Some(edition.slug.clone()),
        outcome: outcome(&edition.labels, labels),
        synthetic: edition.synthetic,
        evidence: Some(Evidence::CommitteeReviewed),
        ..Facts::default()
    };
    if let Some(record) = entity.map(|entity| &entity.record) {
        facts.country = Some(record.country.clone());
        facts.place = record.lat.zip(record.lon).map(|(lat, lon)| Place { lat, lon });
        facts.population = record.population.and_then(|people| u64::try_from(people).ok());
        facts.level = match record.kind {
            EntityKind::City => Some(Level::City),
            EntityKind::District => Some(Level::District),
            EntityKind::Province => Some(Level::Province),
            EntityKind::County | EntityKind::Union | EntityKind::Other => None,
        };
    }
    for (field, answer) in answers(edition, sealed) {
        let given = || Some(plain(answer)).filter(|text| !text.is_empty());
        match field.library {
            Some(LibraryRole::Themes) => add_themes(&mut facts, field, answer, themes),
            Some(LibraryRole::Sdgs) => {
                facts.sdgs = items(answer).iter().filter_map(|goal| goal.parse().ok()).collect()
            }
            Some(LibraryRole::Url) => facts.url = given(),
            Some(LibraryRole::Started) => facts.started = given(),
            Some(LibraryRole::Ended) => facts.ended = given(),
            Some(LibraryRole::Population) => {
                facts.population = given().and_then(|people| people.parse().ok()).or(facts.population);
            }
            _ => {}
        }
    }
    facts
}

/// What the public calls the entry: of several labels the one that fewest entries may carry.
pub(crate) fn outcome(labels: &[Label], given: &BTreeSet<String>) -> Option<String> {
    let carried = labels.iter().filter(|label| label.public && given.contains(&label.key));
    carried.min_by_key(|label| label.quota.unwrap_or(u32::MAX)).map(|label| label.key.clone())
}

fn answers<'a>(edition: &'a Edition, sealed: &'a Sealed) -> impl Iterator<Item = (&'a Field, &'a Value)> {
    let fields = edition.form.fields().filter(|field| field.library.is_some() && !field.personal);
    fields.filter_map(|field| Some((field, sealed.content.answers.0.get(&field.key)?)))
}

/// Themes by what their options are called in English, or by their keys.
fn add_themes(facts: &mut Facts, field: &Field, answer: &Value, themes: &Themes) {
    let (Kind::Choice { options } | Kind::Choices { options, .. }) = &field.kind else { return };
    let mut given = Vec::new();
    for key in items(answer) {
        let label: Option<&Localized> =
            options.iter().find(|option| option.key == key).map(|option| &option.label);
        let name = label.map_or_else(|| key.clone(), |label| label.text(&Language::english()).clone());
        let known = themes.resolve(&name).or_else(|| themes.resolve(&key)).map(|theme| theme.key.clone());
        facts.themes.extend(known.filter(|known| !facts.themes.contains(known)));
        given.push(name);
    }
    if given != facts.themes {
        facts.given.insert("themes".to_owned(), given);
    }
}

fn items(answer: &Value) -> Vec<String> {
    match answer {
        Value::Array(items) => items.iter().map(plain).collect(),
        other => vec![plain(other)],
    }
}

fn plain(answer: &Value) -> String {
    match answer {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
