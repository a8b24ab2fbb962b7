//! Lines drawn by the adjusted mean, by criteria that part ties and by quotas, on both databases.

use crate::judging::scene::{given, rules};
use crate::judging::{Scene, at, scene};
use kapok_base::Localized;
use kapok_engine::Caller;
use kapok_engine::judge::{NewRound, NewShortlist};
use kapok_judging::round::{Method, RoundRules};
use kapok_judging::shortlist::Basis;
use kapok_judging::transition::Screening;
use kapok_tests::database;
use serde_json::{Value, json};

/// The first round with these lines, judged: each entry by these judges with these scores for impact and novelty.
async fn judged(scene: &Scene, method: Method, cuts: Value, given_to: &[(usize, usize, &str, &str)]) {
    let round = &scene.rounds[0];
    let new = RoundRules { method, ..rules("scoring", cuts) };
    let new = NewRound { panel: round.panel, rules: new };
    scene.engine.update_round(&scene.organiser, round.id, None, new).await.unwrap();
    scene.engine.clock().set(at("2026-04-01T00:00:00Z"));
    scene.move_to("screening").await.unwrap();
    for entry in 0..scene.entries.len() {
        scene.screen(entry, Screening::Eligible, None).await.unwrap();
    }
    scene.move_to("judging").await.unwrap();
    for (entry, judge, impact, novelty) in given_to {
        let (person, caller): &(_, Caller) = &scene.judges[*judge];
        let assignment = scene.assign(round, &[(*entry, *person)]).await.remove(0);
        let given = given(&[("impact", impact), ("novelty", novelty)]);
        scene.engine.save_scorecard(caller, assignment.id, None, given, true).await.unwrap();
    }
}

fn confirmed(entries: &[kapok_base::EntryId]) -> NewShortlist {
    NewShortlist {
        entries: entries.to_vec(),
        further: None,
        overrides: vec![],
        announcement: None,
        title: Some(Localized::english("The shortlist")),
    }
}

#[tokio::test]
async fn a_severe_judge_costs_nobody_the_line_where_the_adjusted_mean_decides() {
    // The first judge gives some three points less than the second.
    let cards = [
        (0, 0, "6", "6"),
        (1, 0, "5", "5"),
        (2, 0, "4", "4"),
        (1, 1, "8", "8"),
        (2, 1, "6.5", "6.5"),
        (3, 1, "6", "6"),
    ];
    let line = json!([{ "rule": { "kind": "top", "count": 1 }, "label": "shortlisted", "advances": true }]);
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        judged(&scene, Method::Adjusted, line.clone(), &cards).await;
        let round = scene.rounds[0].id;
        let standings = scene.engine.get_standings(&scene.organiser, round).await.unwrap();
        let raw: Vec<_> = standings.standings.ranked.iter().map(|s| s.entry).collect();
        assert_eq!(raw[0], scene.entries[1]);
        assert_eq!(standings.proposal.lines[0].entries, [scene.entries[0]], "{}", fresh.name);
        let confirmed = confirmed(&[scene.entries[0]]);
        let made = scene.engine.confirm_shortlist(&scene.organiser, round, confirmed).await.unwrap();
        let (_, made) = made.decided().unwrap();
        let first = made.iter().find(|decision| decision.entry == scene.entries[0]).unwrap();
        assert_eq!((first.record.ranks, first.record.method), (Some((1, 1)), Some(Method::Adjusted)));
        assert_eq!(first.record.basis, Basis::Rule);
        // Whoever doubts the decision computes the digest anew from what was given.
        let again = scene.engine.get_standings(&scene.organiser, round).await.unwrap();
        assert_eq!(first.record.inputs, Some(again.inputs()));
        assert_eq!(first.record.inputs.as_ref().map(String::len), Some(64));
        assert!(made.iter().all(|decision| decision.record.inputs == first.record.inputs));
    }
}

#[tokio::test]
async fn judges_who_share_no_entry_cannot_be_adjusted_and_the_cut_says_so() {
    let cards = [(0, 0, "6", "6"), (1, 0, "5", "5"), (2, 1, "8", "8"), (3, 1, "6", "6")];
    let line = json!([{ "rule": { "kind": "top", "count": 1 }, "label": "shortlisted", "advances": true }]);
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        judged(&scene, Method::Adjusted, line.clone(), &cards).await;
        let round = scene.rounds[0].id;
        let standings = scene.engine.get_standings(&scene.organiser, round).await.unwrap();
        assert!(standings.warnings.contains(&"method_not_estimable") && standings.proposal.lines.is_empty());
        let answer =
            scene.engine.confirm_shortlist(&scene.organiser, round, confirmed(&[scene.entries[2]])).await;
        assert_eq!(crate::judging::scene::code(answer).0, "method_not_estimable");
    }
}

#[tokio::test]
async fn a_tie_is_parted_by_the_criterion_that_the_rule_names_and_a_quota_passes_over() {
    // Weights are two to one: the second and the third entry tie at 7, the second has the higher impact.
    let cards = [(0, 0, "9", "9"), (1, 0, "8", "5"), (2, 0, "7", "7"), (3, 0, "3", "3")];
    let top = |count: u32, more: Value| {
        let mut line =
            json!({ "rule": { "kind": "top", "count": count }, "label": "shortlisted", "advances": true });
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!([line])
    };
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let rule = top(2, json!({ "ties": { "broken": { "by": ["impact"] } } }));
        judged(&scene, Method::Mean, rule, &cards).await;
        let entries = &scene.entries;
        let new = confirmed(&entries[..2]);
        let made = scene.engine.confirm_shortlist(&scene.organiser, scene.rounds[0].id, new).await.unwrap();
        let (_, made) = made.decided().unwrap();
        let by = |i: usize| made.iter().find(|d| d.entry == entries[i]).unwrap().record.basis.clone();
        let parted = Basis::TieByRule { by: vec!["impact".to_owned()] };
        assert_eq!([by(0), by(1), by(2), by(3)], [Basis::Rule, parted.clone(), parted, Basis::Rule]);
    }
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let rule = top(3, json!({ "quotas": [{ "by": "country", "most": 1 }] }));
        judged(&scene, Method::Mean, rule, &cards).await;
        let round = scene.rounds[0].id;
        let standings = scene.engine.get_standings(&scene.organiser, round).await.unwrap();
        // All four are of one country.
        assert_eq!(standings.proposal.lines[0].entries, [scene.entries[0]], "{}", fresh.name);
    }
}
