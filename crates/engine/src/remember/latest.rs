//! The cases of a question that came to the library last, for whoever follows it.

use crate::remember::beside;
use crate::remember::describe::Describing;
use crate::remember::export::ExportFilter;
use crate::{Caller, Engine, Result};
use kapok_base::CaseId;
use kapok_library::Described;
use kapok_search::{Request, Sort};
use kapok_store::cases::{self, Arrived};
use std::collections::HashMap;
use std::sync::Arc;

/// Cases in a feed.
const LATEST: usize = 50;
/// Answers that are put in order whole; of more, the last that came to the library are asked whether they are among them.
const WHOLE: usize = 500;
/// How many times as many are asked, at most.
const ROUNDS: usize = 40;

impl Engine {
    /// The cases of a question that came to the library last, the last first, described in the reader's language; fifty at most.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn latest_cases(&self, caller: &Caller, filter: ExportFilter) -> Result<Vec<Described>> {
        let mut describing = self.describing(caller, filter.locale).await?;
        let language = filter.locale.language();
        let request = Request {
            fold: false,
            filters: filter.filters,
            sort: Sort::Newest,
            limit: WHOLE,
            ..Request::new(&filter.query, language.clone())
        };
        let order = self.last_to_come(&request, &describing).await?;
        let (db, now) = (self.store.read(), describing.now);
        let found = cases::find_all_public(&db, &describing.permit, &order, now).await?;
        let mut by_id: HashMap<_, _> = found.into_iter().map(|record| (record.id, record)).collect();
        let mut latest = Vec::new();
        for record in order.iter().filter_map(|id| by_id.remove(id)) {
            latest.extend(describing.describe(self, &record, Some(&language)).await?);
        }
        Ok(latest)
    }

    async fn last_to_come(&self, request: &Request, describing: &Describing) -> Result<Vec<CaseId>> {
        let (db, permit, now) = (self.store.read(), &describing.permit, describing.now);
        let few = self.search_at(&Request { limit: 1, ..request.clone() }, describing).await?;
        let some_only = few.some_only;
        if few.total <= WHOLE as u64 {
            let answer = self.search_at(request, describing).await?;
            let found: Vec<CaseId> = answer.items.iter().map(|hit| hit.id).collect();
            let arrived = cases::arrivals_of(&db, permit, &found, now).await?;
            return Ok(arrived.iter().take(LATEST).map(|one| one.id).collect());
        }
        let (mut last, mut before): (Vec<CaseId>, Option<Arrived>) = (Vec::new(), None);
        for _ in 0..ROUNDS {
            let arrived = cases::arrived_before(&db, permit, before, WHOLE as u64, now).await?;
            let Some(earliest) = arrived.last() else { break };
            before = Some(*earliest);
            let ids: Vec<CaseId> = arrived.iter().map(|one| one.id).collect();
            let (index, request) = (Arc::clone(&self.library.index), request.clone());
            let (asked, visibility) = (ids.clone(), describing.visibility());
            let found = beside(move || index.among(&asked, &request, some_only, &visibility)).await?;
            last.extend(ids.into_iter().filter(|id| found.contains(id)));
            if last.len() >= LATEST {
                break;
            }
        }
        last.truncate(LATEST);
        Ok(last)
    }
}
