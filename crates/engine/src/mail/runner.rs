//! The job runner: claims what is due, does it, tries again what failed for now, lays aside what failed for good.

use super::{Invited, Posted, ResetAsked, Written};
use crate::people::mint;
use crate::{Engine, Error, Result};
use futures::{FutureExt, StreamExt};
use kapok_base::{Instant, JobId, PersonId};
use kapok_mail::{Letter, Message, Reader, SendError};
use kapok_store::jobs::{self, Job, Outcome};
use kapok_store::links::{self, Link, Purpose};
use kapok_store::people;
use kapok_words::say;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

const SECOND: i64 = 1_000_000;
/// How long a claim holds: well over what sending may take.
const CLAIM: i64 = 5 * 60 * SECOND;
/// How often a job is tried before it is laid aside: with the waits below, for about nine hours.
const TRIES: i64 = 12;
/// The wait after the first failure; each further one doubles it.
const FIRST_WAIT: i64 = 30 * SECOND;
/// The longest wait between two tries.
const LONGEST_WAIT: i64 = 2 * 60 * 60 * SECOND;
/// How many jobs are worked on at once.
const AT_ONCE: usize = 4;
/// How long an invitation's link works: 14 days.
const INVITATION_LASTS: i64 = 14 * 24 * 60 * 60 * SECOND;
/// How long a reset's link works: two hours.
const RESET_LASTS: i64 = 2 * 60 * 60 * SECOND;

/// Why a job did not happen.
enum Failure {
    /// Another try may help.
    ForNow(String),
    /// It cannot.
    ForGood(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::ForNow(error.to_string())
    }
}
impl From<kapok_store::StoreError> for Failure {
    fn from(error: kapok_store::StoreError) -> Self {
        Self::ForNow(error.to_string())
    }
}
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::ForGood(format!("unreadable payload: {error}"))
    }
}
impl From<SendError> for Failure {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Temporary(why) => Self::ForNow(why),
            SendError::Permanent(why) => Self::ForGood(why),
        }
    }
}

impl Engine {
    /// Does deferred work until `stop` is done: soon after each commit, and when a failed try is due again.
    pub async fn work(&self, stop: impl Future<Output = ()>) {
        let mut changes = self.store.changes();
        let mut stop = std::pin::pin!(stop);
        let (mut next_cleaning, mut next_reminding) = (self.store.now(), self.store.now());
        loop {
            if let Err(error) = self.work_once().await {
                tracing::warn!(%error, "deferred work could not be done; trying again");
            }
            if self.store.now() >= next_cleaning {
                next_cleaning = self.clean_up().await;
            }
            if self.store.now() >= next_reminding {
                next_reminding = self.look_for_reminders().await;
            }
            let tick = tokio::time::sleep(Duration::from_secs(2));
            tokio::select! {
                () = &mut stop => return,
                () = tick => {}
                seen = changes.changed() => if seen.is_err() { return },
            }
        }
    }

    /// Does all deferred work that is due now, sending the letters whose time has come; how many jobs were tried.
    ///
    /// # Errors
    /// When the database cannot be asked. What goes wrong with a job is noted at the job.
    pub async fn work_once(&self) -> Result<usize> {
        let mut tried = 0;
        self.send_due_letters().await?;
        loop {
            let due = jobs::due(&self.store.read(), self.store.now(), 64).await?;
            if due.is_empty() {
                return Ok(tried);
            }
            let mut working = futures::stream::iter(due).map(|id| self.try_job(id)).buffer_unordered(AT_ONCE);
            let mut got = 0;
            while let Some(done) = working.next().await {
                got += usize::from(done?);
            }
            // Somebody else has claimed all of them.
            if got == 0 {
                return Ok(tried);
            }
            tried += got;
        }
    }

    /// Claims a job and tries it; false when somebody else has it.
    async fn try_job(&self, id: JobId) -> Result<bool> {
        let claimed = self
            .store
            .write(move |tx| async move {
                let until = Instant::from_micros(tx.now().as_micros() + CLAIM);
                Ok::<_, Error>(jobs::claim(&tx, id, until).await?)
            })
            .await?;
        let Some(job) = claimed else { return Ok(false) };
        let done = AssertUnwindSafe(self.do_job(&job)).catch_unwind().await;
        let done = done.unwrap_or_else(|_| Err(Failure::ForNow("the work panicked".to_owned())));
        let outcome = self.outcome(&job, done);
        if let Outcome::Dead { error } = &outcome {
            tracing::error!(job = %job.id, kind = job.kind, attempts = job.attempts, error, "a job is laid aside");
        }
        self.store
            .write(move |tx| {
                let (job, outcome) = (job.clone(), outcome.clone());
                async move { Ok::<_, Error>(jobs::settle(&tx, &job, &outcome).await?) }
            })
            .await?;
        Ok(true)
    }

