//! Signing in and out, and who calls behind a session's token.

use super::secret::{fingerprint, mint};
use super::throttle::{Attempt, Tries};
use super::usual_email;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{Instant, Refusal};
use kapok_store::grants;
use kapok_store::people::{self, Person};
use kapok_store::sessions::{self, Session};

/// How long a session lasts without being used, in microseconds: 14 days.
const IDLE: i64 = 14 * DAY;
/// How long a session lasts at the most, in microseconds: 60 days.
const LONGEST: i64 = 60 * DAY;
/// How often use is noted, in microseconds: every ten minutes, so that reading stays reading.
const NOTED: i64 = 10 * 60 * 1_000_000;
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// What signing in needs.
#[derive(Clone)]
pub struct SignIn {
    /// The address of the account.
    pub email: String,
    /// The password.
    pub password: String,
    /// The network address it is tried from, for counting tries.
    pub from: String,
}

/// A fresh session.
#[derive(Clone)]
pub struct SignedIn {
    /// The session's token, for a cookie; it is not kept here.
    pub token: String,
    /// When the session ends unless it is used.
    pub expires_at: Instant,
    /// Who signed in.
    pub person: Person,
}

impl Engine {
    /// Signs in by address and password.
    ///
    /// Whether an account exists shows neither in the answer nor in the work done for it.
    ///
    /// # Errors
    /// `sign_in_failed`, or [`Error::TooMany`].
    pub async fn sign_in(&self, caller: &Caller, ask: SignIn) -> Result<SignedIn> {
        self.permit(caller, Action::SignIn)?;
        let email = usual_email(&ask.email);
        let tries = Tries::of(Attempt::SignIn, &email, &ask.from);
        self.count_try(&tries).await?;
        let (person, kept) = match people::by_email(&self.store.read(), &email).await? {
            Some((person, kept)) => (Some(person), kept),
            None => (None, None),
        };
        let fits = self.passwords.fits(ask.password, kept).await?;
        let Some(person) = person.filter(|_| fits) else {
            return Err(Refusal::invalid("sign_in_failed").into());
        };
        self.begin_session(person, Some(tries)).await
    }

    /// Counts a try in a unit of work of its own, which stands whatever comes of the try.
    pub(crate) async fn count_try(&self, tries: &Tries) -> Result<()> {
        let tries = tries.clone();
        let wait = self
            .store
            .write(move |tx| {
                let tries = tries.clone();
                async move { Ok::<_, Error>(tries.count(&tx).await?) }
            })
            .await?;
        match wait {
            Some(retry_after) => Err(Error::TooMany { retry_after }),
            None => Ok(()),
        }
    }

    pub(crate) async fn begin_session(&self, person: Person, tries: Option<Tries>) -> Result<SignedIn> {
        let (token, hash) = mint(&self.secrets, "");
        let id = person.id;
        let expires_at = self
            .store
            .write(move |tx| {
                let tries = tries.clone();
                async move {
                    let now = tx.now();
                    let expires_at = Instant::from_micros(now.as_micros() + IDLE);
                    let session = Session { person: id, created_at: now, seen_at: now, expires_at };
                    sessions::create(&tx, hash, session).await?;
                    if let Some(tries) = tries {
                        tries.forgive(&tx).await?;
                    }
                    Ok::<_, Error>(expires_at)
                }
            })
            .await?;
        Ok(SignedIn { token, expires_at, person })
    }

    /// Signs out: the session of this token ends. An unknown token changes nothing.
    ///
    /// # Errors
    /// Only faults.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        let hash = fingerprint(token);
        self.store.write(move |tx| async move { Ok(sessions::end(&tx, hash).await?) }).await
    }

    /// Who calls behind a session's token; nobody when the session has ended or never was. Being used prolongs it.
    ///
    /// # Errors
    /// Only faults.
    pub async fn caller_for_session(&self, token: &str) -> Result<Option<Caller>> {
        let (hash, now, db) = (fingerprint(token), self.store.now(), self.store.read());
        let Some(session) = sessions::find(&db, hash, now).await? else { return Ok(None) };
        if people::by_id(&db, session.person).await?.is_none() {
            return Ok(None);
        }
        if now.as_micros() - session.seen_at.as_micros() > NOTED {
            let longest = session.created_at.as_micros() + LONGEST;
            let until = Instant::from_micros((now.as_micros() + IDLE).min(longest));
            self.store
                .write(move |tx| async move { Ok::<_, Error>(sessions::touch(&tx, hash, until).await?) })
                .await?;
        }
        let roles = grants::of_person(&db, session.person).await?;
        Ok(Some(Caller::person(session.person, roles)))
    }
}
