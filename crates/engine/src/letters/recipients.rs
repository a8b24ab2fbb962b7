//! Who got a letter and whether it left: the outbox knows.

use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, permit};
use kapok_base::{EditionId, Instant, JobId, LetterId, Locale};
use kapok_judging::letter::State;
use kapok_judging::letter::merge::Field;
use kapok_store::jobs::{self, Job, State as MailState};
use kapok_store::letters::{self, Letter, Recipient};
use kapok_store::submissions::Head;
use kapok_store::{Database, correspondence, editions, people, submissions};
use std::collections::{BTreeMap, BTreeSet};

/// How the mails of a letter stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that wait or are being sent.
    pub waiting: usize,
    /// Those that left.
    pub left: usize,
    /// Those that failed for good.
    pub failed: usize,
    /// Those of a rehearsal, which never leave.
    pub withheld: usize,
    /// Those who were left out for want of a value.
    pub left_out: usize,
}

/// A letter of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// The letter.
    pub letter: Letter,
    /// How its mails stand, once it was sent.
    pub tally: Tally,
}

/// Somebody who got a letter, or was left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientView {
    /// The mail; none for somebody who was left out.
    pub mail: Option<JobId>,
    /// Who; empty when they were erased.
    pub name: String,
    /// Their address as it is now, for those who may write letters.
    pub email: Option<String>,
    /// In which language it was.
    pub locale: Locale,
    /// About which dossiers: number and title.
    pub about: Vec<String>,
    /// Where the mail stands; absent when there is none.
    pub state: Option<MailState>,
    /// Why it failed the last time, for those who may write letters.
    pub last_error: Option<String>,
    /// When it left or was laid aside.
    pub finished_at: Option<Instant>,
    /// The fields for want of which they were left out.
    pub missing: BTreeSet<Field>,
}

impl Tally {
    /// How the mails of these recipients stand.
    #[must_use]
    pub fn of(recipients: &[RecipientView]) -> Self {
        let mut tally = Self::default();
        for one in recipients {
            match one.state {
                None if one.missing.is_empty() => {}
                state => tally.count(state),
            }
        }
        tally
    }

    fn count(&mut self, state: Option<MailState>) {
        match state {
            None => self.left_out += 1,
            Some(MailState::Waiting | MailState::Running) => self.waiting += 1,
            Some(MailState::Done) => self.left += 1,
            Some(MailState::Dead) => self.failed += 1,
            Some(MailState::Withheld) => self.withheld += 1,
        }
    }
}

impl Engine {
    /// The letters of an edition, the newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn list_letters(&self, caller: &Caller, edition: EditionId) -> Result<Vec<LetterRow>> {
        let permit = self.permit(caller, Action::SeeLetters)?;
        let db = self.store.read();
        editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let mut rows = Vec::new();
        for letter in letters::list(&db, &permit, edition).await? {
            let tally = match letter.state {
                State::Sent { .. } => {
                    let recipients = letters::recipients(&db, &letter).await?;
                    tally(&recipients, &mails(&db, &recipients).await?)
                }
                _ => Tally::default(),
            };
            rows.push(LetterRow { letter, tally });
        }
        Ok(rows)
    }

    /// Who got a letter and whether it left, in the order in which it was put down.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn list_recipients(&self, caller: &Caller, id: LetterId) -> Result<Vec<RecipientView>> {
        let seen = self.permit(caller, Action::SeeLetters)?;
        let db = self.store.read();
        let letter = letters::find(&db, &seen, id).await?.ok_or(Error::NotFound)?;
        let writes = permit(caller, Action::WriteLetters)
            .is_ok_and(|permit| permit.scope().covers_edition(letter.programme, letter.edition));
        let recipients = letters::recipients(&db, &letter).await?;
        let mails = mails(&db, &recipients).await?;
        let known = people::by_ids(&db, recipients.iter().map(|one| one.person)).await?;
        let about = correspondence::of_jobs(&db, mails.keys().copied()).await?;
        let heads = submissions::heads(&db, &seen, letter.edition).await?;
        let heads: BTreeMap<_, _> = heads.into_iter().map(|head| (head.id, head)).collect();
        let mut named: BTreeMap<JobId, Vec<&Head>> = BTreeMap::new();
        for note in about {
            named.entry(note.job).or_default().extend(heads.get(&note.submission));
        }
        let view = |one: Recipient| {
            let (person, job) = (known.get(&one.person), one.job.and_then(|job| mails.get(&job)));
            let mut about: Vec<_> = one.job.and_then(|job| named.get(&job)).into_iter().flatten().collect();
            about.sort_by_key(|head| head.number);
            let reference = one.values.get(&Field::Reference).filter(|_| one.job.is_none());
            let titles = about.into_iter().map(|head| format!("{} {}", head.number, head.title));
            RecipientView {
                mail: job.map(|job| job.id),
                name: person.map(|person| person.name.clone()).unwrap_or_default(),
                email: person.and_then(|person| person.email.clone()).filter(|_| writes),
                locale: one.locale,
                about: titles.chain(reference.cloned()).collect(),
                state: job.map(|job| job.state),
                last_error: job.and_then(|job| job.last_error.clone()).filter(|_| writes),
                finished_at: job.and_then(|job| job.finished_at),
                missing: one.missing,
            }
        };
        Ok(recipients.into_iter().map(view).collect())
    }
}

async fn mails(db: &impl Database, recipients: &[Recipient]) -> Result<BTreeMap<JobId, Job>> {
    let found = jobs::of_ids(db, recipients.iter().filter_map(|one| one.job)).await?;
    Ok(found.into_iter().map(|job| (job.id, job)).collect())
}

fn tally(recipients: &[Recipient], mails: &BTreeMap<JobId, Job>) -> Tally {
    let mut tally = Tally::default();
    for one in recipients {
        match one.job.map(|job| mails.get(&job)) {
            None => tally.count(None),
            // The addressee was erased before it left: the mail is gone.
            Some(None) => {}
            Some(Some(mail)) => tally.count(Some(mail.state)),
        }
    }
    tally
}
