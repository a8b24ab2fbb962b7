//! One's own tokens over the API.

use crate::app::App;
use crate::extract::{Body, By, Id};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::{Action, RoleName, TokenScope};
use kapok_base::{Instant, TokenId};
use kapok_engine::people::{NewToken, Token};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnAccount, routes!(list_my_tokens))
        .api(Action::KeepOwnAccount, routes!(create_token))
        .api(Action::KeepOwnAccount, routes!(revoke_token))
}

/// What a token may do.
#[derive(Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScopeBody {
    /// The roles it acts in; all of its owner's when absent.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, example = json!(["editor"]))]
    roles: Option<Vec<RoleName>>,
    /// Whether it may only read.
    #[serde(default)]
    read_only: bool,
}

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenView {
    #[schema(value_type = String, format = Uuid)]
    id: TokenId,
    name: String,
    scope: ScopeBody,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    #[schema(value_type = Option<String>, format = DateTime)]
    used_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Instant>,
    /// The secret: given when the token is made, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

fn token_view(token: Token, secret: Option<String>) -> TokenView {
    TokenView {
        id: token.id,
        name: token.name,
        scope: ScopeBody { roles: token.scope.roles, read_only: token.scope.read_only },
        created_at: token.created_at,
        used_at: token.used_at,
        expires_at: token.expires_at,
        token: secret,
    }
}

/// One's own tokens.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenList {
    items: Vec<TokenView>,
}

/// One's own tokens, the newest first, without their secrets.
#[utoipa::path(get, path = "/api/v1/me/tokens", operation_id = "listMyTokens", tag = "people",
    responses((status = 200, description = "The tokens", body = TokenList)))]
async fn list_my_tokens(State(app): State<App>, By(caller): By) -> Answer<Json<TokenList>> {
    let tokens = app.engine().list_tokens(&caller).await?;
    Ok(Json(TokenList { items: tokens.into_iter().map(|token| token_view(token, None)).collect() }))
}

/// What a new token needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenBody {
    /// What its owner calls it: 1 to 100 characters.
    #[schema(example = "export to our website")]
    name: String,
    #[serde(default)]
    scope: ScopeBody,
    /// When it ends, if ever.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Instant>,
}

/// Makes a token. Signed-in people only: a token makes no tokens.
#[utoipa::path(post, path = "/api/v1/me/tokens", operation_id = "createToken", tag = "people",
    request_body = TokenBody, responses((status = 201, description = "The token with its secret", body = TokenView)))]
async fn create_token(State(app): State<App>, By(caller): By, Body(given): Body<TokenBody>) -> Answer {
    let scope = TokenScope { roles: given.scope.roles, read_only: given.scope.read_only };
    let new = NewToken { name: given.name, scope, expires_at: given.expires_at };
    let (token, secret) = app.engine().create_token(&caller, new).await?;
    Ok((StatusCode::CREATED, Json(token_view(token, Some(secret)))).into_response())
}

/// Revokes one of one's own tokens.
#[utoipa::path(delete, path = "/api/v1/me/tokens/{id}", operation_id = "revokeToken", tag = "people",
    params(("id" = String, Path, format = Uuid)), responses((status = 204, description = "It is revoked")))]
async fn revoke_token(State(app): State<App>, By(caller): By, Id(id): Id<TokenId>) -> Answer<StatusCode> {
    app.engine().revoke_token(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
