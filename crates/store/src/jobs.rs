//! Jobs: side effects that are due because of a write, put down in the same transaction.

use crate::columns::to_json;
use crate::editions;
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_access::Permit;
use kapok_base::{EditionId, Instant, JobId, Page, PageRequest, ProgrammeId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{Condition, QueryOrder, QuerySelect};
use serde::Serialize;

/// How many rows go into one statement, so that no database counts too many values in it.
const AT_ONCE: usize = 200;

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub programme_id: Option<Uuid>,
        pub edition_id: Option<Uuid>,
        pub payload: String,
        pub state: String,
        pub attempts: i64,
        pub due_at: i64,
        pub claimed_until: Option<i64>,
        pub last_error: Option<String>,
        pub created_at: i64,
        pub finished_at: Option<i64>,
        pub withheld: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Why a job about a rehearsal is withheld, as its column says.
const REHEARSAL: &str = "rehearsal";

/// What a job is about. It decides who sees the job, what it is wiped with, and whether it may happen at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The installation: accounts and passwords.
    Installation,
    /// A programme as a whole.
    Programme(ProgrammeId),
    /// An edition. When that is a rehearsal, the job is written down and never happens.
    Edition(EditionId),
}

/// Where a job belongs.
#[derive(Clone, Copy)]
struct Place {
    programme: Option<ProgrammeId>,
    edition: Option<EditionId>,
    rehearsal: bool,
}

impl Tx {
    /// Puts down a job, due at `due`.
    ///
    /// This is the one place where jobs are written, and so the one where those of a rehearsal are withheld: no later
    /// kind of mail can forget it, because none can be put down without saying what it is about.
    ///
    /// # Errors
    /// When the payload cannot be written as JSON, when there is no such edition, or when the database refuses.
    pub async fn enqueue<T: Serialize>(
        &self,
        kind: &'static str,
        about: About,
        payload: &T,
        due: Instant,
    ) -> StoreResult<JobId> {
        let place = self.place(about).await?;
        let (id, job) = self.put_down(kind, place, payload, due)?;
        row::Entity::insert(job).exec_without_returning(self).await?;
        Ok(id)
    }

    /// Puts down many jobs of one kind that are due now, in their order; those of a rehearsal are withheld alike.
    ///
    /// # Errors
    /// As [`Self::enqueue`].
    pub async fn enqueue_all<T: Serialize>(
        &self,
        kind: &'static str,
        about: About,
        payloads: &[T],
    ) -> StoreResult<Vec<JobId>> {
        let place = self.place(about).await?;
        let mut ids = Vec::with_capacity(payloads.len());
        for some in payloads.chunks(AT_ONCE) {
            let mut rows = Vec::with_capacity(some.len());
            for payload in some {
                let (id, job) = self.put_down(kind, place, payload, self.now())?;
                ids.push(id);
                rows.push(job);
            }
            row::Entity::insert_many(rows).exec_without_returning(self).await?;
        }
        Ok(ids)
    }

    async fn place(&self, about: About) -> StoreResult<Place> {
        Ok(match about {
            About::Installation => Place { programme: None, edition: None, rehearsal: false },
            About::Programme(programme) => {
                Place { programme: Some(programme), edition: None, rehearsal: false }
            }
            About::Edition(edition) => {
                let (programme, rehearsal) = editions::whose(self, edition).await?;
                Place { programme: Some(programme), edition: Some(edition), rehearsal }
            }
        })
    }

    fn put_down<T: Serialize>(
        &self,
        kind: &'static str,
        place: Place,
        payload: &T,
        due: Instant,
    ) -> StoreResult<(JobId, row::ActiveModel)> {
        let Place { programme, edition, rehearsal } = place;
        let id: JobId = self.new_id();
        let now = self.now().as_micros();
        let state = if rehearsal { State::Done } else { State::Waiting };
        let job = row::ActiveModel {
            id: Set(id.0),
            kind: Set(kind.to_owned()),
            programme_id: Set(programme.map(|p| p.0)),
            edition_id: Set(edition.map(|e| e.0)),
            payload: Set(to_json("job.payload", payload)?),
            state: Set(state.as_str().to_owned()),
            attempts: Set(0),
            due_at: Set(due.as_micros()),
            claimed_until: Set(None),
            last_error: Set(None),
            created_at: Set(now),
            finished_at: Set(rehearsal.then_some(now)),
            withheld: Set(rehearsal.then(|| REHEARSAL.to_owned())),
        };
        Ok((id, job))
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits until it is due.
    Waiting,
    /// A process works on it.
    Running,
    /// It happened.
    Done,
    /// It failed for good; a person may have it tried again.
    Dead,
    /// It is about a rehearsal: written down, and never to happen.
    Withheld,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Dead, Self::Withheld];

