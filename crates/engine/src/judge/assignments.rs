//! Assignments by hand: who is asked to score what.

use super::bench::{Bench, current};
use super::comparisons::{settle, settle_all};
use super::found::Known;
use super::panels::judges;
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit};
use kapok_base::{AssignmentId, EditionId, EntryId, PersonId, Refusal, RoundId, Version};
use kapok_judging::assignment::{self, AssignmentState, Facts};
use kapok_judging::conflict::{self, Conflict, Ground, found};
use kapok_judging::phase::Phase;
use kapok_store::assignments::{self as kept, Assignment};
use kapok_store::entries::{self, Entry};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, Tx, panels, people};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which judge is to score which entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Wanted {
    /// The entry.
    pub entry: EntryId,
    /// The judge.
    pub judge: PersonId,
}

/// An assignment as the organiser sees it.
#[derive(Clone, Debug)]
pub struct AssignmentRow {
    /// The assignment.
    pub assignment: Assignment,
    /// The judge's name; empty for somebody who was erased.
    pub judge: String,
    /// The entry, as people name it.
    pub entry: String,
}

impl Engine {
    /// Assigns entries to judges: all of them, or none when one is not possible.
    ///
    /// # Errors
    /// [`Error::NotFound`], `assignments_invalid` with details (`entry_elsewhere`, `entry_not_in_round`,
    /// `judge_not_in_panel`, `judge_in_conflict`, `assignment_exists`), `round_not_open`.
    pub async fn assign(
        &self,
        caller: &Caller,
        round: RoundId,
        wanted: Vec<Wanted>,
        once: Option<Once>,
    ) -> Result<Vec<Assignment>> {
        let permit = self.permit(caller, Action::AssignJudges)?;
        let asked = Arc::new((permit, wanted, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, wanted, once) = &*asked;
                let known: Option<Vec<AssignmentId>> =
                    once::recall(&tx, permit.actor(), once.as_ref()).await?;
                if let Some(known) = known {
                    let mut made = Vec::with_capacity(known.len());
                    for id in known {
                        made.push(kept::find(&tx, permit, id).await?.ok_or(Error::NotFound)?);
                    }
                    return Ok(made);
                }
                let made = assign(&tx, permit, round, wanted).await?;
                let ids: Vec<AssignmentId> = made.iter().map(|assignment| assignment.id).collect();
                once::remember(&tx, permit.actor(), once.as_ref(), &ids).await?;
                Ok::<_, Error>(made)
            }
        };
        self.store.write(unit).await
    }

    /// All assignments of a round, by entry, then by judge.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_assignments(&self, caller: &Caller, round: RoundId) -> Result<Vec<AssignmentRow>> {
        let permit = self.permit(caller, Action::SeeAssignments)?;
        let db = self.store.read();
        let round = rounds::find(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        let assignments = kept::list(&db, &permit, round.id).await?;
        let entries = entries::list(&db, &permit, round.edition).await?;
        let entries: BTreeMap<_, _> = entries.into_iter().map(|e| (e.id, e)).collect();
        let judges: Vec<_> = assignments.iter().map(|a| a.judge).collect();
        let names: BTreeMap<_, _> = people::names(&db, &judges).await?.into_iter().collect();
        let row = |assignment: Assignment| {
            let entry = entries.get(&assignment.entry);
            let number = entry.map_or(i64::MAX, |e| e.number);
            let judge = names.get(&assignment.judge).cloned().unwrap_or_default();
            (
                number,
                AssignmentRow { judge, entry: entry.map(Entry::reference).unwrap_or_default(), assignment },
            )
        };
        let mut rows: Vec<_> = assignments.into_iter().map(row).collect();
        rows.sort_by(|a, b| (a.0, &a.1.judge).cmp(&(b.0, &b.1.judge)));
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// Takes an assignment back: its scorecard no longer counts.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `assignment_set_aside`, `cut_confirmed`, `reason_missing`.
    pub async fn remove_assignment(
        &self,
        caller: &Caller,
        id: AssignmentId,
        expected: Option<Version>,
        reason: Option<String>,
    ) -> Result<Assignment> {
        let permit = self.permit(caller, Action::AssignJudges)?;
        let asked = Arc::new((permit, reason));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { remove(&tx, &asked.0, id, expected, asked.1.as_deref()).await }
        };
        self.store.write(unit).await
    }
}

