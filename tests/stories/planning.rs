//! A plan of assignments: proposed, measured, applied as it was shown, on both databases.

use crate::judging::scene::code;
use crate::judging::{Scene, at, scene};
use kapok_engine::Error;
use kapok_engine::judge::{PlanFault, PlanWish, Wanted};
use kapok_judging::conflict::Ground;
use kapok_judging::transition::Screening;
use kapok_tests::database;
use std::collections::BTreeSet;

/// The scene up to the first round, with nothing assigned.
async fn judging(scene: &Scene) {
    scene.engine.clock().set(at("2026-04-01T00:00:00Z"));
    scene.move_to("screening").await.unwrap();
    for entry in 0..scene.entries.len() {
        scene.screen(entry, Screening::Eligible, None).await.unwrap();
    }
    scene.move_to("judging").await.unwrap();
}

#[tokio::test]
async fn a_plan_assigns_nothing_until_it_is_applied_and_then_once() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        judging(&scene).await;
        let (engine, organiser, round) = (&scene.engine, &scene.organiser, scene.rounds[0].id);
        let wish = PlanWish { per_entry: Some(1), ..PlanWish::default() };
        let plan = engine.plan_assignments(organiser, round, wish.clone()).await.unwrap();
        assert!(plan.is_full && plan.faults.is_empty(), "{}", fresh.name);
        assert_eq!((plan.pairs.len(), plan.new.len()), (4, 4));
        assert_eq!((plan.measures.lightest, plan.measures.heaviest, plan.measures.components), (2, 2, 2));
        assert!(engine.list_assignments(organiser, round).await.unwrap().is_empty());

        let other = PlanWish { per_entry: Some(2), ..PlanWish::default() };
        let moved = engine.apply_plan(organiser, round, other.clone(), &plan.digest).await;
        assert_eq!(code(moved).0, "plan_moved");
        assert_eq!(engine.apply_plan(organiser, round, wish.clone(), &plan.digest).await.unwrap(), 4);
        assert_eq!(engine.apply_plan(organiser, round, wish, &plan.digest).await.unwrap(), 0);
        let rows = engine.list_assignments(organiser, round).await.unwrap();
        let made: BTreeSet<_> = rows.iter().map(|r| (r.assignment.entry, r.assignment.judge)).collect();
        let planned: BTreeSet<_> = plan.wanted().iter().map(|w| (w.entry, w.judge)).collect();
        assert_eq!(made, planned);

        // What is assigned stays, and the rest is added.
        let plan = engine.plan_assignments(organiser, round, other).await.unwrap();
        assert_eq!((plan.pairs.len(), plan.new.len(), plan.measures.components), (8, 4, 1));
    }
}

#[tokio::test]
async fn whoever_stood_aside_is_not_asked_again_and_an_incomplete_plan_is_not_applied() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        judging(&scene).await;
        let (engine, organiser, round) = (&scene.engine, &scene.organiser, scene.rounds[0].id);
        let (ines, entry) = (&scene.judges[0], scene.entries[0]);
        let made = scene.assign(&scene.rounds[0], &[(0, ines.0)]).await;
        engine.recuse(&ines.1, made[0].id, None, Ground::Family, Some("My sister".into())).await.unwrap();

        let one = PlanWish { per_entry: Some(1), ..PlanWish::default() };
        let plan = engine.plan_assignments(organiser, round, one).await.unwrap();
        assert!(plan.is_full, "{}", fresh.name);
        assert!(!plan.wanted().contains(&Wanted { entry, judge: ines.0 }));

        let two = PlanWish { per_entry: Some(2), ..PlanWish::default() };
        let plan = engine.plan_assignments(organiser, round, two.clone()).await.unwrap();
        let at = plan.entries.iter().position(|e| e.id == entry).unwrap();
        assert_eq!(plan.faults, [PlanFault::TooFewJudges { entry: at, free: 1, needed: 2 }]);
        let refused = engine.apply_plan(organiser, round, two, &plan.digest).await;
        assert_eq!(code(refused).0, "plan_incomplete");
    }
}

#[tokio::test]
async fn nonsense_is_refused_place_by_place_and_only_organisers_plan() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    judging(&scene).await;
    let round = scene.rounds[0].id;
    let stranger = Wanted { entry: scene.entries[0], judge: scene.juror.0 };
    let nonsense = PlanWish {
        per_entry: Some(3),
        low: 9,
        high: Some(8),
        affinity: vec![(stranger, 1.5)],
        cap: Some(0),
        ..PlanWish::default()
    };
    let Err(Error::Refused(refusal)) = scene.engine.plan_assignments(&scene.organiser, round, nonsense).await
    else {
        panic!("planned");
    };
    let found: Vec<_> = refusal.details.iter().map(|d| (d.code, d.pointer.clone().unwrap())).collect();
    let expected = [
        ("plan_per_entry", "/per_entry"),
        ("plan_bounds", "/low"),
        ("plan_cap", "/cap_percent"),
        ("judge_not_in_panel", "/affinity/0/judge"),
        ("plan_affinity", "/affinity/0/value"),
    ];
    assert_eq!(found, expected.map(|(code, at)| (code, at.to_owned())));
    let by_judge = scene.engine.plan_assignments(&scene.judges[0].1, round, PlanWish::default()).await;
    assert_eq!(code(by_judge).0, "forbidden");
}
