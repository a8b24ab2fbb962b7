//! The ways in, the account, people and the outbox, in a real browser.

use kapok_access::Role;
use kapok_base::{Locale, Localized};
use kapok_engine::people::{Invitation, NewPerson};
use kapok_engine::{Caller, Engine, NewProgramme};
use kapok_tests::browser::Browser;
use kapok_tests::database::{self, Fresh};
use kapok_tests::served;

async fn ana(engine: &Engine) {
    let ana = NewPerson {
        name: "Ana Lima".to_owned(),
        email: "ana@example.org".to_owned(),
        locale: Locale::En,
        password: Some("long enough".to_owned()),
        roles: vec![Role::Administrator],
    };
    engine.add_person(&Caller::system(), ana).await.unwrap();
}

/// Invites Bo to a role and gives the secret of the link in the mail.
async fn invited(engine: &Engine, fresh: &Fresh) -> String {
    let new =
        NewProgramme { slug: "award".to_owned(), name: Localized::english("Award for Urban Innovation") };
    let programme = engine.create_programme(&Caller::system(), new, None).await.unwrap().id;
    let invitation = Invitation {
        email: "bo@example.org".to_owned(),
        name: "Bo Wei, Office of International Affairs".to_owned(),
        locale: Locale::ZhHans,
        role: Role::Organiser { programme, edition: None },
    };
    engine.invite(&Caller::system(), invitation).await.unwrap();
    engine.work_once().await.unwrap();
    let mails = std::fs::read_dir(fresh.folder.path().join("mail")).unwrap();
    let mail = std::fs::read_to_string(mails.last().unwrap().unwrap().path()).unwrap();
    let rest = mail.split("/link/").nth(1).unwrap();
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_people_can_be_read_and_used_by_everybody() {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    ana(&served.engine).await;
    let link = invited(&served.engine, &fresh).await;
    let browser = Browser::start(&served.address).await;
    let mut obstacles = Vec::new();
    let link = format!("/link/{link}?lang=zh-Hans");
    for (name, path) in [("sign-in", "/sign-in"), ("forgotten", "/forgotten"), ("link", link.as_str())] {
        obstacles.extend(browser.walk(name, path).await);
    }
    browser.be(&served.engine, "ana@example.org", "long enough").await;
    let outbox = served.engine.list_outbox(&Caller::system(), None, &Default::default()).await.unwrap();
    let mail = format!("/outbox/{}", outbox.items[0].id);
    for (name, path) in [
        ("account", "/me"),
        ("people", "/people"),
        ("people-chinese", "/people?in=installation&lang=zh-Hans"),
        ("outbox", "/outbox"),
        ("mail", mail.as_str()),
    ] {
        obstacles.extend(browser.walk(name, path).await);
    }
    browser.stop().await;
    served.stop().await;
    assert!(obstacles.is_empty(), "{obstacles:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_invited_comes_in_by_the_link_and_goes_out_again() {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    let link = invited(&served.engine, &fresh).await;
    let browser = Browser::start(&served.address).await;
    browser.go(&format!("/link/{link}?lang=en")).await;
    browser.type_into("name", "Bo Wei").await;
    browser.type_into("password", "long enough").await;
    browser.type_into("password_again", "something else").await;
    browser.press("Accept and sign in").await;
    browser.until("The two passwords differ").await;
    browser.type_into("password", "long enough").await;
    browser.type_into("password_again", "long enough").await;
    browser.press("Accept and sign in").await;
    // The account reads Chinese, and nothing else was chosen in this browser.
    browser.until("Bo Wei，欢迎您").await;
    browser.go("/people?lang=en").await;
    browser.until("Bo Wei").await;
    browser.press("Sign out").await;
    browser.until("You have signed out").await;
    browser.go("/people?lang=en").await;
    browser.until("Forgotten your password").await;
    browser.type_into("email", "bo@example.org").await;
    browser.type_into("password", "long enough").await;
    browser.press("Sign in").await;
    browser.until("Bo Wei").await;
    browser.stop().await;
    served.stop().await;
}
