//! `kapok import cases`, `kapok export cases`, `kapok reindex`.

use crate::{Common, installation};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use kapok_base::Clock;
use kapok_engine::Caller;
use kapok_engine::remember::{ExportFilter, ExportFormat, ImportReport};
use kapok_tabular::{Format, Row, read};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can be imported.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// Loads cases from files of JSON Lines or CSV, gzipped or not.
    Cases(ImportCases),
}

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

/// How cases are imported.
#[derive(Args)]
pub(crate) struct ImportCases {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Their form, when their names do not tell it.
    #[arg(long)]
    format: Option<FileFormat>,
    /// A TOML file that names the key for each column called differently: `"Name of the city" = "entity"`.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Reports what would happen and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints the report as one JSON object.
    #[arg(long)]
    json: bool,
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

/// Imports. Exits with 0 when all went well, 2 when rows were refused, 1 when nothing was done.
pub(crate) async fn import(common: &Common, command: &Import) -> Result<ExitCode, String> {
    let Import::Cases(options) = command;
    match import_cases(common, options).await {
        Ok(0) => Ok(ExitCode::SUCCESS),
        Ok(_) => Ok(ExitCode::from(2)),
        Err(message) => {
            eprintln!("kapok: {message}");
            Ok(ExitCode::from(1))
        }
    }
}

/// Gives the number of refused rows.
async fn import_cases(common: &Common, options: &ImportCases) -> Result<u64, String> {
    let names = options.map.as_deref().map(names).transpose()?.unwrap_or_default();
    let mut files = Vec::new();
    for path in &options.files {
        files.push((path, rows(path, options.format, names.clone())?));
    }
    let settings = installation::settings(common, None)?;
    installation::log(&settings);
    let installation = installation::open(&settings, Clock::system()).await?;
    let engine = &installation.engine;
    let mut whole = ImportReport::default();
    let mut refusals = Vec::new();
    for (path, rows) in files {
        let progress = Progress::new(path);
        let told = |report: &ImportReport| progress.tell(report.read);
        let report = engine.import_cases(&Caller::system(), rows, options.dry_run, told).await;
        progress.end();
        let report = report.map_err(|error| format!("{}: {error}", path.display()))?;
        for refused in &report.refusals {
            let (line, code, detail) = (refused.line, refused.code, &refused.detail);
            eprintln!("{}:{line}: {code} {detail}", path.display());
            refusals.push(json!({ "file": path, "line": line, "code": code, "detail": detail }));
        }
        whole.read += report.read;
        whole.created += report.created;
        whole.updated += report.updated;
        whole.unchanged += report.unchanged;
        whole.refused += report.refused;
        for (code, count) in report.warnings {
            *whole.warnings.entry(code).or_default() += count;
        }
    }
    if !options.dry_run {
        engine
            .catch_up()
            .await
            .map_err(|error| format!("the cases are in, but not yet in the search index: {error}"))?;
    }
    tell(&whole, &refusals, options.json);
    Ok(whole.refused)
}

fn tell(report: &ImportReport, refusals: &[Value], as_json: bool) {
    let ImportReport { read, created, updated, unchanged, refused, warnings, .. } = report;
    if as_json {
        let object = json!({
            "read": read, "created": created, "updated": updated, "unchanged": unchanged, "refused": refused,
            "warnings": warnings, "refusals": refusals,
        });
        println!("{object}");
        return;
    }
    println!("read {read}, created {created}, updated {updated}, unchanged {unchanged}, refused {refused}");
    for (code, count) in warnings {
        let code = serde_json::to_value(code).ok();
        let code = code.as_ref().and_then(Value::as_str).unwrap_or_default().replace('_', " ");
        println!("kept as given: {count} times {code}");
    }
}

/// The keys for columns that are called differently.
fn names(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn rows(
    path: &Path,
    format: Option<FileFormat>,
    names: BTreeMap<String, String>,
) -> Result<impl Iterator<Item = Row> + use<>, String> {
    let bad = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let format = match format {
        Some(FileFormat::Jsonl) => Format::Jsonl,
        Some(FileFormat::Csv) => Format::Csv,
        None => {
            Format::of_name(&path.to_string_lossy()).ok_or_else(|| bad(&"of which form? Say --format"))?
        }
    };
    let file = File::open(path).map_err(|error| bad(&error))?;
    let rows = read(file, format).map_err(|error| bad(&error))?;
    Ok(rows.map(move |row| Row { values: row.values.map(|values| renamed(values, &names)), ..row }))
}

fn renamed(values: Map<String, Value>, names: &BTreeMap<String, String>) -> Map<String, Value> {
    if names.is_empty() {
        return values;
    }
    values.into_iter().map(|(key, value)| (names.get(&key).cloned().unwrap_or(key), value)).collect()
}

/// A counter on a terminal, a plain line now and then elsewhere; on standard error in both.
struct Progress {
    bar: Option<ProgressBar>,
    name: String,
}

impl Progress {
    fn new(path: &Path) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let style = ProgressStyle::with_template("{spinner} {prefix}: {pos} rows, {per_sec}").ok();
        let bar = std::io::stderr().is_terminal().then(ProgressBar::new_spinner);
        if let (Some(bar), Some(style)) = (&bar, style) {
            bar.set_style(style);
            bar.set_prefix(name.clone());
        }
        Self { bar, name }
    }

    fn tell(&self, read: u64) {
        match &self.bar {
            Some(bar) => bar.set_position(read),
            None if read.is_multiple_of(1000) && read > 0 => eprintln!("{}: {read} rows", self.name),
            None => {}
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
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
