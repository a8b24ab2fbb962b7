//! The same questions on the same cases, put to SQLite FTS5 and to PostgreSQL full text.

use crate::questions::Questions;
use crate::rivals::pairs;
use crate::speed::{in_parts, said};
use kapok_library::Case;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use std::time::{Duration, Instant};

/// How long an engine is asked questions of one kind, at least so many of them: some take a minute for one.
const PATIENCE: Duration = Duration::from_secs(100);
const FEWEST: usize = 10;

/// SQLite with three letters in a row, which alone finds Chinese; PostgreSQL with characters and pairs where there are no spaces.
pub(crate) async fn rivals(file: &str, questions: &Questions, kapok: &[(&str, (f64, f64))]) {
    let home = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", home.path().join("rival.sqlite").display());
    let server = std::env::var("KAPOK_TEST_POSTGRES").expect("KAPOK_TEST_POSTGRES names a PostgreSQL");
    for (who, url) in [("SQLite", url.as_str()), ("PostgreSQL", server.as_str())] {
        let db = Database::connect(url).await.unwrap();
        let lite = db.get_database_backend() == DbBackend::Sqlite;
        let begun = Instant::now();
        fill(&db, lite, file).await;
        println!("{who}: indexed in {:.1} s", begun.elapsed().as_secs_f64());
        for ((kind, asked, facets), (_, (p50, p99))) in questions.kinds().into_iter().zip(kapok) {
            if kind == "typo" || (lite && kind == "prefix") {
                println!("{who:<12} {kind:<20} cannot");
                continue;
            }
            let (mut times, begun) = (Vec::new(), Instant::now());
            for question in asked.iter().step_by(4) {
                let asked = Instant::now();
                ask(&db, lite, question, !facets.is_empty()).await;
                times.push(asked.elapsed());
                if times.len() >= FEWEST && begun.elapsed() > PATIENCE {
                    break;
                }
            }
            let count = times.len();
            let theirs = said(who, kind, vec![times]);
            let (half, most) = (theirs.0 / p50, theirs.1 / p99);
            println!("{:<34} {half:>7.1} times    {most:>7.1} times Kapok's, {count} questions", "");
        }
        db.execute_unprepared("DROP TABLE docs").await.unwrap();
        db.execute_unprepared("DROP TABLE facets").await.unwrap();
    }
}

async fn fill(db: &DatabaseConnection, lite: bool, file: &str) {
    let docs = match lite {
        true => "CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'trigram')",
        false => "CREATE TABLE docs (id bigserial PRIMARY KEY, title text, body text, ts tsvector)",
    };
    for sql in [
        "DROP TABLE IF EXISTS docs",
        "DROP TABLE IF EXISTS facets",
        docs,
        "CREATE TABLE facets (doc bigint, facet text, value text)",
    ] {
        db.execute_unprepared(sql).await.unwrap();
    }
    let mut parts: Vec<Vec<Case>> = Vec::new();
    in_parts(file, |cases| parts.push(cases.to_vec()));
    let mut number = 0i64;
    for part in parts {
        let tx = db.begin().await.unwrap();
        for case in part {
            number += 1;
            let text = case.texts.text(case.texts.original());
            let (title, body) = (text.title.clone(), text.body());
            let statement = match lite {
                true => Statement::from_sql_and_values(
                    DbBackend::Sqlite,
                    "INSERT INTO docs (rowid, title, body) VALUES (?, ?, ?)",
                    [number.into(), title.into(), body.into()],
                ),
                false => {
                    let words = pairs(&format!("{title} {body}")).join(" ");
                    Statement::from_sql_and_values(
                        DbBackend::Postgres,
                        "INSERT INTO docs VALUES ($1, $2, $3, to_tsvector('simple', $4))",
                        [number.into(), title.into(), body.into(), words.into()],
                    )
                }
            };
            tx.execute_raw(statement).await.unwrap();
            let facts = &case.facts;
            let year = facts.year.map(|year| year.to_string());
            let values = [
                ("country", &facts.country),
                ("edition", &facts.edition),
                ("year", &year),
                ("outcome", &facts.outcome),
            ];
            let values = values
                .into_iter()
                .filter_map(|(facet, value)| Some(format!("({number},'{facet}','{}')", value.as_ref()?)));
            let themes = facts.themes.iter().map(|theme| format!("({number},'theme','{theme}')"));
            let values: Vec<String> = values.chain(themes).collect();
            tx.execute_unprepared(&format!("INSERT INTO facets VALUES {}", values.join(","))).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    db.execute_unprepared("CREATE INDEX facets_doc ON facets (doc)").await.unwrap();
    if !lite {
        db.execute_unprepared("CREATE INDEX ON docs USING gin (ts)").await.unwrap();
        db.execute_unprepared("ANALYZE docs; ANALYZE facets").await.unwrap();
    }
}

/// Ten hits with snippets, and five facets where they are asked for.
async fn ask(db: &DatabaseConnection, lite: bool, question: &str, facets: bool) {
    let (hits, counts, asked) = if lite {
        let asked = match question.starts_with('"') {
            true => question.to_owned(),
            false => question.split(' ').map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" AND "),
        };
        (
            "SELECT rowid, title, snippet(docs, 1, '<b>', '</b>', '…', 40) FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 10",
            "SELECT facet, value, count(*) FROM docs JOIN facets ON doc = docs.rowid WHERE docs MATCH ? GROUP BY 1, 2",
            asked,
        )
    } else {
        let bare = question.trim_matches(|c| c == '"' || c == '*');
        let words = pairs(bare).join(" ");
        let sql = match question {
            prefix if prefix.ends_with('*') => "to_tsquery('simple', $1 || ':*')",
            phrase if phrase.starts_with('"') && bare.contains(' ') => "phraseto_tsquery('simple', $1)",
            _ => "plainto_tsquery('simple', $1)",
        };
        let hits = format!(
            "SELECT id, title, ts_headline('simple', body, q) FROM (SELECT id, title, body, q FROM docs, {sql} q WHERE ts @@ q ORDER BY ts_rank(ts, q, 1) DESC LIMIT 10) best"
        );
        let counts = format!(
            "SELECT facet, value, count(*) FROM docs JOIN facets ON doc = id, {sql} q WHERE ts @@ q GROUP BY 1, 2"
        );
        return both(
            db,
            &hits,
            &counts,
            &if question.ends_with('*') { bare.to_owned() } else { words },
            facets,
        )
        .await;
    };
    both(db, hits, counts, &asked, facets).await;
}

async fn both(db: &DatabaseConnection, hits: &str, counts: &str, asked: &str, facets: bool) {
    let backend = db.get_database_backend();
    for sql in [Some(hits), facets.then_some(counts)].into_iter().flatten() {
        db.query_all_raw(Statement::from_sql_and_values(backend, sql, [asked.into()])).await.unwrap();
    }
}
