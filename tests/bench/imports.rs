//! Importing very many short rows by the command line: rows a second, and whether memory grows with them.

use kapok_tests::rush::binary;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Imports so many rows (a million when nothing is said) of each form into a fresh installation.
pub(crate) fn imports(rows: Option<String>) {
    let rows: u64 = rows.map_or(1_000_000, |rows| rows.parse().expect("a number of rows"));
    for form in ["jsonl", "csv"] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(format!("cases.{form}"));
        generate(&file, form, rows);
        measure(&folder.path().join("data"), &file, rows);
    }
}

/// Rows that differ in every field and hardly resemble each other.
fn generate(file: &Path, form: &str, rows: u64) {
    let mut out = BufWriter::new(std::fs::File::create(file).unwrap());
    if form == "csv" {
        writeln!(out, "source,id,title,description,lang,country,entity,year,themes,sdgs").unwrap();
    }
    for n in 0..rows {
        let (title, text) = (words(n, 5), words(n ^ 0x5555_5555, 25));
        let (year, goal, entity) = (2000 + n % 25, 1 + n % 17, words(n / 3, 1));
        match form {
            "csv" => writeln!(out, "bench,{n},{title},{text},en,France,{entity},{year},water; housing,{goal}"),
            _ => writeln!(
                out,
                r#"{{"source":"bench","id":"{n}","title":"{title}","description":"{text}","lang":"en","country":"France","entity":"{entity}","year":{year},"themes":["water","housing"],"sdgs":[{goal}]}}"#
            ),
        }
        .unwrap();
    }
}

fn words(seed: u64, count: usize) -> String {
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut text = String::new();
    for at in 0..count {
        state ^= state >> 29;
        state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9).wrapping_add(at as u64);
        let _ = write!(text, "{}{:05x}", if at > 0 { " " } else { "" }, (state >> 40) & 0xf_ffff);
    }
    text
}

fn measure(data: &Path, file: &Path, rows: u64) {
    let begun = Instant::now();
    let mut importing = Command::new(binary())
        .args(["import", "cases", "--data"])
        .args([data, file])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let (mut tenth, mut last) = (None, (0.0, 0));
    for line in BufReader::new(importing.stderr.take().unwrap()).lines().map_while(Result::ok) {
        let told = line.strip_prefix(&format!("{name}: ")).and_then(|rest| rest.strip_suffix(" rows"));
        let Some(read) = told.and_then(|read| read.parse::<u64>().ok()) else { continue };
        last = (begun.elapsed().as_secs_f64(), peak(importing.id()));
        if tenth.is_none() && read * 10 >= rows {
            tenth = Some(last);
        }
    }
    assert!(importing.wait().unwrap().success(), "the import failed");
    let (all, tenth) = (begun.elapsed().as_secs_f64(), tenth.expect("at least 10,000 rows"));
    println!(
        "{name:<12} {rows} rows: {:.0} a second, with the index {:.0}; peak resident memory {:.1} MB after a tenth, {:.1} MB at the end",
        rows as f64 / last.0,
        rows as f64 / all,
        tenth.1 as f64 / 1e3,
        last.1 as f64 / 1e3,
    );
}

/// The most memory that a process ever held, in kB.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
