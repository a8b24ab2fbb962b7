//! The index's files: written where they stay, read from copies that nobody else can reach.
//!
//! A mapped file that somebody cuts short ends the process that reads it, and one that is overwritten changes under the reader. Each file
//! is therefore copied when it is first opened (where the file system can, sharing its blocks), the copy mapped, and its name removed at once: what
//! is served stays what it was until the last reader is gone. The two small files that are replaced with each commit carry a
//! checksum, which tantivy gives to all others.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tempfile::TempDir;

/// How the folders of copies are named.
pub(crate) const COPIES: &str = "served-";
/// What stands before the checksum at the end of a small file.
const SEAL: &[u8] = b"\n#";

/// The folder of one generation.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    root: PathBuf,
    written: MmapDirectory,
    copies: Arc<Copies>,
}

#[derive(Debug)]
struct Copies {
    folder: TempDir,
    mapped: MmapDirectory,
    /// What each file looked like when it was first looked at; files of an index are never written twice.
    seen: Mutex<HashMap<PathBuf, Option<Stamp>>>,
    one_at_a_time: Mutex<()>,
}

/// What tells without reading it that a file was not touched.
type Stamp = (u64, SystemTime);

impl Files {
    /// Those of a folder; copies lie beside it.
    pub(crate) fn open(root: &Path) -> Result<Self, crate::SearchError> {
        let beside = root.parent().unwrap_or(root);
        let folder = tempfile::Builder::new().prefix(COPIES).tempdir_in(beside)?;
        let mapped = MmapDirectory::open(folder.path()).map_err(tantivy::TantivyError::from)?;
        let written = MmapDirectory::open(root).map_err(tantivy::TantivyError::from)?;
        let copies = Copies { folder, mapped, seen: Mutex::default(), one_at_a_time: Mutex::default() };
        Ok(Self { root: root.to_owned(), written, copies: Arc::new(copies) })
    }

    /// The first of some files that is no longer what it was when it was first looked at.
    pub(crate) fn touched(&self, files: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
        let mut seen = self.copies.seen.lock().unwrap_or_else(PoisonError::into_inner);
        files.into_iter().find(|file| {
            let now = stamp(&self.root.join(file));
            *seen.entry(file.clone()).or_insert(now) != now
        })
    }

    /// Forgets all files but some.
    pub(crate) fn forget_others(&self, keep: impl Fn(&Path) -> bool) {
        let mut seen = self.copies.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|file, _| keep(file));
    }
}

fn stamp(file: &Path) -> Option<Stamp> {
    let about = fs::metadata(file).ok()?;
    Some((about.len(), about.modified().ok()?))
}

impl Directory for Files {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let _one_at_a_time = self.copies.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        match self.copies.mapped.get_file_handle(path) {
            Err(OpenReadError::FileDoesNotExist(_)) => {}
            known => return known,
        }
        let copy = self.copies.folder.path().join(path);
        let copied = fs::create_dir_all(self.copies.folder.path())
            .and_then(|()| fs::copy(self.root.join(path), &copy));
        copied.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })?;
        let mapped = self.copies.mapped.get_file_handle(path);
        // Where a mapped file cannot be removed, the folder goes with its last reader.
        let _ = fs::remove_file(&copy);
        mapped
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.written.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.written.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.written.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let mut content = self.written.atomic_read(path)?;
        let sealed = unsealed(&content).map(<[u8]>::len).ok_or_else(|| {
            let error = io::Error::new(io::ErrorKind::InvalidData, "does not have its checksum");
            OpenReadError::wrap_io_error(error, path.to_owned())
        })?;
        content.truncate(sealed);
        Ok(content)
    }

    fn atomic_write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let seal = format!("{:08x}", crc32fast::hash(content));
        self.written.atomic_write(path, &[content, SEAL, seal.as_bytes()].concat())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.written.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.written.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.written.watch(callback)
    }
}

/// The content before a checksum that fits it.
fn unsealed(file: &[u8]) -> Option<&[u8]> {
    let (content, seal) = file.split_at_checked(file.len().checked_sub(SEAL.len() + 8)?)?;
    let said = std::str::from_utf8(seal.strip_prefix(SEAL)?).ok()?;
    (said == format!("{:08x}", crc32fast::hash(content))).then_some(content)
}
