//! Editions: one run of a programme each, its rules as data.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::panels;
use crate::scope::by_edition;
use kapok_access::Permit;
use kapok_base::{EditionId, Instant, Localized, ProgrammeId, Version};
use kapok_judging::{label::Label, phase::Phase};
use kapok_submission::{Deadlines, Eligibility, Form};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{QueryOrder, QuerySelect};

pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "edition")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub slug: String,
        pub name: String,
        pub year: i64,
        pub phase: String,
        pub phase_kind: String,
        pub form: String,
        pub deadlines: String,
        pub eligibility: String,
        pub labels: String,
        pub synthetic: bool,
        pub rehearsal_of: Option<Uuid>,
        pub next_number: i64,
        pub created_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One run of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its identifier.
    pub id: EditionId,
    /// Whose.
    pub programme: ProgrammeId,
    /// Its name in addresses and receipts, unique in the programme.
    pub slug: String,
    /// Its name.
    pub name: Localized,
    /// The year it is known by.
    pub year: i64,
    /// Where it stands.
    pub phase: Phase,
    /// What it asks its entrants.
    pub form: Form,
    /// Until when.
    pub deadlines: Deadlines,
    /// Who may enter.
    pub eligibility: Eligibility,
    /// What its decisions may call an entry.
    pub labels: Vec<Label>,
    /// Whether its texts are made up.
    pub synthetic: bool,
    /// Of which edition it is a rehearsal, when it is one: nothing in it counts and no mail leaves it.
    pub rehearsal_of: Option<EditionId>,
    /// Since when it is kept here.
    pub created_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// The edition, if it exists within the permit's scope; the public's scope reaches all but drafts and rehearsals, a
/// judge's also the editions of their panels.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: EditionId) -> StoreResult<Option<Edition>> {
    row::Entity::find_by_id(id.0).filter(within(permit)).one(db).await?.map(read).transpose()
}

/// The name of an edition behind what the use case already holds by right, such as a letter about it.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn name(db: &impl Database, id: EditionId) -> StoreResult<Option<Localized>> {
    let name: Option<String> =
        row::Entity::find_by_id(id.0).select_only().column(row::Column::Name).into_tuple().one(db).await?;
    name.map(|name| from_json("edition.name", &name)).transpose()
}

