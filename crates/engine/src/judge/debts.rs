//! What judges owe in the rounds that are being judged now: what a reminder tells them.

use super::due::zone;
use super::panels::judges;
use crate::{Error, Result};
use kapok_access::Permit;
use kapok_base::{Deadline, EditionId, Instant, Localized, PersonId};
use kapok_judging::extension;
use kapok_judging::reminder::{self, Facts};
use kapok_store::assignments::Assignment;
use kapok_store::editions::Edition;
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, assignments, entries, extensions, panels};
use std::collections::{BTreeMap, BTreeSet};

/// What one judge owes in one round.
pub(super) struct Owed {
    pub(super) round: Round,
    pub(super) edition: EditionId,
    pub(super) edition_name: Localized,
    /// The zone of the judge's days and hours.
    pub(super) zone: String,
    /// Until when, for this judge.
    pub(super) due: Option<Deadline>,
    pub(super) outstanding: usize,
    /// When the first of them was asked for.
    pub(super) asked: Instant,
}

impl Owed {
    pub(super) fn is_late(&self, now: Instant) -> bool {
        self.due.as_ref().is_some_and(|due| !due.admits(now))
    }

    /// Whether the round's own rules ask for a reminder now, of a judge who was reminded last at `reminded`.
    pub(super) fn is_due(&self, now: Instant, reminded: Option<Instant>) -> bool {
        let Some(due) = &self.due else { return false };
        let told = reminded.unwrap_or(self.asked).max(self.asked);
        let facts = Facts { now, zone: &self.zone, due, told, outstanding: self.outstanding };
        reminder::is_due(&self.round.rules.reminders, facts)
    }
}

/// What the judges of some editions owe, the earliest due first. Who owes nothing is not there, nor who left the panel.
pub(super) async fn debts(
    db: &impl Database,
    permit: &Permit,
    editions: &[Edition],
) -> Result<BTreeMap<PersonId, Vec<Owed>>> {
    let mut debts: BTreeMap<PersonId, Vec<Owed>> = BTreeMap::new();
    for edition in editions {
        let Some(round) = edition.phase.round() else { continue };
        let round = rounds::find(db, permit, round).await?.ok_or(Error::NotFound)?;
        for (judge, owed) in of_round(db, permit, edition, &round).await? {
            debts.entry(judge).or_default().push(owed);
        }
    }
    for owed in debts.values_mut() {
        owed.sort_by_key(|one| {
            let due = one.due.as_ref().map(|due| due.too_late_from);
            (due.is_none(), due, one.round.id)
        });
    }
    Ok(debts)
}

async fn of_round(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    round: &Round,
) -> Result<BTreeMap<PersonId, Owed>> {
    let panel = panels::find(db, permit, round.panel).await?.ok_or(Error::NotFound)?;
    let judges = judges(db, permit, &panel).await?.into_iter().filter(|judge| judge.accepted);
    let judges: BTreeSet<PersonId> = judges.map(|judge| judge.person).collect();
    let open = entries::list(db, permit, edition.id).await?;
    let open: BTreeSet<_> =
        open.into_iter().filter(|e| e.stage.is_uncut_in(round.id)).map(|e| e.id).collect();
    let extensions = extensions::of_round(db, round.id).await?;
    let owes =
        |a: &Assignment| a.state.is_outstanding() && open.contains(&a.entry) && judges.contains(&a.judge);
    let mut owed: BTreeMap<PersonId, Owed> = BTreeMap::new();
    for assignment in assignments::list(db, permit, round.id).await?.into_iter().filter(owes) {
        let one = owed.entry(assignment.judge).or_insert_with(|| {
            let own = extensions.iter().find(|e| e.judge == assignment.judge).map(|e| &e.due);
            Owed {
                round: round.clone(),
                edition: edition.id,
                edition_name: edition.name.clone(),
                zone: zone(edition, round.rules.due.as_ref()).to_owned(),
                due: extension::due(round.rules.due.as_ref(), own).cloned(),
                outstanding: 0,
                asked: assignment.assigned_at,
            }
        });
        one.outstanding += 1;
        one.asked = one.asked.min(assignment.assigned_at);
    }
    Ok(owed)
}
