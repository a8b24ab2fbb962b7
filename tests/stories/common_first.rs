//! A round that begins with entries common to all judges: planned for everybody, first on every desk, on both databases.

use crate::judging::scene::{code, rules};
use crate::judging::{Scene, at, scene};
use crate::judging_pages::{client, page};
use kapok_base::EntryId;
use kapok_engine::Caller;
use kapok_engine::judge::{NewRound, PlanWish};
use kapok_judging::round::RoundRules;
use kapok_judging::transition::Screening;
use kapok_tests::database;
use kapok_tests::http::Client;
use kapok_tests::served;
use serde_json::{Value, json};

fn lines() -> Value {
    json!([{ "rule": { "kind": "top", "count": 1 }, "ties": "referred", "label": "shortlisted", "advances": true }])
}

/// The first round open with two entries common to all, and planned with one judge for each of the others.
async fn planned(scene: &Scene) {
    let (engine, organiser, round) = (&scene.engine, &scene.organiser, &scene.rounds[0]);
    let new = RoundRules { common_first: 2, ..rules("scoring", lines()) };
    let new = NewRound { panel: round.panel, rules: new };
    engine.update_round(organiser, round.id, None, new).await.unwrap();
    engine.clock().set(at("2026-04-01T00:00:00Z"));
    scene.move_to("screening").await.unwrap();
    for entry in 0..scene.entries.len() {
        scene.screen(entry, Screening::Eligible, None).await.unwrap();
    }
    scene.move_to("judging").await.unwrap();
    let wish = PlanWish { per_entry: Some(1), ..PlanWish::default() };
    let plan = engine.plan_assignments(organiser, round.id, wish.clone()).await.unwrap();
    assert!(plan.is_full);
    assert_eq!((plan.common.len(), plan.pairs.len()), (2, 6), "two for both, two for one each");
    assert!(plan.common.iter().all(|entry| plan.judges_of(*entry).count() == 2));
    assert_eq!(engine.apply_plan(organiser, round.id, wish, &plan.digest).await.unwrap(), 6);
}

async fn desk(scene: &Scene, judge: &Caller) -> Vec<(EntryId, Option<usize>)> {
    let rows = scene.engine.list_my_assignments(judge, None, None).await.unwrap();
    rows.into_iter().map(|row| (row.entry.id, row.first)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_judge_begins_with_the_same_entries_in_the_same_order() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        planned(&scene).await;
        let ines = desk(&scene, &scene.judges[0].1).await;
        let omar = desk(&scene, &scene.judges[1].1).await;
        assert_eq!((ines.len(), omar.len()), (3, 3), "{}", fresh.name);
        assert_eq!(ines[..2], omar[..2]);
        assert_eq!([ines[0].1, ines[1].1, ines[2].1], [Some(1), Some(2), None]);
        assert_ne!(ines[2].0, omar[2].0);
        let home = scene.engine.judge_home(&scene.judges[0].1).await.unwrap();
        let rows = scene.engine.list_my_assignments(&scene.judges[0].1, None, None).await.unwrap();
        assert_eq!(home.rounds[0].next.as_ref().unwrap().assignment, rows[0].assignment.id);
        // One that is submitted keeps its place, and so do the others.
        scene.score(&scene.judges[0].1, &rows[0].assignment, "7", "7").await;
        assert_eq!(desk(&scene, &scene.judges[0].1).await, ines);
        let done = scene.engine.list_my_assignments(&scene.judges[0].1, None, Some("asked")).await.unwrap();
        assert_eq!(done.iter().map(|row| row.first).collect::<Vec<_>>(), [Some(2), None]);

        // How many are common may still change; far too many may not.
        let (round, organiser) = (&scene.rounds[0], &scene.organiser);
        let change = |common_first: u32| {
            let rules = RoundRules { common_first, ..rules("scoring", lines()) };
            scene.engine.update_round(organiser, round.id, None, NewRound { panel: round.panel, rules })
        };
        change(1).await.unwrap();
        let fewer = desk(&scene, &scene.judges[1].1).await;
        assert_eq!((fewer[0], fewer[1].1, fewer[2].1), (omar[0], None, None));
        assert_eq!(code(change(51).await).0, "common_first_large");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_say_which_entries_are_common() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    planned(&scene).await;
    let Scene { engine, organiser, judges, rounds, .. } = scene;
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let organiser = client(&served.engine, &visitor, &organiser).await;
    let ines = client(&served.engine, &visitor, &judges[0].1).await;
    let round = rounds[0].id;
    assert!(
        page(&organiser, &format!("/organise/rounds/{round}/plan"))
            .await
            .contains("2 entries go to every judge")
    );
    assert!(page(&organiser, &format!("/organise/rounds/{round}")).await.contains("rules.common_first"));
    assert_eq!(page(&ines, "/assignments").await.matches(">Common to all<").count(), 2);
    assert!(page(&ines, "/assignments?lang=zh-Hans").await.contains("共同项目"));
    let rows = ines.get("/api/v1/me/assignments").await.good().json();
    assert_eq!((rows["items"][0]["first"].as_u64(), rows["items"][2]["first"].as_u64()), (Some(1), None));
}
