//! A course pack is put together, published, shared and printed; it warns of what became of its cases and tells nothing
//! of what is secret.

use crate::judging::{at, scene};
use kapok_access::Role;
use kapok_base::CaseId;
use kapok_engine::remember::collections::{CaseState, Content, Item};
use kapok_engine::{Caller, Engine};
use kapok_tabular::{Format, read};
use kapok_tests::award::{Person, person};
use kapok_tests::http::{Answer, Client};
use kapok_tests::{database, served};
use reqwest::Method;
use serde_json::{Value, json};

const FILE: &str = r#"{"source": "s", "id": "1", "lang": "en", "title": "Shade for bus stops", "description": "Trees beside every stop.", "country": "France", "entity": "Marseille", "year": 2019, "licence": "CC-BY-4.0", "url": "https://example.org/shade"}
{"source": "s", "id": "2", "lang": "zh-Hans", "title": "河边的公园", "description": "市政府在河边种树。", "country": "中国", "synthetic": true}
{"source": "s", "id": "2", "lang": "en", "title": "A park by the river", "description": "The city planted trees.", "year": 2020}
{"source": "s", "id": "3", "lang": "en", "title": "Meals", "description": "School meals."}
"#;

async fn import(engine: &Engine, file: &str) {
    let rows: Vec<_> = read(file.as_bytes(), Format::Jsonl).unwrap().collect();
    engine.import_cases(&Caller::system(), rows.into_iter(), false, |_| ()).await.unwrap();
}

/// The identifiers of the three cases, by their keys.
async fn cases(engine: &Engine) -> Vec<String> {
    engine.reindex(&Caller::system()).await.unwrap();
    let request = kapok_engine::remember::Request {
        fold: true,
        explain: false,
        query: String::new(),
        filters: Default::default(),
        sort: Default::default(),
        limit: 10,
        cursor: None,
        facets: vec![],
        language: kapok_base::Language::english(),
    };
    let mut found = engine.search_cases(&Caller::visitor(), request).await.unwrap().answer.items;
    found.sort_by(|a, b| a.source_id.cmp(&b.source_id));
    found.into_iter().map(|hit| hit.id.to_string()).collect()
}

fn pack(items: &[Value]) -> Value {
    json!({ "title": "Trees in the city", "introduction": "For one afternoon.", "language": "en", "items": items })
}

fn item(case: &str) -> Value {
    json!({ "case": case, "note": "Ask who waters them.", "questions": ["Who pays?", "Who waters?"], "minutes": 30 })
}

/// Writes to a collection over the version that is there.
async fn change(noor: &Person, method: Method, path: &str, rest: &str, body: Option<Value>) -> Answer {
    let etag = noor.client.get(path).await.good().etag();
    noor.client.send(method, &format!("{path}{rest}"), &[("if-match", &etag)], body).await
}

