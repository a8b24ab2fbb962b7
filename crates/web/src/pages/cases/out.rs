//! The ways out of the library's pages: what was found as files and as a feed, one case as citations and metadata.

use super::{LANGUAGE, Link, address};
use crate::extract::Pairs;
use crate::labels;
use crate::view::View;
use kapok_engine::remember::ExportFormat;
use kapok_library::Described;
use kapok_library::metadata::{DublinCore, dublin_core, schema_org};

/// What was found, to take along: for `library/_export.html`, with the page's `view`.
pub(super) struct Out {
    pub(super) files: Vec<Link>,
    /// The feed of the same question.
    pub(super) feed: String,
}

impl Out {
    /// The addresses for a page's question.
    pub(super) fn of(view: &View, pairs: &Pairs) -> Self {
        let asked = pairs.0.iter().filter(|(name, value)| {
            !matches!(name.as_str(), "cursor" | "limit" | "lang" | "facets") && !value.is_empty()
        });
        // The API narrows to languages by `lang`; on pages that chooses the language of the interface.
        let usual = |(name, value): &(String, String)| {
            (if name == LANGUAGE { "lang".to_owned() } else { name.clone() }, value.clone())
        };
        let asked: Vec<_> = asked.map(usual).collect();
        let file = |format: ExportFormat| {
            let mut asked = asked.clone();
            asked.push(("format".to_owned(), format.name().to_owned()));
            let label = view.say(&format!("library-export-{}", format.name()));
            Link { label, href: address("/api/v1/cases/export", &asked) }
        };
        let unsorted: Vec<_> = asked.iter().filter(|(name, _)| name != "sort").cloned().collect();
        Self { files: Vec::from(ExportFormat::ALL.map(file)), feed: address("/cases.atom", &unsorted) }
    }
}

/// A citation as a file.
pub(super) struct Citation {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) kind: &'static str,
}

/// A case, to be cited and catalogued: for `library/_cite.html`, and the head of its page.
pub(super) struct Cited {
    pub(super) words: String,
    pub(super) files: Vec<Citation>,
    pub(super) elements: Vec<DublinCore>,
    /// JSON that may stand in a page.
    pub(super) json_ld: String,
    pub(super) canonical: String,
}

impl Cited {
    pub(super) fn of(view: &View, described: &Described) -> Self {
        let (id, reference) = (described.case.id, &described.reference);
        let text =
            reference.language.as_ref().map(|language| format!("&text={language}")).unwrap_or_default();
        let file = |format: ExportFormat| Citation {
            label: view.say(&format!("library-export-{}", format.name())),
            kind: format.media_type().split(';').next().unwrap_or_default(),
            href: format!("/api/v1/cases/{id}/citation?format={}{text}", format.name()),
        };
        Self {
            words: labels::citation(view.locale, reference),
            files: Vec::from([ExportFormat::Bibtex, ExportFormat::Ris, ExportFormat::CslJson].map(file)),
            elements: dublin_core(described),
            json_ld: embedded(&schema_org(described)),
            canonical: reference.address.clone(),
        }
    }
}

/// JSON without a character that could end the script it stands in, or begin anything.
fn embedded(value: &serde_json::Value) -> String {
    let mut safe = String::new();
    for c in value.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            plain => safe.push(plain),
        }
    }
    safe
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kapok_base::Locale;
    use serde_json::{Value, json};

    #[test]
    fn nothing_in_embedded_json_ends_the_script_and_it_says_the_same() {
        let value = json!({ "name": "</script><!--<script>&\u{2028}'\"", "n": [1, null] });
        let text = embedded(&value);
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn files_ask_the_api_for_what_the_page_was_asked() {
        let pairs =
            [("q", "rain & sun"), ("language", "zh"), ("lang", "en"), ("cursor", "n1"), ("sort", "title")];
        let pairs = Pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let out = Out::of(&View::visitor(Locale::En, "/cases"), &pairs);
        assert_eq!(out.files.len(), ExportFormat::ALL.len());
        assert_eq!(
            out.files[0].href,
            "/api/v1/cases/export?q=rain%20%26%20sun&lang=zh&sort=title&format=csv"
        );
        assert_eq!(out.feed, "/cases.atom?q=rain%20%26%20sun&lang=zh");
    }
}
