//! People over the API: one's own account and tokens, invitations, roles.

use crate::app::App;
use crate::extract::{Body, By, From, Id, IfMatch, Pairs, Tagged};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::{Action, Role, RoleName, TokenScope};
use kapok_base::{EditionId, GrantId, Instant, Locale, PersonId, ProgrammeId, Refusal, TokenId};
use kapok_engine::people::{
    AccountChange, HandedLink, Invitation, Member, NewPerson, NewToken, Person, Token,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::SeeOwnAccount, routes!(get_me))
        .api(Action::KeepOwnAccount, routes!(update_me))
        .api(Action::SeeOwnAccount, routes!(list_my_tokens))
        .api(Action::KeepOwnAccount, routes!(create_token))
        .api(Action::KeepOwnAccount, routes!(revoke_token))
        .api(Action::SignIn, routes!(ask_for_password_reset))
        .api(Action::ManagePeople, routes!(add_person))
        .api(Action::ManagePeople, routes!(grant_role))
        .api(Action::SeePeople, routes!(list_people))
        .api(Action::InvitePeople, routes!(invite))
        .api(Action::InvitePeople, routes!(revoke_role))
        .api(Action::InvitePeople, routes!(hand_over_invitation))
        .api(Action::ManagePeople, routes!(hand_over_reset))
}

/// A role with its place.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleBody {
    /// `administrator`, `organiser`, `editor`, `auditor`, `researcher`, `judge` or `entrant`.
    #[schema(example = "judge")]
    role: String,
    /// For organisers, editors, auditors and judges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    programme: Option<ProgrammeId>,
    /// For judges, and for organisers and auditors of one edition alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    edition: Option<EditionId>,
    /// For judges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    panel: Option<kapok_base::PanelId>,
    /// For entrants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    entity: Option<kapok_base::EntityId>,
}

impl RoleBody {
    /// The role, when it is known and has exactly the places that it needs.
    fn read(&self) -> Result<Role, Refusal> {
        let unknown = || Refusal::invalid("role_unknown").at("/role");
        match (self.role.as_str(), self.programme, self.edition, self.panel, self.entity) {
            ("administrator", None, None, None, None) => Ok(Role::Administrator),
            ("researcher", None, None, None, None) => Ok(Role::Researcher),
            ("organiser", Some(programme), edition, None, None) => Ok(Role::Organiser { programme, edition }),
            ("auditor", Some(programme), edition, None, None) => Ok(Role::Auditor { programme, edition }),
            ("editor", Some(programme), None, None, None) => Ok(Role::Editor { programme }),
            ("judge", Some(programme), Some(edition), Some(panel), None) => {
                Ok(Role::Judge { programme, edition, panel })
            }
            ("entrant", None, None, None, Some(entity)) => Ok(Role::Entrant { entity }),
            _ => Err(unknown()),
        }
    }

    fn of(role: &Role) -> Self {
        let name = role.name().as_str().to_owned();
        let bare = Self { role: name, programme: None, edition: None, panel: None, entity: None };
        match *role {
            Role::Administrator | Role::Researcher => bare,
            Role::Organiser { programme, edition } | Role::Auditor { programme, edition } => {
                Self { programme: Some(programme), edition, ..bare }
            }
            Role::Editor { programme } => Self { programme: Some(programme), ..bare },
            Role::Judge { programme, edition, panel } => {
                Self { programme: Some(programme), edition: Some(edition), panel: Some(panel), ..bare }
            }
            Role::Entrant { entity } => Self { entity: Some(entity), ..bare },
        }
    }
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

/// A right that was given.
#[derive(Serialize, ToSchema)]
pub(crate) struct Granted {
    #[schema(value_type = String, format = Uuid)]
    grant: GrantId,
}

/// Gives a role to an account at once.
#[utoipa::path(post, path = "/api/v1/people/{id}/grants", operation_id = "grantRole", tag = "people",
    params(("id" = String, Path, format = Uuid)), request_body = RoleBody,
    responses((status = 201, description = "The right", body = Granted)))]
async fn grant_role(
    State(app): State<App>,
    By(caller): By,
    Id(person): Id<PersonId>,
    Body(given): Body<RoleBody>,
) -> Answer {
    let grant = app.engine().grant_role(&caller, person, given.read()?).await?;
    Ok((StatusCode::CREATED, Json(Granted { grant })).into_response())
}

