//! Until when a dossier can be sealed: the early bird's deadline, the final one, and one for a correction.

use kapok_base::{Deadline, Instant, Refusal};
use serde::{Deserialize, Serialize};

/// A deadline as somebody writes it, before its instant is resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalTime {
    /// Local time, to the second: `2026-11-30T23:59:59`.
    pub local: String,
    /// IANA zone: `Asia/Shanghai`.
    pub zone: String,
}

impl LocalTime {
    /// The deadline it means.
    ///
    /// # Errors
    /// `deadline_not_a_time` at `pointer`.
    pub fn resolve(&self, pointer: &str) -> Result<Deadline, Refusal> {
        Deadline::new(&self.local, &self.zone)
            .map_err(|_| Refusal::invalid("deadline_not_a_time").at(pointer.to_owned()))
    }
}

/// The deadlines of an edition as somebody writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenDeadlines {
    /// The early bird's.
    #[serde(default)]
    pub early_bird: Option<LocalTime>,
    /// The final one.
    #[serde(default)]
    pub closes: Option<LocalTime>,
    /// Days for a correction.
    #[serde(default)]
    pub correction_days: Option<u16>,
}

impl GivenDeadlines {
    /// The deadlines they mean, in their order.
    ///
    /// # Errors
    /// `deadline_not_a_time` or `early_bird_after_close`, pointing below `/deadlines`.
    pub fn resolve(&self) -> Result<Deadlines, Refusal> {
        let one = |given: &Option<LocalTime>, pointer: &str| {
            given.as_ref().map(|time| time.resolve(pointer)).transpose()
        };
        let deadlines = Deadlines {
            early_bird: one(&self.early_bird, "/deadlines/early_bird")?,
            closes: one(&self.closes, "/deadlines/closes")?,
            correction_days: self.correction_days,
        };
        deadlines.check()?;
        Ok(deadlines)
    }
}

/// When a correction is due.
pub type Due = Deadline;

/// The deadlines of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    /// Sealed until here, a dossier gets the experts' feedback before the final deadline.
    #[serde(default)]
    pub early_bird: Option<Deadline>,
    /// The last second for everybody; none while the edition is being set up.
    #[serde(default)]
    pub closes: Option<Deadline>,
    /// How many days a correction may take when nothing else is said; seven when absent.
    #[serde(default)]
    pub correction_days: Option<u16>,
}

/// How a seal was in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InTime {
    /// Before the early bird's deadline.
    EarlyBird,
    /// Before the final deadline.
    Final,
    /// Before a correction was due.
    Correction,
}

impl Deadlines {
    /// Whether the early bird's deadline comes before the final one.
    ///
    /// # Errors
    /// `early_bird_after_close`.
    pub fn check(&self) -> Result<(), Refusal> {
        match (&self.early_bird, &self.closes) {
            (Some(early), Some(closes)) if early.too_late_from >= closes.too_late_from => {
                Err(Refusal::invalid("early_bird_after_close").at("/deadlines/early_bird"))
            }
            _ => Ok(()),
        }
    }

    /// The same, each deadline `days` later (earlier when negative) at the same hour of its zone.
    ///
    /// # Errors
    /// `deadline_not_a_time` when the zone has no such time, or the calendar ends before.
    pub fn shifted(&self, days: i32) -> Result<Self, Refusal> {
        let one = |deadline: &Option<Deadline>, pointer: &str| {
            let bad = || Refusal::invalid("deadline_not_a_time").at(pointer.to_owned());
            let shifted = |deadline: &Deadline| {
                let local: jiff::civil::DateTime = deadline.local.parse().map_err(|_| bad())?;
                let later = jiff::Span::new().try_days(i64::from(days)).map_err(|_| bad())?;
                let local = local.checked_add(later).map_err(|_| bad())?;
                Deadline::new(&local.to_string(), &deadline.zone).map_err(|_| bad())
            };
            deadline.as_ref().map(shifted).transpose()
        };
        Ok(Self {
            early_bird: one(&self.early_bird, "/deadlines/early_bird")?,
            closes: one(&self.closes, "/deadlines/closes")?,
            correction_days: self.correction_days,
        })
    }

    /// When a correction asked for at `now` is due: at the end of a day, in the zone of the final deadline.
    ///
    /// # Errors
    /// `deadline_not_a_time` when the calendar ends before.
    pub fn correction_due(&self, now: Instant) -> Result<Due, Refusal> {
        let zone = self.closes.as_ref().map_or("UTC", |closes| closes.zone.as_str());
        let bad = || Refusal::invalid("deadline_not_a_time").at("/due");
        let today = now.timestamp().in_tz(zone).map_err(|_| bad())?.date();
        let days = i64::from(self.correction_days.unwrap_or(7));
        let day = today.checked_add(jiff::Span::new().days(days)).map_err(|_| bad())?;
        Deadline::new(&format!("{day}T23:59:59"), zone).map_err(|_| bad())
    }

