//! `kapok export cases`, `kapok reindex`.

use crate::{Common, installation};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use kapok_base::Clock;
use kapok_engine::Caller;
use kapok_engine::remember::{ExportFilter, ExportFormat};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// What can be exported.
#[derive(Subcommand)]
pub(crate) enum Export {
    /// Writes the public cases: as a file that can be imported again, a workbook, or citations.
    Cases(ExportCases),
}

/// A form of file.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum FileFormat {
    /// One JSON object a line.
    Jsonl,
    /// A table.
    Csv,
}

/// How cases are exported.
#[derive(Args)]
pub(crate) struct ExportCases {
    /// The form of the file.
    #[arg(long, default_value = "jsonl", value_parser = PossibleValuesParser::new(ExportFormat::ALL.map(ExportFormat::name)))]
    format: String,
    /// Only the cases that this question finds.
    #[arg(long, default_value = "", value_name = "Q")]
    query: String,
    /// Where to write; standard output when absent.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Exports.
pub(crate) async fn export(common: &Common, command: &Export) -> Result<ExitCode, String> {
    let Export::Cases(options) = command;
    let settings = installation::settings(common, None)?;
    installation::log(&settings);
    let installation = installation::open(&settings, Clock::system()).await?;
    let engine = &installation.engine;
    engine.catch_up().await.map_err(|error| error.to_string())?;
    let format = ExportFormat::named(&options.format).unwrap_or(ExportFormat::Jsonl);
    let filter = ExportFilter { query: options.query.clone(), ..ExportFilter::default() };
    let cases = engine.export_cases(&Caller::visitor(), filter, format).await;
    let mut cases = cases.map_err(|error| error.to_string())?;
    // What is refused leaves the file that was there alone.
    let mut part = cases.next(engine).await.map_err(|error| error.to_string())?;
    let mut out: Box<dyn Write> = match &options.output {
        Some(path) => Box::new(File::create(path).map_err(|error| format!("{}: {error}", path.display()))?),
        None => Box::new(std::io::stdout().lock()),
    };
    while let Some(bytes) = part {
        out.write_all(&bytes).map_err(|error| error.to_string())?;
        part = cases.next(engine).await.map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the search index anew.
pub(crate) async fn reindex(common: &Common) -> Result<ExitCode, String> {
    let settings = installation::settings(common, None)?;
    installation::log(&settings);
    let installation = installation::open(&settings, Clock::system()).await?;
    let cases = installation.engine.reindex(&Caller::system()).await.map_err(|error| error.to_string())?;
    println!("{cases} cases indexed");
    Ok(ExitCode::SUCCESS)
}
