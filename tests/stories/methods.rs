//! A round by every method side by side: what the models say of the very scorecards, and nothing to whom it must not be told.

use crate::judging::scene::{code, given};
use crate::judging::{Scene, scene};
use crate::judging_pages::{client, page};
use kapok_base::EntryId;
use kapok_engine::judge::{Column, MethodOf, Methods};
use kapok_judging::conflict::Ground;
use kapok_measure::mixed::{self, Judges, Observation};
use kapok_measure::rasch::{self, Facet, Rating};
use kapok_measure::reliability::{concordance, intraclass};
use kapok_tests::database;
use kapok_tests::http::Client;
use kapok_tests::served;

/// Impact and novelty by entry and judge, in half points.
const SCORES: [[[i64; 2]; 2]; 4] =
    [[[17, 15], [14, 13]], [[16, 11], [15, 9]], [[11, 13], [12, 8]], [[6, 9], [5, 2]]];

fn points(half: i64) -> String {
    format!("{}.{}", half / 2, half % 2 * 5)
}

async fn scored(scene: &Scene) {
    for (turn, assignment) in scene.first_round().await.iter().enumerate() {
        let [impact, novelty] = SCORES[turn / 2][turn % 2].map(points);
        let given = given(&[("impact", &impact), ("novelty", &novelty)]);
        let judge = &scene.judges[turn % 2].1;
        scene.engine.save_scorecard(judge, assignment.id, None, given, true).await.unwrap();
    }
}

/// Twice the impact and once the novelty, by entry and judge.
fn means() -> Vec<Vec<f64>> {
    let mean = |[impact, novelty]: &[i64; 2]| (2 * impact + novelty) as f64 / 6.0;
    SCORES.iter().map(|judges| judges.iter().map(mean).collect()).collect()
}

fn column<'a>(of: &'a Methods, method: &MethodOf) -> &'a Column {
    of.columns.iter().find(|column| column.method == *method).unwrap()
}

