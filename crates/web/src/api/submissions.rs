//! Submissions: dossiers written, sealed, withdrawn; receipts.

use crate::api::schema::DeadlineView;
use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, IfVersion, Paging, Query, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{
    EditionId, EntityId, Instant, Language, Page, PageRequest, ProgrammeId, SubmissionId, Version,
};
use kapok_engine::Once;
use kapok_engine::submit::{Asked, Change, NewSubmission, Submission, SubmissionFilter};
use kapok_submission::{Answers, Consent, Dossier, InTime, Licence, Receipt};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::WriteSubmission, routes!(create_submission))
        .api(Action::SeeSubmission, routes!(list_submissions))
        .api(Action::SeeSubmission, routes!(list_my_submissions))
        .api(Action::SeeSubmission, routes!(get_submission))
        .api(Action::WriteSubmission, routes!(update_submission))
        .api(Action::WriteSubmission, routes!(seal_submission))
        .api(Action::SeeSubmission, routes!(get_receipt))
        .api(Action::WriteSubmission, routes!(withdraw_submission))
}

/// What a new dossier needs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SubmissionIn {
    /// Who enters; the caller acts for it.
    #[schema(value_type = Uuid)]
    entity: EntityId,
    /// In which language it is written; English when absent.
    #[serde(default = "Language::english")]
    #[schema(value_type = Option<String>, example = "en")]
    language: Language,
    /// The first answers.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    answers: BTreeMap<String, Value>,
}

/// What is to change in a dossier; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SubmissionPatch {
    /// Answers by field; `null` takes one away.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    answers: BTreeMap<String, Value>,
    /// In which language it is written.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
}

/// What the library may do with the dossier.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentIn {
    /// Whether it may become a case, edited and without personal data.
    publish: bool,
    /// Under which licence, by its SPDX name; asked for when it may.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "CC-BY-4.0")]
    licence: Option<Licence>,
}

/// What sealing asks; without it the dossier never becomes a case.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SealIn {
    #[serde(default)]
    consent: ConsentIn,
}

/// Why a dossier is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WithdrawalIn {
    reason: String,
}

/// A request for correction.
#[derive(Debug, Serialize, ToSchema)]
struct ReturnView {
    /// What is to be corrected.
    reason: String,
    /// Until when.
    due: DeadlineView,
}

/// An entrant's dossier.
#[derive(Debug, Serialize, ToSchema)]
struct SubmissionView {
    #[schema(value_type = Uuid)]
    id: SubmissionId,
    #[schema(value_type = Uuid)]
    programme: ProgrammeId,
    #[schema(value_type = Uuid)]
    edition: EditionId,
    /// Its number in the edition.
    number: i64,
    #[schema(value_type = Uuid)]
    entity: EntityId,
    /// `draft`, `submitted`, `returned` or `withdrawn`.
    #[schema(example = "draft")]
    state: &'static str,
    /// What is asked for when it has been returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    returned: Option<ReturnView>,
    /// How often it has been sealed.
    seals: u32,
    #[schema(value_type = String)]
    language: Language,
    title: String,
    /// Answers by field.
    #[schema(value_type = Object)]
    answers: Answers,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    #[schema(value_type = i64)]
    version: Version,
}

/// A page of dossiers.
#[derive(Debug, Serialize, ToSchema)]
struct SubmissionList {
    items: Vec<SubmissionView>,
    next_cursor: Option<String>,
}

/// Proof that a dossier was sealed at an instant.
#[derive(Debug, Serialize, ToSchema)]
struct ReceiptView {
    /// The number for people.
    #[schema(example = "GZ-2026-0042-1-7KQ3")]
    number: String,
    #[schema(value_type = Uuid)]
    submission: SubmissionId,
    /// Which seal of the dossier, from 1.
    seal: u32,
    #[schema(value_type = String, format = DateTime)]
    sealed_at: Instant,
    /// `early_bird`, `final` or `correction`.
    #[schema(value_type = String, example = "final")]
    in_time: InTime,
    /// SHA-256 of the sealed content's canonical JSON (RFC 8785), in hexadecimal.
    sha256: String,
}

/// Which dossiers are wanted.
#[derive(Debug, Deserialize)]
struct Wanted {
    entity: Option<EntityId>,
    state: Option<String>,
}

impl From<Submission> for SubmissionView {
    fn from(s: Submission) -> Self {
        let returned = match &s.state {
            Dossier::Returned { reason, due, .. } => {
                Some(ReturnView { reason: reason.clone(), due: DeadlineView::from(due) })
            }
            _ => None,
        };
        Self {
            id: s.id,
            programme: s.programme,
            edition: s.edition,
            number: s.number,
            entity: s.entity,
            state: s.state.kind(),
            returned,
            seals: s.state.seals(),
            language: s.language,
            title: s.title,
            answers: s.answers,
            created_at: s.created_at,
            saved_at: s.saved_at,
            version: s.version,
        }
    }
}

impl From<Receipt> for ReceiptView {
    fn from(receipt: Receipt) -> Self {
        let Receipt { number, submission, seal, sealed_at, in_time, sha256 } = receipt;
        Self { number, submission, seal, sealed_at, in_time, sha256 }
    }
}

/// Begins a dossier.
#[utoipa::path(post, path = "/api/v1/editions/{id}/submissions", operation_id = "createSubmission", tag = "submit",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Option<String>, Header)),
    request_body = SubmissionIn, responses((status = 201, body = SubmissionView)))]
