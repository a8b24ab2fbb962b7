//! Jobs: side effects that are due because of a write, put down in the same transaction.

use crate::columns::to_json;
use crate::error::StoreResult;
use crate::handle::Tx;
use kapok_base::{Instant, JobId, ProgrammeId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde::Serialize;

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub programme_id: Option<Uuid>,
        pub payload: String,
        pub state: String,
        pub attempts: i64,
        pub due_at: i64,
        pub claimed_until: Option<i64>,
        pub last_error: Option<String>,
        pub created_at: i64,
        pub finished_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tx {
    /// Puts down a job, due at `due`.
    ///
    /// # Errors
    /// When the payload cannot be written as JSON, or the database refuses.
    pub async fn enqueue<T: Serialize>(
        &self,
        kind: &'static str,
        programme: Option<ProgrammeId>,
        payload: &T,
        due: Instant,
    ) -> StoreResult<JobId> {
        let id: JobId = self.new_id();
        let job = row::ActiveModel {
            id: Set(id.0),
            kind: Set(kind.to_owned()),
            programme_id: Set(programme.map(|p| p.0)),
            payload: Set(to_json("job.payload", payload)?),
            state: Set("waiting".to_owned()),
            attempts: Set(0),
            due_at: Set(due.as_micros()),
            claimed_until: Set(None),
            last_error: Set(None),
            created_at: Set(self.now().as_micros()),
            finished_at: Set(None),
        };
        row::Entity::insert(job).exec_without_returning(self).await?;
        Ok(id)
    }
}
