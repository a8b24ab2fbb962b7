//! The ledger: what happened, append-only, each row with a salted hash, in one order.

use crate::columns::hash;
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_base::{Actor, EditionId, EventId, Instant, ProgrammeId};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DbBackend, QueryOrder, QuerySelect, Statement};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub position: Option<i64>,
        pub at: i64,
        pub programme_id: Option<Uuid>,
        pub kind: String,
        pub canonical: Vec<u8>,
        pub leaf: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What happened, as a use case tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its stable name: `submission_sealed`.
    pub kind: &'static str,
    /// In which programme.
    pub programme: Option<ProgrammeId>,
    /// In which edition.
    pub edition: Option<EditionId>,
    /// What it happened to.
    pub subject: Uuid,
    /// What else there is to know: identifiers, hashes, reasons. No names, no addresses, no floating-point numbers.
    pub data: Value,
}

impl Event {
    /// An event with nothing but its subject.
    pub fn new(kind: &'static str, subject: impl Into<Uuid>) -> Self {
        Self { kind, programme: None, edition: None, subject: subject.into(), data: json!({}) }
    }

    /// The same within a programme.
    #[must_use]
    pub fn programme(mut self, programme: ProgrammeId) -> Self {
        self.programme = Some(programme);
        self
    }

    /// The same within an edition of a programme.
    #[must_use]
    pub fn edition(mut self, programme: ProgrammeId, edition: EditionId) -> Self {
        self.programme = Some(programme);
        self.edition = Some(edition);
        self
    }

    /// The same with its particulars.
    #[must_use]
    pub fn data(mut self, data: Value) -> Self {
        self.data = data;
        self
    }
}

/// A row of the ledger that has its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its place: 1, 2, 3 …
    pub position: i64,
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// Its stable name.
    pub kind: String,
    /// What it happened to.
    pub subject: Option<Uuid>,
    /// The particulars.
    pub data: Value,
    /// The canonical bytes (RFC 8785).
    pub canonical: Vec<u8>,
    /// SHA-256 of the salt and the canonical bytes.
    pub leaf: [u8; 32],
}

impl Tx {
    /// Appends an event to the ledger.
    ///
    /// # Errors
    /// When its data hold a floating-point number, or the database refuses.
    pub async fn record(&self, actor: Actor, event: Event) -> StoreResult<EventId> {
        let bad = |detail: String| StoreError::Unreadable { what: "event", detail };
        if has_float(&event.data) {
            return Err(bad(format!("{} holds a floating-point number", event.kind)));
        }
        let id: EventId = self.new_id();
        let canonical = serde_jcs::to_vec(&json!({
            "id": id, "at": self.now(), "actor": actor, "kind": event.kind, "programme": event.programme,
            "edition": event.edition, "subject": event.subject, "data": event.data,
        }))
        .map_err(|e| bad(e.to_string()))?;
        let salt = self.salt();
        let leaf = leaf_hash(&salt, &canonical);
        let backend = self.get_database_backend();
        // SQLite has one writer, so the place is known here; PostgreSQL's rows are numbered once committed.
        let place = match backend {
            DbBackend::Sqlite => "(SELECT COALESCE(MAX(position), 0) + 1 FROM ledger)",
            _ => "NULL",
        };
        let sql = format!(
            "INSERT INTO ledger (id, position, at, programme_id, kind, canonical, leaf)
             VALUES ($1, {place}, $2, $3, $4, $5, $6)"
        );
        let values = [
            id.0.into(),
            self.now().as_micros().into(),
            event.programme.map(|p| p.0).into(),
            event.kind.into(),
            canonical.into(),
            leaf.to_vec().into(),
        ];
        self.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        let sql = "INSERT INTO ledger_salt (event_id, salt) VALUES ($1, $2)";
        let values = [id.0.into(), salt.to_vec().into()];
        self.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        Ok(id)
    }
}

/// The hash of a leaf: SHA-256 over the salt and then the canonical bytes.
#[must_use]
pub fn leaf_hash(salt: &[u8], canonical: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(canonical);
    hash.finalize().into()
}

/// The last place given; 0 when nothing has happened.
///
/// # Errors
/// When the database refuses.
pub async fn head(db: &impl Database) -> StoreResult<i64> {
    let last = row::Entity::find()
        .filter(row::Column::Position.is_not_null())
        .order_by_desc(row::Column::Position)
        .one(db)
        .await?;
    Ok(last.and_then(|row| row.position).unwrap_or(0))
}

/// What happened after a place, in order, at most `limit` rows.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn after(db: &impl Database, position: i64, limit: u64) -> StoreResult<Vec<Recorded>> {
    let rows = row::Entity::find()
        .filter(row::Column::Position.gt(position))
        .order_by_asc(row::Column::Position)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(recorded).collect()
}

fn recorded(row: row::Model) -> StoreResult<Recorded> {
    let bad = |e: serde_json::Error| StoreError::Unreadable { what: "ledger", detail: e.to_string() };
    let mut event: Value = serde_json::from_slice(&row.canonical).map_err(bad)?;
    let subject = event["subject"].as_str().and_then(|s| s.parse().ok());
    Ok(Recorded {
        position: row.position.unwrap_or(0),
        id: EventId(row.id),
        at: Instant::from_micros(row.at),
        kind: row.kind,
        subject,
        data: event["data"].take(),
        leaf: hash("ledger.leaf", &row.leaf)?,
        canonical: row.canonical,
    })
}

fn has_float(value: &Value) -> bool {
    match value {
        Value::Number(n) => n.is_f64(),
        Value::Array(items) => items.iter().any(has_float),
        Value::Object(fields) => fields.values().any(has_float),
        _ => false,
    }
}
