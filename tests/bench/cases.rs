//! Cases of mixed languages, as many as asked for, put together from the sentences of the test collections.

use crate::collections::{COLLECTIONS, Collection};
use kapok_base::Random;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

const COUNTRIES: [&str; 24] = [
    "CN", "FR", "BR", "IN", "US", "ZA", "MX", "ES", "EG", "RU", "KE", "CO", "DE", "ID", "JP", "PE", "MA",
    "TR", "VN", "NG", "AR", "GB", "IT", "CA",
];
const OUTCOMES: [&str; 6] =
    ["winner", "shortlisted", "deserving", "special_mention", "submitted", "finalist"];
const THEMES: [&str; 8] =
    ["mobility", "housing", "climate", "water", "participation", "waste", "health", "economy"];
/// Sentences of a case.
const SENTENCES: u64 = 14;

/// `bench cases COUNT FOLDER > FILE`: rows of JSON Lines; one case in ten has a second language.
pub(crate) fn cases(count: u64, folder: &str) {
    let languages = ["en", "zh-Hant", "es", "ar", "ru"];
    let sentences = COLLECTIONS.map(|(name, ..)| sentences(&Collection::read(&Path::new(folder).join(name))));
    let chance = Random::seeded(1).stream("cases");
    let pick = |all: &'static [&'static str]| all[chance.below(all.len() as u64) as usize];
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for number in 0..count {
        let first = chance.below(languages.len() as u64) as usize;
        let second = (chance.below(10) == 0).then(|| (first + 1) % languages.len());
        let year = 2000 + chance.below(25);
        let sdg = 1 + chance.below(17);
        let facts = json!({
            "source": "made", "id": number.to_string(), "country": pick(&COUNTRIES), "year": year,
            "edition": (year / 2 * 2).to_string(), "themes": [pick(&THEMES), pick(&THEMES)], "sdgs": [sdg],
            "outcome": pick(&OUTCOMES), "entity": format!("City {}", chance.below(2_000)), "synthetic": true,
        });
        for language in [Some(first), second].into_iter().flatten() {
            let own = &sentences[language];
            let sentence = || own[chance.below(own.len() as u64) as usize].as_str();
            let title: String = sentence().chars().take(if language == 1 { 18 } else { 60 }).collect();
            let body: Vec<&str> = (0..SENTENCES).map(|_| sentence()).collect();
            let mut row = facts.clone();
            let Value::Object(fields) = &mut row else { continue };
            fields.insert("lang".to_owned(), languages[language].into());
            fields.insert("title".to_owned(), title.trim().into());
            fields.insert("description".to_owned(), body.join(" ").into());
            writeln!(out, "{row}").unwrap();
        }
    }
}

fn sentences(collection: &Collection) -> Vec<String> {
    let texts = collection.docs.iter().flat_map(|(_, text)| text.split_inclusive(['.', '。', '؟', '?', '!']));
    let sentences = texts.map(str::trim).filter(|sentence| sentence.chars().count() > 12);
    sentences.map(str::to_owned).collect()
}
