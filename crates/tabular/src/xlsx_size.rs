//! What a spreadsheet unpacks to, measured before it is read: a small file can hold a mountain.

use crate::{BrokenFile, LONGEST_ROW};
use std::io::{Read, Seek};
use zip::ZipArchive;

/// How much of each a spreadsheet may hold.
pub(crate) struct Limits {
    /// Parts, such as sheets and pictures.
    pub(crate) parts: usize,
    /// Bytes of the texts that cells share, unpacked: they are held in memory.
    pub(crate) shared: u64,
    /// Bytes of all parts, unpacked: they are only passed through.
    pub(crate) all: u64,
    /// Bytes between two marks of a part, such as one cell's text: they are held in memory.
    pub(crate) text: usize,
}

/// Room for a sheet as long as sheets can be.
pub(crate) const LIMITS: Limits =
    Limits { parts: 10_000, shared: 256 << 20, all: 3 << 30, text: LONGEST_ROW };

/// Unpacks every part once and keeps nothing. What the file says of its own sizes is not believed.
pub(crate) fn check(file: impl Read + Seek, limits: &Limits) -> Result<(), BrokenFile> {
    let broken = |error: zip::result::ZipError| BrokenFile::new("file_unreadable", error);
    let mut archive = ZipArchive::new(file).map_err(broken)?;
    if archive.len() > limits.parts {
        return Err(too_large(format!("more than {} parts", limits.parts)));
    }
    let mut all = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(broken)?;
        let shared = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let allowed = if shared { limits.shared.min(limits.all - all) } else { limits.all - all };
        all += pass(&mut part, allowed, limits.text)?;
    }
    Ok(())
}

/// Reads a part to its end; how many bytes it has.
fn pass(part: &mut impl Read, allowed: u64, longest_text: usize) -> Result<u64, BrokenFile> {
    let mut some = vec![0; 64 << 10];
    let (mut total, mut since_mark) = (0, 0);
    loop {
        let read = part.read(&mut some)?;
        let Some(new) = some.get(..read).filter(|new| !new.is_empty()) else { return Ok(total) };
        total += read as u64;
        if total > allowed {
            return Err(too_large(format!("more than {allowed} bytes in one part")));
        }
        since_mark = match new.iter().rposition(|byte| matches!(byte, b'<' | b'>')) {
            Some(at) => read - at,
            None => since_mark + read,
        };
        if since_mark > longest_text {
            return Err(too_large(format!("a text of more than {longest_text} bytes")));
        }
    }
}

fn too_large(detail: String) -> BrokenFile {
    BrokenFile::new("file_too_large_unpacked", detail)
}
