//! Simulated panels: how often each method finds the truly best, how honest its intervals are, and how long a fit takes.
//!
//! `cargo run --release -p kapok-measure --example panels [RUNS [ENTRIES]]`; without runs it only takes the time.

use kapok_base::{Random, Stream};
use kapok_measure::mixed::{Judges, Observation, fit};
use kapok_measure::rasch::{self, Facet, Rating};
use std::time::Instant;

/// Who judges what.
#[derive(Clone, Copy)]
enum Design {
    /// All judge all.
    Complete,
    /// So many judges for each entry, drawn at random with even loads.
    Random(usize),
    /// So many judges for each block of neighbouring entries; each block's panel is the last one's, less one judge, plus
    /// the next.
    Blocks(usize),
    /// So many judges for each block, none of them shared, and blocks that truly differ by half the entries' spread: what the
    /// warning of gaps is for.
    Apart(usize),
}

/// A panel to simulate; the entries' variance and the residual one are 1.
struct Panel {
    entries: usize,
    judges: usize,
    cut: usize,
    design: Design,
    /// The standard deviation of the judges' levels.
    spread: f64,
}

/// What a method did over all runs.
#[derive(Default)]
struct Tally {
    /// The share of the true best found, and its square.
    found: f64,
    /// Less the raw mean's share, and its square.
    gain: f64,
    gain_squared: f64,
    covered: f64,
}

fn main() {
    let runs = std::env::args().nth(1).and_then(|runs| runs.parse().ok()).unwrap_or(0);
    let only: Option<usize> = std::env::args().nth(2).and_then(|entries| entries.parse().ok());
    if only.is_none() {
        time(273, 11, 3, 6);
        time(273, 11, 11, 1);
        time(3000, 300, 10, 1);
    }
    let designs = [
        Design::Complete,
        Design::Random(3),
        Design::Random(5),
        Design::Blocks(3),
        Design::Blocks(5),
        Design::Apart(3),
    ];
    println!(
        "| entries | judges | design | severity | raw | fixed | gain | covered | random | gain | covered |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (entries, judges, cut) in [(273, 11, 15), (24, 6, 5)] {
        if runs == 0 || only.is_some_and(|only| only != entries) {
            continue;
        }
        for design in designs {
            for spread in [0.0, 0.5, 1.0] {
                row(&Panel { entries, judges, cut, design, spread }, runs);
            }
        }
    }
}

fn row(panel: &Panel, runs: usize) {
    let mut raw = 0.0;
    let mut tallies = [Tally::default(), Tally::default()];
    let chance = Random::seeded(2026);
    for run in 0..runs {
        let stream = chance.stream(&format!("panel {run}"));
        let (truth, observations) = simulate(panel, &stream);
        let best = top(&truth, panel.cut);
        let share = |scores: &[f64]| {
            let found = top(scores, panel.cut);
            found.iter().filter(|entry| best.contains(entry)).count() as f64 / panel.cut as f64
        };
        let by_raw = share(&raw_means(panel.entries, &observations));
        raw += by_raw;
        for (tally, judges) in tallies.iter_mut().zip([Judges::Fixed, Judges::Random]) {
            let Ok(fit) = fit(&observations, judges) else { continue };
            let scores: Vec<f64> = fit.entries.iter().map(|e| e.score).collect();
            let gain = share(&scores) - by_raw;
            tally.found += share(&scores);
            tally.gain += gain;
            tally.gain_squared += gain * gain;
            let inside = fit.entries.iter().filter(|e| e.low <= truth[e.entry] && truth[e.entry] <= e.high);
            tally.covered += inside.count() as f64 / panel.entries as f64;
        }
    }
    let n = runs as f64;
    let design = match panel.design {
        Design::Complete => "complete".to_owned(),
        Design::Random(k) => format!("{k} at random"),
        Design::Blocks(k) => format!("{k} by blocks"),
        Design::Apart(k) => format!("{k}, panels apart"),
    };
    let cells = tallies.map(|t| {
        let gain = t.gain / n;
        let error = ((t.gain_squared / n - gain * gain).max(0.0) / n).sqrt();
        format!("{:.3} | {gain:+.4} ± {error:.4} | {:.1} %", t.found / n, 100.0 * t.covered / n)
    });
    let Panel { entries, judges, spread, .. } = panel;
    println!("| {entries} | {judges} | {design} | {spread} | {:.3} | {} | {} |", raw / n, cells[0], cells[1]);
}

