//! Cases are imported, found, exported and found again; the index follows by itself.

use kapok_base::Language;
use kapok_engine::remember::{
    ExportFilter, ExportFormat, Facet, Filters, Found, ImportReport, Request, Sort,
};
use kapok_engine::{Caller, Engine, Error};
use kapok_tabular::{Format, Row, read};
use kapok_tests::database;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub(crate) const FILE: &str = r#"{"source": "s", "id": "1", "lang": "en", "title": "Shade for bus stops", "description": "Trees beside every stop.", "country": "France", "year": 2019, "lat": 43.29695, "lon": 5.38107}
{"source": "s", "id": "2", "lang": "zh-Hant", "title": "河邊的公園", "description": "市政府在河邊種樹。", "country": "中国", "sdgs": [11]}
{"source": "s", "id": "2", "lang": "en", "title": "A park by the river", "description": "The city planted trees.", "year": 2020}
{"source": "s", "id": "3", "title": broken}
{"source": "s", "id": "4", "lang": "en", "title": "Nowhere", "description": "x", "lat": 91, "lon": 0}
{"source": "s", "id": "5", "lang": "en", "title": "Meals", "description": "School meals.", "country": "Atlantis"}
"#;

fn rows(file: &str) -> Vec<Row> {
    read(file.as_bytes(), Format::Jsonl).unwrap().collect()
}

pub(crate) async fn import(engine: &Engine, file: &str) -> ImportReport {
    engine.import_cases(&Caller::system(), rows(file).into_iter(), false, |_| ()).await.unwrap()
}

fn request(query: &str) -> Request {
    Request {
        fold: true,
        explain: false,
        query: query.into(),
        filters: Filters::default(),
        sort: Sort::Relevance,
        limit: 20,
        cursor: None,
        facets: vec![Facet::Country],
        language: Language::english(),
    }
}

pub(crate) async fn search(engine: &Engine, query: &str) -> Found {
    engine.search_cases(&Caller::visitor(), request(query)).await.unwrap()
}

/// Waits until a question has so many answers; a second is what we promise, slow machines get more.
async fn eventually(engine: &Engine, query: &str, total: u64) -> Duration {
    let begun = Instant::now();
    loop {
        let found = search(engine, query).await.answer.total;
        if found == total {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{query}: {found}, not {total}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_imported_and_found_and_a_broken_row_is_refused_alone() {
    for fresh in database::both().await {
        let engine = Arc::new(fresh.engine().await);
        engine.start_work();
        let report = import(&engine, FILE).await;
        assert_eq!((report.read, report.created, report.refused), (6, 4, 2), "{}", fresh.name);
        let refused: Vec<_> = report.refusals.iter().map(|r| (r.line, r.code.as_str())).collect();
        assert_eq!(refused, [(4, "row_broken_json"), (5, "case_place_off_globe")]);
        assert_eq!(report.warnings.values().sum::<u64>(), 1);
        eventually(&engine, "", 3).await;

        let again = import(&engine, FILE).await;
        assert_eq!((again.created, again.updated, again.unchanged, again.refused), (0, 0, 4, 2));

        let found = search(&engine, "tree").await.answer;
        assert_eq!(found.total, 2);
        assert_eq!(found.facets[&Facet::Country].len(), 2);
        let park = search(&engine, "河边 公园").await.answer.items.remove(0);
        let case = engine.get_case(&Caller::visitor(), park.id).await.unwrap().case().unwrap();
        assert_eq!(case.texts.original().as_str(), "zh-Hant");
        assert_eq!((case.facts.country.as_deref(), case.facts.year), (Some("CN"), Some(2020)));

        let changed = import(&engine, &FILE.replace("School meals", "Breakfast")).await;
        assert_eq!((changed.updated, changed.unchanged), (1, 3));
        eventually(&engine, "breakfast", 1).await;
        assert_eq!(engine.reindex(&Caller::system()).await.unwrap(), 3);
        assert_eq!(search(&engine, "breakfast").await.answer.total, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_is_unchanged_when_it_is_imported_and_a_dry_run_writes_nothing() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let dry = engine.import_cases(&Caller::system(), rows(FILE).into_iter(), true, |_| ()).await.unwrap();
        assert_eq!(dry.created, 4);
        let refused = engine.import_cases(&Caller::visitor(), rows(FILE).into_iter(), false, |_| ()).await;
        assert_eq!(refused.unwrap_err(), Error::SignInNeeded);
        assert_eq!(engine.reindex(&Caller::system()).await.unwrap(), 0);

        import(&engine, FILE).await;
        assert_eq!(engine.reindex(&Caller::system()).await.unwrap(), 3);
        for (format, kind) in [(ExportFormat::Jsonl, Format::Jsonl), (ExportFormat::Csv, Format::Csv)] {
            let filter = ExportFilter::default();
            let mut cases = engine.export_cases(&Caller::visitor(), filter, format).await.unwrap();
            let mut file = Vec::new();
            while let Some(part) = cases.next(&engine).await.unwrap() {
                file.extend(part);
            }
            let rows: Vec<Row> = read(&file[..], kind).unwrap().collect();
            let again =
                engine.import_cases(&Caller::system(), rows.into_iter(), false, |_| ()).await.unwrap();
            assert_eq!((again.read, again.unchanged), (4, 4), "{again:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_the_installation_s_own_find_what_others_call_otherwise() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        import(&engine, FILE).await;
        engine.catch_up().await.unwrap();
        assert_eq!(search(&engine, "wayside canopy").await.answer.total, 0);
        drop(engine);
        std::fs::write(
            fresh.folder.path().join("synonyms.txt"),
            "# ours\nwayside canopy | 候車亭 | bus stops\n",
        )
        .unwrap();
        let engine = fresh.engine().await;
        for question in ["wayside canopy", "候车亭"] {
            let answer = search(&engine, question).await.answer;
            assert_eq!((answer.total, answer.some_only), (1, false), "{}: {question}", fresh.name);
            assert_eq!(answer.items[0].title, "Shade for bus stops");
        }
    }
}

/// The real corpus, where it is at hand: `KAPOK_TEST_CASES` names the file.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_collection_comes_in_whole_and_a_second_time_unchanged() {
    let Ok(path) = std::env::var("KAPOK_TEST_CASES") else { return };
    let path = Path::new(&path);
    let file = || {
        read(std::fs::File::open(path).unwrap(), Format::of_name(path.to_str().unwrap()).unwrap()).unwrap()
    };
    let fresh = database::sqlite();
    let engine =
        Engine::open(fresh.config(), kapok_base::Clock::system(), &kapok_base::Random::seeded(1)).await;
    let engine = Arc::new(engine.unwrap());
    let whole = file().count() as u64;
    let begun = Instant::now();
    let rows: Vec<Row> = file().collect();
    let report = engine.import_cases(&Caller::system(), rows.into_iter(), false, |_| ()).await.unwrap();
    assert_eq!((report.read, report.created, report.refused), (whole, whole, 0));
    println!("imported {whole} rows in {:.1?}; {:?}", begun.elapsed(), report.warnings);
    let begun = Instant::now();
    engine.catch_up().await.unwrap();
    println!("indexed in {:.1?}", begun.elapsed());
    let mut rows: Vec<Row> = file().collect();
    rows.insert(rows.len() / 2, self::rows("{broken").remove(0));
    let again = engine.import_cases(&Caller::system(), rows.into_iter(), false, |_| ()).await.unwrap();
    assert_eq!((again.unchanged, again.refused), (whole, 1));
    assert!(search(&engine, "water").await.answer.total > 100);
}
