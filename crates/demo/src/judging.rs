//! Judging in the demonstration: judges of different severity score, a shortlist is confirmed, a jury hears and decides.

use crate::Stage;
use crate::award::{Edition, both, go};
use crate::cast::{Cast, Judge};
use crate::initiatives::Initiative;
use crate::timeline::Timeline;
use kapok_access::Role;
use kapok_base::{Decimal, EntryId, Instant, Localized, RoundId};
use kapok_engine::judge::{NewDecision, NewHearing, NewShortlist, NewSlot, Wanted};
use kapok_engine::{Caller, Result};
use kapok_judging::conflict::Ground;
use kapok_judging::scorecard::{Given, Score};
use kapok_judging::shortlist::Override;
use std::collections::{BTreeMap, BTreeSet};

/// The first round up to its announced shortlist.
pub(crate) async fn technical_committee(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    all: &[Initiative],
) -> Result<()> {
    go(stage, cast, edition.id, "judging").await?;
    let round = edition.rounds[0];
    assign(stage, cast, round, edition, &cast.committee, 3).await?;
    for judge in &cast.committee {
        score_all(stage, cast, edition, 0, judge, all, usize::MAX).await?;
    }
    Timeline::pass(stage.engine, 24 * 60);
    let standings = stage.engine.get_standings(&cast.organiser, round, None).await?;
    let ranked: Vec<EntryId> = standings.standings.ranked.iter().map(|s| s.entry).collect();
    // The committee prefers the tenth to the eighth, and says why.
    let mut entries: Vec<EntryId> = ranked.iter().take(7).copied().collect();
    entries.extend(ranked.get(9));
    let why = |at: usize, reason: &str| {
        ranked.get(at).map(|entry| Override { entry: *entry, reason: reason.to_owned() })
    };
    let overrides = [
        why(
            7,
            "A pilot in one street so far; the committee asks it to enter again with a second year of results.",
        ),
        why(9, "The only entry of its region near the line, and within half a point of it."),
    ];
    let new = NewShortlist {
        entries,
        further: None,
        overrides: overrides.into_iter().flatten().collect(),
        announcement: None,
        title: Some(both("Shortlist", "入围名单")),
    };
    let (announcement, _) = stage.engine.confirm_shortlist(&cast.organiser, round, new).await?;
    Timeline::pass(stage.engine, 2 * 24 * 60);
    stage.engine.announce(&cast.organiser, announcement.id, None, None).await.map(drop)
}

/// The hearing, the jury's scores, the winners and their announcement.
pub(crate) async fn jury(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    all: &[Initiative],
) -> Result<()> {
    let engine = stage.engine;
    go(stage, cast, edition.id, "judging").await?;
    let round = edition.rounds[1];
    assign(stage, cast, round, edition, &cast.jury, cast.jury.len()).await?;
    hear(stage, cast, edition).await?;
    if let Some(judge) = cast.jury.get(2) {
        recuse_from_one(stage, cast, edition, judge).await?;
    }
    for judge in &cast.jury {
        score_all(stage, cast, edition, 1, judge, all, usize::MAX).await?;
    }
    let standings = engine.get_standings(&cast.organiser, round, None).await?;
    let ranked: Vec<EntryId> = standings.standings.ranked.iter().map(|s| s.entry).collect();
    go(stage, cast, edition.id, "deciding").await?;
    let (announcement, _) = engine
        .decide(&cast.organiser, edition.id, None, outcomes(stage, cast, edition, &ranked).await?)
        .await?;
    go(stage, cast, edition.id, "decided").await?;
    Timeline::pass(engine, 10 * 24 * 60);
    engine.announce(&cast.organiser, announcement.id, None, None).await.map(drop)
}

/// A round under way: two judges have finished, the one who can be signed in as has begun, the others have not.
pub(crate) async fn begin(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    all: &[Initiative],
) -> Result<()> {
    go(stage, cast, edition.id, "judging").await?;
    assign(stage, cast, edition.rounds[0], edition, &cast.committee, 3).await?;
    for (at, judge) in cast.committee.iter().enumerate() {
        let cards = match at {
            0 => 1,
            1 | 2 => usize::MAX,
            _ => 0,
        };
        score_all(stage, cast, edition, 0, judge, all, cards).await?;
    }
    Ok(())
}

/// Each entry to so many judges, in a rotation that mixes them.
async fn assign(
    stage: &Stage<'_>,
    cast: &Cast,
    round: RoundId,
    edition: &Edition,
    judges: &[Judge],
    each: usize,
) -> Result<()> {
    let rows = stage.engine.list_entries(&cast.organiser, edition.id).await?;
    let in_round = rows.iter().filter(|row| row.entry.stage.place().is_some_and(|p| p.round == round));
    let mut wanted = Vec::new();
    for (at, row) in in_round.enumerate() {
        // Steps of differing width through the panel pair every judge with every other.
        let step = 1 + at % (judges.len() - 1).max(1);
        let mut order: Vec<usize> = Vec::new();
        for turn in 0..judges.len() * judges.len() {
            let judge = (at + turn * step + turn / judges.len()) % judges.len();
            if !order.contains(&judge) {
                order.push(judge);
            }
        }
        let of = order.into_iter().take(each).filter_map(|judge| judges.get(judge));
        wanted.extend(of.map(|judge| Wanted { entry: row.entry.id, judge: judge.person }));
    }
    stage.engine.assign(&cast.organiser, round, wanted).await.map(drop)
}

