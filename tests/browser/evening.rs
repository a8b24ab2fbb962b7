//! A judge's evening: declares, scores twelve entries by keyboard, stands aside from one, stops in the middle, goes on with a phone. Nothing is lost.

use kapok_access::Role;
use kapok_base::Locale;
use kapok_engine::Caller;
use kapok_engine::people::NewPerson;
use kapok_tests::award::Award;
use kapok_tests::browser::Browser;
use kapok_tests::database;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::prelude::*;

const EMAIL: &str = "amina@example.org";
const PASSWORD: &str = "an evening in May";
const CITIES: [&str; 13] = [
    "Aarhus",
    "Bergen",
    "Cork",
    "Dakar",
    "Espoo",
    "Fortaleza",
    "Ghent",
    "Hue",
    "Izmir",
    "Jaipur",
    "Kisumu",
    "Lima",
    "Maputo",
];

/// An edition in judging whose first round has its rules changed; and the judge, to whom all of its entries are assigned.
async fn set_up(fresh: &database::Fresh, cities: &[&str], change: fn(&mut Value)) -> Award {
    let award = Award::set_up(fresh, 1).await;
    let amina = NewPerson {
        name: "Amina Diallo".to_owned(),
        email: EMAIL.to_owned(),
        locale: Locale::En,
        password: Some(PASSWORD.to_owned()),
        roles: Vec::<Role>::new(),
    };
    let amina = award.served.engine.add_person(&Caller::system(), amina).await.unwrap().id;
    let path = format!("/api/v1/panels/{}/judges", award.panels[0]);
    award.administrator.client.post(&path, json!({ "person": amina })).await.good();
    let path = format!("/api/v1/rounds/{}", award.rounds[0]);
    let mut round = award.organiser.client.get(&path).await.good().json();
    change(&mut round["rules"]);
    let body = json!({ "panel": award.panels[0], "rules": round["rules"] });
    award.organiser.client.change(Method::PUT, &path, &path, body).await.good();
    award.go("open").await.good();
    for city in cities {
        award.enter(city).await;
    }
    award.clock("2026-05-02T00:00:00Z");
    award.go("screening").await.good();
    for entry in award.entries().await {
        award.screen(entry["id"].as_str().unwrap(), "eligible", None).await.good();
    }
    award.go("judging").await.good();
    let wanted: Vec<Value> =
        award.entries().await.iter().map(|e| json!({ "entry": e["id"], "judge": amina })).collect();
    let path = format!("/api/v1/rounds/{}/assignments", award.rounds[0]);
    award.organiser.client.post(&path, json!({ "assignments": wanted })).await.good();
    award
}

/// What the judge meant.
struct Given {
    title: String,
    innovation: &'static str,
    impact: &'static str,
    style: Option<&'static str>,
}

impl Given {
    /// Innovation counts twice, style only where it was scored.
    fn mean(&self) -> f64 {
        let number = |score: &str| score.parse::<f64>().unwrap();
        let sum = 2.0 * number(self.innovation) + number(self.impact);
        self.style.map_or(sum / 3.0, |style| (sum + number(style)) / 4.0)
    }
}

/// The judge at the keys.
struct Keys<'a>(&'a Browser);

impl Keys<'_> {
    async fn press(&self, keys: impl Into<TypingData>) {
        self.0.driver.action_chain().send_keys(keys).perform().await.unwrap();
    }

    async fn submit(&self) {
        self.0
            .driver
            .action_chain()
            .key_down(Key::Control)
            .send_keys(Key::Enter)
            .key_up(Key::Control)
            .perform()
            .await
            .unwrap();
    }

    /// Tab by Tab until what has the focus is `wanted`.
    async fn tab_to(&self, wanted: &str) {
        for _ in 0..120 {
            let here = format!("return document.activeElement.matches({wanted:?})");
            let here = self.0.driver.execute(here, Vec::new()).await.unwrap();
            if here.convert::<bool>().unwrap() {
                return;
            }
            self.press(Key::Tab).await;
        }
        panic!("no Tab leads to {wanted}");
    }

    /// The three criteria of a card, from its first row of scores.
    async fn score(&self, scores: [&str; 3]) {
        self.tab_to(".scores input").await;
        for score in scores {
            self.press(score).await;
            self.press(Key::Enter).await;
        }
    }
}

