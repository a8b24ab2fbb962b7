//! Conditions that keep a query within a permit's scope.

use kapok_access::Permit;
use sea_orm::{ColumnTrait, Condition};

/// What lies in a programme or an edition that the permit reaches.
pub(crate) fn by_edition(
    permit: &Permit,
    programme: impl ColumnTrait,
    edition: impl ColumnTrait,
) -> Condition {
    let scope = permit.scope();
    if scope.everywhere {
        return Condition::all();
    }
    Condition::any()
        .add(programme.is_in(scope.programmes.iter().map(|p| p.0)))
        .add(edition.is_in(scope.editions.iter().map(|e| e.0)))
}
