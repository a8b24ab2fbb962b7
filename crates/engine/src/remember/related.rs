//! What lies near a case: the same initiative in other editions, and what else its city did.

use crate::remember::read::Found;
use crate::{Caller, Engine, Result};
use kapok_access::Action;
use kapok_base::Language;
use kapok_library::{CaseVersion, Sketch, fold};
use kapok_search::{Facet, Filters, Hit, Request, Sort};
use kapok_store::cases::{self, CaseRecord};
use std::collections::{BTreeMap, BTreeSet};

/// Cases of a city that are looked at.
const LOOKED_AT: usize = 60;
/// Most of them that are shown.
const SHOWN: usize = 5;
/// From this likeness on, cases of one entity in different editions are taken for the same initiative: an equal title is enough, an
/// equal city is not.
const AGAIN: f64 = 0.4;

/// What lies near a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Related {
    /// The same initiative in other editions, the newest first.
    pub again: Vec<Hit>,
    /// Other cases of the same entity, the newest first, a few.
    pub same_city: Vec<Hit>,
    /// The question that finds all cases of the entity.
    pub question: Option<String>,
}

impl Engine {
    /// What lies near a case that the caller has read.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn related_cases(
        &self,
        caller: &Caller,
        record: &CaseRecord,
        language: Language,
    ) -> Result<Related> {
        let permit = self.permit(caller, Action::ReadLibrary)?;
        let Some(case) = record.case() else { return Ok(Related::default()) };
        let Some(entity) = case.facts.entity.as_deref().filter(|name| !fold(name).is_empty()) else {
            return Ok(Related::default());
        };
        let question = format!("entity:\"{}\"", entity.replace(['"', '\\'], " "));
        let country = case.facts.country.clone().map(|code| (Facet::Country, BTreeSet::from([code])));
        let filters = Filters { values: country.into_iter().collect(), ..Filters::default() };
        let request = Request {
            filters,
            sort: Sort::Newest,
            limit: LOOKED_AT,
            fold: false,
            ..Request::new(&question, language)
        };
        let Found { answer, .. } = self.search_cases(caller, request).await?;
        // Where nothing has all of the name, cases of other cities answer.
        let same = |hit: &Hit| {
            hit.id != record.id && hit.entity.as_deref().is_some_and(|other| fold(other) == fold(entity))
        };
        let hits: Vec<Hit> = answer.items.into_iter().filter(same).collect();
        let ids: Vec<_> = hits.iter().map(|hit| hit.id).collect();
        let others = cases::find_all_public(&self.store.read(), &permit, &ids, self.store.now()).await?;
        let others: BTreeMap<_, _> = others.iter().map(|other| (other.id, other)).collect();
        let is_again = |hit: &Hit| others.get(&hit.id).is_some_and(|other| is_again(record, other));
        let (again, mut same_city): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(is_again);
        same_city.truncate(SHOWN);
        Ok(Related { again, same_city, question: Some(question) })
    }
}

/// Whether two cases of one entity tell of the same initiative in different editions.
fn is_again(one: &CaseRecord, other: &CaseRecord) -> bool {
    let edition =
        |record: &CaseRecord| record.versions.first().map(|v| (v.facts.edition.clone(), v.facts.year));
    if edition(one) == edition(other) {
        return false;
    }
    let alike = |a: &CaseVersion, b: &CaseVersion| {
        a.language == b.language && Sketch::of(a).likeness(&Sketch::of(b)) >= AGAIN
    };
    one.versions.iter().any(|a| other.versions.iter().any(|b| alike(a, b)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kapok_base::{CaseId, Instant, Random, Version};
    use kapok_library::{CaseText, Facts, Origin};

    fn record(title: &str, text: &str, year: i32) -> CaseRecord {
        let id: CaseId = Random::seeded(1).stream("ids").secret_id();
        let facts = Facts {
            entity: Some("Lyon".into()),
            country: Some("FR".into()),
            year: Some(year),
            ..Facts::default()
        };
        let version = CaseVersion {
            source: "s".into(),
            source_id: year.to_string(),
            language: "en".parse().unwrap(),
            text: CaseText { title: title.into(), description: text.into(), sections: vec![] },
            facts,
        };
        CaseRecord {
            id,
            source: "s".into(),
            source_id: year.to_string(),
            origin: Origin::Import,
            entity: None,
            versions: vec![version],
            tombstone: None,
            created_at: Instant::from_micros(0),
            updated_at: Instant::from_micros(0),
            version: Version::FIRST,
        }
    }

    #[test]
    fn the_same_initiative_in_another_edition_is_told_from_another_of_the_city() {
        let text =
            "The city planted trees beside every stop, and pupils of nearby schools water them each day.";
        let first = record("Shade for bus stops", text, 2016);
        let later = text.replace("pupils of nearby schools", "neighbours");
        assert!(is_again(&first, &record("Shade for bus stops", &later, 2018)));
        assert!(is_again(
            &first,
            &record("Shade for bus stops", "Told anew from the beginning, with results.", 2018)
        ));
        assert!(!is_again(&first, &record("Shade for bus stops", text, 2016)), "one edition");
        let other = "Rain gardens hold the water of a storm until the ground has taken it up.";
        assert!(!is_again(&first, &record("Rain gardens", other, 2018)));
    }
}
