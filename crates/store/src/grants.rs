//! Rights given to people, each with the place in which it holds.

use crate::columns::from_json;
use crate::editions;
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::people::{self, Person};
use kapok_access::{Permit, Role, RoleName};
use kapok_base::{EditionId, EntityId, GrantId, Instant, Localized, PanelId, PersonId, ProgrammeId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, Statement};
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_grant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub role: String,
        pub programme_id: Option<Uuid>,
        pub edition_id: Option<Uuid>,
        pub panel_id: Option<Uuid>,
        pub entity_id: Option<Uuid>,
        pub invited_name: Option<String>,
        pub granted_at: i64,
        pub accepted_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::people::row::Entity",
            from = "Column::PersonId",
            to = "crate::people::row::Column::Id"
        )]
        Person,
    }
    impl Related<crate::people::row::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Person.def()
        }
    }
    impl ActiveModelBehavior for ActiveModel {}
}

/// A right given to a person, or offered to one who has not accepted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its identifier.
    pub id: GrantId,
    /// To whom.
    pub person: PersonId,
    /// What.
    pub role: Role,
    /// The name under which the person was invited.
    pub invited_name: Option<String>,
    /// When it was given or offered.
    pub granted_at: Instant,
    /// Since when it holds; absent while the invitation has not been accepted.
    pub accepted_at: Option<Instant>,
}

/// The roles that a person holds: what decides every permit.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_person(db: &impl Database, person: PersonId) -> StoreResult<Vec<Role>> {
    let rows = row::Entity::find()
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::AcceptedAt.is_not_null())
        .order_by_asc(row::Column::GrantedAt)
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok(read(row)?.role)).collect()
}

/// Who acts for each of some entities, in the order in which they were given the right; for dossiers that the caller was
/// allowed to see.
///
/// # Errors
/// When the database refuses.
pub async fn acting_for(
    db: &impl Database,
    entities: impl IntoIterator<Item = EntityId>,
) -> StoreResult<BTreeMap<EntityId, Vec<PersonId>>> {
    let rows = row::Entity::find()
        .filter(row::Column::Role.eq(RoleName::Entrant.as_str()))
        .filter(row::Column::EntityId.is_in(entities.into_iter().map(|entity| entity.0)))
        .filter(row::Column::AcceptedAt.is_not_null())
        .order_by_asc(row::Column::GrantedAt)
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    let mut acting: BTreeMap<EntityId, Vec<PersonId>> = BTreeMap::new();
    for row in rows {
        if let Some(entity) = row.entity_id {
            acting.entry(EntityId(entity)).or_default().push(PersonId(row.person_id));
        }
    }
    Ok(acting)
}

/// A right by its identifier, if it lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: GrantId) -> StoreResult<Option<Given>> {
    let Some(given) = row::Entity::find_by_id(id.0).one(db).await?.map(read).transpose()? else {
        return Ok(None);
    };
    Ok(reaches(permit, &given.role).then_some(given))
}

/// Whether a permit's scope holds the place of a role. A role without a place is the installation's.
#[must_use]
pub fn reaches(permit: &Permit, role: &Role) -> bool {
    let scope = permit.scope();
    match *role {
        Role::Administrator | Role::Researcher | Role::Entrant { .. } => scope.everywhere,
        Role::Editor { programme }
        | Role::Organiser { programme, edition: None }
        | Role::Auditor { programme, edition: None } => scope.covers_programme(programme),
        Role::Organiser { programme, edition: Some(edition) }
        | Role::Auditor { programme, edition: Some(edition) }
        | Role::Judge { programme, edition, .. } => scope.covers_edition(programme, edition),
    }
}

/// The rights in a programme (or those in one of its editions alone) with their people, within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(
    db: &impl Database,
    permit: &Permit,
    programme: ProgrammeId,
    edition: Option<EditionId>,
) -> StoreResult<Vec<(Given, Person)>> {
    let mut query = row::Entity::find()
        .find_also_related(people::row::Entity)
        .filter(row::Column::ProgrammeId.eq(programme.0))
        .order_by_asc(row::Column::GrantedAt)
        .order_by_asc(row::Column::Id);
    if let Some(edition) = edition {
        query = query.filter(row::Column::EditionId.eq(edition.0));
    }
    let mut found = within(permit, query.all(db).await?)?;
    let scope = permit.scope();
    if !scope.everywhere && !scope.run.contains(&programme) {
        // Who sits in a rehearsal would tell those who may not see it that it is there.
        let mut hidden = editions::rehearsals(db, programme).await?;
        hidden.retain(|rehearsal| !scope.editions.contains(rehearsal));
        found.retain(|(given, _)| place(&given.role).1.is_none_or(|edition| !hidden.contains(&edition)));
    }
    Ok(found)
}

