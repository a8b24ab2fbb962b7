//! How likely an entry is to be above the cut, and which ranks it may have: by drawing all entries' true scores together
//! from what the fit leaves possible, so that what their errors have in common is heeded.

use super::{Fit, LEVEL, design::Design, search::Node, solve};
use crate::distribution::{chi_square_over_mean, normal};
use kapok_base::Stream;

/// An entry's chances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The entry.
    pub entry: usize,
    /// The probability of being among the best.
    pub above: f64,
    /// The better end of the ranks it has in [`LEVEL`] of the draws.
    pub rank_low: usize,
    /// The worse end.
    pub rank_high: usize,
}

impl Fit {
    /// For every entry the probability of being truly among the best `places`, and the interval of its rank. The error
    /// of a probability p over n draws is √(p(1−p)/n). The stream is the caller's, named and recorded: the same
    /// stream gives the same chances.
    #[must_use]
    pub fn chances(&self, places: usize, draws: usize, stream: &Stream) -> Vec<Chance> {
        let size = self.entries.len();
        let mut ranks = vec![Vec::with_capacity(draws); size];
        let mut order: Vec<usize> = (0..size).collect();
        for (node, count) in self.nodes.iter().zip(shares(&self.nodes, draws.max(1))) {
            for _ in 0..count {
                let scores = draw(&self.design, node, stream);
                order.sort_unstable_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
                order.iter().zip(1..).for_each(|(entry, rank)| ranks[*entry].push(rank));
            }
        }
        let flat = self.entry_variance == 0.0 && self.residual_variance == 0.0;
        let chance = |(entry, mut ranks): (usize, Vec<u32>)| {
            ranks.sort_unstable();
            let outside = (0.5 * (1.0 - LEVEL) * ranks.len() as f64) as usize;
            let above = ranks.partition_point(|rank| *rank as usize <= places) as f64 / ranks.len() as f64;
            let (low, high) = (ranks[outside] as usize, ranks[ranks.len() - 1 - outside] as usize);
            Chance { entry: self.entries[entry].entry, above, rank_low: low, rank_high: high }
        };
        let even = |entry: usize| Chance {
            entry: self.entries[entry].entry,
            above: places.min(size) as f64 / size as f64,
            rank_low: 1,
            rank_high: size,
        };
        if flat {
            return (0..size).map(even).collect();
        }
        ranks.into_iter().enumerate().map(chance).collect()
    }
}

/// How many of the draws each node gets: by weight, nothing lost by rounding.
fn shares(nodes: &[Node], draws: usize) -> Vec<usize> {
    let (mut sum, mut given) = (0.0, 0);
    let share = |node: &Node| {
        sum += node.weight;
        let upto = (sum * draws as f64).round() as usize;
        let share = upto - given;
        given = upto;
        share
    };
    nodes.iter().map(share).collect()
}

/// All entries' true scores, once: a residual variance, judges' levels given it, entries given both.
fn draw(design: &Design, node: &Node, stream: &Stream) -> Vec<f64> {
    let fit = &node.solution;
    let degrees = design.degrees();
    let deviation = (fit.scale / chi_square_over_mean(stream, degrees)).sqrt();
    let order = design.judges.len() + usize::from(design.random);
    let mut levels = vec![0.0; order];
    normal(stream, &mut levels);
    fit.factor.solve_upper(&mut levels);
    let levels = solve::levels(design, fit.ratios[1], &levels);
    let mut scores = vec![0.0; design.entries.len()];
    normal(stream, &mut scores);
    for (entry, score) in scores.iter_mut().enumerate() {
        let judges = &design.judge[design.of(entry)];
        let weight = solve::weight(fit.ratios[0], judges.len());
        let common: f64 = judges.iter().map(|judge| levels[*judge]).sum();
        *score = fit.scores[entry] + deviation * (weight.sqrt() * *score - weight * common);
    }
    scores
}
