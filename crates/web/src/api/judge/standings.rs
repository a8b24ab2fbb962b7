//! Standings of a round.

use crate::app::App;
use crate::extract::{By, Id, Query};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{EntryId, PersonId, RoundId, approximate, rounded};
use kapok_engine::judge::{Beside, Habit, HabitSign, RoundStandings};
use kapok_judging::round::Method;
use kapok_measure::standings::Standing;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::SeeStandings, routes!(get_standings))
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
    /// The score adjusted for the severity of its judges; absent where too little is there to tell.
    adjusted: Option<f64>,
    /// The standard error of `adjusted`; in a pairwise round, of `score`.
    standard_error: Option<f64>,
    /// How it fared in a pairwise round, where `score` is its ability and `scorecards` counts comparisons.
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<PairwiseOut>,
    /// The best and the worst rank that it has in nine draws of ten; absent where too little is there to tell.
    likely_ranks: Option<[usize; 2]>,
    /// The chance of truly being above the round's first line, from 0 to 1.
    p_cut: Option<f64>,
    /// Whether chance may still decide on which side of that line it is: `p_cut` is between 0.1 and 0.9.
    borderline: bool,
    scorecards: usize,
    /// The mean of each criterion, with four decimals.
    criteria: BTreeMap<String, String>,
    /// The label that the round's lines propose.
    proposed: Option<String>,
    /// Whether it ties across a line and waits for a hand.
    tied: bool,
    /// The criteria by which the rule for ties parted it from others of its rank.
    parted_by: Vec<String>,
    /// Whether a quota had no place for it above a line that is below it.
    passed_over: bool,
}

/// How an entry fared in its comparisons.
#[derive(Serialize, ToSchema)]
struct PairwiseOut {
    wins: usize,
    losses: usize,
    /// How often neither of the two was better.
    ties: usize,
    /// The number of its group, from 1: only within a group do abilities and ranks compare.
    group: usize,
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
    /// How far below the panel's average level the judge scores; negative is lenient.
    severity: Option<f64>,
    standard_error: Option<f64>,
    /// The judge's noise over what the others' leads to expect; 1 is as steady as they are.
    noise: Option<f64>,
    /// How the judge uses criteria and scale; absent with fewer than four scorecards.
    habit: Option<HabitOut>,
}

/// A judge's figure and that of the others.
#[derive(Serialize, ToSchema)]
pub(super) struct BesideOut {
    own: f64,
    others: f64,
}

/// How a judge uses criteria and scale.
#[derive(Serialize, ToSchema)]
pub(super) struct HabitOut {
    scorecards: usize,
    /// The mean correlation of two criteria over the judge's entries.
    halo: Option<BesideOut>,
    /// The share of the scale between the lowest and the highest score given, 0 to 1.
    range_used: f64,
    /// Where the mean of all scores lies on the scale, 0 to 1.
    level: f64,
    /// The standard deviation of a criterion over the judge's entries, in points.
    spread: Option<BesideOut>,
    /// What stands out by more than chance: `halo`, `central`, `narrow`, `wide`.
    signs: Vec<&'static str>,
}

impl From<&Habit> for HabitOut {
    fn from(habit: &Habit) -> Self {
        let beside = |beside: Beside| BesideOut { own: beside.own, others: beside.others };
        let sign = |sign: &HabitSign| match sign {
            HabitSign::Halo => "halo",
            HabitSign::Central => "central",
            HabitSign::Narrow => "narrow",
            HabitSign::Wide => "wide",
        };
        Self {
            scorecards: habit.scorecards,
            halo: habit.halo.map(beside),
            range_used: habit.used,
            level: habit.level,
            spread: habit.spread.map(beside),
            signs: habit.signs.iter().map(sign).collect(),
        }
    }
}

/// How much a round's scores can be relied on.
#[derive(Serialize, ToSchema)]
struct ReliabilityOut {
    /// Variances of a scorecard's mean: between entries, between judges, what is left.
    entry_variance: f64,
    judge_variance: f64,
    residual_variance: f64,
    /// How much of the differences between adjusted scores would be found again with other judges, from 0 to 1.
    generalisability_adjusted: Option<f64>,
    /// The same of plain means.
    generalisability_raw: Option<f64>,
    /// Krippendorff's alpha of the scorecards' means.
    alpha: Option<f64>,
}

/// The standings of a round.
#[derive(Serialize, ToSchema)]
struct StandingsOut {
    /// `mean`, `adjusted` or, for pairwise rounds alone, `bradley_terry`: the order of `items`.
    #[schema(value_type = String)]
    method: Shown,
    /// `mean`, `adjusted` or `bradley_terry`: the method that decides the round, by which `proposed` goes; the default of `method`.
    #[schema(value_type = String)]
    decides: Shown,
    items: Vec<StandingOut>,
    /// Entries that no scorecard reaches.
    #[schema(value_type = Vec<String>)]
    unscored: Vec<EntryId>,
    /// Entries that the caller stood aside from as a judge: nothing of how they fare is shown.
    #[schema(value_type = Vec<String>)]
    veiled: Vec<EntryId>,
    judges: Vec<JudgeCountOut>,
    /// How much the scores can be relied on; absent where too little is there to tell.
    reliability: Option<ReliabilityOut>,
    /// `scorecards_outstanding`, `scorecards_too_few`, `tied_at_line`, `graph_not_connected`, `not_estimable`,
    /// `entries_do_not_differ`, `judge_erratic`, `judge_halo`, `judge_central`, `judge_narrow`, `judge_wide`, `cut_within_chance`, `method_not_estimable`,
    /// `comparisons_not_connected`
    warnings: Vec<String>,
}

