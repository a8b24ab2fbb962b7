//! The fifth edition, played from its call to its published cases.

use crate::award::{Design, Edition, both, go, labels, set_up};
use crate::call::{self, Finding, Sealed};
use crate::cast::{Cast, Judge};
use crate::judging::{self, Merits, asked_of, in_round};
use crate::plan::{Planner, Wanted};
use crate::prose::Initiative;
use crate::record::EDITIONS;
use crate::timeline::Timeline;
use crate::{Stage, letters, recorded, rounds, unplayable};
use kapok_base::{EntryId, Instant, Localized};
use kapok_engine::Result;
use kapok_engine::judge::{EntryRow, NewDecision, NewHearing, NewShortlist, NewSlot};
use kapok_judging::conflict::Ground;
use kapok_judging::shortlist::Override;
use std::collections::{BTreeMap, BTreeSet};

/// Dossiers that were received and did not come to be judged.
const REFUSED: usize = 24;
const WITHDRAWN: usize = 4;

/// Plays it.
pub(crate) async fn edition(stage: &Stage<'_>, cast: &Cast, planner: &mut Planner) -> Result<()> {
    let on_record = &EDITIONS[4];
    let (all, valid) = initiatives(planner).map_err(unplayable)?;
    let merits: Merits = all.iter().map(|i| (i.title.clone(), i.merit)).collect();
    let edition = open(stage, cast).await?;
    let sealed = call::entries(stage, cast, &edition, &all, "sealing the 5th edition's dossiers").await?;
    for late in sealed.iter().skip(valid + REFUSED) {
        withdraw(stage, late).await?;
    }
    call::close(stage, cast, &edition).await?;
    let finding = |at: usize| match at {
        _ if at >= valid => Finding::Refused(at),
        _ if at % 21 == 13 => Finding::Corrected,
        _ => Finding::Eligible,
    };
    call::screen(stage, cast, &edition, &sealed[..valid + REFUSED], finding).await?;
    technical_committee(stage, cast, &edition, &merits).await?;
    let day = stage.time.days_to("2021-02-04");
    stage.time.at(stage.engine, day);
    announce_last(stage, cast, &edition).await?;
    letters::notify_shortlisted(stage, cast, &edition).await?;
    jury(stage, cast, &edition, &merits).await?;
    stage.time.at(stage.engine, stage.time.days_to(on_record.decided));
    announce_last(stage, cast, &edition).await?;
    letters::congratulate(stage, cast, &edition).await?;
    stage.time.at(stage.engine, stage.time.days_to("2022-03-15"));
    stage.engine.publish_cases(&cast.editor, edition.id, None).await?;
    stage.tell("publishing the 5th edition's cases", valid, valid);
    go(stage, cast, edition.id, "archived").await
}

/// All dossiers: the valid ones first, those on record as winners ahead of them; then those to be refused or withdrawn.
fn initiatives(planner: &mut Planner) -> std::result::Result<(Vec<Initiative>, usize), String> {
    let on_record = &EDITIONS[4];
    let wanted = Wanted {
        year: on_record.year,
        entries: on_record.entries,
        entities: on_record.entities,
        countries: on_record.countries,
    };
    let named: Vec<_> = on_record.winners.iter().chain(on_record.mentioned).copied().collect();
    let mut all = planner.plan(&wanted, &named)?;
    let valid = all.len();
    for (at, initiative) in all.iter_mut().enumerate() {
        // What juries found in those on record, the demonstration's judges find too.
        initiative.merit = match at {
            _ if at < on_record.winners.len() => 93,
            _ if at < named.len() => 84,
            _ => initiative.merit.min(82),
        };
    }
    all.extend(planner.more(on_record.year, REFUSED + WITHDRAWN, &all.clone())?);
    Ok((all, valid))
}

async fn open(stage: &Stage<'_>, cast: &Cast) -> Result<Edition> {
    let day = |date| stage.time.days_to(date);
    let design = Design {
        programme: cast.programme,
        slug: "2020".to_owned(),
        name: recorded::name(5, 2020),
        year: 2020,
        opens: day("2020-04-01"),
        early: Some(day("2020-09-30")),
        closes: day("2020-10-31"),
        labels: labels(),
        rounds: vec![
            (
                both("Technical committee", "技术委员会"),
                &cast.committee,
                rounds::committee(stage, day("2021-01-20")),
            ),
            (both("Jury", "评审团"), &cast.jury, rounds::jury()),
        ],
        screening: true,
    };
    set_up(stage, cast, design).await
}

async fn withdraw(stage: &Stage<'_>, sealed: &Sealed) -> Result<()> {
    let reason = "The council has changed the project since; the dossier no longer describes it.".to_owned();
    stage.engine.withdraw_submission(&sealed.officer, sealed.submission, None, reason).await.map(drop)
}

