//! Giving cases away: those that a question finds, in its order, page after page, so that any number fits in memory.

use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::CaseId;
use kapok_library::row_of;
use kapok_search::{Filters, Request, Sort};
use kapok_store::cases;
use kapok_tabular::CsvWriter;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Cases taken at a time.
const PAGE: usize = 200;

/// The columns of a table of cases. Sections and indicators stand in their cell as JSON; further fields stay out.
const COLUMNS: [&str; 28] = [
    "source",
    "id",
    "lang",
    "title",
    "description",
    "sections",
    "entity",
    "country_code",
    "country",
    "lat",
    "lon",
    "year",
    "edition",
    "outcome",
    "themes",
    "sdgs",
    "kinds",
    "level",
    "evidence",
    "population",
    "cost",
    "currency",
    "started",
    "ended",
    "indicators",
    "url",
    "licence",
    "synthetic",
];

/// Which cases are given away.
#[derive(Clone, Debug, Default)]
pub struct ExportFilter {
    /// What was typed.
    pub query: String,
    /// What it is narrowed to.
    pub filters: Filters,
    /// The order.
    pub sort: Sort,
}

/// In which form cases are given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// One JSON object a line, with everything.
    Jsonl,
    /// A table for spreadsheets.
    Csv,
}

impl ExportFormat {
    /// The form of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "jsonl" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// Cases on their way out, as rows that an import reads: one for each language version.
#[derive(Debug)]
pub struct Cases {
    caller: Caller,
    request: Request,
    format: ExportFormat,
    begun: bool,
    ended: bool,
}

impl Engine {
    /// Begins an export of what is public.
    ///
    /// # Errors
    /// A denial.
    pub fn export_cases(&self, caller: &Caller, filter: ExportFilter, format: ExportFormat) -> Result<Cases> {
        self.permit(caller, Action::ReadLibrary)?;
        let request = Request {
            fold: false,
            explain: false,
            query: filter.query,
            filters: filter.filters,
            sort: filter.sort,
            limit: PAGE,
            cursor: None,
            facets: Vec::new(),
            language: kapok_base::Language::english(),
        };
        Ok(Cases { caller: caller.clone(), request, format, begun: false, ended: false })
    }
}

impl Cases {
    /// The next part of the file; nothing at its end.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub async fn next(&mut self, engine: &Engine) -> Result<Option<Vec<u8>>> {
        let rows = self.rows(engine).await?;
        if rows.is_empty() && self.begun {
            return Ok(None);
        }
        let begun = std::mem::replace(&mut self.begun, true);
        match self.format {
            ExportFormat::Jsonl => lines(&rows),
            ExportFormat::Csv => table(&rows, begun),
        }
        .map(Some)
        .map_err(|error| Error::Internal(error.to_string()))
    }

    async fn rows(&mut self, engine: &Engine) -> Result<Vec<Map<String, Value>>> {
        while !self.ended {
            let found = engine.search_cases(&self.caller, self.request.clone()).await?;
            self.request.cursor = found.answer.next_cursor;
            self.ended = self.request.cursor.is_none();
            let order: Vec<CaseId> = found.answer.items.iter().map(|hit| hit.id).collect();
            let records = cases::of_ids(&engine.store.read(), &order).await?;
            let mut by_id: HashMap<_, _> = records.into_iter().map(|record| (record.id, record)).collect();
            let in_order = order.iter().filter_map(|id| by_id.remove(id));
            let rows: Vec<_> =
                in_order.flat_map(|record| record.versions.iter().map(row_of).collect::<Vec<_>>()).collect();
            if !rows.is_empty() {
                return Ok(rows);
            }
        }
        Ok(Vec::new())
    }
}

fn lines(rows: &[Map<String, Value>]) -> std::io::Result<Vec<u8>> {
    let mut part = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut part, row)?;
        part.push(b'\n');
    }
    Ok(part)
}

fn table(rows: &[Map<String, Value>], begun: bool) -> std::io::Result<Vec<u8>> {
    let mut table = if begun {
        CsvWriter::continued(Vec::new(), &COLUMNS)
    } else {
        CsvWriter::new(Vec::new(), &COLUMNS)?
    };
    for row in rows {
        table.write(row)?;
    }
    table.finish()
}
