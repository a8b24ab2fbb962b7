//! A committee's meeting over a round: the board of its lines, the motions that were put, and who took no part in which.

use super::balance::{Balance, Eligible, balance};
use super::bench::Bench;
use super::panels::judges;
use super::shortlist::placed;
use super::standings::{RoundStandings, adjusted, compute};
use super::veil;
use crate::{Caller, Engine, Error, Once, Result, once};
use futures::try_join;
use kapok_access::{Action, Permit};
use kapok_base::{EntryId, Instant, MotionId, PersonId, Refusal, RoundId};
use kapok_judging::motion::{self, Asked, Board, Facts, Motion};
use kapok_judging::phase::Phase;
use kapok_store::ledger::Event;
use kapok_store::motions::{self, Recorded};
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, Tx, assignments, entries, panels, people};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Entries whose dossiers are read in less than a moment.
const QUICK: i64 = 1_000;

/// A round as its committee meets over it.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The standings, without the entries that the caller stood aside from.
    pub standings: RoundStandings,
    /// Where each entry stands.
    pub board: Board,
    /// Whether entries can be moved: the round is judged and its cut is not confirmed.
    pub is_open: bool,
    /// The motions, in the order in which they were put.
    pub motions: Vec<MotionView>,
    /// The judges of the round's panel.
    pub members: Vec<PersonId>,
    /// By entry, who stood aside from it.
    pub aside: BTreeMap<EntryId, BTreeSet<PersonId>>,
    /// The names of all of them.
    pub names: BTreeMap<PersonId, String>,
    /// How the lines compare with the round and with all eligible entries; none where that takes long and was not asked for.
    pub balance: Option<Balance>,
}

/// A motion as the organiser sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MotionView {
    /// Its identifier.
    pub id: MotionId,
    /// Its place among the round's motions, from 1.
    pub number: i64,
    /// On which entry.
    pub entry: EntryId,
    /// What was moved and how it was settled; hidden from whoever stood aside from the entry.
    pub said: Option<Motion>,
    /// When it was recorded.
    pub at: Instant,
}

impl From<Recorded> for MotionView {
    fn from(of: Recorded) -> Self {
        let entry = of.motion.entry;
        Self { id: of.id, number: of.number, entry, said: Some(of.motion), at: of.recorded_at }
    }
}

impl Engine {
    /// A round as its committee meets over it. The balance of a large round is told where it is asked for: it takes reading all
    /// dossiers.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_meeting(&self, caller: &Caller, round: RoundId, weighed: bool) -> Result<Meeting> {
        let permit = self.permit(caller, Action::SeeStandings)?;
        let db = self.store.read();
        let round = rounds::find(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        let bench = Bench::find(&db, &permit, round.edition).await?;
        let own = veil::own(&db, &permit, round.edition).await?;
        let members = members(&db, &permit, &round).await?;
        let counts = entries::count_by_stage(&db, bench.edition.id).await?;
        let weigh = weighed || counts.values().sum::<i64>() <= QUICK;
        let eligible = async {
            match weigh {
                true => Eligible::read(&db, &permit, &bench.edition, &self.library.themes).await.map(Some),
                false => Ok(None),
            }
        };
        let (standings, eligible) = try_join!(compute(&db, &permit, round), eligible)?;
        let (mut board, recorded) = board(&db, &bench, &standings).await?;
        let balance = eligible.as_ref().map(|eligible| balance(eligible, &board));
        let id = standings.round.id;
        let uncut = standings.entries.values().any(|e| e.stage.is_uncut_in(id));
        let is_open = uncut && bench.edition.phase == (Phase::Judging { round: id });
        let mut standings = adjusted(standings).await?;
        let mut aside: BTreeMap<EntryId, BTreeSet<PersonId>> = BTreeMap::new();
        for recused in assignments::recused(&db, bench.edition.id).await? {
            aside.entry(recused.entry).or_default().insert(recused.judge);
        }
        let absent = recorded.iter().flat_map(|m| &m.motion.absent).copied();
        let everybody: BTreeSet<_> =
            absent.chain(aside.values().flatten().copied()).chain(members.iter().copied()).collect();
        let everybody: Vec<_> = everybody.into_iter().collect();
        let names = people::names(&db, &everybody).await?.into_iter().collect();
        let mut motions: Vec<_> = recorded.into_iter().map(MotionView::from).collect();
        veil::over_board(&mut board, &own);
        veil::over_motions(&mut motions, &own);
        veil::over_standings(&mut standings, own);
        Ok(Meeting { standings, board, is_open, motions, members, aside, names, balance })
    }

