//! Files given to the library to be imported, and mappings kept under a name.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{ImportId, Instant, MappingId, PersonId, Version};
use kapok_library::Mapping;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{Condition, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub file_name: String,
        pub format: String,
        pub sheets: String,
        pub sheet: Option<String>,
        pub bytes: i64,
        pub sample: String,
        pub mapping: String,
        pub state: String,
        pub run: Option<String>,
        pub report: Option<String>,
        pub fault: Option<String>,
        pub created_by: Option<Uuid>,
        pub created_at: i64,
        pub updated_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod mapping {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_mapping")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub mapping: String,
        pub saved_by: Option<Uuid>,
        pub saved_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Where a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing happens with it; it can be tried and imported.
    Ready,
    /// It waits for its turn.
    Queued,
    /// It is being read.
    Running,
    /// It was imported.
    Done,
    /// Reading it broke off; it can be tried again.
    Failed,
}

impl State {
    /// Its stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Ready, Self::Queued, Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// It is read to see what would happen; nothing is written.
    Trial,
    /// Its cases come into the library.
    Import,
}

impl Run {
    /// Its stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Import => "import",
        }
    }
}

/// A row of the file as it stands there, long values shortened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampleRow {
    /// Its line or row number.
    pub line: u64,
    /// Its values by column.
    pub values: Map<String, Value>,
}

/// A file given to be imported.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportFile {
    /// Its identifier.
    pub id: ImportId,
    /// What it was called where it came from.
    pub file_name: String,
    /// Its form: `csv`.
    pub format: String,
    /// The sheets of a spreadsheet.
    pub sheets: Vec<String>,
    /// Which of them is read; the first when none is named.
    pub sheet: Option<String>,
    /// Its length in bytes.
    pub bytes: i64,
    /// Its first rows.
    pub sample: Vec<SampleRow>,
    /// How its columns are read.
    pub mapping: Mapping,
    /// Where it stands.
    pub state: State,
    /// What is or was done with it.
    pub run: Option<Run>,
    /// What came of that so far, as JSON.
    pub report: Option<String>,
    /// The stable name of why reading it broke off.
    pub fault: Option<String>,
    /// Who gave it.
    pub created_by: Option<PersonId>,
    /// When.
    pub created_at: Instant,
    /// When anything about it changed last.
    pub updated_at: Instant,
    /// How often it has been written by people.
    pub version: Version,
}

/// One's own files; whoever reaches the whole installation sees all.
fn within(permit: &Permit) -> Condition {
    let scope = permit.scope();
    if scope.everywhere {
        return Condition::all();
    }
    Condition::all().add(row::Column::CreatedBy.eq(scope.own.map(|person| person.0)))
}

/// Keeps a new file's record.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, file: &ImportFile) -> StoreResult<()> {
    let new = row::ActiveModel {
        id: Set(file.id.0),
        file_name: Set(file.file_name.clone()),
        format: Set(file.format.clone()),
        sheets: Set(to_json("import_file.sheets", &file.sheets)?),
        sheet: Set(file.sheet.clone()),
        bytes: Set(file.bytes),
        sample: Set(to_json("import_file.sample", &file.sample)?),
        mapping: Set(to_json("import_file.mapping", &file.mapping)?),
        state: Set(file.state.as_str().to_owned()),
        run: Set(None),
        report: Set(None),
        fault: Set(None),
        created_by: Set(file.created_by.map(|person| person.0)),
        created_at: Set(file.created_at.as_micros()),
        updated_at: Set(file.updated_at.as_micros()),
        version: Set(file.version.0),
    };
    row::Entity::insert(new).exec_without_returning(tx).await?;
    Ok(())
}

/// A file within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: ImportId) -> StoreResult<Option<ImportFile>> {
    row::Entity::find_by_id(id.0).filter(within(permit)).one(db).await?.map(read).transpose()
}

/// The files within the permit's scope, the newest first, at most `limit`.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit, limit: u64) -> StoreResult<Vec<ImportFile>> {
    let query = row::Entity::find().filter(within(permit)).order_by_desc(row::Column::Id).limit(limit);
    query.all(db).await?.into_iter().map(read).collect()
}

