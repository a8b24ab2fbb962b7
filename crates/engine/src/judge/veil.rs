//! Whoever runs an award and judged in it is shown nothing of how an entry fares that they stood aside from.

use super::standings::RoundStandings;
use super::{Care, MotionView};
use crate::Result;
use kapok_access::Permit;
use kapok_base::{EditionId, EntryId, Refusal};
use kapok_judging::motion::Board;
use kapok_store::{Database, assignments};
use std::collections::BTreeSet;

/// The entries of an edition from which the caller stood aside as a judge.
pub(super) async fn own(
    db: &impl Database,
    permit: &Permit,
    edition: EditionId,
) -> Result<BTreeSet<EntryId>> {
    let Some(person) = permit.scope().own else { return Ok(BTreeSet::new()) };
    let aside = assignments::recused(db, edition).await?;
    Ok(aside.into_iter().filter(|a| a.judge == person).map(|a| a.entry).collect())
}

/// What somebody meets who would move an entry that they stood aside from.
pub(super) fn in_conflict(standings: &RoundStandings, entry: EntryId) -> Refusal {
    let named = standings.entries.get(&entry).map(kapok_store::entries::Entry::reference);
    Refusal::state("organiser_in_conflict").missing(named)
}

/// Takes scores, chances and scorecards of these entries out of the standings.
pub(super) fn over_standings(standings: &mut RoundStandings, own: BTreeSet<EntryId>) {
    standings.standings.ranked.retain(|s| !own.contains(&s.entry));
    standings.standings.unscored.retain(|entry| !own.contains(entry));
    standings.adjusted.entries.retain(|entry, _| !own.contains(entry));
    standings.abilities.entries.retain(|entry, _| !own.contains(entry));
    standings.places.retain(|entry, _| !own.contains(entry));
    for care in &mut standings.adjusted.care {
        if let Care::TiedCut(entries) = care {
            entries.retain(|entry| !own.contains(entry));
        }
    }
    let here = own.into_iter().filter(|entry| standings.entries.contains_key(entry));
    standings.veiled = here.collect();
}

/// Puts these entries last in their places, so that not even their order tells, and takes the reasons of their motions away.
pub(super) fn over_board(board: &mut Board, own: &BTreeSet<EntryId>) {
    let lines = board.lines.iter_mut().map(|line| &mut line.entries);
    for place in lines.chain([&mut board.tied, &mut board.out]) {
        // Stable: the others keep their order, those that are veiled stand by their identifiers.
        place.sort_by_key(|entry| own.contains(entry).then_some(*entry));
    }
    board.moved.retain(|entry, _| !own.contains(entry));
}

/// Leaves of the motions on these entries only that they were put.
pub(super) fn over_motions(motions: &mut [MotionView], own: &BTreeSet<EntryId>) {
    for view in motions.iter_mut().filter(|view| own.contains(&view.entry)) {
        view.said = None;
    }
}
