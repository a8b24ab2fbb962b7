//! The judge's work in a pairwise round: which two come next, saying which is better, what was said so far.

mod counted;

pub(crate) use counted::counting;
pub(super) use counted::{Tally, settle, settle_all, tally};

use super::due;
use crate::{Caller, Engine, Error, Result};
use counted::live;
use kapok_access::{Action, Permit};
use kapok_base::{AssignmentId, EntryId, Refusal, RoundId};
use kapok_judging::assignment::{self, Facts};
use kapok_judging::comparison::{self, Desk, Given, Made, Outcome, Progress};
use kapok_judging::conflict;
use kapok_judging::round::chance;
use kapok_store::assignments::{self as kept, Assignment};
use kapok_store::comparisons::{self, Comparison};
use kapok_store::entries::{self, Entry};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Tx, editions};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One of two that a judge compares.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The judge's assignment of it.
    pub assignment: AssignmentId,
    /// The entry.
    pub entry: Entry,
}

/// What the judge said of two, as it counts.
#[derive(Clone, Debug)]
pub struct Said {
    /// The one that was shown first.
    pub first: Compared,
    /// The other.
    pub second: Compared,
    /// The judge's last word on them.
    pub comparison: Comparison,
}

/// A pairwise round as one of its judges sees it: their own comparisons, and nothing of anybody else's.
#[derive(Clone, Debug)]
pub struct ComparisonDesk {
    /// The round, with the due time that is the judge's own.
    pub round: Round,
    /// Whether it is being judged.
    pub open: bool,
    /// How far the judge is.
    pub progress: Progress,
    /// Assignments on which the judge has still to declare: until then they are not compared.
    pub undeclared: usize,
    /// The judge's entries that can be compared.
    pub entries: usize,
    /// The two that come next; none when nothing is owed, nothing can be compared, or the round is not being judged.
    pub next: Option<(Compared, Compared)>,
    /// What the judge said, the latest first.
    pub said: Vec<Said>,
}

impl Engine {
    /// A pairwise round in which the caller judges.
    ///
    /// # Errors
    /// [`Error::NotFound`], `round_not_pairwise`.
    pub async fn get_comparison_desk(&self, caller: &Caller, round: RoundId) -> Result<ComparisonDesk> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        let round = due::find_own(&db, &permit, round).await?;
        if !round.rules.is_pairwise() {
            return Err(Refusal::state("round_not_pairwise").into());
        }
        let edition = editions::find(&db, &permit, round.edition).await?.ok_or(Error::NotFound)?;
        let judging = edition.phase.round() == Some(round.id);
        let own = kept::list_own(&db, &permit, Some(round.id)).await?;
        let entries = entries::of_assignments(&db, &own).await?;
        let entries: BTreeMap<EntryId, Entry> = entries.into_iter().map(|e| (e.id, e)).collect();
        let words = match permit.scope().own {
            Some(judge) => comparisons::of_judge(&db, round.id, judge).await?,
            None => Vec::new(),
        };
        let everybody = kept::of_round(&db, round.id).await?;
        let here = |entry: &Entry| entry.stage.place().is_some_and(|place| place.round == round.id);
        let mine = live(&own, &entries, here);
        let made = comparison::counting(words.iter().map(|w| &w.given), &mine);
        let needs = comparison::needs(round.rules.minimum_scorecards, &live(&everybody, &entries, here));
        let undeclared = |a: &Assignment| conflict::check_declared(&round.rules, a.declared_at).is_err();
        let (closed, open): (Vec<&Assignment>, Vec<&Assignment>) =
            own.iter().filter(|a| mine.iter().any(|l| l.assignment == a.id)).partition(|a| undeclared(a));
        let needed = open.iter().filter_map(|a| Some((a.entry, *needs.get(&a.id)?))).collect();
        let desk = Desk { needs: needed, made: &made };
        let side = |entry: EntryId| {
            let assignment = own.iter().find(|a| a.entry == entry)?.id;
            Some(Compared { assignment, entry: entries.get(&entry)?.clone() })
        };
        let pair = desk.next(&chance(round.id).stream(&stream(&permit)));
        let uncut = |(a, b): &(EntryId, EntryId)| {
            [a, b].iter().all(|e| entries.get(e).is_some_and(|e| e.stage.is_uncut_in(round.id)))
        };
        let next = pair.filter(|pair| judging && uncut(pair));
        Ok(ComparisonDesk {
            open: judging,
            progress: desk.progress(),
            undeclared: closed.len(),
            entries: open.len(),
            next: next.and_then(|(a, b)| Some((side(a)?, side(b)?))),
            said: said(words, &own, &entries, &made),
            round,
        })
    }

    /// Says which of two of the caller's own entries is better; a changed mind is said anew. What is as it was said last makes no new
    /// version, so that asking again does no harm.
    ///
    /// # Errors
    /// [`Error::NotFound`], `round_not_pairwise`, `comparison_invalid` with details (`assignment_elsewhere`, `pair_same`,
    /// `text_too_long`), `assignment_set_aside`, `declaration_missing`, `round_not_open`, `entry_not_being_judged`.
    pub async fn save_comparison(&self, caller: &Caller, round: RoundId, given: Given) -> Result<Comparison> {
        let permit = self.permit(caller, Action::Score)?;
        let asked = Arc::new((permit, given));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { save(&tx, &asked.0, round, &asked.1).await }
        };
        self.store.write(unit).await
    }
}

