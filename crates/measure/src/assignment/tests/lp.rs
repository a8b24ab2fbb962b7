//! Our optimum against a linear-programming solver's, on small random instances.

use super::super::flow::{self, Flow, Network};
use super::super::scaled::{BARRED, Scaled, WHOLE};
use super::super::{fair, sample};
use super::*;
use kapok_base::{Random, Stream};
use microlp::{ComparisonOp, OptimizationDirection, SolveOutcome, Variable};

/// A panel of 2 to 7 entries and 2 to 5 judges with conflicts, bounds and uneven affinities.
pub(super) fn random(stream: &Stream) -> Problem {
    let below = |bound| u32::try_from(stream.below(bound)).unwrap();
    let (entries, judges) = (2 + below(6) as usize, 2 + below(4) as usize);
    let per_entry = 1 + below(3.min(judges as u64));
    let load = per_entry * entries as u32 / judges as u32;
    let rows: Vec<Vec<u32>> = (0..entries).map(|_| (0..judges).map(|_| below(11)).collect()).collect();
    let rows: Vec<&[u32]> = rows.iter().map(|r| &r[..]).collect();
    let mut problem = problem(per_entry, load, &rows);
    for judge in &mut problem.judges {
        judge.high = load + below(3);
        judge.low = below(3).min(judge.high);
    }
    let pairs = (0..entries).flat_map(|e| (0..judges).map(move |j| pair(e, j)));
    for pair in pairs {
        match below(12) {
            0 => drop(problem.forbidden.insert(pair)),
            1 => drop(problem.pinned.insert(pair)),
            _ => {}
        }
    }
    problem.evenness = f64::from(below(4)) / 4.0;
    problem
}

/// The least cost of a network by linear programming, in whole places; none when it cannot be filled.
fn by_lp(network: &Network) -> Option<f64> {
    let (entries, judges) = (network.cost.rows(), network.cost.columns());
    let unit = f64::from(network.unit);
    let mut lp = microlp::Problem::new(OptimizationDirection::Minimize);
    let mut x: Vec<Vec<Option<Variable>>> = vec![vec![None; judges]; entries];
    for (e, row) in x.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate().filter(|(j, _)| network.cost.at(e, *j) != BARRED) {
            let cap = f64::from(network.cap[e]) / unit;
            *cell = Some(lp.add_var(network.cost.at(e, j) as f64, (0.0, cap)));
        }
    }
    for (e, row) in x.iter().enumerate() {
        let all: Vec<_> = row.iter().flatten().map(|v| (*v, 1.0)).collect();
        if all.is_empty() {
            if network.demand[e] > 0 {
                return None;
            }
            continue;
        }
        lp.add_constraint(all, ComparisonOp::Eq, f64::from(network.demand[e]));
        if let Some((below, slack)) = &network.below {
            let low = row.iter().enumerate().filter(|(j, _)| below.at(e, *j));
            let low: Vec<_> = low.filter_map(|(_, v)| Some(((*v)?, 1.0))).collect();
            if !low.is_empty() {
                lp.add_constraint(low, ComparisonOp::Le, f64::from(slack[e]));
            }
        }
    }
    for (j, slots) in network.slots.iter().enumerate() {
        let mut load: Vec<_> = x.iter().filter_map(|row| Some((row[j]?, 1.0))).collect();
        load.extend(slots.iter().map(|slot| (lp.add_var(*slot as f64, (0.0, 1.0)), -1.0)));
        if !load.is_empty() {
            lp.add_constraint(load, ComparisonOp::Eq, 0.0);
        }
    }
    match lp.solve() {
        Ok(SolveOutcome::Solution(solution)) => Some(solution.objective()),
        Ok(SolveOutcome::Interrupted(_)) => panic!("no limit was set"),
        Err(_) => None,
    }
}

