//! Tables come into the library: their columns are guessed, they are tried, imported in the background, and their
//! duplicates proposed; by an editor's page, by API, each on both databases.

use crate::judging::{at, scene};
use crate::publishing::shortlisted;
use kapok_access::Role;
use kapok_engine::people::{NewPerson, SignIn};
use kapok_engine::remember::{Import, ImportReport, ImportState, Other, Run};
use kapok_engine::{Caller, Engine, Error};
use kapok_tabular::Row;
use kapok_tests::award::person;
use kapok_tests::http::Client;
use kapok_tests::{database, served};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// As a Spanish association of cities keeps its cases.
const TABLE: &str = "\u{feff}Nombre de la ciudad;País;Título de la iniciativa;Año;Resumen;ODS;Lecciones aprendidas;Correo de contacto
Medellín;Colombia;Corredores verdes;2019;La ciudad plantó corredores de árboles entre los cerros y el río para bajar el calor de las calles y dar sombra a quienes caminan.;ODS 11, 13;Empezar por las escuelas.;ana@example.org
Lyon;Francia;Comedores escolares;2018;Las escuelas cocinan con verduras de las granjas vecinas.;2;;bo@example.org
Quito;Ecuador;;2020;Sin título no hay caso.;11;;
Medellín;Colombia;Corredores verdes;2020;La ciudad plantó corredores de árboles entre los cerros y el río para bajar el calor de las calles y dar sombra a quienes caminan hoy.;ODS 11, 13;Empezar por las escuelas.;ana@example.org
";

async fn give(engine: &Engine, caller: &Caller, name: &str, bytes: &[u8]) -> Result<Import, Error> {
    let mut receiving = engine.begin_import(caller).await?;
    for part in bytes.chunks(100) {
        receiving.take(part).await?;
    }
    engine.receive_import(caller, receiving, name).await
}

/// Has a file read, and gives what came of it.
async fn run(engine: &Engine, caller: &Caller, import: &Import, run: Run) -> Import {
    let now = engine.get_import(caller, import.file.id).await.unwrap();
    engine.start_import(caller, import.file.id, now.file.version, run).await.unwrap();
    assert_eq!(engine.import_queued().await.unwrap(), 1);
    engine.get_import(caller, import.file.id).await.unwrap()
}

fn counts(import: &Import) -> [u64; 5] {
    let report = import.report.as_ref().unwrap();
    [report.read, report.created, report.updated, report.unchanged, report.refused]
}

