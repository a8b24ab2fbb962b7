//! What may tie a judge to an entry, as pages offer it.

use crate::form::Choice;
use crate::pages::choices;
use crate::view::View;
use kapok_judging::conflict::Ground;

const ALL: [(&str, Ground); 6] = [
    ("employment", Ground::Employment),
    ("residence", Ground::Residence),
    ("involvement", Ground::Involvement),
    ("family", Ground::Family),
    ("interest", Ground::Interest),
    ("other", Ground::Other),
];

pub(super) fn choices(view: &View) -> Vec<Choice> {
    ALL.map(|(key, _)| choices::choice(key, view.say(&format!("judge-ground-{key}")))).into()
}

/// The ground of this name; [`Ground::Other`] for none.
pub(super) fn typed(name: &str) -> Ground {
    ALL.iter().find(|(key, _)| *key == name).map_or(Ground::Other, |(_, ground)| *ground)
}

/// The name of a ground.
pub(super) fn name(ground: Ground) -> &'static str {
    ALL.iter().find(|(_, known)| *known == ground).map_or("other", |(key, _)| key)
}
