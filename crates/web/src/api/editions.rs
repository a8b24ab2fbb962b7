//! Editions: set up, seen, moved from phase to phase.

use crate::api::schema::{DeadlineView, LocalTimeIn, LocalizedText};
use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, IfVersion, Query, Tagged};
use crate::fault::{Answer, Fault, Kind};
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use kapok_base::{EditionId, Instant, Localized, ProgrammeId, RoundId, Version};
use kapok_engine::Once;
use kapok_engine::submit::{Edition, EditionChange, EditionView, Move, NewEdition, Next, PublicEdition};
use kapok_judging::label::Label;
use kapok_judging::phase::Phase;
use kapok_submission::{Deadlines, Eligibility, Form, GivenDeadlines};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeAwards, routes!(list_editions))
        .api(Action::SetUpEdition, routes!(create_edition))
        .api(Action::SeeAwards, routes!(get_edition))
        .api(Action::SetUpEdition, routes!(update_edition))
        .api(Action::SeeEdition, routes!(get_next_phase))
        .api(Action::MoveEdition, routes!(move_edition))
}

/// The deadlines of an edition as they are given.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "stands for kapok_submission::GivenDeadlines in the document")]
struct DeadlinesIn {
    /// Sealed until here, a dossier gets feedback before the final deadline.
    early_bird: Option<LocalTimeIn>,
    /// The last second for everybody.
    closes: Option<LocalTimeIn>,
    /// Days for a correction; seven when absent.
    correction_days: Option<u16>,
}

/// What a new edition needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditionIn {
    /// Of which programme.
    #[schema(value_type = Uuid)]
    programme: ProgrammeId,
    /// Its name in addresses and receipts, unique in the programme.
    #[schema(example = "2026")]
    slug: String,
    /// Its name.
    #[schema(value_type = LocalizedText)]
    name: Localized,
    /// The year it is known by.
    #[schema(example = 2026)]
    year: i64,
    /// Modules of fields; the standard form when absent.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    form: Option<Form>,
    /// Until when.
    #[serde(default)]
    #[schema(value_type = Option<DeadlinesIn>)]
    deadlines: GivenDeadlines,
    /// Who may enter: `screening`, `entity_kinds`, `entries_per_entity`, `languages`, `licences`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    eligibility: Eligibility,
    /// What decisions may call an entry: `key`, `name`, `quota`, `public`.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Object>>)]
    labels: Vec<Label>,
    /// Whether its texts are made up.
    #[serde(default)]
    synthetic: bool,
}

/// What is to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditionPatch {
    #[serde(default)]
    #[schema(value_type = Option<LocalizedText>)]
    name: Option<Localized>,
    #[serde(default)]
    year: Option<i64>,
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    form: Option<Form>,
    #[serde(default)]
    #[schema(value_type = Option<DeadlinesIn>)]
    deadlines: Option<GivenDeadlines>,
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    eligibility: Option<Eligibility>,
    #[serde(default)]
    #[schema(value_type = Option<Vec<Object>>)]
    labels: Option<Vec<Label>>,
}

/// Where the edition is to go.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MoveIn {
    /// `draft`, `open`, `screening`, `judging`, `deciding`, `decided` or `archived`.
    #[schema(example = "open")]
    to: String,
    /// Which round, for `judging`; the next one when absent.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    round: Option<RoundId>,
    /// Why; asked for when the edition moves back.
    #[serde(default)]
    reason: Option<String>,
}

/// The deadlines of an edition.
#[derive(Debug, Serialize, ToSchema)]
struct DeadlinesView {
    early_bird: Option<DeadlineView>,
    closes: Option<DeadlineView>,
    correction_days: Option<u16>,
}

