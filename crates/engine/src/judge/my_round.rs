//! A judge's own round: their scorecards, until when, and once all are in how they scored beside the others.

use super::adjusted::{Severity, habits_of, severities};
use super::due::find_own;
use super::own::OwnCard;
use super::standings::compute;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{PersonId, RoundId};
use kapok_measure::habits::Habit;
use kapok_store::rounds::Round;
use kapok_store::{assignments, extensions, panels, people};
use std::collections::BTreeMap;

/// Fewest judges beside whom a severity is told: with two, one's own would tell the other's scores.
const FEWEST: usize = 3;

/// How a judge scored beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// How severe and how steady.
    pub severity: Severity,
    /// How they used criteria and scale; none with too few scorecards.
    pub habit: Option<Habit>,
}

/// A round as one of its judges sees it.
#[derive(Clone, Debug)]
pub struct MyRound {
    /// The round, with the due time that is the judge's own.
    pub round: Round,
    /// Why that is not the round's.
    pub extended: Option<String>,
    /// How many scorecards were asked of them; entries from which they stood aside are left out.
    pub asked: usize,
    /// How many of those are in; in a pairwise round, how many entries they have compared as often as is asked.
    pub submitted: usize,
    /// Those that they submitted, highest first.
    pub cards: Vec<OwnCard>,
    /// How they scored beside the others, once their last scorecard is submitted; none where too little is there to tell.
    pub scored: Option<Scored>,
    /// For the chair of the panel, once every scorecard of the round is in: each judge by name.
    pub panel: Vec<(String, Scored)>,
}

impl MyRound {
    /// Whether every scorecard that was asked of them is in.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.asked > 0 && self.cards.len() == self.asked
    }
}

impl Engine {
    /// A round in which the caller judges. Nothing of other judges' scorecards shows but what the caller's own figures say.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_my_round(&self, caller: &Caller, id: RoundId) -> Result<MyRound> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let own = caller.person_id().ok_or(Error::NotFound)?;
        let cards = self.list_own_cards(caller, id).await?;
        let db = self.store.read();
        let round = find_own(&db, &permit, id).await?;
        let asked = assignments::list_own(&db, &permit, Some(id)).await?;
        let submitted = asked.iter().filter(|a| a.state.counts()).count();
        let asked = asked.iter().filter(|a| !a.state.is_set_aside()).count();
        let extension = extensions::own(&db, &permit).await?.into_iter().find(|e| e.round == id);
        let extended = extension.map(|e| e.reason);
        let mut mine = MyRound { round, extended, asked, submitted, cards, scored: None, panel: Vec::new() };
        if mine.is_done() {
            (mine.scored, mine.panel) = self.scored(own, &mine.round).await?;
        }
        Ok(mine)
    }

    async fn scored(&self, own: PersonId, round: &Round) -> Result<(Option<Scored>, Vec<(String, Scored)>)> {
        // Computed from everybody's scorecards; only what is the judge's to see goes on.
        let everything = self.permit(&Caller::system(), Action::SeeStandings)?;
        let db = self.store.read();
        let standings = compute(&db, &everything, round.clone()).await?;
        let in_chair = panels::members(&db, round.panel).await?;
        let in_chair = in_chair.iter().any(|m| m.person == own && m.chair && m.left_at.is_none());
        let all_in = standings.owed.is_empty();
        let fitting = tokio::task::spawn_blocking(move || {
            let mut habits = habits_of(&standings);
            let scored = |(id, severity)| (id, Scored { severity, habit: habits.remove(&id) });
            severities(&standings).into_iter().map(scored).collect()
        });
        let found: BTreeMap<PersonId, Scored> =
            fitting.await.map_err(|error| Error::Internal(error.to_string()))?;
        if found.len() < FEWEST {
            return Ok((None, Vec::new()));
        }
        let scored = found.get(&own).cloned();
        let mut panel = Vec::new();
        if in_chair && all_in {
            let ids: Vec<_> = found.keys().copied().collect();
            let names = people::names(&db, &ids).await?;
            panel.extend(names.into_iter().filter_map(|(id, name)| Some((name, found.get(&id)?.clone()))));
            panel.sort_by(|a, b| {
                b.1.severity.severity.total_cmp(&a.1.severity.severity).then_with(|| a.0.cmp(&b.0))
            });
        }
        Ok((scored, panel))
    }
}
