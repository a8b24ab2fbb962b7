//! How a round comes along: what each judge has done and owes, whom which entry waits for, and the pace.

use super::comparisons::{Tally, tally};
use super::due::zone;
use super::standings::in_round;
use crate::{Caller, Engine, Error, Result};
use futures::try_join;
use kapok_access::{Action, permit};
use kapok_base::{AssignmentId, Deadline, EntryId, Instant, PersonId, RoundId, Version};
use kapok_judging::assignment::AssignmentState;
use kapok_judging::comparison::Progress;
use kapok_judging::extension;
use kapok_judging::pace::{Pace, Step, days_late};
use kapok_judging::phase::Phase;
use kapok_store::assignments::{self, Assignment};
use kapok_store::entries::{self, Entry};
use kapok_store::extensions::{self, Extension};
use kapok_store::rounds::{self, Round};
use kapok_store::scorecards::{self, Moments};
use kapok_store::{editions, people, reminders};
use std::collections::BTreeMap;

/// Scorecards, counted; in a pairwise round, entries of judges, done when a judge has compared them as often as is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardCounts {
    /// Asked for; entries from which the judge stood aside are left out.
    pub asked: usize,
    /// Submitted.
    pub done: usize,
    /// Begun.
    pub drafts: usize,
    /// Not begun.
    pub to_do: usize,
    /// From how many entries the judge stood aside.
    pub recused: usize,
}

/// How far one judge of a round is.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgeProgress {
    /// Who.
    pub person: PersonId,
    /// Their name; empty for somebody who was erased.
    pub name: String,
    /// Their scorecards.
    pub counts: CardCounts,
    /// Their comparisons, in a pairwise round.
    pub compared: Option<Progress>,
    /// When they last saved, declared or stood aside.
    pub last_activity: Option<Instant>,
    /// Until when theirs are wanted.
    pub due: Option<Deadline>,
    /// The due time of their own, with its reason, where they have one.
    pub extension: Option<Extension>,
    /// How many can still be submitted.
    pub owed: usize,
    /// Days since the due day, negative while days are left; none where nothing is owed or no due time is set.
    pub days_late: Option<i64>,
    /// Whether some are owed after the due time.
    pub is_late: bool,
    /// When they were reminded last in this programme.
    pub reminded: Option<Instant>,
}

/// An entry that waits for scorecards.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The entry.
    pub entry: Entry,
    /// How many scorecards it has, or comparisons.
    pub scorecards: usize,
    /// Who owes one, by name.
    pub judges: Vec<String>,
}

/// A scorecard that was submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct SubmittedCard {
    /// Its assignment.
    pub assignment: AssignmentId,
    /// The assignment's version.
    pub version: Version,
    /// The entry, as people name it.
    pub entry: String,
    /// Who submitted it.
    pub person: PersonId,
    /// Their name.
    pub judge: String,
}

/// How a round comes along.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundProgress {
    /// The round.
    pub round: Round,
    /// Whether it is being judged now.
    pub is_open: bool,
    /// Whether it is a rehearsal's, which reminds nobody.
    pub is_rehearsal: bool,
    /// Whether the caller may remind, give more time and reopen.
    pub may_tend: bool,
    /// The IANA zone whose days are counted.
    pub zone: String,
    /// When this was so.
    pub now: Instant,
    /// All of its scorecards.
    pub totals: CardCounts,
    /// All of its comparisons, in a pairwise round.
    pub compared: Option<Progress>,
    /// Its judges: late ones first, then by what they owe.
    pub judges: Vec<JudgeProgress>,
    /// Its entries that wait for scorecards: those with the fewest first.
    pub waiting: Vec<Waiting>,
    /// Scorecards in over time against the even pace; empty before anything was asked for.
    pub steps: Vec<Step>,
    /// What was submitted on entries that are not cut yet, by entry, then by judge.
    pub submitted: Vec<SubmittedCard>,
}

