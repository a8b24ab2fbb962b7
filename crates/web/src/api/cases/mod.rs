//! The library for programs: searching, reading, taking along; and the editor's desk.

mod cite;
mod desk;
pub(crate) mod export;
mod past;
mod shape;
pub(crate) mod wanted;

use crate::app::App;
use crate::extract::{By, Id, In, Pairs, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::CaseId;
use shape::{AnswerView, CaseView, HitView, SimilarView, SuggestionsView};
use utoipa_axum::routes;

/// How many similar cases and suggestions are given.
const FEW: usize = 8;

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .api(Action::ReadLibrary, routes!(search_cases))
        .api(Action::ReadLibrary, routes!(suggest_cases))
        .api(Action::ReadLibrary, routes!(export::export_cases))
        .api(Action::ReadLibrary, routes!(export::dump_cases))
        .api(Action::ReadLibrary, routes!(get_case))
        .api(Action::ReadLibrary, routes!(cite::cite_case))
        .api(Action::ReadLibrary, routes!(cite::get_case_metadata))
        .api(Action::ReadLibrary, routes!(similar_cases));
    past::routes(desk::routes(routes))
}

/// Searches the library. A repeated parameter means "any of"; different ones must all fit.
///
/// `q` takes words, "phrases", -without, a OR b, begin*, title:, country:, year:2015..2020; every text is a question.
#[utoipa::path(get, path = "/api/v1/cases", operation_id = "searchCases", tag = "library",
    params(("q" = Option<String>, Query), ("lang" = Option<Vec<String>>, Query), ("country" = Option<Vec<String>>, Query),
        ("region" = Option<Vec<String>>, Query), ("edition" = Option<Vec<String>>, Query),
        ("year_from" = Option<i32>, Query), ("year_to" = Option<i32>, Query), ("sdg" = Option<Vec<String>>, Query),
        ("theme" = Option<Vec<String>>, Query), ("outcome" = Option<Vec<String>>, Query),
        ("source" = Option<Vec<String>>, Query),
        ("sort" = Option<String>, Query, description = "`relevance`, `newest`, `oldest` or `title`"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query),
        ("explain" = Option<bool>, Query, description = "Tell of each case how its score came about"),
        ("facets" = Option<String>, Query, description = "Names, comma-separated", example = "country,sdg")),
    responses((status = 200, body = AnswerView)))]
async fn search_cases(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    pairs: Pairs,
) -> Answer<Json<AnswerView>> {
    let request = wanted::request(&pairs, locale, "lang")?;
    let found = app.engine().search_cases(&caller, request.clone()).await?;
    let neighbours = match found.answer.total {
        0 => Some(app.engine().neighbours(&caller, &request).await?),
        _ => None,
    };
    Ok(Json(AnswerView::new(found, neighbours, locale, app.engine().themes())))
}

/// Gives titles, entities and themes that go on as typed.
#[utoipa::path(get, path = "/api/v1/cases/suggest", operation_id = "suggestCases", tag = "library",
    params(("q" = String, Query)), responses((status = 200, body = SuggestionsView)))]
async fn suggest_cases(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    pairs: Pairs,
) -> Answer<Json<SuggestionsView>> {
    let typed = pairs.first("q").unwrap_or_default().to_owned();
    let found = app.engine().suggest_cases(&caller, typed, locale.language(), FEW).await?;
    Ok(Json(SuggestionsView::new(found, locale, app.engine().themes())))
}

/// Reads a case, or what is left of one that was withdrawn.
#[utoipa::path(get, path = "/api/v1/cases/{id}", operation_id = "getCase", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = CaseView)))]
async fn get_case(State(app): State<App>, By(caller): By, Id(id): Id<CaseId>) -> Answer {
    let record = app.engine().get_case(&caller, id).await?;
    Ok(Tagged(record.version, Json(CaseView::from(&record))).into_response())
}

/// Gives the cases most like one.
#[utoipa::path(get, path = "/api/v1/cases/{id}/similar", operation_id = "similarCases", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = SimilarView)))]
async fn similar_cases(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CaseId>,
) -> Answer<Json<SimilarView>> {
    let found = app.engine().similar_cases(&caller, id, locale.language(), FEW).await?;
    Ok(Json(SimilarView { items: found.into_iter().map(HitView::from).collect() }))
}
