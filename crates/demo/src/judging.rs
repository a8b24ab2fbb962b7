//! Judging in the demonstration: who is asked, what they give, and what is made of it.

use crate::award::Edition;
use crate::cast::{Cast, Judge};
use crate::timeline::Timeline;
use crate::{Stage, together};
use kapok_access::Role;
use kapok_base::{AssignmentId, Decimal, EntryId, Refusal, RoundId, Value};
use kapok_engine::judge::{EntryRow, MyAssignmentRow, NewShortlist, Wanted};
use kapok_engine::{Caller, Error, Result};
use kapok_judging::scorecard::{Given, Score};
use kapok_judging::shortlist::Override;
use std::collections::{BTreeMap, BTreeSet};

/// How good each entry is, by its title: 0 to 100.
pub(crate) type Merits = BTreeMap<String, i64>;

/// The entries that are in a round of the edition, in the order of their numbers.
pub(crate) async fn in_round(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    round: usize,
) -> Result<Vec<EntryRow>> {
    let rows = stage.engine.list_entries(&cast.organiser, edition.id).await?;
    let here =
        |row: &EntryRow| row.entry.stage.place().is_some_and(|place| place.round == edition.rounds[round]);
    Ok(rows.into_iter().filter(here).collect())
}

/// Asks `each` judges for every entry: always those with the least to do, so that loads stay even and pairs mixed.
pub(crate) async fn assign(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    round: usize,
    judges: &[Judge],
    each: usize,
) -> Result<()> {
    let mut loads = vec![0_usize; judges.len()];
    let mut wanted = Vec::new();
    for row in in_round(stage, cast, edition, round).await? {
        let mut order: Vec<usize> = (0..judges.len()).collect();
        // Among equals chance decides, so that every judge meets every other.
        order.sort_by_cached_key(|judge| (loads[*judge], stage.chance.below(1_000)));
        for judge in order.into_iter().take(each) {
            loads[judge] += 1;
            wanted.push(Wanted { entry: row.entry.id, judge: judges[judge].person });
        }
    }
    let asked = wanted.len();
    stage.engine.assign(&cast.organiser, edition.rounds[round], wanted, None).await?;
    stage.tell("assigning judges", asked, asked);
    Ok(())
}

/// The entries of a round by rank, those that tie by their titles: identifiers differ from one playing to the next.
pub(crate) async fn ranked(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    round: usize,
) -> Result<Vec<EntryId>> {
    let standings = stage.engine.get_standings(&cast.organiser, edition.rounds[round]).await?;
    let rows = stage.engine.list_entries(&cast.organiser, edition.id).await?;
    let titles: BTreeMap<EntryId, &str> = rows.iter().map(|r| (r.entry.id, r.entry.title.as_str())).collect();
    let mut ranked = standings.standings.ranked;
    ranked.sort_by_key(|standing| (standing.rank_low, titles.get(&standing.entry).copied()));
    Ok(ranked.iter().map(|standing| standing.entry).collect())
}

/// Asks one more judge for each of these entries.
pub(crate) async fn ask_further(
    stage: &Stage<'_>,
    cast: &Cast,
    edition: &Edition,
    judges: &[Judge],
    entries: &[EntryId],
) -> Result<()> {
    let rows = stage.engine.list_assignments(&cast.organiser, edition.rounds[0]).await?;
    let taken: BTreeSet<_> = rows.iter().map(|row| (row.assignment.entry, row.assignment.judge)).collect();
    let further = entries.iter().enumerate().filter_map(|(at, entry)| {
        let mut order = judges.iter().cycle().skip(at).take(judges.len());
        let judge = order.find(|judge| !taken.contains(&(*entry, judge.person)))?;
        Some(Wanted { entry: *entry, judge: judge.person })
    });
    stage.engine.assign(&cast.organiser, edition.rounds[0], further.collect(), None).await.map(drop)
}

/// The caller that a judge is in a round of an edition.
pub(crate) fn seat(edition: &Edition, round: usize, judge: &Judge) -> Caller {
    let role =
        Role::Judge { programme: edition.programme, edition: edition.id, panel: edition.panels[round] };
    Caller::person(judge.person, vec![role])
}

/// What a judge has still to score, by the entries' numbers: the judge's own order is drawn by chance at every playing.
pub(crate) async fn asked_of(
    stage: &Stage<'_>,
    caller: &Caller,
    edition: &Edition,
    round: usize,
) -> Result<Vec<MyAssignmentRow>> {
    let round = Some(edition.rounds[round]);
    let mut mine = stage.engine.list_my_assignments(caller, round, Some("asked")).await?;
    mine.sort_by_key(|row| row.entry.number);
    Ok(mine)
}

