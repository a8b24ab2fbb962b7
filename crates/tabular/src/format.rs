//! Which form a file has, and reading it whatever its form.

use crate::{BrokenFile, BrokenRow, LONGEST_ROW, Row, csv_rows, jsonl_rows, xlsx_rows};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// A form of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values, the first row naming the columns; semicolons and tabs are recognised.
    Csv,
    /// A spreadsheet of Excel 2007 or later, the first row with anything in it naming the columns.
    Xlsx,
}

/// The rows of a file, one after another.
pub type Rows = Box<dyn Iterator<Item = Row> + Send>;

impl Format {
    /// Its name, as files end: `jsonl`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The form of such a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Jsonl, Self::Csv, Self::Xlsx].into_iter().find(|format| format.as_str() == name)
    }

    /// The form that a file's name tells, with or without `.gz`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let lower = lower.strip_suffix(".gz").unwrap_or(&lower);
        match lower.rsplit_once('.')?.1 {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" | "tsv" => Some(Self::Csv),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// The form that a file's own beginning tells, unpacked if it is gzipped; nothing for what is no table that we read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of_content(file: impl Read + Send) -> io::Result<Option<Self>> {
        let mut start = Vec::new();
        plain(file)?.take(8192).read_to_end(&mut start)?;
        if start.starts_with(b"PK\x03\x04") {
            return Ok(Some(Self::Xlsx));
        }
        // What is cut off at the end may be half a letter.
        let is_text = match std::str::from_utf8(&start) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        let begins = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start();
        Ok(match begins.first() {
            None => None,
            Some(b'{') => Some(Self::Jsonl),
            Some(_) => (is_text && !start.contains(&0)).then_some(Self::Csv),
        })
    }
}

/// The rows of a file on disk. Of a spreadsheet, those of the sheet named, else of its first visible one.
///
/// # Errors
/// `file_unreadable`; for a spreadsheet also `file_without_sheet`, and `file_too_large_unpacked` for one that unpacks to
/// more than any table of ours.
pub fn open(path: &Path, format: Format, sheet: Option<&str>) -> Result<Rows, BrokenFile> {
    let file = File::open(path)?;
    match format {
        Format::Xlsx => xlsx_rows::rows(file, sheet),
        text => Ok(read(file, text)?),
    }
}

/// The rows of JSON Lines or CSV, unpacked if gzipped (told by the first bytes, not by a name).
///
/// # Errors
/// When the file cannot be read at all, and for a spreadsheet, which is to be opened ([`open`]): it is not read from its
/// beginning to its end. Later failures come as the last row, `row_unreadable`.
pub fn read<'a>(
    file: impl Read + Send + 'a,
    format: Format,
) -> io::Result<Box<dyn Iterator<Item = Row> + Send + 'a>> {
    Ok(match format {
        Format::Jsonl => Box::new(jsonl_rows::rows(plain(file)?)),
        Format::Csv => Box::new(csv_rows::rows(plain(file)?)?),
        Format::Xlsx => return Err(io::Error::new(io::ErrorKind::Unsupported, "a spreadsheet is opened")),
    })
}

/// A file's text, unpacked if it is gzipped.
fn plain<'a>(file: impl Read + Send + 'a) -> io::Result<Box<dyn BufRead + Send + 'a>> {
    let mut file = BufReader::new(file);
    let gzipped = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    Ok(if gzipped { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
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
    fn a_column_named_twice_loses_nothing() {
        let rows: Vec<Row> = read(&b"name,name,\na,b,c\n"[..], Format::Csv).unwrap().collect();
        let values = rows[0].values.as_ref().unwrap();
        assert_eq!((&values["name"], &values["name (2)"]), (&"a".into(), &"b".into()));
    }

    #[test]
    fn the_beginning_tells_the_form_whatever_the_name() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(b"title\nx\n").unwrap();
        let packed = packed.finish().unwrap();
        let cut_letter = [b"x,".repeat(4095), "é".as_bytes()[..1].to_vec()].concat();
        for (bytes, format) in [
            (&b"\xef\xbb\xbf {\"a\": 1}"[..], Some(Format::Jsonl)),
            (&b"title;year\n"[..], Some(Format::Csv)),
            (&packed, Some(Format::Csv)),
            (&b"PK\x03\x04rest"[..], Some(Format::Xlsx)),
            (&b"\xd0\xcf\x11\xe0\xa1"[..], None),
            (&b"%PDF-1.7\0"[..], None),
            (&b"\xff\xfea\0"[..], None),
            (&b"  "[..], None),
            (&cut_letter, Some(Format::Csv)),
        ] {
            assert_eq!(Format::of_content(bytes).unwrap(), format, "{:.20}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn names_tell_the_form() {
        for (name, format) in [
            ("cases.jsonl.gz", Some(Format::Jsonl)),
            ("A.CSV", Some(Format::Csv)),
            ("Cases 2024.xlsx", Some(Format::Xlsx)),
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
