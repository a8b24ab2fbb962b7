//! Giving cases away: those that a question finds, in its order, page after page, so that any number fits in memory.

use crate::remember::describe::Describing;
use crate::remember::sheet::{MOST_ROWS, Sheet};
use crate::{Caller, Engine, Error, Result};
use kapok_base::{CaseId, Instant, Language, Locale};
use kapok_library::cite::{bibtex, csl, ris};
use kapok_library::{Reference, row_of};
use kapok_search::{Filters, Request, Sort};
use kapok_store::cases::{self, CaseRecord};
use kapok_tabular::CsvWriter;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io;

/// Cases taken at a time.
const PAGE: usize = 200;

/// The columns of a table of cases. Sections and indicators stand in their cell as JSON; further fields stay out.
pub(crate) const COLUMNS: [&str; 28] = [
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
    /// In whose words a citation says that a text was made up.
    pub locale: Locale,
}

/// In which form cases are given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// One JSON object a line, with everything.
    Jsonl,
    /// A table for spreadsheets.
    Csv,
    /// The same table as a workbook, of at most [`MOST_ROWS`](super::MOST_ROWS) rows.
    Xlsx,
    /// Citations for LaTeX.
    Bibtex,
    /// Citations for reference managers.
    Ris,
    /// Citations for citation processors.
    CslJson,
}

impl ExportFormat {
    /// All forms, the tables before the citations.
    pub const ALL: [Self; 6] = [Self::Csv, Self::Xlsx, Self::Jsonl, Self::Bibtex, Self::Ris, Self::CslJson];

    /// The form of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Bibtex => "bibtex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
        }
    }

    /// How a file of this form is called: what stands after the point.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::CslJson => "csl.json",
            other => other.name(),
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jsonl => "application/jsonl; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json; charset=utf-8",
        }
    }

    /// One citation as a whole file; nothing for a form that is no citation.
    #[must_use]
    pub fn cite(self, reference: &Reference) -> Option<String> {
        match self {
            Self::Bibtex => Some(bibtex(reference)),
            Self::Ris => Some(ris(reference)),
            Self::CslJson => Some(format!("[\n{}\n]\n", csl(reference))),
            Self::Jsonl | Self::Csv | Self::Xlsx => None,
        }
    }
}

/// Cases on their way out: as rows that an import reads, one for each language version, or as citations, one for each case
/// in its original language. All are those that were public at the instant at which the export began.
#[derive(Debug)]
pub struct Cases {
    describing: Describing,
    request: Request,
    format: ExportFormat,
    begun: bool,
    /// Whether the question has no further page.
    read: bool,
    /// Whether the file is closed.
    ended: bool,
    sheet: Option<Sheet>,
    most_rows: usize,
}

impl Engine {
    /// Begins an export of what is public.
    ///
    /// # Errors
    /// A denial.
    pub async fn export_cases(
        &self,
        caller: &Caller,
        filter: ExportFilter,
        format: ExportFormat,
    ) -> Result<Cases> {
        let describing = self.describing(caller, filter.locale).await?;
        let request = Request {
            fold: false,
            explain: false,
            query: filter.query,
            filters: filter.filters,
            sort: filter.sort,
            limit: PAGE,
            cursor: None,
            facets: Vec::new(),
            language: Language::english(),
        };
        Ok(Cases {
            describing,
            request,
            format,
            begun: false,
            read: false,
            ended: false,
            sheet: None,
            most_rows: MOST_ROWS,
        })
    }
}

impl Cases {
    /// The same with another limit to a workbook's rows.
    #[must_use]
    pub fn of_at_most(self, rows: usize) -> Self {
        Self { most_rows: rows, ..self }
    }

    pub(crate) fn most_rows(&self) -> usize {
        self.most_rows
    }

    /// The instant as of which cases are given away.
    pub(crate) fn now(&self) -> Instant {
        self.describing.now
    }

