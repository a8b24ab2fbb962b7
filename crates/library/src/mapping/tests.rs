//! Headers as real institutions write them, in four languages; and any others.

use super::*;
use crate::{Themes, read_row};
use proptest::prelude::*;
use std::sync::LazyLock;

static THEMES: LazyLock<Themes> = LazyLock::new(|| Themes::builtin().unwrap());

fn named(names: &[&str]) -> Vec<Column> {
    names.iter().map(|name| Column { name: (*name).to_owned(), values: Vec::new() }).collect()
}

#[test]
fn tables_of_institutions_are_understood() {
    let tables: [&[(&str, &str)]; 10] = [
        &[
            ("No.", "id"),
            ("Name of the city", "entity"),
            ("Country", "country"),
            ("Name of the initiative", "title"),
            ("Year of implementation", "year"),
            ("Summary (max. 300 words)", "description"),
            ("Sustainable Development Goals", "sdgs"),
            ("Theme(s)", "themes"),
            ("Total budget (USD)", "cost"),
            ("Start date", "started"),
            ("End date", "ended"),
            ("Lessons learned", "section"),
            ("Contact person", "further"),
            ("Contact email", "further"),
        ],
        &[
            ("编号", "id"),
            ("项目名称", "title"),
            ("申报城市", "entity"),
            ("国家/地区", "country"),
            ("实施年份", "year"),
            ("案例简介（500字以内）", "description"),
            ("联合国可持续发展目标", "sdgs"),
            ("所属领域", "themes"),
            ("总投资（万元）", "cost"),
            ("主要做法", "section"),
            ("获奖情况", "outcome"),
            ("城市人口（万人）", "population"),
            ("项目联系人", "further"),
        ],
        &[
            ("編號", "id"),
            ("計畫名稱", "title"),
            ("城市名稱", "entity"),
            ("國家", "country"),
            ("申報年度", "year"),
            ("摘要", "description"),
            ("對應永續發展目標", "sdgs"),
            ("主題類別", "themes"),
            ("緯度", "lat"),
            ("經度", "lon"),
            ("聯絡電話", "further"),
        ],
        &[
            ("N.º", "id"),
            ("Nombre de la ciudad", "entity"),
            ("País", "country"),
            ("Título del proyecto", "title"),
            ("Año de implementación", "year"),
            ("Resumen ejecutivo", "description"),
            ("Objetivos de Desarrollo Sostenible (ODS)", "sdgs"),
            ("Ejes temáticos", "themes"),
            ("Presupuesto total (€)", "cost"),
            ("Número de habitantes", "population"),
            ("Fecha de inicio", "started"),
            ("Lecciones aprendidas", "section"),
            ("Correo electrónico", "further"),
        ],
        &[
            ("Identifiant", "id"),
            ("Nom de la commune", "entity"),
            ("Pays", "country"),
            ("Intitulé du projet", "title"),
            ("Année de réalisation", "year"),
            ("Résumé du projet", "description"),
            ("Objectifs de développement durable", "sdgs"),
            ("Mots-clés", "themes"),
            ("Coût total (€ HT)", "cost"),
            ("Nombre d’habitants", "population"),
            ("Site internet", "url"),
            ("Leçons apprises", "section"),
            ("Courriel du contact", "further"),
        ],
        &[
            ("caseId", "id"),
            ("caseTitle", "title"),
            ("countryCode", "country_code"),
            ("cityName", "entity"),
            ("project_year", "year"),
            ("SDGs", "sdgs"),
            ("topic_tags", "themes"),
            ("latitude", "lat"),
            ("lng", "lon"),
            ("webLink", "url"),
        ],
        &[
            ("城市 / City", "entity"),
            ("国家 / Country", "country"),
            ("项目名称 / Project name", "title"),
            ("年份 / Year", "year"),
            ("内容摘要 / Abstract", "description"),
        ],
        &[
            ("1. Municipality", "entity"),
            ("2. State or province", "further"),
            ("3. Title of the practice*", "title"),
            ("4. Short description", "description"),
            ("5. Background", "section"),
            ("6. Results and impact", "section"),
            ("7. Website", "url"),
            ("8. Licence", "licence"),
            ("9. Language", "lang"),
        ],
        &[
            ("TYPE OF INITIATIVE", "kinds"),
            ("LEVEL OF GOVERNMENT", "level"),
            ("EDITION", "edition"),
            ("AWARD RECEIVED", "outcome"),
            ("CURRENCY", "currency"),
            ("DATA SOURCE", "source"),
            ("LOGO URL", "further"),
        ],
        &[("source", "source"), ("id", "id"), ("title", "title"), ("kind", "kinds"), ("city", "entity")],
    ];
    for table in tables {
        let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
        let guess = guess(&named(&names), "file");
        let found: Vec<(&str, &str)> =
            guess.columns.iter().map(|column| (column.name.as_str(), column.field)).collect();
        assert_eq!(found, table);
        guess.mapping.check().unwrap();
    }
}

#[test]
fn a_short_text_does_not_make_a_clear_name_doubtful() {
    let column =
        Column { name: "Résumé".to_owned(), values: vec!["Des arbres".to_owned(), "x".to_owned()] };
    assert_eq!(guess(&[column], "file").columns[0].field, "description");
}