    /// Whether a first seal, or with `due` a correction, is in time at `now`.
    ///
    /// # Errors
    /// `deadline_passed` or `correction_overdue` with the deadline, or `deadline_missing` when none is set.
    pub fn admit(&self, due: Option<&Due>, now: Instant) -> Result<InTime, Refusal> {
        if let Some(due) = due {
            return match due.admits(now) {
                true => Ok(InTime::Correction),
                false => Err(late("correction_overdue", due)),
            };
        }
        let Some(closes) = &self.closes else { return Err(Refusal::time("deadline_missing")) };
        if !closes.admits(now) {
            return Err(late("deadline_passed", closes));
        }
        let early = self.early_bird.as_ref().is_some_and(|early| early.admits(now));
        Ok(if early { InTime::EarlyBird } else { InTime::Final })
    }
}

fn late(code: &'static str, deadline: &Deadline) -> Refusal {
    Refusal::time(code)
        .with("local", deadline.local.as_str())
        .with("zone", deadline.zone.as_str())
        .with("utc", deadline.last_second().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn deadlines_shift_by_days_of_their_own_zone() {
        let deadlines = Deadlines {
            early_bird: Some(Deadline::new("2026-03-20T12:00:00", "Europe/Berlin").unwrap()),
            closes: Some(Deadline::new("2026-03-31T23:59:59", "Europe/Berlin").unwrap()),
            correction_days: Some(3),
        };
        let later = deadlines.shifted(14).unwrap();
        // Summer time begins between the two: the hour on the wall stays.
        assert_eq!(later.early_bird.as_ref().unwrap().local, "2026-04-03T12:00:00");
        assert_eq!(later.closes.as_ref().unwrap().local, "2026-04-14T23:59:59");
        assert_eq!(later.correction_days, Some(3));
        assert_eq!(later.shifted(-14).unwrap(), deadlines);
        assert_eq!(deadlines.shifted(i32::MAX).unwrap_err().code, "deadline_not_a_time");
        assert_eq!(Deadlines::default().shifted(9).unwrap(), Deadlines::default());
    }

    fn deadline(local: &str) -> Deadline {
        Deadline::new(local, "Asia/Shanghai").unwrap()
    }

    fn both() -> Deadlines {
        Deadlines {
            early_bird: Some(deadline("2026-10-31T23:59:59")),
            closes: Some(deadline("2026-11-30T23:59:59")),
            correction_days: Some(3),
        }
    }

    #[test]
    fn one_instant_decides_and_the_last_second_is_in_time() {
        let due = deadline("2026-12-24T12:00:00");
        let cases = [
            (None, "2026-10-31T15:59:59.999999Z", Ok(InTime::EarlyBird)),
            (None, "2026-10-31T16:00:00Z", Ok(InTime::Final)),
            (None, "2026-11-30T15:59:59.999999Z", Ok(InTime::Final)),
            (None, "2026-11-30T16:00:00Z", Err("deadline_passed")),
            (Some(&due), "2026-12-24T04:00:00.5Z", Ok(InTime::Correction)),
            (Some(&due), "2026-12-24T04:00:01Z", Err("correction_overdue")),
        ];
        for (due, now, expected) in cases {
            let answer = both().admit(due, now.parse().unwrap()).map_err(|refusal| refusal.code);
            assert_eq!(answer, expected, "{now}");
        }
        let unset = Deadlines::default().admit(None, Instant::from_micros(0));
        assert_eq!(unset.unwrap_err().code, "deadline_missing");
    }

    #[test]
    fn a_correction_is_due_at_the_end_of_a_day_in_the_edition_s_zone() {
        let now = "2026-12-01T17:00:00Z".parse().unwrap();
        assert_eq!(both().correction_due(now).unwrap(), deadline("2026-12-05T23:59:59"));
        assert_eq!(Deadlines::default().correction_due(now).unwrap().local, "2026-12-08T23:59:59");
    }

    #[test]
    fn the_early_bird_comes_first() {
        let turned = Deadlines { early_bird: both().closes, closes: both().early_bird, ..both() };
        assert_eq!(turned.check().unwrap_err().code, "early_bird_after_close");
        assert_eq!(both().check(), Ok(()));
        let nowhere = LocalTime { local: "2026-02-30T00:00:00".into(), zone: "Asia/Shanghai".into() };
        assert_eq!(nowhere.resolve("/x").unwrap_err().pointer.as_deref(), Some("/x"));
    }

    proptest! {
        #[test]
        fn whoever_was_in_time_would_have_been_in_time_earlier(now in 0i64..4_000_000_000_000_000, before in 0i64..1_000_000_000_000) {
            let at = |micros| both().admit(None, Instant::from_micros(micros));
            if at(now).is_ok() {
                prop_assert!(at(now - before).is_ok());
            }
        }
    }
}
