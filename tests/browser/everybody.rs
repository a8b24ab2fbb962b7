//! Every page that links lead to in the demonstration, for everybody who takes part in it.

use kapok_demo::{PASSWORD, SIGN_INS};
use kapok_engine::{Caller, Engine};
use kapok_tests::demonstration;
use std::collections::BTreeSet;

/// Pages that no link leads to: they come by mail, answer a form, or are for programs.
const BY_OTHER_WAYS: &[&str] = &[
    "/link/{token}",
    "/shared/{secret}",
    "/shared/{secret}/print",
    "/healthz",
    "/readyz",
    "/assets/{hash}/{name}",
    "/cases.atom",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap/{part}",
    // No round of the demonstration asks its judges to declare.
    "/declarations/{id}",
    // Nor has it a pairwise round; its judges' page is walked round for itself.
    "/comparisons/{id}",
];

/// A table that somebody brought and nobody has imported yet, one of its rows to be refused.
async fn a_table_waits(engine: &Engine) {
    let table = "Ciudad;País;Título;Año\nQuito;Ecuador;Huertos en las laderas;2019\nLyon;Francia;;2018\n";
    let mut receiving = engine.begin_import(&Caller::system()).await.unwrap();
    receiving.take(table.as_bytes()).await.unwrap();
    engine.receive_import(&Caller::system(), receiving, "casos.csv").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_found_by_links_and_can_be_used_by_everybody() {
    let (_fresh, served, browser) = demonstration::house().await;
    a_table_waits(&served.engine).await;
    let mut reached = BTreeSet::new();
    let mut obstacles = browser.crawl("visitor", &mut reached).await;
    for somebody in SIGN_INS {
        browser.be(&served.engine, somebody.email, PASSWORD).await;
        obstacles.extend(browser.crawl(somebody.role, &mut reached).await);
    }
    browser.stop().await;
    served.stop().await;
    let pages =
        kapok_web::table().into_iter().filter(|route| route.method == "GET" && route.operation.is_none());
    let lost: Vec<_> = pages
        .map(|page| page.path)
        .filter(|path| !reached.contains(path) && !BY_OTHER_WAYS.contains(&path.as_str()))
        .collect();
    assert!(obstacles.is_empty() && lost.is_empty(), "no link leads to {lost:#?}; {obstacles:#?}");
}
