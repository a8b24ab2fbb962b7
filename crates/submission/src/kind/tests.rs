//! Which value fits which kind.

use super::*;
use serde_json::json;

fn option(key: &str) -> Choice {
    Choice { key: key.to_owned(), label: Localized::english(key) }
}

fn number(min: i64, max: i64, decimals: u32) -> Kind {
    Kind::Number { min: Some(min.into()), max: Some(max.into()), decimals }
}

#[test]
fn values_that_fit_are_kept_in_one_form() {
    let choices = Kind::Choices { options: vec![option("a"), option("b"), option("c")], max_chosen: Some(2) };
    let cases = [
        (Kind::ShortText { max_characters: 2 }, json!("花城"), json!("花城")),
        (Kind::LongText { min_characters: 9, max_characters: 9 }, json!("a\r\nb\rc"), json!("a\nb\nc")),
        (number(0, 10, 2), json!(9.25), json!(9.25)),
        (Kind::Number { min: None, max: None, decimals: 0 }, json!(-3), json!(-3)),
        (Kind::Choice { options: vec![option("a")] }, json!("a"), json!("a")),
        (choices, json!(["c", "a", "c"]), json!(["a", "c"])),
        (Kind::Date {}, json!("2026-02-28"), json!("2026-02-28")),
        (Kind::Url {}, json!("https://example.org/a?b"), json!("https://example.org/a?b")),
        (Kind::Email {}, json!("wang@gz.example"), json!("wang@gz.example")),
        (Kind::YesNo {}, json!(false), json!(false)),
        (Kind::Country {}, json!("cn"), json!("CN")),
        (Kind::Sdgs {}, json!([13, 11, 13]), json!([11, 13])),
    ];
    for (kind, given, kept) in cases {
        assert_eq!(kind.accept(&given), Ok(kept), "{kind:?}");
    }
}

#[test]
fn values_that_do_not_fit_are_refused_by_name() {
    let text = || Kind::ShortText { max_characters: 3 };
    let choices = || Kind::Choices { options: vec![option("a"), option("b")], max_chosen: Some(1) };
    let cases = [
        (text(), json!(3), "answer_wrong_type"),
        (text(), json!("four"), "answer_too_long"),
        (text(), json!("a\nb"), "answer_has_line_breaks"),
        (text(), json!("a\u{0}"), "answer_has_control_characters"),
        (number(0, 10, 1), json!("5"), "answer_wrong_type"),
        (number(0, 10, 1), json!(-1), "answer_too_small"),
        (number(0, 10, 1), json!(10.5), "answer_too_large"),
        (number(0, 10, 1), json!(1.25), "answer_too_precise"),
        (Kind::Number { min: None, max: None, decimals: 0 }, json!(1e300), "answer_number_too_large"),
        (Kind::Choice { options: vec![option("a")] }, json!("z"), "answer_not_offered"),
        (choices(), json!(["a", "b"]), "answer_too_many"),
        (choices(), json!("a"), "answer_wrong_type"),
        (choices(), json!(["z"]), "answer_not_offered"),
        (Kind::Date {}, json!("2026-02-30"), "answer_not_a_date"),
        (Kind::Url {}, json!("javascript:alert(1)"), "answer_not_a_url"),
        (Kind::Url {}, json!("https://"), "answer_not_a_url"),
        (Kind::Email {}, json!("wang@localhost"), "answer_not_an_email"),
        (Kind::Email {}, json!("a@b@c.d"), "answer_not_an_email"),
        (Kind::YesNo {}, json!("yes"), "answer_wrong_type"),
        (Kind::Country {}, json!("XX"), "answer_not_a_country"),
        (Kind::Sdgs {}, json!([18]), "answer_not_a_goal"),
        (Kind::Sdgs {}, json!([1.5]), "answer_wrong_type"),
    ];
    for (kind, given, code) in cases {
        assert_eq!(kind.accept(&given).unwrap_err().code, code, "{kind:?} {given}");
    }
}

#[test]
fn limits_that_contradict_themselves_are_refused() {
    let cases = [
        (Kind::ShortText { max_characters: 0 }, "field_limits_invalid"),
        (Kind::LongText { min_characters: 5, max_characters: 4 }, "field_limits_invalid"),
        (number(2, 1, 0), "field_limits_invalid"),
        (Kind::Choice { options: vec![] }, "options_count_invalid"),
        (Kind::Choice { options: vec![option("a"), option("a")] }, "key_taken"),
        (Kind::Choice { options: vec![option("A b")] }, "key_invalid"),
        (Kind::Choices { options: vec![option("a")], max_chosen: Some(0) }, "field_limits_invalid"),
    ];
    for (kind, code) in cases {
        assert_eq!(kind.check().unwrap_err().code, code, "{kind:?}");
    }
}