fn states(answer: &Answer) -> Vec<String> {
    let items = answer.json()["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["state"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_course_pack_is_published_shared_and_warns_of_what_became_of_its_cases() {
    for fresh in database::both().await {
        let served = served::serve(fresh.engine().await).await;
        let visitor = Client::visitor(&served.address);
        import(&served.engine, FILE).await;
        let cases = cases(&served.engine).await;
        let noor = person(&served.engine, &visitor, "Noor", vec![]).await;
        let body = pack(&[item(&cases[0]), item(&cases[1])]);
        let create = |key: &'static str, body: Value| {
            let noor = noor.client.clone();
            async move {
                let key = [("idempotency-key", key)];
                noor.send(Method::POST, "/api/v1/collections", &key, Some(body)).await
            }
        };
        let id = create("a", body.clone()).await.good().id();
        assert_eq!(create("a", body.clone()).await.good().id(), id, "{}", fresh.name);
        create("a", pack(&[])).await.refused(409, "idempotency_key_reused");
        let path = format!("/api/v1/collections/{id}");

        // Nothing is shared before it is published; what is published does not change with the draft.
        noor.client.post(&format!("{path}/link"), json!({})).await.refused(409, "collection_unpublished");
        assert_eq!(change(&noor, Method::POST, &path, "/versions", None).await.good().status, 201);
        change(&noor, Method::POST, &path, "/versions", None).await.refused(409, "collection_unchanged");
        let share = || async {
            let made = noor.client.post(&format!("{path}/link"), json!({})).await.good().json();
            made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
        };
        let secret = share().await;
        assert!(secret.len() >= 43, "{secret}");
        let draft =
            json!({ "title": "Unfinished", "language": "en", "items": [item(&cases[2]), item(&cases[0])] });
        change(&noor, Method::PUT, &path, "", Some(draft)).await.good();
        let shared = format!("/api/v1/shared/{secret}");
        let read = visitor.get(&shared).await.good();
        assert_eq!(read.headers["x-robots-tag"], "noindex, nofollow, noarchive");
        assert_eq!((&read.json()["title"], &read.json()["number"]), (&json!("Trees in the city"), &json!(1)));
        assert_eq!(states(&read), ["same", "same"]);
        let page = visitor.get(&format!("/shared/{secret}")).await.good();
        assert!(page.headers.contains_key("x-robots-tag"));
        assert!(page.body.contains("Who waters?") && !page.body.contains("Unfinished"));
        let print = visitor.get(&format!("/shared/{secret}/print?lang=zh-Hans")).await.good().body;
        for part in [
            "Trees beside every stop.",
            "市政府在河边种树。",
            "https://example.org/shade",
            "CC-BY-4.0",
            "合成文本",
        ] {
            assert!(print.contains(part), "{part}");
        }
        assert!(!print.contains("The city planted trees."), "in the reader's language alone");

        // A case changes, another is withdrawn: both are told, and of the withdrawn one nothing but the reason.
        import(&served.engine, &FILE.replace("beside every stop", "and benches")).await;
        let park: CaseId = cases[1].parse().unwrap();
        let record = served.engine.case_on_desk(&Caller::system(), park).await.unwrap();
        let reason = "The city asked for it.".to_owned();
        served.engine.withdraw_case(&Caller::system(), park, record.version, reason).await.unwrap();
        let read = visitor.get(&shared).await.good();
        assert_eq!(states(&read), ["changed", "withdrawn"]);
        assert_eq!(read.json()["items"][1]["reason"], "The city asked for it.");
        assert!(read.json()["items"][1].get("title").is_none());
        let print = visitor.get(&format!("/shared/{secret}/print")).await.good().body;
        assert!(print.contains("has changed since") && print.contains("The city asked for it."));
        assert!(!print.contains("planted trees") && !print.contains("河边"));
        let list = noor.client.get("/api/v1/collections").await.good().json();
        assert_eq!(list["items"][0]["warnings"], 1, "of the draft, which has the changed one alone");

        // The next version; the first stays as it was.
        let next = change(&noor, Method::POST, &path, "/versions", None).await.good();
        assert_eq!(
            (&next.json()["versions"][0]["number"], &next.json()["is_ahead"]),
            (&json!(2), &json!(false))
        );
        assert_eq!(states(&visitor.get(&shared).await.good()), ["same", "same"]);
        let first = noor.client.get(&format!("{path}/versions/1")).await.good();
        assert_eq!(
            (states(&first), &first.json()["title"]),
            (vec!["changed".into(), "withdrawn".into()], &json!("Trees in the city"))
        );

        // Another address ends the first; ended and deleted ones are as if they had never been.
        let other = share().await;
        let never = visitor.get("/api/v1/shared/never").await;
        assert_eq!(visitor.get(&shared).await.bytes(), never.bytes());
        visitor.get(&format!("/api/v1/shared/{other}")).await.good();
        noor.client.send(Method::DELETE, &format!("{path}/link"), &[], None).await.good();
        assert_eq!(visitor.get(&format!("/api/v1/shared/{other}")).await.bytes(), never.bytes());
        assert_eq!(change(&noor, Method::DELETE, &path, "", None).await.good().status, 204);
        noor.client.get(&path).await.refused(404, "not_found");
        served.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collection_is_its_owner_s_alone_and_what_does_not_fit_is_told_with_its_place() {
    for fresh in database::both().await {
        let served = served::serve(fresh.engine().await).await;
        let visitor = Client::visitor(&served.address);
        import(&served.engine, FILE).await;
        let cases = cases(&served.engine).await;
        let noor = person(&served.engine, &visitor, "Noor", vec![]).await;
        let sam = person(&served.engine, &visitor, "Sam", vec![Role::Administrator]).await;
        let id = noor.client.post("/api/v1/collections", pack(&[item(&cases[0])])).await.good().id();
        let path = format!("/api/v1/collections/{id}");
        let missing = "/api/v1/collections/0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
        for (method, rest, body) in [
            (Method::GET, "", None),
            (Method::PUT, "", Some(pack(&[]))),
            (Method::DELETE, "", None),
            (Method::POST, "/items", Some(item(&cases[1]))),
            (Method::POST, "/versions", None),
            (Method::GET, "/versions/1", None),
            (Method::POST, "/link", None),
            (Method::DELETE, "/link", None),
        ] {
            let ask = |path: &str| {
                let (sam, method, body) = (sam.client.clone(), method.clone(), body.clone());
                let path = format!("{path}{rest}");
                async move { sam.send(method, &path, &[("if-match", "\"1\"")], body).await }
            };
            assert_eq!(
                ask(&path).await.refused(404, "not_found").bytes(),
                ask(missing).await.bytes(),
                "{rest}"
            );
        }
        assert_eq!(sam.client.get("/api/v1/collections").await.good().json()["items"], json!([]));

        noor.client
            .send(Method::PUT, &path, &[], Some(pack(&[])))
            .await
            .refused(428, "precondition_required");
        let stale = [("if-match", "\"7\"")];
        noor.client.send(Method::PUT, &path, &stale, Some(pack(&[]))).await.refused(412, "stale");
        let twice = change(&noor, Method::POST, &path, "/items", Some(item(&cases[0]))).await;
        twice.refused(422, "collection_has_case");
        let nobody = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
        let unknown =
            change(&noor, Method::PUT, &path, "", Some(pack(&[item(&cases[0]), item(nobody)]))).await;
        unknown.refused(422, "collection_invalid");
        let detail = &unknown.json()["errors"][0];
        assert_eq!(
            (&detail["code"], &detail["pointer"]),
            (&json!("case_not_found"), &json!("/items/1/case"))
        );
        let long = json!({ "title": "x".repeat(201), "language": "en" });
        let long = change(&noor, Method::PUT, &path, "", Some(long)).await;
        assert_eq!(long.refused(422, "collection_invalid").json()["errors"][0]["pointer"], "/title");
        let many: Vec<Value> =
            (0..501).map(|n| json!({ "case": format!("0190aaaa-bbbb-7ccc-8ddd-eeeeffff{n:04x}") })).collect();
        let many = change(&noor, Method::PUT, &path, "", Some(pack(&many))).await;
        assert_eq!(many.refused(422, "collection_invalid").json()["errors"][0]["code"], "collection_full");
        served.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collection_is_worked_on_by_its_pages_without_script() {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    let visitor = Client::visitor(&served.address);
    import(&served.engine, FILE).await;
    let cases = cases(&served.engine).await;
    let noor = person(&served.engine, &visitor, "Noor", vec![Role::Researcher]).await.client;
    let send = |path: String, fields: &'static str, rest: String| {
        let (noor, body) = (noor.clone(), format!("{fields}{rest}").into_bytes());
        let body = Some(("application/x-www-form-urlencoded", body));
        async move { noor.send_bytes(Method::POST, &path, &[], body).await }
    };
    // The way in is on the case's page; a visitor is asked to sign in first.
    let collect = format!("/cases/{}/collect", cases[0]);
    assert!(visitor.get(&format!("/cases/{}", cases[0])).await.body.contains(&collect));
    assert!(visitor.get(&collect).await.headers["location"].to_str().unwrap().starts_with("/sign-in"));
    let made = send(collect.clone(), "title=Trees", String::new()).await;
    let path = made.headers["location"].to_str().unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap().to_owned();
    assert!(noor.get(&collect).await.good().body.contains("already in"));
    for case in &cases[1..] {
        let added = send(format!("/cases/{case}/collect"), "collection=", id.clone()).await;
        assert_eq!(added.headers["location"].to_str().unwrap(), path);
    }
    let order = || async {
        let page = noor.get(&path).await.good().body;
        let mut places: Vec<_> =
            cases.iter().map(|case| page.find(&format!("case-{case}")).unwrap()).collect();
        let of = places.clone();
        places.sort_unstable();
        of.iter().map(|place| places.iter().position(|p| p == place).unwrap() + 1).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [1, 2, 3]);
    // A step saves the head as well: nothing typed is lost.
    let up = send(path.clone(), "title=Shade&introduction=Why%3F&language=fr&do=up.", cases[2].clone()).await;
    assert_eq!(up.status, 303, "{}", up.body);
    assert_eq!(order().await, [1, 3, 2]);
    let page = noor.get(&path).await.good().body;
    assert!(page.contains("value=\"Shade\"") && page.contains("Why?"));
    let item = format!("{path}/items/{}", cases[0]);
    let wrong =
        send(item.clone(), "note=Ask&questions=One%3F%0D%0ATwo%3F&minutes=9999&place=3", String::new()).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("id=\"minutes-error\"") && wrong.body.contains("Two?"));
    let right =
        send(item.clone(), "note=Ask&questions=One%3F%0D%0ATwo%3F&minutes=90&place=3", String::new()).await;
    assert_eq!(right.status, 303);
    assert_eq!(order().await, [3, 2, 1]);
    let gone = send(path.clone(), "title=Shade&language=fr&do=remove.", cases[1].clone()).await;
    assert_eq!(gone.status, 303);
    assert_eq!(send(format!("{path}/publication"), "", String::new()).await.status, 303);
    let shared = send(format!("{path}/link"), "", String::new()).await.good().body;
    let secret = shared.split("/shared/").nth(1).unwrap().split('<').next().unwrap();
    assert!(!noor.get(&path).await.good().body.contains(secret), "the address is shown once");
    let read = visitor.get(&format!("/shared/{secret}")).await.good().body;
    assert!(read.contains("Two?") && read.contains("90 minutes") && !read.contains("A park by the river"));
    for page in [
        format!("{path}/print"),
        format!("{path}/versions/1"),
        format!("{path}/versions/1/print"),
        "/collections".into(),
    ] {
        let body = noor.get(&page).await.good().body;
        assert!(body.contains("Shade") && !body.contains('⟨'), "{page}");
    }
    assert!(noor.get("/").await.good().body.contains(&path), "the researcher's first page leads there");
    assert_eq!(send(format!("{path}/link/revocation"), "", String::new()).await.status, 303);
    assert_eq!(visitor.get(&format!("/shared/{secret}")).await.status, 404);
    assert_eq!(send(format!("{path}/deletion"), "", String::new()).await.status, 303);
    assert_eq!(noor.get(&path).await.status, 404);
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_before_its_announcement_cannot_be_collected_and_shows_nothing_even_to_its_editor() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        scene.scored_first_round().await;
        scene.shortlist(&[0, 1, 2], &[(2, "Stronger on impact"), (3, "Weaker on impact")]).await.unwrap();
        let views = engine.list_announcements(&scene.organiser, scene.edition).await.unwrap();
        let public = at("2026-05-01T08:00:00Z");
        engine.announce(&scene.organiser, views[0].announcement.id, None, Some(public)).await.unwrap();
        let case = engine.publish_case(&Caller::system(), scene.entries[0]).await.unwrap().id;
        let editor = Caller::person(scene.judges[0].0, vec![Role::Administrator]);
        let with = |case: CaseId| Content {
            items: vec![Item::new(case)],
            ..Content::new("Winners".into(), kapok_base::Language::english())
        };
        let nobody: CaseId = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000".parse().unwrap();
        let refused = engine.create_collection(&editor, with(case), None).await;
        assert_eq!(refused, engine.create_collection(&editor, with(nobody), None).await);
        assert!(refused.is_err());

        engine.clock().set(public);
        let made = engine.create_collection(&editor, with(case), None).await.unwrap();
        engine.publish_collection(&editor, made.id, None).await.unwrap();
        let link = engine.share_collection(&editor, made.id).await.unwrap();
        let secret = link.rsplit('/').next().unwrap();
        let read = engine.read_shared(&Caller::visitor(), secret).await.unwrap();
        assert!(read.items[0].case.is_some() && read.items[0].state == CaseState::Same);
        // Were it secret again, nobody would read anything of it by the collections that hold it.
        engine.clock().set(at("2026-05-01T07:59:59Z"));
        for read in [
            engine.read_shared(&Caller::visitor(), secret).await.unwrap(),
            engine.get_collection(&editor, made.id).await.unwrap().draft,
        ] {
            assert_eq!((&read.items[0].case, &read.items[0].state), (&None, &CaseState::Missing));
        }
    }
}
