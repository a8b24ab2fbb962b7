//! Signing in over the API, for scripts of the pages; programs take a token.

use crate::app::App;
use crate::cookies;
use crate::extract::{Body, By, From};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_engine::people::SignIn;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::SignIn, routes!(sign_in)).api(Action::SignIn, routes!(sign_out))
}

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInBody {
    #[schema(example = "ana@example.org")]
    email: String,
    password: String,
}

/// Begins a session, in a cookie. An unknown address and a wrong password get the same answer.
#[utoipa::path(post, path = "/api/v1/sessions", operation_id = "signIn", tag = "people",
    request_body = SignInBody, responses((status = 204, description = "The session's cookie is set")))]
async fn sign_in(
    State(app): State<App>,
    By(caller): By,
    From(from): From,
    Body(given): Body<SignInBody>,
) -> Answer {
    let ask = SignIn { email: given.email, password: given.password, from };
    let signed_in = app.engine().sign_in(&caller, ask).await?;
    let cookie = cookies::begin_session(&signed_in.token, app.is_secure());
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]).into_response())
}

/// Ends the session of the request's cookie.
#[utoipa::path(delete, path = "/api/v1/sessions/current", operation_id = "signOut", tag = "people",
    responses((status = 204, description = "The session has ended")))]
async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Answer {
    if let Some(token) = cookies::session_token(&headers, app.is_secure()) {
        app.engine().sign_out(&token).await?;
    }
    let gone = cookies::end_session(app.is_secure());
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, gone)]).into_response())
}
