//! SQLite's one writer: waiting units of work share a transaction, and so one fsync, each behind a savepoint.
//!
//! A unit that refuses, panics or takes too long is rolled back alone. When SQLite itself drops the whole
//! transaction (disk full, input or output error), every unit of the batch fails: nothing is acknowledged that a
//! commit has not made durable.

use crate::error::{StoreError, StoreResult};
use crate::handle::{Streams, Tx};
use futures::FutureExt;
use futures::future::BoxFuture;
use kapok_base::Clock;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};

/// How many units may share a commit.
const BATCH: usize = 64;

/// What a unit has come to: whether its writes stand, and how to tell its caller.
pub(crate) struct Outcome {
    pub(crate) keep: bool,
    pub(crate) tell: Box<dyn FnOnce() + Send>,
}

/// A unit of work with its types rubbed off.
pub(crate) struct Unit {
    pub(crate) run: Box<dyn Fn(Tx) -> BoxFuture<'static, Outcome> + Send + Sync>,
    pub(crate) fail: Box<dyn FnOnce(StoreError) + Send + Sync>,
}

pub(crate) struct Writer {
    pub(crate) connection: DatabaseConnection,
    pub(crate) clock: Clock,
    pub(crate) streams: Streams,
    pub(crate) unit_limit: Duration,
    pub(crate) rehearse: bool,
    pub(crate) changed: watch::Sender<u64>,
}

impl Writer {
    /// Works until every sender is gone. A panic outside a unit costs that batch, not the writer.
    pub(crate) async fn serve(self, mut waiting: mpsc::Receiver<Unit>) {
        while let Some(first) = waiting.recv().await {
            let mut batch = vec![first];
            while batch.len() < BATCH
                && let Ok(next) = waiting.try_recv()
            {
                batch.push(next);
            }
            if AssertUnwindSafe(self.commit(batch)).catch_unwind().await.is_err() {
                tracing::error!("the writer panicked outside a unit of work; its batch is lost");
            }
        }
    }

    async fn commit(&self, batch: Vec<Unit>) {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = match self.connection.begin_with_options(options).await {
            Ok(transaction) => Arc::new(transaction),
            Err(error) => return fail_all(batch, &StoreError::from(error)),
        };
        let mut done: Vec<(Unit, Outcome)> = Vec::with_capacity(batch.len());
        let mut rest = batch.into_iter();
        for unit in rest.by_ref() {
            match self.run(&transaction, &unit).await {
                Ok(Ok(outcome)) => done.push((unit, outcome)),
                Ok(Err(fault)) => (unit.fail)(fault),
                Err(lost) => {
                    let all = done.into_iter().map(|(unit, _)| unit).chain([unit]).chain(rest).collect();
                    return fail_all(all, &lost);
                }
            }
        }
        match finish(transaction).await {
            Ok(()) => {
                self.changed.send_modify(|n| *n += 1);
                done.into_iter().for_each(|(_, outcome)| (outcome.tell)());
            }
            Err(lost) => fail_all(done.into_iter().map(|(unit, _)| unit).collect(), &lost),
        }
    }

    /// The outer error means that the whole transaction is gone, the inner one that this unit is.
    async fn run(
        &self,
        transaction: &Arc<DatabaseTransaction>,
        unit: &Unit,
    ) -> StoreResult<Result<Outcome, StoreError>> {
        if self.rehearse {
            savepoint(transaction, "SAVEPOINT rehearsal").await?;
            drop(self.guarded(transaction, unit).await);
            savepoint(transaction, "ROLLBACK TO rehearsal").await?;
            savepoint(transaction, "RELEASE rehearsal").await?;
        }
        savepoint(transaction, "SAVEPOINT unit").await?;
        let outcome = self.guarded(transaction, unit).await;
        if !matches!(&outcome, Ok(outcome) if outcome.keep) {
            savepoint(transaction, "ROLLBACK TO unit").await?;
        }
        savepoint(transaction, "RELEASE unit").await?;
        Ok(outcome)
    }

    async fn guarded(&self, transaction: &Arc<DatabaseTransaction>, unit: &Unit) -> StoreResult<Outcome> {
        let tx = Tx::new(transaction.clone(), self.streams.clone(), self.clock.now());
        let guarded = AssertUnwindSafe(async { (unit.run)(tx).await }).catch_unwind();
        match tokio::time::timeout(self.unit_limit, guarded).await {
            Ok(Ok(outcome)) => Ok(outcome),
            Ok(Err(_)) => Err(StoreError::Panicked),
            Err(_) => Err(StoreError::Stalled),
        }
    }
}

async fn savepoint(transaction: &Arc<DatabaseTransaction>, sql: &str) -> StoreResult<()> {
    transaction.execute_unprepared(sql).await.map(|_| ()).map_err(|e| StoreError::Lost(e.to_string()))
}

async fn finish(transaction: Arc<DatabaseTransaction>) -> StoreResult<()> {
    let transaction = Arc::try_unwrap(transaction)
        .map_err(|_| StoreError::Lost("a unit of work kept its transaction".to_owned()))?;
    transaction.commit().await.map_err(|e| StoreError::Lost(e.to_string()))
}

fn fail_all(batch: Vec<Unit>, error: &StoreError) {
    tracing::error!(%error, units = batch.len(), "a batch was lost");
    batch.into_iter().for_each(|unit| (unit.fail)(error.clone()));
}