/// How long it takes to fit each criterion, and to draw chances for the first.
fn time(entries: usize, judges: usize, per_entry: usize, criteria: usize) {
    let panel = Panel { entries, judges, cut: 15, design: Design::Random(per_entry), spread: 0.5 };
    let scores: Vec<Vec<Observation>> = (0..criteria)
        .map(|criterion| simulate(&panel, &Random::seeded(1).stream(&format!("criterion {criterion}"))).1)
        .collect();
    time_rasch(&panel, &scores);
    for method in [Judges::Fixed, Judges::Random] {
        let started = Instant::now();
        let fits: Vec<_> = scores.iter().map(|scores| fit(scores, method)).collect();
        let fitted = started.elapsed().as_secs_f64() * 1e3;
        let stream = Random::seeded(1).stream("chances");
        let started = Instant::now();
        let chances = fits.first().and_then(|fit| Some(fit.as_ref().ok()?.chances(15, 1000, &stream).len()));
        let drawn = started.elapsed().as_secs_f64() * 1e3;
        println!(
            "{entries} entries × {judges} judges, {} scorecards, {criteria} criteria, {method:?}: {fitted:.1} ms; \
             1,000 draws for {} entries: {drawn:.1} ms",
            scores[0].len(),
            chances.unwrap_or(0),
        );
    }
}

/// How long Rasch measures of all criteria together take, on a scale of ten.
fn time_rasch(panel: &Panel, scores: &[Vec<Observation>]) {
    let category = |value: f64| (5.5 + 1.5 * value).round().clamp(1.0, 10.0) as i64;
    let rating = |criterion: usize, o: &Observation| Rating {
        elements: vec![o.entry, o.judge, criterion],
        category: category(o.value),
    };
    let ratings: Vec<Rating> =
        scores.iter().enumerate().flat_map(|(c, scores)| scores.iter().map(move |o| rating(c, o))).collect();
    let started = Instant::now();
    let fit = rasch::fit(&[Facet::Raises, Facet::Lowers, Facet::Lowers], 1, &ratings);
    println!(
        "{} entries × {} judges × {} criteria, {} ratings, Rasch: {:.1} ms, converged: {}",
        panel.entries,
        panel.judges,
        scores.len(),
        ratings.len(),
        started.elapsed().as_secs_f64() * 1e3,
        fit.is_ok_and(|fit| fit.converged),
    );
}

/// The entries' true qualities, and the scores they got.
fn simulate(panel: &Panel, stream: &Stream) -> (Vec<f64>, Vec<Observation>) {
    let mut truth: Vec<f64> = (0..panel.entries).map(|_| normal(stream)).collect();
    if let Design::Apart(k) = panel.design {
        let shifts: Vec<f64> = (0..panel.judges / k).map(|_| 0.5 * normal(stream)).collect();
        let block = |entry: usize| entry * shifts.len() / panel.entries;
        truth.iter_mut().enumerate().for_each(|(entry, quality)| *quality += shifts[block(entry)]);
    }
    let severity: Vec<f64> = (0..panel.judges).map(|_| panel.spread * normal(stream)).collect();
    let mut observations = Vec::new();
    let mut deck: Vec<usize> = Vec::new();
    for (entry, quality) in truth.iter().enumerate() {
        for judge in judges_of(panel, entry, &mut deck, stream) {
            observations.push(Observation {
                entry,
                judge,
                value: quality - severity[judge] + normal(stream),
            });
        }
    }
    (truth, observations)
}

fn judges_of(panel: &Panel, entry: usize, deck: &mut Vec<usize>, stream: &Stream) -> Vec<usize> {
    let judges = panel.judges;
    match panel.design {
        Design::Complete => (0..judges).collect(),
        Design::Blocks(k) => (0..k).map(|n| (entry * judges / panel.entries + n) % judges).collect(),
        Design::Apart(k) => (0..k).map(|n| entry * (judges / k) / panel.entries * k + n).collect(),
        Design::Random(k) => {
            let mut taken = Vec::new();
            while taken.len() < k {
                // A new deck below the old one's rest: loads differ by one at most, but for a card put back.
                if deck.iter().all(|judge| taken.contains(judge)) {
                    let mut fresh: Vec<usize> = (0..judges).collect();
                    (1..judges).rev().for_each(|n| fresh.swap(n, stream.below(n as u64 + 1) as usize));
                    deck.splice(0..0, fresh);
                }
                let next = deck.iter().rposition(|judge| !taken.contains(judge));
                taken.extend(next.map(|at| deck.remove(at)));
            }
            taken
        }
    }
}

fn raw_means(entries: usize, observations: &[Observation]) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); entries];
    for o in observations {
        sums[o.entry].0 += o.value;
        sums[o.entry].1 += 1.0;
    }
    sums.into_iter().map(|(sum, count)| sum / count).collect()
}

fn top(scores: &[f64], cut: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    order.truncate(cut);
    order
}

/// A standard normal number.
fn normal(stream: &Stream) -> f64 {
    let uniform = || (stream.below(1 << 53) as f64 + 0.5) / (1_u64 << 53) as f64;
    (-2.0 * libm::log(uniform())).sqrt() * libm::cos(2.0 * std::f64::consts::PI * uniform())
}
