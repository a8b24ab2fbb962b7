//! What enters an award: the record of a city, a district, a province, a union of municipalities.

use crate::is_country;
use kapok_base::{Localized, Refusal};
use serde::{Deserialize, Serialize};

/// What sort of entity it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A city or town.
    City,
    /// A part of a city.
    District,
    /// A county.
    County,
    /// A province, state or governorate.
    Province,
    /// A union of municipalities.
    Union,
    /// Anything else.
    Other,
}

impl EntityKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::City, Self::District, Self::County, Self::Province, Self::Union, Self::Other];

    /// Its stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::District => "district",
            Self::County => "county",
            Self::Province => "province",
            Self::Union => "union",
            Self::Other => "other",
        }
    }

    /// The kind of a stable name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What is recorded of an entity, as somebody gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityRecord {
    /// What sort.
    pub kind: EntityKind,
    /// Its names.
    pub name: Localized,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// A region of the country, in words.
    #[serde(default)]
    pub region: Option<String>,
    /// Inhabitants.
    #[serde(default)]
    pub population: Option<i64>,
    /// Latitude in degrees.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Longitude in degrees.
    #[serde(default)]
    pub lon: Option<f64>,
}

/// Most characters of a name.
const MOST_NAME: usize = 200;
/// More people than this live nowhere.
const MOST_PEOPLE: i64 = 10_000_000_000;

impl EntityRecord {
    /// Whether the record makes sense.
    ///
    /// # Errors
    /// `entity_invalid` with one detail per fault.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        for (language, name) in self.name.iter() {
            let at = format!("/name/texts/{language}");
            if name.trim().is_empty() {
                faults.push(Refusal::invalid("name_blank").at(at));
            } else if name.chars().count() > MOST_NAME {
                faults.push(Refusal::invalid("name_too_long").at(at).with("max", MOST_NAME));
            }
        }
        if !is_country(&self.country) {
            faults.push(Refusal::invalid("answer_not_a_country").at("/country"));
        }
        if self.region.as_ref().is_some_and(|region| region.chars().count() > MOST_NAME) {
            faults.push(Refusal::invalid("name_too_long").at("/region").with("max", MOST_NAME));
        }
        if self.population.is_some_and(|people| !(0..=MOST_PEOPLE).contains(&people)) {
            faults.push(Refusal::invalid("population_impossible").at("/population"));
        }
        for (place, most, at) in [(self.lat, 90.0, "/lat"), (self.lon, 180.0, "/lon")] {
            if place.is_some_and(|degrees| !degrees.is_finite() || degrees.abs() > most) {
                faults.push(Refusal::invalid("place_off_the_globe").at(at));
            }
        }
        if self.lat.is_some() != self.lon.is_some() {
            faults.push(Refusal::invalid("place_incomplete").at(if self.lat.is_some() {
                "/lon"
            } else {
                "/lat"
            }));
        }
        Refusal::gather("entity_invalid", faults)
    }

    /// All names in small letters, for finding it.
    #[must_use]
    pub fn search_name(&self) -> String {
        self.name.iter().map(|(_, name)| search_name(name)).collect::<Vec<_>>().join("\n")
    }
}

/// A name as it is looked for: small letters, single spaces.
#[must_use]
pub fn search_name(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    type Fault = (fn(&mut EntityRecord), &'static str, &'static str);

    fn guangzhou() -> EntityRecord {
        EntityRecord {
            kind: EntityKind::City,
            name: Localized::english("Guangzhou").with("zh-Hans".parse().unwrap(), "广州".into()),
            country: "CN".into(),
            region: None,
            population: Some(18_830_000),
            lat: Some(23.1),
            lon: Some(113.3),
        }
    }

    #[test]
    fn an_entity_is_found_by_any_of_its_names() {
        guangzhou().check().unwrap();
        assert_eq!(guangzhou().search_name(), "guangzhou\n广州");
        assert_eq!(search_name("  São   PAULO "), "são paulo");
    }

    #[test]
    fn each_fault_is_named_where_it_stands() {
        let cases: [Fault; 6] = [
            (|e| e.name = Localized::english(" "), "name_blank", "/name/texts/en"),
            (|e| e.country = "china".into(), "answer_not_a_country", "/country"),
            (|e| e.population = Some(-1), "population_impossible", "/population"),
            (|e| e.lat = Some(91.0), "place_off_the_globe", "/lat"),
            (|e| e.lon = Some(f64::NAN), "place_off_the_globe", "/lon"),
            (|e| e.lon = None, "place_incomplete", "/lon"),
        ];
        for (change, code, pointer) in cases {
            let mut record = guangzhou();
            change(&mut record);
            let refusal = record.check().unwrap_err();
            assert_eq!(refusal.details.len(), 1, "{code}");
            assert_eq!(
                (refusal.details[0].code, refusal.details[0].pointer.as_deref()),
                (code, Some(pointer))
            );
        }
    }
}
