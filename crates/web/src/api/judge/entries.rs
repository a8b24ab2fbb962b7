//! Entries and their screening.

use crate::app::App;
use crate::extract::{Body, By, Id, IfMatch, Paging, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use kapok_base::{Deadline, EditionId, EntryId, Instant, Localized, Refusal};
use kapok_engine::judge::{Entry, EntryRow, NewScreening};
use kapok_judging::stage::Stage;
use kapok_judging::transition::Screening;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeEntries, routes!(list_entries))
        .api(Action::SeeEntries, routes!(get_entry))
        .api(Action::ScreenEntry, routes!(screen_entry))
}

/// An entry.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntryOut {
    #[schema(value_type = String, format = Uuid)]
    id: EntryId,
    #[schema(value_type = String, format = Uuid)]
    edition: EditionId,
    /// Its submission.
    #[schema(value_type = String, format = Uuid)]
    submission: kapok_base::SubmissionId,
    /// Its entity.
    #[schema(value_type = String, format = Uuid)]
    entity: kapok_base::EntityId,
    /// The entity's name in several languages.
    #[schema(value_type = Option<Object>)]
    entity_name: Option<Localized>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// Its number in the edition.
    number: i64,
    title: String,
    /// BCP 47.
    language: String,
    /// `sealed`, `returned`, `ineligible`, `eligible`, `in_round`, `decided`, `withdrawn`.
    stage: String,
    /// When, by whom, why, in which round, with which labels.
    #[schema(value_type = Object)]
    stage_detail: Stage,
    #[schema(value_type = String, format = DateTime)]
    sealed_at: Instant,
    /// The version to name in `If-Match`.
    version: i64,
}

impl From<Entry> for EntryOut {
    fn from(entry: Entry) -> Self {
        EntryRow { entry, entity: None }.into()
    }
}

impl From<EntryRow> for EntryOut {
    fn from(row: EntryRow) -> Self {
        let entry = row.entry;
        let country = row.entity.as_ref().map(|e| e.record.country.clone());
        Self {
            id: entry.id,
            edition: entry.edition,
            submission: entry.submission,
            entity: entry.entity,
            entity_name: row.entity.map(|e| e.record.name),
            country,
            number: entry.number,
            title: entry.title,
            language: entry.language.to_string(),
            stage: entry.stage.kind().to_owned(),
            stage_detail: entry.stage,
            sealed_at: entry.sealed_at,
            version: entry.version.0,
        }
    }
}

/// A page of entries.
#[derive(Serialize, ToSchema)]
struct EntriesOut {
    items: Vec<EntryOut>,
    next_cursor: Option<String>,
    total: usize,
}

/// An entry with what has been decided about it.
#[derive(Serialize, ToSchema)]
struct EntryWithDecisions {
    #[serde(flatten)]
    entry: EntryOut,
    decisions: Vec<super::decisions::DecisionOut>,
}

/// The entries of an edition, by number.
#[utoipa::path(
    get, path = "/api/v1/editions/{id}/entries", operation_id = "listEntries", tag = "judge",
    params(("id" = String, Path), ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = EntriesOut))
)]
async fn list_entries(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    Paging(page): Paging,
) -> Answer<Json<EntriesOut>> {
    let after: i64 = match &page.cursor {
        None => 0,
        Some(cursor) => cursor.parse().map_err(|_| crate::extract::wrong("cursor"))?,
    };
    let all = app.engine().list_entries(&caller, edition).await?;
    let total = all.len();
    let limit = usize::try_from(page.limit.get()).unwrap_or(usize::MAX);
    let mut rest = all.into_iter().filter(|row| row.entry.number > after);
    let items: Vec<EntryOut> = rest.by_ref().take(limit).map(EntryOut::from).collect();
    let next_cursor = rest.next().and(items.last()).map(|last| last.number.to_string());
    Ok(Json(EntriesOut { items, next_cursor, total }))
}

/// An entry with what has been decided about it.
#[utoipa::path(
    get, path = "/api/v1/entries/{id}", operation_id = "getEntry", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = EntryWithDecisions))
)]
async fn get_entry(State(app): State<App>, By(caller): By, Id(id): Id<EntryId>) -> Answer {
    let view = app.engine().get_entry(&caller, id).await?;
    let version = view.row.entry.version;
    let decisions = view.decisions.into_iter().map(Into::into).collect();
    Ok(Tagged(version, Json(EntryWithDecisions { entry: view.row.into(), decisions })).into_response())
}

/// What screening found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ScreeningIn {
    /// `eligible`, `ineligible` or `returned`.
    #[schema(value_type = String)]
    outcome: Screening,
    /// Why; due unless eligible.
    #[serde(default)]
    reason: Option<String>,
    /// Until when a correction is due.
    #[serde(default)]
    due: Option<DueIn>,
}

/// A local time in a zone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DueIn {
    /// `2026-11-30T23:59:59`
    local: String,
    /// `Asia/Shanghai`
    zone: String,
}

/// Records what screening found.
#[utoipa::path(
    post, path = "/api/v1/entries/{id}/screening", operation_id = "screenEntry", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ScreeningIn,
    responses((status = 200, body = EntryOut))
)]
async fn screen_entry(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<EntryId>,
    IfMatch(version): IfMatch,
    Body(given): Body<ScreeningIn>,
) -> Answer<Response> {
    let wrong = |_| Refusal::invalid("deadline_not_a_time").at("/due");
    let due = given.due.map(|d| Deadline::new(&d.local, &d.zone)).transpose().map_err(wrong)?;
    let new = NewScreening { outcome: given.outcome, reason: given.reason, due };
    let entry = app.engine().screen_entry(&caller, id, Some(version), new).await?;
    Ok(Tagged(entry.version, Json(EntryOut::from(entry))).into_response())
}
