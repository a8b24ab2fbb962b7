//! Standings of a round and what its lines propose; computed anew each time, never stored.

use super::abilities::{self, Abilities};
use super::adjusted::{Adjusted, adjust, adjusted_scores};
use super::comparisons;
use super::digest::Digest;
use super::kept::Kept;
use super::traits::traits;
use super::veil;
use crate::{Caller, Engine, Error, Result};
use futures::try_join;
use kapok_access::{Action, Permit};
use kapok_base::{Decimal, EntryId, Exact, PersonId, RoundId, exact};
use kapok_judging::assignment::StateKind;
use kapok_judging::cut::{self, Proposal, Ranked, Trait};
use kapok_judging::phase::{self, Outstanding};
use kapok_judging::round::Method;
use kapok_judging::stage::Stage;
use kapok_measure::standings::{Card, Standing, Standings, weighted_mean};
use kapok_store::assignments::{self, Seat};
use kapok_store::entries::{self, Entry};
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, people, scorecards};
use std::collections::{BTreeMap, BTreeSet};

/// How far a judge of the round is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgeCount {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// How many scorecards of theirs count; in a pairwise round, how many comparisons.
    pub scorecards: usize,
    /// How many they still owe; in a pairwise round, for how many entries.
    pub outstanding: usize,
    /// From how many entries they stood aside.
    pub recused: usize,
}

/// Where an entry stands by the method that decides the round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its best and worst rank, from 1: different where it ties.
    pub ranks: (usize, usize),
    /// Its score.
    pub score: Exact,
}

/// The standings of a round with all that explains them.
#[derive(Clone, Debug)]
pub struct RoundStandings {
    /// The round.
    pub round: Round,
    /// The standings by the exact mean; of a pairwise round by ability, with comparisons for scorecards, group by group.
    pub standings: Standings,
    /// How entries fared in a pairwise round.
    pub abilities: Abilities,
    /// The places by the method that decides the round; empty where that method finds too little to go by.
    pub places: BTreeMap<EntryId, Place>,
    /// The entries they are about.
    pub entries: BTreeMap<EntryId, Entry>,
    /// What the lines of the round propose.
    pub proposal: Proposal,
    /// Its judges.
    pub judges: Vec<JudgeCount>,
    /// How sure the ranking is of itself; empty where it was not asked for.
    pub adjusted: Adjusted,
    /// Entries that the caller stood aside from as a judge: nothing of how they fare is here.
    pub veiled: BTreeSet<EntryId>,
    /// What a reader has to know, as stable codes: `scorecards_outstanding`, `scorecards_too_few`, `tied_at_line`,
    /// `method_not_estimable`, `comparisons_not_connected`.
    pub warnings: Vec<&'static str>,
    /// Assignments with a scorecard owed.
    pub(crate) owed: Vec<Seat>,
    /// Entries with fewer scorecards than the round asks for.
    pub(crate) thin: Vec<EntryId>,
    /// The scorecards, those set aside among them.
    pub(super) cards: Vec<Card>,
    /// What figures of the scorecards rest on; of a pairwise round the same for all.
    pub(super) digest: Digest,
}

/// Exact means take as long as reading the scorecards.
static MEANS: Kept<Digest, Standings> = Kept::new();

/// The weights of a round's criteria, by key.
pub(super) fn weights(round: &Round) -> BTreeMap<String, Decimal> {
    round.rules.rubric.criteria.iter().map(|c| (c.key.clone(), c.weight)).collect()
}

impl Engine {
    /// The standings of a round with what adjusting for severity says about them.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_standings(&self, caller: &Caller, round: RoundId) -> Result<RoundStandings> {
        let permit = self.permit(caller, Action::SeeStandings)?;
        let db = self.store.read();
        let round = rounds::find(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        let own = veil::own(&db, &permit, round.edition).await?;
        let mut standings = adjusted(compute(&db, &permit, round).await?).await?;
        veil::over_standings(&mut standings, own);
        Ok(standings)
    }
}

impl RoundStandings {
    /// How many places the first line has; none where there is no line, or nobody below it.
    pub(super) fn places_of_first_line(&self) -> Option<usize> {
        let line = self.proposal.lines.first()?;
        let places = line.entries.len() + line.tied.len();
        (places > 0 && places < self.standings.ranked.len()).then_some(places)
    }
}

/// The same standings with how sure they are of themselves: by what adjusting for severity says, or by how abilities spread.
pub(super) async fn adjusted(standings: RoundStandings) -> Result<RoundStandings> {
    on_another_thread(move || {
        let adjusted = match standings.round.rules.is_pairwise() {
            true => abilities::sureness(&standings),
            false => adjust(&standings),
        };
        RoundStandings { adjusted, ..standings }
    })
    .await
}

