//! The editor's desk: entries become cases; cases are edited and withdrawn.

use super::shape::CaseView;
use crate::api::schema::LocalizedText;
use crate::app::App;
use crate::extract::{Body, By, Id, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AnnouncementId, CaseId, EditionId, EntryId, Language, Localized};
use kapok_engine::remember::{DeskEntry, Published};
use kapok_library::{CaseText, Section};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeEditorsDesk, routes!(list_desk))
        .api(Action::SeeEditorsDesk, routes!(get_case_on_desk))
        .api(Action::EditCases, routes!(publish_case))
        .api(Action::EditCases, routes!(publish_cases))
        .api(Action::EditCases, routes!(edit_case))
        .api(Action::EditCases, routes!(withdraw_case))
}

/// An entry on the editor's desk.
#[derive(Debug, Serialize, ToSchema)]
struct DeskEntryView {
    #[schema(value_type = Uuid)]
    entry: EntryId,
    number: i64,
    title: String,
    #[schema(value_type = Option<LocalizedText>)]
    entity_name: Option<Localized>,
    /// What its last decision calls it.
    labels: BTreeSet<String>,
    /// The announcement that holds its last decision; without one it cannot become a case.
    #[schema(value_type = Option<Uuid>)]
    announcement: Option<AnnouncementId>,
    /// Whether that announcement is public.
    is_public: bool,
    /// The licence consented to; absent when there is no consent.
    licence: Option<String>,
    /// The case made of it.
    #[schema(value_type = Option<Uuid>)]
    case: Option<CaseId>,
    /// Whether that case was withdrawn.
    withdrawn: bool,
}

impl From<DeskEntry> for DeskEntryView {
    fn from(entry: DeskEntry) -> Self {
        Self {
            entry: entry.entry,
            number: entry.number,
            title: entry.title,
            entity_name: entry.entity_name,
            labels: entry.labels,
            announcement: entry.announcement,
            is_public: entry.is_public,
            licence: entry.licence.map(str::to_owned),
            withdrawn: entry.case.as_ref().is_some_and(|case| case.withdrawn),
            case: entry.case.map(|case| case.id),
        }
    }
}

/// The entries of an edition on the editor's desk.
#[derive(Debug, Serialize, ToSchema)]
struct DeskView {
    items: Vec<DeskEntryView>,
}

/// Lists the entries of an edition with what they need to become cases.
#[utoipa::path(get, path = "/api/v1/editions/{id}/desk", operation_id = "listEditorsDesk", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = DeskView)))]
async fn list_desk(State(app): State<App>, By(caller): By, Id(id): Id<EditionId>) -> Answer<Json<DeskView>> {
    let (_, desk) = app.engine().editors_desk(&caller, id).await?;
    Ok(Json(DeskView { items: desk.into_iter().map(DeskEntryView::from).collect() }))
}

/// Reads a case as its editor sees it, also before its announcement.
#[utoipa::path(get, path = "/api/v1/desk/cases/{id}", operation_id = "getCaseOnDesk", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = CaseView)))]
async fn get_case_on_desk(State(app): State<App>, By(caller): By, Id(id): Id<CaseId>) -> Answer {
    let record = app.engine().case_on_desk(&caller, id).await?;
    Ok(Tagged(record.version, Json(CaseView::from(&record))).into_response())
}

/// Makes a case of an entry; it is public from the entry's announcement on.
#[utoipa::path(post, path = "/api/v1/entries/{id}/case", operation_id = "publishCase", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 201, body = CaseView)))]
async fn publish_case(State(app): State<App>, By(caller): By, Id(id): Id<EntryId>) -> Answer {
    let record = app.engine().publish_case(&caller, id).await?;
    let location = [(LOCATION, format!("/api/v1/desk/cases/{}", record.id))];
    Ok((StatusCode::CREATED, location, Tagged(record.version, Json(CaseView::from(&record)))).into_response())
}

/// Which entries become cases.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Chosen {
    /// Only these; when absent, all that can become one.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>)]
    entries: Option<BTreeSet<EntryId>>,
}

/// An entry that cannot become a case.
#[derive(Debug, Serialize, ToSchema)]
struct RefusedEntry {
    #[schema(value_type = Uuid)]
    entry: EntryId,
    /// The stable name of the reason.
    code: &'static str,
}

/// What making many cases came to.
#[derive(Debug, Serialize, ToSchema)]
struct PublishedView {
    #[schema(value_type = Vec<Uuid>)]
    made: Vec<CaseId>,
    /// Entries that were cases already.
    unchanged: u64,
    refused: Vec<RefusedEntry>,
}

impl From<Published> for PublishedView {
    fn from(published: Published) -> Self {
        let refused = published.refused.into_iter().map(|(entry, code)| RefusedEntry { entry, code });
        Self { made: published.made, unchanged: published.unchanged, refused: refused.collect() }
    }
}

/// Makes cases of many entries of an edition.
#[utoipa::path(post, path = "/api/v1/editions/{id}/cases", operation_id = "publishCases", tag = "library",
    params(("id" = Uuid, Path)), request_body = Chosen, responses((status = 200, body = PublishedView)))]
async fn publish_cases(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<EditionId>,
    Body(chosen): Body<Chosen>,
) -> Answer<Json<PublishedView>> {
    Ok(Json(app.engine().publish_cases(&caller, id, chosen.entries).await?.into()))
}

/// A part of a text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SectionIn {
    heading: String,
    text: String,
}

/// A case's text in one language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TextIn {
    /// BCP 47; another language than those there are adds a translation.
    #[schema(value_type = String, example = "en")]
    lang: Language,
    title: String,
    description: String,
    #[serde(default)]
    sections: Vec<SectionIn>,
}

/// Writes a case's text in one language.
#[utoipa::path(put, path = "/api/v1/desk/cases/{id}", operation_id = "editCase", tag = "library",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = TextIn, responses((status = 200, body = CaseView)))]
async fn edit_case(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(given): Body<TextIn>,
) -> Answer {
    let section = |section: SectionIn| Section { heading: section.heading, text: section.text };
    let sections = given.sections.into_iter().map(section).collect();
    let text = CaseText { title: given.title, description: given.description, sections };
    let record = app.engine().edit_case(&caller, id, version, given.lang, text).await?;
    Ok(Tagged(record.version, Json(CaseView::from(&record))).into_response())
}

/// Why a case is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Withdrawal {
    /// For every reader.
    reason: String,
}

/// Withdraws a case: its texts are removed for good, its address keeps the reason.
#[utoipa::path(post, path = "/api/v1/desk/cases/{id}/withdrawal", operation_id = "withdrawCase", tag = "library",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = Withdrawal, responses((status = 200, body = CaseView)))]
async fn withdraw_case(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(given): Body<Withdrawal>,
) -> Answer {
    let record = app.engine().withdraw_case(&caller, id, version, given.reason).await?;
    Ok(Tagged(record.version, Json(CaseView::from(&record))).into_response())
}
