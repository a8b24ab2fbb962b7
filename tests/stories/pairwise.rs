//! A pairwise round: which two come, what counts, who stands aside, and what the cut rests on.

use crate::judging::scene::{code, rules};
use crate::judging::{Scene, at, scene};
use crate::judging_pages::{client, page, send};
use kapok_base::{AssignmentId, EntryId};
use kapok_engine::judge::{Assignment, ComparisonDesk, NewRound, RoundStandings};
use kapok_engine::{Caller, Error};
use kapok_judging::comparison::{Given, Outcome};
use kapok_judging::conflict::Ground;
use kapok_judging::round::{Method, RoundRules};
use kapok_judging::shortlist::Basis;
use kapok_judging::transition::Screening;
use kapok_tests::database::{self, Fresh};
use kapok_tests::http::Client;
use kapok_tests::served;
use serde_json::{Value, json};

fn line() -> Value {
    json!([{ "rule": { "kind": "top", "count": 1 }, "ties": "referred", "label": "shortlisted", "advances": true }])
}

fn pairwise(minimum: u32) -> RoundRules {
    let scored = rules("pairwise", line());
    RoundRules { method: Method::BradleyTerry, minimum_scorecards: minimum, ..scored }
}

/// The first round as a pairwise one, begun.
async fn begun(fresh: &Fresh, minimum: u32) -> Scene {
    let scene = scene(fresh).await;
    let new = NewRound { panel: scene.rounds[0].panel, rules: pairwise(minimum) };
    scene.engine.update_round(&scene.organiser, scene.rounds[0].id, None, new).await.unwrap();
    scene.engine.clock().set(at("2026-04-01T00:00:00Z"));
    scene.move_to("screening").await.unwrap();
    for entry in 0..scene.entries.len() {
        scene.screen(entry, Screening::Eligible, None).await.unwrap();
    }
    scene.move_to("judging").await.unwrap();
    scene
}

impl Scene {
    async fn desk(&self, judge: usize) -> ComparisonDesk {
        self.engine.get_comparison_desk(&self.judges[judge].1, self.rounds[0].id).await.unwrap()
    }

    async fn say(
        &self,
        judge: usize,
        pair: (AssignmentId, AssignmentId),
        outcome: Outcome,
    ) -> Result<i64, Error> {
        let given = Given { first: pair.0, second: pair.1, outcome, comment: None };
        let said = self.engine.save_comparison(&self.judges[judge].1, self.rounds[0].id, given).await?;
        Ok(said.number)
    }

    /// The judge compares whatever comes, preferring what stands first in `order`; how many comparisons that were.
    async fn compare_all(&self, judge: usize, order: &[usize]) -> usize {
        let place = |entry: EntryId| order.iter().position(|n| self.entries[*n] == entry).unwrap();
        for made in 0.. {
            let Some((first, second)) = self.desk(judge).await.next else { return made };
            let first_is_better = place(first.entry.id) < place(second.entry.id);
            let outcome = if first_is_better { Outcome::First } else { Outcome::Second };
            self.say(judge, (first.assignment, second.assignment), outcome).await.unwrap();
        }
        unreachable!()
    }

    async fn ranks(&self) -> RoundStandings {
        self.engine.get_standings(&self.organiser, self.rounds[0].id).await.unwrap()
    }

    fn everything(&self) -> Vec<(usize, kapok_base::PersonId)> {
        (0..self.entries.len()).flat_map(|e| self.judges.iter().map(move |j| (e, j.0))).collect()
    }
}

fn of(assignments: &[Assignment], scene: &Scene, judge: usize, entry: usize) -> AssignmentId {
    let is = |a: &&Assignment| a.judge == scene.judges[judge].0 && a.entry == scene.entries[entry];
    assignments.iter().find(is).unwrap().id
}

