//! The demonstration's entries: real cities, initiatives of our own invention.
//!
//! Names, countries, places and populations are facts (rounded to the thousand, about 2020, from the cities' and
//! their statistical offices' publications). The initiatives and every sentence about them are invented for the
//! demonstration and are marked as synthetic wherever they are shown.

mod chinese;
mod english;
mod romance;

/// A city that enters.
pub struct City {
    /// Its name in English.
    pub name: &'static str,
    /// Its name in its own language, when another.
    pub own_name: Option<(&'static str, &'static str)>,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// People, rounded to the thousand.
    pub population: i64,
    /// Latitude and longitude in degrees.
    pub place: (f64, f64),
}

/// An initiative as its officer would write it.
pub struct Initiative {
    /// Who enters it.
    pub city: City,
    /// BCP 47 tag of its texts.
    pub lang: &'static str,
    /// Its title.
    pub title: &'static str,
    /// In three or four sentences.
    pub summary: &'static str,
    /// What the city stood before.
    pub background: &'static str,
    /// What is new in it.
    pub innovation: &'static str,
    /// What came of it.
    pub outcomes: &'static str,
    /// What others may learn.
    pub lessons: &'static str,
    /// Its theme in the library's list.
    pub theme: &'static str,
    /// Goals of sustainable development.
    pub goals: &'static [u8],
    /// How good the demonstration's judges will find it, 1 to 9.
    pub merit: u8,
}

/// All twenty-four.
pub fn all() -> Vec<Initiative> {
    let mut all = english::initiatives();
    all.extend(chinese::initiatives());
    all.extend(romance::initiatives());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_24_and_no_two_texts_are_alike() {
        let all = all();
        let distinct =
            |of: fn(&Initiative) -> &'static str| all.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(all.len(), 24);
        for of in [
            (|i| i.title) as fn(&Initiative) -> &'static str,
            |i| i.city.name,
            |i| i.summary,
            |i| i.background,
            |i| i.innovation,
            |i| i.outcomes,
            |i| i.lessons,
        ] {
            assert_eq!(distinct(of), 24);
        }
        assert!(all.iter().all(|i| (1..=9).contains(&i.merit) && !i.goals.is_empty()));
    }
}
