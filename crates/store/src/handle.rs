//! The two handles on the database: one that writes within a unit of work, one that only reads.

use crate::error::asks_for_retry;
use async_trait::async_trait;
use kapok_base::{Instant, Stream};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// Whatever finders can ask: a [`Tx`] or a [`Reader`].
pub trait Database: ConnectionTrait + Send {}
impl Database for Tx {}
impl Database for Reader {}

/// Chance and identifiers that units of work draw from.
#[derive(Clone, Debug)]
pub(crate) struct Streams {
    pub(crate) ids: Stream,
    pub(crate) salts: Stream,
}

/// A unit of work's hold on its transaction. Useless once the unit has ended.
#[derive(Clone)]
pub struct Tx {
    inner: Arc<Inner>,
}

struct Inner {
    transaction: Arc<DatabaseTransaction>,
    streams: Streams,
    now: Instant,
    wants_retry: AtomicBool,
}

impl Tx {
    pub(crate) fn new(transaction: Arc<DatabaseTransaction>, streams: Streams, now: Instant) -> Self {
        Self { inner: Arc::new(Inner { transaction, streams, now, wants_retry: AtomicBool::new(false) }) }
    }

    /// The one instant of this unit of work, taken inside its transaction: it decides every deadline.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.inner.now
    }

    /// A fresh identifier that orders by time.
    #[must_use]
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        self.inner.streams.ids.ordered_id(self.inner.now)
    }

    /// A fresh identifier that tells nothing, for scorecards, ballots and assignments.
    #[must_use]
    pub fn secret_id<T: From<Uuid>>(&self) -> T {
        self.inner.streams.ids.secret_id()
    }

    pub(crate) fn salt(&self) -> [u8; 32] {
        self.inner.streams.salts.bytes()
    }

    /// Whether the database asked, during this unit, for it to be run again.
    pub(crate) fn wants_retry(&self) -> bool {
        self.inner.wants_retry.load(Ordering::Relaxed)
    }

    fn noticed<T>(&self, answer: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(error) = &answer
            && asks_for_retry(error)
        {
            self.inner.wants_retry.store(true, Ordering::Relaxed);
        }
        answer
    }
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.transaction.get_database_backend()
    }
    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.noticed(self.inner.transaction.execute_raw(statement).await)
    }
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.noticed(self.inner.transaction.execute_unprepared(sql).await)
    }
    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.noticed(self.inner.transaction.query_one_raw(statement).await)
    }
    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.noticed(self.inner.transaction.query_all_raw(statement).await)
    }
}

/// A hold on the database that only reads; each statement sees the latest commit.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(crate) connection: DatabaseConnection,
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }
    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.connection.execute_raw(statement).await
    }
    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.connection.execute_unprepared(sql).await
    }
    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.connection.query_one_raw(statement).await
    }
    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.connection.query_all_raw(statement).await
    }
}
