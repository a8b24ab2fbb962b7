//! The index on disk: opened, kept in step with the ledger, rebuilt beside itself when it must be.

use crate::SearchError;
use crate::document::{Change, Document, index_document};
use crate::schema::{FORM, Fields};
use crate::statistics::Statistics;
use crate::synonyms::Synonyms;
use crate::tally::Known;
use crate::visibility::Visibility;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Term};

/// Blocks of stored documents that each segment keeps unpacked, 16 kB each: a page shows ten documents.
const STORED_BLOCKS: usize = 10;
/// Memory of the writer, in bytes.
const WRITER_MEMORY: usize = 32 << 20;
/// The file that names the directory in use.
const CURRENT: &str = "CURRENT";

/// The search index in a directory.
///
/// One process may write; others may open it to read.
pub struct Index {
    dir: PathBuf,
    live: RwLock<Arc<Live>>,
    pub(crate) synonyms: Synonyms,
}

/// How many sets of public announcements the statistics are kept for.
const KEPT: usize = 4;

/// The statistics of one state of the index, for one set of public announcements.
type Kept = (u64, Visibility, Arc<Statistics>);

/// One generation of the index.
pub(crate) struct Live {
    name: String,
    pub(crate) fields: Fields,
    pub(crate) reader: IndexReader,
    index: tantivy::Index,
    writer: Mutex<Option<IndexWriter>>,
    position: Mutex<Option<u64>>,
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

/// A new generation that is being filled beside the one in use.
pub struct Rebuild {
    live: Live,
}

impl Index {
    /// Opens the index in a directory; begins an empty one (without a position) where there is none, or where what is there is
    /// damaged or of another form.
    ///
    /// # Errors
    /// When the directory cannot be read or written.
    pub fn open(dir: &Path) -> Result<Self, SearchError> {
        fs::create_dir_all(dir)?;
        let name = match fs::read_to_string(dir.join(CURRENT)) {
            Ok(name) if is_generation(name.trim()) => name.trim().to_owned(),
            Ok(_) => generation(1),
            Err(error) if error.kind() == io::ErrorKind::NotFound => generation(1),
            Err(error) => return Err(error.into()),
        };
        // Tantivy panics on some files that were cut short: that too is damage.
        let opened = catch_unwind(AssertUnwindSafe(|| Live::open(dir, &name)))
            .unwrap_or_else(|_| Err(SearchError::Damaged("a file cannot be read".to_owned())));
        let live = match opened {
            Ok(live) => live,
            Err(reason) => {
                if dir.join(&name).exists() {
                    tracing::warn!(%reason, "the search index cannot be used and is begun anew");
                }
                let fresh = next_generation(dir, &name)?;
                let live = Live::create(dir, &fresh)?;
                point_at(dir, &fresh)?;
                remove_others(dir, &fresh);
                live
            }
        };
        let synonyms = Synonyms::builtin();
        Ok(Self { dir: dir.to_owned(), live: RwLock::new(Arc::new(live)), synonyms })
    }

    /// The same with other names for things in the place of the list that Kapok comes with.
    #[must_use]
    pub fn with_synonyms(self, synonyms: Synonyms) -> Self {
        Self { synonyms, ..self }
    }

    /// How far in the ledger the index has come; nothing when it has never been filled.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        *self.live().position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Applies changes and takes note of the ledger position that they bring the index to, in one commit. What it changed is
    /// found by every search that begins afterwards.
    ///
    /// # Errors
    /// When the index cannot be written; it then is as it was before.
    pub fn apply(&self, changes: &[Change], position: u64) -> Result<(), SearchError> {
        self.live().apply(changes, position)
    }

    /// How many cases are indexed, visible or not.
    #[must_use]
    pub fn cases(&self) -> u64 {
        self.live().reader.searcher().num_docs()
    }

    /// Begins a new generation beside the one in use, which answers as before.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin_rebuild(&self) -> Result<Rebuild, SearchError> {
        let name = next_generation(&self.dir, &self.live().name)?;
        Ok(Rebuild { live: Live::create(&self.dir, &name)? })
    }

