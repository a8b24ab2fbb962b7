//! Time: instants of microseconds in UTC, deadlines in a zone, and the one place that reads the wall clock.

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A point in time, UTC, in whole microseconds (PostgreSQL keeps no finer).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since 1970; instants beyond the years -9999 to 9999 are pulled to the nearest.
    #[must_use]
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(Timestamp::MIN.as_microsecond(), Timestamp::MAX.as_microsecond()))
    }

    /// Microseconds since 1970.
    #[must_use]
    pub fn as_micros(self) -> i64 {
        self.0
    }

    /// The same instant as jiff sees it.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::MAX)
    }

    /// This instant moved by a duration, kept within the calendar.
    #[must_use]
    pub fn plus(self, duration: SignedDuration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self::from_micros(self.0.saturating_add(micros))
    }

    /// How long after `earlier` this is (negative when before).
    #[must_use]
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_micros(self.0.saturating_sub(earlier.0))
    }

    /// The calendar year in UTC.
    #[must_use]
    pub fn year(self) -> i16 {
        self.date().year()
    }

    /// The calendar day in UTC.
    #[must_use]
    pub fn date(self) -> civil::Date {
        self.timestamp().to_zoned(TimeZone::UTC).date()
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl FromStr for Instant {
    type Err = InvalidTime;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let at: Timestamp = s.parse().map_err(|_| InvalidTime(s.to_owned()))?;
        Ok(Self(at.as_microsecond()))
    }
}

impl Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A time that could not be read, or a zone or local time that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time that exists: {0}")]
pub struct InvalidTime(pub String);

/// A deadline as people wrote it (local time and zone) and the instant it resolves to.
///
/// The whole of its last second is in time: 23:59:59 means until just before midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Local time, to the second: `2026-11-30T23:59:59`.
    pub local: String,
    /// IANA zone: `Asia/Shanghai`.
    pub zone: String,
    /// The first instant that is too late.
    pub too_late_from: Instant,
}

impl Deadline {
    /// Resolves a local time in a zone.
    ///
    /// # Errors
    /// When the zone is unknown, the time cannot be read, or falls in a gap of that zone's clock.
    pub fn new(local: &str, zone: &str) -> Result<Self, InvalidTime> {
        let bad = || InvalidTime(format!("{local} {zone}"));
        let tz = TimeZone::get(zone).map_err(|_| bad())?;
        let at: civil::DateTime = local.parse().map_err(|_| bad())?;
        let at = at.with().subsec_nanosecond(0).build().map_err(|_| bad())?;
        let resolved = tz.to_ambiguous_zoned(at).unambiguous().map_err(|_| bad())?;
        let end = Instant(resolved.timestamp().as_microsecond()).plus(SignedDuration::from_secs(1));
        Ok(Self { local: at.to_string(), zone: zone.to_owned(), too_late_from: end })
    }

    /// Whether something done at `now` is in time.
    #[must_use]
    pub fn admits(&self, now: Instant) -> bool {
        now < self.too_late_from
    }

    /// The last second that is in time, for showing.
    #[must_use]
    pub fn last_second(&self) -> Instant {
        self.too_late_from.plus(SignedDuration::from_secs(-1))
    }
}

/// Where the engine's time comes from: the machine, or a hand that the demonstration sets.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self { set: None }
    }

    /// A clock that stands still until it is set; for tests and the demonstration only.
    #[must_use]
    pub fn set_at(at: Instant) -> Self {
        Self { set: Some(Arc::new(AtomicI64::new(at.0))) }
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        match &self.set {
            Some(set) => Instant(set.load(Ordering::SeqCst)),
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
            None => Instant(Timestamp::now().as_microsecond()),
        }
    }

    /// Moves a settable clock to `at`; the machine's clock stays as it is.
    pub fn set(&self, at: Instant) {
        if let Some(set) = &self.set {
            set.store(at.0, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_admits_the_whole_of_its_last_second() {
        let deadline = Deadline::new("2026-11-30T23:59:59", "Asia/Shanghai").unwrap();
        let at = |s: &str| s.parse::<Instant>().unwrap();
        assert_eq!(deadline.last_second(), at("2026-11-30T15:59:59Z"));
        assert!(deadline.admits(at("2026-11-30T15:59:59.999999Z")));
        assert!(!deadline.admits(at("2026-11-30T16:00:00Z")));
    }

    #[test]
    fn a_time_that_the_zone_skips_or_repeats_is_refused() {
        assert!(Deadline::new("2026-03-29T02:30:00", "Europe/Berlin").is_err());
        assert!(Deadline::new("2026-10-25T02:30:00", "Europe/Berlin").is_err());
        assert!(Deadline::new("2026-10-25T02:30:00", "Europe/Atlantis").is_err());
    }

    #[test]
    fn instants_are_truncated_to_microseconds() {
        let at: Instant = "2026-01-01T00:00:00.123456789Z".parse().unwrap();
        assert_eq!(at.to_string(), "2026-01-01T00:00:00.123456Z");
    }
}
