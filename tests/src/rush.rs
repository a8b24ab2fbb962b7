//! A deadline's rush: many officers seal at once, against a server that may be killed in the middle.

use crate::award::Entered;
use crate::http::Client;
use reqwest::Method;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The `kapok` binary built beside this test or benchmark.
pub fn binary() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let found =
        here.ancestors().skip(1).take(3).map(|folder| folder.join("kapok")).find(|path| path.is_file());
    found.expect("the binary kapok is not built: start the tests with tests/run")
}

/// A server process of its own on a folder.
pub struct Process {
    child: Child,
    pub address: String,
}

impl Process {
    /// Starts `kapok serve` on the folder and waits until it is ready.
    pub async fn start(data: &Path) -> Self {
        Self::start_with(data, "serve").await
    }

    /// Starts `kapok` with a command that serves, on the folder, and waits until it is ready.
    pub async fn start_with(data: &Path, command: &str) -> Self {
        Self::start_within(data, command, Duration::from_secs(60)).await
    }

    /// The same, with as much patience as is given.
    pub async fn start_within(data: &Path, command: &str, patience: Duration) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let child = Command::new(binary())
            .args([command, "--listen", &listen, "--data"])
            .arg(data)
            .env_remove("KAPOK_DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self { child, address: format!("http://{listen}") };
        let begun = Instant::now();
        while !process.is_ready(&listen).await {
            assert!(begun.elapsed() < patience, "the server did not become ready");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        process
    }

    async fn is_ready(&self, listen: &str) -> bool {
        if tokio::net::TcpStream::connect(listen).await.is_err() {
            return false;
        }
        let answer = Client::visitor(&self.address).try_send(Method::GET, "/readyz", &[], None).await;
        answer.is_ok_and(|answer| answer.status.is_success())
    }

    /// As a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Resident memory in kilobytes, from the kernel's account.
    pub fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A draft and the token of its officer.
#[derive(Clone)]
pub struct Draft {
    pub client: Client,
    pub submission: String,
}

impl Draft {
    pub fn of(entered: &Entered) -> Self {
        Self { client: entered.officer.client.clone(), submission: entered.submission.clone() }
    }

    /// The same draft on another address: the server was started anew.
    #[must_use]
    pub fn at(&self, address: &str) -> Self {
        Self { client: self.client.at(address), submission: self.submission.clone() }
    }

    /// Seals; the receipt, if it was acknowledged.
    pub async fn seal(&self) -> Option<Value> {
        let path = format!("/api/v1/submissions/{}/seal", self.submission);
        let body = json!({ "consent": { "publish": true, "licence": "CC-BY-4.0" } });
        let answer = self.client.try_send(Method::POST, &path, &[], Some(body)).await.ok()?;
        answer.status.is_success().then(|| answer.json())
    }

    /// The receipt that the server holds, if the submission is sealed.
    pub async fn receipt(&self) -> Option<Value> {
        let answer = self.client.get(&format!("/api/v1/submissions/{}/receipt", self.submission)).await;
        answer.status.is_success().then(|| answer.json())
    }

    pub async fn state(&self) -> Value {
        self.client.get(&format!("/api/v1/submissions/{}", self.submission)).await.good().json()
    }
}

/// Seals all drafts at once; kills the server once `until` receipts have come. Gives what was acknowledged.
pub async fn seal_and_kill(process: Process, drafts: &[Draft], until: usize) -> Vec<(usize, Value)> {
    let (sender, mut receipts) = tokio::sync::mpsc::unbounded_channel();
    for (at, draft) in drafts.iter().enumerate() {
        let (draft, sender) = (draft.at(&process.address), sender.clone());
        tokio::spawn(async move {
            if let Some(receipt) = draft.seal().await {
                let _ = sender.send((at, receipt));
            }
        });
    }
    drop(sender);
    let mut acknowledged = Vec::new();
    let mut process = Some(process);
    while let Some(receipt) = receipts.recv().await {
        acknowledged.push(receipt);
        if acknowledged.len() == until
            && let Some(process) = process.take()
        {
            process.kill();
        }
    }
    acknowledged
}
