//! The outbox: what was mailed, what waits, what failed.

use super::{Invited, Posted, ResetAsked, Written};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{EditionId, Instant, JobId, Page, PageRequest, ProgrammeId, Refusal};
use kapok_store::jobs::{self, Job, State};
use kapok_store::ledger::Event;

/// A mail as the outbox shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its identifier.
    pub id: JobId,
    /// Its occasion: `receipt`, `invitation`, `reset`…
    pub kind: String,
    /// In which programme.
    pub programme: Option<ProgrammeId>,
    /// In which edition.
    pub edition: Option<EditionId>,
    /// The address it goes to, as it is now; empty when the person was erased.
    pub to: String,
    /// Where it stands.
    pub state: State,
    /// How often sending was tried.
    pub attempts: i64,
    /// When it is due (again).
    pub due_at: Instant,
    /// Why it failed the last time.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When it left or was laid aside.
    pub finished_at: Option<Instant>,
}

/// The words of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailText {
    /// The mail itself.
    pub mail: Mail,
    /// Its subject and text; absent where they hold a secret link that the caller may not see, or that is in the
    /// mail alone.
    pub text: Option<String>,
}

impl Engine {
    /// What was mailed, waits or failed, the newest first; perhaps only what stands in one state.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_outbox(
        &self,
        caller: &Caller,
        state: Option<State>,
        page: &PageRequest,
    ) -> Result<Page<Mail>> {
        let permit = self.permit(caller, Action::SeeOutbox)?;
        let found = jobs::list(&self.store.read(), &permit, state, page).await?;
        let mut items = Vec::with_capacity(found.items.len());
        for job in found.items {
            items.push(self.mail(job).await?);
        }
        Ok(Page { items, next_cursor: found.next_cursor })
    }

    /// How many mails stand in each state.
    ///
    /// # Errors
    /// A denial.
    pub async fn count_outbox(&self, caller: &Caller) -> Result<Vec<(State, u64)>> {
        let permit = self.permit(caller, Action::SeeOutbox)?;
        Ok(jobs::counts(&self.store.read(), &permit).await?)
    }

    /// One mail with its words.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn get_mail(&self, caller: &Caller, id: JobId) -> Result<MailText> {
        let permit = self.permit(caller, Action::SeeOutbox)?;
        let job = jobs::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)?;
        let text = self.text(&permit, &job).await?;
        Ok(MailText { mail: self.mail(job).await?, text })
    }

    /// Has a mail that failed for good tried again.
    ///
    /// # Errors
    /// `mail_not_failed`, [`Error::NotFound`], or a denial.
    pub async fn retry_mail(&self, caller: &Caller, id: JobId) -> Result<()> {
        let permit = self.permit(caller, Action::RetryMail)?;
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let job = jobs::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    if !jobs::revive(&tx, &permit, id).await? {
                        return Err(Refusal::state("mail_not_failed").into());
                    }
                    let (programme, edition) = (job.programme, job.edition);
                    let event = Event { programme, edition, ..Event::new("mail_retried", id) };
                    tx.record(permit.actor(), event).await?;
                    Ok(())
                }
            })
            .await
    }

    async fn mail(&self, job: Job) -> Result<Mail> {
        let (kind, to) = match job.kind.as_str() {
            Posted::KIND => match serde_json::from_str::<Posted>(&job.payload) {
                Ok(posted) => (posted.letter.kind().to_owned(), self.addressee(posted.person).await?),
                Err(_) => (job.kind.clone(), String::new()),
            },
            Written::KIND => match serde_json::from_str::<Written>(&job.payload) {
                Ok(written) => (job.kind.clone(), self.addressee(written.person).await?),
                Err(_) => (job.kind.clone(), String::new()),
            },
            Invited::KIND => match serde_json::from_str::<Invited>(&job.payload) {
                Ok(ask) => (job.kind.clone(), self.addressee(ask.person).await?),
                Err(_) => (job.kind.clone(), String::new()),
            },
            ResetAsked::KIND => {
                let ask = serde_json::from_str::<ResetAsked>(&job.payload);
                (job.kind.clone(), ask.map(|ask| ask.email).unwrap_or_default())
            }
            _ => (job.kind.clone(), String::new()),
        };
        Ok(Mail {
            id: job.id,
            kind,
            programme: job.programme,
            edition: job.edition,
            to,
            state: job.state,
            attempts: job.attempts,
            due_at: job.due_at,
            last_error: job.last_error,
            created_at: job.created_at,
            finished_at: job.finished_at,
        })
    }

    /// The name that an account carries must not answer an invitation before it is accepted: only the address is shown.
    async fn addressee(&self, person: kapok_base::PersonId) -> Result<String> {
        Ok(self.reader(person).await?.map(|reader| reader.email).unwrap_or_default())
    }

    /// A letter is written out again; a mail with a secret link is only in its file, which is for administrators.
    async fn text(&self, permit: &Permit, job: &Job) -> Result<Option<String>> {
        if permit.scope().everywhere
            && let Some(file) = self.mailer.kept(&job.id.to_string()).await
        {
            return Ok(Some(file));
        }
        let written = self.written_out(job).await?;
        Ok(written.map(|(_, message)| format!("{}\n\n{}", message.subject, message.text)))
    }
}