/// The rights that hold in the installation as a whole with their people, for a permit that reaches everywhere.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_installation(db: &impl Database, permit: &Permit) -> StoreResult<Vec<(Given, Person)>> {
    let query = row::Entity::find()
        .find_also_related(people::row::Entity)
        .filter(row::Column::ProgrammeId.is_null())
        .filter(row::Column::EntityId.is_null())
        .order_by_asc(row::Column::GrantedAt)
        .order_by_asc(row::Column::Id);
    within(permit, query.all(db).await?)
}

fn within(
    permit: &Permit,
    rows: Vec<(row::Model, Option<people::row::Model>)>,
) -> StoreResult<Vec<(Given, Person)>> {
    let mut found = Vec::new();
    for (grant, person) in rows {
        let given = read(grant)?;
        if let Some(person) = person.filter(|p| p.erased_at.is_none() && reaches(permit, &given.role)) {
            found.push((given, people::read(person)));
        }
    }
    Ok(found)
}

/// How many people hold the installation itself.
///
/// # Errors
/// When the database refuses.
pub async fn administrators(db: &impl Database) -> StoreResult<u64> {
    let role = RoleName::Administrator.as_str();
    Ok(row::Entity::find()
        .filter(row::Column::Role.eq(role))
        .filter(row::Column::AcceptedAt.is_not_null())
        .count(db)
        .await?)
}

/// The name of the place that a role names, when its parts exist and belong to each other.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn place_name(db: &impl Database, role: &Role) -> StoreResult<Option<Localized>> {
    let (sql, values): (&str, Vec<sea_orm::Value>) = match *role {
        Role::Administrator | Role::Researcher => return Ok(Some(Localized::english("Kapok"))),
        Role::Editor { programme }
        | Role::Organiser { programme, edition: None }
        | Role::Auditor { programme, edition: None } => {
            ("SELECT name FROM programme WHERE id = $1", vec![programme.0.into()])
        }
        Role::Organiser { programme, edition: Some(edition) }
        | Role::Auditor { programme, edition: Some(edition) } => (
            "SELECT name FROM edition WHERE id = $1 AND programme_id = $2",
            vec![edition.0.into(), programme.0.into()],
        ),
        Role::Judge { programme, edition, panel } => (
            "SELECT edition.name FROM panel JOIN edition ON edition.id = panel.edition_id
             WHERE panel.id = $1 AND panel.edition_id = $2 AND panel.programme_id = $3",
            vec![panel.0.into(), edition.0.into(), programme.0.into()],
        ),
        Role::Entrant { entity } => ("SELECT name FROM entity WHERE id = $1", vec![entity.0.into()]),
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let Some(row) = db.query_one_raw(statement).await? else { return Ok(None) };
    from_json("name of a place", &row.try_get::<String>("", "name")?).map(Some)
}

/// Gives a role at once; a person who holds it, or was offered it, holds it then.
///
/// # Errors
/// When the database refuses.
pub async fn give(tx: &Tx, person: PersonId, role: Role) -> StoreResult<GrantId> {
    if let Some(given) = exact(tx, person, role).await? {
        accept(tx, given.id).await?;
        return Ok(given.id);
    }
    put(tx, person, role, None, Some(tx.now())).await
}

/// Offers a role under a name; it holds once accepted. Offering again renews the offer and leaves a held role as it is.
///
/// # Errors
/// When the database refuses.
pub async fn offer(tx: &Tx, person: PersonId, role: Role, name: &str) -> StoreResult<GrantId> {
    match exact(tx, person, role).await? {
        Some(given) => {
            row::Entity::update_many()
                .col_expr(row::Column::InvitedName, Expr::value(name))
                .filter(row::Column::Id.eq(given.id.0))
                .exec(tx)
                .await?;
            Ok(given.id)
        }
        None => put(tx, person, role, Some(name.to_owned()), None).await,
    }
}

