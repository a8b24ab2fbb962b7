//! Outcomes that may be recorded, and what they are refused for.

use super::*;
use kapok_base::Localized;
use uuid::Uuid;

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

fn labels() -> Vec<Label> {
    let label =
        |key: &str, quota| Label { key: key.into(), name: Localized::english(key), quota, public: true };
    vec![label("winner", Some(2)), label("mention", None)]
}

fn proposed(n: u128, keys: &[&str], reason: &str) -> Proposed {
    Proposed {
        entry: entry(n),
        labels: keys.iter().map(|k| (*k).to_owned()).collect(),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
    }
}

fn faults(
    proposed: &[Proposed],
    held: &[(u128, &str)],
    ranks: &[(u128, usize, usize)],
) -> Vec<(&'static str, String)> {
    let held = held.iter().map(|(n, key)| (entry(*n), BTreeSet::from([(*key).to_owned()]))).collect();
    let ranks = ranks.iter().map(|(n, low, high)| (entry(*n), (*low, *high))).collect();
    let details = check(&labels(), proposed, &held, &ranks).err().map(|r| r.details).unwrap_or_default();
    details.into_iter().map(|d| (d.code, d.pointer.unwrap_or_default())).collect()
}

const RANKS: [(u128, usize, usize); 3] = [(1, 1, 1), (2, 2, 3), (3, 2, 3)];

#[test]
fn outcomes_within_the_quotas_pass() {
    let both = [proposed(1, &["winner"], ""), proposed(2, &["mention"], ""), proposed(3, &["mention"], "")];
    assert_eq!(faults(&both, &[(9, "winner")], &RANKS), vec![]);
}

#[test]
fn labels_are_those_of_the_edition_and_an_entry_comes_once() {
    assert_eq!(
        faults(&[proposed(1, &["mention", "queen"], "")], &[], &RANKS),
        vec![("label_unknown", "/decisions/0/labels/1".into())]
    );
    assert_eq!(
        faults(&[proposed(1, &["winner"], ""), proposed(1, &["winner"], "")], &[], &RANKS),
        vec![("entry_repeated", "/decisions/1/entry".into())]
    );
}

#[test]
fn a_quota_counts_what_others_hold_and_what_is_replaced_no_longer() {
    let one = [proposed(1, &["winner"], "")];
    assert_eq!(
        faults(&one, &[(8, "winner"), (9, "winner")], &RANKS),
        vec![("quota_exceeded", "/decisions".into())]
    );
    assert_eq!(faults(&one, &[(1, "winner"), (9, "winner")], &RANKS), vec![]);
    let swap = [proposed(1, &["winner"], ""), proposed(9, &["mention"], "")];
    assert_eq!(faults(&swap, &[(8, "winner"), (9, "winner")], &RANKS), vec![]);
}

#[test]
fn entries_of_one_rank_part_only_with_a_reason() {
    let silent = [proposed(1, &["winner"], ""), proposed(2, &["winner"], ""), proposed(3, &["mention"], "")];
    assert_eq!(faults(&silent, &[], &RANKS), vec![("tie_broken_silently", "/decisions".into())]);
    let explained = [
        proposed(1, &["winner"], ""),
        proposed(2, &["winner"], "The chair's vote"),
        proposed(3, &["mention"], ""),
    ];
    assert_eq!(faults(&explained, &[], &RANKS), vec![]);
    // The one that is left out counts, too.
    assert_eq!(faults(&silent[..2], &[], &RANKS), vec![("tie_broken_silently", "/decisions".into())]);
}
