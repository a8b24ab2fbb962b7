//! A sentence of the demonstration's texts: where and when it fits, and its placeholders filled.
//!
//! A sentence may begin with the circumstances that it needs, all of them: `[cold europe/asia] In January …`, `[!CN] …`. They are
//! `cold` (from the fortieth degree on) and `warm` (within the thirtieth), `rich` and `poor`, `large` (a million people) and `small`
//! (under 300,000), `since2016` (the year of the edition), a region of the world, a country's code, a home
//! (see [`crate::homes`]), or one entity by its English name: `[@Cape_Town]`.

use crate::homes::lies_in;
use crate::numbers::{figure, in_wan, whole};
use crate::places::{PLACES, Place, Tongue};
use kapok_library::country_by_code;
use std::collections::BTreeMap;

/// The placeholders of a kind's partners, in the order of its list.
pub(crate) const PARTNERS: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];

/// Where and when a text is written.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// By whom.
    pub(crate) place: &'a Place,
    /// The year of its edition.
    pub(crate) year: i64,
}

/// The sentence without its circumstances, if these are given.
pub(crate) fn fitting<'a>(sentence: &'a str, scene: Scene<'_>) -> Option<&'a str> {
    let Some((needed, rest)) = sentence.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return Some(sentence);
    };
    are_given(needed, scene).then(|| rest.trim_start())
}

/// Whether all of these circumstances are given.
pub(crate) fn are_given(needed: &str, scene: Scene<'_>) -> bool {
    let any = |group: &str| group.split('/').any(|one| is_given(one, scene).unwrap_or(false));
    needed.split_whitespace().all(any)
}

/// Whether a circumstance is given; nothing when there is none of that name.
fn is_given(circumstance: &str, scene: Scene<'_>) -> Option<bool> {
    if let Some(other) = circumstance.strip_prefix('!') {
        return Some(!is_given(other, scene)?);
    }
    let Scene { place, year } = scene;
    let region = || country_by_code(&place.country).map(|country| country.region.as_str());
    Some(match circumstance {
        "cold" => place.lat.abs() >= 40.0,
        "warm" => place.lat.abs() < 30.0,
        "rich" => place.is_rich(),
        "poor" => !place.is_rich(),
        "large" => place.population >= 1_000_000,
        "small" => place.population < 300_000,
        "since2016" => year >= 2016,
        "africa" | "asia" | "europe" | "latin_america" | "northern_america" | "oceania" => {
            region() == Some(circumstance)
        }
        code if code.len() == 2 && country_by_code(code).is_some() => place.country == code,
        one if one.starts_with('@') => {
            let named = one.trim_start_matches('@').replace('_', " ");
            PLACES.iter().find(|known| known.name == named)?;
            place.name == named
        }
        home => return lies_in(place, home),
    })
}

/// A sentence with its placeholders filled, in the spelling of its language.
pub(crate) fn fill(sentence: &str, words: &BTreeMap<&str, String>, tongue: Tongue) -> String {
    let mut filled = String::with_capacity(sentence.len() + 40);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        let word = words.get(key).map_or("", String::as_str);
        filled.push_str(before);
        if key == "city" {
            let begins = filled.is_empty() || filled.ends_with(['.', ':', ';']) || filled.ends_with(". ");
            filled.push_str(article(word, tongue, begins));
        }
        if let Some((counted, after)) = multiplied(word, after, tongue) {
            filled.push_str(&counted);
            rest = after;
            continue;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) && ends_in_a_year(&filled) {
            filled.truncate(filled.len() - 1);
            filled.push_str(", ");
        }
        let before = filled.trim_end();
        match before.is_empty() || before.ends_with(['.', '?', '!']) {
            true => filled.extend(capitalised(word)),
            false => filled.push_str(word),
        }
        rest = after;
    }
    filled.push_str(rest);
    match tongue {
        Tongue::En | Tongue::Zh => filled,
        Tongue::Es => filled
            .replace(" de el ", " del ")
            .replace(" a el ", " al ")
            .replace("millones habitantes", "millones de habitantes")
            .replace("millón habitantes", "millón de habitantes"),
        Tongue::Fr => elided(&filled, words.get("city").map_or("", String::as_str)),
    }
}

