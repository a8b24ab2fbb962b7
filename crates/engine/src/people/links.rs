//! One-time links: accepting an invitation, setting a forgotten password.
//!
//! A link's secret is made when its mail is sent (see `mail::runner`) or when it is handed over (see `handed`), so that
//! no table ever holds it.

use super::password::check_password;
use super::secret::fingerprint;
use super::throttle::{Attempt, Tries};
use super::{SignedIn, check_email, check_name, usual_email};
use crate::mail::ResetAsked;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Role};
use kapok_base::{Actor, GrantId, Instant, Locale, PersonId, Refusal};
use kapok_store::jobs::About;
use kapok_store::ledger::Event;
use kapok_store::links::{self, Link, Purpose};
use kapok_store::panels::{self, Member};
use kapok_store::people::{self, Person};
use kapok_store::{Tx, grants, sessions, tokens};
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
    /// The name on the account; on a handed-over invitation, the one they were invited under.
    pub name: String,
    /// The address of the account.
    pub email: String,
    /// Whether a password goes with it.
    pub needs_password: bool,
    /// Whether that is the account's own where it has one: its holder has not shown that they read mail there.
    pub handed: bool,
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
        let db = self.store.read();
        let person = people::by_id(&db, link.person).await?.ok_or(Error::NotFound)?;
        match link.purpose {
            // Neither the account's name nor whether it has a password: whoever handed the link over could read it.
            Purpose::Invitation(grant) if link.handed => {
                let name = grants::invited_name(&db, grant).await?.unwrap_or_default();
                Ok(LinkView { name, needs_password: true, locale: Locale::default(), ..view(link, &person) })
            }
            Purpose::Invitation(_) if people::is_unproved(&db, person.id).await? => {
                Ok(LinkView { needs_password: true, ..view(link, &person) })
            }
            _ => Ok(view(link, &person)),
        }
    }

    /// Follows a link: sets the password where one is needed, accepts the role of an invitation, and signs in. With an
    /// invitation that was handed over, an account that has a password is opened by that alone.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it was used, has ended or never was; what is wrong with name or password;
    /// `sign_in_failed` for a password that is not the account's.
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
            if seen.handed && seen.kind == LinkKind::Invitation {
                self.own_or_new(&seen.email, password, from).await?
            } else {
                Some(self.passwords.hash(password).await?)
            }
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
                    let invited = matches!(link.purpose, Purpose::Invitation(_));
                    if link.handed && invited && person.has_password != new_hash.is_none() {
                        // Somebody set its password since it was looked at: that one counts.
                        return Err(Error::Stale);
                    }
                    // A person who had no password yet says here how they want to be called.
                    if let Some(name) = name.filter(|_| !person.has_password) {
                        people::save(&tx, &Person { name: name.trim().to_owned(), ..person.clone() }).await?;
                    }
                    if let Some(hash) = new_hash {
                        people::set_password(&tx, person.id, hash).await?;
                        sessions::end_all(&tx, person.id, None).await?;
                        links::drop_resets(&tx, person.id).await?;
                        if people::is_unproved(&tx, person.id).await? && !link.handed {
                            // Whoever chose the former password may have made tokens, too.
                            tokens::revoke_all(&tx, person.id).await?;
                        }
                        people::set_unproved(&tx, person.id, link.handed).await?;
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

    /// The hash of a new password for an account that has none; nothing when it has one and this is it.
    async fn own_or_new(&self, email: &str, password: String, from: &str) -> Result<Option<String>> {
        // Counted as signing in is, so that a link is no further place to guess at.
        self.count_try(&Tries::of(Attempt::SignIn, email, from)).await?;
        let kept = people::by_email(&self.store.read(), email).await?.and_then(|(_, kept)| kept);
        if kept.is_none() {
            return Ok(Some(self.passwords.hash(password).await?));
        }
        match self.passwords.fits(password, kept).await? {
            true => Ok(None),
            false => Err(Refusal::invalid("sign_in_failed").at("/password").into()),
        }
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
        handed: link.handed,
        locale: person.locale,
        expires_at: link.expires_at,
    }
}
