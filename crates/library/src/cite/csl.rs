//! CSL-JSON, for citation processors.

use super::Reference;
use serde_json::{Map, Value, json};

/// The item of a reference. The entity's name is a literal: it is not cut into a first and a last one.
#[must_use]
pub fn csl(reference: &Reference) -> Value {
    let day = reference.accessed.date();
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            item.insert(name.to_owned(), value);
        }
    };
    put("id", json!(reference.key()));
    put("type", json!("report"));
    put("title", json!(reference.title));
    put("author", reference.author.as_ref().map_or(Value::Null, |name| json!([{ "literal": name }])));
    put("issued", reference.year.map_or(Value::Null, |year| json!({ "date-parts": [[year]] })));
    put("collection-title", json!(reference.edition));
    put("publisher", json!(reference.publisher));
    put("URL", json!(reference.address));
    put("accessed", json!({ "date-parts": [[day.year(), day.month(), day.day()]] }));
    put("language", json!(reference.language));
    put("license", json!(reference.licence));
    put("note", json!(reference.synthetic));
    put("keyword", json!(reference.synthetic.as_ref().map(|_| "synthetic")));
    Value::Object(item)
}
