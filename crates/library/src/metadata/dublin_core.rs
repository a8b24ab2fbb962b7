//! Dublin Core, as pairs of an element and its value: for `<meta name="DC.title" …>` and for whoever harvests records.

use super::{Described, goal_address};
use kapok_base::Language;
use serde::Serialize;

/// One element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DublinCore {
    /// `DC.` or `DCTERMS.` and the element's name.
    pub name: &'static str,
    /// Its value.
    pub content: String,
    /// The value's language, where it is a text in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Language>,
}

/// The elements of a case; what is not known is left out, what there are several of comes several times.
#[must_use]
pub fn dublin_core(described: &Described) -> Vec<DublinCore> {
    let (reference, facts) = (&described.reference, &described.case.facts);
    let mut elements = Vec::new();
    let mut put = |name: &'static str, content: Option<String>| {
        elements.extend(content.map(|content| DublinCore { name, content, lang: None }));
    };
    put("DC.creator", reference.author.clone());
    put("DC.publisher", Some(reference.publisher.clone()));
    put("DC.identifier", Some(reference.address.clone()));
    put("DC.date", reference.year.map(|year| format!("{year:04}")));
    put("DCTERMS.available", Some(described.available.date().to_string()));
    put("DCTERMS.modified", Some(described.modified.date().to_string()));
    put("DC.type", Some("Text".to_owned()));
    put("DC.format", Some("text/html".to_owned()));
    put("DC.language", reference.language.as_ref().map(ToString::to_string));
    put("DC.rights", reference.licence.clone());
    put("DCTERMS.license", reference.licence.as_deref().and_then(super::licence_address));
    put("DC.source", facts.url.clone());
    put("DCTERMS.isPartOf", reference.edition.clone());
    put("DC.coverage", facts.country.clone());
    put("DCTERMS.spatial", facts.place.map(|place| format!("north={}; east={}", place.lat, place.lon)));
    for theme in &facts.themes {
        put("DC.subject", Some(theme.clone()));
    }
    for goal in described.goals() {
        put("DC.subject", Some(goal_address(goal)));
    }
    put("DCTERMS.provenance", reference.synthetic.clone());
    let mut text = |name: &'static str, content: Option<String>| {
        let lang = reference.language.clone();
        elements.extend(content.map(|content| DublinCore { name, content, lang }));
    };
    text("DC.title", Some(reference.title.clone()));
    text("DC.description", described.summary());
    elements
}
