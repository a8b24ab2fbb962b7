//! Agreement with an independent program, invariants, and designs that hold little.

use super::*;
use kapok_base::Random;
use proptest::prelude::*;

const PANEL: &str = include_str!("tests/panel.csv");
/// What `tests/panel.py` printed; the command is in it.
const FIGURES: &str = include_str!("tests/panel.txt");

fn observation(entry: usize, judge: usize, value: f64) -> Observation {
    Observation { entry, judge, value }
}

fn panel() -> Vec<Observation> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        observation(cells[0].parse().unwrap(), cells[1].parse().unwrap(), cells[2].parse().unwrap())
    };
    PANEL.lines().skip(1).map(row).collect()
}

fn agrees(model: &str, what: &str, found: impl IntoIterator<Item = f64>) {
    let prefix = format!("{model} {what} ");
    let lines = FIGURES.lines().filter_map(|line| line.strip_prefix(&prefix));
    let expected: Vec<f64> = lines.map(|l| l.split(' ').nth(1).unwrap().parse().unwrap()).collect();
    let found: Vec<f64> = found.into_iter().collect();
    assert_eq!(found.len(), expected.len(), "{model} {what}");
    for (n, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert!((found - expected).abs() < 1e-6, "{model} {what} {n}: {found}, not {expected}");
    }
}

#[test]
fn estimates_are_those_of_statsmodels() {
    for (judges, model) in [(Judges::Fixed, "fixed"), (Judges::Random, "random")] {
        let fit = fit(&panel(), judges).unwrap();
        agrees(model, "entry_variance", [fit.entry_variance]);
        agrees(model, "judge_variance", fit.judge_variance);
        agrees(model, "residual_variance", [fit.residual_variance]);
        agrees(model, "log_likelihood", [fit.log_likelihood]);
        agrees(model, "level", fit.judges.iter().map(|j| fit.level - j.severity));
        agrees(model, "score", fit.entries.iter().map(|e| e.score));
        let best = search::search(&fit.design).unwrap().best;
        agrees(model, "error", best.variances.iter().map(|v| (v * best.scale).sqrt()));
    }
}

#[test]
fn when_all_judge_all_the_order_is_that_of_the_raw_means() {
    let value = |entry: usize, judge: usize| ((entry * 7 + judge * 3) % 11) as f64 + entry as f64 * 2.0;
    let all: Vec<Observation> = (0..40).map(|n| observation(n / 4, n % 4, value(n / 4, n % 4))).collect();
    let mean = |entry: usize| (0..4).map(|judge| value(entry, judge)).sum::<f64>() / 4.0;
    for judges in [Judges::Fixed, Judges::Random] {
        let fit = fit(&all, judges).unwrap();
        let shrunk = (fit.entries[9].score - fit.entries[0].score) / (mean(9) - mean(0));
        assert!(shrunk > 0.0 && shrunk < 1.0);
        for pair in fit.entries.windows(2) {
            let raw = mean(pair[1].entry) - mean(pair[0].entry);
            assert!((pair[1].score - pair[0].score - shrunk * raw).abs() < 1e-9);
        }
    }
}

#[test]
fn a_judge_without_measure_is_noticed() {
    let mut scores = panel();
    for (n, o) in scores.iter_mut().filter(|o| o.judge == 3).enumerate() {
        o.value += if n % 2 == 0 { 4.0 } else { -4.0 };
    }
    let fit = fit(&scores, Judges::Fixed).unwrap();
    let noisiest = fit.judges.iter().max_by(|a, b| a.noise.unwrap().total_cmp(&b.noise.unwrap())).unwrap();
    assert_eq!(noisiest.judge, 3);
    assert!(noisiest.noise.unwrap() > 2.0, "{:?}", noisiest.noise);
}