/// The name under which somebody was invited, for the page of a link to that invitation.
///
/// # Errors
/// When the database refuses.
pub async fn invited_name(db: &impl Database, id: GrantId) -> StoreResult<Option<String>> {
    Ok(row::Entity::find_by_id(id.0).one(db).await?.and_then(|row| row.invited_name))
}

/// Makes an offered role hold; gives it, unless it was taken back.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn accept(tx: &Tx, id: GrantId) -> StoreResult<Option<Given>> {
    row::Entity::update_many()
        .col_expr(row::Column::AcceptedAt, Expr::value(tx.now().as_micros()))
        .filter(row::Column::Id.eq(id.0))
        .filter(row::Column::AcceptedAt.is_null())
        .exec(tx)
        .await?;
    row::Entity::find_by_id(id.0).one(tx).await?.map(read).transpose()
}

/// Takes a right away; what is not there stays away.
///
/// # Errors
/// When the database refuses.
pub async fn remove(tx: &Tx, id: GrantId) -> StoreResult<()> {
    row::Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}

/// Takes exactly this role from a person, held or offered.
///
/// # Errors
/// When the database refuses.
pub async fn take(tx: &Tx, person: PersonId, role: Role) -> StoreResult<()> {
    match exact(tx, person, role).await? {
        Some(given) => remove(tx, given.id).await,
        None => Ok(()),
    }
}

async fn exact(tx: &Tx, person: PersonId, role: Role) -> StoreResult<Option<Given>> {
    let rows = row::Entity::find()
        .filter(row::Column::PersonId.eq(person.0))
        .filter(row::Column::Role.eq(role.name().as_str()))
        .all(tx)
        .await?;
    for row in rows {
        let given = read(row)?;
        if given.role == role {
            return Ok(Some(given));
        }
    }
    Ok(None)
}

async fn put(
    tx: &Tx,
    person: PersonId,
    role: Role,
    invited_name: Option<String>,
    accepted: Option<Instant>,
) -> StoreResult<GrantId> {
    let id: GrantId = tx.new_id();
    let (programme, edition, panel, entity) = place(&role);
    let row = row::ActiveModel {
        id: Set(id.0),
        person_id: Set(person.0),
        role: Set(role.name().as_str().to_owned()),
        programme_id: Set(programme.map(|p| p.0)),
        edition_id: Set(edition.map(|e| e.0)),
        panel_id: Set(panel.map(|p| p.0)),
        entity_id: Set(entity.map(|e| e.0)),
        invited_name: Set(invited_name),
        granted_at: Set(tx.now().as_micros()),
        accepted_at: Set(accepted.map(Instant::as_micros)),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

type Place = (Option<ProgrammeId>, Option<EditionId>, Option<PanelId>, Option<EntityId>);

fn place(role: &Role) -> Place {
    match *role {
        Role::Administrator | Role::Researcher => (None, None, None, None),
        Role::Organiser { programme, edition } | Role::Auditor { programme, edition } => {
            (Some(programme), edition, None, None)
        }
        Role::Editor { programme } => (Some(programme), None, None, None),
        Role::Judge { programme, edition, panel } => (Some(programme), Some(edition), Some(panel), None),
        Role::Entrant { entity } => (None, None, None, Some(entity)),
    }
}

fn read(row: row::Model) -> StoreResult<Given> {
    let bad = || StoreError::Unreadable { what: "role_grant.role", detail: row.role.clone() };
    let programme = || row.programme_id.map(ProgrammeId).ok_or_else(bad);
    let edition = row.edition_id.map(EditionId);
    let role = match RoleName::named(&row.role).ok_or_else(bad)? {
        RoleName::Administrator => Role::Administrator,
        RoleName::Organiser => Role::Organiser { programme: programme()?, edition },
        RoleName::Editor => Role::Editor { programme: programme()? },
        RoleName::Auditor => Role::Auditor { programme: programme()?, edition },
        RoleName::Researcher => Role::Researcher,
        RoleName::Judge => Role::Judge {
            programme: programme()?,
            edition: edition.ok_or_else(bad)?,
            panel: row.panel_id.map(PanelId).ok_or_else(bad)?,
        },
        RoleName::Entrant => Role::Entrant { entity: row.entity_id.map(EntityId).ok_or_else(bad)? },
    };
    Ok(Given {
        id: GrantId(row.id),
        person: PersonId(row.person_id),
        role,
        invited_name: row.invited_name,
        granted_at: Instant::from_micros(row.granted_at),
        accepted_at: row.accepted_at.map(Instant::from_micros),
    })
}
