//! Citations as other libraries read them, whatever stands in a title.

use super::*;
use crate::{CaseText, Facts};
use biblatex::{Bibliography, ChunksExt};
use kapok_base::{Localized, Random};
use proptest::prelude::*;
use std::collections::BTreeSet;

const AWKWARD: &str = "\"Quoted\" {open \\ 100 % & #1_a $x$ ~ ^ <b> | `tick`\r\nTY  - FAKE\n\nER  - \n=1+1, @misc{x, 河邊 عربي \u{202e}é\0";

fn publication() -> Publication {
    Publication {
        publisher: "Award & Co.".into(),
        edition: Some("Sixth edition".into()),
        address: "https://example.org/cases/1".into(),
        synthetic: "This text was made up.".into(),
        accessed: "2026-11-21T10:00:00Z".parse().unwrap(),
    }
}

fn case(title: &str, entity: Option<&str>, facts: Facts) -> Case {
    let text = CaseText { title: title.into(), description: "Trees.".into(), sections: vec![] };
    Case {
        id: Random::seeded(1).stream("ids").secret_id(),
        source: "s".into(),
        source_id: "1".into(),
        texts: Localized::new(Language::english(), text),
        facts: Facts { entity: entity.map(str::to_owned), ..facts },
    }
}

fn reference(title: &str, entity: Option<&str>) -> Reference {
    let facts =
        Facts { year: Some(2021), licence: Some("CC-BY-4.0".into()), synthetic: true, ..Facts::default() };
    Reference::new(&case(title, entity, facts), &Language::english(), publication())
}

/// What a reader of RIS that keeps to the specification finds: every line a tag of two characters, two blanks, a hyphen, a blank
/// and a value; `TY` first and once, `ER` last and once.
fn read_ris(record: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = record.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    let fields: Vec<(String, String)> = lines
        .iter()
        .map(|line| {
            let (tag, value) = line.split_at_checked(6).unwrap_or_else(|| panic!("too short: {line:?}"));
            let mut tag_chars = tag.chars();
            assert!(tag_chars.next().unwrap().is_ascii_uppercase(), "{line:?}");
            assert!(tag_chars.next().unwrap().is_ascii_alphanumeric(), "{line:?}");
            assert_eq!(tag_chars.as_str(), "  - ", "{line:?}");
            assert!(!value.contains(['\r', '\n']), "{line:?}");
            (tag[..2].to_owned(), value.to_owned())
        })
        .collect();
    assert_eq!(fields[0].0, "TY");
    assert_eq!(fields.last().unwrap().0, "ER");
    let once = |tag: &str| fields.iter().filter(|(t, _)| t == tag).count() == 1;
    assert!(once("TY") && once("ER") && once("TI"), "{fields:?}");
    fields
}

fn value<'a>(fields: &'a [(String, String)], tag: &str) -> &'a str {
    fields.iter().find(|(t, _)| t == tag).map(|(_, value)| value.as_str()).unwrap()
}

/// The field of a BibTeX entry as another library reads it.
fn read_bibtex(entry: &str, key: &str, field: &str) -> Option<String> {
    let read = Bibliography::parse(entry).unwrap_or_else(|error| panic!("{error} in {entry}"));
    assert_eq!(read.len(), 1, "{entry}");
    Some(read.get(key)?.get(field)?.format_verbatim())
}

