//! The transaction contract: what is acknowledged is durable, and one bad unit of work harms no other.

use kapok_base::{Actor, ProgrammeId};
use kapok_engine::StoreSettings;
use kapok_store::ledger::{self, Event};
use kapok_store::{StoreError, StoreResult, Tx};
use kapok_tests::database::{self, Fresh};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

fn settings(rehearse: bool) -> StoreSettings {
    StoreSettings { unit_limit: Duration::from_millis(300), rehearse, connections: 8 }
}

async fn happen(tx: &Tx, kind: &'static str) -> StoreResult<()> {
    tx.record(Actor::System, Event::new(kind, tx.new_id::<ProgrammeId>())).await.map(drop)
}

async fn kinds(fresh: &Fresh, store: &kapok_store::Store, expected: usize) -> Vec<String> {
    for _ in 0..100 {
        let rows = ledger::after(&store.read(), 0, 1000).await.unwrap();
        if rows.len() >= expected {
            let positions: Vec<i64> = rows.iter().map(|r| r.position).collect();
            assert_eq!(positions, (1..=rows.len() as i64).collect::<Vec<_>>(), "{}", fresh.name);
            return rows.into_iter().map(|row| row.kind).collect();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{}: fewer than {expected} rows came into the ledger", fresh.name);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_with_a_panicking_a_stalled_and_a_refusing_unit_acknowledges_exactly_the_others() {
    for fresh in database::both().await {
        let store = fresh.store(settings(false)).await;
        let units = (0..40u32).map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let unit = move |tx: Tx| async move {
                    happen(&tx, "happened").await?;
                    match n {
                        7 => panic!("a unit of work that panics"),
                        13 => std::future::pending().await,
                        21 => Err(StoreError::VersionMoved),
                        _ => Ok(n),
                    }
                };
                (n, store.write(unit).await)
            })
        });
        for unit in units.collect::<Vec<_>>() {
            let (n, answer) = unit.await.unwrap();
            let expected = match n {
                7 => Err(StoreError::Panicked),
                13 => Err(StoreError::Stalled),
                21 => Err(StoreError::VersionMoved),
                _ => Ok(n),
            };
            assert_eq!(answer, expected, "{} unit {n}", fresh.name);
        }
        assert_eq!(kinds(&fresh, &store, 37).await.len(), 37, "{}", fresh.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsed_unit_runs_twice_and_counts_once() {
    for fresh in database::both().await {
        let store = fresh.store(settings(true)).await;
        let runs = Arc::new(AtomicU32::new(0));
        let counted = runs.clone();
        let unit = move |tx: Tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            async move { happen(&tx, "happened").await }
        };
        store.write(unit).await.unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 2, "{}", fresh.name);
        assert_eq!(kinds(&fresh, &store, 1).await, ["happened"], "{}", fresh.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_goes_away_does_not_stop_its_unit() {
    for fresh in database::both().await {
        let store = fresh.store(settings(false)).await;
        let left = store.clone();
        let unit = |tx: Tx| async move {
            for _ in 0..20 {
                happen(&tx, "happened").await?;
            }
            Ok::<_, StoreError>(())
        };
        let impatient = tokio::time::timeout(Duration::from_micros(200), left.write(unit)).await;
        assert!(impatient.is_err(), "{}: the caller was meant to leave early", fresh.name);
        assert_eq!(kinds(&fresh, &store, 20).await.len(), 20, "{}", fresh.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn units_that_fight_over_one_row_all_succeed_and_none_is_lost() {
    for fresh in database::both().await {
        let store = fresh.store(settings(false)).await;
        let fights = (0..24).map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let holder = format!("holder {n}");
                store
                    .write(move |tx: Tx| {
                        let holder = holder.clone();
                        async move {
                            let until = tx.now();
                            tx.take_lease("fought over", &holder, until).await?;
                            happen(&tx, "fought").await
                        }
                    })
                    .await
            })
        });
        for fight in fights.collect::<Vec<_>>() {
            fight.await.unwrap().unwrap();
        }
        assert_eq!(kinds(&fresh, &store, 24).await.len(), 24, "{}", fresh.name);
    }
}

#[tokio::test]
async fn an_event_with_a_floating_point_number_is_refused() {
    let fresh = database::sqlite();
    let store = fresh.store(settings(false)).await;
    let unit = |tx: Tx| async move {
        let event = Event::new("bad", tx.new_id::<ProgrammeId>()).data(serde_json::json!({ "x": [1.5] }));
        tx.record(Actor::System, event).await
    };
    assert!(matches!(store.write(unit).await, Err(StoreError::Unreadable { what: "event", .. })));
}

#[tokio::test]
async fn a_lease_is_held_by_one_until_it_ends() {
    for fresh in database::both().await {
        let store = fresh.store(settings(true)).await;
        let take = |holder: &'static str, seconds: i64| {
            let store = store.clone();
            async move {
                let unit = move |tx: Tx| async move {
                    let until = kapok_base::Instant::from_micros(tx.now().as_micros() + seconds * 1_000_000);
                    tx.take_lease("reminders", holder, until).await
                };
                store.write(unit).await.unwrap()
            }
        };
        assert!(take("one", 60).await, "{}", fresh.name);
        assert!(!take("two", 60).await, "{}", fresh.name);
        assert!(take("one", 0).await, "{}: its holder renews it", fresh.name);
        assert!(take("two", 60).await, "{}: it had ended", fresh.name);
    }
}
