//! Giving cases away: those that a question finds, in its order, page after page, so that any number fits in memory.

use crate::{Caller, Engine, Result};
use kapok_access::Action;
use kapok_base::CaseId;
use kapok_library::row_of;
use kapok_search::{Filters, Request, Sort};
use kapok_store::cases;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Cases taken at a time.
const PAGE: usize = 200;

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

/// Cases on their way out, as rows that an import reads: one for each language version.
pub struct Cases<'a> {
    engine: &'a Engine,
    caller: Caller,
    request: Request,
    ended: bool,
}

impl Engine {
    /// Begins an export of what is public.
    ///
    /// # Errors
    /// A denial.
    pub fn export_cases(&self, caller: &Caller, filter: ExportFilter) -> Result<Cases<'_>> {
        self.permit(caller, Action::ReadLibrary)?;
        let request = Request {
            query: filter.query,
            filters: filter.filters,
            sort: filter.sort,
            limit: PAGE,
            cursor: None,
            facets: Vec::new(),
            language: kapok_base::Language::english(),
        };
        Ok(Cases { engine: self, caller: caller.clone(), request, ended: false })
    }
}

impl Cases<'_> {
    /// The next rows; none at the end.
    ///
    /// # Errors
    /// When the database or the index cannot be read.
    pub async fn next(&mut self) -> Result<Vec<Map<String, Value>>> {
        while !self.ended {
            let found = self.engine.search_cases(&self.caller, self.request.clone()).await?;
            self.request.cursor = found.answer.next_cursor;
            self.ended = self.request.cursor.is_none();
            let order: Vec<CaseId> = found.answer.items.iter().map(|hit| hit.id).collect();
            let records = cases::of_ids(&self.engine.store.read(), &order).await?;
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
