//! How a round comes along; reminding its judges, giving one of them more time, reopening a scorecard.

use super::assignments::AssignmentOut;
use crate::api::schema::{DeadlineView, LocalTimeIn};
use crate::app::App;
use crate::extract::{Body, By, Id, Ids, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AssignmentId, EntryId, Instant, PersonId, RoundId};
use kapok_engine::judge::{CardCounts, JudgeProgress, RoundProgress, Step, Waiting};
use kapok_judging::comparison::Progress;
use kapok_submission::LocalTime;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeAssignments, routes!(get_round_progress))
        .api(Action::TendJudges, routes!(remind_judges))
        .api(Action::TendJudges, routes!(extend_judge))
        .api(Action::TendJudges, routes!(reopen_scorecard))
}

/// Scorecards, counted; in a pairwise round, entries, done when their judge has compared them as often as is asked.
#[derive(Serialize, ToSchema)]
struct CardCountsOut {
    /// Asked for; entries from which a judge stood aside are left out.
    asked: usize,
    done: usize,
    drafts: usize,
    /// Not begun.
    to_do: usize,
    recused: usize,
}

/// Comparisons of a pairwise round, counted.
#[derive(Serialize, ToSchema)]
struct ComparisonCountsOut {
    /// Made, and counting.
    done: usize,
    /// How many more are owed, at least.
    left: usize,
}

impl From<Progress> for ComparisonCountsOut {
    fn from(Progress { done, left }: Progress) -> Self {
        Self { done, left }
    }
}

/// How far one judge is.
#[derive(Serialize, ToSchema)]
struct JudgeProgressOut {
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    name: String,
    counts: CardCountsOut,
    /// In a pairwise round.
    #[serde(skip_serializing_if = "Option::is_none")]
    comparisons: Option<ComparisonCountsOut>,
    /// When they last saved, declared or stood aside.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_activity: Option<Instant>,
    /// Until when theirs are wanted: the round's due time, or their own.
    due: Option<DeadlineView>,
    /// Why they have a due time of their own.
    extended: Option<String>,
    /// How many can still be submitted.
    owed: usize,
    /// Days since the due day, negative while days are left; absent where nothing is owed or no due time is set.
    days_late: Option<i64>,
    /// When they were reminded last in this programme.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_reminder: Option<Instant>,
}

/// An entry that waits for scorecards.
#[derive(Serialize, ToSchema)]
struct WaitingOut {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    number: i64,
    title: String,
    /// How many scorecards it has, or comparisons.
    scorecards: usize,
    /// Who owes one, by name.
    judges: Vec<String>,
}

/// Where the round stood, or should stand.
#[derive(Serialize, ToSchema)]
struct StepOut {
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Scorecards in by then; absent for what is still to come.
    submitted: Option<usize>,
    /// Scorecards in by then at an even pace to the due time; absent without one.
    even: Option<f64>,
}

/// How a round comes along.
#[derive(Serialize, ToSchema)]
struct ProgressOut {
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    /// Whether it is being judged now.
    is_open: bool,
    due: Option<DeadlineView>,
    totals: CardCountsOut,
    /// In a pairwise round.
    #[serde(skip_serializing_if = "Option::is_none")]
    comparisons: Option<ComparisonCountsOut>,
    /// Late ones first, then by what they owe.
    judges: Vec<JudgeProgressOut>,
    /// Those with the fewest scorecards first.
    waiting: Vec<WaitingOut>,
    pace: Vec<StepOut>,
}

impl From<CardCounts> for CardCountsOut {
    fn from(CardCounts { asked, done, drafts, to_do, recused }: CardCounts) -> Self {
        Self { asked, done, drafts, to_do, recused }
    }
}

impl From<JudgeProgress> for JudgeProgressOut {
    fn from(judge: JudgeProgress) -> Self {
        Self {
            judge: judge.person,
            name: judge.name,
            counts: judge.counts.into(),
            comparisons: judge.compared.map(Into::into),
            last_activity: judge.last_activity,
            due: judge.due.as_ref().map(DeadlineView::from),
            extended: judge.extension.map(|extension| extension.reason),
            owed: judge.owed,
            days_late: judge.days_late,
            last_reminder: judge.reminded,
        }
    }
}

