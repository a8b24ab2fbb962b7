//! Writing letters: begun, changed, read.

use crate::judge::current;
use crate::people::check_email;
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit};
use kapok_base::{EditionId, LetterId, Refusal, Version};
use kapok_judging::letter::audience::Audience;
use kapok_judging::letter::{Command, Content, State, apply};
use kapok_store::editions::Edition;
use kapok_store::ledger::Event;
use kapok_store::letters::{self, Letter};
use kapok_store::{Database, Tx, editions, panels, rounds};
use kapok_submission::digest;
use serde_json::{Value, json};
use std::sync::Arc;

impl Engine {
    /// Begins a letter, as a draft.
    ///
    /// # Errors
    /// `letter_invalid` or `audience_invalid` with a detail per fault, `panel_elsewhere`, `round_elsewhere`,
    /// `email_invalid`, [`Error::NotFound`] for an edition out of reach, or a denial.
    pub async fn create_letter(
        &self,
        caller: &Caller,
        edition: EditionId,
        content: Content,
        once: Option<Once>,
    ) -> Result<Letter> {
        let permit = self.permit(caller, Action::WriteLetters)?;
        let asked = Arc::new((permit, content, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, content, once) = &*asked;
                let actor = permit.actor();
                if let Some(id) = once::recall(&tx, actor, once.as_ref()).await? {
                    return letters::find(&tx, permit, id).await?.ok_or(Error::NotFound);
                }
                let edition = editions::find(&tx, permit, edition).await?.ok_or(Error::NotFound)?;
                check(&tx, permit, &edition, content).await?;
                let letter = Letter {
                    id: tx.new_id(),
                    programme: edition.programme,
                    edition: edition.id,
                    content: content.clone(),
                    state: State::Draft,
                    created_by: actor.person(),
                    created_at: tx.now(),
                    saved_at: tx.now(),
                    version: Version::FIRST,
                };
                letters::create(&tx, &letter).await?;
                record(&tx, permit, "letter_created", &letter, json!({})).await?;
                once::remember(&tx, actor, once.as_ref(), &letter.id).await?;
                Ok::<_, Error>(letter)
            }
        };
        self.store.write(unit).await
    }

    /// Writes a draft anew.
    ///
    /// # Errors
    /// As [`Self::create_letter`]; `letter_held`, `letter_sent`, `letter_withdrawn`, [`Error::Stale`].
    pub async fn update_letter(
        &self,
        caller: &Caller,
        id: LetterId,
        expected: Option<Version>,
        content: Content,
    ) -> Result<Letter> {
        let permit = self.permit(caller, Action::WriteLetters)?;
        let asked = Arc::new((permit, content));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, content) = &*asked;
                let mut letter = letters::find(&tx, permit, id).await?.ok_or(Error::NotFound)?;
                let state = apply(&letter.state, Command::Change, permit.actor(), tx.now())?;
                current(expected, letter.version)?;
                let edition = editions::find(&tx, permit, letter.edition).await?.ok_or(Error::NotFound)?;
                check(&tx, permit, &edition, content).await?;
                letter.state = state;
                letter.content = content.clone();
                letter.saved_at = tx.now();
                letter.version = letters::save(&tx, &letter).await?;
                record(&tx, permit, "letter_changed", &letter, json!({})).await?;
                Ok::<_, Error>(letter)
            }
        };
        self.store.write(unit).await
    }

    /// One letter as it is written.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn get_letter(&self, caller: &Caller, id: LetterId) -> Result<Letter> {
        let permit = self.permit(caller, Action::SeeLetters)?;
        letters::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }
}

/// Whether a letter can go out as it is, to a group of this very edition.
async fn check(db: &impl Database, permit: &Permit, edition: &Edition, content: &Content) -> Result<()> {
    content.check()?;
    content.audience.check(&edition.labels)?;
    if let Some(address) = &content.reply_to {
        check_email(address).map_err(|refusal| refusal.at("/reply_to"))?;
    }
    match content.audience {
        Audience::Entrants(_) => Ok(()),
        Audience::Judges { panel } => {
            let found = panels::find(db, permit, panel).await?;
            let elsewhere = || Refusal::invalid("panel_elsewhere").at("/audience/panel");
            found.filter(|found| found.edition == edition.id).map(drop).ok_or_else(|| elsewhere().into())
        }
        Audience::Outstanding { round } => {
            let found = rounds::find(db, permit, round).await?;
            let elsewhere = || Refusal::invalid("round_elsewhere").at("/audience/round");
            found.filter(|found| found.edition == edition.id).map(drop).ok_or_else(|| elsewhere().into())
        }
    }
}

/// Appends what happened to a letter to the ledger: never its words, which may name people, but their hash.
pub(super) async fn record(
    tx: &Tx,
    permit: &Permit,
    kind: &'static str,
    letter: &Letter,
    more: Value,
) -> Result<()> {
    let words = (&letter.content.subject, &letter.content.body);
    let (_, sha256) = digest(&words).map_err(|error| Error::Internal(error.to_string()))?;
    let sha256: String = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut data = json!({ "audience": letter.content.audience, "sha256": sha256 });
    if let (Value::Object(data), Value::Object(more)) = (&mut data, more) {
        data.extend(more);
    }
    let event = Event::new(kind, letter.id).edition(letter.programme, letter.edition).data(data);
    tx.record(permit.actor(), event).await?;
    Ok(())
}
