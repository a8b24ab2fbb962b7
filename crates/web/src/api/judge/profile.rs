//! What judges tell of themselves for a panel, and the undertaking that they sign with it.

use crate::app::App;
use crate::extract::{Body, By, Id, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{Instant, Localized, PanelId, PersonId, Version};
use kapok_engine::judge::{JudgeProfile, JudgeView, OwnPanel};
use kapok_judging::profile::{Given, Profile, UNDERTAKING};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnAssignments, routes!(list_my_panels))
        .api(Action::SeeOwnAssignments, routes!(get_judge_profile))
        .api(Action::KeepOwnProfile, routes!(save_judge_profile))
        .api(Action::SeeJudgeProfiles, routes!(list_judge_profiles))
}

/// A panel in which the caller judges.
#[derive(Serialize, ToSchema)]
struct MyPanelOut {
    #[schema(value_type = String, format = Uuid)]
    panel: PanelId,
    #[schema(value_type = Object)]
    name: Localized,
    #[schema(value_type = Object)]
    edition_name: Localized,
    /// Whether the edition's outcome is still open.
    open: bool,
    /// Whether the caller gave their profile and signed the undertaking as it is now.
    profile: bool,
}

/// The panels in which the caller judges.
#[derive(Serialize, ToSchema)]
struct MyPanelsOut {
    items: Vec<MyPanelOut>,
    next_cursor: Option<String>,
}

impl From<OwnPanel> for MyPanelOut {
    fn from(own: OwnPanel) -> Self {
        Self {
            panel: own.panel.id,
            name: own.panel.name,
            edition_name: own.edition,
            open: own.is_open,
            profile: own.has_profile,
        }
    }
}

/// What a judge tells of themselves.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct JudgeProfileIn {
    /// Most entries in a round; no bound of one's own when absent.
    #[serde(default)]
    capacity: Option<u32>,
    /// The languages that they read, BCP 47; the language of their Kapok stands for them when empty.
    #[serde(default)]
    languages: Vec<String>,
    /// The themes that they know, by their keys in the library's list.
    #[serde(default)]
    themes: Vec<String>,
    /// Where they live or are citizens, ISO 3166-1 alpha-2; one at least.
    countries: Vec<String>,
    /// Where they work or worked: names, or identifiers of entities.
    #[serde(default)]
    employers: Vec<String>,
    /// Whether they sign the undertaking: `I keep dossiers to myself, judge by the rubric, and declare what ties me`. Refused
    /// unless true.
    undertaking: bool,
}

/// What a judge told of themselves for a panel.
#[derive(Serialize, ToSchema)]
struct JudgeProfileOut {
    /// Most entries in a round.
    capacity: Option<u32>,
    /// BCP 47.
    languages: Vec<String>,
    themes: Vec<String>,
    /// ISO 3166-1 alpha-2.
    countries: Vec<String>,
    employers: Vec<String>,
    /// The version of the undertaking's text that was signed; the present one while none was.
    undertaking: String,
    /// When it was signed; absent while nothing was given.
    #[schema(value_type = Option<String>, format = DateTime)]
    signed_at: Option<Instant>,
    /// To name in `If-Match`; 0 while nothing was given.
    version: i64,
}

/// A judge with what they told of themselves.
#[derive(Serialize, ToSchema)]
struct PanelProfileOut {
    #[schema(value_type = String, format = Uuid)]
    person: PersonId,
    name: String,
    /// Absent while they have told nothing.
    profile: Option<JudgeProfileOut>,
}

/// The judges of a panel with what they told of themselves.
#[derive(Serialize, ToSchema)]
struct PanelProfilesOut {
    items: Vec<PanelProfileOut>,
    next_cursor: Option<String>,
}

impl From<Option<JudgeProfile>> for JudgeProfileOut {
    fn from(kept: Option<JudgeProfile>) -> Self {
        let (signed_at, version) = (kept.as_ref().map(|k| k.signed_at), kept.as_ref().map(|k| k.version));
        let undertaking = kept.as_ref().map_or_else(|| UNDERTAKING.to_owned(), |k| k.undertaking.clone());
        let Profile { capacity, languages, themes, countries, employers } =
            kept.map(|kept| kept.profile).unwrap_or_default();
        Self {
            capacity,
            languages: languages.iter().map(ToString::to_string).collect(),
            themes,
            countries,
            employers,
            undertaking,
            signed_at,
            version: version.map_or(0, |version| version.0),
        }
    }
}

impl From<(JudgeView, Option<JudgeProfile>)> for PanelProfileOut {
    fn from((judge, kept): (JudgeView, Option<JudgeProfile>)) -> Self {
        Self { person: judge.person, name: judge.name, profile: kept.map(|kept| Some(kept).into()) }
    }
}

/// The panels in which the caller judges, latest edition first.
#[utoipa::path(
    get, path = "/api/v1/me/panels", operation_id = "listMyPanels", tag = "judge",
    responses((status = 200, body = MyPanelsOut))
)]
async fn list_my_panels(State(app): State<App>, By(caller): By) -> Answer<Json<MyPanelsOut>> {
    let panels = app.engine().list_own_panels(&caller).await?;
    Ok(Json(MyPanelsOut { items: panels.into_iter().map(Into::into).collect(), next_cursor: None }))
}

/// What the caller told of themselves for a panel; empty with version 0 while they have told nothing.
#[utoipa::path(
    get, path = "/api/v1/me/panels/{id}/profile", operation_id = "getJudgeProfile", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = JudgeProfileOut))
)]
async fn get_judge_profile(State(app): State<App>, By(caller): By, Id(panel): Id<PanelId>) -> Answer {
    let (_, kept) = app.engine().get_own_profile(&caller, panel).await?;
    let out = JudgeProfileOut::from(kept);
    Ok(Tagged(Version(out.version), Json(out)).into_response())
}

/// Tells of oneself for a panel and signs its undertaking.
#[utoipa::path(
    put, path = "/api/v1/me/panels/{id}/profile", operation_id = "saveJudgeProfile", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = JudgeProfileIn,
    responses((status = 200, body = JudgeProfileOut))
)]
async fn save_judge_profile(
    State(app): State<App>,
    By(caller): By,
    Id(panel): Id<PanelId>,
    IfMatch(version): IfMatch,
    Body(given): Body<JudgeProfileIn>,
) -> Answer {
    let given = Given {
        capacity: given.capacity,
        languages: given.languages,
        themes: given.themes,
        countries: given.countries,
        employers: given.employers,
        is_signed: given.undertaking,
    };
    let kept = app.engine().save_own_profile(&caller, panel, Some(version), given).await?;
    Ok(Tagged(kept.version, Json(JudgeProfileOut::from(Some(kept)))).into_response())
}

/// The judges of a panel with what they told of themselves for it.
#[utoipa::path(
    get, path = "/api/v1/panels/{id}/profiles", operation_id = "listJudgeProfiles", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = PanelProfilesOut))
)]
async fn list_judge_profiles(
    State(app): State<App>,
    By(caller): By,
    Id(panel): Id<PanelId>,
) -> Answer<Json<PanelProfilesOut>> {
    let rows = app.engine().list_profiles(&caller, panel).await?;
    Ok(Json(PanelProfilesOut { items: rows.into_iter().map(Into::into).collect(), next_cursor: None }))
}
