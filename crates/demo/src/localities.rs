//! Quarters and streets of the entities, by which an officer names where something was done.

use crate::places::{Place, Tongue};
use crate::prose::shuffled;
use kapok_base::Random;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is named within an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Locality {
    /// Three quarters, districts or, of a province, towns.
    pub(crate) quarters: [&'static str; 3],
    /// Two streets.
    pub(crate) streets: [&'static str; 2],
}

/// The localities of an entity in its own writing, and in Latin letters where that is another.
struct Written {
    own: Locality,
    latin: Option<Locality>,
}

static LOCALITIES: LazyLock<BTreeMap<(&str, &str), Written>> =
    LazyLock::new(|| include_str!("../facts/localities.tsv").lines().filter_map(read).collect());

fn read(line: &'static str) -> Option<((&'static str, &'static str), Written)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let (name, country) = (fields.first()?, fields.get(1)?);
    let own = locality(fields.get(2..7)?)?;
    Some(((name, country), Written { own, latin: fields.get(7..12).and_then(locality) }))
}

fn locality(names: &[&'static str]) -> Option<Locality> {
    let [one, two, three, street, other] = *names else { return None };
    Some(Locality { quarters: [one, two, three], streets: [street, other] })
}

/// What is named within a place, as a language writes it.
fn within(place: &'static Place, tongue: Tongue) -> Option<&'static Locality> {
    let written = LOCALITIES.get(&(place.name.as_str(), place.country.as_str()))?;
    Some(written.latin.as_ref().filter(|_| tongue != Tongue::Zh).unwrap_or(&written.own))
}

/// Quarters and streets, for each initiative in an order of their own.
pub(crate) fn named(place: &'static Place, tongue: Tongue, purpose: &str) -> BTreeMap<&'static str, String> {
    let chance = Random::seeded(2012).stream(&format!("places of {purpose}"));
    let Some(locality) = within(place, tongue) else { return BTreeMap::new() };
    let mixed =
        |names: &[&str]| shuffled(&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>(), &chance);
    let quarters = ["q1", "q2", "q3"].into_iter().zip(mixed(&locality.quarters));
    quarters.chain(["s1", "s2"].into_iter().zip(mixed(&locality.streets))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::PLACES;

    #[test]
    fn every_entity_has_three_quarters_and_two_streets_of_different_names() {
        for place in PLACES.iter() {
            for tongue in [place.writes, Tongue::En] {
                let locality =
                    within(place, tongue).unwrap_or_else(|| panic!("{} ({})", place.name, place.country));
                let mut names: Vec<&str> =
                    locality.quarters.iter().chain(&locality.streets).copied().collect();
                assert!(names.iter().all(|name| !name.trim().is_empty()), "{}", place.name);
                let latin = |name: &&str| name.chars().all(|c| c < '\u{2e80}');
                assert!(tongue == Tongue::Zh || names.iter().all(latin), "{}", place.name);
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), 5, "{}", place.name);
            }
        }
    }

    #[test]
    fn the_facts_stay_small_together() {
        let bytes =
            include_str!("../facts/localities.tsv").len() + include_str!("../facts/entities.tsv").len();
        assert!(bytes < 200_000, "{bytes}");
    }
}
