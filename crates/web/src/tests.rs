//! The router as a whole: what is registered, and how it answers what nobody asked for.

mod parts;
mod people;

use crate::{document, router, table};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use kapok_access::Role;
use kapok_base::{Clock, Locale, Random};
use kapok_engine::people::{NewPerson, SignIn};
use kapok_engine::{Caller, Config, Engine, Location, MailConfig, StoreSettings};
use std::collections::BTreeSet;
use std::sync::Arc;
use tower::ServiceExt;

async fn house() -> (tempfile::TempDir, Router) {
    let (folder, router, _) = house_with_ana().await;
    (folder, router)
}

/// A house with one administrator in it, and the token of her session.
async fn house_with_ana() -> (tempfile::TempDir, Router, String) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        data: folder.path().to_owned(),
        database: Location::Sqlite(folder.path().join("kapok.db")),
        mail: MailConfig::files(folder.path()),
        store: StoreSettings::default(),
        public_url: "http://127.0.0.1".to_owned(),
    };
    let engine = Engine::open(config, Clock::system(), &Random::seeded(1)).await.unwrap();
    let (email, password) = ("ana@example.org".to_owned(), "long enough".to_owned());
    let ana = NewPerson {
        name: "Ana <i>".to_owned(),
        email: email.clone(),
        locale: Locale::ZhHans,
        password: Some(password.clone()),
        roles: vec![Role::Administrator],
    };
    engine.add_person(&Caller::system(), ana).await.unwrap();
    let ask = SignIn { email, password, from: String::new() };
    let token = engine.sign_in(&Caller::visitor(), ask).await.unwrap().token;
    let (router, _) = router(Arc::new(engine));
    (folder, router, token)
}

async fn ask(router: &Router, request: Request<Body>) -> Response<String> {
    let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Response::from_parts(head, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn get(router: &Router, path: &str) -> Response<String> {
    ask(router, Request::get(path).body(Body::empty()).unwrap()).await
}

#[test]
fn every_operation_has_a_name_of_its_own_and_every_route_a_class() {
    let mut names = BTreeSet::new();
    for route in table() {
        if route.path.starts_with("/api/v1") {
            let name = route.operation.unwrap_or_else(|| panic!("{} has no operationId", route.path));
            assert!(names.insert(name.clone()), "{name} stands twice");
        }
    }
    let document = serde_json::to_value(document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|p| p.as_object().unwrap().values());
    let documented: BTreeSet<String> =
        operations.map(|o| o["operationId"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(names, documented);
}

#[test]
fn every_schema_that_is_referred_to_is_there() {
    let document = serde_json::to_value(document()).unwrap();
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "{name} is missing");
    }
}

#[tokio::test]
async fn what_is_missing_is_a_problem_for_programs_and_a_page_for_people() {
    let (_folder, router) = house().await;
    let answer = get(&router, "/api/v1/nothing").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(answer.body()).unwrap();
    assert_eq!((&problem["code"], &problem["status"]), (&"not_found".into(), &404.into()));

    let answer = get(&router, "/nothing?lang=zh-Hans").await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(answer.body().contains("lang=\"zh-Hans\""));
    assert_eq!(answer.headers()["content-language"], "zh-Hans");
    assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
}

#[tokio::test]
async fn a_method_that_is_not_answered_is_a_problem_that_names_the_others() {
    let (_folder, router) = house().await;
    let request = Request::delete("/api/v1/openapi.json").body(Body::empty()).unwrap();
    let answer = ask(&router, request).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers()["allow"], "GET,HEAD");
    assert!(answer.body().contains("method_not_allowed"));
}

#[tokio::test]
async fn preferences_are_kept_and_lead_back() {
    let (_folder, router) = house().await;
    let request = Request::post("/preferences")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("lang=zh-Hans&theme=dark&return_to=%2Fcases%3Fq%3Da"))
        .unwrap();
    let answer = ask(&router, request).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()["location"], "/cases?q=a");
    let cookies: Vec<_> =
        answer.headers().get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    assert!(cookies[0].starts_with("kapok_lang=zh%2DHans;") && cookies[1].starts_with("kapok_theme=dark;"));

    let request = Request::get("/").header("cookie", "kapok_lang=zh%2DHans; kapok_theme=dark");
    let page = ask(&router, request.body(Body::empty()).unwrap()).await;
    assert!(page.body().contains("<html lang=\"zh-Hans\" dir=\"ltr\" data-theme=\"dark\">"));
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let (_folder, router) = house().await;
    let request = Request::post("/preferences").header("sec-fetch-site", "cross-site");
    let answer = ask(&router, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(answer.headers().get("set-cookie").is_none());
}

#[tokio::test]
async fn assets_are_kept_for_a_year_and_the_document_is_served() {
    let (_folder, router) = house().await;
    let answer = get(&router, crate::assets::address("kapok.css")).await;
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(get(&router, "/assets/0/kapok.css").await.status(), StatusCode::NOT_FOUND);
    assert!(get(&router, "/api/v1/openapi.json").await.body().contains("getOpenapi"));
    for page in ["/", "/api/docs", "/healthz"] {
        assert_eq!(get(&router, page).await.status(), StatusCode::OK, "{page}");
    }
    // Nothing has brought this house's index in step.
    assert_eq!(get(&router, "/readyz").await.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn whoever_signed_in_is_named_and_reads_their_language_and_no_cache_keeps_it() {
    let (_folder, router, token) = house_with_ana().await;
    let request = Request::get("/").header("cookie", format!("kapok_session={token}"));
    let page = ask(&router, request.body(Body::empty()).unwrap()).await;
    assert!(page.body().contains("Ana &#60;i&#62;") && page.body().contains("lang=\"zh-Hans\""));
    assert_eq!(page.headers()["cache-control"], "no-store");
    let other = Request::get("/").header("cookie", "kapok_session=nonsense");
    let page = ask(&router, other.body(Body::empty()).unwrap()).await;
    assert_eq!((page.status(), page.body().contains("/sign-in")), (StatusCode::OK, true));
}

#[tokio::test]
async fn a_form_without_the_mark_of_its_session_changes_nothing() {
    let (_folder, router, token) = house_with_ana().await;
    let send = |body: String| {
        Request::post("/preferences")
            .header("cookie", format!("kapok_session={token}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap()
    };
    let refused = ask(&router, send("theme=dark".to_owned())).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let mark = crate::view::csrf_of(&token);
    let taken = ask(&router, send(format!("theme=dark&csrf={mark}"))).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_token_is_told_so_and_never_taken_for_a_visitor() {
    let (_folder, router) = house().await;
    for value in ["Bearer kapok_nonsense", "Basic YTpi", "Bearer"] {
        let request = Request::get("/api/v1/openapi.json").header("authorization", value);
        let answer = ask(&router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{value}");
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
    }
}
