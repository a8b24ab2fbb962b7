//! One edition from nothing to its announced winner, over HTTP, on both databases.

use kapok_tests::award::{Award, scores};
use kapok_tests::database;
use kapok_tests::http::{Answer, Client};
use serde_json::{Value, json};

/// Everything that somebody outside can ask about the edition.
async fn outside(award: &Award, client: &Client) -> Vec<(u16, String)> {
    let edition = &award.edition;
    let mut seen = Vec::new();
    for path in [
        "/".to_owned(),
        "/api/v1/programmes".to_owned(),
        "/api/v1/editions".to_owned(),
        format!("/api/v1/editions/{edition}"),
        format!("/api/v1/editions/{edition}/announced"),
        format!("/api/v1/editions/{edition}/entries"),
        format!("/api/v1/editions/{edition}/decisions"),
        format!("/api/v1/editions/{edition}/hearings"),
        format!("/api/v1/rounds/{}/standings", award.rounds[0]),
        "/api/v1/cases?q=rain+gardens&facets=country,edition,outcome,year".to_owned(),
        "/api/v1/cases?facets=country,edition,outcome".to_owned(),
        "/api/v1/cases/suggest?q=rain".to_owned(),
    ] {
        let Answer { status, body, .. } = client.get(&path).await;
        seen.push((status.as_u16(), without_timing(&body)));
    }
    seen
}