/// Writes how a file is read, and what is to be done with it, over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, file: &ImportFile) -> StoreResult<Version> {
    let next = file.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Sheet, Expr::value(file.sheet.clone()))
        .col_expr(row::Column::Sample, Expr::value(to_json("import_file.sample", &file.sample)?))
        .col_expr(row::Column::Mapping, Expr::value(to_json("import_file.mapping", &file.mapping)?))
        .col_expr(row::Column::State, Expr::value(file.state.as_str()))
        .col_expr(row::Column::Run, Expr::value(file.run.map(Run::as_str)))
        .col_expr(row::Column::Report, Expr::value(file.report.clone()))
        .col_expr(row::Column::Fault, Expr::value(file.fault.clone()))
        .col_expr(row::Column::UpdatedAt, Expr::value(tx.now().as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(file.id.0))
        .filter(row::Column::Version.eq(file.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected != 1 {
        return Err(StoreError::VersionMoved);
    }
    Ok(next)
}

/// Forgets a file.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &Tx, id: ImportId) -> StoreResult<()> {
    row::Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}

/// What waits, and what somebody began and left without a sign of life since `silent_since`.
fn waiting(silent_since: Instant) -> Condition {
    let left = Condition::all()
        .add(row::Column::State.eq(State::Running.as_str()))
        .add(row::Column::UpdatedAt.lt(silent_since.as_micros()));
    Condition::any().add(row::Column::State.eq(State::Queued.as_str())).add(left)
}

/// The files that wait to be read, the oldest first; to be claimed one by one.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn queued(db: &impl Database, silent_since: Instant) -> StoreResult<Vec<ImportFile>> {
    let query = row::Entity::find().filter(waiting(silent_since)).order_by_asc(row::Column::UpdatedAt);
    query.limit(16).all(db).await?.into_iter().map(read).collect()
}

/// Claims a waiting file; false when somebody else was faster.
///
/// # Errors
/// When the database refuses.
pub async fn claim(tx: &Tx, id: ImportId, silent_since: Instant) -> StoreResult<bool> {
    let claimed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(State::Running.as_str()))
        .col_expr(row::Column::UpdatedAt, Expr::value(tx.now().as_micros()))
        .filter(row::Column::Id.eq(id.0))
        .filter(waiting(silent_since))
        .exec(tx)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Notes how far a file that is being read has come, or what came of it.
///
/// # Errors
/// When the database refuses.
pub async fn note(
    tx: &Tx,
    id: ImportId,
    state: State,
    report: Option<String>,
    fault: Option<String>,
) -> StoreResult<()> {
    row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value(state.as_str()))
        .col_expr(row::Column::Report, Expr::value(report))
        .col_expr(row::Column::Fault, Expr::value(fault))
        .col_expr(row::Column::UpdatedAt, Expr::value(tx.now().as_micros()))
        .filter(row::Column::Id.eq(id.0))
        .filter(row::Column::State.eq(State::Running.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

fn read(row: row::Model) -> StoreResult<ImportFile> {
    let unreadable = |what, detail: &str| StoreError::Unreadable { what, detail: detail.to_owned() };
    let state = State::named(&row.state).ok_or_else(|| unreadable("import_file.state", &row.state))?;
    let run = match row.run.as_deref() {
        None => None,
        Some("trial") => Some(Run::Trial),
        Some("import") => Some(Run::Import),
        Some(other) => return Err(unreadable("import_file.run", other)),
    };
    Ok(ImportFile {
        id: ImportId(row.id),
        sheets: from_json("import_file.sheets", &row.sheets)?,
        sample: from_json("import_file.sample", &row.sample)?,
        mapping: from_json("import_file.mapping", &row.mapping)?,
        file_name: row.file_name,
        format: row.format,
        sheet: row.sheet,
        bytes: row.bytes,
        state,
        run,
        report: row.report,
        fault: row.fault,
        created_by: row.created_by.map(PersonId),
        created_at: Instant::from_micros(row.created_at),
        updated_at: Instant::from_micros(row.updated_at),
        version: Version(row.version),
    })
}

/// A mapping kept under a name, for everybody who imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedMapping {
    /// Its identifier.
    pub id: MappingId,
    /// Its name.
    pub name: String,
    /// What it says.
    pub mapping: Mapping,
    /// When it was saved last.
    pub saved_at: Instant,
}

/// All saved mappings, by name.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn mappings(db: &impl Database, _permit: &Permit) -> StoreResult<Vec<SavedMapping>> {
    let rows = mapping::Entity::find().order_by_asc(mapping::Column::Name).limit(500).all(db).await?;
    let read = |row: mapping::Model| {
        Ok(SavedMapping {
            id: MappingId(row.id),
            mapping: from_json("import_mapping.mapping", &row.mapping)?,
            name: row.name,
            saved_at: Instant::from_micros(row.saved_at),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Keeps a mapping under a name, in the place of one that had it.
///
/// # Errors
/// When the database refuses.
pub async fn put_mapping(tx: &Tx, permit: &Permit, name: &str, given: &Mapping) -> StoreResult<()> {
    let new = mapping::ActiveModel {
        id: Set(tx.new_id::<MappingId>().0),
        name: Set(name.to_owned()),
        mapping: Set(to_json("import_mapping.mapping", given)?),
        saved_by: Set(permit.actor().person().map(|person| person.0)),
        saved_at: Set(tx.now().as_micros()),
    };
    let replace = OnConflict::column(mapping::Column::Name)
        .update_columns([mapping::Column::Mapping, mapping::Column::SavedBy, mapping::Column::SavedAt])
        .to_owned();
    mapping::Entity::insert(new).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets a saved mapping; false when there was none.
///
/// # Errors
/// When the database refuses.
pub async fn remove_mapping(tx: &Tx, _permit: &Permit, id: MappingId) -> StoreResult<bool> {
    Ok(mapping::Entity::delete_by_id(id.0).exec(tx).await?.rows_affected == 1)
}
