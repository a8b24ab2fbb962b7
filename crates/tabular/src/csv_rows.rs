//! CSV: the first row names the columns; a cell that was neutralised for a spreadsheet is read as it was.

use crate::formula::restored;
use crate::{BrokenRow, Row, column_names};
use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;
use std::io::{self, BufRead};

pub(crate) fn rows<'a>(
    mut file: Box<dyn BufRead + Send + 'a>,
) -> io::Result<impl Iterator<Item = Row> + Send + 'a> {
    if file.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        file.consume(3);
    }
    let delimiter = delimiter(file.fill_buf()?);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(file);
    let named = reader.byte_headers().map_err(io::Error::other)?;
    let columns = column_names(named.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()));
    let mut ended = false;
    Ok(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let mut record = ByteRecord::new();
        match reader.read_byte_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                Some(Row { line, values: values(&columns, &record) })
            }
            Err(error) => {
                let at = error.position().unwrap_or_else(|| reader.position()).line();
                ended = error.is_io_error();
                let code = if ended { "row_unreadable" } else { "row_broken_csv" };
                Some(Row { line: at, values: Err(BrokenRow::new(code, error)) })
            }
        }
    }))
}

fn values(columns: &[String], record: &ByteRecord) -> Result<serde_json::Map<String, Value>, BrokenRow> {
    let mut row = serde_json::Map::new();
    for (column, cell) in columns.iter().zip(record) {
        let cell = std::str::from_utf8(cell).map_err(|error| BrokenRow::new("row_not_utf8", error))?;
        if !column.is_empty() && !cell.is_empty() {
            row.insert(column.clone(), Value::String(restored(cell).to_owned()));
        }
    }
    Ok(row)
}

/// The separator that stands most often in the first line.
fn delimiter(start: &[u8]) -> u8 {
    let first = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |separator: u8| first.iter().filter(|b| **b == separator).count();
    let mut best = b',';
    for separator in [b';', b'\t'] {
        if count(separator) > count(best) {
            best = separator;
        }
    }
    best
}
