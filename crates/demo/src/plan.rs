//! Who enters what in which edition: seeded, with exactly the counts that are on record.

use crate::kinds::{KINDS, Kind, kind};
use crate::places::{PLACES, Place, Tongue, place};
use crate::prose::{Brief, Initiative, write};
use crate::shelf::Shelf;
use kapok_base::{Random, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// What an edition's entries have to add up to.
pub struct Wanted {
    /// The year of the edition.
    pub year: i64,
    /// How many entries.
    pub entries: usize,
    /// From how many entities.
    pub entities: usize,
    /// From how many countries.
    pub countries: usize,
}

/// Plans editions one after the other: no entity enters the same kind of initiative twice, no title comes again.
#[derive(Default)]
pub struct Planner {
    entered: BTreeSet<(usize, &'static str)>,
    shelf: Shelf,
    used: BTreeMap<&'static str, usize>,
}

impl Planner {
    /// The initiatives of an edition. `named` are entered for certain, by these entities, first in the answer.
    ///
    /// # Errors
    /// What is missing in the facts.
    pub fn plan(&mut self, wanted: &Wanted, named: &[(&str, &str)]) -> Result<Vec<Initiative>, String> {
        let chance = Random::seeded(2012).stream(&format!("plan/{}", wanted.year));
        let order = shuffled(&chance);
        let mut entities = Vec::new();
        for (name, _) in named {
            entities.push(position(name).ok_or_else(|| format!("{name} is not among the places"))?);
        }
        let countries = countries(wanted, &entities, &order);
        self.fill(wanted, &countries, &order, &mut entities);
        let mut planned = Vec::new();
        for (at, entity) in entities.iter().enumerate() {
            let given = named.get(at).and_then(|(_, key)| kind(key));
            planned.extend(self.enter(*entity, given, wanted.year, &chance)?);
        }
        // Whoever has entered enters again, large and curious cities more often, until the count is reached.
        for turn in 0..wanted.entries * 40 {
            if planned.len() >= wanted.entries {
                break;
            }
            let entity = entities
                [usize::try_from(chance.below(entities.len() as u64)).unwrap_or(turn % entities.len())];
            let eager =
                PLACES.get(entity).is_some_and(|p| p.writes == Tongue::Zh || p.population > 2_000_000);
            if eager || chance.below(3) == 0 {
                planned.extend(self.enter(entity, None, wanted.year, &chance)?);
            }
        }
        if planned.len() == wanted.entries { Ok(planned) } else { Err(format!("{} entries", planned.len())) }
    }

    /// Entries from entities and countries other than those of `others`.
    ///
    /// # Errors
    /// What is missing in the facts.
    pub fn more(
        &mut self,
        year: i64,
        count: usize,
        others: &[Initiative],
    ) -> Result<Vec<Initiative>, String> {
        let chance = Random::seeded(2012).stream(&format!("more/{year}"));
        let known: BTreeSet<&str> = others.iter().map(|i| i.place.name.as_str()).collect();
        let strangers = shuffled(&chance).into_iter().filter(|at| !known.contains(PLACES[*at].name.as_str()));
        let mut planned = Vec::new();
        for entity in strangers.take(count) {
            planned.extend(self.enter(entity, None, year, &chance)?);
        }
        Ok(planned)
    }

    /// One initiative of a given entity and kind.
    ///
    /// # Errors
    /// The name of a kind that is not among the facts.
    pub fn one(&mut self, place: &'static Place, key: &str, year: i64) -> Result<Initiative, String> {
        let kind = kind(key).ok_or_else(|| key.to_owned())?;
        write(Brief { place, kind, tongue: place.writes, year }, &mut self.shelf)
    }

    fn fill(&self, wanted: &Wanted, countries: &BTreeSet<&str>, order: &[usize], entities: &mut Vec<usize>) {
        let mut seen: BTreeSet<&str> = entities.iter().map(|at| PLACES[*at].country.as_str()).collect();
        for at in order {
            let place = &PLACES[*at];
            if countries.contains(place.country.as_str()) && seen.insert(&place.country) {
                entities.push(*at);
            }
        }
        for at in order {
            let place = &PLACES[*at];
            let fits = countries.contains(place.country.as_str()) && !entities.contains(at);
            if entities.len() < wanted.entities && fits {
                entities.push(*at);
            }
        }
    }

    /// One more initiative of an entity, of a kind that suits it and that has been written least.
    fn enter(
        &mut self,
        entity: usize,
        given: Option<&'static Kind>,
        year: i64,
        chance: &Stream,
    ) -> Result<Option<Initiative>, String> {
        let place: &'static Place = &PLACES[entity];
        let free =
            |kind: &&Kind| kind.suits(place, year) && !self.entered.contains(&(entity, kind.key.as_str()));
        let mut suitable: Vec<&'static Kind> = KINDS.iter().filter(free).collect();
        suitable.sort_by_key(|kind| self.used.get(kind.key.as_str()).copied().unwrap_or(0));
        suitable.truncate(14);
        let at = usize::try_from(chance.below(suitable.len().max(1) as u64)).unwrap_or(0);
        let Some(kind) = given.or_else(|| suitable.get(at).copied()) else { return Ok(None) };
        self.entered.insert((entity, &kind.key));
        *self.used.entry(&kind.key).or_default() += 1;
        // Some officers write to an international award in English whatever they speak at home.
        let tongue = if chance.below(5) == 0 { Tongue::En } else { place.writes };
        write(Brief { place, kind, tongue, year }, &mut self.shelf).map(Some)
    }
}

fn position(name: &str) -> Option<usize> {
    let found = place(name)?;
    PLACES.iter().position(|place| std::ptr::eq(place, found))
}

fn shuffled(chance: &Stream) -> Vec<usize> {
    let mut order: Vec<usize> = (0..PLACES.len()).collect();
    for at in (1..order.len()).rev() {
        let other = usize::try_from(chance.below(at as u64 + 1)).unwrap_or(0);
        order.swap(at, other);
    }
    order
}

/// The countries of an edition: those of the named entities and China's, then as the shuffled order brings them.
fn countries<'a>(wanted: &Wanted, named: &[usize], order: &[usize]) -> BTreeSet<&'a str> {
    let mut countries: BTreeSet<&str> = named.iter().map(|at| PLACES[*at].country.as_str()).collect();
    countries.insert("CN");
    for at in order {
        if countries.len() < wanted.countries {
            countries.insert(&PLACES[*at].country);
        }
    }
    countries
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::record::{EDITIONS, Edition, RUNNING};

    /// The valid entries of all editions, as the demonstration plays them.
    fn played() -> Vec<Vec<Initiative>> {
        let mut planner = Planner::default();
        let mut editions = Vec::new();
        for edition in &EDITIONS {
            let &Edition { year, entries, entities, countries, .. } = edition;
            let named: Vec<_> = edition.winners.iter().chain(edition.mentioned).copied().collect();
            editions.push(planner.plan(&Wanted { year, entries, entities, countries }, &named).unwrap());
        }
        let (entries, entities, countries) = RUNNING;
        let running = Wanted { year: 2026, entries, entities, countries };
        editions.push(planner.plan(&running, &[("Copenhagen", "school-streets")]).unwrap());
        editions
    }

    #[test]
    fn every_edition_adds_up_to_what_is_on_record() {
        let played = played();
        for (edition, planned) in EDITIONS.iter().zip(&played) {
            assert_eq!(counted(planned), (edition.entries, edition.entities, edition.countries));
            let first: Vec<_> = planned.iter().take(5).map(|i| i.place.name.as_str()).collect();
            assert_eq!(first, edition.winners.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        }
        assert_eq!(counted(&played[EDITIONS.len()]), RUNNING);
        let all: Vec<_> = played.concat();
        let titles: BTreeSet<_> = all.iter().map(|i| &i.title).collect();
        assert_eq!(titles.len(), all.len(), "no two titles are alike");
        for tongue in [Tongue::Zh, Tongue::Es, Tongue::Fr] {
            let share = all.iter().filter(|i| i.tongue == tongue).count() * 100 / all.len();
            assert!((7..=35).contains(&share), "{}: {share} per cent", tongue.tag());
        }
    }

    /// What two texts share of their runs of three words, or of three characters in Chinese.
    fn alike(one: &str, other: &str, tongue: Tongue) -> f64 {
        let runs = |text: &str| -> BTreeSet<Vec<String>> {
            let words: Vec<String> = match tongue {
                Tongue::Zh => text.chars().map(String::from).collect(),
                Tongue::En | Tongue::Es | Tongue::Fr => text.split_whitespace().map(str::to_owned).collect(),
            };
            words.windows(3).map(<[String]>::to_vec).collect()
        };
        let (one, other) = (runs(one), runs(other));
        one.intersection(&other).count() as f64 / one.union(&other).count().max(1) as f64
    }

    // The search would show them as one from a share of 0.84 on.
    #[test]
    fn two_dossiers_of_a_kind_are_never_nearly_the_same() {
        let (mut same, mut all) = (Vec::new(), played().concat());
        all.sort_by_key(|i| (i.tongue, &i.kind.key));
        for of_kind in all.chunk_by(|a, b| (a.tongue, &a.kind.key) == (b.tongue, &b.kind.key)) {
            let pairs =
                of_kind.iter().enumerate().flat_map(|(at, one)| of_kind[..at].iter().map(move |o| (one, o)));
            for (one, other) in pairs {
                let share = alike(&one.sections.concat(), &other.sections.concat(), one.tongue);
                if share >= 0.8 {
                    same.push(format!("{share:.2}: {}: {} / {}", one.kind.key, one.title, other.title));
                }
            }
        }
        assert!(same.is_empty(), "{same:#?}");
    }

    fn counted(planned: &[Initiative]) -> (usize, usize, usize) {
        let entities: BTreeSet<_> = planned.iter().map(|i| (&i.place.name, &i.place.country)).collect();
        let countries: BTreeSet<_> = planned.iter().map(|i| &i.place.country).collect();
        (planned.len(), entities.len(), countries.len())
    }
}
