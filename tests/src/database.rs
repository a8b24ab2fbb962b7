//! Fresh databases, SQLite and PostgreSQL alike: every story runs on both.

use kapok_base::{Clock, Instant, Random};
use kapok_engine::{Config, Engine, Location, MailConfig, StoreSettings};
use kapok_store::Store;
use sea_orm::{ConnectionTrait, Database};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// A database of one test's own, with a folder for files.
pub struct Fresh {
    pub name: &'static str,
    pub location: Location,
    pub folder: TempDir,
}

/// One fresh database of each kind.
pub async fn both() -> Vec<Fresh> {
    vec![sqlite(), postgres().await]
}

pub fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    Fresh { name: "sqlite", location: Location::Sqlite(folder.path().join("kapok.sqlite")), folder }
}

pub async fn postgres() -> Fresh {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("KAPOK_TEST_POSTGRES")
        .expect("KAPOK_TEST_POSTGRES is not set: start the tests with tests/run, which brings a PostgreSQL");
    let name = format!("kapok_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    admin.close().await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    Fresh { name: "postgres", location: Location::Postgres(url), folder: tempfile::tempdir().unwrap() }
}

/// The instant at which tests begin.
pub fn start() -> Instant {
    "2026-03-01T08:00:00Z".parse().unwrap()
}

impl Fresh {
    pub async fn store(&self, settings: StoreSettings) -> Store {
        Store::open(&self.location, Clock::set_at(start()), &Random::seeded(1), settings).await.unwrap()
    }

    pub fn config(&self) -> Config {
        Config {
            data: self.folder.path().to_owned(),
            database: self.location.clone(),
            mail: MailConfig::files(self.folder.path()),
            store: StoreSettings { connections: 4, ..StoreSettings::default() },
            public_url: "http://127.0.0.1:8080".to_owned(),
        }
    }

    /// An engine whose clock the test sets, each unit of work run once in vain first, as a retry would.
    pub async fn engine(&self) -> Engine {
        let mut config = self.config();
        config.store.rehearse = true;
        Engine::open(config, Clock::set_at(start()), &Random::seeded(1)).await.unwrap()
    }
}
