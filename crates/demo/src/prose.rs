//! Writing an initiative: a plan of its kind that is at home where the city is, for each slot one of its passages, and in them the
//! city's own names and figures.

use crate::figures::{Figures, cost};
use crate::hand::Hand;
use crate::kinds::{Kind, Slot, TOLD_AFTER};
use crate::localities;
use crate::money;
use crate::numbers::whole;
use crate::places::{Place, Tongue};
use crate::sentence::{PARTNERS, Scene, fill, fitting};
use crate::shelf::{Shelf, Versions};
use kapok_base::{Random, Stream};
use std::collections::{BTreeMap, BTreeSet};

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

/// Writes an initiative. The same brief gives the same text as long as the shelf holds the same.
///
/// # Errors
/// The name of the kind when it has no texts in the language.
pub fn write(brief: Brief, shelf: &mut Shelf) -> Result<Initiative, String> {
    let Brief { place, kind, tongue, year } = brief;
    let texts = kind.texts(tongue).ok_or_else(|| kind.key.clone())?;
    let purpose = format!("{year}/{}/{}/{}", place.name, place.country, kind.key);
    let chance = Random::seeded(2012).stream(&purpose);
    // Long enough before what is told as its outcome.
    let began = (year - 4 - below(&chance, 4)).max(kind.begins_in(place)).min(year - TOLD_AFTER);
    let figures = Figures::draw(kind, place, &chance);
    let cost = cost(kind, place, &figures.numbers, &chance);
    let scene = Scene { place, year };
    let mut words: BTreeMap<&str, String> = figures.words(tongue);
    words.insert("city", place.name_in(tongue).to_owned());
    words.insert("year", began.to_string());
    words.insert("later", (year - 1 - below(&chance, 2)).max(began + 1).to_string());
    words.insert("cost", money::amount(cost, place, tongue));
    let called = |slot: &Slot| {
        slot.versions().iter().find_map(|name| fitting(name, scene)).map(|name| fill(name, &words, tongue))
    };
    let all: Vec<String> = texts.partners.iter().filter_map(called).collect();
    words.extend(PARTNERS.into_iter().zip(all.clone()));
    let partners = shuffled(&all, &chance);
    words.extend(["partner", "other"].into_iter().zip(partners.clone()));
    words.extend(localities::named(place, tongue, &purpose));
    words.insert("act", act(place, began, tongue, &purpose));
    let choice = Random::seeded(2012).stream(&format!("plan of {purpose}"));
    let found = shelf.plan(kind, tongue, scene, &choice);
    let (plan, mut versions) = found.ok_or_else(|| format!("{} in {}", kind.key, place.name))?;
    let mut section = |slots: &[Slot]| written(slots, &words, scene, tongue, &mut versions);
    let summary = section(&plan.summary);
    let sections = [&plan.background, &plan.innovation, &plan.process, &plan.outcomes, &plan.lessons];
    let sections = sections.map(|slots| section(slots));
    let partners = named(partners, &sections);
    let hand = Hand::of(tongue, &Random::seeded(2012).stream(&format!("hand of {purpose}")));
    let (summary, sections) = (hand.typed(&summary), sections.map(|section| hand.typed(&section)));
    // Merit has a stream of its own: other words do not make an initiative better or worse.
    let luck = Random::seeded(2012).stream(&format!("merit of {purpose}"));
    let title = title([&plan.titles, &texts.titles], &words, scene, tongue, &choice, &mut shelf.titles);
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
        merit: 38 + below(&luck, 24) + below(&luck, 23),
    })
}

/// The act by which it was decided, as a file names it.
fn act(place: &Place, began: i64, tongue: Tongue, purpose: &str) -> String {
    let chance = Random::seeded(2012).stream(&format!("act of {purpose}"));
    let number = 3 + below(&chance, 140);
    match tongue {
        Tongue::En => match place.country.as_str() {
            "US" | "CA" => format!("Resolution {began}-{number:03}"),
            "PH" => format!("Resolution No. {number}, s. {began}"),
            "CN" => format!("Document No. {number} of {began}"),
            "BD" | "GH" | "IN" | "KE" | "LK" | "NG" | "NP" | "PK" | "TZ" | "UG" | "ZM" => {
                format!("Resolution No. {number} of {began}")
            }
            _ => format!("resolution {number}/{began}"),
        },
        Tongue::Zh => format!("〔{began}〕{number}号"),
        // All of them masculine, as the sentences around them expect.
        Tongue::Es => match place.country.as_str() {
            "AR" | "UY" | "PY" | "VE" => format!("decreto {number}/{began}"),
            "BO" => format!("decreto municipal {number}/{began}"),
            "CL" => format!("decreto alcaldicio {number} de {began}"),
            "PE" => format!("acuerdo de concejo {number}-{began}"),
            "MX" => format!("acuerdo de cabildo {number}/{began}"),
            "ES" => format!("acuerdo plenario {number}/{began}"),
            "CR" | "GT" | "HN" | "NI" | "PA" | "SV" => format!("acuerdo municipal {number}-{began}"),
            _ => format!("acuerdo {number} de {began}"),
        },
        Tongue::Fr => match place.country.as_str() {
            "CA" => format!("résolution {began}-{number:03}"),
            "BE" | "CD" | "CH" | "DJ" | "HT" | "LB" | "LU" => format!("décision n\u{b0} {number}/{began}"),
            _ => format!("délibération n\u{b0} {began}-{number:03}"),
        },
    }
}

