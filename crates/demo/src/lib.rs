//! The demonstration: an award at its true size, played through the engine's ordinary commands.
//!
//! Four editions come in from their record, a fifth is played from its call to its published cases, a sixth stands in
//! judging; a small second award is caught at its call, in screening, and before its shortlist. The clock is set by hand
//! while it is played; nothing else is out of the ordinary. Who won is on record; every text is invented and marked so.

mod award;
mod call;
mod cast;
mod fifth;
mod figures;
mod hand;
mod homes;
mod judging;
pub mod kinds;
mod letters;
mod localities;
mod money;
mod neighbourhoods;
pub mod numbers;
mod pack;
pub mod places;
pub mod plan;
mod profiles;
pub mod prose;
pub mod record;
mod recorded;
mod rounds;
mod sentence;
pub mod shelf;
mod sixth;
mod timeline;

pub use cast::{PASSWORD, SIGN_INS, SignIn};

use cast::Cast;
use futures::stream::{StreamExt, TryStreamExt};
use kapok_base::{Instant, Random};
use kapok_engine::{Caller, Engine, Error, Result};
use plan::Planner;
use std::collections::BTreeMap;
use std::sync::Mutex;
use timeline::Timeline;

/// How far the play is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is being played.
    pub what: &'static str,
    /// How many of its commands are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// Plays the demonstration into an empty installation whose clock can be set; it ends at `now`.
///
/// `told` is called with each step that is done, for a progress bar.
///
/// # Errors
/// Whatever the engine refuses; nothing is expected to be.
pub async fn play(engine: &Engine, now: Instant, told: &(dyn Fn(Step) + Send + Sync)) -> Result<()> {
    let stage = Stage {
        engine,
        time: Timeline::ending(now),
        chance: Random::seeded(2012).stream("demo"),
        officers: Mutex::default(),
        told,
    };
    let mut planner = Planner::default();
    stage.time.at(engine, stage.time.days_to("2012-01-09"));
    let cast = Cast::assemble(engine).await?;
    recorded::editions(&stage, &cast, &mut planner).await?;
    fifth::edition(&stage, &cast, &mut planner).await?;
    sixth::edition(&stage, &cast, &mut planner).await?;
    neighbourhoods::editions(&stage, &cast, &mut planner).await?;
    stage.time.at(engine, -2);
    pack::put_together(&stage, &cast).await?;
    stage.time.at(engine, 0);
    Ok(())
}

/// What every act of the play needs.
pub(crate) struct Stage<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) time: Timeline,
    pub(crate) chance: kapok_base::Stream,
    /// Who acts for which entity, by its name and country.
    pub(crate) officers: Mutex<BTreeMap<(&'static str, &'static str), Caller>>,
    told: &'a (dyn Fn(Step) + Send + Sync),
}

impl Stage<'_> {
    pub(crate) fn tell(&self, what: &'static str, done: usize, of: usize) {
        (self.told)(Step { what, done, of });
    }
}

/// How many commands are under way at once, so that the store commits them together.
const AT_ONCE: usize = 64;

/// Runs commands side by side and gives their answers in the order in which they were asked.
pub(crate) async fn together<T>(
    commands: impl IntoIterator<Item = impl Future<Output = Result<T>>>,
) -> Result<Vec<T>> {
    futures::stream::iter(commands).buffered(AT_ONCE).try_collect().await
}

/// A fault in the demonstration's own facts.
pub(crate) fn unplayable(what: impl std::fmt::Display) -> Error {
    Error::Internal(format!("the demonstration's facts: {what}"))
}
