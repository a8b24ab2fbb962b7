//! The pages that everybody sees.

use kapok_tests::browser::Browser;
use kapok_tests::{database, served};
use thirtyfour::prelude::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn public_pages_can_be_read_and_used_by_everybody() {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    let browser = Browser::start(&served.address).await;
    let mut obstacles = Vec::new();
    for (name, path) in
        [("home", "/"), ("home-chinese", "/?lang=zh-Hans"), ("docs", "/api/docs"), ("missing", "/nowhere")]
    {
        obstacles.extend(browser.walk(name, path).await);
    }
    browser.stop().await;
    served.stop().await;
    assert!(obstacles.is_empty(), "{obstacles:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn language_and_colours_are_chosen_and_kept() {
    let fresh = database::sqlite();
    let served = served::serve(fresh.engine().await).await;
    let browser = Browser::start(&served.address).await;
    browser.look(1280, false).await;
    browser.go("/").await;
    let choose = |name: &'static str, value: &'static str| {
        let driver = browser.driver.clone();
        async move {
            let option = format!("select[name={name}] option[value='{value}']");
            driver.find(By::Css(option)).await.unwrap().click().await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
    };
    choose("theme", "dark").await;
    choose("lang", "zh-Hans").await;
    browser.go("/api/docs").await;
    let page = browser.driver.find(By::Tag("html")).await.unwrap();
    assert_eq!(page.attr("data-theme").await.unwrap().as_deref(), Some("dark"));
    assert_eq!(page.attr("lang").await.unwrap().as_deref(), Some("zh-Hans"));
    browser.stop().await;
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_checks_find_what_keeps_people_out() {
    let browser = Browser::start("data:text/html,").await;
    browser.look(390, false).await;
    browser
        .go("<p style='color:%23aaa'>pale</p><h3>deep</h3><input><button></button><img src=x><table></table><p style='width:20px'>somewhat narrow</p>")
        .await;
    let found = browser.obstacles().await.join("\n");
    for part in [
        "no language",
        "no title",
        "main part",
        "first headings",
        "left out",
        "no label",
        "no name",
        "no text",
        "contrast 2.32",
        "squeezed into 20",
    ] {
        assert!(found.contains(part), "{part} is not in:\n{found}");
    }
    browser.stop().await;
}
