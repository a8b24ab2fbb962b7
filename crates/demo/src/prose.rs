//! Writing an initiative: for each slot of its kind one of the sentences, with this city's figures in it.

use crate::kinds::{Kind, TOLD_AFTER, Texts};
use crate::localities;
use crate::numbers::{dollars, figure, people, whole};
use crate::places::{Place, Tongue};
use crate::sentence::{PARTNERS, Scene, fill, fitting};
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
    // Long enough before what is told as its outcome.
    let began = (year - 4 - below(&chance, 4)).max(kind.begins_in(place)).min(year - TOLD_AFTER);
    let figures = Figures::draw(kind, place, &chance);
    let partners = shuffled(&texts.partners, &chance);
    let cost = cost(kind, place, &figures.numbers, &chance);
    let scene = Scene { place, year };
    let mut words: BTreeMap<&str, String> = figures.words(tongue);
    words.insert("city", place.name_in(tongue).to_owned());
    words.insert("population", people(place.population, tongue));
    words.insert("year", began.to_string());
    words.insert("later", (year - 1 - below(&chance, 2)).max(began + 1).to_string());
    words.insert("cost", dollars(cost, tongue));
    for (key, partner) in ["partner", "other"].into_iter().zip(&partners) {
        words.insert(key, partner.clone());
    }
    for (key, partner) in PARTNERS.into_iter().zip(&texts.partners) {
        words.insert(key, partner.clone());
    }
    words.extend(localities::named(place, &purpose));
    words.insert("act", act(began, tongue, &purpose));
    let section = |slots: &[Vec<String>]| paragraph(slots, &words, scene, tongue, &chance);
    let summary = section(&texts.summary);
    let sections = [&texts.background, &texts.innovation, &texts.process, &texts.outcomes, &texts.lessons];
    let sections = sections.map(|slots| section(slots));
    // Merit has a stream of its own: other words do not make an initiative better or worse.
    let luck = Random::seeded(2012).stream(&format!("merit of {purpose}"));
    let title = title(texts, &words, scene, tongue, &chance, taken);
    let partners = named(partners, &sections);
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
fn act(began: i64, tongue: Tongue, purpose: &str) -> String {
    let chance = Random::seeded(2012).stream(&format!("act of {purpose}"));
    let number = 3 + below(&chance, 140);
    match tongue {
        Tongue::En => format!("resolution {number}/{began}"),
        Tongue::Zh => format!("〔{began}〕{number}号"),
        Tongue::Es => format!("acuerdo {number} de {began}"),
        Tongue::Fr => format!("délibération n\u{b0} {began}-{number:03}"),
    }
}

/// The figures of one initiative, the same in every sentence.
struct Figures {
    numbers: Vec<f64>,
    measures: Vec<(f64, f64)>,
}

