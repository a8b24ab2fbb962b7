//! The demonstration's first start and second start, the memory it takes, and how long its pages take.

use crate::quantile;
use kapok_demo::{PASSWORD, SIGN_INS};
use kapok_tests::rush::Process;
use reqwest::header::{COOKIE, SET_COOKIE};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// How often each page is asked for.
const TIMES: usize = 100;

/// From nothing to ready, twice; then every kind of page as every role, over and over.
pub(crate) async fn demonstration() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    for start in ["first start, from nothing to ready", "second start"] {
        let begun = Instant::now();
        let process = Process::start_with(&data, "demo").await;
        println!("{start}: {:.2} s", begun.elapsed().as_secs_f64());
        drop(process);
    }
    let process = Process::start_with(&data, "demo").await;
    // What a start still does when the first page can be served is not measured with it.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let mut slowest = Slowest::new();
    for role in std::iter::once(None).chain(SIGN_INS.iter().map(Some)) {
        let visit = Visit::begin(&process.address, role.map(|sign_in| (sign_in.email, PASSWORD))).await;
        visit.walk(role.map_or("visitor", |sign_in| sign_in.role), TIMES, &mut slowest).await;
    }
    let kinds = told(slowest);
    println!("{kinds} kinds of page; resident memory {:.1} MB", process.resident() as f64 / 1e3);
}

/// Prints the pages, the slowest first; how many kinds there are.
pub(crate) fn told(slowest: Slowest) -> usize {
    let mut pages: Vec<_> = slowest.into_iter().collect();
    pages.sort_by(|a, b| b.1.0.total_cmp(&a.1.0));
    for (page, (p99, p50, role, bytes)) in &pages {
        println!(
            "{page:<60} {role:<14} p50 {p50:>7.2} ms   p99 {p99:>7.2} ms   {:>7.1} kB",
            *bytes as f64 / 1e3
        );
    }
    pages.len()
}

/// Somebody at the pages, without script.
pub(crate) struct Visit {
    http: reqwest::Client,
    address: String,
    cookie: String,
}

/// The slowest p99 of each kind of page with its p50, who saw it, and its size.
pub(crate) type Slowest = BTreeMap<String, (f64, f64, &'static str, usize)>;

impl Visit {
    /// Signs in, where somebody is named with their password.
    pub(crate) async fn begin(address: &str, who: Option<(&str, &str)>) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let mut visit = Self { http, address: address.to_owned(), cookie: String::new() };
        if let Some((email, password)) = who {
            let form = format!("email={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"));
            let answer = visit.http.post(format!("{address}/sign-in")).header("origin", address);
            let answer = answer
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form)
                .send()
                .await
                .unwrap();
            let cookie =
                answer.headers().get(SET_COOKIE).expect("signing in sets a cookie").to_str().unwrap();
            cookie.split(';').next().unwrap().clone_into(&mut visit.cookie);
        }
        visit
    }

    /// The page, once it no longer says that its figures are being worked out; how long the first look took, and how long until
    /// it was shown.
    pub(crate) async fn settled(&self, path: &str) -> (Duration, Duration, String) {
        let begun = Instant::now();
        let (first, mut text) = self.get(path).await;
        while text.contains("http-equiv=\"refresh\"") {
            tokio::time::sleep(Duration::from_millis(250)).await;
            text = self.get(path).await.1;
        }
        (first, begun.elapsed(), text)
    }

    async fn get(&self, path: &str) -> (Duration, String) {
        let begun = Instant::now();
        let ask = self.http.get(format!("{}{path}", self.address)).header(COOKIE, &self.cookie);
        let text = ask.send().await.unwrap().text().await.unwrap();
        (begun.elapsed(), text)
    }

    /// Follows links; of each kind of page it measures two.
    pub(crate) async fn walk(&self, role: &'static str, times: usize, slowest: &mut Slowest) {
        let (mut waiting, mut been) = (vec!["/".to_owned()], BTreeSet::new());
        let mut often: BTreeMap<String, u32> = BTreeMap::new();
        while let Some(path) = waiting.pop() {
            let Some(kind) = kind(&path).filter(|_| been.insert(path.clone())) else { continue };
            let seen = often.entry(kind.clone()).or_default();
            *seen += 1;
            if *seen > 2 {
                continue;
            }
            let (.., text) = self.settled(&path).await;
            let mut taken = Vec::new();
            for _ in 0..times {
                taken.push(self.get(&path).await.0);
            }
            taken.sort();
            let (p99, p50) = (quantile(&taken, 0.99), quantile(&taken, 0.5));
            let known = slowest.entry(kind).or_insert((0.0, 0.0, role, 0));
            if p99 > known.0 {
                *known = (p99, p50, role, text.len());
            }
            waiting.extend(links(&text));
        }
    }
}

/// The pattern of a page's path; nothing for what is no page.
fn kind(path: &str) -> Option<String> {
    let plain = path.split(['?', '#']).next()?;
    let fits = |pattern: &str| {
        let (a, b): (Vec<_>, Vec<_>) = (plain.split('/').collect(), pattern.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| b.starts_with('{') || a == b)
    };
    let table = kapok_web::table();
    let pages = table.iter().filter(|r| r.method == "GET" && r.operation.is_none() && fits(&r.path));
    let found = pages.min_by_key(|route| route.path.matches('{').count())?;
    Some(found.path.clone()).filter(|path| !path.starts_with("/assets"))
}

fn links(text: &str) -> Vec<String> {
    let hrefs = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs
        .filter(|href| href.starts_with('/') && !href.starts_with("//"))
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}
