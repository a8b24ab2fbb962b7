//! A second, small award with rules of its own, caught at four moments: decided and not announced, before a shortlist, in
//! screening, and at its call.

use crate::award::{Design, Edition, both, go, label, set_up};
use crate::call::{self, Finding};
use crate::cast::Cast;
use crate::judging::{self, Merits};
use crate::places::place;
use crate::plan::Planner;
use crate::prose::Initiative;
use crate::{Stage, profiles, rounds, unplayable};
use kapok_base::EntryId;
use kapok_engine::Result;
use kapok_engine::judge::{NewDecision, NewShortlist};
use std::collections::BTreeSet;

/// Its four editions.
pub(crate) async fn editions(stage: &Stage<'_>, cast: &Cast, planner: &mut Planner) -> Result<()> {
    let year = stage.time.year(0);
    let known = [];
    let entries = planner.more(year + 1, 27, &known).map_err(unplayable)?;
    decided(stage, cast, &entries[18..]).await?;
    scored(stage, cast, &entries[..9]).await?;
    in_screening(stage, cast, &entries[9..18]).await?;
    at_its_call(stage, cast, planner).await?;
    stage.tell("a second, small award", 4, 4);
    Ok(())
}

async fn open(
    stage: &Stage<'_>,
    cast: &Cast,
    slug: &str,
    name: (&str, &str),
    opens: i64,
    closes: i64,
) -> Result<Edition> {
    let readers = &cast.committee[..3];
    let design = Design {
        programme: cast.neighbourhoods,
        slug: slug.to_owned(),
        name: both(name.0, name.1),
        year: stage.time.year(opens),
        opens,
        early: None,
        closes,
        labels: vec![label("winner", "Winner", "获奖", 1), label("shortlisted", "Shortlisted", "入围", 3)],
        rounds: vec![(both("Neighbours", "邻里评读员"), readers, rounds::neighbours(stage, closes + 25))],
        screening: true,
    };
    let edition = set_up(stage, cast, design).await?;
    profiles::tell(stage, &edition, readers).await?;
    Ok(edition)
}

/// Every scorecard is in; the shortlist waits for the organiser's hand.
async fn scored(stage: &Stage<'_>, cast: &Cast, entries: &[Initiative]) -> Result<()> {
    let edition = open(stage, cast, "spring", ("Spring prize", "春季奖"), -90, -40).await?;
    read(stage, cast, &edition, entries).await
}

/// A winner and two who follow, under embargo: the organiser has not announced them, no editor has made cases of them.
async fn decided(stage: &Stage<'_>, cast: &Cast, entries: &[Initiative]) -> Result<()> {
    let edition = open(stage, cast, "summer", ("Summer prize", "夏季奖"), -160, -110).await?;
    read(stage, cast, &edition, entries).await?;
    let ranked = judging::ranked(stage, cast, &edition, 0).await?;
    let three: Vec<_> = ranked.iter().take(3).copied().collect();
    let title = Some(both("The summer prize", "夏季奖结果"));
    let equals = "Of those with the same score it serves the street with the fewest means.";
    let new =
        NewShortlist { entries: three, further: None, overrides: Vec::new(), announcement: None, title };
    judging::confirm(stage, cast, edition.rounds[0], new, equals).await?;
    go(stage, cast, edition.id, "deciding").await?;
    let decision = |(at, entry): (usize, &EntryId)| NewDecision {
        entry: *entry,
        labels: match at {
            0 => ["winner".to_owned(), "shortlisted".to_owned()].into(),
            1..=2 => ["shortlisted".to_owned()].into(),
            _ => BTreeSet::new(),
        },
        reason: Some("The readers agreed on it in their closing talk.".to_owned()),
        citation: None,
    };
    let decisions = ranked.iter().enumerate().map(decision).collect();
    stage.engine.decide(&cast.organiser, edition.id, None, decisions).await?;
    go(stage, cast, edition.id, "decided").await
}

/// The dossiers come in, all are eligible, and every reader scores what is asked.
async fn read(stage: &Stage<'_>, cast: &Cast, edition: &Edition, entries: &[Initiative]) -> Result<()> {
    let merits: Merits = entries.iter().map(|i| (i.title.clone(), i.merit)).collect();
    let sealed = call::entries(stage, cast, edition, entries, "a small award's dossiers").await?;
    call::close(stage, cast, edition).await?;
    call::screen(stage, cast, edition, &sealed, |_| Finding::Eligible).await?;
    go(stage, cast, edition.id, "judging").await?;
    judging::assign(stage, cast, edition, 0, &cast.committee[..3], 2).await?;
    let readers: Vec<_> = cast.committee.iter().take(3).map(|judge| (*judge, 100)).collect();
    judging::score(stage, edition, 0, &readers, &merits, "a small award's scorecards").await
}

/// Six of nine entries have been screened.
async fn in_screening(stage: &Stage<'_>, cast: &Cast, entries: &[Initiative]) -> Result<()> {
    let edition = open(stage, cast, "autumn", ("Autumn prize", "秋季奖"), -60, -12).await?;
    let sealed = call::entries(stage, cast, &edition, entries, "a small award's dossiers").await?;
    call::close(stage, cast, &edition).await?;
    call::screen(stage, cast, &edition, &sealed[..6], |_| Finding::Eligible).await
}

/// A draft waits for its officer; all that is missing is what was learnt, and who may be asked.
async fn at_its_call(stage: &Stage<'_>, cast: &Cast, planner: &mut Planner) -> Result<()> {
    let edition = open(stage, cast, "winter", ("Winter prize", "冬季奖"), -20, 40).await?;
    stage.time.at(stage.engine, -6);
    let Some(copenhagen) = place("Copenhagen") else { return Ok(()) };
    let draft = planner.one(copenhagen, "sponge-parks", stage.time.year(40)).map_err(unplayable)?;
    let officer = call::officer(stage, cast, copenhagen).await?;
    call::write(stage, &edition, &draft, officer, &["lessons", "contact_email"]).await.map(drop)
}
