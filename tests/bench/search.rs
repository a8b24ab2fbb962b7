//! Searches over HTTP on imported cases: how long an answer with ten hits, facets and snippets takes.

use crate::report;
use kapok_tests::http::Client;
use kapok_tests::rush::{Process, binary};
use std::process::Command;
use std::time::{Duration, Instant};

/// What researchers type, in the languages of the library.
const QUESTIONS: &[&str] = &[
    "water",
    "participatory+budget",
    "%22public+transport%22",
    "waste+recycling+-plastic",
    "%E6%8E%92%E6%B0%B4",
    "%E5%85%AC%E6%B0%91%E5%8F%83%E8%88%87",
    "agua+potable",
    "presupuesto+participativo",
    "%C3%A9nergie+renouvelable",
    "bicyle",
    "climate+change+adaptation+in+cities",
    "",
];
const FACETS: &str = "country,region,edition,year,theme,sdg,outcome,lang";

/// Imports the files into a fresh folder, then asks each question two hundred times, by one client and by eight.
pub(crate) async fn search(files: Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    let done = Command::new(binary())
        .args(["import", "cases", "--data"])
        .arg(folder.path())
        .args(&files)
        .status()
        .expect("the import did not start");
    println!("imported in {:.2} s, exit {:?}", begun.elapsed().as_secs_f64(), done.code());
    let process = Process::start(folder.path()).await;
    let visitor = Client::visitor(&process.address);
    let total = wait_until_indexed(&visitor).await;
    println!("{total} cases; resident memory {:.1} MB", process.resident() as f64 / 1e3);
    for (name, tail) in
        [("search, ten hits", String::new()), ("search, hits and all facets", format!("&facets={FACETS}"))]
    {
        for clients in [1, 8] {
            let begun = Instant::now();
            let workers = (0..clients).map(|at| {
                let (client, tail) = (visitor.clone(), tail.clone());
                tokio::spawn(async move { ask(&client, &tail, at).await })
            });
            let mut times = Vec::new();
            for worker in workers.collect::<Vec<_>>() {
                times.extend(worker.await.unwrap());
            }
            report(name, clients, times, begun.elapsed());
        }
    }
    println!("after searching: resident memory {:.1} MB", process.resident() as f64 / 1e3);
}

async fn ask(client: &Client, tail: &str, from: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for turn in 0..QUESTIONS.len() * 200 {
        let question = QUESTIONS[(turn + from) % QUESTIONS.len()];
        let begun = Instant::now();
        client.get(&format!("/api/v1/cases?q={question}&limit=10{tail}")).await.good();
        times.push(begun.elapsed());
    }
    times
}

/// The index follows the ledger; it is complete when the total no longer grows.
async fn wait_until_indexed(visitor: &Client) -> u64 {
    let mut last = 0;
    loop {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let total = visitor.get("/api/v1/cases?limit=1").await.good().json()["total"].as_u64().unwrap();
        if total == last && total > 0 {
            return total;
        }
        last = total;
    }
}
