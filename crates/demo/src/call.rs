//! The call for entries: cities register, write, seal; the secretariat screens.

use crate::Stage;
use crate::award::{Edition, go};
use crate::cast::{Cast, person};
use crate::initiatives::{self, City, Initiative};
use crate::timeline::Timeline;
use kapok_access::Role;
use kapok_base::{Language, Localized};
use kapok_engine::judge::NewScreening;
use kapok_engine::submit::{Asked, NewSubmission};
use kapok_engine::{Caller, Error, Result};
use kapok_judging::transition::Screening;
use kapok_submission::{Consent, EntityKind, EntityRecord, Licence};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::PoisonError;

/// Every initiative is entered and sealed before the call closes; then the edition goes on to screening.
pub(crate) async fn entries(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    all: &[Initiative],
) -> Result<()> {
    let days = (edition.closes - edition.opens).max(1);
    for (at, initiative) in all.iter().enumerate() {
        let day = edition.opens + 1 + i64::try_from(at).unwrap_or(0) * (days - 2) / 24;
        stage.time.at(stage.engine, day);
        enter(stage, cast, edition, initiative).await?;
    }
    stage.time.at(stage.engine, edition.closes + 2);
    go(stage, cast, edition.id, "screening").await
}

async fn enter(stage: &Stage<'_>, cast: &Cast, edition: &Edition, initiative: &Initiative) -> Result<()> {
    let engine = stage.engine;
    let caller = officer(stage, cast, &initiative.city).await?;
    let new = NewSubmission {
        entity: entity_of(&caller)?,
        language: language(initiative.lang)?,
        answers: answers(initiative),
    };
    let submission = engine.create_submission(&caller, edition.id, new, None).await?;
    Timeline::pass(engine, 90);
    let consent = Consent { publish: true, licence: Some(Licence::By) };
    let asked = Asked { consent };
    engine.seal_submission(&caller, submission.id, Some(submission.version), asked, None).await.map(drop)
}

/// A draft that waits for its officer, in the edition whose call is open.
pub(crate) async fn draft(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    let Some(initiative) = initiatives::all().into_iter().find(|i| i.city.name == "Copenhagen") else {
        return Ok(());
    };
    stage.time.at(stage.engine, edition.opens + 2);
    let caller = officer(stage, cast, &initiative.city).await?;
    let mut answers = answers(&initiative);
    answers.insert("title".to_owned(), json!("Cloudburst Boulevards: the second eleven streets"));
    answers.retain(|key, _| !["outcomes", "lessons", "contact_email"].contains(&key.as_str()));
    let new = NewSubmission { entity: entity_of(&caller)?, language: language(initiative.lang)?, answers };
    stage.engine.create_submission(&caller, edition.id, new, None).await.map(drop)
}

/// All entries are found eligible but those of the cities named.
pub(crate) async fn screen(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    ineligible: &[&str],
) -> Result<()> {
    for row in stage.engine.list_entries(&cast.organiser, edition.id).await? {
        let city = row.entity.as_ref().map(|e| e.record.name.text(&Language::english()).clone());
        let out = city.is_some_and(|city| ineligible.contains(&city.as_str()));
        let new = NewScreening {
            outcome: if out { Screening::Ineligible } else { Screening::Eligible },
            reason: out.then(|| "It began less than a year before the call.".to_owned()),
            due: None,
        };
        stage.engine.screen_entry(&cast.organiser, row.entry.id, None, new).await?;
    }
    Ok(())
}

/// The officer who acts for a city: its record and account are made when it first enters.
async fn officer(stage: &Stage<'_>, cast: &Cast, city: &City) -> Result<Caller> {
    let known = stage.officers.lock().unwrap_or_else(PoisonError::into_inner).get(city.name).cloned();
    if let Some(officer) = known {
        return Ok(officer);
    }
    let person = match city.name {
        "Copenhagen" => cast.entrant,
        _ => person(stage.engine, &format!("Project office of {}", city.name), None, vec![]).await?,
    };
    let entity = stage.engine.register_entity(&Caller::person(person, vec![]), record(city)?, None).await?;
    let officer = Caller::person(person, vec![Role::Entrant { entity: entity.id }]);
    stage.officers.lock().unwrap_or_else(PoisonError::into_inner).insert(city.name, officer.clone());
    Ok(officer)
}

fn record(city: &City) -> Result<EntityRecord> {
    let mut name = Localized::english(city.name);
    if let Some((tag, own)) = city.own_name {
        name = name.with(language(tag)?, own.to_owned());
    }
    Ok(EntityRecord {
        kind: EntityKind::City,
        name,
        country: city.country.to_owned(),
        region: None,
        population: Some(city.population),
        lat: Some(city.place.0),
        lon: Some(city.place.1),
    })
}

fn entity_of(caller: &Caller) -> Result<kapok_base::EntityId> {
    let entity = caller.roles().iter().find_map(|role| match role {
        Role::Entrant { entity } => Some(*entity),
        _ => None,
    });
    entity.ok_or(Error::NotFound)
}

fn language(tag: &str) -> Result<Language> {
    tag.parse().map_err(|e| Error::Internal(format!("the demonstration's texts: {e}")))
}

fn answers(initiative: &Initiative) -> BTreeMap<String, Value> {
    let city = &initiative.city;
    let plain: String = city.name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    [
        ("title", json!(initiative.title)),
        ("summary", json!(initiative.summary)),
        ("themes", json!([initiative.theme])),
        ("goals", json!(initiative.goals)),
        ("started", json!(format!("{}-03-01", 2015 + i32::from(initiative.merit) % 5))),
        ("population", json!(city.population)),
        ("contact_name", json!(format!("Project office of {}", city.name))),
        ("contact_email", json!(format!("office@{plain}.example"))),
        ("background", json!(initiative.background)),
        ("innovation", json!(initiative.innovation)),
        ("outcomes", json!(initiative.outcomes)),
        ("lessons", json!(initiative.lessons)),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}