#[test]
fn values_have_a_say_and_show_their_separators() {
    let column = |name: &str, values: &[&str]| Column {
        name: name.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let long = "The city planted four thousand trees along the streets where people wait for buses in the summer heat, and asked the schools to water them.";
    let guess = guess(
        &[
            column("Project", &["Shade", "Meals"]),
            column("Year", &["first", "second"]),
            column("Tags", &["water, health", "housing"]),
            column("SDG", &["11、13", "6"]),
            column("Remarks", &[long, long]),
        ],
        "cases-2024",
    );
    let fields: Vec<&str> = guess.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields, ["title", "further", "themes", "sdgs", "description"]);
    assert_eq!(
        guess.mapping.separators,
        [("themes", ","), ("sdgs", "、")].map(|(a, b)| (a.into(), b.into())).into()
    );
    assert_eq!(guess.mapping.fixed["source"], "cases-2024");
    assert_eq!(guess.mapping.fixed["id"], FROM_CONTENT);
}

fn row(value: Value) -> Map<String, Value> {
    let Value::Object(row) = value else { panic!("a row is an object") };
    row
}

#[test]
fn a_row_is_read_as_its_mapping_says_and_nothing_of_it_is_lost() {
    let mapping = Mapping::from_toml(
        "[columns]\n'Ville' = 'city'\n'Thèmes' = 'themes'\n'Contexte' = 'section'\n'year' = 'further'\n'Tel' = 'ignore'\n\
         [separators]\nthemes = ','\n[fixed]\nsource = 'ours'\nid = 'from-content'\nlang = 'fr'\n",
    )
    .unwrap();
    let given = serde_json::json!({
        "Ville": "Lyon", "Thèmes": "eau, énergie", "Contexte": "Il fait chaud.", "year": "?", "Tel": "1", "entity": "x",
        "lang": "", "title": "Ombre",
    });
    let read = mapping.apply(row(given.clone()));
    let key = read["id"].clone();
    let expected = serde_json::json!({
        "entity": "Lyon", "themes": ["eau", "énergie"], "sections": [{"heading": "Contexte", "text": "Il fait chaud."}],
        "year_given": "?", "entity_given": "x", "lang": "fr", "title": "Ombre", "source": "ours", "id": key,
    });
    assert_eq!(Value::Object(read), expected);
    let other =
        mapping.apply(row(serde_json::json!({"Ville": "Lyon", "title": "Ombre !", "Contexte": "Autre."})));
    assert_eq!(other["id"], key, "punctuation and the text do not make another case");
    assert_ne!(mapping.apply(row(serde_json::json!({"Ville": "Nice", "title": "Ombre"})))["id"], key);
}

#[test]
fn a_mapping_names_fields_that_there_are_each_once() {
    for (text, code) in [
        ("'a' = 'title'\n'b' = 'title'", "mapping_field_twice"),
        ("'a' = 'city'\n'b' = 'entity'", "mapping_field_twice"),
        ("'a' = 'titel'", "mapping_field_unknown"),
        ("[separators]\ntitle = ','", "mapping_field_unknown"),
        ("[fixed]\ncolour = 'red'", "mapping_field_unknown"),
        ("[columns", "mapping_unreadable"),
        ("[other]\na = 'b'", "mapping_unreadable"),
    ] {
        assert_eq!(Mapping::from_toml(text).unwrap_err().code, code, "{text}");
    }
    let old = Mapping::from_toml("\"Name of the city\" = \"entity\"\n").unwrap();
    assert_eq!(old.columns["Name of the city"], "entity");
}

#[test]
fn every_line_of_the_table_of_names_is_read_and_every_name_finds_its_own_field() {
    let lines = include_str!("../../data/columns.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut fields = BTreeSet::new();
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let [field, language, names] = columns[..] else { panic!("{line}") };
        assert!(field == SECTION || FIELDS.contains(&field), "{field}");
        fields.insert((field, language));
        for name in names.split(';') {
            let scores = names::scores(name.trim_start_matches('='));
            let best = scores.iter().map(|(_, score)| *score).fold(0.0, f64::max);
            assert!(scores.iter().any(|(f, score)| *f == field && *score >= best), "{name}: {scores:?}");
        }
    }
    for field in FIELDS.iter().filter(|field| **field != "sections") {
        for language in ["en", "zh-Hans", "zh-Hant", "es", "fr"] {
            assert!(fields.contains(&(*field, language)), "{field} has no names in {language}");
        }
    }
}

proptest! {
    #[test]
    fn any_table_gets_a_mapping_that_is_read_back_and_can_be_used(
        rows in prop::collection::vec(prop::collection::btree_map("\\PC{0,12}|title|Ville|年份", ".{0,30}", 0..6), 0..4)
    ) {
        let rows: Vec<Map<String, Value>> = rows
            .into_iter()
            .map(|row| row.into_iter().map(|(key, value)| (key, Value::from(value))).collect())
            .collect();
        let guess = guess(&columns_of(&rows), "file");
        let again = Mapping::from_toml(&guess.to_toml()).unwrap();
        prop_assert_eq!(&again, &guess.mapping);
        for row in rows {
            let whole = row.iter().filter(|(column, value)| {
                let is_list = LISTS.contains(&again.columns[*column].as_str());
                !is_list && value.as_str().is_some_and(|text| !text.trim().is_empty())
            });
            let whole: Vec<String> = whole.map(|(_, value)| value.to_string()).collect();
            let read = again.apply(row);
            let _ = read_row(read.clone(), &THEMES);
            let read = Value::Object(read).to_string();
            for value in whole {
                prop_assert!(read.contains(&value), "{} is lost in {}", value, read);
            }
        }
    }
}
