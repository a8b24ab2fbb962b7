//! When a judge is reminded of scorecards that they owe: on chosen days before the due day and every so many after it, in
//! their waking hours, at most once a day.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use kapok_base::{Deadline, Instant, Refusal};
use serde::{Deserialize, Serialize};

/// The hours in which a reminder goes out, in the judge's zone: from 08:00 until just before 18:00.
const WAKING: std::ops::Range<i8> = 8..18;
/// How far from the due day a reminder may lie, in days.
const FARTHEST: u16 = 90;
/// How many days before the due day may be chosen.
const MOST: usize = 6;

/// On which days judges of a round are reminded; nobody is when both are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminders {
    /// How many days before the due day, each once; 0 is the due day itself.
    #[serde(default)]
    pub days_before: Vec<u16>,
    /// Every so many days after the due day.
    #[serde(default)]
    pub every_days_after: Option<u16>,
}

impl Reminders {
    /// Whether nobody is reminded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days_before.is_empty() && self.every_days_after.is_none()
    }

    /// Adds what is wrong with them; pointers begin with `at`.
    pub fn check(&self, at: &str, found: &mut Vec<Refusal>) {
        let days = &self.days_before;
        if days.len() > MOST || days.iter().any(|day| *day > FARTHEST) {
            let refusal = Refusal::invalid("reminder_days").with("most", MOST);
            found.push(refusal.with("farthest", i64::from(FARTHEST)).at(format!("{at}/days_before")));
        }
        if self.every_days_after.is_some_and(|days| days == 0 || days > FARTHEST) {
            let refusal = Refusal::invalid("reminder_every").with("farthest", i64::from(FARTHEST));
            found.push(refusal.at(format!("{at}/every_days_after")));
        }
    }
}

/// What decides whether a reminder is due.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// When.
    pub now: Instant,
    /// The judge's IANA zone; one that is unknown reads as UTC.
    pub zone: &'a str,
    /// Until when the scorecards are wanted from this judge.
    pub due: &'a Deadline,
    /// When the judge was last told of them: reminded, or else asked.
    pub told: Instant,
    /// How many scorecards they owe.
    pub outstanding: usize,
}

/// Whether a judge is to be reminded now. A day that was missed, because no server ran, is made up for on the next.
#[must_use]
pub fn is_due(reminders: &Reminders, facts: Facts<'_>) -> bool {
    let local = local(facts.now, facts.zone);
    let (today, told) = (local.date(), day(facts.told, facts.zone));
    if facts.outstanding == 0 || !WAKING.contains(&local.hour()) || told >= today {
        return false;
    }
    let due = day(facts.due.last_second(), facts.zone);
    if today <= due {
        let chosen = |before: &u16| days(*before).and_then(|days| due.checked_sub(days).ok());
        return reminders.days_before.iter().filter_map(chosen).any(|day| told < day && day <= today);
    }
    let every = reminders.every_days_after.filter(|every| *every > 0).and_then(days);
    let next = every.and_then(|every| told.max(due).checked_add(every).ok());
    next.is_some_and(|next| next <= today)
}

/// The calendar day of an instant in a zone.
#[must_use]
pub fn day(at: Instant, zone: &str) -> Date {
    local(at, zone).date()
}

fn local(at: Instant, zone: &str) -> jiff::Zoned {
    at.timestamp().to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}

fn days(count: u16) -> Option<jiff::Span> {
    jiff::Span::new().try_days(i64::from(count)).ok()
}

#[cfg(test)]
mod tests;
