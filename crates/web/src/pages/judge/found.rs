//! Conflicts that were found, as pages show them: by their grounds alone.

use crate::form::Choice;
use crate::pages::choices;
use crate::view::View;
use kapok_judging::conflict::found::{Found, FoundGround, Weight};

/// A ground in words, for whoever runs the round.
pub(super) fn ground(view: &View, ground: FoundGround) -> String {
    view.say(&format!("judge-found-{}", key(ground)))
}

/// A ground in words, as the judge would say it.
pub(super) fn said_by_judge(view: &View, found: &[Found]) -> String {
    let said = found.iter().map(|found| view.say(&format!("judge-found-mine-{}", key(found.ground))));
    said.collect::<Vec<_>>().join(" ")
}

/// What was found, each with its colour.
pub(super) fn badges(view: &View, found: &[Found]) -> Vec<(&'static str, String)> {
    let badge = |found: &Found| match found.weight {
        Weight::Exclude => ("bad", ground(view, found.ground)),
        Weight::Warn | Weight::Off => ("warn", ground(view, found.ground)),
    };
    found.iter().map(badge).collect()
}

/// Whether what was found excludes the judge.
pub(super) fn excludes(found: &[Found]) -> bool {
    found.iter().any(|found| found.weight == Weight::Exclude)
}

/// What a ground can do in a round.
pub(super) fn weights(view: &View) -> Vec<Choice> {
    Weight::ALL.map(|w| choices::choice(w.as_str(), view.say(&format!("judge-weight-{}", w.as_str())))).into()
}

fn key(ground: FoundGround) -> String {
    ground.as_str().replace('_', "-")
}
