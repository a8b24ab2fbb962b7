//! Journeys from the tour, by the pages' own links and buttons: an entrant seals, a judge scores, an organiser screens and
//! confirms a shortlist, an editor makes cases, a visitor finds a winner.

use kapok_tests::browser::Browser;
use kapok_tests::demonstration;
use std::time::Duration;
use thirtyfour::By;

/// Presses the first link of the main part that reads so, once it is there.
async fn follow(browser: &Browser, words: &str) {
    let link = format!("//main//a[contains(normalize-space(.), \"{words}\")]");
    for _ in 0..150 {
        // A page may give way to the next while it is looked at.
        if let Ok(found) = browser.driver.find(By::XPath(&link)).await
            && found.click().await.is_ok()
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no link {words:?} in: {}", browser.text().await);
}

/// Waits until the page says one or the other; whether it is the first.
async fn either(browser: &Browser, one: &str, other: &str) -> bool {
    for _ in 0..150 {
        let text = browser.text().await;
        if text.contains(one) || text.contains(other) {
            return text.contains(one);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("neither {one:?} nor {other:?} in: {}", browser.text().await);
}

/// Changes role by the tour's bar, which every page has.
async fn come_in(browser: &Browser, role: &str, name: &str) {
    browser.go("/cases?lang=en").await;
    browser.press(role).await;
    browser.until(&format!("Welcome, {name}")).await;
}

async fn run(browser: &Browser, script: &str) {
    browser.driver.execute(script, Vec::new()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_does_their_part_from_the_tour() {
    let (_fresh, served, browser) = demonstration::house().await;
    browser.look(1280, false).await;
    an_entrant_seals(&browser).await;
    a_judge_scores(&browser).await;
    an_organiser_screens(&browser).await;
    an_organiser_confirms_a_shortlist(&browser).await;
    an_editor_makes_cases(&browser).await;
    a_visitor_finds_a_winner(&browser).await;
    browser.stop().await;
    served.stop().await;
}

async fn an_entrant_seals(browser: &Browser) {
    come_in(browser, "Entrant", "Ingrid Holm").await;
    follow(browser, "E-mail").await;
    browser.until("Contact person").await;
    browser.type_into("answers.contact_email", "ingrid@copenhagen.example").await;
    browser.press("Save and back").await;
    browser.until("Check and seal").await;
    browser.go("/").await;
    follow(browser, "Lessons").await;
    browser.until("What others can learn from it").await;
    let learnt = "Agree first on who owns the water at every point of its way, and write it down before the first digger comes.";
    browser.type_into("answers.lessons", learnt).await;
    browser.press("Save").await;
    browser.until("Saved.").await;
    browser.go("/").await;
    follow(browser, "Check and seal").await;
    browser.until("May this become a case in the library?").await;
    // Without an answer it asks for one, and seals nothing.
    browser.press("Seal and submit").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!browser.text().await.contains("Sealed and submitted"));
    run(
        browser,
        "document.querySelector('main input[type=radio]').click();
        const licence = document.querySelector('main select'); licence.selectedIndex = 1;",
    )
    .await;
    browser.press("Seal and submit").await;
    browser.until("Sealed and submitted").await;
}

async fn a_judge_scores(browser: &Browser) {
    come_in(browser, "Judge", "Amara Okafor").await;
    follow(browser, "Go on with this scorecard").await;
    browser.until("Submit the scorecard").await;
    // Half of the criteria first: what is missing is named, and nothing is lost.
    run(
        browser,
        "for (const input of document.querySelectorAll('fieldset input[type=number]')) input.value = '';
        document.querySelector('fieldset input[type=number]').value = '8.5';",
    )
    .await;
    browser.press("Submit the scorecard").await;
    browser.until("A score is needed here").await;
    let kept = browser.driver.find(By::Css("fieldset input[type=number]")).await.unwrap();
    assert_eq!(kept.prop("value").await.unwrap().as_deref(), Some("8.5"));
    run(
        browser,
        "for (const input of document.querySelectorAll('fieldset input[type=number]')) input.value = '7.5';",
    )
    .await;
    browser.press("Submit the scorecard").await;
    browser.until("The scorecard is submitted").await;
}

async fn an_organiser_screens(browser: &Browser) {
    come_in(browser, "Organiser", "Lin Xiaoqing").await;
    for left in [3, 2, 1] {
        browser.go("/").await;
        follow(browser, "Screen the entries").await;
        browser.until("To be screened").await;
        let waiting = browser.driver.find_all(By::Css("main tbody tr")).await.unwrap().len();
        assert_eq!(waiting, left);
        run(browser, "document.querySelector('main tbody a').click()").await;
        browser.until("What did you find?").await;
        run(browser, "document.querySelector('input[value=eligible]').click()").await;
        browser.press("Record").await;
        browser.until("The finding is recorded").await;
    }
    browser.go("/").await;
    browser.until("9 sealed").await;
}

async fn an_organiser_confirms_a_shortlist(browser: &Browser) {
    browser.go("/").await;
    follow(browser, "Confirm the cut").await;
    browser.until("Standings").await;
    browser.press("Confirm").await;
    // Those that tie at the line each ask for a reason; how many tie is the draw's.
    if either(browser, "need your attention", "it stays secret until it is announced").await {
        run(
            browser,
            "for (const input of document.querySelectorAll('td [aria-invalid]')) input.value = 'The panel preferred its evidence.';",
        )
        .await;
        browser.press("Confirm").await;
    }
    browser.until("it stays secret until it is announced").await;
    browser.go("/").await;
    browser.until("Editions that you run").await;
    assert!(!browser.text().await.contains("The cut has not been confirmed"), "{}", browser.text().await);
}

async fn an_editor_makes_cases(browser: &Browser) {
    come_in(browser, "Editor", "Paul Renard").await;
    browser.until("9 entries wait").await;
    follow(browser, "Summer prize").await;
    browser.until("Make cases of all").await;
    browser.press("Make cases of all that can become one").await;
    browser.until("9 cases were made").await;
    // They are in the library from their announcement on, which the organiser has in hand.
    browser.go("/").await;
    browser.until("Nothing waits of 9").await;
}

async fn a_visitor_finds_a_winner(browser: &Browser) {
    browser.press("Sign out").await;
    browser.go("/?lang=en").await;
    browser.type_into("q", "superblocks in Vienna").await;
    browser.press("Search").await;
    follow(browser, "of Vienna").await;
    browser.until("Cite this case").await;
    let text = browser.text().await;
    for words in ["Superblocks", "Vienna", "Winner", "made up for a demonstration"] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
}
