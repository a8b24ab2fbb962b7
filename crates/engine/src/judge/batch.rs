//! Many scorecards in one request: all of them or none, or each for itself.

use super::scoring::save;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{AssignmentId, Refusal, Version};
use kapok_judging::scorecard::Given;
use kapok_store::Tx;
use kapok_store::assignments::Assignment;
use kapok_store::scorecards::Scorecard;
use std::sync::Arc;

/// Scorecards that one request may carry.
pub const MOST_CARDS: usize = 1000;

/// A scorecard among others.
#[derive(Clone, Debug)]
pub struct CardIn {
    /// Of which assignment.
    pub assignment: AssignmentId,
    /// The version that it is meant for; any when left out.
    pub expected: Option<Version>,
    /// What is given.
    pub given: Given,
    /// Whether it is handed in.
    pub submit: bool,
}

impl Engine {
    /// Saves each scorecard for itself, in their order; a refusal of one touches none of the others.
    ///
    /// # Errors
    /// `too_many_cards`; what stops a single one stands in its place.
    pub async fn save_each(
        &self,
        caller: &Caller,
        cards: Vec<CardIn>,
    ) -> Result<Vec<Result<(Assignment, Scorecard)>>> {
        check(&cards)?;
        let mut answers = Vec::with_capacity(cards.len());
        for card in cards {
            let CardIn { assignment, expected, given, submit } = card;
            answers.push(self.save_scorecard(caller, assignment, expected, given, submit).await);
        }
        Ok(answers)
    }

    /// Saves all scorecards or none.
    ///
    /// # Errors
    /// `too_many_cards`, `scorecards_invalid` with what stops each, at its place: what [`Engine::save_scorecard`] refuses, and
    /// `not_found` and `stale`.
    pub async fn save_all(
        &self,
        caller: &Caller,
        cards: Vec<CardIn>,
    ) -> Result<Vec<(Assignment, Scorecard)>> {
        check(&cards)?;
        let permit = self.permit(caller, Action::Score)?;
        let asked = Arc::new((permit, cards));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, cards) = &*asked;
                let (mut saved, mut found) = (Vec::with_capacity(cards.len()), Vec::new());
                for (i, card) in cards.iter().enumerate() {
                    match save(&tx, permit, card.assignment, card.expected, &card.given, card.submit).await {
                        Ok(done) => saved.push(done),
                        Err(Error::Refused(refusal)) => found.extend(placed(*refusal, i)),
                        Err(Error::NotFound) => {
                            found.push(Refusal::invalid("not_found").at(at(i, "/assignment")))
                        }
                        Err(Error::Stale) => found.push(Refusal::invalid("stale").at(at(i, "/version"))),
                        Err(other) => return Err(other),
                    }
                }
                Refusal::gather("scorecards_invalid", found)?;
                Ok(saved)
            }
        };
        self.store.write(unit).await
    }
}

fn check(cards: &[CardIn]) -> Result<()> {
    if cards.len() > MOST_CARDS {
        return Err(Refusal::invalid("too_many_cards").with("most", MOST_CARDS).at("/cards").into());
    }
    Ok(())
}

fn at(i: usize, rest: &str) -> String {
    format!("/cards/{i}{rest}")
}

/// The refusal of one card, with its places told from the whole request.
fn placed(mut refusal: Refusal, i: usize) -> Vec<Refusal> {
    let place = |refusal: Refusal| {
        let pointer = at(i, refusal.pointer.as_deref().unwrap_or_default());
        refusal.at(pointer)
    };
    match std::mem::take(&mut refusal.details) {
        details if details.is_empty() => vec![place(refusal)],
        details => details.into_iter().map(place).collect(),
    }
}