/// Three scorecards an entry, a fourth around the line, fifteen shortlisted and thirty deserving with two overrides.
async fn technical_committee(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    merits: &Merits,
) -> Result<()> {
    stage.time.at(stage.engine, stage.time.days_to("2020-12-07"));
    go(stage, cast, edition.id, "judging").await?;
    judging::assign(stage, cast, edition, 0, &cast.committee, 3).await?;
    let everybody = whole(&cast.committee);
    judging::score(stage, edition, 0, &everybody, merits, "the technical committee's scorecards").await?;
    let near = judging::ranked(stage, cast, edition, 0).await?;
    let near: Vec<EntryId> = near.into_iter().skip(9).take(12).collect();
    judging::ask_further(stage, cast, edition, &cast.committee, &near).await?;
    judging::score(stage, edition, 0, &everybody, merits, "a further scorecard around the line").await?;
    Timeline::pass(stage.engine, 24 * 60);
    shortlist(stage, cast, edition).await
}

fn whole(judges: &[Judge]) -> Vec<(Judge, usize)> {
    judges.iter().map(|judge| (*judge, 100)).collect()
}

/// The committee takes the seventeenth for the fifteenth, and says why.
async fn shortlist(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    let ranked = judging::ranked(stage, cast, edition, 0).await?;
    let mut entries: Vec<EntryId> = ranked.iter().take(14).copied().collect();
    entries.extend(ranked.get(16));
    let why = |at: usize, reason: &str| {
        ranked.get(at).map(|entry| Override { entry: *entry, reason: reason.to_owned() })
    };
    let overrides = [
        why(
            14,
            "A pilot in one street so far; the committee asks it to enter again with a second year of results.",
        ),
        why(16, "The only entry of its region near the line, and within half a point of it."),
    ];
    let mut further: Vec<EntryId> = ranked.get(14..45).unwrap_or_default().to_vec();
    further.retain(|entry| !entries.contains(entry));
    let new = NewShortlist {
        entries,
        further: Some(vec![kapok_engine::judge::Further { label: "deserving".to_owned(), entries: further }]),
        overrides: overrides.into_iter().flatten().collect(),
        announcement: None,
        title: Some(both("Shortlisted and deserving initiatives", "入围与专家推荐项目")),
    };
    let equals = "Level with others across the line; the committee read these once more and went by the evidence they give.";
    judging::confirm(stage, cast, edition.rounds[0], new, equals).await
}

async fn announce_last(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    let all = stage.engine.list_announcements(&cast.organiser, edition.id).await?;
    let Some(last) = all.iter().rfind(|view| !view.public) else { return Ok(()) };
    stage.engine.announce(&cast.organiser, last.announcement.id, None, None).await.map(drop)
}

/// Four hearings, the jury's scores with one member standing aside, five winners.
async fn jury(stage: &Stage<'_>, cast: &Cast, edition: &Edition, merits: &Merits) -> Result<()> {
    stage.time.at(stage.engine, stage.time.days_to("2021-09-01"));
    go(stage, cast, edition.id, "judging").await?;
    judging::assign(stage, cast, edition, 1, &cast.jury, cast.jury.len()).await?;
    hear(stage, cast, edition).await?;
    if let Some(judge) = cast.jury.get(2) {
        stand_aside(stage, edition, judge).await?;
    }
    stage.time.at(stage.engine, stage.time.days_to("2021-11-10"));
    judging::score(stage, edition, 1, &whole(&cast.jury), merits, "the jury's scorecards").await?;
    go(stage, cast, edition.id, "deciding").await?;
    let outcomes = outcomes(stage, cast, edition).await?;
    stage.engine.decide(&cast.organiser, edition.id, None, outcomes).await?;
    go(stage, cast, edition.id, "decided").await
}

/// Four hearings over three days, grouped by theme.
async fn hear(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    const HEARINGS: [(&str, &str, &str, &[&str]); 4] = [
        (
            "Inclusive cities",
            "包容城市",
            "2021-11-08T06:00:00Z",
            &["participation", "services", "economy", "housing", "health"],
        ),
        (
            "Innovative cities",
            "创新城市",
            "2021-11-09T01:00:00Z",
            &["digital", "education", "planning", "mobility"],
        ),
        ("Resilient cities", "韧性城市", "2021-11-09T06:00:00Z", &["resilience", "water"]),
        ("Green cities", "绿色城市", "2021-11-10T01:00:00Z", &["waste", "energy", "climate"]),
    ];
    let mut groups = grouped(stage, cast, edition, &HEARINGS.map(|(_, _, _, themes)| themes)).await?;
    for (at, (english, chinese, begins, _)) in HEARINGS.into_iter().enumerate() {
        let begins: Instant = begins.parse().map_err(unplayable)?;
        let slot = |(at, row): (usize, EntryRow)| NewSlot {
            entry: row.entry.id,
            starts_at: Instant::from_micros(
                begins.as_micros() + i64::try_from(at).unwrap_or(0) * 35 * 60_000_000,
            ),
            minutes: 30,
        };
        let new = NewHearing {
            round: edition.rounds[1],
            title: both(english, chinese),
            place: "Guangzhou Yuexiu International Congress Centre, and online".to_owned(),
            zone: "Asia/Shanghai".to_owned(),
            starts_at: begins,
            slots: std::mem::take(&mut groups[at]).into_iter().enumerate().map(slot).collect(),
        };
        stage.engine.schedule_hearing(&cast.organiser, edition.id, new, None).await?;
    }
    stage.tell("four hearings", 4, 4);
    Ok(())
}

