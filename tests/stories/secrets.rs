//! Secrets leak through no side door: two worlds that differ in one secret look the same to those who may not know
//! it, and a foreign identifier answers as a missing one.

use kapok_access::Role;
use kapok_tests::award::{Award, Person, person, scores, words};
use kapok_tests::database::{self, Fresh};
use kapok_tests::http::Client;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What differs between two worlds that are otherwise equal to the byte.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Secret {
    /// One judge's score on one entry.
    Score(f64),
    /// The name of the judge who gave it.
    Judge(&'static str),
    /// Which entry wins, decided and not announced.
    Winner(usize),
}

/// An edition decided but not announced, with the secret as given. Both worlds draw the same identifiers.
async fn world(fresh: &Fresh, secret: Secret) -> (Award, Vec<(String, Client)>) {
    let mut award = Award::set_up(fresh, 1).await;
    let name = if let Secret::Judge(name) = secret { name } else { "Nora Known" };
    let judge = person(&award.served.engine, &award.visitor, name, vec![]).await;
    let path = format!("/api/v1/panels/{}/judges", award.panels[0]);
    award.administrator.client.post(&path, json!({ "person": judge.id })).await.good();
    award.go("open").await.good();
    let mut entrants = Vec::new();
    for city in ["Aarhus", "Bergen"] {
        entrants.push(award.enter(city).await);
    }
    award.clock("2026-05-02T00:00:00Z");
    award.go("screening").await.good();
    let entries: Vec<String> =
        award.entries().await.iter().map(|e| e["id"].as_str().unwrap().to_owned()).collect();
    for entry in &entries {
        award.screen(entry, "eligible", None).await.good();
    }
    award.go("judging").await.good();
    let colleague = award.committee[0].clone();
    award.assign(0, &entries, &[judge.clone(), colleague.clone()]).await.good();
    let given = if let Secret::Score(given) = secret { given } else { 6.0 };
    for (who, value) in [(&judge, given), (&colleague, 5.0)] {
        for (assignment, _) in award.mine(0, who).await {
            let card = scores(&[("innovation", value), ("impact", value)]);
            award.score(who, &assignment, card, true).await.good();
        }
    }
    let winner = if let Secret::Winner(at) = secret { at } else { 0 };
    let path = format!("/api/v1/rounds/{}/shortlist", award.rounds[0]);
    // Both would be above the line; a hand leaves one out.
    let left_out = json!([{ "entry": entries[1 - winner], "reason": "As agreed." }]);
    let body = json!({ "entries": [entries[winner]], "overrides": left_out });
    award.organiser.client.post(&path, body).await.good();
    let path = format!("/api/v1/editions/{}/cases", award.edition);
    award.editor.client.post(&path, json!({})).await.good();
    award.served.engine.catch_up().await.unwrap();
    award.committee.push(judge);
    let onlookers = onlookers(&award, &colleague, &entrants[0].officer).await;
    (award, onlookers)
}

/// Those who may know none of the secrets.
async fn onlookers(award: &Award, colleague: &Person, entrant: &Person) -> Vec<(String, Client)> {
    let researcher = person(&award.served.engine, &award.visitor, "Rosa", vec![Role::Researcher]).await;
    vec![
        ("a visitor".to_owned(), award.visitor.clone()),
        ("a researcher".to_owned(), researcher.client),
        ("an entrant".to_owned(), entrant.client.clone()),
        ("another judge".to_owned(), colleague.client.clone()),
    ]
}

/// Every answer that the routes for reading give to each onlooker, with the identifiers of this world filled in.
async fn seen(award: &Award, onlookers: &[(String, Client)]) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    let entries = award.entries().await;
    let first = |field: &str| entries[0][field].as_str().unwrap_or_default().to_owned();
    for route in kapok_web::table().into_iter().filter(|route| route.method == "GET") {
        if route.path.starts_with("/assets") || route.path == "/readyz" || route.path.contains("openapi") {
            continue;
        }
        let id = match route.path.as_str() {
            path if path.contains("/editions/") => award.edition.clone(),
            path if path.contains("/rounds/") => award.rounds[0].clone(),
            path if path.contains("/programmes/") => award.programme.clone(),
            path if path.contains("/submissions/") => first("submission"),
            _ => first("id"),
        };
        let path = route.path.replace("{id}", &id);
        let path = path.split('{').next().unwrap().to_owned();
        for (who, client) in onlookers {
            let answer = client.get(&path).await;
            answers.insert(format!("{who}: {path}"), format!("{} {}", answer.status, steady(&answer.body)));
        }
    }
    for (who, client) in onlookers {
        for query in [
            "q=rain+gardens&facets=country,edition,outcome,year",
            "q=winner",
            "outcome=shortlisted",
            "facets=outcome",
        ] {
            let answer = client.get(&format!("/api/v1/cases?{query}")).await;
            answers.insert(format!("{who}: {query}"), steady(&answer.body));
        }
    }
    answers
}

