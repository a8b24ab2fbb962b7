//! What a plan promises, on small panels.

mod lp;
mod properties;

use super::*;

/// `entries` × `judges` with loads up to `high`, an affinity from a table of tenths.
pub(super) fn problem(per_entry: u32, high: u32, tenths: &[&[u32]]) -> Problem {
    let (entries, judges) = (tenths.len(), tenths[0].len());
    Problem {
        entries: (0..entries as u128).collect(),
        judges: (0..judges as u128).map(|key| Judge { key, low: 0, high }).collect(),
        per_entry,
        needs: BTreeMap::new(),
        affinity: Grid::from_fn(entries, judges, |e, j| f64::from(tenths[e][j]) / 10.0),
        forbidden: BTreeSet::new(),
        pinned: BTreeSet::new(),
        common: BTreeSet::new(),
        previous: BTreeSet::new(),
        evenness: 0.0,
        chance: None,
    }
}

fn pair(entry: usize, judge: usize) -> Pair {
    Pair { entry, judge }
}

#[test]
fn the_worst_served_entry_comes_before_the_sum() {
    // The sum alone would give the first entry the second judge: 1.0 and 0.1 instead of 0.6 and 0.4.
    let plan = plan(&problem(1, 1, &[&[6, 10], &[1, 4]]));
    assert_eq!(plan.pairs, [pair(0, 0), pair(1, 1)]);
    assert_eq!(plan.measures.worst, Some(1));
    assert!((plan.measures.total - 1.0).abs() < 1e-9);
}

#[test]
fn an_entry_whom_nobody_suits_does_not_lower_the_others() {
    let plan = plan(&problem(1, 1, &[&[6, 10, 0], &[1, 4, 0], &[0, 0, 0]]));
    assert_eq!(plan.pairs, [pair(0, 0), pair(1, 1), pair(2, 2)]);
}

#[test]
fn what_cannot_be_is_said() {
    let mut wanted = problem(2, 2, &[&[5, 5, 5], &[5, 5, 5], &[5, 5, 5], &[5, 5, 5]]);
    wanted.forbidden = BTreeSet::from([pair(3, 0), pair(3, 1)]);
    let found = plan(&wanted);
    assert!(!found.is_full());
    assert!(found.faults.contains(&Fault::Capacity { needed: 8, available: 6 }));
    assert!(found.faults.contains(&Fault::TooFewJudges { entry: 3, free: 1, needed: 2 }));

    wanted.pinned = BTreeSet::from([pair(3, 0), pair(0, 0), pair(1, 0), pair(2, 0)]);
    let found = plan(&wanted);
    assert!(found.faults.contains(&Fault::PinnedConflict(pair(3, 0))));
    assert!(found.faults.contains(&Fault::Overloaded { judge: 0, fixed: 3, high: 2 }));
    assert!(!found.pairs.contains(&pair(3, 0)) && found.pairs.contains(&pair(2, 0)));
}

#[test]
fn entries_may_need_different_numbers_and_the_others_none() {
    let mut wanted = problem(0, 3, &[&[5, 5, 9], &[5, 5, 5], &[5, 9, 5]]);
    wanted.pinned = BTreeSet::from([pair(0, 0), pair(1, 0)]);
    wanted.needs = BTreeMap::from([(0, 2), (2, 3)]);
    let found = plan(&wanted);
    assert_eq!(found.pairs, [pair(0, 0), pair(0, 2), pair(1, 0), pair(2, 0), pair(2, 1), pair(2, 2)]);
    wanted.needs = BTreeMap::from([(0, 4)]);
    assert_eq!(plan(&wanted).faults, [Fault::TooFewJudges { entry: 0, free: 3, needed: 4 }]);
}

#[test]
fn entries_that_share_few_judges_are_told_which() {
    let mut wanted = problem(1, 1, &[&[5, 5, 5], &[5, 5, 5], &[5, 5, 5]]);
    wanted.forbidden = (0..3).map(|e| pair(e, 2)).collect();
    let found = plan(&wanted);
    assert_eq!(found.faults, [Fault::Crowded { entry: 2, missing: 1, judges: vec![0, 1] }]);
}

#[test]
fn equal_affinities_give_even_loads_and_one_connected_graph() {
    let rows = vec![[5_u32; 6]; 40];
    let rows: Vec<&[u32]> = rows.iter().map(|r| &r[..]).collect();
    let found = plan(&Problem { evenness: 0.5, ..problem(3, 40, &rows) });
    assert_eq!((found.measures.lightest, found.measures.heaviest), (20, 20));
    assert_eq!(found.measures.components, 1);
}

#[test]
fn a_split_graph_is_joined_by_an_exchange() {
    let rows: Vec<&[u32]> =
        vec![&[9, 9, 1, 1][..]; 3].into_iter().chain(vec![&[1, 1, 9, 9][..]; 3]).collect();
    let found = plan(&problem(2, 3, &rows));
    assert_eq!((found.measures.components, found.measures.exchanges), (1, 1));
    assert_eq!(found.measures.load, [3; 4]);
    // One judge for each entry makes stars: no exchange can join them.
    let found = plan(&problem(1, 3, &rows));
    assert!(found.measures.components > 1 && found.measures.exchanges == 0);
}

#[test]
fn common_entries_go_to_every_judge_without_a_conflict() {
    let rows = [[5_u32; 4]; 6];
    let rows: Vec<&[u32]> = rows.iter().map(|r| &r[..]).collect();
    let mut wanted = problem(1, 4, &rows);
    wanted.common = BTreeSet::from([2]);
    wanted.forbidden = BTreeSet::from([pair(2, 1)]);
    let found = plan(&wanted);
    let judges: Vec<usize> = found.pairs.iter().filter(|p| p.entry == 2).map(|p| p.judge).collect();
    assert_eq!(judges, [0, 2, 3]);
}

#[test]
fn after_a_withdrawal_only_the_lost_judge_is_replaced() {
    let rows = [[9_u32, 1, 5, 3, 7]; 8];
    let rows: Vec<&[u32]> = rows.iter().map(|r| &r[..]).collect();
    let mut wanted = Problem { evenness: 0.5, ..problem(2, 6, &rows) };
    let before = plan(&wanted);
    wanted.previous = before.pairs.iter().copied().collect();
    wanted.judges[0].high = 0;
    let after = plan(&wanted);
    let lost = before.pairs.iter().filter(|p| p.judge == 0).count();
    assert!(lost > 0 && after.is_full());
    assert_eq!(after.measures.kept, before.pairs.len() - lost);
}

#[test]
fn the_least_load_is_given_before_affinity_decides() {
    let rows = [[9_u32, 9, 1]; 6];
    let rows: Vec<&[u32]> = rows.iter().map(|r| &r[..]).collect();
    let mut wanted = problem(1, 6, &rows);
    wanted.judges[2].low = 2;
    assert_eq!(plan(&wanted).measures.load[2], 2);
    wanted.judges[2].low = 7;
    assert!(plan(&wanted).faults.contains(&Fault::Underloaded { judge: 2, load: 6, low: 7 }));
}
