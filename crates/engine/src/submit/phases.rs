//! Moving an edition from phase to phase, with its entries.

use crate::submit::Edition;
use crate::submit::facts::{self, Field};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{EditionId, Instant, Refusal, RoundId};
use kapok_judging::phase::{self, Path, Phase};
use kapok_judging::stage::{RoundState, Stage};
use kapok_judging::transition::{self, Command};
use kapok_store::entries::Entry;
use kapok_store::ledger::Event;
use kapok_store::rounds::Round;
use kapok_store::{Database, Tx, editions, entries, rounds};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Where an edition is to go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The kind of phase: `open`, `screening`, `judging`, `deciding`, `decided`, `archived`, `draft`.
    pub to: String,
    /// Which round, for judging; the next one when absent.
    #[serde(default)]
    pub round: Option<RoundId>,
    /// Why; asked for when the edition moves back.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The next phase of an edition and what stands in its way.
#[derive(Clone, Debug)]
pub struct Next {
    /// All its phases, in order.
    pub path: Vec<Phase>,
    /// The next one; none at the end.
    pub to: Option<Phase>,
    /// Why it cannot move there yet, with what is missing.
    pub refusal: Option<Refusal>,
}

impl Engine {
    /// Moves an edition forward to its next phase, or back to an earlier one with a reason.
    ///
    /// # Errors
    /// `phase_unknown`, what [`phase::forward`] and [`phase::back`] refuse with the list of what is missing,
    /// [`Error::NotFound`], or a denial.
    pub async fn move_edition(&self, caller: &Caller, id: EditionId, asked: Move) -> Result<Edition> {
        let permit = self.permit(caller, Action::MoveEdition)?;
        self.store
            .write(move |tx| {
                let (permit, asked) = (permit.clone(), asked.clone());
                async move {
                    let mut edition = editions::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    let rounds = rounds::of_edition(&tx, id).await?;
                    let path = path(&edition, &rounds);
                    let from = edition.phase;
                    let to = target(&path, from, &asked)?;
                    let field = Field::load(&tx, &permit, id).await?;
                    let facts = facts::gather(&tx, &permit, &edition, &rounds, &field, to, tx.now()).await?;
                    let back = path.position(to) < path.position(from);
                    let (phase, reason) = match back {
                        true => phase::back(&path, from, to, asked.reason.as_deref(), &facts)?,
                        false => (phase::forward(&path, from, to, &facts, tx.now())?, String::new()),
                    };
                    edition.phase = phase;
                    edition.version = editions::save(&tx, &permit, &edition).await?;
                    let event = Event::new("edition_moved", edition.id)
                        .edition(edition.programme, edition.id)
                        .data(json!({ "from": from, "to": phase, "back": back, "reason": reason }));
                    tx.record(permit.actor(), event).await?;
                    carry(&tx, &permit, &edition, path, field.entries, back).await?;
                    Ok::<_, Error>(edition)
                }
            })
            .await
    }

    /// The phases of an edition, the next one and what is missing before it.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn next_phase(&self, caller: &Caller, id: EditionId) -> Result<Next> {
        let permit = self.permit(caller, Action::SeeEdition)?;
        let reader = self.store.read();
        let edition = editions::find(&reader, &permit, id).await?.ok_or(Error::NotFound)?;
        let rounds = rounds::of_edition(&reader, id).await?;
        let field = Field::load(&reader, &permit, id).await?;
        phase_ahead(&reader, &permit, &edition, &rounds, &field, self.store.now()).await
    }
}

/// The next phase of an edition with what is missing before it.
pub(crate) async fn phase_ahead(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
    rounds: &[Round],
    field: &Field,
    now: Instant,
) -> Result<Next> {
    let path = path(edition, rounds);
    let Some(to) = path.after(edition.phase) else {
        return Ok(Next { path: path.phases().to_vec(), to: None, refusal: None });
    };
    let facts = facts::gather(db, permit, edition, rounds, field, to, now).await?;
    let refusal = phase::forward(&path, edition.phase, to, &facts, now).err();
    Ok(Next { path: path.phases().to_vec(), to: Some(to), refusal })
}

/// The phases that an edition uses.
fn path(edition: &Edition, rounds: &[Round]) -> Path {
    let ids: Vec<RoundId> = rounds.iter().map(|round| round.id).collect();
    Path::new(edition.eligibility.screening, &ids)
}

/// The phase that is meant: for judging without a round, the nearest ahead, or else the nearest behind.
fn target(path: &Path, from: Phase, asked: &Move) -> Result<Phase> {
    let fits = |phase: &&Phase| match (phase, asked.round) {
        (Phase::Judging { round }, Some(wanted)) => asked.to == "judging" && *round == wanted,
        (phase, _) => phase.kind() == asked.to,
    };
    let at = path.position(from).unwrap_or(0);
    let ahead = path.phases().iter().skip(at + 1).find(fits);
    let behind = path.phases().iter().take(at + 1).rev().find(fits);
    ahead.or(behind).copied().ok_or_else(|| {
        let all = path.phases().iter().map(|phase| phase.kind());
        Refusal::state("phase_unknown").at("/to").with("phase", asked.to.as_str()).missing(all).into()
    })
}

/// Takes the entries along: into the round that begins, or back from where the edition no longer is.
async fn carry(
    tx: &Tx,
    permit: &Permit,
    edition: &Edition,
    path: Path,
    entries: Vec<Entry>,
    back: bool,
) -> Result<()> {
    let facts = transition::Facts {
        now: tx.now(),
        by: permit.actor(),
        phase: edition.phase,
        path,
        decision_public: false,
    };
    for mut entry in entries {
        let Some(command) = command(&entry.stage, edition.phase, back) else { continue };
        let before = entry.stage.clone();
        let (stage, events) = transition::apply(entry.stage, command, &facts)?;
        if stage == before {
            continue;
        }
        entry.stage = stage;
        entries::save(tx, &entry).await?;
        for happened in events {
            let data = serde_json::to_value(&happened).map_err(|e| Error::Internal(e.to_string()))?;
            let kind = if back { "entry_rewound" } else { "entry_entered_round" };
            let event = Event::new(kind, entry.id).edition(entry.programme, entry.edition);
            tx.record(permit.actor(), event.data(without_tag(data))).await?;
        }
    }
    Ok(())
}

fn command(stage: &Stage, phase: Phase, back: bool) -> Option<Command> {
    if back {
        return Some(Command::Rewind);
    }
    let Phase::Judging { round } = phase else { return None };
    match stage {
        Stage::Eligible { .. } => Some(Command::EnterRound { round }),
        Stage::InRound { place, .. } if place.state == RoundState::Advanced && place.round != round => {
            Some(Command::EnterRound { round })
        }
        _ => None,
    }
}

/// The particulars of an event whose kind already has a column of its own.
fn without_tag(mut data: Value) -> Value {
    if let Some(fields) = data.as_object_mut() {
        fields.remove("event");
    }
    data
}
