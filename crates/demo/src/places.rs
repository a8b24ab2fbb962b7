//! The entities that enter: real cities, districts, provinces and unions, with their places and populations.

use kapok_base::{Language, Localized};
use kapok_submission::{EntityKind, EntityRecord};
use std::sync::LazyLock;

/// A row of the facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its name in English.
    pub name: String,
    /// The language in which its officers write.
    pub writes: Tongue,
    /// Its name in that language, when another.
    pub own_name: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// City, district, province, union.
    pub kind: EntityKind,
    /// People, rounded.
    pub population: u64,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// The languages of the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// English.
    En,
    /// Chinese in simplified characters.
    Zh,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::En, Self::Zh, Self::Es, Self::Fr];

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-Hans",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }

    /// The tag as a language.
    #[must_use]
    pub fn language(self) -> Language {
        self.tag().parse().unwrap_or_else(|_| Language::english())
    }

    fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tongue| tongue.tag() == tag)
    }
}

/// All entities, in the order of the facts.
pub static PLACES: LazyLock<Vec<Place>> =
    LazyLock::new(|| include_str!("../facts/entities.tsv").lines().filter_map(read).collect());

/// The entity of a name.
#[must_use]
pub fn place(name: &str) -> Option<&'static Place> {
    PLACES.iter().find(|place| place.name == name)
}

fn read(line: &str) -> Option<Place> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [name, writes, own, country, kind, population, lat, lon] = fields.as_slice() else { return None };
    Some(Place {
        name: (*name).to_owned(),
        writes: Tongue::of(writes)?,
        own_name: Some((*own).to_owned()).filter(|own| !own.is_empty()),
        country: (*country).to_owned(),
        kind: EntityKind::ALL.into_iter().find(|known| known.as_str() == *kind)?,
        population: population.parse().ok()?,
        lat: lat.parse().ok()?,
        lon: lon.parse().ok()?,
    })
}

impl Place {
    /// Its name in a language.
    #[must_use]
    pub fn name_in(&self, tongue: Tongue) -> &str {
        self.own_name.as_deref().filter(|_| tongue == self.writes).unwrap_or(&self.name)
    }

    /// The entity's record.
    #[must_use]
    pub fn record(&self) -> EntityRecord {
        let mut name = Localized::english(&self.name);
        if let Some(own) = &self.own_name {
            name = name.with(self.writes.language(), own.clone());
        }
        EntityRecord {
            kind: self.kind,
            name,
            country: self.country.clone(),
            region: None,
            population: i64::try_from(self.population).ok(),
            lat: Some(self.lat),
            lon: Some(self.lon),
        }
    }

    /// Whether most of its people have what the poorest cities still fight for: a sewer, a doctor, a clerk who takes no bribe.
    #[must_use]
    pub fn is_rich(&self) -> bool {
        const RICH: &[&str] = &[
            "US", "CA", "JP", "KR", "DE", "FR", "ES", "IT", "GB", "AU", "AT", "CH", "BE", "NL", "LU", "DK",
            "SE", "NO", "FI", "IS", "EE", "LV", "LT", "PT", "IE", "MT", "IL", "NZ", "SG", "PL", "CZ", "SK",
            "HU", "SI", "HR", "GR", "CY", "AE", "QA", "KW", "BH", "SA", "TW", "HK", "MO", "CL", "UY", "CN",
            "OM",
        ];
        RICH.contains(&self.country.as_str())
    }

    /// Whether it is in one of the poorest countries, where a city of a million has the budget of a town elsewhere.
    #[must_use]
    pub fn is_poorest(&self) -> bool {
        const POOREST: &[&str] = &[
            "BD", "BF", "BI", "BJ", "CD", "CI", "CM", "DJ", "ET", "GH", "GM", "GN", "HT", "IN", "KE", "KG",
            "KH", "LA", "LR", "LS", "MG", "ML", "MM", "MR", "MW", "MZ", "NE", "NG", "NP", "PK", "RW", "SD",
            "SL", "SN", "SO", "SS", "SY", "TD", "TG", "TJ", "TZ", "UG", "UZ", "YE", "ZM", "ZW",
        ];
        POOREST.contains(&self.country.as_str())
    }

    /// How dear things are there, from the cheapest (0) to the dearest (1) of places.
    #[must_use]
    pub fn prices(&self) -> f64 {
        const MIDDLING: &[&str] = &[
            "BH", "CL", "CN", "CY", "CZ", "EE", "GR", "HR", "HU", "LT", "LV", "MT", "OM", "PL", "PT", "SA",
            "SI", "SK", "TW", "UY",
        ];
        match self.country.as_str() {
            _ if self.is_poorest() => 0.0,
            _ if !self.is_rich() => 0.35,
            country if MIDDLING.contains(&country) => 0.65,
            _ => 1.0,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_of_the_facts_is_read_and_no_entity_stands_there_twice() {
        let rows =
            include_str!("../facts/entities.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(PLACES.len(), rows);
        let names: BTreeSet<_> = PLACES.iter().map(|p| (&p.name, &p.country)).collect();
        assert_eq!(names.len(), rows);
        let addresses: BTreeSet<_> =
            PLACES.iter().map(|p| (crate::cast::plain(&p.name), &p.country)).collect();
        assert_eq!(addresses.len(), rows, "each has an address of its own");
        for place in PLACES.iter() {
            assert!(
                (-90.0..=90.0).contains(&place.lat) && (-180.0..=180.0).contains(&place.lon),
                "{}",
                place.name
            );
            assert!(place.population >= 20_000, "{}", place.name);
            assert!(kapok_library::country_by_code(&place.country).is_some(), "{}", place.country);
        }
        assert_eq!(place("Chongqing").unwrap().name_in(Tongue::Zh), "重庆");
    }

    #[test]
    fn no_place_is_both_rich_and_among_the_poorest() {
        for place in PLACES.iter() {
            assert!(!(place.is_rich() && place.is_poorest()), "{}", place.name);
            assert!(place.is_rich() == (place.prices() > 0.5), "{}", place.name);
        }
    }

    #[test]
    fn the_facts_stay_small() {
        assert!(include_str!("../facts/entities.tsv").len() < 200_000);
    }
}
