//! schema.org as JSON-LD: a `Report` about a place, with its goals, its licence and where it comes from.

use super::{Described, goal_address, licence_address};
use crate::{CaseLink, LinkKind};
use serde_json::{Map, Value, json};

/// The document of a case. Its context is in it, so that nothing has to be fetched to read it; addresses are written as such
/// (`@id`), because a context of this form does not tell them from text.
#[must_use]
pub fn schema_org(described: &Described) -> Value {
    let (case, reference) = (&described.case, &described.reference);
    let facts = &case.facts;
    let mut document = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty()) {
            document.insert(name.to_owned(), value);
        }
    };
    put("@context", json!({ "@vocab": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#" }));
    put("@id", json!(reference.address));
    put("@type", json!("Report"));
    put("url", address(&reference.address));
    put("name", json!(reference.title));
    put("abstract", json!(described.summary()));
    put("inLanguage", json!(reference.language));
    put("author", reference.author.as_ref().map_or(Value::Null, |name| organisation(name)));
    put("publisher", organisation(&reference.publisher));
    put("datePublished", json!(described.available.date().to_string()));
    put("dateModified", json!(described.modified.date().to_string()));
    put("temporalCoverage", json!(reference.year.map(|year| format!("{year:04}"))));
    put("spatialCoverage", place(described));
    put("about", described.goals().into_iter().map(goal).collect());
    put("keywords", json!(keywords(described)));
    put("award", json!(facts.outcome));
    put("isPartOf", part_of(reference.edition.as_deref()));
    put("license", reference.licence.as_deref().map_or(Value::Null, licence));
    put("isBasedOn", facts.url.as_deref().map_or(Value::Null, address));
    put("prov:hadPrimarySource", facts.url.as_deref().map_or(Value::Null, address));
    put(
        "identifier",
        json!({ "@type": "PropertyValue", "propertyID": case.source, "value": case.source_id }),
    );
    put("subjectOf", links(described, &[LinkKind::PresentedAt, LinkKind::StudiedIn]));
    put("mentions", links(described, &[LinkKind::LedTo]));
    put("workTranslation", translations(described));
    put("disambiguatingDescription", json!(reference.synthetic));
    Value::Object(document)
}

fn address(address: &str) -> Value {
    json!({ "@id": address })
}

fn organisation(name: &str) -> Value {
    json!({ "@type": "Organization", "name": name })
}

fn goal(goal: u8) -> Value {
    json!({
        "@type": "DefinedTerm",
        "@id": goal_address(goal),
        "name": format!("SDG {goal}"),
        "termCode": goal.to_string(),
        "inDefinedTermSet": { "@id": "http://metadata.un.org/sdg" },
    })
}

fn keywords(described: &Described) -> Vec<&str> {
    let themes = described.case.facts.themes.iter().map(String::as_str);
    themes.chain(described.case.facts.synthetic.then_some("synthetic")).collect()
}

fn place(described: &Described) -> Value {
    let facts = &described.case.facts;
    let mut place = Map::new();
    if let Some(name) = &described.reference.author {
        place.insert("name".to_owned(), json!(name));
    }
    if let Some(country) = &facts.country {
        let address = json!({ "@type": "PostalAddress", "addressCountry": country });
        place.insert("address".to_owned(), address);
    }
    if let Some(at) = facts.place {
        let geo = json!({ "@type": "GeoCoordinates", "latitude": at.lat, "longitude": at.lon });
        place.insert("geo".to_owned(), geo);
    }
    if place.is_empty() {
        return Value::Null;
    }
    place.insert("@type".to_owned(), json!("Place"));
    Value::Object(place)
}

fn part_of(edition: Option<&str>) -> Value {
    edition.map_or(Value::Null, |name| json!({ "@type": "CreativeWork", "name": name }))
}

fn licence(given: &str) -> Value {
    licence_address(given).map_or_else(
        || json!({ "@type": "CreativeWork", "name": given }),
        |address| json!({ "@type": "CreativeWork", "@id": address, "name": given }),
    )
}

fn links(described: &Described, kinds: &[LinkKind]) -> Value {
    described.links.iter().filter(|link| kinds.contains(&link.kind)).map(link).collect()
}

fn link(link: &CaseLink) -> Value {
    let (kind, date) = match link.kind {
        LinkKind::PresentedAt => ("Event", "startDate"),
        LinkKind::StudiedIn | LinkKind::LedTo => ("CreativeWork", "datePublished"),
    };
    let mut thing = json!({ "@type": kind, "name": link.words, date: link.date });
    if let Some(url) = &link.url {
        thing["url"] = address(url);
    }
    thing
}

fn translations(described: &Described) -> Value {
    let (texts, address) = (&described.case.texts, &described.reference.address);
    let others = texts.iter().filter(|(language, _)| described.reference.language.as_ref() != Some(language));
    let work = others.map(|(language, text)| {
        json!({
            "@type": "Report",
            "@id": format!("{address}?text={language}"),
            "name": text.title,
            "inLanguage": language,
        })
    });
    work.collect()
}