/// The editions within the permit's scope, of one programme or of all, the latest year first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(
    db: &impl Database,
    permit: &Permit,
    programme: Option<ProgrammeId>,
) -> StoreResult<Vec<Edition>> {
    let mut query = row::Entity::find().filter(within(permit));
    if let Some(programme) = programme {
        query = query.filter(row::Column::ProgrammeId.eq(programme.0));
    }
    let rows =
        query.order_by_desc(row::Column::Year).order_by_desc(row::Column::Id).limit(500).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// The editions in which a round is being judged, rehearsals left out; for what the engine does by itself.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn being_judged(db: &impl Database) -> StoreResult<Vec<Edition>> {
    let rows = row::Entity::find()
        .filter(row::Column::PhaseKind.eq("judging"))
        .filter(row::Column::RehearsalOf.is_null())
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn within(permit: &Permit) -> Condition {
    let scope = permit.scope();
    if scope.everywhere {
        return Condition::all();
    }
    let mut within = Condition::any().add(by_edition(permit, row::Column::ProgrammeId, row::Column::Id));
    if !scope.panels.is_empty() {
        within = within.add(row::Column::Id.in_subquery(panels::editions(&scope.panels)));
    }
    if scope.public {
        let open = Condition::all()
            .add(row::Column::PhaseKind.ne(Phase::Draft.kind()))
            .add(row::Column::RehearsalOf.is_null());
        within = within.add(open);
    }
    within
}

/// Whose an edition is, and whether it is a rehearsal.
///
/// # Errors
/// When there is no such edition, or the database refuses.
pub(crate) async fn whose(db: &impl Database, id: EditionId) -> StoreResult<(ProgrammeId, bool)> {
    let found: Option<(Uuid, Option<Uuid>)> = row::Entity::find_by_id(id.0)
        .select_only()
        .column(row::Column::ProgrammeId)
        .column(row::Column::RehearsalOf)
        .into_tuple()
        .one(db)
        .await?;
    let (programme, original) = found.ok_or_else(|| StoreError::Unreadable {
        what: "edition",
        detail: format!("there is no edition {id}"),
    })?;
    Ok((ProgrammeId(programme), original.is_some()))
}

/// Keeps a new edition; its dossiers are numbered from 1.
///
/// # Errors
/// [`StoreError::NotUnique`] when its name in addresses is taken in the programme.
pub async fn create(tx: &Tx, edition: &Edition) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(edition.id.0),
        programme_id: Set(edition.programme.0),
        slug: Set(edition.slug.clone()),
        name: Set(to_json("edition.name", &edition.name)?),
        year: Set(edition.year),
        phase: Set(to_json("edition.phase", &edition.phase)?),
        phase_kind: Set(edition.phase.kind().to_owned()),
        form: Set(to_json("edition.form", &edition.form)?),
        deadlines: Set(to_json("edition.deadlines", &edition.deadlines)?),
        eligibility: Set(to_json("edition.eligibility", &edition.eligibility)?),
        labels: Set(to_json("edition.labels", &edition.labels)?),
        synthetic: Set(edition.synthetic),
        rehearsal_of: Set(edition.rehearsal_of.map(|original| original.0)),
        next_number: Set(1),
        created_at: Set(edition.created_at.as_micros()),
        version: Set(edition.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes an edition over the version it was read at; gives the new version.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since, or when it lies outside the permit's scope.
pub async fn save(tx: &Tx, permit: &Permit, edition: &Edition) -> StoreResult<Version> {
    let next = edition.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Name, Expr::value(to_json("edition.name", &edition.name)?))
        .col_expr(row::Column::Year, Expr::value(edition.year))
        .col_expr(row::Column::Phase, Expr::value(to_json("edition.phase", &edition.phase)?))
        .col_expr(row::Column::PhaseKind, Expr::value(edition.phase.kind()))
        .col_expr(row::Column::Form, Expr::value(to_json("edition.form", &edition.form)?))
        .col_expr(row::Column::Deadlines, Expr::value(to_json("edition.deadlines", &edition.deadlines)?))
        .col_expr(
            row::Column::Eligibility,
            Expr::value(to_json("edition.eligibility", &edition.eligibility)?),
        )
        .col_expr(row::Column::Labels, Expr::value(to_json("edition.labels", &edition.labels)?))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(within(permit))
        .filter(row::Column::Id.eq(edition.id.0))
        .filter(row::Column::Version.eq(edition.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// Lets the numbers of an edition's dossiers go on at `next`.
///
/// # Errors
/// When the database refuses.
pub async fn number_from(tx: &Tx, id: EditionId, next: i64) -> StoreResult<()> {
    row::Entity::update_many()
        .col_expr(row::Column::NextNumber, Expr::value(next))
        .filter(row::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Which of a programme's editions are rehearsals.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn rehearsals(db: &impl Database, programme: ProgrammeId) -> StoreResult<Vec<EditionId>> {
    let ids: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::ProgrammeId.eq(programme.0))
        .filter(row::Column::RehearsalOf.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(EditionId).collect())
}

/// Takes the edition's next number for a dossier.
///
/// It is taken when a dossier is begun, not when it is sealed: in the last minute before a deadline, seals must not
/// wait for each other.
///
/// # Errors
/// When there is no such edition, or the database refuses.
pub async fn take_number(tx: &Tx, id: EditionId) -> StoreResult<i64> {
    row::Entity::update_many()
        .col_expr(row::Column::NextNumber, Expr::cust("next_number + 1"))
        .filter(row::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    let next: Option<i64> = row::Entity::find_by_id(id.0)
        .select_only()
        .column(row::Column::NextNumber)
        .into_tuple()
        .one(tx)
        .await?;
    next.map(|next| next - 1).ok_or_else(|| StoreError::Unreadable {
        what: "edition.next_number",
        detail: format!("there is no edition {id}"),
    })
}

fn read(row: row::Model) -> StoreResult<Edition> {
    Ok(Edition {
        id: EditionId(row.id),
        programme: ProgrammeId(row.programme_id),
        slug: row.slug,
        name: from_json("edition.name", &row.name)?,
        year: row.year,
        phase: from_json("edition.phase", &row.phase)?,
        form: from_json("edition.form", &row.form)?,
        deadlines: from_json("edition.deadlines", &row.deadlines)?,
        eligibility: from_json("edition.eligibility", &row.eligibility)?,
        labels: from_json("edition.labels", &row.labels)?,
        synthetic: row.synthetic,
        rehearsal_of: row.rehearsal_of.map(EditionId),
        created_at: Instant::from_micros(row.created_at),
        version: Version(row.version),
    })
}
