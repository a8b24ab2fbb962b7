//! The organiser's home: each running edition as a funnel, who is late, and what the next phase waits for.

use crate::submit::{Edition, Field, Next, phase_ahead};
use crate::{Caller, Engine, Result};
use kapok_access::{Action, Permit};
use kapok_base::{Deadline, Instant, Localized, PersonId, RoundId, SubmissionId};
use kapok_judging::label;
use kapok_judging::phase::Phase;
use kapok_store::assignments::Counted;
use kapok_store::entries::Entry;
use kapok_store::rounds::{self, Round};
use kapok_store::submissions::{self, Filter};
use kapok_store::{Database, announcements, cases, decisions, editions, people};
use std::collections::{BTreeMap, BTreeSet};

/// Most editions that are shown with all their figures.
const MOST: usize = 4;

/// What a figure of the funnel counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureOf {
    /// Dossiers begun, withdrawn ones too.
    Begun,
    /// Entries: dossiers that were sealed, of those begun.
    Sealed,
    /// Entries found eligible, of those sealed.
    Eligible,
    /// Entries with every scorecard that the round asks for, of those in the round.
    Scored {
        /// The round.
        round: RoundId,
        /// Its name.
        name: Localized,
    },
    /// Entries that a round's cut let go on, of those in the round.
    Advanced {
        /// What the cut calls them.
        label: Localized,
        /// The round.
        round: RoundId,
    },
    /// Entries whose outcome stands, of those eligible.
    Decided,
    /// Entries that the public reads as cases, of those eligible.
    Published,
}

/// One figure with what it is a part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub of: FigureOf,
    /// How many.
    pub count: usize,
    /// Of how many; nothing for the first.
    pub whole: Option<usize>,
}

/// A judge with scorecards outstanding in the present round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateJudge {
    /// Who.
    pub name: String,
    /// How many they owe.
    pub outstanding: usize,
}

/// A dossier that was sent back and has not come again in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// Which.
    pub submission: SubmissionId,
    /// Its title.
    pub title: String,
    /// When it was due.
    pub due: Deadline,
}

/// An edition under way.
#[derive(Clone, Debug)]
pub struct Running {
    /// The edition.
    pub edition: Edition,
    /// From the dossiers begun to the cases published, as far as its phase has come; empty while it is set up.
    pub funnel: Vec<Figure>,
    /// Until when the present round's scorecards are wanted, and whether that has passed.
    pub due: Option<(Deadline, bool)>,
    /// Who owes scorecards in the present round, the most first.
    pub judges: Vec<LateJudge>,
    /// What was sent back and is overdue.
    pub overdue: Vec<Overdue>,
    /// The next phase, and what stands in its way.
    pub next: Next,
    /// The name of the round that the next phase is, if it is one.
    pub next_round: Option<Localized>,
    /// Whether the caller may move it there.
    pub may_move: bool,
}

/// What an organiser finds first.
#[derive(Clone, Debug)]
pub struct OrganiserHome {
    /// The editions under way, the latest first.
    pub running: Vec<Running>,
    /// The others.
    pub others: Vec<Edition>,
}

impl Engine {
    /// The editions that the caller runs or audits, those under way with their figures.
    ///
    /// # Errors
    /// A denial.
    pub async fn organiser_home(&self, caller: &Caller) -> Result<OrganiserHome> {
        let permit = self.permit(caller, Action::SeeEdition)?;
        let moves = self.permit(caller, Action::MoveEdition).ok();
        let (db, now) = (self.store.read(), self.store.now());
        let awaited = announcements::awaited(&db, &permit, now).await?;
        let under_way = |edition: &Edition| match edition.phase {
            Phase::Archived => false,
            Phase::Decided => awaited.contains(&edition.id),
            Phase::Draft | Phase::Open | Phase::Screening | Phase::Judging { .. } | Phase::Deciding => true,
        };
        let mut home = OrganiserHome { running: Vec::new(), others: Vec::new() };
        for edition in editions::list(&db, &permit, None).await? {
            if !under_way(&edition) || home.running.len() == MOST {
                home.others.push(edition);
                continue;
            }
            let may_move =
                moves.as_ref().is_some_and(|m| m.scope().covers_edition(edition.programme, edition.id));
            home.running.push(running(&db, &permit, edition, may_move, now).await?);
        }
        // Where judges are at work comes before a call that runs by itself, or a set-up; rehearsals come last.
        home.running.sort_by_key(|one| {
            (one.edition.rehearsal_of.is_some(), matches!(one.edition.phase, Phase::Draft | Phase::Open))
        });
        Ok(home)
    }
}

async fn running(
    db: &impl Database,
    permit: &Permit,
    edition: Edition,
    may_move: bool,
    now: Instant,
) -> Result<Running> {
    let rounds = rounds::of_edition(db, edition.id).await?;
    let field = Field::load(db, permit, edition.id).await?;
    let next = phase_ahead(db, permit, &edition, &rounds, &field, now).await?;
    let Field { entries, assignments } = field;
    let present = rounds.iter().find(|round| edition.phase == (Phase::Judging { round: round.id }));
    let funnel = match edition.phase {
        Phase::Draft => Vec::new(),
        _ => funnel(db, permit, &edition, &rounds, &entries, &assignments, now).await?,
    };
    let due = present.and_then(|round| round.rules.due.clone());
    let ahead = rounds.iter().find(|round| next.to == Some(Phase::Judging { round: round.id }));
    Ok(Running {
        funnel,
        due: due.map(|due| (due.clone(), !due.admits(now))),
        judges: match present {
            Some(round) => owing(db, round, &entries, &assignments).await?,
            None => Vec::new(),
        },
        overdue: overdue(db, permit, &edition, now).await?,
        next_round: ahead.map(|round| round.rules.name.clone()),
        next,
        may_move,
        edition,
    })
}

