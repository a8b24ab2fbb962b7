//! Retakes the pictures of `docs/start` from the demonstration: what each role sees, as a screen shows it.
//!
//! `docs/start/retake`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use kapok_demo::{PASSWORD, SIGN_INS};
use kapok_tests::browser::Browser;
use kapok_tests::demonstration;
use std::path::Path;
use std::time::Duration;
use thirtyfour::By;

/// A picture's name, who looks, where they begin, and the links they follow from there.
const PICTURES: &[(&str, &str, &str, &[&str])] = &[
    ("visitor-home", "", "/", &[]),
    ("visitor-search", "", "/cases?q=sponge+park", &[]),
    ("visitor-case", "", "/cases?q=superblocks+vienna", &["The superblocks of Vienna"]),
    ("visitor-tour", "", "/sign-in", &[]),
    ("entrant-home", "entrant", "/", &[]),
    ("entrant-writing", "entrant", "/", &["Lessons"]),
    ("judge-home", "judge", "/", &[]),
    ("judge-scorecard", "judge", "/", &["Go on with this scorecard"]),
    ("organiser-home", "organiser", "/", &[]),
    ("organiser-screening", "organiser", "/", &["Screen the entries"]),
    ("organiser-standings", "organiser", "/", &["Confirm the cut"]),
    ("editor-home", "editor", "/", &[]),
    ("editor-desk", "editor", "/", &["Summer prize"]),
    ("researcher-home", "researcher", "/", &[]),
    ("auditor-home", "auditor", "/", &[]),
    ("administrator-people", "administrator", "/people", &[]),
];

#[tokio::main]
async fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/start/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    let (_fresh, served, browser) = demonstration::house().await;
    browser.look(1280, false).await;
    for (name, role, path, links) in PICTURES {
        browser.go("/healthz").await;
        browser.driver.delete_all_cookies().await.unwrap();
        if let Some(who) = SIGN_INS.iter().find(|who| who.role == *role) {
            browser.be(&served.engine, who.email, PASSWORD).await;
        }
        browser.go(path).await;
        for link in *links {
            follow(&browser, link).await;
        }
        browser.glimpse(&folder.join(format!("{name}.webp"))).await;
        println!("{name}");
    }
    browser.stop().await;
    served.stop().await;
}

/// Follows a link of the main part and waits for the page that it leads to.
async fn follow(browser: &Browser, words: &str) {
    let before = browser.driver.current_url().await.unwrap();
    let link = format!("//main//a[contains(normalize-space(.), \"{words}\")]");
    browser.driver.find(By::XPath(&link)).await.unwrap().click().await.unwrap();
    while browser.driver.current_url().await.unwrap() == before {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
}
