//! Dossiers: begun, read, written and withdrawn by those who act for their entity.

use crate::submit::{Edition, Submission, SubmissionFilter, after};
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit, permit};
use kapok_base::{EditionId, EntityId, EntryId, Language, Page, PageRequest, Refusal, SubmissionId, Version};
use kapok_judging::phase::{Path, Phase};
use kapok_judging::transition;
use kapok_store::ledger::Event;
use kapok_store::{Tx, editions, entities, entries, rounds, submissions};
use kapok_submission::{Answers, Command, Dossier, Proposal, apply};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a new dossier needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewSubmission {
    /// Who enters; the caller acts for it.
    pub entity: EntityId,
    /// In which language it is written.
    pub language: Language,
    /// The first answers.
    #[serde(default)]
    pub answers: BTreeMap<String, Value>,
}

/// What is to change in a dossier; what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Answers by field; `null` takes one away.
    #[serde(default)]
    pub answers: BTreeMap<String, Value>,
    /// In which language it is written.
    #[serde(default)]
    pub language: Option<Language>,
}

/// Dossiers with what a list of them names.
pub type Dossiers = Page<Submission>;

impl Engine {
    /// Begins a dossier.
    ///
    /// # Errors
    /// `edition_not_open`, `deadline_passed`, `entity_not_yours`, what the edition's eligibility refuses, what is wrong
    /// with the answers, [`Error::NotFound`], or a denial.
    pub async fn create_submission(
        &self,
        caller: &Caller,
        edition: EditionId,
        new: NewSubmission,
        once: Option<Once>,
    ) -> Result<Submission> {
        let permit = self.permit(caller, Action::WriteSubmission)?;
        let awards = self.permit(caller, Action::SeeAwards)?;
        let person = caller.person_id().ok_or(Error::Forbidden)?;
        self.store
            .write(move |tx| {
                let (permit, awards, new, once) = (permit.clone(), awards.clone(), new.clone(), once.clone());
                async move {
                    let actor = permit.actor();
                    if let Some(id) = once::recall(&tx, actor, once.as_ref()).await? {
                        return submissions::find(&tx, &permit, id).await?.ok_or(Error::NotFound);
                    }
                    let edition = editions::find(&tx, &awards, edition).await?.ok_or(Error::NotFound)?;
                    admit(&tx, &permit, &edition, &new).await?;
                    let answers = Answers::default().save(&edition.form, &new.answers)?;
                    let submission = Submission {
                        id: tx.new_id(),
                        programme: edition.programme,
                        edition: edition.id,
                        number: editions::take_number(&tx, edition.id).await?,
                        entity: new.entity,
                        created_by: person,
                        state: Dossier::Draft,
                        language: new.language,
                        title: answers.title(&edition.form).to_owned(),
                        answers,
                        created_at: tx.now(),
                        saved_at: tx.now(),
                        version: Version::FIRST,
                    };
                    submissions::create(&tx, &submission).await?;
                    let data = json!({ "entity": submission.entity, "number": submission.number });
                    tx.record(actor, event("submission_created", &submission).data(data)).await?;
                    once::remember(&tx, actor, once.as_ref(), &submission.id).await?;
                    Ok::<_, Error>(submission)
                }
            })
            .await
    }

