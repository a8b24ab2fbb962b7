//! Decisions and announcements, and what everybody sees of them.

use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AnnouncementId, DecisionId, EditionId, EntryId, Instant, Localized, RoundId};
use kapok_engine::Once;
use kapok_engine::judge::{Announced, Announcement, AnnouncementView, Decision, NewDecision};
use kapok_judging::decision::Record;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::Decide, routes!(decide))
        .api(Action::SeeDecisions, routes!(list_decisions))
        .api(Action::Announce, routes!(create_announcement))
        .api(Action::SeeDecisions, routes!(list_announcements))
        .api(Action::Announce, routes!(announce))
        .api(Action::SeeAnnounced, routes!(list_announced))
}

/// A recorded outcome.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionOut {
    #[schema(value_type = String, format = Uuid)]
    id: DecisionId,
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    #[schema(value_type = Option<String>)]
    round: Option<RoundId>,
    #[schema(value_type = String, format = Uuid)]
    announcement: AnnouncementId,
    #[schema(value_type = Vec<String>)]
    labels: BTreeSet<String>,
    /// Ranks, score, rule or hand, reason.
    #[schema(value_type = Object)]
    record: Record,
    #[schema(value_type = Option<Object>)]
    citation: Option<Localized>,
    #[schema(value_type = String, format = DateTime)]
    decided_at: Instant,
}

impl From<Decision> for DecisionOut {
    fn from(decision: Decision) -> Self {
        Self {
            id: decision.id,
            entry: decision.entry,
            round: decision.round,
            announcement: decision.announcement,
            labels: decision.labels,
            record: decision.record,
            citation: decision.citation,
            decided_at: decision.decided_at,
        }
    }
}

/// An announcement.
#[derive(Serialize, ToSchema)]
pub(super) struct AnnouncementOut {
    #[schema(value_type = String, format = Uuid)]
    id: AnnouncementId,
    #[schema(value_type = String, format = Uuid)]
    edition: EditionId,
    #[schema(value_type = Object)]
    title: Localized,
    /// The kind of phase whose decisions it holds.
    phase: String,
    /// From when it is public; absent while nobody has set it.
    #[schema(value_type = Option<String>, format = DateTime)]
    public_at: Option<Instant>,
    version: i64,
}

impl From<Announcement> for AnnouncementOut {
    fn from(announcement: Announcement) -> Self {
        Self {
            id: announcement.id,
            edition: announcement.edition,
            title: announcement.title,
            phase: announcement.phase.kind().to_owned(),
            public_at: announcement.public_at,
            version: announcement.version.0,
        }
    }
}

/// Decisions with the announcement that holds them.
#[derive(Serialize, ToSchema)]
pub(super) struct DecisionsOut {
    pub(super) announcement: AnnouncementOut,
    pub(super) items: Vec<DecisionOut>,
}

pub(super) fn decisions_out(announcement: Announcement, decisions: Vec<Decision>) -> DecisionsOut {
    DecisionsOut { announcement: announcement.into(), items: decisions.into_iter().map(Into::into).collect() }
}

/// A final outcome.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    /// None means that it goes without.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    labels: BTreeSet<String>,
    /// Due where entries of equal rank part.
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    citation: Option<Localized>,
}

/// Final outcomes, all or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionsIn {
    decisions: Vec<DecisionIn>,
    /// The announcement that is to hold them; the phase's own when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    announcement: Option<AnnouncementId>,
}

/// Records final outcomes.
#[utoipa::path(
    post, path = "/api/v1/editions/{id}/decisions", operation_id = "decide", tag = "judge",
    params(("id" = String, Path)), request_body = DecisionsIn, responses((status = 200, body = DecisionsOut))
)]
async fn decide(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    Body(given): Body<DecisionsIn>,
) -> Answer<Json<DecisionsOut>> {
    let new = |d: DecisionIn| NewDecision {
        entry: d.entry,
        labels: d.labels,
        reason: d.reason,
        citation: d.citation,
    };
    let decisions = given.decisions.into_iter().map(new).collect();
    let (announcement, made) = app.engine().decide(&caller, edition, given.announcement, decisions).await?;
    Ok(Json(decisions_out(announcement, made)))
}

/// All decisions of an edition.
#[derive(Serialize, ToSchema)]
struct DecisionListOut {
    items: Vec<DecisionOut>,
    next_cursor: Option<String>,
}

/// All decisions of an edition, public or not.
#[utoipa::path(
    get, path = "/api/v1/editions/{id}/decisions", operation_id = "listDecisions", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = DecisionListOut))
)]
async fn list_decisions(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
) -> Answer<Json<DecisionListOut>> {
    let decisions = app.engine().list_decisions(&caller, edition).await?;
    Ok(Json(DecisionListOut { items: decisions.into_iter().map(Into::into).collect(), next_cursor: None }))
}

