//! Lines drawn through standings.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn entry(n: usize) -> EntryId {
    EntryId(Uuid::from_u128(n as u128))
}

/// Entries numbered from 1 with these scores, ranked as standings would.
fn ranked(scores: &[u32]) -> Vec<Ranked> {
    let rank = |score: u32| 1 + scores.iter().filter(|s| **s > score).count();
    let one = |(i, score): (usize, &u32)| Ranked {
        entry: entry(i + 1),
        rank: rank(*score),
        score: Exact::from_integer((*score).into()),
        barred: false,
    };
    scores.iter().enumerate().map(one).collect()
}

fn cut(rule: CutRule, ties: Ties) -> Cut {
    Cut { rule, ties, label: "shortlisted".into(), advances: true }
}

fn numbers(entries: &[EntryId]) -> Vec<u128> {
    entries.iter().map(|e| e.0.as_u128()).collect()
}

#[test]
fn each_rule_takes_whom_it_says() {
    let top = |count| CutRule::Top { count };
    let share = |p: &str| CutRule::Share { percent: p.parse().unwrap() };
    let at_least = |s: &str| CutRule::AtLeast { score: s.parse().unwrap() };
    for (rule, ties, above, tied) in [
        (top(2), Ties::Admitted, vec![1, 2], vec![]),
        (top(3), Ties::Admitted, vec![1, 2, 3, 4], vec![]),
        (top(3), Ties::Referred, vec![1, 2], vec![3, 4]),
        (top(4), Ties::Referred, vec![1, 2, 3, 4], vec![]),
        (top(9), Ties::Referred, vec![1, 2, 3, 4, 5], vec![]),
        (share("40"), Ties::Admitted, vec![1, 2], vec![]),
        (share("50"), Ties::Admitted, vec![1, 2, 3, 4], vec![]),
        (share("50"), Ties::Referred, vec![1, 2], vec![3, 4]),
        (share("100"), Ties::Referred, vec![1, 2, 3, 4, 5], vec![]),
        (at_least("7"), Ties::Referred, vec![1, 2, 3, 4], vec![]),
        (at_least("7.01"), Ties::Referred, vec![1, 2], vec![]),
        (at_least("99"), Ties::Admitted, vec![], vec![]),
    ] {
        let proposal = propose(&[cut(rule.clone(), ties)], &ranked(&[9, 8, 7, 7, 5]));
        assert_eq!(numbers(&proposal.lines[0].entries), above, "{rule:?} {ties:?}");
        assert_eq!(numbers(&proposal.lines[0].tied), tied, "{rule:?} {ties:?}");
    }
}

#[test]
fn a_second_line_begins_where_the_first_one_ended() {
    let first = cut(CutRule::Top { count: 1 }, Ties::Admitted);
    let second =
        Cut { label: "deserving".into(), advances: false, ..cut(CutRule::Top { count: 2 }, Ties::Admitted) };
    let proposal = propose(&[first, second], &ranked(&[9, 9, 8, 7, 6]));
    assert_eq!(numbers(&proposal.lines[0].entries), [1, 2]);
    assert_eq!(numbers(&proposal.lines[1].entries), [3, 4]);
    assert_eq!(numbers(&proposal.below), [5]);
    assert_eq!(proposal.label_of(entry(4)), Some("deserving"));
    assert_eq!(proposal.label_of(entry(5)), None);
}

#[test]
fn an_entry_below_a_criterion_s_minimum_is_above_no_line() {
    let mut standings = ranked(&[9, 8, 7]);
    standings[0].barred = true;
    let proposal = propose(&[cut(CutRule::Top { count: 1 }, Ties::Admitted)], &standings);
    assert_eq!(numbers(&proposal.lines[0].entries), [2]);
    assert_eq!(numbers(&proposal.below), [3, 1]);
}

proptest! {
    #[test]
    fn nobody_tied_is_parted_and_everybody_is_somewhere(
        scores in prop::collection::vec(0_u32..6, 0..30), count in 1_u32..20, admitted: bool,
    ) {
        let ties = if admitted { Ties::Admitted } else { Ties::Referred };
        let standings = ranked(&scores);
        let proposal = propose(&[cut(CutRule::Top { count }, ties)], &standings);
        let line = &proposal.lines[0];
        prop_assert_eq!(line.entries.len() + line.tied.len() + proposal.below.len(), scores.len());
        let score = |e: &EntryId| scores[e.0.as_u128() as usize - 1];
        for above in &line.entries {
            for below in line.tied.iter().chain(&proposal.below) {
                prop_assert!(score(above) > score(below));
            }
        }
        let mut mixed = standings;
        mixed.reverse();
        prop_assert_eq!(propose(&[cut(CutRule::Top { count }, ties)], &mixed), proposal);
    }
}
