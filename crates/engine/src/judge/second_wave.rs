//! A second wave of a round: further scorecards for the entries around the line whose side is unsure, with what they may be expected
//! to change. A proposal, applied as any plan of assignments.

use super::bench::Bench;
use super::plan::table::Table;
use super::plan::{AssignmentPlan, PlanWish};
use super::standings::{RoundStandings, adjusted, compute};
use super::{Entry, Phase, veil};
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{EntryId, Refusal, RoundId};
use kapok_measure::second_wave::{Unsure, allocate};
use kapok_store::rounds;
use std::collections::BTreeMap;

/// The largest budget: beyond, a round of its own is meant.
const MOST: u32 = 1000;

/// What is asked of a second wave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaveWish {
    /// How many further scorecards there may be.
    pub budget: u32,
    /// So many entries for each judge at most, those of the first wave among them; their own bounds alone when nothing is said.
    pub high: Option<u32>,
    /// Seed of chance among judges who suit equally well.
    pub seed: u64,
}

/// The expected number of entries on the wrong side of the line, each being put on its more likely side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wrong {
    /// By the scorecards that are in.
    pub now: f64,
    /// Once all that are owed are in.
    pub awaited: f64,
    /// Once those of the second wave are in too.
    pub after: f64,
}

impl Wrong {
    /// What the second wave is expected to mend.
    #[must_use]
    pub fn gain(&self) -> f64 {
        self.awaited - self.after
    }
}

/// An entry whose side is unsure, or that gets further judges.
#[derive(Clone, Debug, PartialEq)]
pub struct WaveEntry {
    /// Its position in the plan.
    pub place: usize,
    /// The probability of being above the line.
    pub chance: f64,
    /// How many scorecards are in.
    pub scorecards: u32,
    /// How many are owed.
    pub owed: u32,
    /// Further judges, by their positions in the plan.
    pub further: Vec<usize>,
    /// The probability that it stands on the wrong side.
    pub wrong: Wrong,
}

/// A proposal; nothing of it is kept.
#[derive(Clone, Debug)]
pub struct SecondWave {
    /// What applies it with [`Engine::apply_plan`].
    pub wish: PlanWish,
    /// The plan.
    pub plan: AssignmentPlan,
    /// Entries whose side is unsure, and those with further judges: the least sure first.
    pub entries: Vec<WaveEntry>,
    /// All entries together, those that are settled among them.
    pub wrong: Wrong,
}

impl Engine {
    /// Proposes further judges for entries around the line, where they may be expected to change most. Nothing is told of entries that
    /// the caller stood aside from, and they get none.
    ///
    /// # Errors
    /// [`Error::NotFound`], `wave_invalid` (`wave_budget`), `round_not_open`, `wave_not_estimable`, `wave_without_line`, and those of
    /// [`Engine::plan_assignments`].
    pub async fn propose_second_wave(
        &self,
        caller: &Caller,
        round: RoundId,
        wish: WaveWish,
    ) -> Result<SecondWave> {
        let assign = self.permit(caller, Action::AssignJudges)?;
        let see = self.permit(caller, Action::SeeStandings)?;
        let within = (1..=MOST).contains(&wish.budget);
        let budget =
            (!within).then(|| Refusal::invalid("wave_budget").with("most", i64::from(MOST)).at("/budget"));
        Refusal::gather("wave_invalid", budget.into_iter().collect())?;
        let db = self.store.read();
        let found = rounds::find(&db, &see, round).await?.ok_or(Error::NotFound)?;
        let bench = Bench::find(&db, &see, found.edition).await?;
        if bench.edition.phase != (Phase::Judging { round }) {
            return Err(Refusal::state("round_not_open").with("phase", bench.edition.phase.kind()).into());
        }
        let own = veil::own(&db, &see, found.edition).await?;
        let mut standings = adjusted(compute(&db, &see, found).await?).await?;
        veil::over_standings(&mut standings, own);
        let noise = noise(&standings).ok_or_else(|| Refusal::state("wave_not_estimable"))?;
        if standings.adjusted.places.is_none() {
            return Err(Refusal::state("wave_without_line").into());
        }
        let table = Table::load(&db, &assign, self.themes(), round).await?;
        let asked = PlanWish { high: wish.high, seed: wish.seed, ..PlanWish::default() };
        table.check(&PlanWish { further: Some(BTreeMap::new()), ..asked.clone() })?;
        let proposed =
            tokio::task::spawn_blocking(move || propose(&standings, table, asked, wish.budget, noise));
        proposed.await.map_err(|error| Error::Internal(error.to_string()))
    }
}

/// The variance of one more scorecard around its entry's quality: what is left of one, and what is not known of its judge's severity.
fn noise(of: &RoundStandings) -> Option<f64> {
    let [_, _, residual] = of.adjusted.variances?;
    let judges = &of.adjusted.judges;
    let squares: f64 = judges.values().map(|judge| judge.standard_error.powi(2)).sum();
    Some(residual + squares / judges.len().max(1) as f64)
}

fn propose(standings: &RoundStandings, table: Table, asked: PlanWish, budget: u32, noise: f64) -> SecondWave {
    let free = table.free();
    let mut owed: BTreeMap<EntryId, u32> = BTreeMap::new();
    for assignment in &standings.owed {
        *owed.entry(assignment.entry).or_default() += 1;
    }
    let known: Vec<(EntryId, Unsure)> = standings
        .adjusted
        .entries
        .iter()
        .filter_map(|(id, entry)| {
            let unsure = Unsure {
                key: id.0.as_u128(),
                chance: entry.p_cut?,
                error: entry.standard_error,
                owed: owed.get(id).copied().unwrap_or(0),
                free: free.get(id).copied().unwrap_or(0),
            };
            Some((*id, unsure))
        })
        .collect();
    let unsure: Vec<Unsure> = known.iter().map(|(_, unsure)| *unsure).collect();
    let given = known.iter().map(|(id, _)| *id).zip(allocate(&unsure, noise, budget));
    let wanted = given.filter(|(_, given)| *given > 0);
    let further = wanted.map(|(id, given)| (id, table.assigned(id) + given)).collect();
    let wish = PlanWish { further: Some(further), ..asked };
    let plan = table.plan(&wish);
    let (mut entries, mut wrong) = (Vec::new(), Wrong::default());
    for (id, unsure) in known {
        let place = plan.entries.iter().position(|entry: &Entry| entry.id == id);
        let further: Vec<usize> =
            plan.new.iter().filter(|pair| Some(pair.entry) == place).map(|pair| pair.judge).collect();
        let count = u32::try_from(further.len()).unwrap_or(u32::MAX);
        let of = Wrong {
            now: unsure.chance.min(1.0 - unsure.chance),
            awaited: unsure.wrong(noise, 0),
            after: unsure.wrong(noise, count),
        };
        wrong = Wrong {
            now: wrong.now + of.now,
            awaited: wrong.awaited + of.awaited,
            after: wrong.after + of.after,
        };
        let shown = standings.adjusted.is_borderline(id) || count > 0;
        let Some(place) = place.filter(|_| shown) else { continue };
        let scorecards = standings.standings.of(id).map_or(0, |s| s.scorecards);
        let scorecards = u32::try_from(scorecards).unwrap_or(u32::MAX);
        let (chance, owed) = (unsure.chance, unsure.owed);
        entries.push(WaveEntry { place, chance, scorecards, owed, further, wrong: of });
    }
    entries.sort_by(|a, b| b.wrong.now.total_cmp(&a.wrong.now).then(a.place.cmp(&b.place)));
    SecondWave { wish, plan, entries, wrong }
}
