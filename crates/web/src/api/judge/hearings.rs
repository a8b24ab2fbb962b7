//! Hearings and their slots.

use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, EntryId, HearingId, Instant, Localized, RoundId};
use kapok_engine::Once;
use kapok_engine::judge::{Hearing, HearingView, NewHearing, NewSlot, SlotView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::ScheduleHearings, routes!(schedule_hearing))
        .api(Action::SeeHearings, routes!(list_hearings))
        .api(Action::ScheduleHearings, routes!(reschedule_hearing))
}

/// One entry's turn.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SlotIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Instant,
    /// 1 to 480.
    minutes: u32,
}

/// A hearing as it is planned.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HearingIn {
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    #[schema(value_type = Object)]
    title: Localized,
    /// A room, an address on the net.
    #[serde(default)]
    place: String,
    /// The IANA zone it is planned in.
    zone: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Instant,
    slots: Vec<SlotIn>,
}

impl From<HearingIn> for NewHearing {
    fn from(given: HearingIn) -> Self {
        let slot = |s: &SlotIn| NewSlot { entry: s.entry, starts_at: s.starts_at, minutes: s.minutes };
        Self {
            round: given.round,
            title: given.title,
            place: given.place,
            zone: given.zone,
            starts_at: given.starts_at,
            slots: given.slots.iter().map(slot).collect(),
        }
    }
}

/// One entry's turn.
#[derive(Serialize, ToSchema)]
struct SlotOut {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    title: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Instant,
    minutes: u32,
}

/// A hearing.
#[derive(Serialize, ToSchema)]
struct HearingOut {
    #[schema(value_type = String, format = Uuid)]
    id: HearingId,
    #[schema(value_type = String, format = Uuid)]
    round: RoundId,
    #[schema(value_type = Object)]
    title: Localized,
    place: String,
    zone: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Instant,
    /// Its turns, in their order; in the answer to planning they are left out.
    slots: Vec<SlotOut>,
    version: i64,
}

/// The hearings of an edition.
#[derive(Serialize, ToSchema)]
struct HearingsOut {
    items: Vec<HearingOut>,
    next_cursor: Option<String>,
}

impl From<Hearing> for HearingOut {
    fn from(hearing: Hearing) -> Self {
        Self {
            id: hearing.id,
            round: hearing.round,
            title: hearing.title,
            place: hearing.place,
            zone: hearing.zone,
            starts_at: hearing.starts_at,
            slots: vec![],
            version: hearing.version.0,
        }
    }
}

impl From<HearingView> for HearingOut {
    fn from(view: HearingView) -> Self {
        let slot = |s: SlotView| SlotOut {
            entry: s.entry.id,
            title: s.entry.title,
            starts_at: s.slot.starts_at,
            minutes: s.slot.minutes,
        };
        Self { slots: view.slots.into_iter().map(slot).collect(), ..view.hearing.into() }
    }
}

/// Plans a hearing with its turns.
#[utoipa::path(
    post, path = "/api/v1/editions/{id}/hearings", operation_id = "scheduleHearing", tag = "judge",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = HearingIn, responses((status = 201, body = HearingOut))
)]
async fn schedule_hearing(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<HearingIn>,
) -> Answer {
    let once = key.map(|key| Once::new(&key, "scheduleHearing", &(edition, &given))).transpose()?;
    let hearing = app.engine().schedule_hearing(&caller, edition, given.into(), once).await?;
    Ok((StatusCode::CREATED, Tagged(hearing.version, Json(HearingOut::from(hearing)))).into_response())
}

/// The hearings of an edition as far as they concern the caller.
#[utoipa::path(
    get, path = "/api/v1/editions/{id}/hearings", operation_id = "listHearings", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = HearingsOut))
)]
async fn list_hearings(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
) -> Answer<Json<HearingsOut>> {
    let hearings = app.engine().list_hearings(&caller, edition).await?;
    Ok(Json(HearingsOut { items: hearings.into_iter().map(Into::into).collect(), next_cursor: None }))
}

/// Plans a hearing anew.
#[utoipa::path(
    put, path = "/api/v1/hearings/{id}", operation_id = "rescheduleHearing", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = HearingIn,
    responses((status = 200, body = HearingOut))
)]
async fn reschedule_hearing(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<HearingId>,
    IfMatch(version): IfMatch,
    Body(given): Body<HearingIn>,
) -> Answer {
    let hearing = app.engine().reschedule_hearing(&caller, id, Some(version), given.into()).await?;
    Ok(Tagged(hearing.version, Json(HearingOut::from(hearing))).into_response())
}
