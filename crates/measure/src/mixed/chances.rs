//! The chances of a fit: all entries' true scores drawn together from what it leaves possible.

use super::{Fit, design::Design, search::Node, solve};
use crate::chance::{Chance, counted};
use crate::distribution::{chi_square_over_mean, normal};
use kapok_base::Stream;

impl Fit {
    /// For every entry the probability of being truly among the best `places`, and the interval of its rank. The error
    /// of a probability p over n draws is √(p(1−p)/n). The stream is the caller's, named and recorded: the same
    /// stream gives the same chances.
    #[must_use]
    pub fn chances(&self, places: usize, draws: usize, stream: &Stream) -> Vec<Chance> {
        let entries: Vec<usize> = self.entries.iter().map(|entry| entry.entry).collect();
        if self.entry_variance == 0.0 && self.residual_variance == 0.0 {
            let above = places.min(entries.len()) as f64 / entries.len() as f64;
            let even = |entry| Chance { entry, above, rank_low: 1, rank_high: self.entries.len() };
            return entries.into_iter().map(even).collect();
        }
        let shares = self.nodes.iter().zip(shares(&self.nodes, draws.max(1)));
        let nodes = shares.flat_map(|(node, count)| std::iter::repeat_n(node, count));
        counted(&entries, places, nodes.map(|node| draw(&self.design, node, stream)))
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
