//! How alike two cases are, and the likest among very many in bounded memory.
//!
//! Texts are sketched by one permutation hashing (Li, Owen and Zhang, "One Permutation Hashing", 2012), empty bins filled
//! from the next (Shrivastava and Li, "Densifying One Permutation Hashing", 2014): the share of equal bins estimates the
//! share of common shingles. Candidates are those that agree in a band of bins.

use crate::{CaseVersion, fold};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

/// Cases this much alike, from 0 to 1, are worth a look.
pub const ALIKE: f64 = 0.8;

/// Bins of a text's sketch, in bands.
const BINS: usize = 64;
const BANDS: usize = 16;
const BAND: usize = BINS / BANDS;
/// Bins of a title's sketch.
const TITLE_BINS: usize = 32;
/// Characters of a text that are looked at.
const LOOKED_AT: usize = 4000;
/// Candidates that are compared in one band.
const MOST_CANDIDATES: usize = 16;

/// What is remembered of a case to compare it with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    key: u64,
    title: [u16; TITLE_BINS],
    text: [u16; BINS],
    /// Title and entity together, word for word.
    name: u64,
    /// Entity, country, year; 0 for what is not known.
    facts: [u64; 3],
}

impl Sketch {
    /// The sketch of a case in one language.
    #[must_use]
    pub fn of(version: &CaseVersion) -> Self {
        let title = fold(&version.text.title);
        let body: String = version.text.body().chars().take(LOOKED_AT).collect();
        let entity = version.facts.entity.as_deref().map(fold).unwrap_or_default();
        let known = |text: &str| if text.is_empty() { 0 } else { hash(text) };
        let letters: Vec<String> = title.chars().map(String::from).collect();
        Self {
            key: hash((&version.source, &version.source_id)),
            title: bins(letters.windows(letters.len().clamp(1, 3)).map(hash)),
            text: bins_of_text(&fold(&body)),
            name: hash((&title, &entity)),
            facts: [
                known(&entity),
                known(version.facts.country.as_deref().unwrap_or_default()),
                version.facts.year.map_or(0, hash),
            ],
        }
    }

    /// From 0 (nothing in common) to 1 (the same): half by the text, three tenths by the title, the rest by entity, country
    /// and year as far as both are known.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let (text, title) = (share(&self.text, &other.text), share(&self.title, &other.title));
        let known: Vec<bool> = std::iter::zip(self.facts, other.facts)
            .filter(|(one, other)| *one != 0 && *other != 0)
            .map(|(one, other)| one == other)
            .collect();
        let facts = match known.len() {
            0 => (text + title) / 2.0,
            all => known.iter().filter(|same| **same).count() as f64 / all as f64,
        };
        0.5 * text + 0.3 * title + 0.2 * facts
    }

    /// The places in the table of candidates under which it is found.
    fn places(&self) -> impl Iterator<Item = u64> {
        self.text.chunks(BAND).enumerate().map(hash).chain([self.name])
    }
}

/// Shingles of three words, where a Chinese character is a word.
fn bins_of_text(folded: &str) -> [u16; BINS] {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in folded.chars() {
        let alone =
            matches!(u32::from(c), 0x2e80..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0x20000..=0x3ffff);
        match words.last_mut().filter(|_| open && !alone && c != ' ') {
            Some(word) => word.push(c),
            None if c != ' ' => words.push(c.to_string()),
            None => {}
        }
        open = !alone && c != ' ';
    }
    bins(words.windows(words.len().clamp(1, 3)).map(hash))
}

/// The smallest hash in each bin; an empty bin takes the next one's.
fn bins<const N: usize>(hashes: impl Iterator<Item = u64>) -> [u16; N] {
    let mut least = [None; N];
    for hash in hashes {
        let (bin, value) = ((hash % N as u64) as usize, hash >> 32);
        if let Some(least) = least.get_mut(bin) {
            *least = Some(least.map_or(value, |known: u64| known.min(value)));
        }
    }
    std::array::from_fn(|at| {
        let next = (0..N).find_map(|far| Some((far, least.get((at + far) % N).copied().flatten()?)));
        next.map_or(0, |(far, value)| hash((far, value)) as u16)
    })
}

fn share(one: &[u16], other: &[u16]) -> f64 {
    let same = std::iter::zip(one, other).filter(|(one, other)| one == other).count();
    same as f64 / one.len().max(1) as f64
}

/// The same for the same in every run of one build; never stored.
fn hash(of: impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(of)
}

/// The latest cases, so many at most, to find the likest among; the oldest are forgotten for new ones.
#[derive(Clone, Debug)]
pub struct Likest<T> {
    kept: Vec<(Sketch, T, [u32; BANDS + 1])>,
    /// The number of the newest in each place of the table, from 1.
    heads: Vec<u32>,
    room: usize,
    added: u32,
}

