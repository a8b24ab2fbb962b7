//! An entrant writes, on a line that breaks: nothing typed is lost.

use kapok_demo::PASSWORD;
use kapok_tests::browser::Browser;
use kapok_tests::demonstration;
use thirtyfour::prelude::*;

/// The page of the entrant's first draft on which there is still something to write.
async fn writing_page(browser: &Browser) -> String {
    let modules = "return Array.from(document.links).map((link) => link.pathname)";
    let links = async || {
        let found = browser.driver.execute(modules, Vec::new()).await.unwrap();
        found.convert::<Vec<String>>().unwrap()
    };
    browser.go("/submissions").await;
    for dossier in links().await.into_iter().filter(|path| path.starts_with("/submissions/")) {
        browser.go(&dossier).await;
        let module = links().await.into_iter().rfind(|path| path.ends_with("/modules/lessons"));
        if let Some(module) = module {
            return module;
        }
    }
    panic!("the entrant has nothing to write in");
}

async fn area(browser: &Browser) -> WebElement {
    browser.driver.find(By::Css("main textarea")).await.unwrap()
}

async fn typed(browser: &Browser) -> String {
    area(browser).await.prop("value").await.unwrap().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_an_entrant_typed_is_lost() {
    let (_fresh, served, browser) = demonstration::house().await;
    browser.be(&served.engine, "entrant@demo.example", PASSWORD).await;
    browser.look(390, false).await;
    let page = writing_page(&browser).await;

    // It saves itself a moment after the last key.
    browser.go(&page).await;
    area(&browser).await.send_keys("The tide gates close by themselves. ").await.unwrap();
    browser.until("Saved.").await;
    browser.go(&page).await;
    assert_eq!(typed(&browser).await.trim(), "The tide gates close by themselves.");

    // Left before that, this device has kept it and offers it again.
    area(&browser).await.send_keys("水闸自动关闭。").await.unwrap();
    browser.go("/healthz").await;
    browser.go(&page).await;
    assert!(!typed(&browser).await.contains("水闸"));
    browser.driver.find(By::Css("form .notice button")).await.unwrap().click().await.unwrap();
    assert!(typed(&browser).await.contains("水闸自动关闭。"));
    browser.until("Saved.").await;

    // Signed out meanwhile: the text stays on the device until its writer is back.
    area(&browser).await.send_keys(" And open again.").await.unwrap();
    browser.be(&served.engine, "entrant@demo.example", PASSWORD).await;
    browser.go(&page).await;
    browser.driver.find(By::Css("form .notice button")).await.unwrap().click().await.unwrap();
    assert!(typed(&browser).await.ends_with("And open again."));
    browser.stop().await;
    served.stop().await;
}
