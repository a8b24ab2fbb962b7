//! For whom a question is asked: which announcements are public.

use crate::schema::Fields;
use kapok_base::AnnouncementId;
use std::collections::BTreeSet;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Query, TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;

/// What stands for "needs no announcement" in the index.
pub(crate) const ALWAYS: &str = "always";

/// The announcements that are public now. Cases marked with another one do not exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    /// Announcements whose instant has passed.
    pub public_announcements: BTreeSet<AnnouncementId>,
}

impl Visibility {
    /// Matches what exists for the asker, scoring nothing.
    pub(crate) fn query(&self, fields: &Fields) -> Box<dyn Query> {
        let always = Term::from_field_text(fields.announcement, ALWAYS);
        if self.public_announcements.is_empty() {
            return Box::new(TermQuery::new(always, IndexRecordOption::Basic));
        }
        let public = self.public_announcements.iter();
        let public = public.map(|id| Term::from_field_text(fields.announcement, &id.to_string()));
        let terms: Vec<Term> = public.chain([always]).collect();
        if terms.len() <= 16 {
            return Box::new(BooleanQuery::new_multiterms_query(terms));
        }
        Box::new(TermSetQuery::new(terms))
    }
}
