//! The cases of an export as a workbook, made whole in a temporary file and given out in parts.

use crate::remember::export::{COLUMNS, Cases, rows};
use crate::{Engine, Error, Result};
use kapok_base::Refusal;
use kapok_tabular::SheetWriter;
use std::fs::File;
use std::io::{self, Read};

/// Most rows of a workbook, below the one that names the columns: more opens slowly, or not at all. The other forms have no limit.
pub const MOST_ROWS: usize = 100_000;
/// Bytes given out at a time.
const PART: u64 = 256 << 10;

/// A workbook on its way out.
#[derive(Debug)]
pub(crate) struct Sheet(File);

impl Sheet {
    /// The workbook of all cases of an export.
    pub(crate) async fn made(cases: &mut Cases, engine: &Engine) -> Result<Self> {
        let broken = |error: io::Error| Error::Internal(error.to_string());
        let mut sheet = SheetWriter::new("cases", &COLUMNS, cases.now()).map_err(broken)?;
        let mut written = 0;
        loop {
            let records = cases.records(engine).await?;
            if records.is_empty() {
                break;
            }
            let rows = rows(&records);
            written += rows.len();
            if written > cases.most_rows() {
                let most = i64::try_from(cases.most_rows()).unwrap_or(i64::MAX);
                return Err(Refusal::invalid("export_too_many_rows").at("format").with("limit", most).into());
            }
            for row in &rows {
                sheet.write(row).map_err(broken)?;
            }
        }
        let file = tokio::task::spawn_blocking(move || sheet.finish()).await;
        Ok(Self(file.map_err(|error| Error::Internal(error.to_string()))?.map_err(broken)?))
    }

    /// The next part; nothing at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut part = Vec::new();
        self.0.by_ref().take(PART).read_to_end(&mut part)?;
        Ok(Some(part).filter(|part| !part.is_empty()))
    }
}
