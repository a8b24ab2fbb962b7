//! What holds of every plan.

use super::lp::random;
use super::*;
use kapok_base::Random;
use proptest::prelude::*;

fn instance(seed: u64) -> Problem {
    let stream = Random::seeded(seed).stream("properties");
    let mut problem = random(&stream);
    if stream.below(3) == 0 {
        problem.chance = Some(Chance { seed, cap: 30 + u32::try_from(stream.below(70)).unwrap() });
    }
    if stream.below(4) == 0 {
        problem.common.insert(0);
    }
    problem
}

/// The same problem with its lists reversed, and a pair's place in it.
fn reversed(problem: &Problem) -> (Problem, impl Fn(Pair) -> Pair + use<>) {
    let (entries, judges) = (problem.entries.len(), problem.judges.len());
    let turn = move |p: Pair| pair(entries - 1 - p.entry, judges - 1 - p.judge);
    let turned = |pairs: &BTreeSet<Pair>| pairs.iter().map(|p| turn(*p)).collect();
    let reversed = Problem {
        entries: problem.entries.iter().rev().copied().collect(),
        judges: problem.judges.iter().rev().copied().collect(),
        affinity: Grid::from_fn(entries, judges, |e, j| {
            problem.affinity.get(entries - 1 - e, judges - 1 - j).unwrap()
        }),
        forbidden: turned(&problem.forbidden),
        pinned: turned(&problem.pinned),
        needs: problem.needs.iter().map(|(e, need)| (entries - 1 - e, *need)).collect(),
        common: problem.common.iter().map(|e| entries - 1 - e).collect(),
        previous: turned(&problem.previous),
        ..problem.clone()
    };
    (reversed, turn)
}

proptest! {
    #[test]
    fn conflicts_pins_needs_and_bounds_hold(seed: u64) {
        let problem = instance(seed);
        let found = plan(&problem);
        let pairs: BTreeSet<Pair> = found.pairs.iter().copied().collect();
        prop_assert_eq!(pairs.len(), found.pairs.len());
        prop_assert!(pairs.is_disjoint(&problem.forbidden));
        prop_assert!(problem.pinned.difference(&problem.forbidden).all(|p| pairs.contains(p)));
        for e in 0..problem.entries.len() {
            let judges = pairs.iter().filter(|p| p.entry == e).count();
            let short = found.faults.iter().any(|f| match f {
                Fault::TooFewJudges { entry, .. } | Fault::Crowded { entry, .. } => *entry == e,
                _ => false,
            });
            prop_assert_eq!(judges < problem.per_entry as usize, short, "{:?}", found);
        }
        for (j, judge) in problem.judges.iter().enumerate() {
            let load = found.measures.load[j];
            let fixed = pairs.iter().filter(|p| p.judge == j)
                .filter(|p| problem.pinned.contains(p) || problem.common.contains(&p.entry)).count();
            prop_assert!(load <= judge.high.max(fixed as u32));
            let below = found.faults.iter().any(|f| matches!(f, Fault::Underloaded { judge, .. } if *judge == j));
            prop_assert_eq!(load < judge.low, below);
        }
    }

    #[test]
    fn the_same_problem_gives_the_same_plan_whatever_its_order(seed: u64) {
        let problem = instance(seed);
        let found = plan(&problem);
        prop_assert_eq!(&found, &plan(&problem));
        let (turned, turn) = reversed(&problem);
        let mut pairs: Vec<Pair> = plan(&turned).pairs.into_iter().map(turn).collect();
        pairs.sort_unstable();
        prop_assert_eq!(found.pairs, pairs);
    }

    #[test]
    fn after_a_withdrawal_no_pair_is_given_up_without_need(seed: u64) {
        let mut problem = instance(seed);
        problem.chance = None;
        let before = plan(&problem);
        problem.previous = before.pairs.iter().copied().collect();
        // Nothing has changed: nothing is changed.
        prop_assert_eq!(&plan(&problem).pairs, &before.pairs);
    }
}
