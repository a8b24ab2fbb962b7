//! The judge's own work: assignments, scorecards, standing aside.

use super::standings::HabitOut;
use crate::api::schema::DeadlineView;
use crate::app::App;
use crate::extract::{Body, By, Id, IfMatch, IfVersion, Query, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AssignmentId, EditionId, EntryId, Instant, Localized, RoundId};
use kapok_engine::judge::{Assignment, MyAssignment, MyAssignmentRow, Scorecard};
use kapok_judging::conflict::Ground;
use kapok_judging::rubric::Rubric;
use kapok_judging::scorecard::{Given, Score};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnAssignments, routes!(list_my_assignments))
        .api(Action::SeeOwnAssignments, routes!(get_my_assignment))
        .api(Action::SeeOwnAssignments, routes!(get_my_round))
        .api(Action::Score, routes!(save_scorecard))
        .api(Action::Score, routes!(recuse))
}

/// One of the caller's assignments.
#[derive(Serialize, ToSchema)]
struct MyAssignmentOut {
    #[schema(value_type = String, format = Uuid)]
    id: AssignmentId,
    #[schema(value_type = String, format = Uuid)]
    edition: EditionId,
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    #[schema(value_type = Object)]
    round_name: Localized,
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    entry_number: i64,
    entry_title: String,
    /// BCP 47.
    entry_language: String,
    /// `asked`, `started`, `submitted`, `recused`.
    state: String,
    #[schema(value_type = String, format = DateTime)]
    assigned_at: Instant,
    /// Until when the scorecard is wanted from the caller.
    due: Option<DeadlineView>,
    /// Why the organiser reopened the scorecard, until it is submitted anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    reopened: Option<String>,
    /// Whether the round asks the caller to declare what ties them to the entry first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    undeclared: bool,
    /// The version to name in `If-Match`.
    version: i64,
    /// Whether it belongs to a rehearsal, in which nothing counts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    rehearsal: bool,
    /// In a list: its place, from 1, where the round begins with entries common to all.
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<usize>,
}

impl From<MyAssignmentRow> for MyAssignmentOut {
    fn from(row: MyAssignmentRow) -> Self {
        let undeclared = row.undeclared();
        let MyAssignmentRow { assignment, round, entry, rehearsal, first, .. } = row;
        Self {
            id: assignment.id,
            edition: assignment.edition,
            round: round.id,
            due: round.rules.due.as_ref().map(DeadlineView::from),
            round_name: round.rules.name,
            entry: entry.id,
            entry_number: entry.number,
            entry_title: entry.title,
            entry_language: entry.language.to_string(),
            state: assignment.state.kind().to_owned(),
            assigned_at: assignment.assigned_at,
            reopened: assignment.state.reopened().map(str::to_owned),
            undeclared,
            version: assignment.version.0,
            rehearsal,
            first,
        }
    }
}

/// The caller's assignments.
#[derive(Serialize, ToSchema)]
struct MyAssignmentsOut {
    items: Vec<MyAssignmentOut>,
    next_cursor: Option<String>,
}

/// One of the caller's assignments with all that is needed to score it.
#[derive(Serialize, ToSchema)]
struct MyAssignmentDetail {
    #[serde(flatten)]
    assignment: MyAssignmentOut,
    /// What is scored.
    #[schema(value_type = Object)]
    rubric: Rubric,
    /// The dossier's answers, by field; absent for whoever stood aside.
    #[schema(value_type = Option<Object>)]
    answers: Option<serde_json::Value>,
    /// The caller's own latest version.
    scorecard: Option<ScorecardOut>,
}

/// A version of a scorecard.
#[derive(Serialize, ToSchema)]
struct ScorecardOut {
    /// Its number among the assignment's versions.
    number: i64,
    /// As given: `[{criterion, value, comment}]`, values as decimal strings.
    #[schema(value_type = Vec<Object>)]
    scores: Vec<Score>,
    comment_to_organiser: Option<String>,
    comment_to_entrant: Option<String>,
    submitted: bool,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
}