impl Engine {
    /// How a round comes along.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_progress(&self, caller: &Caller, round: RoundId) -> Result<RoundProgress> {
        let seen = self.permit(caller, Action::SeeAssignments)?;
        let db = self.store.read();
        let round = rounds::find(&db, &seen, round).await?.ok_or(Error::NotFound)?;
        let edition = editions::find(&db, &seen, round.edition).await?.ok_or(Error::NotFound)?;
        let (mut assignments, entries, moments) = try_join!(
            assignments::list(&db, &seen, round.id),
            entries::list(&db, &seen, round.edition),
            scorecards::moments(&db, round.id),
        )?;
        let entries = in_round(entries, &round, assignments.iter().map(|a| a.entry));
        assignments.retain(|a| a.state.kind() != "removed" && entries.contains_key(&a.entry));
        let people: Vec<_> = assignments.iter().map(|a| a.judge).collect();
        let tally = match round.rules.is_pairwise() {
            true => Some(tally(&db, &round, &assignments, &entries).await?),
            false => None,
        };
        let told = Told {
            assignments,
            entries,
            names: people::names(&db, &people).await?.into_iter().collect(),
            moments: tally.as_ref().map_or(moments, |tally| tally.moments.clone()),
            tally,
            extensions: extensions::of_round(&db, round.id).await?,
            reminded: reminders::last(&db, round.programme).await?,
            zone: zone(&edition, round.rules.due.as_ref()).to_owned(),
            now: self.store.now(),
            round,
        };
        let tends = permit(caller, Action::TendJudges);
        Ok(RoundProgress {
            is_open: edition.phase == (Phase::Judging { round: told.round.id }),
            is_rehearsal: edition.rehearsal_of.is_some(),
            may_tend: tends.is_ok_and(|p| p.scope().covers_edition(edition.programme, edition.id)),
            now: told.now,
            totals: count(&told.assignments.iter().collect::<Vec<_>>()),
            compared: told.compared(),
            judges: told.judges(),
            waiting: told.waiting(),
            steps: told.steps(),
            submitted: told.submitted(),
            zone: told.zone,
            round: told.round,
        })
    }
}

/// What progress is told from.
struct Told {
    round: Round,
    assignments: Vec<Assignment>,
    entries: BTreeMap<EntryId, Entry>,
    names: BTreeMap<PersonId, String>,
    moments: BTreeMap<AssignmentId, Moments>,
    /// In a pairwise round.
    tally: Option<Tally>,
    extensions: Vec<Extension>,
    reminded: BTreeMap<PersonId, Instant>,
    zone: String,
    now: Instant,
}

impl Told {
    fn owes(&self, a: &Assignment) -> bool {
        let uncut = self.entries.get(&a.entry).is_some_and(|e| e.stage.is_uncut_in(self.round.id));
        a.state.is_outstanding() && uncut
    }

    fn compared(&self) -> Option<Progress> {
        let judges = &self.tally.as_ref()?.judges;
        let left = judges.values().map(|judge| judge.left).sum();
        Some(Progress { done: judges.values().map(|judge| judge.done).sum(), left })
    }

    fn name(&self, person: PersonId) -> String {
        self.names.get(&person).cloned().unwrap_or_default()
    }

    fn judges(&self) -> Vec<JudgeProgress> {
        let mut by_judge: BTreeMap<PersonId, Vec<&Assignment>> = BTreeMap::new();
        for assignment in &self.assignments {
            by_judge.entry(assignment.judge).or_default().push(assignment);
        }
        let mut judges: Vec<_> = by_judge.into_iter().map(|(who, own)| self.judge(who, &own)).collect();
        judges.sort_by(|a, b| (!a.is_late, b.owed, &a.name).cmp(&(!b.is_late, a.owed, &b.name)));
        judges
    }

