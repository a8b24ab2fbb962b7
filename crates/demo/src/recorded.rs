//! The editions that were run before Kapok: their cases come in by import, with the outcomes that are on record.

use crate::award::{Design, HEADINGS, both, go, labels, set_up};
use crate::cast::Cast;
use crate::places::Tongue;
use crate::plan::{Planner, Wanted};
use crate::prose::Initiative;
use crate::record::{EDITIONS, Edition};
use crate::{Stage, unplayable};
use kapok_engine::{Caller, Result};
use kapok_submission::EntityKind;
use kapok_tabular::Row;
use serde_json::{Map, Value, json};

/// The collection that imported cases belong to.
const SOURCE: &str = "kapok-award";

/// Editions 1 to 4.
pub(crate) async fn editions(stage: &Stage<'_>, cast: &Cast, planner: &mut Planner) -> Result<()> {
    let all: usize = EDITIONS.iter().take(4).map(|edition| edition.entries).sum();
    let mut done = 0;
    for edition in EDITIONS.iter().take(4) {
        let Edition { year, entries, entities, countries, winners, mentioned, .. } = *edition;
        let named: Vec<_> = winners.iter().chain(mentioned).copied().collect();
        let wanted = Wanted { year, entries, entities, countries };
        let planned = planner.plan(&wanted, &named).map_err(unplayable)?;
        let decided = stage.time.days_to(edition.decided);
        archived(stage, cast, edition, decided).await?;
        let rows = planned
            .iter()
            .enumerate()
            .map(|(at, initiative)| Row { line: at as u64 + 1, values: Ok(row(edition, at, initiative)) });
        let report = stage.engine.import_cases(&Caller::system(), rows, false, |_| ()).await?;
        if report.created != entries as u64 {
            return Err(unplayable(format!(
                "{} of {entries} cases of {year} came in: {:?}",
                report.created, report.refusals
            )));
        }
        done += entries;
        stage.tell("importing editions 1 to 4", done, all);
    }
    Ok(())
}

/// The edition itself, closed for good: it was judged elsewhere, so that it has neither screening nor rounds.
async fn archived(stage: &Stage<'_>, cast: &Cast, edition: &Edition, decided: i64) -> Result<()> {
    let design = Design {
        programme: cast.programme,
        slug: edition.year.to_string(),
        name: name(edition.number, edition.year),
        year: edition.year,
        opens: decided - 300,
        early: None,
        closes: decided - 120,
        labels: labels(),
        rounds: Vec::new(),
        screening: false,
    };
    let made = set_up(stage, cast, design).await?;
    stage.time.at(stage.engine, decided);
    for phase in ["deciding", "decided", "archived"] {
        go(stage, cast, made.id, phase).await?;
    }
    Ok(())
}

/// "5th edition, 2020".
pub(crate) fn name(number: usize, year: i64) -> kapok_base::Localized {
    let ordinal = match number {
        1 => "1st",
        2 => "2nd",
        3 => "3rd",
        _ => return both(&format!("{number}th edition, {year}"), &chinese(number, year)),
    };
    both(&format!("{ordinal} edition, {year}"), &chinese(number, year))
}

fn chinese(number: usize, year: i64) -> String {
    let digit = "零一二三四五六七八九".chars().nth(number).unwrap_or('零');
    format!("第{digit}届({year}年)")
}

/// An initiative as a row of an import.
fn row(edition: &Edition, at: usize, initiative: &Initiative) -> Map<String, Value> {
    let Initiative { place, kind, tongue, .. } = initiative;
    let outcome = match at {
        _ if at < edition.winners.len() => "winner",
        _ if at < edition.winners.len() + edition.mentioned.len() => "special_mention",
        _ => "",
    };
    let mut sdgs: Vec<String> = kind.goals.iter().map(u8::to_string).collect();
    sdgs.extend(kind.targets.iter().cloned());
    let sections = HEADINGS.iter().zip(&initiative.sections);
    let sections =
        sections.map(|(heading, text)| json!({ "heading": title(heading, *tongue), "text": text }));
    let keywords = json!({ "heading": keywords(*tongue), "text": kind.keywords(*tongue) });
    let sections = sections.chain([keywords]);
    let indicators = initiative.indicators.iter();
    let indicators = indicators.map(|m| json!({ "name": m.name, "before": m.before, "after": m.after }));
    let mut values = json!({
        "source": SOURCE,
        "id": format!("{}-{:03}", edition.year, at + 1),
        "title": initiative.title,
        "description": initiative.summary,
        "sections": sections.collect::<Vec<_>>(),
        "lang": tongue.tag(),
        "country_code": place.country,
        "entity": place.name_in(*tongue),
        "lat": place.lat,
        "lon": place.lon,
        "year": edition.year,
        "edition": edition.year.to_string(),
        "themes": [kind.theme],
        "sdgs": sdgs,
        "indicators": indicators.collect::<Vec<_>>(),
        "cost": initiative.cost.to_string(),
        "currency": "USD",
        "started": initiative.began.to_string(),
        "population": place.population,
        "evidence": "committee_reviewed",
        "licence": "CC-BY-4.0",
        "partners": initiative.partners,
        "synthetic": true,
    });
    let level = match place.kind {
        EntityKind::City => Some("city"),
        EntityKind::District => Some("district"),
        EntityKind::Province => Some("province"),
        _ => None,
    };
    if let Some(values) = values.as_object_mut() {
        values.extend(level.map(|level| ("level".to_owned(), json!(level))));
        values.extend((!outcome.is_empty()).then(|| ("outcome".to_owned(), json!(outcome))));
    }
    values.as_object().cloned().unwrap_or_default()
}

fn keywords(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::En => "Keywords",
        Tongue::Zh => "关键词",
        Tongue::Es => "Palabras clave",
        Tongue::Fr => "Mots-clés",
    }
}

/// A section's heading in the language of its text.
fn title(heading: &(&str, &'static str, &'static str), tongue: Tongue) -> &'static str {
    match (tongue, heading.0) {
        (Tongue::Es, _) => heading.1,
        (Tongue::Fr, _) => heading.2,
        (Tongue::En, "background") => "Background",
        (Tongue::En, "innovation") => "Innovation",
        (Tongue::En, "process") => "Process",
        (Tongue::En, "outcomes") => "Outcomes",
        (Tongue::En, _) => "Lessons",
        (Tongue::Zh, "background") => "背景",
        (Tongue::Zh, "innovation") => "创新",
        (Tongue::Zh, "process") => "实施过程",
        (Tongue::Zh, "outcomes") => "成效",
        (Tongue::Zh, _) => "经验",
    }
}
