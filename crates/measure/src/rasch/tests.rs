//! Guilford's judges reproduced; extremes, gaps in the scale, order.

use super::*;
use proptest::prelude::*;

/// By judge, by junior, the five traits in order.
const CREATIVITY: [[&str; 7]; 3] = [
    ["55353", "97585", "33371", "73133", "97785", "35351", "77555"],
    ["65463", "87572", "45366", "56455", "24323", "44642", "33554"],
    ["55573", "77575", "35555", "53331", "97777", "33353", "77757"],
];
const FACETS: [Facet; 3] = [Facet::Lowers, Facet::Raises, Facet::Lowers];

fn rating(elements: &[usize], category: i64) -> Rating {
    Rating { elements: elements.to_vec(), category }
}

fn creativity() -> Vec<Rating> {
    let mut ratings = Vec::new();
    for (judge, juniors) in CREATIVITY.iter().enumerate() {
        for (junior, traits) in juniors.iter().enumerate() {
            let one = |(n, digit): (usize, u8)| rating(&[judge, junior, n], i64::from(digit - b'0'));
            ratings.extend(traits.bytes().enumerate().map(one));
        }
    }
    ratings
}

fn shown(measures: &[Measure], value: impl Fn(&Measure) -> f64) -> Vec<String> {
    measures.iter().map(|m| format!("{:.3}", value(m))).collect()
}

#[test]
fn guilfords_judges_juniors_and_traits_are_measured_as_published() {
    let fit = fit(&FACETS, 0, &creativity()).unwrap();
    assert!(fit.converged);
    assert_eq!(fit.parts.len(), 1);
    assert_eq!(shown(&fit.facets[0], |m| m.measure), ["0.040", "0.245", "-0.096"]);
    assert_eq!(shown(&fit.facets[0], |m| m.error), ["0.117", "0.118", "0.116"]);
    let juniors = ["-0.071", "0.664", "-0.255", "-0.482", "0.441", "-0.584", "0.288"];
    assert_eq!(shown(&fit.facets[1], |m| m.measure), juniors);
    assert_eq!(shown(&fit.facets[2], |m| m.measure), ["-0.280", "-0.147", "0.211", "-0.302", "0.518"]);
    let thresholds: Vec<String> = fit.thresholds.iter().map(|t| format!("{t:.3}")).collect();
    assert_eq!(thresholds, ["-0.690", "-2.352", "0.809", "-1.484", "1.719", "-0.979", "2.393", "0.585"]);
    assert_eq!(format!("{:.3}", -fit.log_likelihood), "165.685");
    // Not published: computed by a general minimiser of the same likelihood.
    assert_eq!(shown(&fit.facets[0], |m| m.infit.unwrap()), ["0.849", "1.475", "0.672"]);
    assert_eq!(shown(&fit.facets[0], |m| m.outfit.unwrap()), ["0.880", "1.524", "0.666"]);
    assert_eq!(shown(&fit.facets[2], |m| m.infit.unwrap()), ["1.447", "0.608", "0.772", "0.917", "1.254"]);
    assert_eq!(shown(&fit.facets[2], |m| m.outfit.unwrap()), ["1.449", "0.601", "0.839", "0.900", "1.328"]);
}

#[test]
fn with_two_categories_one_judge_and_no_spread_the_measure_is_the_logit_of_the_share() {
    let ratings: Vec<Rating> = (0..8).map(|n| rating(&[n % 2], i64::from(n < 6))).collect();
    let fit = fit(&[Facet::Raises], 0, &ratings).unwrap();
    assert_eq!(shown(&fit.facets[0], |m| m.measure), ["1.099", "1.099"], "ln 3");
    assert_eq!(shown(&fit.facets[0], |m| m.error), ["1.155", "1.155"], "1 / √(4 · ¾ · ¼)");
    assert_eq!(fit.categories, [0, 1]);
}

#[test]
fn extreme_elements_are_placed_outside_and_disturb_nobody() {
    let plain = fit(&FACETS, 0, &creativity()).unwrap();
    let mut ratings = creativity();
    for n in 0..15 {
        ratings.push(rating(&[n / 5, 7, n % 5], 9));
        ratings.push(rating(&[n / 5, 8, n % 5], 1));
    }
    let fit = fit(&FACETS, 0, &ratings).unwrap();
    let (best, worst) = (fit.facets[1][7], fit.facets[1][8]);
    assert!(best.extreme && worst.extreme && best.infit.is_none());
    assert!(best.measure > 2.0 && worst.measure < -2.0 && best.measure < 10.0 && worst.measure > -10.0);
    assert!(best.error > plain.facets[1][1].error);
    assert_eq!(fit.facets[0], plain.facets[0]);
    assert_eq!(fit.facets[1][..7], plain.facets[1]);
}

#[test]
fn a_category_that_nobody_chose_is_left_out() {
    let stretched: Vec<Rating> =
        creativity().into_iter().map(|r| Rating { category: r.category * 10, ..r }).collect();
    let (plain, other) = (fit(&FACETS, 0, &creativity()).unwrap(), fit(&FACETS, 0, &stretched).unwrap());
    assert_eq!(plain.facets, other.facets);
    assert_eq!(other.categories[8], 90);
}

#[test]
fn what_says_nothing_is_refused_and_what_is_apart_reported() {
    assert_eq!(fit(&FACETS, 3, &creativity()).err(), Some(Unfit::Shape));
    assert_eq!(fit(&FACETS, 0, &[rating(&[1], 2)]).err(), Some(Unfit::Shape));
    assert_eq!(fit(&FACETS, 0, &[]).err(), Some(Unfit::AllExtreme));
    let same: Vec<Rating> = creativity().into_iter().map(|r| Rating { category: 5, ..r }).collect();
    assert_eq!(fit(&FACETS, 0, &same).err(), Some(Unfit::AllExtreme));
    let mut apart = creativity();
    apart.extend(
        creativity()
            .into_iter()
            .map(|r| Rating { elements: r.elements.iter().map(|e| e + 50).collect(), ..r }),
    );
    assert_eq!(fit(&FACETS, 0, &apart).unwrap().parts.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_does_not_matter_and_numbers_stay_finite(
        (ratings, shuffled) in prop::collection::vec(((0..6_usize, 0..4_usize, 0..2_usize), 0..5_i64), 0..40)
            .prop_map(|ratings| -> Vec<Rating> {
                ratings.into_iter().map(|((e, j, c), category)| rating(&[j, e, c], category)).collect()
            })
            .prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle()))
    ) {
        let one = fit(&FACETS, 0, &ratings);
        prop_assert_eq!(&one, &fit(&FACETS, 0, &shuffled));
        if let Ok(fit) = one {
            let finite = |m: &Measure| {
                let squares = [m.infit, m.outfit].into_iter().flatten();
                m.measure.is_finite() && m.error.is_finite() && squares.into_iter().all(f64::is_finite)
            };
            prop_assert!(fit.facets.iter().flatten().all(finite));
            prop_assert!(fit.thresholds.iter().all(|t| t.is_finite()) && fit.log_likelihood.is_finite());
        }
    }
}
