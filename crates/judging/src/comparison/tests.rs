//! What counts, what is owed, which two come next.

use super::*;
use kapok_base::Random;
use proptest::prelude::*;
use uuid::Uuid;

fn id<T: From<Uuid>>(n: usize) -> T {
    T::from(Uuid::from_u128(n as u128))
}

/// Assignment 10 j + e is judge j's of entry e.
fn live(judge: usize, entries: impl IntoIterator<Item = usize>) -> Vec<Live> {
    let one = |e| Live { assignment: id(10 * judge + e), entry: id(e), judge: id(judge) };
    entries.into_iter().map(one).collect()
}

fn said(judge: usize, first: usize, second: usize, outcome: Outcome) -> Given {
    Given { first: id(10 * judge + first), second: id(10 * judge + second), outcome, comment: None }
}

fn made(first: usize, second: usize, outcome: Outcome) -> Made {
    Made { judge: id(1), first: id(first), second: id(second), outcome }
}

#[test]
fn the_last_word_on_two_counts_whichever_was_shown_first() {
    let given =
        [said(1, 2, 3, Outcome::First), said(1, 3, 2, Outcome::Equal), said(1, 2, 4, Outcome::Second)];
    let counted = counting(&given, &live(1, [2, 3, 4]));
    assert_eq!(counted, [made(2, 4, Outcome::Second), made(3, 2, Outcome::Equal)]);
    assert_eq!(counting(&given, &live(1, [2, 3])), [made(3, 2, Outcome::Equal)]);
    assert_eq!(counting(&given, &[]), []);
}

#[test]
fn each_judge_owes_a_share_and_no_more_than_there_are_others() {
    let all: Vec<Live> = [live(1, 0..6), live(2, 0..3), live(3, 5..6)].concat();
    let needs = needs(5, &all);
    let of = |judge: usize, entry: usize| needs[&id::<AssignmentId>(10 * judge + entry)];
    assert_eq!((of(1, 0), of(1, 3), of(1, 5)), (3, 5, 3));
    assert_eq!((of(2, 0), of(3, 5)), (2, 1));
}

#[test]
fn only_pairwise_rounds_compare_and_only_two_that_differ() {
    let rules: RoundRules = serde_json::from_str(
        r#"{"name":{"original":"en","texts":{"en":"Pairs"}},"kind":"pairwise","method":"bradley_terry","rubric":{"criteria":[]}}"#,
    )
    .unwrap();
    assert_eq!(rules.check(&[]), Ok(()));
    let code = |rules: &RoundRules, given: &Given| {
        let refusal = check(rules, given).unwrap_err();
        refusal.details.first().map_or(refusal.code, |detail| detail.code)
    };
    assert_eq!(check(&rules, &said(1, 2, 3, Outcome::Equal)), Ok(()));
    assert_eq!(code(&rules, &said(1, 2, 2, Outcome::Equal)), "pair_same");
    let long = Given { comment: Some("x".repeat(4001)), ..said(1, 2, 3, Outcome::First) };
    assert_eq!(code(&rules, &long), "text_too_long");
    let scoring = RoundRules { kind: RoundKind::Scoring, ..rules };
    assert_eq!(code(&scoring, &said(1, 2, 3, Outcome::First)), "round_not_pairwise");
}

/// All pairs that a judge is asked, who prefers the lower number.
fn asked(entries: usize, need: usize, seed: u64) -> Vec<Made> {
    let needs: BTreeMap<EntryId, usize> = (0..entries).map(|e| (id(e), need.min(entries - 1))).collect();
    let mut all: Vec<Made> = Vec::new();
    loop {
        let desk = Desk { needs: needs.clone(), made: &all };
        let Some((first, second)) = desk.next(&Random::seeded(seed).stream("pairs")) else {
            assert_eq!(desk.progress(), Progress { done: all.len(), left: 0 });
            return all;
        };
        assert!(desk.progress().left > 0 && all.len() < entries * entries);
        let outcome = if first < second { Outcome::First } else { Outcome::Second };
        all.push(Made { judge: id(1), first, second, outcome });
    }
}

#[test]
fn pairs_are_even_new_and_hang_together() {
    for seed in 0..20 {
        let all = asked(8, 3, seed);
        let pairs: BTreeSet<_> = all.iter().map(|m| (m.first.min(m.second), m.first.max(m.second))).collect();
        assert_eq!(pairs.len(), all.len());
        for entry in 0..8 {
            let times = all.iter().filter(|m| m.is_of(id(entry))).count();
            assert!((3..=4).contains(&times), "{times}");
        }
        // After one comparison each, every further one links parts until all are one.
        let parts = |made: &[Made]| {
            let needs = BTreeMap::new();
            Desk { needs, made }.parts().into_values().collect::<BTreeSet<_>>().len()
        };
        assert_eq!((parts(&all[..4]), parts(&all[..7])), (4, 1));
    }
    assert_eq!(asked(8, 3, 1), asked(8, 3, 1));
    assert_ne!(asked(8, 3, 1)[0], asked(8, 3, 2)[0]);
    assert_eq!((asked(2, 5, 1).len(), asked(4, 9, 1).len()), (1, 6));
}

#[test]
fn who_fared_alike_meets_and_an_entry_alone_meets_nobody() {
    let all = [made(1, 2, Outcome::First), made(2, 3, Outcome::First), made(3, 4, Outcome::Equal)];
    let needs = BTreeMap::from([(id(1), 2), (id(2), 2), (id(3), 2), (id(4), 2)]);
    // 1 and 4 lack one each: all else is done.
    let desk = Desk { needs, made: &all };
    assert_eq!(desk.progress(), Progress { done: 3, left: 1 });
    let (a, b) = desk.next(&Random::seeded(1).stream("pairs")).unwrap();
    assert_eq!((a.min(b), a.max(b)), (id(1), id(4)));
    let alone = Desk { needs: BTreeMap::from([(id(1), 1)]), made: &[] };
    assert_eq!(alone.next(&Random::seeded(1).stream("pairs")), None);
    assert_eq!(alone.progress(), Progress { done: 0, left: 1 });
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::First), Just(Outcome::Second), Just(Outcome::Equal)]
}

fn words() -> impl Strategy<Value = Vec<Given>> {
    let one = (1..4_usize, 0..6_usize, 0..6_usize, outcome());
    prop::collection::vec(one.prop_map(|(j, a, b, o)| said(j, a, b, o)), 0..40)
}

proptest! {
    #[test]
    fn who_stood_aside_changes_nothing(given in words(), judge in 1..4_usize, entry in 0..6_usize) {
        let all: Vec<Live> = (1..4).flat_map(|judge| live(judge, 0..6)).collect();
        let gone: AssignmentId = id(10 * judge + entry);
        let rest: Vec<Live> = all.iter().copied().filter(|one| one.assignment != gone).collect();
        let without: Vec<Given> =
            given.iter().filter(|g| g.first != gone && g.second != gone).cloned().collect();
        prop_assert_eq!(counting(&given, &rest), counting(&without, &all));
    }

    #[test]
    fn judges_do_not_depend_on_each_others_order(given in words()) {
        let all: Vec<Live> = (1..4).flat_map(|judge| live(judge, 0..6)).collect();
        let mut by_judge = given.clone();
        by_judge.sort_by_key(|given| given.first.0.as_u128() / 10);
        prop_assert_eq!(counting(&given, &all), counting(&by_judge, &all));
    }
}
