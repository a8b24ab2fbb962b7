//! Leases: timed work that one process at a time may do.

use crate::error::StoreResult;
use crate::handle::Tx;
use kapok_base::Instant;
use sea_orm::{ConnectionTrait, Statement};

impl Tx {
    /// Takes or renews the lease `name` for `holder` until `until`; false while somebody else holds it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_lease(&self, name: &str, holder: &str, until: Instant) -> StoreResult<bool> {
        let sql = "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
             WHERE lease.holder = excluded.holder OR lease.until <= $4";
        let values = [name.into(), holder.into(), until.as_micros().into(), self.now().as_micros().into()];
        let taken = self
            .execute_raw(Statement::from_sql_and_values(self.get_database_backend(), sql, values))
            .await?;
        Ok(taken.rows_affected() == 1)
    }
}
