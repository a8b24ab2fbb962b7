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
        criteria: BTreeMap::new(),
        traits: BTreeMap::new(),
        barred: false,
    };
    scores.iter().enumerate().map(one).collect()
}

fn cut(rule: CutRule, ties: Ties) -> Cut {
    Cut { rule, ties, quotas: Vec::new(), label: "shortlisted".into(), advances: true }
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
        let proposal = propose(&[cut(rule.clone(), ties.clone())], &ranked(&[9, 8, 7, 7, 5]));
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

/// Entries with these scores, each of a region.
fn of_regions(entries: &[(u32, &str)]) -> Vec<Ranked> {
    let mut ranked = ranked(&entries.iter().map(|(score, _)| *score).collect::<Vec<_>>());
    for (one, (_, region)) in ranked.iter_mut().zip(entries) {
        one.traits.insert(Trait::Region, (*region).to_owned());
    }
    ranked
}

/// At least, at most, the rule for ties, how many places; who is above, who ties, who is passed over.
type Case = (u32, Option<u32>, Ties, u32, &'static [u128], &'static [u128], &'static [u128]);

#[test]
fn a_quota_passes_over_whom_it_has_no_place_for_and_keeps_places_for_the_best_of_each() {
    let entries = [(9, "asia"), (8, "asia"), (7, "asia"), (6, "africa"), (5, "europe"), (5, "europe")];
    let cases: [Case; 8] = [
        (0, None, Ties::Admitted, 3, &[1, 2, 3], &[], &[]),
        (0, Some(2), Ties::Admitted, 3, &[1, 2, 4], &[], &[3]),
        (0, Some(1), Ties::Admitted, 2, &[1, 4], &[], &[2, 3]),
        (1, None, Ties::Referred, 2, &[1, 4], &[], &[2, 3]),
        (1, None, Ties::Admitted, 4, &[1, 4, 5, 6], &[], &[2, 3]),
        (1, None, Ties::Referred, 3, &[1, 4], &[5, 6], &[2, 3]),
        (0, Some(1), Ties::Referred, 3, &[1, 4], &[5, 6], &[2, 3]),
        (1, Some(2), Ties::Admitted, 9, &[1, 2, 4, 5, 6], &[], &[3]),
    ];
    for (least, most, ties, count, above, tied, passed) in cases {
        let quotas = vec![Quota { by: Trait::Region, least, most }];
        let cut = Cut { quotas, ..cut(CutRule::Top { count }, ties.clone()) };
        let proposal = propose(&[cut], &of_regions(&entries));
        let line = &proposal.lines[0];
        assert_eq!(numbers(&line.entries), above, "{least} {most:?} {ties:?} {count}");
        assert_eq!(numbers(&line.tied), tied, "{least} {most:?} {ties:?} {count}");
        assert_eq!(numbers(&line.passed_over), passed, "{least} {most:?} {ties:?} {count}");
    }
}

#[test]
fn a_tie_is_broken_by_the_criteria_that_the_rule_names_and_what_they_leave_is_referred() {
    let mut standings = ranked(&[9, 7, 7, 7, 5]);
    for (one, impact) in standings.iter_mut().zip([1, 5, 6, 5, 9]) {
        one.criteria.insert("impact".into(), Exact::from_integer(impact.into()));
    }
    let broken = |count| cut(CutRule::Top { count }, Ties::Broken { by: vec!["impact".into()] });
    let two = propose(&[broken(2)], &standings);
    assert_eq!(numbers(&two.lines[0].entries), [1, 3]);
    assert_eq!(numbers(&two.lines[0].parted), [2, 3, 4]);
    assert_eq!(two.parted_by(entry(4)), Some(["impact".to_owned()].as_slice()));
    assert_eq!(two.parted_by(entry(5)), None);
    let three = propose(&[broken(3)], &standings);
    assert_eq!(numbers(&three.lines[0].entries), [1, 3]);
    assert_eq!(numbers(&three.lines[0].tied), [2, 4]);
    let four = propose(&[broken(4)], &standings);
    assert_eq!(numbers(&four.lines[0].entries), [1, 2, 3, 4]);
    assert!(four.lines[0].parted.is_empty());
}

proptest! {
    #[test]
    fn a_quota_without_ties_is_never_exceeded_and_everybody_is_somewhere(
        regions in prop::collection::vec(0_usize..4, 0..25), count in 1_u32..20, most in 1_u32..5, least in 0_u32..3,
    ) {
        let names = ["africa", "asia", "europe", "oceania"];
        let entries: Vec<_> = regions.iter().zip((0..100).rev()).map(|(r, score)| (score, names[*r])).collect();
        let quotas = vec![Quota { by: Trait::Region, least: least.min(most), most: Some(most) }];
        let cut = Cut { quotas, ..cut(CutRule::Top { count }, Ties::Referred) };
        let proposal = propose(&[cut], &of_regions(&entries));
        let line = &proposal.lines[0];
        prop_assert!(line.tied.is_empty() && line.entries.len() <= count as usize);
        prop_assert_eq!(line.entries.len() + proposal.below.len(), entries.len());
        for name in names {
            let of = |e: &&EntryId| entries[e.0.as_u128() as usize - 1].1 == name;
            prop_assert!(line.entries.iter().filter(of).count() <= most as usize);
        }
        // A place stays empty only where no quota has room for anybody left.
        let room = |name: &str| line.entries.iter().filter(|e| entries[e.0.as_u128() as usize - 1].1 == name).count() < most as usize;
        if line.entries.len() < count as usize {
            prop_assert!(proposal.below.iter().all(|e| !room(entries[e.0.as_u128() as usize - 1].1)));
        }
    }

    #[test]
    fn nobody_tied_is_parted_and_everybody_is_somewhere(
        scores in prop::collection::vec(0_u32..6, 0..30), count in 1_u32..20, admitted: bool,
    ) {
        let ties = if admitted { Ties::Admitted } else { Ties::Referred };
        let standings = ranked(&scores);
        let proposal = propose(&[cut(CutRule::Top { count }, ties.clone())], &standings);
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
