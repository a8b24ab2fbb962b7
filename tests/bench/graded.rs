//! Questions as researchers ask them, put to Kapok, SQLite FTS5 and PostgreSQL over one file of cases; the answers of all pooled, and graded by readers who
//! do not see which engine gave them.
//!
//! `bench pool CASES QUESTIONS` prints what is to be graded, a JSON line for each pair, in an order that tells nothing. `bench graded CASES QUESTIONS
//! GRADES…` tells how good each engine's answers were, by the mean of the readers' grades.

use crate::collections::Measure;
use crate::rivals::{self, Rival};
use kapok_base::{Language, Random};
use kapok_library::{Case, CaseVersion, Themes, read_row};
use kapok_search::{Change, Document, Index, Request, Visibility};
use kapok_tabular::{Format, read};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use tempfile::TempDir;

/// How much of a text readers see.
const SHOWN: usize = 1_500;

struct Question {
    id: String,
    text: String,
    language: Language,
    need: String,
}

/// The engines over one file of cases; a document is a case, all its languages together.
struct Engines {
    _home: TempDir,
    kapok: Index,
    rivals: Vec<Rival>,
    /// Title and text by key.
    texts: BTreeMap<String, (String, String)>,
}

/// `bench pool CASES QUESTIONS`
pub(crate) async fn pool(cases: &str, questions: &str) {
    let engines = Engines::over(cases).await;
    for question in self::questions(questions) {
        let mut pooled = BTreeSet::new();
        for (_, answer) in engines.answers(&question).await {
            pooled.extend(answer);
        }
        // Keys are in the order of the alphabet: who gave them, and at which place, is not told.
        for key in pooled {
            let (title, text) = &engines.texts[&key];
            let text: String = text.chars().take(SHOWN).collect();
            let pair = json!({ "question": question.id, "asked": question.text, "need": question.need, "case": key, "title": title, "text": text });
            println!("{pair}");
        }
    }
}

/// `bench graded CASES QUESTIONS GRADES…`: files of `question,case,grade`.
pub(crate) async fn graded(cases: &str, questions: &str, files: &[String]) {
    let engines = Engines::over(cases).await;
    let grades = grades(files);
    let questions = self::questions(questions);
    let mut by_engine: BTreeMap<String, Vec<(String, f64, bool)>> = BTreeMap::new();
    let mut ungraded = 0;
    for question in &questions {
        let wanted = grades.get(&question.id).cloned().unwrap_or_default();
        for (engine, answer) in engines.answers(question).await {
            ungraded += answer.iter().filter(|key| !wanted.contains_key(*key)).count();
            let useful = answer.iter().any(|key| wanted.get(key).is_some_and(|grade| *grade >= 2.0));
            // Where nothing in the library answers, there is no right order.
            let answerable = wanted.values().any(|grade| *grade >= 1.0);
            let grade = if answerable { Measure::Ndcg.grade(&answer, &wanted) } else { f64::NAN };
            by_engine.entry(engine).or_default().push((question.id.clone(), grade, useful));
        }
    }
    println!("{ungraded} answers that nobody graded");
    println!(
        "| engine | nDCG@10 | en | es | fr | zh | de | without a useful answer |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    for (engine, told) in &by_engine {
        let mean = |prefix: &str| {
            let some: Vec<f64> = told
                .iter()
                .filter(|(id, grade, _)| id.starts_with(prefix) && !grade.is_nan())
                .map(|t| t.1)
                .collect();
            some.iter().sum::<f64>() / some.len().max(1) as f64
        };
        let cells: Vec<String> =
            ["", "en", "es", "fr", "zh", "de"].iter().map(|p| format!("{:.3}", mean(p))).collect();
        let without = told.iter().filter(|(.., useful)| !useful).count();
        println!("| {engine} | {} | {without} of {} |", cells.join(" | "), told.len());
    }
    for (id, grade, useful) in
        by_engine.get("Kapok").into_iter().flatten().filter(|(_, grade, _)| *grade < 0.5)
    {
        println!("Kapok, {id}: {grade:.2}{}", if *useful { "" } else { ", nothing useful" });
    }
}