/// Figures what takes long where it keeps no request waiting.
async fn on_another_thread<T: Send + 'static>(figure: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(figure).await.map_err(|error| Error::Internal(error.to_string()))
}

/// The standings of a round within the permit's scope.
pub(crate) async fn compute(db: &impl Database, permit: &Permit, round: Round) -> Result<RoundStandings> {
    // On connections of their own where there are several: a very large round reads tens of thousands of rows.
    let (assignments, mut cards, entries) = try_join!(
        assignments::seats(db, permit, round.id),
        scorecards::scores(db, round.id),
        entries::list(db, permit, round.edition),
    )?;
    let entries = in_round(entries, &round, assignments.iter().map(|a| a.entry));
    let card = |a: &Seat| {
        let scores = cards.remove(&a.id)?.into_iter().filter_map(|s| Some((s.criterion, s.value?)));
        Some(Card { entry: a.entry, judge: a.judge, scores: scores.collect(), set_aside: !a.state.counts() })
    };
    let cards: Vec<Card> = assignments.iter().filter_map(card).collect();
    let made = match round.rules.is_pairwise() {
        true => {
            let assignments = assignments::list(db, permit, round.id).await?;
            comparisons::counting(db, &round, &assignments, &entries).await?
        }
        false => Vec::new(),
    };
    let ids = entries.keys().copied().collect();
    let digest = match round.rules.is_pairwise() {
        true => Digest::default(),
        false => Digest::of(&round, entries.keys(), &cards),
    };
    let (standings, abilities) = match round.rules.is_pairwise() {
        true => on_another_thread(move || abilities::rank(&ids, made)).await?,
        false => {
            let means = MEANS.of(digest);
            (means.found(|| weighted_mean(&weights(&round), &ids, &cards)).clone(), Abilities::default())
        }
    };
    let owed: Vec<_> = assignments
        .iter()
        .filter(|a| a.state.is_outstanding() && entries.contains_key(&a.entry))
        .copied()
        .collect();
    let least = usize::try_from(round.rules.minimum_scorecards).unwrap_or(usize::MAX);
    let counts: BTreeMap<_, _> = standings.ranked.iter().map(|s| (s.entry, s.scorecards)).collect();
    let few = |id: &&EntryId| counts.get(id).copied().unwrap_or_default() < least;
    let thin: Vec<_> = entries.keys().filter(few).copied().collect();
    let traits = traits(db, permit, &round, &entries).await?;
    let mut judges = judges(db, &assignments).await?;
    if round.rules.is_pairwise() {
        judges.iter_mut().for_each(|j| j.scorecards = abilities.judges.get(&j.person).copied().unwrap_or(0));
    }
    let of = RoundStandings {
        round,
        standings,
        abilities,
        places: BTreeMap::new(),
        entries,
        proposal: Proposal::default(),
        judges,
        adjusted: Adjusted::default(),
        veiled: BTreeSet::new(),
        warnings: Vec::new(),
        owed,
        thin,
        cards,
        digest,
    };
    let mut of = match of.round.rules.method {
        Method::Mean => RoundStandings { places: by_standing(&of.standings), ..of },
        Method::Adjusted => {
            on_another_thread(move || {
                let places = by_score(adjusted_scores(&of));
                RoundStandings { places, ..of }
            })
            .await?
        }
        // Between groups that nothing links there is no order, and so no line.
        Method::BradleyTerry if of.abilities.groups > 1 => of,
        Method::BradleyTerry => RoundStandings { places: by_standing(&of.standings), ..of },
    };
    if !of.places.is_empty() {
        of.proposal = cut::propose(&of.round.rules.cuts, &ranked(&of, &traits));
    }
    of.warnings.extend((!of.owed.is_empty()).then_some("scorecards_outstanding"));
    of.warnings.extend((!of.thin.is_empty()).then_some("scorecards_too_few"));
    of.warnings.extend(of.proposal.lines.iter().any(|l| !l.tied.is_empty()).then_some("tied_at_line"));
    let apart = of.abilities.groups > 1;
    let stuck = of.places.is_empty() && !of.standings.ranked.is_empty() && !apart;
    of.warnings.extend(stuck.then_some("method_not_estimable"));
    of.warnings.extend(apart.then_some("comparisons_not_connected"));
    Ok(of)
}

