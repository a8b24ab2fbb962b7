//! Writing an initiative: for each slot of its kind one of the sentences, with this city's figures in it.

use crate::kinds::{Kind, Texts};
use crate::numbers::{dollars, figure, in_wan, people, whole};
use crate::places::{Place, Tongue};
use kapok_base::{Random, Stream};
use std::collections::BTreeMap;

/// An initiative as its officer would write it.
#[derive(Clone, Debug)]
pub struct Initiative {
    /// Who enters it.
    pub place: &'static Place,
    /// What kind it is.
    pub kind: &'static Kind,
    /// The language of its texts.
    pub tongue: Tongue,
    /// Its title.
    pub title: String,
    /// In two or three sentences.
    pub summary: String,
    /// Its sections: background, innovation, process, outcomes, lessons.
    pub sections: [String; 5],
    /// What was measured.
    pub indicators: Vec<Measured>,
    /// Who helped.
    pub partners: Vec<String>,
    /// What it cost, in US dollars.
    pub cost: u64,
    /// The year it began.
    pub began: i64,
    /// How good the demonstration's judges will find it, 0 to 100.
    pub merit: i64,
}

/// A figure before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What.
    pub name: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// What an initiative is written from.
#[derive(Clone, Copy)]
pub struct Brief {
    /// Who enters it.
    pub place: &'static Place,
    /// What kind it is.
    pub kind: &'static Kind,
    /// The language.
    pub tongue: Tongue,
    /// The year of its edition.
    pub year: i64,
}

/// Writes an initiative. The same brief gives the same text; `taken` holds the titles that are no longer free.
///
/// # Errors
/// The name of the kind when it has no texts in the language.
pub fn write(brief: Brief, taken: &mut std::collections::BTreeSet<String>) -> Result<Initiative, String> {
    let Brief { place, kind, tongue, year } = brief;
    let texts = kind.texts(tongue).ok_or_else(|| kind.key.clone())?;
    let purpose = format!("{year}/{}/{}/{}", place.name, place.country, kind.key);
    let chance = Random::seeded(2012).stream(&purpose);
    let began = year - 2 - below(&chance, 4);
    let figures = Figures::draw(kind, place, &chance);
    let partners = pick_two(&texts.partners, &chance);
    let cost = between(kind.cost, size(place), &chance);
    let mut words: BTreeMap<&str, String> = figures.words(tongue);
    words.insert("city", place.name_in(tongue).to_owned());
    words.insert("population", people(place.population, tongue));
    words.insert("year", began.to_string());
    words.insert("later", (year - below(&chance, 2)).to_string());
    words.insert("cost", dollars(cost, tongue));
    words.insert("partner", partners[0].clone());
    words.insert("other", partners[1].clone());
    let section = |slots: &[Vec<String>]| paragraph(slots, &words, tongue, &chance);
    let summary = section(&texts.summary);
    let sections = [&texts.background, &texts.innovation, &texts.process, &texts.outcomes, &texts.lessons];
    let sections = sections.map(|slots| section(slots));
    let title = title(texts, &words, tongue, &chance, taken);
    Ok(Initiative {
        place,
        kind,
        tongue,
        title,
        summary,
        sections,
        indicators: figures.measured(texts, tongue),
        partners,
        cost: whole(cost * 1_000_000.0) / 1_000 * 1_000,
        began,
        merit: 38 + below(&chance, 24) + below(&chance, 23),
    })
}

/// The figures of one initiative, the same in every sentence.
struct Figures {
    numbers: Vec<f64>,
    measures: Vec<(f64, f64)>,
}

impl Figures {
    fn draw(kind: &Kind, place: &Place, chance: &Stream) -> Self {
        let grown = size(place);
        let numbers = kind.numbers.iter().map(|count| between(count.range, grown, chance).round().max(2.0));
        let measure = |measure: &crate::kinds::Measure| {
            let drawn = within(measure.before, chance);
            let before = rounded(if measure.scale { drawn * (0.3 + grown * 1.4) } else { drawn });
            let mut after = rounded(before * within(measure.after, chance));
            if measure.means.contains("per cent") {
                after = after.min(94.0);
            }
            (before, after)
        };
        Self {
            numbers: numbers.map(rounded).collect(),
            measures: kind.indicators.iter().map(measure).collect(),
        }
    }

    fn words(&self, tongue: Tongue) -> BTreeMap<&'static str, String> {
        let keys = [["n1", "b1", "a1"], ["n2", "b2", "a2"], ["n3", "b3", "a3"]];
        let rows = keys.into_iter().zip(self.numbers.iter().zip(&self.measures));
        rows.flat_map(|([n, b, a], (number, (before, after)))| {
            [(n, figure(*number, tongue)), (b, figure(*before, tongue)), (a, figure(*after, tongue))]
        })
        .collect()
    }

    fn measured(&self, texts: &Texts, tongue: Tongue) -> Vec<Measured> {
        let rows = texts.indicators.iter().zip(&self.measures);
        rows.map(|(name, (before, after))| Measured {
            name: name.clone(),
            before: figure(*before, tongue),
            after: figure(*after, tongue),
        })
        .collect()
    }
}

/// How large a place is between a town (0) and a megacity (1).
fn size(place: &Place) -> f64 {
    let people = f64::from(u32::try_from(place.population).unwrap_or(u32::MAX));
    ((people.log10() - 4.5) / 2.6).clamp(0.0, 1.0)
}

/// A figure in a range that leans to its end the larger the place is.
fn between(range: [f64; 2], grown: f64, chance: &Stream) -> f64 {
    let lean = 0.6 * grown + 0.4 * unit(chance);
    range[0] + (range[1] - range[0]) * lean
}

