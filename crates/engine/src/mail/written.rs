//! Mails written out: what a job's letter says to its reader now. An erased person gets nothing.

use super::Posted;
use crate::{Engine, Error, Result};
use kapok_base::{Localized, PersonId, RecipientId, Refusal};
use kapok_judging::letter::merge::{Field, Values};
use kapok_mail::{Letter, Message, Reader};
use kapok_store::editions;
use kapok_store::jobs::Job;
use kapok_store::letters::{self, Letter as WrittenLetter};
use serde::{Deserialize, Serialize};

/// One mail of a letter that organisers wrote. Its words stay with the letter; the name is looked up when it is sent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    pub(crate) person: PersonId,
    pub(crate) recipient: RecipientId,
}

impl Written {
    pub(crate) const KIND: &'static str = "written";
}

/// A letter with one reader's values in its fields.
///
/// # Errors
/// `letter_values_missing` when one is missing.
pub(crate) fn fill(
    letter: &WrittenLetter,
    edition: &Localized,
    values: &Values,
    reader: &Reader,
) -> std::result::Result<Letter, Refusal> {
    let mut values = values.clone();
    values.insert(Field::Name, reader.name.clone());
    let version = letter.content.version(&reader.locale.language())?;
    let hole = |_| Refusal::state("letter_values_missing").with("count", 1_i64);
    Ok(Letter::Written {
        subject: version.subject.fill(&values).map_err(hole)?,
        text: version.body.fill(&values).map_err(hole)?,
        edition: edition.text(&reader.locale.language()).clone(),
        reply_to: letter.content.reply_to.clone(),
    })
}

impl Engine {
    /// A job's mail as its reader gets it, with its occasion; nothing when the reader was erased, or when its words hold a
    /// secret link and exist in the mail alone.
    pub(crate) async fn written_out(&self, job: &Job) -> Result<Option<(&'static str, Message)>> {
        let unreadable = |e: serde_json::Error| Error::Internal(format!("unreadable payload: {e}"));
        let (reader, letter) = match job.kind.as_str() {
            Posted::KIND => {
                let posted: Posted = serde_json::from_str(&job.payload).map_err(unreadable)?;
                (self.reader(posted.person).await?, Some(posted.letter))
            }
            Written::KIND => {
                let written: Written = serde_json::from_str(&job.payload).map_err(unreadable)?;
                let db = self.store.read();
                let reader = self.reader(written.person).await?;
                match (reader, letters::recipient(&db, written.recipient).await?) {
                    (Some(mut reader), Some((letter, recipient))) => {
                        // In the language that it was first written in, whatever the reader chose since.
                        reader.locale = recipient.locale;
                        let edition = editions::name(&db, letter.edition).await?.ok_or(Error::NotFound)?;
                        let letter = fill(&letter, &edition, &recipient.values, &reader)?;
                        (Some(reader), Some(letter))
                    }
                    _ => (None, None),
                }
            }
            _ => (None, None),
        };
        let (Some(reader), Some(letter)) = (reader, letter) else { return Ok(None) };
        Ok(Some((letter.kind(), self.written(job, &reader, &letter))))
    }
}
