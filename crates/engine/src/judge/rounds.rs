//! Rounds: setting up passes of judging.

use super::bench::current;
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit};
use kapok_base::{EditionId, PanelId, Refusal, RoundId, Version};
use kapok_judging::phase::Phase;
use kapok_judging::round::RoundRules;
use kapok_store::editions::{self, Edition};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Tx, comparisons, panels, scorecards};
use serde_json::json;
use std::sync::Arc;

/// What a round needs, new or changed.
#[derive(Clone, Debug)]
pub struct NewRound {
    /// Who judges.
    pub panel: PanelId,
    /// Its rules.
    pub rules: RoundRules,
}

impl Engine {
    /// Adds a round after those that the edition has.
    ///
    /// # Errors
    /// [`Error::NotFound`], `rounds_fixed` once decisions have begun, `panel_elsewhere`, `round_invalid`.
    pub async fn create_round(
        &self,
        caller: &Caller,
        edition: EditionId,
        new: NewRound,
        once: Option<Once>,
    ) -> Result<Round> {
        let permit = self.permit(caller, Action::SetUpEdition)?;
        let asked = Arc::new((permit, new, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, new, once) = &*asked;
                if let Some(id) = once::recall(&tx, permit.actor(), once.as_ref()).await? {
                    return rounds::find(&tx, permit, id).await?.ok_or(Error::NotFound);
                }
                let round = create(&tx, permit, edition, new).await?;
                once::remember(&tx, permit.actor(), once.as_ref(), &round.id).await?;
                Ok::<_, Error>(round)
            }
        };
        self.store.write(unit).await
    }

    /// Changes a round; what decides it is fixed before its first scorecard.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `panel_elsewhere`, `round_invalid`, `round_has_scorecards`.
    pub async fn update_round(
        &self,
        caller: &Caller,
        id: RoundId,
        expected: Option<Version>,
        new: NewRound,
    ) -> Result<Round> {
        let permit = self.permit(caller, Action::SetUpEdition)?;
        let asked = Arc::new((permit, new));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { update(&tx, &asked.0, id, expected, &asked.1).await }
        };
        self.store.write(unit).await
    }

    /// The rounds of an edition, in their order.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_rounds(&self, caller: &Caller, edition: EditionId) -> Result<Vec<Round>> {
        let permit = self.permit(caller, Action::SeeEdition)?;
        let db = self.store.read();
        editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        Ok(rounds::of_edition(&db, edition).await?)
    }

    /// A round.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_round(&self, caller: &Caller, id: RoundId) -> Result<Round> {
        let permit = self.permit(caller, Action::SeeEdition)?;
        rounds::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }
}

async fn create(tx: &Tx, permit: &Permit, edition: EditionId, new: &NewRound) -> Result<Round> {
    let edition = editions::find(tx, permit, edition).await?.ok_or(Error::NotFound)?;
    if matches!(edition.phase, Phase::Deciding | Phase::Decided | Phase::Archived) {
        return Err(Refusal::state("rounds_fixed").into());
    }
    check(tx, permit, &edition, new).await?;
    let before = rounds::of_edition(tx, edition.id).await?;
    let round = Round {
        id: tx.new_id(),
        programme: edition.programme,
        edition: edition.id,
        panel: new.panel,
        ordinal: before.last().map_or(1, |last| last.ordinal + 1),
        rules: new.rules.clone(),
        version: Version::FIRST,
    };
    rounds::create(tx, &round).await?;
    record(tx, permit, "round_created", &round).await?;
    Ok(round)
}

async fn update(
    tx: &Tx,
    permit: &Permit,
    id: RoundId,
    expected: Option<Version>,
    new: &NewRound,
) -> Result<Round> {
    let mut round = rounds::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    current(expected, round.version)?;
    let edition = editions::find(tx, permit, round.edition).await?.ok_or(Error::NotFound)?;
    check(tx, permit, &edition, new).await?;
    let scored = scorecards::exist(tx, id).await? || comparisons::exist(tx, id).await?;
    new.rules.may_replace(&round.rules, scored)?;
    if scored && new.panel != round.panel {
        return Err(Refusal::state("round_has_scorecards").at("/panel").into());
    }
    round.panel = new.panel;
    round.rules = new.rules.clone();
    round.version = rounds::save(tx, &round).await?;
    record(tx, permit, "round_changed", &round).await?;
    Ok(round)
}

async fn check(tx: &Tx, permit: &Permit, edition: &Edition, new: &NewRound) -> Result<()> {
    let panel = panels::find(tx, permit, new.panel).await?;
    if panel.is_none_or(|p| p.edition != edition.id) {
        return Err(Refusal::invalid("panel_elsewhere").at("/panel").into());
    }
    Ok(new.rules.check(&edition.labels)?)
}

async fn record(tx: &Tx, permit: &Permit, kind: &'static str, round: &Round) -> Result<()> {
    let event = Event::new(kind, round.id)
        .edition(round.programme, round.edition)
        .data(json!({ "ordinal": round.ordinal, "panel": round.panel, "rules": round.rules }));
    tx.record(permit.actor(), event).await?;
    Ok(())
}
