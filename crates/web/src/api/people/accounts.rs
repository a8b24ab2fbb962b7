//! Accounts over the API: one's own, a forgotten password, new ones.

use super::role::RoleBody;
use crate::app::App;
use crate::extract::{Body, By, From, IfMatch, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::{Action, Role};
use kapok_base::{Locale, PersonId};
use kapok_engine::people::{AccountChange, NewPerson, Person};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnAccount, routes!(get_me))
        .api(Action::KeepOwnAccount, routes!(update_me))
        .api(Action::SignIn, routes!(ask_for_password_reset))
        .api(Action::ManagePeople, routes!(add_person))
}

/// An account as its owner sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    #[schema(value_type = String, format = Uuid)]
    id: PersonId,
    name: String,
    email: Option<String>,
    /// Language of pages and mail.
    #[schema(example = "en")]
    locale: &'static str,
    /// The roles held.
    roles: Vec<RoleBody>,
}

fn me(person: &Person, roles: &[Role]) -> Me {
    Me {
        id: person.id,
        name: person.name.clone(),
        email: person.email.clone(),
        locale: person.locale.tag(),
        roles: roles.iter().map(RoleBody::of).collect(),
    }
}

/// One's own account.
#[utoipa::path(get, path = "/api/v1/me", operation_id = "getMe", tag = "people",
    responses((status = 200, description = "The account, with its ETag", body = Me)))]
async fn get_me(State(app): State<App>, By(caller): By) -> Answer {
    let person = app.engine().get_account(&caller).await?;
    Ok(Tagged(person.version, Json(me(&person, caller.roles()))).into_response())
}

/// What of an account its owner changes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeChange {
    /// 1 to 200 characters.
    #[schema(example = "Ana Lima")]
    name: String,
    /// Language of pages and mail.
    #[schema(value_type = String, example = "zh-Hans")]
    locale: Locale,
}

/// Changes one's own name and language.
#[utoipa::path(patch, path = "/api/v1/me", operation_id = "updateMe", tag = "people", request_body = MeChange,
    params(("If-Match" = String, Header, description = "The ETag it was read with")),
    responses((status = 200, description = "The account, with its new ETag", body = Me)))]
async fn update_me(
    State(app): State<App>,
    By(caller): By,
    IfMatch(version): IfMatch,
    Body(given): Body<MeChange>,
) -> Answer {
    let change = AccountChange { name: given.name, locale: given.locale };
    let person = app.engine().save_account(&caller, change, version).await?;
    Ok(Tagged(person.version, Json(me(&person, caller.roles()))).into_response())
}

/// Whose password is to be set anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetBody {
    #[schema(example = "ana@example.org")]
    email: String,
}

/// Mails a link to set a new password, if the address has an account; the answer does not tell.
#[utoipa::path(post, path = "/api/v1/password-resets", operation_id = "askForPasswordReset", tag = "people",
    request_body = ResetBody, responses((status = 202, description = "A link is on its way, if there is an account")))]
async fn ask_for_password_reset(
    State(app): State<App>,
    By(caller): By,
    From(from): From,
    Body(given): Body<ResetBody>,
) -> Answer<StatusCode> {
    app.engine().ask_for_reset(&caller, &given.email, &from).await?;
    Ok(StatusCode::ACCEPTED)
}

/// What a new account needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonBody {
    /// 1 to 200 characters.
    name: String,
    #[schema(example = "ana@example.org")]
    email: String,
    /// Language of pages and mail.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "en")]
    locale: Locale,
    /// A first password of at least 10 characters; without one it is set by a link.
    #[serde(default)]
    password: Option<String>,
    /// The roles held from the start.
    #[serde(default)]
    roles: Vec<RoleBody>,
}

/// Makes an account at once.
#[utoipa::path(post, path = "/api/v1/people", operation_id = "addPerson", tag = "people",
    request_body = PersonBody, responses((status = 201, description = "The account", body = Me)))]
async fn add_person(State(app): State<App>, By(caller): By, Body(given): Body<PersonBody>) -> Answer {
    let roles = given.roles.iter().map(RoleBody::read).collect::<Result<Vec<_>, _>>()?;
    let new = NewPerson {
        name: given.name,
        email: given.email,
        locale: given.locale,
        password: given.password,
        roles: roles.clone(),
    };
    let person = app.engine().add_person(&caller, new).await?;
    Ok((StatusCode::CREATED, Tagged(person.version, Json(me(&person, &roles)))).into_response())
}
