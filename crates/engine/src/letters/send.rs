//! Holding, giving up and sending: who gets a letter is found out in the transaction that sends it, once.

use super::audience::{Addressed, resolve};
use super::write::record;
use crate::judge::current;
use crate::mail::Written;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{Instant, LetterId, Refusal, Version};
use kapok_judging::announcement::is_public;
use kapok_judging::letter::{Command, State, Until, apply, failed};
use kapok_store::correspondence::{self, Note};
use kapok_store::jobs::About;
use kapok_store::letters::{self, Letter, Recipient};
use kapok_store::{Database, Tx, announcements};
use serde_json::json;
use std::sync::Arc;

/// How a letter is to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    /// How many mails the sender expects; refused when it has become another number. Not looked at when absent.
    pub expected: Option<usize>,
    /// Whether those for whom a value is missing are left out; refused when there are any and this is not said.
    pub leave_out: bool,
}

impl Engine {
    /// Keeps a letter back: until somebody sends it, or until an instant or an announcement.
    ///
    /// # Errors
    /// `letter_sent`, `letter_withdrawn`, `instant_passed`, `announcement_elsewhere`, `announcement_public`,
    /// `letter_values_missing`, [`Error::Stale`], [`Error::NotFound`], or a denial.
    pub async fn hold_letter(
        &self,
        caller: &Caller,
        id: LetterId,
        expected: Option<Version>,
        until: Option<Until>,
        leave_out: bool,
    ) -> Result<Letter> {
        let permit = self.permit(caller, Action::WriteLetters)?;
        let asked = Arc::new((permit, self.config.public_url.clone()));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, url) = &*asked;
                let letter = letters::find(&tx, permit, id).await?.ok_or(Error::NotFound)?;
                if let Some(Until::Announced { announcement }) = until {
                    let elsewhere = || Refusal::invalid("announcement_elsewhere").at("/until/announcement");
                    let found = announcements::find(&tx, permit, announcement).await?;
                    let found = found.filter(|a| a.edition == letter.edition).ok_or_else(elsewhere)?;
                    if is_public(found.public_at, tx.now()) {
                        return Err(Refusal::state("announcement_public").at("/until/announcement").into());
                    }
                }
                let held = step(&tx, permit, letter, expected, Command::Hold { until, leave_out }).await?;
                if until.is_some() && !leave_out {
                    let resolved = resolve(&tx, permit, &held, url, tx.now()).await?;
                    whole(&resolved.mails)?;
                }
                Ok::<_, Error>(held)
            }
        };
        self.store.write(unit).await
    }

    /// Takes the hold off a letter, so that it can be written again.
    ///
    /// # Errors
    /// `letter_not_held`, `letter_sent`, `letter_withdrawn`, [`Error::Stale`], [`Error::NotFound`], or a denial.
    pub async fn release_letter(
        &self,
        caller: &Caller,
        id: LetterId,
        expected: Option<Version>,
    ) -> Result<Letter> {
        self.step_letter(caller, id, expected, Command::Release).await
    }

    /// Gives a letter up for good; it stays in the list.
    ///
    /// # Errors
    /// `letter_sent`, `letter_withdrawn`, [`Error::Stale`], [`Error::NotFound`], or a denial.
    pub async fn withdraw_letter(
        &self,
        caller: &Caller,
        id: LetterId,
        expected: Option<Version>,
    ) -> Result<Letter> {
        self.step_letter(caller, id, expected, Command::Withdraw).await
    }

    async fn step_letter(
        &self,
        caller: &Caller,
        id: LetterId,
        expected: Option<Version>,
        command: Command,
    ) -> Result<Letter> {
        let permit = self.permit(caller, Action::WriteLetters)?;
        let unit = move |tx: Tx| {
            let permit = permit.clone();
            async move {
                let letter = letters::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                step(&tx, &permit, letter, expected, command).await
            }
        };
        self.store.write(unit).await
    }

    /// Sends a letter to whom it is for at this instant. Sending it again changes nothing and answers alike.
    ///
    /// # Errors
    /// `letter_withdrawn`, `letter_nobody`, `letter_values_missing`, `letter_audience_changed`, [`Error::Stale`],
    /// [`Error::NotFound`], or a denial.
    pub async fn send_letter(
        &self,
        caller: &Caller,
        id: LetterId,
        expected: Option<Version>,
        sending: Sending,
    ) -> Result<Letter> {
        let permit = self.permit(caller, Action::WriteLetters)?;
        let asked = Arc::new((permit, self.config.public_url.clone()));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, url) = &*asked;
                let letter = letters::find(&tx, permit, id).await?.ok_or(Error::NotFound)?;
                let state = apply(&letter.state, Command::Send, permit.actor(), tx.now())?;
                if state == letter.state {
                    return Ok(letter);
                }
                current(expected, letter.version)?;
                deliver(&tx, permit, letter, state, sending, url).await
            }
        };
        self.store.write(unit).await
    }

    /// Sends the held letters whose time has come, each in a unit of its own: of two processes one does it.
    pub(crate) async fn send_due_letters(&self) -> Result<()> {
        let permit = self.permit(&Caller::system(), Action::WriteLetters)?;
        let db = self.store.read();
        for letter in letters::held(&db, &permit).await? {
            if is_due(&db, &letter, self.store.now()).await? {
                self.send_due(permit.clone(), letter.id).await?;
            }
        }
        Ok(())
    }

    async fn send_due(&self, permit: Permit, id: LetterId) -> Result<()> {
        let asked = Arc::new((permit, self.config.public_url.clone()));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, url) = &*asked;
                let Some(mut letter) = letters::find(&tx, permit, id).await? else { return Ok(()) };
                if !is_due(&tx, &letter, tx.now()).await? {
                    return Ok(());
                }
                let state = apply(&letter.state, Command::Send, permit.actor(), tx.now())?;
                // Nobody is there to be asked: those for whom a value went missing since are left out, and named.
                let sending = Sending { expected: None, leave_out: true };
                match deliver(&tx, permit, letter.clone(), state, sending, url).await {
                    // Refused before anything was written.
                    Err(Error::Refused(refusal)) if refusal.code.starts_with("letter_") => {
                        letter.state = failed(&letter.state, refusal.code);
                        letter.version = letters::save(&tx, &letter).await?;
                        record(&tx, permit, "letter_not_sent", &letter, json!({ "code": refusal.code })).await
                    }
                    done => done.map(drop),
                }
            }
        };
        self.store.write(unit).await
    }
}

