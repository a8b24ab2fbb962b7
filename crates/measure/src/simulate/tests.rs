//! What a simulation must find, and what it refuses.

use super::*;

fn setup() -> Setup {
    Setup {
        entries: 60,
        judges: 8,
        per_entry: 3,
        cut: 8,
        entry_spread: 1.0,
        severity_spread: 1.0,
        noise: 1.0,
        design: Design::Random,
        runs: 30,
        seed: 1,
    }
}

fn found(outcome: &Outcome, method: Method) -> Estimate {
    outcome.recoveries.iter().find(|r| r.method == method).unwrap().found
}

#[test]
fn without_noise_or_severity_everything_is_found() {
    let outcome = simulate(&Setup { severity_spread: 0.0, noise: 1e-9, ..setup() }).unwrap();
    let plain = &outcome.recoveries[0];
    assert_eq!((plain.found.mean, plain.best_within.mean, plain.all_found.mean), (1.0, 1.0, 1.0));
    assert_eq!(plain.found.error, 0.0);
    assert_eq!((outcome.scorecards, outcome.heaviest), (180, 23));
}

#[test]
fn with_nothing_but_noise_the_cuts_share_is_found() {
    let outcome = simulate(&Setup { entry_spread: 1e-9, runs: 100, ..setup() }).unwrap();
    let chance = 8.0 / 60.0;
    for recovery in &outcome.recoveries {
        let Estimate { mean, error } = recovery.found;
        assert!((mean - chance).abs() < 4.0 * error, "{recovery:?}");
    }
}

#[test]
fn adjusting_finds_clearly_more_where_severities_differ() {
    let outcome = simulate(&Setup { severity_spread: 1.5, runs: 60, ..setup() }).unwrap();
    let adjusted = outcome.recoveries.iter().find(|r| r.method == Method::Adjusted).unwrap();
    assert!(adjusted.gain.mean > 3.0 * adjusted.gain.error, "{adjusted:?}");
    assert!((adjusted.found.mean - found(&outcome, Method::Mean).mean - adjusted.gain.mean).abs() < 1e-12);
}

#[test]
fn standardising_within_judges_loses_where_panels_are_blocks() {
    // With severities equal, a judge's mean differs only by luck of the block: standardising takes the luck for severity.
    let blocks = Setup { severity_spread: 0.0, entries: 32, design: Design::Blocks, runs: 150, ..setup() };
    let outcome = simulate(&blocks).unwrap();
    let standardised = outcome.recoveries.last().unwrap();
    assert!(standardised.gain.mean < -2.0 * standardised.gain.error, "{standardised:?}");
}

#[test]
fn more_judges_find_more_and_the_same_seed_finds_the_same() {
    let with = |per_entry| simulate(&Setup { per_entry, ..setup() }).unwrap();
    let outcomes = [with(2), with(7)];
    let (few, many) = (found(&outcomes[0], Method::Adjusted), found(&outcomes[1], Method::Adjusted));
    assert!(many.mean > few.mean + 2.0 * (few.error + many.error));
    assert_eq!(outcomes[0], with(2));
    assert_ne!(outcomes[0], simulate(&Setup { per_entry: 2, seed: 2, ..setup() }).unwrap());
    assert_eq!(setup().numbers(), (2..=7).collect());
    assert_eq!(Setup { judges: 12, per_entry: 9, ..setup() }.numbers().last(), Some(&9));
    assert_eq!(Setup { design: Design::Complete, ..setup() }.numbers(), BTreeSet::from([8]));
}

#[test]
fn nonsense_is_refused_field_by_field() {
    let refused = |setup: Setup| {
        let details = simulate(&setup).unwrap_err().details;
        details.into_iter().map(|d| (d.code, d.pointer.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(refused(Setup { cut: 60, ..setup() }), [("simulation_cut", "/cut".to_owned())]);
    assert_eq!(
        refused(Setup { per_entry: 9, ..setup() }),
        [("simulation_per_entry", "/per_entry".to_owned())]
    );
    let nothing = Setup { entries: 0, judges: 0, per_entry: 0, cut: 0, noise: f64::NAN, runs: 0, ..setup() };
    let codes: Vec<_> = refused(nothing).into_iter().map(|(code, _)| code).collect();
    let expected = [
        "simulation_entries_few",
        "simulation_judges_few",
        "simulation_per_entry",
        "simulation_cut",
        "simulation_spread",
        "simulation_runs",
    ];
    assert_eq!(codes, expected);
    assert_eq!(
        refused(Setup { entries: 1_000_000, ..setup() }),
        [("simulation_large", "/entries".to_owned())]
    );
}
