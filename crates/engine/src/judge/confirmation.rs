//! Confirmation by two: what one person confirmed waits for another, and rests on what was there when it was proposed.

use super::shortlist::{Ground, NewShortlist};
use super::veil;
use crate::remember::hex;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{Instant, PersonId, Refusal, RoundId};
use kapok_judging::confirmation;
use kapok_store::announcements::Announcement;
use kapok_store::confirmations::{self, Confirmation};
use kapok_store::decisions::Decision;
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, Tx, people};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What confirming a cut comes to.
#[derive(Clone, Debug)]
pub enum Confirmed {
    /// Every entry has its decision.
    Decided(Announcement, Vec<Decision>),
    /// Nothing is decided: it waits for a second person.
    Pending(Pending),
}

impl Confirmed {
    /// The decisions, if it took effect.
    #[must_use]
    pub fn decided(self) -> Option<(Announcement, Vec<Decision>)> {
        match self {
            Self::Decided(announcement, decisions) => Some((announcement, decisions)),
            Self::Pending(_) => None,
        }
    }
}

/// A cut that waits for a second person.
#[derive(Clone, Debug)]
pub struct Pending {
    /// What was proposed; without reasons for entries that the caller stood aside from.
    pub new: NewShortlist,
    /// The hash of that and of what it rests on: the second person names it.
    pub digest: String,
    /// Who proposed it.
    pub proposed_by: Option<PersonId>,
    /// Their name.
    pub proposer: String,
    /// When.
    pub proposed_at: Instant,
    /// Whether scorecards or motions changed since: then it can only be set aside or proposed anew.
    pub moved: bool,
}

impl Engine {
    /// The cut of a round that waits for a second person, if one does.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_pending_confirmation(&self, caller: &Caller, round: RoundId) -> Result<Option<Pending>> {
        let permit = self.permit(caller, Action::SeeDecisions)?;
        let db = self.store.read();
        let round = rounds::find(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        let Some(kept) = confirmations::find(&db, round.id).await? else { return Ok(None) };
        let moved = match Ground::find(&db, &permit, round.id).await {
            Ok(ground) => digest(&ground, &kept.content) != kept.digest,
            Err(Error::Refused(_)) => true,
            Err(other) => return Err(other),
        };
        let mut pending = told(&db, kept, moved).await?;
        let own = veil::own(&db, &permit, round.edition).await?;
        pending.new.overrides.retain(|o| !own.contains(&o.entry));
        Ok(Some(pending))
    }

    /// Confirms, as the second person, what another proposed: then it takes effect. `seen` is the digest of what was seen.
    ///
    /// # Errors
    /// [`Error::NotFound`], `confirmation_none`, `confirmation_needs_another`, `confirmation_moved`, and what
    /// [`Engine::confirm_shortlist`] refuses.
    pub async fn second_confirmation(
        &self,
        caller: &Caller,
        round: RoundId,
        seen: String,
    ) -> Result<(Announcement, Vec<Decision>)> {
        let permit = self.permit(caller, Action::Decide)?;
        let asked = Arc::new((permit, seen));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move { second(&tx, &asked.0, round, &asked.1).await }
        };
        self.store.write(unit).await
    }

    /// Sets a waiting confirmation aside: nothing is decided, and the cut can be proposed anew.
    ///
    /// # Errors
    /// [`Error::NotFound`], `confirmation_none`, `reason_missing`, `text_too_long`.
    pub async fn set_confirmation_aside(
        &self,
        caller: &Caller,
        round: RoundId,
        reason: Option<String>,
    ) -> Result<()> {
        let permit = self.permit(caller, Action::Decide)?;
        let asked = Arc::new((permit, reason));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, reason) = &*asked;
                let (round, kept) = waiting(&tx, permit, round).await?;
                let reason = confirmation::set_aside(reason.as_deref())?;
                confirmations::remove(&tx, round.id).await?;
                let data =
                    json!({ "digest": kept.digest, "proposed_by": kept.proposed_by, "reason": reason });
                record(&tx, permit, "confirmation_set_aside", &round, data).await
            }
        };
        self.store.write(unit).await
    }
}

/// Keeps what the caller confirmed, in place of what waited before.
pub(super) async fn propose(
    tx: &Tx,
    permit: &Permit,
    ground: &Ground,
    new: &NewShortlist,
) -> Result<Pending> {
    let round = &ground.standings.round;
    let content = serde_json::to_string(new).map_err(|e| Error::Internal(e.to_string()))?;
    let kept = Confirmation {
        round: round.id,
        programme: round.programme,
        edition: round.edition,
        digest: digest(ground, &content),
        content,
        proposed_by: permit.actor().person(),
        proposed_at: tx.now(),
    };
    confirmations::put(tx, &kept).await?;
    record(tx, permit, "confirmation_proposed", round, json!({ "digest": kept.digest })).await?;
    told(tx, kept, false).await
}

async fn second(
    tx: &Tx,
    permit: &Permit,
    round: RoundId,
    seen: &str,
) -> Result<(Announcement, Vec<Decision>)> {
    let (round, kept) = waiting(tx, permit, round).await?;
    confirmation::by_another(kept.proposed_by, permit.actor().person())?;
    let ground = Ground::find(tx, permit, round.id).await?;
    confirmation::unmoved(&kept.digest, &[seen, &digest(&ground, &kept.content)])?;
    let new = proposed(&kept)?;
    let outcomes = ground.outcomes(tx, &new).await?;
    confirmations::remove(tx, round.id).await?;
    ground.decide(tx, permit, outcomes, &new, kept.proposed_by).await
}

async fn waiting(tx: &Tx, permit: &Permit, round: RoundId) -> Result<(Round, Confirmation)> {
    let round = rounds::find(tx, permit, round).await?.ok_or(Error::NotFound)?;
    let kept = confirmations::find(tx, round.id).await?;
    Ok((round, kept.ok_or_else(|| Refusal::state("confirmation_none"))?))
}

async fn told(db: &impl Database, kept: Confirmation, moved: bool) -> Result<Pending> {
    let names = people::names(db, kept.proposed_by.as_slice()).await?;
    Ok(Pending {
        new: proposed(&kept)?,
        digest: kept.digest,
        proposed_by: kept.proposed_by,
        proposer: names.into_iter().next().map(|(_, name)| name).unwrap_or_default(),
        proposed_at: kept.proposed_at,
        moved,
    })
}

fn proposed(kept: &Confirmation) -> Result<NewShortlist> {
    serde_json::from_str(&kept.content).map_err(|e| Error::Internal(e.to_string()))
}

/// The hash of what is confirmed and of what it rests on: the entries, every scorecard that counts, every motion.
fn digest(ground: &Ground, content: &str) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: String| {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    };
    add(content.to_owned());
    add(ground.standings.inputs());
    for entry in super::shortlist::placed(&ground.standings) {
        add(format!("entry {entry}"));
    }
    for motion in &ground.motions {
        add(format!("motion {}", motion.id));
    }
    hex(&hash.finalize())
}

async fn record(
    tx: &Tx,
    permit: &Permit,
    kind: &'static str,
    round: &Round,
    data: serde_json::Value,
) -> Result<()> {
    let event = Event::new(kind, round.id).edition(round.programme, round.edition).data(data);
    tx.record(permit.actor(), event).await?;
    Ok(())
}
