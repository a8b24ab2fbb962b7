//! Conditions that keep a query within a permit's scope.

use crate::editions;
use kapok_access::Permit;
use kapok_base::ProgrammeId;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition};

/// What lies in a programme or an edition that the permit reaches.
///
/// Whoever reaches a programme without running it (an auditor, an editor) reaches its editions, not its rehearsals.
pub(crate) fn by_edition(
    permit: &Permit,
    programme: impl ColumnTrait,
    edition: impl ColumnTrait,
) -> Condition {
    let scope = permit.scope();
    if scope.everywhere {
        return Condition::all();
    }
    let within = Condition::any()
        .add(programme.is_in(scope.run.iter().map(|p| p.0)))
        .add(edition.is_in(scope.editions.iter().map(|e| e.0)));
    let only_seen: Vec<&ProgrammeId> = scope.programmes.iter().filter(|p| !scope.run.contains(p)).collect();
    if only_seen.is_empty() {
        return within;
    }
    let seen = programme.is_in(only_seen.into_iter().map(|p| p.0));
    within.add(Condition::all().add(seen).add(counting(edition)))
}

/// What lies in an edition that counts: in any that is not a rehearsal.
pub(crate) fn counting(edition: impl ColumnTrait) -> Condition {
    let rehearsals = Query::select()
        .column(editions::row::Column::Id)
        .from(editions::row::Entity)
        .and_where(editions::row::Column::RehearsalOf.is_not_null())
        .to_owned();
    Condition::all().add(edition.not_in_subquery(rehearsals))
}
