//! What is told of a case besides its text: earlier versions, dated links, related cases, the tombstone; what its editor is shown; and
//! in which order cases arrive.

use crate::judging::scene::code;
use crate::judging::{at, scene};
use crate::library::import;
use crate::publishing::{shortlisted, wait};
use kapok_base::{CaseId, Language};
use kapok_engine::remember::{CaseState, CaseText, ExportFilter};
use kapok_engine::{Caller, Engine, Error};
use kapok_library::NewLink;
use kapok_tests::served::{Served, serve};
use kapok_tests::{database, http};

fn text(title: &str, description: &str) -> CaseText {
    CaseText { title: title.into(), description: description.into(), sections: vec![] }
}

async fn edit(engine: &Engine, editor: &Caller, id: CaseId, language: &str, text: CaseText) {
    let version = engine.case_on_desk(editor, id).await.unwrap().version;
    let language: Language = language.parse().unwrap();
    engine.edit_case(editor, id, version, language, text).await.unwrap();
}

fn link(kind: &str, date: &str, words: &str, url: &str) -> NewLink {
    NewLink { kind: kind.into(), date: date.into(), words: words.into(), url: url.into() }
}

async fn ids(served: &Served, query: &str) -> Vec<String> {
    let client = http::Client::visitor(&served.address);
    let answer = client.get(&format!("/api/v1/cases?sort=oldest&{query}")).await.good().json();
    answer["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_can_compare_what_was_public_and_nothing_else() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let editor = shortlisted(&scene).await;
        let id = scene.engine.publish_case(&editor, scene.entries[0]).await.unwrap().id;
        edit(&scene.engine, &editor, id, "en", text("Rain gardens", "Call +86 20 8312 3456 first.")).await;
        edit(&scene.engine, &editor, id, "en", text("Rain gardens", "The rain has a place to go.")).await;
        scene.engine.clock().set(at("2026-05-01T08:00:00Z"));
        wait(&scene.engine).await;
        let served = serve(scene.engine).await;
        let client = http::Client::visitor(&served.address);
        let api = format!("/api/v1/cases/{id}/versions");
        let listed = async || client.get(&api).await.good().json()["items"].as_array().unwrap().clone();
        assert_eq!(listed().await.len(), 1, "what was changed before the announcement was never public");
        assert!(!client.get(&format!("/cases/{id}?lang=en")).await.good().body.contains("/versions"));

        served.engine.clock().set(at("2026-06-01T08:00:00Z"));
        edit(&served.engine, &editor, id, "en", text("Rain gardens", "The water has a place to go.")).await;
        edit(&served.engine, &editor, id, "zh-Hans", text("雨水花园", "雨水有了去处。")).await;
        let versions = listed().await;
        let told: Vec<_> =
            versions.iter().map(|v| (v["lang"].as_str().unwrap(), v["number"].as_u64().unwrap())).collect();
        assert_eq!(told, [("en", 1), ("en", 2), ("zh-Hans", 1)]);
        assert_eq!(
            (&versions[0]["at"], &versions[1]["at"]),
            (&"2026-05-01T08:00:00Z".into(), &"2026-06-01T08:00:00Z".into())
        );
        let page = client.get(&format!("/cases/{id}/versions?text=en&lang=en")).await.good().body;
        assert!(page.contains("The <del>rain</del><ins>water</ins> has a place to go."), "{page}");
        assert!(!page.contains("8312"));
        for odd in ["from=9&to=x", "from=2&to=1", "from=99999999999999999999", "text=%00"] {
            client.get(&format!("/cases/{id}/versions?{odd}")).await.good();
        }
        assert!(client.get(&format!("/cases/{id}?lang=en")).await.good().body.contains("/versions?text=en"));

        assert_eq!(
            served.engine.forget_case_history(&Caller::visitor(), id).await.unwrap_err(),
            Error::SignInNeeded
        );
        served.engine.forget_case_history(&editor, id).await.unwrap();
        let left = listed().await;
        assert_eq!((left.len(), left[0]["number"].as_u64()), (2, Some(1)));
        assert!(left[0]["body"].as_str().unwrap().contains("water"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawn_case_is_gone_and_says_why_at_the_address_that_is_cited() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let editor = shortlisted(&scene).await;
        let id = scene.engine.publish_case(&editor, scene.entries[0]).await.unwrap().id;
        scene.engine.clock().set(at("2026-05-01T08:00:00Z"));
        edit(&scene.engine, &editor, id, "en", text("Rain gardens", "Told anew.")).await;
        scene.engine.add_case_link(&editor, id, link("led_to", "2026", "A law", "")).await.unwrap();
        let version = scene.engine.case_on_desk(&editor, id).await.unwrap().version;
        scene.engine.withdraw_case(&editor, id, version, "The city <asked>.".into()).await.unwrap();
        let served = serve(scene.engine).await;
        let client = http::Client::visitor(&served.address);
        let gone = client.get(&format!("/cases/{id}?lang=en")).await;
        assert_eq!(gone.status, 410);
        for told in ["The city &#60;asked&#62;.", &format!("http://127.0.0.1:8080/cases/{id}"), "May 2026"] {
            assert!(gone.body.contains(told), "{told}: {}", gone.body);
        }
        assert!(!gone.body.contains("Rain gardens") && !gone.body.contains("A law"));
        assert_eq!(client.get(&format!("/cases/{id}/versions")).await.status, 404);
        for path in ["versions", "links"] {
            let list = client.get(&format!("/api/v1/cases/{id}/{path}")).await.good().json();
            assert!(list["items"].as_array().unwrap().is_empty(), "{path}");
        }
        assert_eq!(
            code(served.engine.add_case_link(&editor, id, link("led_to", "2026", "x", "")).await).0,
            "case_withdrawn"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_are_dated_and_told_on_the_page_in_the_api_and_to_catalogues() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let editor = shortlisted(&scene).await;
        let id = scene.engine.publish_case(&editor, scene.entries[0]).await.unwrap().id;
        let add = async |new| scene.engine.add_case_link(&editor, id, new).await;
        let later =
            add(link("studied_in", "2027-05", "A <thesis>", "https://paper.example/1?a=b&c")).await.unwrap();
        add(link("presented_at", "2026-11-02", "The mayors’ forum", "")).await.unwrap();
        assert_eq!(code(add(link("led_to", "soon", "x", "")).await).0, "link_date_wrong");
        let visitor = Caller::visitor();
        assert_eq!(
            scene.engine.case_links(&visitor, id).await.unwrap_err(),
            Error::NotFound,
            "not before its announcement"
        );
        assert_eq!(
            scene.engine.add_case_link(&visitor, id, link("led_to", "2026", "x", "")).await.unwrap_err(),
            Error::SignInNeeded
        );

        scene.engine.clock().set(at("2026-05-01T08:00:00Z"));
        wait(&scene.engine).await;
        let served = serve(scene.engine).await;
        let client = http::Client::visitor(&served.address);
        let listed = client.get(&format!("/api/v1/cases/{id}/links")).await.good().json();
        let dates: Vec<_> =
            listed["items"].as_array().unwrap().iter().map(|one| one["date"].as_str().unwrap()).collect();
        assert_eq!(dates, ["2026-11-02", "2027-05"]);
        let page = client.get(&format!("/cases/{id}?lang=en")).await.good().body;
        for told in [
            "Presented at",
            "Studied in",
            "A &#60;thesis&#62;",
            r#"href="https://paper.example/1?a=b&#38;c""#,
        ] {
            assert!(page.contains(told), "{told}");
        }
        let metadata = client.get(&format!("/api/v1/cases/{id}/metadata")).await.good().json();
        assert_eq!(metadata["subjectOf"].as_array().unwrap().len(), 2, "{metadata}");

        served.engine.remove_case_link(&editor, id, later.id).await.unwrap();
        assert_eq!(served.engine.remove_case_link(&editor, id, later.id).await.unwrap_err(), Error::NotFound);
        assert!(!client.get(&format!("/cases/{id}?lang=en")).await.good().body.contains("Studied in"));
    }
}

/// One initiative in two editions, another of the same city, a namesake in another country.
const CITY: &str = r#"{"source": "s", "id": "1", "lang": "en", "title": "Shade for bus stops", "description": "The city planted trees beside every stop, and pupils of nearby schools water them.", "entity": "León", "country": "Spain", "year": 2014, "edition": "2014", "sdgs": ["11.2"], "kinds": ["Public Space"], "level": "city", "population": 125000, "cost": "10", "currency": "EUR"}
{"source": "s", "id": "2", "lang": "en", "title": "Shade for bus stops", "description": "Four years on: the trees beside every stop are cared for by the neighbours.", "entity": "Leon", "country": "Spain", "year": 2018, "edition": "2018"}
{"source": "s", "id": "3", "lang": "en", "title": "Libraries at night", "description": "The libraries stay open until midnight.", "entity": "León", "country": "Spain", "year": 2016, "edition": "2016"}
{"source": "s", "id": "4", "lang": "en", "title": "Water for all", "description": "Taps in each street.", "entity": "León", "country": "Mexico", "year": 2020, "edition": "2020"}
"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_leads_to_its_later_editions_its_city_and_all_that_share_a_fact() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        assert_eq!(import(&engine, CITY).await.refused, 0);
        wait(&engine).await;
        let served = serve(engine).await;
        let client = http::Client::visitor(&served.address);
        let all = ids(&served, "").await;
        let related = client.get(&format!("/api/v1/cases/{}/related", all[0])).await.good().json();
        let of = |kind: &str| {
            related[kind].as_array().unwrap().iter().map(|hit| hit["id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            (of("again"), of("same_city")),
            (vec![all[2].clone().into()], vec![all[1].clone().into()])
        );
        let page = client.get(&format!("/cases/{}?lang=en", all[0])).await.good().body;
        assert!(page.contains("The same initiative in other editions") && page.contains("More from León"));
        // Each fact leads to a question that finds at least this case.
        let (_, facts) = page.split_once(r#"<dl class="facts">"#).unwrap();
        let (facts, _) = facts.split_once("</dl>").unwrap();
        let links: Vec<String> = facts
            .split(r#"href=""#)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"))
            .collect();
        assert!(links.len() >= 9, "{links:?}");
        for link in links {
            let query = link.split_once('?').unwrap().1;
            assert!(ids(&served, query).await.contains(&all[0]), "{link}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_sees_what_stands_where_and_what_may_be_personal() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let editor = shortlisted(&scene).await;
        let made = engine.publish_cases(&editor, scene.edition, None).await.unwrap().made;
        let counts = async || {
            engine
                .cases_on_desk(&editor, CaseState::Published, None)
                .await
                .unwrap()
                .counts
                .map(|(_, count)| count)
        };
        assert_eq!(counts().await, [0, 4, 0]);
        edit(
            engine,
            &editor,
            made[1],
            "en",
            text("Rain", "Write to ana@city.example or call +57 604 385 5555."),
        )
        .await;
        assert!(
            engine.cases_to_look_at(&editor, None).await.unwrap().cases.is_empty(),
            "nobody reads it yet"
        );
        engine.clock().set(at("2026-05-01T08:00:00Z"));
        let version = engine.case_on_desk(&editor, made[0]).await.unwrap().version;
        engine.withdraw_case(&editor, made[0], version, "Asked for.".into()).await.unwrap();
        assert_eq!(counts().await, [3, 0, 1]);
        let found = engine.cases_to_look_at(&editor, None).await.unwrap();
        assert_eq!((found.read, found.next, found.cases.len()), (3, None, 1));
        let personal: Vec<_> = found.cases[0].personal.iter().map(|one| one.text.as_str()).collect();
        assert_eq!((found.cases[0].id, personal), (made[1], vec!["ana@city.example", "+57 604 385 5555"]));
        let withdrawn = engine.cases_on_desk(&editor, CaseState::Withdrawn, None).await.unwrap().cases;
        assert_eq!((withdrawn.len(), withdrawn[0].title.as_ref()), (1, None));
        assert_eq!(
            engine.cases_on_desk(&Caller::visitor(), CaseState::Waiting, None).await.unwrap_err(),
            Error::SignInNeeded
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_has_what_came_last_first_whatever_its_year() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let editor = shortlisted(&scene).await;
        let made = engine.publish_case(&editor, scene.entries[0]).await.unwrap().id;
        let many: String = (0..520)
            .map(|n| format!("{{\"source\": \"s\", \"id\": \"{n}\", \"lang\": \"en\", \"title\": \"Old rain {n}\", \"description\": \"Water {n}.\", \"year\": {}}}\n", 1950 + n % 50))
            .collect();
        assert_eq!(import(engine, &many).await.created, 520);
        engine.clock().set(at("2026-05-01T08:00:00Z"));
        wait(engine).await;
        let latest = async |query: &str| {
            let filter = ExportFilter { query: query.into(), ..ExportFilter::default() };
            engine.latest_cases(&Caller::visitor(), filter).await.unwrap()
        };
        // More answers than are put in order whole, and few.
        for (query, count) in [("", 50), ("rain", 50), ("\"old rain 7\" OR gardens", 2)] {
            let cases = latest(query).await;
            assert_eq!((cases.len(), cases[0].case.id), (count, made), "{query}");
            assert!(cases.is_sorted_by_key(|case| std::cmp::Reverse(case.available)), "{query}");
        }
        engine.clock().set(at("2026-05-02T08:00:00Z"));
        import(engine, r#"{"source": "s", "id": "new", "lang": "en", "title": "Rain of 1900", "description": "Long ago.", "year": 1900}"#).await;
        wait(engine).await;
        for query in ["", "rain"] {
            assert_eq!(latest(query).await[0].case.facts.year, Some(1900), "{query}");
        }
    }
}
