//! API tokens: made, listed and revoked by the person in whose name they act.

use super::secret::{fingerprint, mint};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, TokenScope};
use kapok_base::{Actor, Instant, PersonId, Refusal, TokenId};
use kapok_store::ledger::Event;
use kapok_store::tokens::{self, Token};
use kapok_store::{grants, people};
use serde_json::json;

/// How many tokens a person may hold at once.
const MOST: usize = 50;
/// How often use is noted, in microseconds: every ten minutes.
const NOTED: i64 = 10 * 60 * 1_000_000;

/// What a new token needs.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What its owner calls it: 1 to 100 characters.
    pub name: String,
    /// What it may do.
    pub scope: TokenScope,
    /// When it ends, if ever.
    pub expires_at: Option<Instant>,
}

impl Engine {
    /// Makes a token; its secret is given here and never again.
    ///
    /// # Errors
    /// `required`, `too_long`, `token_ended`, `too_many_tokens`, or a denial; a token makes no tokens.
    pub async fn create_token(&self, caller: &Caller, new: NewToken) -> Result<(Token, String)> {
        self.permit(caller, Action::KeepOwnAccount)?;
        let person = own_hand(caller)?;
        let name = new.name.trim().to_owned();
        if name.is_empty() {
            return Err(Refusal::invalid("required").at("/name").into());
        }
        if name.chars().count() > 100 {
            return Err(Refusal::invalid("too_long").at("/name").with("limit", 100_usize).into());
        }
        let (secret, hash) = mint(&self.secrets, "kapok_");
        let actor = caller.actor();
        let token = self
            .store
            .write(move |tx| {
                let (name, new) = (name.clone(), new.clone());
                async move {
                    if new.expires_at.is_some_and(|end| end <= tx.now()) {
                        return Err(Refusal::invalid("token_ended").at("/expires_at").into());
                    }
                    if tokens::of_person(&tx, person).await?.len() >= MOST {
                        return Err(Refusal::state("too_many_tokens").with("limit", MOST).into());
                    }
                    let token = Token {
                        id: tx.new_id(),
                        person,
                        name,
                        scope: new.scope,
                        created_at: tx.now(),
                        used_at: None,
                        expires_at: new.expires_at,
                    };
                    tokens::create(&tx, hash, &token).await?;
                    let event = Event::new("token_created", token.id).data(json!({ "person": person }));
                    tx.record(actor, event).await?;
                    Ok::<_, Error>(token)
                }
            })
            .await?;
        Ok((token, secret))
    }

    /// One's own tokens, the newest first.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_tokens(&self, caller: &Caller) -> Result<Vec<Token>> {
        self.permit(caller, Action::SeeOwnAccount)?;
        let person = caller.person_id().ok_or(Error::Forbidden)?;
        Ok(tokens::of_person(&self.store.read(), person).await?)
    }

    /// Revokes one of one's own tokens.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn revoke_token(&self, caller: &Caller, id: TokenId) -> Result<()> {
        self.permit(caller, Action::KeepOwnAccount)?;
        let person = caller.person_id().ok_or(Error::Forbidden)?;
        let actor = caller.actor();
        self.store
            .write(move |tx| async move {
                if !tokens::revoke(&tx, person, id).await? {
                    return Err(Error::NotFound);
                }
                tx.record(actor, Event::new("token_revoked", id).data(json!({ "person": person }))).await?;
                Ok(())
            })
            .await
    }

    /// Who calls behind an API token; nobody when it was revoked, has ended or never was.
    ///
    /// # Errors
    /// Only faults.
    pub async fn caller_for_token(&self, secret: &str) -> Result<Option<Caller>> {
        let (now, db) = (self.store.now(), self.store.read());
        let Some(token) = tokens::find(&db, fingerprint(secret), now).await? else { return Ok(None) };
        if people::by_id(&db, token.person).await?.is_none() {
            return Ok(None);
        }
        if token.used_at.is_none_or(|used| now.as_micros() - used.as_micros() > NOTED) {
            let id = token.id;
            self.store.write(move |tx| async move { Ok::<_, Error>(tokens::touch(&tx, id).await?) }).await?;
        }
        let roles = grants::of_person(&db, token.person).await?;
        let actor = Actor::Token { person: token.person, token: token.id };
        Ok(Some(Caller::token(actor, roles, &token.scope)))
    }
}

/// The person who acts with their own hand. A token could otherwise give itself more than its scope.
pub(crate) fn own_hand(caller: &Caller) -> Result<PersonId> {
    match caller.actor() {
        Actor::Person { person } => Ok(person),
        Actor::Visitor => Err(Error::SignInNeeded),
        Actor::Token { .. } | Actor::System => Err(Error::Forbidden),
    }
}
