//! Rights over the API: who holds which role, invitations, giving and taking.

use super::role::RoleBody;
use crate::app::App;
use crate::extract::{Body, By, Id, Pairs};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, GrantId, Instant, Locale, PersonId, ProgrammeId};
use kapok_engine::people::{Invitation, Member};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::ManagePeople, routes!(grant_role))
        .api(Action::SeePeople, routes!(list_people))
        .api(Action::InvitePeople, routes!(invite))
        .api(Action::InvitePeople, routes!(revoke_role))
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
