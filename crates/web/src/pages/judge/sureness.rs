//! How sure a ranking is of itself, in words and as two drawings: entries with their intervals and the line, judges with their
//! severity. Geometry alone; colours are the style's, and the tables beside say the same in figures.

use super::habits;
use crate::view::View;
use kapok_engine::judge::{Care, RoundStandings};
use std::ops::Range;

/// Units of a drawing.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 44.0;
/// Units a judge takes.
const LINE: f64 = 26.0;
/// Room for judges' names.
const NAMES: f64 = 220.0;

/// An interval with its middle.
pub(super) struct Whisker {
    pub(super) low: String,
    pub(super) at: String,
    pub(super) high: String,
    /// Where it stands on the other axis.
    pub(super) place: String,
    /// `above`, `below`, `unsure`, or `erratic` for a judge.
    pub(super) class: &'static str,
    pub(super) title: String,
}

/// A mark of an axis.
pub(super) struct Tick {
    pub(super) at: String,
    pub(super) text: String,
}

/// Entries by adjusted score, best first, each with the interval that holds its true score nine times in ten.
pub(super) struct Caterpillar {
    pub(super) whiskers: Vec<Whisker>,
    pub(super) ticks: Vec<Tick>,
    /// Where the line is.
    pub(super) cut: Option<String>,
}

/// Judges by severity.
pub(super) struct Severities {
    pub(super) height: String,
    pub(super) zero: String,
    pub(super) whiskers: Vec<Whisker>,
    pub(super) names: Vec<Tick>,
}

pub(super) fn unit(value: f64) -> String {
    format!("{value:.1}")
}

/// From values to units of the drawing.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Scale {
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low).max(1e-9);
        self.from + share * (self.to - self.from)
    }
}

fn ends(intervals: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let low = intervals.clone().map(|i| i.0).fold(f64::INFINITY, f64::min);
    (low, intervals.map(|i| i.1).fold(f64::NEG_INFINITY, f64::max))
}

/// The drawing of the entries at these places, from 0; nothing when too little is there to tell.
pub(super) fn caterpillar(of: &RoundStandings, shown: Range<usize>) -> Option<Caterpillar> {
    let mut entries: Vec<_> = of.adjusted.entries.iter().collect();
    if entries.len() < 2 {
        return None;
    }
    entries.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(b.0)));
    let shown = shown.start.min(entries.len() - 1)..shown.end.min(entries.len());
    let from = shown.start;
    let entries = entries.get(shown)?;
    let (low, high) = ends(entries.iter().map(|(_, entry)| entry.interval));
    let y = Scale { low, high, from: HEIGHT - 24.0, to: 12.0 };
    let x = Scale { low: 0.0, high: entries.len() as f64, from: MARGIN, to: WIDTH - 8.0 };
    let places = of.adjusted.places;
    let whisker = |(i, (id, entry)): (usize, &(&_, &kapok_engine::judge::AdjustedEntry))| {
        let class = match places {
            _ if of.adjusted.is_borderline(**id) => "unsure",
            Some(places) if from + i < places => "above",
            _ => "below",
        };
        let title = of.entries.get(id).map(kapok_engine::judge::Entry::reference).unwrap_or_default();
        Whisker {
            low: unit(y.at(entry.interval.0)),
            at: unit(y.at(entry.score)),
            high: unit(y.at(entry.interval.1)),
            place: unit(x.at(i as f64 + 0.5)),
            class,
            title: format!("{title}: {:.2}", entry.score),
        }
    };
    let whiskers = entries.iter().enumerate().map(whisker).collect();
    let steps = (low.ceil() as i64..=high.floor() as i64).take(21);
    let ticks = steps.map(|step| Tick { at: unit(y.at(step as f64)), text: step.to_string() }).collect();
    let cut = places.and_then(|places| places.checked_sub(from)).filter(|cut| *cut <= entries.len());
    Some(Caterpillar { whiskers, ticks, cut: cut.map(|cut| unit(x.at(cut as f64))) })
}

/// The drawing of judges; nothing when too little is there to tell.
pub(super) fn severities(of: &RoundStandings) -> Option<Severities> {
    let mut judges: Vec<_> = of.adjusted.judges.iter().collect();
    if judges.len() < 2 {
        return None;
    }
    judges.sort_by(|a, b| b.1.severity.total_cmp(&a.1.severity).then(a.0.cmp(b.0)));
    let interval = |judge: &kapok_engine::judge::Severity| {
        (judge.severity - 1.645 * judge.standard_error, judge.severity + 1.645 * judge.standard_error)
    };
    let (low, high) = ends(judges.iter().map(|(_, judge)| interval(judge)));
    let x = Scale { low: low.min(0.0), high: high.max(0.0), from: NAMES, to: WIDTH - 12.0 };
    let (mut whiskers, mut names) = (Vec::new(), Vec::new());
    for (i, (id, judge)) in judges.iter().enumerate() {
        let (low, high) = interval(judge);
        let name = of.judges.iter().find(|j| j.person == **id).map(|j| j.name.clone()).unwrap_or_default();
        let erratic = of.adjusted.care.iter().any(|care| matches!(care, Care::Erratic(who, _) if who == *id));
        let place = LINE * (i as f64 + 0.5);
        whiskers.push(Whisker {
            low: unit(x.at(low)),
            at: unit(x.at(judge.severity)),
            high: unit(x.at(high)),
            place: unit(place),
            class: if erratic { "unsure" } else { "above" },
            title: format!("{name}: {:+.2}", judge.severity),
        });
        names.push(Tick { at: unit(place + 4.0), text: name });
    }
    Some(Severities { height: unit(LINE * judges.len() as f64), zero: unit(x.at(0.0)), whiskers, names })
}

/// What care is due, in words.
pub(super) fn care(view: &View, of: &RoundStandings) -> Vec<String> {
    let name = |id| of.judges.iter().find(|j| j.person == id).map(|j| j.name.clone()).unwrap_or_default();
    let say = |care: &Care| match care {
        Care::Unlinked(parts) => view.say_count("judge-care-unlinked", *parts),
        Care::NotEstimable => view.say("judge-care-not-estimable"),
        Care::NoDifference => view.say("judge-care-no-difference"),
        Care::Erratic(judge, times) => {
            format!("{} ({times:.1}×): {}", name(*judge), view.say("judge-care-erratic"))
        }
        Care::Habit(judge, sign) => format!("{}: {}", name(*judge), view.say(habits::care(*sign))),
        Care::TiedCut(entries) => view.say_count("judge-care-tied-cut", entries.len()),
    };
    of.adjusted.care.iter().map(say).collect()
}