fn within(range: [f64; 2], chance: &Stream) -> f64 {
    range[0] + (range[1] - range[0]) * unit(chance)
}

/// As many digits as an officer would write: two or three that count, a decimal below ten.
fn rounded(value: f64) -> f64 {
    let step = match value {
        v if v < 10.0 => 0.1,
        v if v < 200.0 => 1.0,
        v if v < 1_000.0 => 5.0,
        v if v < 10_000.0 => 10.0,
        _ => 100.0,
    };
    (value / step).round() * step
}

fn unit(chance: &Stream) -> f64 {
    f64::from(u32::try_from(chance.below(10_001)).unwrap_or(0)) / 10_000.0
}

fn below(chance: &Stream, bound: u64) -> i64 {
    i64::try_from(chance.below(bound)).unwrap_or(0)
}

fn pick<'a>(of: &'a [String], chance: &Stream) -> &'a str {
    let at = usize::try_from(chance.below(of.len().max(1) as u64)).unwrap_or(0);
    of.get(at).map_or("", String::as_str)
}

fn pick_two(of: &[String], chance: &Stream) -> Vec<String> {
    let first = pick(of, chance).to_owned();
    let rest: Vec<String> = of.iter().filter(|other| **other != first).cloned().collect();
    let second = pick(&rest, chance).to_owned();
    vec![first, second]
}

fn paragraph(
    slots: &[Vec<String>],
    words: &BTreeMap<&str, String>,
    tongue: Tongue,
    chance: &Stream,
) -> String {
    let sentences: Vec<String> = slots.iter().map(|slot| fill(pick(slot, chance), words, tongue)).collect();
    sentences.join(if tongue == Tongue::Zh { "" } else { " " })
}

/// A title that no other dossier has: one of the kind's own, or one with the city's name before it.
fn title(
    texts: &Texts,
    words: &BTreeMap<&str, String>,
    tongue: Tongue,
    chance: &Stream,
    taken: &mut std::collections::BTreeSet<String>,
) -> String {
    let from = usize::try_from(chance.below(texts.titles.len().max(1) as u64)).unwrap_or(0);
    let order = texts.titles.iter().cycle().skip(from).take(texts.titles.len());
    let filled: Vec<String> = order.map(|title| fill(title, words, tongue)).collect();
    let free = filled.iter().find(|title| !taken.contains(*title)).cloned();
    let title = free.unwrap_or_else(|| {
        let mark = if tongue == Tongue::Zh { "\u{ff1a}" } else { ": " };
        let city = words.get("city").map_or("", String::as_str);
        format!("{city}{mark}{}", filled.first().map_or("", String::as_str))
    });
    taken.insert(title.clone());
    title
}

/// A sentence with its placeholders filled, in the spelling of its language.
fn fill(sentence: &str, words: &BTreeMap<&str, String>, tongue: Tongue) -> String {
    let mut filled = String::with_capacity(sentence.len() + 40);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        let word = words.get(key).map_or("", String::as_str);
        filled.push_str(before);
        if let Some((counted, after)) = multiplied(word, after).filter(|_| tongue == Tongue::Zh) {
            filled.push_str(&counted);
            rest = after;
            continue;
        }
        filled.push_str(word);
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

/// A figure in thousands or millions as Chinese counts it, by ten thousands: "8.7万株", not "87千株"; with what follows.
fn multiplied<'a>(word: &str, after: &'a str) -> Option<(String, &'a str)> {
    let (by, rest) = match after.strip_prefix("百万") {
        Some(rest) => (1_000_000.0, rest),
        None => (1_000.0, after.strip_prefix('千').filter(|rest| !rest.starts_with(['克', '瓦', '米']))?),
    };
    let value: f64 = word.replace(',', "").parse().ok()?;
    Some((in_wan(whole(value * by)), rest))
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
    use crate::kinds::KINDS;
    use crate::places::{PLACES, place};
    use std::collections::BTreeSet;

    fn written(tongue: Tongue) -> Vec<Initiative> {
        let mut taken = BTreeSet::new();
        let of = |kind: &'static Kind| {
            PLACES.iter().filter(move |p| p.writes == tongue && kind.suits(p)).take(9).map(move |p| (kind, p))
        };
        let briefs = KINDS.iter().flat_map(of);
        briefs
            .map(|(kind, place)| write(Brief { place, kind, tongue, year: 2020 }, &mut taken).unwrap())
            .collect()
    }

    #[test]
    fn a_text_has_no_hole_and_no_brace_and_no_two_are_alike() {
        for tongue in Tongue::ALL {
            let all = written(tongue);
            assert!(all.len() > 150, "{}", all.len());
            let mut seen = BTreeSet::new();
            for initiative in &all {
                let body = initiative.sections.join("\n");
                for text in [&initiative.title, &initiative.summary, &body] {
                    assert!(!text.contains(['{', '}']), "{text}");
                    assert!(!text.contains("  ") && !text.contains(" ,") && !text.contains(" ."), "{text}");
                }
                assert!(seen.insert(body), "{}", initiative.title);
            }
            let titles: BTreeSet<_> = all.iter().map(|i| &i.title).collect();
            assert_eq!(titles.len(), all.len());
        }
    }

    #[test]
    fn the_same_brief_gives_the_same_text() {
        let brief = Brief {
            place: place("Vienna").unwrap(),
            kind: crate::kinds::kind("superblocks").unwrap(),
            tongue: Tongue::En,
            year: 2020,
        };
        let [one, two] = [(), ()].map(|()| write(brief, &mut BTreeSet::new()).unwrap());
        assert_eq!((one.title, one.sections), (two.title, two.sections));
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
