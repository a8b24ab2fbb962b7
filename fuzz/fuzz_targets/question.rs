//! Any bytes as a question to a small library: it is read, answered and completed, whatever it is.
//!
//! `cargo +nightly fuzz run question -- -max_len=10000 -timeout=5 -rss_limit_mb=512`
#![no_main]

use kapok_base::{Language, Random};
use kapok_library::{Case, Themes, read_row};
use kapok_search::{Change, Document, Index, Request, Visibility, parse};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use std::sync::LazyLock;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let texts = [
        ("en", "Public libraries by bus", "A bus brings books to every library and every school."),
        ("zh-Hant", "河邊的樹", "廣州市政府在河邊種樹，讓居民有公共空間。"),
        ("ar", "مياه نظيفة", "تقدم المدينة مياه الشرب النظيفة لجميع السكان."),
        ("ru", "Открытые улицы", "По воскресеньям улицы города открыты для пешеходов."),
    ];
    let (themes, ids) = (Themes::builtin().unwrap(), Random::seeded(1).stream("ids"));
    let changes = texts.iter().enumerate().map(|(at, (lang, title, text))| {
        let row = json!({"source": "s", "id": at.to_string(), "lang": lang, "title": title, "description": text, "country": "FR", "year": 2015 + at});
        let Value::Object(row) = row else { unreachable!() };
        let case = Case::from_versions(ids.secret_id(), vec![read_row(row, &themes).unwrap().version]).unwrap();
        Change::Upsert(Box::new(Document { case, announcement: None }))
    });
    let folder = tempfile::tempdir().unwrap().keep();
    let index = Index::open(&folder).unwrap();
    index.apply(&changes.collect::<Vec<_>>(), 1).unwrap();
    index
});

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let _ = parse(&text);
    let answer = INDEX.search(&Request::new(&text, Language::english()), &Visibility::default()).unwrap();
    assert!(answer.total <= 4);
    INDEX.suggest(&text, 5, &Language::english(), &Visibility::default()).unwrap();
});
