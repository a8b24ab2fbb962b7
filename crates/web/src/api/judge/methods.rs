//! A round by every method at hand, as data.

use crate::app::App;
use crate::extract::{By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use kapok_access::Action;
use kapok_base::{EntryId, PersonId, RoundId};
use kapok_engine::judge::{Column, Estimate, JudgeByMethods, Measure, MethodOf, Methods, Severity};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::SeeStandings, routes!(compare_methods))
}

/// What a method makes of an entry.
#[derive(Serialize, ToSchema)]
struct EstimateOut {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    /// In points of the scale; of the Rasch model in logits.
    value: f64,
    /// Absent for the mean.
    standard_error: Option<f64>,
    /// From 1; equal values share it.
    rank: usize,
}

/// A method with what it makes of the entries, best first; of none where too little is there to go by.
#[derive(Serialize, ToSchema)]
struct MethodOut {
    /// `mean`, `adjusted` (judges fixed), `adjusted_random` (judges random), `rasch`, or `criterion`: adjusted by one criterion alone.
    method: &'static str,
    /// The criterion, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    criterion: Option<String>,
    entries: Vec<EstimateOut>,
}

impl From<&Column> for MethodOut {
    fn from(column: &Column) -> Self {
        let one = |(entry, of): (&EntryId, &Estimate)| EstimateOut {
            entry: *entry,
            value: of.value,
            standard_error: of.error,
            rank: of.rank,
        };
        let mut entries: Vec<EstimateOut> = column.entries.iter().map(one).collect();
        entries.sort_by_key(|one| one.rank);
        let (method, criterion) = match &column.method {
            MethodOf::Mean => ("mean", None),
            MethodOf::Adjusted => ("adjusted", None),
            MethodOf::AdjustedRandom => ("adjusted_random", None),
            MethodOf::Rasch => ("rasch", None),
            MethodOf::Criterion(key) => ("criterion", Some(key.clone())),
        };
        Self { method, criterion, entries }
    }
}

/// How far below the panel's average a judge scores, in points.
#[derive(Serialize, ToSchema)]
struct SeverityOut {
    severity: f64,
    standard_error: f64,
    /// The judge's noise over what the others' leads to expect; 1 is as steady as they are.
    noise: Option<f64>,
}

impl From<Severity> for SeverityOut {
    fn from(of: Severity) -> Self {
        Self { severity: of.severity, standard_error: of.standard_error, noise: of.noise }
    }
}

/// A judge's severity or a criterion's difficulty in logits, and how well its scores fit the Rasch model: infit and outfit are about 1,
/// above for noise, below for too little variety.
#[derive(Serialize, ToSchema)]
struct MeasureOut {
    measure: f64,
    standard_error: f64,
    infit: Option<f64>,
    outfit: Option<f64>,
    ratings: usize,
    /// Nothing but highest or nothing but lowest scores: the measure is a guess.
    extreme: bool,
}

impl From<Measure> for MeasureOut {
    fn from(of: Measure) -> Self {
        Self {
            measure: of.measure,
            standard_error: of.error,
            infit: of.infit,
            outfit: of.outfit,
            ratings: of.ratings,
            extreme: of.extreme,
        }
    }
}

/// A judge by every method.
#[derive(Serialize, ToSchema)]
struct JudgeByMethodsOut {
    #[schema(value_type = String, format = Uuid)]
    judge: PersonId,
    name: String,
    adjusted: Option<SeverityOut>,
    adjusted_random: Option<SeverityOut>,
    rasch: Option<MeasureOut>,
}

impl From<&JudgeByMethods> for JudgeByMethodsOut {
    fn from(of: &JudgeByMethods) -> Self {
        Self {
            judge: of.person,
            name: of.name.clone(),
            adjusted: of.adjusted.map(SeverityOut::from),
            adjusted_random: of.random.map(SeverityOut::from),
            rasch: of.rasch.map(MeasureOut::from),
        }
    }
}

/// How far the judges agree.
#[derive(Serialize, ToSchema)]
struct AgreementOut {
    /// ICC(2,1): how much one scorecard tells of what other judges would give.
    icc_single: Option<f64>,
    /// ICC(2,k): the same of the mean of an entry's scorecards.
    icc_mean: Option<f64>,
    /// Kendall's W, where all judges scored all entries.
    kendall_w: Option<f64>,
    /// Krippendorff's alpha of the scorecards' means, as intervals.
    alpha: Option<f64>,
    generalisability_adjusted: Option<f64>,
    generalisability_raw: Option<f64>,
}

/// A round by every method at hand. None of them decides but the round's own, which `getStandings` names.
#[derive(Serialize, ToSchema)]
struct MethodsOut {
    methods: Vec<MethodOut>,
    /// Entries above the first line by every method for whole scorecards.
    #[schema(value_type = Vec<String>)]
    agreed: Vec<EntryId>,
    /// Entries above it by some of them and not by others.
    #[schema(value_type = Vec<String>)]
    disputed: Vec<EntryId>,
    /// Entries that the caller stood aside from as a judge: nothing of how they fare is shown.
    #[schema(value_type = Vec<String>)]
    veiled: Vec<EntryId>,
    judges: Vec<JudgeByMethodsOut>,
    /// How difficult each criterion is.
    criteria: BTreeMap<String, MeasureOut>,
    agreement: AgreementOut,
    /// Whether the Rasch model's measures settled; absent where it finds too little to go by.
    rasch_settled: Option<bool>,
}

impl From<Methods> for MethodsOut {
    fn from(of: Methods) -> Self {
        let found = of.agreement.generalisability;
        Self {
            methods: of.columns.iter().map(MethodOut::from).collect(),
            agreed: of.agreed.into_iter().collect(),
            disputed: of.disputed.into_iter().collect(),
            veiled: of.standings.veiled.into_iter().collect(),
            judges: of.judges.iter().map(JudgeByMethodsOut::from).collect(),
            criteria: of.criteria.into_iter().map(|(key, measure)| (key, measure.into())).collect(),
            agreement: AgreementOut {
                icc_single: of.agreement.icc_single,
                icc_mean: of.agreement.icc_mean,
                kendall_w: of.agreement.concordance,
                alpha: of.agreement.alpha,
                generalisability_adjusted: found.map(|found| found.adjusted),
                generalisability_raw: found.map(|found| found.raw),
            },
            rasch_settled: of.rasch_settled,
        }
    }
}

/// Compares what every method at hand makes of a round's scorecards: means, severity adjusted with judges fixed and random, Rasch measures,
/// each criterion alone; with how far the judges agree.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/methods", operation_id = "compareMethods", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = MethodsOut))
)]
async fn compare_methods(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
) -> Answer<Json<MethodsOut>> {
    Ok(Json(app.engine().compare_methods(&caller, round).await?.into()))
}
