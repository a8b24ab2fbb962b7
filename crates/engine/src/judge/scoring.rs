//! The judge's own work: what was assigned, scoring it, standing aside.

use super::assignments::stand_aside;
use super::bench::current;
use super::due;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{AssignmentId, Refusal, RoundId, Version};
use kapok_judging::assignment::{self, Facts};
use kapok_judging::calibration;
use kapok_judging::conflict::{self, Ground};
use kapok_judging::scorecard::{self, Given};
use kapok_store::assignments::{self as kept, Assignment};
use kapok_store::editions::Edition;
use kapok_store::entries::{self, Entry};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::scorecards::{self, Scorecard};
use kapok_store::seals::{self, Sealed};
use kapok_store::{Tx, editions};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One of the judge's assignments in a list.
#[derive(Clone, Debug)]
pub struct MyAssignmentRow {
    /// The assignment.
    pub assignment: Assignment,
    /// Its round.
    pub round: Round,
    /// Its entry.
    pub entry: Entry,
    /// Whether it belongs to a rehearsal.
    pub rehearsal: bool,
    /// Whether its round is being judged and the entry is not past it.
    pub open: bool,
    /// Its place, from 1, where the round begins with entries common to all.
    pub first: Option<usize>,
}

impl MyAssignmentRow {
    /// Whether the judge has to declare what ties them to the entry before they may read it.
    #[must_use]
    pub fn undeclared(&self) -> bool {
        !self.assignment.state.is_set_aside()
            && conflict::check_declared(&self.round.rules, self.assignment.declared_at).is_err()
    }
}

/// One of the judge's assignments with all that is needed to score it.
#[derive(Clone, Debug)]
pub struct MyAssignment {
    /// The assignment.
    pub assignment: Assignment,
    /// Its round with the rubric.
    pub round: Round,
    /// Its entry.
    pub entry: Entry,
    /// The edition, for the questions of its form.
    pub edition: Edition,
    /// The dossier as it was sealed last.
    pub dossier: Option<Sealed>,
    /// Whether the judge has to declare what ties them to the entry before they may read it.
    pub undeclared: bool,
    /// The judge's own latest version.
    pub card: Option<Scorecard>,
}

impl Engine {
    /// The caller's own assignments, latest edition first; within a round those with which all judges begin, then the others in an order
    /// of the judge's own. Those of one round or in one state when asked for.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_my_assignments(
        &self,
        caller: &Caller,
        round: Option<RoundId>,
        state: Option<&str>,
    ) -> Result<Vec<MyAssignmentRow>> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        let rounds = due::with_own(&db, &permit, rounds::list_of_judge(&db, &permit).await?).await?;
        let rounds: BTreeMap<_, _> = rounds.into_iter().map(|r| (r.id, r)).collect();
        let assignments = kept::list_own(&db, &permit, round).await?;
        let editions = editions::list(&db, &permit, None).await?;
        let rehearsals: BTreeSet<_> =
            editions.iter().filter(|e| e.rehearsal_of.is_some()).map(|e| e.id).collect();
        let judged: BTreeSet<RoundId> = editions.iter().filter_map(|e| e.phase.round()).collect();
        let entries = entries::of_assignments(&db, &assignments).await?;
        let entries: BTreeMap<_, _> = entries.into_iter().map(|e| (e.id, e)).collect();
        let first = first(&rounds, &assignments);
        let row = |assignment: Assignment| {
            let round = rounds.get(&assignment.round)?.clone();
            let entry = entries.get(&assignment.entry)?.clone();
            let rehearsal = rehearsals.contains(&assignment.edition);
            let open = judged.contains(&round.id) && entry.stage.is_uncut_in(round.id);
            let first = first.get(&assignment.id).copied();
            Some(MyAssignmentRow { assignment, round, entry, rehearsal, open, first })
        };
        let wanted = |a: &Assignment| state.is_none_or(|state| a.state.kind() == state);
        let mut rows: Vec<_> = assignments.into_iter().filter(wanted).filter_map(row).collect();
        // Identifiers of assignments are drawn by chance: each judge has an order of their own, so that none of the entries is
        // always read last.
        rows.sort_by_key(|r| {
            let begins = r.first.unwrap_or(usize::MAX);
            (std::cmp::Reverse(r.round.edition), r.round.ordinal, begins, r.assignment.id)
        });
        Ok(rows)
    }

    /// One of the caller's own assignments with dossier, rubric and latest scorecard.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_my_assignment(&self, caller: &Caller, id: AssignmentId) -> Result<MyAssignment> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        let assignment = kept::find_own(&db, &permit, id).await?.ok_or(Error::NotFound)?;
        let round = due::find_own(&db, &permit, assignment.round).await?;
        let entry = entries::of_assignment(&db, &assignment).await?.ok_or(Error::NotFound)?;
        let edition = editions::find(&db, &permit, assignment.edition).await?.ok_or(Error::NotFound)?;
        // Whoever has not declared yet sees title and entity only; whoever stood aside reads the dossier.
        let undeclared = conflict::check_declared(&round.rules, assignment.declared_at).is_err();
        let dossier = match assignment.state.is_set_aside() || undeclared {
            true => None,
            false => seals::find_last(&db, &permit, entry.submission).await?,
        };
        let card = scorecards::latest(&db, id).await?;
        Ok(MyAssignment { assignment, round, entry, edition, dossier, undeclared, card })
    }

    /// Saves a version of the scorecard: a draft may be partial, a submitted one is whole. What is as it was saved last makes
    /// no new version, so that asking again does no harm.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `scorecard_invalid` with details, `assignment_set_aside`,
    /// `declaration_missing`, `round_not_open`, `entry_not_being_judged`, `round_is_pairwise`.
    pub async fn save_scorecard(
        &self,
        caller: &Caller,
        id: AssignmentId,
        expected: Option<Version>,
        given: Given,
        submit: bool,
    ) -> Result<(Assignment, Scorecard)> {
        let permit = self.permit(caller, Action::Score)?;
        let asked = Arc::new((permit, given));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { save(&tx, &asked.0, id, expected, &asked.1, submit).await }
        };
        self.store.write(unit).await
    }

    /// The caller stands aside from an entry: no scorecard of theirs on it counts, whatever came before.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `assignment_set_aside`, `reason_missing`.
    pub async fn recuse(
        &self,
        caller: &Caller,
        id: AssignmentId,
        expected: Option<Version>,
        ground: Ground,
        reason: Option<String>,
    ) -> Result<Assignment> {
        let permit = self.permit(caller, Action::Score)?;
        let asked = Arc::new((permit, reason));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let assignment = kept::find_own(&tx, &asked.0, id).await?.ok_or(Error::NotFound)?;
                current(expected, assignment.version)?;
                stand_aside(&tx, &asked.0, assignment, ground, asked.1.as_deref()).await
            }
        };
        self.store.write(unit).await
    }
}

