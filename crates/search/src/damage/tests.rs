//! Every kind of file deleted, cut short and with a bit turned, while it serves and before it starts.

use super::*;
use crate::search::tests::{library, open, request};
use crate::{Answer, Change, Visibility};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug)]
enum Harm {
    Delete,
    Empty,
    Halve,
    TurnBit,
}

const HARMS: [Harm; 4] = [Harm::Delete, Harm::Empty, Harm::Halve, Harm::TurnBit];

fn harm(file: &Path, how: Harm) {
    let mut content = fs::read(file).unwrap();
    let middle = content.len() / 2;
    match how {
        Harm::Delete => return fs::remove_file(file).unwrap(),
        Harm::Empty => content.clear(),
        Harm::Halve => content.truncate(middle),
        Harm::TurnBit => content[middle] ^= 0x10,
    }
    // In place: the inode stays, as it does when a disk decays.
    fs::OpenOptions::new().write(true).truncate(true).open(file).unwrap();
    fs::write(file, content).unwrap();
}

/// The files, by name; those that differ in their ending alone once.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut kinds = BTreeSet::new();
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(dir).unwrap().chain(fs::read_dir(generation(dir)).unwrap()) {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let kind = name.rsplit('.').next().unwrap().to_owned();
        if path.is_file() && !name.ends_with(".lock") && kinds.insert(kind) {
            files.push(path);
        }
    }
    assert!(files.len() >= 8, "{files:?}");
    files
}

fn generation(dir: &Path) -> PathBuf {
    dir.join(fs::read_to_string(dir.join("CURRENT")).unwrap())
}

fn answer(index: &Index) -> Answer {
    index.search(&request("water OR calles OR 树"), &Visibility::default()).unwrap()
}

fn rebuild(index: &Index) {
    let rebuild = index.begin_rebuild().unwrap();
    let documents: Vec<_> = library()
        .into_iter()
        .filter_map(|change| match change {
            Change::Upsert(document) => Some(*document),
            Change::Remove(_) => None,
        })
        .collect();
    rebuild.add(&documents).unwrap();
    index.finish_rebuild(rebuild, 7).unwrap();
}

fn breakfast() -> Change {
    let Some(Change::Upsert(mut document)) = library().into_iter().nth(2) else { panic!("a case") };
    let (title, description) = ("Breakfast".to_owned(), "At school.".to_owned());
    let text = kapok_library::CaseText { title, description, sections: vec![] };
    document.case.texts = document.case.texts.with("en".parse().unwrap(), text);
    Change::Upsert(document)
}

#[test]
fn damage_while_it_serves_is_found_and_searches_go_on() {
    let (dir, index) = open(&library());
    let before = answer(&index);
    assert_eq!(before.total, 3);
    for how in HARMS {
        for nth in 0..files(dir.path()).len() {
            index.check().unwrap();
            let file = files(dir.path()).remove(nth);
            harm(&file, how);
            assert_eq!(answer(&index), before, "{how:?} {file:?}");
            assert!(index.check().is_err(), "{how:?} {file:?}");
            rebuild(&index);
            assert_eq!((answer(&index), index.position()), (before.clone(), Some(7)), "{how:?} {file:?}");
        }
    }
    fs::remove_dir_all(generation(dir.path())).unwrap();
    assert_eq!(answer(&index), before);
    assert!(index.check().is_err());
    rebuild(&index);
    fs::remove_dir_all(dir.path()).unwrap();
    assert_eq!(answer(&index), before);
    assert!(index.check().is_err());
    rebuild(&index);
    index.check().unwrap();
    assert_eq!(answer(&index), before);
    // What was built anew is written to as before.
    let word = |word: &str| index.search(&request(word), &Visibility::default()).unwrap().total;
    assert_eq!(word("breakfast"), 0);
    index.apply(&[breakfast()], 8).unwrap();
    index.check().unwrap();
    assert_eq!((word("breakfast"), index.position()), (1, Some(8)));
}

#[test]
fn a_damaged_index_is_begun_anew_when_it_is_opened() {
    for how in HARMS {
        let kinds = { files(open(&library()).0.path()).len() };
        for nth in 0..kinds {
            let (dir, index) = open(&library());
            drop(index);
            let file = files(dir.path()).remove(nth);
            harm(&file, how);
            let index = Index::open(dir.path()).unwrap();
            let pointer = file.ends_with("CURRENT");
            assert!(pointer || index.position().is_none(), "{how:?} {file:?}");
            rebuild(&index);
            assert_eq!(answer(&index).total, 3, "{how:?} {file:?}");
        }
    }
}

#[test]
fn a_bit_turned_behind_the_clock_s_back_is_found_when_everything_is_read() {
    let (dir, index) = open(&library());
    let file = files(dir.path()).into_iter().find(|f| f.extension().is_some_and(|e| e == "idx"));
    let file = file.unwrap();
    let written = fs::metadata(&file).unwrap().modified().unwrap();
    index.check().unwrap();
    index.read_all().unwrap();
    harm(&file, Harm::TurnBit);
    fs::File::options().append(true).open(&file).unwrap().set_modified(written).unwrap();
    index.check().unwrap();
    assert!(matches!(index.read_all(), Err(SearchError::Damaged(_))));
    assert_eq!(answer(&index).total, 3);
}

#[test]
fn a_panic_in_a_search_is_an_error_of_that_search_and_looked_into() {
    let (_dir, index) = open(&library());
    let panicked: Result<(), _> = index.answering(|| panic!("as tantivy does on what it cannot read"));
    assert!(matches!(panicked, Err(SearchError::Damaged(_))));
    assert!(index.suspicion.is_raised());
    index.read_all().unwrap();
    assert!(!index.suspicion.is_raised());
    let cursor = crate::Request { cursor: Some("no".to_owned()), ..request("") };
    assert!(index.search(&cursor, &Visibility::default()).is_err());
    assert!(!index.suspicion.is_raised());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_turned_bit_anywhere_ends_the_opening_or_changes_an_answer(nth in 0usize..100, at in 0usize..1_000_000, bit in 0u8..8) {
        let (dir, index) = open(&library());
        let before = answer(&index);
        drop(index);
        let files = files(dir.path());
        let file = &files[nth % files.len()];
        let mut content = fs::read(file).unwrap();
        let at = at % content.len();
        content[at] ^= 1 << bit;
        fs::write(file, content).unwrap();
        let index = Index::open(dir.path()).unwrap();
        if index.position() == Some(7) {
            prop_assert_eq!(answer(&index), before);
        } else {
            prop_assert_eq!(index.position(), None);
        }
    }
}