fn close(column: &Column, entries: &[EntryId], expected: &[f64]) {
    for (entry, expected) in entries.iter().zip(expected) {
        let found = column.entries[entry].value;
        assert!((found - expected).abs() < 1e-9, "{:?}: {found} is not {expected}", column.method);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_method_says_what_its_model_says_of_the_same_scorecards() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scored(&scene).await;
        let round = scene.rounds[0].id;
        let found = scene.engine.compare_methods(&scene.organiser, round).await.unwrap();
        let means = means();
        let plain: Vec<f64> = means.iter().map(|row| (row[0] + row[1]) / 2.0).collect();
        close(column(&found, &MethodOf::Mean), &scene.entries, &plain);
        let observed = |of: &dyn Fn(usize, usize) -> f64| -> Vec<Observation> {
            let one = |n: usize| Observation { entry: n / 2, judge: n % 2, value: of(n / 2, n % 2) };
            (0..8).map(one).collect()
        };
        let impact = |entry: usize, judge: usize| SCORES[entry][judge][0] as f64 / 2.0;
        let mixed = [
            (MethodOf::Adjusted, Judges::Fixed, observed(&|entry, judge| means[entry][judge])),
            (MethodOf::AdjustedRandom, Judges::Random, observed(&|entry, judge| means[entry][judge])),
            (MethodOf::Criterion("impact".to_owned()), Judges::Fixed, observed(&impact)),
        ];
        for (method, judges, scores) in mixed {
            let fit = mixed::fit(&scores, judges).unwrap();
            let expected: Vec<f64> = fit.entries.iter().map(|entry| fit.level + entry.score).collect();
            close(column(&found, &method), &scene.entries, &expected);
        }
        let rating = |n: usize| Rating {
            elements: vec![n / 4, n / 2 % 2, n % 2],
            category: SCORES[n / 4][n / 2 % 2][n % 2],
        };
        let ratings: Vec<Rating> = (0..16).map(rating).collect();
        let fit = rasch::fit(&[Facet::Raises, Facet::Lowers, Facet::Lowers], 0, &ratings).unwrap();
        let measures: Vec<f64> = fit.facets[0].iter().map(|measure| measure.measure).collect();
        close(column(&found, &MethodOf::Rasch), &scene.entries, &measures);
        let omar = found.judges.iter().find(|judge| judge.name == "Omar").unwrap();
        let (infit, measure) = (omar.rasch.unwrap().infit.unwrap(), omar.rasch.unwrap().measure);
        assert!(
            (infit - fit.facets[1][1].infit.unwrap()).abs() < 1e-9
                && (measure - fit.facets[1][1].measure).abs() < 1e-9
        );
        assert!((found.criteria["novelty"].measure - fit.facets[2][1].measure).abs() < 1e-9);
        let same =
            |found: Option<f64>, expected: Option<f64>| (found.unwrap() - expected.unwrap()).abs() < 1e-9;
        assert!(same(found.agreement.icc_single, intraclass(&means).unwrap().two_way_random));
        assert!(same(found.agreement.concordance, concordance(&means)));

        // The line is for three: whatever the method, the fourth is below it.
        let best: std::collections::BTreeSet<_> = scene.entries[..3].iter().copied().collect();
        assert_eq!((&found.agreed, found.disputed.len()), (&best, 0));
        let judge = scene.engine.compare_methods(&scene.judges[0].1, round).await;
        assert_eq!(code(judge).0, "forbidden");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organiser_who_stood_aside_reads_nothing_of_that_entry_and_gaps_are_gaps() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    let round = scene.rounds[0].id;
    let early = scene.engine.compare_methods(&scene.organiser, round).await.unwrap();
    assert!(early.columns.iter().all(|column| column.entries.is_empty()) && early.rasch_settled.is_none());
    scored(&scene).await;
    let before = scene.engine.compare_methods(&scene.organiser, round).await.unwrap();
    let (ines, caller) = &scene.judges[0];
    let both: Vec<_> = scene.organiser.roles().iter().chain(caller.roles()).cloned().collect();
    let rows = scene.engine.list_assignments(&scene.organiser, round).await.unwrap();
    let own =
        rows.iter().find(|row| row.assignment.entry == scene.entries[1] && row.assignment.judge == *ines);
    let id = own.unwrap().assignment.id;
    scene.engine.recuse(caller, id, None, Ground::Family, Some("My sister".into())).await.unwrap();
    let ines = kapok_engine::Caller::person(*ines, both);
    let found = scene.engine.compare_methods(&ines, round).await.unwrap();
    assert!(found.columns.iter().all(|column| !column.entries.contains_key(&scene.entries[1])));
    assert!(!found.agreed.contains(&scene.entries[1]) && !found.disputed.contains(&scene.entries[1]));
    let whole = scene.engine.compare_methods(&scene.organiser, round).await.unwrap();
    assert!(column(&whole, &MethodOf::Mean).entries.contains_key(&scene.entries[1]));
    // What is kept of figures is not taken for those of other scorecards.
    let adjusted = |of: &Methods| column(of, &MethodOf::Adjusted).entries[&scene.entries[0]].value;
    assert!((adjusted(&before) - adjusted(&whole)).abs() > 1e-3);
    // One judge less on one entry: not all judge all, so that there is no concordance, but an intraclass correlation.
    assert!(whole.agreement.concordance.is_none() && whole.agreement.icc_single.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn methods_are_read_on_their_page_and_by_program() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    scored(&scene).await;
    let Scene { engine, organiser, judges, rounds, .. } = scene;
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let organiser = client(&served.engine, &visitor, &organiser).await;
    let judge = client(&served.engine, &visitor, &judges[0].1).await;
    let path = format!("/organise/rounds/{}/methods", rounds[0].id);
    assert!(page(&organiser, &format!("/organise/rounds/{}/standings", rounds[0].id)).await.contains(&path));
    let shown = page(&organiser, &path).await;
    assert!(
        shown.contains("Above the line by every method: \u{2068}3\u{2069}")
            || shown.contains("by every method: 3")
    );
    page(&organiser, &format!("{path}?lang=zh-Hans")).await;
    assert_eq!(judge.get(&path).await.status, 403);
    let told = organiser.get(&format!("/api/v1/rounds/{}/methods", rounds[0].id)).await.good().json();
    let methods: Vec<_> =
        told["methods"].as_array().unwrap().iter().map(|m| m["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["mean", "adjusted", "adjusted_random", "rasch", "criterion", "criterion"]);
    assert_eq!(told["methods"][0]["entries"][0]["rank"], 1);
    assert_eq!(told["agreed"].as_array().unwrap().len(), 3);
    assert!(told["judges"][0]["rasch"]["infit"].is_number() && told["agreement"]["kendall_w"].is_number());
}
