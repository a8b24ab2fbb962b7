//! JSON Lines, gzipped while they are written.

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::{self, Write};

/// Packs values, one a line, and gives the packed bytes out whenever they are asked for: a file of any size needs little memory.
#[derive(Debug)]
pub struct PackedLines(GzEncoder<Vec<u8>>);

impl PackedLines {
    /// A file without lines yet.
    #[must_use]
    pub fn new() -> Self {
        Self(GzEncoder::new(Vec::new(), Compression::default()))
    }

    /// Adds a line.
    ///
    /// # Errors
    /// Never for bytes in memory; the encoder's signature has it.
    pub fn write(&mut self, value: &Value) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, value)?;
        self.0.write_all(b"\n")
    }

    /// What has been packed since it was asked for last; possibly nothing yet.
    #[must_use]
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.0.get_mut())
    }

    /// The rest of the file.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn finish(self) -> io::Result<Vec<u8>> {
        self.0.finish()
    }
}

impl Default for PackedLines {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Format, read};
    use serde_json::json;

    #[test]
    fn what_is_given_out_in_parts_is_one_file() {
        let mut lines = PackedLines::new();
        let mut file = Vec::new();
        for number in 0..5000 {
            lines.write(&json!({ "n": number, "text": "河".repeat(number % 7) })).unwrap();
            if number % 100 == 0 {
                file.extend(lines.take());
            }
        }
        file.extend(lines.finish().unwrap());
        let rows: Vec<_> = read(&file[..], Format::Jsonl).unwrap().collect();
        assert_eq!(rows.len(), 5000);
        assert_eq!(rows[4999].values.as_ref().unwrap()["n"], 4999);
    }
}
