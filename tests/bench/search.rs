//! The library over HTTP: imported, served by the real binary, and asked what `bench speed` asks in process.

use crate::questions::{EACH, Questions};
use crate::report;
use crate::speed::{in_parts, said};
use kapok_tests::http::Client;
use kapok_tests::rush::{Process, binary};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const FACETS: &str = "country,region,subregion,edition,year,sdg,target,theme,outcome,source,lang,population,level,kind,evidence,cell";
/// An index of a million cases takes its time.
const PATIENCE: Duration = Duration::from_secs(3 * 3_600);
/// As in process: the fastest of some rounds counts.
const ROUNDS: usize = 3;

/// `bench search FILE [FOLDER]`: imports the file into a fresh folder, or takes a data folder into which it was imported before.
pub(crate) async fn search(file: &str, folder: Option<&str>) {
    let fresh = tempfile::tempdir().unwrap();
    let data = folder.map_or(fresh.path(), Path::new);
    if folder.is_none() {
        import(file, data);
    }
    let begun = Instant::now();
    let process = Process::start_within(data, "serve", PATIENCE).await;
    println!("ready, its index in step, in {:.1} s", begun.elapsed().as_secs_f64());
    let visitor = Client::visitor(&process.address);
    let total = &visitor.get("/api/v1/cases?limit=1").await.good().json()["total"];
    println!("{total} cases; resident memory {:.1} MB", process.resident() as f64 / 1e3);
    let questions = sampled(file);
    let plain = "limit=10".to_owned();
    let all = format!("limit=10&facets={FACETS}");
    for (kind, asked, facets) in questions.kinds() {
        let tail = if facets.is_empty() { &plain } else { &all };
        told(&visitor, kind, addresses("cases", asked, tail)).await;
    }
    told(&visitor, "a filter, all facets", filtered(&visitor, &questions.words, &all).await).await;
    told(&visitor, "suggestions", addresses("cases/suggest", &questions.begun, "")).await;
    for clients in [2, 8, 64] {
        at_once(&visitor, clients, addresses("cases", &questions.words, &all)).await;
    }
    println!("after searching: resident memory {:.1} MB", process.resident() as f64 / 1e3);
}

fn import(file: &str, data: &Path) {
    let begun = Instant::now();
    let mut command = Command::new(binary());
    let done = command.args(["import", "cases", "--data"]).arg(data).arg(file).status();
    assert!(done.expect("the import did not start").success(), "the import failed");
    println!("imported in {:.1} s", begun.elapsed().as_secs_f64());
}

/// Questions from the file's own texts.
fn sampled(file: &str) -> Questions {
    let mut texts = Vec::new();
    in_parts(file, |cases| {
        let every = (cases.len() * EACH / 20_000).max(1);
        texts.extend(cases.iter().step_by(every).map(|case| case.texts.text(case.texts.original()).clone()));
    });
    Questions::of(&texts.iter().map(|t| (t.title.as_str(), t.body())).collect::<Vec<_>>())
}

fn addresses(route: &str, asked: &[String], tail: &str) -> Vec<String> {
    let address = |question: &String| {
        let query = reqwest::Url::parse_with_params("http://x/", [("q", question)]).unwrap();
        format!("/api/v1/{route}?{}&{tail}", query.query().unwrap_or_default())
    };
    asked.iter().map(address).collect()
}

/// The same words within one of the library's countries each.
async fn filtered(visitor: &Client, words: &[String], tail: &str) -> Vec<String> {
    let answer = visitor.get("/api/v1/cases?limit=1&facets=country").await.good().json();
    let values = answer["facets"]["country"].as_array().unwrap();
    let countries: Vec<&str> = values.iter().filter_map(|value| value["value"].as_str()).take(20).collect();
    let plain = addresses("cases", words, tail);
    let narrowed = plain.iter().zip(countries.iter().cycle());
    narrowed.map(|(address, country)| format!("{address}&country={country}")).collect()
}

async fn told(visitor: &Client, kind: &str, addresses: Vec<String>) {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(asked(visitor, &addresses, 0, addresses.len()).await);
    }
    said("over HTTP", kind, rounds);
}

async fn asked(visitor: &Client, addresses: &[String], from: usize, count: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for address in addresses.iter().cycle().skip(from).take(count) {
        let begun = Instant::now();
        visitor.get(address).await.good();
        times.push(begun.elapsed());
    }
    times
}

/// So many clients at once, two thousand requests in all.
async fn at_once(visitor: &Client, clients: usize, addresses: Vec<String>) {
    let (addresses, begun): (Arc<[String]>, _) = (addresses.into(), Instant::now());
    let workers = (0..clients).map(|at| {
        let (client, addresses) = (visitor.clone(), Arc::clone(&addresses));
        tokio::spawn(async move { asked(&client, &addresses, at * 7, 2_000 / clients).await })
    });
    let mut times = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        times.extend(worker.await.unwrap());
    }
    report("words, all facets", clients, times, begun.elapsed());
}
