//! What readers see: fallback, places, plurals, dates and numbers.

use crate::{Locale, Words, date, date_time, exists, number, refusal, relative, say, time};
use kapok_base::{Instant, Refusal};

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

#[test]
fn a_key_that_nobody_has_shows_itself() {
    assert_eq!(say(Locale::ZhHans, "no-such-key", &[]), "⟨no-such-key⟩");
    assert!(!exists(Locale::En, "no-such-key"));
}

#[test]
fn places_are_filled_without_hidden_marks() {
    assert_eq!(say(Locale::En, "signed-in-as", &[("name", "Ana".into())]), "Signed in as Ana");
    assert_eq!(say(Locale::ZhHans, "signed-in-as", &[("name", "安娜".into())]), "已登录：安娜");
}

#[test]
fn plurals_follow_the_language() {
    let words = Words::new(Locale::En);
    assert_eq!(words.say_count("count-results", 1), "1 result");
    assert_eq!(words.say_count("count-results", 2), "2 results");
    assert_eq!(Words::new(Locale::ZhHans).say_count("count-results", 1), "1 条结果");
}

#[test]
fn what_is_near_is_told_in_hours_and_what_is_far_in_days() {
    let now = at("2026-11-30T12:00:00Z");
    for (then, english, chinese) in [
        ("2026-12-03T13:00:00Z", "in 3 days", "3 天后"),
        ("2026-12-02T11:59:59Z", "in 47 hours", "47 小时后"),
        ("2026-11-30T13:59:59Z", "in 119 minutes", "119 分钟后"),
        ("2026-11-30T12:00:30Z", "in one minute", "1 分钟后"),
        ("2026-11-30T09:30:00Z", "2 hours ago", "2 小时前"),
        ("2026-11-20T12:00:00Z", "10 days ago", "10 天前"),
    ] {
        assert_eq!(relative(Locale::En, at(then), now), english);
        assert_eq!(relative(Locale::ZhHans, at(then), now), chinese);
    }
}

#[test]
fn instants_read_in_the_zone_asked_for() {
    let deadline = at("2026-11-30T15:59:59Z");
    for (locale, zone, expected) in [
        (Locale::En, "Asia/Shanghai", "30 November 2026, 23:59:59 (UTC+8)"),
        (Locale::ZhHans, "Asia/Shanghai", "2026年11月30日 23:59:59（UTC+8）"),
        (Locale::En, "Asia/Kolkata", "30 November 2026, 21:29:59 (UTC+5:30)"),
        (Locale::En, "America/Bogota", "30 November 2026, 10:59:59 (UTC-5)"),
        (Locale::En, "Not/AZone", "30 November 2026, 15:59:59 (UTC)"),
    ] {
        assert_eq!(date_time(locale, deadline, zone), expected);
    }
    assert_eq!(date(Locale::En, deadline, "Pacific/Auckland"), "1 December 2026");
    assert_eq!(time(at("2026-11-30T16:05:00Z"), "UTC"), "16:05");
}

#[test]
fn thousands_are_set_apart() {
    for (given, expected) in [(0, "0"), (273, "273"), (1361, "1,361"), (-1_234_567, "-1,234,567")] {
        assert_eq!(number(Locale::En, given), expected);
    }
}

#[test]
fn a_refusal_names_what_is_missing() {
    let no = Refusal::invalid("too_long").with("limit", 20_usize);
    assert_eq!(refusal(Locale::En, &no), "This is too long: at most 20 characters.");
}

#[test]
fn a_sentence_names_some_of_what_is_missing_and_counts_all() {
    let missing = |count: usize| (0..count).map(|at| format!("entry {at}")).collect::<Vec<_>>();
    let said = |count| {
        let refusal = kapok_base::Refusal::state("entries_unscreened").with("count", count);
        crate::refusal(Locale::En, &refusal.missing(missing(count)))
    };
    assert!(said(8).contains("entry 7") && !said(8).contains('…'), "{}", said(8));
    assert!(said(300).contains("300") && said(300).contains('…'), "{}", said(300));
    assert!(!said(300).contains("entry 8"), "{}", said(300));
}
