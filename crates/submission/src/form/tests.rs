//! Forms that make sense and forms that do not.

use super::*;
use serde_json::json;

fn form(fields: serde_json::Value) -> Form {
    let label = json!({"original": "en", "texts": {"en": "Basics"}});
    serde_json::from_value(json!({"modules": [{"key": "basics", "label": label, "fields": fields}]})).unwrap()
}

fn field(key: &str, more: serde_json::Value) -> serde_json::Value {
    let mut field = json!({
        "key": key,
        "label": {"original": "en", "texts": {"en": key, "zh-Hans": "字段"}},
        "kind": {"type": "short_text", "max_characters": 100},
    });
    for (name, value) in more.as_object().unwrap() {
        field[name] = value.clone();
    }
    field
}

fn title() -> serde_json::Value {
    field("title", json!({"required": true, "library": "title"}))
}

#[test]
fn a_form_is_read_back_as_it_was_written() {
    let form = form(json!([title(), field("mail", json!({"kind": {"type": "email"}, "personal": true}))]));
    form.check().unwrap();
    let text = serde_json::to_string(&form).unwrap();
    assert_eq!(serde_json::from_str::<Form>(&text).unwrap(), form);
    assert!(serde_json::from_str::<Form>(r#"{"modules": [], "extra": 1}"#).is_err());
}

#[test]
fn each_fault_is_named_where_it_stands() {
    let cases = [
        (json!([]), "module_empty", "/modules/0/fields"),
        (json!([field("a", json!({}))]), "form_needs_one_title", "/modules"),
        (json!([title(), field("title", json!({}))]), "key_taken", "/modules/0/fields/1/key"),
        (json!([title(), field("A b", json!({}))]), "key_invalid", "/modules/0/fields/1/key"),
        (
            json!([title(), field("a", json!({"kind": {"type": "short_text", "max_characters": 0}}))]),
            "field_limits_invalid",
            "/modules/0/fields/1/kind",
        ),
        (
            json!([title(), field("a", json!({"personal": true, "library": "section"}))]),
            "personal_in_library",
            "/modules/0/fields/1/library",
        ),
        (
            json!([title(), field("a", json!({"library": "sdgs"}))]),
            "library_role_unfit",
            "/modules/0/fields/1/library",
        ),
        (
            json!([field("title", json!({"library": "title"}))]),
            "title_must_be_required",
            "/modules/0/fields/0/required",
        ),
        (
            json!([title(), field("a", json!({"label": {"original": "en", "texts": {"en": " "}}}))]),
            "label_blank",
            "/modules/0/fields/1/label/texts/en",
        ),
    ];
    for (fields, code, pointer) in cases {
        let refusal = form(fields).check().unwrap_err();
        let found = refusal.details.iter().find(|d| d.code == code).unwrap_or_else(|| panic!("{code}"));
        assert_eq!((refusal.code, found.pointer.as_deref()), ("form_invalid", Some(pointer)));
    }
}

#[test]
fn the_standard_form_makes_sense_in_every_language_of_the_interface() {
    let form = Form::standard();
    form.check().unwrap();
    assert!(form.fields().count() > 10);
    for locale in kapok_base::Locale::ALL {
        let told = |label: &Localized| label.iter().any(|(language, _)| *language == locale.language());
        assert!(form.fields().all(|field| told(&field.label)) && form.modules.iter().all(|m| told(&m.label)));
    }
}
