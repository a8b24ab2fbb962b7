//! The pages of the ways in, the account, people and the outbox, as a browser without script uses them.

use super::{ask, get, house, house_with_ana};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, Response, StatusCode};

fn form(path: &str, cookie: &str, pairs: &str) -> Request<Body> {
    let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.header(COOKIE, cookie).body(Body::from(pairs.to_owned())).unwrap()
}

async fn as_ana(router: &Router, token: &str, path: &str) -> Response<String> {
    let cookie = format!("kapok_session={token}; kapok_lang=en");
    ask(router, Request::get(path).header(COOKIE, cookie).body(Body::empty()).unwrap()).await
}

/// The mark that the forms of a page bring back.
fn mark(page: &str) -> String {
    page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn signing_in_by_the_form_begins_a_session_and_leads_back() {
    let (_folder, router) = house().await;
    let shown = get(&router, "/me").await;
    let sign_in = shown.headers()[LOCATION].to_str().unwrap().to_owned();
    assert!(sign_in.starts_with("/sign-in?return_to="), "{sign_in}");
    assert!(get(&router, &sign_in).await.body().contains("value=\"/me\""));

    let wrong = form("/sign-in", "", "email=ana%40example.org&password=wrong&return_to=%2Fme");
    let wrong = ask(&router, wrong).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body().contains("ana@example.org") && !wrong.body().contains("wrong\""));
    let unknown = form("/sign-in", "", "email=bob%40example.org&password=wrong&return_to=%2Fme");
    let unknown = ask(&router, unknown).await;
    assert_eq!(unknown.body().replace("bob@", "ana@"), *wrong.body(), "the same page for both");

    let right = form("/sign-in", "", "email=ana%40example.org&password=long+enough&return_to=%2Fme");
    let right = ask(&router, right).await;
    assert_eq!(
        (right.status(), &right.headers()[LOCATION]),
        (StatusCode::SEE_OTHER, &"/me".parse().unwrap())
    );
    let cookie = right.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let request = |path: &str| Request::get(path).header(COOKIE, &cookie).body(Body::empty()).unwrap();
    let account = ask(&router, request("/me")).await;
    assert_eq!(account.status(), StatusCode::OK);
    let gone = ask(&router, form("/sign-out", &cookie, &format!("csrf={}", mark(account.body())))).await;
    assert_eq!(gone.status(), StatusCode::SEE_OTHER);
    assert_eq!(ask(&router, request("/me")).await.status(), StatusCode::SEE_OTHER, "the session has ended");
}

#[tokio::test]
async fn a_forgotten_password_gives_the_same_page_for_every_address() {
    let (_folder, router) = house().await;
    let mut answers = Vec::new();
    for email in ["ana%40example.org", "nobody%40example.org"] {
        let answer = ask(&router, form("/forgotten", "", &format!("email={email}"))).await;
        answers.push((answer.status(), answer.headers().clone(), answer.body().clone()));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(get(&router, "/link/nonsense").await.status(), StatusCode::NOT_FOUND);
    let bad = ask(&router, form("/forgotten", "", "email=ana")).await;
    assert!(bad.body().contains("email-error"), "the error stands at its field");
}

#[tokio::test]
async fn an_account_s_forms_keep_what_was_typed_and_a_token_is_shown_once() {
    let (_folder, router, token) = house_with_ana().await;
    let cookie = format!("kapok_session={token}; kapok_lang=en");
    let page = as_ana(&router, &token, "/me").await;
    assert!(page.body().contains("Ana &#60;i&#62;"), "names are escaped");
    let mark = mark(page.body());
    let long = "x".repeat(201);
    let refused = form("/me", &cookie, &format!("csrf={mark}&version=1&locale=en&name={long}"));
    let refused = ask(&router, refused).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body().contains(&long) && refused.body().contains("name-error"));

    let made = form("/me/tokens", &cookie, &format!("csrf={mark}&token_name=script&role=&read_only=yes"));
    let made = ask(&router, made).await;
    assert_eq!(made.status(), StatusCode::OK);
    assert!(made.body().contains("kapok_") && made.body().contains("Read only"));
    let later = as_ana(&router, &token, "/me").await;
    assert!(later.body().contains("script") && !later.body().contains("class=\"secret\""));
}

#[tokio::test]
async fn an_administrator_invites_and_sees_the_mail_in_the_outbox() {
    let (_folder, router, token) = house_with_ana().await;
    let cookie = format!("kapok_session={token}; kapok_lang=en");
    let page = as_ana(&router, &token, "/people").await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.body().contains("Administrator"));
    let role = "%7B%22role%22%3A%22researcher%22%7D";
    let pairs = |email: &str| {
        format!("csrf={}&in=installation&name=Bo&email={email}&role={role}&locale=en", mark(page.body()))
    };
    let bad = ask(&router, form("/people/invitations", &cookie, &pairs("bo"))).await;
    assert_eq!(bad.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body().contains("email-error") && bad.body().contains("value=\"Bo\""));
    let sent = ask(&router, form("/people/invitations", &cookie, &pairs("bo%40example.org"))).await;
    assert_eq!(sent.headers()[LOCATION], "/people?in=installation");
    let shown = as_ana(&router, &token, "/people?in=installation").await;
    assert!(shown.body().contains("bo@example.org") && shown.body().contains("Invited"));
    let elsewhere =
        as_ana(&router, &token, "/people?in=programme-018f0000-0000-7000-8000-000000000000").await;
    assert_eq!(elsewhere.status(), StatusCode::NOT_FOUND);

    let outbox = as_ana(&router, &token, "/outbox?state=waiting").await;
    assert!(outbox.body().contains("bo@example.org"), "{}", outbox.body());
    let mail = outbox.body().split("href=\"/outbox/").nth(1).unwrap().split('"').next().unwrap();
    let mail = as_ana(&router, &token, &format!("/outbox/{mail}")).await;
    assert!(mail.body().contains("bo@example.org"));
    assert_eq!(as_ana(&router, &token, "/outbox?state=lost").await.status(), StatusCode::BAD_REQUEST);
}
