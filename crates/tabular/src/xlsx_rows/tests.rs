//! Spreadsheets made by hand, part by part: sound ones, broken ones, and such as unpack to a mountain.

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook whose first sheet is hidden, with these cells in its second.
fn book(cells: &str, strings: &str) -> Vec<u8> {
    let kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="{kinds}.sheet.main+xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="Notes" sheetId="1" state="hidden" r:id="r1"/><sheet name="Casos" sheetId="2" r:id="r2"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{rels}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="{rels}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r4" Type="{rels}/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}">{strings}</sst>"#)),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{main}"><sheetData/></worksheet>"#)),
        (
            "xl/worksheets/sheet2.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>"#),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const STRINGS: &str = "<si><t>Title</t></si><si><t>Shade for bus stops</t></si>";
const CELLS: &str = r#"<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>Started
 on</t></is></c><c r="D3" t="inlineStr"><is><t>Year</t></is></c></row>
<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>43831</v></c><c r="C4"><v>9</v></c><c r="D4"><v>2019</v></c></row>
<row r="7"><c r="A7" t="inlineStr"><is><t>河边</t></is></c><c r="D7" t="e"><v>#N/A</v></c></row>"#;

fn failed(bytes: Vec<u8>, sheet: Option<&str>, limits: Limits) -> &'static str {
    rows_within(Cursor::new(bytes), sheet, limits).err().unwrap().code
}

#[test]
fn rows_have_their_numbers_in_the_sheet_and_cells_read_as_they_are_seen() {
    for sheet in [None, Some("Casos")] {
        let rows: Vec<Row> = rows(Cursor::new(book(CELLS, STRINGS)), sheet).unwrap().collect();
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4, 7]);
        let first =
            serde_json::json!({"Title": "Shade for bus stops", "Started on": "2020-01-01", "Year": "2019"});
        assert_eq!(Value::Object(rows[0].values.clone().unwrap()), first);
        assert_eq!(Value::Object(rows[1].values.clone().unwrap()), serde_json::json!({"Title": "河边"}));
    }
    assert_eq!(failed(book(CELLS, STRINGS), Some("Notes"), LIMITS), "file_without_sheet");
}

#[test]
fn what_unpacks_to_a_mountain_is_refused_before_it_is_read() {
    let zeros =
        format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#, "0".repeat(1 << 20));
    let bomb = book(&zeros, STRINGS);
    assert!(bomb.len() < 10_000, "{} bytes", bomb.len());
    assert_eq!(failed(bomb.clone(), None, Limits { all: 1 << 19, ..LIMITS }), "file_too_large_unpacked");
    assert_eq!(failed(bomb, None, Limits { text: 1 << 19, ..LIMITS }), "file_too_large_unpacked");
    let shared = book(CELLS, &"<si><t>0</t></si>".repeat(10_000));
    assert_eq!(failed(shared.clone(), None, Limits { shared: 100_000, ..LIMITS }), "file_too_large_unpacked");
    assert_eq!(failed(shared, None, Limits { parts: 3, ..LIMITS }), "file_too_large_unpacked");
}

#[test]
fn what_is_no_spreadsheet_is_refused_and_one_cut_off_in_a_row_ends_with_an_error() {
    for bytes in [Vec::new(), b"PK\x03\x04".to_vec(), b"title,year".to_vec()] {
        assert_eq!(failed(bytes, None, LIMITS), "file_unreadable");
    }
    let cut = rows(Cursor::new(book(&CELLS[..CELLS.len() - 60], STRINGS)), None).unwrap();
    assert_eq!(cut.last().unwrap().values.unwrap_err().code, "row_unreadable");
}

#[test]
fn whoever_stops_taking_rows_leaves_no_thread_waiting() {
    let many: String =
        (1..2000).map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>"#)).collect();
    let mut rows = rows(Cursor::new(book(&many, STRINGS)), None).unwrap();
    assert_eq!(rows.next().unwrap().line, 2);
    drop(rows);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_it_panic_or_read_for_ever(at in 0usize..3000, with in prop::collection::vec(any::<u8>(), 0..40)) {
        let mut bytes = book(CELLS, STRINGS);
        let from = at.min(bytes.len());
        let to = (from + with.len()).min(bytes.len());
        bytes.splice(from..to, with);
        if let Ok(rows) = rows(Cursor::new(bytes), None) {
            prop_assert!(rows.count() < 100);
        }
    }

    #[test]
    fn no_cells_make_it_panic(cells in r#"(<row r="[0-9]{1,9}">|<c r="[A-Z]{1,3}[0-9]{1,9}"( t="(s|b|e|d|str)")?>|<v>[0-9eE.-]{0,9}</v>|</c>|</row>|[<&a-z]){0,12}"#) {
        if let Ok(rows) = rows(Cursor::new(book(&cells, STRINGS)), None) {
            prop_assert!(rows.count() < 100);
        }
    }
}
