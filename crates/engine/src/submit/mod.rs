//! Editions, entities and dossiers: from the call for entries to the receipt.

mod corrections;
mod dossiers;
mod editions;
mod entities;
mod facts;
mod phases;
mod rehearsal;
mod seal;

pub(crate) use corrections::send_back;
pub use dossiers::{Change, Dossiers, NewSubmission};
pub use editions::{EditionChange, EditionView, NewEdition, PublicEdition};
pub(crate) use facts::Field;
pub use kapok_store::editions::Edition;
pub use kapok_store::entities::Entity;
pub use kapok_store::seals::Sealed;
pub use kapok_store::submissions::{Filter as SubmissionFilter, Submission};
pub(crate) use phases::phase_ahead;
pub use phases::{Move, Next};
pub use rehearsal::{Copied, Rehearsal};
pub use seal::Asked;

use crate::Result;
use kapok_base::Refusal;
use uuid::Uuid;

/// Where a page of a list begins, from the cursor that the page before gave.
fn after<T: From<Uuid>>(cursor: Option<&str>) -> Result<Option<T>> {
    cursor
        .map(|cursor| Uuid::parse_str(cursor).map(T::from))
        .transpose()
        .map_err(|_| Refusal::invalid("cursor_invalid").at("/cursor").into())
}