    /// Its stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
            Self::Withheld => "withheld",
        }
    }

    /// The state of a stable name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A deferred side effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its identifier.
    pub id: JobId,
    /// Its stable name, which says how to read the payload.
    pub kind: String,
    /// In which programme.
    pub programme: Option<ProgrammeId>,
    /// In which edition.
    pub edition: Option<EditionId>,
    /// What it needs, as JSON.
    pub payload: String,
    /// Where it stands.
    pub state: State,
    /// How often it has been begun.
    pub attempts: i64,
    /// When it is due (again).
    pub due_at: Instant,
    /// Why it failed the last time.
    pub last_error: Option<String>,
    /// When it was put down.
    pub created_at: Instant,
    /// When it happened or failed for good.
    pub finished_at: Option<Instant>,
}

fn claimable(now: Instant) -> Condition {
    let due =
        Condition::all().add(row::Column::State.eq("waiting")).add(row::Column::DueAt.lte(now.as_micros()));
    let abandoned = Condition::all()
        .add(row::Column::State.eq("running"))
        .add(row::Column::ClaimedUntil.lte(now.as_micros()));
    Condition::any().add(due).add(abandoned)
}

/// Jobs that are due, or whose worker has gone away, the longest due first; to be claimed one by one.
///
/// # Errors
/// When the database refuses.
pub async fn due(db: &impl Database, now: Instant, limit: u64) -> StoreResult<Vec<JobId>> {
    let rows = row::Entity::find()
        .filter(claimable(now))
        .order_by_asc(row::Column::DueAt)
        .order_by_asc(row::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| JobId(row.id)).collect())
}

/// Claims a job until an instant; nothing when somebody else was faster.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn claim(tx: &Tx, id: JobId, until: Instant) -> StoreResult<Option<Job>> {
    let claimed = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value("running"))
        .col_expr(row::Column::ClaimedUntil, Expr::value(until.as_micros()))
        .col_expr(row::Column::Attempts, Expr::col(row::Column::Attempts).add(1))
        .filter(row::Column::Id.eq(id.0))
        .filter(claimable(tx.now()))
        .exec(tx)
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    row::Entity::find_by_id(id.0).one(tx).await?.map(read).transpose()
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It happened.
    Done,
    /// There was nothing to do and nothing to remember; the job is dropped.
    Vain,
    /// It failed and is due again.
    Again {
        /// When.
        due: Instant,
        /// Why it failed.
        error: String,
    },
    /// It failed for good.
    Dead {
        /// Why.
        error: String,
    },
}

/// Notes what became of a claimed job's attempt. A worker whose claim ran out and was taken over changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn settle(tx: &Tx, job: &Job, outcome: &Outcome) -> StoreResult<()> {
    let ours = Condition::all()
        .add(row::Column::Id.eq(job.id.0))
        .add(row::Column::State.eq("running"))
        .add(row::Column::Attempts.eq(job.attempts));
    let write = |state: State| {
        row::Entity::update_many()
            .col_expr(row::Column::State, Expr::value(state.as_str()))
            .col_expr(row::Column::ClaimedUntil, Expr::value(None::<i64>))
            .filter(ours.clone())
    };
    let now = tx.now().as_micros();
    match outcome {
        Outcome::Done => {
            let finished = write(State::Done)
                .col_expr(row::Column::FinishedAt, Expr::value(now))
                .col_expr(row::Column::LastError, Expr::value(None::<String>));
            finished.exec(tx).await?;
        }
        Outcome::Vain => {
            row::Entity::delete_many().filter(ours).exec(tx).await?;
        }
        Outcome::Again { due, error } => {
            let again = write(State::Waiting)
                .col_expr(row::Column::DueAt, Expr::value(due.as_micros()))
                .col_expr(row::Column::LastError, Expr::value(error.clone()));
            again.exec(tx).await?;
        }
        Outcome::Dead { error } => {
            let dead = write(State::Dead)
                .col_expr(row::Column::FinishedAt, Expr::value(now))
                .col_expr(row::Column::LastError, Expr::value(error.clone()));
            dead.exec(tx).await?;
        }
    }
    Ok(())
}

fn within(permit: &Permit) -> Condition {
    let scope = permit.scope();
    if scope.everywhere {
        return Condition::all();
    }
    Condition::any()
        .add(row::Column::ProgrammeId.is_in(scope.programmes.iter().map(|p| p.0)))
        .add(row::Column::EditionId.is_in(scope.editions.iter().map(|e| e.0)))
}

