//! The standings as their rules say, and what must never change them.

use super::*;
use kapok_base::rounded;
use proptest::prelude::*;
use uuid::Uuid;

fn entry(n: u8) -> EntryId {
    EntryId(Uuid::from_u128(u128::from(n)))
}

fn judge(n: u8) -> PersonId {
    PersonId(Uuid::from_u128(1000 + u128::from(n)))
}

fn card(e: u8, j: u8, scores: &[(&str, &str)]) -> Card {
    let scores = scores.iter().map(|(c, s)| ((*c).to_owned(), s.parse().unwrap())).collect();
    Card { entry: entry(e), judge: judge(j), scores, set_aside: false }
}

fn weights() -> BTreeMap<String, Decimal> {
    [("impact", "3"), ("novelty", "1"), ("extra", "1")]
        .map(|(k, w)| (k.to_owned(), w.parse().unwrap()))
        .into()
}

fn entries(count: u8) -> BTreeSet<EntryId> {
    (1..=count).map(entry).collect()
}

fn table(standings: &Standings) -> Vec<(u128, usize, usize, String, usize)> {
    let row =
        |s: &Standing| (s.entry.0.as_u128(), s.rank_low, s.rank_high, rounded(&s.score, 3), s.scorecards);
    standings.ranked.iter().map(row).collect()
}

#[test]
fn the_mean_is_weighted_within_a_card_and_plain_over_cards() {
    let cards = [
        card(1, 1, &[("impact", "8"), ("novelty", "4"), ("extra", "4")]),
        card(1, 2, &[("impact", "6"), ("novelty", "6"), ("extra", "6")]),
    ];
    let standings = weighted_mean(&weights(), &entries(1), &cards);
    assert_eq!(table(&standings), vec![(1, 1, 1, "6.200".into(), 2)]);
    assert_eq!(rounded(&standings.ranked[0].criteria["impact"], 1), "7.0");
}

#[test]
fn a_missing_optional_criterion_does_not_lower_an_entry() {
    let cards = [
        card(1, 1, &[("impact", "8"), ("novelty", "8"), ("extra", "8")]),
        card(2, 1, &[("impact", "8"), ("novelty", "8")]),
    ];
    let standings = weighted_mean(&weights(), &entries(2), &cards);
    assert_eq!(table(&standings), vec![(1, 1, 2, "8.000".into(), 1), (2, 1, 2, "8.000".into(), 1)]);
}

#[test]
fn ties_share_their_ranks_and_the_next_entry_comes_after_all_of_them() {
    let cards = [
        card(1, 1, &[("impact", "5")]),
        card(2, 1, &[("impact", "9")]),
        card(3, 1, &[("impact", "5.0")]),
        card(4, 1, &[("impact", "1")]),
    ];
    let places: Vec<_> = table(&weighted_mean(&weights(), &entries(5), &cards));
    let places: Vec<_> = places.into_iter().map(|(e, low, high, ..)| (e, low, high)).collect();
    assert_eq!(places, vec![(2, 1, 1), (1, 2, 3), (3, 2, 3), (4, 4, 4)]);
    assert_eq!(weighted_mean(&weights(), &entries(5), &cards).unscored, vec![entry(5)]);
}

#[test]
fn thirds_tie_exactly_where_floating_point_would_part_them() {
    let one = [
        card(1, 1, &[("impact", "0.1")]),
        card(1, 2, &[("impact", "0.2")]),
        card(1, 3, &[("impact", "0.3")]),
    ];
    let two =
        [card(2, 1, &[("impact", "0.3")]), card(2, 2, &[("impact", "0.3")]), card(2, 3, &[("impact", "0")])];
    let cards: Vec<_> = one.into_iter().chain(two).collect();
    let standings = weighted_mean(&weights(), &entries(2), &cards);
    assert_eq!((standings.ranked[0].rank_low, standings.ranked[0].rank_high), (1, 2));
}

#[test]
fn scores_on_unknown_criteria_and_empty_cards_do_not_enter() {
    let cards = [card(1, 1, &[("style", "9")]), card(1, 2, &[]), card(1, 3, &[("impact", "4")])];
    assert_eq!(table(&weighted_mean(&weights(), &entries(1), &cards)), vec![(1, 1, 1, "4.000".into(), 1)]);
}

fn some_cards() -> impl Strategy<Value = Vec<Card>> {
    let score = prop::option::of(0_i64..=100);
    let one = (1_u8..8, 1_u8..6, score.clone(), score.clone(), score);
    prop::collection::vec(one, 0..40).prop_map(|cards| {
        let mut seen = BTreeSet::new();
        let mut kept = Vec::new();
        for (e, j, impact, novelty, extra) in cards {
            if !seen.insert((e, j)) {
                continue;
            }
            let given = [("impact", impact), ("novelty", novelty), ("extra", extra)];
            let scores = given.into_iter().filter_map(|(k, v)| Some((k.to_owned(), Decimal::new(v?, 1))));
            kept.push(Card { scores: scores.collect(), ..card(e, j, &[]) });
        }
        kept
    })
}

proptest! {
    #[test]
    fn the_order_of_the_cards_does_not_matter(cards in some_cards(), seed in any::<u64>()) {
        let mut mixed = cards.clone();
        mixed.sort_by_key(|c| (c.entry.0.as_u128() * 31 + c.judge.0.as_u128() * 17) ^ u128::from(seed));
        prop_assert_eq!(
            weighted_mean(&weights(), &entries(8), &cards),
            weighted_mean(&weights(), &entries(8), &mixed)
        );
    }

    #[test]
    fn cards_of_a_judge_who_stood_aside_change_nothing(cards in some_cards(), aside in 1_u8..6) {
        let marked: Vec<_> = cards.iter().cloned()
            .map(|c| Card { set_aside: c.judge == judge(aside), ..c }).collect();
        let without: Vec<_> = cards.into_iter().filter(|c| c.judge != judge(aside)).collect();
        prop_assert_eq!(
            weighted_mean(&weights(), &entries(8), &marked),
            weighted_mean(&weights(), &entries(8), &without)
        );
    }

    #[test]
    fn an_entry_withdrawn_leaves_the_others_scores_and_order(cards in some_cards(), gone in 1_u8..8) {
        let all = weighted_mean(&weights(), &entries(8), &cards);
        let mut fewer = entries(8);
        fewer.remove(&entry(gone));
        let rest = weighted_mean(&weights(), &fewer, &cards);
        let scores = |s: &Standings| s.ranked.iter()
            .filter(|s| s.entry != entry(gone))
            .map(|s| (s.entry, s.score.clone(), s.scorecards))
            .collect::<Vec<_>>();
        prop_assert_eq!(scores(&all), scores(&rest));
    }

    #[test]
    fn ranks_cover_every_place_once(cards in some_cards()) {
        let standings = weighted_mean(&weights(), &entries(8), &cards);
        prop_assert_eq!(standings.ranked.len() + standings.unscored.len(), 8);
        for (at, standing) in standings.ranked.iter().enumerate() {
            prop_assert!(standing.rank_low <= at + 1 && at < standing.rank_high);
            let tied = standings.ranked.iter().filter(|s| s.score == standing.score).count();
            prop_assert_eq!(standing.rank_high - standing.rank_low + 1, tied);
        }
    }
}
