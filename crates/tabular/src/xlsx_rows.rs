//! XLSX: the first row with anything in it names the columns; cells are passed on as they are met.
//!
//! The reader of cells borrows the workbook, so both live in a thread of their own that hands rows over a short channel.
//! It ends when nobody takes them any more.

use crate::xlsx_size::{self, LIMITS, Limits};
use crate::{BrokenFile, BrokenRow, LONGEST_ROW, Row, Rows, column_names, xlsx_cell};
use calamine::{Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxCellReader};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};

/// Rows that wait between the two threads.
const WAITING: usize = 64;
/// The widest sheet that is read, in columns; a spreadsheet's own limit.
const WIDEST: u32 = 16_384;

/// What the reading thread says.
enum Told {
    Opened,
    Failed(BrokenFile),
    Row(Row),
    Ended,
}

/// The names of a file's sheets that are visible, in their order.
///
/// # Errors
/// `file_unreadable`, `file_too_large_unpacked`.
pub fn sheets(path: &Path) -> Result<Vec<String>, BrokenFile> {
    Ok(visible(&workbook(File::open(path)?, &LIMITS)?))
}

pub(crate) fn rows(file: impl Read + Seek + Send + 'static, sheet: Option<&str>) -> Result<Rows, BrokenFile> {
    rows_within(file, sheet, LIMITS)
}

fn rows_within(
    file: impl Read + Seek + Send + 'static,
    sheet: Option<&str>,
    limits: Limits,
) -> Result<Rows, BrokenFile> {
    let (tell, told) = sync_channel(WAITING);
    let sheet = sheet.map(str::to_owned);
    std::thread::Builder::new().name("spreadsheet".to_owned()).spawn(move || {
        // A receiver that has gone away is not worth a word.
        let _ = read(file, sheet.as_deref(), &limits, &tell);
    })?;
    match told.recv() {
        Ok(Told::Opened) => Ok(Box::new(Handed { told, ended: false })),
        Ok(Told::Failed(broken)) => Err(broken),
        _ => Err(BrokenFile::new("file_unreadable", "the spreadsheet is broken")),
    }
}

/// The rows as they are handed over.
struct Handed {
    told: Receiver<Told>,
    ended: bool,
}

impl Iterator for Handed {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.ended {
            return None;
        }
        match self.told.recv() {
            Ok(Told::Row(row)) => return Some(row),
            Ok(_) => self.ended = true,
            // The thread went away without a word: the file broke the reader.
            Err(_) => {
                self.ended = true;
                let broken = BrokenRow::new("row_unreadable", "the spreadsheet is broken");
                return Some(Row { line: 0, values: Err(broken) });
            }
        }
        None
    }
}

type Sent = Result<(), SendError<Told>>;

fn read(file: impl Read + Seek, sheet: Option<&str>, limits: &Limits, tell: &SyncSender<Told>) -> Sent {
    let mut workbook = match workbook(file, limits) {
        Ok(workbook) => workbook,
        Err(broken) => return tell.send(Told::Failed(broken)),
    };
    let names = visible(&workbook);
    let found = match sheet {
        Some(wanted) => names.iter().find(|name| *name == wanted),
        None => names.first(),
    };
    let Some(name) = found else {
        return tell.send(Told::Failed(BrokenFile::new("file_without_sheet", names.join(", "))));
    };
    match workbook.worksheet_cells_reader(name) {
        Ok(cells) => {
            tell.send(Told::Opened)?;
            pass_on(cells, tell)?;
            tell.send(Told::Ended)
        }
        Err(error) => tell.send(Told::Failed(BrokenFile::new("file_unreadable", error))),
    }
}

fn workbook<F: Read + Seek>(mut file: F, limits: &Limits) -> Result<Xlsx<BufReader<F>>, BrokenFile> {
    xlsx_size::check(&mut file, limits)?;
    file.rewind()?;
    Xlsx::new(BufReader::new(file)).map_err(|error| BrokenFile::new("file_unreadable", error))
}

fn visible<F: Read + Seek>(workbook: &Xlsx<BufReader<F>>) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    let shown = |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    sheets.filter(shown).map(|sheet| sheet.name.clone()).collect()
}

/// Gathers cells to rows.
fn pass_on<F: Read + Seek>(mut cells: XlsxCellReader<'_, F>, tell: &SyncSender<Told>) -> Sent {
    let mut columns: Option<Vec<String>> = None;
    let mut row = Gathered::default();
    loop {
        let cell = match cells.next_cell() {
            Ok(cell) => cell,
            Err(error) => {
                row.hand_over(&mut columns, tell)?;
                let broken = BrokenRow::new("row_unreadable", error);
                return tell.send(Told::Row(Row { line: u64::from(row.number) + 1, values: Err(broken) }));
            }
        };
        let Some(cell) = cell else { return row.hand_over(&mut columns, tell) };
        let (number, column) = cell.get_position();
        if number != row.number {
            row.hand_over(&mut columns, tell)?;
            row.number = number;
        }
        if let Some(text) = xlsx_cell::text(cell.get_value()) {
            row.add(column, text);
        }
    }
}

/// A row's cells so far.
#[derive(Default)]
struct Gathered {
    /// From 0.
    number: u32,
    cells: Vec<(u32, String)>,
    bytes: usize,
}

impl Gathered {
    fn add(&mut self, column: u32, text: String) {
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes <= LONGEST_ROW && column < WIDEST {
            self.cells.push((column, text));
        }
    }

    /// Sends the row, or takes it for the one that names the columns; then it is empty.
    fn hand_over(&mut self, columns: &mut Option<Vec<String>>, tell: &SyncSender<Told>) -> Sent {
        let (cells, bytes) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.bytes));
        if cells.is_empty() && bytes == 0 {
            return Ok(());
        }
        let Some(columns) = columns else {
            *columns = Some(named(cells));
            return Ok(());
        };
        let values = match bytes > LONGEST_ROW {
            true => Err(BrokenRow::new("row_too_long", format!("more than {LONGEST_ROW} bytes"))),
            false => Ok(values(columns, cells)),
        };
        tell.send(Told::Row(Row { line: u64::from(self.number) + 1, values }))
    }
}

/// The names of all columns up to the last that has one.
fn named(cells: Vec<(u32, String)>) -> Vec<String> {
    let mut names = Vec::new();
    for (column, name) in cells {
        names.resize((column as usize).max(names.len()), String::new());
        names.push(name.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    column_names(names.into_iter())
}

/// Cells without a name above them are left out, as in CSV.
fn values(columns: &[String], cells: Vec<(u32, String)>) -> Map<String, Value> {
    let name = |column: u32| columns.get(column as usize).filter(|name| !name.is_empty());
    let named = |(column, text): (u32, String)| Some((name(column)?.clone(), Value::String(text)));
    cells.into_iter().filter_map(named).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
