//! Rehearsals: what hangs on one, whether something belongs to one, and wiping it.

use crate::error::StoreResult;
use crate::handle::{Database, Tx};
use kapok_base::EditionId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

/// Every table that hangs on an edition, with the condition that finds its rows by the edition's identifier; what
/// refers to others goes before them. A story walks the schema and fails when a table is missing here.
pub const TABLES: &[(&str, &str)] = &[
    ("slot", "hearing_id IN (SELECT id FROM hearing WHERE edition_id = $1)"),
    ("hearing", "edition_id = $1"),
    ("decision", "edition_id = $1"),
    ("case_revision", "case_id IN (SELECT id FROM library_case WHERE edition_id = $1)"),
    ("case_link", "case_id IN (SELECT id FROM library_case WHERE edition_id = $1)"),
    ("case_text", "case_id IN (SELECT id FROM library_case WHERE edition_id = $1)"),
    ("library_case", "edition_id = $1"),
    ("announcement", "edition_id = $1"),
    ("motion", "edition_id = $1"),
    ("confirmation", "edition_id = $1"),
    ("comparison", "round_id IN (SELECT id FROM round WHERE edition_id = $1)"),
    ("scorecard", "assignment_id IN (SELECT id FROM assignment WHERE edition_id = $1)"),
    ("assignment", "edition_id = $1"),
    ("entry", "edition_id = $1"),
    ("extension", "round_id IN (SELECT id FROM round WHERE edition_id = $1)"),
    ("round", "edition_id = $1"),
    ("link", "grant_id IN (SELECT id FROM role_grant WHERE edition_id = $1)"),
    ("role_grant", "edition_id = $1"),
    ("panel_member", "panel_id IN (SELECT id FROM panel WHERE edition_id = $1)"),
    ("judge_profile", "panel_id IN (SELECT id FROM panel WHERE edition_id = $1)"),
    ("panel", "edition_id = $1"),
    ("mail_about", "submission_id IN (SELECT id FROM submission WHERE edition_id = $1)"),
    ("sealed_version", "submission_id IN (SELECT id FROM submission WHERE edition_id = $1)"),
    ("submission", "edition_id = $1"),
    ("letter_recipient", "letter_id IN (SELECT id FROM letter WHERE edition_id = $1)"),
    ("letter", "edition_id = $1"),
    ("job", "edition_id = $1"),
    ("edition", "id = $1"),
];

/// Deletes every row of a rehearsal; how many there were. For any other edition nothing is deleted.
///
/// # Errors
/// When the database refuses.
pub async fn wipe(tx: &Tx, rehearsal: EditionId) -> StoreResult<u64> {
    let mut gone = 0;
    for (table, rows) in TABLES {
        // The caller has looked; what deletes dossiers looks again.
        let sql = format!(
            "DELETE FROM {table} WHERE {rows}
             AND EXISTS (SELECT 1 FROM edition e WHERE e.id = $1 AND e.rehearsal_of IS NOT NULL)"
        );
        gone += execute(tx, sql, rehearsal.0.into()).await?;
    }
    Ok(gone)
}

/// Makes what the ledger tells of a rehearsal unreadable: its salts and what they hid are erased, while each row keeps
/// its place, its instant, its kind and its hash, so that the whole still verifies. That there was a rehearsal, and who
/// made it, stays.
///
/// # Errors
/// When the database refuses.
pub async fn erase_traces(tx: &Tx, rehearsal: EditionId) -> StoreResult<u64> {
    // Rights given in an edition name it among their particulars, so the bytes themselves are searched.
    let named = match tx.get_database_backend() {
        DbBackend::Sqlite => "instr(canonical, CAST($1 AS BLOB)) > 0",
        _ => "position(convert_to($1, 'UTF8') IN canonical) > 0",
    };
    let traces = format!(
        "kind <> 'rehearsal_made' AND programme_id = (SELECT programme_id FROM edition WHERE id = $2) AND {named}"
    );
    let values = || [rehearsal.to_string().into(), rehearsal.0.into()];
    let backend = tx.get_database_backend();
    let salts = format!("DELETE FROM ledger_salt WHERE event_id IN (SELECT id FROM ledger WHERE {traces})");
    tx.execute_raw(Statement::from_sql_and_values(backend, salts, values())).await?;
    let erased = match backend {
        DbBackend::Sqlite => "CAST('{}' AS BLOB)",
        _ => "convert_to('{}', 'UTF8')",
    };
    let bytes = format!("UPDATE ledger SET canonical = {erased} WHERE {traces}");
    Ok(tx.execute_raw(Statement::from_sql_and_values(backend, bytes, values())).await?.rows_affected())
}

/// Whether any of some identifiers names a rehearsal or something in one.
///
/// # Errors
/// When the database refuses.
pub async fn any_within(db: &impl Database, ids: &[Uuid]) -> StoreResult<bool> {
    for id in ids {
        let tables =
            ["submission", "entry", "panel", "round", "assignment", "announcement", "hearing", "job"];
        let places: Vec<String> =
            tables.iter().map(|table| format!("SELECT edition_id FROM {table} WHERE id = $1")).collect();
        let sql = format!(
            "SELECT 1 FROM edition WHERE rehearsal_of IS NOT NULL AND (id = $1 OR id IN ({}))",
            places.join(" UNION ALL ")
        );
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [(*id).into()]);
        if db.query_one_raw(statement).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn execute(tx: &Tx, sql: String, value: sea_orm::Value) -> StoreResult<u64> {
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, [value]);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}
