//! Kinds of urban initiative: what is common to all languages, and the plans that its dossiers follow in each.

use crate::places::{Place, Tongue};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A kind of initiative.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its stable name.
    pub key: String,
    /// What it is, for whoever writes its texts.
    pub about: String,
    /// Its theme in the library's list.
    pub theme: String,
    /// Goals of sustainable development.
    pub goals: Vec<u8>,
    /// Targets of these.
    pub targets: Vec<String>,
    /// What it costs, in millions of US dollars: from, to.
    pub cost: [f64; 2],
    /// Where what is counted decides what it costs: what one of a count costs.
    pub each: Option<Each>,
    /// What is counted in its texts.
    pub numbers: Vec<Count>,
    /// What is measured before and after.
    pub indicators: Vec<Measure>,
    /// The only entities it makes sense for, by name.
    #[serde(default)]
    places: Vec<String>,
    /// The only countries it makes sense for.
    #[serde(default)]
    countries: Vec<String>,
    /// Countries, and entities by name, that it makes no sense for.
    #[serde(default)]
    except: Vec<String>,
    /// Whether rich cities are past it.
    #[serde(default)]
    not_rich: bool,
    /// Whether only rich cities come to it.
    #[serde(default)]
    only_rich: bool,
    /// Whether the poorest cities have other worries.
    #[serde(default)]
    not_poorest: bool,
    /// The first edition in which it was done long enough to tell of.
    #[serde(default)]
    since: i64,
    /// The first year in which anybody began with it.
    #[serde(default)]
    begins: i64,
    /// The first year in which anybody began with it in a country that came to it later than others.
    #[serde(default)]
    later: BTreeMap<String, i64>,
    /// How far from the equator it begins to make sense, in degrees.
    #[serde(default)]
    min_latitude: f64,
    /// From how many people on.
    #[serde(default)]
    min_population: u64,
}

/// What one of a count costs. The product stays within the cost of the kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Each {
    /// Of which count, by its place in the list.
    pub of: usize,
    /// In millions of US dollars: where things are cheapest, where they are dearest.
    pub cost: [f64; 2],
}

/// Something that is counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// What, for whoever writes the texts.
    pub means: String,
    /// From, to, for a city of a million. A range that ends above a hundred grows with the city.
    pub range: [f64; 2],
    /// Whether it does not grow with the city all the same.
    #[serde(default)]
    pub fixed: bool,
    /// Of which other count it is a part, by its place in the list.
    #[serde(default)]
    pub within: Option<usize>,
    /// For each of which other count there are so many, by its place in the list.
    #[serde(default)]
    pub per: Option<usize>,
}

/// Something that is measured.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What, with its unit, for whoever writes the texts.
    pub means: String,
    /// The figure before: from, to.
    pub before: [f64; 2],
    /// The factor to the figure after: from, to.
    pub after: [f64; 2],
    /// Whether it grows with the city.
    #[serde(default)]
    pub scale: bool,
    /// Whether it counts what has no halves: crashes, complaints, species.
    #[serde(default)]
    pub whole: bool,
    /// Where it is money, how many US dollars one of it is.
    pub dollars: Option<f64>,
    /// Whether it lies the nearer to the end of the range the dearer the place is: wages, rents, rubbish.
    #[serde(default)]
    pub dear: bool,
}

/// The texts of a kind in one language: what its dossiers share, and the plans of whole dossiers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    pub(crate) titles: Vec<String>,
    pub(crate) indicators: Vec<String>,
    /// What they are called; where it depends on the circumstances, the first that fits.
    pub(crate) partners: Vec<Slot>,
    pub(crate) plan: Vec<Plan>,
}

/// A dossier in one officer's voice: a section is a list of slots.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The circumstances in which an office would write so; none when anywhere.
    pub(crate) home: String,
    /// Titles in the same voice.
    pub(crate) titles: Vec<String>,
    pub(crate) summary: Vec<Slot>,
    pub(crate) background: Vec<Slot>,
    pub(crate) innovation: Vec<Slot>,
    pub(crate) process: Vec<Slot>,
    pub(crate) outcomes: Vec<Slot>,
    pub(crate) lessons: Vec<Slot>,
}

/// A passage, or several of which one is drawn.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Slot {
    /// The same in every dossier of the plan.
    Passage(String),
    /// One of these.
    Versions(Vec<String>),
}

impl Slot {
    /// All that may stand there.
    pub(crate) fn versions(&self) -> &[String] {
        match self {
            Self::Passage(passage) => std::slice::from_ref(passage),
            Self::Versions(versions) => versions,
        }
    }
}

#[cfg(test)]
impl Plan {
    /// All sections, the summary first.
    pub(crate) fn sections(&self) -> [&[Slot]; 6] {
        let Self { summary, background, innovation, process, outcomes, lessons, .. } = self;
        [summary, background, innovation, process, outcomes, lessons].map(Vec::as_slice)
    }

    /// The slots of all sections.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.sections().into_iter().flatten()
    }
}

/// How many years after it began an initiative has outcomes to tell of.
pub(crate) const TOLD_AFTER: i64 = 3;

impl Kind {
    /// Whether a place could tell of this in an edition.
    #[must_use]
    pub fn suits(&self, place: &Place, year: i64) -> bool {
        let listed = |list: &[String], name: &str| list.is_empty() || list.iter().any(|known| known == name);
        listed(&self.places, &place.name)
            && listed(&self.countries, &place.country)
            && !self.except.iter().any(|one| *one == place.country || *one == place.name)
            && !(self.not_rich && place.is_rich())
            && (!self.only_rich || place.is_rich())
            && !(self.not_poorest && place.is_poorest())
            && year >= self.since
            && self.later.get(&place.country).is_none_or(|first| year >= first + TOLD_AFTER)
            && place.lat.abs() >= self.min_latitude
            && place.population >= self.min_population
    }