/// Somebody who holds a role, or was invited to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberView {
    #[schema(value_type = String, format = Uuid)]
    grant: GrantId,
    #[schema(value_type = String, format = Uuid)]
    person: PersonId,
    name: String,
    /// For those who may invite.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(flatten)]
    role: RoleBody,
    #[schema(value_type = String, format = DateTime)]
    granted_at: Instant,
    /// Absent while the invitation waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    accepted_at: Option<Instant>,
}

fn member_view(member: Member) -> MemberView {
    MemberView {
        grant: member.grant,
        person: member.person,
        name: member.name,
        email: member.email,
        role: RoleBody::of(&member.role),
        granted_at: member.granted_at,
        accepted_at: member.accepted_at,
    }
}

/// The people of a place.
#[derive(Serialize, ToSchema)]
pub(crate) struct MemberList {
    items: Vec<MemberView>,
}

/// Who holds or was offered which role in a programme, or in one of its editions alone.
#[utoipa::path(get, path = "/api/v1/programmes/{id}/people", operation_id = "listPeople", tag = "people",
    params(("id" = String, Path, format = Uuid), ("edition" = Option<String>, Query, format = Uuid)),
    responses((status = 200, description = "The people, by name", body = MemberList)))]
async fn list_people(
    State(app): State<App>,
    By(caller): By,
    Id(programme): Id<ProgrammeId>,
    pairs: Pairs,
) -> Answer<Json<MemberList>> {
    let edition = pairs.parsed::<EditionId>("edition")?;
    let members = app.engine().list_people(&caller, programme, edition).await?;
    Ok(Json(MemberList { items: members.into_iter().map(member_view).collect() }))
}

/// Whom to invite to what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationBody {
    #[schema(example = "ana@example.org")]
    email: String,
    /// The name to address them by.
    name: String,
    /// Language of the mail for somebody new.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "en")]
    locale: Locale,
    role: RoleBody,
}

/// Invites somebody to a role by mail; it holds once they accept. The answer is the same whether or not the address
/// has an account.
#[utoipa::path(post, path = "/api/v1/invitations", operation_id = "invite", tag = "people",
    request_body = InvitationBody, responses((status = 201, description = "The invitation", body = MemberView)))]
async fn invite(State(app): State<App>, By(caller): By, Body(given): Body<InvitationBody>) -> Answer {
    let role = given.role.read().map_err(|refusal| refusal.at("/role/role"))?;
    let invitation = Invitation { email: given.email, name: given.name, locale: given.locale, role };
    let member = app.engine().invite(&caller, invitation).await?;
    Ok((StatusCode::CREATED, Json(member_view(member))).into_response())
}

/// Takes a right or an invitation away.
#[utoipa::path(delete, path = "/api/v1/grants/{id}", operation_id = "revokeRole", tag = "people",
    params(("id" = String, Path, format = Uuid)), responses((status = 204, description = "It is gone")))]
async fn revoke_role(State(app): State<App>, By(caller): By, Id(id): Id<GrantId>) -> Answer<StatusCode> {
    app.engine().revoke_role(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A one-time link to hand over by other means.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandedLinkOut {
    /// The whole address. It is shown this once: its secret is kept nowhere.
    link: String,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
}

fn handed(made: HandedLink) -> axum::response::Response {
    let out = HandedLinkOut { link: made.link, expires_at: made.expires_at };
    (StatusCode::CREATED, Json(out)).into_response()
}

/// Makes a one-time link for an invitation that waits, to hand over where mail does not arrive. It signs nobody in by
/// itself: an account that has a password asks for it, one that has none is given one.
#[utoipa::path(post, path = "/api/v1/grants/{id}/link", operation_id = "handOverInvitation", tag = "people",
    params(("id" = String, Path, format = Uuid)),
    responses((status = 201, description = "The link, this once", body = HandedLinkOut)))]
async fn hand_over_invitation(State(app): State<App>, By(caller): By, Id(id): Id<GrantId>) -> Answer {
    Ok(handed(app.engine().hand_over_invitation(&caller, id).await?))
}

/// Makes a one-time link with which somebody sets a new password, to hand over where mail does not arrive.
#[utoipa::path(post, path = "/api/v1/people/{id}/reset-link", operation_id = "handOverReset", tag = "people",
    params(("id" = String, Path, format = Uuid)),
    responses((status = 201, description = "The link, this once", body = HandedLinkOut)))]
async fn hand_over_reset(State(app): State<App>, By(caller): By, Id(id): Id<PersonId>) -> Answer {
    Ok(handed(app.engine().hand_over_reset(&caller, id).await?))
}
