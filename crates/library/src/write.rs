//! A case in one language as a row, with the keys that an import reads.

use crate::CaseVersion;
use serde_json::{Map, Value, json};

/// The row of a case in one language; reading it gives the same version again.
#[must_use]
pub fn row_of(version: &CaseVersion) -> Map<String, Value> {
    let mut row = Map::new();
    let facts = &version.facts;
    let mut put = |key: &str, value: Value| {
        let empty = match &value {
            Value::Null | Value::Bool(false) => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !empty {
            row.insert(key.to_owned(), value);
        }
    };
    put("source", json!(version.source));
    put("id", json!(version.source_id));
    put("title", json!(version.text.title));
    put("description", json!(version.text.description));
    put("sections", json!(version.text.sections));
    let given = |key: &str| facts.given.get(key).and_then(|values| values.first());
    put("lang", given("lang").map_or_else(|| json!(version.language), |lang| json!(lang)));
    put("country_code", json!(facts.country));
    put("country", json!(given("country")));
    put("entity", json!(facts.entity));
    put("lat", json!(facts.place.map(|place| place.lat)));
    put("lon", json!(facts.place.map(|place| place.lon)));
    put("year", json!(facts.year));
    put("edition", json!(facts.edition));
    put("themes", json!(facts.given.get("themes").unwrap_or(&facts.themes)));
    let unknown_goals = facts.given.get("sdgs").into_iter().flatten().cloned();
    let goals: Vec<String> = facts.sdgs.iter().map(ToString::to_string).chain(unknown_goals).collect();
    put("sdgs", json!(goals));
    put("outcome", json!(facts.outcome));
    put("url", json!(facts.url));
    put("licence", json!(facts.licence));
    put("synthetic", json!(facts.synthetic));
    put("indicators", json!(facts.indicators));
    put("cost", json!(facts.cost.as_ref().map(|cost| &cost.amount)));
    put("currency", json!(facts.cost.as_ref().and_then(|cost| cost.currency.as_ref())));
    put("started", json!(facts.started));
    put("ended", json!(facts.ended));
    put("population", json!(facts.population));
    put("kinds", json!(facts.kinds));
    put("level", json!(facts.level));
    put("evidence", json!(facts.evidence));
    for (key, value) in &facts.further {
        if !row.contains_key(key) {
            row.insert(key.clone(), value.clone());
        }
    }
    row
}
