//! `kapok simulate`: how many judges are enough, told before the edition.

mod plot;

use crate::user::in_words;
use indicatif::{ProgressBar, ProgressStyle};
use kapok_measure::simulate::{Design, Estimate, METHODS, Method, Outcome, Setup, simulate};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many entries.
    #[arg(long, default_value_t = 273)]
    entries: usize,
    /// How many judges.
    #[arg(long, default_value_t = 11)]
    judges: usize,
    /// How many judges for each entry; 2 to 7 are shown beside it.
    #[arg(long, default_value_t = 3)]
    per_entry: usize,
    /// How many are shortlisted.
    #[arg(long, default_value_t = 15)]
    cut: usize,
    /// Who judges what.
    #[arg(long, value_enum, default_value_t = Assignment::Random)]
    design: Assignment,
    /// Standard deviation of the entries' true values.
    #[arg(long, default_value_t = 1.0, value_name = "SD")]
    entry_spread: f64,
    /// Standard deviation of the judges' severities.
    #[arg(long, default_value_t = 0.5, value_name = "SD")]
    severity_spread: f64,
    /// Standard deviation of one judge's score around the entry's true value and the judge's severity.
    #[arg(long, default_value_t = 1.0, value_name = "SD")]
    noise: f64,
    /// How many awards are drawn for each line.
    #[arg(long, default_value_t = 400)]
    runs: usize,
    /// The same seed draws the same awards.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
    /// Also draws a plot.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Assignment {
    /// Judges are drawn for each entry, with even loads.
    Random,
    /// Neighbouring entries share their judges.
    Blocks,
    /// Everybody judges everything.
    Complete,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    let setup = setup(options);
    setup.check().map_err(|refusal| in_words(&refusal))?;
    let outcomes = outcomes(&setup)?;
    if let Some(path) = &options.svg {
        let drawn = plot::draw(&setup, &outcomes);
        std::fs::write(path, drawn).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    if options.json {
        println!("{}", object(&setup, &outcomes));
    } else {
        table(&setup, &outcomes);
    }
    Ok(ExitCode::SUCCESS)
}

fn setup(options: &Options) -> Setup {
    Setup {
        entries: options.entries,
        judges: options.judges,
        per_entry: options.per_entry,
        cut: options.cut,
        entry_spread: options.entry_spread,
        severity_spread: options.severity_spread,
        noise: options.noise,
        design: match options.design {
            Assignment::Random => Design::Random,
            Assignment::Blocks => Design::Blocks,
            Assignment::Complete => Design::Complete,
        },
        runs: options.runs,
        seed: options.seed,
    }
}

/// An outcome for each number of judges per entry, with a bar on a terminal.
fn outcomes(setup: &Setup) -> Result<Vec<Outcome>, String> {
    let numbers = setup.numbers();
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}").map_err(|e| e.to_string())?;
    let bar = ProgressBar::new(numbers.len() as u64).with_style(style);
    let mut outcomes = Vec::new();
    for per_entry in numbers {
        let outcome = simulate(&Setup { per_entry, ..setup.clone() });
        outcomes.push(outcome.map_err(|refusal| in_words(&refusal))?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(outcomes)
}

/// What the methods are called in JSON.
fn key(method: Method) -> &'static str {
    match method {
        Method::Mean => "mean",
        Method::Adjusted => "severity_adjusted",
        Method::Standardised => "z_score",
    }
}

fn design(setup: &Setup) -> &'static str {
    match setup.design {
        Design::Complete => "complete",
        Design::Random => "random",
        Design::Blocks => "blocks",
    }
}

fn object(setup: &Setup, outcomes: &[Outcome]) -> Value {
    let estimate = |e: Estimate| json!({ "mean": e.mean, "standard_error": e.error });
    let designs = outcomes.iter().map(|outcome| {
        let methods = outcome.recoveries.iter().map(|r| {
            json!({
                "method": key(r.method),
                "best_found": estimate(r.found),
                "gain_over_mean": estimate(r.gain),
                "best_within": estimate(r.best_within),
                "all_found": estimate(r.all_found),
            })
        });
        json!({
            "per_entry": outcome.per_entry,
            "scorecards": outcome.scorecards,
            "heaviest_load": outcome.heaviest,
            "methods": methods.collect::<Vec<_>>(),
        })
    });
    json!({
        "entries": setup.entries,
        "judges": setup.judges,
        "per_entry": setup.per_entry,
        "cut": setup.cut,
        "design": design(setup),
        "entry_spread": setup.entry_spread,
        "severity_spread": setup.severity_spread,
        "noise": setup.noise,
        "runs": setup.runs,
        "seed": setup.seed,
        "outcomes": designs.collect::<Vec<_>>(),
    })
}

fn table(setup: &Setup, outcomes: &[Outcome]) {
    let Setup { entries, judges, cut, entry_spread, severity_spread, noise, runs, seed, .. } = setup;
    println!("{entries} entries, {judges} judges, {cut} shortlisted; design: {}", design(setup));
    println!(
        "spreads: entries {entry_spread}, severities {severity_spread}, noise {noise}; {runs} runs, seed {seed}\n"
    );
    println!("share of the true best {cut} that each method shortlists, in per cent ± standard error\n");
    println!(
        "per entry  scorecards  per judge       mean        adjusted      z-score *   best entry within"
    );
    for outcome in outcomes {
        let percent = |e: Estimate| format!("{:5.1} ± {:3.1}", 100.0 * e.mean, 100.0 * e.error);
        let shares: Vec<String> =
            METHODS.iter().zip(&outcome.recoveries).map(|(_, r)| percent(r.found)).collect();
        let within = outcome.recoveries.iter().find(|r| r.method == Method::Adjusted);
        let within = within.map(|r| percent(r.best_within)).unwrap_or_default();
        let mark = if outcome.per_entry == setup.per_entry { '>' } else { ' ' };
        println!(
            "{mark}{:>8}  {:>10}  {:>9}   {}   {}   {}   {within}",
            outcome.per_entry, outcome.scorecards, outcome.heaviest, shares[0], shares[1], shares[2]
        );
    }
    println!(
        "\nThe last column is the adjusted method's. * shown as a warning: it mistakes better entries for milder judges."
    );
}
