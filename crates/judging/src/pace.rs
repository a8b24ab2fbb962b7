//! How a round comes along: scorecards in, day by day, against the even pace to the due time; and how late a judge is.

use crate::reminder::day;
use jiff::tz::TimeZone;
use kapok_base::{Deadline, Instant};

/// How many steps are told, at most: one a day, or of several days each where the round lasts longer.
const STEPS: i64 = 31;

/// What a round's pace is told from.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'a> {
    /// How many scorecards were asked for.
    pub asked: usize,
    /// When the first was asked for.
    pub since: Instant,
    /// Until when they are wanted.
    pub due: Option<&'a Deadline>,
    /// When it is told.
    pub now: Instant,
    /// The IANA zone whose days are counted.
    pub zone: &'a str,
    /// When each scorecard that counts was submitted first.
    pub submitted: &'a [Instant],
}

/// Where a round stood, or should stand, at an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// When: the end of a day, the present, or the due time.
    pub at: Instant,
    /// How many scorecards were in; none for what is still to come.
    pub submitted: Option<usize>,
    /// How many would be in at an even pace from the first asking to the due time; none without one.
    pub even: Option<f64>,
}

impl Pace<'_> {
    /// The steps from the first asking to the present, and on to the due time.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let due = self.due.map(|due| due.too_late_from);
        let end = due.map_or(self.now, |due| due.max(self.now));
        let mut at: Vec<Instant> = self.ends(end).filter(|at| *at > self.since && *at < end).collect();
        at.push(self.since);
        at.push(end);
        at.extend(due);
        at.extend((self.now > self.since).then_some(self.now));
        at.sort_unstable();
        at.dedup();
        at.into_iter().map(|at| self.step(at)).collect()
    }

    /// The ends of the days from the first asking on.
    fn ends(&self, end: Instant) -> impl Iterator<Item = Instant> {
        let zone = TimeZone::get(self.zone).unwrap_or(TimeZone::UTC);
        let (first, last) = (day(self.since, self.zone), day(end, self.zone));
        let days = i64::from(first.until(last).map_or(0, |span| span.get_days()));
        let stride = (days / STEPS + 1).max(1);
        let of = move |number: i64| {
            let date = first.checked_add(jiff::Span::new().try_days(number).ok()?).ok()?;
            let start = date.to_zoned(zone.clone()).ok()?.timestamp();
            Some(Instant::from_micros(start.as_microsecond()))
        };
        (1..=days / stride).filter_map(move |step| of(step * stride))
    }

    fn step(&self, at: Instant) -> Step {
        let in_by = |at: Instant| self.submitted.iter().filter(|one| **one <= at).count();
        Step { at, submitted: (at <= self.now).then(|| in_by(at)), even: self.even(at) }
    }

    fn even(&self, at: Instant) -> Option<f64> {
        let (due, seconds) = (self.due?.too_late_from, |of: Instant| of.since(self.since).as_secs_f64());
        let share = if due > self.since { seconds(at) / seconds(due) } else { 1.0 };
        Some(self.asked as f64 * share.clamp(0.0, 1.0))
    }
}

/// How late it is, in whole days of the due time's own calendar: 2 for two days late, 0 on the due day, -3 with three left.
#[must_use]
pub fn days_late(due: &Deadline, now: Instant) -> i64 {
    let (due, today) = (day(due.last_second(), &due.zone), day(now, &due.zone));
    due.until(today).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn lateness_is_counted_in_days_of_the_due_times_calendar() {
        let due = Deadline::new("2026-05-20T12:00:00", "Asia/Shanghai").unwrap();
        for (now, late) in [
            ("2026-05-17T04:00:00Z", -3),
            ("2026-05-19T15:59:59Z", -1),
            ("2026-05-19T16:00:00Z", 0),
            ("2026-05-20T15:59:59Z", 0),
            ("2026-05-20T16:00:00Z", 1),
            ("2026-07-20T04:00:00Z", 61),
        ] {
            assert_eq!(days_late(&due, at(now)), late, "{now}");
        }
    }

    #[test]
    fn the_pace_is_told_by_days_up_to_now_and_evenly_to_the_due_time() {
        let due = Deadline::new("2026-05-05T07:59:59", "Asia/Shanghai").unwrap();
        let submitted = [at("2026-05-02T02:00:00Z"), at("2026-05-02T20:00:00Z"), at("2026-05-03T01:00:00Z")];
        let pace = Pace {
            asked: 8,
            since: at("2026-05-01T00:00:00Z"),
            due: Some(&due),
            now: at("2026-05-03T02:00:00Z"),
            zone: "Asia/Shanghai",
            submitted: &submitted,
        };
        let told: Vec<_> = pace.steps().into_iter().map(|s| (s.at.to_string(), s.submitted)).collect();
        let expected = [
            ("2026-05-01T00:00:00Z", Some(0)),
            ("2026-05-01T16:00:00Z", Some(0)),
            ("2026-05-02T16:00:00Z", Some(1)),
            ("2026-05-03T02:00:00Z", Some(3)),
            ("2026-05-03T16:00:00Z", None),
            ("2026-05-04T16:00:00Z", None),
            ("2026-05-05T00:00:00Z", None),
        ];
        assert_eq!(told, expected.map(|(at, count)| (at.to_owned(), count)));
        let even: Vec<_> = pace.steps().iter().map(|s| s.even.unwrap()).collect();
        assert!((even[3] - 8.0 * 50.0 / 96.0).abs() < 1e-9 && (even[6] - 8.0).abs() < 1e-9);
        assert!(even.is_sorted());
    }

    #[test]
    fn a_long_round_is_told_in_few_steps_and_one_without_a_due_time_to_the_present() {
        let pace = Pace {
            asked: 3,
            since: at("2020-01-01T00:00:00Z"),
            due: None,
            now: at("2026-05-03T02:00:00Z"),
            zone: "UTC",
            submitted: &[],
        };
        let steps = pace.steps();
        assert!((20..=36).contains(&steps.len()), "{}", steps.len());
        assert!(steps.iter().all(|s| s.even.is_none() && s.submitted == Some(0)));
        assert_eq!(steps.last().unwrap().at, pace.now);
    }
}
