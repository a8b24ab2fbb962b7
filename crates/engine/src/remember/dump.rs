//! The whole public library for whoever keeps a copy, the addresses of its cases for whoever walks it.

use crate::remember::describe::Describing;
use crate::{Caller, Engine, Error, Result};
use kapok_base::{CaseId, Instant};
use kapok_library::metadata;
use kapok_store::cases;
use kapok_tabular::PackedLines;

/// Cases taken at a time.
const PAGE: u64 = 200;

/// The public library on its way out: gzipped JSON Lines, a case a line, as it was at the instant at which the dump began.
pub struct Dump {
    describing: Describing,
    after: Option<CaseId>,
    lines: Option<PackedLines>,
}

/// A case's address, for those who walk the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which case.
    pub id: CaseId,
    /// When it last became another for the public.
    pub modified: Instant,
}

impl Engine {
    /// Begins a dump of all that is public.
    ///
    /// # Errors
    /// A denial.
    pub async fn dump_cases(&self, caller: &Caller) -> Result<Dump> {
        let describing = self.describing(caller, kapok_base::Locale::En).await?;
        Ok(Dump { describing, after: None, lines: Some(PackedLines::new()) })
    }

    /// How many cases everybody may read.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn count_public_cases(&self, caller: &Caller) -> Result<u64> {
        let describing = self.describing(caller, kapok_base::Locale::En).await?;
        Ok(cases::count_public(&self.store.read(), &describing.permit, describing.now).await?)
    }

    /// The addresses of cases that everybody may read, in an order that stays: `limit` of them after the first `offset`.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn list_public_cases(&self, caller: &Caller, offset: u64, limit: u64) -> Result<Vec<Listed>> {
        let describing = self.describing(caller, kapok_base::Locale::En).await?;
        let (db, permit) = (self.store.read(), &describing.permit);
        let listed = cases::list_public(&db, permit, offset, limit, describing.now).await?;
        let modified = |case: &cases::Listed| describing.available(case.announcement, case.updated_at);
        Ok(listed.iter().filter_map(|case| Some(Listed { id: case.id, modified: modified(case)? })).collect())
    }
}

impl Dump {
    /// The next part of the file; nothing at its end.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next(&mut self, engine: &Engine) -> Result<Option<Vec<u8>>> {
        let Some(mut lines) = self.lines.take() else { return Ok(None) };
        let broken = |error: std::io::Error| Error::Internal(error.to_string());
        loop {
            let (db, permit, now) = (engine.store.read(), &self.describing.permit, self.describing.now);
            let records = cases::public_page(&db, permit, self.after, PAGE, now).await?;
            let Some(last) = records.last() else { return lines.finish().map(Some).map_err(broken) };
            self.after = Some(last.id);
            for record in &records {
                if let Some(described) = self.describing.describe(engine, record, None).await? {
                    lines.write(&metadata::record(&described)).map_err(broken)?;
                }
            }
            let part = lines.take();
            if !part.is_empty() {
                self.lines = Some(lines);
                return Ok(Some(part));
            }
        }
    }
}
