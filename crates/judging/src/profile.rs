//! What a judge tells of themselves for a panel: how much they can take, what they read and know, and what may tie them.

use crate::text;
use kapok_base::{Language, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The version of the undertaking's text that judges sign now.
pub const UNDERTAKING: &str = "1";

/// Most languages, countries or employers.
const MOST: usize = 50;
/// Characters of an employer's name, at most.
const LONGEST_EMPLOYER: usize = 300;

/// What a judge tells of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Most entries that they can take in a round; none for no bound of their own.
    pub capacity: Option<u32>,
    /// The languages that they read.
    pub languages: Vec<Language>,
    /// The themes that they know, by their keys.
    pub themes: Vec<String>,
    /// Where they live or are citizens, ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Where they work or worked: names, or identifiers of entities.
    pub employers: Vec<String>,
}

/// What was given for a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// See [`Profile::capacity`].
    pub capacity: Option<u32>,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// Keys of themes.
    pub themes: Vec<String>,
    /// Codes of countries.
    pub countries: Vec<String>,
    /// Names, or identifiers of entities; blank ones are passed over.
    pub employers: Vec<String>,
    /// Whether the undertaking was signed with it.
    pub is_signed: bool,
}

/// What a profile can name.
#[derive(Clone, Debug, Default)]
pub struct Lists<'a> {
    /// Keys of the themes that there are.
    pub themes: BTreeSet<&'a str>,
    /// Codes of the countries that there are.
    pub countries: BTreeSet<&'a str>,
}

/// The profile that was given, each thing once.
///
/// # Errors
/// `profile_invalid` with one detail per fault: `capacity_zero`, `language_unknown`, `theme_unknown`, `country_unknown`,
/// `country_missing`, `text_too_long`, `profile_too_long`, `profile_unsigned`.
pub fn read(given: &Given, lists: &Lists<'_>) -> Result<Profile, Refusal> {
    let mut found = Vec::new();
    if given.capacity == Some(0) {
        found.push(Refusal::invalid("capacity_zero").at("/capacity"));
    }
    let language = |tag: &str| tag.parse::<Language>().map_err(|_| Refusal::invalid("language_unknown"));
    let theme = |key: &str| known(&lists.themes, key, "theme_unknown");
    let country = |code: &str| known(&lists.countries, &code.to_ascii_uppercase(), "country_unknown");
    let employer = |name: &str| text::fits(name, LONGEST_EMPLOYER, "").map(|()| name.to_owned());
    let profile = Profile {
        capacity: given.capacity,
        languages: each(&given.languages, "/languages", language, &mut found),
        themes: each(&given.themes, "/themes", theme, &mut found),
        countries: each(&given.countries, "/countries", country, &mut found),
        employers: each(&given.employers, "/employers", employer, &mut found),
    };
    if given.countries.iter().all(|code| code.trim().is_empty()) {
        found.push(Refusal::invalid("country_missing").at("/countries"));
    }
    if !given.is_signed {
        found.push(Refusal::invalid("profile_unsigned").at("/undertaking"));
    }
    Refusal::gather("profile_invalid", found).map(|()| profile)
}

fn known(list: &BTreeSet<&str>, key: &str, code: &'static str) -> Result<String, Refusal> {
    if list.contains(key) { Ok(key.to_owned()) } else { Err(Refusal::invalid(code)) }
}

/// What can be read of a list, each thing once; blank ones are passed over.
fn each<T: PartialEq>(
    given: &[String],
    pointer: &str,
    read: impl Fn(&str) -> Result<T, Refusal>,
    found: &mut Vec<Refusal>,
) -> Vec<T> {
    if given.len() > MOST {
        found.push(Refusal::invalid("profile_too_long").with("most", MOST).at(pointer));
        return Vec::new();
    }
    let mut kept = Vec::new();
    for (i, text) in given.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        match read(text.trim()) {
            Ok(one) if kept.contains(&one) => {}
            Ok(one) => kept.push(one),
            Err(refusal) => found.push(refusal.at(format!("{pointer}/{i}"))),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> Lists<'static> {
        Lists { themes: BTreeSet::from(["water", "energy"]), countries: BTreeSet::from(["CO", "CN"]) }
    }

    fn given() -> Given {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Given {
            capacity: Some(20),
            languages: words(&["es", "EN", "en"]),
            themes: words(&["water", "water", ""]),
            countries: words(&["co", " CN "]),
            employers: words(&[" City of Medellín ", ""]),
            is_signed: true,
        }
    }

    #[test]
    fn each_thing_is_kept_once_in_its_usual_writing() {
        let profile = read(&given(), &lists()).unwrap();
        assert_eq!(profile.languages.iter().map(Language::as_str).collect::<Vec<_>>(), ["es", "en"]);
        assert_eq!((profile.capacity, profile.themes), (Some(20), vec!["water".to_owned()]));
        assert_eq!(profile.countries, ["CO", "CN"]);
        assert_eq!(profile.employers, ["City of Medellín"]);
    }

    #[test]
    fn only_where_one_lives_and_the_undertaking_must_be_given() {
        let least = Given { countries: vec!["CO".into()], is_signed: true, ..Given::default() };
        assert_eq!(read(&least, &lists()).unwrap().countries, ["CO"]);
    }

    type Case = (&'static str, &'static str, fn(&mut Given));

    #[test]
    fn each_fault_is_named_at_its_place() {
        let cases: [Case; 8] = [
            ("capacity_zero", "/capacity", |g| g.capacity = Some(0)),
            ("language_unknown", "/languages/1", |g| g.languages[1] = "English!".into()),
            ("theme_unknown", "/themes/0", |g| g.themes[0] = "magic".into()),
            ("country_unknown", "/countries/1", |g| g.countries[1] = "XX".into()),
            ("country_missing", "/countries", |g| g.countries = vec![" ".into()]),
            ("text_too_long", "/employers/0", |g| g.employers[0] = "x".repeat(301)),
            ("profile_too_long", "/employers", |g| g.employers = vec!["x".into(); 51]),
            ("profile_unsigned", "/undertaking", |g| g.is_signed = false),
        ];
        for (code, pointer, change) in cases {
            let mut given = given();
            change(&mut given);
            let refusal = read(&given, &lists()).unwrap_err();
            let found: Vec<_> = refusal.details.iter().map(|d| (d.code, d.pointer.as_deref())).collect();
            assert_eq!(found, [(code, Some(pointer))]);
        }
    }
}
