//! Agresti's baseball, groups, order.

use super::*;
use proptest::prelude::*;

/// Milwaukee, Detroit, Toronto, New York, Boston, Cleveland, Baltimore in 1987: wins of the row over the column.
const BASEBALL: [[u8; 7]; 7] = [
    [0, 7, 9, 7, 7, 9, 11],
    [6, 0, 7, 5, 11, 9, 9],
    [4, 6, 0, 7, 7, 8, 12],
    [6, 8, 6, 0, 6, 7, 10],
    [6, 2, 6, 7, 0, 7, 12],
    [4, 4, 5, 6, 6, 0, 6],
    [2, 4, 1, 3, 1, 7, 0],
];

fn win(winner: usize, loser: usize, times: f64) -> Win {
    Win { winner, loser, times }
}

fn baseball() -> Vec<Win> {
    (0..49).map(|n| win(n / 7, n % 7, f64::from(BASEBALL[n / 7][n % 7]))).collect()
}

#[test]
fn abilities_are_those_of_agresti() {
    let groups = bradley_terry(&baseball());
    assert_eq!(groups.len(), 1);
    let group = &groups[0];
    let shown: Vec<String> = (0..7).map(|n| format!("{:.4}", group.difference(n, 6).unwrap().0)).collect();
    assert_eq!(shown, ["1.5814", "1.4364", "1.2945", "1.2476", "1.1077", "0.6839", "0.0000"]);
    assert_eq!(group.entries.iter().map(|a| a.entry).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!((group.entries[0].wins, group.entries[0].losses), (50.0, 28.0));
    assert!(group.entries.iter().map(|a| a.ability).sum::<f64>().abs() < 1e-9);
}

#[test]
fn of_two_entries_ability_and_error_are_known_in_closed_form() {
    let groups = bradley_terry(&[win(4, 9, 6.0), win(9, 4, 2.0), win(4, 4, 3.0), win(4, 9, f64::NAN)]);
    let (difference, error) = groups[0].difference(0, 1).unwrap();
    assert!((difference - libm::log(3.0)).abs() < 1e-9);
    assert!((error - (1.0 / 6.0 + 1.0 / 2.0_f64).sqrt()).abs() < 1e-9);
    assert!((groups[0].entries[0].error - error / 2.0).abs() < 1e-9);
}

#[test]
fn chances_of_two_are_those_of_the_normal_distribution_and_all_add_up_to_the_places() {
    let stream = kapok_base::Random::seeded(1).stream("pairs");
    let group = &bradley_terry(&[win(4, 9, 6.0), win(9, 4, 2.0)])[0];
    let (difference, error) = group.difference(0, 1).unwrap();
    let expected = 0.5 * libm::erfc(-difference / error / std::f64::consts::SQRT_2);
    let chances = group.chances(1, 20_000, &stream);
    assert!((chances[0].above - expected).abs() < 0.01, "{} is not {expected}", chances[0].above);
    let all = bradley_terry(&baseball());
    let chances = all[0].chances(3, 4000, &stream);
    assert!((chances.iter().map(|c| c.above).sum::<f64>() - 3.0).abs() < 1e-9);
    assert!(chances.windows(2).all(|two| two[0].above > two[1].above - 0.05));
    assert_eq!((chances[0].entry, chances[0].rank_low), (0, 1));
    assert!(chances[6].above < 0.02 && chances[6].rank_low > 3 && chances[6].rank_high == 7);
    assert!(chances.iter().all(|c| c.rank_low <= c.rank_high));
}

#[test]
fn who_never_won_and_who_was_never_compared_stand_apart() {
    let mut wins = baseball();
    wins.extend([win(3, 20, 2.0), win(5, 20, 1.0), win(30, 31, 1.0), win(31, 30, 1.0)]);
    let apart = bradley_terry(&wins);
    let members: Vec<Vec<usize>> =
        apart.iter().map(|g| g.entries.iter().map(|a| a.entry).collect()).collect();
    assert_eq!(members, [vec![0, 1, 2, 3, 4, 5, 6], vec![30, 31], vec![20]]);
    assert_eq!((apart[2].entries[0].ability, apart[2].entries[0].error), (0.0, 0.0));
    assert_eq!(apart[2].entries[0].losses, 3.0);
    assert_eq!(bradley_terry(&[]), []);
}

#[test]
fn with_an_anchor_who_never_lost_is_first_and_parts_that_never_met_stay_apart() {
    let groups = anchored(&[win(2, 5, 1.0), win(2, 7, 1.0), win(5, 7, 1.0), win(9, 8, 1.0)]);
    let members: Vec<Vec<usize>> =
        groups.iter().map(|g| g.entries.iter().map(|a| a.entry).collect()).collect();
    assert_eq!(members, [vec![2, 5, 7], vec![9, 8]]);
    let first = groups[0].entries[0];
    assert_eq!((first.wins, first.losses), (2.0, 0.0));
    assert!(first.ability.is_finite() && first.error.is_finite() && first.ability > 0.5);
    assert!(groups[0].entries.iter().map(|a| a.ability).sum::<f64>().abs() < 1e-9);
    // One win and one tie each against an entry between them: by symmetry the logarithm x solves a half's share of both.
    let x = groups[1].entries[0].ability;
    let upset = |d: f64| 1.0 / (1.0 + libm::exp(d));
    assert!((upset(2.0 * x) - (0.5 - upset(x))).abs() < 1e-9, "{x}");
    assert_eq!(anchored(&[win(1, 1, 1.0), win(1, 2, f64::NAN)]), []);
}

#[test]
fn an_anchor_hardly_moves_what_many_comparisons_say() {
    let many: Vec<Win> = baseball().into_iter().map(|w| Win { times: w.times * 1000.0, ..w }).collect();
    let (plain, anchored) = (bradley_terry(&many), anchored(&many));
    for n in 0..7 {
        let (one, other) = (plain[0].entries[n], anchored[0].entries[n]);
        assert_eq!(one.entry, other.entry);
        assert!((one.ability - other.ability).abs() < 1e-3 && (one.error - other.error).abs() < 1e-4);
    }
    let (a, b) = (plain[0].difference(0, 6).unwrap(), anchored[0].difference(0, 6).unwrap());
    assert!((a.0 - b.0).abs() < 1e-3 && (a.1 - b.1).abs() < 1e-4);
}

proptest! {
    #[test]
    fn anchored_abilities_do_not_depend_on_the_order(
        (wins, shuffled) in prop::collection::vec((0..7_usize, 0..7_usize, 1..4_u8), 0..30)
            .prop_map(|wins| wins.into_iter().map(|(w, l, n)| win(w, l, f64::from(n) / 2.0)).collect::<Vec<_>>())
            .prop_flat_map(|w| (Just(w.clone()), Just(w).prop_shuffle()))
    ) {
        let groups = anchored(&wins);
        prop_assert_eq!(&groups, &anchored(&shuffled));
        prop_assert!(groups.iter().flat_map(|g| &g.entries).all(|a| a.ability.is_finite() && a.error.is_finite()));
    }

    #[test]
    fn order_does_not_matter_and_numbers_stay_finite(
        (wins, shuffled) in prop::collection::vec((0..7_usize, 0..7_usize, 1..4_u8), 0..30)
            .prop_map(|wins| wins.into_iter().map(|(w, l, n)| win(w, l, f64::from(n) / 2.0)).collect::<Vec<_>>())
            .prop_flat_map(|w| (Just(w.clone()), Just(w).prop_shuffle()))
    ) {
        let groups = bradley_terry(&wins);
        prop_assert_eq!(&groups, &bradley_terry(&shuffled));
        for group in &groups {
            prop_assert!(group.entries.iter().all(|a| a.ability.is_finite() && a.error.is_finite()));
            prop_assert!(group.entries.windows(2).all(|pair| pair[0].ability >= pair[1].ability));
        }
        // A later group never won against an earlier one.
        let place = |entry| groups.iter().position(|g| g.entries.iter().any(|a| a.entry == entry));
        prop_assert!(wins.iter().all(|w| w.winner == w.loser || place(w.winner) <= place(w.loser)));
    }
}
