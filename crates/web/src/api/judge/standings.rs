//! Standings of a round, and confirming its cut.

use super::decisions::{DecisionsOut, decisions_out};
use crate::app::App;
use crate::extract::{Body, By, Id, Query};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{AnnouncementId, EntryId, Localized, PersonId, RoundId, approximate, rounded};
use kapok_engine::judge::{Further, NewShortlist, RoundStandings};
use kapok_judging::shortlist::Override;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::SeeStandings, routes!(get_standings)).api(Action::Decide, routes!(confirm_shortlist))
}

/// An entry's place.
#[derive(Serialize, ToSchema)]
struct StandingOut {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    number: i64,
    title: String,
    /// The same as `rank_low`.
    rank: usize,
    rank_low: usize,
    /// Higher than `rank_low` where the entry ties.
    rank_high: usize,
    /// The score, as near as a floating-point number comes.
    score: f64,
    /// The score as an exact fraction.
    score_exact: String,
    /// What other methods add; the mean adds nothing.
    adjusted: Option<f64>,
    standard_error: Option<f64>,
    p_cut: Option<f64>,
    scorecards: usize,
    /// The mean of each criterion, with four decimals.
    criteria: BTreeMap<String, String>,
    /// The label that the round's lines propose.
    proposed: Option<String>,
    /// Whether it ties across a line and waits for a hand.
    tied: bool,
}

/// How far a judge is.
#[derive(Serialize, ToSchema)]
struct JudgeCountOut {
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    name: String,
    scorecards: usize,
    outstanding: usize,
    recused: usize,
    severity: Option<f64>,
    standard_error: Option<f64>,
}

/// The standings of a round.
#[derive(Serialize, ToSchema)]
struct StandingsOut {
    method: String,
    items: Vec<StandingOut>,
    /// Entries that no scorecard reaches.
    #[schema(value_type = Vec<String>)]
    unscored: Vec<EntryId>,
    judges: Vec<JudgeCountOut>,
    /// `scorecards_outstanding`, `scorecards_too_few`, `tied_at_line`
    warnings: Vec<String>,
}

/// How to rank.
#[derive(Deserialize)]
struct How {
    method: Option<String>,
}

/// The standings of a round, computed from the scorecards that count now.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/standings", operation_id = "getStandings", tag = "judge",
    params(("id" = String, Path), ("method" = Option<String>, Query)), responses((status = 200, body = StandingsOut))
)]
async fn get_standings(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Query(how): Query<How>,
) -> Answer<Json<StandingsOut>> {
    let standings = app.engine().get_standings(&caller, round, how.method.as_deref()).await?;
    Ok(Json(out(standings)))
}

fn out(of: RoundStandings) -> StandingsOut {
    let items = of.standings.ranked.iter().filter_map(|s| {
        let entry = of.entries.get(&s.entry)?;
        Some(StandingOut {
            entry: s.entry,
            number: entry.number,
            title: entry.title.clone(),
            rank: s.rank_low,
            rank_low: s.rank_low,
            rank_high: s.rank_high,
            score: approximate(&s.score),
            score_exact: s.score.to_string(),
            adjusted: None,
            standard_error: None,
            p_cut: None,
            scorecards: s.scorecards,
            criteria: s.criteria.iter().map(|(key, mean)| (key.clone(), rounded(mean, 4))).collect(),
            proposed: of.proposal.label_of(s.entry).map(str::to_owned),
            tied: of.proposal.is_tied(s.entry),
        })
    });
    let judge = |j: &kapok_engine::judge::JudgeCount| JudgeCountOut {
        judge: j.person,
        name: j.name.clone(),
        scorecards: j.scorecards,
        outstanding: j.outstanding,
        recused: j.recused,
        severity: None,
        standard_error: None,
    };
    StandingsOut {
        method: "mean".to_owned(),
        items: items.collect(),
        unscored: of.standings.unscored.clone(),
        judges: of.judges.iter().map(judge).collect(),
        warnings: of.warnings.iter().map(|w| (*w).to_owned()).collect(),
    }
}

/// Why an entry is not where the rule puts it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OverrideIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    reason: String,
}

/// Entries above a line below the first.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FurtherIn {
    /// The line's label.
    label: String,
    #[schema(value_type = Vec<String>)]
    entries: Vec<EntryId>,
}

/// What is confirmed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ShortlistIn {
    /// The entries above the round's first line.
    #[schema(value_type = Vec<String>)]
    entries: Vec<EntryId>,
    /// Those above its further lines; as the rule says when absent.
    #[serde(default)]
    further: Option<Vec<FurtherIn>>,
    #[serde(default)]
    overrides: Vec<OverrideIn>,
    /// The announcement that is to hold the decisions; the phase's own when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    announcement: Option<AnnouncementId>,
    /// The title of an announcement that has to be made first.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    title: Option<Localized>,
}

/// Confirms the cut of a round: every entry of it gets its decision, held by an announcement.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/shortlist", operation_id = "confirmShortlist", tag = "judge",
    params(("id" = String, Path)), request_body = ShortlistIn, responses((status = 200, body = DecisionsOut))
)]
async fn confirm_shortlist(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<ShortlistIn>,
) -> Answer<Json<DecisionsOut>> {
    let further = |f: FurtherIn| Further { label: f.label, entries: f.entries };
    let new = NewShortlist {
        entries: given.entries,
        further: given.further.map(|lines| lines.into_iter().map(further).collect()),
        overrides: given
            .overrides
            .into_iter()
            .map(|o| Override { entry: o.entry, reason: o.reason })
            .collect(),
        announcement: given.announcement,
        title: given.title,
    };
    let (announcement, decisions) = app.engine().confirm_shortlist(&caller, round, new).await?;
    Ok(Json(decisions_out(announcement, decisions)))
}