    fn outcome(&self, job: &Job, done: std::result::Result<bool, Failure>) -> Outcome {
        match done {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Vain,
            Err(Failure::ForGood(error)) => Outcome::Dead { error },
            Err(Failure::ForNow(error)) if job.attempts >= TRIES => Outcome::Dead { error },
            Err(Failure::ForNow(error)) => {
                let chance = i64::try_from(self.jitter.below(1000)).unwrap_or(0);
                let due = Instant::from_micros(self.store.now().as_micros() + wait(job.attempts, chance));
                Outcome::Again { due, error }
            }
        }
    }

    /// Does a job; false when there was nothing to do, so that nothing of it needs to be kept.
    async fn do_job(&self, job: &Job) -> std::result::Result<bool, Failure> {
        match job.kind.as_str() {
            Posted::KIND | Written::KIND => {
                let Some((_, message)) = self.written_out(job).await? else { return Ok(false) };
                self.mailer.send(&message).await?;
                Ok(true)
            }
            Invited::KIND => self.send_invitation(job, serde_json::from_str(&job.payload)?).await,
            ResetAsked::KIND => self.send_reset(job, serde_json::from_str(&job.payload)?).await,
            unknown => Err(Failure::ForGood(format!("unknown kind of job: {unknown}"))),
        }
    }

    async fn send_invitation(&self, job: &Job, ask: Invited) -> std::result::Result<bool, Failure> {
        let Some(reader) = self.reader(ask.person).await? else { return Ok(false) };
        let (link, expires) =
            self.new_link(ask.person, Purpose::Invitation(ask.grant), INVITATION_LASTS).await?;
        let inviter = match ask.inviter {
            Some(id) => people::by_id(&self.store.read(), id).await?.map(|person| person.name),
            None => None,
        };
        let role = say(reader.locale, &format!("role-{}", ask.role.name().as_str()), &[]);
        let letter = Letter::Invitation {
            inviter: inviter.unwrap_or_else(|| say(reader.locale, "product-name", &[])),
            role,
            place: ask.place.text(&reader.locale.language()).clone(),
            link,
            expires,
        };
        self.send(job, &reader, &letter).await
    }

    async fn send_reset(&self, job: &Job, ask: ResetAsked) -> std::result::Result<bool, Failure> {
        let Some((person, _)) = people::by_email(&self.store.read(), &ask.email).await? else {
            return Ok(false);
        };
        let (link, expires) = self.new_link(person.id, Purpose::Reset, RESET_LASTS).await?;
        let reader = Reader { name: person.name, email: ask.email, locale: person.locale };
        self.send(job, &reader, &Letter::Reset { link, expires }).await
    }

    async fn send(&self, job: &Job, reader: &Reader, letter: &Letter) -> std::result::Result<bool, Failure> {
        self.mailer.send(&self.written(job, reader, letter)).await?;
        Ok(true)
    }

    /// A letter as it is mailed; its name is the job's, so that a second sending is known as such.
    pub(super) fn written(&self, job: &Job, reader: &Reader, letter: &Letter) -> Message {
        letter.write(reader, &job.id.to_string(), job.created_at)
    }

    /// Who reads mail to a person; nobody when the person was erased.
    pub(super) async fn reader(&self, person: PersonId) -> Result<Option<Reader>> {
        let found = people::by_id(&self.store.read(), person).await?;
        Ok(found.and_then(|person| {
            Some(Reader { name: person.name, email: person.email?, locale: person.locale })
        }))
    }

    /// Makes a link whose secret exists in the mail alone.
    async fn new_link(&self, person: PersonId, purpose: Purpose, lasts: i64) -> Result<(String, Instant)> {
        let (token, hash) = mint(&self.secrets, "");
        let expires = self
            .store
            .write(move |tx| async move {
                let expires_at = Instant::from_micros(tx.now().as_micros() + lasts);
                links::create(&tx, hash, Link { person, purpose, handed: false, expires_at }).await?;
                Ok::<_, Error>(expires_at)
            })
            .await?;
        Ok((format!("{}/link/{token}", self.config.public_url), expires))
    }
}

/// The wait after the given failed attempt, in microseconds: doubling up to a longest, spread over its second half by
/// `chance` (0 to 999), so that a server that comes back is not met by all at once.
fn wait(attempts: i64, chance: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
    let whole = (FIRST_WAIT << doublings).min(LONGEST_WAIT);
    whole / 2 + whole / 2 / 1000 * chance.clamp(0, 999)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_longest_and_are_spread() {
        assert_eq!(wait(1, 0), FIRST_WAIT / 2);
        assert_eq!(wait(2, 0), FIRST_WAIT);
        assert_eq!(wait(50, 0), LONGEST_WAIT / 2);
        for attempts in 1..60 {
            assert!(wait(attempts, 0) < wait(attempts, 999) && wait(attempts, 999) < LONGEST_WAIT);
        }
    }
}