/// What an announcement needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnnouncementIn {
    #[schema(value_type = Object)]
    title: Localized,
}

/// Makes an empty announcement for the decisions of the present phase.
#[utoipa::path(
    post, path = "/api/v1/editions/{id}/announcements", operation_id = "createAnnouncement", tag = "judge",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = AnnouncementIn, responses((status = 201, body = AnnouncementOut))
)]
async fn create_announcement(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<AnnouncementIn>,
) -> Answer {
    let once = key.map(|key| Once::new(&key, "createAnnouncement", &(edition, &given.title))).transpose()?;
    let made = app.engine().create_announcement(&caller, edition, given.title, once).await?;
    Ok((StatusCode::CREATED, Tagged(made.version, Json(AnnouncementOut::from(made)))).into_response())
}

/// An announcement with what it holds.
#[derive(Serialize, ToSchema)]
struct AnnouncementFull {
    #[serde(flatten)]
    announcement: AnnouncementOut,
    public: bool,
    decisions: Vec<DecisionOut>,
}

/// The announcements of an edition.
#[derive(Serialize, ToSchema)]
struct AnnouncementsOut {
    items: Vec<AnnouncementFull>,
    next_cursor: Option<String>,
}

/// The announcements of an edition with what they hold, oldest first.
#[utoipa::path(
    get, path = "/api/v1/editions/{id}/announcements", operation_id = "listAnnouncements", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = AnnouncementsOut))
)]
async fn list_announcements(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
) -> Answer<Json<AnnouncementsOut>> {
    let full = |view: AnnouncementView| AnnouncementFull {
        announcement: view.announcement.into(),
        public: view.public,
        decisions: view.decisions.into_iter().map(|(_, d)| d.into()).collect(),
    };
    let views = app.engine().list_announcements(&caller, edition).await?;
    Ok(Json(AnnouncementsOut { items: views.into_iter().map(full).collect(), next_cursor: None }))
}

/// When an announcement becomes public.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ScheduleIn {
    /// The instant; now when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Instant>,
}

/// Sets the instant at which an announcement becomes public, with all its decisions at once.
#[utoipa::path(
    post, path = "/api/v1/announcements/{id}/schedule", operation_id = "announce", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = ScheduleIn,
    responses((status = 200, body = AnnouncementOut))
)]
async fn announce(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<AnnouncementId>,
    IfMatch(version): IfMatch,
    Body(given): Body<ScheduleIn>,
) -> Answer {
    let announced = app.engine().announce(&caller, id, Some(version), given.at).await?;
    Ok(Tagged(announced.version, Json(AnnouncementOut::from(announced))).into_response())
}

/// A label as everybody reads it.
#[derive(Serialize, ToSchema)]
struct LabelOut {
    key: String,
    #[schema(value_type = Object)]
    name: Localized,
}

/// An entry of a public announcement.
#[derive(Serialize, ToSchema)]
struct AnnouncedEntryOut {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    title: String,
    #[schema(value_type = Option<Object>)]
    entity: Option<Localized>,
    country: Option<String>,
    labels: Vec<LabelOut>,
    #[schema(value_type = Option<Object>)]
    citation: Option<Localized>,
}

/// A public announcement.
#[derive(Serialize, ToSchema)]
struct AnnouncedOut {
    #[schema(value_type = String, format = Uuid)]
    id: AnnouncementId,
    #[schema(value_type = Object)]
    title: Localized,
    #[schema(value_type = String, format = DateTime)]
    public_at: Instant,
    entries: Vec<AnnouncedEntryOut>,
}

/// What has been announced.
#[derive(Serialize, ToSchema)]
struct AnnouncedListOut {
    items: Vec<AnnouncedOut>,
    next_cursor: Option<String>,
}

/// What has been announced in an edition, the newest first.
#[utoipa::path(
    get, path = "/api/v1/editions/{id}/announced", operation_id = "listAnnounced", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = AnnouncedListOut))
)]
async fn list_announced(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
) -> Answer<Json<AnnouncedListOut>> {
    let announced = app.engine().list_announced(&caller, edition).await?;
    Ok(Json(AnnouncedListOut {
        items: announced.into_iter().map(announced_out).collect(),
        next_cursor: None,
    }))
}

fn announced_out(announced: Announced) -> AnnouncedOut {
    let entry = |e: kapok_engine::judge::AnnouncedEntry| AnnouncedEntryOut {
        entry: e.entry.id,
        title: e.entry.title,
        country: e.entity.as_ref().map(|entity| entity.record.country.clone()),
        entity: e.entity.map(|entity| entity.record.name),
        labels: e.labels.into_iter().map(|l| LabelOut { key: l.key, name: l.name }).collect(),
        citation: e.citation,
    };
    AnnouncedOut {
        id: announced.announcement.id,
        title: announced.announcement.title,
        public_at: announced.public_at,
        entries: announced.entries.into_iter().map(entry).collect(),
    }
}
