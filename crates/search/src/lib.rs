//! Search over the library's cases: the only crate that knows tantivy.
//!
//! The index is derived: it can be thrown away and rebuilt, and carries in its own commits how far in the ledger it has come.
//! Every question is asked with a [`Visibility`]; a case whose announcement is not public has no effect on any answer,
//! down to the scores.

mod among;
mod analysis;
mod asked;
mod build;
mod cell;
mod concept;
mod damage;
mod document;
mod error;
mod facet;
mod files;
mod han;
mod highlight;
mod index;
mod likeness;
mod live;
mod page;
mod query;
mod ranked;
mod schema;
mod search;
mod similar;
mod statistics;
mod stem;
mod suggest;
mod synonyms;
mod tally;
mod titles;
mod typos;
mod visibility;
mod words;

pub use cell::{Cell, DEGREES};
pub use document::{Change, Document};
pub use error::SearchError;
pub use facet::{Facet, FacetCount, Filters, NOT_STATED, POPULATION_CLASSES, population_class};
pub use index::Index;
pub use query::{Field, Node, parse};
pub use search::{Answer, Hit, Request, Sort, Twin};
pub use suggest::Suggestion;
pub use synonyms::Synonyms;
pub use visibility::Visibility;