/// What stands in a state: what was withheld is not among what was done.
fn standing(state: State) -> Condition {
    match state {
        State::Withheld => Condition::all().add(row::Column::Withheld.is_not_null()),
        state => {
            Condition::all().add(row::Column::State.eq(state.as_str())).add(row::Column::Withheld.is_null())
        }
    }
}

/// A job within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: JobId) -> StoreResult<Option<Job>> {
    row::Entity::find_by_id(id.0).filter(within(permit)).one(db).await?.map(read).transpose()
}

/// Those of some jobs that are there still, in the order in which they were put down; for what the caller was allowed to
/// see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_ids(db: &impl Database, ids: impl IntoIterator<Item = JobId>) -> StoreResult<Vec<Job>> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.into_iter().map(|id| id.0)));
    query.order_by_asc(row::Column::Id).all(db).await?.into_iter().map(read).collect()
}

/// Jobs within the permit's scope, the newest first, perhaps only those in one state.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(
    db: &impl Database,
    permit: &Permit,
    state: Option<State>,
    page: &PageRequest,
) -> StoreResult<Page<Job>> {
    let mut query = row::Entity::find().filter(within(permit)).order_by_desc(row::Column::Id);
    if let Some(state) = state {
        query = query.filter(standing(state));
    }
    if let Some(before) = page.cursor.as_deref().and_then(|c| c.parse::<JobId>().ok()) {
        query = query.filter(row::Column::Id.lt(before.0));
    }
    let rows = query.limit(page.limit.get() + 1).all(db).await?;
    let mut items: Vec<Job> = rows.into_iter().map(read).collect::<StoreResult<_>>()?;
    let wanted = usize::try_from(page.limit.get()).unwrap_or(usize::MAX);
    let more = items.len() > wanted;
    items.truncate(wanted);
    let next_cursor = items.last().filter(|_| more).map(|job| job.id.to_string());
    Ok(Page { items, next_cursor })
}

/// How many jobs stand in each state within the permit's scope.
///
/// # Errors
/// When the database refuses.
pub async fn counts(db: &impl Database, permit: &Permit) -> StoreResult<Vec<(State, u64)>> {
    let mut counts = Vec::new();
    for state in State::ALL {
        let query = row::Entity::find().filter(within(permit)).filter(standing(state));
        counts.push((state, query.count(db).await?));
    }
    Ok(counts)
}

/// Drops the jobs that happened, or were withheld, before an instant; gives how many. Dead ones stay, and so does what
/// belongs to a dossier's correspondence or to an organiser's letter: that is kept with the dossier and the letter.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(tx: &Tx, before: Instant) -> StoreResult<u64> {
    let gone = row::Entity::delete_many()
        .filter(row::Column::State.eq("done"))
        .filter(row::Column::FinishedAt.lt(before.as_micros()))
        .filter(row::Column::Id.not_in_subquery(named_in("mail_about")))
        .filter(row::Column::Id.not_in_subquery(named_in("letter_recipient")))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}

/// The jobs that a table refers to.
fn named_in(table: &'static str) -> sea_orm::sea_query::SelectStatement {
    Query::select().column("job_id").from(table).and_where(Expr::col("job_id").is_not_null()).to_owned()
}

/// Makes a dead job due again, its attempts forgotten; false when it is not dead.
///
/// # Errors
/// When the database refuses.
pub async fn revive(tx: &Tx, permit: &Permit, id: JobId) -> StoreResult<bool> {
    let revived = row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value("waiting"))
        .col_expr(row::Column::Attempts, Expr::value(0))
        .col_expr(row::Column::DueAt, Expr::value(tx.now().as_micros()))
        .col_expr(row::Column::FinishedAt, Expr::value(None::<i64>))
        .filter(row::Column::Id.eq(id.0))
        .filter(row::Column::State.eq("dead"))
        .filter(within(permit))
        .exec(tx)
        .await?;
    Ok(revived.rows_affected == 1)
}

fn read(row: row::Model) -> StoreResult<Job> {
    let state = match row.withheld {
        Some(_) => Some(State::Withheld),
        None => State::named(&row.state),
    };
    let state =
        state.ok_or_else(|| StoreError::Unreadable { what: "job.state", detail: row.state.clone() })?;
    Ok(Job {
        id: JobId(row.id),
        kind: row.kind,
        programme: row.programme_id.map(ProgrammeId),
        edition: row.edition_id.map(EditionId),
        payload: row.payload,
        state,
        attempts: row.attempts,
        due_at: Instant::from_micros(row.due_at),
        last_error: row.last_error,
        created_at: Instant::from_micros(row.created_at),
        finished_at: row.finished_at.map(Instant::from_micros),
    })
}
