//! One graph of judges and entries: severities compare only between judges whom a chain of shared entries links.

use super::fair::served;
use super::scaled::{BARRED, Scaled};
use crate::Grid;
use std::cmp::Reverse;

/// Exchanges judges between entries of different parts until the graph is one, or no exchange helps; how many
/// were made. Loads stay, fixed and previous pairs stay, and of all exchanges the least harmful is taken.
pub(super) fn join(scaled: &Scaled, units: &mut Grid<u32>) -> usize {
    let mut exchanges = 0;
    loop {
        let graph = Graph::of(scaled, units);
        if graph.parts < 2 {
            return exchanges;
        }
        let Some((one, other)) = graph.exchange(scaled, units) else { return exchanges };
        for ((entry, judge), new) in [(one, other.1), (other, one.1)] {
            units.set(entry, judge, 0);
            units.set(entry, new, 1);
        }
        exchanges += 1;
    }
}

/// Into how many parts the plan falls; judges and entries without a pair are none.
pub(super) fn parts(scaled: &Scaled, units: &Grid<u32>) -> usize {
    Graph::of(scaled, units).parts
}

type Edge = (usize, usize);

struct Graph {
    edges: Vec<Edge>,
    /// The part of each edge.
    part: Vec<usize>,
    parts: usize,
    /// Whether its part falls apart without the edge.
    bridge: Vec<bool>,
}

impl Graph {
    fn of(scaled: &Scaled, units: &Grid<u32>) -> Self {
        let mut edges = Vec::new();
        let mut around = vec![Vec::new(); units.rows() + units.columns()];
        for e in 0..units.rows() {
            for j in (0..units.columns()).filter(|j| units.at(e, *j) > 0 || scaled.fixed.at(e, *j)) {
                around[e].push((units.rows() + j, edges.len()));
                around[units.rows() + j].push((e, edges.len()));
                edges.push((e, j));
            }
        }
        let mut graph =
            Self { part: vec![0; edges.len()], bridge: vec![false; edges.len()], parts: 0, edges };
        let mut walk = Walk { around, seen: Vec::new(), low: Vec::new(), clock: 0 };
        walk.seen = vec![0; walk.around.len()];
        walk.low = vec![0; walk.around.len()];
        for node in 0..walk.around.len() {
            if walk.seen[node] == 0 && !walk.around[node].is_empty() {
                walk.visit(node, &mut graph);
                graph.parts += 1;
            }
        }
        graph
    }

    /// The least harmful exchange between the smallest part that has one and any other.
    fn exchange(&self, scaled: &Scaled, units: &Grid<u32>) -> Option<(Edge, Edge)> {
        let mut sizes = vec![0_usize; self.parts];
        self.part.iter().for_each(|part| sizes[*part] += 1);
        let mut parts: Vec<usize> = (0..self.parts).collect();
        parts.sort_by_key(|part| sizes[*part]);
        let sums: Vec<i64> = (0..units.rows()).map(|e| served(scaled, units, e).cast_signed()).collect();
        let movable: Vec<usize> = (0..self.edges.len())
            .filter(|i| {
                let (e, j) = self.edges[*i];
                !scaled.fixed.at(e, j) && !scaled.previous.at(e, j)
            })
            .collect();
        parts
            .into_iter()
            .find_map(|part| {
                let inside = movable.iter().filter(|i| self.part[**i] == part);
                let choices = inside.flat_map(|one| {
                    let outside = movable.iter().filter(|i| self.part[**i] != part);
                    outside.filter_map(|other| self.worth(scaled, &sums, *one, *other))
                });
                choices.max_by_key(|(worth, one, other)| (*worth, Reverse((*one, *other))))
            })
            .map(|(_, one, other)| (one, other))
    }

    /// What an exchange leaves: the lesser of the two sums, and the change of both; none where it is barred or
    /// would only split what it joins.
    fn worth(
        &self,
        scaled: &Scaled,
        sums: &[i64],
        one: usize,
        other: usize,
    ) -> Option<((i64, i64), Edge, Edge)> {
        let ((e, j), (f, k)) = (self.edges[one], self.edges[other]);
        let barred = scaled.cost.at(e, k) == BARRED || scaled.cost.at(f, j) == BARRED;
        if barred || (self.bridge[one] && self.bridge[other]) {
            return None;
        }
        let affinity = |e, j| i64::from(scaled.affinity.at(e, j));
        let (first, second) = (affinity(e, k) - affinity(e, j), affinity(f, j) - affinity(f, k));
        Some((((sums[e] + first).min(sums[f] + second), first + second), (e, j), (f, k)))
    }
}

/// A depth-first walk that finds bridges by the earliest node reachable around each edge (Tarjan 1974).
struct Walk {
    around: Vec<Vec<(usize, usize)>>,
    seen: Vec<usize>,
    low: Vec<usize>,
    clock: usize,
}

impl Walk {
    /// Walks one part; a stack of its own, because parts are deep.
    fn visit(&mut self, start: usize, graph: &mut Graph) {
        let mut stack = vec![(start, usize::MAX, 0)];
        self.enter(start);
        while let Some((node, by, next)) = stack.last_mut() {
            let (node, by) = (*node, *by);
            let Some(&(other, edge)) = self.around[node].get(*next) else {
                stack.pop();
                if let Some(&(parent, ..)) = stack.last() {
                    graph.bridge[by] = self.low[node] > self.seen[parent];
                    self.low[parent] = self.low[parent].min(self.low[node]);
                }
                continue;
            };
            *next += 1;
            if edge == by {
                continue;
            }
            graph.part[edge] = graph.parts;
            if self.seen[other] == 0 {
                self.enter(other);
                stack.push((other, edge, 0));
            } else {
                self.low[node] = self.low[node].min(self.seen[other]);
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.clock += 1;
        self.seen[node] = self.clock;
        self.low[node] = self.clock;
    }
}
