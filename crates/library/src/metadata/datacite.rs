//! The fields of DataCite's metadata schema, as its JSON form names them, for whoever registers a case.

use super::{Described, goal_address, licence_address};
use crate::LinkKind;
use serde_json::{Map, Value, json};

/// DataCite's own word for a creator who is not known: the field is mandatory.
const UNKNOWN: &str = "(:unkn)";

/// The record of a case without a DOI: that is the registrar's to give.
#[must_use]
pub fn datacite(described: &Described) -> Value {
    let (case, reference) = (&described.case, &described.reference);
    let creator = reference.author.as_deref().unwrap_or(UNKNOWN);
    let mut record = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty()) {
            record.insert(name.to_owned(), value);
        }
    };
    put("schemaVersion", json!("http://datacite.org/schema/kernel-4"));
    put("url", json!(reference.address));
    put("types", json!({ "resourceTypeGeneral": "Report", "resourceType": "Case" }));
    put("creators", json!([{ "name": creator, "nameType": "Organizational" }]));
    put("titles", described.case.texts.iter().map(|(lang, text)| title(lang, &text.title)).collect());
    put("publisher", json!({ "name": reference.publisher }));
    let year = reference.year.unwrap_or_else(|| i32::from(described.available.year()));
    put("publicationYear", json!(year));
    put(
        "dates",
        json!([
            { "date": described.available.date().to_string(), "dateType": "Available" },
            { "date": described.modified.date().to_string(), "dateType": "Updated" },
        ]),
    );
    put("language", json!(reference.language));
    put("subjects", subjects(described));
    put(
        "alternateIdentifiers",
        json!([{ "alternateIdentifier": case.source_id, "alternateIdentifierType": case.source }]),
    );
    put("relatedIdentifiers", related(described));
    put("relatedItems", reference.edition.as_deref().map_or(Value::Null, part));
    put("rightsList", reference.licence.as_deref().map_or(Value::Null, |given| json!([rights(given)])));
    put("descriptions", descriptions(described));
    put("geoLocations", place(described));
    Value::Object(record)
}

fn title(language: &kapok_base::Language, title: &str) -> Value {
    json!({ "title": title, "lang": language })
}

fn subjects(described: &Described) -> Value {
    let themes = described.case.facts.themes.iter().map(|theme| json!({ "subject": theme }));
    let goals = described.goals().into_iter().map(|goal| {
        json!({
            "subject": format!("SDG {goal}"),
            "subjectScheme": "Sustainable Development Goals",
            "valueURI": goal_address(goal),
        })
    });
    themes.chain(goals).collect()
}

/// Where the case is from, and what has an address of all that it was presented at, studied in and led to.
fn related(described: &Described) -> Value {
    let related = |url: &str, relation: &str| json!({ "relatedIdentifier": url, "relatedIdentifierType": "URL", "relationType": relation });
    let source = described.case.facts.url.iter().map(|url| related(url, "IsDerivedFrom"));
    let links = described.links.iter().filter_map(|link| {
        let relation = match link.kind {
            LinkKind::PresentedAt => "IsDescribedBy",
            LinkKind::StudiedIn => "IsReferencedBy",
            LinkKind::LedTo => "IsSourceOf",
        };
        Some(related(link.url.as_deref()?, relation))
    });
    source.chain(links).collect()
}

fn part(edition: &str) -> Value {
    json!([{
        "relatedItemType": "Collection",
        "relationType": "IsPublishedIn",
        "titles": [{ "title": edition }],
    }])
}

fn rights(given: &str) -> Value {
    licence_address(given)
        .map_or_else(|| json!({ "rights": given }), |uri| json!({ "rights": given, "rightsUri": uri }))
}

fn descriptions(described: &Described) -> Value {
    let language = &described.reference.language;
    let summary = described.summary();
    let summary =
        summary.map(|text| json!({ "description": text, "descriptionType": "Abstract", "lang": language }));
    let note = described.reference.synthetic.as_ref();
    let note = note.map(|note| json!({ "description": note, "descriptionType": "Other" }));
    summary.into_iter().chain(note).collect()
}

fn place(described: &Described) -> Value {
    let facts = &described.case.facts;
    let mut place = Map::new();
    let names = [described.reference.author.as_deref(), facts.country.as_deref()];
    let names: Vec<&str> = names.into_iter().flatten().collect();
    if !names.is_empty() {
        place.insert("geoLocationPlace".to_owned(), json!(names.join(", ")));
    }
    if let Some(at) = facts.place {
        let point = json!({ "pointLatitude": at.lat, "pointLongitude": at.lon });
        place.insert("geoLocationPoint".to_owned(), point);
    }
    if place.is_empty() { Value::Null } else { json!([place]) }
}