/// Each judge scores this share of what is asked of them, in per cent, over some evenings; the rest stays open.
pub(crate) async fn score(
    stage: &Stage<'_>,
    edition: &Edition,
    round: usize,
    judges: &[(Judge, usize)],
    merits: &Merits,
    what: &'static str,
) -> Result<()> {
    let mut cards = Vec::new();
    for (judge, share) in judges {
        let caller = seat(edition, round, judge);
        let mine = asked_of(stage, &caller, edition, round).await?;
        let most = mine.len() * share / 100;
        for (at, row) in mine.into_iter().take(most).enumerate() {
            let merit = merits.get(&row.entry.title).copied().unwrap_or(50);
            let given = card(stage, &row.round.rules.rubric, merit, judge);
            cards.push((at, caller.clone(), row.assignment.id, given));
        }
    }
    // An evening is six dossiers of every judge.
    cards.sort_by_key(|(at, ..)| at / 6);
    let (mut done, all) = (0, cards.len());
    let mut evenings: BTreeMap<usize, Vec<(Caller, AssignmentId, Given)>> = BTreeMap::new();
    for (at, caller, id, given) in cards {
        evenings.entry(at / 6).or_default().push((caller, id, given));
    }
    for evening in evenings.into_values() {
        Timeline::pass(stage.engine, 20 * 60);
        done += evening.len();
        let saves = evening.into_iter().map(|(caller, id, given)| save(stage, caller, id, given, true));
        together(saves).await?;
        stage.tell(what, done, all);
    }
    Ok(())
}

/// A judge has begun some cards and not handed them in.
pub(crate) async fn draft(
    stage: &Stage<'_>,
    edition: &Edition,
    judge: &Judge,
    merits: &Merits,
    count: usize,
) -> Result<()> {
    let caller = seat(edition, 0, judge);
    let mine = asked_of(stage, &caller, edition, 0).await?;
    for row in mine.into_iter().take(count) {
        let merit = merits.get(&row.entry.title).copied().unwrap_or(50);
        let mut given = card(stage, &row.round.rules.rubric, merit, judge);
        given.scores.truncate(3);
        given.comment_to_entrant = None;
        save(stage, caller.clone(), row.assignment.id, given, false).await?;
    }
    Ok(())
}

async fn save(stage: &Stage<'_>, caller: Caller, id: AssignmentId, given: Given, submit: bool) -> Result<()> {
    stage.engine.save_scorecard(&caller, id, None, given, submit).await.map(drop)
}

/// What a judge gives: merit, severity, a mood that all criteria share, and what each criterion adds; in halves from 1 to 10.
fn card(stage: &Stage<'_>, rubric: &kapok_judging::rubric::Rubric, merit: i64, judge: &Judge) -> Given {
    let temper = judge.temper;
    let stray = || {
        let width = u64::try_from(2 * temper.spread + 1).unwrap_or(1);
        i64::try_from(stage.chance.below(width)).unwrap_or(0) - temper.spread
    };
    let mood = stray();
    let scores = rubric.criteria.iter().map(|criterion| {
        let strayed = (mood * temper.halo + stray() * (100 - temper.halo)) / 100;
        let tenths = (merit + temper.leaning + strayed).clamp(10, 100);
        let value = Decimal::new((tenths + 2) / 5 * 5, 1);
        Score { criterion: criterion.key.clone(), value: Some(value), comment: None }
    });
    Given {
        scores: scores.collect(),
        comment_to_organiser: None,
        comment_to_entrant: Some(feedback(stage, merit)),
    }
}

fn feedback(stage: &Stage<'_>, merit: i64) -> String {
    let kind = match merit {
        80.. => [
            "Convincing from the first page to the last. More on who pays from the fifth year would help others.",
            "The causal story is clear and the figures bear it out. I would send my own city here to learn.",
            "Rare honesty about the second year's setback, and it makes the result credible.",
        ],
        60..=79 => [
            "A good idea, carried out with care. The figures deserve a comparison group.",
            "Solid work. Tell us more about what the city had to stop doing to make room for it.",
            "The process is described well; the outcomes need a baseline from before the first year.",
        ],
        _ => [
            "Well meant and well told; the results are still thin. Come again with another year of them.",
            "The dossier says what was built, and too little about whom it served.",
            "I could not see what is new here against the programme of the region.",
        ],
    };
    let at = usize::try_from(stage.chance.below(3)).unwrap_or(0);
    kind[at].to_owned()
}

/// Confirms a cut as it was meant; where chance set equals across the line, each of them gets the reason `equals`.
pub(crate) async fn confirm(
    stage: &Stage<'_>,
    cast: &Cast,
    round: RoundId,
    new: NewShortlist,
    equals: &str,
) -> Result<()> {
    let confirm = |new| stage.engine.confirm_shortlist(&cast.organiser, round, new);
    match confirm(new.clone()).await {
        Err(Error::Refused(refusal)) => confirm(explained(new, &refusal, equals)).await.map(drop),
        other => other.map(drop),
    }
}

/// The shortlist with a reason for each entry that was found to lack one, and none for those that need none.
fn explained(mut new: NewShortlist, refusal: &Refusal, reason: &str) -> NewShortlist {
    let needless: Vec<_> = refusal.details.iter().filter_map(|detail| detail.values.get("entry")).collect();
    new.overrides.retain(|one| !needless.contains(&&Value::Text(one.entry.to_string())));
    let lacking = refusal.details.iter().flat_map(|detail| &detail.missing).filter_map(|id| id.parse().ok());
    new.overrides.extend(lacking.map(|entry| Override { entry, reason: reason.to_owned() }));
    new
}
