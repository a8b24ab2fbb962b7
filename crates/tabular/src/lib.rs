//! Tables in and out: rows of JSON Lines and CSV files (gzipped too) as JSON maps, one at a time, with their line numbers; and
//! workbooks, out.
//!
//! A broken row is an error of its own and does not end the file. What is written for a spreadsheet cannot run there.

mod csv_rows;
mod format;
mod formula;
mod jsonl_rows;
mod packed;
mod sheet;
mod write;

use serde_json::{Map, Value};

pub use format::{Format, read};
pub use packed::PackedLines;
pub use sheet::SheetWriter;
pub use write::CsvWriter;

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
    /// Stable name: `row_broken_json`, `row_not_an_object`, `row_not_utf8`, `row_too_long`, `row_broken_csv`, `row_unreadable`.
    pub code: &'static str,
    /// What the reader says about it.
    pub detail: String,
}

impl BrokenRow {
    pub(crate) fn new(code: &'static str, detail: impl ToString) -> Self {
        Self { code, detail: detail.to_string() }
    }
}

/// Longest row, in bytes.
pub(crate) const LONGEST_ROW: usize = 16 << 20;
