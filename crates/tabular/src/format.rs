//! Which form a file has, and reading it whatever its form.

use crate::{BrokenRow, LONGEST_ROW, Row, csv_rows, jsonl_rows};
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// A form of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values, the first row naming the columns; semicolons and tabs are recognised.
    Csv,
}

impl Format {
    /// The form that a file's name tells, with or without `.gz`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let lower = lower.strip_suffix(".gz").unwrap_or(&lower);
        match lower.rsplit_once('.')?.1 {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" | "tsv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// The rows of a file, unpacked if it is gzipped (told by its first bytes, not by its name).
///
/// # Errors
/// When the file cannot be read at all. Later failures come as the last row, `row_unreadable`.
pub fn read<'a>(file: impl Read + 'a, format: Format) -> io::Result<Box<dyn Iterator<Item = Row> + 'a>> {
    let mut file = BufReader::new(file);
    let gzipped = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let plain: Box<dyn BufRead + 'a> =
        if gzipped { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) };
    Ok(match format {
        Format::Jsonl => Box::new(jsonl_rows::rows(plain)),
        Format::Csv => Box::new(csv_rows::rows(plain)?),
    })
}

/// The next line without its end: nothing at the end of the file, `Err(row_too_long)` for one beyond the limit (which is skipped).
pub(crate) fn next_line(
    file: &mut dyn BufRead,
    line: &mut Vec<u8>,
) -> io::Result<Option<Result<(), BrokenRow>>> {
    line.clear();
    let limit = LONGEST_ROW as u64 + 1;
    let read = Read::take(&mut *file, limit).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(None);
    }
    if read > LONGEST_ROW && !line.ends_with(b"\n") {
        while read_on(file, line, limit)? {}
        return Ok(Some(Err(BrokenRow::new("row_too_long", format!("more than {LONGEST_ROW} bytes")))));
    }
    while line.last().is_some_and(|end| matches!(end, b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(Ok(())))
}

/// Reads on in a line that is too long; false at its end.
fn read_on(file: &mut dyn BufRead, line: &mut Vec<u8>, limit: u64) -> io::Result<bool> {
    line.clear();
    let read = Read::take(file, limit).read_until(b'\n', line)?;
    Ok(read > 0 && !line.ends_with(b"\n"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn codes(bytes: &[u8], format: Format) -> Vec<(u64, &'static str)> {
        let code = |row: Row| (row.line, row.values.err().map_or("", |broken| broken.code));
        read(bytes, format).unwrap().map(code).collect()
    }

    #[test]
    fn a_broken_row_is_refused_alone_with_its_line() {
        let file = b"\xef\xbb\xbf{\"a\":1}\n\n{broken\n[1]\n\xff\xfe{}\r\n{\"a\":2}";
        let expected =
            [(1, ""), (3, "row_broken_json"), (4, "row_not_an_object"), (5, "row_not_utf8"), (6, "")];
        assert_eq!(codes(file, Format::Jsonl), expected);
    }

    #[test]
    fn a_line_beyond_the_limit_is_skipped_and_the_next_is_read() {
        let mut file = vec![b'x'; LONGEST_ROW * 2 + 7];
        file.extend_from_slice(b"\n{}\n");
        assert_eq!(codes(&file, Format::Jsonl), [(1, "row_too_long"), (2, "")]);
    }

    #[test]
    fn gzip_is_told_by_its_bytes_and_a_cut_file_ends_with_an_error() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        let lines: String = (0..500).map(|n| format!("{{\"n\":{n}}}\n")).collect();
        packed.write_all(lines.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        assert_eq!(codes(&packed, Format::Jsonl).len(), 500);
        let cut = codes(&packed[..packed.len() / 2], Format::Jsonl);
        assert_eq!(cut.last().unwrap().1, "row_unreadable");
    }

    #[test]
    fn columns_are_named_by_the_first_row_and_separators_recognised() {
        for file in ["\u{feff}title,year\n\"a,\nb\",2020\nc\nd,1\n", "title;year\n\"a,\nb\";2020\nc\nd;1\n"] {
            let rows: Vec<Row> = read(file.as_bytes(), Format::Csv).unwrap().collect();
            assert_eq!(rows[0].values.as_ref().unwrap()["title"], "a,\nb");
            assert_eq!(rows[1].values.as_ref().unwrap_err().code, "row_broken_csv");
            assert_eq!(rows[2].values.as_ref().unwrap()["year"], "1");
            assert_eq!(rows.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 4, 5]);
        }
    }

    #[test]
    fn names_tell_the_form() {
        for (name, format) in [
            ("cases.jsonl.gz", Some(Format::Jsonl)),
            ("A.CSV", Some(Format::Csv)),
            ("cases", None),
            ("cases.pdf", None),
        ] {
            assert_eq!(Format::of_name(name), format);
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_or_read_for_ever(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for format in [Format::Jsonl, Format::Csv] {
                if let Ok(rows) = read(&bytes[..], format) {
                    prop_assert!(rows.count() <= bytes.len() + 1);
                }
            }
        }
    }
}
