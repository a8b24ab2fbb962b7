//! Schulze and Borda on the usual example, on ties and on reversed ballots.

use super::*;
use kapok_base::rounded;
use proptest::prelude::*;

fn ballot(count: u64, order: &str) -> Ballot {
    Ballot { count, ranking: order.bytes().map(|letter| vec![usize::from(letter - b'A')]).collect() }
}

fn usual() -> Vec<Ballot> {
    let ballots = [
        (5, "ACBED"),
        (5, "ADECB"),
        (8, "BEDAC"),
        (3, "CABED"),
        (7, "CAEBD"),
        (2, "CBADE"),
        (7, "DCEBA"),
        (8, "EBADC"),
    ];
    ballots.map(|(count, order)| ballot(count, order)).into()
}

fn letters(places: &[Place]) -> String {
    places.iter().map(|p| char::from(b'A' + u8::try_from(p.option).unwrap())).collect()
}

#[test]
fn the_usual_example_gives_its_order_and_its_points() {
    let places = schulze(5, &usual());
    assert_eq!(letters(&places), "EACBD");
    assert!(places.iter().enumerate().all(|(n, p)| p.rank_low == n + 1 && p.rank_high == n + 1));
    let points: Vec<String> = borda(5, &usual()).iter().map(|p| rounded(p, 0)).collect();
    assert_eq!(points, ["98", "92", "89", "69", "102"]);
}

#[test]
fn options_left_out_are_last_and_equal_ones_share() {
    let ballots =
        [Ballot { count: 3, ranking: vec![vec![0, 1]] }, Ballot { count: 1, ranking: vec![vec![1]] }];
    let places = schulze(4, &ballots);
    assert_eq!(letters(&places), "BACD");
    assert_eq!((places[2].rank_low, places[2].rank_high), (3, 4));
    let points: Vec<String> = borda(4, &ballots).iter().map(|p| rounded(p, 1)).collect();
    assert_eq!(points, ["8.5", "10.5", "2.5", "2.5"]);
    assert_eq!(schulze(0, &ballots), []);
    assert!(schulze(3, &[]).iter().all(|p| (p.rank_low, p.rank_high) == (1, 3)));
}

proptest! {
    #[test]
    fn reversed_ballots_reverse_the_order(
        orders in prop::collection::vec((1..9_u64, Just(vec![0, 1, 2, 3, 4, 5]).prop_shuffle()), 1..12)
    ) {
        let ballots: Vec<Ballot> = orders
            .iter()
            .map(|(count, order)| Ballot { count: *count, ranking: order.iter().map(|o| vec![*o]).collect() })
            .collect();
        let reversed: Vec<Ballot> = ballots
            .iter()
            .map(|b| Ballot { count: b.count, ranking: b.ranking.iter().rev().cloned().collect() })
            .collect();
        for place in schulze(6, &ballots) {
            let other = schulze(6, &reversed).into_iter().find(|p| p.option == place.option).unwrap();
            prop_assert_eq!((other.rank_low, other.rank_high), (7 - place.rank_high, 7 - place.rank_low));
        }
    }
}
