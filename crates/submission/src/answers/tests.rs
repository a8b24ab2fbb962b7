//! Saving and completing answers.

use super::*;
use proptest::prelude::*;
use serde_json::json;

fn form() -> Form {
    let label = |text: &str| json!({"original": "en", "texts": {"en": text}});
    let field = |key: &str, kind: Value, required: bool, library: Value| json!({"key": key, "label": label(key), "kind": kind, "required": required, "library": library});
    let form: Form = serde_json::from_value(json!({"modules": [
        {"key": "basics", "label": label("Basics"), "fields": [
            field("title", json!({"type": "short_text", "max_characters": 20}), true, json!("title")),
            field("people", json!({"type": "number", "min": "0"}), false, Value::Null),
            field("joint", json!({"type": "yes_no"}), true, Value::Null),
        ]},
        {"key": "story", "label": label("Story"), "fields": [
            field("outcome", json!({"type": "long_text", "min_characters": 5, "max_characters": 50}), true, json!("section")),
            field("goals", json!({"type": "sdgs"}), false, json!("sdgs")),
        ]},
    ]}))
    .unwrap();
    form.check().unwrap();
    form
}

fn map(value: Value) -> BTreeMap<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn faults(refusal: &Refusal) -> Vec<(&str, &str)> {
    refusal.details.iter().map(|d| (d.pointer.as_deref().unwrap_or(""), d.code)).collect()
}

#[test]
fn a_draft_may_be_partial_and_an_answer_can_be_taken_away() {
    let saved = Answers::default().save(&form(), &map(json!({"title": "Water", "goals": [11]}))).unwrap();
    let cleared = saved.save(&form(), &map(json!({"goals": [], "people": null, "title": "Rain"}))).unwrap();
    assert_eq!(cleared.0, map(json!({"title": "Rain"})));
    assert_eq!(cleared.title(&form()), "Rain");
}

#[test]
fn every_field_that_does_not_fit_is_named_and_nothing_is_saved() {
    let refusal = Answers::default()
        .save(&form(), &map(json!({"a/b~c": 1, "people": -2, "title": "ok", "joint": "yes"})))
        .unwrap_err();
    assert_eq!(refusal.code, "answers_invalid");
    let expected = vec![
        ("/answers/a~1b~0c", "field_unknown"),
        ("/answers/joint", "answer_wrong_type"),
        ("/answers/people", "answer_too_small"),
    ];
    assert_eq!(faults(&refusal), expected);
}

#[test]
fn sealing_asks_for_what_is_required_and_long_enough() {
    let short = Answers(map(json!({"title": "Water", "outcome": "dry", "people": 3})));
    let refusal = short.complete(&form()).unwrap_err();
    assert_eq!(refusal.code, "answers_incomplete");
    assert_eq!(
        faults(&refusal),
        [("/answers/joint", "answer_missing"), ("/answers/outcome", "answer_too_short")]
    );
    assert_eq!(refusal.missing, ["joint", "outcome"]);
    let whole = Answers(map(json!({"title": "Water", "outcome": "drier", "joint": false})));
    assert_eq!(whole.complete(&form()), Ok(()));
    let progress = whole.progress(&form());
    assert_eq!((progress[0].answered, progress[0].fields, progress[1].missing.len()), (2, 3, 0));
}

#[test]
fn an_answer_that_no_longer_fits_a_changed_form_keeps_it_from_being_sealed() {
    let old =
        Answers(map(json!({"title": "Water", "outcome": "drier", "joint": false, "gone": 1, "people": "x"})));
    assert_eq!(faults(&old.complete(&form()).unwrap_err()), [("/answers/people", "answer_wrong_type")]);
    assert!(!old.within(&form()).0.contains_key("gone"));
}

#[test]
fn a_plain_form_s_texts_become_values() {
    let sent = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    let number = Kind::Number { min: None, max: None, decimals: 2 };
    let cases = [
        (&number, sent(&["1 250"]), json!(1250)),
        (&number, sent(&["2.5"]), json!(2.5)),
        (&number, sent(&["many"]), json!("many")),
        (&number, sent(&[""]), Value::Null),
        (&Kind::YesNo {}, sent(&["no"]), json!(false)),
        (&Kind::YesNo {}, sent(&[]), Value::Null),
        (&Kind::Sdgs {}, sent(&["", "3", "11"]), json!([3, 11])),
        (&Kind::Date {}, sent(&[" 2026-01-01 "]), json!("2026-01-01")),
    ];
    for (kind, sent, value) in cases {
        assert_eq!(from_text(kind, &sent), value, "{kind:?} {sent:?}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,60}".prop_map(Value::from),
        prop::collection::vec(0u64..20, 0..4).prop_map(Value::from),
    ]
}

fn any_changes() -> impl Strategy<Value = BTreeMap<String, Value>> {
    let key = prop::sample::select(vec!["title", "people", "joint", "outcome", "goals", "other"]);
    prop::collection::btree_map(key.prop_map(str::to_owned), any_value(), 0..6)
}

proptest! {
    #[test]
    fn what_was_saved_can_be_saved_again_unchanged(changes in any_changes()) {
        if let Ok(saved) = Answers::default().save(&form(), &changes) {
            prop_assert_eq!(&saved.save(&form(), &saved.0).unwrap(), &saved);
        }
    }

    #[test]
    fn saving_in_two_steps_is_saving_at_once(one in any_changes(), two in any_changes()) {
        let steps = Answers::default().save(&form(), &one).and_then(|a| a.save(&form(), &two));
        let mut all = one.clone();
        all.extend(two.clone());
        if let Ok(steps) = steps {
            prop_assert_eq!(Answers::default().save(&form(), &all).unwrap(), steps);
        }
    }

    #[test]
    fn complete_means_no_module_misses_anything(changes in any_changes()) {
        if let Ok(saved) = Answers::default().save(&form(), &changes) {
            let none = saved.progress(&form()).iter().all(|module| module.missing.is_empty());
            prop_assert_eq!(saved.complete(&form()).is_ok(), none);
        }
    }
}
