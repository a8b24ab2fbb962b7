//! What is copied into a rehearsal: panels, rounds, and the dossiers as they were sealed last.

use crate::judge::judges;
use crate::submit::Edition;
use crate::{Error, Result};
use kapok_access::{Permit, Role};
use kapok_base::{PanelId, Version};
use kapok_judging::stage::{Mark, Stage};
use kapok_store::entries::Entry;
use kapok_store::judge_profiles::JudgeProfile;
use kapok_store::panels::{Member, Panel};
use kapok_store::rounds::Round;
use kapok_store::seals::Sealed;
use kapok_store::submissions::Submission;
use kapok_store::{Tx, editions, entries, grants, judge_profiles, panels, rounds, seals, submissions};
use kapok_submission::{Dossier, SealedContent};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Copies the panels with those who accepted to judge in them and what they told of themselves, and the rounds with their rules.
pub(super) async fn bench(tx: &Tx, permit: &Permit, from: &Edition, to: &Edition) -> Result<()> {
    let mut copies: BTreeMap<PanelId, PanelId> = BTreeMap::new();
    let originals = panels::list(tx, permit, from.id).await?;
    for (panel, id) in originals.iter().cloned().zip(ids(tx, originals.len())) {
        let copy =
            Panel { id, edition: to.id, created_at: tx.now(), version: Version::FIRST, ..panel.clone() };
        panels::create(tx, &copy).await?;
        copies.insert(panel.id, copy.id);
        let profiles = judge_profiles::of_panel(tx, panel.id).await?;
        for judge in judges(tx, permit, &panel).await?.into_iter().filter(|judge| judge.accepted) {
            let role = Role::Judge { programme: to.programme, edition: to.id, panel: copy.id };
            grants::give(tx, judge.person, role).await?;
            let (person, chair, joined_at) = (judge.person, judge.chair, tx.now());
            panels::put_member(tx, &Member { panel: copy.id, person, chair, joined_at, left_at: None })
                .await?;
            if let Some(kept) = profiles.get(&person).cloned() {
                let copy = JudgeProfile { panel: copy.id, version: Version::FIRST, ..kept };
                judge_profiles::create(tx, &copy).await?;
            }
        }
    }
    for round in rounds::of_edition(tx, from.id).await? {
        let panel = *copies.get(&round.panel).ok_or(Error::NotFound)?;
        let copy = Round { id: tx.new_id(), edition: to.id, panel, version: Version::FIRST, ..round };
        rounds::create(tx, &copy).await?;
    }
    Ok(())
}

/// Fresh identifiers in their order: those of one instant have none among themselves, and lists go by it.
fn ids<T: From<Uuid> + Ord>(tx: &Tx, count: usize) -> Vec<T> {
    let mut ids: Vec<T> = (0..count).map(|_| tx.new_id()).collect();
    ids.sort();
    ids
}

/// Copies every dossier that was sealed and not withdrawn, with its last seal and an entry that waits for screening;
/// gives their number. Each is sealed anew under the rehearsal's name, so that no receipt of it can be taken for a true
/// one.
pub(super) async fn dossiers(tx: &Tx, permit: &Permit, from: &Edition, to: &Edition) -> Result<usize> {
    let mut sealed = seals::last_of_edition(tx, permit, from.id).await?;
    let (mut dossiers, mut proofs, mut passages) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = 0;
    let originals = submissions::of_edition(tx, permit, from.id).await?;
    let ids = ids(tx, originals.len());
    for (original, id) in originals.into_iter().zip(ids) {
        let Some(kept) = sealed.remove(&original.id) else { continue };
        if matches!(original.state, Dossier::Withdrawn { .. }) {
            continue;
        }
        last = last.max(original.number);
        let copy = Submission { id, ..dossier(tx, permit, to, original, &kept) };
        let content = SealedContent {
            edition: to.id,
            submission: copy.id,
            seal: 1,
            form_sha256: SealedContent::form_hash(&to.form).map_err(|e| Error::Internal(e.to_string()))?,
            ..kept.content
        };
        let seal = content.seal(&to.slug, copy.number).map_err(|e| Error::Internal(e.to_string()))?;
        passages.push(entry(tx, permit, &copy, content.sealed_at));
        proofs.push((seal, kept.consent, kept.sealed_by));
        dossiers.push(copy);
    }
    submissions::create_all(tx, &dossiers).await?;
    seals::create_all(tx, &proofs).await?;
    entries::create_all(tx, &passages).await?;
    editions::number_from(tx, to.id, last + 1).await?;
    Ok(dossiers.len())
}

/// The dossier as it was sealed: what has been written since, for a correction, is not the organiser's to try with.
fn dossier(tx: &Tx, permit: &Permit, to: &Edition, original: Submission, kept: &Sealed) -> Submission {
    let content = &kept.content;
    Submission {
        edition: to.id,
        state: Dossier::Submitted { seal: 1, at: content.sealed_at, by: permit.actor() },
        language: content.language.clone(),
        title: content.answers.title(&to.form).to_owned(),
        answers: content.answers.clone(),
        created_at: tx.now(),
        saved_at: content.sealed_at,
        version: Version::FIRST,
        ..original
    }
}

fn entry(tx: &Tx, permit: &Permit, copy: &Submission, sealed_at: kapok_base::Instant) -> Entry {
    Entry {
        id: tx.new_id(),
        programme: copy.programme,
        edition: copy.edition,
        submission: copy.id,
        entity: copy.entity,
        number: copy.number,
        title: copy.title.clone(),
        language: copy.language.clone(),
        stage: Stage::Sealed { mark: Mark { at: tx.now(), by: permit.actor() } },
        sealed_at,
        version: Version::FIRST,
    }
}
