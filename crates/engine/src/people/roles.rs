//! Who may do what where: roles given, offered by invitation, listed, taken away.

use super::{check_email, check_name, usual_email};
use crate::judge::unseat;
use crate::mail::Invited;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit, Role, permit};
use kapok_base::{EditionId, GrantId, Instant, Locale, PersonId, ProgrammeId, Refusal, Version};
use kapok_store::editions;
use kapok_store::grants::{self, Given};
use kapok_store::jobs::About;
use kapok_store::ledger::Event;
use kapok_store::people::{self, Person};
use kapok_store::{StoreResult, Tx};
use serde_json::{Value, json};

/// A role offered to whoever reads mail at an address.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The address.
    pub email: String,
    /// The name to address them by; the account's own name stays when there is an account.
    pub name: String,
    /// The language of the mail for somebody new.
    pub locale: Locale,
    /// What is offered.
    pub role: Role,
}

/// Somebody who holds a role or was offered one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The right's identifier.
    pub grant: GrantId,
    /// Who.
    pub person: PersonId,
    /// The name: as invited, until they accepted.
    pub name: String,
    /// The address, for callers who may invite.
    pub email: Option<String>,
    /// The role.
    pub role: Role,
    /// When it was given or offered.
    pub granted_at: Instant,
    /// Since when it holds; absent while the invitation waits.
    pub accepted_at: Option<Instant>,
}

impl Engine {
    /// Invites somebody to a role by mail. The role holds once they follow the link.
    ///
    /// The answer is the same whether or not the address has an account.
    ///
    /// # Errors
    /// `email_invalid`, what is wrong with the name, [`Error::NotFound`] for a place outside the caller's reach, or
    /// a denial.
    pub async fn invite(&self, caller: &Caller, invitation: Invitation) -> Result<Member> {
        let permit = self.permit(caller, Action::InvitePeople)?;
        let email = usual_email(&invitation.email);
        check_email(&email)?;
        check_name(&invitation.name)?;
        self.store
            .write(move |tx| {
                let (permit, invitation, email) = (permit.clone(), invitation.clone(), email.clone());
                async move {
                    let role = invitation.role;
                    let place = reached_place(&tx, &permit, role).await?;
                    let name = invitation.name.trim().to_owned();
                    let person = match people::by_email(&tx, &email).await? {
                        Some((person, _)) => person,
                        None => add_invited(&tx, &name, &email, invitation.locale).await?,
                    };
                    let grant = grants::offer(&tx, person.id, role, &name).await?;
                    let event = in_place(Event::new("person_invited", grant), &role, person.id);
                    tx.record(permit.actor(), event).await?;
                    let job =
                        Invited { person: person.id, grant, role, place, inviter: permit.actor().person() };
                    tx.enqueue(Invited::KIND, about(&role), &job, tx.now()).await?;
                    let (granted_at, accepted_at) = (tx.now(), None);
                    let email = Some(email);
                    Ok::<_, Error>(Member {
                        grant,
                        person: person.id,
                        name,
                        email,
                        role,
                        granted_at,
                        accepted_at,
                    })
                }
            })
            .await
    }

    /// Gives a role to an account at once; for administrators.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the person or the place, or a denial.
    pub async fn grant_role(&self, caller: &Caller, person: PersonId, role: Role) -> Result<GrantId> {
        let permit = self.permit(caller, Action::ManagePeople)?;
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    people::find(&tx, &permit, person).await?.ok_or(Error::NotFound)?;
                    give(&tx, &permit, person, role).await
                }
            })
            .await
    }

    /// Takes a right away, held or offered. Taking one that is gone changes nothing.
    ///
    /// # Errors
    /// `last_administrator`, `judge_has_assignments`, [`Error::NotFound`], or a denial.
    pub async fn revoke_role(&self, caller: &Caller, grant: GrantId) -> Result<()> {
        let permit = self.permit(caller, Action::InvitePeople)?;
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let given = grants::find(&tx, &permit, grant).await?.ok_or(Error::NotFound)?;
                    if given.role == Role::Administrator && grants::administrators(&tx).await? <= 1 {
                        return Err(Refusal::state("last_administrator").into());
                    }
                    if let Role::Judge { panel, .. } = given.role {
                        return unseat(&tx, &permit, panel, given.person).await;
                    }
                    grants::remove(&tx, grant).await?;
                    let event = in_place(Event::new("role_revoked", grant), &given.role, given.person);
                    tx.record(permit.actor(), event).await?;
                    Ok::<_, Error>(())
                }
            })
            .await
    }

    /// Who holds or was offered which role in a programme, or in one of its editions alone; by name.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the place lies outside the caller's reach, or a denial.
    pub async fn list_people(
        &self,
        caller: &Caller,
        programme: ProgrammeId,
        edition: Option<EditionId>,
    ) -> Result<Vec<Member>> {
        let seen = self.permit(caller, Action::SeePeople)?;
        let db = self.store.read();
        let place = Role::Organiser { programme, edition };
        if !grants::reaches(&seen, &place) || grants::place_name(&db, &place).await?.is_none() {
            return Err(Error::NotFound);
        }
        if let Some(edition) = edition {
            editions::find(&db, &seen, edition).await?.ok_or(Error::NotFound)?;
        }
        Ok(members(caller, grants::list(&db, &seen, programme, edition).await?))
    }

    /// Who holds or was offered a role in the installation as a whole; by name.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_installation_people(&self, caller: &Caller) -> Result<Vec<Member>> {
        let permit = self.permit(caller, Action::ManagePeople)?;
        Ok(members(caller, grants::of_installation(&self.store.read(), &permit).await?))
    }
}

