//! Further scorecards: against draws of what they would say, and against every other way to spend a budget.

use super::*;
use crate::distribution::normal;
use kapok_base::Random;

const CHANCES: [f64; 6] = [0.5, 0.45, 0.3, 0.8, 0.1, 0.97];

/// The same probability, by drawing truths and scorecards and looking which side was taken.
fn drawn(chance: f64, error: f64, noise: f64, scorecards: u32) -> f64 {
    let z = distance(chance.min(1.0 - chance)) * if chance < 0.5 { -1.0 } else { 1.0 };
    let stream = Random::seeded(7).stream("truths");
    let (draws, weight) = (30_000, f64::from(scorecards) / noise);
    let wrong = (0..draws).filter(|_| {
        let mut chance = [0.0; 2];
        normal(&stream, &mut chance);
        let truth = error * (z + chance[0]);
        let mean = truth + chance[1] / weight.sqrt();
        let believed = z / error + mean * weight;
        (believed > 0.0) != (truth > 0.0)
    });
    wrong.count() as f64 / f64::from(draws)
}

#[test]
fn what_is_expected_is_what_draws_show() {
    for chance in CHANCES {
        for (error, noise, scorecards) in [(1.0, 1.0, 1), (0.5, 1.5, 2), (0.7, 0.3, 5), (0.2, 2.0, 3)] {
            let expected = wrong_side(chance, error, noise, scorecards);
            let drawn = drawn(chance, error, noise, scorecards);
            assert!((expected - drawn).abs() < 0.01, "{chance} {error} {noise}: {expected} {drawn}");
        }
    }
    // At even odds the integral is an angle.
    let angle = libm::atan2(1.0, 2.0_f64.sqrt()) / PI;
    assert!((wrong_side(0.5, 1.0, 1.0, 2) - angle).abs() < 1e-6);
}

#[test]
fn scorecards_never_harm_and_help_more_where_less_is_known() {
    for chance in CHANCES {
        let wrong: Vec<f64> = (0..12).map(|m| wrong_side(chance, 0.6, 1.2, m)).collect();
        assert!((wrong[0] - chance.min(1.0 - chance)).abs() < 1e-12);
        assert!(wrong.windows(2).all(|pair| pair[1] <= pair[0] && pair[1] >= 0.0), "{wrong:?}");
        // The same distance from the line, known less and less well.
        let gain = |error: f64| {
            let beyond = 0.5 * libm::erfc(0.3 / error * std::f64::consts::FRAC_1_SQRT_2);
            beyond - wrong_side(beyond, error, 1.0, 2)
        };
        let gains: Vec<f64> = (1..20).map(|tenths| gain(f64::from(tenths) * 0.1)).collect();
        assert!(gains.windows(2).all(|pair| pair[1] > pair[0]), "{gains:?}");
    }
    assert!(wrong_side(0.4, 0.5, 0.0, 1) < 1e-5, "without chance one scorecard settles it");
}

#[test]
fn far_from_the_line_nothing_is_gained_and_nothing_asked_for() {
    for chance in [0.0_f64, 1.0, 1e-9, 1.0 - 1e-9] {
        assert!(chance.min(1.0 - chance) - wrong_side(chance, 1.0, 1.0, 5) < 1e-8);
        let far = Unsure { key: 1, chance, error: 1.0, owed: 0, free: 5 };
        assert_eq!(allocate(&[far], 1.0, 9), [0]);
    }
}

fn unsure() -> Vec<Unsure> {
    let one = |(key, (chance, error)): (u128, (f64, f64))| Unsure {
        key,
        chance,
        error,
        owed: u32::from(key == 2),
        free: 3,
    };
    (0..).zip([(0.48, 0.5), (0.2, 0.4), (0.5, 0.5), (0.93, 0.9), (0.999, 0.5)]).map(one).collect()
}

fn total(entries: &[Unsure], given: &[u32]) -> f64 {
    entries.iter().zip(given).map(|(entry, given)| entry.gain(1.0, *given)).sum()
}

#[test]
fn a_budget_is_kept_and_spent_nearly_as_well_as_it_can_be() {
    let entries = unsure();
    for budget in 0..=15 {
        let given = allocate(&entries, 1.0, budget);
        assert!(given.iter().sum::<u32>() <= budget && given.iter().all(|given| *given <= 3));
        let ways = (0..4_u32.pow(5)).map(|way| (0..5).map(|i| way / 4_u32.pow(i) % 4).collect::<Vec<u32>>());
        let within = ways.filter(|way| way.iter().sum::<u32>() <= budget);
        let best = within.map(|way| total(&entries, &way)).fold(0.0, f64::max);
        assert!(total(&entries, &given) >= 0.97 * best - 0.002, "{budget}: {given:?}");
    }
}

#[test]
fn the_order_of_the_entries_does_not_matter() {
    let mut entries = unsure();
    entries.push(Unsure { key: 9, ..entries[0] });
    let given = allocate(&entries, 1.0, 4);
    assert!(given[0] >= given[5], "of equals the first by key comes first");
    entries.reverse();
    let mut again = allocate(&entries, 1.0, 4);
    again.reverse();
    assert_eq!(given, again);
}