async fn funnel(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    rounds: &[Round],
    entries: &[Entry],
    assignments: &[Counted],
    now: Instant,
) -> Result<Vec<Figure>> {
    let begun: i64 =
        submissions::count_by_state(db, permit, edition.id).await?.iter().map(|(_, count)| count).sum();
    let begun = usize::try_from(begun).unwrap_or(0);
    let eligible = entries.iter().filter(|entry| entry.stage.is_eligible()).count();
    let figure = |of, count, whole| Figure { of, count, whole };
    let mut funnel =
        vec![figure(FigureOf::Begun, begun, None), figure(FigureOf::Sealed, entries.len(), Some(begun))];
    if edition.phase == Phase::Open {
        return Ok(funnel);
    }
    funnel.push(figure(FigureOf::Eligible, eligible, Some(entries.len())));
    let decisions = decisions::of_edition(db, edition.id).await?;
    for round in rounds {
        let scored = scored(round, entries, assignments);
        if scored.whole == Some(0) {
            continue;
        }
        let whole = scored.whole;
        funnel.push(scored);
        for cut in round.rules.cuts.iter().filter(|cut| cut.advances) {
            let name = label::find(&edition.labels, &cut.label).map(|label| label.name.clone());
            let advanced: BTreeSet<_> = decisions
                .iter()
                .filter(|d| d.round == Some(round.id) && d.labels.contains(&cut.label))
                .map(|d| d.entry)
                .collect();
            let label = name.unwrap_or_else(|| Localized::english(&cut.label));
            funnel.push(figure(FigureOf::Advanced { label, round: round.id }, advanced.len(), whole));
        }
    }
    let decided = entries.iter().filter(|e| e.stage.is_eligible() && !e.stage.is_undecided()).count();
    let published = cases::public_of_edition(db, permit, edition.id, now).await?.len();
    funnel.push(figure(FigureOf::Decided, decided, Some(eligible)));
    funnel.push(figure(FigureOf::Published, published, Some(eligible)));
    Ok(funnel)
}

/// How many entries of a round have all their scorecards, and at least as many as the round asks for.
fn scored(round: &Round, entries: &[Entry], assignments: &[Counted]) -> Figure {
    let alive: BTreeSet<_> =
        entries.iter().filter(|entry| entry.stage.is_eligible()).map(|entry| entry.id).collect();
    let placed = entries
        .iter()
        .filter(|e| e.stage.is_eligible() && e.stage.place().is_some_and(|p| p.round == round.id));
    let mut cards: BTreeMap<_, (usize, usize)> = placed.map(|entry| (entry.id, (0, 0))).collect();
    for one in assignments.iter().filter(|one| one.round == round.id && alive.contains(&one.entry)) {
        let (submitted, owed) = cards.entry(one.entry).or_default();
        *(if one.submitted { submitted } else { owed }) += 1;
    }
    let least = round.rules.minimum_scorecards as usize;
    let full = |(submitted, owed): &&(usize, usize)| *owed == 0 && *submitted >= least;
    Figure {
        of: FigureOf::Scored { round: round.id, name: round.rules.name.clone() },
        count: cards.values().filter(full).count(),
        whole: Some(cards.len()),
    }
}

/// Who owes scorecards on entries whose cut is not confirmed.
async fn owing(
    db: &impl Database,
    round: &Round,
    entries: &[Entry],
    assignments: &[Counted],
) -> Result<Vec<LateJudge>> {
    let open = |entry: &&Entry| entry.stage.is_uncut_in(round.id);
    let open: BTreeSet<_> = entries.iter().filter(open).map(|entry| entry.id).collect();
    let mut owed: BTreeMap<PersonId, usize> = BTreeMap::new();
    let outstanding = |one: &&Counted| one.round == round.id && !one.submitted && open.contains(&one.entry);
    for one in assignments.iter().filter(outstanding) {
        *owed.entry(one.judge).or_default() += 1;
    }
    let ids: Vec<_> = owed.keys().copied().collect();
    let names: BTreeMap<_, _> = people::names(db, &ids).await?.into_iter().collect();
    let late = |(person, outstanding): (PersonId, usize)| LateJudge {
        name: names.get(&person).cloned().unwrap_or_default(),
        outstanding,
    };
    let mut judges: Vec<_> = owed.into_iter().map(late).collect();
    judges.sort_by(|a, b| (b.outstanding, &a.name).cmp(&(a.outstanding, &b.name)));
    Ok(judges)
}

async fn overdue(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    now: Instant,
) -> Result<Vec<Overdue>> {
    if matches!(edition.phase, Phase::Draft) {
        return Ok(Vec::new());
    }
    let filter = Filter { edition: Some(edition.id), entity: None, state: Some("returned".to_owned()) };
    let found = submissions::list(db, permit, &filter, None, kapok_base::Limit::clamped(200)).await?;
    let late = |submission: submissions::Submission| {
        let due = submission.state.due().filter(|due| !due.admits(now))?.clone();
        Some(Overdue { submission: submission.id, title: submission.title, due })
    };
    Ok(found.items.into_iter().filter_map(late).collect())
}