impl From<Waiting> for WaitingOut {
    fn from(Waiting { entry, scorecards, judges }: Waiting) -> Self {
        Self { entry: entry.id, number: entry.number, title: entry.title, scorecards, judges }
    }
}

impl From<RoundProgress> for ProgressOut {
    fn from(progress: RoundProgress) -> Self {
        let step = |Step { at, submitted, even }| StepOut { at, submitted, even };
        Self {
            round: progress.round.id,
            is_open: progress.is_open,
            due: progress.round.rules.due.as_ref().map(DeadlineView::from),
            totals: progress.totals.into(),
            comparisons: progress.compared.map(Into::into),
            judges: progress.judges.into_iter().map(Into::into).collect(),
            waiting: progress.waiting.into_iter().map(Into::into).collect(),
            pace: progress.steps.into_iter().map(step).collect(),
        }
    }
}

/// How a round comes along: what each judge has done and owes, which entries wait for whom, and the pace.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/progress", operation_id = "getRoundProgress", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = ProgressOut))
)]
async fn get_round_progress(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
) -> Answer<Json<ProgressOut>> {
    Ok(Json(app.engine().get_progress(&caller, round).await?.into()))
}

/// Who is reminded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RemindIn {
    /// One judge of the round; all who are late when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    judge: Option<PersonId>,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
struct RemindedOut {
    /// How many judges are told.
    sent: usize,
    /// How many are not, because they were told within the last twelve hours.
    held: usize,
}

/// Reminds one judge of a round, or all who are late in it: one mail each with all that they owe in the programme, at most once
/// in twelve hours.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/reminders", operation_id = "remindJudges", tag = "judge",
    params(("id" = String, Path)), request_body = RemindIn, responses((status = 200, body = RemindedOut))
)]
async fn remind_judges(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<RemindIn>,
) -> Answer<Json<RemindedOut>> {
    let reminded = app.engine().remind_judges(&caller, round, given.judge).await?;
    Ok(Json(RemindedOut { sent: reminded.sent, held: reminded.held }))
}

/// Until when, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExtensionIn {
    #[schema(value_type = LocalTimeIn)]
    due: LocalTime,
    reason: String,
}

/// A due time of one judge's own.
#[derive(Serialize, ToSchema)]
struct ExtensionOut {
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    due: DeadlineView,
    reason: String,
}

/// Gives one judge of a round a due time of their own.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/judges/{person}/due", operation_id = "extendJudge", tag = "judge",
    params(("id" = String, Path), ("person" = String, Path)), request_body = ExtensionIn,
    responses((status = 200, body = ExtensionOut))
)]
async fn extend_judge(
    State(app): State<App>,
    By(caller): By,
    Ids(round, judge): Ids<RoundId, PersonId>,
    Body(given): Body<ExtensionIn>,
) -> Answer<Json<ExtensionOut>> {
    let due = given.due.resolve("/due")?;
    let extension = app.engine().extend_judge(&caller, round, judge, due, Some(given.reason)).await?;
    let due = DeadlineView::from(&extension.due);
    Ok(Json(ExtensionOut { round: extension.round, judge: extension.judge, due, reason: extension.reason }))
}

/// Why a scorecard is reopened; its judge reads it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReopeningIn {
    reason: String,
}

/// Reopens a submitted scorecard while its entry is not cut: it is the judge's draft again and counts no more until submitted anew.
#[utoipa::path(
    post, path = "/api/v1/assignments/{id}/reopening", operation_id = "reopenScorecard", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ReopeningIn,
    responses((status = 200, body = AssignmentOut))
)]
async fn reopen_scorecard(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<AssignmentId>,
    IfMatch(version): IfMatch,
    Body(given): Body<ReopeningIn>,
) -> Answer {
    let reopened = app.engine().reopen_scorecard(&caller, id, Some(version), Some(given.reason)).await?;
    Ok(Tagged(reopened.version, Json(AssignmentOut::from(reopened))).into_response())
}