#[test]
fn too_little_is_told_and_not_fitted() {
    let refused = |scores: &[(usize, usize)], why: TooLittle| {
        let scores: Vec<Observation> =
            scores.iter().enumerate().map(|(n, s)| observation(s.0, s.1, n as f64)).collect();
        for judges in [Judges::Fixed, Judges::Random] {
            assert_eq!(fit(&scores, judges).err(), Some(why), "{scores:?}");
        }
    };
    refused(&[], TooLittle::NothingShared);
    refused(&[(1, 1), (1, 2), (1, 3)], TooLittle::NothingShared);
    refused(&[(1, 1), (2, 2), (3, 3)], TooLittle::NothingShared);
    refused(&[(1, 1), (2, 1), (3, 1)], TooLittle::NothingLeft);
    refused(&[(1, 1), (2, 1), (2, 2)], TooLittle::NothingLeft);
    let broken = [observation(0, 0, 1.0), observation(1, 0, f64::NAN)];
    assert_eq!(fit(&broken, Judges::Fixed).err(), Some(TooLittle::NotFinite));
}

#[test]
fn parts_without_a_common_judge_are_reported() {
    let mut scores = panel();
    let away = scores.clone();
    scores.extend(away.iter().map(|o| observation(o.entry + 100, o.judge + 100, o.value)));
    let fit = fit(&scores, Judges::Fixed).unwrap();
    assert_eq!(fit.components.len(), 2);
    assert_eq!(fit.components[1].judges[0], 100);
    assert!(fit.entries.iter().all(|e| e.score.is_finite() && e.error.is_finite()));
}

#[test]
fn with_equal_scores_nobody_is_ahead() {
    let scores: Vec<Observation> = panel().iter().map(|o| observation(o.entry, o.judge, 7.3)).collect();
    for judges in [Judges::Fixed, Judges::Random] {
        let fit = fit(&scores, judges).unwrap();
        assert!((fit.level - 7.3).abs() < 1e-12);
        assert!(fit.entries.iter().all(|e| (e.score, e.error) == (0.0, 0.0)));
        assert!(fit.judges.iter().all(|j| j.severity.abs() < 1e-12 && j.noise.is_none()));
        let chances = fit.chances(6, 100, &Random::seeded(1).stream("cut"));
        assert!(chances.iter().all(|c| (c.above, c.rank_low, c.rank_high) == (0.25, 1, 24)));
    }
}

#[test]
fn intervals_keep_their_width_where_the_entries_variance_is_estimated_at_zero() {
    // Every entry got the same two scores, from judges in turn.
    let scores: Vec<Observation> =
        (0..24).map(|n| observation(n / 2, (n / 2 + n % 2) % 4, f64::from(u8::from(n % 2 == 1)))).collect();
    let fit = fit(&scores, Judges::Fixed).unwrap();
    assert_eq!(fit.entry_variance, 0.0);
    assert!(fit.entries.iter().all(|e| e.score == 0.0 && e.error > 0.1 && e.high > 0.2));
}

#[test]
fn chances_add_up_to_the_places_and_follow_the_scores() {
    let fit = fit(&panel(), Judges::Fixed).unwrap();
    let chances = fit.chances(6, 2000, &Random::seeded(1).stream("cut"));
    assert!((chances.iter().map(|c| c.above).sum::<f64>() - 6.0).abs() < 1e-9);
    assert_eq!(chances, fit.chances(6, 2000, &Random::seeded(1).stream("cut")));
    let best = (0..24).max_by(|a, b| fit.entries[*a].score.total_cmp(&fit.entries[*b].score)).unwrap();
    let worst = (0..24).min_by(|a, b| fit.entries[*a].score.total_cmp(&fit.entries[*b].score)).unwrap();
    assert!(chances[best].above > 0.5 && chances[best].rank_low == 1 && chances[best].rank_high < 18);
    println!("{:?} {:?}", chances[best], chances[worst]);
    assert!(chances[worst].above < 0.02 && chances[worst].rank_high == 24);
    let all = fit.chances(24, 10, &Random::seeded(1).stream("cut"));
    assert!(all.iter().all(|c| c.above == 1.0));
}