/// The scores that the page shows as chosen.
async fn chosen(browser: &Browser) -> Vec<String> {
    let script = "return Array.from(document.querySelectorAll('.scores input:checked'), (point) => point.value).filter(Boolean)";
    browser.driver.execute(script, Vec::new()).await.unwrap().convert().unwrap()
}

/// The page's heading, waited for while one page gives way to the next.
async fn title(browser: &Browser) -> String {
    let script = "const title = document.querySelector('main h1'); return title ? title.innerText : ''";
    for _ in 0..150 {
        let read = browser.driver.execute(script, Vec::new()).await;
        let title: String = read.ok().and_then(|said| said.convert().ok()).unwrap_or_default();
        if !title.is_empty() {
            return title;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no heading in: {}", browser.text().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_judges_evening() {
    let fresh = database::sqlite();
    // Whole scores, and a declaration before anything is read.
    let award = set_up(&fresh, &CITIES, |rules| {
        rules["declaration"] = json!(true);
        rules["rubric"]["scale"]["step"] = json!(1);
    })
    .await;
    let served = &award.served;
    let browser = Browser::start(&served.address).await;
    browser.be(&served.engine, EMAIL, PASSWORD).await;
    browser.look(1280, false).await;
    declares(&browser).await;
    // Seven entries, and nothing but keys.
    let mut given = Vec::new();
    for (at, impact) in ["1", "2", "3", "4", "5", "6", "10"].into_iter().enumerate() {
        let innovation = ["7", "8", "9"][at % 3];
        let keys = Keys(&browser);
        given.push(Given { title: title(&browser).await, innovation, impact, style: Some("5") });
        keys.score([innovation, impact, "5"]).await;
        keys.press("Plain and well measured.").await;
        keys.submit().await;
        browser.until("The scorecard is submitted").await;
    }
    let begun = stops_in_the_middle(&browser).await;
    browser.stop().await;

    // Later, with a phone: what was saved is there, on the card where the evening had stopped.
    let phone = Browser::start(&served.address).await;
    phone.be(&served.engine, EMAIL, PASSWORD).await;
    phone.look(390, false).await;
    goes_on(&phone, &begun).await;
    given.push(Given { title: begun, innovation: "8", impact: "4", style: None });
    let aside = stands_aside(&phone).await;
    for impact in ["2", "4", "6", "8"] {
        given.push(Given { title: title(&phone).await, innovation: "6", impact, style: None });
        taps(&phone, ["6", impact]).await;
        phone.press("Submit the scorecard").await;
        phone.until("The scorecard is submitted").await;
    }
    phone.go("/assignments").await;
    phone.until("Stood aside").await;
    assert!(phone.obstacles().await.is_empty());
    phone.stop().await;
    everything_is_there(&award, &given, &aside).await;
    award.served.stop().await;
}

async fn declares(browser: &Browser) {
    let keys = Keys(browser);
    browser.go("/").await;
    keys.tab_to("main a[href^='/declarations/'], main a.button").await;
    keys.press(Key::Enter).await;
    browser.until("Before you read").await;
    let text = browser.text().await;
    assert!(text.contains("Rain gardens of Lima") && !text.contains("No cellar was flooded"));
    keys.tab_to("#undertaking").await;
    keys.press(" ").await;
    keys.press(Key::Enter).await;
    browser.until("Your declaration is recorded").await;
    keys.tab_to("main .actions a.button.primary").await;
    keys.press(Key::Enter).await;
    browser.until("Submit the scorecard").await;
}

/// Saves two scores by themselves; a third stays on the device only, and is offered again; then the lid is shut.
async fn stops_in_the_middle(browser: &Browser) -> String {
    let keys = Keys(browser);
    let (page, title) = (browser.driver.current_url().await.unwrap(), title(browser).await);
    keys.tab_to(".scores input").await;
    keys.press("8").await;
    keys.press(Key::Enter).await;
    keys.press("3").await;
    browser.until("Saved.").await;
    keys.press("4").await;
    browser.go("/healthz").await;
    browser.driver.goto(page.as_str()).await.unwrap();
    browser.until("What was entered here before was not saved").await;
    assert_eq!(chosen(browser).await, ["8", "3"]);
    browser.press("Use it").await;
    assert_eq!(chosen(browser).await, ["8", "4"]);
    browser.until("Saved.").await;
    title
}

async fn goes_on(phone: &Browser, begun: &str) {
    phone.go("/").await;
    phone.driver.find(By::Css("main a.button.primary")).await.unwrap().click().await.unwrap();
    phone.until("Submit the scorecard").await;
    assert_eq!(title(phone).await, begun);
    assert_eq!(chosen(phone).await, ["8", "4"]);
    assert!(phone.obstacles().await.is_empty());
    phone.picture("evening-phone").await;
    phone.press("Submit the scorecard").await;
    phone.until("The scorecard is submitted").await;
}

async fn stands_aside(phone: &Browser) -> String {
    let title = title(phone).await;
    taps(phone, ["9", "9"]).await;
    phone.until("Saved.").await;
    let open = "//summary[contains(., 'Stand aside')]";
    phone.driver.find(By::XPath(open)).await.unwrap().click().await.unwrap();
    phone.type_into("reason", "My sister led the works.").await;
    phone.press("Stand aside").await;
    phone.until("You stood aside").await;
    phone.driver.find(By::Css("main .actions a.button.primary")).await.unwrap().click().await.unwrap();
    phone.until("Submit the scorecard").await;
    title
}

async fn taps(phone: &Browser, scores: [&str; 2]) {
    for (row, score) in scores.into_iter().enumerate() {
        let point = format!("//fieldset[@id='scores.{row}.value']//label[normalize-space(.)='{score}']");
        let point = phone.driver.find(By::XPath(&point)).await.unwrap();
        // A thumb brings what it taps to the middle first.
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        phone.driver.execute(script, vec![point.to_json().unwrap()]).await.unwrap();
        point.click().await.unwrap();
    }
}

/// Twelve cards count as they were given; the thirteenth entry has none.
async fn everything_is_there(award: &Award, given: &[Given], aside: &str) {
    assert_eq!(given.len(), 12);
    let standings = award.standings(0).await;
    let rows = standings["items"].as_array().unwrap();
    assert_eq!(rows.len(), 12, "{aside} has no place");
    for row in rows {
        let title = row["title"].as_str().unwrap();
        let card = given.iter().find(|card| card.title == title).unwrap();
        let off = row["score"].as_f64().unwrap() - card.mean();
        assert!(off.abs() < 1e-9, "{title}: {row}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_at_a_time_by_key_and_by_thumb() {
    let fresh = database::sqlite();
    let award = set_up(&fresh, &CITIES[..3], |rules| {
        rules["kind"] = json!("pairwise");
        rules["method"] = json!("bradley_terry");
        rules["minimum_scorecards"] = json!(2);
    })
    .await;
    let browser = Browser::start(&award.served.address).await;
    browser.be(&award.served.engine, EMAIL, PASSWORD).await;
    let page = format!("/comparisons/{}", award.rounds[0]);
    browser.look(1280, false).await;
    browser.go("/").await;
    browser.driver.find(By::Css("main a.button.primary")).await.unwrap().click().await.unwrap();
    browser.until("Which is better?").await;
    // The page gives way to the next before the driver has let go of the key, which it may take amiss.
    let _ = browser.driver.action_chain().send_keys("1").perform().await;
    browser.until("Kept.").await;
    let obstacles = browser.walk("comparisons", &page).await;
    assert!(obstacles.is_empty(), "{obstacles:#?}");
    browser.look(390, false).await;
    browser.go(&page).await;
    for _ in 0..3 {
        if browser.text().await.contains("as often as is asked") {
            break;
        }
        browser.press("Neither is better").await;
        browser.until("Kept.").await;
    }
    browser.until("as often as is asked").await;
    browser.stop().await;
    let standings = award.standings(0).await;
    assert_eq!(standings["items"].as_array().unwrap().len(), 3, "{standings}");
    award.served.stop().await;
}
