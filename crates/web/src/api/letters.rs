//! Letters to a group: written, looked at, held, sent; who got each; the correspondence of a dossier.

use crate::api::schema::LocalizedText;
use crate::app::App;
use crate::extract::{Body, By, Id, IdempotencyKey, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State as Of;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, Instant, JobId, LetterId, Localized, SubmissionId};
use kapok_engine::Once;
use kapok_engine::letters::{
    Audience, Content, Correspondence, Field, Letter, LetterRow, Preview, RecipientView, Sample, Sending,
    State, Tally, Unreached, Until,
};
use kapok_engine::mail::MailState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeLetters, routes!(list_letters))
        .api(Action::WriteLetters, routes!(create_letter))
        .api(Action::SeeLetters, routes!(get_letter))
        .api(Action::WriteLetters, routes!(update_letter))
        .api(Action::SeeLetters, routes!(preview_letter))
        .api(Action::WriteLetters, routes!(hold_letter))
        .api(Action::WriteLetters, routes!(release_letter))
        .api(Action::WriteLetters, routes!(withdraw_letter))
        .api(Action::WriteLetters, routes!(send_letter))
        .api(Action::SeeLetters, routes!(list_recipients))
        .api(Action::SeeSubmission, routes!(list_correspondence))
}

/// The words of a letter and whom it is for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LetterIn {
    /// One line; merge fields such as `{name}` are filled in for each reader.
    #[schema(value_type = LocalizedText)]
    subject: Localized,
    /// The text, in the languages of the subject; each reader gets the one of their own language when there is one.
    #[schema(value_type = LocalizedText)]
    body: Localized,
    /// Where answers go; nobody reads them when absent.
    #[serde(default)]
    #[schema(example = "award@example.org")]
    reply_to: Option<String>,
    /// `{"to": "entrants", "stages": ["draft"], "labels": [], "unlabelled": false, "countries": ["CN"]}` (stages: draft,
    /// sealed, returned, ineligible, eligible, withdrawn; labels of public decisions alone),
    /// `{"to": "judges", "panel": …}`, or `{"to": "outstanding", "round": …}`.
    #[schema(value_type = Object)]
    audience: Audience,
}

impl From<LetterIn> for Content {
    fn from(given: LetterIn) -> Self {
        let LetterIn { subject, body, reply_to, audience } = given;
        Self { subject, body, reply_to: reply_to.filter(|address| !address.trim().is_empty()), audience }
    }
}

/// How the mails of a letter stand.
#[derive(Serialize, ToSchema)]
struct TallyOut {
    /// Those that wait or are being sent.
    waiting: usize,
    /// Those that left.
    left: usize,
    /// Those that failed for good.
    failed: usize,
    /// Those of a rehearsal, which never leave.
    withheld: usize,
    /// Those who were left out for want of a value.
    left_out: usize,
}

impl From<Tally> for TallyOut {
    fn from(tally: Tally) -> Self {
        let Tally { waiting, left, failed, withheld, left_out } = tally;
        Self { waiting, left, failed, withheld, left_out }
    }
}

/// A letter.
#[derive(Serialize, ToSchema)]
struct LetterOut {
    #[schema(value_type = String, format = Uuid)]
    id: LetterId,
    #[schema(value_type = String, format = Uuid)]
    edition: EditionId,
    #[schema(value_type = LocalizedText)]
    subject: Localized,
    #[schema(value_type = LocalizedText)]
    body: Localized,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<String>,
    #[schema(value_type = Object)]
    audience: Audience,
    /// `draft`, `held`, `sent` or `withdrawn`, with what belongs to it.
    #[schema(value_type = Object)]
    state: State,
    /// How its mails stand; in lists, once it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    mails: Option<TallyOut>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
    version: i64,
}

impl From<Letter> for LetterOut {
    fn from(letter: Letter) -> Self {
        let Content { subject, body, reply_to, audience } = letter.content;
        Self {
            id: letter.id,
            edition: letter.edition,
            subject,
            body,
            reply_to,
            audience,
            state: letter.state,
            mails: None,
            created_at: letter.created_at,
            saved_at: letter.saved_at,
            version: letter.version.0,
        }
    }
}

fn answer(status: StatusCode, letter: Letter) -> axum::response::Response {
    (status, Tagged(letter.version, Json(LetterOut::from(letter)))).into_response()
}

/// The letters of an edition.
#[derive(Serialize, ToSchema)]
struct LettersOut {
    items: Vec<LetterOut>,
    next_cursor: Option<String>,
}

/// The letters of an edition, the newest first.
#[utoipa::path(get, path = "/api/v1/editions/{id}/letters", operation_id = "listLetters", tag = "letters",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = LettersOut)))]
async fn list_letters(Of(app): Of<App>, By(caller): By, Id(id): Id<EditionId>) -> Answer<Json<LettersOut>> {
    let rows = app.engine().list_letters(&caller, id).await?;
    let out = |row: LetterRow| {
        let sent = matches!(row.letter.state, State::Sent { .. });
        LetterOut { mails: sent.then(|| row.tally.into()), ..row.letter.into() }
    };
    Ok(Json(LettersOut { items: rows.into_iter().map(out).collect(), next_cursor: None }))
}

