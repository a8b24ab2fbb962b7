//! The tour: one button signs in, another changes role, and the three things to try are there.

use kapok_demo::SIGN_INS;
use kapok_tests::browser::Browser;
use kapok_tests::demonstration;

/// The addresses of the things to try.
async fn tries(browser: &Browser) -> Vec<String> {
    let links =
        "return Array.from(document.querySelectorAll('.tries a')).map((link) => link.getAttribute('href'))";
    browser.driver.execute(links, Vec::new()).await.unwrap().convert().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_role_is_one_button_away_and_has_three_things_to_try() {
    let (_fresh, served, browser) = demonstration::house().await;
    let mut obstacles = browser.walk("tour-sign-in", "/sign-in?lang=en").await;
    browser.look(1280, false).await;
    let role = |name: &str| format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let mut met: Vec<String> = Vec::new();
    for (at, who) in SIGN_INS.iter().enumerate() {
        if at == 0 {
            browser.go("/sign-in?lang=en").await;
            browser.press(&format!("Come in: {}", role(who.role))).await;
        } else {
            // From whatever page the one before was on.
            browser.press(&role(who.role)).await;
        }
        browser.until("Three things to try").await;
        let home = browser.driver.execute("return document.body.innerText", Vec::new()).await.unwrap();
        let home: String = home.convert().unwrap();
        assert!(home.contains(who.name) && home.contains("texts and people are invented"), "{}", who.role);
        let found = tries(&browser).await;
        assert_eq!(found.len(), 3, "{}: {found:?}", who.role);
        obstacles.extend(browser.walk(&format!("home-{}", who.role), "/").await);
        obstacles.extend(browser.walk(&format!("home-{}-chinese", who.role), "/?lang=zh-Hans").await);
        browser.look(1280, false).await;
        for path in &found {
            browser.go(path).await;
            let title = browser.driver.title().await.unwrap();
            let text = browser.text().await;
            let lost = ["Nothing is here", "Not allowed", "Something went wrong"];
            assert!(!lost.iter().any(|words| text.contains(words)), "{} at {path}: {title}", who.role);
        }
        met.extend(found);
    }
    browser.stop().await;
    served.stop().await;
    assert!(met.len() == 3 * SIGN_INS.len() && obstacles.is_empty(), "{obstacles:#?}");
}
