//! The index's files are damaged, while it serves and before it starts: found, built anew, the same answers; searches go on meanwhile.

use crate::library::{FILE, import, search};
use kapok_engine::Engine;
use kapok_tests::database;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A file of each kind that the index has, and what is done to it.
fn kinds(index: &Path) -> Vec<PathBuf> {
    let generation = index.join(fs::read_to_string(index.join("CURRENT")).unwrap());
    let mut kinds = BTreeSet::new();
    let files = fs::read_dir(index).unwrap().chain(fs::read_dir(generation).unwrap());
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| {
        let name = file.file_name().unwrap().to_str().unwrap();
        let kind = name.rsplit('.').next().unwrap().to_owned();
        file.is_file() && kind != "lock" && kinds.insert(kind)
    });
    files
}

fn delete(file: &Path) {
    fs::remove_file(file).unwrap();
}

fn cut_short(file: &Path) {
    let length = fs::metadata(file).unwrap().len();
    fs::File::options().write(true).open(file).unwrap().set_len(length / 2).unwrap();
}

fn turn_a_bit(file: &Path) {
    let mut content = fs::read(file).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 1;
    fs::write(file, content).unwrap();
}

const HARMS: [fn(&Path); 3] = [delete, cut_short, turn_a_bit];

/// What people see: totals, titles, snippets, scores, counts.
async fn answers(engine: &Engine) -> Vec<kapok_engine::remember::Answer> {
    let mut answers = Vec::new();
    for question in ["", "trees", "河邊", "\"bus stops\" OR meals", "tress"] {
        answers.push(search(engine, question).await.answer);
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_while_it_serves_is_mended_and_searches_go_on() {
    for fresh in database::both().await {
        let index = fresh.folder.path().join("index");
        let engine = fresh.engine().await;
        import(&engine, FILE).await;
        engine.catch_up().await.unwrap();
        let before = answers(&engine).await;
        assert_eq!(before[0].total, 3);
        for harm in HARMS {
            for nth in 0..kinds(&index).len() {
                engine.catch_up().await.unwrap();
                let file = kinds(&index).remove(nth);
                harm(&file);
                assert_eq!(answers(&engine).await, before, "{}: {file:?}", fresh.name);
                engine.catch_up().await.unwrap();
                assert!(kinds(&index).iter().all(|other| *other != file || file.ends_with("CURRENT")));
                assert_eq!(answers(&engine).await, before, "{}: {file:?}", fresh.name);
            }
        }
        fs::remove_dir_all(&index).unwrap();
        assert_eq!(answers(&engine).await, before, "{}", fresh.name);
        engine.catch_up().await.unwrap();
        assert_eq!(answers(&engine).await, before, "{}", fresh.name);
        let report = import(&engine, &FILE.replace("School meals", "Breakfast")).await;
        assert_eq!(report.updated, 1, "{}", fresh.name);
        // On PostgreSQL an event gets its place in the ledger a moment after its commit.
        let begun = Instant::now();
        while search(&engine, "breakfast").await.answer.total == 0 {
            assert!(begun.elapsed() < Duration::from_secs(20), "{}: the change is not found", fresh.name);
            engine.catch_up().await.unwrap();
        }
        assert_eq!(search(&engine, "school").await.answer.total, 0, "{}", fresh.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_before_it_starts_is_mended_at_the_start() {
    for fresh in database::both().await {
        let index = fresh.folder.path().join("index");
        let engine = fresh.engine().await;
        import(&engine, FILE).await;
        engine.catch_up().await.unwrap();
        let before = answers(&engine).await;
        drop(engine);
        for harm in HARMS {
            for nth in 0..kinds(&index).len() {
                harm(&kinds(&index).remove(nth));
                let engine = fresh.engine().await;
                engine.catch_up().await.unwrap();
                assert_eq!(answers(&engine).await, before, "{}: {nth}", fresh.name);
            }
        }
        fs::remove_dir_all(&index).unwrap();
        let engine = fresh.engine().await;
        engine.catch_up().await.unwrap();
        assert_eq!(answers(&engine).await, before, "{}", fresh.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_finds_damage_by_itself_and_never_fails_a_search() {
    for fresh in database::both().await {
        let index = fresh.folder.path().join("index");
        let engine = Arc::new(fresh.engine().await);
        import(&engine, FILE).await;
        engine.catch_up().await.unwrap();
        engine.start_work();
        let before = answers(&engine).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        for harm in HARMS {
            let generation = fs::read_to_string(index.join("CURRENT")).unwrap();
            for file in kinds(&index.clone()).iter().filter(|file| !file.ends_with("CURRENT")) {
                harm(file);
            }
            let begun = Instant::now();
            while fs::read_to_string(index.join("CURRENT")).unwrap() == generation {
                assert_eq!(answers(&engine).await, before, "{}", fresh.name);
                assert!(begun.elapsed() < Duration::from_secs(20), "{}: not mended", fresh.name);
            }
            assert_eq!(answers(&engine).await, before, "{}", fresh.name);
        }
    }
}
