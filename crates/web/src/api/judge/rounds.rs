//! Rounds and their rules.

use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, PanelId, RoundId};
use kapok_engine::Once;
use kapok_engine::judge::{NewRound, Round};
use kapok_judging::round::RoundRules;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SetUpEdition, routes!(create_round))
        .api(Action::SeeEdition, routes!(list_rounds))
        .api(Action::SeeEdition, routes!(get_round))
        .api(Action::SetUpEdition, routes!(update_round))
}

/// What a round needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoundIn {
    /// Who judges.
    #[schema(value_type = String, format = Uuid)]
    panel: PanelId,
    /// `{name, kind: scoring|hearing|pass_fail|pairwise, rubric: {scale: {min, max, step, anchors?}, criteria: [{key, label,
    /// weight, optional?, help?, scale?, min_score?, explain_from_below?, explain_from_above?}], longest_comment?},
    /// method?: mean|adjusted|bradley_terry, cuts?: [{rule: {kind: top, count} | {kind: share, percent} | {kind: at_least, score},
    /// ties?: admitted|referred|{broken: {by}}, quotas?: [{by, least?, most?}], label, advances}],
    /// minimum_scorecards?, common_first?, declaration?, due?,
    /// conflicts?: {country?, entity?, email_domain?, named?, earlier?: off|warn|exclude},
    /// reminders?: {days_before?, every_days_after?}}`
    #[schema(value_type = Object)]
    rules: RoundRules,
}

/// A round.
#[derive(Serialize, ToSchema)]
struct RoundOut {
    #[schema(value_type = String, format = Uuid)]
    id: RoundId,
    #[schema(value_type = String, format = Uuid)]
    edition: EditionId,
    #[schema(value_type = String, format = Uuid)]
    panel: PanelId,
    /// Its place among the edition's rounds, from 1.
    ordinal: i64,
    #[schema(value_type = Object)]
    rules: RoundRules,
    version: i64,
}

/// The rounds of an edition.
#[derive(Serialize, ToSchema)]
struct RoundsOut {
    items: Vec<RoundOut>,
    next_cursor: Option<String>,
}

impl From<Round> for RoundOut {
    fn from(round: Round) -> Self {
        Self {
            id: round.id,
            edition: round.edition,
            panel: round.panel,
            ordinal: round.ordinal,
            rules: round.rules,
            version: round.version.0,
        }
    }
}

/// Adds a round after those that the edition has.
#[utoipa::path(
    post, path = "/api/v1/editions/{id}/rounds", operation_id = "createRound", tag = "judge",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = RoundIn, responses((status = 201, body = RoundOut))
)]
async fn create_round(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<RoundIn>,
) -> Answer {
    let once =
        key.map(|key| Once::new(&key, "createRound", &(edition, given.panel, &given.rules))).transpose()?;
    let new = NewRound { panel: given.panel, rules: given.rules };
    let round = app.engine().create_round(&caller, edition, new, once).await?;
    Ok((StatusCode::CREATED, Tagged(round.version, Json(RoundOut::from(round)))).into_response())
}

/// The rounds of an edition, in their order.
#[utoipa::path(
    get, path = "/api/v1/editions/{id}/rounds", operation_id = "listRounds", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = RoundsOut))
)]
async fn list_rounds(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
) -> Answer<Json<RoundsOut>> {
    let rounds = app.engine().list_rounds(&caller, edition).await?;
    Ok(Json(RoundsOut { items: rounds.into_iter().map(Into::into).collect(), next_cursor: None }))
}

/// A round.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}", operation_id = "getRound", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = RoundOut))
)]
async fn get_round(State(app): State<App>, By(caller): By, Id(id): Id<RoundId>) -> Answer {
    let round = app.engine().get_round(&caller, id).await?;
    Ok(Tagged(round.version, Json(RoundOut::from(round))).into_response())
}

/// Changes a round; what decides it is fixed before its first scorecard.
#[utoipa::path(
    put, path = "/api/v1/rounds/{id}", operation_id = "updateRound", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = RoundIn,
    responses((status = 200, body = RoundOut))
)]
async fn update_round(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<RoundId>,
    IfMatch(version): IfMatch,
    Body(given): Body<RoundIn>,
) -> Answer {
    let new = NewRound { panel: given.panel, rules: given.rules };
    let round = app.engine().update_round(&caller, id, Some(version), new).await?;
    Ok(Tagged(round.version, Json(RoundOut::from(round))).into_response())
}
