//! An entrant at the doors: the API's preconditions and keys, and the plain pages from set-up to receipt.

use kapok_access::{Caller, Role, TokenScope};
use kapok_base::Locale;
use kapok_engine::Engine;
use kapok_engine::people::{NewPerson, NewToken, SignIn};
use kapok_store::grants;
use kapok_tests::database;
use kapok_tests::http::{Answer, Client};
use kapok_tests::served;
use reqwest::Method;
use serde_json::{Value, json};

/// Somebody with a session for pages and a token for the API.
struct Somebody {
    api: Client,
    pages: Client,
    cookie: String,
    mark: String,
}

async fn somebody(engine: &Engine, unknown: &Client, name: &str, role: Option<Role>) -> Somebody {
    let (email, password) = (format!("{name}@example.org"), "rain gardens for all".to_owned());
    let new = NewPerson {
        name: name.to_owned(),
        email: email.clone(),
        locale: Locale::En,
        password: Some(password.clone()),
        roles: Vec::new(),
    };
    let id = engine.add_person(&Caller::system(), new).await.unwrap().id;
    if let Some(role) = role {
        engine.store().write(move |tx| async move { grants::give(&tx, id, role).await }).await.unwrap();
    }
    let ask = SignIn { email, password, from: "192.0.2.1".to_owned() };
    let signed_in = engine.sign_in(&Caller::visitor(), ask).await.ok().unwrap();
    let caller = engine.caller_for_session(&signed_in.token).await.unwrap().unwrap();
    let new = NewToken { name: name.to_owned(), scope: TokenScope::default(), expires_at: None };
    let token = engine.create_token(&caller, new).await.unwrap().1;
    let cookie = format!("{}={}", kapok_web::cookies::session_name(false), signed_in.token);
    let home = unknown.send(Method::GET, "/", &[("cookie", &cookie)], None).await.good().body;
    let mark = home.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    Somebody { api: unknown.with_token(&token), pages: unknown.clone(), cookie, mark }
}

fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    text.bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

impl Somebody {
    async fn see(&self, path: &str) -> String {
        let page = self.pages.send(Method::GET, path, &[("cookie", &self.cookie)], None).await.good().body;
        assert!(
            !page.contains('⟨'),
            "words are missing on {path}: {:.300}",
            &page[page.find('⟨').unwrap()..]
        );
        page
    }

    async fn fill(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut body = format!("csrf={}", self.mark);
        for (name, value) in fields {
            body.push_str(&format!("&{}={}", encoded(name), encoded(value)));
        }
        let headers = [&[("cookie", self.cookie.as_str())], headers].concat();
        let form = ("application/x-www-form-urlencoded", body.into_bytes());
        self.pages.send_bytes(Method::POST, path, &headers, Some(form)).await
    }

    /// Sends a form that is taken; gives where it leads.
    async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.fill(path, fields, &[]).await;
        assert_eq!(answer.status.as_u16(), 303, "{path}: {}", answer.body);
        answer.headers["location"].to_str().unwrap().to_owned()
    }
}

/// What a page's hidden field holds.
fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    page.split(&field)
        .nth(1)
        .unwrap_or_else(|| panic!("no {name} in {page}"))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

