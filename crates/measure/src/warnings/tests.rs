//! Every warning raised where it should be, and none on a quiet panel.

use super::*;
use crate::mixed::{Judges, Observation, TooLittle};
use kapok_base::Random;

/// Thirty entries, six judges, three each in turn; qualities far apart but for the two at the cut, little noise.
fn panel() -> Vec<Observation> {
    let noise = |entry: usize, judge: usize| ((entry * 31 + judge * 17) % 13) as f64 / 13.0 - 0.5;
    let value = |entry: usize, judge: usize| entry as f64 + judge as f64 * 0.5 + noise(entry, judge);
    let one = |n: usize| {
        let (entry, judge) = (n / 3, (n / 3 + n % 3 * (1 + n % 2)) % 6);
        Observation { entry, judge, value: value(entry, judge) }
    };
    (0..90).map(one).collect()
}

fn links(observations: &[Observation]) -> Vec<(usize, usize)> {
    observations.iter().map(|o| (o.entry, o.judge)).collect()
}

#[test]
fn a_quiet_panel_warns_of_nothing() {
    let entries: Vec<usize> = (0..30).collect();
    assert_eq!(of_design(&entries, &links(&panel()), 3), []);
    let fit = mixed::fit(&panel(), Judges::Fixed);
    assert_eq!(of_scores(&fit), []);
    let chances = fit.unwrap().chances(30, 200, &Random::seeded(1).stream("cut"));
    assert_eq!(of_cut(&chances, 30), None);
}

#[test]
fn gaps_and_missing_scorecards_are_named() {
    let links = [(1, 1), (1, 2), (2, 1), (2, 2), (7, 9), (7, 8)];
    let found = of_design(&[1, 2, 3, 7], &links, 2);
    let parts = vec![
        Component { entries: vec![1, 2], judges: vec![1, 2] },
        Component { entries: vec![7], judges: vec![8, 9] },
    ];
    assert_eq!(
        found,
        [Warning::Unlinked { parts }, Warning::TooFewScorecards { entries: vec![3], wanted: 2 }]
    );
    let nothing = mixed::fit(&[], Judges::Fixed);
    assert_eq!(of_scores(&nothing), [Warning::NotEstimable { reason: TooLittle::NothingShared }]);
}

#[test]
fn an_erratic_judge_and_entries_that_do_not_differ_are_named() {
    let mut scores = panel();
    for (n, o) in scores.iter_mut().filter(|o| o.judge == 2).enumerate() {
        o.value += if n % 3 == 0 { 5.0 } else { -2.5 };
    }
    let found = of_scores(&mixed::fit(&scores, Judges::Fixed));
    assert!(
        matches!(found[..], [Warning::ErraticJudge { judge: 2, by: Sign::Noise, value, limit }]
        if value > limit && limit > ERRATIC),
        "{found:?}"
    );
    let alike: Vec<Observation> = panel()
        .iter()
        .enumerate()
        .map(|(n, o)| Observation { value: f64::from(u8::from(n % 3 == 1)), ..*o })
        .collect();
    assert!(of_scores(&mixed::fit(&alike, Judges::Fixed)).contains(&Warning::NoDifference));
}

#[test]
fn a_cut_through_equals_is_named_with_those_it_parts() {
    let mut scores = panel();
    // The ten best of thirty are 20 to 29; now 19 is as good as 20.
    scores.iter_mut().filter(|o| o.entry == 20).for_each(|o| o.value -= 1.0);
    let fit = mixed::fit(&scores, Judges::Fixed).unwrap();
    let chances = fit.chances(10, 1000, &Random::seeded(1).stream("cut"));
    let Some(Warning::TiedCut { places: 10, entries }) = of_cut(&chances, 10) else { panic!("no warning") };
    assert_eq!(entries, [19, 20]);
}

#[test]
fn rasch_measures_name_extremes_gaps_and_erratic_judges() {
    let facets = [rasch::Facet::Raises, rasch::Facet::Lowers];
    let rating =
        |entry: usize, judge: usize, category: i64| rasch::Rating { elements: vec![entry, judge], category };
    // Judge 4 says the reverse of what the others agree on.
    let category = |entry: usize, judge: usize| {
        let agreed = (entry / 4 + usize::from((entry + judge).is_multiple_of(3))) as i64;
        if judge == 4 { 5 - agreed } else { agreed }
    };
    let mut ratings: Vec<rasch::Rating> =
        (0..100).map(|n| rating(n / 5, n % 5, category(n / 5, n % 5))).collect();
    let found = of_measures(&rasch::fit(&facets, 1, &ratings).unwrap(), 1);
    assert!(found.iter().all(|w| matches!(w, Warning::ErraticJudge { judge: 4, .. })), "{found:?}");
    assert_eq!(found.len(), 2);
    ratings.extend((0..5).map(|judge| rating(40, judge, 5)));
    ratings.extend((0..4).map(|n| rating(50 + n % 2, 10 + n / 2, n as i64)));
    let found = of_measures(&rasch::fit(&facets, 1, &ratings).unwrap(), 1);
    assert!(found.iter().any(|w| matches!(w, Warning::Unlinked { parts } if parts.len() == 2)));
    assert!(found.contains(&Warning::Extreme { facet: 0, elements: vec![40] }));
}
