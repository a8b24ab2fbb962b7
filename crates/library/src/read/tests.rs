//! Rows of every kind: good, odd and broken.

use super::*;
use crate::row_of;
use proptest::prelude::*;
use serde_json::json;

fn read(row: Value) -> Result<ReadRow, Refusal> {
    let Value::Object(row) = row else { panic!("a row is an object") };
    read_row(row, &Themes::builtin().unwrap())
}

fn with(key: &str, value: Value) -> Result<ReadRow, Refusal> {
    let mut row = json!({"source": "s", "id": "1", "title": "Shade", "description": "Trees.", "lang": "en"});
    row.as_object_mut().unwrap().insert(key.to_owned(), value);
    read(row)
}

#[test]
fn rows_that_cannot_be_cases_are_refused_with_their_reason() {
    for (key, value, code) in [
        ("title", json!(""), "case_without_title"),
        ("title", json!(null), "case_without_title"),
        ("title", json!(["a"]), "case_without_title"),
        ("description", json!("  \u{0} "), "case_without_text"),
        ("id", json!(""), "case_key_missing"),
        ("source", json!(null), "case_key_missing"),
        ("year", json!("about 1990"), "case_year_not_a_number"),
        ("year", json!(2020.5), "case_year_not_a_number"),
        ("year", json!(20201), "case_year_not_a_number"),
        ("year", json!([2020]), "case_year_not_a_number"),
        ("lat", json!(90.1), "case_place_off_globe"),
        ("lon", json!("-181"), "case_place_off_globe"),
        ("lat", json!("north"), "case_place_off_globe"),
        ("description", json!("x".repeat(LONGEST + 1)), "case_text_too_long"),
    ] {
        assert_eq!(with(key, value.clone()).unwrap_err().code, code, "{key} {:.40}", value.to_string());
    }
}

#[test]
fn what_cannot_be_resolved_is_kept_as_given_and_counted() {
    for (key, value, code) in [
        ("country", "Atlantis", WarningCode::CountryUnknown),
        ("lang", "Englisch!", WarningCode::LanguageUnknown),
        ("themes", "Other", WarningCode::ThemeUnknown),
        ("sdgs", "18", WarningCode::SdgUnknown),
    ] {
        let read = with(key, json!(value)).unwrap();
        assert_eq!(read.warnings, [Warning { code, value: value.to_owned() }]);
        assert_eq!(read.version.facts.given[key], [value]);
    }
    assert_eq!(with("lat", json!(10)).unwrap().warnings[0].code, WarningCode::PlaceIncomplete);
}

#[test]
fn fields_take_their_type_from_json_and_from_a_table_s_cells_alike() {
    let from_json = read(json!({
        "source": "s", "id": 7, "title": "T", "description": "D", "lang": "zh_hant", "country": "埃及", "year": 2020,
        "themes": ["water", "solar energy", "sanitation"], "sdgs": [11, "11.2"], "synthetic": true, "level": "civil society",
        "sections": [{"heading": "H", "text": "X"}], "indicators": [{"name": "trees", "before": 3, "after": "7", "unit": null}],
        "cost": 12.5, "currency": "EUR", "kind": "proposal", "evidence": "self-reported", "lat": 1, "lon": 2,
    }))
    .unwrap();
    let from_cells = read(json!({
        "source": "s", "id": "7", "title": "T", "description": "D", "lang": "zh-Hant", "country": "埃及", "year": "2020",
        "themes": "water; solar energy | sanitation", "sdgs": "11, 11.2", "synthetic": "yes", "level": "Civil_Society",
        "sections": "[{\"heading\":\"H\",\"text\":\"X\"}]", "indicators": "[{\"name\":\"trees\",\"before\":\"3\",\"after\":\"7\"}]",
        "cost": "12.5", "currency": "EUR", "kinds": "proposal", "evidence": "Self-reported", "lat": "1", "lon": "2.0",
    }))
    .unwrap();
    assert_eq!(from_json, from_cells);
    let facts = &from_json.version.facts;
    assert_eq!(facts.country.as_deref(), Some("EG"));
    assert_eq!(facts.themes, ["water", "energy"]);
    assert_eq!(facts.sdgs.iter().map(ToString::to_string).collect::<Vec<_>>(), ["11", "11.2"]);
    assert_eq!(facts.given["themes"].len(), 3);
}

#[test]
fn numbers_are_read_as_people_write_them() {
    assert_eq!(with("year", json!("2019年")).unwrap().version.facts.year, Some(2019));
    assert_eq!(with("year", json!("2,019")).unwrap_err().code, "case_year_not_a_number");
    let mut row =
        json!({"source": "s", "id": "1", "title": "T", "description": "D", "lat": "48,85", "lon": "-2.35"});
    row["sdgs"] = json!("ODS 11: Ciudades y comunidades; Goal 6 – Water; 目标13：气候行动; SDG 11.2");
    let facts = read(row).unwrap().version.facts;
    assert_eq!(facts.place, Some(Place { lat: 48.85, lon: -2.35 }));
    assert_eq!(facts.sdgs.iter().map(ToString::to_string).collect::<Vec<_>>(), ["11", "6", "13", "11.2"]);
}

#[test]
fn unknown_keys_are_kept_and_a_missing_language_is_recognised() {
    let read = read(json!({
        "source": "s", "id": "1", "title": "Las calles abiertas de la ciudad", "score": 3, "empty": "",
        "description": "Los domingos las calles se cierran a los coches y se abren a las personas que caminan.",
    }))
    .unwrap();
    assert_eq!(read.version.language.as_str(), "es");
    assert_eq!(read.version.facts.further, [("score".to_owned(), json!(3))].into());
    assert_eq!(
        with("level", json!("galactic")).unwrap().version.facts.further["level_given"],
        json!("galactic")
    );
    assert!(with("url", json!("javascript:alert(1)")).unwrap().version.facts.url.is_none());
}

#[test]
fn a_list_of_nothing_but_commas_is_empty() {
    let mut row = json!({"source": "s", "id": "1", "title": "T", "description": "D", "lang": "en"});
    let without = read(row.clone()).unwrap().version.hash();
    for commas in [",", " , 、", "、"] {
        row["sdgs"] = json!(commas);
        let found = read(row.clone()).unwrap();
        assert!(found.version.facts.given.is_empty() && found.warnings.is_empty(), "{commas}");
        assert_eq!(found.version.hash(), without);
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,8}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_row_makes_it_panic_and_what_is_read_can_be_written_and_read_again(
        values in prop::collection::vec((prop::sample::select(vec![
            "title", "description", "lang", "country", "country_code", "year", "lat", "lon", "themes", "sdgs", "sections",
            "indicators", "cost", "currency", "population", "kinds", "kind", "level", "evidence", "synthetic", "city", "other",
        ]), any_value()), 0..6)
    ) {
        let mut row = json!({"source": "s", "id": "1", "title": "T", "description": "D", "lang": "en"});
        for (key, value) in values {
            row[key] = value;
        }
        if let Ok(first) = read(row) {
            let again = read(Value::Object(row_of(&first.version))).unwrap();
            prop_assert_eq!(&again.version.text, &first.version.text);
            prop_assert_eq!(again.version.hash(), first.version.hash());
        }
    }
}
