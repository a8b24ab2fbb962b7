//! The judge's desk: conflicts before content, scorecards one by one and in batches, notes and one's own scores; and what adjusting
//! for severity says about them. On both databases.

use crate::judging::scene::{Scene, code, given, scene};
use kapok_engine::judge::{Assignment, CardIn, Care, NewRound, Tie};
use kapok_engine::{Caller, Error};
use kapok_judging::conflict::Ground;
use kapok_tests::database;

/// The first round, in which judges declare before they read.
async fn declaring(scene: &Scene) -> Vec<Assignment> {
    let round = &scene.rounds[0];
    let mut rules = round.rules.clone();
    rules.declaration = true;
    let new = NewRound { panel: round.panel, rules };
    scene.engine.update_round(&scene.organiser, round.id, None, new).await.unwrap();
    scene.first_round().await
}

fn card(of: &Assignment, impact: &str, novelty: &str) -> CardIn {
    let given = given(&[("impact", impact), ("novelty", novelty)]);
    CardIn { assignment: of.id, expected: None, given, submit: true }
}

fn of<'a>(assignments: &'a [Assignment], scene: &Scene, judge: usize) -> Vec<&'a Assignment> {
    assignments.iter().filter(|a| a.judge == scene.judges[judge].0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn judges_see_titles_and_entities_and_declare_before_they_read() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = declaring(&scene).await;
        let (engine, judge, round) = (&scene.engine, &scene.judges[0].1, scene.rounds[0].id);
        let own = of(&assignments, &scene, 0);
        let (tied, free) = (own[0], own[1]);

        let before = engine.get_my_assignment(judge, free.id).await.unwrap();
        assert!(before.undeclared && before.dossier.is_none());
        let early = engine.save_scorecard(judge, free.id, None, card(free, "7", "7").given, true).await;
        assert_eq!(code(early).0, "declaration_missing");
        let (_, waiting) = engine.list_undeclared(judge, round).await.unwrap();
        assert_eq!(waiting.len(), scene.entries.len());
        assert!(waiting.iter().all(|row| !row.country.is_empty() && !row.entry.title.is_empty()));

        let tie = |reason: Option<&str>| Tie {
            assignment: tied.id,
            ground: Ground::Employment,
            reason: reason.map(str::to_owned),
        };
        let silent = engine.declare_conflicts(judge, round, vec![tie(None)]).await;
        assert_eq!(code(silent).0, "reason_missing");
        assert!(engine.get_my_assignment(judge, free.id).await.unwrap().undeclared, "all or nothing");
        let foreign = Tie { assignment: of(&assignments, &scene, 1)[0].id, ..tie(Some("Not mine.")) };
        let foreign = engine.declare_conflicts(judge, round, vec![foreign]).await;
        assert_eq!(code(foreign).0, "assignment_elsewhere");

        let declared = engine.declare_conflicts(judge, round, vec![tie(Some("I advise its mayor."))]).await;
        assert_eq!(declared.unwrap(), (scene.entries.len() - 1, 1));
        let after = engine.get_my_assignment(judge, free.id).await.unwrap();
        assert!(!after.undeclared && after.dossier.is_some());
        let stood = engine.get_my_assignment(judge, tied.id).await.unwrap();
        assert_eq!((stood.assignment.state.kind(), stood.dossier.is_none()), ("recused", true));
        assert!(engine.list_undeclared(judge, round).await.unwrap().1.is_empty());
        // The other judge has still to declare.
        assert_eq!(engine.list_undeclared(&scene.judges[1].1, round).await.unwrap().1.len(), 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_saved_whole_or_each_for_itself_and_twice_does_no_harm() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        let (engine, judge) = (&scene.engine, &scene.judges[0].1);
        let own = of(&assignments, &scene, 0);
        let other = of(&assignments, &scene, 1)[0];
        let cards = || vec![card(own[0], "7", "6.5"), card(own[1], "11", "6"), card(other, "5", "5")];

        let whole = engine.save_all(judge, cards()).await.unwrap_err();
        let Error::Refused(refusal) = whole else { panic!("{whole:?}") };
        let places: Vec<_> =
            refusal.details.iter().map(|d| (d.code, d.pointer.as_deref().unwrap_or_default())).collect();
        assert_eq!(
            places,
            [("score_off_scale", "/cards/1/scores/0/value"), ("not_found", "/cards/2/assignment")]
        );
        assert!(engine.get_my_assignment(judge, own[0].id).await.unwrap().card.is_none());

        let each = engine.save_each(judge, cards()).await.unwrap();
        assert_eq!(each[0].as_ref().unwrap().0.state.kind(), "submitted");
        assert!(matches!(&each[1], Err(Error::Refused(_))) && matches!(&each[2], Err(Error::NotFound)));

        let again =
            engine.save_all(judge, vec![card(own[0], "7", "6.5"), card(own[2], "4", "4")]).await.unwrap();
        assert_eq!(again.iter().map(|(_, card)| card.number).collect::<Vec<_>>(), [1, 1]);
        let changed = engine.save_all(judge, vec![card(own[0], "8", "6.5")]).await.unwrap();
        assert_eq!(changed[0].1.number, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_and_own_scores_are_the_judges_own() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.scored_first_round().await;
        let (engine, [one, other]) = (&scene.engine, [&scene.judges[0].1, &scene.judges[1].1]);
        let mine = of(&assignments, &scene, 0)[0];
        engine.keep_note(one, mine.id, "Ask about the ferry.".to_owned()).await.unwrap();
        assert_eq!(engine.get_note(one, mine.id).await.unwrap(), "Ask about the ferry.");
        for stranger in [other, &scene.organiser, &Caller::visitor()] {
            assert!(engine.get_note(stranger, mine.id).await.is_err());
            assert!(engine.keep_note(stranger, mine.id, "x".to_owned()).await.is_err());
        }
        assert_eq!(code(engine.keep_note(one, mine.id, "x".repeat(10_001)).await).0, "text_too_long");

        let own = engine.list_own_cards(one, scene.rounds[0].id).await.unwrap();
        let ids: Vec<_> = of(&assignments, &scene, 0).iter().map(|a| a.id).collect();
        assert_eq!(own.len(), 4);
        assert!(own.iter().all(|card| ids.contains(&card.assignment)));
        assert!(own.is_sorted_by(|a, b| a.mean >= b.mean));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_severe_judge_is_seen_and_adjusted_for_beside_what_was_given() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        // The second judge is two points more severe; the entries differ, and both judges agree on how.
        let levels = [["9", "7"], ["8", "6"], ["6.5", "4"], ["5", "3"]];
        for assignment in &assignments {
            let entry = scene.entries.iter().position(|e| *e == assignment.entry).unwrap();
            let judge = scene.judges.iter().position(|j| j.0 == assignment.judge).unwrap();
            let score = levels[entry][judge];
            scene.score(&scene.judges[judge].1, assignment, score, score).await;
        }
        let standings = scene.engine.get_standings(&scene.organiser, scene.rounds[0].id).await.unwrap();
        let adjusted = &standings.adjusted;
        assert_eq!((adjusted.entries.len(), adjusted.judges.len()), (4, 2));
        let severity = |judge: usize| adjusted.judges[&scene.judges[judge].0].severity;
        assert!((severity(1) + severity(0)).abs() < 1e-9, "severities are around the panel's average");
        assert!((severity(1) - 1.0625).abs() < 1e-9, "{}", severity(1));
        let score = |entry: usize| adjusted.entries[&scene.entries[entry]].score;
        assert!(score(0) > score(1) && score(1) > score(2) && score(2) > score(3));
        let chance = |entry: usize| adjusted.entries[&scene.entries[entry]].p_cut.unwrap();
        assert!(chance(0) > 0.9 && chance(3) < 0.1, "{} {}", chance(0), chance(3));
        // What was given stands as it was.
        let raw = |entry: usize| standings.standings.of(scene.entries[entry]).unwrap().score.to_string();
        assert_eq!([raw(0), raw(3)], ["8", "4"]);
        let again = scene.engine.get_standings(&scene.organiser, scene.rounds[0].id).await.unwrap();
        assert_eq!(again.adjusted.entries, adjusted.entries, "the same scorecards give the same figures");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn halves_of_a_round_without_a_common_judge_are_told_apart() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        for assignment in &assignments {
            let entry = scene.entries.iter().position(|e| *e == assignment.entry).unwrap();
            let judge = scene.judges.iter().position(|j| j.0 == assignment.judge).unwrap();
            if (entry < 2) == (judge == 0) {
                scene.score(&scene.judges[judge].1, assignment, ["9", "7", "6", "4"][entry], "6").await;
            }
        }
        let standings = scene.engine.get_standings(&scene.organiser, scene.rounds[0].id).await.unwrap();
        let codes: Vec<_> = standings.adjusted.care.iter().map(Care::code).collect();
        assert!(codes.contains(&"not_estimable") || codes.contains(&"graph_not_connected"), "{codes:?}");
    }
}
