//! Confirming the cut of a round: by its rule, with every hand in it named and explained.

use super::announcements::holder;
use super::bench::{Bench, step};
use super::standings::{RoundStandings, compute, missing};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{AnnouncementId, EntryId, Localized, Refusal, RoundId};
use kapok_judging::decision::{self, Proposed};
use kapok_judging::phase::{self, Phase};
use kapok_judging::shortlist::{self, Basis, Chosen, Outcome, Override};
use kapok_judging::transition::Command;
use kapok_store::Tx;
use kapok_store::announcements::Announcement;
use kapok_store::decisions::{self, Decision};
use kapok_store::ledger::Event;
use kapok_store::rounds;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Entries that get the label of a line below the first.
#[derive(Clone, Debug)]
pub struct Further {
    /// The label.
    pub label: String,
    /// Which entries.
    pub entries: Vec<EntryId>,
}

/// What the organiser confirms.
#[derive(Clone, Debug)]
pub struct NewShortlist {
    /// The entries above the round's first line.
    pub entries: Vec<EntryId>,
    /// Those above its further lines; as the rule says when not given.
    pub further: Option<Vec<Further>>,
    /// Why entries are not where the rule puts them.
    pub overrides: Vec<Override>,
    /// The announcement that is to hold the decisions; the phase's own when not given.
    pub announcement: Option<AnnouncementId>,
    /// The title of an announcement that has to be made first; the round's name when not given.
    pub title: Option<Localized>,
}

impl Engine {
    /// Confirms the cut of a round: every entry of it gets its decision, held by an announcement.
    ///
    /// # Errors
    /// [`Error::NotFound`], `round_not_open`, `round_without_cut`, `scorecards_outstanding`, `scorecards_too_few`,
    /// `method_not_estimable`, `shortlist_invalid`, `decision_invalid` (quotas), `decision_public`, `announcement_public`.
    pub async fn confirm_shortlist(
        &self,
        caller: &Caller,
        round: RoundId,
        new: NewShortlist,
    ) -> Result<(Announcement, Vec<Decision>)> {
        let permit = self.permit(caller, Action::Decide)?;
        let asked = Arc::new((permit, new));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { confirm(&tx, &asked.0, round, &asked.1).await }
        };
        self.store.write(unit).await
    }
}

async fn confirm(
    tx: &Tx,
    permit: &Permit,
    round: RoundId,
    new: &NewShortlist,
) -> Result<(Announcement, Vec<Decision>)> {
    let round = rounds::find(tx, permit, round).await?.ok_or(Error::NotFound)?;
    let bench = Bench::find(tx, permit, round.edition).await?;
    if bench.edition.phase != (Phase::Judging { round: round.id }) {
        return Err(Refusal::state("round_not_open").with("phase", bench.edition.phase.kind()).into());
    }
    let Some(first) = round.rules.cuts.first() else {
        return Err(Refusal::state("round_without_cut").into());
    };
    let first = first.label.clone();
    let title = new.title.clone().unwrap_or_else(|| round.rules.name.clone());
    let standings = compute(tx, permit, round).await?;
    if standings.warnings.contains(&"method_not_estimable") {
        return Err(Refusal::state("method_not_estimable").into());
    }
    let inputs = standings.inputs();
    let mut facts = phase::Facts::default();
    missing(tx, &standings, &mut facts).await?;
    phase::scorecards_are_in(&facts)?;
    let in_round = placed(&standings);
    let chosen = chosen(&standings, new, &first);
    let outcomes = shortlist::confirm(&standings.proposal, &in_round, &chosen, &new.overrides)?;
    check_quotas(tx, &bench, &outcomes).await?;
    let announcement = holder(tx, permit, &bench, new.announcement, title).await?;
    let mut made = Vec::new();
    for outcome in outcomes {
        let Some(mut entry) = standings.entries.get(&outcome.entry).cloned() else { continue };
        let command = Command::Cut { round: standings.round.id, advances: outcome.advances };
        step(tx, permit, &bench, &mut entry, command).await?;
        let decision = decision(tx, permit, &standings, &inputs, &announcement, outcome);
        decisions::put(tx, &decision).await?;
        made.push(decision);
    }
    let event = Event::new("shortlist_confirmed", standings.round.id)
        .edition(bench.edition.programme, bench.edition.id)
        .data(json!({ "announcement": announcement.id, "decisions": made.len(), "overrides": new.overrides.len(), "inputs": inputs }));
    tx.record(permit.actor(), event).await?;
    Ok((announcement, made))
}

fn placed(standings: &RoundStandings) -> BTreeSet<EntryId> {
    let here = |place: kapok_judging::stage::InRound| place.round == standings.round.id;
    standings.entries.values().filter(|e| e.stage.place().is_some_and(here)).map(|e| e.id).collect()
}

/// The choices of all lines, each with the place where it was given.
fn chosen(standings: &RoundStandings, new: &NewShortlist, first: &str) -> Vec<Chosen> {
    let one = |entry: EntryId, label: &str, at: String| Chosen { entry, label: label.to_owned(), at };
    let mut chosen: Vec<_> =
        new.entries.iter().enumerate().map(|(i, e)| one(*e, first, format!("/entries/{i}"))).collect();
    match &new.further {
        Some(further) => {
            for (i, line) in further.iter().enumerate() {
                let at = |j| format!("/further/{i}/entries/{j}");
                chosen.extend(line.entries.iter().enumerate().map(|(j, e)| one(*e, &line.label, at(j))));
            }
        }
        None => {
            for line in standings.proposal.lines.iter().skip(1) {
                let rest = line.entries.iter().filter(|e| !new.entries.contains(e));
                chosen.extend(rest.map(|e| one(*e, &line.label, "/further".to_owned())));
            }
        }
    }
    chosen
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
