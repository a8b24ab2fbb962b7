//! A very large edition: 3,000 entries, 300 judges, three scorecards for each entry; then every kind of page that its organiser, a judge and a visitor can reach.

use crate::demonstration::{Slowest, Visit, told};
use crate::quantile;
use kapok_access::Role;
use kapok_base::{Clock, Locale, Random};
use kapok_engine::people::NewPerson;
use kapok_engine::{Caller, Engine};
use kapok_tests::award::{Award, Person, scores};
use kapok_tests::http::Client;
use kapok_tests::rush::Process;
use kapok_tests::{database, served};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;
use tokio::task::JoinSet;

const ENTRIES: usize = 3_000;
const JUDGES: usize = 300;
const EACH: usize = 3;
const PASSWORD: &str = "as large as it gets";
/// How often each page is looked at after a scorecard.
const AFTER: usize = 10;
/// How much is set up at a time.
const AT_ONCE: usize = 32;

/// `bench large [ENTRIES JUDGES]`
pub(crate) async fn large(sizes: Vec<usize>) {
    let (entries, judges) =
        (sizes.first().copied().unwrap_or(ENTRIES), sizes.get(1).copied().unwrap_or(JUDGES));
    let begun = Instant::now();
    let fresh = database::sqlite();
    let (round, judge) = set_up(&fresh, entries, judges).await;
    println!(
        "{entries} entries, {judges} judges, {EACH} scorecards each: set up in {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    let process = Process::start(fresh.folder.path()).await;
    let mut slowest = Slowest::new();
    for (role, email) in [("organiser", "large@example.org"), ("judge", "reader@example.org")] {
        let visit = Visit::begin(&process.address, Some((email, PASSWORD))).await;
        visit.walk(role, 20, &mut slowest).await;
    }
    told(slowest);
    after_changes(&process, &round, &judge.at(&process.address)).await;
    println!("resident memory {:.1} MB", process.resident() as f64 / 1e3);
}

/// The pages that rest on figures of a round, each looked at right after a scorecard was sent.
async fn after_changes(process: &Process, round: &str, judge: &Client) {
    let organiser = Visit::begin(&process.address, Some(("large@example.org", PASSWORD))).await;
    let mine = judge.get(&format!("/api/v1/me/assignments?round={round}")).await.good().json();
    let mut mine =
        mine["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned());
    for page in ["standings", "meeting?balance=1", "methods"] {
        let (mut first, mut shown) = (Vec::new(), Vec::new());
        for (number, assignment) in mine.by_ref().take(AFTER).enumerate() {
            let score = scores(&[("innovation", 1.0 + number as f64 / 2.0), ("impact", 9.0)]);
            let card = json!({ "assignment": assignment, "scores": score, "submit": true });
            judge.post("/api/v1/me/scorecards", json!({ "mode": "all", "cards": [card] })).await.good();
            let (look, all, _) = organiser.settled(&format!("/organise/rounds/{round}/{page}")).await;
            first.push(look);
            shown.push(all);
        }
        for taken in [&mut first, &mut shown] {
            taken.sort();
        }
        println!(
            "{page} after a scorecard: first look p50 {:.0} ms, slowest {:.0} ms; shown after p50 {:.0} ms, slowest {:.0} ms",
            quantile(&first, 0.5),
            quantile(&first, 1.0),
            quantile(&shown, 0.5),
            quantile(&shown, 1.0)
        );
    }
}

/// Gives the first round and a judge of it.
async fn set_up(fresh: &database::Fresh, entries: usize, judges: usize) -> (String, Client) {
    let clock = Clock::set_at(database::start());
    let engine = Engine::open(fresh.config(), clock, &Random::system().unwrap()).await.unwrap();
    let mut award = Award::set_up_on(served::serve(engine).await, judges).await;
    let programme = award.programme.parse().unwrap();
    known(&award, "Lara Large", "large@example.org", vec![Role::Organiser { programme, edition: None }])
        .await;
    let reader = known(&award, "Rita Reader", "reader@example.org", vec![]).await;
    award.go("open").await.good();
    let award = {
        let shared = Arc::new(award);
        at_once(entries, |number| {
            let award = Arc::clone(&shared);
            async move { drop(award.enter(&format!("City {number}")).await) }
        })
        .await;
        award = Arc::into_inner(shared).unwrap();
        award
    };
    award.clock("2026-05-02T00:00:00Z");
    award.go("screening").await.good();
    let rows =
        award.served.engine.list_entries(&Caller::system(), award.edition.parse().unwrap()).await.unwrap();
    let ids: Arc<[String]> = rows.iter().map(|row| row.entry.id.to_string()).collect();
    let award = Arc::new(award);
    at_once(ids.len(), |at| {
        let (award, ids) = (Arc::clone(&award), Arc::clone(&ids));
        async move { drop(award.screen(&ids[at], "eligible", None).await.good()) }
    })
    .await;
    award.go("judging").await.good();
    assign(&award, &ids, &reader).await;
    at_once(judges, |at| {
        let award = Arc::clone(&award);
        async move { score(&award, &award.committee[at], at).await }
    })
    .await;
    let award = Arc::into_inner(award).unwrap();
    award.served.stop().await;
    (award.rounds[0].clone(), award.committee[0].client.clone())
}

/// Somebody who can sign in; a judge of the committee where no role is given.
async fn known(award: &Award, name: &str, email: &str, roles: Vec<Role>) -> String {
    let seated = roles.is_empty();
    let new = NewPerson {
        name: name.to_owned(),
        email: email.to_owned(),
        locale: Locale::En,
        password: Some(PASSWORD.to_owned()),
        roles,
    };
    let person = award.served.engine.add_person(&Caller::system(), new).await.unwrap().id;
    if seated {
        let path = format!("/api/v1/panels/{}/judges", award.panels[0]);
        award.administrator.client.post(&path, json!({ "person": person })).await.good();
    }
    person.to_string()
}

/// Three judges for each entry, so that neighbours share judges; and thirty entries for the one who reads.
async fn assign(award: &Award, ids: &[String], reader: &str) {
    let mut wanted = Vec::new();
    for (at, entry) in ids.iter().enumerate() {
        for turn in 0..EACH {
            let judge = &award.committee[(at + turn * turn * 7) % award.committee.len()];
            wanted.push(json!({ "entry": entry, "judge": judge.id }));
        }
    }
    wanted.extend(ids.iter().take(30).map(|entry| json!({ "entry": entry, "judge": reader })));
    let path = format!("/api/v1/rounds/{}/assignments", award.rounds[0]);
    for some in wanted.chunks(500) {
        award.organiser.client.post(&path, json!({ "assignments": some })).await.good();
    }
}

/// All cards of a judge, in one request.
async fn score(award: &Award, judge: &Person, at: usize) {
    let mine = award.mine(0, judge).await;
    let card = |(n, (assignment, _)): (usize, &(String, String))| {
        let score = |turn: usize| 2.0 + ((at * 7 + n * 5 + turn * 3) % 15) as f64 / 2.0;
        json!({ "assignment": assignment, "scores": scores(&[("innovation", score(0)), ("impact", score(1))]), "submit": true })
    };
    let cards: Vec<Value> = mine.iter().enumerate().map(card).collect();
    judge.client.post("/api/v1/me/scorecards", json!({ "mode": "all", "cards": cards })).await.good();
}

/// Does something so many times, some at once.
async fn at_once<F: Future<Output = ()> + Send + 'static>(count: usize, what: impl Fn(usize) -> F) {
    let mut going = JoinSet::new();
    for number in 0..count {
        if going.len() == AT_ONCE {
            going.join_next().await.unwrap().unwrap();
        }
        going.spawn(what(number));
    }
    while let Some(done) = going.join_next().await {
        done.unwrap();
    }
}