fn below(chance: &Stream, bound: u64) -> i64 {
    i64::try_from(chance.below(bound)).unwrap_or(0)
}

pub(crate) fn shuffled(of: &[String], chance: &Stream) -> Vec<String> {
    let mut order = of.to_vec();
    for at in (1..order.len()).rev() {
        order.swap(at, usize::try_from(chance.below(at as u64 + 1)).unwrap_or(0));
    }
    order
}

/// The partners whom the texts speak of; two in any case.
fn named(partners: Vec<String>, sections: &[String]) -> Vec<String> {
    let (mut named, others): (Vec<_>, Vec<_>) =
        partners.into_iter().partition(|partner| sections.iter().any(|text| text.contains(partner.as_str())));
    let missing = 2usize.saturating_sub(named.len());
    named.extend(others.into_iter().take(missing));
    named
}

/// A section: of each slot one passage that fits. A passage that begins with a pilcrow begins a paragraph, or a line of a list.
fn written(
    slots: &[Slot],
    words: &BTreeMap<&str, String>,
    scene: Scene<'_>,
    tongue: Tongue,
    versions: &mut Versions,
) -> String {
    let mut text = String::new();
    for slot in slots {
        let fitting: Vec<&str> =
            slot.versions().iter().filter_map(|passage| fitting(passage, scene)).collect();
        // What has nothing for these circumstances is left out.
        let Some(passage) = fitting.get(versions.choose(fitting.len(), slot.versions().len())).copied()
        else {
            continue;
        };
        let (passage, gap) = match passage.strip_prefix('¶').map(str::trim_start) {
            Some(line) if line.starts_with(char::is_alphabetic) => (line, "\n\n"),
            Some(line) => (line, "\n"),
            None if tongue == Tongue::Zh => (passage, ""),
            None => (passage, " "),
        };
        if !text.is_empty() {
            text.push_str(gap);
        }
        text.push_str(&fill(passage, words, tongue));
    }
    text
}

/// A title that no other dossier has: one of the plan's or, as often, one of the kind's; or one with the city's name before it.
fn title(
    mut titles: [&[String]; 2],
    words: &BTreeMap<&str, String>,
    scene: Scene<'_>,
    tongue: Tongue,
    chance: &Stream,
    taken: &mut BTreeSet<String>,
) -> String {
    if chance.below(2) == 0 {
        titles.reverse();
    }
    let filled: Vec<String> = titles
        .iter()
        .flat_map(|titles| shuffled(titles, chance))
        .filter_map(|title| Some(fill(fitting(&title, scene)?, words, tongue)))
        .collect();
    let free = filled.iter().find(|title| !taken.contains(*title)).cloned();
    let title = free.unwrap_or_else(|| {
        let mark = if tongue == Tongue::Zh { "\u{ff1a}" } else { ": " };
        let city = words.get("city").map_or("", String::as_str);
        format!("{city}{mark}{}", filled.first().map_or("", String::as_str))
    });
    taken.insert(title.clone());
    title
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kinds::KINDS;
    use crate::places::{PLACES, place};
    use crate::sentence::are_given;

    fn written(tongue: Tongue) -> Vec<Initiative> {
        let mut shelf = Shelf::default();
        let of = |kind: &'static Kind| {
            PLACES
                .iter()
                .filter(move |p| p.writes == tongue && kind.suits(p, 2020))
                .take(9)
                .map(move |p| (kind, p))
        };
        let briefs = KINDS.iter().flat_map(of);
        briefs
            .map(|(kind, place)| write(Brief { place, kind, tongue, year: 2020 }, &mut shelf).unwrap())
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
                    assert!(!text.contains(['{', '}', '¶']), "{text}");
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
        let [one, two] = [(), ()].map(|()| write(brief, &mut Shelf::default()).unwrap());
        assert_eq!((one.title, one.sections), (two.title, two.sections));
    }

    #[test]
    fn wherever_and_whenever_a_plan_is_at_home_and_has_something_to_say() {
        for tongue in Tongue::ALL {
            for (kind, place) in KINDS.iter().flat_map(|kind| PLACES.iter().map(move |place| (kind, place))) {
                if place.writes != tongue && tongue != Tongue::En {
                    continue;
                }
                let texts = kind.texts(tongue).unwrap();
                for year in [2012, 2026].into_iter().filter(|year| kind.suits(place, *year)) {
                    let scene = Scene { place, year };
                    let whose = format!("{} in {}, {}", kind.key, tongue.tag(), place.name);
                    let plans: Vec<_> =
                        texts.plan.iter().filter(|plan| are_given(&plan.home, scene)).collect();
                    assert!(!plans.is_empty(), "{whose}");
                    for plan in &plans {
                        let fits = |slot: &&Slot| slot.versions().iter().any(|p| fitting(p, scene).is_some());
                        for section in plan.sections() {
                            assert!(section.iter().any(|slot| fits(&slot)), "{whose}: {section:?}");
                        }
                        let left_out = plan.slots().filter(|slot| !fits(slot)).count();
                        assert!(left_out * 4 <= plan.slots().count(), "{whose}: {left_out} left out");
                    }
                    let titles = plans.iter().flat_map(|plan| &plan.titles).chain(&texts.titles);
                    let titles = titles.filter(|title| fitting(title, scene).is_some()).count();
                    assert!(titles >= 2, "titles of {whose}");
                }
            }
        }
    }
}
