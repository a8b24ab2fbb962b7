//! What judges tell of themselves for a panel, and the undertaking that they signed with it.

use crate::columns::{from_json, to_json};
use crate::error::{StoreError, StoreResult};
use crate::handle::{Database, Tx};
use kapok_base::{Instant, PanelId, PersonId, Version};
use kapok_judging::profile::Profile;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "judge_profile")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub panel_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub capacity: Option<i64>,
        pub languages: String,
        pub themes: String,
        pub countries: String,
        pub employers: String,
        pub undertaking: String,
        pub signed_at: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A judge's profile in a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgeProfile {
    /// Which panel.
    pub panel: PanelId,
    /// Who.
    pub person: PersonId,
    /// What they tell of themselves.
    pub profile: Profile,
    /// The version of the undertaking's text that they signed.
    pub undertaking: String,
    /// When they signed it.
    pub signed_at: Instant,
    /// How often it has been written.
    pub version: Version,
}

/// Somebody's profile in a panel that the caller was allowed to see.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn find(db: &impl Database, panel: PanelId, person: PersonId) -> StoreResult<Option<JudgeProfile>> {
    row::Entity::find_by_id((panel.0, person.0)).one(db).await?.map(read).transpose()
}

/// The profiles in a panel that the caller was allowed to see, those who left it among them.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_panel(db: &impl Database, panel: PanelId) -> StoreResult<BTreeMap<PersonId, JudgeProfile>> {
    let rows = row::Entity::find().filter(row::Column::PanelId.eq(panel.0)).all(db).await?;
    rows.into_iter().map(|row| read(row).map(|profile| (profile.person, profile))).collect()
}

/// The panels in which somebody has a profile.
///
/// # Errors
/// When the database refuses or holds what cannot be read.
pub async fn of_person(db: &impl Database, person: PersonId) -> StoreResult<Vec<JudgeProfile>> {
    let rows = row::Entity::find().filter(row::Column::PersonId.eq(person.0)).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// Keeps a new profile.
///
/// # Errors
/// [`StoreError::NotUnique`] when the judge has one in the panel.
pub async fn create(tx: &Tx, kept: &JudgeProfile) -> StoreResult<()> {
    let profile = &kept.profile;
    let row = row::ActiveModel {
        panel_id: Set(kept.panel.0),
        person_id: Set(kept.person.0),
        capacity: Set(profile.capacity.map(i64::from)),
        languages: Set(to_json("judge_profile.languages", &profile.languages)?),
        themes: Set(to_json("judge_profile.themes", &profile.themes)?),
        countries: Set(to_json("judge_profile.countries", &profile.countries)?),
        employers: Set(to_json("judge_profile.employers", &profile.employers)?),
        undertaking: Set(kept.undertaking.clone()),
        signed_at: Set(kept.signed_at.as_micros()),
        version: Set(kept.version.0),
    };
    row::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a profile over the version it was read at.
///
/// # Errors
/// [`StoreError::VersionMoved`] when it was written since.
pub async fn save(tx: &Tx, kept: &JudgeProfile) -> StoreResult<Version> {
    let (profile, next) = (&kept.profile, kept.version.next());
    let written = row::Entity::update_many()
        .col_expr(row::Column::Capacity, Expr::value(profile.capacity.map(i64::from)))
        .col_expr(
            row::Column::Languages,
            Expr::value(to_json("judge_profile.languages", &profile.languages)?),
        )
        .col_expr(row::Column::Themes, Expr::value(to_json("judge_profile.themes", &profile.themes)?))
        .col_expr(
            row::Column::Countries,
            Expr::value(to_json("judge_profile.countries", &profile.countries)?),
        )
        .col_expr(
            row::Column::Employers,
            Expr::value(to_json("judge_profile.employers", &profile.employers)?),
        )
        .col_expr(row::Column::Undertaking, Expr::value(kept.undertaking.as_str()))
        .col_expr(row::Column::SignedAt, Expr::value(kept.signed_at.as_micros()))
        .col_expr(row::Column::Version, Expr::value(next.0))
        .filter(row::Column::PanelId.eq(kept.panel.0))
        .filter(row::Column::PersonId.eq(kept.person.0))
        .filter(row::Column::Version.eq(kept.version.0))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(next) } else { Err(StoreError::VersionMoved) }
}

fn read(row: row::Model) -> StoreResult<JudgeProfile> {
    Ok(JudgeProfile {
        panel: PanelId(row.panel_id),
        person: PersonId(row.person_id),
        profile: Profile {
            capacity: row.capacity.map(|most| u32::try_from(most).unwrap_or(u32::MAX)),
            languages: from_json("judge_profile.languages", &row.languages)?,
            themes: from_json("judge_profile.themes", &row.themes)?,
            countries: from_json("judge_profile.countries", &row.countries)?,
            employers: from_json("judge_profile.employers", &row.employers)?,
        },
        undertaking: row.undertaking,
        signed_at: Instant::from_micros(row.signed_at),
        version: Version(row.version),
    })
}
