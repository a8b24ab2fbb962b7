//! One-time links by mail: accepting an invitation, setting a forgotten password.
//!
//! A link's secret is made when its mail is sent (see `mail::runner`), so that no table ever holds it.

use super::password::check_password;
use super::secret::fingerprint;
use super::throttle::{Attempt, Tries};
use super::{SignedIn, check_email, check_name, usual_email};
use crate::mail::ResetAsked;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Role};
use kapok_base::{Actor, GrantId, Instant, Locale, PersonId};
use kapok_store::jobs::About;
use kapok_store::ledger::Event;
use kapok_store::links::{self, Link, Purpose};
use kapok_store::panels::{self, Member};
use kapok_store::people::{self, Person};
use kapok_store::{Tx, grants, sessions};
use serde_json::json;

/// What a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Accepts an invitation.
    Invitation,
    /// Sets a new password.
    Reset,
}

/// A link that works, as its page shows it to whoever holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// What it does.
    pub kind: LinkKind,
    /// The name on the account.
    pub name: String,
    /// The address it was mailed to.
    pub email: String,
    /// Whether a password has to be chosen with it.
    pub needs_password: bool,
    /// The language of the account.
    pub locale: Locale,
    /// Until when it works.
    pub expires_at: Instant,
}

impl Engine {
    /// Asks for a link to set a new password. The answer and the work are the same whether or not the address has an
    /// account: that is looked up when the mail is due.
    ///
    /// # Errors
    /// `email_invalid`, or [`Error::TooMany`].
    pub async fn ask_for_reset(&self, caller: &Caller, email: &str, from: &str) -> Result<()> {
        self.permit(caller, Action::SignIn)?;
        let email = usual_email(email);
        check_email(&email)?;
        let tries = Tries::of(Attempt::AskForLink, &email, from);
        let wait = self
            .store
            .write(move |tx| {
                let (tries, email) = (tries.clone(), email.clone());
                async move {
                    let wait = tries.count(&tx).await?;
                    if wait.is_none() {
                        let job = ResetAsked { email };
                        tx.enqueue(ResetAsked::KIND, About::Installation, &job, tx.now()).await?;
                    }
                    Ok::<_, Error>(wait)
                }
            })
            .await?;
        wait.map_or(Ok(()), |retry_after| Err(Error::TooMany { retry_after }))
    }

    /// What a link does, for its page.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it was used, has ended or never was.
    pub async fn see_link(&self, caller: &Caller, token: &str) -> Result<LinkView> {
        self.permit(caller, Action::SignIn)?;
        let link = links::find(&self.store.read(), fingerprint(token), self.store.now()).await?;
        let link = link.ok_or(Error::NotFound)?;
        let person = people::by_id(&self.store.read(), link.person).await?.ok_or(Error::NotFound)?;
        Ok(view(link, &person))
    }

    /// Follows a link: sets the password where one is needed, accepts the role of an invitation, and signs in.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it was used, has ended or never was; what is wrong with name or password.
    pub async fn follow_link(
        &self,
        caller: &Caller,
        token: &str,
        name: Option<String>,
        password: Option<String>,
        from: &str,
    ) -> Result<SignedIn> {
        self.permit(caller, Action::SignIn)?;
        let hash = fingerprint(token);
        self.count_try(&Tries::of(Attempt::FollowLink, token, from)).await?;
        let seen = self.see_link(caller, token).await?;
        if let Some(name) = &name {
            check_name(name)?;
        }
        let new_hash = if seen.needs_password {
            let password = password.unwrap_or_default();
            check_password(&password, Some(&seen.email))?;
            Some(self.passwords.hash(password).await?)
        } else {
            None
        };
        let person = self
            .store
            .write(move |tx| {
                let (name, new_hash) = (name.clone(), new_hash.clone());
                async move {
                    let link = links::use_up(&tx, hash).await?.ok_or(Error::NotFound)?;
                    let person = people::by_id(&tx, link.person).await?.ok_or(Error::NotFound)?;
                    let actor = Actor::Person { person: person.id };
                    // A person who had no password yet says here how they want to be called.
                    if let Some(name) = name.filter(|_| !person.has_password) {
                        people::save(&tx, &Person { name: name.trim().to_owned(), ..person.clone() }).await?;
                    }
                    if let Some(hash) = new_hash {
                        people::set_password(&tx, person.id, hash).await?;
                        sessions::end_all(&tx, person.id, None).await?;
                        links::drop_resets(&tx, person.id).await?;
                        let event = Event::new("password_set", person.id).data(json!({ "by": "link" }));
                        tx.record(actor, event).await?;
                    }
                    if let Purpose::Invitation(grant) = link.purpose {
                        accept(&tx, grant, person.id).await?;
                    }
                    people::by_id(&tx, person.id).await?.ok_or(Error::NotFound)
                }
            })
            .await?;
        self.begin_session(person, None).await
    }
}

/// The role of an invitation holds from now on; a judge has a seat in the panel. An invitation that was taken back
/// gives nothing.
async fn accept(tx: &Tx, grant: GrantId, person: PersonId) -> Result<()> {
    let Some(given) = grants::accept(tx, grant).await? else { return Ok(()) };
    if let Role::Judge { panel, .. } = given.role
        && !panels::members(tx, panel)
            .await?
            .iter()
            .any(|seat| seat.person == person && seat.left_at.is_none())
    {
        let seat = Member { panel, person, chair: false, joined_at: tx.now(), left_at: None };
        panels::put_member(tx, &seat).await?;
    }
    let event = Event::new("invitation_accepted", grant).data(json!({ "person": person }));
    tx.record(Actor::Person { person }, event).await?;
    Ok(())
}

fn view(link: Link, person: &Person) -> LinkView {
    let kind = match link.purpose {
        Purpose::Invitation(_) => LinkKind::Invitation,
        Purpose::Reset => LinkKind::Reset,
    };
    LinkView {
        kind,
        name: person.name.clone(),
        email: person.email.clone().unwrap_or_default(),
        needs_password: kind == LinkKind::Reset || !person.has_password,
        locale: person.locale,
        expires_at: link.expires_at,
    }
}
