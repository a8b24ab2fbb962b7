//! What judges look back on: their own scorecards side by side, and what they wrote down for themselves.

use super::standings::weights;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{AssignmentId, EntryId, Exact, Refusal, RoundId};
use kapok_measure::standings::{Card, card_mean};
use kapok_store::scorecards::{self, Scorecard};
use kapok_store::{Tx, assignments, entries, rounds};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Characters of a note, at most.
const LONGEST_NOTE: usize = 10_000;

/// One of the caller's own submitted scorecards.
#[derive(Clone, Debug)]
pub struct OwnCard {
    /// The assignment.
    pub assignment: AssignmentId,
    /// The entry, as people name it.
    pub entry: String,
    /// The weighted mean over the criteria that were scored.
    pub mean: Exact,
    /// The version that counts.
    pub card: Scorecard,
}

impl Engine {
    /// The caller's own submitted scorecards of a round, highest first: to hold the next one against them. Nobody else's enter.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_own_cards(&self, caller: &Caller, round: RoundId) -> Result<Vec<OwnCard>> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        let round = rounds::find_of_judge(&db, &permit, round).await?.ok_or(Error::NotFound)?;
        let mut own = assignments::list_own(&db, &permit, Some(round.id)).await?;
        own.retain(|assignment| assignment.state.counts());
        let mut cards = scorecards::submitted_of(&db, own.iter().map(|assignment| assignment.id)).await?;
        let names = entries::of_assignments(&db, &own).await?;
        let names: BTreeMap<EntryId, String> =
            names.iter().map(|entry| (entry.id, entry.reference())).collect();
        let (weights, mut rows) = (weights(&round), Vec::new());
        for assignment in own {
            let Some(card) = cards.remove(&assignment.id) else { continue };
            let scores =
                card.given.scores.iter().filter_map(|s| Some((s.criterion.clone(), s.value?))).collect();
            let one = Card { entry: assignment.entry, judge: assignment.judge, scores, set_aside: false };
            let Some(mean) = card_mean(&weights, &one) else { continue };
            let entry = names.get(&assignment.entry).cloned().unwrap_or_default();
            rows.push(OwnCard { assignment: assignment.id, entry, mean, card });
        }
        rows.sort_by(|a, b| b.mean.cmp(&a.mean).then_with(|| a.entry.cmp(&b.entry)));
        Ok(rows)
    }

    /// What the caller wrote down for themselves about an assignment of theirs.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_note(&self, caller: &Caller, id: AssignmentId) -> Result<String> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        assignments::find_own(&db, &permit, id).await?.ok_or(Error::NotFound)?;
        Ok(assignments::note(&db, &permit, id).await?.unwrap_or_default())
    }

    /// Keeps a note of the caller's own, in place of the one before.
    ///
    /// # Errors
    /// [`Error::NotFound`], `text_too_long`.
    pub async fn keep_note(&self, caller: &Caller, id: AssignmentId, note: String) -> Result<()> {
        let permit = self.permit(caller, Action::Score)?;
        let length = note.chars().count();
        if length > LONGEST_NOTE {
            let refusal =
                Refusal::invalid("text_too_long").with("length", length).with("longest", LONGEST_NOTE);
            return Err(refusal.at("/note").into());
        }
        let asked = Arc::new((permit, note));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let note = Some(asked.1.as_str()).filter(|note| !note.trim().is_empty());
                match assignments::keep_note(&tx, &asked.0, id, note).await? {
                    true => Ok(()),
                    false => Err(Error::NotFound),
                }
            }
        };
        self.store.write(unit).await
    }
}