impl Figures {
    fn draw(kind: &Kind, place: &Place, chance: &Stream) -> Self {
        let grown = size(place);
        let growth = growth(place);
        let mut numbers: Vec<f64> = Vec::new();
        for count in &kind.numbers {
            let other = |at: Option<usize>| numbers.get(at?).copied();
            let drawn = match (other(count.within), other(count.per)) {
                (Some(whole), _) => whole * within([0.45, 0.8], chance),
                (None, Some(each)) => each * within(count.range, chance),
                _ if count.fixed || count.range[1] <= SMALL => between(count.range, grown, chance),
                _ => within(count.range, chance) * growth,
            };
            numbers.push(drawn.round().max(2.0));
        }
        let measure = |measure: &crate::kinds::Measure| {
            let drawn = if measure.dear {
                dear(measure.before, place, chance)
            } else {
                within(measure.before, chance)
            };
            // What was counted in dozens has no halves in a small town either.
            let counted = measure.whole || (measure.scale && measure.before[0] >= FEWEST);
            let exact = |value: f64| rounded(if counted { value.round().max(2.0) } else { value });
            let before = exact(if measure.scale { drawn * growth } else { drawn });
            let before = if counted { before.max(8.0) } else { before };
            let mut after = exact(before * within(measure.after, chance));
            if measure.means.contains("per cent") {
                after = after.min(94.0);
            }
            (before, after)
        };
        Self {
            numbers: numbers.into_iter().map(rounded).collect(),
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

/// A count that may be as small as this does not grow with the city.
const SMALL: f64 = 100.0;

/// A range that grows with the city and begins here is one of things, not of amounts.
const FEWEST: f64 = 20.0;

/// How many times as many of a thing a place has as a city of a million: fewer than in proportion, since much is not for all.
fn growth(place: &Place) -> f64 {
    let people = f64::from(u32::try_from(place.population).unwrap_or(u32::MAX));
    (people / 1e6).powf(0.7).clamp(0.06, 3.5)
}

/// How large a place is between a town (0) and a megacity (1).
fn size(place: &Place) -> f64 {
    let people = f64::from(u32::try_from(place.population).unwrap_or(u32::MAX));
    ((people.log10() - 4.5) / 2.6).clamp(0.0, 1.0)
}

/// What it costs, in millions of US dollars: as much as is counted, where the kind says what one of these costs.
fn cost(kind: &Kind, place: &Place, numbers: &[f64], chance: &Stream) -> f64 {
    match kind.each.as_ref().and_then(|each| Some((each, numbers.get(each.of)?))) {
        Some((each, count)) => (count * dear(each.cost, place, chance)).clamp(kind.cost[0], kind.cost[1]),
        None => between(kind.cost, size(place), chance),
    }
}

/// A figure in a range that leans to its end the larger the place is.
fn between(range: [f64; 2], grown: f64, chance: &Stream) -> f64 {
    leaning(range, 0.6 * grown + 0.4 * unit(chance))
}

/// A figure in a range that leans to its end the dearer the place is.
fn dear(range: [f64; 2], place: &Place, chance: &Stream) -> f64 {
    leaning(range, 0.7 * place.prices() + 0.3 * unit(chance))
}

/// From the start of a range (0) to its end (1), in steps that multiply: half-way from 1 to 100 is 10.
fn leaning(range: [f64; 2], lean: f64) -> f64 {
    range[0] * (range[1] / range[0]).powf(lean)
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

fn pick<'a>(of: &[&'a str], chance: &Stream) -> &'a str {
    let at = usize::try_from(chance.below(of.len().max(1) as u64)).unwrap_or(0);
    of.get(at).copied().unwrap_or_default()
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

fn paragraph(
    slots: &[Vec<String>],
    words: &BTreeMap<&str, String>,
    scene: Scene<'_>,
    tongue: Tongue,
    chance: &Stream,
) -> String {
    let sentences = slots.iter().map(|slot| {
        let mut fitting: Vec<&str> = slot.iter().filter_map(|sentence| fitting(sentence, scene)).collect();
        // How many live there stands in the facts beside the text; in a sentence it reads as if it were tacked on.
        if fitting.iter().any(|sentence| !sentence.contains("{population}")) {
            fitting.retain(|sentence| !sentence.contains("{population}"));
        }
        fill(pick(&fitting, chance), words, tongue)
    });
    let sentences: Vec<String> = sentences.collect();
    sentences.join(if tongue == Tongue::Zh { "" } else { " " })
}

/// A title that no other dossier has: one of the kind's own, or one with the city's name before it.
fn title(
    texts: &Texts,
    words: &BTreeMap<&str, String>,
    scene: Scene<'_>,
    tongue: Tongue,
    chance: &Stream,
    taken: &mut std::collections::BTreeSet<String>,
) -> String {
    let titles: Vec<&str> = texts.titles.iter().filter_map(|title| fitting(title, scene)).collect();
    let from = usize::try_from(chance.below(titles.len().max(1) as u64)).unwrap_or(0);
    let order = titles.iter().cycle().skip(from).take(titles.len());
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
            PLACES
                .iter()
                .filter(move |p| p.writes == tongue && kind.suits(p, 2020))
                .take(9)
                .map(move |p| (kind, p))
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
    fn what_is_counted_costs_more_where_things_are_dearer() {
        let kind = crate::kinds::kind("food-policy").unwrap();
        let [poor, middling, rich] = ["Khulna", "Qingdao", "Oslo"].map(|name| {
            cost(kind, place(name).unwrap(), &[100.0], &Random::seeded(2012).stream("one and the same"))
        });
        assert!(poor < middling && middling < rich, "{poor}, {middling}, {rich}");
        assert!(poor >= kind.cost[0] && rich <= kind.cost[1], "{poor}, {rich}");
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
    fn wherever_and_whenever_every_slot_has_sentences_to_choose_from() {
        for tongue in Tongue::ALL {
            for (kind, place) in KINDS.iter().flat_map(|kind| PLACES.iter().map(move |place| (kind, place))) {
                if place.writes != tongue {
                    continue;
                }
                let texts = kind.texts(tongue).unwrap();
                for year in [2012, 2026].into_iter().filter(|year| kind.suits(place, *year)) {
                    let scene = Scene { place, year };
                    for slot in texts.slots() {
                        let fitting = slot.iter().filter(|s| fitting(s, scene).is_some()).count();
                        assert!(fitting >= 2, "{} in {}, {}: {slot:?}", kind.key, tongue.tag(), place.name);
                    }
                    let titles = texts.titles.iter().filter(|title| fitting(title, scene).is_some()).count();
                    assert!(titles >= 2, "titles of {} in {}, {}", kind.key, tongue.tag(), place.name);
                }
            }
        }
    }
}
