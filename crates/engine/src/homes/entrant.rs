//! The entrant's home: each dossier with what it lacks and when it is due.

use crate::submit::{PublicEdition, Submission};
use crate::{Caller, Engine, Result};
use kapok_access::{Action, Role};
use kapok_base::{Deadline, Instant, Localized};
use kapok_store::entities::Entity;
use kapok_store::{editions, entities, seals, submissions};
use kapok_submission::Dossier;
use std::collections::{BTreeMap, BTreeSet};

/// Most dossiers on a home.
const MOST: u64 = 30;

/// A question that sealing still asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingAnswer {
    /// The module it stands in.
    pub module: String,
    /// Its stable name.
    pub field: String,
    /// The question.
    pub label: Localized,
}

/// A dossier of one of the caller's entities.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnDossier {
    /// The dossier.
    pub submission: Submission,
    /// Of which edition.
    pub edition: PublicEdition,
    /// Whose.
    pub entity: Option<Entity>,
    /// Until when it has to be sealed; nothing for one that is sealed.
    pub due: Option<Deadline>,
    /// Whether it can be sealed no more: the deadline has passed, or the call is over.
    pub is_late: bool,
    /// What sealing still asks for; nothing for one that is sealed.
    pub missing: Vec<MissingAnswer>,
    /// The number and the instant of its last receipt.
    pub receipt: Option<(String, Instant)>,
}

impl OwnDossier {
    /// Where it comes on the home: sent back first, then what is being written, what is sealed, what is too late.
    fn place(&self) -> u8 {
        match (&self.submission.state, self.is_late) {
            (Dossier::Returned { .. }, false) => 0,
            (Dossier::Draft, false) => 1,
            (Dossier::Submitted { .. } | Dossier::Withdrawn { .. }, _) => 2,
            (Dossier::Draft | Dossier::Returned { .. }, true) => 3,
        }
    }
}

/// What an entrant finds first.
#[derive(Clone, Debug, PartialEq)]
pub struct EntrantHome {
    /// The dossiers, those to be seen to first, and among them the one that is due first.
    pub dossiers: Vec<OwnDossier>,
    /// The editions whose call is open.
    pub calls: Vec<PublicEdition>,
}

impl Engine {
    /// The dossiers of the entities for which the caller acts, and the calls that can be entered.
    ///
    /// # Errors
    /// A denial.
    pub async fn entrant_home(&self, caller: &Caller) -> Result<EntrantHome> {
        let permit = self.permit(caller, Action::SeeSubmission)?;
        let awards = self.permit(caller, Action::SeeAwards)?;
        let (db, now) = (self.store.read(), self.store.now());
        let own: Vec<_> = caller
            .roles()
            .iter()
            .filter_map(|role| match role {
                Role::Entrant { entity } => Some(*entity),
                _ => None,
            })
            .collect();
        let found = submissions::of_entities(&db, &permit, &own, MOST).await?;
        let ids: Vec<_> = found.iter().map(|submission| submission.id).collect();
        let mut receipts = seals::last_receipts(&db, &permit, &ids).await?;
        let names = entities::find_all(&db, &permit, own).await?;
        let wanted: BTreeSet<_> = found.iter().map(|submission| submission.edition).collect();
        let mut editions: BTreeMap<_, _> = BTreeMap::new();
        let mut calls = Vec::new();
        for edition in editions::list(&db, &awards, None).await? {
            let edition = PublicEdition::of(edition, now);
            if edition.is_open {
                calls.push(edition.clone());
            }
            if wanted.contains(&edition.id) {
                editions.insert(edition.id, edition);
            }
        }
        let own = |submission: Submission| {
            let edition = editions.get(&submission.edition)?.clone();
            let entity = names.get(&submission.entity).cloned();
            let receipt = receipts.remove(&submission.id);
            Some(dossier(submission, edition, entity, receipt, now))
        };
        let mut dossiers: Vec<_> = found.into_iter().filter_map(own).collect();
        dossiers.sort_by_key(|d| (d.place(), d.due.as_ref().map(|due| due.too_late_from)));
        Ok(EntrantHome { dossiers, calls })
    }
}

fn dossier(
    submission: Submission,
    edition: PublicEdition,
    entity: Option<Entity>,
    receipt: Option<(String, Instant)>,
    now: Instant,
) -> OwnDossier {
    let (due, is_late) = match &submission.state {
        Dossier::Draft => (edition.deadlines.closes.clone(), !edition.is_open),
        Dossier::Returned { due, .. } => (Some(due.clone()), !due.admits(now)),
        Dossier::Submitted { .. } | Dossier::Withdrawn { .. } => (None, false),
    };
    let mut missing = Vec::new();
    if submission.state.is_writable() {
        let progress = submission.answers.progress(&edition.form);
        for (module, progress) in edition.form.modules.iter().zip(progress) {
            let lacking = module.fields.iter().filter(|field| progress.missing.contains(&field.key));
            missing.extend(lacking.map(|field| MissingAnswer {
                module: module.key.clone(),
                field: field.key.clone(),
                label: field.label.clone(),
            }));
        }
    }
    OwnDossier { submission, edition, entity, due, is_late, missing, receipt }
}
