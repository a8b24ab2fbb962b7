//! Writing a workbook for spreadsheets.

use crate::formula::begins_formula;
use crate::write::cell;
use kapok_base::Instant;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, Seek};

/// Most characters of a cell, as UTF-16 counts them: the spreadsheet's own limit.
const LONGEST_CELL: usize = 32_767;

/// Writes rows under fixed columns into one sheet, with little memory whatever their number. Texts are texts: none is a formula, and
/// one that looks like a formula stays a text when it is edited. A text that is too long for a cell ends in an ellipsis.
pub struct SheetWriter {
    book: Workbook,
    columns: Vec<String>,
    quoted: Format,
    row: u32,
}

impl SheetWriter {
    /// Begins a workbook with one sheet and a row that names its columns; `made` is what it says of its age.
    ///
    /// # Errors
    /// When a temporary file cannot be written.
    pub fn new(name: &str, columns: &[&str], made: Instant) -> io::Result<Self> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_timestamp(made.timestamp().as_second()).map_err(io::Error::other)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory().map_err(io::Error::other)?;
        sheet.set_name(name).map_err(io::Error::other)?;
        sheet.set_freeze_panes(1, 0).map_err(io::Error::other)?;
        for (at, column) in (0u16..).zip(columns) {
            sheet.write_string_with_format(0, at, *column, &bold).map_err(io::Error::other)?;
        }
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Ok(Self { book, columns, quoted: Format::new().set_quote_prefix(), row: 0 })
    }

    /// Writes the values that have a column: numbers as numbers, all else as text.
    ///
    /// # Errors
    /// When a temporary file cannot be written, or the sheet is full.
    pub fn write(&mut self, row: &Map<String, Value>) -> io::Result<()> {
        self.row += 1;
        self.write_cells(row).map_err(io::Error::other)
    }

    fn write_cells(&mut self, row: &Map<String, Value>) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(0)?;
        for (at, column) in (0u16..).zip(&self.columns) {
            let Some(value) = row.get(column) else { continue };
            if let Some(number) = value.as_f64() {
                sheet.write_number(self.row, at, number)?;
                continue;
            }
            let text = fitting(cell(value));
            if begins_formula(&text) {
                sheet.write_string_with_format(self.row, at, text, &self.quoted)?;
            } else if !text.is_empty() {
                sheet.write_string(self.row, at, text)?;
            }
        }
        Ok(())
    }

    /// The finished workbook: a temporary file that is gone when it is closed, read from its beginning.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<File> {
        let mut file = tempfile::tempfile()?;
        self.book.save_to_writer(&mut file).map_err(io::Error::other)?;
        file.rewind()?;
        Ok(file)
    }
}

/// The text, cut where a cell ends.
fn fitting(text: String) -> String {
    if text.len() <= LONGEST_CELL || text.encode_utf16().count() <= LONGEST_CELL {
        return text;
    }
    let mut units = 1;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= LONGEST_CELL
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use proptest::prelude::*;
    use serde_json::json;
    use std::io::BufReader;

    /// The rows of a workbook as another library reads them, and its formulas.
    fn opened(rows: &[Value]) -> (Vec<Vec<Data>>, usize) {
        let mut sheet =
            SheetWriter::new("cases", &["title", "year", "themes"], Instant::from_micros(0)).unwrap();
        for row in rows {
            sheet.write(row.as_object().unwrap()).unwrap();
        }
        let mut book: Xlsx<_> = Xlsx::new(BufReader::new(sheet.finish().unwrap())).unwrap();
        let formulas = book.worksheet_formula("cases").unwrap().used_cells().count();
        let range = book.worksheet_range("cases").unwrap();
        (range.rows().map(<[Data]>::to_vec).collect(), formulas)
    }

    #[test]
    fn another_library_reads_what_was_written_and_finds_no_formula() {
        let long = "河".repeat(LONGEST_CELL + 5);
        let (rows, formulas) = opened(&[
            json!({ "title": "=HYPERLINK(\"http://evil.example\")", "year": 2021, "themes": ["a", "b"], "no column": 1 }),
            json!({ "title": long, "year": "=1+1" }),
        ]);
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(rows[0], [text("title"), text("year"), text("themes")]);
        assert_eq!(rows[1], [text("=HYPERLINK(\"http://evil.example\")"), Data::Float(2021.0), text("a; b")]);
        let cut = rows[2][0].to_string();
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (LONGEST_CELL, true));
        assert_eq!((&rows[2][1], formulas), (&text("=1+1"), 0));
    }

    proptest! {
        #[test]
        fn any_text_stays_a_text(title in "[=+@'-]{0,2}\\PC{0,12}") {
            let (rows, formulas) = opened(&[json!({ "title": title, "year": 1 })]);
            prop_assert_eq!(formulas, 0);
            let read = rows[1].first().map(ToString::to_string).unwrap_or_default();
            prop_assert_eq!(read, title);
        }
    }
}
