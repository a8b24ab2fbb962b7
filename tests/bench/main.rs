//! Measurements on the real binary over loopback: durable writes a second, searches, memory, and the crash at full
//! size. Never part of the tests; the figures are kept in `docs/measurements.md`.
//!
//! `cargo build --release --workspace && target/release/bench seals|scorecards|search FILE [FOLDER]|import [ROWS]|crash|demo|large [ENTRIES JUDGES]|size`, and of the search alone
//! `bench relevance FOLDER`, `bench cases COUNT FOLDER > cases.jsonl`, `bench speed cases.jsonl [alone]`,
//! `bench pool cases.jsonl.gz docs/questions/questions.csv`, `bench graded cases.jsonl.gz docs/questions/*.csv`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod cases;
mod collections;
mod demonstration;
mod graded;
mod imports;
mod large;
mod questions;
mod relevance;
mod rivals;
mod search;
mod speed;
mod speed_rivals;
mod writes;

use kapok_tests::crash;
use kapok_tests::rush::binary;
use std::time::Duration;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("seals") => writes::seals().await,
        Some("scorecards") => writes::scorecards().await,
        Some("search") => {
            let file = arguments.next().expect("which file of cases?");
            search::search(&file, arguments.next().as_deref()).await;
        }
        Some("import") => imports::imports(arguments.next()),
        Some("crash") => crashes().await,
        Some("demo") => demonstration::demonstration().await,
        Some("large") => {
            large::large(
                arguments.map(|size| size.parse().expect("a number of entries, of judges")).collect(),
            )
            .await;
        }
        Some("size") => {
            let bytes = std::fs::metadata(binary()).unwrap().len();
            println!("binary: {:.1} MB", bytes as f64 / 1e6);
        }
        Some("relevance") => {
            let folder = arguments.next().expect("which folder of collections?");
            relevance::relevance(&folder, arguments.next().as_deref()).await;
        }
        Some("cases") => {
            let count = arguments.next().and_then(|count| count.parse().ok()).expect("how many?");
            cases::cases(count, &arguments.next().expect("which folder of collections?"));
        }
        Some("speed") => {
            let file = arguments.next().expect("which file of cases?");
            speed::speed(&file, arguments.next().is_some()).await;
        }
        Some("pool") => {
            let cases = arguments.next().expect("which file of cases?");
            graded::pool(&cases, &arguments.next().expect("which file of questions?")).await;
        }
        Some("graded") => {
            let [cases, questions] = [0; 2].map(|_| arguments.next().expect("cases and questions"));
            graded::graded(&cases, &questions, &arguments.collect::<Vec<_>>()).await;
        }
        _ => println!(
            "usage: bench seals|scorecards|search FILE [FOLDER]|import [ROWS]|crash|demo|large [ENTRIES JUDGES]|size|relevance FOLDER|cases COUNT FOLDER|speed FILE [alone]|pool CASES QUESTIONS|graded CASES QUESTIONS GRADES…"
        ),
    }
}

/// Ten rounds of five hundred concurrent seals, killed at ten different moments.
async fn crashes() {
    for round in 0..10 {
        let until = 25 + round * 50;
        let shown = crash::round(500, until).await;
        println!(
            "round {}: killed at {until} receipts; {} acknowledged, all found; {} sealed after restart",
            round + 1,
            shown.acknowledged,
            shown.sealed
        );
    }
}

/// A share of sorted times, such as .99.
pub(crate) fn quantile(sorted: &[Duration], share: f64) -> f64 {
    let at = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len()) - 1;
    sorted[at].as_secs_f64() * 1e3
}

/// Prints what a run of requests came to.
pub(crate) fn report(what: &str, clients: usize, mut times: Vec<Duration>, took: Duration) {
    times.sort();
    println!(
        "{what:<28} {clients:>4} clients {:>6} requests {:>8.0} a second   p50 {:>7.2} ms   p99 {:>7.2} ms",
        times.len(),
        times.len() as f64 / took.as_secs_f64(),
        quantile(&times, 0.5),
        quantile(&times, 0.99),
    );
}
