//! What people had to do with entities in other editions of a programme, rehearsals left out.

use crate::error::StoreResult;
use crate::handle::Database;
use crate::scope::{by_edition, counting};
use crate::{assignments, entries, submissions};
use kapok_access::Permit;
use kapok_base::{EditionId, EntityId, PersonId, ProgrammeId};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// Which entities each of some people judged, or handed a dossier in for, in the programme's editions other than those named;
/// within the permit's scope, and what is its holder's own.
///
/// # Errors
/// When the database refuses.
pub async fn entities_of(
    db: &impl Database,
    permit: &Permit,
    programme: ProgrammeId,
    not_in: &[EditionId],
    people: &[PersonId],
) -> StoreResult<BTreeMap<PersonId, BTreeSet<EntityId>>> {
    let mut found: BTreeMap<PersonId, BTreeSet<EntityId>> = BTreeMap::new();
    let entered = submissions::row::Entity::find()
        .select_only()
        .columns([submissions::row::Column::CreatedBy, submissions::row::Column::EntityId])
        .filter(submissions::row::Column::StateKind.ne("draft"))
        .filter(elsewhere(
            permit,
            programme,
            not_in,
            people,
            submissions::row::Column::ProgrammeId,
            submissions::row::Column::EditionId,
            submissions::row::Column::CreatedBy,
        ));
    let judged = assignments::row::Entity::find()
        .select_only()
        .columns([assignments::row::Column::JudgeId, assignments::row::Column::EntryId])
        .filter(assignments::row::Column::StateKind.is_in(["started", "submitted"]))
        .filter(elsewhere(
            permit,
            programme,
            not_in,
            people,
            assignments::row::Column::ProgrammeId,
            assignments::row::Column::EditionId,
            assignments::row::Column::JudgeId,
        ));
    for (person, entity) in entered.into_tuple::<(Uuid, Uuid)>().all(db).await? {
        found.entry(PersonId(person)).or_default().insert(EntityId(entity));
    }
    let judged = judged.into_tuple::<(Uuid, Uuid)>().all(db).await?;
    let of_entry = entities(db, judged.iter().map(|(_, entry)| *entry).collect()).await?;
    for (person, entry) in judged {
        found.entry(PersonId(person)).or_default().extend(of_entry.get(&entry).copied());
    }
    Ok(found)
}

fn elsewhere<C: ColumnTrait>(
    permit: &Permit,
    in_programme: ProgrammeId,
    not_in: &[EditionId],
    people: &[PersonId],
    programme: C,
    edition: C,
    person: C,
) -> Condition {
    let seen = by_edition(permit, programme, edition);
    let own = person.is_in(permit.scope().own.map(|own| own.0));
    Condition::all()
        .add(programme.eq(in_programme.0))
        .add(edition.is_not_in(not_in.iter().map(|edition| edition.0)))
        .add(person.is_in(people.iter().map(|person| person.0)))
        .add(counting(edition))
        .add(Condition::any().add(seen).add(own))
}

/// Whose some entries are.
async fn entities(db: &impl Database, entries: BTreeSet<Uuid>) -> StoreResult<BTreeMap<Uuid, EntityId>> {
    let rows = entries::row::Entity::find()
        .select_only()
        .columns([entries::row::Column::Id, entries::row::Column::EntityId])
        .filter(entries::row::Column::Id.is_in(entries))
        .into_tuple::<(Uuid, Uuid)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(entry, entity)| (entry, EntityId(entity))).collect())
}
