//! What lies near a case and behind it: related cases, earlier versions, dated links.

use super::shape::HitView;
use crate::app::App;
use crate::extract::{Body, By, Id, Ids, In};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kapok_access::Action;
use kapok_base::{CaseId, CaseLinkId, Instant, Language};
use kapok_engine::remember::PastText;
use kapok_library::{CaseLink, LinkKind, NewLink};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::ReadLibrary, routes!(related_cases))
        .api(Action::ReadLibrary, routes!(list_versions))
        .api(Action::EditCases, routes!(forget_versions))
        .api(Action::ReadLibrary, routes!(list_links))
        .api(Action::EditCases, routes!(add_link))
        .api(Action::EditCases, routes!(remove_link))
}

/// What lies near a case.
#[derive(Debug, Serialize, ToSchema)]
struct RelatedView {
    /// The same initiative in other editions.
    again: Vec<HitView>,
    /// Other cases of the same entity, the newest first, a few.
    same_city: Vec<HitView>,
    /// The question that finds all cases of the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
}

/// Gives the same initiative in other editions, and what else the entity did.
#[utoipa::path(get, path = "/api/v1/cases/{id}/related", operation_id = "relatedCases", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = RelatedView)))]
async fn related_cases(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CaseId>,
) -> Answer<Json<RelatedView>> {
    let record = app.engine().get_case(&caller, id).await?;
    let related = app.engine().related_cases(&caller, &record, locale.language()).await?;
    Ok(Json(RelatedView {
        again: related.again.into_iter().map(HitView::from).collect(),
        same_city: related.same_city.into_iter().map(HitView::from).collect(),
        question: related.question,
    }))
}

/// A language version of a case as everybody read it, or reads it.
#[derive(Debug, Serialize, ToSchema)]
struct VersionView {
    #[schema(value_type = String, example = "en")]
    lang: Language,
    /// Its number in that language, from 1.
    number: usize,
    /// Since when everybody could read it.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    title: String,
    /// Everything but the title, as one text.
    body: String,
}

impl From<PastText> for VersionView {
    fn from(past: PastText) -> Self {
        let body = past.text.body();
        Self { lang: past.language, number: past.number, at: past.at, title: past.text.title, body }
    }
}

/// The versions of a case.
#[derive(Debug, Serialize, ToSchema)]
struct VersionsView {
    items: Vec<VersionView>,
}

/// Lists what everybody could read of a case, by language in the order of time; the last of each language is read now.
#[utoipa::path(get, path = "/api/v1/cases/{id}/versions", operation_id = "listCaseVersions", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = VersionsView)))]
async fn list_versions(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<CaseId>,
) -> Answer<Json<VersionsView>> {
    let (_, history) = app.engine().case_history(&caller, id).await?;
    Ok(Json(VersionsView { items: history.into_iter().map(VersionView::from).collect() }))
}

/// Forgets the earlier versions of a case, because something in them must not be read.
#[utoipa::path(delete, path = "/api/v1/desk/cases/{id}/versions", operation_id = "forgetCaseVersions",
    tag = "library", params(("id" = Uuid, Path)), responses((status = 204, description = "They are gone")))]
async fn forget_versions(State(app): State<App>, By(caller): By, Id(id): Id<CaseId>) -> Answer<StatusCode> {
    app.engine().forget_case_history(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A dated link of a case.
#[derive(Debug, Serialize, ToSchema)]
struct LinkView {
    #[schema(value_type = Uuid)]
    id: CaseLinkId,
    /// `presented_at`, `studied_in` or `led_to`.
    #[schema(value_type = String, example = "studied_in")]
    kind: LinkKind,
    /// A year, a month or a day.
    #[schema(example = "2019-05")]
    date: String,
    /// What it is, in words.
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl From<CaseLink> for LinkView {
    fn from(link: CaseLink) -> Self {
        let CaseLink { id, kind, date, words, url } = link;
        Self { id, kind, date, words, url }
    }
}

/// The dated links of a case.
#[derive(Debug, Serialize, ToSchema)]
struct LinksView {
    items: Vec<LinkView>,
}

/// Lists where a case was presented, what studied it, what came of it, by date.
#[utoipa::path(get, path = "/api/v1/cases/{id}/links", operation_id = "listCaseLinks", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = LinksView)))]
async fn list_links(State(app): State<App>, By(caller): By, Id(id): Id<CaseId>) -> Answer<Json<LinksView>> {
    let links = app.engine().case_links(&caller, id).await?;
    Ok(Json(LinksView { items: links.into_iter().map(LinkView::from).collect() }))
}

/// A link to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkIn {
    /// `presented_at`, `studied_in` or `led_to`.
    kind: String,
    /// A year, a month or a day.
    #[schema(example = "2019-05")]
    date: String,
    words: String,
    #[serde(default)]
    url: Option<String>,
}

/// Adds a dated link to a case.
#[utoipa::path(post, path = "/api/v1/desk/cases/{id}/links", operation_id = "addCaseLink", tag = "library",
    params(("id" = Uuid, Path)), request_body = LinkIn, responses((status = 201, body = LinkView)))]
async fn add_link(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<CaseId>,
    Body(given): Body<LinkIn>,
) -> Answer<(StatusCode, Json<LinkView>)> {
    let LinkIn { kind, date, words, url } = given;
    let new = NewLink { kind, date, words, url: url.unwrap_or_default() };
    let link = app.engine().add_case_link(&caller, id, new).await?;
    Ok((StatusCode::CREATED, Json(link.into())))
}

/// Removes a dated link of a case.
#[utoipa::path(delete, path = "/api/v1/desk/cases/{id}/links/{link}", operation_id = "removeCaseLink",
    tag = "library", params(("id" = Uuid, Path), ("link" = Uuid, Path)),
    responses((status = 204, description = "It is gone")))]
async fn remove_link(
    State(app): State<App>,
    By(caller): By,
    Ids(id, link): Ids<CaseId, CaseLinkId>,
) -> Answer<StatusCode> {
    app.engine().remove_case_link(&caller, id, link).await?;
    Ok(StatusCode::NO_CONTENT)
}
