//! Many scorecards in one request.

use super::mine::{SavedOut, ScorecardIn};
use crate::app::App;
use crate::extract::Body;
use crate::fault::{Answer, Fault};
use crate::problem::Problem;
use crate::routes::Routes;
use crate::view::View;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{AssignmentId, Version};
use kapok_engine::judge::CardIn;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::Score, routes!(save_scorecards))
}

/// Whether scorecards stand or fall together.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum BatchMode {
    /// All are saved, or none when one cannot be.
    All,
    /// Each is saved for itself.
    Each,
}

/// A scorecard among others.
#[derive(Deserialize, ToSchema)]
struct CardOfBatch {
    /// One of the caller's assignments.
    #[schema(value_type = String, format = Uuid)]
    assignment: AssignmentId,
    /// The assignment's version that this is meant for; left out, it goes over whatever is there.
    #[serde(default)]
    version: Option<i64>,
    #[serde(flatten)]
    scorecard: ScorecardIn,
}

/// Scorecards to save, at most 1,000.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BatchIn {
    mode: BatchMode,
    cards: Vec<CardOfBatch>,
}

/// What became of one of them: `saved`, or the `problem` that a request of its own would have been answered with.
#[derive(Serialize, ToSchema)]
struct CardAnswer {
    #[schema(value_type = String, format = Uuid)]
    assignment: AssignmentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<SavedOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

/// An answer for each scorecard, in the order in which they were given.
#[derive(Serialize, ToSchema)]
struct BatchOut {
    items: Vec<CardAnswer>,
}

/// Saves many scorecards. Sent again, what is saved already is answered as it was and makes no new versions.
#[utoipa::path(
    post, path = "/api/v1/me/scorecards", operation_id = "saveScorecards", tag = "judge", request_body = BatchIn,
    responses((status = 200, body = BatchOut))
)]
async fn save_scorecards(
    State(app): State<App>,
    view: View,
    Body(given): Body<BatchIn>,
) -> Answer<Json<BatchOut>> {
    let ids: Vec<_> = given.cards.iter().map(|card| card.assignment).collect();
    let card = |card: CardOfBatch| {
        let (submit, scores) = (card.scorecard.submit, card.scorecard.into());
        CardIn { assignment: card.assignment, expected: card.version.map(Version), given: scores, submit }
    };
    let cards = given.cards.into_iter().map(card).collect();
    let engine = app.engine();
    let answers = match given.mode {
        BatchMode::All => engine.save_all(&view.caller, cards).await?.into_iter().map(Ok).collect(),
        BatchMode::Each => engine.save_each(&view.caller, cards).await?,
    };
    let answer = |(assignment, answer)| match answer {
        Ok((saved, card)) => {
            CardAnswer { assignment, saved: Some(SavedOut::new(saved, card)), problem: None }
        }
        Err(error) => {
            let problem = Problem::of(&Fault::from(error), &view.words);
            CardAnswer { assignment, saved: None, problem: Some(problem) }
        }
    };
    Ok(Json(BatchOut { items: ids.into_iter().zip(answers).map(answer).collect() }))
}