    /// The dossier with its edition's form, for those who write it and those who run or audit the edition.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn get_submission(&self, caller: &Caller, id: SubmissionId) -> Result<Submission> {
        let permit = self.permit(caller, Action::SeeSubmission)?;
        submissions::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }

    /// The dossiers within the caller's reach, in the order in which they were begun.
    ///
    /// # Errors
    /// `cursor_invalid`, or a denial.
    pub async fn list_submissions(
        &self,
        caller: &Caller,
        filter: &SubmissionFilter,
        page: &PageRequest,
    ) -> Result<Dossiers> {
        let permit = self.permit(caller, Action::SeeSubmission)?;
        let after = after(page.cursor.as_deref())?;
        Ok(submissions::list(&self.store.read(), &permit, filter, after, page.limit).await?)
    }

    /// How many dossiers of an edition stand in each state, within the caller's reach.
    ///
    /// # Errors
    /// A denial.
    pub async fn count_submissions(
        &self,
        caller: &Caller,
        edition: EditionId,
    ) -> Result<BTreeMap<String, i64>> {
        let permit = self.permit(caller, Action::SeeSubmission)?;
        let counted = submissions::count_by_state(&self.store.read(), &permit, edition).await?;
        Ok(counted.into_iter().collect())
    }

    /// Saves a dossier that was read at `version`.
    ///
    /// A draft can be saved after the deadline too: what was written is not lost, though it cannot be sealed any more.
    ///
    /// # Errors
    /// `submission_sealed` or `submission_withdrawn`; `answers_invalid` with one detail per field;
    /// [`Error::Stale`], [`Error::NotFound`], or a denial.
    pub async fn update_submission(
        &self,
        caller: &Caller,
        id: SubmissionId,
        version: Version,
        change: Change,
    ) -> Result<Submission> {
        let permit = self.permit(caller, Action::WriteSubmission)?;
        let awards = self.permit(caller, Action::SeeAwards)?;
        self.store
            .write(move |tx| {
                let (permit, awards, change) = (permit.clone(), awards.clone(), change.clone());
                async move {
                    let mut submission = submissions::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    // The state comes first: reading a sealed dossier again would not make it writable.
                    apply(&submission.state, &Command::Save, permit.actor(), tx.now())?;
                    if submission.version != version {
                        return Err(Error::Stale);
                    }
                    let edition =
                        editions::find(&tx, &awards, submission.edition).await?.ok_or(Error::NotFound)?;
                    submission.answers = submission.answers.save(&edition.form, &change.answers)?;
                    submission.title = submission.answers.title(&edition.form).to_owned();
                    submission.language = change.language.unwrap_or(submission.language);
                    submission.saved_at = tx.now();
                    submission.version = submissions::save(&tx, &permit, &submission).await?;
                    let fields: Vec<&String> = change.answers.keys().collect();
                    let data = json!({ "fields": fields, "version": submission.version });
                    tx.record(permit.actor(), event("submission_saved", &submission).data(data)).await?;
                    Ok(submission)
                }
            })
            .await
    }

    /// Takes a dossier back, with a reason; its entry, if it has one, is withdrawn with it.
    ///
    /// # Errors
    /// `reason_missing`, `submission_withdrawn`, what the entry's stage refuses, [`Error::Stale`],
    /// [`Error::NotFound`], or a denial.
    pub async fn withdraw_submission(
        &self,
        caller: &Caller,
        id: SubmissionId,
        version: Option<Version>,
        reason: String,
    ) -> Result<Submission> {
        let permit = self.permit(caller, Action::WriteSubmission)?;
        let awards = self.permit(caller, Action::SeeAwards)?;
        self.store
            .write(move |tx| {
                let (permit, awards, reason) = (permit.clone(), awards.clone(), reason.clone());
                async move {
                    let mut submission = submissions::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    let command = Command::Withdraw { reason: reason.clone() };
                    submission.state = apply(&submission.state, &command, permit.actor(), tx.now())?;
                    if version.is_some_and(|version| version != submission.version) {
                        return Err(Error::Stale);
                    }
                    submission.version = submissions::save(&tx, &permit, &submission).await?;
                    let edition =
                        editions::find(&tx, &awards, submission.edition).await?.ok_or(Error::NotFound)?;
                    let command = transition::Command::Withdraw { reason: Some(reason.clone()) };
                    let entry = step_entry(&tx, &permit, &edition, submission.id, command).await?;
                    let data = json!({ "entry": entry, "reason": reason });
                    tx.record(permit.actor(), event("submission_withdrawn", &submission).data(data)).await?;
                    Ok::<_, Error>(submission)
                }
            })
            .await
    }

    /// Whether the caller may write this dossier, for pages.
    #[must_use]
    pub fn may_write(&self, caller: &Caller, submission: &Submission) -> bool {
        permit(caller, Action::WriteSubmission)
            .is_ok_and(|permit| permit.scope().covers_entity(submission.entity))
    }
}

/// An event about a dossier.
pub(super) fn event(kind: &'static str, submission: &Submission) -> Event {
    Event::new(kind, submission.id).edition(submission.programme, submission.edition)
}

/// Whether a dossier may be begun.
async fn admit(tx: &Tx, permit: &Permit, edition: &Edition, new: &NewSubmission) -> Result<()> {
    let mine = permit.scope().covers_entity(new.entity);
    let entity = entities::find(tx, permit, new.entity).await?.filter(|_| mine);
    let entity = entity.ok_or_else(|| Refusal::invalid("entity_not_yours").at("/entity"))?;
    if edition.phase != Phase::Open {
        return Err(Refusal::state("edition_not_open").into());
    }
    edition.deadlines.admit(None, tx.now())?;
    let proposal = Proposal {
        kind: entity.record.kind,
        others: submissions::count_of_entity(tx, permit, edition.id, new.entity).await?,
        language: new.language.clone(),
    };
    Ok(edition.eligibility.admit(&proposal)?)
}

/// Moves the entry of a dossier, if it has one, by a command of judging; gives its identifier.
async fn step_entry(
    tx: &Tx,
    permit: &Permit,
    edition: &Edition,
    submission: SubmissionId,
    command: transition::Command,
) -> Result<Option<EntryId>> {
    let Some(mut entry) = entries::of_submission(tx, submission).await? else { return Ok(None) };
    let facts = passage(tx, permit, edition).await?;
    (entry.stage, _) = transition::apply(entry.stage, command, &facts)?;
    entries::save(tx, &entry).await?;
    Ok(Some(entry.id))
}

/// What the machine of judging looks at when a dossier moves its entry.
pub(super) async fn passage(tx: &Tx, permit: &Permit, edition: &Edition) -> Result<transition::Facts> {
    let rounds: Vec<_> = rounds::of_edition(tx, edition.id).await?.iter().map(|round| round.id).collect();
    Ok(transition::Facts {
        now: tx.now(),
        by: permit.actor(),
        phase: edition.phase,
        path: Path::new(edition.eligibility.screening, &rounds),
        // A dossier's own moves never touch a decision.
        decision_public: false,
    })
}