/// Without what differs between any two requests: the time a search took, the form's mark.
fn steady(body: &str) -> String {
    if let Ok(mut value) = serde_json::from_str::<Value>(body) {
        if let Some(fields) = value.as_object_mut() {
            fields.remove("took_ms");
        }
        return value.to_string();
    }
    let lines = body.lines().filter(|line| !line.contains("name=\"csrf\"") && !line.contains(" ms"));
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_worlds_that_differ_in_a_secret_look_the_same_to_those_who_may_not_know_it() {
    for (one, other) in [
        (Secret::Score(2.0), Secret::Score(9.5)),
        (Secret::Judge("Nora Known"), Secret::Judge("Xaver Xylander")),
        (Secret::Winner(0), Secret::Winner(1)),
    ] {
        let (fresh_one, fresh_other) = (database::sqlite(), database::sqlite());
        let (award_one, who_one) = world(&fresh_one, one).await;
        let (award_other, who_other) = world(&fresh_other, other).await;
        assert_eq!(award_one.edition, award_other.edition, "the worlds are to draw the same identifiers");
        let (seen_one, seen_other) = (seen(&award_one, &who_one).await, seen(&award_other, &who_other).await);
        assert!(seen_one.len() > 100, "only {} answers", seen_one.len());
        for (asked, answer) in &seen_one {
            assert_eq!(Some(answer), seen_other.get(asked), "{one:?} shows in {asked}");
        }
        // The organiser, who may know, does see a difference: the worlds do differ.
        let path = match one {
            Secret::Score(_) => format!("/api/v1/rounds/{}/standings", award_one.rounds[0]),
            Secret::Judge(_) => format!("/api/v1/rounds/{}/assignments", award_one.rounds[0]),
            Secret::Winner(_) => format!("/api/v1/editions/{}/decisions", award_one.edition),
        };
        let known = |award: &Award| award.organiser.client.clone();
        let (a, b) = (
            known(&award_one).get(&path).await.good().body.clone(),
            known(&award_other).get(&path).await.good().body.clone(),
        );
        assert_ne!(a, b, "{one:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_world_with_a_rehearsal_looks_the_same_to_all_who_do_not_take_part_in_it() {
    let (fresh_one, fresh_other) = (database::sqlite(), database::sqlite());
    let (award_one, who_one) = world_with_watchers(&fresh_one).await;
    let (award_other, who_other) = world_with_watchers(&fresh_other).await;
    assert_eq!(award_one.edition, award_other.edition, "the worlds are to draw the same identifiers");

    let path = format!("/api/v1/editions/{}/rehearsals", award_one.edition);
    let made = award_one.organiser.client.post(&path, json!({ "dossiers": true })).await.good().json();
    let rehearsal = made["id"].as_str().unwrap();
    let (entries, phase) = (format!("/api/v1/editions/{rehearsal}/entries"), "screening");
    assert_eq!((&made["phase"], &made["rehearsal_of"]), (&json!(phase), &json!(award_one.edition)));
    let copied = award_one.organiser.client.get(&entries).await.good().json();
    assert_eq!(copied["items"].as_array().unwrap().len(), 2);
    award_one.served.engine.catch_up().await.unwrap();

    let (seen_one, seen_other) = (seen(&award_one, &who_one).await, seen(&award_other, &who_other).await);
    assert!(seen_one.len() > 100, "only {} answers", seen_one.len());
    for (asked, answer) in &seen_one {
        assert_eq!(Some(answer), seen_other.get(asked), "the rehearsal shows in {asked}");
    }
    // Nor does its own address tell any of them more than one of nothing does.
    let missing = "0198c0de-0000-7000-8000-000000000000";
    let copy = copied["items"][0]["id"].as_str().unwrap();
    let dossier = copied["items"][0]["submission"].as_str().unwrap();
    for (who, client) in &who_one {
        for (path, id) in [
            ("/api/v1/editions/{id}", rehearsal),
            ("/api/v1/editions/{id}/entries", rehearsal),
            ("/api/v1/editions/{id}/announced", rehearsal),
            ("/api/v1/editions/{id}/hearings", rehearsal),
            ("/api/v1/entries/{id}", copy),
            ("/api/v1/submissions/{id}", dossier),
            ("/organise/editions/{id}", rehearsal),
            ("/editions/{id}", rehearsal),
        ] {
            let ask = async |id: &str| {
                let (status, body, headers) = client.get(&path.replace("{id}", id)).await.bytes();
                let answer = format!("{status} {} {headers:?}", steady(&body));
                answer.replace(id, "ID").replace(&id.replace('-', "%2D"), "ID")
            };
            assert_eq!(ask(id).await, ask(missing).await, "{who}: {path}");
        }
    }
}

/// A world with those who see much of a programme and nothing of its rehearsals.
async fn world_with_watchers(fresh: &Fresh) -> (Award, Vec<(String, Client)>) {
    let (award, mut onlookers) = world(fresh, Secret::Winner(0)).await;
    // A judge of the edition's panel sits in the rehearsal's too.
    onlookers.retain(|(who, _)| who != "another judge");
    let programme = award.programme.parse().unwrap();
    let edition = award.edition.parse().unwrap();
    for (who, role) in [
        ("Aude Auditor", Role::Auditor { programme, edition: None }),
        ("Ed Editor", Role::Editor { programme }),
        ("Oda Organiser", Role::Organiser { programme, edition: Some(edition) }),
    ] {
        let person = person(&award.served.engine, &award.visitor, who, vec![role]).await;
        onlookers.push((who.to_owned(), person.client));
    }
    (award, onlookers)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_foreign_identifier_answers_byte_for_byte_as_a_missing_one() {
    let fresh = database::sqlite();
    let award = Award::set_up(&fresh, 1).await;
    award.go("open").await.good();
    let entered = award.enter("Aarhus").await;
    let entry = award.entries().await[0]["id"].as_str().unwrap().to_owned();
    let body = json!({ "slug": "other-award", "name": words("Other Award") });
    let other = award.administrator.client.post("/api/v1/programmes", body).await.good().id();
    let place = other.parse().unwrap();
    let foreign = vec![
        person(
            &award.served.engine,
            &award.visitor,
            "O",
            vec![Role::Organiser { programme: place, edition: None }],
        )
        .await,
        person(&award.served.engine, &award.visitor, "E", vec![Role::Editor { programme: place }]).await,
        award.draft("Cork").await.officer,
    ];
    let missing = "0198c0de-0000-7000-8000-000000000000";
    let mut asked = 0;
    for route in kapok_web::table().into_iter().filter(|route| route.path.contains("{id}")) {
        let real = match route.path.as_str() {
            // Programmes and open editions are public, entities are seen by whoever has signed in.
            path if path.contains("/programmes/") || path.contains("/entities/") => continue,
            path if path.contains("/editions/") => award.edition.clone(),
            path if path.contains("/rounds/") => award.rounds[0].clone(),
            path if path.contains("/panels/") => award.panels[0].clone(),
            path if path.contains("/submissions/") => entered.submission.clone(),
            path if path.contains("/entries/") => entry.clone(),
            _ => continue,
        };
        let public = route.path.contains("/editions/")
            && (route.method == "GET" || route.path.ends_with("/submissions"));
        if public || route.path.contains("{person}") {
            continue;
        }
        let method: Method = route.method.parse().unwrap();
        for person in &foreign {
            let ask = async |id: &str| {
                let path = route.path.replace("{id}", id);
                let answer = person
                    .client
                    .send(method.clone(), &path, &[("if-match", "\"1\"")], Some(json!({})))
                    .await;
                let (status, body, headers) = answer.bytes();
                (status, body.replace(id, "ID"), headers)
            };
            assert_eq!(ask(&real).await, ask(missing).await, "{} {}", route.method, route.path);
            asked += 1;
        }
    }
    assert!(asked > 60, "only {asked} questions");
}
