//! The library's ways out: files of every form, citations, metadata, the feed, the sitemap, the dump. Other libraries read what is
//! written, and nothing that is not announced shows in any of it.

use crate::judging::{at, scene};
use crate::library::{FILE, import};
use crate::publishing::{shortlisted, wait};
use calamine::{Reader, Xlsx};
use kapok_engine::remember::{ExportFilter, ExportFormat};
use kapok_engine::{Caller, Engine};
use kapok_tabular::{Format, read};
use kapok_tests::served::{Served, serve};
use kapok_tests::{database, http};
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::Cursor;

const FORMATS: [&str; 6] = ["csv", "xlsx", "jsonl", "bibtex", "ris", "csl-json"];

async fn bytes(served: &Served, path: &str) -> Vec<u8> {
    let answer = reqwest::get(format!("{}{path}", served.address)).await.unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer.bytes().await.unwrap().to_vec()
}

async fn text(served: &Served, path: &str) -> String {
    String::from_utf8(bytes(served, path).await).unwrap()
}

/// Everything that leaves the library.
fn ways_out() -> Vec<String> {
    let mut ways: Vec<String> =
        ["/api/v1/cases/dump", "/sitemap.xml", "/sitemap/1", "/robots.txt"].map(Into::into).to_vec();
    for question in
        ["", "q=rain+gardens", "q=shortlisted", "outcome=shortlisted", "country=CO", "year_from=2026"]
    {
        ways.push(format!("/cases.atom?{question}"));
        ways.extend(FORMATS.map(|format| format!("/api/v1/cases/export?format={format}&{question}")));
    }
    ways
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_unannounced_shows_in_any_way_out() {
    let (one, other) = (database::both().await, database::both().await);
    for (fresh_one, fresh_other) in one.iter().zip(&other) {
        let (with, without) = (scene(fresh_one).await, scene(fresh_other).await);
        let (editor, _) = (shortlisted(&with).await, shortlisted(&without).await);
        for engine in [&with.engine, &without.engine] {
            import(engine, FILE).await;
        }
        let made = with.engine.publish_cases(&editor, with.edition, None).await.unwrap().made;
        assert_eq!(
            (with.edition, made.len()),
            (without.edition, 4),
            "the worlds are to draw the same identifiers"
        );
        wait(&with.engine).await;
        wait(&without.engine).await;
        let (with, without) = (serve(with.engine).await, serve(without.engine).await);
        let known = cases_of(&without).await;
        assert_eq!(known.len(), 3);
        for way in ways_out() {
            let same = bytes(&with, &way).await == bytes(&without, &way).await;
            assert!(same, "{}: what is not announced shows in {way}", fresh_one.name);
        }
        // Nor does its own address tell more than one of nothing does.
        let missing = "0198c0de-0000-7000-8000-000000000000";
        let client = http::Client::visitor(&with.address);
        for path in ["citation", "citation?format=ris", "metadata", "metadata?format=datacite"] {
            let ask = async |id: &str| client.get(&format!("/api/v1/cases/{id}/{path}")).await.bytes();
            assert_eq!(ask(&made[0].to_string()).await, ask(missing).await, "{path}");
        }

        let instant = at("2026-05-01T08:00:00Z");
        with.engine.clock().set(instant);
        without.engine.clock().set(instant);
        let same =
            |way: &String| way == "/robots.txt" || way == "/sitemap.xml" || way.contains("q=shortlisted");
        for way in ways_out().into_iter().filter(|way| !same(way)) {
            assert_ne!(bytes(&with, &way).await, bytes(&without, &way).await, "{way} does not open");
        }
        let cited = text(&with, &format!("/api/v1/cases/{}/citation?format=bibtex", made[0])).await;
        assert!(
            cited.contains("howpublished = {{First}}") && cited.contains("publisher = {{Award}}"),
            "{cited}"
        );
        let listed = text(&with, "/sitemap/1").await;
        // The case was made before; for the public it is as old as its announcement.
        assert!(
            listed.contains(&format!("/cases/{}</loc><lastmod>{instant}</lastmod>", made[0])),
            "{listed}"
        );
    }
}

async fn cases_of(served: &Served) -> BTreeSet<String> {
    let answer: Value = serde_json::from_slice(&bytes(served, "/api/v1/cases?limit=100").await).unwrap();
    answer["items"].as_array().unwrap().iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect()
}

/// A library of many cases on a server, enough for several pages of an export.
async fn many(fresh: &database::Fresh) -> Served {
    let engine = fresh.engine().await;
    let mut file = String::new();
    for number in 0..450 {
        let (title, country) =
            (format!("=Shade {number} \\\"quoted\\\" {{brace}}"), ["France", "Kenya"][number % 2]);
        let line = format!(
            r#"{{"source": "s", "id": "{number}", "lang": "en", "title": "{title}", "description": "Trees & <shade> ]]>.", "entity": "Lyon", "country": "{country}", "year": {}, "licence": "CC-BY-4.0", "url": "https://city.example/{number}", "sdgs": [11], "synthetic": true}}"#,
            2000 + number % 20
        );
        writeln!(file, "{line}").unwrap();
    }
    file.push_str(
        r#"{"source": "s", "id": "0", "lang": "fr", "title": "De l’ombre", "description": "Des arbres."}"#,
    );
    assert_eq!(import(&engine, &file).await.refused, 0);
    wait(&engine).await;
    serve(engine).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_holds_all_cases_once_and_is_read_by_others() {
    for fresh in database::both().await {
        let served = many(&fresh).await;
        let export = async |query: &str| bytes(&served, &format!("/api/v1/cases/export?{query}")).await;
        let rows = |file: Vec<u8>, format| {
            read(Cursor::new(file), format).unwrap().filter(|row| row.values.is_ok()).count()
        };
        assert_eq!(rows(export("format=jsonl").await, Format::Jsonl), 451);
        assert_eq!(rows(export("format=csv").await, Format::Csv), 451);
        assert_eq!(rows(export("format=csv&country=Kenya").await, Format::Csv), 225);

        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(export("format=xlsx").await)).unwrap();
        assert_eq!(book.worksheet_range("cases").unwrap().height(), 452);
        assert_eq!(book.worksheet_formula("cases").unwrap().used_cells().count(), 0);

        let bibtex = String::from_utf8(export("format=bibtex").await).unwrap();
        let keys: BTreeSet<&str> = bibtex.lines().filter_map(|line| line.strip_prefix("@misc{")).collect();
        assert_eq!(keys.len(), 450);
        let ris = String::from_utf8(export("format=ris").await).unwrap();
        assert_eq!((ris.matches("TY  - ").count(), ris.matches("\r\nER  - \r\n").count()), (450, 450));
        let items: Vec<Value> =
            serde_json::from_slice(&export("format=csl-json&year_from=2010").await).unwrap();
        assert_eq!(items.len(), 220);
        assert!(items.iter().all(|item| item["keyword"] == "synthetic" && item["note"].is_string()));
        for (format, empty) in [("csl-json", "[\n\n]\n"), ("bibtex", ""), ("ris", "")] {
            assert_eq!(
                export(&format!("format={format}&q=nothingatall")).await,
                empty.as_bytes(),
                "{format}"
            );
        }

        let dump = bytes(&served, "/api/v1/cases/dump").await;
        let lines: Vec<_> = read(&dump[..], Format::Jsonl).unwrap().map(|row| row.values.unwrap()).collect();
        assert_eq!(lines.len(), 450);
        let texts = lines.iter().map(|line| line["texts"].as_object().unwrap().len()).sum::<usize>();
        assert_eq!(texts, 451);
        for line in lines {
            let provenance = &line["provenance"];
            assert_eq!((&line["licence"], &provenance["synthetic"]), (&"CC-BY-4.0".into(), &true.into()));
            assert!(provenance["url"].as_str().unwrap().starts_with("https://city.example/"), "{provenance}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_given_is_refused_and_a_workbook_has_its_limit() {
    let fresh = database::sqlite();
    let served = many(&fresh).await;
    let client = http::Client::visitor(&served.address);
    client.get("/api/v1/cases/export?format=pdf").await.refused(400, "invalid_query");
    let case = cases_of(&served).await.into_iter().next().unwrap();
    for path in ["citation?format=csv", "citation?format=pdf", "metadata?format=marc", "citation?text=%21"] {
        client.get(&format!("/api/v1/cases/{case}/{path}")).await.refused(400, "invalid_query");
    }
    let engine: &Engine = &served.engine;
    let begin = async || {
        engine.export_cases(&Caller::visitor(), ExportFilter::default(), ExportFormat::Xlsx).await.unwrap()
    };
    assert!(begin().await.of_at_most(451).next(engine).await.is_ok());
    let refused = begin().await.of_at_most(450).next(engine).await.unwrap_err();
    assert!(
        matches!(refused, kapok_engine::Error::Refused(refusal) if refusal.code == "export_too_many_rows")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_feed_and_the_sitemap_are_read_by_others() {
    for fresh in database::both().await {
        let served = many(&fresh).await;
        let feed = bytes(&served, "/cases.atom?q=shade&country=Kenya").await;
        let feed = feed_rs::parser::parse(&feed[..]).unwrap();
        assert_eq!((feed.entries.len(), feed.title.unwrap().content.as_str()), (50, "Case library: shade"));
        let entry = &feed.entries[0];
        assert!(entry.title.as_ref().unwrap().content.starts_with("=Shade "), "{entry:?}");
        assert!(entry.summary.as_ref().unwrap().content.contains("Trees & <shade> ]]>."), "{entry:?}");
        assert!(entry.id.contains("/cases/") && entry.updated.is_some() && !entry.links.is_empty());
        assert!(entry.categories.iter().any(|category| category.term == "synthetic"));
        let ids: BTreeSet<_> = feed.entries.iter().map(|entry| &entry.id).collect();
        assert_eq!(ids.len(), 50);
        let nothing = bytes(&served, "/cases.atom?q=nothingatall").await;
        assert!(feed_rs::parser::parse(&nothing[..]).unwrap().entries.is_empty());

        let parts = text(&served, "/sitemap.xml").await;
        assert!(
            parts.contains("<loc>http://127.0.0.1:8080/sitemap/1</loc>") && !parts.contains("/sitemap/2")
        );
        assert_eq!(text(&served, "/sitemap/1").await.matches("<loc>").count(), 451);
        assert!(
            text(&served, "/robots.txt").await.contains("\nSitemap: http://127.0.0.1:8080/sitemap.xml\n")
        );
        for beyond in ["2", "0", "x", "99999999999999999999"] {
            let answer = reqwest::get(format!("{}/sitemap/{beyond}", served.address)).await.unwrap();
            assert_eq!(answer.status(), 404, "{beyond}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_can_be_cited_from_its_page_and_a_withdrawn_one_cannot() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let editor = shortlisted(&scene).await;
        let made = scene.engine.publish_case(&editor, scene.entries[0]).await.unwrap();
        scene.engine.clock().set(at("2026-05-01T08:00:00Z"));
        wait(&scene.engine).await;
        let served = serve(scene.engine).await;
        let page = text(&served, &format!("/cases/{}", made.id)).await;
        let script = page.split_once(r#"<script type="application/ld+json">"#).unwrap().1;
        let document: Value = serde_json::from_str(script.split_once("</script>").unwrap().0).unwrap();
        assert_eq!(document["@id"], format!("http://127.0.0.1:8080/cases/{}", made.id));
        assert_eq!(document["isPartOf"]["name"], "First");
        let path = format!("/api/v1/cases/{}/metadata", made.id);
        assert_eq!(serde_json::from_str::<Value>(&text(&served, &path).await).unwrap(), document);
        assert!(page.contains(r#"<meta name="DC.creator" content="Medellín">"#), "{page}");
        assert!(page.contains("Medellín (2026). Rain gardens. First. Award."), "{page}");
        for format in ["bibtex", "ris", "csl-json"] {
            let path = format!("/api/v1/cases/{}/citation?format={format}", made.id);
            assert!(page.contains(&path), "{path}");
            let answer = reqwest::get(format!("{}{path}", served.address)).await.unwrap();
            let kind = answer.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
            assert!(page.contains(&format!(r#"type="{}""#, kind.split(';').next().unwrap())), "{kind}");
            assert!(answer.text().await.unwrap().contains("Rain gardens"));
        }
        let search = text(&served, "/cases?q=rain").await;
        for way in ["application/atom+xml", "/cases.atom?q=rain", "format=xlsx", "format=bibtex"] {
            assert!(search.contains(way), "{way}");
        }

        let engine: &Engine = &served.engine;
        engine.withdraw_case(&editor, made.id, made.version, "Asked for.".into()).await.unwrap();
        wait(engine).await;
        let client = http::Client::visitor(&served.address);
        client.get(&format!("/api/v1/cases/{}/citation", made.id)).await.refused(409, "case_withdrawn");
        let gone = client.get(&format!("/cases/{}", made.id)).await;
        let page = gone.body;
        assert_eq!(gone.status, 410);
        assert!(!page.contains("ld+json") && !page.contains("DC.title"));
        assert!(!text(&served, "/sitemap/1").await.contains(&made.id.to_string()));
    }
}
