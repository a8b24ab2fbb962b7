//! Links that are handed over by other means, where mail does not arrive: shown once to whoever makes them.
//!
//! Whoever holds a mailed link has shown that they read mail at the account's address, so it signs them in. A link that
//! is handed over shows nothing of the kind: the organiser who made it could follow it. It must therefore never open an
//! account that somebody has, nor tell whether there is one:
//!
//! - A handed-over invitation always asks for a password. An account that has one is opened by that alone; one that has
//!   none gets the password that was chosen. Making the link and its page are the same in both cases.
//! - A password that was chosen so is noted as chosen by somebody unproved. The first mailed link that is followed
//!   afterwards asks for a new one and ends all sessions and tokens, so that nobody keeps a hold on an account that
//!   others trust later on.
//! - Organisers cannot hand over a new password: with it they could score or seal in somebody else's name.
//!   Administrators can, who may give themselves any role anyway; the ledger keeps who did it for whom.

use super::mint;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{GrantId, Instant, PersonId, Refusal};
use kapok_store::ledger::Event;
use kapok_store::links::{self, Link, Purpose};
use kapok_store::{grants, people};
use serde_json::json;

const HOUR: i64 = 60 * 60 * 1_000_000;
/// How long a handed-over invitation works, in microseconds: seven days.
const INVITATION_LASTS: i64 = 7 * 24 * HOUR;
/// How long a handed-over reset works, in microseconds: one day.
const RESET_LASTS: i64 = 24 * HOUR;

/// A link to hand over. It is shown once: its secret is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedLink {
    /// The whole address.
    pub link: String,
    /// Until when it works.
    pub expires_at: Instant,
}

impl Engine {
    /// Makes a one-time link for an invitation that waits, to be handed over by other means. It replaces the one that was
    /// handed over before; the mailed one keeps working.
    ///
    /// # Errors
    /// `invitation_accepted`, [`Error::NotFound`], or a denial.
    pub async fn hand_over_invitation(&self, caller: &Caller, grant: GrantId) -> Result<HandedLink> {
        let permit = self.permit(caller, Action::InvitePeople)?;
        let (token, hash) = mint(&self.secrets, "");
        let expires_at = self
            .store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let given = grants::find(&tx, &permit, grant).await?.ok_or(Error::NotFound)?;
                    if given.accepted_at.is_some() {
                        return Err(Refusal::state("invitation_accepted").into());
                    }
                    let expires_at = Instant::from_micros(tx.now().as_micros() + INVITATION_LASTS);
                    let purpose = Purpose::Invitation(grant);
                    links::drop_handed(&tx, given.person, purpose).await?;
                    let link = Link { person: given.person, purpose, handed: true, expires_at };
                    links::create(&tx, hash, link).await?;
                    let data =
                        json!({ "person": given.person, "purpose": "invitation", "expires_at": expires_at });
                    let event = super::roles::in_place(
                        Event::new("link_handed_over", grant),
                        &given.role,
                        given.person,
                    );
                    let event = Event { data: merged(event.data, data), ..event };
                    tx.record(permit.actor(), event).await?;
                    Ok::<_, Error>(expires_at)
                }
            })
            .await?;
        Ok(self.handed(&token, expires_at))
    }

    /// Makes a one-time link with which somebody sets a new password, to be handed over by other means; for
    /// administrators.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn hand_over_reset(&self, caller: &Caller, person: PersonId) -> Result<HandedLink> {
        let permit = self.permit(caller, Action::ManagePeople)?;
        let (token, hash) = mint(&self.secrets, "");
        let expires_at = self
            .store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    people::find(&tx, &permit, person).await?.ok_or(Error::NotFound)?;
                    let expires_at = Instant::from_micros(tx.now().as_micros() + RESET_LASTS);
                    links::drop_handed(&tx, person, Purpose::Reset).await?;
                    let link = Link { person, purpose: Purpose::Reset, handed: true, expires_at };
                    links::create(&tx, hash, link).await?;
                    let data = json!({ "person": person, "purpose": "reset", "expires_at": expires_at });
                    tx.record(permit.actor(), Event::new("link_handed_over", person).data(data)).await?;
                    Ok::<_, Error>(expires_at)
                }
            })
            .await?;
        Ok(self.handed(&token, expires_at))
    }

    fn handed(&self, token: &str, expires_at: Instant) -> HandedLink {
        HandedLink { link: format!("{}/link/{token}", self.config.public_url), expires_at }
    }
}

fn merged(mut data: serde_json::Value, more: serde_json::Value) -> serde_json::Value {
    if let (serde_json::Value::Object(data), serde_json::Value::Object(more)) = (&mut data, more) {
        data.extend(more);
    }
    data
}
