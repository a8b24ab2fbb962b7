//! Mail as deferred work: put down in the transaction of its cause, sent by the runner, shown in the outbox.

mod housekeeping;
mod outbox;
mod runner;
mod written;

pub use kapok_mail::{Encryption, Settings as MailSettings, SmtpSettings};
pub use kapok_store::jobs::State as MailState;
pub use outbox::{Mail, MailText};

pub(crate) use written::{Written, fill};

use kapok_access::Role;
use kapok_base::{GrantId, JobId, Localized, PersonId};
use kapok_mail::Letter;
use kapok_store::correspondence::{self, Note};
use kapok_store::jobs::About;
use kapok_store::submissions::Submission;
use kapok_store::{StoreResult, Tx};
use serde::{Deserialize, Serialize};

/// How mail leaves an installation.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// The sender: `Kapok <award@example.org>`.
    pub from: String,
    /// Files in a folder, or SMTP.
    pub settings: MailSettings,
}

impl MailConfig {
    /// Mail kept as files in the folder `mail` of an installation's data.
    #[must_use]
    pub fn files(data: &std::path::Path) -> Self {
        let settings = MailSettings::Folder { path: data.join("mail") };
        Self { from: "Kapok <kapok@localhost>".to_owned(), settings }
    }
}

/// A letter to a person. Name and address are looked up when it is sent, so that an erased person leaves none here.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Posted {
    pub(crate) person: PersonId,
    pub(crate) letter: Letter,
}

/// An invitation to a role. Its link is made when it is sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invited {
    pub(crate) person: PersonId,
    pub(crate) grant: GrantId,
    pub(crate) role: Role,
    pub(crate) place: Localized,
    pub(crate) inviter: Option<PersonId>,
}

/// A forgotten password. Whether the address has an account is found out when the mail is due.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetAsked {
    pub(crate) email: String,
}

impl Posted {
    pub(crate) const KIND: &'static str = "letter";
}
impl Invited {
    pub(crate) const KIND: &'static str = "invitation";
}
impl ResetAsked {
    pub(crate) const KIND: &'static str = "reset";
}

/// Posts a letter about a dossier to a person, within the transaction of its cause; texts in it are in that person's
/// language. What is posted about a rehearsal stands in the outbox and never leaves: `Tx::enqueue` sees to that.
///
/// # Errors
/// When there is no such edition, or the database refuses.
pub(crate) async fn post(
    tx: &Tx,
    submission: &Submission,
    person: PersonId,
    letter: Letter,
) -> StoreResult<JobId> {
    let (about, posted) = (About::Edition(submission.edition), Posted { person, letter });
    let job = tx.enqueue(Posted::KIND, about, &posted, tx.now()).await?;
    correspondence::note(tx, &[Note { submission: submission.id, job, person }]).await?;
    Ok(job)
}