/// Whether what a held letter waits for has come.
async fn is_due(db: &impl Database, letter: &Letter, now: Instant) -> Result<bool> {
    Ok(match letter.state.until() {
        None => false,
        Some(Until::Instant { at }) => at <= now,
        Some(Until::Announced { announcement }) => {
            let public = announcements::public(db, Some(letter.edition), now).await?;
            public.iter().any(|there| there.id == announcement)
        }
    })
}

async fn step(
    tx: &Tx,
    permit: &Permit,
    mut letter: Letter,
    expected: Option<Version>,
    command: Command,
) -> Result<Letter> {
    let state = apply(&letter.state, command, permit.actor(), tx.now())?;
    current(expected, letter.version)?;
    letter.state = state;
    letter.version = letters::save(tx, &letter).await?;
    let (kind, more) = match command {
        Command::Hold { until, leave_out } => {
            ("letter_held", json!({ "until": until, "leave_out": leave_out }))
        }
        Command::Release => ("letter_released", json!({})),
        Command::Withdraw => ("letter_withdrawn", json!({})),
        Command::Change | Command::Send => return Err(Error::Internal("not a step".to_owned())),
    };
    record(tx, permit, kind, &letter, more).await?;
    Ok(letter)
}

/// Refuses mails with holes, naming who would get them.
fn whole(mails: &[Addressed]) -> Result<()> {
    let lacking = mails.iter().filter(|mail| !mail.missing.is_empty());
    let named = |mail: &Addressed| {
        let fields: Vec<_> = mail.missing.iter().map(|field| format!("{{{}}}", field.as_str())).collect();
        let whose = if mail.reference.is_empty() { &mail.person.name } else { &mail.reference };
        format!("{}: {}", whose.trim(), fields.join(" "))
    };
    let named: Vec<String> = lacking.map(named).collect();
    if named.is_empty() {
        return Ok(());
    }
    Err(Refusal::state("letter_values_missing").with("count", named.len()).missing(named).into())
}

/// Puts down the mails of a letter, who gets each and what each is about. Refuses before it writes anything.
async fn deliver(
    tx: &Tx,
    permit: &Permit,
    mut letter: Letter,
    state: State,
    sending: Sending,
    public_url: &str,
) -> Result<Letter> {
    let resolved = resolve(tx, permit, &letter, public_url, tx.now()).await?;
    let mails = resolved.mails;
    let complete: Vec<&Addressed> = mails.iter().filter(|mail| mail.missing.is_empty()).collect();
    if !sending.leave_out {
        whole(&mails)?;
    }
    if complete.is_empty() {
        return Err(Refusal::state("letter_nobody").into());
    }
    if let Some(expected) = sending.expected
        && expected != complete.len()
    {
        let refusal = Refusal::state("letter_audience_changed");
        return Err(refusal.with("expected", expected).with("count", complete.len()).into());
    }
    // First of all, so that of two who send it at the same time one waits here and finds it sent.
    letter.state = state;
    letter.version = letters::save(tx, &letter).await?;
    let recipient = |(place, mail): (usize, &Addressed)| Recipient {
        id: tx.new_id(),
        letter: letter.id,
        person: mail.person.id,
        place: i64::try_from(place + 1).unwrap_or(i64::MAX),
        locale: mail.person.locale,
        values: mail.values.clone(),
        words: mail.words,
        missing: mail.missing.clone(),
        job: None,
    };
    let mut recipients: Vec<Recipient> = mails.iter().enumerate().map(recipient).collect();
    let payloads: Vec<Written> = recipients
        .iter()
        .filter(|one| one.missing.is_empty())
        .map(|one| Written { person: one.person, recipient: one.id })
        .collect();
    let jobs = tx.enqueue_all(Written::KIND, About::Edition(letter.edition), &payloads).await?;
    let mut about = Vec::new();
    let whole = recipients.iter_mut().zip(&mails).filter(|(_, mail)| mail.missing.is_empty());
    for ((one, mail), job) in whole.zip(jobs) {
        one.job = Some(job);
        let note = |submission| Note { submission, job, person: mail.person.id };
        about.extend(mail.about.iter().copied().map(note));
    }
    letters::add_recipients(tx, &recipients).await?;
    correspondence::note(tx, &about).await?;
    let counts = json!({
        "mails": payloads.len(),
        "left_out": mails.len() - payloads.len(),
        "unreached": resolved.unreached.len(),
    });
    record(tx, permit, "letter_sent", &letter, counts).await?;
    Ok(letter)
}