#[tokio::test]
async fn judges_compare_what_they_owe_and_the_cut_rests_on_abilities() {
    for fresh in database::both().await {
        let scene = begun(&fresh, 4).await;
        let (engine, li) = (&scene.engine, &scene.organiser);
        scene.assign(&scene.rounds[0], &scene.everything()).await;
        let desk = scene.desk(0).await;
        // Four comparisons an entry, by two judges: two each, of four entries.
        assert_eq!((desk.progress.done, desk.progress.left, desk.entries), (0, 4, 4), "{}", fresh.name);
        assert_eq!(code(scene.shortlist(&[0], &[]).await).0, "scorecards_outstanding");
        let made = scene.compare_all(0, &[2, 0, 1, 3]).await;
        assert!((4..=5).contains(&made), "{made}");
        assert!(scene.desk(1).await.said.is_empty());
        let progress = engine.get_progress(li, scene.rounds[0].id).await.unwrap();
        let compared = progress.compared.unwrap();
        assert_eq!(
            (compared.done, compared.left, progress.totals.done, progress.totals.to_do),
            (made, 4, 4, 4)
        );
        assert!(progress.submitted.is_empty() && progress.waiting.iter().all(|w| w.scorecards >= 2));
        let more = scene.compare_all(1, &[2, 0, 1, 3]).await;

        let standings = scene.ranks().await;
        assert_eq!(standings.warnings, [] as [&str; 0]);
        let ranked: Vec<_> = standings.standings.ranked.iter().map(|s| s.entry).collect();
        assert_eq!((ranked[0], ranked[3]), (scene.entries[2], scene.entries[3]));
        assert_eq!(standings.judges.iter().map(|j| j.scorecards).collect::<Vec<_>>(), [made, more]);
        let best = standings.abilities.entries[&scene.entries[2]];
        assert_eq!((best.losses, best.ties, best.group), (0, 0, 1));
        assert!(best.wins >= 4 && best.ability > 0.0 && best.standard_error > 0.0);

        let outcomes = scene.shortlist(&[2], &[]).await.unwrap();
        assert_eq!(outcomes[2], (Some("shortlisted".to_owned()), Basis::Rule));
        let decisions = engine.list_decisions(li, scene.edition).await.unwrap();
        let record = &decisions.iter().find(|d| d.entry == scene.entries[2]).unwrap().record;
        assert_eq!((record.ranks, record.method), (Some((1, 1)), Some(Method::BradleyTerry)));
        assert_eq!(record.inputs.as_deref(), Some(standings.inputs().as_str()));
        let said = scene.desk(0).await;
        assert!(said.next.is_none() && said.said.len() == made);
        let pair = (said.said[0].first.assignment, said.said[0].second.assignment);
        assert_eq!(code(scene.say(0, pair, Outcome::Equal).await).0, "entry_not_being_judged");
        scene.move_to("judging").await.unwrap();
    }
}

#[tokio::test]
async fn what_is_said_twice_counts_once_and_whoever_stands_aside_changes_nothing() {
    for fresh in database::both().await {
        let scene = begun(&fresh, 2).await;
        let (engine, li) = (&scene.engine, &scene.organiser);
        let assignments = scene.assign(&scene.rounds[0], &scene.everything()).await;
        let own = |judge, entry| of(&assignments, &scene, judge, entry);
        let pair = (own(0, 0), own(0, 1));
        assert_eq!(scene.say(0, pair, Outcome::First).await.unwrap(), 1, "{}", fresh.name);
        assert_eq!(scene.say(0, pair, Outcome::First).await.unwrap(), 1);
        assert_eq!(scene.say(0, (pair.1, pair.0), Outcome::Second).await.unwrap(), 1);
        assert_eq!(scene.say(0, pair, Outcome::Second).await.unwrap(), 2);
        assert_eq!(scene.ranks().await.abilities.entries[&scene.entries[1]].wins, 1);
        for (pair, refusal) in
            [((own(0, 0), own(1, 1)), "assignment_elsewhere"), ((own(0, 0), own(0, 0)), "pair_same")]
        {
            assert_eq!(code(scene.say(0, pair, Outcome::First).await).0, refusal);
        }
        let card = kapok_judging::scorecard::Given::default();
        let scored = engine.save_scorecard(&scene.judges[0].1, own(0, 0), None, card, false).await;
        assert_eq!(code(scored).0, "round_is_pairwise");
        let reopened = engine.reopen_scorecard(li, own(0, 0), None, Some("Look again".into())).await;
        assert_eq!(code(reopened).0, "round_is_pairwise");
        let changed = NewRound { panel: scene.rounds[0].panel, rules: pairwise(3) };
        assert_eq!(
            code(engine.update_round(li, scene.rounds[0].id, None, changed).await).0,
            "round_has_scorecards"
        );

        scene.compare_all(0, &[0, 1, 2, 3]).await;
        scene.compare_all(1, &[3, 2, 1, 0]).await;
        let with = scene.ranks().await;
        // The second judge leaves entry 3: what they said of it is gone, and what is left is as if it had never been said.
        let reason = Some("My sister's city".to_owned());
        engine.recuse(&scene.judges[1].1, own(1, 3), None, Ground::Family, reason.clone()).await.unwrap();
        let without = scene.ranks().await;
        assert!(without.abilities.judges[&scene.judges[1].0] < with.abilities.judges[&scene.judges[1].0]);
        let said = scene.desk(1).await.said;
        assert!(
            said.iter()
                .all(|s| s.first.entry.id != scene.entries[3] && s.second.entry.id != scene.entries[3])
        );
        assert!(without.warnings.contains(&"scorecards_outstanding"));
        assert_ne!(with.inputs(), without.inputs());
        assert_eq!(
            code(scene.say(1, (own(1, 3), own(1, 0)), Outcome::First).await).0,
            "assignment_set_aside"
        );
        // Both owe one more now, the first judge because entry 3 has lost a judge.
        scene.compare_all(0, &[0, 1, 2, 3]).await;
        scene.compare_all(1, &[3, 2, 1, 0]).await;
        assert_eq!(scene.ranks().await.warnings.iter().filter(|w| w.starts_with("scorecards")).count(), 0);
        // Somebody else's round, and one that scores, is nobody's to compare.
        let stranger = engine.get_comparison_desk(&scene.juror.1, scene.rounds[0].id).await;
        assert_eq!(code(stranger).0, "not found");
        let scoring = engine.get_comparison_desk(&scene.juror.1, scene.rounds[1].id).await;
        assert_eq!(code(scoring).0, "round_not_pairwise");
        assert_eq!(code(engine.get_comparison_desk(li, scene.rounds[0].id).await).0, "forbidden");
        assert!(matches!(
            engine.get_comparison_desk(&Caller::visitor(), scene.rounds[0].id).await,
            Err(Error::SignInNeeded)
        ));
    }
}

