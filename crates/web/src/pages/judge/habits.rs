//! How a judge uses criteria and scale, as figures and in plain words.

use crate::view::View;
use kapok_base::Value;
use kapok_engine::judge::{Beside, Habit, HabitSign};

/// Halo and range as a table shows them: the judge's figure, the others' in brackets.
pub(super) fn figures(of: Option<&Habit>) -> (String, String) {
    let none = || "—".to_owned();
    let beside = |beside: Beside| format!("{:.2} ({:.2})", beside.own, beside.others);
    let halo = of.and_then(|habit| habit.halo).map_or_else(none, beside);
    (halo, of.and_then(|habit| habit.spread).map_or_else(none, beside))
}

/// What a judge reads of their own: figures, and what stands out.
pub(super) fn told(view: &View, of: &Habit) -> Vec<String> {
    let figure = |value: f64| Value::from(format!("{value:.2}"));
    let pair = |beside: Beside| [("own", figure(beside.own)), ("others", figure(beside.others))];
    let mut said = Vec::new();
    if let Some(halo) = of.halo {
        let key = if of.signs.contains(&HabitSign::Halo) { "habit-halo-own" } else { "habit-halo-none" };
        said.push(view.say_with(key, &pair(halo)));
    }
    if let Some(spread) = of.spread {
        let key = match of.signs.iter().find(|sign| **sign != HabitSign::Halo) {
            Some(HabitSign::Central) => "habit-central-own",
            Some(HabitSign::Narrow) => "habit-narrow-own",
            Some(HabitSign::Wide) => "habit-wide-own",
            Some(HabitSign::Halo) | None => "habit-range-none",
        };
        let used = Value::from(format!("{:.0}", of.used * 100.0));
        let [own, others] = pair(spread);
        said.push(view.say_with(key, &[("used", used), own, others]));
    }
    said
}

/// The key of what the organiser reads where a judge stands out.
pub(super) fn care(sign: HabitSign) -> &'static str {
    match sign {
        HabitSign::Halo => "habit-halo-care",
        HabitSign::Central => "habit-central-care",
        HabitSign::Narrow => "habit-narrow-care",
        HabitSign::Wide => "habit-wide-care",
    }
}