async fn assign(tx: &Tx, permit: &Permit, round: RoundId, wanted: &[Wanted]) -> Result<Vec<Assignment>> {
    let round = rounds::find(tx, permit, round).await?.ok_or(Error::NotFound)?;
    let bench = Bench::find(tx, permit, round.edition).await?;
    let here = Phase::Judging { round: round.id };
    if bench.path().position(bench.edition.phase) > bench.path().position(here) {
        return Err(Refusal::state("round_not_open").with("phase", bench.edition.phase.kind()).into());
    }
    let desk = Desk::load(tx, permit, &round, wanted).await?;
    let (mut found, mut made) = (Vec::new(), Vec::new());
    for (i, wish) in wanted.iter().enumerate() {
        match desk.check(&round, wish, i, &made) {
            Ok(assignment) => made.push(assignment),
            Err(refusal) => found.push(refusal),
        }
    }
    Refusal::gather("assignments_invalid", found)?;
    let mut written = Vec::new();
    for (wish, before) in made {
        written.push(put(tx, permit, &round, wish, before).await?);
    }
    settle(tx, &round, None).await?;
    Ok(written)
}

/// Who stood aside from which entry, in any round of the edition.
pub(super) async fn conflicts(db: &impl Database, edition: EditionId) -> Result<Vec<Conflict>> {
    let conflict = |a: Assignment| match a.state {
        AssignmentState::Recused { ground, reason, .. } => {
            Some(Conflict { judge: a.judge, entry: a.entry, ground, reason })
        }
        _ => None,
    };
    Ok(kept::recused(db, edition).await?.into_iter().filter_map(conflict).collect())
}

/// What assigning looks at.
struct Desk {
    entries: BTreeMap<EntryId, Entry>,
    judges: Vec<PersonId>,
    conflicts: Vec<Conflict>,
    known: Known,
    assignments: Vec<Assignment>,
}

impl Desk {
    async fn load(tx: &Tx, permit: &Permit, round: &Round, wanted: &[Wanted]) -> Result<Self> {
        let panel = panels::find(tx, permit, round.panel).await?.ok_or(Error::NotFound)?;
        let judges = judges(tx, permit, &panel).await?.into_iter().filter(|j| j.accepted);
        let judges: Vec<PersonId> = judges.map(|j| j.person).collect();
        let entries = entries::list(tx, permit, round.edition).await?;
        let named: BTreeSet<EntryId> = wanted.iter().map(|wish| wish.entry).collect();
        let looked_at: Vec<Entry> = entries.iter().filter(|e| named.contains(&e.id)).cloned().collect();
        Ok(Self {
            known: Known::load(tx, permit, round, &judges, &looked_at).await?,
            entries: entries.into_iter().map(|e| (e.id, e)).collect(),
            judges,
            conflicts: conflicts(tx, round.edition).await?,
            assignments: kept::list(tx, permit, round.id).await?,
        })
    }

