//! Days, hours and zones of reminders.

use super::*;
use jiff::SignedDuration;
use proptest::prelude::*;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn weekly() -> Reminders {
    Reminders { days_before: vec![7, 2], every_days_after: Some(3) }
}

fn is(due: &Deadline, zone: &str, told: &str, now: &str, outstanding: usize) -> bool {
    is_due(&weekly(), Facts { now: at(now), zone, due, told: at(told), outstanding })
}

#[test]
fn reminders_go_out_on_the_days_chosen_in_waking_hours() {
    let due = Deadline::new("2026-05-20T23:59:59", "Asia/Shanghai").unwrap();
    let cases = [
        // Seven days before, from eight in the morning in Shanghai.
        ("2026-04-01T00:00:00Z", "2026-05-12T23:59:59Z", false),
        ("2026-04-01T00:00:00Z", "2026-05-13T00:00:00Z", true),
        ("2026-04-01T00:00:00Z", "2026-05-13T09:59:59Z", true),
        ("2026-04-01T00:00:00Z", "2026-05-13T10:00:00Z", false),
        // Told already that day; and the day after, since the chosen day is served.
        ("2026-05-13T00:00:00Z", "2026-05-13T08:00:00Z", false),
        ("2026-05-13T00:00:00Z", "2026-05-14T01:00:00Z", false),
        // Nothing ran on the chosen day.
        ("2026-04-01T00:00:00Z", "2026-05-15T01:00:00Z", true),
        // Asked after the chosen day.
        ("2026-05-14T00:00:00Z", "2026-05-15T01:00:00Z", false),
        ("2026-05-14T00:00:00Z", "2026-05-18T01:00:00Z", true),
        // On the due day itself nobody asked for one; three days late, and then every three days.
        ("2026-05-18T01:00:00Z", "2026-05-20T01:00:00Z", false),
        ("2026-05-18T01:00:00Z", "2026-05-22T01:00:00Z", false),
        ("2026-05-18T01:00:00Z", "2026-05-23T01:00:00Z", true),
        ("2026-05-23T01:00:00Z", "2026-05-25T01:00:00Z", false),
        ("2026-05-23T01:00:00Z", "2026-05-26T01:00:00Z", true),
    ];
    for (told, now, expected) in cases {
        assert_eq!(is(&due, "Asia/Shanghai", told, now, 12), expected, "told {told}, now {now}");
        assert!(!is(&due, "Asia/Shanghai", told, now, 0), "nothing to do at {now}");
    }
}

#[test]
fn the_judges_own_clock_decides_on_days_when_it_changes_too() {
    // Summer time begins in Berlin on 29 March: eight o'clock is 07:00Z before and 06:00Z from that day on.
    let due = Deadline::new("2026-03-31T23:59:59", "Europe/Berlin").unwrap();
    let told = "2026-03-01T00:00:00Z";
    for (now, expected) in [
        ("2026-03-24T06:59:59Z", false),
        ("2026-03-24T07:00:00Z", true),
        ("2026-03-29T05:59:59Z", false),
        ("2026-03-29T06:00:00Z", true),
        ("2026-03-29T15:59:59Z", true),
        ("2026-03-29T16:00:00Z", false),
    ] {
        assert_eq!(is(&due, "Europe/Berlin", told, now, 1), expected, "{now}");
    }
    // The same instant is the evening before in Bogotá: due there on the 31st at 16:59, seven days before it is asleep.
    assert!(!is(&due, "America/Bogota", told, "2026-03-24T07:00:00Z", 1));
    assert!(is(&due, "America/Bogota", told, "2026-03-24T13:00:00Z", 1));
    // A zone that nobody knows is read as UTC.
    assert!(is(&due, "Europe/Atlantis", told, "2026-03-24T08:00:00Z", 1));
}

#[test]
fn nobody_is_reminded_unless_somebody_asked_for_it() {
    let due = Deadline::new("2026-03-31T23:59:59", "UTC").unwrap();
    let facts = |now: &str| Facts {
        now: at(now),
        zone: "UTC",
        due: &due,
        told: at("2026-01-01T00:00:00Z"),
        outstanding: 9,
    };
    assert!(Reminders::default().is_empty() && !weekly().is_empty());
    for now in ["2026-03-24T09:00:00Z", "2026-03-31T09:00:00Z", "2026-05-31T09:00:00Z"] {
        assert!(!is_due(&Reminders::default(), facts(now)), "{now}");
    }
}

#[test]
fn days_that_make_no_sense_are_refused() {
    let faults = |days_before: Vec<u16>, every_days_after| {
        let mut found = Vec::new();
        Reminders { days_before, every_days_after }.check("/rules/reminders", &mut found);
        found.into_iter().map(|r| (r.code, r.pointer.unwrap())).collect::<Vec<_>>()
    };
    assert!(faults(vec![0, 90], Some(1)).is_empty());
    let days = ("reminder_days", "/rules/reminders/days_before".to_owned());
    let every = ("reminder_every", "/rules/reminders/every_days_after".to_owned());
    assert_eq!(faults(vec![91], Some(0)), [days.clone(), every.clone()]);
    assert_eq!(faults(vec![1; 7], Some(91)), [days, every]);
}

proptest! {
    /// A server that looks every few minutes for two months never reminds twice on one day, never at night, and never
    /// more often before the due day than days were chosen.
    #[test]
    fn at_most_one_reminder_a_day(
        days_before in proptest::collection::vec(0u16..20, 0..5),
        every in proptest::option::of(1u16..6),
        zone in prop::sample::select(vec!["UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]),
        start in 0i64..360,
        minutes in 20i64..170,
    ) {
        let due = Deadline::new("2026-03-29T12:00:00", "UTC").unwrap();
        let reminders = Reminders { days_before: days_before.clone(), every_days_after: every };
        let first = due.last_second().plus(SignedDuration::from_hours(-30 * 24)).plus(SignedDuration::from_mins(start));
        let (mut now, mut told, mut sent) = (first, first, Vec::new());
        while now < due.last_second().plus(SignedDuration::from_hours(30 * 24)) {
            if is_due(&reminders, Facts { now, zone, due: &due, told, outstanding: 3 }) {
                sent.push(now);
                told = now;
            }
            now = now.plus(SignedDuration::from_mins(minutes));
        }
        let mut days: Vec<_> = sent.iter().map(|at| day(*at, zone)).collect();
        days.dedup();
        prop_assert_eq!(days.len(), sent.len());
        prop_assert!(sent.iter().all(|at| WAKING.contains(&local(*at, zone).hour())));
        let before = days.iter().filter(|day| **day <= super::day(due.last_second(), zone)).count();
        let chosen: std::collections::BTreeSet<_> = days_before.into_iter().collect();
        prop_assert!(before <= chosen.len());
        prop_assert!(every.is_some() || days.len() == before);
    }
}