/// How long a search took is its own affair and differs each time.
fn without_timing(body: &str) -> String {
    match serde_json::from_str::<Value>(body) {
        Ok(mut value) => {
            if let Some(fields) = value.as_object_mut() {
                fields.remove("took_ms");
            }
            value.to_string()
        }
        Err(_) => body.to_owned(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edition_runs_from_the_call_to_a_case_that_search_finds() {
    for fresh in database::both().await {
        let award = Award::set_up(&fresh, 2).await;
        award.go("screening").await.refused(409, "phase_not_next");
        award.go("open").await.good();
        call(&award).await;
        let entries = screening(&award).await;
        let shortlisted = first_round(&award, &entries).await;
        let winner = second_round(&award, &shortlisted).await;
        finale(&award, &entries, &shortlisted, &winner).await;
    }
}

/// Five cities seal; a sixth is late.
async fn call(award: &Award) {
    for city in ["Aarhus", "Bergen", "Cork", "Delft", "Espoo"] {
        let entered = award.enter(city).await;
        assert_eq!(entered.receipt["sha256"].as_str().unwrap().len(), 64);
        let path = format!("/api/v1/submissions/{}", entered.submission);
        let body = json!({ "answers": { "title": "Another title" } });
        let sealed = entered.officer.client.change(reqwest::Method::PATCH, &path, &path, body).await;
        sealed.refused(409, "submission_sealed");
    }
    let late = award.draft("Faro").await;
    award.go("screening").await.refused(409, "deadline_not_passed");
    award.clock("2026-04-30T16:00:00Z");
    let path = format!("/api/v1/submissions/{}", late.submission);
    let body = json!({ "consent": { "publish": false } });
    let refused =
        late.officer.client.change(reqwest::Method::POST, &format!("{path}/seal"), &path, body).await;
    refused.refused(409, "deadline_passed");
    award.go("screening").await.good();
}

/// Four are eligible, one is not.
async fn screening(award: &Award) -> Vec<String> {
    let entries: Vec<String> = award.entries().await.iter().map(|e| text(&e["id"])).collect();
    assert_eq!(entries.len(), 5);
    award.screen(&entries[4], "ineligible", None).await.refused(422, "reason_missing");
    award.screen(&entries[4], "ineligible", Some("It began too late.")).await.good();
    award.go("judging").await.refused(409, "entries_unscreened");
    for entry in &entries[..4] {
        award.screen(entry, "eligible", None).await.good();
    }
    award.go("judging").await.good();
    entries
}

/// Two judges score four entries; the third place is tied and broken with a reason.
async fn first_round(award: &Award, entries: &[String]) -> Vec<String> {
    award.assign(0, &entries[..4], &award.committee).await.good();
    let given = [9.0, 7.0, 5.0, 5.0];
    for judge in &award.committee {
        for (assignment, entry) in award.mine(0, judge).await {
            let at = entries.iter().position(|e| *e == entry).unwrap();
            let value = given[at];
            let off = award.score(judge, &assignment, scores(&[("innovation", 10.5)]), false).await;
            off.refused(422, "scorecard_invalid");
            let half = award.score(judge, &assignment, scores(&[("innovation", value)]), true).await;
            half.refused(422, "scorecard_invalid");
            let whole = scores(&[("innovation", value), ("impact", value)]);
            award.score(judge, &assignment, whole, true).await.good();
        }
    }
    let standings = award.standings(0).await;
    let ranks: Vec<_> = standings["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| (i["rank_low"].clone(), i["rank_high"].clone()))
        .collect();
    assert_eq!(ranks, [(1, 1), (2, 2), (3, 4), (3, 4)].map(|(low, high)| (json!(low), json!(high))));

    let before = outside(award, &award.visitor).await;
    let path = format!("/api/v1/rounds/{}/shortlist", award.rounds[0]);
    let chosen: Vec<String> = entries[..3].to_vec();
    let silent = award.organiser.client.post(&path, json!({ "entries": chosen })).await;
    assert_eq!(silent.status, 422, "a tie is not broken silently: {}", silent.body);
    let overrides: Vec<Value> = entries[2..4]
        .iter()
        .map(|e| json!({ "entry": e, "reason": "The committee spoke about both for an hour." }))
        .collect();
    let body = json!({ "entries": chosen, "overrides": overrides });
    let confirmed = award.organiser.client.post(&path, body).await.good().json();
    assert_eq!(
        outside(award, &award.visitor).await,
        before,
        "a confirmed shortlist is nobody else's business yet"
    );

    let announcement = text(&confirmed["announcement"]["id"]);
    award.announce(&announcement, Some("2026-06-01T10:00:00Z")).await.good();
    award.clock("2026-06-01T09:59:59.999999Z");
    assert_eq!(outside(award, &award.visitor).await, before, "nothing before the instant");
    award.clock("2026-06-01T10:00:00Z");
    let announced = award.visitor.get(&format!("/api/v1/editions/{}/announced", award.edition)).await.good();
    for entry in &chosen {
        assert!(announced.body.contains(entry.as_str()), "{}", announced.body);
    }
    assert!(!announced.body.contains(&entries[3]), "{}", announced.body);
    award.go("judging").await.good();
    chosen
}

/// A hearing, the jury's scores, one recusal, and the decision.
async fn second_round(award: &Award, shortlisted: &[String]) -> String {
    award.assign(1, shortlisted, &award.jury).await.good();
    let slot = |(at, entry): (usize, &String)| json!({ "entry": entry, "starts_at": format!("2026-09-01T0{}:00:00Z", at + 1), "minutes": 45 });
    let body = json!({
        "round": award.rounds[1], "title": { "original": "en", "texts": { "en": "Hearing" } }, "place": "Guangzhou",
        "zone": "Asia/Shanghai", "starts_at": "2026-09-01T01:00:00Z",
        "slots": shortlisted.iter().enumerate().map(slot).collect::<Vec<_>>(),
    });
    let path = format!("/api/v1/editions/{}/hearings", award.edition);
    award.organiser.client.post(&path, body).await.good();
    for (number, judge) in award.jury.iter().enumerate() {
        for (assignment, entry) in award.mine(1, judge).await {
            let at = shortlisted.iter().position(|e| *e == entry).unwrap();
            if number == 1 && at == 2 {
                let path = format!("/api/v1/assignments/{assignment}");
                let body = json!({ "reason": "My sister is the mayor." });
                let recusal = format!("{path}/recusal");
                judge.client.change(reqwest::Method::POST, &recusal, &path, body).await.good();
                continue;
            }
            // The jury sees it the other way round: the second of the shortlist wins.
            let value = [6.0, 9.5, 4.0][at];
            award.score(judge, &assignment, scores(&[("defence", value)]), true).await.good();
        }
    }
    award.go("deciding").await.good();
    shortlisted[1].clone()
}

async fn finale(award: &Award, entries: &[String], shortlisted: &[String], winner: &str) {
    let before = outside(award, &award.visitor).await;
    let label = |entry: &String| match entry {
        e if e == winner => json!(["winner"]),
        e if shortlisted.contains(e) => json!(["special-mention"]),
        _ => json!([]),
    };
    let citation = json!({ "original": "en", "texts": { "en": "For gardens that drink the storm." } });
    let decisions: Vec<Value> = entries[..4]
        .iter()
        .map(|e| json!({ "entry": e, "labels": label(e), "citation": (e == winner).then_some(&citation) }))
        .collect();
    let path = format!("/api/v1/editions/{}/decisions", award.edition);
    let decided = award.organiser.client.post(&path, json!({ "decisions": decisions })).await.good().json();
    award.go("decided").await.good();
    publish(award, entries).await;
    assert_eq!(outside(award, &award.visitor).await, before, "decided and in the index, and yet unseen");

    award.announce(&text(&decided["announcement"]["id"]), Some("2026-10-01T02:00:00Z")).await.good();
    award.clock("2026-10-01T01:59:59Z");
    assert_eq!(outside(award, &award.visitor).await, before, "nothing before the instant");
    award.clock("2026-10-01T02:00:00Z");
    let after = outside(award, &award.visitor).await;
    assert_ne!(after, before);
    let announced = award.visitor.get(&format!("/api/v1/editions/{}/announced", award.edition)).await.good();
    assert!(announced.body.contains("gardens that drink the storm"), "{}", announced.body);
    let found =
        award.visitor.get("/api/v1/cases?q=cloudbursts+gardens+Bergen&facets=outcome").await.good().json();
    assert_eq!(found["items"][0]["title"], "Rain gardens of Bergen", "{found}");
    assert_eq!(found["items"][0]["outcome"], "winner", "{found}");
    let case = award.visitor.get(&format!("/api/v1/cases/{}", text(&found["items"][0]["id"]))).await.good();
    assert!(!case.body.contains("officer@example.org"), "personal data stay out of the library");
}

/// The editor turns all entries with consent into cases at once.
async fn publish(award: &Award, entries: &[String]) {
    let path = format!("/api/v1/editions/{}/cases", award.edition);
    let made = award.editor.client.post(&path, json!({ "entries": entries[..4] })).await.good().json();
    assert_eq!(made["made"].as_array().map(Vec::len), Some(4), "{made}");
    award.served.engine.catch_up().await.unwrap();
}
