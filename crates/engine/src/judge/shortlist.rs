//! Confirming the cut of a round: by its rule, with every hand in it named and explained.

use super::announcements::holder;
use super::bench::{Bench, step};
use super::confirmation::{self, Confirmed};
use super::meeting::board;
use super::standings::{RoundStandings, compute, missing};
use super::veil;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{AnnouncementId, EntryId, Localized, PersonId, Refusal, RoundId};
use kapok_judging::decision::{self, Proposed};
use kapok_judging::motion::Board;
use kapok_judging::phase::{self, Phase};
use kapok_judging::shortlist::{self, Basis, Chosen, Outcome, Override};
use kapok_judging::transition::Command;
use kapok_store::announcements::Announcement;
use kapok_store::decisions::{self, Decision};
use kapok_store::ledger::Event;
use kapok_store::motions::Recorded;
use kapok_store::rounds;
use kapok_store::{Database, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Entries that get the label of a line below the first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Further {
    /// The label.
    pub label: String,
    /// Which entries.
    pub entries: Vec<EntryId>,
}

/// What the organiser confirms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewShortlist {
    /// The entries above the round's first line.
    pub entries: Vec<EntryId>,
    /// Those above its further lines; as the board says when not given.
    pub further: Option<Vec<Further>>,
    /// Why entries are not where the rule puts them; where a motion put them there, its reason needs no repeating.
    pub overrides: Vec<Override>,
    /// The announcement that is to hold the decisions; the phase's own when not given.
    pub announcement: Option<AnnouncementId>,
    /// The title of an announcement that has to be made first; the round's name when not given.
    pub title: Option<Localized>,
}

impl Engine {
    /// Confirms the cut of a round: every entry of it gets its decision, held by an announcement. Where the round asks for two
    /// people, nothing is decided yet: the confirmation waits for another person.
    ///
    /// # Errors
    /// [`Error::NotFound`], `round_not_open`, `round_without_cut`, `scorecards_outstanding`, `scorecards_too_few`,
    /// `method_not_estimable`, `comparisons_not_connected`, `shortlist_invalid`, `decision_invalid` (quotas), `decision_public`, `announcement_public`, `organiser_in_conflict`
    /// when the caller would move an entry that they stood aside from.
    pub async fn confirm_shortlist(
        &self,
        caller: &Caller,
        round: RoundId,
        new: NewShortlist,
    ) -> Result<Confirmed> {
        let permit = self.permit(caller, Action::Decide)?;
        let asked = Arc::new((permit, new));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { confirm(&tx, &asked.0, round, &asked.1).await }
        };
        self.store.write(unit).await
    }
}

async fn confirm(tx: &Tx, permit: &Permit, round: RoundId, new: &NewShortlist) -> Result<Confirmed> {
    let ground = Ground::find(tx, permit, round).await?;
    let own = veil::own(tx, permit, ground.bench.edition.id).await?;
    ground.check_untouched(&own, new)?;
    let outcomes = ground.outcomes(tx, new).await?;
    if ground.standings.round.rules.confirmed_by_two {
        return confirmation::propose(tx, permit, &ground, new).await.map(Confirmed::Pending);
    }
    let (announcement, decisions) = ground.decide(tx, permit, outcomes, new, None).await?;
    Ok(Confirmed::Decided(announcement, decisions))
}

/// What a cut rests on: a round that is judged, with all scorecards in, and the board that its committee made of it.
pub(super) struct Ground {
    pub(super) bench: Bench,
    pub(super) standings: RoundStandings,
    pub(super) board: Board,
    pub(super) motions: Vec<Recorded>,
}

impl Ground {
    pub(super) async fn find(db: &impl Database, permit: &Permit, round: RoundId) -> Result<Self> {
        let round = rounds::find(db, permit, round).await?.ok_or(Error::NotFound)?;
        let bench = Bench::find(db, permit, round.edition).await?;
        if bench.edition.phase != (Phase::Judging { round: round.id }) {
            return Err(Refusal::state("round_not_open").with("phase", bench.edition.phase.kind()).into());
        }
        if round.rules.cuts.is_empty() {
            return Err(Refusal::state("round_without_cut").into());
        }
        let standings = compute(db, permit, round).await?;
        for stuck in ["method_not_estimable", "comparisons_not_connected"] {
            if standings.warnings.contains(&stuck) {
                return Err(Refusal::state(stuck).with("groups", standings.abilities.groups).into());
            }
        }
        let mut facts = phase::Facts::default();
        missing(db, &standings, &mut facts).await?;
        phase::scorecards_are_in(&facts)?;
        let (board, motions) = board(db, &bench, &standings).await?;
        Ok(Self { bench, standings, board, motions })
    }

    /// The outcome of every entry, if what is confirmed fits the rule, its reasons and the quotas.
    pub(super) async fn outcomes(&self, tx: &Tx, new: &NewShortlist) -> Result<Vec<Outcome>> {
        let chosen = self.chosen(new);
        let reasons = self.reasons(&chosen, &new.overrides);
        let in_round = placed(&self.standings);
        let outcomes = shortlist::confirm(&self.standings.proposal, &in_round, &chosen, &reasons)?;
        check_quotas(tx, &self.bench, &outcomes).await?;
        Ok(outcomes)
    }

    /// Refuses to move entries that the caller stood aside from, or to give reasons for them: they stay where the board has them.
    fn check_untouched(&self, own: &BTreeSet<EntryId>, new: &NewShortlist) -> Result<()> {
        let chosen = self.chosen(new);
        for entry in own.intersection(&placed(&self.standings)) {
            let label = chosen.iter().find(|c| c.entry == *entry).map(|c| c.label.as_str());
            let explained = new.overrides.iter().any(|o| o.entry == *entry);
            if explained || label != self.board.label_of(*entry) {
                return Err(veil::in_conflict(&self.standings, *entry).at("/entries").into());
            }
        }
        Ok(())
    }

