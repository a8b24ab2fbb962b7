//! Keys in the files against each other and against the workspace's sources.

use crate::files::FILES;
use crate::{Locale, exists};
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Key → names of the places in its message, for one locale.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in FILES.iter().filter(|f| f.locale == locale) {
        let mut key = String::new();
        for line in file.text.lines().filter(|l| !l.starts_with('#')) {
            let head = line.split_once('=').map(|(head, _)| head.trim_end());
            if let Some(head) = head.filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
                head.clone_into(&mut key);
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for place in line.split('$').skip(1) {
                let end = place.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
                let name = &place[..end.unwrap_or(place.len())];
                found.entry(key.clone()).or_default().insert(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_file_is_read_without_an_error_and_listed() {
    for file in FILES {
        let read = FluentResource::try_new(file.text.to_owned());
        assert!(read.is_ok(), "{} {}: {:?}", file.locale.tag(), file.name, read.err().map(|e| e.1));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    for locale in Locale::ALL {
        for entry in std::fs::read_dir(root.join(locale.tag())).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(FILES.iter().any(|f| f.name == name), "{name}.ftl is not listed in files.rs");
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_places() {
    let english = messages(Locale::En);
    for locale in Locale::ALL {
        let other = messages(locale);
        for (key, places) in &english {
            assert_eq!(other.get(key), Some(places), "{key} in {}", locale.tag());
        }
        for key in other.keys() {
            assert!(english.contains_key(key), "{key} is in {} alone", locale.tag());
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "html") {
            found.push(path);
        }
    }
}

/// The literal that a call begins with, or that follows its first argument (`say(locale, "key", …)`).
fn literals<'a>(text: &'a str, call: &str) -> Vec<&'a str> {
    text.match_indices(call)
        .filter_map(|(at, _)| {
            let rest = &text[at + call.len()..];
            let start = rest.find('"')?;
            let before = rest[..start].trim();
            let second = call == "say(" && before.matches(',').count() == 1 && before.ends_with(',');
            if start > 120 || !(before.is_empty() || second && !before.contains([';', '{', '}', '|'])) {
                return None;
            }
            let literal = &rest[start + 1..];
            Some(&literal[..literal.find('"')?])
        })
        .collect()
}

#[test]
fn every_key_named_in_the_sources_has_words() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    sources(crates, &mut paths);
    let mut missing = BTreeSet::new();
    // The crate's own tests name keys that must not exist.
    for path in paths.iter().filter(|p| !p.to_str().unwrap().contains("words/src/tests")) {
        let text = std::fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for call in ["say(", "say_one(", "say_count(", "say_with("] {
            for key in literals(text, call) {
                let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                if is_key && !exists(Locale::En, key) {
                    missing.insert(format!("{key} ({})", path.display()));
                }
            }
        }
        for call in ["Refusal::invalid(", "Refusal::state(", "Refusal::time(", "Refusal::gather("] {
            for code in literals(text, call) {
                let key = format!("refusal-{}", code.replace('_', "-"));
                if !exists(Locale::En, &key) {
                    missing.insert(format!("{key} ({})", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no words for: {missing:#?}");
}