    /// Records a motion to move an entry to another line, or below all of them, whether it carries or not.
    ///
    /// # Errors
    /// [`Error::NotFound`], `round_without_cut`, `organiser_in_conflict`, `round_not_open`, `entry_not_being_judged`,
    /// `motion_invalid` with details (see [`motion::record`]), `idempotency_key_reused`.
    pub async fn move_entry(
        &self,
        caller: &Caller,
        round: RoundId,
        asked: Asked,
        once: Option<Once>,
    ) -> Result<MotionView> {
        let permit = self.permit(caller, Action::Decide)?;
        let asked = Arc::new((permit, asked, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, asked, once) = &*asked;
                let known: Option<MotionId> = once::recall(&tx, permit.actor(), once.as_ref()).await?;
                let round = rounds::find(&tx, permit, round).await?.ok_or(Error::NotFound)?;
                if known.is_some() {
                    let all = motions::of_round(&tx, round.id).await?;
                    return all.into_iter().find(|m| Some(m.id) == known).ok_or(Error::NotFound);
                }
                let recorded = put(&tx, permit, round, asked).await?;
                once::remember(&tx, permit.actor(), once.as_ref(), &recorded.id).await?;
                Ok::<_, Error>(recorded)
            }
        };
        self.store.write(unit).await.map(MotionView::from)
    }
}

async fn put(tx: &Tx, permit: &Permit, round: Round, asked: &Asked) -> Result<Recorded> {
    if round.rules.cuts.is_empty() {
        return Err(Refusal::state("round_without_cut").into());
    }
    let bench = Bench::find(tx, permit, round.edition).await?;
    let own = veil::own(tx, permit, round.edition).await?;
    let members = members(tx, permit, &round).await?.into_iter().collect();
    let standings = compute(tx, permit, round).await?;
    if own.contains(&asked.entry) {
        return Err(veil::in_conflict(&standings, asked.entry).at("/entry").into());
    }
    let (board, before) = board(tx, &bench, &standings).await?;
    let aside = assignments::recused(tx, bench.edition.id).await?;
    let aside = aside.into_iter().filter(|a| a.entry == asked.entry).map(|a| a.judge).collect();
    let facts = Facts {
        phase: bench.edition.phase,
        round: standings.round.id,
        stage: standings.entries.get(&asked.entry).map(|entry| &entry.stage),
        board: &board,
        members: &members,
        aside: &aside,
    };
    let recorded = Recorded {
        id: tx.new_id(),
        programme: bench.edition.programme,
        edition: bench.edition.id,
        round: standings.round.id,
        number: before.last().map_or(1, |last| last.number + 1),
        motion: motion::record(asked, &facts)?,
        recorded_by: permit.actor().person(),
        recorded_at: tx.now(),
    };
    motions::append(tx, &recorded).await?;
    let motion = &recorded.motion;
    let event = Event::new("motion_recorded", recorded.id)
        .edition(recorded.programme, recorded.edition)
        .data(json!({
            "round": recorded.round, "number": recorded.number, "entry": motion.entry, "to": motion.to,
            "reason": motion.reason, "settled": motion.settled, "absent": motion.absent,
            "carried": motion.settled.carries(),
        }));
    tx.record(permit.actor(), event).await?;
    Ok(recorded)
}

/// The judges of a round's panel who accepted.
async fn members(db: &impl Database, permit: &Permit, round: &Round) -> Result<Vec<PersonId>> {
    let panel = panels::find(db, permit, round.panel).await?.ok_or(Error::NotFound)?;
    let judges = judges(db, permit, &panel).await?.into_iter();
    Ok(judges.filter(|judge| judge.accepted).map(|judge| judge.person).collect())
}

/// The board of a round with the motions that made it: of the entries that are judged in it, and once the edition has gone on,
/// of all that it ranked.
pub(super) async fn board(
    db: &impl Database,
    bench: &Bench,
    standings: &RoundStandings,
) -> Result<(Board, Vec<Recorded>)> {
    let id = standings.round.id;
    let motions = motions::of_round(db, id).await?;
    let (here, now) = (placed(standings), bench.edition.phase == (Phase::Judging { round: id }));
    let mut ranked: Vec<_> = standings.standings.ranked.iter().map(|s| s.entry).collect();
    ranked.sort_by_key(|entry| standings.places.get(entry).map_or(usize::MAX, |place| place.ranks.0));
    let ranking = ranked.into_iter().chain(standings.standings.unscored.iter().copied());
    let ranking: Vec<_> = ranking.filter(|entry| !now || here.contains(entry)).collect();
    let board = Board::of(&standings.proposal, &ranking, motions.iter().map(|m| &m.motion));
    Ok((board, motions))
}
