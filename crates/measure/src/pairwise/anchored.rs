//! Abilities that are always finite: each entry has, beside its comparisons, one tie against an imagined entry.

use super::{Ability, Group, Win, bradley_terry};
use crate::graph::linked;

/// Abilities of entries that were compared with each other, directly or through others: one group for each part that hangs
/// together, the one with most entries first. Across parts nothing compares.
///
/// By likelihood alone, an entry that won all its comparisons would be infinitely good, and would compare with nobody. One tie of each
/// entry against the same imagined entry, whose ability is estimated with theirs, keeps every ability finite and draws
/// it towards the others' the more, the less is known of it (Caron and Doucet, "Efficient Bayesian inference for generalized Bradley–Terry
/// models", 2012, for such priors). Wins and losses are those that were given.
#[must_use]
pub fn anchored(wins: &[Win]) -> Vec<Group> {
    let counted = |w: &&Win| {
        w.times.is_finite() && w.times > 0.0 && w.winner != w.loser && w.winner.max(w.loser) < usize::MAX
    };
    let wins: Vec<Win> = wins.iter().filter(counted).copied().collect();
    let anchor = wins.iter().map(|w| w.winner.max(w.loser) + 1).max().unwrap_or_default();
    let parts = linked(wins.iter().map(|w| vec![w.winner, w.loser]));
    let mut groups: Vec<Group> = parts.iter().flat_map(|part| of_part(part, &wins, anchor)).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.entries.len()));
    groups
}

fn of_part(part: &[usize], wins: &[Win], anchor: usize) -> Option<Group> {
    let within = wins.iter().filter(|w| part.binary_search(&w.winner).is_ok()).copied();
    let half = |winner, loser| Win { winner, loser, times: 0.5 };
    let ties = part.iter().flat_map(|entry| [half(*entry, anchor), half(anchor, *entry)]);
    let group = bradley_terry(&within.chain(ties).collect::<Vec<_>>()).into_iter().next()?;
    Some(without(&group, anchor))
}

/// The group without the imagined entry, its abilities centred anew.
fn without(group: &Group, anchor: usize) -> Group {
    let kept: Vec<usize> = (0..group.entries.len()).filter(|n| group.entries[*n].entry != anchor).collect();
    let size = kept.len() as f64;
    let cell = |i: usize, j: usize| group.covariance[kept[i] * group.entries.len() + kept[j]];
    let row = |i: usize| (0..kept.len()).map(|j| cell(i, j)).sum::<f64>() / size;
    let rows: Vec<f64> = (0..kept.len()).map(row).collect();
    let all = rows.iter().sum::<f64>() / size;
    let centred = |i: usize, j: usize| cell(i, j) - rows[i] - rows[j] + all;
    let mean = kept.iter().map(|n| group.entries[*n].ability).sum::<f64>() / size;
    let entry = |(i, n): (usize, &usize)| {
        let of = group.entries[*n];
        let error = centred(i, i).max(0.0).sqrt();
        Ability { ability: of.ability - mean, error, wins: of.wins - 0.5, losses: of.losses - 0.5, ..of }
    };
    let entries: Vec<Ability> = kept.iter().enumerate().map(entry).collect();
    let covariance =
        (0..kept.len()).flat_map(|i| (0..kept.len()).map(move |j| (i, j))).map(|(i, j)| centred(i, j));
    Group { covariance: covariance.collect(), entries }
}
