//! Scorecards in over time against the even pace, as a drawing. Geometry alone; the table beside it says the same in figures.

use super::sureness::{Scale, Tick, unit};
use kapok_base::Instant;
use kapok_engine::judge::RoundProgress;

/// Units of the drawing.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 260.0;
const MARGIN: f64 = 52.0;

/// Both lines, each as the points of a polyline.
pub(super) struct Lines {
    pub(super) submitted: String,
    pub(super) even: String,
    /// Where the due time is.
    pub(super) due: Option<String>,
    /// Marks of how many.
    pub(super) ticks: Vec<Tick>,
}

/// The drawing; nothing before two instants can be told apart.
pub(super) fn lines(of: &RoundProgress) -> Option<Lines> {
    let (first, last) = (of.steps.first()?.at, of.steps.last()?.at);
    if first == last {
        return None;
    }
    let seconds = |at: Instant| at.since(first).as_secs_f64();
    let x = Scale { low: 0.0, high: seconds(last), from: MARGIN, to: WIDTH - 8.0 };
    let asked = of.totals.asked as f64;
    let y = Scale { low: 0.0, high: asked, from: HEIGHT - 12.0, to: 12.0 };
    let point = |at: Instant, count: f64| format!("{},{}", unit(x.at(seconds(at))), unit(y.at(count)));
    let submitted = of.steps.iter().filter_map(|step| Some(point(step.at, step.submitted? as f64)));
    let even = of.steps.iter().filter_map(|step| Some(point(step.at, step.even?)));
    let due = of.round.rules.due.as_ref().map(|due| due.too_late_from).filter(|due| *due >= first);
    let marks = [0, of.totals.asked / 2, of.totals.asked];
    let tick = |count: usize| Tick { at: unit(y.at(count as f64)), text: count.to_string() };
    let mut ticks: Vec<Tick> = marks.into_iter().map(tick).collect();
    ticks.dedup_by(|a, b| a.text == b.text);
    Some(Lines {
        submitted: submitted.collect::<Vec<_>>().join(" "),
        even: even.collect::<Vec<_>>().join(" "),
        due: due.map(|due| unit(x.at(seconds(due)))),
        ticks,
    })
}
