//! The index on disk: opened, kept in step with the ledger, rebuilt beside itself when it must be.

use crate::SearchError;
use crate::damage::Suspicion;
use crate::document::{Change, Document, index_document};
use crate::files::COPIES;
use crate::live::Live;
use crate::synonyms::Synonyms;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// The file that names the directory in use.
const CURRENT: &str = "CURRENT";

/// The search index in a directory.
///
/// One process may write; others may open it to read.
pub struct Index {
    pub(crate) dir: PathBuf,
    live: RwLock<Arc<Live>>,
    pub(crate) synonyms: Synonyms,
    pub(crate) suspicion: Suspicion,
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
        let name = match fs::read(dir.join(CURRENT)) {
            Ok(name) => String::from_utf8_lossy(&name).trim().to_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error.into()),
        };
        let name = if is_generation(&name) { name } else { generation(1) };
        let live = match Live::open(dir, &name) {
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
        Ok(Self {
            dir: dir.to_owned(),
            live: RwLock::new(Arc::new(live)),
            synonyms: Synonyms::builtin(),
            suspicion: Suspicion::default(),
        })
    }

    /// The same with other names for things in the place of the list that Kapok comes with.
    #[must_use]
    pub fn with_synonyms(self, synonyms: Synonyms) -> Self {
        Self { synonyms, ..self }
    }

    /// How far in the ledger the index has come; nothing when it has never been filled.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        self.live().position()
    }

    /// Applies changes and takes note of the ledger position that they bring the index to, in one commit. What it changed is
    /// found by every search that begins afterwards.
    ///
    /// # Errors
    /// When the index cannot be written; it then is as it was before.
    pub fn apply(&self, changes: &[Change], position: u64) -> Result<(), SearchError> {
        self.suspecting(self.live().apply(changes, position))
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
        fs::create_dir_all(&self.dir)?;
        // What an earlier attempt left.
        remove_others(&self.dir, &self.live().name);
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
        self.suspicion.clear();
        remove_others(&self.dir, &name);
        Ok(())
    }

    /// Whether the folder still names the generation in use.
    pub(crate) fn pointer_is(&self, live: &Live) -> Result<(), SearchError> {
        match fs::read(self.dir.join(CURRENT)) {
            Ok(name) if name == live.name.as_bytes() => Ok(()),
            _ => Err(SearchError::Damaged(format!("{CURRENT} does not name {}", live.name))),
        }
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

/// How old a folder of copies must be to have been left by a process that ended badly.
const LEFT: Duration = Duration::from_secs(3600);

/// Removes what is not in use; what cannot be removed now is removed next time.
fn remove_others(dir: &Path, name: &str) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let other = entry.file_name();
        let Some(other) = other.to_str() else { continue };
        let left = || {
            let age = entry.metadata().and_then(|about| about.modified()).map(|at| at.elapsed());
            matches!(age, Ok(Ok(age)) if age > LEFT)
        };
        let unused = is_generation(other) && other != name || other.starts_with(COPIES) && left();
        if unused && let Err(error) = fs::remove_dir_all(dir.join(other)) {
            tracing::warn!(%error, other, "an old search index stays");
        }
    }
}