/// Begins a letter, as a draft: nobody gets it yet.
#[utoipa::path(post, path = "/api/v1/editions/{id}/letters", operation_id = "createLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid), ("Idempotency-Key" = Option<String>, Header)),
    request_body = LetterIn, responses((status = 201, body = LetterOut)))]
async fn create_letter(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<EditionId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(given): Body<LetterIn>,
) -> Answer {
    let content = Content::from(given);
    let once = key.map(|key| Once::new(&key, "createLetter", &(id, &content))).transpose()?;
    let made = app.engine().create_letter(&caller, id, content, once).await?;
    Ok(answer(StatusCode::CREATED, made))
}

/// One letter.
#[utoipa::path(get, path = "/api/v1/letters/{id}", operation_id = "getLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = LetterOut)))]
async fn get_letter(Of(app): Of<App>, By(caller): By, Id(id): Id<LetterId>) -> Answer {
    Ok(answer(StatusCode::OK, app.engine().get_letter(&caller, id).await?))
}

/// Writes a draft anew.
#[utoipa::path(put, path = "/api/v1/letters/{id}", operation_id = "updateLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid), ("If-Match" = String, Header)),
    request_body = LetterIn, responses((status = 200, body = LetterOut)))]
async fn update_letter(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<LetterId>,
    IfMatch(version): IfMatch,
    Body(given): Body<LetterIn>,
) -> Answer {
    let saved = app.engine().update_letter(&caller, id, Some(version), given.into()).await?;
    Ok(answer(StatusCode::OK, saved))
}

/// One mail as its reader would get it.
#[derive(Serialize, ToSchema)]
struct SampleOut {
    name: String,
    /// The language it would be in.
    language: String,
    /// About which dossiers.
    about: String,
    subject: String,
    text: String,
}

/// Somebody, or a dossier, that the letter would not reach.
#[derive(Serialize, ToSchema)]
struct UnreachedOut {
    /// Who; empty when nobody reads mail for the dossier.
    name: String,
    /// About which dossiers.
    about: String,
    /// The merge fields without a value.
    #[schema(value_type = Vec<String>)]
    missing: BTreeSet<Field>,
}

/// What a letter would be if it went out now.
#[derive(Serialize, ToSchema)]
struct PreviewOut {
    /// How many mails would leave.
    mails: usize,
    /// To how many people.
    people: usize,
    /// Some of the mails.
    samples: Vec<SampleOut>,
    /// Those for whom a value is missing.
    incomplete: Vec<UnreachedOut>,
    /// The dossiers for which nobody reads mail.
    unreached: Vec<UnreachedOut>,
}

fn preview_out(preview: Preview) -> PreviewOut {
    let sample = |s: Sample| SampleOut {
        name: s.name,
        language: s.language.to_string(),
        about: s.reference,
        subject: s.subject,
        text: s.text,
    };
    let lost = |u: Unreached| UnreachedOut { name: u.name, about: u.reference, missing: u.missing };
    PreviewOut {
        mails: preview.mails,
        people: preview.people,
        samples: preview.samples.into_iter().map(sample).collect(),
        incomplete: preview.incomplete.into_iter().map(lost).collect(),
        unreached: preview.unreached.into_iter().map(lost).collect(),
    }
}

/// What a letter would be if it went out now: how many mails, two or three of them, and whose values are missing.
#[utoipa::path(get, path = "/api/v1/letters/{id}/preview", operation_id = "previewLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = PreviewOut)))]
async fn preview_letter(Of(app): Of<App>, By(caller): By, Id(id): Id<LetterId>) -> Answer<Json<PreviewOut>> {
    Ok(Json(preview_out(app.engine().preview_letter(&caller, id).await?)))
}

/// How a letter is to be kept back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HoldIn {
    /// When it goes out by itself: `{"when": "instant", "at": …}` or `{"when": "announced", "announcement": …}`; not before
    /// somebody sends it when absent.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    until: Option<Until>,
    /// Whether those for whom a value is missing are left out.
    #[serde(default)]
    leave_out: bool,
}

/// Keeps a letter back, perhaps until an instant or an announcement. Who gets it is found out when it goes.
#[utoipa::path(post, path = "/api/v1/letters/{id}/hold", operation_id = "holdLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid), ("If-Match" = String, Header)),
    request_body = HoldIn, responses((status = 200, body = LetterOut)))]
async fn hold_letter(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<LetterId>,
    IfMatch(version): IfMatch,
    Body(given): Body<HoldIn>,
) -> Answer {
    let HoldIn { until, leave_out } = given;
    let held = app.engine().hold_letter(&caller, id, Some(version), until, leave_out).await?;
    Ok(answer(StatusCode::OK, held))
}

/// Takes the hold off a letter, so that it can be written again.
#[utoipa::path(post, path = "/api/v1/letters/{id}/release", operation_id = "releaseLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid), ("If-Match" = String, Header)),
    responses((status = 200, body = LetterOut)))]
