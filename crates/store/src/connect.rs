//! Opening the store: connections with the settings that durability needs, asserted; migrations; the writer.

use crate::error::{StoreError, StoreResult};
use crate::handle::{Reader, Streams, Tx};
use crate::sqlite::{Outcome, Unit};
use crate::{postgres, sqlite};
use kapok_base::{Clock, Instant, Random, Stream};
use kapok_migrations::Migrator;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of our own, made when absent.
    Sqlite(PathBuf),
    /// A PostgreSQL server, by its address.
    Postgres(String),
}

/// How the store works.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long a unit of work may take.
    pub unit_limit: Duration,
    /// Runs every unit of work once in vain first, as a retry would: for tests.
    pub rehearse: bool,
    /// Connections that read (SQLite) or that do everything (PostgreSQL).
    pub connections: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { unit_limit: Duration::from_secs(5), rehearse: false, connections: 8 }
    }
}

/// The database.
#[derive(Clone)]
pub struct Store {
    reader: Reader,
    writer: Writer,
    changed: watch::Receiver<u64>,
    clock: Clock,
    ids: Stream,
}

#[derive(Clone)]
enum Writer {
    Sqlite(mpsc::Sender<Unit>),
    Postgres(Box<postgres::Writer>),
}

impl Store {
    /// Opens the database, brings its schema up to date and checks its settings.
    ///
    /// # Errors
    /// When it cannot be reached, migrated, or does not hold the settings that durability needs.
    pub async fn open(
        location: &Location,
        clock: Clock,
        random: &Random,
        settings: Settings,
    ) -> StoreResult<Self> {
        let streams = Streams { ids: random.stream("ids"), salts: random.stream("salts") };
        let (sender, changed) = watch::channel(0);
        let ids = streams.ids.clone();
        let (reader, writer) = match location {
            Location::Sqlite(path) => open_sqlite(path, &clock, streams, settings, sender).await?,
            Location::Postgres(url) => {
                open_postgres(url, &clock, streams, settings, sender, changed.clone()).await?
            }
        };
        Ok(Self { reader, writer, changed, clock, ids })
    }

    /// Runs a unit of work in a transaction and returns once its commit is durable.
    ///
    /// The closure may be run several times; only its last run counts. It must await nothing but the [`Tx`]. When
    /// it returns an error, nothing of it is written. A caller that goes away does not stop it.
    ///
    /// # Errors
    /// The closure's own, or a [`StoreError`] when the transaction fails.
    pub async fn write<T, E, F, Fut>(&self, unit: F) -> Result<T, E>
    where
        F: Fn(Tx) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let gone = || E::from(StoreError::Lost("the writer has stopped".to_owned()));
        match &self.writer {
            Writer::Sqlite(queue) => {
                let (unit, answer) = rub_off(unit);
                queue.send(unit).await.map_err(|_| gone())?;
                answer.await.map_err(|_| gone())?
            }
            Writer::Postgres(writer) => {
                let writer = writer.clone();
                tokio::spawn(async move { writer.write(unit).await }).await.map_err(|_| gone())?
            }
        }
    }

    /// A hold on the database that only reads.
    #[must_use]
    pub fn read(&self) -> Reader {
        self.reader.clone()
    }

    /// Told after every commit of this process, and on PostgreSQL when the ledger has been numbered.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.clone()
    }

    /// The clock's present instant, for reading; a write takes [`Tx::now`].
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The stream that identifiers are drawn from.
    #[must_use]
    pub fn ids(&self) -> &Stream {
        &self.ids
    }
}

/// Packs a typed unit of work so that units of all types can wait in one queue.
fn rub_off<T, E, F, Fut>(unit: F) -> (Unit, oneshot::Receiver<Result<T, E>>)
where
    F: Fn(Tx) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    let sender = Arc::new(Mutex::new(Some(sender)));
    let tell = move |answer: Result<T, E>| {
        if let Some(sender) = sender.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // The caller may have gone away; the work stands all the same.
            drop(sender.send(answer));
        }
    };
    let told = tell.clone();
    let run = Box::new(move |tx: Tx| {
        let (work, tell) = (unit(tx), tell.clone());
        let outcome = async move {
            let answer = work.await;
            Outcome { keep: answer.is_ok(), tell: Box::new(move || tell(answer)) }
        };
        Box::pin(outcome) as futures::future::BoxFuture<'static, Outcome>
    });
    (Unit { run, fail: Box::new(move |error| told(Err(error.into()))) }, receiver)
}