fn answers() -> Value {
    let long = "It rained, and the water had nowhere to go; now it does. ".repeat(3);
    json!({
        "title": "Rain gardens", "summary": long, "themes": ["water"], "goals": [11], "started": "2021-05-01",
        "contact_name": "Ana", "contact_email": "ana@medellin.example", "background": long, "innovation": long,
        "process": long, "outcomes": long, "lessons": long,
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dossier_goes_through_the_api_with_its_versions_and_keys() {
    for fresh in database::both().await {
        let served = served::serve(fresh.engine().await).await;
        let unknown = Client::visitor(&served.address);
        let admin = somebody(&served.engine, &unknown, "admin", Some(Role::Administrator)).await.api;
        let ana = somebody(&served.engine, &unknown, "ana", None).await.api;
        let named = |name: &str| json!({"original": "en", "texts": {"en": name}});

        let programme =
            admin.post("/api/v1/programmes", json!({"slug": "gz", "name": named("Award")})).await.good().id();
        let new = json!({"programme": programme, "slug": "2026", "name": named("Sixth"), "year": 2026});
        let key = [("idempotency-key", "one")];
        let made = admin.send(Method::POST, "/api/v1/editions", &key, Some(new.clone())).await.good();
        let again = admin.send(Method::POST, "/api/v1/editions", &key, Some(new.clone())).await.good();
        assert_eq!(made.json(), again.json());
        let other = json!({"programme": programme, "slug": "2027", "name": named("Seventh"), "year": 2027});
        let reused = admin.send(Method::POST, "/api/v1/editions", &key, Some(other)).await;
        reused.refused(409, "idempotency_key_reused");
        let edition = format!("/api/v1/editions/{}", made.id());
        unknown.get(&edition).await.refused(404, "not_found");

        let closes =
            json!({"deadlines": {"closes": {"local": "2026-03-31T23:59:59", "zone": "Asia/Shanghai"}}});
        let phase = format!("{edition}/phase");
        let refused = admin.post(&phase, json!({"to": "open"})).await;
        assert_eq!(refused.refused(409, "edition_incomplete").json()["missing"], json!(["deadline"]));
        admin
            .send(Method::PATCH, &edition, &[], Some(closes.clone()))
            .await
            .refused(428, "precondition_required");
        let stale = [("if-match", "\"9\"")];
        admin.send(Method::PATCH, &edition, &stale, Some(closes.clone())).await.refused(412, "stale");
        let changed = admin.change(Method::PATCH, &edition, &edition, closes).await.good().json();
        assert_eq!(changed["deadlines"]["closes"]["last_second"], "2026-03-31T15:59:59Z");
        assert_eq!(admin.post(&phase, json!({"to": "open"})).await.good().json()["phase"], "open");
        let public = unknown.get(&edition).await.good().json();
        assert_eq!((&public["is_open"], &public["phase"]), (&json!(true), &Value::Null));

        let city = json!({"kind": "city", "name": named("Medellín"), "country": "CO"});
        let entity = ana.post("/api/v1/entities", city).await.good().id();
        let created = ana.post(&format!("{edition}/submissions"), json!({"entity": entity})).await.good();
        let submission = format!("/api/v1/submissions/{}", created.id());
        let change = json!({"answers": answers()});
        ana.send(Method::PATCH, &submission, &[], Some(change.clone()))
            .await
            .refused(428, "precondition_required");
        let bad = json!({"answers": {"title": 5, "none": 1}});
        let refused = ana.change(Method::PATCH, &submission, &submission, bad).await;
        let errors = refused.refused(422, "answers_invalid").json()["errors"].clone();
        assert_eq!(
            (&errors[0]["pointer"], &errors[0]["code"]),
            (&json!("/answers/none"), &json!("field_unknown"))
        );
        assert_eq!(errors[1]["pointer"], "/answers/title");
        let seal = format!("{submission}/seal");
        ana.send(Method::POST, &seal, &[], None).await.refused(422, "answers_incomplete");
        assert!(
            ana.change(Method::PATCH, &submission, &submission, change.clone()).await.status.is_success()
        );
        let consent = Some(json!({"consent": {"publish": true, "licence": "CC-BY-4.0"}}));
        let key = [("idempotency-key", "seal")];
        let receipt = ana.send(Method::POST, &seal, &key, consent.clone()).await.good().json();
        assert_eq!(
            ana.send(Method::POST, &seal, &key, consent).await.good().json(),
            receipt,
            "{}",
            fresh.name
        );
        assert_eq!(ana.get(&format!("{submission}/receipt")).await.good().json(), receipt);
        assert_eq!(receipt["sha256"].as_str().unwrap().len(), 64);
        ana.change(Method::PATCH, &submission, &submission, change).await.refused(409, "submission_sealed");
        ana.send(Method::POST, &seal, &[], None).await.refused(409, "submission_sealed");
        assert_eq!(ana.get("/api/v1/me/submissions").await.good().json()["items"][0]["state"], "submitted");
        served.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edition_is_set_up_and_a_dossier_written_and_sealed_on_plain_pages() {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    let unknown = Client::visitor(&served.address);
    let li = somebody(&served.engine, &unknown, "li", Some(Role::Administrator)).await;
    let ana = somebody(&served.engine, &unknown, "ana", None).await;

    li.sends("/organise/programmes", &[("slug", "gz"), ("name.texts.en", "Award")]).await;
    let start = li.see("/organise").await;
    let programme = start.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let new = [
        ("programme", programme.as_str()),
        ("slug", "2026"),
        ("name.texts.en", "Sixth edition"),
        ("year", "2026"),
    ];
    let setup = li.sends("/organise/editions", &new).await;
    let refused = li.fill(&format!("{setup}/phase"), &[("to", "open")], &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    let version = hidden(&li.see(&setup).await, "version");
    let fields = |closes: &'static str, version: &str| {
        vec![
            ("version", version.to_owned()),
            ("name.texts.en", "Sixth edition".to_owned()),
            ("year", "2026".to_owned()),
            ("deadlines.closes", closes.to_owned()),
            ("zone", "Asia/Shanghai".to_owned()),
            ("screening", "yes".to_owned()),
        ]
    };
    let wrong = fields("2026-02-30T23:59:59", &version);
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = li.fill(&setup, &wrong, &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(
        refused.body.contains("id=\"deadlines.closes-error\"")
            && refused.body.contains("2026-02-30T23:59:59")
    );
    let right = fields("2026-03-31T23:59:59", &version);
    let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
    li.sends(&setup, &right).await;
    let version = hidden(&li.see(&setup).await, "version");
    let rules = [("version", version.as_str()), ("form", "{\"modules\": ["), ("labels", "[]")];
    let refused = li.fill(&format!("{setup}/rules"), &rules, &[]).await;
    assert!(refused.status.as_u16() == 422 && refused.body.contains("id=\"form-error\""), "{}", refused.body);
    li.sends(&format!("{setup}/phase"), &[("to", "open")]).await;
    for path in ["/editions", setup.strip_prefix("/organise").unwrap()] {
        assert!(unknown.get(path).await.good().body.contains("Sixth edition"), "{path}");
        assert!(!unknown.get(&format!("{path}?lang=zh-Hans")).await.good().body.contains('⟨'), "{path}");
    }

    assert!(ana.see("/submissions").await.contains("/entities/new"));
    ana.see("/entities/new").await;
    let city = [("kind", "city"), ("name.texts.en", "Medellín"), ("country", "CO"), ("lat", "91")];
    let refused = ana.fill("/entities", &city, &[]).await;
    assert!(refused.status.as_u16() == 422 && refused.body.contains("Medellín"));
    ana.sends("/entities", &city[..3]).await;
    let home = ana.see("/submissions").await;
    let choose = |field: &str| {
        let select = home.split(&format!("<select id=\"{field}\"")).nth(1).unwrap();
        select.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (edition, entity) = (choose("edition"), choose("entity"));
    let dossier =
        ana.sends("/submissions", &[("edition", &edition), ("entity", &entity), ("language", "en")]).await;
    ana.see(&dossier).await;

    let basics = format!("{dossier}/modules/basics");
    let version = hidden(&ana.see(&basics).await, "version");
    let long = "x".repeat(201);
    let refused = ana.fill(&basics, &[("version", &version), ("answers.title", &long)], &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.body.contains(&long) && refused.body.contains("id=\"answers.title-error\""));
    let title = [("version", version.as_str()), ("answers.title", "Rain gardens")];
    let saved = ana.fill(&basics, &title, &[("x-autosave", "1")]).await;
    assert_eq!((saved.status.as_u16(), saved.etag()), (204, "\"2\"".to_owned()));
    assert!(ana.see(&basics).await.contains("value=\"Rain gardens\""));

    let seal = format!("{dossier}/seal");
    ana.see(&seal).await;
    let refused = ana.fill(&seal, &[("consent.publish", "no")], &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    for module in
        ["basics", "contact", "background", "origins", "innovation", "process", "outcomes", "lessons"]
    {
        let path = format!("{dossier}/modules/{module}");
        let page = ana.see(&path).await;
        let mut fields = vec![("version".to_owned(), hidden(&page, "version"))];
        for (key, value) in answers().as_object().unwrap() {
            let name = format!("answers.{key}");
            if page.contains(&format!("name=\"{name}\"")) {
                let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let values = value
                    .as_array()
                    .map_or_else(|| vec![text(value)], |items| items.iter().map(text).collect());
                fields.extend(values.into_iter().map(|value| (name.clone(), value)));
            }
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        ana.sends(&path, &fields).await;
    }
    let refused = ana.fill(&seal, &[], &[]).await;
    assert!(refused.status.as_u16() == 422 && refused.body.contains("id=\"errors\""));
    let consent = [("consent.publish", "yes"), ("consent.licence", "CC-BY-4.0")];
    let receipt = ana.sends(&seal, &consent).await;
    let page = ana.see(&receipt).await;
    assert!(page.contains("2026-0001-1-") && page.contains("UTC+8"), "{page}");
    ana.see(&dossier).await;
    let late = ana.pages.send(Method::GET, &basics, &[("cookie", &ana.cookie)], None).await;
    assert_eq!(late.status.as_u16(), 409);
    assert!(li.see(&format!("{setup}/submissions")).await.contains("Rain gardens"));
    assert!(li.see(&dossier).await.contains("Medellín"));
    served.stop().await;
}
