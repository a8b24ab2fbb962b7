//! Confirming the cut of a round, by one person or by two.

use super::decisions::{AnnouncementOut, DecisionOut, DecisionsOut, decisions_out};
use crate::app::App;
use crate::extract::{Body, By, Id};
use crate::fault::{Answer, Fault};
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AnnouncementId, EntryId, Instant, Localized, PersonId, RoundId};
use kapok_engine::judge::{Confirmed, Further, NewShortlist, Pending};
use kapok_judging::shortlist::Override;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::Decide, routes!(confirm_shortlist))
        .api(Action::SeeDecisions, routes!(get_pending_confirmation))
        .api(Action::Decide, routes!(second_confirmation))
        .api(Action::Decide, routes!(set_confirmation_aside))
}

/// Why an entry is not where the rule puts it.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OverrideIn {
    #[schema(value_type = String, format = Uuid)]
    entry: EntryId,
    reason: String,
}

/// Entries above a line below the first.
#[derive(Deserialize, Serialize, ToSchema)]
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
    /// Those above its further lines; as the board says when absent.
    #[serde(default)]
    further: Option<Vec<FurtherIn>>,
    /// Due where entries are not where the rule puts them, unless a motion put them there.
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

/// A cut that waits for a second person.
#[derive(Serialize, ToSchema)]
struct PendingOut {
    /// The entries above the round's first line.
    #[schema(value_type = Vec<String>)]
    entries: Vec<EntryId>,
    /// Those above its further lines; as the board says when absent.
    further: Option<Vec<FurtherIn>>,
    /// The reasons given besides those of the motions; none for entries that the caller stood aside from.
    overrides: Vec<OverrideIn>,
    #[schema(value_type = Option<String>)]
    announcement: Option<AnnouncementId>,
    #[schema(value_type = Option<Object>)]
    title: Option<Localized>,
    /// The hash of what was proposed and of the scorecards and motions that it rests on; the second person names it.
    digest: String,
    #[schema(value_type = Option<String>)]
    proposed_by: Option<PersonId>,
    /// The name of who proposed it.
    proposer: String,
    #[schema(value_type = String, format = DateTime)]
    proposed_at: Instant,
    /// Whether scorecards or motions changed since: then it has to be proposed anew.
    moved: bool,
}

impl From<Pending> for PendingOut {
    fn from(of: Pending) -> Self {
        let further = |f: Further| FurtherIn { label: f.label, entries: f.entries };
        let overrides = of.new.overrides.into_iter();
        Self {
            entries: of.new.entries,
            further: of.new.further.map(|lines| lines.into_iter().map(further).collect()),
            overrides: overrides.map(|o| OverrideIn { entry: o.entry, reason: o.reason }).collect(),
            announcement: of.new.announcement,
            title: of.new.title,
            digest: of.digest,
            proposed_by: of.proposed_by,
            proposer: of.proposer,
            proposed_at: of.proposed_at,
            moved: of.moved,
        }
    }
}

/// What confirming comes to: the decisions with their announcement, or what waits for a second person.
#[derive(Serialize, ToSchema)]
struct ConfirmedOut {
    /// Absent while it waits.
    announcement: Option<AnnouncementOut>,
    /// The decisions; none while it waits.
    items: Vec<DecisionOut>,
    /// What waits; absent when it took effect.
    pending: Option<PendingOut>,
}

/// Confirms the cut of a round: every entry of it gets its decision, held by an announcement. Where the round asks for two
/// people, nothing is decided yet and the answer is 202 with what waits for the second.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/shortlist", operation_id = "confirmShortlist", tag = "judge",
    params(("id" = String, Path)), request_body = ShortlistIn,
    responses((status = 200, body = ConfirmedOut), (status = 202, body = ConfirmedOut))
)]
async fn confirm_shortlist(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<ShortlistIn>,
) -> Answer {
    let further = |f: FurtherIn| Further { label: f.label, entries: f.entries };
    let overrides = given.overrides.into_iter();
    let new = NewShortlist {
        entries: given.entries,
        further: given.further.map(|lines| lines.into_iter().map(further).collect()),
        overrides: overrides.map(|o| Override { entry: o.entry, reason: o.reason }).collect(),
        announcement: given.announcement,
        title: given.title,
    };
    let (status, out) = match app.engine().confirm_shortlist(&caller, round, new).await? {
        Confirmed::Decided(announcement, decisions) => {
            let DecisionsOut { announcement, items } = decisions_out(announcement, decisions);
            (StatusCode::OK, ConfirmedOut { announcement: Some(announcement), items, pending: None })
        }
        Confirmed::Pending(pending) => {
            let pending = Some(pending.into());
            (StatusCode::ACCEPTED, ConfirmedOut { announcement: None, items: Vec::new(), pending })
        }
    };
    Ok((status, Json(out)).into_response())
}

/// The cut of a round that waits for a second person; 404 when none does.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/confirmation", operation_id = "getPendingConfirmation", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = PendingOut))
)]
async fn get_pending_confirmation(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
) -> Answer<Json<PendingOut>> {
    let pending = app.engine().get_pending_confirmation(&caller, round).await?;
    Ok(Json(pending.ok_or_else(Fault::not_found)?.into()))
}

/// What the second person confirms.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SecondIn {
    /// The digest of what they saw.
    digest: String,
}

/// Confirms, as the second person, what another proposed: then it takes effect.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/confirmation", operation_id = "secondConfirmation", tag = "judge",
    params(("id" = String, Path)), request_body = SecondIn, responses((status = 200, body = DecisionsOut))
)]
async fn second_confirmation(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<SecondIn>,
) -> Answer<Json<DecisionsOut>> {
    let (announcement, made) = app.engine().second_confirmation(&caller, round, given.digest).await?;
    Ok(Json(decisions_out(announcement, made)))
}

/// Why a confirmation is set aside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SettingAsideIn {
    reason: String,
}

/// Sets a waiting confirmation aside: nothing is decided, and the cut can be proposed anew.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/confirmation/setting-aside", operation_id = "setConfirmationAside", tag = "judge",
    params(("id" = String, Path)), request_body = SettingAsideIn, responses((status = 204, description = "It is set aside"))
)]
async fn set_confirmation_aside(
    State(app): State<App>,
    By(caller): By,
    Id(round): Id<RoundId>,
    Body(given): Body<SettingAsideIn>,
) -> Answer<StatusCode> {
    app.engine().set_confirmation_aside(&caller, round, Some(given.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}
