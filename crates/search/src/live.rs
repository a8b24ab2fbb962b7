//! One generation of the index: its files, its reader, its writer.

use crate::SearchError;
use crate::document::{Change, index_document};
use crate::files::Files;
use crate::schema::{FORM, Fields};
use crate::statistics::Statistics;
use crate::tally::Known;
use crate::visibility::Visibility;
use serde::{Deserialize, Serialize};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Term};

/// Blocks of stored documents that each segment keeps unpacked, 16 kB each: a page shows ten documents.
const STORED_BLOCKS: usize = 10;
/// Memory of the writer, in bytes.
const WRITER_MEMORY: usize = 32 << 20;

/// How many sets of public announcements the statistics are kept for.
const KEPT: usize = 4;

/// The statistics of one state of the index, for one set of public announcements.
type Kept = (u64, Visibility, Arc<Statistics>);

/// One generation of the index.
pub(crate) struct Live {
    pub(crate) name: String,
    pub(crate) fields: Fields,
    pub(crate) reader: IndexReader,
    pub(crate) index: tantivy::Index,
    pub(crate) files: Files,
    writer: Mutex<Option<IndexWriter>>,
    at: Mutex<Option<u64>>,
    statistics: Mutex<Vec<Kept>>,
    /// What the ordinals of facets mean.
    pub(crate) facets: Known,
}

/// What a commit carries with it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    form: u32,
    position: u64,
}

impl Live {
    /// Opens one that is sound to the last byte.
    pub(crate) fn open(dir: &Path, name: &str) -> Result<Self, SearchError> {
        // Tantivy panics on some files that were cut short: that too is damage.
        catch_unwind(AssertUnwindSafe(|| Self::read(dir, name)))
            .unwrap_or_else(|_| Err(SearchError::Damaged("a file cannot be read".to_owned())))
    }

    fn read(dir: &Path, name: &str) -> Result<Self, SearchError> {
        let files = Files::open(&dir.join(name))?;
        let index = tantivy::Index::open(files.clone())?;
        let (schema, _) = Fields::schema();
        if index.schema() != schema {
            return Err(SearchError::Damaged("other fields".to_owned()));
        }
        // Only files on tantivy's list have their checksum looked at.
        if !index.load_metas()?.segments.is_empty() && index.directory().list_managed_files().is_empty() {
            return Err(SearchError::Damaged("the list of files is gone".to_owned()));
        }
        let broken = index.validate_checksum()?;
        if !broken.is_empty() {
            return Err(SearchError::Damaged(format!("{} files do not have their checksum", broken.len())));
        }
        Self::of(index, files, name)
    }

    pub(crate) fn create(dir: &Path, name: &str) -> Result<Self, SearchError> {
        fs::create_dir_all(dir.join(name))?;
        let files = Files::open(&dir.join(name))?;
        let (schema, _) = Fields::schema();
        Self::of(tantivy::Index::create(files.clone(), schema, IndexSettings::default())?, files, name)
    }

    fn of(index: tantivy::Index, files: Files, name: &str) -> Result<Self, SearchError> {
        let (_, fields) = Fields::schema();
        let position = match index.load_metas()?.payload {
            None => None,
            Some(payload) => {
                let payload: Payload = serde_json::from_str(&payload)
                    .map_err(|error| SearchError::Damaged(error.to_string()))?;
                if payload.form != FORM {
                    return Err(SearchError::Damaged(format!("form {}, not {FORM}", payload.form)));
                }
                Some(payload.position)
            }
        };
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORED_BLOCKS)
            .try_into()?;
        Ok(Self {
            name: name.to_owned(),
            fields,
            reader,
            index,
            files,
            writer: Mutex::new(None),
            at: Mutex::new(position),
            statistics: Mutex::default(),
            facets: Known::default(),
        })
    }

    /// The statistics of what is visible now, counted anew only after a change.
    pub(crate) fn statistics(
        &self,
        searcher: &tantivy::Searcher,
        visibility: &Visibility,
    ) -> tantivy::Result<Arc<Statistics>> {
        let generation = searcher.generation().generation_id();
        let mut kept = self.statistics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., statistics)) = kept.iter().find(|(of, by, _)| *of == generation && by == visibility)
        {
            return Ok(Arc::clone(statistics));
        }
        let statistics = Arc::new(Statistics::new(searcher, &self.fields, visibility)?);
        kept.retain(|(of, ..)| *of == generation);
        kept.truncate(KEPT - 1);
        kept.insert(0, (generation, visibility.clone(), Arc::clone(&statistics)));
        self.facets.keep(searcher.segment_readers());
        Ok(statistics)
    }

    /// How far in the ledger it has come.
    pub(crate) fn position(&self) -> Option<u64> {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The writer is taken when it is first needed: whoever only reads leaves it to others. One that failed is not used again.
    pub(crate) fn with_writer<T>(
        &self,
        work: impl FnOnce(&mut IndexWriter) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.is_none() {
            *writer = Some(self.index.writer_with_num_threads(1, WRITER_MEMORY)?);
        }
        let done = match writer.as_mut() {
            Some(writer) => work(writer),
            None => Err(SearchError::Damaged("no writer".to_owned())),
        };
        if done.is_err() {
            *writer = None;
        }
        done
    }

    pub(crate) fn apply(&self, changes: &[Change], position: u64) -> Result<(), SearchError> {
        self.with_writer(|writer| self.write(writer, changes, position))?;
        self.reader.reload()?;
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = Some(position);
        Ok(())
    }

    fn write(&self, writer: &mut IndexWriter, changes: &[Change], position: u64) -> Result<(), SearchError> {
        for change in changes {
            let id = match change {
                Change::Upsert(document) => document.case.id,
                Change::Remove(id) => *id,
            };
            writer.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
            if let Change::Upsert(document) = change {
                writer.add_document(index_document(&self.fields, document)?)?;
            }
        }
        let payload = serde_json::to_string(&Payload { form: FORM, position })
            .map_err(|error| SearchError::Damaged(error.to_string()))?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        Ok(())
    }
}