/// Places as the standings have them.
fn by_standing(standings: &Standings) -> BTreeMap<EntryId, Place> {
    let place = |s: &Standing| Place { ranks: (s.rank_low, s.rank_high), score: s.score.clone() };
    standings.ranked.iter().map(|s| (s.entry, place(s))).collect()
}

/// Places by scores, the highest first; equal ones share their ranks.
fn by_score(scores: BTreeMap<EntryId, Exact>) -> BTreeMap<EntryId, Place> {
    let mut order: Vec<(EntryId, Exact)> = scores.into_iter().collect();
    order.sort_by(|(_, a), (_, b)| b.cmp(a));
    let (mut places, mut before) = (BTreeMap::new(), 0);
    for equal in order.chunk_by(|(_, a), (_, b)| a == b) {
        let ranks = (before + 1, before + equal.len());
        places.extend(equal.iter().map(|(entry, score)| (*entry, Place { ranks, score: score.clone() })));
        before += equal.len();
    }
    places
}

/// The entries that a round ranks: those placed in it, and those that it was asked to score before they went on.
pub(super) fn in_round(
    entries: Vec<Entry>,
    round: &Round,
    asked: impl Iterator<Item = EntryId>,
) -> BTreeMap<EntryId, Entry> {
    let asked: BTreeSet<_> = asked.collect();
    let takes_part = |entry: &Entry| match &entry.stage {
        Stage::Eligible { .. } | Stage::InRound { .. } | Stage::Decided { .. } => {
            asked.contains(&entry.id) || entry.stage.place().is_some_and(|p| p.round == round.id)
        }
        Stage::Sealed { .. }
        | Stage::Returned { .. }
        | Stage::Ineligible { .. }
        | Stage::Withdrawn { .. } => false,
    };
    entries.into_iter().filter(takes_part).map(|e| (e.id, e)).collect()
}

fn ranked(of: &RoundStandings, traits: &BTreeMap<EntryId, BTreeMap<Trait, String>>) -> Vec<Ranked> {
    let barred = |standing: &Standing| {
        of.round.rules.rubric.criteria.iter().any(|c| {
            let mean = standing.criteria.get(&c.key);
            c.min_score.zip(mean).is_some_and(|(least, mean)| *mean < exact(least))
        })
    };
    let one = |s: &Standing| {
        let place = of.places.get(&s.entry)?;
        Some(Ranked {
            entry: s.entry,
            rank: place.ranks.0,
            score: place.score.clone(),
            criteria: s.criteria.clone(),
            traits: traits.get(&s.entry).cloned().unwrap_or_default(),
            barred: barred(s),
        })
    };
    of.standings.ranked.iter().filter_map(one).collect()
}

async fn judges(db: &impl Database, assignments: &[Seat]) -> Result<Vec<JudgeCount>> {
    let ids: Vec<_> = assignments.iter().map(|a| a.judge).collect();
    let names: BTreeMap<_, _> = people::names(db, &ids).await?.into_iter().collect();
    let mut counts: BTreeMap<PersonId, JudgeCount> = BTreeMap::new();
    for assignment in assignments {
        let person = assignment.judge;
        let count = counts.entry(person).or_insert_with(|| JudgeCount {
            person,
            name: names.get(&person).cloned().unwrap_or_default(),
            scorecards: 0,
            outstanding: 0,
            recused: 0,
        });
        count.scorecards += usize::from(assignment.state.counts());
        count.outstanding += usize::from(assignment.state.is_outstanding());
        count.recused += usize::from(assignment.state == StateKind::Recused);
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
    Ok(counts)
}

/// Fills in which scorecards a round still lacks, for entries whose cut is not confirmed.
pub(super) async fn missing(
    db: &impl Database,
    standings: &RoundStandings,
    facts: &mut phase::Facts,
) -> Result<()> {
    let round = standings.round.id;
    let open = |id| standings.entries.get(id).filter(|e: &&Entry| e.stage.is_uncut_in(round));
    let judges: Vec<_> = standings.owed.iter().map(|a| a.judge).collect();
    let names: BTreeMap<_, _> = people::names(db, &judges).await?.into_iter().collect();
    for owed in &standings.owed {
        if let Some(entry) = open(&owed.entry) {
            let judge = names.get(&owed.judge).cloned().unwrap_or_else(|| owed.judge.to_string());
            facts.outstanding.push(Outstanding { judge, entry: entry.reference() });
        }
    }
    facts.outstanding.sort_by(|a, b| (&a.judge, &a.entry).cmp(&(&b.judge, &b.entry)));
    facts.too_few_scorecards = standings.thin.iter().filter_map(open).map(Entry::reference).collect();
    Ok(())
}
