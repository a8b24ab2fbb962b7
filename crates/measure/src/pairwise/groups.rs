//! Entries grouped by who can be reached from whom through wins, both ways.

use std::collections::{BTreeMap, BTreeSet};

/// The strongly connected parts, members ascending, a part before those that its members beat.
pub(super) fn groups(wins: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut beaten: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (winner, loser) in wins {
        beaten.entry(winner).or_default().push(loser);
        beaten.entry(loser).or_default();
    }
    let reached: BTreeMap<usize, BTreeSet<usize>> =
        beaten.keys().map(|from| (*from, reachable(&beaten, *from))).collect();
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut placed = BTreeSet::new();
    for (entry, below) in &reached {
        if placed.contains(entry) {
            continue;
        }
        let members: Vec<usize> =
            below.iter().copied().filter(|other| reached[other].contains(entry)).collect();
        placed.extend(members.iter().copied());
        groups.push((below.len(), members));
    }
    // Who reaches a part reaches all that it reaches, and more.
    groups.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    groups.into_iter().map(|group| group.1).collect()
}

/// All entries that chains of wins lead to, the start among them.
fn reachable(beaten: &BTreeMap<usize, Vec<usize>>, from: usize) -> BTreeSet<usize> {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(entry) = open.pop() {
        open.extend(beaten[&entry].iter().copied().filter(|loser| seen.insert(*loser)));
    }
    seen
}