/// Each judge has a stream of their own: nobody's first pairs are everybody's.
fn stream(permit: &Permit) -> String {
    permit.scope().own.map_or_else(String::new, |judge| format!("pairs of {judge}"))
}

async fn save(tx: &Tx, permit: &Permit, id: RoundId, given: &Given) -> Result<Comparison> {
    let round = rounds::find_of_judge(tx, permit, id).await?.ok_or(Error::NotFound)?;
    comparison::check(&round.rules, given)?;
    let own = kept::list_own(tx, permit, Some(round.id)).await?;
    let find = |id: AssignmentId, at: &str| {
        let elsewhere = || Refusal::invalid("assignment_elsewhere").at(at);
        own.iter().find(|a| a.id == id).ok_or_else(elsewhere)
    };
    let (first, second) = (find(given.first, "/first")?, find(given.second, "/second")?);
    let edition = editions::find(tx, permit, round.edition).await?.ok_or(Error::NotFound)?;
    let judge = first.judge;
    let words = comparisons::of_judge(tx, round.id, judge).await?;
    let last = words.iter().rev().find(|word| word.given.pair() == given.pair());
    let in_force = !first.state.is_set_aside() && !second.state.is_set_aside();
    // Sent again because the answer was lost: what it says is there already.
    if let Some(word) = last.filter(|word| in_force && same(&word.given, given)) {
        return Ok(word.clone());
    }
    for assignment in [first, second] {
        conflict::check_declared(&round.rules, assignment.declared_at)?;
        let entry = entries::of_assignment(tx, assignment).await?.ok_or(Error::NotFound)?;
        let facts = Facts { now: tx.now(), phase: edition.phase, round: round.id, stage: &entry.stage };
        assignment::save(assignment.state.clone(), false, facts)?;
    }
    let comparison = Comparison {
        id: tx.secret_id(),
        programme: round.programme,
        round: round.id,
        judge,
        number: words.last().map_or(1, |word| word.number + 1),
        given: given.clone(),
        said_at: tx.now(),
    };
    comparisons::append(tx, &comparison).await?;
    // Not what was said: of three words, a hash would tell which.
    let event =
        Event::new("comparison_made", comparison.id).edition(round.programme, round.edition).data(json!({
            "first": given.first, "second": given.second, "number": comparison.number,
        }));
    tx.record(permit.actor(), event).await?;
    settle(tx, &round, Some(judge)).await?;
    Ok(comparison)
}

/// Whether two words on the same two say the same.
fn same(one: &Given, other: &Given) -> bool {
    let turned = match other.outcome {
        outcome if one.first == other.first => outcome,
        Outcome::First => Outcome::Second,
        Outcome::Second => Outcome::First,
        Outcome::Equal => Outcome::Equal,
    };
    one.outcome == turned && one.comment == other.comment
}

/// The judge's last words on pairs that count, the latest first.
fn said(
    words: Vec<Comparison>,
    own: &[Assignment],
    entries: &BTreeMap<EntryId, Entry>,
    made: &[Made],
) -> Vec<Said> {
    let side = |id: AssignmentId| {
        let assignment = own.iter().find(|a| a.id == id)?;
        Some(Compared { assignment: id, entry: entries.get(&assignment.entry)?.clone() })
    };
    let last: BTreeMap<_, Comparison> = words.into_iter().map(|word| (word.given.pair(), word)).collect();
    let counts =
        |said: &Said| made.iter().any(|m| (m.first, m.second) == (said.first.entry.id, said.second.entry.id));
    let one = |word: Comparison| {
        let (first, second) = (side(word.given.first)?, side(word.given.second)?);
        Some(Said { first, second, comparison: word })
    };
    let mut said: Vec<Said> = last.into_values().filter_map(one).filter(counts).collect();
    said.sort_by_key(|one| std::cmp::Reverse(one.comparison.number));
    said
}
