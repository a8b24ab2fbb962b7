//! Metadata as another library expands it, and what each form says of the same case.

use super::*;
use crate::cite::Publication;
use crate::{CaseText, Facts, LinkKind, Place};
use futures::executor::block_on;
use json_ld::syntax::{Parse, Value};
use json_ld::{ExpandedDocument, JsonLdProcessor, NoLoader, RemoteDocument};
use kapok_base::{Language, Localized, Random};
use serde_json::json;

fn described(facts: Facts) -> Described {
    let text = |title: &str| CaseText { title: title.into(), description: "Trees.".into(), sections: vec![] };
    let texts = Localized::new(Language::english(), text("Shade </script><script>alert(1)"));
    let case = Case {
        id: Random::seeded(1).stream("ids").secret_id(),
        source: "s".into(),
        source_id: "1".into(),
        texts: texts.with("fr".parse().unwrap(), text("De l’ombre")),
        facts,
    };
    let publication = Publication {
        publisher: "An Award".into(),
        edition: Some("Sixth edition".into()),
        address: "https://example.org/cases/1".into(),
        synthetic: "This text was made up.".into(),
        accessed: "2026-11-21T10:00:00Z".parse().unwrap(),
    };
    let reference = Reference::new(&case, &Language::english(), publication);
    let at = |text: &str| text.parse().unwrap();
    Described {
        case,
        reference,
        links: Vec::new(),
        available: at("2026-05-01T08:00:00Z"),
        modified: at("2026-06-01T08:00:00Z"),
    }
}

fn facts() -> Facts {
    Facts {
        entity: Some("Medellín".into()),
        country: Some("CO".into()),
        place: Some(Place { lat: 6.25, lon: -75.5 }),
        year: Some(2026),
        sdgs: ["11.2", "11", "6"].map(|sdg| sdg.parse().unwrap()).to_vec(),
        themes: vec!["water".into()],
        outcome: Some("winner".into()),
        url: Some("https://city.example/shade".into()),
        licence: Some("CC-BY-4.0".into()),
        synthetic: true,
        ..Facts::default()
    }
}

/// The document as another library expands it, without fetching anything.
fn expanded(document: &serde_json::Value) -> ExpandedDocument {
    let (value, _) = Value::parse_str(&document.to_string()).unwrap();
    let remote = RemoteDocument::new(None, Some("application/ld+json".parse().unwrap()), value);
    block_on(remote.expand(&NoLoader)).unwrap()
}

fn term(name: &str) -> json_ld::Id {
    json_ld::Id::iri(format!("https://schema.org/{name}").parse::<json_ld::IriBuf>().unwrap())
}

#[test]
fn json_ld_means_to_another_library_what_it_is_to_mean() {
    let document = schema_org(&described(facts()));
    let read = expanded(&document);
    assert_eq!(read.len(), 1);
    let node = read.iter().next().unwrap().as_node().unwrap();
    assert_eq!(node.id.as_ref().unwrap().as_str(), "https://example.org/cases/1");
    assert_eq!(
        node.types().iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
        ["https://schema.org/Report"]
    );
    let text = |name: &str| node.get_any(&term(name)).and_then(|object| object.as_str()).map(str::to_owned);
    let nested = |name: &str| node.get_any(&term(name)).and_then(|object| object.as_node()).unwrap();
    assert_eq!(text("name").unwrap(), "Shade </script><script>alert(1)");
    assert_eq!((text("inLanguage").as_deref(), text("award").as_deref()), (Some("en"), Some("winner")));
    assert_eq!(text("disambiguatingDescription").unwrap(), "This text was made up.");
    for (name, address) in [
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("isBasedOn", "https://city.example/shade"),
        ("workTranslation", "https://example.org/cases/1?text=fr"),
    ] {
        assert_eq!(nested(name).id.as_ref().unwrap().as_str(), address);
    }
    let goals: Vec<_> =
        node.get(&term("about")).map(|goal| goal.as_node().unwrap().id.as_ref().unwrap().as_str()).collect();
    assert_eq!(goals, ["http://metadata.un.org/sdg/6", "http://metadata.un.org/sdg/11"]);
    let geo = nested("spatialCoverage").get_any(&term("geo")).unwrap().as_node().unwrap();
    assert!(geo.get_any(&term("latitude")).is_some());
    let source: json_ld::IriBuf = "http://www.w3.org/ns/prov#hadPrimarySource".parse().unwrap();
    assert!(node.get_any(&json_ld::Id::iri(source)).is_some());
}

