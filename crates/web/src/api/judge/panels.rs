//! Panels and their judges.

use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, Localized, PanelId, PersonId};
use kapok_engine::Once;
use kapok_engine::judge::{Panel, PanelView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SetUpEdition, routes!(create_panel))
        .api(Action::SeeEdition, routes!(list_panels))
        .api(Action::SetUpEdition, routes!(rename_panel))
        .api(Action::InvitePeople, routes!(seat_judge))
        .api(Action::InvitePeople, routes!(unseat_judge))
}

/// What a panel needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PanelIn {
    /// Its name in several languages: `{"original": "en", "texts": {"en": "Jury"}}`.
    #[schema(value_type = Object)]
    name: Localized,
}

/// A judge of a panel.
#[derive(Serialize, ToSchema)]
struct JudgeOut {
    #[schema(value_type = String, format = Uuid)]
    person: PersonId,
    name: String,
    chair: bool,
    /// Whether they accepted the invitation.
    accepted: bool,
}

/// A panel.
#[derive(Serialize, ToSchema)]
struct PanelOut {
    #[schema(value_type = String, format = Uuid)]
    id: PanelId,
    #[schema(value_type = String, format = Uuid)]
    edition: EditionId,
    #[schema(value_type = Object)]
    name: Localized,
    judges: Vec<JudgeOut>,
    version: i64,
}

/// The panels of an edition.
#[derive(Serialize, ToSchema)]
struct PanelsOut {
    items: Vec<PanelOut>,
    next_cursor: Option<String>,
}

impl From<PanelView> for PanelOut {
    fn from(view: PanelView) -> Self {
        let judge = |j: kapok_engine::judge::JudgeView| JudgeOut {
            person: j.person,
            name: j.name,
            chair: j.chair,
            accepted: j.accepted,
        };
        Self { judges: view.judges.into_iter().map(judge).collect(), ..view.panel.into() }
    }
}

impl From<Panel> for PanelOut {
    fn from(panel: Panel) -> Self {
        Self {
            id: panel.id,
            edition: panel.edition,
            name: panel.name,
            judges: vec![],
            version: panel.version.0,
        }
    }
}

/// Makes a panel. Judges come by invitation to the role of judge, or are seated.
#[utoipa::path(
    post, path = "/api/v1/editions/{id}/panels", operation_id = "createPanel", tag = "judge",
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)), request_body = PanelIn, responses((status = 201, body = PanelOut))
)]
async fn create_panel(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<PanelIn>,
) -> Answer {
    let once = key.map(|key| Once::new(&key, "createPanel", &(edition, &given.name))).transpose()?;
    let panel = app.engine().create_panel(&caller, edition, given.name, once).await?;
    Ok((StatusCode::CREATED, Tagged(panel.version, Json(PanelOut::from(panel)))).into_response())
}

/// The panels of an edition with their judges.
#[utoipa::path(
    get, path = "/api/v1/editions/{id}/panels", operation_id = "listPanels", tag = "judge",
    params(("id" = String, Path)), responses((status = 200, body = PanelsOut))
)]
async fn list_panels(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
) -> Answer<Json<PanelsOut>> {
    let views = app.engine().list_panels(&caller, edition).await?;
    Ok(Json(PanelsOut { items: views.into_iter().map(Into::into).collect(), next_cursor: None }))
}

/// Renames a panel.
#[utoipa::path(
    patch, path = "/api/v1/panels/{id}", operation_id = "updatePanel", tag = "judge",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = PanelIn,
    responses((status = 200, body = PanelOut))
)]
async fn rename_panel(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<PanelId>,
    IfMatch(version): IfMatch,
    Body(given): Body<PanelIn>,
) -> Answer {
    let panel = app.engine().rename_panel(&caller, id, Some(version), given.name).await?;
    Ok(Tagged(panel.version, Json(PanelOut::from(panel))).into_response())
}

/// Somebody whom the programme knows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeatIn {
    #[schema(value_type = String, format = Uuid)]
    person: PersonId,
    /// Whether in the chair.
    #[serde(default)]
    chair: bool,
}

/// Takes somebody whom the programme knows into a panel.
#[utoipa::path(
    post, path = "/api/v1/panels/{id}/judges", operation_id = "seatJudge", tag = "judge",
    params(("id" = String, Path)), request_body = SeatIn, responses((status = 200, body = PanelOut))
)]
async fn seat_judge(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<PanelId>,
    Body(given): Body<SeatIn>,
) -> Answer<Json<PanelOut>> {
    Ok(Json(app.engine().seat_judge(&caller, id, given.person, given.chair).await?.into()))
}

/// Takes a judge off a panel.
#[utoipa::path(
    delete, path = "/api/v1/panels/{id}/judges/{person}", operation_id = "unseatJudge", tag = "judge",
    params(("id" = String, Path), ("person" = String, Path)), responses((status = 204))
)]
async fn unseat_judge(
    State(app): State<App>,
    By(caller): By,
    crate::extract::Ids(id, person): crate::extract::Ids<PanelId, PersonId>,
) -> Answer<StatusCode> {
    app.engine().unseat_judge(&caller, id, person).await?;
    Ok(StatusCode::NO_CONTENT)
}
