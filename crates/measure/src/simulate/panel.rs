//! A simulated panel at work: who gets which entry, and the scores.

use super::{Design, Setup, spread};
use crate::mixed::Observation;
use kapok_base::Stream;

/// All scores of one run.
pub(super) fn judge(setup: &Setup, truth: &[f64], stream: &Stream) -> Vec<Observation> {
    let severity = spread(stream, setup.judges, setup.severity_spread);
    let noise = spread(stream, setup.entries * setup.each(), setup.noise);
    let mut noise = noise.into_iter();
    let mut load = vec![0_u32; setup.judges];
    let mut scores = Vec::with_capacity(noise.len());
    for (entry, value) in truth.iter().enumerate() {
        for judge in judges_of(setup, entry, &load, stream) {
            load[judge] += 1;
            let value = value - severity[judge] + noise.next().unwrap_or(0.0);
            scores.push(Observation { entry, judge, value });
        }
    }
    scores
}

fn judges_of(setup: &Setup, entry: usize, load: &[u32], stream: &Stream) -> Vec<usize> {
    match setup.design {
        Design::Complete => (0..setup.judges).collect(),
        Design::Blocks => {
            let first = entry * setup.judges / setup.entries;
            (0..setup.per_entry).map(|n| (first + n) % setup.judges).collect()
        }
        Design::Random => {
            // The least loaded ones; chance decides between equals.
            let mut order: Vec<_> =
                load.iter().zip(0..).map(|(l, j)| (*l, stream.below(1 << 32), j)).collect();
            if setup.per_entry < order.len() {
                order.select_nth_unstable(setup.per_entry);
            }
            let mut judges: Vec<usize> = order[..setup.per_entry].iter().map(|(.., j)| *j).collect();
            judges.sort_unstable();
            judges
        }
    }
}

/// The greatest number of scores from one judge.
pub(super) fn heaviest(judges: usize, scores: &[Observation]) -> usize {
    let mut load = vec![0; judges];
    scores.iter().for_each(|s| load[s.judge] += 1);
    load.into_iter().max().unwrap_or(0)
}