fn waiting_files(engine: &Engine) -> usize {
    std::fs::read_dir(engine.config().data.join("imports")).unwrap().count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_understood_tried_imported_and_known_the_second_time() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let editor = Caller::system();
        let import = give(&engine, &editor, "casos 2020.csv", TABLE.as_bytes()).await.unwrap();
        let columns = &import.file.mapping.columns;
        for (column, field) in [
            ("Nombre de la ciudad", "entity"),
            ("País", "country"),
            ("Título de la iniciativa", "title"),
            ("Año", "year"),
            ("Resumen", "description"),
            ("ODS", "sdgs"),
            ("Lecciones aprendidas", "section"),
            ("Correo de contacto", "further"),
        ] {
            assert_eq!(columns[column], field, "{column}");
        }
        let mut mapping = import.file.mapping.clone();
        mapping.columns.insert("Correo de contacto".to_owned(), "ignore".to_owned());
        let changed = engine
            .change_import(&editor, import.file.id, import.file.version, None, Some(mapping.clone()))
            .await
            .unwrap();
        let stale = engine
            .change_import(&editor, import.file.id, import.file.version, None, Some(mapping.clone()))
            .await;
        assert_eq!(stale.unwrap_err(), Error::Stale);
        let first = engine.preview_import(&changed).remove(0).read.unwrap().version;
        assert_eq!(first.facts.country.as_deref(), Some("CO"));
        assert_eq!(first.facts.sdgs.len(), 2);
        assert!(!serde_json::to_string(&first).unwrap().contains("ana@example.org"));

        let tried = run(&engine, &editor, &import, Run::Trial).await;
        assert_eq!(
            (tried.file.state, counts(&tried)),
            (ImportState::Ready, [4, 3, 0, 0, 1]),
            "{}",
            fresh.name
        );
        let report = tried.report.as_ref().unwrap();
        assert_eq!((report.refusals[0].line, report.refusals[0].code.as_str()), (4, "case_without_title"));
        assert_eq!((report.duplicates[0].line, report.duplicates[0].other), (5, Other::Line(2)));
        assert_eq!(engine.reindex(&Caller::system()).await.unwrap(), 0, "a trial writes nothing");

        let done = run(&engine, &editor, &import, Run::Import).await;
        assert_eq!((done.file.state, counts(&done)), (ImportState::Done, [4, 3, 0, 0, 1]));
        assert_eq!(waiting_files(&engine), 0, "the file is not kept beyond its import");
        assert_eq!(engine.reindex(&Caller::system()).await.unwrap(), 3);

        engine.save_mapping(&editor, " Casos ", mapping.clone()).await.unwrap();
        let again = give(&engine, &editor, "casos 2020.csv", TABLE.as_bytes()).await.unwrap();
        let saved = engine.saved_mappings(&editor).await.unwrap().remove(0);
        assert_eq!((saved.name.as_str(), &saved.mapping), ("Casos", &mapping));
        let version = again.file.version;
        engine.change_import(&editor, again.file.id, version, None, Some(saved.mapping)).await.unwrap();
        assert_eq!(counts(&run(&engine, &editor, &again, Run::Trial).await), [4, 0, 0, 3, 1]);
        let other = give(&engine, &editor, "otros.csv", TABLE.as_bytes()).await.unwrap();
        let other = run(&engine, &editor, &other, Run::Trial).await;
        let alike = &other.report.as_ref().unwrap().duplicates;
        assert_eq!(alike.len(), 3, "the same under another name is proposed as a duplicate of the library's");
        assert!(
            alike.iter().any(|one| matches!(one.other, Other::Case(_)) && one.likeness == 100),
            "{alike:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_is_refused_and_leaves_nothing_behind() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let editor = Caller::system();
        for (bytes, code) in [
            (&b"%PDF-1.7\0\xff"[..], "import_file_unknown_form"),
            (b"", "import_file_unknown_form"),
            (b"title,year\n", "import_file_empty"),
            (b"PK\x03\x04 nothing more", "file_unreadable"),
        ] {
            let Err(Error::Refused(refusal)) = give(&engine, &editor, "x", bytes).await else {
                panic!("{code}")
            };
            assert_eq!(refusal.code, code);
        }
        let begun = engine.begin_import(&editor).await.unwrap();
        drop(begun);
        assert_eq!(waiting_files(&engine), 0);
        assert_eq!(engine.begin_import(&Caller::visitor()).await.unwrap_err(), Error::SignInNeeded);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_is_not_public_yet_is_not_even_told_of_as_a_likeness() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let editor = shortlisted(&scene).await;
        let made = engine.publish_cases(&editor, scene.edition, None).await.unwrap().made[0];
        let case = engine.case_on_desk(&editor, made).await.unwrap().versions.remove(0);
        let Value::Object(row) = json!({
            "source": "elsewhere", "id": "1", "title": case.text.title, "description": case.text.body(),
            "entity": case.facts.entity, "country": case.facts.country, "year": case.facts.year,
        }) else {
            unreachable!()
        };
        let rows = || [Row { line: 1, values: Ok(row.clone()) }].into_iter();
        let ask = || engine.import_cases(&editor, rows(), true, |_: &ImportReport| ());
        assert_eq!(ask().await.unwrap().alike, 0);
        engine.clock().set(at("2026-05-01T08:00:00Z"));
        assert_eq!(ask().await.unwrap().duplicates[0].other, Other::Case(made));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_import_by_the_api_and_see_only_their_own_files() {
    for fresh in database::both().await {
        let served = served::serve(fresh.engine().await).await;
        served.engine.start_work();
        let visitor = Client::visitor(&served.address);
        let administrator = person(&served.engine, &visitor, "Ada", vec![Role::Administrator]).await.client;
        let words = json!({ "original": "en", "texts": { "en": "Test Award" } });
        let body = json!({ "slug": "test-award", "name": words });
        let programme = administrator.post("/api/v1/programmes", body).await.good().id().parse().unwrap();
        let editor =
            |name: &'static str| person(&served.engine, &visitor, name, vec![Role::Editor { programme }]);
        let (eve, other) = (editor("Eve Editor").await.client, editor("Otto Editor").await.client);
        let send = |client: &Client, kind: &'static str| {
            let (client, bytes) = (client.clone(), TABLE.as_bytes().to_vec());
            async move {
                let path = "/api/v1/imports?name=casos.csv";
                client.send_bytes(Method::POST, path, &[], Some((kind, bytes))).await
            }
        };
        send(&visitor, "text/csv").await.refused(401, "unauthenticated");
        send(&eve, "text/html").await.refused(415, "unsupported_media_type");
        let given = send(&eve, "text/csv").await.good();
        let import = given.json();
        assert_eq!(
            (&import["state"], &import["mapping"]["columns"]["Año"]),
            (&"ready".into(), &"year".into())
        );
        let path = format!("/api/v1/imports/{}", given.id());
        administrator.get(&path).await.good();
        other.get(&path).await.refused(404, "not_found");
        assert_eq!(other.get("/api/v1/imports").await.good().json()["items"], json!([]));

        let twice = json!({ "mapping": { "columns": { "Año": "title", "ODS": "title" } } });
        let refused = eve.change(Method::PATCH, &path, &path, twice).await;
        refused.refused(422, "mapping_field_twice");
        let ignored = json!({ "mapping": { "columns": {
            "Nombre de la ciudad": "entity", "País": "country", "Título de la iniciativa": "title", "Año": "year",
            "Resumen": "description", "ODS": "sdgs", "Correo de contacto": "ignore",
        }, "fixed": { "source": "casos", "id": "from-content" } } });
        eve.change(Method::PATCH, &path, &path, ignored).await.good();
        let run = format!("{path}/run");
        let begun = eve.change(Method::POST, &run, &path, json!({ "dry_run": false })).await.good();
        assert_eq!(begun.status.as_u16(), 202);
        let mut done = Value::Null;
        for _ in 0..200 {
            done = eve.get(&format!("{path}?lang=zh-Hans")).await.good().json();
            if done["state"] == "done" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!((&done["state"], &done["report"]["created"]), (&"done".into(), &3.into()), "{done}");
        assert_eq!(done["report"]["refusals"][0]["detail"], "案例需要标题。");
        let again = eve.change(Method::POST, &run, &path, json!({})).await;
        again.refused(409, "import_done");
        eve.send(Method::DELETE, &path, &[], None).await.good();
        eve.get(&path).await.refused(404, "not_found");
        served.stop().await;
    }
}

/// A form with a file, as a browser sends it.
fn multipart(mark: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = format!(
        "--line\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{mark}\r\n--line\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--line--\r\n");
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_imports_by_the_page_without_script() {
    for fresh in database::both().await {
        let served = served::serve(fresh.engine().await).await;
        served.engine.start_work();
        let engine = &served.engine;
        let new = NewPerson {
            name: "Eve".to_owned(),
            email: "eve@example.org".to_owned(),
            locale: kapok_base::Locale::En,
            password: Some("long enough".to_owned()),
            roles: vec![Role::Administrator],
        };
        engine.add_person(&Caller::system(), new).await.unwrap();
        let ask = SignIn {
            email: "eve@example.org".to_owned(),
            password: "long enough".to_owned(),
            from: "192.0.2.1".to_owned(),
        };
        let token = engine.sign_in(&Caller::visitor(), ask).await.unwrap().token;
        let cookie = format!("{}={token}", kapok_web::cookies::session_name(false));
        let visitor = Client::visitor(&served.address);
        let get = |path: String| {
            let (visitor, cookie) = (visitor.clone(), cookie.clone());
            async move { visitor.send(Method::GET, &path, &[("cookie", &cookie)], None).await.good().body }
        };
        let post = |path: String, kind: &'static str, body: Vec<u8>| {
            let (visitor, cookie) = (visitor.clone(), cookie.clone());
            async move {
                visitor.send_bytes(Method::POST, &path, &[("cookie", &cookie)], Some((kind, body))).await
            }
        };
        let index = get("/library/import".to_owned()).await;
        let hidden = |page: &str, name: &str| {
            let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let mark = hidden(&index, "csrf");
        let form = "multipart/form-data; boundary=line";
        let upload = |mark: &str, bytes: &[u8]| {
            post("/library/import".to_owned(), form, multipart(mark, "casos.csv", bytes))
        };
        assert_eq!(upload("forged", TABLE.as_bytes()).await.status.as_u16(), 403);
        let refused = upload(&mark, b"%PDF-1.7\0").await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.body.contains("neither a spreadsheet"), "{}", refused.body);
        let given = upload(&mark, TABLE.as_bytes()).await;
        let page = given.headers["location"].to_str().unwrap().to_owned();
        let shown = get(page.clone()).await;
        for part in
            ["Corredores verdes", "Colombia", "<option value=\"entity\" selected>", "A case needs a title."]
        {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
        let pairs = |page: &str, what: &str| {
            let columns = page.split("<select name=\"column.").skip(1).map(|select| {
                let at = select.split('"').next().unwrap().to_owned();
                let chosen = select.split("</select>").next().unwrap().split(" selected").next().unwrap();
                let field = chosen.rsplit("value=\"").next().unwrap().trim_end_matches('"');
                format!("&column.{at}={field}")
            });
            let columns: String = columns.collect();
            format!("csrf={mark}&version={}&do={what}&fixed.source=casos{columns}", hidden(page, "version"))
        };
        let url = "application/x-www-form-urlencoded";
        let twice = pairs(&shown, "show").replace("=country", "=title");
        let refused = post(page.clone(), url, twice.into_bytes()).await;
        assert!(refused.status.as_u16() == 422 && refused.body.contains("same field"), "{}", refused.body);
        let tried = post(page.clone(), url, pairs(&shown, "trial").into_bytes()).await;
        assert_eq!(tried.status.as_u16(), 303, "{}", tried.body);
        let tried = get(page.clone()).await;
        assert!(tried.contains("nothing was written") && tried.contains("Fill in a title"), "{tried}");
        let done = post(page.clone(), url, pairs(&tried, "import").into_bytes()).await;
        assert_eq!(done.status.as_u16(), 303, "{}", done.body);
        let done = get(page).await;
        assert!(done.contains("The cases are in the library."), "{done}");
        served.stop().await;
    }
}
