//! Sending a dossier back for correction, as part of screening its entry.

use crate::submit::Edition;
use crate::submit::dossiers::event;

use crate::{Error, Result, mail};
use kapok_access::Permit;
use kapok_base::{Deadline, SubmissionId};
use kapok_mail::Letter;
use kapok_store::{Tx, people, submissions};
use kapok_submission::{Command, apply};
use serde_json::json;

/// Sends a dossier back and writes to whoever began it; without a due time the edition's own rule gives one.
///
/// The screening's permit reaches the edition and so its dossiers. The entry's own stage is the screening's to write.
///
/// # Errors
/// `submission_not_sealed`, `reason_missing`, `due_in_the_past`, [`Error::NotFound`], or faults.
pub(crate) async fn send_back(
    tx: &Tx,
    permit: &Permit,
    edition: &Edition,
    submission: SubmissionId,
    reason: &str,
    due: Option<Deadline>,
    public_url: &str,
) -> Result<()> {
    let mut submission = submissions::find(tx, permit, submission).await?.ok_or(Error::NotFound)?;
    let due = match due {
        Some(due) => due,
        None => edition.deadlines.correction_due(tx.now())?,
    };
    let command = Command::Return { reason: reason.to_owned(), due: due.clone() };
    submission.state = apply(&submission.state, &command, permit.actor(), tx.now())?;
    submissions::save(tx, permit, &submission).await?;
    let data = json!({ "reason": reason, "due": due });
    tx.record(permit.actor(), event("submission_returned", &submission).data(data)).await?;
    let Some(reader) = people::by_id(tx, submission.created_by).await? else { return Ok(()) };
    let letter = Letter::Returned {
        edition: edition.name.text(&reader.locale.language()).clone(),
        title: submission.title.clone(),
        reason: reason.to_owned(),
        link: format!("{public_url}/submissions/{}", submission.id),
    };
    mail::post(tx, &submission, submission.created_by, letter).await?;
    Ok(())
}
