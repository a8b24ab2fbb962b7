//! The call for entries: cities register, write, seal; the secretariat screens.

use crate::award::{Edition, HEADINGS, go};
use crate::cast::{Cast, person, plain};
use crate::places::Place;
use crate::prose::Initiative;
use crate::timeline::Timeline;
use crate::{Stage, together};
use kapok_access::Role;
use kapok_base::{EntityId, SubmissionId};
use kapok_engine::judge::NewScreening;
use kapok_engine::submit::{Asked, Change, NewSubmission};
use kapok_engine::{Caller, Error, Result};
use kapok_judging::transition::Screening;
use kapok_submission::{Consent, Licence};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::PoisonError;

/// A dossier that was sealed, with whoever sealed it.
pub(crate) struct Sealed {
    pub(crate) submission: SubmissionId,
    pub(crate) officer: Caller,
}

/// Every initiative is entered and sealed before the call closes, most of them in its last days; then the edition goes on
/// to screening, if it has one.
pub(crate) async fn entries(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    all: &[Initiative],
    what: &'static str,
) -> Result<Vec<Sealed>> {
    let mut sealed = Vec::new();
    for (day, group) in days(edition, all) {
        stage.time.at(stage.engine, day);
        // One after the other: the numbers that dossiers get are the same then on every database.
        let mut written = Vec::new();
        for initiative in group {
            let officer = officer(stage, cast, initiative.place).await?;
            written.push(write(stage, edition, initiative, officer, &[]).await?);
        }
        Timeline::pass(stage.engine, 90);
        sealed.extend(together(written.into_iter().map(|(officer, id)| seal(stage, officer, id))).await?);
        stage.tell(what, sealed.len(), all.len());
    }
    Ok(sealed)
}

/// Moves to the day after the call's close, and the edition to screening.
pub(crate) async fn close(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    stage.time.at(stage.engine, edition.closes + 2);
    go(stage, cast, edition.id, "screening").await
}

/// The initiatives by the day on which they come in: a third over the call's weeks, the rest in its last six days.
fn days<'a>(edition: &Edition, all: &'a [Initiative]) -> Vec<(i64, &'a [Initiative])> {
    let early = all.len() / 3;
    let span = (edition.closes - edition.opens - 8).max(1);
    let weeks = usize::try_from(span / 7).unwrap_or(1).max(1);
    let mut days = Vec::new();
    for (at, group) in all[..early].chunks(early.div_ceil(weeks).max(1)).enumerate() {
        days.push((edition.opens + 1 + 7 * i64::try_from(at).unwrap_or(0), group));
    }
    for (at, group) in all[early..].chunks((all.len() - early).div_ceil(6).max(1)).enumerate() {
        days.push((edition.closes - 6 + i64::try_from(at).unwrap_or(0), group));
    }
    days
}

/// Writes a dossier; the fields of `without` are left open.
pub(crate) async fn write(
    stage: &Stage<'_>,
    edition: &Edition,
    initiative: &Initiative,
    officer: Caller,
    without: &[&str],
) -> Result<(Caller, SubmissionId)> {
    let mut answers = answers(initiative);
    answers.retain(|key, _| !without.contains(&key.as_str()));
    let new = NewSubmission { entity: entity_of(&officer)?, language: initiative.tongue.language(), answers };
    let submission = stage.engine.create_submission(&officer, edition.id, new, None).await?;
    Ok((officer, submission.id))
}

pub(crate) async fn seal(stage: &Stage<'_>, officer: Caller, id: SubmissionId) -> Result<Sealed> {
    let asked = Asked { consent: Consent { publish: true, licence: Some(Licence::By) } };
    stage.engine.seal_submission(&officer, id, None, asked, None).await?;
    Ok(Sealed { submission: id, officer })
}

/// What screening finds in an entry of the demonstration.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    Eligible,
    /// Returned, corrected, and then eligible.
    Corrected,
    /// Refused, for one of the reasons.
    Refused(usize),
}

const REFUSALS: [&str; 4] = [
    "The initiative began less than a year before the call; its results cannot be judged yet.",
    "It was entered by a consultant; the call is open to local governments alone.",
    "It was completed more than two years before the call opened.",
    "The same initiative was entered twice by the same city; this is the shorter text.",
];
const RETURNS: [&str; 3] = [
    "The outcomes give figures without the year they were taken in. Please add it.",
    "Please say who pays for the running costs after the grant ends.",
    "The annex is in another language than the dossier. Please add two sentences on what it shows.",
];

/// Screens every entry in the order of their dossiers; `found` tells by the place in that order.
pub(crate) async fn screen(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    sealed: &[Sealed],
    found: impl Fn(usize) -> Finding,
) -> Result<()> {
    let rows = stage.engine.list_entries(&cast.organiser, edition.id).await?;
    let entries: BTreeMap<_, _> = rows.iter().map(|row| (row.entry.submission, row.entry.id)).collect();
    let all: Vec<_> =
        sealed.iter().enumerate().filter_map(|(at, s)| Some((at, s, *entries.get(&s.submission)?))).collect();
    let findings = all.iter().map(|(at, _, entry)| (*entry, finding(*at, found(*at))));
    together(findings.map(|(entry, new)| stage.engine.screen_entry(&cast.organiser, entry, None, new)))
        .await?;
    stage.tell("screening", all.len(), all.len());
    Timeline::pass(stage.engine, 4 * 24 * 60);
    let returned: Vec<_> = all.iter().filter(|(at, ..)| found(*at) == Finding::Corrected).collect();
    together(returned.iter().map(|(at, sealed, _)| correct(stage, sealed, *at))).await?;
    Timeline::pass(stage.engine, 24 * 60);
    let again = returned.iter().map(|(_, _, entry)| {
        stage.engine.screen_entry(&cast.organiser, *entry, None, finding(0, Finding::Eligible))
    });
    together(again).await.map(drop)
}

