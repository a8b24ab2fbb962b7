//! More scorecards where they matter: proposed, explained, applied as a second wave of the same round, on both databases.

use crate::judging::scene::{code, given, rules};
use crate::judging::{Scene, at, scene};
use crate::judging_pages::{client, page, send};
use kapok_engine::judge::{NewRound, PlanWish, SecondWave, WaveWish};
use kapok_engine::{Caller, Error};
use kapok_judging::conflict::Ground;
use kapok_judging::transition::Screening;
use kapok_tests::database;
use kapok_tests::http::Client;
use kapok_tests::served;
use serde_json::json;

/// The first round open, with a line for the two best.
async fn opened(scene: &Scene) {
    let lines = json!([{ "rule": { "kind": "top", "count": 2 }, "ties": "referred", "label": "shortlisted", "advances": true }]);
    let round = &scene.rounds[0];
    let new = NewRound { panel: round.panel, rules: rules("scoring", lines) };
    scene.engine.update_round(&scene.organiser, round.id, None, new).await.unwrap();
    scene.engine.clock().set(at("2026-04-01T00:00:00Z"));
    scene.move_to("screening").await.unwrap();
    for entry in 0..scene.entries.len() {
        scene.screen(entry, Screening::Eligible, None).await.unwrap();
    }
    scene.move_to("judging").await.unwrap();
}

/// Two entries for the line's one place have a scorecard each; of the others one is far above, one far below. Each has
/// one of its two judges, or both.
async fn judged(scene: &Scene) {
    opened(scene).await;
    scored(scene).await;
}

async fn scored(scene: &Scene) {
    let cards = [(0, 0, "9"), (0, 1, "8.5"), (1, 0, "6"), (2, 1, "5.5"), (3, 0, "1"), (3, 1, "1.5")];
    for (entry, judge, score) in cards {
        score_by(scene, entry, judge, score).await;
    }
}

async fn score_by(scene: &Scene, entry: usize, judge: usize, score: &str) {
    let (person, caller): &(_, Caller) = &scene.judges[judge];
    let assignment = scene.assign(&scene.rounds[0], &[(entry, *person)]).await.remove(0);
    let given = given(&[("impact", score), ("novelty", score)]);
    scene.engine.save_scorecard(caller, assignment.id, None, given, true).await.unwrap();
}