fn cost_of(network: &Network, flow: &Flow) -> i64 {
    let mut cost = 0;
    for e in 0..flow.units.rows() {
        let row = flow.units.row(e).iter().zip(network.cost.row(e)).filter(|(units, _)| **units > 0);
        cost += row.map(|(units, cost)| i64::from(*units) * cost).sum::<i64>();
    }
    for (j, slots) in network.slots.iter().enumerate() {
        let load: u32 = (0..flow.units.rows()).map(|e| flow.units.at(e, j)).sum();
        cost += (0..load).map(|i| slots[(i / network.unit) as usize]).sum::<i64>();
    }
    cost
}

fn agree(network: &Network, case: usize) -> bool {
    let flow = flow::solve(network);
    match by_lp(network) {
        None => assert!(!flow.short.is_empty(), "case {case}: the solver finds no plan, we do"),
        Some(least) => {
            assert!(flow.short.is_empty(), "case {case}: the solver finds a plan, we do not");
            let ours = cost_of(network, &flow) as f64 / f64::from(network.unit);
            assert!((ours - least).abs() <= 1e-9 * least.abs().max(1.0), "case {case}: {ours} {least}");
        }
    }
    flow.short.is_empty()
}

#[test]
fn on_500_instances_the_plain_optimum_is_the_solvers() {
    let stream = Random::seeded(5).stream("instances");
    let full = (0..500).filter(|case| agree(&Network::of(&Scaled::of(&random(&stream))), *case)).count();
    assert!((200..490).contains(&full), "{full} of 500 can be filled: both kinds must be met");
}

#[test]
fn on_500_instances_the_optimum_in_fractions_under_a_cap_is_the_solvers() {
    let stream = Random::seeded(6).stream("instances");
    for case in 0..500 {
        let scaled = Scaled::of(&random(&stream));
        let unit = 10;
        let cap = vec![3 + u32::try_from(stream.below(6)).unwrap(); scaled.demand.len()];
        agree(&Network { unit, cap, ..Network::of(&scaled) }, case);
    }
}

#[test]
fn on_500_instances_threshold_and_optimum_above_it_are_the_solvers() {
    let stream = Random::seeded(7).stream("instances");
    let mut raised = 0;
    for case in 0..500 {
        let scaled = Scaled::of(&random(&stream));
        let loads = |network: &Network| by_lp(&fair::at_no_cost(&scaled, network));
        let Some(filled) = loads(&Network::of(&scaled)) else { continue };
        for judges in 1..=scaled.per_entry {
            let threshold = fair::highest(&scaled, judges);
            agree(&fair::raised(&scaled, judges, threshold), case);
            let next = threshold + 1;
            if next <= WHOLE {
                // Out of reach: no plan, or one that gives up some of the judges' least loads.
                let higher = loads(&fair::raised(&scaled, judges, next));
                assert!(higher.is_none_or(|fill| fill > filled + 0.5), "case {case}: {next} is reached");
                raised += 1;
            }
        }
    }
    assert!(raised > 200, "{raised}");
}

#[test]
fn a_draw_keeps_the_probabilities() {
    let problem = problem(1, 2, &[&[9, 5, 1], &[9, 5, 1], &[9, 5, 1]]);
    let scaled = Scaled::of(&problem);
    let mut drawn = Grid::filled(3, 3, 0_u32);
    for seed in 0..2000 {
        let (flow, likeliest) = sample::draw(&scaled, Chance { seed, cap: 50 });
        assert!((likeliest - 0.5).abs() < 1e-9);
        for e in 0..3 {
            assert_eq!(flow.units.row(e).iter().sum::<u32>(), 1);
            (0..3).for_each(|j| drawn.set(e, j, drawn.at(e, j) + flow.units.at(e, j)));
        }
    }
    // The two better judges of each entry, half of the time each: 1000 ± 4 standard errors.
    for e in 0..3 {
        for (j, expected) in [1000_i64, 1000, 0].into_iter().enumerate() {
            let seen = i64::from(drawn.at(e, j));
            assert!((seen - expected).abs() < 90, "entry {e}, judge {j}: {seen}");
        }
    }
}