impl From<Scorecard> for ScorecardOut {
    fn from(card: Scorecard) -> Self {
        Self {
            number: card.number,
            scores: card.given.scores,
            comment_to_organiser: card.given.comment_to_organiser,
            comment_to_entrant: card.given.comment_to_entrant,
            submitted: card.submitted,
            saved_at: card.saved_at,
        }
    }
}

/// Which of the caller's assignments.
#[derive(Deserialize)]
struct Which {
    round: Option<String>,
    state: Option<String>,
}

/// The caller's own assignments.
#[utoipa::path(
    get, path = "/api/v1/me/assignments", operation_id = "listMyAssignments", tag = "judge",
    params(("round" = Option<String>, Query), ("state" = Option<String>, Query)),
    responses((status = 200, body = MyAssignmentsOut))
)]
async fn list_my_assignments(
    State(app): State<App>,
    By(caller): By,
    Query(which): Query<Which>,
) -> Answer<Json<MyAssignmentsOut>> {
    let round = which.round.map(|id| id.parse::<RoundId>()).transpose();
    let round = round.map_err(|_| crate::extract::wrong("round"))?;
    let rows = app.engine().list_my_assignments(&caller, round, which.state.as_deref()).await?;
    Ok(Json(MyAssignmentsOut { items: rows.into_iter().map(Into::into).collect(), next_cursor: None }))
}

/// How a judge scores beside the others of the round.
#[derive(Serialize, ToSchema)]
struct OwnSeverityOut {
    /// How far below the panel's average level the caller scores; negative is lenient.
    severity: f64,
    standard_error: f64,
    /// The caller's noise over what the others' leads to expect; 1 is as steady as they are.
    noise: Option<f64>,
    /// How the caller uses criteria and scale; absent with fewer than four scorecards.
    habit: Option<HabitOut>,
}

/// A round in which the caller judges.
#[derive(Serialize, ToSchema)]
struct MyRoundOut {
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    #[schema(value_type = Object)]
    name: Localized,
    /// Until when the caller's scorecards are wanted.
    due: Option<DeadlineView>,
    /// Why that is not the round's.
    extended: Option<String>,
    asked: usize,
    submitted: usize,
    /// Once the caller's last scorecard is submitted and at least three judges have scored.
    severity: Option<OwnSeverityOut>,
}

/// A round in which the caller judges: how far they are, and once they are done how they scored beside the others.
#[utoipa::path(
    get, path = "/api/v1/me/rounds/{id}", operation_id = "getMyRound", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = MyRoundOut))
)]
async fn get_my_round(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<RoundId>,
) -> Answer<Json<MyRoundOut>> {
    let mine = app.engine().get_my_round(&caller, id).await?;
    let severity = mine.scored.map(|found| OwnSeverityOut {
        severity: found.severity.severity,
        standard_error: found.severity.standard_error,
        noise: found.severity.noise,
        habit: found.habit.as_ref().map(HabitOut::from),
    });
    Ok(Json(MyRoundOut {
        round: mine.round.id,
        due: mine.round.rules.due.as_ref().map(DeadlineView::from),
        name: mine.round.rules.name,
        extended: mine.extended,
        asked: mine.asked,
        submitted: mine.submitted,
        severity,
    }))
}

/// One of the caller's own assignments with dossier, rubric and latest scorecard.
#[utoipa::path(
    get, path = "/api/v1/assignments/{id}", operation_id = "getMyAssignment", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = MyAssignmentDetail))
)]
async fn get_my_assignment(State(app): State<App>, By(caller): By, Id(id): Id<AssignmentId>) -> Answer {
    let mine = app.engine().get_my_assignment(&caller, id).await?;
    let version = mine.assignment.version;
    let answers = readable(&mine);
    let rehearsal = mine.edition.rehearsal_of.is_some();
    let MyAssignment { assignment, round, entry, edition, card, .. } = mine;
    let rubric = round.rules.rubric.clone();
    let open = edition.phase.round() == Some(round.id) && entry.stage.is_uncut_in(round.id);
    let row = MyAssignmentRow { assignment, round, entry, rehearsal, open, first: None };
    let detail =
        MyAssignmentDetail { assignment: row.into(), rubric, answers, scorecard: card.map(Into::into) };
    Ok(Tagged(version, Json(detail)).into_response())
}

