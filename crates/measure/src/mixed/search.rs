//! The ratios of variances at which the restricted likelihood is highest, and those around it that it leaves possible.
//!
//! A ratio γ is sought as s = nγ/(1+nγ), n the typical number of scores: from 0, all chance, to 1, none. The likelihood's
//! derivative is brought to zero, not its value to a maximum: the value is flat there and would give half the digits.

use super::design::Design;
use super::solve::{Solution, equations};

/// The highest s: a smaller share of chance is taken for a millionth, so that the equations keep their digits.
const MOST: f64 = 1.0 - 1e-6;
/// Where the likelihood is looked at first, so that of two peaks the higher is found.
const COARSE: [f64; 8] = [0.0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95];
/// What is left out of account: ratios whose likelihood is below e⁻⁶ of the highest.
const DROP: f64 = 6.0;

/// Ratios that the scores leave possible, and how much.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub solution: Solution,
    /// All weights together are 1.
    pub weight: f64,
}

/// What a search finds.
pub(super) struct Found {
    pub best: Solution,
    pub nodes: Vec<Node>,
}

/// Looks for the best ratios, and takes the estimates at those around them.
pub(super) fn search(design: &Design) -> Option<Found> {
    let search = Search { design, typical: design.typical() };
    let best = search.highest();
    let solution = search.solution(best)?;
    let highest = solution.log_likelihood;
    let (entry, judge) = if design.random {
        (search.around(best, highest, 0, 5), search.around(best, highest, 1, 5))
    } else {
        (search.around(best, highest, 0, 9), vec![0.0])
    };
    let points = entry.iter().flat_map(|e| judge.iter().map(|j| [*e, *j]));
    let node = |s: [f64; 2]| {
        let solution = search.solution(s)?;
        // Evenly spaced in s, but evenly likely beforehand as variances.
        let stretch = (1.0 - s[0]) * (1.0 - s[1]);
        let weight = libm::exp(solution.log_likelihood - highest) / (stretch * stretch);
        Some(Node { solution, weight })
    };
    let mut nodes: Vec<Node> = points.filter_map(node).collect();
    let whole: f64 = nodes.iter().map(|n| n.weight).sum();
    nodes.iter_mut().for_each(|n| n.weight /= whole);
    Some(Found { best: solution, nodes })
}

/// A search in s, of the entries' ratio (axis 0) and the judges' (axis 1).
struct Search<'a> {
    design: &'a Design,
    typical: [f64; 2],
}

impl Search<'_> {
    fn ratios(&self, s: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| s[axis] / (self.typical[axis] * (1.0 - s[axis])))
    }

    fn solution(&self, s: [f64; 2]) -> Option<Solution> {
        Some(equations(self.design, self.ratios(s))?.complete(self.design))
    }

    fn likelihood(&self, s: [f64; 2]) -> f64 {
        equations(self.design, self.ratios(s)).map_or(f64::NEG_INFINITY, |e| e.log_likelihood)
    }

    /// The derivative of the log-likelihood by one s, but for a positive constant.
    fn slope(&self, s: [f64; 2], axis: usize) -> f64 {
        let stretched = (1.0 - s[axis]) * (1.0 - s[axis]);
        let slope = |s: Solution| if axis == 0 { s.entry_slope } else { s.judge_slope(self.design) };
        self.solution(s).map_or(-1.0, |solution| slope(solution) / stretched)
    }

    /// The best s: one axis, or both in turn until neither moves.
    fn highest(&self) -> [f64; 2] {
        let mut s = [0.0, 0.0];
        s[0] = self.climb(s, 0);
        if !self.design.random || self.design.judges.len() < 2 {
            return s;
        }
        s[1] = self.climb(s, 1);
        let mut reach = [0.02; 2];
        for _ in 0..100 {
            for axis in [0, 1] {
                let before = s[axis];
                let near = |distance: f64| (before + distance).clamp(0.0, MOST);
                s[axis] = self.level(s, axis, near(-reach[axis]), near(reach[axis]));
                reach[axis] = (s[axis] - before).abs().max(1e-12);
            }
            if reach.iter().all(|reach| *reach < 1e-10) {
                break;
            }
        }
        s
    }

    /// The highest point along one axis, found from a coarse look.
    fn climb(&self, s: [f64; 2], axis: usize) -> f64 {
        let heights = COARSE.map(|value| self.likelihood(with(s, axis, value)));
        let top = (1..COARSE.len()).fold(0, |top, n| if heights[n] > heights[top] { n } else { top });
        let high = COARSE.get(top + 1).copied().unwrap_or(MOST);
        self.level(s, axis, COARSE[top.saturating_sub(1)], high)
    }

    /// Where the slope along one axis is level, or the end at which it still points outwards. The bracket given is
    /// widened until it holds it; then false position (the Illinois rule) narrows it.
    fn level(&self, s: [f64; 2], axis: usize, low: f64, high: f64) -> f64 {
        let slope = |value: f64| self.slope(with(s, axis, value), axis);
        let (mut low, mut high) = (low, high);
        let (mut at_low, mut at_high) = (slope(low), slope(high));
        while at_low <= 0.0 && low > 0.0 {
            (high, at_high) = (low, at_low);
            low = if low < 1e-3 { 0.0 } else { low * 0.7 };
            at_low = slope(low);
        }
        while at_high > 0.0 && high < MOST {
            (low, at_low) = (high, at_high);
            high = (0.5 * (1.0 + high)).min(MOST);
            at_high = slope(high);
        }
        if at_low <= 0.0 || at_high > 0.0 {
            return if at_low <= 0.0 { low } else { high };
        }
        let mut last = 0;
        let mut nearest = if at_low < -at_high { (at_low, low) } else { (-at_high, high) };
        for _ in 0..100 {
            let middle = (low * at_high - high * at_low) / (at_high - at_low);
            if !(middle > low && middle < high) || (middle - nearest.1).abs() < 1e-15 {
                break;
            }
            let at_middle = slope(middle);
            if at_middle.abs() < nearest.0 {
                nearest = (at_middle.abs(), middle);
            }
            if at_middle > 0.0 {
                (low, at_low) = (middle, at_middle);
                at_high *= if last > 0 { 0.5 } else { 1.0 };
                last = 1;
            } else {
                (high, at_high) = (middle, at_middle);
                at_low *= if last < 0 { 0.5 } else { 1.0 };
                last = -1;
            }
        }
        nearest.1
    }

    /// As many values of one s, evenly over the range that the likelihood leaves possible.
    fn around(&self, best: [f64; 2], highest: f64, axis: usize, count: usize) -> Vec<f64> {
        let possible = |value: f64| self.likelihood(with(best, axis, value)) > highest - DROP;
        let edge = |outside: f64| {
            let (mut inside, mut outside) = (best[axis], outside);
            if possible(outside) {
                return outside;
            }
            for _ in 0..10 {
                let middle = 0.5 * (inside + outside);
                if possible(middle) { inside = middle } else { outside = middle }
            }
            inside
        };
        let (low, high) = (edge(0.0), edge(MOST));
        (0..count).map(|n| low + (high - low) * (n as f64 + 0.5) / count as f64).collect()
    }
}

fn with(mut s: [f64; 2], axis: usize, value: f64) -> [f64; 2] {
    s[axis] = value;
    s
}
