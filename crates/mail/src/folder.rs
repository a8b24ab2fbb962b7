//! Mail as files: one `.eml` each, either whole or absent.

use crate::SendError;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `bytes` to `<folder>/<id>.eml`, durably; the same id again replaces it.
pub(crate) async fn put(folder: PathBuf, id: String, bytes: Vec<u8>) -> Result<(), SendError> {
    let written = tokio::task::spawn_blocking(move || write(&folder, &id, &bytes)).await;
    match written {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(SendError::Temporary(error.to_string())),
        Err(error) => Err(SendError::Temporary(error.to_string())),
    }
}

fn write(folder: &Path, id: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{id}.part"));
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(format!("{id}.eml")))?;
    // The new name itself is durable only once its folder is.
    File::open(folder)?.sync_all()
}

/// The text of `<folder>/<id>.eml`, if it is there.
pub(crate) async fn get(folder: PathBuf, id: String) -> Option<String> {
    if !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return None;
    }
    let read = tokio::task::spawn_blocking(move || fs::read(folder.join(format!("{id}.eml"))));
    let bytes = read.await.ok()?.ok()?;
    Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))
}
