//! Letters that organisers write to a group, and who gets each.

use crate::columns::{from_json, hash, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use crate::scope::by_edition;
use kapok_access::Permit;
use kapok_base::{EditionId, Instant, JobId, LetterId, Locale, PersonId, ProgrammeId, RecipientId, Version};
use kapok_judging::letter::merge::{Field, Values};
use kapok_judging::letter::{Content, State};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use std::collections::BTreeSet;

/// How many rows go into one statement, so that no database counts too many values in it.
const AT_ONCE: usize = 200;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub programme_id: Uuid,
        pub edition_id: Uuid,
        pub content: String,
        pub state: String,
        pub state_kind: String,
        pub created_by: Option<Uuid>,
        pub created_at: i64,
        pub saved_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod recipient {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter_recipient")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub letter_id: Uuid,
        pub person_id: Uuid,
        pub place: i64,
        pub locale: String,
        pub field_values: String,
        pub words: Vec<u8>,
        pub missing: String,
        pub job_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A letter to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its identifier.
    pub id: LetterId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// About which edition.
    pub edition: EditionId,
    /// Its words and whom it is for.
    pub content: Content,
    /// Where it stands.
    pub state: State,
    /// Who began it; nobody when Kapok itself did.
    pub created_by: Option<PersonId>,
    /// When it was begun.
    pub created_at: Instant,
    /// When its words were saved last.
    pub saved_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// One mail of a letter, or somebody left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Its identifier.
    pub id: RecipientId,
    /// Of which letter.
    pub letter: LetterId,
    /// To whom.
    pub person: PersonId,
    /// Its place in the letter's list, from 1.
    pub place: i64,
    /// In which language they read it.
    pub locale: Locale,
    /// What fills the fields, the name excepted.
    pub values: Values,
    /// The hash of what fills them.
    pub words: [u8; 32],
    /// The fields for which there is no value.
    pub missing: BTreeSet<Field>,
    /// The mail; none for somebody who was left out.
    pub job: Option<JobId>,
}

/// Keeps a new letter.
///
/// # Errors
/// When the database refuses.
pub async fn create(tx: &Tx, letter: &Letter) -> StoreResult<()> {
    let row = row::ActiveModel {
        id: Set(letter.id.0),
        programme_id: Set(letter.programme.0),
        edition_id: Set(letter.edition.0),
        content: Set(to_json("letter.content", &letter.content)?),
        state: Set(to_json("letter.state", &letter.state)?),
        state_kind: Set(letter.state.kind().to_owned()),
        created_by: Set(letter.created_by.map(|person| person.0)),
        created_at: Set(letter.created_at.as_micros()),
        saved_at: Set(letter.saved_at.as_micros()),
        version: Set(letter.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a letter over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when somebody else wrote it since.
pub async fn save(tx: &Tx, letter: &Letter) -> StoreResult<Version> {
    let next = letter.version.next();
    let written = row::Entity::update_many()
        .col_expr(row::Column::Content, Expr::value(to_json("letter.content", &letter.content)?))
        .col_expr(row::Column::State, Expr::value(to_json("letter.state", &letter.state)?))
        .col_expr(row::Column::StateKind, Expr::value(letter.state.kind()))
        .col_expr(row::Column::SavedAt, Expr::value(letter.saved_at.as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::Id.eq(letter.id.0))
        .filter(row::Column::Version.eq(letter.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

/// The letter, if its edition lies within the permit's scope.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, permit: &Permit, id: LetterId) -> StoreResult<Option<Letter>> {
    let within = by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId);
    row::Entity::find_by_id(id.0).filter(within).one(db).await?.map(read).transpose()
}

/// The letters of an edition within the permit's scope, the newest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn list(db: &impl Database, permit: &Permit, edition: EditionId) -> StoreResult<Vec<Letter>> {
    let rows = row::Entity::find()
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(row::Column::EditionId.eq(edition.0))
        .order_by_desc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The letters that are held within the permit's scope, oldest first.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn held(db: &impl Database, permit: &Permit) -> StoreResult<Vec<Letter>> {
    let rows = row::Entity::find()
        .filter(by_edition(permit, row::Column::ProgrammeId, row::Column::EditionId))
        .filter(row::Column::StateKind.eq("held"))
        .order_by_asc(row::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

/// Keeps who gets a letter.
///
/// # Errors
/// [`StoreError::NotUnique`] when somebody would get the same words twice.
pub async fn add_recipients(tx: &Tx, recipients: &[Recipient]) -> StoreResult<()> {
    for some in recipients.chunks(AT_ONCE) {
        let mut rows = Vec::with_capacity(some.len());
        for one in some {
            rows.push(recipient::ActiveModel {
                id: Set(one.id.0),
                letter_id: Set(one.letter.0),
                person_id: Set(one.person.0),
                place: Set(one.place),
                locale: Set(one.locale.tag().to_owned()),
                field_values: Set(to_json("letter_recipient.field_values", &one.values)?),
                words: Set(one.words.to_vec()),
                missing: Set(to_json("letter_recipient.missing", &one.missing)?),
                job_id: Set(one.job.map(|job| job.0)),
            });
        }
        recipient::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Who gets a letter that the caller was allowed to see, in their order.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn recipients(db: &impl Database, letter: &Letter) -> StoreResult<Vec<Recipient>> {
    let rows = recipient::Entity::find()
        .filter(recipient::Column::LetterId.eq(letter.id.0))
        .order_by_asc(recipient::Column::Place)
        .all(db)
        .await?;
    rows.into_iter().map(read_recipient).collect()
}

/// A mail of a letter with the letter, for the work that writes it out.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn recipient(db: &impl Database, id: RecipientId) -> StoreResult<Option<(Letter, Recipient)>> {
    let Some(found) = recipient::Entity::find_by_id(id.0).one(db).await? else { return Ok(None) };
    let letter = row::Entity::find_by_id(found.letter_id).one(db).await?;
    Ok(match letter {
        Some(letter) => Some((read(letter)?, read_recipient(found)?)),
        None => None,
    })
}

fn read(row: row::Model) -> StoreResult<Letter> {
    Ok(Letter {
        id: LetterId(row.id),
        programme: ProgrammeId(row.programme_id),
        edition: EditionId(row.edition_id),
        content: from_json("letter.content", &row.content)?,
        state: from_json("letter.state", &row.state)?,
        created_by: row.created_by.map(PersonId),
        created_at: Instant::from_micros(row.created_at),
        saved_at: Instant::from_micros(row.saved_at),
        version: Version(row.version),
    })
}

fn read_recipient(row: recipient::Model) -> StoreResult<Recipient> {
    Ok(Recipient {
        id: RecipientId(row.id),
        letter: LetterId(row.letter_id),
        person: PersonId(row.person_id),
        place: row.place,
        locale: Locale::for_tag(&row.locale).unwrap_or_default(),
        values: from_json("letter_recipient.field_values", &row.field_values)?,
        words: hash("letter_recipient.words", &row.words)?,
        missing: from_json("letter_recipient.missing", &row.missing)?,
        job: row.job_id.map(JobId),
    })
}
