//! How fast the index answers over a file of cases.
//!
//! `cargo run --release -p kapok-search --example measure -- cases.jsonl.gz [question]`

use kapok_base::{Language, Random};
use kapok_library::{Case, CaseVersion, Themes, read_row};
use kapok_search::{Change, Document, Facet, Filters, Index, Request, Sort, Visibility};
use kapok_tabular::{Format, read};
use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which file?")?;
    let cases = cases(&file)?;
    let dir = std::env::temp_dir().join(format!("kapok-measure-{}", std::process::id()));
    let index = Index::open(&dir)?;
    let begun = Instant::now();
    let changes: Vec<Change> = cases
        .iter()
        .map(|case| Change::Upsert(Box::new(Document { case: case.clone(), announcement: None })))
        .collect();
    index.apply(&changes, 1)?;
    println!("{} cases indexed in {:.2?}", cases.len(), begun.elapsed());
    if let Some(question) = arguments.next() {
        show(&index, &question)?;
    }
    measure(&index, &cases)?;
    drop(index);
    std::fs::remove_dir_all(&dir)?;
    Ok(())
}

fn cases(file: &str) -> Result<Vec<Case>, Box<dyn Error>> {
    let themes = Themes::builtin()?;
    let mut versions: BTreeMap<(String, String), Vec<CaseVersion>> = BTreeMap::new();
    for row in read(std::fs::File::open(file)?, Format::of_name(file).ok_or("of which form?")?)? {
        let read = read_row(row.values?, &themes)?;
        versions
            .entry((read.version.source.clone(), read.version.source_id.clone()))
            .or_default()
            .push(read.version);
    }
    let ids = Random::seeded(1).stream("ids");
    Ok(versions.into_values().filter_map(|versions| Case::from_versions(ids.secret_id(), versions)).collect())
}

fn request(question: &str, facets: &[Facet]) -> Request {
    Request { facets: facets.to_vec(), ..Request::new(question, Language::english()) }
}

fn show(index: &Index, question: &str) -> Result<(), Box<dyn Error>> {
    let answer = index.search(&request(question, &Facet::ALL), &Visibility::default())?;
    println!("{} cases, did you mean {:?}", answer.total, answer.did_you_mean);
    for hit in &answer.items {
        println!("{:8.3} [{}] {}\n         {}", hit.score, hit.lang, hit.title, hit.snippet);
    }
    for (facet, counts) in &answer.facets {
        let counts: Vec<String> = counts.iter().take(6).map(|c| format!("{} {}", c.value, c.count)).collect();
        println!("{}: {}", facet.as_str(), counts.join(", "));
    }
    Ok(())
}

/// Asks two words of each of a thousand titles.
fn measure(index: &Index, cases: &[Case]) -> Result<(), Box<dyn Error>> {
    let titles = cases.iter().step_by((cases.len() / 1000).max(1));
    let questions: Vec<String> = titles
        .map(|case| {
            let title = &case.texts.text(case.texts.original()).title;
            let mut words: Vec<&str> =
                title.split_whitespace().filter(|word| word.chars().count() > 3).collect();
            words.truncate(2);
            words.join(" ")
        })
        .collect();
    for (name, facets) in
        [("top 10 with snippets", &[][..]), ("top 10 with snippets and eight facets", &Facet::ALL[..])]
    {
        let mut times = Vec::new();
        for question in &questions {
            let begun = Instant::now();
            index.search(&request(question, facets), &Visibility::default())?;
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
        println!("{name}: p50 {:.2?}, p99 {:.2?} over {} questions", at(50), at(99), times.len());
    }
    Ok(())
}
