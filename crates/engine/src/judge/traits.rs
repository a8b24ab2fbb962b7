//! By what quotas tell the entries of a round apart: facts of the entities that they are of.

use crate::Result;
use kapok_access::Permit;
use kapok_base::EntryId;
use kapok_judging::cut::Trait;
use kapok_library::country_by_code;
use kapok_search::population_class;
use kapok_store::entries::Entry;
use kapok_store::rounds::Round;
use kapok_store::{Database, entities};
use std::collections::BTreeMap;

/// The traits of each entry; empty where no line of the round has a quota.
pub(super) async fn traits(
    db: &impl Database,
    permit: &Permit,
    round: &Round,
    entries: &BTreeMap<EntryId, Entry>,
) -> Result<BTreeMap<EntryId, BTreeMap<Trait, String>>> {
    if round.rules.cuts.iter().all(|cut| cut.quotas.is_empty()) {
        return Ok(BTreeMap::new());
    }
    let known = entities::find_all(db, permit, entries.values().map(|entry| entry.entity)).await?;
    let of = |entry: &Entry| {
        let mut traits = BTreeMap::from([(Trait::Entity, entry.entity.to_string())]);
        let Some(entity) = known.get(&entry.entity) else { return traits };
        let record = &entity.record;
        traits.insert(Trait::Country, record.country.clone());
        if let Some(country) = country_by_code(&record.country) {
            traits.insert(Trait::Region, country.region.as_str().to_owned());
        }
        if let Some(people) = record.population.and_then(|people| u64::try_from(people).ok()) {
            traits.insert(Trait::Size, population_class(people).to_owned());
        }
        traits
    };
    Ok(entries.iter().map(|(id, entry)| (*id, of(entry))).collect())
}