#[test]
fn what_happened_elsewhere_is_told_with_its_date_and_address() {
    let link = |kind, date: &str, url: Option<&str>| CaseLink {
        id: kapok_base::Random::seeded(1).stream("ids").secret_id(),
        kind,
        date: date.to_owned(),
        words: format!("In {date}"),
        url: url.map(str::to_owned),
    };
    let links = vec![
        link(LinkKind::PresentedAt, "2019", None),
        link(LinkKind::StudiedIn, "2020-05", Some("https://paper.example/1")),
        link(LinkKind::LedTo, "2021-01-31", Some("https://law.example/2")),
    ];
    let described = Described { links, ..described(Facts::default()) };
    let document = schema_org(&described);
    assert_eq!(expanded(&document).len(), 1);
    assert_eq!(
        (&document["subjectOf"][0]["startDate"], &document["subjectOf"][1]["datePublished"]),
        (&json!("2019"), &json!("2020-05"))
    );
    assert_eq!(document["mentions"][0]["url"]["@id"], "https://law.example/2");
    let related = &datacite(&described)["relatedIdentifiers"];
    let relations: Vec<_> = related.as_array().unwrap().iter().map(|one| &one["relationType"]).collect();
    assert_eq!(relations, ["IsReferencedBy", "IsSourceOf"], "what has no address is no identifier");
}

#[test]
fn nothing_is_said_of_what_is_not_known() {
    let bare = described(Facts::default());
    let document = schema_org(&bare);
    for name in
        ["author", "spatialCoverage", "about", "license", "isBasedOn", "award", "disambiguatingDescription"]
    {
        assert!(document.get(name).is_none(), "{name}");
    }
    assert_eq!(expanded(&document).len(), 1);
    let names: Vec<_> = dublin_core(&bare).iter().map(|element| element.name).collect();
    assert!(!names.contains(&"DC.creator") && !names.contains(&"DC.rights"), "{names:?}");
    let cited = datacite(&bare);
    assert_eq!((&cited["creators"][0]["name"], &cited["publicationYear"]), (&json!("(:unkn)"), &json!(2026)));
}

#[test]
fn dublin_core_and_datacite_say_the_same() {
    let described = described(facts());
    let elements = dublin_core(&described);
    let value = |name: &str| {
        elements.iter().filter(|e| e.name == name).map(|e| e.content.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(value("DC.creator"), ["Medellín"]);
    assert_eq!(
        value("DC.subject"),
        ["water", "http://metadata.un.org/sdg/6", "http://metadata.un.org/sdg/11"]
    );
    assert_eq!(value("DCTERMS.license"), ["https://creativecommons.org/licenses/by/4.0/"]);
    assert_eq!(value("DCTERMS.available"), ["2026-05-01"]);
    let title = elements.iter().find(|e| e.name == "DC.title").unwrap();
    assert_eq!(title.lang.as_ref().unwrap().as_str(), "en");
    let cited = datacite(&described);
    assert_eq!(cited["titles"].as_array().unwrap().len(), 2);
    assert_eq!(cited["rightsList"][0]["rightsUri"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(cited["geoLocations"][0]["geoLocationPoint"]["pointLongitude"], -75.5);
    let mandatory = ["creators", "titles", "publisher", "publicationYear", "types"];
    assert!(mandatory.iter().all(|field| cited.get(field).is_some()), "{cited}");
}

#[test]
fn an_abstract_is_cut_between_characters_and_says_so() {
    let mut long = described(Facts::default());
    let text = CaseText { title: "t".into(), description: "河".repeat(5000), sections: vec![] };
    long.case.texts = Localized::new(Language::english(), text);
    let summary = long.summary().unwrap();
    assert_eq!(summary.chars().count(), LONGEST_ABSTRACT + 1);
    assert!(summary.ends_with('…'));
}