    /// The next part of the file; nothing at its end.
    ///
    /// # Errors
    /// `export_too_many_rows` when a workbook cannot hold them; when the database or the index cannot be read.
    pub async fn next(&mut self, engine: &Engine) -> Result<Option<Vec<u8>>> {
        if self.format == ExportFormat::Xlsx {
            return self.next_of_sheet(engine).await;
        }
        let records = self.records(engine).await?;
        if records.is_empty() && self.begun {
            let ended = std::mem::replace(&mut self.ended, true);
            let closes = self.format == ExportFormat::CslJson && !ended;
            return Ok(closes.then(|| b"\n]\n".to_vec()));
        }
        let begun = std::mem::replace(&mut self.begun, true);
        let part = match self.format {
            ExportFormat::Jsonl => lines(&rows(&records)),
            ExportFormat::Csv => table(&rows(&records), begun),
            _ => self.citations(engine, &records, begun).await.map(|text| Ok(text.into_bytes()))?,
        };
        part.map(Some).map_err(unwritable)
    }

    /// The workbook is made whole before its first part leaves: only then is it known whether it can be.
    async fn next_of_sheet(&mut self, engine: &Engine) -> Result<Option<Vec<u8>>> {
        let mut sheet = match self.sheet.take() {
            Some(sheet) => sheet,
            None => Sheet::made(self, engine).await?,
        };
        let part = sheet.next().map_err(unwritable)?;
        self.sheet = Some(sheet);
        Ok(part)
    }

    async fn citations(&mut self, engine: &Engine, records: &[CaseRecord], begun: bool) -> Result<String> {
        let mut text = String::new();
        for record in records {
            let Some(described) = self.describing.describe(engine, record, None).await? else { continue };
            let first = text.is_empty() && !begun;
            text.push_str(&match self.format {
                ExportFormat::Bibtex if first => bibtex(&described.reference),
                ExportFormat::Bibtex => format!("\n{}", bibtex(&described.reference)),
                ExportFormat::Ris => ris(&described.reference),
                _ if first => csl(&described.reference).to_string(),
                _ => format!(",\n{}", csl(&described.reference)),
            });
        }
        if self.format == ExportFormat::CslJson && !begun {
            text.insert_str(0, "[\n");
        }
        Ok(text)
    }

    /// The next cases with their texts, in the question's order; none at its end.
    pub(crate) async fn records(&mut self, engine: &Engine) -> Result<Vec<CaseRecord>> {
        while !self.read {
            let answer = engine.search_at(&self.request, &self.describing).await?;
            self.request.cursor = answer.next_cursor;
            self.read = self.request.cursor.is_none();
            let order: Vec<CaseId> = answer.items.iter().map(|hit| hit.id).collect();
            let (permit, now) = (&self.describing.permit, self.describing.now);
            let found = cases::find_all_public(&engine.store.read(), permit, &order, now).await?;
            let readable = found.into_iter().filter(|record| record.tombstone.is_none());
            let mut by_id: HashMap<_, _> = readable.map(|record| (record.id, record)).collect();
            let records: Vec<_> = order.iter().filter_map(|id| by_id.remove(id)).collect();
            if !records.is_empty() {
                return Ok(records);
            }
        }
        Ok(Vec::new())
    }
}

fn unwritable(error: io::Error) -> Error {
    Error::Internal(error.to_string())
}

/// The rows of cases, one for each language version.
pub(crate) fn rows(records: &[CaseRecord]) -> Vec<Map<String, Value>> {
    records.iter().flat_map(|record| record.versions.iter().map(row_of)).collect()
}

fn lines(rows: &[Map<String, Value>]) -> io::Result<Vec<u8>> {
    let mut part = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut part, row)?;
        part.push(b'\n');
    }
    Ok(part)
}

fn table(rows: &[Map<String, Value>], begun: bool) -> io::Result<Vec<u8>> {
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
