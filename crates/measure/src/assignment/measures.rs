//! What a plan is worth and what stands in its way, in the caller's positions.

use super::flow::Flow;
use super::scaled::{BARRED, Scaled};
use super::{Fault, Measures, Pair, Plan, Problem, Threshold, connect};
use crate::Grid;

pub(super) fn plan(
    problem: &Problem,
    scaled: &Scaled,
    flow: &Flow,
    exchanges: usize,
    threshold: Option<Threshold>,
    likeliest: f64,
) -> Plan {
    let mut pairs = Vec::new();
    for e in 0..scaled.entries.len() {
        let has = |j: &usize| flow.units.at(e, *j) > 0 || scaled.fixed.at(e, *j);
        let judges = (0..scaled.judges.len()).filter(has);
        pairs.extend(judges.map(|j| Pair { entry: scaled.entries[e], judge: scaled.judges[j] }));
    }
    pairs.sort_unstable();
    let components = connect::parts(scaled, &flow.units);
    let measures = measure(problem, scaled, &pairs, components, exchanges);
    let faults = faults(problem, scaled, flow, &measures.load);
    Plan { pairs, threshold, likeliest, measures, faults }
}

fn measure(
    problem: &Problem,
    scaled: &Scaled,
    pairs: &[Pair],
    components: usize,
    exchanges: usize,
) -> Measures {
    let mut served = vec![0.0; problem.entries.len()];
    let mut load = vec![0_u32; problem.judges.len()];
    for pair in pairs {
        served[pair.entry] += problem.affinity.get(pair.entry, pair.judge).unwrap_or(0.0).clamp(0.0, 1.0);
        load[pair.judge] += 1;
    }
    let by_key = scaled.entries.iter().copied();
    let taking = || problem.judges.iter().zip(&load).filter(|(j, load)| j.high > 0 || **load > 0);
    Measures {
        worst: by_key.min_by(|a, b| served[*a].total_cmp(&served[*b])),
        total: served.iter().sum(),
        lightest: taking().map(|(_, load)| *load).min().unwrap_or(0),
        heaviest: load.iter().max().copied().unwrap_or(0),
        kept: pairs.iter().filter(|p| problem.previous.contains(p)).count(),
        served,
        load,
        components,
        exchanges,
    }
}

fn faults(problem: &Problem, scaled: &Scaled, flow: &Flow, load: &[u32]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = capacity(scaled).into_iter().collect();
    let conflicts = problem.pinned.intersection(&problem.forbidden).copied();
    faults.extend(conflicts.map(Fault::PinnedConflict));
    for short in &flow.short {
        let entry = scaled.entries[short.entry];
        let fixed = scaled.fixed.row(short.entry).iter().filter(|is| **is).count();
        let open = scaled.cost.row(short.entry).iter().zip(&scaled.judges);
        let open = open.filter(|(cost, j)| **cost != BARRED && problem.judges[**j].high > 0).count();
        let free = u32::try_from(fixed + open).unwrap_or(u32::MAX);
        let needed = scaled.need[short.entry];
        faults.push(if free < needed {
            Fault::TooFewJudges { entry, free, needed }
        } else {
            let mut judges: Vec<usize> = short.judges.iter().map(|j| scaled.judges[*j]).collect();
            judges.sort_unstable();
            Fault::Crowded { entry, missing: missing(scaled, &flow.units, short.entry), judges }
        });
    }
    for (j, judge) in problem.judges.iter().enumerate() {
        if load[j] > judge.high {
            faults.push(Fault::Overloaded { judge: j, fixed: load[j], high: judge.high });
        } else if load[j] < judge.low {
            faults.push(Fault::Underloaded { judge: j, load: load[j], low: judge.low });
        }
    }
    faults.sort_unstable();
    faults
}

fn missing(scaled: &Scaled, units: &Grid<u32>, entry: usize) -> u32 {
    scaled.demand[entry].saturating_sub(units.row(entry).iter().sum())
}

/// Whether all judges together can take what is needed.
fn capacity(scaled: &Scaled) -> Option<Fault> {
    let needed = scaled.demand.iter().map(|d| u64::from(*d)).sum();
    let available = scaled.slots.iter().map(|slots| slots.len() as u64).sum();
    (needed > available).then_some(Fault::Capacity { needed, available })
}
