//! The library: cases come in from files and from entries, are found, read and given away again.

mod case_links;
pub mod collections;
mod describe;
mod desk;
mod desk_cases;
pub(crate) mod draft;
mod dump;
mod duplicates;
mod export;
pub mod figures;
mod follow;
mod history;
mod import;
mod import_files;
mod import_runs;
mod latest;
mod neighbours;
mod read;
mod related;
mod sheet;
mod suggest;

pub use desk::{DeskCase, DeskEntry, Published};
pub use desk_cases::{CaseState, LookedAt, Shelf, ToLookAt};
pub use dump::{Dump, Listed};
pub use duplicates::{Duplicate, Other};
pub use export::{Cases, ExportFilter, ExportFormat};
pub use history::PastText;
pub use import::{ImportReport, RefusedRow};
pub use import_files::{Import, Previewed, Receiving};
pub use kapok_library::{CaseText, Section};
pub use kapok_search::{
    Answer, Cell, DEGREES, Facet, FacetCount, Filters, Hit, NOT_STATED, Request, Sort, Suggestion, Twin,
    population_class,
};
pub use kapok_store::cases::CaseRecord;
pub use kapok_store::imports::{Run, SavedMapping, State as ImportState};
pub use neighbours::{Neighbours, Part};
pub use read::Found;
pub use related::Related;
pub use sheet::MOST_ROWS;
pub use suggest::Suggested;

use crate::{Error, Result};
use kapok_library::Themes;
use kapok_search::{Index, SearchError, Synonyms};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64};

/// What the library needs besides the database.
pub(crate) struct Library {
    pub(crate) index: Arc<Index>,
    pub(crate) themes: Arc<Themes>,
    /// Held by whoever brings the index forward.
    following: tokio::sync::Mutex<()>,
    /// Rung when a file waits to be imported.
    pub(crate) importing: Arc<tokio::sync::Notify>,
    /// How far the ledger has been read without finding anything to index.
    seen: AtomicI64,
    /// Whether the index has been in step with the ledger since the start.
    pub(crate) in_step: AtomicBool,
}

impl Library {
    /// Opens the index under the data folder, and the lists there: `themes.toml` in the place of the one Kapok comes with,
    /// `synonyms.txt` besides it.
    pub(crate) fn open(data: &Path) -> Result<Self> {
        let themes = own(&data.join("themes.toml"))?;
        let themes = themes.map_or_else(Themes::builtin, |text| Themes::from_toml(&text));
        let themes = themes.map_err(|error| Error::Internal(error.to_string()))?;
        let synonyms = Synonyms::builtin().and(&own(&data.join("synonyms.txt"))?.unwrap_or_default());
        let index = Index::open(&data.join("index"))?.with_synonyms(synonyms);
        Ok(Self {
            index: Arc::new(index),
            themes: Arc::new(themes),
            following: tokio::sync::Mutex::new(()),
            importing: Arc::default(),
            seen: AtomicI64::new(0),
            in_step: AtomicBool::new(false),
        })
    }
}

/// What a file of the installation's own says, if there is one.
fn own(file: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::Internal(format!("{}: {error}", file.display()))),
    }
}

impl From<SearchError> for Error {
    fn from(error: SearchError) -> Self {
        match error {
            // Found, and built anew: asking again helps.
            SearchError::Damaged(reason) => {
                tracing::error!(reason, "the search index is damaged");
                Self::Busy
            }
            SearchError::InvalidCursor => kapok_base::Refusal::invalid("cursor_invalid").at("/cursor").into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Runs what blocks (the index, files) beside the tasks that must not wait.
pub(crate) async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, SearchError> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Error::Internal(error.to_string()))??)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
