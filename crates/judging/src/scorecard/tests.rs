//! What a judge may save and what a judge may submit.

use super::*;
use crate::rubric::Scale;
use kapok_base::Localized;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn rubric() -> Rubric {
    let criterion = |key: &str, optional| Criterion {
        key: key.into(),
        label: Localized::english(key),
        help: None,
        weight: number("1"),
        optional,
        scale: None,
        min_score: None,
        explain_from_below: None,
        explain_from_above: Some(number("10")),
    };
    Rubric {
        scale: Scale { min: number("1"), max: number("10"), step: number("1"), anchors: vec![] },
        criteria: vec![criterion("impact", false), criterion("novelty", false), criterion("extra", true)],
        longest_comment: 20,
    }
}

fn given(scores: &[(&str, &str, &str)]) -> Given {
    let score = |(criterion, value, comment): &(&str, &str, &str)| Score {
        criterion: (*criterion).into(),
        value: (!value.is_empty()).then(|| number(value)),
        comment: (!comment.is_empty()).then(|| (*comment).to_owned()),
    };
    Given { scores: scores.iter().map(score).collect(), ..Given::default() }
}

fn faults(given: &Given, submit: bool) -> Vec<(&'static str, String)> {
    let details = check(&rubric(), given, submit).err().map(|r| r.details).unwrap_or_default();
    details.into_iter().map(|d| (d.code, d.pointer.unwrap_or_default())).collect()
}

#[test]
fn a_full_card_may_be_submitted_without_its_optional_criteria() {
    assert_eq!(faults(&given(&[("novelty", "3", ""), ("impact", "7", "Clear")]), true), vec![]);
}

#[test]
fn a_draft_may_be_partial_but_not_wrong() {
    assert_eq!(faults(&given(&[]), false), vec![]);
    assert_eq!(faults(&given(&[("impact", "", "To be thought about")]), false), vec![]);
    assert_eq!(faults(&given(&[("impact", "10", "")]), false), vec![]);
    assert_eq!(
        faults(&given(&[("impact", "11", "")]), false),
        vec![("score_off_scale", "/scores/0/value".into())]
    );
}

#[test]
fn each_fault_of_a_submitted_card_is_named_at_its_place() {
    let full = [("impact", "7", ""), ("novelty", "3", "")];
    for (scores, code, pointer) in [
        (vec![full[0], full[1], ("style", "4", "")], "criterion_unknown", "/scores/2/criterion"),
        (vec![full[0], full[1], full[0]], "criterion_repeated", "/scores/2/criterion"),
        (vec![full[0]], "criterion_unscored", "/scores"),
        (vec![("impact", "", "Hm"), full[1]], "criterion_unscored", "/scores/0/value"),
        (vec![full[0], ("novelty", "2.5", "")], "score_off_scale", "/scores/1/value"),
        (vec![full[0], ("novelty", "0", "")], "score_off_scale", "/scores/1/value"),
        (vec![full[0], ("novelty", "10", " ")], "score_unexplained", "/scores/1/comment"),
        (
            vec![full[0], ("novelty", "3", "This comment is far too long")],
            "text_too_long",
            "/scores/1/comment",
        ),
    ] {
        assert_eq!(faults(&given(&scores), true), vec![(code, pointer.to_owned())], "{scores:?}");
    }
}

#[test]
fn a_comment_is_counted_in_characters() {
    let with = |comment: &str| Given { comment_to_entrant: Some(comment.into()), ..Given::default() };
    assert_eq!(faults(&with(&"水".repeat(20)), false), vec![]);
    assert_eq!(faults(&with(&"水".repeat(21)), false), vec![("text_too_long", "/comment_to_entrant".into())]);
}

#[test]
fn a_score_is_kept_as_it_was_given() {
    let json = r#"{"scores":[{"criterion":"impact","value":7.10,"comment":null},{"criterion":"novelty","value":"7.10"}]}"#;
    let given: Given = serde_json::from_str(json).unwrap();
    assert_eq!(given.score("impact").unwrap().value, Some(number("7.1")));
    assert_eq!(given.score("novelty").unwrap().value.unwrap().to_string(), "7.10");
    for bad in [r#"{"scores":[{"criterion":"impact","value":"many"}]}"#, r#"{"scores":[],"judge":1}"#] {
        assert!(serde_json::from_str::<Given>(bad).is_err(), "{bad}");
    }
}
