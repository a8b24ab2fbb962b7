//! Sealing: the dossier as handed in, its entry, the ledger's row and the receipt's letter, in one write.

use crate::submit::dossiers::{event, passage};

use crate::submit::{Edition, Sealed, Submission};
use crate::{Caller, Engine, Error, Once, Result, mail, once};
use kapok_access::{Action, Permit};
use kapok_base::{PersonId, Refusal, SubmissionId, Version};
use kapok_judging::phase::Phase;
use kapok_judging::stage::{Mark, Stage};
use kapok_judging::transition;
use kapok_mail::Letter;
use kapok_store::entries::Entry;
use kapok_store::{Tx, editions, entities, entries, people, seals, submissions};
use kapok_submission::{Command, Consent, Receipt, Seal, SealError, SealedContent, apply};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What sealing asks of the entrant.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// What the library may do with the dossier.
    pub consent: Consent,
}

impl Engine {
    /// Seals a dossier and gives its receipt, once all of it is durable. Sealing after a return hands in the correction.
    ///
    /// # Errors
    /// `submission_sealed`, `submission_withdrawn`, `edition_not_open`, `deadline_passed`, `correction_overdue`,
    /// `answers_incomplete` with one detail per field, `licence_missing`, `licence_not_offered`, [`Error::Stale`] when a
    /// version was given, [`Error::NotFound`], or a denial.
    pub async fn seal_submission(
        &self,
        caller: &Caller,
        id: SubmissionId,
        version: Option<Version>,
        asked: Asked,
        once: Option<Once>,
    ) -> Result<Receipt> {
        let permit = self.permit(caller, Action::WriteSubmission)?;
        let awards = self.permit(caller, Action::SeeAwards)?;
        let person = caller.person_id().ok_or(Error::Forbidden)?;
        let link = format!("{}/submissions/{id}", self.config.public_url);
        self.store
            .write(move |tx| {
                let (permit, awards, once, link) =
                    (permit.clone(), awards.clone(), once.clone(), link.clone());
                async move {
                    let actor = permit.actor();
                    if let Some(receipt) = once::recall(&tx, actor, once.as_ref()).await? {
                        return Ok(receipt);
                    }
                    let mut submission = submissions::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    let edition =
                        editions::find(&tx, &awards, submission.edition).await?.ok_or(Error::NotFound)?;
                    let before = submission.clone();
                    submission.state = apply(&before.state, &Command::Seal, actor, tx.now())?;
                    if version.is_some_and(|version| version != before.version) {
                        return Err(Error::Stale);
                    }
                    let content = content(&tx, &permit, &edition, &before, asked.consent).await?;
                    let seal = content.seal(&edition.slug, submission.number).map_err(internal)?;
                    submissions::save(&tx, &permit, &submission).await?;
                    seals::create(&tx, &seal, asked.consent, person).await?;
                    enter(&tx, &permit, &edition, &submission).await?;
                    let data = json!({
                        "receipt": seal.receipt.number,
                        "seal": seal.receipt.seal,
                        "sha256": seal.receipt.sha256,
                        "consent": asked.consent,
                    });
                    tx.record(actor, event("submission_sealed", &submission).data(data)).await?;
                    post_receipt(&tx, &edition, &submission, &seal, person, link).await?;
                    once::remember(&tx, actor, once.as_ref(), &seal.receipt).await?;
                    Ok::<_, Error>(seal.receipt)
                }
            })
            .await
    }

    /// The seals of a dossier, the first one first.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn list_seals(&self, caller: &Caller, id: SubmissionId) -> Result<Vec<Sealed>> {
        let permit = self.permit(caller, Action::SeeSubmission)?;
        let reader = self.store.read();
        submissions::find(&reader, &permit, id).await?.ok_or(Error::NotFound)?;
        Ok(seals::list(&reader, &permit, id).await?)
    }

    /// The last seal of a dossier: its receipt and what was handed in.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or a denial.
    pub async fn get_last_seal(&self, caller: &Caller, id: SubmissionId) -> Result<Sealed> {
        let permit = self.permit(caller, Action::SeeSubmission)?;
        seals::find_last(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }
}

/// What is sealed, once everything that sealing asks for is there.
async fn content(
    tx: &Tx,
    permit: &Permit,
    edition: &Edition,
    before: &Submission,
    consent: Consent,
) -> Result<SealedContent> {
    let due = before.state.due();
    if due.is_none() && edition.phase != Phase::Open {
        return Err(Refusal::state("edition_not_open").into());
    }
    let in_time = edition.deadlines.admit(due, tx.now())?;
    before.answers.complete(&edition.form)?;
    consent.check(edition.eligibility.offered())?;
    let entity = entities::find(tx, permit, before.entity).await?.ok_or(Error::NotFound)?;
    Ok(SealedContent {
        schema: SealedContent::SCHEMA.to_owned(),
        programme: edition.programme,
        edition: edition.id,
        submission: before.id,
        entity: entity.id,
        entity_name: entity.record.name,
        language: before.language.clone(),
        seal: before.state.seals() + 1,
        sealed_at: tx.now(),
        in_time,
        form_sha256: SealedContent::form_hash(&edition.form).map_err(internal)?,
        answers: before.answers.within(&edition.form),
        consent,
    })
}

/// Makes the dossier's entry at its first seal; brings the entry back from its return at a later one.
async fn enter(tx: &Tx, permit: &Permit, edition: &Edition, submission: &Submission) -> Result<()> {
    let mark = Mark { at: tx.now(), by: permit.actor() };
    let Some(mut entry) = entries::of_submission(tx, submission.id).await? else {
        let entry = Entry {
            id: tx.new_id(),
            programme: submission.programme,
            edition: submission.edition,
            submission: submission.id,
            entity: submission.entity,
            number: submission.number,
            title: submission.title.clone(),
            language: submission.language.clone(),
            stage: Stage::Sealed { mark },
            sealed_at: tx.now(),
            version: Version::FIRST,
        };
        return Ok(entries::create(tx, &entry).await?);
    };
    let facts = passage(tx, permit, edition).await?;
    (entry.stage, _) = transition::apply(entry.stage, transition::Command::SealCorrection, &facts)?;
    entry.title.clone_from(&submission.title);
    entry.language = submission.language.clone();
    entry.sealed_at = tx.now();
    entries::save(tx, &entry).await?;
    Ok(())
}

async fn post_receipt(
    tx: &Tx,
    edition: &Edition,
    submission: &Submission,
    seal: &Seal,
    person: PersonId,
    link: String,
) -> Result<()> {
    let Some(reader) = people::by_id(tx, person).await? else { return Ok(()) };
    let zone = edition.deadlines.closes.as_ref().map_or("UTC", |closes| closes.zone.as_str());
    let letter = Letter::Receipt {
        edition: edition.name.text(&reader.locale.language()).clone(),
        title: submission.title.clone(),
        hash: seal.receipt.sha256.clone(),
        sealed: seal.receipt.sealed_at,
        zone: zone.to_owned(),
        link,
    };
    mail::post(tx, submission, person, letter).await?;
    Ok(())
}

fn internal(error: SealError) -> Error {
    Error::Internal(error.to_string())
}