fn seat(cast: &Cast, edition: &Edition, panel: usize, judge: &Judge) -> Caller {
    let role = Role::Judge { programme: cast.programme, edition: edition.id, panel: edition.panels[panel] };
    Caller::person(judge.person, vec![role])
}

async fn score_all(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    round: usize,
    judge: &Judge,
    all: &[Initiative],
    most: usize,
) -> Result<()> {
    let caller = seat(cast, edition, round, judge);
    let engine = stage.engine;
    let mine = engine.list_my_assignments(&caller, Some(edition.rounds[round]), Some("asked")).await?;
    for row in mine.into_iter().take(most) {
        let merit = all.iter().find(|i| i.title == row.entry.title).map_or(5, |i| i64::from(i.merit));
        let scores = row.round.rules.rubric.criteria.iter().map(|criterion| Score {
            criterion: criterion.key.clone(),
            value: Some(score(stage, merit, judge.leaning)),
            comment: None,
        });
        let given = Given {
            scores: scores.collect(),
            comment_to_organiser: None,
            comment_to_entrant: Some(feedback(merit).to_owned()),
        };
        Timeline::pass(engine, 25);
        engine.save_scorecard(&caller, row.assignment.id, None, given, true).await?;
    }
    Ok(())
}

/// What a judge gives: merit, leaning and a mood, in halves from 1 to 10.
fn score(stage: &Stage<'_>, merit: i64, leaning: i64) -> Decimal {
    let mood = i64::try_from(stage.chance.below(21)).unwrap_or(10) - 10;
    let tenths = (merit * 10 + leaning + mood).clamp(10, 100);
    let halves = (tenths + 2) / 5;
    Decimal::new(halves * 5, 1)
}

fn feedback(merit: i64) -> &'static str {
    match merit {
        8.. => {
            "Convincing from the first page to the last. More on who pays from the fifth year would help others."
        }
        6..=7 => "A good idea, carried out with care. The figures deserve a comparison group.",
        _ => "Well meant and well told; the results are still thin. Come again with another year of them.",
    }
}

/// Eight turns of half an hour in the round's hearing.
async fn hear(stage: &Stage<'_>, cast: &Cast, edition: &Edition) -> Result<()> {
    let rows = stage.engine.list_entries(&cast.organiser, edition.id).await?;
    let here = rows.iter().filter(|r| r.entry.stage.place().is_some_and(|p| p.round == edition.rounds[1]));
    let begins = Instant::from_micros(stage.engine.clock().now().as_micros() + 3 * 24 * 3_600_000_000);
    let slot = |(at, row): (usize, &kapok_engine::judge::EntryRow)| NewSlot {
        entry: row.entry.id,
        starts_at: Instant::from_micros(
            begins.as_micros() + i64::try_from(at).unwrap_or(0) * 35 * 60_000_000,
        ),
        minutes: 30,
    };
    let new = NewHearing {
        round: edition.rounds[1],
        title: both("Public hearing of the shortlist", "入围项目公开听证"),
        place: "Guangzhou, city hall, and online".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        starts_at: begins,
        slots: here.enumerate().map(slot).collect(),
    };
    stage.engine.schedule_hearing(&cast.organiser, edition.id, new).await?;
    Timeline::pass(stage.engine, 5 * 24 * 60);
    Ok(())
}

async fn recuse_from_one(stage: &Stage<'_>, cast: &Cast, edition: &Edition, judge: &Judge) -> Result<()> {
    let caller = seat(cast, edition, 1, judge);
    let mine = stage.engine.list_my_assignments(&caller, Some(edition.rounds[1]), Some("asked")).await?;
    if let Some(row) = mine.first() {
        let reason = Some("I advised this city's planning office until last year.".to_owned());
        stage.engine.recuse(&caller, row.assignment.id, None, Ground::Involvement, reason).await?;
    }
    Ok(())
}

/// Three winners with citations, a special mention, medals for the rest of the shortlist; nothing for the others.
async fn outcomes(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    ranked: &[EntryId],
) -> Result<Vec<NewDecision>> {
    let rows = stage.engine.list_entries(&cast.organiser, edition.id).await?;
    let titles: BTreeMap<EntryId, &str> = rows.iter().map(|r| (r.entry.id, r.entry.title.as_str())).collect();
    let mut decisions = Vec::new();
    for (at, entry) in ranked.iter().enumerate() {
        let label = match at {
            0..=2 => "winner",
            3 => "special-mention",
            _ => "medal",
        };
        let title = titles.get(entry).copied().unwrap_or_default();
        let citation = (at < 4).then(|| {
            Localized::english(&format!(
                "For \u{201c}{title}\u{201d}: an answer that other cities can take up tomorrow."
            ))
        });
        decisions.push(NewDecision {
            entry: *entry,
            labels: [label.to_owned()].into(),
            reason: None,
            citation,
        });
    }
    let undecided =
        rows.iter().filter(|r| !ranked.contains(&r.entry.id) && r.entry.stage.kind() != "ineligible");
    decisions.extend(undecided.map(|row| NewDecision {
        entry: row.entry.id,
        labels: BTreeSet::new(),
        reason: None,
        citation: None,
    }));
    Ok(decisions)
}