    /// Puts a filled generation in the place of the one in use.
    ///
    /// # Errors
    /// When it cannot be written; the one in use then stays.
    pub fn finish_rebuild(&self, rebuild: Rebuild, position: u64) -> Result<(), SearchError> {
        rebuild.live.apply(&[], position)?;
        point_at(&self.dir, &rebuild.live.name)?;
        let name = rebuild.live.name.clone();
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rebuild.live);
        remove_others(&self.dir, &name);
        Ok(())
    }

    pub(crate) fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Rebuild {
    /// Adds cases.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&self, documents: &[Document]) -> Result<(), SearchError> {
        self.live.with_writer(|writer| {
            for document in documents {
                writer.add_document(index_document(&self.live.fields, document)?)?;
            }
            Ok(())
        })
    }
}

impl Live {
    fn open(dir: &Path, name: &str) -> Result<Self, SearchError> {
        let index = tantivy::Index::open_in_dir(dir.join(name))?;
        let (schema, _) = Fields::schema();
        if index.schema() != schema {
            return Err(SearchError::Damaged("other fields".to_owned()));
        }
        let broken = index.validate_checksum()?;
        if !broken.is_empty() {
            return Err(SearchError::Damaged(format!("{} files do not have their checksum", broken.len())));
        }
        Self::of(index, name)
    }

    fn create(dir: &Path, name: &str) -> Result<Self, SearchError> {
        fs::create_dir_all(dir.join(name))?;
        let (schema, _) = Fields::schema();
        Self::of(tantivy::Index::create_in_dir(dir.join(name), schema)?, name)
    }

    fn of(index: tantivy::Index, name: &str) -> Result<Self, SearchError> {
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
            writer: Mutex::new(None),
            position: Mutex::new(position),
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

    /// The writer is taken when it is first needed: whoever only reads leaves it to others.
    fn with_writer<T>(
        &self,
        work: impl FnOnce(&mut IndexWriter) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.is_none() {
            *writer = Some(self.index.writer_with_num_threads(1, WRITER_MEMORY)?);
        }
        match writer.as_mut() {
            Some(writer) => work(writer),
            None => Err(SearchError::Damaged("no writer".to_owned())),
        }
    }

    fn apply(&self, changes: &[Change], position: u64) -> Result<(), SearchError> {
        let done = self.with_writer(|writer| {
            let done = self.write(writer, changes, position);
            if done.is_err() {
                writer.rollback()?;
            }
            done
        });
        done?;
        self.reader.reload()?;
        *self.position.lock().unwrap_or_else(PoisonError::into_inner) = Some(position);
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

fn generation(number: u64) -> String {
    format!("cases-{number}")
}

fn is_generation(name: &str) -> bool {
    name.strip_prefix("cases-").is_some_and(|number| number.parse::<u64>().is_ok())
}

/// A name that nothing in the directory has yet.
fn next_generation(dir: &Path, name: &str) -> Result<String, SearchError> {
    let mut number: u64 = name.strip_prefix("cases-").and_then(|n| n.parse().ok()).unwrap_or(0);
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let other = name.to_str().and_then(|name| name.strip_prefix("cases-")).and_then(|n| n.parse().ok());
        number = number.max(other.unwrap_or(0));
    }
    Ok(generation(number + 1))
}

/// Names the directory in use, in one step.
fn point_at(dir: &Path, name: &str) -> Result<(), SearchError> {
    let beside = dir.join("CURRENT.new");
    fs::write(&beside, name)?;
    fs::File::open(&beside)?.sync_all()?;
    fs::rename(&beside, dir.join(CURRENT))?;
    Ok(())
}

/// Removes what is not in use; what cannot be removed now is removed next time.
fn remove_others(dir: &Path, name: &str) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let other = entry.file_name();
        let Some(other) = other.to_str().filter(|other| is_generation(other) && *other != name) else {
            continue;
        };
        if let Err(error) = fs::remove_dir_all(dir.join(other)) {
            tracing::warn!(%error, other, "an old search index stays");
        }
    }
}