/// An edition. What only its organisers and auditors see is absent for others.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EditionBody {
    #[schema(value_type = Uuid)]
    id: EditionId,
    #[schema(value_type = Uuid)]
    programme: ProgrammeId,
    slug: String,
    #[schema(value_type = LocalizedText)]
    name: Localized,
    year: i64,
    /// Whether dossiers can be handed in now.
    is_open: bool,
    #[schema(value_type = Object)]
    form: Form,
    deadlines: DeadlinesView,
    #[schema(value_type = Object)]
    eligibility: Eligibility,
    synthetic: bool,
    /// Of which edition it is a rehearsal; for whoever sees it at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    rehearsal_of: Option<EditionId>,
    /// Where it stands; for organisers and auditors.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "open")]
    phase: Option<&'static str>,
    /// The round that is being judged; for organisers and auditors.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    round: Option<RoundId>,
    /// What decisions may call an entry; for organisers and auditors.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    labels: Option<Vec<Label>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    created_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    version: Option<Version>,
}

/// The editions that are public.
#[derive(Debug, Serialize, ToSchema)]
struct EditionList {
    items: Vec<EditionBody>,
}

/// One phase of an edition.
#[derive(Debug, Serialize, ToSchema)]
struct PhaseView {
    /// Its kind.
    #[schema(example = "judging")]
    phase: &'static str,
    /// Which round is judged in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    round: Option<RoundId>,
}

/// The next phase and what stands in its way.
#[derive(Debug, Serialize, ToSchema)]
struct NextView {
    /// All phases of the edition, in order.
    path: Vec<PhaseView>,
    /// The next one; absent at the end.
    next: Option<PhaseView>,
    /// Stable name of the rule that would refuse the move now; absent when nothing stands in its way.
    code: Option<&'static str>,
    /// What is missing, one by one.
    missing: Vec<String>,
}

/// Which editions are wanted.
#[derive(Debug, Deserialize)]
struct Wanted {
    programme: Option<ProgrammeId>,
}

impl From<PublicEdition> for EditionBody {
    fn from(edition: PublicEdition) -> Self {
        let Deadlines { early_bird, closes, correction_days } = &edition.deadlines;
        Self {
            id: edition.id,
            programme: edition.programme,
            slug: edition.slug,
            name: edition.name,
            year: edition.year,
            is_open: edition.is_open,
            form: edition.form,
            deadlines: DeadlinesView {
                early_bird: early_bird.as_ref().map(DeadlineView::from),
                closes: closes.as_ref().map(DeadlineView::from),
                correction_days: *correction_days,
            },
            eligibility: edition.eligibility,
            synthetic: edition.synthetic,
            rehearsal_of: None,
            phase: None,
            round: None,
            labels: None,
            created_at: None,
            version: None,
        }
    }
}

impl From<Phase> for PhaseView {
    fn from(phase: Phase) -> Self {
        let round = if let Phase::Judging { round } = phase { Some(round) } else { None };
        Self { phase: phase.kind(), round }
    }
}

/// All of an edition, as its organisers read it, with its version as tag.
pub(super) fn whole(app: &App, status: StatusCode, edition: Edition) -> Response {
    let (version, created_at, place) = (edition.version, edition.created_at, PhaseView::from(edition.phase));
    let (labels, rehearsal_of) = (edition.labels.clone(), edition.rehearsal_of);
    let body = EditionBody {
        rehearsal_of,
        phase: Some(place.phase),
        round: place.round,
        labels: Some(labels),
        created_at: Some(created_at),
        version: Some(version),
        ..EditionBody::from(PublicEdition::of(edition, app.engine().clock().now()))
    };
    let location = [(LOCATION, format!("/api/v1/editions/{}", body.id))];
    let answer = Tagged(version, Json(body));
    if status == StatusCode::CREATED {
        (status, location, answer).into_response()
    } else {
        answer.into_response()
    }
}

/// Lists the editions that are not drafts.
#[utoipa::path(get, path = "/api/v1/editions", operation_id = "listEditions", tag = "awards",
    params(("programme" = Option<Uuid>, Query)), responses((status = 200, body = EditionList)))]
