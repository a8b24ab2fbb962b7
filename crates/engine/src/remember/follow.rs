//! The index follows the ledger: every event about cases is brought into it, in the ledger's order, from the position that its
//! last commit carries. Where its files were damaged it is built anew; searches go on meanwhile.

use crate::remember::beside;
use crate::{Caller, Engine, Result};
use kapok_access::Action;
use kapok_base::CaseId;
use kapok_search::{Change, Document};
use kapok_store::cases::{self, CaseRecord};
use kapok_store::ledger::{self, Recorded};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Ledger rows read at a time.
const STRIDE: u64 = 500;
/// Cases loaded at a time.
const LOADED: usize = 500;
/// How long nothing need happen before the ledger is looked at all the same (other processes write too).
const PATIENCE: Duration = Duration::from_millis(500);

impl Engine {
    /// Starts the task that keeps the index in step; it ends when the engine is dropped.
    pub(crate) fn start_following(self: &Arc<Self>) {
        let mut changes = self.store.changes();
        let engine: Weak<Self> = Arc::downgrade(self);
        tokio::spawn(async move {
            while let Some(engine) = engine.upgrade() {
                if let Err(error) = engine.catch_up().await {
                    tracing::error!(%error, "the search index could not follow the ledger");
                    drop(engine);
                    tokio::time::sleep(PATIENCE * 10).await;
                    continue;
                }
                drop(engine);
                if let Ok(Err(_)) = tokio::time::timeout(PATIENCE, changes.changed()).await {
                    tokio::time::sleep(PATIENCE).await;
                }
            }
        });
    }

    /// Brings the index to where the ledger is now; first mends it where its files are damaged.
    ///
    /// # Errors
    /// When the database cannot be read or the index cannot be written (another process may hold it).
    pub async fn catch_up(&self) -> Result<()> {
        self.follow().await?;
        self.library.in_step.store(true, Ordering::Release);
        Ok(())
    }

    async fn follow(&self) -> Result<()> {
        let _one_at_a_time = self.library.following.lock().await;
        let index = Arc::clone(&self.library.index);
        if let Some(damage) = beside(move || Ok(index.check().err())).await? {
            tracing::warn!(%damage, "the search index is built anew");
            return self.rebuild().await;
        }
        let head = ledger::head(&self.store.read()).await?;
        let position = self.library.index.position().map(|position| i64::try_from(position).unwrap_or(0));
        // An index without a position was never filled; one that is ahead belongs to another database.
        let Some(position) = position.filter(|position| *position <= head) else {
            return self.rebuild().await;
        };
        let mut at = position.max(self.library.seen.load(Ordering::SeqCst).min(head));
        while at < head {
            let events = ledger::after(&self.store.read(), at, STRIDE).await?;
            let Some(last) = events.last() else { return Ok(()) };
            at = last.position;
            let touched: Vec<CaseId> =
                events.iter().flat_map(touched).collect::<BTreeSet<_>>().into_iter().collect();
            if !touched.is_empty() {
                self.index_cases(&touched, at).await?;
            }
            self.library.seen.store(at, Ordering::SeqCst);
        }
        Ok(())
    }

    /// Builds the index anew beside the one in use and puts it in its place; gives the number of cases.
    ///
    /// # Errors
    /// A denial; or when the database cannot be read or the index cannot be written.
    pub async fn reindex(&self, caller: &Caller) -> Result<u64> {
        self.permit(caller, Action::ImportCases)?;
        let _one_at_a_time = self.library.following.lock().await;
        self.rebuild().await?;
        Ok(self.library.index.cases())
    }

    async fn rebuild(&self) -> Result<()> {
        let head = ledger::head(&self.store.read()).await?;
        let index = Arc::clone(&self.library.index);
        let mut rebuild = beside(move || index.begin_rebuild()).await?;
        let mut after = None;
        loop {
            let records = cases::page(&self.store.read(), after, LOADED as u64).await?;
            let Some(last) = records.last() else { break };
            after = Some(last.id);
            let documents: Vec<Document> = records.iter().filter_map(document).collect();
            rebuild = beside(move || rebuild.add(&documents).map(|()| rebuild)).await?;
        }
        let index = Arc::clone(&self.library.index);
        beside(move || index.finish_rebuild(rebuild, u64::try_from(head).unwrap_or(0))).await?;
        self.library.seen.store(head, Ordering::SeqCst);
        tracing::info!(cases = self.library.index.cases(), position = head, "the search index was built");
        Ok(())
    }

    async fn index_cases(&self, ids: &[CaseId], position: i64) -> Result<()> {
        let mut changes = Vec::with_capacity(ids.len());
        for some in ids.chunks(LOADED) {
            let records = cases::of_ids(&self.store.read(), some).await?;
            for id in some {
                let document = records.iter().find(|record| record.id == *id).and_then(document);
                changes.push(match document {
                    Some(document) => Change::Upsert(Box::new(document)),
                    None => Change::Remove(*id),
                });
            }
        }
        let index = Arc::clone(&self.library.index);
        beside(move || index.apply(&changes, u64::try_from(position).unwrap_or(0))).await
    }
}

/// The case as it is indexed; nothing for one that was withdrawn.
fn document(record: &CaseRecord) -> Option<Document> {
    let case = record.case().filter(|_| record.tombstone.is_none())?;
    Some(Document { case, announcement: record.origin.announcement() })
}

/// The cases that an event is about.
fn touched(event: &Recorded) -> Vec<CaseId> {
    match event.kind.as_str() {
        "cases_imported" => {
            let versions = event.data["versions"].as_array().into_iter().flatten();
            versions.filter_map(|version| version["case"].as_str()?.parse().ok()).collect()
        }
        kind if kind.starts_with("case_") => event.subject.map(CaseId).into_iter().collect(),
        _ => Vec::new(),
    }
}
