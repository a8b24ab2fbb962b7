//! Drafts rearranged and refused, cases compared with what was frozen.

use super::*;
use crate::{Tombstone, VersionHash};
use kapok_base::{Instant, Random};

fn ids(count: usize) -> Vec<CaseId> {
    let ids = Random::seeded(4).stream("ids");
    (0..count).map(|_| ids.secret_id()).collect()
}

fn pack(cases: &[CaseId]) -> Content {
    let items = cases.iter().copied().map(Item::new).collect();
    Content { items, ..Content::new("Water".into(), Language::english()) }
}

#[test]
fn a_draft_is_rearranged_step_by_step() {
    let [a, b, c] = ids(3)[..] else { unreachable!() };
    for (change, order) in [
        (Change::Up(c), [a, c, b]),
        (Change::Up(a), [a, b, c]),
        (Change::Down(a), [b, a, c]),
        (Change::Down(c), [a, b, c]),
        (Change::Place(a, 3), [b, c, a]),
        (Change::Place(c, 1), [c, a, b]),
        (Change::Place(a, 99), [b, c, a]),
        (Change::Place(b, 0), [b, a, c]),
    ] {
        let mut content = pack(&[a, b, c]);
        content.apply(change.clone()).unwrap();
        assert_eq!(content.cases().collect::<Vec<_>>(), order, "{change:?}");
    }
    let mut content = pack(&[a]);
    content.apply(Change::Add(Item::new(b))).unwrap();
    content.apply(Change::Write(Item { minutes: Some(45), ..Item::new(b) })).unwrap();
    content.apply(Change::Remove(a)).unwrap();
    assert_eq!((content.items.len(), content.minutes()), (1, 45));
    assert_eq!(content.apply(Change::Remove(a)).unwrap_err().code, "collection_without_case");
    assert_eq!(content.apply(Change::Add(Item::new(b))).unwrap_err().code, "collection_has_case");
}

#[test]
fn every_fault_is_told_with_its_place() {
    let [a, b] = ids(2)[..] else { unreachable!() };
    let mut content = pack(&[a, b, a]);
    content.title = " ".into();
    content.introduction = "x".repeat(LONGEST_TEXT + 1);
    content.items[1].questions = vec!["?".into(); MOST_QUESTIONS + 1];
    content.items[1].questions[0] = "字".repeat(LONGEST_QUESTION + 1);
    content.items[1].minutes = Some(0);
    let details = content.check().unwrap_err().details;
    let found: Vec<_> = details.iter().map(|d| (d.code, d.pointer.as_deref().unwrap())).collect();
    assert_eq!(
        found,
        [
            ("required", "/title"),
            ("too_long", "/introduction"),
            ("too_many_questions", "/items/1/questions"),
            ("too_long", "/items/1/questions/0"),
            ("minutes_out_of_range", "/items/1/minutes"),
            ("collection_has_case", "/items/2/case"),
        ]
    );
}

#[test]
fn a_full_collection_takes_no_more() {
    let cases = ids(MOST_ITEMS + 1);
    let mut full = pack(&cases[..MOST_ITEMS]);
    full.check().unwrap();
    assert_eq!(full.apply(Change::Add(Item::new(cases[MOST_ITEMS]))).unwrap_err().code, "collection_full");
    assert_eq!(pack(&cases).check().unwrap_err().details[0].code, "collection_full");
}

#[test]
fn a_case_is_told_as_changed_withdrawn_or_not_at_all() {
    let hash = |byte: u8| CaseHash::of([("en", VersionHash([byte; 32]))]);
    let (then, other) = (hash(1), hash(2));
    let tombstone = Tombstone { at: Instant::from_micros(1), reason: "The city asked for it.".into() };
    for (then, now, state) in [
        (Some(&then), CaseNow::Readable(then.clone()), CaseState::Same),
        (Some(&then), CaseNow::Readable(other.clone()), CaseState::Changed),
        (None, CaseNow::Readable(other), CaseState::Same),
        (Some(&then), CaseNow::Withdrawn(tombstone.clone()), CaseState::Withdrawn(tombstone)),
        (Some(&then), CaseNow::Missing, CaseState::Missing),
    ] {
        assert_eq!(case_state(then, now), state);
    }
}

#[test]
fn the_hash_of_a_case_is_of_all_its_languages() {
    let one = ("en", VersionHash([1; 32]));
    let two = ("fr", VersionHash([1; 32]));
    let all = [CaseHash::of([one]), CaseHash::of([two]), CaseHash::of([one, two]), CaseHash::of([two, one])];
    let different: BTreeSet<_> = all.iter().map(|hash| &hash.0).collect();
    assert_eq!(different.len(), 4);
}