async fn release_letter(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<LetterId>,
    IfMatch(version): IfMatch,
) -> Answer {
    Ok(answer(StatusCode::OK, app.engine().release_letter(&caller, id, Some(version)).await?))
}

/// Gives a letter up for good.
#[utoipa::path(post, path = "/api/v1/letters/{id}/withdrawal", operation_id = "withdrawLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid), ("If-Match" = String, Header)),
    responses((status = 200, body = LetterOut)))]
async fn withdraw_letter(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<LetterId>,
    IfMatch(version): IfMatch,
) -> Answer {
    Ok(answer(StatusCode::OK, app.engine().withdraw_letter(&caller, id, Some(version)).await?))
}

/// How a letter is to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SendingIn {
    /// How many mails are expected, as the preview says; refused when it has become another number.
    #[serde(default)]
    expected: Option<usize>,
    /// Whether those for whom a value is missing are left out; refused when there are any and this is not said.
    #[serde(default)]
    leave_out: bool,
}

/// Sends a letter, once: asked again, it answers alike and nobody gets anything twice.
#[utoipa::path(post, path = "/api/v1/letters/{id}/send", operation_id = "sendLetter", tag = "letters",
    params(("id" = String, Path, format = Uuid), ("If-Match" = String, Header)),
    request_body = SendingIn, responses((status = 200, body = LetterOut)))]
async fn send_letter(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<LetterId>,
    IfMatch(version): IfMatch,
    Body(given): Body<SendingIn>,
) -> Answer {
    let sending = Sending { expected: given.expected, leave_out: given.leave_out };
    Ok(answer(StatusCode::OK, app.engine().send_letter(&caller, id, Some(version), sending).await?))
}

/// Somebody who got a letter, or was left out of it.
#[derive(Serialize, ToSchema)]
struct RecipientOut {
    /// The mail in the outbox; absent for somebody who was left out.
    #[schema(value_type = Option<String>, format = Uuid)]
    mail: Option<JobId>,
    /// Empty when they were erased.
    name: String,
    /// For those who may write letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[schema(example = "en")]
    language: &'static str,
    /// About which dossiers.
    about: Vec<String>,
    /// `waiting`, `running`, `done`, `dead`, or `withheld` in a rehearsal.
    #[schema(value_type = Option<String>)]
    state: Option<MailState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Instant>,
    /// The merge fields for want of which they were left out.
    #[schema(value_type = Vec<String>)]
    missing: BTreeSet<Field>,
}

/// Everybody who got a letter.
#[derive(Serialize, ToSchema)]
struct RecipientsOut {
    items: Vec<RecipientOut>,
    next_cursor: Option<String>,
}

/// Who got a letter, and whether it left.
#[utoipa::path(get, path = "/api/v1/letters/{id}/recipients", operation_id = "listRecipients", tag = "letters",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, body = RecipientsOut)))]
async fn list_recipients(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<LetterId>,
) -> Answer<Json<RecipientsOut>> {
    let out = |one: RecipientView| RecipientOut {
        mail: one.mail,
        name: one.name,
        email: one.email,
        language: one.locale.tag(),
        about: one.about,
        state: one.state,
        last_error: one.last_error,
        finished_at: one.finished_at,
        missing: one.missing,
    };
    let items = app.engine().list_recipients(&caller, id).await?.into_iter().map(out).collect();
    Ok(Json(RecipientsOut { items, next_cursor: None }))
}

/// A mail about a dossier.
#[derive(Serialize, ToSchema)]
struct CorrespondenceOut {
    /// The mail in the outbox.
    #[schema(value_type = String, format = Uuid)]
    mail: JobId,
    /// Its occasion: `written` by the organisers, a `receipt`, `returned` for correction.
    #[schema(example = "written")]
    kind: String,
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// To whom.
    name: String,
    /// For those who may write letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    subject: String,
    text: String,
    /// Where it stands, for those who run or audit the edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    state: Option<MailState>,
}

/// What was written about a dossier.
#[derive(Serialize, ToSchema)]
struct CorrespondenceListOut {
    items: Vec<CorrespondenceOut>,
    next_cursor: Option<String>,
}

/// What was written about a dossier, the newest first; to entrants, what was sent to themselves.
#[utoipa::path(get, path = "/api/v1/submissions/{id}/correspondence", operation_id = "listCorrespondence",
    tag = "letters", params(("id" = String, Path, format = Uuid)),
    responses((status = 200, body = CorrespondenceListOut)))]
async fn list_correspondence(
    Of(app): Of<App>,
    By(caller): By,
    Id(id): Id<SubmissionId>,
) -> Answer<Json<CorrespondenceListOut>> {
    let out = |mail: Correspondence| CorrespondenceOut {
        mail: mail.mail,
        kind: mail.kind,
        at: mail.at,
        name: mail.name,
        email: mail.email,
        subject: mail.subject,
        text: mail.text,
        state: mail.state,
    };
    let items = app.engine().list_correspondence(&caller, id).await?.into_iter().map(out).collect();
    Ok(Json(CorrespondenceListOut { items, next_cursor: None }))
}
