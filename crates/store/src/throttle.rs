//! Counts of attempts, in the database so that all processes share them.

use crate::error::StoreResult;
use crate::handle::Tx;
use kapok_base::Instant;
use sea_orm::{ConnectionTrait, Statement};

/// How often something was tried since its window began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hits {
    /// This attempt included.
    pub count: i64,
    /// When the window began.
    pub since: Instant,
}

/// Counts an attempt at `key`; a window that began at or before `stale` is over, and this attempt begins a new one.
///
/// # Errors
/// When the database refuses.
pub async fn hit(tx: &Tx, key: &str, stale: Instant) -> StoreResult<Hits> {
    let sql = "INSERT INTO throttle (key, window_from, hits) VALUES ($1, $2, 1)
         ON CONFLICT (key) DO UPDATE SET
           hits = CASE WHEN throttle.window_from <= $3 THEN 1 ELSE throttle.hits + 1 END,
           window_from = CASE WHEN throttle.window_from <= $3 THEN excluded.window_from ELSE throttle.window_from END
         RETURNING hits, window_from";
    let values = [key.into(), tx.now().as_micros().into(), stale.as_micros().into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    let first = Hits { count: 1, since: tx.now() };
    match tx.query_one_raw(statement).await? {
        Some(row) => Ok(Hits {
            count: row.try_get("", "hits")?,
            since: Instant::from_micros(row.try_get("", "window_from")?),
        }),
        None => Ok(first),
    }
}

/// Forgets the attempts at `key`.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &Tx, key: &str) -> StoreResult<()> {
    let sql = "DELETE FROM throttle WHERE key = $1";
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, [key.into()])).await?;
    Ok(())
}

/// Drops the windows that began at or before `stale`.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &Tx, stale: Instant) -> StoreResult<u64> {
    let sql = "DELETE FROM throttle WHERE window_from <= $1";
    let statement =
        Statement::from_sql_and_values(tx.get_database_backend(), sql, [stale.as_micros().into()]);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}