async fn open_sqlite(
    path: &Path,
    clock: &Clock,
    streams: Streams,
    settings: Settings,
    changed: watch::Sender<u64>,
) -> StoreResult<(Reader, Writer)> {
    let writer = connect_sqlite(path, 1, false).await?;
    assert_sqlite(&writer).await?;
    Migrator::up(&writer, None).await?;
    let reader = connect_sqlite(path, settings.connections.max(1), true).await?;
    let (queue, waiting) = mpsc::channel(1024);
    let work = sqlite::Writer {
        connection: writer,
        clock: clock.clone(),
        streams,
        unit_limit: settings.unit_limit,
        rehearse: settings.rehearse,
        changed,
    };
    tokio::spawn(work.serve(waiting));
    Ok((Reader { connection: reader }, Writer::Sqlite(queue)))
}

/// Rows that SQLite may be ahead of whoever reads them.
const ROWS_AT_A_TIME: usize = 1_000;

async fn connect_sqlite(path: &Path, connections: u32, only_reads: bool) -> StoreResult<DatabaseConnection> {
    let path = path.to_owned();
    let mut options = ConnectOptions::new("sqlite:");
    options
        .max_connections(connections)
        .min_connections(1)
        .test_before_acquire(false)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |_| {
            SqliteConnectOptions::new()
                .filename(&path)
                .create_if_missing(!only_reads)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("trusted_schema", "OFF")
                .pragma("query_only", if only_reads { "ON" } else { "OFF" })
                // The operating system keeps the file's pages for all connections together.
                .pragma("cache_size", if only_reads { "-512" } else { "-4096" })
                // A large edition's rows are sorted in memory, and come many at a time: each hand-over between threads costs.
                .pragma("temp_store", "MEMORY")
                .row_buffer_size(ROWS_AT_A_TIME)
                .statement_cache_capacity(if only_reads { 100 } else { 256 })
        });
    Ok(Database::connect(options).await?)
}

/// A setting that is silently not taken would lose acknowledged work in a power cut.
async fn assert_sqlite(connection: &DatabaseConnection) -> StoreResult<()> {
    for (pragma, wanted) in
        [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("trusted_schema", "0")]
    {
        let row = connection
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}")))
            .await?;
        let found = row.and_then(|row| {
            row.try_get_by_index::<String>(0)
                .or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()))
                .ok()
        });
        if found.as_deref() != Some(wanted) {
            return Err(StoreError::Database(format!("SQLite's {pragma} is {found:?}, not {wanted}")));
        }
    }
    let row = connection
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version()"))
        .await?;
    let version: String = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts < vec![3, 51, 3] {
        return Err(StoreError::Database(format!("SQLite {version} is older than 3.51.3")));
    }
    Ok(())
}

async fn open_postgres(
    url: &str,
    clock: &Clock,
    streams: Streams,
    settings: Settings,
    changed: watch::Sender<u64>,
    seen: watch::Receiver<u64>,
) -> StoreResult<(Reader, Writer)> {
    let connect = |connections: u32| {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(5))
            .connect_timeout(Duration::from_secs(5))
            .sqlx_logging(false);
        Database::connect(options)
    };
    migrate_postgres(connect(1).await?).await?;
    let connection = connect(settings.connections.max(2)).await?;
    let writer = postgres::Writer {
        connection: connection.clone(),
        clock: clock.clone(),
        streams,
        unit_limit: settings.unit_limit,
        rehearse: settings.rehearse,
        changed,
    };
    tokio::spawn(writer.clone().sequence(seen));
    Ok((Reader { connection }, Writer::Postgres(Box::new(writer))))
}

/// Several processes may start at once: one migrates, the others wait for it. The lock ends with its connection.
async fn migrate_postgres(connection: DatabaseConnection) -> StoreResult<()> {
    let lock = format!("SELECT pg_advisory_lock({})", postgres::MIGRATION_LOCK);
    connection.execute_unprepared(&lock).await?;
    let durable = Statement::from_string(DbBackend::Postgres, "SHOW synchronous_commit");
    let row = connection.query_one_raw(durable).await?;
    let found: String = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    if found == "off" {
        return Err(StoreError::Database(
            "PostgreSQL's synchronous_commit is off; acknowledged work could be lost".to_owned(),
        ));
    }
    Migrator::up(&connection, None).await?;
    connection.close().await?;
    Ok(())
}
