//! The schema's history: plain SQL, one file a change and database, run in one transaction each.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

macro_rules! sql {
    ($name:literal) => {
        Box::new(Change {
            name: $name,
            sqlite: include_str!(concat!("../sql/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../sql/postgres/", $name, ".sql")),
        })
    };
}

/// Runs the migrations in their order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            sql!("0001_ledger"),
            sql!("0002_people"),
            sql!("0003_editions"),
            sql!("0004_judging"),
            sql!("0005_library"),
            sql!("0006_letters"),
            sql!("0007_rehearsal"),
            sql!("0008_imports"),
            sql!("0009_collections"),
            sql!("0011_case_history"),
            sql!("0012_declarations"),
            sql!("0013_judge_profiles"),
            sql!("0014_progress"),
            sql!("0015_meetings"),
            sql!("0016_comparisons"),
        ]
    }
}

struct Change {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl MigrationName for Change {
    fn name(&self) -> &str {
        self.name
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Change {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let script = match manager.get_database_backend() {
            DbBackend::Sqlite => self.sqlite,
            _ => self.postgres,
        };
        db.execute_unprepared(script).await.map(|_| ())
    }

    /// A failing migration on SQLite would otherwise leave its first tables behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
