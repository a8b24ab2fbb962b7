//! What a decision may call an entry: labels and their quotas, as data of the edition.

use crate::text;
use kapok_base::{Localized, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a decision may call an entry: shortlisted, winner, special mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Stable name within the edition.
    pub key: String,
    /// What people read.
    pub name: Localized,
    /// How many entries may carry it; no limit when absent.
    #[serde(default)]
    pub quota: Option<u32>,
    /// Whether the public sees it once its decision is announced.
    #[serde(default = "yes")]
    pub public: bool,
}

fn yes() -> bool {
    true
}

/// The label with this key.
#[must_use]
pub fn find<'a>(labels: &'a [Label], key: &str) -> Option<&'a Label> {
    labels.iter().find(|l| l.key == key)
}

/// Checks an edition's labels; pointers begin with `/labels`.
///
/// # Errors
/// `labels_invalid` with one detail per fault: `key_malformed`, `label_repeated`, `name_blank`,
/// `text_too_long`, `quota_zero`.
pub fn check(labels: &[Label]) -> Result<(), Refusal> {
    let mut found = Vec::new();
    let mut keys = BTreeSet::new();
    for (i, label) in labels.iter().enumerate() {
        found.extend(text::key(&label.key, &format!("/labels/{i}/key")).err());
        found.extend(text::name(&label.name, &format!("/labels/{i}/name")).err());
        if !keys.insert(label.key.as_str()) {
            found.push(Refusal::invalid("label_repeated").at(format!("/labels/{i}/key")));
        }
        if label.quota == Some(0) {
            found.push(Refusal::invalid("quota_zero").at(format!("/labels/{i}/quota")));
        }
    }
    Refusal::gather("labels_invalid", found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_distinct_plain_keys_names_and_quotas_that_admit_somebody() {
        let label = |key: &str, quota| Label {
            key: key.into(),
            name: Localized::english("Winner"),
            quota,
            public: true,
        };
        let codes = |labels: &[Label]| match check(labels) {
            Ok(()) => vec![],
            Err(r) => r.details.into_iter().map(|d| (d.code, d.pointer.unwrap_or_default())).collect(),
        };
        assert_eq!(codes(&[label("winner", Some(5)), label("mention", None)]), vec![]);
        assert_eq!(
            codes(&[label("winner", None), label("winner", None)]),
            vec![("label_repeated", "/labels/1/key".into())]
        );
        assert_eq!(codes(&[label("Win ner", None)]), vec![("key_malformed", "/labels/0/key".into())]);
        assert_eq!(codes(&[label("winner", Some(0))]), vec![("quota_zero", "/labels/0/quota".into())]);
    }
}
