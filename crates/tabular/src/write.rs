//! Writing CSV for spreadsheets and for reading back.

use crate::formula::neutralised;
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Writes rows under fixed columns; formulas are neutralised, lists of plain values joined by semicolons.
pub struct CsvWriter<W: Write> {
    columns: Vec<String>,
    file: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a table with a row that names its columns, after the mark that tells spreadsheets that it is UTF-8.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(mut out: W, columns: &[&str]) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut file = csv::Writer::from_writer(out);
        file.write_record(columns).map_err(io::Error::other)?;
        Ok(Self { columns: columns.iter().map(|c| (*c).to_owned()).collect(), file })
    }

    /// Goes on with a table that another writer began with the same columns.
    #[must_use]
    pub fn continued(out: W, columns: &[&str]) -> Self {
        let file = csv::Writer::from_writer(out);
        Self { columns: columns.iter().map(|c| (*c).to_owned()).collect(), file }
    }

    /// Writes the values that have a column.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&mut self, row: &Map<String, Value>) -> io::Result<()> {
        let cells = self.columns.iter().map(|column| row.get(column).map(cell).unwrap_or_default());
        let cells: Vec<String> = cells.map(|cell| neutralised(&cell).into_owned()).collect();
        self.file.write_record(&cells).map_err(io::Error::other)
    }

    /// Writes what is still held back and gives the output back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.file.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// A value as a cell shows it.
pub(crate) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(|item| !item.is_array() && !item.is_object()) => {
            items.iter().map(cell).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Format, read};
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_back() {
        let Value::Object(row) = json!({"title": "=HYPERLINK(1), \"quoted\"\nnext", "lat": -3.5, "themes": ["a", "b"], "no column": 1})
        else {
            panic!("an object")
        };
        let mut writer = CsvWriter::new(Vec::new(), &["title", "lat", "themes", "empty"]).unwrap();
        writer.write(&row).unwrap();
        let file = writer.finish().unwrap();
        let rows: Vec<_> = read(&file[..], Format::Csv).unwrap().collect();
        let expected = json!({"title": "=HYPERLINK(1), \"quoted\"\nnext", "lat": "-3.5", "themes": "a; b"});
        assert_eq!(Value::Object(rows[0].values.clone().unwrap()), expected);
    }
}