fn finding(at: usize, found: Finding) -> NewScreening {
    let (outcome, reason) = match found {
        Finding::Eligible => (Screening::Eligible, None),
        Finding::Corrected => (Screening::Returned, Some(RETURNS[at % RETURNS.len()])),
        Finding::Refused(why) => (Screening::Ineligible, Some(REFUSALS[why % REFUSALS.len()])),
    };
    NewScreening { outcome, reason: reason.map(str::to_owned), due: None }
}

/// What officers add when they are asked since when their figures hold.
const ADDED_EN: [&str; 3] = [
    " All figures are for the last full year; running costs stand in the department’s annual budget.",
    " The figures were checked by the statistics office.",
    " Staff costs are not included in the total.",
];
const ADDED_ES: [&str; 3] = [
    " Las cifras corresponden al último año completo; los gastos corrientes figuran en el presupuesto anual.",
    " Los datos fueron revisados por la oficina municipal de estadística.",
    " Los importes incluyen la obra y el equipamiento; el personal se paga con cargo al presupuesto ordinario.",
];
const ADDED_FR: [&str; 3] = [
    " Les chiffres portent sur la dernière année complète ; le fonctionnement est inscrit au budget annuel.",
    " Les relevés ont été vérifiés par le service d’audit interne.",
    " Les montants comprennent les travaux et l’équipement ; le personnel relève du budget ordinaire.",
];
const ADDED_ZH: [&str; 3] = [
    "以上数据均为最近一个完整年度的统计结果，运行经费已列入年度部门预算。",
    "上述数据已经统计部门核对。",
    "投资额包括工程和设备费用，人员经费由日常预算列支。",
];

/// The officer adds what was asked for and seals again.
async fn correct(stage: &Stage<'_>, sealed: &Sealed, at: usize) -> Result<()> {
    let submission = stage.engine.get_submission(&sealed.officer, sealed.submission).await?;
    let outcomes = submission.answers.0.get("outcomes").and_then(Value::as_str).unwrap_or_default();
    let added = match submission.language.as_str() {
        "zh-Hans" => &ADDED_ZH,
        "es" => &ADDED_ES,
        "fr" => &ADDED_FR,
        _ => &ADDED_EN,
    }[at % 3];
    let answers = BTreeMap::from([("outcomes".to_owned(), json!(format!("{outcomes}{added}")))]);
    let change = Change { answers, language: None };
    stage.engine.update_submission(&sealed.officer, submission.id, submission.version, change).await?;
    seal(stage, sealed.officer.clone(), submission.id).await.map(drop)
}

/// The officer who acts for an entity: its record and account are made when it first enters.
pub(crate) async fn officer(stage: &Stage<'_>, cast: &Cast, place: &'static Place) -> Result<Caller> {
    let key = (place.name.as_str(), place.country.as_str());
    let known = stage.officers.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    if let Some(officer) = known {
        return Ok(officer);
    }
    let person = match place.name.as_str() {
        "Copenhagen" => cast.entrant,
        name => {
            let email = format!("{}.{}@demo.example", plain(name), place.country.to_lowercase());
            person(stage.engine, &format!("Project office of {name}"), Some(&email), vec![]).await?
        }
    };
    let entity = stage.engine.register_entity(&Caller::person(person, vec![]), place.record(), None).await?;
    let officer = Caller::person(person, vec![Role::Entrant { entity: entity.id }]);
    stage.officers.lock().unwrap_or_else(PoisonError::into_inner).insert(key, officer.clone());
    Ok(officer)
}

fn entity_of(caller: &Caller) -> Result<EntityId> {
    let entity = caller.roles().iter().find_map(|role| match role {
        Role::Entrant { entity } => Some(*entity),
        _ => None,
    });
    entity.ok_or(Error::NotFound)
}

fn answers(initiative: &Initiative) -> BTreeMap<String, Value> {
    let place = initiative.place;
    let mut answers: BTreeMap<String, Value> = [
        ("title", json!(initiative.title)),
        ("summary", json!(initiative.summary)),
        ("themes", json!([initiative.kind.theme])),
        ("goals", json!(initiative.kind.goals)),
        ("started", json!(format!("{}-{:02}-01", initiative.began, 1 + initiative.title.len() % 12))),
        ("population", json!(place.population)),
        ("keywords", json!(initiative.kind.keywords(initiative.tongue))),
        ("contact_name", json!(format!("Project office of {}", place.name))),
        ("contact_email", json!(format!("office@{}.example", plain(&place.name)))),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into();
    let sections = HEADINGS.iter().zip(&initiative.sections);
    answers.extend(sections.map(|((key, ..), text)| ((*key).to_owned(), json!(text))));
    answers
}
