//! How fast the index answers in process, and how SQLite FTS5 and PostgreSQL answer the same questions on the same cases in the same run.

use crate::quantile;
use crate::questions::{EACH, Questions};
use crate::speed_rivals::rivals;
use kapok_base::{Language, Random};
use kapok_library::{Case, CaseVersion, Themes, read_row};
use kapok_search::{Document, Facet, Index, Request, Visibility};
use kapok_tabular::{Format, read};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Cases that are put into the index at a time.
const AT_A_TIME: usize = 5_000;
/// Rounds, of which the fastest counts: others work on the machine too.
const ROUNDS: usize = 3;

/// `bench speed FILE [alone]`: the file is JSON Lines; `alone` leaves the databases out.
pub(crate) async fn speed(file: &str, alone: bool) {
    let home = tempfile::tempdir().unwrap();
    let before = resident();
    let index = Index::open(home.path()).unwrap();
    let begun = Instant::now();
    let (mut texts, mut bytes, mut count) = (Vec::new(), 0, 0);
    let mut rebuild = Some(index.begin_rebuild().unwrap());
    let each = |cases: &[Case]| {
        count += cases.len();
        let documents: Vec<_> =
            cases.iter().map(|case| Document { case: case.clone(), announcement: None }).collect();
        rebuild.as_ref().unwrap().add(&documents).unwrap();
        for (_, text) in cases.iter().flat_map(|case| case.texts.iter()) {
            bytes += text.title.len() + text.body().len();
        }
        let every = (cases.len() * EACH / 20_000).max(1);
        texts.extend(cases.iter().step_by(every).map(|case| case.texts.text(case.texts.original()).clone()));
    };
    in_parts(file, each);
    index.finish_rebuild(rebuild.take().unwrap(), 1).unwrap();
    let took = begun.elapsed().as_secs_f64();
    println!(
        "{count} cases, {:.1} MB of text: indexed in {took:.1} s, {:.0} cases a second; index {:.1} MB",
        bytes as f64 / 1e6,
        count as f64 / took,
        size(home.path()) as f64 / 1e6
    );
    let questions = Questions::of(&texts.iter().map(|t| (t.title.as_str(), t.body())).collect::<Vec<_>>());
    drop(texts);
    let mut kapok = Vec::new();
    for (kind, asked, facets) in questions.kinds() {
        let answer = |question: &str| {
            let request = Request { facets: facets.to_vec(), ..Request::new(question, Language::english()) };
            index.search(&request, &Visibility::default()).unwrap();
        };
        kapok.push((kind, told("Kapok", kind, asked, answer)));
    }
    told("Kapok", "suggestions", &questions.begun, |typed| {
        index.suggest(typed, 10, &Language::english(), &Visibility::default()).unwrap();
    });
    at_once(&index, &questions);
    println!("resident memory {:.1} MB, {:.1} MB before", resident() as f64 / 1e3, before as f64 / 1e3);
    drop(index);
    if !alone {
        rivals(file, &questions, &kapok).await;
    }
}

/// Reads cases some thousands at a time; versions of a case stand together.
pub(crate) fn in_parts(file: &str, mut each: impl FnMut(&[Case])) {
    let themes = Themes::builtin().unwrap();
    let ids = Random::seeded(1).stream("ids");
    let (mut cases, mut versions): (Vec<Case>, Vec<CaseVersion>) = (Vec::new(), Vec::new());
    let rows = read(std::fs::File::open(file).unwrap(), Format::of_name(file).unwrap()).unwrap();
    for row in rows {
        let version = read_row(row.values.unwrap(), &themes).unwrap().version;
        if versions.last().is_some_and(|last| last.source_id != version.source_id) {
            cases.extend(Case::from_versions(ids.secret_id(), std::mem::take(&mut versions)));
        }
        versions.push(version);
        if cases.len() == AT_A_TIME {
            each(&cases);
            cases.clear();
        }
    }
    cases.extend(Case::from_versions(ids.secret_id(), versions));
    each(&cases);
}

/// Asks all questions in some rounds and tells of the fastest: p50 and p99 in milliseconds.
fn told(who: &str, kind: &str, questions: &[String], ask: impl Fn(&str)) -> (f64, f64) {
    let rounds = (0..ROUNDS).map(|_| {
        let time = |question: &String| {
            let begun = Instant::now();
            ask(question);
            begun.elapsed()
        };
        questions.iter().map(time).collect::<Vec<Duration>>()
    });
    said(who, kind, rounds.collect())
}

pub(crate) fn said(who: &str, kind: &str, rounds: Vec<Vec<Duration>>) -> (f64, f64) {
    let of = |mut times: Vec<Duration>| {
        times.sort_unstable();
        (quantile(&times, 0.5), quantile(&times, 0.99))
    };
    let all: Vec<(f64, f64)> = rounds.into_iter().map(of).collect();
    let least = |times: Vec<f64>| times.into_iter().fold(f64::INFINITY, f64::min);
    let (p50, p99) =
        (least(all.iter().map(|(p50, _)| *p50).collect()), least(all.iter().map(|(_, p99)| *p99).collect()));
    println!("{who:<12} {kind:<20} p50 {p50:>8.2} ms   p99 {p99:>8.2} ms");
    (p50, p99)
}

/// Two at once, for some seconds.
fn at_once(index: &Index, questions: &Questions) {
    let (asked, begun) = (AtomicUsize::new(0), Instant::now());
    let until = Duration::from_secs(5);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while begun.elapsed() < until {
                    let at = asked.fetch_add(1, Ordering::Relaxed);
                    let question = &questions.words[at % questions.words.len()];
                    let request = Request {
                        facets: Facet::ALL.to_vec(),
                        ..Request::new(question, Language::english())
                    };
                    index.search(&request, &Visibility::default()).unwrap();
                }
            });
        }
    });
    let rate = asked.into_inner() as f64 / begun.elapsed().as_secs_f64();
    println!("Kapok        two at once, words with all facets: {rate:.0} a second");
}

/// Resident memory of this process in kilobytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Bytes in a folder.
fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .map(
            |entry| if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().unwrap().len() },
        )
        .sum()
}
