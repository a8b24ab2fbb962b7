//! One round of the crash: drafts are made, sealed at once, the server killed, started again and asked.

use crate::award::Award;
use crate::rush::{Draft, Process, seal_and_kill};
use crate::{database, served};
use kapok_base::{Clock, Random};
use kapok_engine::Engine;
use serde_json::Value;

/// What a round showed.
#[derive(Debug)]
pub struct Shown {
    pub acknowledged: usize,
    pub sealed: usize,
}

/// Drafts on the machine's clock, in a folder that a server process can open afterwards.
pub async fn drafts(fresh: &database::Fresh, count: usize) -> Vec<Draft> {
    let engine = Engine::open(fresh.config(), Clock::system(), &Random::system().unwrap()).await.unwrap();
    let award = Award::set_up_until(served::serve(engine).await, 1, "2999-04-30T23:59:59").await;
    award.go("open").await.good();
    let mut drafts = Vec::with_capacity(count);
    for number in 0..count {
        drafts.push(Draft::of(&award.draft(&format!("City {number}")).await));
    }
    award.served.stop().await;
    drafts
}

/// Plays one round and asserts that every receipt stands and no submission is half sealed.
pub async fn round(count: usize, until: usize) -> Shown {
    let fresh = database::sqlite();
    let drafts = drafts(&fresh, count).await;
    let process = Process::start(fresh.folder.path()).await;
    let acknowledged = seal_and_kill(process, &drafts, until).await;
    assert!(acknowledged.len() >= until, "only {} seals were acknowledged", acknowledged.len());
    let again = Process::start(fresh.folder.path()).await;
    for (at, receipt) in &acknowledged {
        let found = drafts[*at].at(&again.address).receipt().await;
        assert_eq!(found.as_ref(), Some(receipt), "an acknowledged receipt is gone or changed");
    }
    let mut sealed = 0;
    for draft in &drafts {
        let draft = draft.at(&again.address);
        let state = draft.state().await["state"].clone();
        let receipt = draft.receipt().await;
        match state["kind"].as_str().or(state.as_str()) {
            Some("submitted") => {
                assert!(receipt.is_some_and(|r| r != Value::Null), "sealed without a receipt")
            }
            Some("draft") => assert!(receipt.is_none(), "a receipt for a draft"),
            other => panic!("a submission is {other:?}"),
        }
        sealed += usize::from(draft.receipt().await.is_some());
    }
    again.kill();
    Shown { acknowledged: acknowledged.len(), sealed }
}
