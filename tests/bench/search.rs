//! Searches over HTTP on imported cases: how long an answer with ten hits, facets and snippets takes.

use crate::report;
use kapok_tabular::{Format, read};
use kapok_tests::http::Client;
use kapok_tests::rush::{Process, binary};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What researchers type, in the languages of the library. Words of the file's own texts come with them.
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
const FACETS: &str = "country,region,subregion,edition,year,sdg,target,theme,outcome,source,lang,population,level,kind,evidence";

/// Imports the files into a fresh folder, then asks 2,400 questions a client, by one client and by eight.
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
    let questions: Arc<[String]> =
        QUESTIONS.iter().map(|question| (*question).to_owned()).chain(own(&files[0])).collect();
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
                let (client, tail, questions) = (visitor.clone(), tail.clone(), Arc::clone(&questions));
                tokio::spawn(async move { ask(&client, &questions, &tail, at).await })
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

/// Two words of each of some texts, as they stand in an address.
fn own(file: &str) -> Vec<String> {
    let Ok(rows) = read(std::fs::File::open(file).unwrap(), Format::of_name(file).unwrap()) else {
        return vec![];
    };
    let texts = rows
        .step_by(97)
        .take(60)
        .filter_map(|row| Some(row.values.ok()?.get("description")?.as_str()?.to_owned()));
    let words = |text: String| -> String {
        let words = text.split_whitespace().filter(|word| word.chars().count() > 4).take(2);
        words.flat_map(|word| word.chars().take(8).chain([' '])).collect()
    };
    let encoded = |words: String| {
        let address = reqwest::Url::parse_with_params("http://x/", [("q", words.trim())]).unwrap();
        address.query().unwrap_or_default().trim_start_matches("q=").to_owned()
    };
    texts.map(words).map(encoded).collect()
}

async fn ask(client: &Client, questions: &[String], tail: &str, from: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for turn in 0..2_400 {
        let question = &questions[(turn + from * 7) % questions.len()];
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
