//! The search page: years as bars that filter, what is nearly identical under one hit, what lies near an empty answer, suggestions.

use crate::library::import;
use crate::publishing::wait;
use kapok_tests::http::Client;
use kapok_tests::served::{Served, serve};
use kapok_tests::{database, http};
use std::fmt::Write;

const TEXT: &str = "The city planted trees beside every bus stop, and the people who wait there stand in the shade on \
                    hot days; the trees were given by schools, and pupils water them.";

/// Three nearly identical texts of three years, a translated case, and another subject.
async fn library(fresh: &database::Fresh) -> Served {
    let engine = fresh.engine().await;
    let mut file = String::new();
    for (id, year, title) in
        [(1, 2016, "Shade <for> stops"), (2, 2018, "Shade <for> stops"), (3, 2021, "Shade <for> stops")]
    {
        writeln!(
            file,
            r#"{{"source": "s", "id": "{id}", "lang": "en", "title": "{title}", "description": "{TEXT}", "entity": "Lyon", "country": "France", "lat": 45.76, "lon": 4.84, "year": {year}}}"#
        )
        .unwrap();
    }
    file.push_str(r#"{"source": "s", "id": "4", "lang": "zh-Hans", "title": "雨水花园", "description": "雨水有了去处。", "entity": "广州", "country": "中国", "lat": 23.13, "lon": 113.26, "year": 2021, "themes": ["energy"]}
{"source": "s", "id": "4", "lang": "en", "title": "Rain gardens", "description": "The rain has a place to go."}
"#);
    assert_eq!(import(&engine, &file).await.refused, 0);
    wait(&engine).await;
    serve(engine).await
}

async fn page(client: &Client, path: &str) -> String {
    client.get(path).await.good().body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nearly_identical_texts_are_one_hit_that_opens() {
    for fresh in database::both().await {
        let served = library(&fresh).await;
        let client = http::Client::visitor(&served.address);
        let answer = client.get("/api/v1/cases?q=shade").await.good().json();
        assert_eq!((&answer["total"], answer["items"].as_array().unwrap().len()), (&3.into(), 1));
        let hit = &answer["items"][0];
        assert_eq!(hit["alike"], 2, "{hit}");
        let html = page(&client, "/cases?q=shade&lang=en").await;
        assert!(html.contains("and 2 that are nearly identical"), "{html}");
        for twin in hit["alike_cases"].as_array().unwrap() {
            let link = format!("/cases/{}?text=en", twin["id"].as_str().unwrap());
            assert!(html.contains(&link) && twin["title"] == "Shade <for> stops", "{twin}");
            page(&client, &link).await;
        }
        let translated = client.get("/api/v1/cases?q=雨水 OR rain").await.good().json();
        assert_eq!(translated["total"], 1);
        let alone = client.get("/api/v1/cases?q=shade&year_from=2021").await.good().json();
        assert_eq!(alone["items"][0]["alike"], 0, "what does not match is not folded in");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn years_are_bars_that_filter_and_chosen_filters_are_taken_off_one_by_one() {
    for fresh in database::both().await {
        let served = library(&fresh).await;
        let client = http::Client::visitor(&served.address);
        let html = page(&client, "/cases?lang=en&country=FR&q=shade").await;
        assert_eq!(html.matches(r#"<rect class="bar"#).count(), 6, "2016 to 2021, those without a case too");
        let bar = r#"<a href="/cases?lang=en&#38;country=FR&#38;q=shade&#38;year%5Ffrom=2018&#38;year%5Fto=2018" tabindex="-1"><title>2018: one case</title>"#;
        assert!(html.contains(bar), "{html}");
        let html = page(&client, "/cases?lang=en&country=FR&q=shade&year_from=2018&year_to=2018").await;
        assert!(html.contains("One case found") && html.matches("bar chosen").count() == 1, "{html}");
        // The years not chosen are still counted, and each filter can be taken off alone.
        assert!(html.contains("2016: one case"));
        for (name, rest) in [
            ("2018", "/cases?lang=en&#38;country=FR&#38;q=shade"),
            ("France", "/cases?lang=en&#38;q=shade&#38;year%5Ffrom=2018&#38;year%5Fto=2018"),
        ] {
            let chip = format!(r#"<a class="chip" href="{rest}" aria-label="Remove the filter: {name}">"#);
            assert!(html.contains(&chip), "{chip} in {html}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_answer_says_what_less_would_find() {
    for fresh in database::both().await {
        let served = library(&fresh).await;
        let client = http::Client::visitor(&served.address);
        let question = "q=shade&country=FR&year_from=2030";
        let answer = client.get(&format!("/api/v1/cases?{question}")).await.good().json();
        assert_eq!(answer["total"], 0);
        let without = &answer["neighbours"]["without"];
        assert_eq!(without, &serde_json::json!([{ "part": "years", "total": 3 }]));
        assert_eq!(answer["neighbours"]["items"][0]["title"], "Shade <for> stops");
        let html = page(&client, &format!("/cases?{question}&lang=en")).await;
        assert!(
            html.contains(
                r#"<a href="/cases?q=shade&#38;country=FR&#38;lang=en">Without Years: 3 cases</a>"#
            ),
            "{html}"
        );
        assert!(html.contains("Cases nearby") && html.contains("Shade &#60;for&#62; stops"), "{html}");

        let nothing = client.get("/api/v1/cases?q=zzzzqqqq").await.good().json();
        assert_eq!(
            (&nothing["total"], nothing["neighbours"]["without"].as_array().unwrap().len()),
            (&0.into(), 0)
        );
        assert!(!nothing["neighbours"]["items"].as_array().unwrap().is_empty(), "the newest at least");
        let some = client.get("/api/v1/cases?q=shade").await.good().json();
        assert!(some.get("neighbours").is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn titles_entities_and_themes_go_on_as_typed() {
    for fresh in database::both().await {
        let served = library(&fresh).await;
        let client = http::Client::visitor(&served.address);
        let suggest = async |typed: &str| {
            client.get(&format!("/api/v1/cases/suggest?q={typed}&lang=en")).await.good().json()
        };
        let lyon = suggest("Ly").await;
        assert_eq!(
            (&lyon["entities"], &lyon["items"][0]["entity"]),
            (&serde_json::json!(["Lyon"]), &"Lyon".into())
        );
        let energy = suggest("ener").await;
        assert_eq!(energy["themes"], serde_json::json!([{ "value": "energy", "label": "Energy" }]));
        let rain = suggest("rain gard").await;
        assert_eq!(
            (&rain["items"][0]["title"], &rain["entities"]),
            (&"Rain gardens".into(), &serde_json::json!([]))
        );
        for nothing in ["", "%20", "%00", "zzqq", "%F0%9F%98%80"] {
            let empty = suggest(nothing).await;
            assert!(
                ["items", "entities", "themes"].iter().all(|kind| empty[kind].as_array().unwrap().is_empty()),
                "{nothing}"
            );
        }
        assert!(page(&client, "/cases").await.contains(r#"data-suggest="/api/v1/cases/suggest""#));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cells_of_the_map_are_counted_drawn_and_narrow() {
    for fresh in database::both().await {
        let served = library(&fresh).await;
        let client = http::Client::visitor(&served.address);
        let answer = client.get("/api/v1/cases?facets=cell").await.good().json();
        let counts: Vec<_> = answer["facets"]["cell"].as_array().unwrap().iter().collect();
        let of = |cell: &str| counts.iter().find(|one| one["value"] == cell).map(|one| &one["count"]);
        assert_eq!((of("40N0E"), of("20N110E"), counts.len()), (Some(&3.into()), Some(&1.into()), 2));
        for (cell, total) in [("20N110E", 1), ("40N0E", 3), ("80S0E", 0), ("nowhere", 0), ("", 4)] {
            let answer = client.get(&format!("/api/v1/cases?cell={cell}")).await.good().json();
            assert_eq!(answer["total"], total, "{cell}");
        }
        let html = page(&client, "/cases?lang=en&cell=20N110E").await;
        let tile = r#"<a href="/cases?lang=en&#38;cell=40N0E" tabindex="-1"><title>40–50° N, 0–10° E: 3 cases</title>"#;
        assert!(html.contains(tile) && html.contains("Rain gardens"), "{html}");
        assert!(!html.contains("Shade"), "{html}");
        let html = page(&client, "/cases?lang=zh-Hans").await;
        assert!(html.contains("北纬20–30°，东经110–120°"), "{html}");
    }
}
