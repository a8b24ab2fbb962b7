//! Both databases have the same schema: tables, columns, what may be empty.

use kapok_engine::StoreSettings;
use kapok_tests::database;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use std::collections::BTreeSet;

/// A column as both databases can tell it: table, name, kind, whether it may be empty.
type Column = (String, String, &'static str, bool);

fn kind(declared: &str) -> &'static str {
    match declared.to_ascii_lowercase().as_str() {
        "blob" | "uuid" | "bytea" => "bytes",
        "integer" | "bigint" | "boolean" => "whole number",
        "real" | "double precision" => "number",
        "text" => "text",
        other => panic!("a column of kind {other}"),
    }
}

async fn columns(url: &str, backend: DbBackend, sql: &str) -> BTreeSet<Column> {
    let connection = Database::connect(url).await.unwrap();
    let rows = connection.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let read = |row: &sea_orm::QueryResult| {
        let text = |at| row.try_get_by_index::<String>(at).unwrap();
        (text(0), text(1), kind(&text(2)), text(3) == "yes")
    };
    rows.iter().map(read).collect()
}

#[tokio::test]
async fn the_two_schemas_are_the_same_column_by_column() {
    let (sqlite, postgres) = (database::sqlite(), database::postgres().await);
    drop(sqlite.store(StoreSettings::default()).await);
    drop(postgres.store(StoreSettings::default()).await);
    let kapok_engine::Location::Sqlite(path) = &sqlite.location else { unreachable!() };
    let kapok_engine::Location::Postgres(url) = &postgres.location else { unreachable!() };
    let one = columns(
        &format!("sqlite:{}", path.display()),
        DbBackend::Sqlite,
        "SELECT m.name, c.name, c.type, CASE c.\"notnull\" WHEN 1 THEN 'no' ELSE 'yes' END
         FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'seaql%'",
    )
    .await;
    let other = columns(
        url,
        DbBackend::Postgres,
        "SELECT table_name::text, column_name::text, data_type::text, lower(is_nullable)::text
         FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%'",
    )
    .await;
    assert!(one.len() > 100, "only {} columns were read", one.len());
    let difference: Vec<_> = one.symmetric_difference(&other).collect();
    assert!(difference.is_empty(), "the schemas differ in {difference:#?}");
}
