//! The outbox over the API.

use crate::app::App;
use crate::extract::{By, Id, Paging, Pairs};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kapok_access::Action;
use kapok_base::{EditionId, Instant, JobId, ProgrammeId};
use kapok_engine::mail::{Mail, MailState};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOutbox, routes!(list_outbox))
        .api(Action::SeeOutbox, routes!(get_mail))
        .api(Action::RetryMail, routes!(retry_mail))
}

/// A mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailView {
    #[schema(value_type = String, format = Uuid)]
    id: JobId,
    /// Its occasion.
    #[schema(example = "receipt")]
    kind: String,
    #[schema(value_type = Option<String>, format = Uuid)]
    programme: Option<ProgrammeId>,
    #[schema(value_type = Option<String>, format = Uuid)]
    edition: Option<EditionId>,
    /// The address, as it is now; empty when the person was erased.
    to: String,
    /// `waiting`, `running`, `done`, `dead`, or `withheld` for what a rehearsal would have sent.
    #[schema(value_type = String, example = "done")]
    state: MailState,
    /// How often sending was tried.
    attempts: i64,
    /// When it is due (again).
    #[schema(value_type = String, format = DateTime)]
    due_at: Instant,
    /// Why it failed the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it left or was laid aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Instant>,
    /// Subject and text, for one mail alone; absent where they hold a secret link.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

fn view(mail: Mail, text: Option<String>) -> MailView {
    MailView {
        id: mail.id,
        kind: mail.kind,
        programme: mail.programme,
        edition: mail.edition,
        to: mail.to,
        state: mail.state,
        attempts: mail.attempts,
        due_at: mail.due_at,
        last_error: mail.last_error,
        created_at: mail.created_at,
        finished_at: mail.finished_at,
        text,
    }
}

/// One page of the outbox.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailPage {
    items: Vec<MailView>,
    next_cursor: Option<String>,
}

/// What was mailed, waits or failed, the newest first.
#[utoipa::path(get, path = "/api/v1/outbox", operation_id = "listOutbox", tag = "people",
    params(("state" = Option<String>, Query, description = "Only what stands so: waiting, running, done, dead, withheld"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "One page", body = MailPage)))]
async fn list_outbox(
    State(app): State<App>,
    By(caller): By,
    Paging(page): Paging,
    pairs: Pairs,
) -> Answer<Json<MailPage>> {
    let state = match pairs.first("state") {
        Some(name) => Some(MailState::named(name).ok_or_else(|| crate::extract::wrong("state"))?),
        None => None,
    };
    let found = app.engine().list_outbox(&caller, state, &page).await?;
    let items = found.items.into_iter().map(|mail| view(mail, None)).collect();
    Ok(Json(MailPage { items, next_cursor: found.next_cursor }))
}

/// One mail with its words.
#[utoipa::path(get, path = "/api/v1/outbox/{id}", operation_id = "getMail", tag = "people",
    params(("id" = String, Path, format = Uuid)), responses((status = 200, description = "The mail", body = MailView)))]
async fn get_mail(State(app): State<App>, By(caller): By, Id(id): Id<JobId>) -> Answer<Json<MailView>> {
    let found = app.engine().get_mail(&caller, id).await?;
    Ok(Json(view(found.mail, found.text)))
}

/// Has a mail that failed for good tried again.
#[utoipa::path(post, path = "/api/v1/outbox/{id}/retry", operation_id = "retryMail", tag = "people",
    params(("id" = String, Path, format = Uuid)), responses((status = 202, description = "It is due again")))]
async fn retry_mail(State(app): State<App>, By(caller): By, Id(id): Id<JobId>) -> Answer<StatusCode> {
    app.engine().retry_mail(&caller, id).await?;
    Ok(StatusCode::ACCEPTED)
}
