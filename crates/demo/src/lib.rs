//! The demonstration: an award of twenty-four entries, played through the engine's ordinary commands.
//!
//! Three editions: one that has been run to its announced winners and its cases, one whose judges are at work, and one
//! whose call is open. The clock is set by hand while it is played; nothing else is out of the ordinary.

mod award;
mod call;
mod cast;
pub mod initiatives;
mod judging;
mod library;
mod timeline;

pub use cast::{PASSWORD, SIGN_INS, SignIn};

use cast::Cast;
use kapok_base::{Instant, Random};
use kapok_engine::{Caller, Engine, Result};
use std::collections::BTreeMap;
use std::sync::Mutex;
use timeline::Timeline;

/// Plays the demonstration into an empty installation whose clock can be set; it ends at `now`.
///
/// `told` is called with each step that is done, for a progress line.
///
/// # Errors
/// Whatever the engine refuses; nothing is expected to be.
pub async fn play(engine: &Engine, now: Instant, told: impl Fn(&str)) -> Result<()> {
    let stage = Stage {
        engine,
        time: Timeline::ending(now),
        chance: Random::seeded(2012).stream("demo"),
        officers: Mutex::default(),
    };
    stage.time.at(engine, -800);
    let cast = Cast::assemble(engine).await?;
    told("people and programme");
    past_edition(&stage, &cast, &told).await?;
    running_edition(&stage, &cast, &told).await?;
    open_edition(&stage, &cast).await?;
    told("an open call");
    stage.time.at(engine, 0);
    Ok(())
}

/// What every act of the play needs.
pub(crate) struct Stage<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) time: Timeline,
    pub(crate) chance: kapok_base::Stream,
    /// Who acts for which city.
    pub(crate) officers: Mutex<BTreeMap<&'static str, Caller>>,
}

async fn past_edition(stage: &Stage<'_>, cast: &Cast, told: &impl Fn(&str)) -> Result<()> {
    let all = initiatives::all();
    let edition = award::set_up(stage, cast, stage.time.year(-800), -790, -700).await?;
    call::entries(stage, cast, &edition, &all).await?;
    told("24 sealed entries");
    stage.time.at(stage.engine, -695);
    call::screen(stage, cast, &edition, &["Melbourne", "Tunis"]).await?;
    stage.time.at(stage.engine, -680);
    judging::technical_committee(stage, cast, &edition, &all).await?;
    told("a shortlist");
    stage.time.at(stage.engine, -600);
    judging::jury(stage, cast, &edition, &all).await?;
    told("winners");
    stage.time.at(stage.engine, -560);
    library::publish(stage, cast, &edition).await?;
    told("a library");
    Ok(())
}

async fn running_edition(stage: &Stage<'_>, cast: &Cast, told: &impl Fn(&str)) -> Result<()> {
    let again: Vec<_> = initiatives::all().into_iter().filter(|i| i.merit <= 6).collect();
    let edition = award::set_up(stage, cast, stage.time.year(-90), -90, -30).await?;
    call::entries(stage, cast, &edition, &again).await?;
    stage.time.at(stage.engine, -28);
    call::screen(stage, cast, &edition, &[]).await?;
    stage.time.at(stage.engine, -20);
    judging::begin(stage, cast, &edition, &again).await?;
    told("a round of judging under way");
    Ok(())
}

async fn open_edition(stage: &Stage<'_>, cast: &Cast) -> Result<()> {
    let edition = award::set_up(stage, cast, stage.time.year(0) + 1, -5, 60).await?;
    call::draft(stage, cast, &edition).await
}