/// The word as it begins a sentence.
fn capitalised(word: &str) -> impl Iterator<Item = char> {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters)
}

/// The article of a name that begins with what the entity is: "la Métropole de Lyon", "el Partido de …", "the Union of …".
fn article(name: &str, tongue: Tongue, begins: bool) -> &'static str {
    let first = name.split(' ').next().unwrap_or_default();
    match (tongue, first, begins) {
        (Tongue::Fr, "Métropole" | "Région", true) => "La ",
        (Tongue::Fr, "Métropole" | "Région", false) | (Tongue::Es, "Provincia", false) => "la ",
        (Tongue::Fr, "Union", true) => "L\u{2019}",
        (Tongue::Fr, "Union", false) => "l\u{2019}",
        (Tongue::Es, "Partido", true) => "El ",
        (Tongue::Es, "Partido", false) => "el ",
        (Tongue::Es, "Provincia", true) => "La ",
        (Tongue::En, "Union" | "Region", true) => "The ",
        (Tongue::En, "Union" | "Region", false) => "the ",
        _ => "",
    }
}

/// A figure in thousands or millions as the language writes it: "8.7万株", not "87千株"; "87,000 trees", not "87 thousand trees".
/// With what follows.
fn multiplied<'a>(word: &str, after: &'a str, tongue: Tongue) -> Option<(String, &'a str)> {
    let value: f64 = word.replace(',', "").parse().ok()?;
    match tongue {
        Tongue::Zh => {
            let (by, rest) = match after.strip_prefix("百万") {
                Some(rest) => (1_000_000.0, rest),
                None => {
                    (1_000.0, after.strip_prefix('千').filter(|rest| !rest.starts_with(['克', '瓦', '米']))?)
                }
            };
            Some((in_wan(whole(value * by)), rest))
        }
        Tongue::En => Some((figure(value * 1_000.0, tongue), after.strip_prefix(" thousand")?)),
        Tongue::Es | Tongue::Fr => None,
    }
}

/// Whether a figure that comes next would run into a year: "In 2020, 86 per cent".
fn ends_in_a_year(text: &str) -> bool {
    let Some(text) = text.strip_suffix(' ') else { return false };
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4
        && (text.ends_with(|c: char| c.is_ascii_digit())
            && !text[..text.len() - 4].ends_with([',', '.', '\u{202f}']))
}

