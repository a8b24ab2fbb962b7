//! How well questions are answered: nDCG@10 and MRR@10 on test collections, all in one index, the languages found by Kapok itself.
//!
//! `cargo run --release -p kapok-search --example relevance FOLDER [collection]`; each collection is a folder with `docs.tsv.gz` (id, text),
//! `queries.tsv.gz` (id, text) and `qrels.txt.gz` (query, 0, document, grade). Gains are linear, as in trec_eval.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use kapok_base::{Language, Random};
use kapok_library::{Case, Themes, read_row};
use kapok_search::{Change, Document, Index, Request, Visibility};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

fn lines(path: &Path) -> Vec<String> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let only = std::env::args().nth(2);
    let dir = std::env::temp_dir().join(format!("kapok-relevance-{}", std::process::id()));
    let index = Index::open(&dir).unwrap();
    let themes = Themes::builtin().unwrap();
    let names = ["cranfield", "drcd", "xquad-es", "xquad-ar", "xquad-ru"];
    let ids = Random::seeded(1).stream("ids");
    let mut changes = Vec::new();
    let mut langs: HashMap<(String, String), usize> = HashMap::new();
    for name in names {
        for line in lines(&Path::new(&folder).join(name).join("docs.tsv.gz")) {
            let (id, text) = line.split_once('\t').unwrap();
            let row = serde_json::json!({"source": name, "id": id, "title": "–", "description": text});
            let serde_json::Value::Object(row) = row else { unreachable!() };
            let read = match read_row(row, &themes) {
                Ok(read) => read,
                Err(error) => {
                    println!("{name} {id}: {error:?}");
                    continue;
                }
            };
            *langs.entry((name.to_owned(), read.version.language.to_string())).or_default() += 1;
            let case = Case::from_versions(ids.secret_id(), vec![read.version]).unwrap();
            changes.push(Change::Upsert(Box::new(Document { case, announcement: None })));
        }
    }
    index.apply(&changes, 1).unwrap();
    let mut found: Vec<_> = langs.into_iter().collect();
    found.sort();
    println!("{found:?}");
    for name in names.into_iter().filter(|name| only.as_deref().is_none_or(|only| only == *name)) {
        evaluate(&index, &Path::new(&folder).join(name), name);
    }
    std::fs::remove_dir_all(&dir).unwrap();
}

fn evaluate(index: &Index, folder: &Path, name: &str) {
    let mut grades: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in lines(&folder.join("qrels.txt.gz")) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        grades
            .entry(parts[0].to_owned())
            .or_default()
            .insert(parts[2].to_owned(), parts[3].parse::<f64>().unwrap().max(0.0));
    }
    let (mut ndcg, mut mrr, mut count, mut none) = (0.0, 0.0, 0.0, 0);
    let begun = std::time::Instant::now();
    for line in lines(&folder.join("queries.tsv.gz")) {
        let (id, text) = line.split_once('\t').unwrap();
        let Some(grades) = grades.get(id) else { continue };
        let request = Request::new(text, Language::english());
        let answer = index.search(&request, &Visibility::default()).unwrap();
        let gains: Vec<f64> =
            answer
                .items
                .iter()
                .map(|hit| {
                    if hit.source == name { grades.get(&hit.source_id).copied().unwrap_or(0.0) } else { 0.0 }
                })
                .collect();
        if answer.items.is_empty() {
            none += 1;
            if none < 6 {
                println!("  none: {text}");
            }
        }
        let dcg = |gains: &[f64]| {
            gains.iter().enumerate().map(|(at, gain)| gain / ((at + 2) as f64).log2()).sum::<f64>()
        };
        let mut ideal: Vec<f64> = grades.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        ideal.truncate(10);
        let best = dcg(&ideal);
        if best > 0.0 {
            ndcg += dcg(&gains) / best;
        }
        mrr += gains.iter().position(|gain| *gain > 0.0).map_or(0.0, |at| 1.0 / (at + 1) as f64);
        count += 1.0;
    }
    println!(
        "{name:<10} nDCG@10 {:.4}  MRR@10 {:.4}  {count} queries, {none} without answer, {:.2} ms each",
        ndcg / count,
        mrr / count,
        begun.elapsed().as_secs_f64() * 1e3 / count
    );
}
