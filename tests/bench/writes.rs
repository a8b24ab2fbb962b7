//! Durable seals and scorecard saves a second, at 1, 64 and 500 clients, on SQLite.

use crate::report;
use kapok_base::{Clock, Random};
use kapok_engine::Engine;
use kapok_tests::award::{Award, scores};
use kapok_tests::http::Client;
use kapok_tests::rush::{Draft, Process};
use kapok_tests::{crash, database, served};
use reqwest::Method;
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Each draft is sealed once; clients take the next one as soon as they are done.
pub(crate) async fn seals() {
    for (clients, count) in [(1, 400), (64, 2_000), (500, 3_000)] {
        let fresh = database::sqlite();
        let drafts = crash::drafts(&fresh, count).await;
        let process = Process::start(fresh.folder.path()).await;
        let waiting =
            Arc::new(Mutex::new(drafts.iter().map(|d| d.at(&process.address)).collect::<Vec<Draft>>()));
        let begun = Instant::now();
        let workers = (0..clients).map(|_| {
            let waiting = waiting.clone();
            tokio::spawn(async move {
                let mut times = Vec::new();
                loop {
                    let next = waiting.lock().unwrap().pop();
                    let Some(draft) = next else { return times };
                    let asked = Instant::now();
                    assert!(draft.seal().await.is_some(), "a seal was refused");
                    times.push(asked.elapsed());
                }
            })
        });
        let times = all(workers.collect()).await;
        report("durable seals", clients, times, begun.elapsed());
        println!("{:28} resident memory {:.1} MB", "", process.resident() as f64 / 1e3);
    }
}

/// Each client is a judge who saves the scorecard of one assignment again and again.
pub(crate) async fn scorecards() {
    for (clients, each) in [(1, 400), (64, 30), (500, 6)] {
        let fresh = database::sqlite();
        let cards = assigned(&fresh, clients).await;
        let process = Process::start(fresh.folder.path()).await;
        let begun = Instant::now();
        let workers = cards.into_iter().map(|(client, assignment)| {
            let client = client.at(&process.address);
            tokio::spawn(async move { save_again(&client, &assignment, each).await })
        });
        let times = all(workers.collect()).await;
        report("durable scorecard saves", clients, times, begun.elapsed());
    }
}

async fn save_again(client: &Client, assignment: &str, each: usize) -> Vec<Duration> {
    let path = format!("/api/v1/assignments/{assignment}");
    let mut etag = client.get(&path).await.good().etag();
    let mut times = Vec::new();
    for turn in 0..each {
        let value = 1.0 + (turn % 18) as f64 / 2.0;
        let body = json!({ "scores": scores(&[("innovation", value), ("impact", value)]), "submit": false });
        let asked = Instant::now();
        let put = format!("{path}/scorecard");
        let saved = client.send(Method::PUT, &put, &[("if-match", &etag)], Some(body)).await.good();
        times.push(asked.elapsed());
        etag = saved.etag();
    }
    times
}

/// As many judges as clients, each with one assignment in an edition that is being judged.
async fn assigned(fresh: &database::Fresh, clients: usize) -> Vec<(Client, String)> {
    let clock = Clock::set_at(database::start());
    let engine = Engine::open(fresh.config(), clock, &Random::system().unwrap()).await.unwrap();
    let award = Award::set_up_on(served::serve(engine).await, clients).await;
    award.go("open").await.good();
    award.enter("Aarhus").await;
    award.clock("2026-05-02T00:00:00Z");
    award.go("screening").await.good();
    let entry = award.entries().await[0]["id"].as_str().unwrap().to_owned();
    award.screen(&entry, "eligible", None).await.good();
    award.go("judging").await.good();
    award.assign(0, &[entry], &award.committee).await.good();
    let mut cards = Vec::new();
    for judge in &award.committee {
        let (assignment, _) = award.mine(0, judge).await.remove(0);
        cards.push((judge.client.clone(), assignment));
    }
    award.served.stop().await;
    cards
}

async fn all(workers: Vec<tokio::task::JoinHandle<Vec<Duration>>>) -> Vec<Duration> {
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.await.unwrap());
    }
    times
}