async fn list_editions(
    State(app): State<App>,
    By(caller): By,
    Query(wanted): Query<Wanted>,
) -> Answer<Json<EditionList>> {
    let found = app.engine().list_editions(&caller, wanted.programme).await?;
    Ok(Json(EditionList { items: found.into_iter().map(EditionBody::from).collect() }))
}

/// Sets up an edition, as a draft.
#[utoipa::path(post, path = "/api/v1/editions", operation_id = "createEdition", tag = "awards",
    params(("Idempotency-Key" = Option<String>, Header)),
    request_body = EditionIn, responses((status = 201, body = EditionBody)))]
async fn create_edition(
    State(app): State<App>,
    By(caller): By,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<EditionIn>,
) -> Answer {
    let new = NewEdition {
        programme: given.programme,
        slug: given.slug,
        name: given.name,
        year: given.year,
        form: given.form,
        deadlines: given.deadlines,
        eligibility: given.eligibility,
        labels: given.labels,
        synthetic: given.synthetic,
    };
    let once = key.map(|key| Once::new(&key, "createEdition", &new)).transpose()?;
    let made = app.engine().create_edition(&caller, new, once).await?;
    Ok(whole(&app, StatusCode::CREATED, made))
}

/// Reads an edition.
#[utoipa::path(get, path = "/api/v1/editions/{id}", operation_id = "getEdition", tag = "awards",
    params(("id" = Uuid, Path)), responses((status = 200, body = EditionBody)))]
async fn get_edition(State(app): State<App>, By(caller): By, Id(id): Id<EditionId>) -> Answer {
    match app.engine().get_edition(&caller, id).await? {
        EditionView::Organiser(edition) => Ok(whole(&app, StatusCode::OK, *edition)),
        EditionView::Public(edition) => Ok(Json(EditionBody::from(*edition)).into_response()),
    }
}

/// Changes an edition.
#[utoipa::path(patch, path = "/api/v1/editions/{id}", operation_id = "updateEdition", tag = "awards",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = EditionPatch, responses((status = 200, body = EditionBody)))]
async fn update_edition(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<EditionId>,
    IfMatch(version): IfMatch,
    Body(given): Body<EditionPatch>,
) -> Answer {
    let EditionPatch { name, year, form, deadlines, eligibility, labels } = given;
    let change = EditionChange { name, year, form, deadlines, eligibility, labels };
    let changed = app.engine().update_edition(&caller, id, version, change).await?;
    Ok(whole(&app, StatusCode::OK, changed))
}

/// Tells the next phase of an edition and what is missing before it.
#[utoipa::path(get, path = "/api/v1/editions/{id}/phase", operation_id = "getNextPhase", tag = "awards",
    params(("id" = Uuid, Path)), responses((status = 200, body = NextView)))]
async fn get_next_phase(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<EditionId>,
) -> Answer<Json<NextView>> {
    let Next { path, to, refusal } = app.engine().next_phase(&caller, id).await?;
    Ok(Json(NextView {
        path: path.into_iter().map(PhaseView::from).collect(),
        next: to.map(PhaseView::from),
        code: refusal.as_ref().map(|refusal| refusal.code),
        missing: refusal.map(|refusal| refusal.missing).unwrap_or_default(),
    }))
}

/// Moves an edition to its next phase, or back to an earlier one with a reason; 409 lists what is missing.
#[utoipa::path(post, path = "/api/v1/editions/{id}/phase", operation_id = "moveEdition", tag = "awards",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    request_body = MoveIn, responses((status = 200, body = EditionBody)))]
async fn move_edition(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<EditionId>,
    IfVersion(version): IfVersion,
    Body(given): Body<MoveIn>,
) -> Answer {
    if let Some(version) = version
        && app.engine().get_whole_edition(&caller, id).await?.version != version
    {
        return Err(Fault::new(Kind::Stale));
    }
    let asked = Move { to: given.to, round: given.round, reason: given.reason };
    let moved = app.engine().move_edition(&caller, id, asked).await?;
    Ok(whole(&app, StatusCode::OK, moved))
}
