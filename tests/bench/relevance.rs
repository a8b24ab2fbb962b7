//! How well questions are answered: Kapok, SQLite FTS5 and PostgreSQL on the same collections in one run, as a table in Markdown.
//!
//! Kapok has all collections in one index and finds the languages by itself. The databases have a table for each collection, and of their settings the one that
//! answers every tenth question of the collection best.

use crate::collections::{COLLECTIONS, Collection, Measure};
use crate::rivals::{self, Rival};
use kapok_base::{Language, Random};
use kapok_library::{Case, Themes, read_row};
use kapok_search::{Change, Document, Index, Request, Visibility};
use serde_json::{Value, json};
use std::path::Path;

/// Permutations of the test of significance.
const PERMUTATIONS: u32 = 10_000;

/// `bench relevance FOLDER [collection|alone]`: one collection, or Kapok alone.
pub(crate) async fn relevance(folder: &str, only: Option<&str>) {
    let read = |name: &str| Collection::read(&Path::new(folder).join(name));
    let collections = COLLECTIONS.map(|(name, ..)| read(name));
    let home = tempfile::tempdir().unwrap();
    let index = Index::open(home.path()).unwrap();
    index.apply(&changes(&collections), 1).unwrap();
    let server = std::env::var("KAPOK_TEST_POSTGRES").expect("KAPOK_TEST_POSTGRES names a PostgreSQL");
    println!("| collection | questions | measure | Kapok | SQLite FTS5 | p | PostgreSQL | p |");
    println!("| --- | ---: | --- | ---: | --- | ---: | --- | ---: |");
    for ((name, title, config, measures), collection) in COLLECTIONS.into_iter().zip(&collections) {
        let alone = only == Some("alone");
        if only.is_some_and(|only| only != name) && !alone {
            continue;
        }
        let answers: Vec<_> =
            collection.questions.iter().map(|(question, _)| asked(&index, name, question)).collect();
        let rivals = if alone {
            None
        } else {
            let lite = best(rivals::sqlite(&collection.docs).await, collection, measures[0]).await;
            let post = rivals::postgres(&server, &collection.docs, config, config == "simple").await;
            Some([lite, best(post, collection, measures[0]).await])
        };
        for measure in measures {
            let kapok = collection.grades(&answers, *measure);
            print!("| {title} | {} | {} | {:.4} |", kapok.len(), measure.name(), mean(&kapok));
            for (name, answers) in rivals.iter().flatten() {
                let theirs = collection.grades(answers, *measure);
                print!(" {:.4} ({name}) | {} |", mean(&theirs), shown(significance(&kapok, &theirs)));
            }
            println!();
        }
    }
}

fn changes(collections: &[Collection]) -> Vec<Change> {
    let themes = Themes::builtin().unwrap();
    let ids = Random::seeded(1).stream("ids");
    let mut changes = Vec::new();
    for ((name, ..), collection) in COLLECTIONS.iter().zip(collections) {
        for (id, text) in &collection.docs {
            let Value::Object(row) = json!({"source": name, "id": id, "title": "–", "description": text})
            else {
                continue;
            };
            // The collections have a few empty documents; nobody's question is answered by them.
            let Ok(read) = read_row(row, &themes) else { continue };
            let case = Case::from_versions(ids.secret_id(), vec![read.version]).unwrap();
            changes.push(Change::Upsert(Box::new(Document { case, announcement: None })));
        }
    }
    changes
}

/// The best ten of Kapok; documents of other collections stand in it under no identifier.
fn asked(index: &Index, collection: &str, question: &str) -> Vec<String> {
    // No question is meant as syntax: every engine is given its words alone. Every document is judged by itself: nearly
    // identical ones are not folded into one.
    let plain = question.replace(|c: char| !c.is_alphanumeric() && c != '\'', " ");
    let request = Request { fold: false, ..Request::new(&plain, Language::english()) };
    let answer = index.search(&request, &Visibility::default()).unwrap();
    let own = |hit: kapok_search::Hit| if hit.source == collection { hit.source_id } else { String::new() };
    answer.items.into_iter().map(own).collect()
}

/// The answers of the setting that answers every tenth question best, with its name.
async fn best(settings: Vec<Rival>, collection: &Collection, measure: Measure) -> (String, Vec<Vec<String>>) {
    let mut best: Option<(f64, Rival)> = None;
    for rival in settings {
        let mut grades = Vec::new();
        for (question, wanted) in collection.questions.iter().step_by(10) {
            grades.push(measure.grade(&rival.ask(question).await, wanted));
        }
        let tried = mean(&grades);
        eprintln!("{}: {tried:.4} on every tenth question", rival.name);
        if best.as_ref().is_none_or(|(other, _)| tried > *other) {
            best = Some((tried, rival));
        }
    }
    let (_, rival) = best.expect("there are settings");
    let mut answers = Vec::new();
    for (question, _) in &collection.questions {
        answers.push(rival.ask(question).await);
    }
    let name = rival.name.split_once(", ").map_or(rival.name.as_str(), |(_, setting)| setting).to_owned();
    (name, answers)
}

fn mean(grades: &[f64]) -> f64 {
    grades.iter().sum::<f64>() / grades.len().max(1) as f64
}

/// The share of permutations, in which each question's two grades change places by a coin's toss, that differ at least as much as what was seen:
/// the paired randomisation test (Smucker, Allan and Carterette, 2007), two-sided.
fn significance(ours: &[f64], theirs: &[f64]) -> f64 {
    let differences: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| a - b).filter(|d| *d != 0.0).collect();
    let seen = differences.iter().sum::<f64>().abs();
    let coins = Random::seeded(1).stream("permutations");
    let mut as_much = 0u32;
    for _ in 0..PERMUTATIONS {
        let mut sum = 0.0;
        for some in differences.chunks(64) {
            let tosses = u64::from_be_bytes(coins.bytes::<8>());
            sum += (0..).zip(some).map(|(at, d)| if tosses >> at & 1 == 0 { *d } else { -d }).sum::<f64>();
        }
        as_much += u32::from(sum.abs() >= seen - 1e-9);
    }
    f64::from(as_much + 1) / f64::from(PERMUTATIONS + 1)
}

fn shown(p: f64) -> String {
    if p < 0.0002 { "< 0.0002".to_owned() } else { format!("{p:.4}") }
}