/// The answers that a judge reads: all but those about persons.
fn readable(mine: &MyAssignment) -> Option<serde_json::Value> {
    let dossier = mine.dossier.as_ref()?;
    let fields = mine.edition.form.modules.iter().flat_map(|m| &m.fields);
    let shown = fields.filter(|field| !field.personal);
    let answer = |key: &String| Some((key.clone(), dossier.content.answers.0.get(key)?.clone()));
    Some(shown.filter_map(|field| answer(&field.key)).collect::<serde_json::Map<_, _>>().into())
}

/// A scorecard as it is to be saved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScorecardIn {
    /// `[{criterion, value, comment?}]`; a value is a number or a decimal string.
    #[schema(value_type = Vec<Object>)]
    scores: Vec<Score>,
    #[serde(default)]
    comment_to_organiser: Option<String>,
    /// Passed on to the entrant as feedback, without the judge's name.
    #[serde(default)]
    comment_to_entrant: Option<String>,
    /// Whether the scorecard is handed in; a draft may be partial.
    pub(super) submit: bool,
}

impl From<ScorecardIn> for Given {
    fn from(given: ScorecardIn) -> Self {
        Self {
            scores: given.scores,
            comment_to_organiser: given.comment_to_organiser,
            comment_to_entrant: given.comment_to_entrant,
        }
    }
}

/// What saving answers.
#[derive(Serialize, ToSchema)]
pub(super) struct SavedOut {
    #[schema(value_type = String, format = Uuid)]
    assignment: AssignmentId,
    state: String,
    version: i64,
    scorecard: ScorecardOut,
}

impl SavedOut {
    pub(super) fn new(assignment: Assignment, card: Scorecard) -> Self {
        let Assignment { id, state, version, .. } = assignment;
        let state = state.kind().to_owned();
        Self { assignment: id, state, version: version.0, scorecard: card.into() }
    }
}

/// Saves a version of the scorecard; versions are never changed afterwards.
#[utoipa::path(
    put, path = "/api/v1/assignments/{id}/scorecard", operation_id = "saveScorecard", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ScorecardIn,
    responses((status = 200, body = SavedOut))
)]
async fn save_scorecard(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<AssignmentId>,
    IfMatch(version): IfMatch,
    Body(given): Body<ScorecardIn>,
) -> Answer {
    let submit = given.submit;
    let (assignment, card) =
        app.engine().save_scorecard(&caller, id, Some(version), given.into(), submit).await?;
    let version = assignment.version;
    let saved = SavedOut::new(assignment, card);
    Ok(Tagged(version, Json(saved)).into_response())
}

/// Why the caller stands aside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecusalIn {
    reason: String,
    /// `employment`, `residence`, `involvement`, `family`, `interest`, `other`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    ground: Ground,
}

/// What standing aside answers.
#[derive(Serialize, ToSchema)]
struct RecusedOut {
    #[schema(value_type = String, format = Uuid)]
    assignment: AssignmentId,
    state: String,
    version: i64,
}

/// Stands aside from an entry: no scorecard of the caller's on it counts, whatever came before.
#[utoipa::path(
    post, path = "/api/v1/assignments/{id}/recusal", operation_id = "recuse", tag = "judge",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)), request_body = RecusalIn,
    responses((status = 200, body = RecusedOut))
)]
async fn recuse(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<AssignmentId>,
    IfVersion(version): IfVersion,
    Body(given): Body<RecusalIn>,
) -> Answer {
    let recused = app.engine().recuse(&caller, id, version, given.ground, Some(given.reason)).await?;
    let state = recused.state.kind().to_owned();
    let out = RecusedOut { assignment: recused.id, state, version: recused.version.0 };
    Ok(Tagged(recused.version, Json(out)).into_response())
}