/// French before a vowel, "d'Oran".
fn elided(text: &str, city: &str) -> String {
    let text = text
        .replace("million habitants", "million d\u{2019}habitants")
        .replace("millions habitants", "millions d\u{2019}habitants");
    let vowel = city.to_lowercase().starts_with(['a', 'e', 'é', 'è', 'i', 'o', 'u']);
    if !vowel || city.is_empty() {
        return text;
    }
    text.replace(&format!(" de {city}"), &format!(" d\u{2019}{city}"))
        .replace(&format!("De {city}"), &format!("D\u{2019}{city}"))
        .replace(&format!(" que {city}"), &format!(" qu\u{2019}{city}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kinds::{KINDS, Plan, Slot};
    use crate::places::place;

    #[test]
    fn a_sentence_is_written_where_it_fits() {
        for (sentence, city, year, said) in [
            ("Always.", "Vienna", 2012, Some("Always.")),
            ("[cold] Snow.", "Vienna", 2012, Some("Snow.")),
            ("[cold] Snow.", "Shenzhen", 2012, None),
            ("[!cold asia/africa] Heat.", "Shenzhen", 2012, Some("Heat.")),
            ("[since2016] Goals.", "Vienna", 2014, None),
            ("[CN] Streets.", "Shenzhen", 2012, Some("Streets.")),
            ("[poor] Wells.", "Vienna", 2012, None),
            ("[@Vienna/@Cape_Town] Trams.", "Vienna", 2012, Some("Trams.")),
            ("[!@Vienna] Trams.", "Vienna", 2012, None),
            ("[nonsense] Never.", "Vienna", 2012, None),
        ] {
            assert_eq!(fitting(sentence, Scene { place: place(city).unwrap(), year }), said, "{sentence}");
        }
    }

    #[test]
    fn every_circumstance_is_known() {
        let scene = Scene { place: place("Vienna").unwrap(), year: 2020 };
        for (kind, tongue) in KINDS.iter().flat_map(|kind| Tongue::ALL.map(|tongue| (kind, tongue))) {
            let texts = kind.texts(tongue).unwrap();
            let bracketed = |sentence: &'static String| Some(sentence.strip_prefix('[')?.split_once(']')?.0);
            let homes = texts.plan.iter().map(|plan| plan.home.as_str());
            let sentences = texts.plan.iter().flat_map(Plan::slots).flat_map(Slot::versions);
            let partners = texts.partners.iter().flat_map(Slot::versions);
            for needed in sentences.chain(partners).chain(&texts.titles).filter_map(bracketed).chain(homes) {
                for one in needed.split_whitespace().flat_map(|group| group.split('/')) {
                    assert!(is_given(one, scene).is_some(), "{one}: {needed}");
                }
            }
        }
    }

    #[test]
    fn a_figure_does_not_run_into_a_year_and_a_partner_can_begin_a_sentence() {
        for (sentence, said) in [
            ("In {year} {n1} per cent came.", "In 2020, 87 per cent came."),
            ("In {year} {city} began.", "In 2020 Oran began."),
            ("Some {n1} thousand trees.", "Some 87,000 trees."),
            ("{p1} came. {p1} stayed: {p1}.", "The bank came. The bank stayed: the bank."),
        ] {
            let words = [("year", "2020"), ("n1", "87"), ("city", "Oran"), ("p1", "the bank")];
            let words = words.map(|(key, word)| (key, word.to_owned())).into();
            assert_eq!(fill(sentence, &words, Tongue::En), said);
        }
    }

    #[test]
    fn chinese_counts_by_ten_thousands() {
        for (sentence, given, said) in [
            ("种下{n1}千株树。", "87", "种下8.7万株树。"),
            ("损失{n1}百万美元。", "6.3", "损失630万美元。"),
            ("每年{n1}千克。", "36", "每年36千克。"),
        ] {
            assert_eq!(fill(sentence, &BTreeMap::from([("n1", given.to_owned())]), Tongue::Zh), said);
        }
    }

    #[test]
    fn a_name_that_says_what_the_entity_is_has_its_article() {
        for (sentence, city, tongue, said) in [
            ("{city} a voté.", "Métropole de Lyon", Tongue::Fr, "La Métropole de Lyon a voté."),
            (
                "Le plan de {city}.",
                "Union des municipalités",
                Tongue::Fr,
                "Le plan de l\u{2019}Union des municipalités.",
            ),
            (
                "Dijo a {city}.",
                "Partido de General San Martín",
                Tongue::Es,
                "Dijo al Partido de General San Martín.",
            ),
            (
                "The plan of {city}.",
                "Region of Casablanca-Settat",
                Tongue::En,
                "The plan of the Region of Casablanca-Settat.",
            ),
            ("{city} voted.", "Vienna", Tongue::En, "Vienna voted."),
        ] {
            assert_eq!(fill(sentence, &BTreeMap::from([("city", city.to_owned())]), tongue), said);
        }
    }

    #[test]
    fn french_elides_before_a_vowel() {
        for (sentence, city, said) in [
            ("La mairie de {city} a voté.", "Oran", "La mairie d\u{2019}Oran a voté."),
            ("La mairie de {city} a voté.", "Dakar", "La mairie de Dakar a voté."),
            (
                "Le budget de {city}, au lieu de le vider.",
                "Yaoundé",
                "Le budget de Yaoundé, au lieu de le vider.",
            ),
        ] {
            assert_eq!(fill(sentence, &BTreeMap::from([("city", city.to_owned())]), Tongue::Fr), said);
        }
    }
}
