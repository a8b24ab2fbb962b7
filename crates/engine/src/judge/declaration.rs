//! Conflicts before content: of the entries assigned to them, judges see titles and entities, and say what ties them to which.

use super::assignments::stand_aside;
use super::found::Known;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{AssignmentId, Localized, Refusal, RoundId};
use kapok_judging::conflict::Ground;
use kapok_judging::conflict::found::{self, Found};
use kapok_store::assignments::{self as kept, Assignment};
use kapok_store::entries::{self, Entry};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, Tx, entities};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An entry that the caller has not declared on yet.
#[derive(Clone, Debug)]
pub struct Declarable {
    /// The assignment.
    pub assignment: Assignment,
    /// The entry: its number and title are shown.
    pub entry: Entry,
    /// Whose it is.
    pub entity: Localized,
    /// Where that is, ISO 3166-1 alpha-2.
    pub country: String,
    /// What was found to tie the caller to it.
    pub found: Vec<Found>,
}

/// What ties the caller to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The assignment that they cannot take.
    pub assignment: AssignmentId,
    /// What it is.
    pub ground: Ground,
    /// In their words.
    pub reason: Option<String>,
}

impl Engine {
    /// The entries of a round on which the caller has still to declare; none where the round does not ask for it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_undeclared(&self, caller: &Caller, round: RoundId) -> Result<(Round, Vec<Declarable>)> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        let round = rounds::find_of_judge(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        let mut open = kept::list_own(&db, &permit, Some(round.id)).await?;
        open.retain(|assignment| is_open(&round, assignment));
        let known = known(&db, &permit, &round, &open).await?;
        let entries = entries::of_assignments(&db, &open).await?;
        let entities = entities::find_all(&db, &permit, entries.iter().map(|entry| entry.entity)).await?;
        let entries: BTreeMap<_, _> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
        let declarable = |assignment: Assignment| {
            let entry = entries.get(&assignment.entry)?.clone();
            let record = entities.get(&entry.entity)?.record.clone();
            let found = known.find(assignment.judge, entry.id);
            Some(Declarable { assignment, entry, entity: record.name, country: record.country, found })
        };
        let mut rows: Vec<_> = open.into_iter().filter_map(declarable).collect();
        rows.sort_by_key(|row| row.entry.number);
        Ok((round, rows))
    }

    /// The caller declares on all entries of theirs in a round: stands aside from those that they name, and says that nothing ties
    /// them to the others. Gives how many they keep and from how many they stood aside.
    ///
    /// # Errors
    /// [`Error::NotFound`], `declaration_invalid` with details (`assignment_elsewhere`, `reason_missing`, `text_too_long`,
    /// `tie_undeclared` for an entry from which the round excludes the caller).
    pub async fn declare_conflicts(
        &self,
        caller: &Caller,
        round: RoundId,
        ties: Vec<Tie>,
    ) -> Result<(usize, usize)> {
        let permit = self.permit(caller, Action::Score)?;
        let asked = Arc::new((permit, ties));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { declare(&tx, &asked.0, round, &asked.1).await }
        };
        self.store.write(unit).await
    }
}

fn is_open(round: &Round, assignment: &Assignment) -> bool {
    round.rules.declaration && assignment.declared_at.is_none() && !assignment.state.is_set_aside()
}

/// What is known of the caller and of the entries on which they have still to declare.
async fn known(db: &impl Database, permit: &Permit, round: &Round, open: &[Assignment]) -> Result<Known> {
    let entries = entries::of_assignments(db, open).await?;
    let own: Vec<_> = permit.scope().own.into_iter().collect();
    Known::load(db, permit, round, &own, &entries).await
}

fn undeclared(assignment: &Assignment) -> Refusal {
    Refusal::invalid("tie_undeclared").missing([assignment.id]).at("/conflicts")
}

async fn declare(tx: &Tx, permit: &Permit, round: RoundId, ties: &[Tie]) -> Result<(usize, usize)> {
    let round = rounds::find_of_judge(tx, permit, round).await?.ok_or(Error::NotFound)?;
    let mut open = kept::list_own(tx, permit, Some(round.id)).await?;
    open.retain(|assignment| is_open(&round, assignment));
    let known = known(tx, permit, &round, &open).await?;
    let mut found = Vec::new();
    for (i, tie) in ties.iter().enumerate() {
        let at = |part: &str| format!("/conflicts/{i}/{part}");
        let Some(place) = open.iter().position(|assignment| assignment.id == tie.assignment) else {
            found.push(Refusal::invalid("assignment_elsewhere").at(at("assignment")));
            continue;
        };
        let assignment = open.swap_remove(place);
        match stand_aside(tx, permit, assignment, tie.ground, tie.reason.as_deref()).await {
            Ok(_) => {}
            Err(Error::Refused(refusal)) => found.push(refusal.at(at("reason"))),
            Err(other) => return Err(other),
        }
    }
    found
        .extend(open.iter().filter(|a| found::check(&known.find(a.judge, a.entry)).is_err()).map(undeclared));
    Refusal::gather("declaration_invalid", found)?;
    let kept_now = open.len();
    for mut assignment in open {
        assignment.declared_at = Some(tx.now());
        kept::save(tx, &assignment).await?;
    }
    if kept_now + ties.len() > 0 {
        let event = Event::new("conflicts_declared", round.id)
            .edition(round.programme, round.edition)
            .data(json!({ "free": kept_now, "stood_aside": ties.len() }));
        tx.record(permit.actor(), event).await?;
    }
    Ok((kept_now, ties.len()))
}
