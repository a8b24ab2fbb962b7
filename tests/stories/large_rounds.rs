//! A round so large that its pages come in parts, and what takes long waits to be asked for.

use crate::judging_pages::{page, send};
use kapok_tests::award::{Award, scores};
use kapok_tests::database::{self, Fresh};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::JoinSet;

/// One more than stands on a page; with the judges more pairs than are planned in a moment.
const ENTRIES: usize = 301;
const JUDGES: usize = 167;

/// Everything sealed, eligible, and scored by two judges: the first three far above the others.
async fn judged(fresh: &Fresh) -> Award {
    let award = Arc::new(Award::set_up(fresh, JUDGES).await);
    award.go("open").await.good();
    let mut going = JoinSet::new();
    for number in 0..ENTRIES {
        let award = Arc::clone(&award);
        going.spawn(async move { drop(award.enter(&format!("City {number}")).await) });
        if going.len() == 16 {
            going.join_next().await.unwrap().unwrap();
        }
    }
    while let Some(done) = going.join_next().await {
        done.unwrap();
    }
    let award = Arc::into_inner(award).unwrap();
    award.clock("2026-05-02T00:00:00Z");
    award.go("screening").await.good();
    let system = kapok_engine::Caller::system();
    let rows = award.served.engine.list_entries(&system, award.edition.parse().unwrap()).await.unwrap();
    let entries: Vec<String> = rows.iter().map(|row| row.entry.id.to_string()).collect();
    for entry in &entries {
        award.screen(entry, "eligible", None).await.good();
    }
    award.go("judging").await.good();
    for some in entries.chunks(200) {
        award.assign(0, some, &award.committee[..2]).await.good();
    }
    for judge in &award.committee[..2] {
        let card = |(assignment, entry): &(String, String)| {
            let place = entries.iter().position(|id| id == entry).unwrap();
            let score = if place < 3 { 10.0 } else { 1.0 + (place % 16) as f64 / 2.0 };
            json!({ "assignment": assignment, "scores": scores(&[("innovation", score), ("impact", score)]), "submit": true })
        };
        let cards: Vec<Value> = award.mine(0, judge).await.iter().map(card).collect();
        for some in cards.chunks(200) {
            judge.client.post("/api/v1/me/scorecards", json!({ "mode": "all", "cards": some })).await.good();
        }
    }
    award
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_pages_come_in_parts_and_what_takes_long_waits() {
    let fresh = database::sqlite();
    let award = judged(&fresh).await;
    let organiser = &award.organiser.client;
    let desk = format!("/organise/rounds/{}", award.rounds[0]);
    let fields = |page: &str| page.matches("name=\"label.").count();

    let first = page(organiser, &format!("{desk}/standings")).await;
    let rest = page(organiser, &format!("{desk}/standings?from=300")).await;
    assert_eq!((fields(&first), fields(&rest)), (300, 1));
    assert!(first.contains("standings?from=300") && rest.contains("301–301"));
    // Whatever stands in the address, a part is shown that there is.
    assert_eq!(fields(&page(organiser, &format!("{desk}/standings?from=x")).await), 300);
    assert_eq!(fields(&page(organiser, &format!("{desk}/standings?from=9000")).await), 1);

    for path in ["plan", "second-wave"] {
        let shown = page(organiser, &format!("{desk}/{path}")).await;
        assert!(shown.contains("takes some seconds") && !shown.contains("name=\"plan\""), "{path}");
    }

    let progress = page(organiser, &format!("{desk}/progress")).await;
    assert!(!progress.contains("reopening.card") && progress.contains("Show this judge"));
    let judge = &award.committee[0].id;
    let of_one = page(organiser, &format!("{desk}/progress?judge={judge}")).await;
    let cards = of_one.split("name=\"reopening.card\"").nth(1).unwrap();
    assert_eq!(cards.split("</select>").next().unwrap().matches("Rain gardens of").count(), ENTRIES);

    // Confirmed from the last part, the board of the first one stands.
    let id = rest.split("name=\"label.").nth(1).unwrap().split('"').next().unwrap();
    let label = format!("label.{id}");
    let confirmed =
        send(organiser, &format!("{desk}/shortlist"), &[("from", "300"), (label.as_str(), "")]).await;
    assert_eq!(confirmed.status, 303, "{:.1500}", confirmed.body);
    let shortlisted = organiser.get(&format!("/api/v1/editions/{}/decisions?limit=200", award.edition)).await;
    let items = shortlisted.good().json()["items"].as_array().unwrap().clone();
    let above = items.iter().filter(|item| item["labels"] == json!(["shortlisted"])).count();
    assert_eq!(above, 3, "{items:?}");
}
