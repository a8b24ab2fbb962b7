//! Instants and numbers as people of a locale write them.

use crate::lookup::say;
use jiff::{Zoned, tz::TimeZone};
use kapok_base::{Instant, Locale, Value};

fn zoned(at: Instant, zone: &str) -> Zoned {
    at.timestamp().to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}

/// The day of an instant in an IANA zone: "20 November 2026"; an unknown zone reads as UTC.
#[must_use]
pub fn date(locale: Locale, at: Instant, zone: &str) -> String {
    day(locale, &zoned(at, zone))
}

/// The time of day of an instant in an IANA zone, to the second when it has any: "13:38", "23:59:59".
#[must_use]
pub fn time(at: Instant, zone: &str) -> String {
    clock(&zoned(at, zone))
}

/// Day, time and offset of an instant in an IANA zone: "30 November 2026, 23:59:59 (UTC+8)".
#[must_use]
pub fn date_time(locale: Locale, at: Instant, zone: &str) -> String {
    let at = zoned(at, zone);
    let args = [("date", day(locale, &at).into()), ("time", clock(&at).into()), ("zone", offset(&at).into())];
    say(locale, "date-time", &args)
}

/// How far an instant lies from `now`: "in 3 days", "in 30 hours", "2 hours ago".
#[must_use]
pub fn relative(locale: Locale, at: Instant, now: Instant) -> String {
    let seconds = at.since(now).as_secs();
    let (count, unit) = match seconds.unsigned_abs() {
        far if far >= 2 * 86_400 => (far / 86_400, "days"),
        near if near >= 2 * 3600 => (near / 3600, "hours"),
        close => ((close / 60).max(1), "minutes"),
    };
    let key = format!("{}-{unit}", if seconds < 0 { "ago" } else { "in" });
    say(locale, &key, &[("count", i64::try_from(count).unwrap_or(i64::MAX).into())])
}

/// A whole number with its thousands set apart: "1,361".
#[must_use]
pub fn number(locale: Locale, number: i64) -> String {
    let separator = say(locale, "thousands-separator", &[]);
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(&separator);
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

fn day(locale: Locale, at: &Zoned) -> String {
    let month = say(locale, &format!("month-{}", at.month()), &[]);
    // The year goes in as text: a number might get its thousands set apart.
    let year = Value::Text(at.year().to_string());
    say(locale, "date", &[("day", i64::from(at.day()).into()), ("month", month.into()), ("year", year)])
}

fn clock(at: &Zoned) -> String {
    let (h, m, s) = (at.hour(), at.minute(), at.second());
    if s == 0 { format!("{h:02}:{m:02}") } else { format!("{h:02}:{m:02}:{s:02}") }
}

fn offset(at: &Zoned) -> String {
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (h, 0) => format!("UTC{sign}{h}"),
        (h, m) => format!("UTC{sign}{h}:{m:02}"),
    }
}