impl<T: Clone> Likest<T> {
    /// Room for so many cases, of about 300 bytes each.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        let room = room.clamp(1, 1 << 24);
        Self { kept: Vec::new(), heads: vec![0; (room * 8).next_power_of_two()], room, added: 0 }
    }

    /// The likest that is not the same case, when it is alike enough.
    #[must_use]
    pub fn find(&self, sketch: &Sketch) -> Option<(T, f64)> {
        let mut best: Option<(&T, f64)> = None;
        for (band, place) in sketch.places().enumerate() {
            let mut number = self.heads.get(self.place(place)).copied().unwrap_or(0);
            for _ in 0..MOST_CANDIDATES {
                let Some((other, thing, before)) = self.numbered(number) else { break };
                let likeness = sketch.likeness(other);
                if other.key != sketch.key
                    && likeness >= ALIKE
                    && best.is_none_or(|(_, known)| likeness > known)
                {
                    best = Some((thing, likeness));
                }
                number = before.get(band).copied().unwrap_or(0);
            }
        }
        best.map(|(thing, likeness)| (thing.clone(), likeness))
    }

    /// Remembers a case.
    pub fn add(&mut self, sketch: Sketch, thing: T) {
        let Some(number) = self.added.checked_add(1) else { return };
        let mut before = [0; BANDS + 1];
        for (place, before) in sketch.places().zip(&mut before) {
            let at = self.place(place);
            if let Some(head) = self.heads.get_mut(at) {
                *before = std::mem::replace(head, number);
            }
        }
        let new = (sketch, thing, before);
        match self.kept.get_mut(self.added as usize % self.room) {
            Some(oldest) => *oldest = new,
            None => self.kept.push(new),
        }
        self.added = number;
    }

    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.heads.len() - 1)
    }

    /// The one of a number, unless it was forgotten.
    fn numbered(&self, number: u32) -> Option<&(Sketch, T, [u32; BANDS + 1])> {
        let forgotten = number == 0 || (self.added - number) as usize >= self.room;
        if forgotten { None } else { self.kept.get((number - 1) as usize % self.room) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{CaseText, Facts};

    const TEXT: &str = "The city planted four thousand trees along the streets where people wait for buses in the summer \
        heat. Schools water them in spring, and shop owners look after those before their doors. Two summers later it is \
        three degrees cooler at the stops, and more people take the bus than before.";

    fn case(id: &str, title: &str, text: &str, entity: &str, year: i32) -> CaseVersion {
        CaseVersion {
            source: "s".into(),
            source_id: id.into(),
            language: "en".parse().unwrap(),
            text: CaseText { title: title.into(), description: text.into(), sections: vec![] },
            facts: Facts { entity: Some(entity.into()), year: Some(year), ..Facts::default() },
        }
    }

    #[test]
    fn the_same_told_a_little_differently_is_alike_and_another_is_not() {
        let one = Sketch::of(&case("1", "Shade for bus stops", TEXT, "Medellín", 2019));
        let changed = TEXT.replace("four thousand", "4,000").replace("shop owners", "neighbours");
        for (other, alike) in [
            (case("2", "Shade for bus stops", TEXT, "Medellín", 2019), true),
            (case("2", "Shade for Bus-Stops!", &changed, "Medellin", 2019), true),
            (case("2", "Shade for bus stops", TEXT, "Medellín", 2020), true),
            (case("2", "Shade for bus stops", "Roofs over the stops.", "Medellín", 2019), false),
            (case("2", "Meals at school", TEXT, "Lyon", 2015), false),
            (case("2", "Rain gardens", "Rain finds its way into the ground again.", "Medellín", 2019), false),
        ] {
            let likeness = one.likeness(&Sketch::of(&other));
            assert_eq!(likeness >= ALIKE, alike, "{likeness} {other:?}");
        }
        let chinese = |text: &str| Sketch::of(&case("3", "河边的公园", text, "广州", 2020));
        let text =
            "市政府在河边种了四千棵树，学校在春天给树浇水，店主照看自己门前的树，两年以后车站凉快了三度。";
        assert!(chinese(text).likeness(&chinese(&text.replace("四千", "三千"))) >= ALIKE);
    }

    #[test]
    fn the_likest_is_found_and_the_oldest_are_forgotten() {
        let mut likest = Likest::with_room(50);
        let numbered = |n: u32| {
            let words: Vec<String> = (0..60).map(|at| format!("w{}", hash((n, at)) % 997)).collect();
            Sketch::of(&case(
                &n.to_string(),
                &format!("Case number {n} {}", hash(n)),
                &words.join(" "),
                &format!("c{n}"),
                2000,
            ))
        };
        for n in 0..120 {
            assert_eq!(likest.find(&numbered(n)), None, "{n} is like no other");
            likest.add(numbered(n), n);
            assert!(likest.kept.len() <= 50);
        }
        let copy = |n: u32| Sketch { key: 1, ..numbered(n) };
        assert_eq!(likest.find(&copy(119)).unwrap().0, 119);
        assert_eq!(likest.find(&copy(70)).unwrap().0, 70);
        assert_eq!(likest.find(&copy(69)), None);
        assert_eq!(likest.find(&numbered(119)), None, "a case is not its own duplicate");
    }

    #[test]
    fn many_of_the_same_cost_no_more_than_a_few() {
        let mut likest = Likest::with_room(1000);
        let same = Sketch::of(&case("1", "Shade", TEXT, "Lyon", 2019));
        for n in 0..2000 {
            likest.add(same.clone(), n);
        }
        assert_eq!(likest.find(&Sketch { key: 7, ..same }).unwrap().1, 1.0);
    }
}