#[test]
fn every_form_says_the_same_and_marks_what_was_made_up() {
    let reference = reference("Shade for bus stops", Some("Medellín"));
    let key = reference.key();
    assert!(key.starts_with("medellin2021-"), "{key}");
    let entry = bibtex(&reference);
    let people = Bibliography::parse(&entry).unwrap().get(&key).unwrap().author().unwrap();
    assert_eq!((people.len(), people[0].name.as_str(), people[0].given_name.as_str()), (1, "Medellín", ""));
    for (field, expected) in [
        ("title", "Shade for bus stops"),
        ("year", "2021"),
        ("howpublished", "Sixth edition"),
        ("publisher", "Award & Co."),
        ("url", "https://example.org/cases/1"),
        ("urldate", "2026-11-21"),
        ("language", "en"),
        ("note", "This text was made up."),
        ("keywords", "synthetic"),
    ] {
        assert_eq!(read_bibtex(&entry, &key, field).as_deref(), Some(expected), "{field}");
    }
    let fields = read_ris(&ris(&reference));
    for (tag, expected) in [
        ("TY", "RPRT"),
        ("AU", "Medellín"),
        ("TI", "Shade for bus stops"),
        ("PY", "2021"),
        ("T2", "Sixth edition"),
        ("PB", "Award & Co."),
        ("UR", "https://example.org/cases/1"),
        ("Y2", "2026/11/21/"),
        ("LA", "en"),
        ("N1", "This text was made up."),
    ] {
        assert_eq!(value(&fields, tag), expected, "{tag}");
    }
    let item: citationberg::json::Item = serde_json::from_value(csl(&reference)).unwrap();
    assert_eq!(item.id().unwrap(), key);
    assert_eq!(item.type_().unwrap(), "report");
    use citationberg::json::{LiteralName, NameValue, Value};
    let author = NameValue::Literal(LiteralName { literal: "Medellín".into() });
    assert_eq!(item.0["author"], Value::Names(vec![author]));
    let Value::Date(issued) = item.0["issued"].clone() else { panic!("{item:?}") };
    assert_eq!(citationberg::json::FixedDateRange::try_from(issued).unwrap().start.year, 2021);
    assert_eq!(
        words(&reference, "accessed on 21 November 2026", "n.d."),
        "Medellín (2021). Shade for bus stops. Sixth edition. Award & Co. [This text was made up.] \
         https://example.org/cases/1 (accessed on 21 November 2026). CC-BY-4.0."
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let bare = case("Who did this?", None, Facts::default());
    let reference =
        Reference::new(&bare, &Language::english(), Publication { edition: None, ..publication() });
    assert!(reference.key().starts_with("case-"), "{}", reference.key());
    let entry = bibtex(&reference);
    for field in ["author", "year", "howpublished", "note", "keywords", "copyright"] {
        assert_eq!(read_bibtex(&entry, &reference.key(), field), None, "{field}");
    }
    assert_eq!(
        words(&reference, "accessed today", "n.d."),
        "Who did this? (n.d.). Award & Co. https://example.org/cases/1 (accessed today)."
    );
    let item = csl(&reference);
    assert!(item.get("author").is_none() && item.get("issued").is_none() && item.get("note").is_none());
}

#[test]
fn awkward_text_stays_in_its_field() {
    let reference = reference(AWKWARD, Some(AWKWARD));
    let plain = line(AWKWARD);
    assert!(!plain.contains(['\n', '\0', '\u{202e}']));
    assert_eq!(read_bibtex(&bibtex(&reference), &reference.key(), "title").unwrap(), plain);
    assert_eq!(value(&read_ris(&ris(&reference)), "TI"), plain);
    assert_eq!(csl(&reference)["title"], plain);
}

#[test]
fn keys_differ_between_cases_that_are_otherwise_alike() {
    let ids = Random::seeded(7).stream("ids");
    let keys: BTreeSet<String> = (0..2000)
        .map(|_| {
            let like = Case { id: ids.secret_id(), ..case("Shade", Some("Lyon"), Facts::default()) };
            Reference::new(&like, &Language::english(), publication()).key()
        })
        .collect();
    assert_eq!(keys.len(), 2000);
}

/// Text with characters of every plane and what means something to one of the formats.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        (0..0x11_0000u32).prop_filter_map("no character", char::from_u32).prop_map(String::from),
        prop::sample::select(vec![
            "\\",
            "{",
            "}",
            "\"",
            "%",
            "\n",
            "\r\n",
            "ER  - ",
            "TY  - ",
            "@misc{",
            "=1+1",
            "+",
            "-",
            "@",
            ",",
            "\t",
            "\\input{x}",
            "$",
            "&",
            "~",
            "^",
            "`",
            "#",
            "<",
            "--",
            "''",
            "\u{2028}",
            "*",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_back_by_others_as_it_stands_on_one_line(title in awkward(), entity in awkward()) {
        let reference = reference(&title, Some(&entity));
        let entry = bibtex(&reference);
        let key = reference.key();
        let read = read_bibtex(&entry, &key, "title").unwrap_or_default();
        prop_assert_eq!(read.trim(), line(&title));
        prop_assert_eq!(entry.matches('{').count(), entry.matches('}').count());
        prop_assert!(key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        let fields = read_ris(&ris(&reference));
        prop_assert_eq!(value(&fields, "TI"), line(&title));
        let item: citationberg::json::Item = serde_json::from_str(&csl(&reference).to_string()).unwrap();
        prop_assert_eq!(item.0["title"].to_str().unwrap(), line(&title));
        let broken = words(&reference, "accessed", "n.d.").contains(['\n', '\r', '\u{202e}']);
        prop_assert!(!broken);
    }
}
