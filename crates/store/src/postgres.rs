//! PostgreSQL's side of a write: serialisable transactions, run again when the database asks for it; and the
//! sequencer that numbers what has committed.

use crate::error::{StoreError, StoreResult, asks_for_retry};
use crate::handle::{Streams, Tx};
use futures::FutureExt;
use kapok_base::Clock;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, IsolationLevel, Statement, TransactionTrait};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often a transaction is tried before its caller is asked to come back.
const TRIES: u32 = 12;
/// Keys of the advisory locks; any two numbers that nothing else in the database uses.
pub(crate) const MIGRATION_LOCK: i64 = 0x6b61_706f_6b01;
const SEQUENCER_LOCK: i64 = 0x6b61_706f_6b02;

#[derive(Clone)]
pub(crate) struct Writer {
    pub(crate) connection: DatabaseConnection,
    pub(crate) clock: Clock,
    pub(crate) streams: Streams,
    pub(crate) unit_limit: Duration,
    pub(crate) rehearse: bool,
    pub(crate) changed: watch::Sender<u64>,
}

enum Attempt<T, E> {
    Done(Result<T, E>),
    Again,
}

impl Writer {
    pub(crate) async fn write<T, E, F, Fut>(&self, unit: F) -> Result<T, E>
    where
        F: Fn(Tx) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, E>> + Send,
        E: From<StoreError>,
    {
        for attempt in 0..TRIES {
            if self.rehearse && attempt == 0 {
                self.attempt(&unit, false).await.map(drop).map_err(E::from)?;
            }
            match self.attempt(&unit, true).await? {
                Attempt::Done(answer) => return answer,
                Attempt::Again => {
                    let wait = self.streams.salts.below(4 << attempt.min(7));
                    tokio::time::sleep(Duration::from_millis(wait)).await;
                }
            }
        }
        Err(StoreError::Contended.into())
    }

    async fn attempt<T, E, F, Fut>(&self, unit: &F, keep: bool) -> StoreResult<Attempt<T, E>>
    where
        F: Fn(Tx) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, E>> + Send,
    {
        let level = Some(IsolationLevel::Serializable);
        let transaction = Arc::new(self.connection.begin_with_config(level, None).await?);
        let tx = Tx::new(transaction.clone(), self.streams.clone(), self.clock.now());
        let guarded = AssertUnwindSafe(async { unit(tx.clone()).await }).catch_unwind();
        let answer = match tokio::time::timeout(self.unit_limit, guarded).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => return Err(StoreError::Panicked),
            Err(_) => return Err(StoreError::Stalled),
        };
        let again = tx.wants_retry();
        drop(tx);
        let transaction = Arc::try_unwrap(transaction)
            .map_err(|_| StoreError::Lost("a unit of work kept its transaction".to_owned()))?;
        if again || answer.is_err() || !keep {
            transaction.rollback().await?;
            return Ok(if again { Attempt::Again } else { Attempt::Done(answer) });
        }
        match transaction.commit().await {
            Ok(()) => {
                self.changed.send_modify(|n| *n += 1);
                Ok(Attempt::Done(answer))
            }
            Err(error) if asks_for_retry(&error) => Ok(Attempt::Again),
            Err(error) => Err(StoreError::Lost(error.to_string())),
        }
    }

    /// Numbers what has committed, until the store is gone. Any number of processes may try; a lock lets one work.
    pub(crate) async fn sequence(self, mut changed: watch::Receiver<u64>) {
        loop {
            match number_committed(&self.connection).await {
                Ok(0) => {}
                Ok(_) => self.changed.send_modify(|n| *n += 1),
                Err(error) => tracing::warn!(%error, "the ledger could not be numbered; trying again"),
            }
            let tick = tokio::time::sleep(Duration::from_millis(200));
            tokio::select! {
                seen = changed.changed() => if seen.is_err() { return },
                () = tick => {}
            }
        }
    }
}

/// Gives the next positions to the committed ledger rows that have none, in the order of their instants.
async fn number_committed(connection: &DatabaseConnection) -> Result<u64, DbErr> {
    let backend = connection.get_database_backend();
    let transaction = connection.begin_with_config(Some(IsolationLevel::ReadCommitted), None).await?;
    let lock = Statement::from_sql_and_values(
        backend,
        "SELECT pg_try_advisory_xact_lock($1) AS held",
        [SEQUENCER_LOCK.into()],
    );
    let held = match transaction.query_one_raw(lock).await? {
        Some(row) => row.try_get::<bool>("", "held")?,
        None => false,
    };
    if !held {
        transaction.rollback().await?;
        return Ok(0);
    }
    let numbered = transaction
        .execute_unprepared(
            "UPDATE ledger SET position = fresh.place + (SELECT COALESCE(MAX(position), 0) FROM ledger)
             FROM (SELECT id, row_number() OVER (ORDER BY at, id) AS place FROM ledger
                   WHERE position IS NULL ORDER BY at, id LIMIT 10000) AS fresh
             WHERE ledger.id = fresh.id",
        )
        .await?
        .rows_affected();
    transaction.commit().await?;
    Ok(numbered)
}