async fn propose(scene: &Scene, budget: u32) -> Result<SecondWave, Error> {
    let wish = WaveWish { budget, ..WaveWish::default() };
    scene.engine.propose_second_wave(&scene.organiser, scene.rounds[0].id, wish).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_unsure_entries_get_further_judges_and_nothing_else_changes() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        judged(&scene).await;
        let (engine, organiser, round) = (&scene.engine, &scene.organiser, scene.rounds[0].id);
        let wave = propose(&scene, 9).await.unwrap();
        let unsure: Vec<_> = wave.entries.iter().map(|e| wave.plan.entries[e.place].id).collect();
        assert!(unsure.contains(&scene.entries[1]) && unsure.contains(&scene.entries[2]), "{}", fresh.name);
        assert!(!unsure.contains(&scene.entries[3]), "what is far from the line is not asked about");
        let of = |entry: usize| {
            let mut entries = wave.entries.iter();
            entries.find(|e| wave.plan.entries[e.place].id == scene.entries[entry]).unwrap()
        };
        let judge = |place: usize| wave.plan.judges[place].person;
        // Each of the two has one judge left who did not score it.
        assert_eq!(of(1).further.iter().map(|j| judge(*j)).collect::<Vec<_>>(), [scene.judges[1].0]);
        assert_eq!(of(2).further.iter().map(|j| judge(*j)).collect::<Vec<_>>(), [scene.judges[0].0]);
        assert_eq!((of(1).scorecards, of(1).owed, wave.plan.new.len()), (1, 0, 2));
        assert!(of(1).wrong.after < of(1).wrong.now && (of(1).wrong.now - of(1).wrong.awaited).abs() < 1e-12);
        assert!(wave.wrong.gain() > 0.0 && wave.wrong.now > wave.wrong.after);
        assert_eq!(
            engine.list_assignments(organiser, round).await.unwrap().len(),
            6,
            "nothing is assigned yet"
        );

        // A smaller budget goes where it helps most.
        let one = propose(&scene, 1).await.unwrap();
        assert_eq!(one.plan.new.len(), 1);
        assert!(one.wrong.gain() < wave.wrong.gain());

        // Applied as it was shown, once; what was shown before something changed is not.
        let moved = engine.apply_plan(organiser, round, one.wish, &wave.plan.digest).await;
        assert_eq!(code(moved).0, "plan_moved");
        let applied = engine.apply_plan(organiser, round, wave.wish.clone(), &wave.plan.digest).await;
        assert_eq!(applied.unwrap(), 2);
        let again = engine.apply_plan(organiser, round, wave.wish, &wave.plan.digest).await;
        assert_eq!(again.unwrap(), 0);
        let rows = engine.list_assignments(organiser, round).await.unwrap();
        assert_eq!(rows.len(), 8);

        // What is owed by now counts as coming, and nobody is left to ask.
        let wave = propose(&scene, 9).await.unwrap();
        assert!(wave.plan.new.is_empty() && wave.entries.iter().any(|e| e.owed == 1));
        assert!(wave.wrong.awaited < wave.wrong.now && wave.wrong.gain() == 0.0);
        assert_eq!(code(engine.apply_plan(organiser, round, PlanWish::default(), "").await).0, "plan_moved");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stood_aside_is_not_asked_and_a_round_without_figures_says_so() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let early = propose(&scene, 3).await;
        assert_eq!(code(early).0, "round_not_open", "{}", fresh.name);
        opened(&scene).await;
        assert_eq!(code(propose(&scene, 3).await).0, "wave_not_estimable");
        scored(&scene).await;
        let (engine, round) = (&scene.engine, scene.rounds[0].id);
        let (omar, entry) = (&scene.judges[1], scene.entries[1]);
        let made = scene.assign(&scene.rounds[0], &[(1, omar.0)]).await;
        engine.recuse(&omar.1, made[0].id, None, Ground::Family, Some("My sister".into())).await.unwrap();
        let wave = propose(&scene, 9).await.unwrap();
        let further = wave.plan.wanted();
        assert!(further.iter().all(|wanted| wanted.entry != entry) && further.len() == 1);
        for budget in [0, 1001] {
            assert_eq!(code(propose(&scene, budget).await).0, "wave_budget");
        }
        let by_judge =
            engine.propose_second_wave(&omar.1, round, WaveWish { budget: 3, ..WaveWish::default() });
        assert_eq!(code(by_judge.await).0, "forbidden");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_wave_is_asked_for_on_its_page_and_by_program() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    judged(&scene).await;
    let Scene { engine, organiser, entries, judges, rounds, .. } = scene;
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let organiser = client(&served.engine, &visitor, &organiser).await;
    let judge = client(&served.engine, &visitor, &judges[0].1).await;
    let round = rounds[0].id;
    let path = format!("/organise/rounds/{round}/second-wave");
    assert!(page(&organiser, &format!("/organise/rounds/{round}/standings")).await.contains(&path));
    let shown = page(&organiser, &format!("{path}?budget=4")).await;
    assert!(shown.contains("With 2 further scorecards") && shown.contains("2 scorecards of those"));
    page(&organiser, &format!("{path}?budget=4&lang=zh-Hans")).await;
    assert_eq!(organiser.get(&format!("{path}?budget=0")).await.status, 422);
    assert_eq!(judge.get(&path).await.status, 403);

    let asked = json!({ "budget": 4 });
    let proposed = organiser.post(&format!("/api/v1/rounds/{round}/second-wave"), asked).await.good().json();
    assert_eq!(proposed["further"], 2);
    assert!(proposed["wrong"]["after"].as_f64() < proposed["wrong"]["now"].as_f64());

    let digest = |page: &str| page.split("name=\"plan\" value=\"").nth(1).unwrap()[..64].to_owned();
    let further = [1, 2].map(|entry| format!("further.{}", entries[entry]));
    let fields = [("budget", "4"), (further[0].as_str(), "2"), (further[1].as_str(), "2"), ("plan", "0")];
    let stale = send(&organiser, &path, &fields).await;
    assert!(stale.status == 409 || stale.status == 422, "{}", stale.status);
    let digest = digest(&shown);
    let applied = send(&organiser, &path, &[&fields[..3], &[("plan", digest.as_str())]].concat()).await;
    assert_eq!(applied.status, 303, "{:.2000}", applied.body);
    let shown = page(&organiser, &format!("{path}?budget=4")).await;
    assert!(shown.contains("one owed") && !shown.contains("name=\"plan\""));
}
