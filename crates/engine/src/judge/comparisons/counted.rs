//! Which comparisons of a pairwise round count, what its assignments come to by them, and how far its judges are.

use crate::Result;
use kapok_base::{AssignmentId, EntryId, PersonId};
use kapok_judging::assignment::{self, AssignmentState};
use kapok_judging::comparison::{self, Desk, Live, Made, Progress};
use kapok_store::assignments::{self as kept, Assignment};
use kapok_store::comparisons::{self, Comparison};
use kapok_store::entries::{self, Entry};
use kapok_store::rounds::{self, Round};
use kapok_store::scorecards::Moments;
use kapok_store::{Database, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Brings the assignments of a pairwise round, one judge's or all, in line with what was said and with who still judges what; of
/// other rounds it touches none.
pub(in crate::judge) async fn settle(tx: &Tx, round: &Round, whose: Option<PersonId>) -> Result<()> {
    if !round.rules.is_pairwise() {
        return Ok(());
    }
    let assignments = kept::of_round(tx, round.id).await?;
    let entries = entries::of_assignments(tx, &assignments).await?;
    let entries = entries.into_iter().map(|e| (e.id, e)).collect();
    let live = live(&assignments, &entries, |entry| entry.stage.is_uncut_in(round.id));
    let words = match whose {
        Some(judge) => comparisons::of_judge(tx, round.id, judge).await?,
        None => comparisons::of_round(tx, round.id).await?,
    };
    let made = comparison::counting(words.iter().map(|word| &word.given), &live);
    let needs = comparison::needs(round.rules.minimum_scorecards, &live);
    for mut assignment in assignments.into_iter().filter(|a| whose.is_none_or(|judge| a.judge == judge)) {
        let Some(needed) = needs.get(&assignment.id) else { continue };
        let own = made.iter().filter(|m| m.judge == assignment.judge && m.is_of(assignment.entry)).count();
        let state = assignment::compared(&assignment.state, own, *needed, tx.now());
        if state != assignment.state {
            assignment.state = state;
            kept::save(tx, &assignment).await?;
        }
    }
    Ok(())
}

/// The same for a round by its name, after somebody stood aside or was taken off: the shares of all may have changed.
pub(in crate::judge) async fn settle_all(tx: &Tx, of: &Assignment) -> Result<()> {
    let rounds = rounds::of_edition(tx, of.edition).await?;
    match rounds.iter().find(|round| round.id == of.round) {
        Some(round) => settle(tx, round, None).await,
        None => Ok(()),
    }
}

/// The assignments that are in force, of entries that are `in_round`.
pub(super) fn live(
    assignments: &[Assignment],
    entries: &BTreeMap<EntryId, Entry>,
    in_round: impl Fn(&Entry) -> bool,
) -> Vec<Live> {
    let in_force = |a: &&Assignment| !a.state.is_set_aside() && entries.get(&a.entry).is_some_and(&in_round);
    let live = |a: &Assignment| Live { assignment: a.id, entry: a.entry, judge: a.judge };
    assignments.iter().filter(in_force).map(live).collect()
}

/// The comparisons of a pairwise round that count, of these entries alone; none of another round.
pub(crate) async fn counting(
    db: &impl Database,
    round: &Round,
    assignments: &[Assignment],
    entries: &BTreeMap<EntryId, Entry>,
) -> Result<Vec<Made>> {
    if !round.rules.is_pairwise() {
        return Ok(Vec::new());
    }
    let words = comparisons::of_round(db, round.id).await?;
    let live = live(assignments, entries, |_| true);
    Ok(comparison::counting(words.iter().map(|word| &word.given), &live))
}

/// How far the judges of a pairwise round are.
pub(in crate::judge) struct Tally {
    pub(in crate::judge) made: Vec<Made>,
    pub(in crate::judge) judges: BTreeMap<PersonId, Progress>,
    /// When each assignment was worked on.
    pub(in crate::judge) moments: BTreeMap<AssignmentId, Moments>,
}

pub(in crate::judge) async fn tally(
    db: &impl Database,
    round: &Round,
    assignments: &[Assignment],
    entries: &BTreeMap<EntryId, Entry>,
) -> Result<Tally> {
    let words = comparisons::of_round(db, round.id).await?;
    let live = live(assignments, entries, |_| true);
    let made = comparison::counting(words.iter().map(|word| &word.given), &live);
    let needs = comparison::needs(round.rules.minimum_scorecards, &live);
    let mut judges = BTreeMap::new();
    for judge in live.iter().map(|one| one.judge).collect::<BTreeSet<_>>() {
        let needs =
            live.iter().filter(|one| one.judge == judge).map(|one| (one.entry, needs[&one.assignment]));
        let own: Vec<Made> = made.iter().filter(|made| made.judge == judge).copied().collect();
        judges.insert(judge, Desk { needs: needs.collect(), made: &own }.progress());
    }
    let mut moments = BTreeMap::new();
    for assignment in assignments {
        let of = |word: &&Comparison| [word.given.first, word.given.second].contains(&assignment.id);
        let Some(last) = words.iter().filter(of).map(|word| word.said_at).max() else { continue };
        let submitted = match assignment.state {
            AssignmentState::Submitted { at } => Some(at),
            _ => None,
        };
        moments.insert(assignment.id, Moments { last, submitted });
    }
    Ok(Tally { made, judges, moments })
}