/// Gives a role within the permit's reach and records it.
pub(super) async fn give(tx: &Tx, permit: &Permit, person: PersonId, role: Role) -> Result<GrantId> {
    reached_place(tx, permit, role).await?;
    let grant = grants::give(tx, person, role).await?;
    tx.record(permit.actor(), in_place(Event::new("role_granted", grant), &role, person)).await?;
    Ok(grant)
}

/// The name of a role's place. A place beyond the permit's reach and one that does not exist give the same answer.
async fn reached_place(tx: &Tx, permit: &Permit, role: Role) -> Result<kapok_base::Localized> {
    if !grants::reaches(permit, &role) {
        return Err(Error::NotFound);
    }
    grants::place_name(tx, &role).await?.ok_or(Error::NotFound)
}

async fn add_invited(tx: &Tx, name: &str, email: &str, locale: Locale) -> StoreResult<Person> {
    let person = Person {
        id: tx.secret_id(),
        name: name.to_owned(),
        email: Some(email.to_owned()),
        locale,
        has_password: false,
        created_at: tx.now(),
        version: Version::FIRST,
    };
    people::create(tx, &person, None).await?;
    Ok(person)
}

/// Rights as the caller sees them: addresses are for those who may invite.
fn members(caller: &Caller, found: Vec<(Given, Person)>) -> Vec<Member> {
    let with_addresses = permit(caller, Action::InvitePeople);
    let seen = |(given, person): (Given, Person)| {
        let shown = with_addresses.as_ref().is_ok_and(|p| grants::reaches(p, &given.role));
        member(given, person, shown)
    };
    let mut members: Vec<Member> = found.into_iter().map(seen).collect();
    members.sort_by(|a, b| (&a.name, a.grant).cmp(&(&b.name, b.grant)));
    members
}

fn member(given: Given, person: Person, with_address: bool) -> Member {
    let invited = given.invited_name.filter(|_| given.accepted_at.is_none());
    Member {
        grant: given.id,
        person: given.person,
        name: invited.unwrap_or(person.name),
        email: person.email.filter(|_| with_address),
        role: given.role,
        granted_at: given.granted_at,
        accepted_at: given.accepted_at,
    }
}

/// What an invitation to a role is about.
fn about(role: &Role) -> About {
    match *role {
        Role::Organiser { edition: Some(edition), .. }
        | Role::Auditor { edition: Some(edition), .. }
        | Role::Judge { edition, .. } => About::Edition(edition),
        Role::Organiser { programme, edition: None }
        | Role::Auditor { programme, edition: None }
        | Role::Editor { programme } => About::Programme(programme),
        Role::Administrator | Role::Researcher | Role::Entrant { .. } => About::Installation,
    }
}

pub(super) fn in_place(event: Event, role: &Role, person: PersonId) -> Event {
    let mut data = json!({ "person": person });
    if let (Value::Object(data), Ok(Value::Object(role))) = (&mut data, serde_json::to_value(role)) {
        data.extend(role);
    }
    let event = event.data(data);
    match *role {
        Role::Organiser { programme, .. }
        | Role::Editor { programme }
        | Role::Auditor { programme, .. }
        | Role::Judge { programme, .. } => event.programme(programme),
        Role::Administrator | Role::Researcher | Role::Entrant { .. } => event,
    }
}