    /// The wish with the assignment that was taken back before, if there is one.
    fn check(
        &self,
        round: &Round,
        wish: &Wanted,
        i: usize,
        made: &[(Wanted, Option<Assignment>)],
    ) -> std::result::Result<(Wanted, Option<Assignment>), Refusal> {
        let at = |part: &str| format!("/assignments/{i}/{part}");
        let entry = self.entries.get(&wish.entry);
        let entry = entry.ok_or_else(|| Refusal::invalid("entry_elsewhere").at(at("entry")))?;
        let elsewhere =
            entry.stage.place().is_some_and(|p| p.round == round.id) && !entry.stage.is_uncut_in(round.id);
        if !entry.stage.is_eligible() || elsewhere {
            return Err(Refusal::invalid("entry_not_in_round").at(at("entry")));
        }
        if !self.judges.contains(&wish.judge) {
            return Err(Refusal::invalid("judge_not_in_panel").at(at("judge")));
        }
        conflict::check(wish.judge, wish.entry, &self.conflicts).map_err(|r| r.at(at("judge")))?;
        found::check(&self.known.find(wish.judge, wish.entry)).map_err(|r| r.at(at("judge")))?;
        let before = self.assignments.iter().find(|a| a.entry == wish.entry && a.judge == wish.judge);
        let taken_back = before.is_none_or(|a| matches!(a.state, AssignmentState::Removed { .. }));
        if !taken_back || made.iter().any(|(other, _)| other == wish) {
            return Err(Refusal::invalid("assignment_exists").at(at("judge")));
        }
        Ok((*wish, before.cloned()))
    }
}

async fn put(
    tx: &Tx,
    permit: &Permit,
    round: &Round,
    wish: Wanted,
    before: Option<Assignment>,
) -> Result<Assignment> {
    let assignment = match before {
        Some(mut assignment) => {
            assignment.state = AssignmentState::Asked;
            assignment.version = kept::save(tx, &assignment).await?;
            assignment
        }
        None => {
            let assignment = Assignment {
                id: tx.secret_id(),
                programme: round.programme,
                edition: round.edition,
                round: round.id,
                entry: wish.entry,
                judge: wish.judge,
                state: AssignmentState::Asked,
                assigned_at: tx.now(),
                declared_at: None,
                version: Version::FIRST,
            };
            kept::create(tx, &assignment).await?;
            assignment
        }
    };
    record(tx, permit, "judge_assigned", &assignment, json!({})).await?;
    Ok(assignment)
}

async fn remove(
    tx: &Tx,
    permit: &Permit,
    id: AssignmentId,
    expected: Option<Version>,
    reason: Option<&str>,
) -> Result<Assignment> {
    let mut assignment = kept::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    current(expected, assignment.version)?;
    let bench = Bench::find(tx, permit, assignment.edition).await?;
    let entry = entries::of_assignment(tx, &assignment).await?.ok_or(Error::NotFound)?;
    let facts =
        Facts { now: tx.now(), phase: bench.edition.phase, round: assignment.round, stage: &entry.stage };
    assignment.state = assignment::remove(&assignment.state, reason, facts)?;
    assignment.version = kept::save(tx, &assignment).await?;
    record(tx, permit, "assignment_removed", &assignment, json!({ "state": assignment.state })).await?;
    settle_all(tx, &assignment).await?;
    Ok(assignment)
}

/// Records that a judge stood aside; used by the judge's own use case.
pub(super) async fn stand_aside(
    tx: &Tx,
    permit: &Permit,
    mut assignment: Assignment,
    ground: Ground,
    reason: Option<&str>,
) -> Result<Assignment> {
    assignment.state = assignment::recuse(&assignment.state, ground, reason, tx.now())?;
    assignment.version = kept::save(tx, &assignment).await?;
    record(tx, permit, "judge_recused", &assignment, json!({ "state": assignment.state })).await?;
    settle_all(tx, &assignment).await?;
    Ok(assignment)
}

pub(super) async fn record(
    tx: &Tx,
    permit: &Permit,
    kind: &'static str,
    assignment: &Assignment,
    more: serde_json::Value,
) -> Result<()> {
    let mut data = json!({ "round": assignment.round, "entry": assignment.entry, "judge": assignment.judge });
    if let (Some(data), Some(more)) = (data.as_object_mut(), more.as_object()) {
        data.extend(more.clone());
    }
    let event = Event::new(kind, assignment.id).edition(assignment.programme, assignment.edition).data(data);
    tx.record(permit.actor(), event).await?;
    Ok(())
}
