//! Conflicts that are found: what is known of judges and entries, gathered for the rule. Grounds alone leave this file, no
//! address and no word of a dossier.

use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{EntityId, EntryId, PersonId, RoundId};
use kapok_judging::conflict::found::{
    self, ConflictRules, Found, FoundGround, KnownEntry, KnownJudge, email_domain,
};
use kapok_library::fold;
use kapok_store::entities::{self, Entity};
use kapok_store::entries::{self, Entry};
use kapok_store::people::Person;
use kapok_store::rounds::{self, Round};
use kapok_store::seals::{self, Sealed};
use kapok_store::{Database, earlier, editions, grants, judge_profiles, panels, people};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A conflict that was found between a judge and an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundConflict {
    /// The entry.
    pub entry: EntryId,
    /// The judge.
    pub judge: PersonId,
    /// What ties them, and what it does.
    pub found: Found,
}

impl Engine {
    /// The conflicts that a round looks for and that were found between its panel and the entries that may be judged in it, by the
    /// entries' numbers.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_found_conflicts(&self, caller: &Caller, round: RoundId) -> Result<Vec<FoundConflict>> {
        let permit = self.permit(caller, Action::SeeAssignments)?;
        let db = self.store.read();
        let round = rounds::find(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        if round.rules.conflicts.is_off() {
            return Ok(Vec::new());
        }
        let panel = panels::find(&db, &permit, round.panel).await?.ok_or(Error::NotFound)?;
        let judges = super::judges(&db, &permit, &panel).await?.into_iter().filter(|judge| judge.accepted);
        let judges: Vec<PersonId> = judges.map(|judge| judge.person).collect();
        let mut entries = entries::list(&db, &permit, round.edition).await?;
        entries.retain(|entry| entry.stage.is_eligible());
        let known = Known::load(&db, &permit, &round, &judges, &entries).await?;
        let entries: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        let compared = tokio::task::spawn_blocking(move || compare(&known, &entries, &judges)).await;
        compared.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Every entry against every judge.
fn compare(known: &Known, entries: &[EntryId], judges: &[PersonId]) -> Vec<FoundConflict> {
    let pairs = entries.iter().flat_map(|entry| judges.iter().map(|judge| (*entry, *judge)));
    let of_pair = |(entry, judge)| {
        known.find(judge, entry).into_iter().map(move |found| FoundConflict { entry, judge, found })
    };
    pairs.flat_map(of_pair).collect()
}

/// What is known of some judges and entries, as far as a round's rules look at it.
pub(super) struct Known {
    rules: ConflictRules,
    judges: BTreeMap<PersonId, KnownJudge>,
    entries: BTreeMap<EntryId, KnownEntry>,
}

impl Known {
    /// Gathers it within the permit's scope; nothing where the round looks for nothing.
    pub(super) async fn load(
        db: &impl Database,
        permit: &Permit,
        round: &Round,
        judges: &[PersonId],
        entries: &[Entry],
    ) -> Result<Self> {
        let rules = round.rules.conflicts;
        let mut known = Self { rules, judges: BTreeMap::new(), entries: BTreeMap::new() };
        if !rules.is_off() {
            let owners = Owners::load(db, permit, entries).await?;
            known.entries = entries_known(db, permit, &rules, entries, &owners).await?;
            known.judges = judges_known(db, permit, round, judges, &owners).await?;
        }
        Ok(known)
    }

    /// Everything that ties a judge to an entry.
    pub(super) fn find(&self, judge: PersonId, entry: EntryId) -> Vec<Found> {
        match (self.judges.get(&judge), self.entries.get(&entry)) {
            (Some(judge), Some(entry)) => found::find(&self.rules, judge, entry),
            _ => Vec::new(),
        }
    }
}

/// The entities whose the entries are, those of which they are parts, and who acts for them.
struct Owners {
    entities: BTreeMap<EntityId, Entity>,
    acting: BTreeMap<EntityId, Vec<PersonId>>,
}

impl Owners {
    async fn load(db: &impl Database, permit: &Permit, entries: &[Entry]) -> Result<Self> {
        let owners: BTreeSet<EntityId> = entries.iter().map(|entry| entry.entity).collect();
        let mut entities = entities::find_all(db, permit, owners).await?;
        let parents: BTreeSet<EntityId> = entities.values().filter_map(|entity| entity.parent).collect();
        entities.extend(entities::find_all(db, permit, parents).await?);
        let acting = grants::acting_for(db, entities.keys().copied()).await?;
        Ok(Self { entities, acting })
    }

    /// The names of an entity, folded.
    fn names(&self, id: EntityId) -> impl Iterator<Item = String> {
        let names = self.entities.get(&id).into_iter().flat_map(|entity| entity.record.name.iter());
        names.map(|(_, name)| fold(name))
    }
}

async fn judges_known(
    db: &impl Database,
    permit: &Permit,
    round: &Round,
    judges: &[PersonId],
    owners: &Owners,
) -> Result<BTreeMap<PersonId, KnownJudge>> {
    let profiles = judge_profiles::of_panel(db, round.panel).await?;
    let people = people::by_ids(db, judges.iter().copied()).await?;
    let mut earlier = match round.rules.conflicts.looks_for(FoundGround::Earlier) {
        true => {
            let edition = editions::find(db, permit, round.edition).await?.ok_or(Error::NotFound)?;
            let here: Vec<_> = [Some(edition.id), edition.rehearsal_of].into_iter().flatten().collect();
            earlier::entities_of(db, permit, round.programme, &here, judges).await?
        }
        false => BTreeMap::new(),
    };
    let known = |(id, person): (PersonId, Person)| {
        let acts = owners.acting.iter().filter(|(_, people)| people.contains(&id)).map(|(entity, _)| *entity);
        let mut known = KnownJudge {
            name: fold(&person.name),
            email_domains: person.email.as_deref().and_then(email_domain).into_iter().collect(),
            entities: acts.collect(),
            earlier: earlier.remove(&id).unwrap_or_default(),
            ..KnownJudge::default()
        };
        if let Some(kept) = profiles.get(&id) {
            known.countries = kept.profile.countries.iter().cloned().collect();
            for employer in &kept.profile.employers {
                if let Ok(entity) = employer.parse::<EntityId>() {
                    known.entities.insert(entity);
                } else {
                    known.employers.insert(fold(employer));
                }
            }
        }
        (id, known)
    };
    Ok(people.into_iter().map(known).collect())
}

async fn entries_known(
    db: &impl Database,
    permit: &Permit,
    rules: &ConflictRules,
    entries: &[Entry],
    owners: &Owners,
) -> Result<BTreeMap<EntryId, KnownEntry>> {
    let reads = [FoundGround::Named, FoundGround::EmailDomain].iter().any(|ground| rules.looks_for(*ground));
    let (mut dossiers, mut entrants) = (BTreeMap::new(), BTreeMap::new());
    if reads {
        dossiers = seals::last_of(db, permit, entries.iter().map(|entry| entry.submission)).await?;
        entrants = people::by_ids(db, owners.acting.values().flatten().copied()).await?;
    }
    let known = |entry: &Entry| {
        let entity = owners.entities.get(&entry.entity);
        let parent = entity.and_then(|entity| entity.parent);
        let acting = owners.acting.get(&entry.entity).into_iter().flatten();
        let addresses = acting.filter_map(|person| entrants.get(person)?.email.as_deref());
        let mut known = KnownEntry {
            country: entity.map(|entity| entity.record.country.clone()).unwrap_or_default(),
            entity: Some(entry.entity),
            parent,
            names: owners
                .names(entry.entity)
                .chain(parent.into_iter().flat_map(|id| owners.names(id)))
                .collect(),
            email_domains: addresses.filter_map(email_domain).collect(),
            text: String::new(),
        };
        let words = dossiers.get(&entry.submission).map(words).unwrap_or_default();
        known.email_domains.extend(words.iter().filter_map(|word| email_domain(word)));
        if rules.looks_for(FoundGround::Named) {
            // A line between two answers keeps the end of one and the beginning of the next apart.
            known.text = words.iter().map(|word| fold(word)).collect::<Vec<_>>().join(" | ");
        }
        (entry.id, known)
    };
    Ok(entries.iter().map(known).collect())
}

/// The texts among a dossier's answers.
fn words(dossier: &Sealed) -> Vec<&str> {
    dossier.content.answers.0.values().filter_map(Value::as_str).collect()
}