    fn judge(&self, person: PersonId, own: &[&Assignment]) -> JudgeProgress {
        let extension = self.extensions.iter().find(|e| e.judge == person).cloned();
        let more = extension.as_ref().map(|e| &e.due);
        let due = extension::due(self.round.rules.due.as_ref(), more).cloned();
        let owed = own.iter().filter(|a| self.owes(a)).count();
        let open = due.as_ref().filter(|_| owed > 0);
        JudgeProgress {
            person,
            name: self.name(person),
            counts: count(own),
            compared: self.tally.as_ref().map(|t| t.judges.get(&person).copied().unwrap_or_default()),
            last_activity: own.iter().filter_map(|a| self.last_activity(a)).max(),
            days_late: open.map(|due| days_late(due, self.now)),
            is_late: open.is_some_and(|due| !due.admits(self.now)),
            reminded: self.reminded.get(&person).copied(),
            owed,
            due,
            extension,
        }
    }

    fn last_activity(&self, a: &Assignment) -> Option<Instant> {
        let stood_aside = match &a.state {
            AssignmentState::Recused { at, .. } => Some(*at),
            _ => None,
        };
        self.moments.get(&a.id).map(|m| m.last).max(a.declared_at).max(stood_aside)
    }

    fn waiting(&self) -> Vec<Waiting> {
        let mut by_entry: BTreeMap<EntryId, Vec<&Assignment>> = BTreeMap::new();
        for assignment in &self.assignments {
            by_entry.entry(assignment.entry).or_default().push(assignment);
        }
        let mut waiting: Vec<Waiting> = Vec::new();
        for (id, asked) in by_entry {
            let Some(entry) = self.entries.get(&id) else { continue };
            let mut judges: Vec<_> =
                asked.iter().filter(|a| self.owes(a)).map(|a| self.name(a.judge)).collect();
            judges.sort();
            let scorecards = match &self.tally {
                Some(tally) => tally.made.iter().filter(|made| made.is_of(id)).count(),
                None => asked.iter().filter(|a| a.state.counts()).count(),
            };
            if !judges.is_empty() {
                waiting.push(Waiting { entry: entry.clone(), scorecards, judges });
            }
        }
        waiting.sort_by_key(|one| (one.scorecards, one.entry.number));
        waiting
    }

    fn steps(&self) -> Vec<Step> {
        let in_force: Vec<_> = self.assignments.iter().filter(|a| !a.state.is_set_aside()).collect();
        let Some(since) = in_force.iter().map(|a| a.assigned_at).min() else { return Vec::new() };
        let counting = in_force.iter().filter(|a| a.state.counts());
        let submitted: Vec<_> = counting.filter_map(|a| self.moments.get(&a.id)?.submitted).collect();
        let due = self.round.rules.due.as_ref();
        let (now, zone) = (self.now, self.zone.as_str());
        Pace { asked: in_force.len(), since, due, now, zone, submitted: &submitted }.steps()
    }

    fn submitted(&self) -> Vec<SubmittedCard> {
        let card = |a: &Assignment| {
            let entry = self.entries.get(&a.entry).filter(|e| e.stage.is_uncut_in(self.round.id))?;
            let (judge, named) = (self.name(a.judge), entry.reference());
            let (assignment, version, person) = (a.id, a.version, a.judge);
            let card = SubmittedCard { assignment, version, entry: named, person, judge };
            Some((entry.number, card))
        };
        // What was said of two is not one entry's to reopen.
        let counting = self.assignments.iter().filter(|a| a.state.counts() && self.tally.is_none());
        let mut cards: Vec<_> = counting.filter_map(card).collect();
        cards.sort_by(|a, b| (a.0, &a.1.judge).cmp(&(b.0, &b.1.judge)));
        cards.into_iter().map(|(_, card)| card).collect()
    }
}

fn count(assignments: &[&Assignment]) -> CardCounts {
    let mut counts = CardCounts::default();
    for assignment in assignments {
        match assignment.state {
            AssignmentState::Asked => counts.to_do += 1,
            AssignmentState::Started { .. } => counts.drafts += 1,
            AssignmentState::Submitted { .. } => counts.done += 1,
            AssignmentState::Recused { .. } => counts.recused += 1,
            AssignmentState::Removed { .. } => {}
        }
    }
    counts.asked = counts.to_do + counts.drafts + counts.done;
    counts
}