/// The entries of the jury's round by the hearing of their theme, none of which takes more than four.
async fn grouped(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    themes: &[&[&str]; 4],
) -> Result<[Vec<EntryRow>; 4]> {
    let mut groups: [Vec<EntryRow>; 4] = Default::default();
    let mut rest = Vec::new();
    for row in in_round(stage, cast, edition, 1).await? {
        let submission = stage.engine.get_submission(&cast.organiser, row.entry.submission).await?;
        let theme = submission.answers.0.get("themes").and_then(|t| t.get(0)).and_then(|t| t.as_str());
        let at = themes.iter().position(|all| theme.is_some_and(|theme| all.contains(&theme)));
        match at.filter(|at| groups[*at].len() < 4) {
            Some(at) => groups[at].push(row),
            None => rest.push(row),
        }
    }
    for row in rest {
        if let Some(group) = groups.iter_mut().min_by_key(|group| group.len()) {
            group.push(row);
        }
    }
    Ok(groups)
}

async fn stand_aside(stage: &Stage<'_>, edition: &Edition, judge: &Judge) -> Result<()> {
    let caller = judging::seat(edition, 1, judge);
    let mine = asked_of(stage, &caller, edition, 1).await?;
    if let Some(row) = mine.last() {
        let reason = Some("I advised this city's planning office until last year.".to_owned());
        stage.engine.recuse(&caller, row.assignment.id, None, Ground::Involvement, reason).await?;
    }
    Ok(())
}

/// Five winners with citations, two of them that follow with a special mention, a medal for every other shortlisted entry.
/// What the committee called deserving stays so; the others go without.
async fn outcomes(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<Vec<NewDecision>> {
    let ranked = judging::ranked(stage, cast, edition, 1).await?;
    let rows = stage.engine.list_entries(&cast.organiser, edition.id).await?;
    let titles: BTreeMap<EntryId, &str> = rows.iter().map(|r| (r.entry.id, r.entry.title.as_str())).collect();
    let mut labelled: BTreeMap<EntryId, BTreeSet<String>> = BTreeMap::new();
    for decision in stage.engine.list_decisions(&cast.organiser, edition.id).await? {
        labelled.insert(decision.entry, decision.labels);
    }
    let mut decisions = Vec::new();
    for (at, entry) in ranked.iter().enumerate() {
        let labels: &[&str] = match at {
            0..=4 => &["winner"],
            5..=6 => &["special_mention", "medal_of_honour"],
            _ => &["medal_of_honour"],
        };
        let title = titles.get(entry).copied().unwrap_or_default();
        decisions.push(NewDecision {
            entry: *entry,
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            reason: None,
            citation: (at < 5).then(|| citation(at, title)),
        });
    }
    let others = rows.iter().filter(|row| !ranked.contains(&row.entry.id));
    let others = others.filter(|row| !matches!(row.entry.stage.kind(), "ineligible" | "withdrawn"));
    decisions.extend(others.map(|row| NewDecision {
        entry: row.entry.id,
        labels: labelled.remove(&row.entry.id).unwrap_or_default(),
        reason: None,
        citation: None,
    }));
    Ok(decisions)
}

fn citation(at: usize, title: &str) -> Localized {
    const ENGLISH: [&str; 5] = [
        "an answer that other cities can take up tomorrow, with figures that bear looking at.",
        "for listening first and building second, and for saying openly what did not work.",
        "for a modest budget that changed the daily lives of those who had been asked last.",
        "for work that has outlived three mayors because the residents own it.",
        "for a plain idea carried through with uncommon patience.",
    ];
    const CHINESE: [&str; 5] = [
        "其他城市明天就能借鉴的做法,数据经得起推敲。",
        "先倾听、后建设,并坦率说明了不成功之处。",
        "以有限的投入,改变了以往最少被过问的居民的日常生活。",
        "历经三任市长而延续至今,因为它属于居民。",
        "以少见的耐心,把一个朴素的想法坚持到底。",
    ];
    both(
        &format!("\u{201c}{title}\u{201d}: {}", ENGLISH[at % 5]),
        &format!("\u{201c}{title}\u{201d}:{}", CHINESE[at % 5]),
    )
}
