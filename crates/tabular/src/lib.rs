//! Tables in and out: rows of JSON Lines, CSV (both gzipped too) and XLSX files as JSON maps, one at a time, with their
//! line numbers.
//!
//! A broken row is an error of its own and does not end the file. What is written for a spreadsheet cannot run there.

mod csv_rows;
mod format;
mod formula;
mod jsonl_rows;
mod packed;
mod sheet;
mod write;
mod xlsx_cell;
mod xlsx_rows;
mod xlsx_size;

use serde_json::{Map, Value};

pub use format::{Format, Rows, open, read};
pub use packed::PackedLines;
pub use sheet::SheetWriter;
pub use write::CsvWriter;
pub use xlsx_rows::sheets;

/// One row of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its values by key or column, or what is wrong with it.
    pub values: Result<Map<String, Value>, BrokenRow>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct BrokenRow {
    /// Stable name: `row_broken_json`, `row_not_an_object`, `row_not_utf8`, `row_too_long`, `row_broken_csv`,
    /// `row_broken_xlsx`, `row_unreadable`.
    pub code: &'static str,
    /// What the reader says about it.
    pub detail: String,
}

impl BrokenRow {
    pub(crate) fn new(code: &'static str, detail: impl ToString) -> Self {
        Self { code, detail: detail.to_string() }
    }
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct BrokenFile {
    /// Stable name: `file_unreadable`, `file_too_large_unpacked`, `file_without_sheet`.
    pub code: &'static str,
    /// What the reader says about it; for `file_without_sheet` the sheets that there are.
    pub detail: String,
}

impl BrokenFile {
    pub(crate) fn new(code: &'static str, detail: impl ToString) -> Self {
        Self { code, detail: detail.to_string() }
    }
}

impl From<std::io::Error> for BrokenFile {
    fn from(error: std::io::Error) -> Self {
        Self::new("file_unreadable", error)
    }
}

/// The names of columns, each once: the second `Name` becomes `Name (2)`, so that no cell is lost.
pub(crate) fn column_names(given: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for name in given {
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        names.push(if *times > 1 && !name.is_empty() { format!("{name} ({times})") } else { name });
    }
    names
}

/// Longest row, in bytes.
pub(crate) const LONGEST_ROW: usize = 16 << 20;