/// The places of the assignments with which their rounds begin; those set aside keep theirs, so that the others keep theirs too.
fn first(rounds: &BTreeMap<RoundId, Round>, own: &[Assignment]) -> BTreeMap<AssignmentId, usize> {
    let mut places = BTreeMap::new();
    for round in rounds.values().filter(|round| round.rules.common_first > 0) {
        let here = || own.iter().filter(|assignment| assignment.round == round.id);
        let drawn = calibration::first(round.id, round.rules.common_first, here().map(|a| a.entry));
        let place = |a: &Assignment| Some((a.id, drawn.iter().position(|entry| *entry == a.entry)? + 1));
        places.extend(here().filter_map(place));
    }
    places
}

pub(super) async fn save(
    tx: &Tx,
    permit: &Permit,
    id: AssignmentId,
    expected: Option<Version>,
    given: &Given,
    submit: bool,
) -> Result<(Assignment, Scorecard)> {
    let mut assignment = kept::find_own(tx, permit, id).await?.ok_or(Error::NotFound)?;
    let before = scorecards::latest(tx, id).await?;
    // Sent again because the answer was lost: what it asks for is there already.
    let as_before = |card: &&Scorecard| card.given == *given && card.submitted == submit;
    if let Some(card) = before.as_ref().filter(as_before).filter(|_| !assignment.state.is_set_aside()) {
        return Ok((assignment, card.clone()));
    }
    current(expected, assignment.version)?;
    let round = rounds::find_of_judge(tx, permit, assignment.round).await?.ok_or(Error::NotFound)?;
    if round.rules.is_pairwise() {
        return Err(Refusal::state("round_is_pairwise").into());
    }
    conflict::check_declared(&round.rules, assignment.declared_at)?;
    let entry = entries::of_assignment(tx, &assignment).await?.ok_or(Error::NotFound)?;
    let edition = editions::find(tx, permit, assignment.edition).await?.ok_or(Error::NotFound)?;
    let facts = Facts { now: tx.now(), phase: edition.phase, round: round.id, stage: &entry.stage };
    assignment.state = assignment::save(assignment.state, submit, facts)?;
    scorecard::check(&round.rules.rubric, given, submit)?;
    let card = Scorecard {
        id: tx.secret_id(),
        programme: assignment.programme,
        assignment: id,
        number: before.map_or(1, |card| card.number + 1),
        given: given.clone(),
        submitted: submit,
        saved_at: tx.now(),
    };
    scorecards::append(tx, &card).await?;
    assignment.version = kept::save(tx, &assignment).await?;
    if submit {
        // The scores go in as a hash alone: the ledger is read by more people than scorecards are.
        let event = Event::new("scorecard_submitted", card.id)
            .edition(assignment.programme, assignment.edition)
            .data(json!({ "assignment": id, "number": card.number, "sha256": fingerprint(given)? }));
        tx.record(permit.actor(), event).await?;
    }
    Ok((assignment, card))
}

fn fingerprint(given: &Given) -> Result<String> {
    use sha2::{Digest, Sha256};
    let bytes = serde_json::to_vec(given).map_err(|e| Error::Internal(e.to_string()))?;
    Ok(Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect())
}