impl Engines {
    async fn over(file: &str) -> Self {
        let cases = self::cases(file);
        let home = tempfile::tempdir().unwrap();
        let kapok = Index::open(home.path()).unwrap();
        let texts: BTreeMap<String, (String, String)> = cases.iter().map(texts).collect();
        let change = |case| Change::Upsert(Box::new(Document { case, announcement: None }));
        kapok.apply(&cases.into_iter().map(change).collect::<Vec<_>>(), 1).unwrap();
        let docs: Vec<(String, String)> =
            texts.iter().map(|(key, (title, text))| (key.clone(), format!("{title}\n{text}"))).collect();
        let mut rivals = rivals::sqlite(&docs).await;
        if let Ok(server) = std::env::var("KAPOK_TEST_POSTGRES") {
            rivals.extend(rivals::postgres(&server, &docs, "english", true).await);
        }
        Self { _home: home, kapok, rivals, texts }
    }

    /// The best ten of each engine.
    async fn answers(&self, question: &Question) -> Vec<(String, Vec<String>)> {
        let request = Request::new(&question.text, question.language.clone());
        let answer = self.kapok.search(&request, &Visibility::default()).unwrap();
        let keys = answer.items.into_iter().map(|hit| format!("{}/{}", hit.source, hit.source_id));
        let mut answers = vec![("Kapok".to_owned(), keys.collect())];
        for rival in &self.rivals {
            answers.push((rival.name.clone(), rival.ask(&question.text).await));
        }
        answers
    }
}

fn cases(file: &str) -> Vec<Case> {
    let themes = Themes::builtin().unwrap();
    let ids = Random::seeded(1).stream("ids");
    let mut versions: BTreeMap<(String, String), Vec<CaseVersion>> = BTreeMap::new();
    for row in read(File::open(file).unwrap(), Format::Jsonl).unwrap() {
        let Ok(read) = read_row(row.values.unwrap(), &themes) else { continue };
        let version = read.version;
        versions.entry((version.source.clone(), version.source_id.clone())).or_default().push(version);
    }
    versions.into_values().filter_map(|versions| Case::from_versions(ids.secret_id(), versions)).collect()
}

fn texts(case: &Case) -> (String, (String, String)) {
    let title = case.texts.text(case.texts.original()).title.clone();
    let all = case.texts.iter().map(|(_, text)| format!("{}\n{}", text.title, text.body()));
    (format!("{}/{}", case.source, case.source_id), (title, all.collect::<Vec<_>>().join("\n")))
}

fn questions(file: &str) -> Vec<Question> {
    let read = |row: Map<String, Value>| Question {
        id: text(&row, "id"),
        text: text(&row, "question"),
        language: text(&row, "lang").parse().unwrap(),
        need: text(&row, "need"),
    };
    rows(file).map(read).collect()
}

/// The mean grade of each pair.
fn grades(files: &[String]) -> HashMap<String, HashMap<String, f64>> {
    let mut grades: HashMap<String, HashMap<String, Vec<f64>>> = HashMap::new();
    for row in files.iter().flat_map(|file| rows(file)) {
        let of = grades.entry(text(&row, "question")).or_default();
        of.entry(text(&row, "case")).or_default().push(text(&row, "grade").parse().unwrap());
    }
    let mean = |grades: Vec<f64>| grades.iter().sum::<f64>() / grades.len() as f64;
    let of = |cases: HashMap<String, Vec<f64>>| {
        cases.into_iter().map(|(case, grades)| (case, mean(grades))).collect()
    };
    grades.into_iter().map(|(question, cases)| (question, of(cases))).collect()
}

fn rows(file: &str) -> impl Iterator<Item = Map<String, Value>> {
    read(File::open(file).unwrap(), Format::Csv).unwrap().map(|row| row.values.unwrap())
}

fn text(row: &Map<String, Value>, key: &str) -> String {
    match row.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