async fn create_submission(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<SubmissionIn>,
) -> Answer {
    let SubmissionIn { entity, language, answers } = given;
    let new = NewSubmission { entity, language, answers };
    let once = key.map(|key| Once::new(&key, "createSubmission", &(edition, &new))).transpose()?;
    let made = app.engine().create_submission(&caller, edition, new, once).await?;
    let location = [(LOCATION, format!("/api/v1/submissions/{}", made.id))];
    let (version, body) = (made.version, Json(SubmissionView::from(made)));
    Ok((StatusCode::CREATED, location, Tagged(version, body)).into_response())
}

async fn listed(
    app: &App,
    caller: &kapok_access::Caller,
    filter: SubmissionFilter,
    page: &PageRequest,
) -> Answer<Json<SubmissionList>> {
    let Page { items, next_cursor } = app.engine().list_submissions(caller, &filter, page).await?;
    Ok(Json(SubmissionList { items: items.into_iter().map(SubmissionView::from).collect(), next_cursor }))
}

/// Lists the dossiers of an edition that the caller may see.
#[utoipa::path(get, path = "/api/v1/editions/{id}/submissions", operation_id = "listSubmissions", tag = "submit",
    params(("id" = Uuid, Path), ("entity" = Option<Uuid>, Query), ("state" = Option<String>, Query),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = SubmissionList)))]
async fn list_submissions(
    State(app): State<App>,
    By(caller): By,
    Id(edition): Id<EditionId>,
    Query(wanted): Query<Wanted>,
    Paging(page): Paging,
) -> Answer<Json<SubmissionList>> {
    let filter = SubmissionFilter { edition: Some(edition), entity: wanted.entity, state: wanted.state };
    listed(&app, &caller, filter, &page).await
}

/// Lists the dossiers of all editions that the caller may see: an entrant's own.
#[utoipa::path(get, path = "/api/v1/me/submissions", operation_id = "listMySubmissions", tag = "submit",
    params(("entity" = Option<Uuid>, Query), ("state" = Option<String>, Query), ("limit" = Option<u32>, Query),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, body = SubmissionList)))]
async fn list_my_submissions(
    State(app): State<App>,
    By(caller): By,
    Query(wanted): Query<Wanted>,
    Paging(page): Paging,
) -> Answer<Json<SubmissionList>> {
    let filter = SubmissionFilter { edition: None, entity: wanted.entity, state: wanted.state };
    listed(&app, &caller, filter, &page).await
}

/// Reads a dossier.
#[utoipa::path(get, path = "/api/v1/submissions/{id}", operation_id = "getSubmission", tag = "submit",
    params(("id" = Uuid, Path)), responses((status = 200, body = SubmissionView)))]
async fn get_submission(State(app): State<App>, By(caller): By, Id(id): Id<SubmissionId>) -> Answer {
    let found = app.engine().get_submission(&caller, id).await?;
    Ok(Tagged(found.version, Json(SubmissionView::from(found))).into_response())
}

/// Saves answers; a draft may be partial.
#[utoipa::path(patch, path = "/api/v1/submissions/{id}", operation_id = "updateSubmission", tag = "submit",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = SubmissionPatch, responses((status = 200, body = SubmissionView)))]
async fn update_submission(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<SubmissionId>,
    IfMatch(version): IfMatch,
    Body(given): Body<SubmissionPatch>,
) -> Answer {
    let change = Change { answers: given.answers, language: given.language };
    let saved = app.engine().update_submission(&caller, id, version, change).await?;
    Ok(Tagged(saved.version, Json(SubmissionView::from(saved))).into_response())
}

/// Seals a dossier and gives its receipt; the body may be absent, which is no consent to publish.
#[utoipa::path(post, path = "/api/v1/submissions/{id}/seal", operation_id = "sealSubmission", tag = "submit",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header), ("Idempotency-Key" = Option<String>, Header)),
    request_body = Option<SealIn>, responses((status = 200, body = ReceiptView)))]
async fn seal_submission(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<SubmissionId>,
    IfVersion(version): IfVersion,
    IdempotencyKey(key): IdempotencyKey,
    request: Request,
) -> Answer<Json<ReceiptView>> {
    let given = match request.headers().contains_key(CONTENT_TYPE) {
        true => Body::<SealIn>::from_request(request, &app).await?.0,
        false => SealIn::default(),
    };
    let consent = Consent { publish: given.consent.publish, licence: given.consent.licence };
    let asked = Asked { consent };
    let once = key.map(|key| Once::new(&key, "sealSubmission", &(id, asked))).transpose()?;
    let receipt = app.engine().seal_submission(&caller, id, version, asked, once).await?;
    Ok(Json(receipt.into()))
}

/// Reads the receipt of a dossier's last seal.
#[utoipa::path(get, path = "/api/v1/submissions/{id}/receipt", operation_id = "getReceipt", tag = "submit",
    params(("id" = Uuid, Path)), responses((status = 200, body = ReceiptView)))]
async fn get_receipt(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<SubmissionId>,
) -> Answer<Json<ReceiptView>> {
    Ok(Json(app.engine().get_last_seal(&caller, id).await?.receipt.into()))
}

/// Takes a dossier back.
#[utoipa::path(post, path = "/api/v1/submissions/{id}/withdrawal", operation_id = "withdrawSubmission",
    tag = "submit", params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    request_body = WithdrawalIn, responses((status = 200, body = SubmissionView)))]
async fn withdraw_submission(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<SubmissionId>,
    IfVersion(version): IfVersion,
    Body(given): Body<WithdrawalIn>,
) -> Answer {
    let withdrawn = app.engine().withdraw_submission(&caller, id, version, given.reason).await?;
    Ok(Tagged(withdrawn.version, Json(SubmissionView::from(withdrawn))).into_response())
}
