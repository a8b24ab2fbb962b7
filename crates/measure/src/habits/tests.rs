//! Halo and range use, by hand and in panels where one judge stands out.

use super::*;
use kapok_base::{Decimal, EntryId};
use uuid::Uuid;

fn judge(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

/// The scorecards of a judge: a row of scores for each entry.
fn given(number: u128, rows: &[[i64; 2]]) -> Vec<Card> {
    let card = |(entry, row): (u128, &[i64; 2])| Card {
        entry: EntryId(Uuid::from_u128(entry)),
        judge: judge(number),
        scores: [("a", row[0]), ("b", row[1])].map(|(key, s)| (key.to_owned(), Decimal::from(s))).into(),
        set_aside: false,
    };
    (1..).zip(rows).map(card).collect()
}

const STEADY: [[i64; 2]; 9] = [[2, 5], [8, 3], [5, 7], [9, 6], [1, 4], [7, 9], [3, 1], [6, 2], [4, 8]];

fn near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value} {expected}");
}

#[test]
fn figures_are_those_worked_out_by_hand() {
    let mut cards = given(1, &[[1, 2], [2, 4], [3, 5], [4, 5]]);
    cards.extend(given(2, &[[2, 2], [4, 4], [6, 6], [8, 8]]));
    cards.extend(given(3, &[[2, 2], [4, 4], [6, 6]]));
    let found = habits(&cards, (0.0, 10.0));
    assert_eq!(found.len(), 2, "three scorecards are too few to tell");
    let first = &found[&judge(1)];
    let halo = first.halo.unwrap();
    near(halo.own, 5.0 / (5.0_f64 * 6.0).sqrt());
    near(halo.others, 1.0);
    near(first.used, 0.4);
    near(first.level, 0.325);
    let spread = first.spread.unwrap();
    near(spread.own, ((5.0 / 3.0 + 6.0 / 3.0) / 2.0_f64).sqrt());
    near(spread.others, (20.0_f64 / 3.0).sqrt());
    assert!(found.values().all(|habit| habit.signs.is_empty()), "four scorecards warn of nothing");
}

#[test]
fn who_gives_every_criterion_the_same_stands_out_and_nobody_else() {
    let same = STEADY.map(|row| [row[0], row[0]]);
    let mut cards = given(1, &same);
    for other in 2..5 {
        cards.extend(given(other, &STEADY));
    }
    let found = habits(&cards, (0.0, 10.0));
    assert_eq!(found[&judge(1)].signs, [Sign::Halo]);
    assert!((2..5).all(|other| found[&judge(other)].signs.is_empty()));
    // Where everybody does, nobody stands out.
    let all: Vec<Card> = (1..5).flat_map(|number| given(number, &same)).collect();
    assert!(habits(&all, (0.0, 10.0)).values().all(|habit| habit.signs.is_empty()));
}

#[test]
fn a_narrow_range_is_told_by_where_it_lies_and_a_wide_one_too() {
    let others = || (2..5).flat_map(|other| given(other, &STEADY));
    let narrow = |around: i64| STEADY.map(|row| row.map(|score| around + (score - 5).signum()));
    for (rows, sign) in [(narrow(5), Sign::Central), (narrow(9), Sign::Narrow), (narrow(1), Sign::Narrow)] {
        let cards: Vec<Card> = given(1, &rows).into_iter().chain(others()).collect();
        assert_eq!(habits(&cards, (0.0, 10.0))[&judge(1)].signs, [sign]);
    }
    let calm = || (2..5).flat_map(|other| given(other, &narrow(5)));
    let cards: Vec<Card> = given(1, &STEADY).into_iter().chain(calm()).collect();
    let found = habits(&cards, (0.0, 10.0));
    assert!(found[&judge(1)].signs.contains(&Sign::Wide));
    // One score for all is as narrow as can be, and has no halo to tell.
    let cards: Vec<Card> = given(1, &[[5, 5]; 9]).into_iter().chain(others()).collect();
    let flat = &habits(&cards, (0.0, 10.0))[&judge(1)];
    assert_eq!((flat.signs.as_slice(), flat.halo), (&[Sign::Central][..], None));
}

#[test]
fn neither_order_nor_what_is_set_aside_matters() {
    let mut cards: Vec<Card> = (1..4).flat_map(|number| given(number, &STEADY)).collect();
    cards[3].scores.clear();
    let found = habits(&cards, (1.0, 9.0));
    cards.reverse();
    assert_eq!(habits(&cards, (1.0, 9.0)), found);
    let aside = given(9, &STEADY).into_iter().map(|card| Card { set_aside: true, ..card });
    cards.extend(aside);
    assert_eq!(habits(&cards, (1.0, 9.0)), found);
}
