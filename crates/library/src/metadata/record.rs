//! A case whole, as one line of a dump: its texts in all languages, its facts, its licence and where it comes from.

use super::{Described, licence_address};
use serde_json::{Value, json};

/// The record of a case. `texts` are by language; `facts` have the keys that an import reads.
#[must_use]
pub fn record(described: &Described) -> Value {
    let (case, reference) = (&described.case, &described.reference);
    let texts: serde_json::Map<String, Value> =
        case.texts.iter().map(|(language, text)| (language.to_string(), json!(text))).collect();
    json!({
        "id": case.id,
        "address": reference.address,
        "original": case.texts.original(),
        "texts": texts,
        "facts": case.facts,
        "licence": reference.licence,
        "licence_address": reference.licence.as_deref().and_then(licence_address),
        "provenance": {
            "source": case.source,
            "source_id": case.source_id,
            "url": case.facts.url,
            "publisher": reference.publisher,
            "edition": reference.edition,
            "entity": reference.author,
            "synthetic": case.facts.synthetic,
            "note": reference.synthetic,
            "available": described.available,
            "modified": described.modified,
        },
    })
}