/// Entries in blocks of three of six judges, as hard a case as a small round gives: qualities and noise are equal.
fn drawn(stream: &kapok_base::Stream, severity: f64) -> (Vec<f64>, Vec<Observation>) {
    let mut z = vec![0.0; 24 + 6 + 72];
    crate::distribution::normal(stream, &mut z);
    let (truth, z) = z.split_at(24);
    let (judges, noise) = z.split_at(6);
    let one = |n: usize| {
        let (entry, judge) = (n / 3, (n / 12 + n % 3) % 6);
        observation(entry, judge, truth[entry] + severity * judges[judge] + noise[n])
    };
    (truth.to_vec(), (0..72).map(one).collect())
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    for judges in [Judges::Fixed, Judges::Random] {
        let (mut inside, mut noise) = (0, 0.0);
        for run in 0..150 {
            let (truth, scores) = drawn(&Random::seeded(run).stream("coverage"), 1.0);
            let fit = fit(&scores, judges).unwrap();
            noise += fit.judges.iter().filter_map(|j| j.noise).sum::<f64>();
            inside += fit.entries.iter().filter(|e| (e.low..=e.high).contains(&truth[e.entry])).count();
        }
        let covered = inside as f64 / (150.0 * 24.0);
        assert!((0.88..0.92).contains(&covered), "{judges:?}: {covered}");
        let noise = noise / (150.0 * 6.0);
        assert!(
            (0.97..1.03).contains(&noise),
            "{judges:?}: a judge like all others has noise 1, not {noise}"
        );
    }
}

#[test]
fn where_judges_differ_adjusted_scores_are_nearer_to_the_truth_than_raw_means() {
    let (mut adjusted, mut raw) = (0.0, 0.0);
    for run in 0..50 {
        let (truth, scores) = drawn(&Random::seeded(run).stream("gain"), 1.0);
        let fit = fit(&scores, Judges::Fixed).unwrap();
        for (entry, true_score) in fit.entries.iter().zip(&truth) {
            let mean = scores[entry.entry * 3..][..3].iter().map(|o| o.value).sum::<f64>() / 3.0;
            adjusted += (entry.score - true_score) * (entry.score - true_score);
            raw += (mean - fit.level - true_score) * (mean - fit.level - true_score);
        }
    }
    assert!(adjusted < 0.7 * raw, "{adjusted} {raw}");
}

/// Some entries with scores from some of a few judges, as scales are: halves from 0 to 10.
fn scores() -> impl Strategy<Value = Vec<Observation>> {
    let score = (0..9_usize, 0..5_usize, 0..=20_u8);
    let score = score.prop_map(|(entry, judge, halves)| observation(entry, judge, f64::from(halves) / 2.0));
    prop::collection::vec(score, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_constant_added_to_one_judges_scores_cancels(
        scores in scores(), judge in 0..5_usize, constant in -50.0..50.0_f64
    ) {
        let added = |o: &Observation| Observation {
            value: if o.judge == judge { o.value + constant } else { o.value },
            ..*o
        };
        let other: Vec<Observation> = scores.iter().map(added).collect();
        match (fit(&scores, Judges::Fixed), fit(&other, Judges::Fixed)) {
            (Ok(one), Ok(other)) => for (one, other) in one.entries.iter().zip(&other.entries) {
                prop_assert!((one.score - other.score).abs() < 1e-9, "{} {}", one.score, other.score);
                prop_assert!((one.error - other.error).abs() < 1e-7, "{} {}", one.error, other.error);
            },
            (one, other) => prop_assert_eq!(one.err(), other.err()),
        }
    }

    #[test]
    fn order_does_not_matter_and_numbers_stay_finite(
        (scores, shuffled) in scores().prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle()))
    ) {
        for judges in [Judges::Fixed, Judges::Random] {
            match (fit(&scores, judges), fit(&shuffled, judges)) {
                (Ok(one), Ok(other)) => {
                    prop_assert_eq!(&one.entries, &other.entries);
                    prop_assert_eq!(&one.judges, &other.judges);
                    let stream = || Random::seeded(3).stream("cut");
                    prop_assert_eq!(one.chances(2, 20, &stream()), other.chances(2, 20, &stream()));
                    let finite = |e: &EntryEffect| {
                        e.score.is_finite() && e.error.is_finite() && e.low <= e.score && e.score <= e.high
                    };
                    prop_assert!(one.entries.iter().all(finite));
                    prop_assert!(one.judges.iter().all(|j| j.severity.is_finite() && j.error.is_finite()));
                    prop_assert!(one.level.is_finite() && one.log_likelihood.is_finite());
                    let variances = [one.entry_variance, one.residual_variance, one.judge_variance.unwrap_or(0.0)];
                    prop_assert!(variances.iter().all(|v| v.is_finite() && *v >= 0.0));
                }
                (one, other) => prop_assert_eq!(one.err(), other.err()),
            }
        }
    }
}