    /// The first year in which a place could have begun with it.
    #[must_use]
    pub fn begins_in(&self, place: &Place) -> i64 {
        self.later.get(&place.country).copied().unwrap_or(self.begins)
    }

    /// Its keywords in a language, as an officer would name them.
    #[must_use]
    pub fn keywords(&self, tongue: Tongue) -> &'static str {
        let line = KEYWORDS.lines().find(|line| line.split('\t').next() == Some(&self.key));
        let at = Tongue::ALL.iter().position(|known| *known == tongue).unwrap_or(0);
        line.and_then(|line| line.split('\t').nth(at + 1)).unwrap_or_default()
    }

    /// Its texts in a language.
    #[must_use]
    pub fn texts(&'static self, tongue: Tongue) -> Option<&'static Texts> {
        TEXTS.get(&(tongue, self.key.as_str()))
    }
}

/// By kind, then by language in the order of [`Tongue::ALL`].
const KEYWORDS: &str = include_str!("../facts/keywords.tsv");

#[derive(Deserialize)]
struct Kinds {
    kind: Vec<Kind>,
}

/// All kinds. Empty if the facts could not be read, which a test rules out.
pub static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    toml::from_str::<Kinds>(include_str!("../facts/kinds.toml")).map(|kinds| kinds.kind).unwrap_or_default()
});

/// The kind of a name.
#[must_use]
pub fn kind(key: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.key == key)
}

macro_rules! texts {
    ($($key:literal)*) => {
        const FILES: &[(Tongue, &str, &str)] = &[$(
            (Tongue::En, $key, include_str!(concat!("../texts/en/", $key, ".toml"))),
            (Tongue::Zh, $key, include_str!(concat!("../texts/zh-Hans/", $key, ".toml"))),
            (Tongue::Es, $key, include_str!(concat!("../texts/es/", $key, ".toml"))),
            (Tongue::Fr, $key, include_str!(concat!("../texts/fr/", $key, ".toml"))),
        )*];
    };
}

texts! {
    "bicycle-superhighways" "sponge-parks" "participatory-budget" "food-policy" "bus-corridors" "waste-pickers" "care-blocks"
    "landfill-to-park" "rooftop-solar" "heat-action-plan" "slum-upgrading" "early-warning-floods" "night-shelters-housing-first"
    "library-of-things" "women-producers-markets" "school-streets" "open-data-portal" "composting-at-doorstep"
    "river-daylighting" "youth-council" "crossing-guards-at-risk-youth" "landslide-hillsides" "cable-cars" "urban-farms"
    "leak-detection-water" "public-toilets-sanitation" "one-stop-permits" "heritage-quarter" "age-friendly" "early-childhood"
    "congestion-charge" "district-heating-waste-heat" "building-retrofit" "urban-forest" "mangrove-coast"
    "cultural-centres-violence" "refugee-integration" "mobile-clinics" "air-quality-low-emission-zone" "superblocks"
    "metropolitan-coordination" "sdg-local-review" "electric-buses-taxis" "vacant-buildings-reuse"
}

static TEXTS: LazyLock<BTreeMap<(Tongue, &'static str), Texts>> = LazyLock::new(|| {
    let read = |(tongue, key, file): &(Tongue, &'static str, &str)| {
        Some(((*tongue, *key), toml::from_str(file).ok()?))
    };
    FILES.iter().filter_map(read).collect()
});

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn there_are_forty_kinds_and_more_each_with_texts_in_four_languages() {
        toml::from_str::<Kinds>(include_str!("../facts/kinds.toml")).unwrap();
        assert!(KINDS.len() >= 40);
        for (_, key, file) in FILES {
            toml::from_str::<Texts>(file).unwrap_or_else(|error| panic!("{key}: {error}"));
        }
        for kind in KINDS.iter() {
            assert_eq!((kind.numbers.len(), kind.indicators.len()), (3, 3), "{}", kind.key);
            for tongue in Tongue::ALL {
                let texts = kind.texts(tongue).unwrap_or_else(|| panic!("{} in {}", kind.key, tongue.tag()));
                assert_eq!(texts.indicators.len(), 3, "{} in {}", kind.key, tongue.tag());
                assert!(!kind.keywords(tongue).is_empty(), "{} in {}", kind.key, tongue.tag());
                assert!(
                    texts.partners.len() >= 2 && texts.titles.len() >= 4,
                    "{} in {}",
                    kind.key,
                    tongue.tag()
                );
            }
        }
    }

    #[test]
    fn ranges_run_upwards_from_more_than_nothing_and_costs_are_of_what_is_counted() {
        let upwards = |range: [f64; 2]| range[0] > 0.0 && range[0] < range[1];
        for kind in KINDS.iter() {
            assert!(upwards(kind.cost), "{}", kind.key);
            assert!(kind.numbers.iter().all(|count| upwards(count.range)), "{}", kind.key);
            assert!(kind.indicators.iter().all(|m| upwards(m.before) && upwards(m.after)), "{}", kind.key);
            if let Some(each) = &kind.each {
                assert!(each.of < kind.numbers.len() && upwards(each.cost), "{}", kind.key);
            }
        }
    }

    #[test]
    fn no_passage_stands_in_two_places() {
        for tongue in Tongue::ALL {
            let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
            for kind in KINDS.iter() {
                let texts = kind.texts(tongue).unwrap();
                for passage in texts.plan.iter().flat_map(Plan::slots).flat_map(Slot::versions) {
                    let other = seen.insert(passage, &kind.key);
                    assert_eq!(other, None, "{passage}");
                }
            }
        }
    }
}
