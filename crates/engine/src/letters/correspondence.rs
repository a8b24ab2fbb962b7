//! The correspondence of a dossier: what organisers wrote about it, and what Kapok wrote of its own accord.

use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, permit};
use kapok_base::{Instant, JobId, SubmissionId};
use kapok_store::jobs::State as MailState;
use kapok_store::{correspondence, submissions};

/// A mail about a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondence {
    /// The mail.
    pub mail: JobId,
    /// Its occasion: `written` by the organisers, a `receipt`, a dossier `returned`.
    pub kind: String,
    /// When it was put down.
    pub at: Instant,
    /// To whom.
    pub name: String,
    /// To which address as it is now, for those who may write letters.
    pub email: Option<String>,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Where it stands, for those who run or audit the edition.
    pub state: Option<MailState>,
}

impl Engine {
    /// The mail about a dossier, the newest first: all of it for those who run or audit the edition, what was sent to
    /// themselves for the others.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn list_correspondence(
        &self,
        caller: &Caller,
        id: SubmissionId,
    ) -> Result<Vec<Correspondence>> {
        let seen = self.permit(caller, Action::SeeSubmission)?;
        let db = self.store.read();
        let submission = submissions::find(&db, &seen, id).await?.ok_or(Error::NotFound)?;
        let reaches = |action| {
            permit(caller, action)
                .is_ok_and(|permit| permit.scope().covers_edition(submission.programme, submission.edition))
        };
        let (all, writes) = (reaches(Action::SeeLetters), reaches(Action::WriteLetters));
        let to = if all { None } else { Some(caller.person_id().ok_or(Error::Forbidden)?) };
        let mut letters = Vec::new();
        for (_, job) in correspondence::of_submission(&db, &submission, to).await? {
            let Some((kind, message)) = self.written_out(&job).await? else { continue };
            letters.push(Correspondence {
                mail: job.id,
                kind: kind.to_owned(),
                at: job.created_at,
                name: message.name,
                email: writes.then_some(message.to),
                subject: message.subject,
                text: message.text,
                state: all.then_some(job.state),
            });
        }
        Ok(letters)
    }
}