/// How to rank.
#[derive(Deserialize)]
struct How {
    method: Option<Shown>,
}

/// The order in which standings are shown; the cut goes by the round's own method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Shown {
    /// The exact mean over scorecards of the weighted mean over criteria.
    Mean,
    /// Adjusted for severity; ranks are the interval of nine draws in ten.
    Adjusted,
    /// Abilities from comparisons; ranks count within each group.
    BradleyTerry,
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
    let standings = app.engine().get_standings(&caller, round).await?;
    let decides = match standings.round.rules.method {
        Method::Mean => Shown::Mean,
        Method::Adjusted => Shown::Adjusted,
        Method::BradleyTerry => Shown::BradleyTerry,
    };
    // What was compared has one order; what was scored has two.
    let fits = |shown: &Shown| (*shown == Shown::BradleyTerry) == (decides == Shown::BradleyTerry);
    Ok(Json(out(&standings, how.method.filter(fits).unwrap_or(decides), decides)))
}

fn out(of: &RoundStandings, method: Shown, decides: Shown) -> StandingsOut {
    let mut items: Vec<_> = of.standings.ranked.iter().filter_map(|s| item(of, s)).collect();
    if method == Shown::Adjusted {
        items.sort_by(|a, b| {
            let score = |item: &StandingOut| item.adjusted.unwrap_or(f64::NEG_INFINITY);
            score(b).total_cmp(&score(a)).then(a.number.cmp(&b.number))
        });
        for (i, item) in items.iter_mut().enumerate() {
            let ranks = of.adjusted.entries.get(&item.entry).map_or((i + 1, i + 1), |entry| entry.ranks);
            (item.rank, item.rank_low, item.rank_high) = (i + 1, ranks.0, ranks.1);
        }
    }
    let judge = |j: &kapok_engine::judge::JudgeCount| {
        let severity = of.adjusted.judges.get(&j.person);
        JudgeCountOut {
            judge: j.person,
            name: j.name.clone(),
            scorecards: j.scorecards,
            outstanding: j.outstanding,
            recused: j.recused,
            severity: severity.map(|judge| judge.severity),
            standard_error: severity.map(|judge| judge.standard_error),
            noise: severity.and_then(|judge| judge.noise),
            habit: of.adjusted.habits.get(&j.person).map(HabitOut::from),
        }
    };
    let care = of.adjusted.care.iter().map(kapok_engine::judge::Care::code);
    StandingsOut {
        method,
        decides,
        items,
        unscored: of.standings.unscored.clone(),
        veiled: of.veiled.iter().copied().collect(),
        judges: of.judges.iter().map(judge).collect(),
        reliability: reliability(of),
        warnings: of.warnings.iter().copied().chain(care).map(str::to_owned).collect(),
    }
}

fn item(of: &RoundStandings, s: &Standing) -> Option<StandingOut> {
    let entry = of.entries.get(&s.entry)?;
    let adjusted = of.adjusted.entries.get(&s.entry);
    let compared = of.abilities.entries.get(&s.entry);
    let error = adjusted.map(|entry| entry.standard_error);
    Some(StandingOut {
        entry: s.entry,
        number: entry.number,
        title: entry.title.clone(),
        rank: s.rank_low,
        rank_low: s.rank_low,
        rank_high: s.rank_high,
        score: approximate(&s.score),
        score_exact: s.score.to_string(),
        adjusted: adjusted.filter(|_| compared.is_none()).map(|entry| entry.score),
        standard_error: error.or(compared.map(|entry| entry.standard_error)),
        compared: compared.map(|entry| PairwiseOut {
            wins: entry.wins,
            losses: entry.losses,
            ties: entry.ties,
            group: entry.group,
        }),
        likely_ranks: adjusted.map(|entry| [entry.ranks.0, entry.ranks.1]),
        p_cut: adjusted.and_then(|entry| entry.p_cut),
        borderline: of.adjusted.is_borderline(s.entry),
        scorecards: s.scorecards,
        criteria: s.criteria.iter().map(|(key, mean)| (key.clone(), rounded(mean, 4))).collect(),
        proposed: of.proposal.label_of(s.entry).map(str::to_owned),
        tied: of.proposal.is_tied(s.entry),
        parted_by: of.proposal.parted_by(s.entry).unwrap_or_default().to_vec(),
        passed_over: of.proposal.lines.iter().any(|line| line.passed_over.contains(&s.entry)),
    })
}

fn reliability(of: &RoundStandings) -> Option<ReliabilityOut> {
    let [entry_variance, judge_variance, residual_variance] = of.adjusted.variances?;
    let found = of.adjusted.generalisability;
    Some(ReliabilityOut {
        entry_variance,
        judge_variance,
        residual_variance,
        generalisability_adjusted: found.map(|found| found.adjusted),
        generalisability_raw: found.map(|found| found.raw),
        alpha: of.adjusted.alpha,
    })
}
