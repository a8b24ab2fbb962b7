//! `kapok import cases`: files into the library, their columns read as a mapping says or as their names suggest.

use crate::{Common, installation};
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use kapok_base::{Clock, Locale};
use kapok_engine::Caller;
use kapok_engine::remember::{ImportReport, Other};
use kapok_library::mapping::{FURTHER, Guess, Mapping, columns_of, guess};
use kapok_tabular::{BrokenFile, Format, Row, Rows, open};
use serde_json::{Value, json};
use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Rows that are looked at to guess what the columns are.
const LOOKED_AT: usize = 50;

/// What can be imported.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// Loads cases from files of JSON Lines, CSV (both gzipped or not) or XLSX.
    Cases(ImportCases),
}

/// A form of file.
#[derive(Clone, Copy, ValueEnum)]
enum FileFormat {
    /// One JSON object a line.
    Jsonl,
    /// A table.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

/// How cases are imported.
#[derive(Args)]
pub(crate) struct ImportCases {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Their form, when neither their names nor their contents tell it.
    #[arg(long)]
    format: Option<FileFormat>,
    /// The sheet of a spreadsheet; its first visible one when absent.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// A TOML file that names the field for each column called differently: `"Name of the city" = "entity"`, as `--guess`
    /// prints it.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Prints what the columns would be taken for, as a file for `--map`, and stops.
    #[arg(long, conflicts_with = "map")]
    guess: bool,
    /// Reports what would happen and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints the report as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Imports. Exits with 0 when all went well, 2 when rows were refused, 1 when nothing was done.
pub(crate) async fn run(common: &Common, command: &Import) -> Result<ExitCode, String> {
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
    let map = options.map.as_deref().map(mapping).transpose()?;
    let mut files = Vec::new();
    for path in &options.files {
        let table = Table::look_into(path, options)?;
        if options.guess {
            println!("# What the columns of {} were taken for.", path.display());
            print!("{}", table.guess.to_toml());
        }
        files.push((path, table));
    }
    if options.guess {
        return Ok(0);
    }
    let settings = installation::settings(common, None)?;
    installation::log(&settings);
    let installation = installation::open(&settings, Clock::system()).await?;
    let engine = &installation.engine;
    let mut whole = Whole::default();
    for (path, table) in files {
        let rows = table.rows(path, map.clone());
        let progress = Progress::new(path);
        let told = |report: &ImportReport| progress.tell(report.read);
        let report = engine.import_cases(&Caller::system(), rows, options.dry_run, told).await;
        progress.end();
        whole.add(path, report.map_err(|error| format!("{}: {error}", path.display()))?);
    }
    if !options.dry_run {
        engine
            .catch_up()
            .await
            .map_err(|error| format!("the cases are in, but not yet in the search index: {error}"))?;
    }
    whole.tell(options.json);
    Ok(whole.report.refused)
}

/// A mapping from a file.
fn mapping(path: &Path) -> Result<Mapping, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let refused = |refusal| format!("{}: {}", path.display(), kapok_words::refusal(Locale::En, &refusal));
    Mapping::from_toml(&text).map_err(refused)
}

/// A file that was looked into.
struct Table {
    first: Vec<Row>,
    rest: Rows,
    guess: Guess,
}

impl Table {
    fn look_into(path: &Path, options: &ImportCases) -> Result<Self, String> {
        let bad = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let format = match options.format {
            Some(FileFormat::Jsonl) => Some(Format::Jsonl),
            Some(FileFormat::Csv) => Some(Format::Csv),
            Some(FileFormat::Xlsx) => Some(Format::Xlsx),
            None => Format::of_name(&name),
        };
        let told = || File::open(path).and_then(Format::of_content).map_err(|error| bad(&error));
        let format = match format {
            Some(format) => format,
            None => told()?.ok_or_else(|| bad(&"of which form? Say --format"))?,
        };
        let broken = |error: BrokenFile| {
            let key = format!("refusal-{}", error.code.replace('_', "-"));
            bad(&kapok_words::say(Locale::En, &key, &[("value", error.detail.into())]))
        };
        let mut rest = open(path, format, options.sheet.as_deref()).map_err(broken)?;
        let first: Vec<Row> = rest.by_ref().take(LOOKED_AT).collect();
        let readable = first.iter().filter_map(|row| row.values.as_ref().ok());
        let stem = name.split('.').next().unwrap_or_default();
        let guess = guess(&columns_of(readable), stem);
        Ok(Self { first, rest, guess })
    }

    /// Its rows as the mapping says, or as was guessed when none is given.
    fn rows(self, path: &Path, map: Option<Mapping>) -> impl Iterator<Item = Row> + use<> {
        let mapping = map.unwrap_or_else(|| {
            if self.guess.mapping.is_plain() {
                return Mapping::default();
            }
            let taken = self.guess.columns.iter().filter(|column| column.field != FURTHER);
            let taken: Vec<String> =
                taken.map(|column| format!("{} → {}", column.name, column.field)).collect();
            let name = path.display();
            eprintln!("{name}: columns guessed: {}", taken.join(", "));
            eprintln!("{name}: to see all and change them: --guess > map.toml, then --map map.toml");
            self.guess.mapping
        });
        let rows = self.first.into_iter().chain(self.rest);
        rows.map(move |row| Row { values: row.values.map(|values| mapping.apply(values)), ..row })
    }
}

/// The reports of all files together.
#[derive(Default)]
struct Whole {
    report: ImportReport,
    refusals: Vec<Value>,
    duplicates: Vec<Value>,
}

impl Whole {
    /// Adds a file's report and says what is wrong in it.
    fn add(&mut self, path: &Path, report: ImportReport) {
        let name = path.display();
        for refused in &report.refusals {
            let (words, mend) = refused.words(Locale::En);
            let (line, code, detail) = (refused.line, &refused.code, &refused.detail);
            eprintln!("{name}:{line}: {words} {mend}");
            let refusal = json!({ "file": path, "line": line, "code": code, "detail": detail, "words": words, "mend": mend });
            self.refusals.push(refusal);
        }
        for duplicate in &report.duplicates {
            let (line, likeness) = (duplicate.line, duplicate.likeness);
            let other = match duplicate.other {
                Other::Line(other) => format!("line {other}"),
                Other::Case(case) => format!("the case {case}"),
            };
            eprintln!("{name}:{line}: may tell of the same as {other} ({likeness} % alike)");
            self.duplicates
                .push(json!({ "file": path, "line": line, "other": duplicate.other, "likeness": likeness }));
        }
        let whole = &mut self.report;
        whole.read += report.read;
        whole.created += report.created;
        whole.updated += report.updated;
        whole.unchanged += report.unchanged;
        whole.refused += report.refused;
        whole.alike += report.alike;
        for (code, count) in report.warnings {
            *whole.warnings.entry(code).or_default() += count;
        }
    }

    fn tell(&self, as_json: bool) {
        let ImportReport { read, created, updated, unchanged, refused, warnings, alike, .. } = &self.report;
        if as_json {
            let object = json!({
                "read": read, "created": created, "updated": updated, "unchanged": unchanged, "refused": refused,
                "warnings": warnings, "refusals": self.refusals, "alike": alike, "duplicates": self.duplicates,
            });
            println!("{object}");
            return;
        }
        println!(
            "read {read}, created {created}, updated {updated}, unchanged {unchanged}, refused {refused}"
        );
        for (code, count) in warnings {
            println!("kept as given: {count} times {}", code.as_str().replace('_', " "));
        }
        if *alike > 0 {
            println!("perhaps the same as another: {alike}; nothing was merged");
        }
    }
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
