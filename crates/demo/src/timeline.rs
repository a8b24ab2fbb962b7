//! When things happen in the demonstration: days counted from its end, and dates of the record.

use kapok_base::Instant;
use kapok_engine::Engine;
use kapok_submission::LocalTime;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// The days of the play, counted back from its end.
pub(crate) struct Timeline {
    end: Instant,
}

impl Timeline {
    pub(crate) fn ending(end: Instant) -> Self {
        Self { end }
    }

    /// The instant `days` from the end.
    pub(crate) fn day(&self, days: i64) -> Instant {
        Instant::from_micros(self.end.as_micros() + days * DAY)
    }

    /// How many days from the end a date lies; zero for something that is no date.
    pub(crate) fn days_to(&self, date: &str) -> i64 {
        let noon: Option<Instant> = format!("{date}T12:00:00Z").parse().ok();
        noon.map_or(0, |noon| (noon.as_micros() - self.end.as_micros()) / DAY)
    }

    /// Sets the engine's clock to that day.
    pub(crate) fn at(&self, engine: &Engine, days: i64) {
        engine.clock().set(self.day(days));
    }

    /// Lets some minutes pass.
    pub(crate) fn pass(engine: &Engine, minutes: i64) {
        let now = engine.clock().now().as_micros();
        engine.clock().set(Instant::from_micros(now + minutes * 60_000_000));
    }

    /// The calendar year of that day.
    pub(crate) fn year(&self, days: i64) -> i64 {
        i64::from(self.day(days).year())
    }

    /// The last second of that day in Guangzhou.
    pub(crate) fn midnight(&self, days: i64) -> LocalTime {
        let date: String = self.day(days).to_string().chars().take(10).collect();
        LocalTime { local: format!("{date}T23:59:59"), zone: "Asia/Shanghai".to_owned() }
    }
}