    /// Carries the outcomes out, proposed before by somebody else where two people confirm.
    pub(super) async fn decide(
        &self,
        tx: &Tx,
        permit: &Permit,
        outcomes: Vec<Outcome>,
        new: &NewShortlist,
        proposed_by: Option<PersonId>,
    ) -> Result<(Announcement, Vec<Decision>)> {
        let Self { bench, standings, .. } = self;
        let title = new.title.clone().unwrap_or_else(|| standings.round.rules.name.clone());
        let announcement = holder(tx, permit, bench, new.announcement, title).await?;
        let inputs = standings.inputs();
        let mut made = Vec::new();
        for outcome in outcomes {
            let Some(mut entry) = standings.entries.get(&outcome.entry).cloned() else { continue };
            let command = Command::Cut { round: standings.round.id, advances: outcome.advances };
            step(tx, permit, bench, &mut entry, command).await?;
            let decision = decision(tx, permit, standings, &inputs, &announcement, outcome);
            decisions::put(tx, &decision).await?;
            made.push(decision);
        }
        let by_hand = made.iter().filter(|d| d.record.reason.is_some()).count();
        let event = Event::new("shortlist_confirmed", standings.round.id)
            .edition(bench.edition.programme, bench.edition.id)
            .data(json!({
                "announcement": announcement.id, "decisions": made.len(), "overrides": by_hand,
                "inputs": inputs, "proposed_by": proposed_by,
            }));
        tx.record(permit.actor(), event).await?;
        Ok((announcement, made))
    }

    /// The choices of all lines, each with the place where it was given.
    fn chosen(&self, new: &NewShortlist) -> Vec<Chosen> {
        let one = |entry: EntryId, label: &str, at: String| Chosen { entry, label: label.to_owned(), at };
        let mut lines = self.board.lines.iter();
        let Some(first) = lines.next() else { return Vec::new() };
        let above = new.entries.iter().enumerate();
        let mut chosen: Vec<_> = above.map(|(i, e)| one(*e, &first.label, format!("/entries/{i}"))).collect();
        match &new.further {
            Some(further) => {
                for (i, line) in further.iter().enumerate() {
                    let at = |j| format!("/further/{i}/entries/{j}");
                    let entries = line.entries.iter().enumerate();
                    chosen.extend(entries.map(|(j, e)| one(*e, &line.label, at(j))));
                }
            }
            None => {
                for line in lines {
                    let rest = line.entries.iter().filter(|e| !new.entries.contains(e));
                    chosen.extend(rest.map(|e| one(*e, &line.label, "/further".to_owned())));
                }
            }
        }
        chosen
    }

    /// The reasons given, then those of the motions that put an entry where it is confirmed.
    fn reasons(&self, chosen: &[Chosen], given: &[Override]) -> Vec<Override> {
        let label = |entry| chosen.iter().find(|c| c.entry == entry).map(|c| c.label.as_str());
        let silent = |o: &Override| given.iter().all(|g| g.entry != o.entry);
        let moved = self.board.overrides(&self.standings.proposal).into_iter();
        let moved = moved.filter(|o| silent(o) && label(o.entry) == self.board.label_of(o.entry));
        given.iter().cloned().chain(moved).collect()
    }
}

/// The entries that a round places, its cut confirmed or not.
pub(super) fn placed(standings: &RoundStandings) -> BTreeSet<EntryId> {
    let here = |place: kapok_judging::stage::InRound| place.round == standings.round.id;
    standings.entries.values().filter(|e| e.stage.place().is_some_and(here)).map(|e| e.id).collect()
}

async fn check_quotas(tx: &Tx, bench: &Bench, outcomes: &[Outcome]) -> Result<()> {
    let proposed: Vec<_> = outcomes
        .iter()
        .map(|o| Proposed { entry: o.entry, labels: o.label.iter().cloned().collect(), reason: None })
        .collect();
    // Whoever broke a tie has given the reason with the override.
    decision::check(&bench.edition.labels, &proposed, &BTreeMap::new(), &BTreeMap::new())?;
    // Decisions of earlier rounds count too, unless they are on the entries decided now.
    let now: BTreeSet<_> = outcomes.iter().map(|o| o.entry).collect();
    let mut held: BTreeMap<EntryId, BTreeSet<String>> = BTreeMap::new();
    for decision in decisions::of_edition(tx, bench.edition.id).await? {
        if !now.contains(&decision.entry) {
            held.entry(decision.entry).or_default().extend(decision.labels);
        }
    }
    Ok(decision::check(&bench.edition.labels, &proposed, &held, &BTreeMap::new())?)
}

fn decision(
    tx: &Tx,
    permit: &Permit,
    standings: &RoundStandings,
    inputs: &str,
    announcement: &Announcement,
    outcome: Outcome,
) -> Decision {
    let reason = match &outcome.basis {
        Basis::Rule | Basis::TieByRule { .. } => None,
        Basis::TieBroken { reason } | Basis::Overridden { reason, .. } => Some(reason.clone()),
    };
    Decision {
        id: tx.new_id(),
        programme: announcement.programme,
        edition: announcement.edition,
        entry: outcome.entry,
        round: Some(standings.round.id),
        announcement: announcement.id,
        labels: outcome.label.into_iter().collect(),
        record: standings.record(outcome.entry, inputs, outcome.basis, reason),
        citation: None,
        decided_by: permit.actor().person(),
        decided_at: tx.now(),
    }
}