#[tokio::test]
async fn groups_that_nothing_links_have_no_order_and_no_line() {
    for fresh in database::both().await {
        let scene = begun(&fresh, 1).await;
        let [one, other] = [scene.judges[0].0, scene.judges[1].0];
        let apart = [(0, one), (1, one), (2, other), (3, other)];
        scene.assign(&scene.rounds[0], &apart).await;
        assert_eq!((scene.compare_all(0, &[0, 1]).await, scene.compare_all(1, &[2, 3]).await), (1, 1));
        let standings = scene.ranks().await;
        assert_eq!(
            (standings.warnings.as_slice(), standings.abilities.groups),
            (&["comparisons_not_connected"][..], 2)
        );
        assert!(standings.places.is_empty() && standings.proposal.lines.is_empty(), "{}", fresh.name);
        assert_eq!(code(scene.shortlist(&[0], &[]).await).0, "comparisons_not_connected");
        // A judge with entries of both links them.
        let across = scene.assign(&scene.rounds[0], &[(1, other)]).await;
        assert_eq!(scene.desk(1).await.progress.left, 1);
        scene.compare_all(1, &[1, 2, 3]).await;
        assert_eq!((across.len(), scene.ranks().await.warnings.len()), (1, 0));
        scene.shortlist(&[0], &[]).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pairwise_round_is_set_up_judged_and_read_on_its_pages_and_by_program() {
    for fresh in database::both().await {
        let Scene { engine, organiser, entries, judges, rounds, edition, .. } = begun(&fresh, 2).await;
        let served = served::serve(engine).await;
        let visitor = Client::visitor(&served.address);
        let li = client(&served.engine, &visitor, &organiser).await;
        let (ines, omar) = (
            client(&served.engine, &visitor, &judges[0].1).await,
            client(&served.engine, &visitor, &judges[1].1).await,
        );
        let round = rounds[0].id;
        let pairs: Vec<_> = entries.iter().flat_map(|e| judges.iter().map(move |j| (e, j.0))).collect();
        let wanted: Vec<_> = pairs.iter().map(|(e, j)| json!({ "entry": e, "judge": j })).collect();
        let assigning = format!("/api/v1/rounds/{round}/assignments");
        li.post(&assigning, json!({ "assignments": wanted })).await.good();

        let (desk, api) = (format!("/comparisons/{round}"), format!("/api/v1/me/rounds/{round}/comparisons"));
        let mine = ines.get(&api).await.good().json();
        assert_eq!((mine["done"].as_u64(), mine["left"].as_u64()), (Some(0), Some(2)), "{}", fresh.name);
        let (first, second) = (&mine["next"]["first"], &mine["next"]["second"]);
        let side = |side: &Value| side["assignment"].as_str().unwrap().to_owned();
        let shown = page(&ines, &desk).await;
        for one in [first, second] {
            assert!(shown.contains(one["title"].as_str().unwrap()) && shown.contains(&side(one)));
        }
        assert!(
            shown.contains("Which is better?") && shown.contains("0 / 2") && !shown.contains("ana@medellin")
        );
        assert!(page(&ines, "/assignments").await.contains(&desk));
        assert!(
            page(&ines, &format!("/assignments/{}", side(first))).await.contains("there is no scorecard")
        );
        assert_eq!(ines.get(&format!("/assignments/rounds/{round}")).await.status, 303);
        page(&ines, "/").await;

        let (one, other) = (side(first), side(second));
        let long = "x".repeat(4001);
        let fields = |outcome, comment| {
            [("first", one.as_str()), ("second", &other), ("outcome", outcome), ("comment", comment)]
        };
        let refused = send(&ines, &desk, &fields("first", &long)).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(&long[..4000]), "what was typed is kept");
        assert_eq!(send(&ines, &desk, &fields("better", "")).await.status, 400);
        assert_eq!(send(&ines, &desk, &fields("first", "Clearer aims")).await.status, 303);
        let again = page(&ines, &format!("{desk}?again=1")).await;
        assert!(again.contains("said before") && again.contains("Clearer aims"));
        assert!(page(&ines, &format!("{desk}?lang=zh-Hans")).await.contains("哪一个更好？"));
        // Once more by program: the same word makes no new version, another one does.
        let word = |outcome: &str| json!({ "first": one, "second": other, "outcome": outcome, "comment": "Clearer aims" });
        assert_eq!(ines.post(&api, word("first")).await.good().json()["number"], 1);
        assert_eq!(ines.post(&api, word("equal")).await.good().json()["number"], 2);
        ines.post(&api, json!({ "first": one, "second": one, "outcome": "equal" }))
            .await
            .refused(422, "comparison_invalid");
        ines.post(&api, word("better")).await.refused(422, "invalid_body");
        let theirs = omar.get(&api).await.good().json();
        assert!(theirs["items"].as_array().unwrap().is_empty() && !theirs.to_string().contains("Clearer"));
        omar.post(&api, word("first")).await.refused(422, "assignment_elsewhere");
        li.get(&api).await.refused(403, "forbidden");

        for judge in [&ines, &omar] {
            while let Some(next) = judge.get(&api).await.good().json()["next"].as_object() {
                let (a, b) = (side(&next["first"]), side(&next["second"]));
                let body = json!({ "first": a, "second": b, "outcome": "first" });
                judge.post(&api, body).await.good();
            }
        }
        assert!(page(&ines, &desk).await.contains("as often as is asked"));
        let organise = format!("/organise/rounds/{round}");
        let progress = page(&li, &format!("{organise}/progress")).await;
        assert!(progress.contains("Comparisons made"), "{progress:.3000}");
        let told = li.get(&format!("/api/v1/rounds/{round}/progress")).await.good().json();
        assert_eq!((&told["comparisons"]["left"], &told["totals"]["done"]), (&json!(0), &json!(8)));
        let standings = page(&li, &format!("{organise}/standings")).await;
        assert!(
            standings.contains("Ability")
                && standings.contains("Bradley and Terry")
                && !standings.contains("Adjusted")
        );
        let ranked = li.get(&format!("/api/v1/rounds/{round}/standings?method=adjusted")).await.good().json();
        assert_eq!((&ranked["method"], &ranked["items"][0]["rank"]), (&json!("bradley_terry"), &json!(1)));
        assert!(ranked["items"][0]["compared"]["wins"].as_u64() > Some(0));
        // How sure the ranking is of itself: chances of the places above the line add up to them.
        let chances = ranked["items"].as_array().unwrap().iter().map(|item| item["p_cut"].as_f64().unwrap());
        let places =
            ranked["items"].as_array().unwrap().iter().filter(|item| !item["proposed"].is_null()).count();
        assert!((chances.sum::<f64>() - places as f64).abs() < 1e-9 && places > 0, "{ranked}");
        assert!(ranked["items"][0]["likely_ranks"][0] == 1 && ranked["items"][0]["adjusted"].is_null());
        assert!(standings.contains("Entries by ability") && !standings.contains("/second-wave"));
        li.get(&format!("/api/v1/rounds/{round}/methods")).await.refused(409, "round_is_pairwise");
        for part in ["", "/meeting", "/assignments"] {
            page(&li, &format!("{organise}{part}")).await;
        }
        // The organiser's form takes a pairwise round without a scale, and refuses a line that needs scores.
        let panel = rounds[0].panel.to_string();
        let form = |rule| {
            [
                ("rules.name.texts.en", "Pairs"),
                ("panel", panel.as_str()),
                ("rules.kind", "pairwise"),
                ("rules.method", "mean"),
                ("rules.minimum_scorecards", "6"),
                ("rules.cuts.0.label", "shortlisted"),
                ("rules.cuts.0.kind", rule),
                ("rules.cuts.0.rule", "3"),
            ]
        };
        let setting = format!("/organise/editions/{edition}/rounds");
        let refused = send(&li, &setting, &form("at_least")).await;
        assert!(refused.status == 422 && refused.body.contains("nothing is scored"), "{}", refused.status);
        assert_eq!(send(&li, &setting, &form("top")).await.status, 303);
    }
}
