//! Which of some cases answer a question.

use crate::build::Strictness;
use crate::index::Index;
use crate::{Request, SearchError, Visibility, parse};
use kapok_base::CaseId;
use std::collections::BTreeSet;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Occur, TermSetQuery};

impl Index {
    /// Those of some cases that answer a question, all of it, or, with `some_only`, some of it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn among(
        &self,
        cases: &[CaseId],
        request: &Request,
        some_only: bool,
        visibility: &Visibility,
    ) -> Result<BTreeSet<CaseId>, SearchError> {
        self.answering(|| {
            let asked = self.ask(visibility)?;
            let strictness = if some_only { Strictness::Any } else { Strictness::Most };
            let built = asked.build(&parse(&request.query), strictness)?;
            let question = asked.narrowed(&built, &request.filters, None);
            let id = asked.live.fields.id;
            let these =
                TermSetQuery::new(cases.iter().map(|case| Term::from_field_text(id, &case.to_string())));
            let query = BooleanQuery::new(vec![
                (Occur::Must, Box::new(question) as Box<dyn tantivy::query::Query>),
                (Occur::Must, Box::new(these)),
            ]);
            let found = asked.searcher.search(&query, &DocSetCollector)?;
            found.into_iter().map(|at| Ok(asked.stored(at)?.id)).collect()
        })
    }
}
