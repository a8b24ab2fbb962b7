//! The published figures, and what cannot be computed.

use super::*;
use proptest::prelude::*;

/// Shrout and Fleiss (1979): six targets, four judges.
fn shrout_fleiss() -> Vec<Vec<f64>> {
    let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
    rows.iter().map(|row| row.iter().map(|v| f64::from(*v)).collect()).collect()
}

/// Krippendorff's four coders and twelve units, by unit; 0 is missing.
fn coders() -> Vec<Vec<f64>> {
    let rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 0],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];
    let unit = |u: usize| rows.iter().map(|row| f64::from(row[u])).filter(|v| *v > 0.0).collect();
    (0..12).map(unit).collect()
}

fn shows(value: Option<f64>, expected: &str) {
    let places = expected.split('.').nth(1).unwrap().len();
    assert_eq!(format!("{:.places$}", value.unwrap()), expected);
}

#[test]
fn intraclass_correlations_are_those_of_shrout_and_fleiss() {
    let icc = intraclass(&shrout_fleiss()).unwrap();
    shows(icc.one_way, "0.165742");
    shows(icc.two_way_random, "0.289764");
    shows(icc.two_way_fixed, "0.714841");
    shows(icc.one_way_mean, "0.442797");
    shows(icc.two_way_random_mean, "0.620051");
    shows(icc.two_way_fixed_mean, "0.909316");
    shows(Some(icc.between), "11.2417");
    shows(Some(icc.within), "6.2639");
    shows(Some(icc.judges), "32.4861");
    shows(Some(icc.residual), "1.0194");
}

#[test]
fn alpha_is_that_of_krippendorff_in_every_metric() {
    shows(alpha(Metric::Nominal, &coders()), "0.743421");
    shows(alpha(Metric::Ordinal, &coders()), "0.815388");
    shows(alpha(Metric::Interval, &coders()), "0.849107");
    shows(alpha(Metric::Ratio, &coders()), "0.797403");
}

#[test]
fn concordance_is_whole_in_agreement_and_known_with_ties() {
    assert_eq!(concordance(&[vec![1.0, 10.0], vec![2.0, 20.0], vec![3.0, 30.0]]), Some(1.0));
    assert_eq!(concordance(&[vec![1.0, 3.0], vec![2.0, 2.0], vec![3.0, 1.0]]), Some(0.0));
    // Ranks 1.5 1.5 3 4 and 1.5 1.5 4 3: sums 3, 3, 7, 7 around 5; each judge ties two, 2³ − 2 = 6.
    let tied = [vec![1.0, 2.0], vec![1.0, 2.0], vec![3.0, 4.0], vec![4.0, 3.0]];
    assert_eq!(concordance(&tied), Some(12.0 * 16.0 / (4.0 * 60.0 - 2.0 * (6.0 + 6.0))));
}

#[test]
fn what_says_nothing_gives_nothing() {
    assert_eq!(intraclass(&[]), None);
    assert_eq!(intraclass(&[vec![1.0, 2.0], vec![3.0]]), None);
    assert_eq!(intraclass(&[vec![f64::NAN, 1.0], vec![1.0, 2.0]]), None);
    let flat = intraclass(&vec![vec![4.0; 3]; 3]).unwrap();
    assert_eq!((flat.one_way, flat.two_way_random_mean), (None, None));
    assert_eq!(alpha(Metric::Interval, &[vec![1.0], vec![2.0]]), None);
    assert_eq!(alpha(Metric::Interval, &[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
    assert_eq!(alpha(Metric::Ratio, &[vec![-1.0, 1.0], vec![2.0, 1.0]]), None);
    assert_eq!(concordance(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
    assert_eq!(concordance(&[vec![1.0, 1.0]]), None);
    let flat = Variances { entries: 0.0, judges: 0.0, residual: 0.0 };
    assert_eq!(generalisability(flat, &[3]), None);
    assert_eq!(generalisability(Variances { entries: 1.0, ..flat }, &[0]), None);
}

#[test]
fn in_a_complete_design_generalisability_is_the_intraclass_correlation() {
    let icc = intraclass(&shrout_fleiss()).unwrap();
    let entries = (icc.between - icc.residual) / 4.0;
    let judges = (icc.judges - icc.residual) / 6.0;
    let found = generalisability(Variances { entries, judges, residual: icc.residual }, &[4; 6]).unwrap();
    shows(Some(found.adjusted), "0.909316");
    shows(Some(found.raw), "0.620051");
    let fewer =
        generalisability(Variances { entries, judges, residual: icc.residual }, &[4, 4, 1, 0]).unwrap();
    let same = generalisability(Variances { entries, judges, residual: icc.residual }, &[2, 2]).unwrap();
    assert!((fewer.raw - same.raw).abs() < 1e-12, "the harmonic mean of 4, 4 and 1 is 2");
}

proptest! {
    #[test]
    fn order_does_not_matter(
        entries in prop::collection::vec(prop::collection::vec(0..6_u8, 0..5), 2..9),
        seed in any::<u64>(),
    ) {
        let entries: Vec<Vec<f64>> =
            entries.into_iter().map(|e| e.into_iter().map(f64::from).collect()).collect();
        let mut other = entries.clone();
        other.rotate_left(usize::try_from(seed % 9).unwrap() % entries.len());
        other.iter_mut().for_each(|entry| entry.reverse());
        for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval, Metric::Ratio] {
            prop_assert_eq!(alpha(metric, &entries), alpha(metric, &other));
        }
    }
}
