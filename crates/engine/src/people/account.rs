//! Accounts: made by an administrator or by accepting an invitation; kept by their owner.

use super::password::check_password;
use super::throttle::{Attempt, Tries};
use super::tokens::own_hand;
use super::{check_email, check_name, secret, usual_email};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Role};
use kapok_base::{Locale, Refusal, Version};
use kapok_store::ledger::Event;
use kapok_store::people::{self, Person};
use kapok_store::{grants, sessions};
use serde_json::json;

/// What a new account needs.
#[derive(Clone)]
pub struct NewPerson {
    /// The name: 1 to 200 characters.
    pub name: String,
    /// The address.
    pub email: String,
    /// The language for pages and mail.
    pub locale: Locale,
    /// A first password; without one the person signs in after a reset by mail, or by token.
    pub password: Option<String>,
    /// Roles that the person holds from the start.
    pub roles: Vec<Role>,
}

/// What a person may change of their account.
#[derive(Clone, Debug)]
pub struct AccountChange {
    /// The name: 1 to 200 characters.
    pub name: String,
    /// The language for pages and mail.
    pub locale: Locale,
}

impl Engine {
    /// Makes an account with its roles; for administrators, who may know who has one.
    ///
    /// # Errors
    /// `email_invalid`, `email_taken`, what is wrong with name or password, [`Error::NotFound`] for a role's place, or
    /// a denial.
    pub async fn add_person(&self, caller: &Caller, new: NewPerson) -> Result<Person> {
        let permit = self.permit(caller, Action::ManagePeople)?;
        let email = usual_email(&new.email);
        check_email(&email)?;
        check_name(&new.name)?;
        let hash = match &new.password {
            Some(password) => {
                check_password(password, Some(&email))?;
                Some(self.passwords.hash(password.clone()).await?)
            }
            None => None,
        };
        self.store
            .write(move |tx| {
                let (permit, new, email, hash) = (permit.clone(), new.clone(), email.clone(), hash.clone());
                async move {
                    if people::by_email(&tx, &email).await?.is_some() {
                        return Err(Refusal::state("email_taken").at("/email").into());
                    }
                    let person = Person {
                        id: tx.secret_id(),
                        name: new.name.trim().to_owned(),
                        email: Some(email),
                        locale: new.locale,
                        has_password: hash.is_some(),
                        created_at: tx.now(),
                        version: Version::FIRST,
                    };
                    people::create(&tx, &person, hash).await?;
                    tx.record(permit.actor(), Event::new("person_added", person.id)).await?;
                    for role in new.roles {
                        super::roles::give(&tx, &permit, person.id, role).await?;
                    }
                    Ok::<_, Error>(person)
                }
            })
            .await
    }

    /// One's own account.
    ///
    /// # Errors
    /// [`Error::SignInNeeded`], or [`Error::NotFound`] when it was erased.
    pub async fn get_account(&self, caller: &Caller) -> Result<Person> {
        let permit = self.permit(caller, Action::SeeOwnAccount)?;
        let id = caller.person_id().ok_or(Error::Forbidden)?;
        people::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }

    /// One's own roles, as they hold now.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_own_roles(&self, caller: &Caller) -> Result<Vec<Role>> {
        self.permit(caller, Action::SeeOwnAccount)?;
        let id = caller.person_id().ok_or(Error::Forbidden)?;
        Ok(grants::of_person(&self.store.read(), id).await?)
    }

    /// Changes one's own name and language, over the version they were read at.
    ///
    /// # Errors
    /// What is wrong with the name, [`Error::Stale`], or a denial.
    pub async fn save_account(
        &self,
        caller: &Caller,
        change: AccountChange,
        read_at: Version,
    ) -> Result<Person> {
        let permit = self.permit(caller, Action::KeepOwnAccount)?;
        let id = caller.person_id().ok_or(Error::Forbidden)?;
        check_name(&change.name)?;
        self.store
            .write(move |tx| {
                let (permit, change) = (permit.clone(), change.clone());
                async move {
                    let mut person = people::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    person.name = change.name.trim().to_owned();
                    person.locale = change.locale;
                    person.version = read_at;
                    person.version = people::save(&tx, &person).await?;
                    tx.record(permit.actor(), Event::new("account_changed", id)).await?;
                    Ok::<_, Error>(person)
                }
            })
            .await
    }

    /// Changes one's own password, knowing the present one; all other sessions end. `session` is the token of the one
    /// that stays.
    ///
    /// # Errors
    /// `password_wrong`, what is wrong with the new one, [`Error::TooMany`], or a denial; a token cannot.
    pub async fn change_password(
        &self,
        caller: &Caller,
        present: String,
        new: String,
        session: Option<&str>,
    ) -> Result<()> {
        let permit = self.permit(caller, Action::KeepOwnAccount)?;
        let id = own_hand(caller)?;
        let person = people::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)?;
        self.count_try(&Tries::of(Attempt::SignIn, &id.to_string(), &id.to_string())).await?;
        let kept = people::password_hash(&self.store.read(), id).await?;
        if !self.passwords.fits(present, kept).await? {
            return Err(Refusal::invalid("password_wrong").at("/present").into());
        }
        check_password(&new, person.email.as_deref())?;
        let hash = self.passwords.hash(new).await?;
        let stays = session.map(secret::fingerprint);
        let actor = permit.actor();
        self.store
            .write(move |tx| {
                let hash = hash.clone();
                async move {
                    people::set_password(&tx, id, hash).await?;
                    sessions::end_all(&tx, id, stays).await?;
                    tx.record(actor, Event::new("password_set", id).data(json!({ "by": "owner" }))).await?;
                    Ok::<_, Error>(())
                }
            })
            .await
    }
}
