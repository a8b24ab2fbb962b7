//! Plans a large award and prints the time and the memory it took: `[ENTRIES JUDGES PER_ENTRY [CAP]]`.

use kapok_base::Random;
use kapok_measure::Grid;
use kapok_measure::assignment::{Chance, Judge, Pair, Problem, plan};
use std::collections::BTreeSet;
use std::time::Instant;

fn main() {
    let given: Vec<u32> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let number = |i: usize, default| given.get(i).copied().unwrap_or(default);
    let (entries, judges, per_entry) = (number(0, 3000), number(1, 300), number(2, 3));
    let problem = award(entries as usize, judges as usize, per_entry, given.get(3).copied());
    let begun = Instant::now();
    let plan = plan(&problem);
    let m = &plan.measures;
    println!("{entries} entries, {judges} judges, {per_entry} each: {:.2} s", begun.elapsed().as_secs_f64());
    println!("pairs {}, full {}, loads {} to {}", plan.pairs.len(), plan.is_full(), m.lightest, m.heaviest);
    let worst = m.worst.map_or(0.0, |e| m.served[e]);
    println!("worst served {worst:.3}, mean {:.3}, parts {}", m.total / f64::from(entries), m.components);
    println!("threshold {:?}, likeliest pair {}", plan.threshold, plan.likeliest);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|l| l.starts_with("VmHWM")).for_each(|l| println!("{l}"));
}

/// Languages and fields as in a world-wide award: most judges suit an entry in part, one in twenty is in conflict.
fn award(entries: usize, judges: usize, per_entry: u32, cap: Option<u32>) -> Problem {
    let stream = Random::seeded(1).stream("award");
    let below = |bound| usize::try_from(stream.below(bound)).unwrap_or(0);
    let of_entries: Vec<(usize, usize)> = (0..entries).map(|_| (below(5), below(30))).collect();
    let of_judges: Vec<(usize, usize)> = (0..judges).map(|_| (below(5), below(30))).collect();
    let affinity = Grid::from_fn(entries, judges, |e, j| {
        let ((language, field), (speaks, knows)) = (of_entries[e], of_judges[j]);
        let near = 1.0 - field.abs_diff(knows) as f64 / 30.0;
        0.4 * f64::from(u8::from(language == speaks)) + 0.5 * near + 0.1 * below(100) as f64 / 100.0
    });
    let mut forbidden = BTreeSet::new();
    for entry in 0..entries {
        forbidden.extend((0..judges).filter(|_| below(20) == 0).map(|judge| Pair { entry, judge }));
    }
    let high = (per_entry as usize * entries).div_ceil(judges) * 6 / 5;
    Problem {
        entries: (0..entries as u128).collect(),
        judges: (0..judges as u128).map(|key| Judge { key, low: 0, high: high as u32 }).collect(),
        per_entry,
        needs: std::collections::BTreeMap::new(),
        affinity,
        forbidden,
        pinned: BTreeSet::new(),
        common: BTreeSet::new(),
        previous: BTreeSet::new(),
        evenness: 0.5,
        chance: cap.map(|cap| Chance { seed: 1, cap }),
    }
}
