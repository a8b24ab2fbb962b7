//! A real browser: Debian's Chromium, driven; pictures of pages; checks that they can be used by everybody.

use kapok_engine::people::SignIn;
use kapok_engine::{Caller, Engine};
use kapok_web::Registered;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::prelude::*;

/// A phone and a desk, in CSS pixels.
pub const WIDTHS: [u32; 2] = [390, 1280];

pub struct Browser {
    pub driver: WebDriver,
    address: String,
    server: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser of its own; paths given to it are under `address`.
    pub async fn start(address: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is not installed: start the tests with tests/run");
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            &format!("--user-data-dir={}", profile.path().display()),
        ] {
            wanted.add_arg(argument).unwrap();
        }
        let at = format!("http://127.0.0.1:{port}");
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let driver = WebDriver::new(&at, wanted).await.unwrap();
        Self { driver, address: address.to_owned(), server, _profile: profile }
    }

    pub async fn stop(mut self) {
        let _ = self.driver.clone().quit().await;
        let _ = self.server.kill();
        let _ = self.server.wait();
    }

    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.address)).await.unwrap();
        // What is being worked out shows itself by and by.
        let waits = "return document.querySelector('[data-again]') !== null";
        let begun = Instant::now();
        while self.driver.execute(waits, Vec::new()).await.unwrap().convert::<bool>().unwrap() {
            assert!(begun.elapsed() < Duration::from_secs(60), "{path} never shows what is being worked out");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    /// Sets the page's width, and light or dark as the reader's system would ask for it.
    pub async fn look(&self, width: u32, dark: bool) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let scheme = if dark { "dark" } else { "light" };
        // Without motion, so that no colour is measured on its way to another.
        let features = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")];
        let features = features.map(|(name, value)| json!({ "name": name, "value": value }));
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Takes the whole page into `target/pictures/<name>.png` and gives the path.
    pub async fn picture(&self, name: &str) -> PathBuf {
        let size = self.devtools("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let shot = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let shot = self.devtools("Page.captureScreenshot", shot).await;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/pictures");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, decoded(shot["data"].as_str().unwrap())).unwrap();
        path
    }

    /// Takes what a screen shows of the page, as WebP.
    pub async fn glimpse(&self, path: &Path) {
        let shot = json!({ "format": "webp", "quality": 82 });
        let shot = self.devtools("Page.captureScreenshot", shot).await;
        std::fs::write(path, decoded(shot["data"].as_str().unwrap())).unwrap();
    }

    /// Everything that keeps somebody from using the page, by our own checks and by axe-core where it is at hand.
    pub async fn obstacles(&self) -> Vec<String> {
        let found = self.driver.execute(include_str!("checks.js"), Vec::new()).await.unwrap();
        let mut found: Vec<String> = found.convert().unwrap();
        if let Some(axe) = std::env::var_os("KAPOK_AXE").and_then(|path| std::fs::read_to_string(path).ok()) {
            self.devtools("Runtime.evaluate", json!({ "expression": axe })).await;
            let run = "const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then((all) => done(all.violations.map((found) =>
                `axe ${found.id}: ${found.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(' | ')}`)));";
            let more = self.driver.execute_async(run, Vec::new()).await.unwrap();
            found.extend(more.convert::<Vec<String>>().unwrap());
        }
        found
    }

    /// The page at every width, light and dark: pictures taken, obstacles found with where they were.
    pub async fn walk(&self, name: &str, path: &str) -> Vec<String> {
        self.go(path).await;
        let mut found = Vec::new();
        for width in WIDTHS {
            for dark in [false, true] {
                self.look(width, dark).await;
                let shade = if dark { "dark" } else { "light" };
                self.picture(&format!("{name}-{width}-{shade}")).await;
                let obstacles = self.obstacles().await;
                found.extend(
                    obstacles
                        .into_iter()
                        .take(5)
                        .map(|what| format!("{path} at {width} px, {shade}: {what}")),
                );
            }
        }
        found
    }

    /// Follows every link of our own from `/`, to a few of each registered page; those not `reached` before are
    /// walked round. Gives the obstacles. Pictures are called after `name` and the page's pattern.
    pub async fn crawl(&self, name: &str, reached: &mut BTreeSet<String>) -> Vec<String> {
        let table = kapok_web::table();
        let (mut waiting, mut been) = (vec!["/".to_owned()], BTreeSet::new());
        let (mut often, mut obstacles) = (BTreeMap::<String, u32>::new(), Vec::new());
        reached.remove("/");
        while let Some(path) = waiting.pop() {
            if path.starts_with("/api/v1/") || path.starts_with("/cases.atom") || !been.insert(path.clone()) {
                continue;
            }
            let page = |route: &&Registered| {
                route.method == "GET" && route.operation.is_none() && is_of(&path, &route.path)
            };
            // A path that is written out wins over one with a parameter in its place.
            let route = table.iter().filter(page).min_by_key(|route| route.path.matches('{').count());
            let Some(route) = route else {
                obstacles.push(format!("{path} is linked to for {name}, and is no page"));
                continue;
            };
            let times = often.entry(route.path.clone()).or_default();
            *times += 1;
            // Editions and letters differ in how far they are: each may lead on to what the others do not have yet.
            let differ = ["/editions/{id}", "/letters/{id}"].iter().any(|of| route.path.contains(of));
            if *times > if differ { 12 } else { 3 } {
                continue;
            }
            if reached.insert(route.path.clone()) {
                let picture = format!("{name}{}", route.path.replace('/', "-").replace(['{', '}'], ""));
                obstacles.extend(self.walk(&picture, &path).await);
            } else {
                self.go(&path).await;
            }
            let links = "return Array.from(document.links).filter((link) => link.origin === location.origin \
                && !link.download).map((link) => link.pathname)";
            let links = self.driver.execute(links, Vec::new()).await.unwrap();
            waiting.extend(links.convert::<Vec<String>>().unwrap());
        }
        obstacles
    }

    /// Signs somebody in, as if they had done it themselves before.
    pub async fn be(&self, engine: &Engine, email: &str, password: &str) {
        let ask = SignIn { email: email.to_owned(), password: password.to_owned(), from: String::new() };
        let signed_in = engine.sign_in(&Caller::visitor(), ask).await.ok().unwrap();
        self.go("/healthz").await;
        self.driver.delete_all_cookies().await.unwrap();
        let cookie = Cookie::new(kapok_web::cookies::session_name(false), signed_in.token);
        self.driver.add_cookie(cookie).await.unwrap();
    }

    pub async fn type_into(&self, field: &str, text: &str) {
        let field = self.driver.find(By::Name(field)).await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses the button that reads so.
    pub async fn press(&self, words: &str) {
        let button = format!("//button[contains(normalize-space(.), '{words}')]");
        self.driver.find(By::XPath(button)).await.unwrap().click().await.unwrap();
    }

    /// Waits until the page says so: a page gives way to the next, or a password is hashed, in its time.
    pub async fn until(&self, words: &str) {
        for _ in 0..150 {
            if self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no {words:?} in: {}", self.text().await);
    }

    /// What the page says in its main part; nothing while one page gives way to the next.
    pub async fn text(&self) -> String {
        let script = "const main = document.querySelector('main'); return main ? main.innerText : ''";
        let read = self.driver.execute(script, Vec::new()).await;
        read.ok().and_then(|said| said.convert().ok()).unwrap_or_default()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.server.kill();
    }
}

/// Whether a path is of a pattern: `/cases/123` of `/cases/{id}`.
fn is_of(path: &str, pattern: &str) -> bool {
    let (path, pattern): (Vec<_>, Vec<_>) = (path.split('/').collect(), pattern.split('/').collect());
    path.len() == pattern.len()
        && path.iter().zip(&pattern).all(|(part, wanted)| part == wanted || wanted.starts_with('{'))
}

/// Base64 without line breaks, as the browser gives pictures.
fn decoded(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'=').map(value).collect();
    let bytes = digits.chunks(4).flat_map(|group| {
        let bits =
            group.iter().enumerate().fold(0_u32, |bits, (at, six)| bits | u32::from(*six) << (18 - 6 * at));
        bits.to_be_bytes()[1..group.len()].to_vec()
    });
    bytes.collect()
}
