//! SQLite FTS5 and PostgreSQL full text on the same documents, each in every setting that it has without extensions.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, Value};
use std::collections::BTreeSet;

/// One setting of one database.
pub(crate) struct Rival {
    /// What it is called in the table.
    pub(crate) name: String,
    db: DatabaseConnection,
    kind: Kind,
}

enum Kind {
    /// FTS5 with words of the question, or with every three letters of it.
    Fts5 { trigram: bool },
    /// A configuration and a ranking function; for scripts without spaces characters and pairs under `simple`.
    Postgres { config: &'static str, rank: &'static str, pairs: bool },
}

const TOKENIZERS: [(&str, bool); 3] = [
    ("porter unicode61 remove_diacritics 2", false),
    ("unicode61 remove_diacritics 2", false),
    ("trigram", true),
];
const RANKS: [&str; 3] = ["ts_rank(ts, q, 0)", "ts_rank(ts, q, 1)", "ts_rank_cd(ts, q, 1)"];

/// Every setting of SQLite, filled with the documents.
pub(crate) async fn sqlite(docs: &[(String, String)]) -> Vec<Rival> {
    let mut rivals = Vec::new();
    for (tokenizer, trigram) in TOKENIZERS {
        let db = Database::connect("sqlite::memory:").await.unwrap();
        let create =
            format!("CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, body, tokenize = '{tokenizer}')");
        db.execute_unprepared(&create).await.unwrap();
        for (id, text) in docs {
            run(&db, "INSERT INTO docs VALUES (?, ?)", [id.as_str().into(), text.as_str().into()]).await;
        }
        let name = format!("SQLite FTS5, {}", tokenizer.split(' ').next().unwrap());
        rivals.push(Rival { name, db, kind: Kind::Fts5 { trigram } });
    }
    rivals
}

/// Every setting of PostgreSQL, filled with the documents in a database of its own.
pub(crate) async fn postgres(
    url: &str,
    docs: &[(String, String)],
    config: &'static str,
    unspaced: bool,
) -> Vec<Rival> {
    let db = Database::connect(url).await.unwrap();
    db.execute_unprepared("DROP TABLE IF EXISTS docs").await.unwrap();
    db.execute_unprepared("CREATE TABLE docs (id text, ts tsvector)").await.unwrap();
    for (id, text) in docs {
        let text = if unspaced { pairs(text).join(" ") } else { text.clone() };
        let insert = format!("INSERT INTO docs VALUES ($1, to_tsvector('{config}', $2))");
        run(&db, &insert, [id.as_str().into(), text.into()]).await;
    }
    db.execute_unprepared("CREATE INDEX ON docs USING gin (ts)").await.unwrap();
    db.execute_unprepared("ANALYZE docs").await.unwrap();
    let pairs = if unspaced { ", pairs" } else { "" };
    RANKS
        .map(|rank| {
            let function = rank.replace("ts, q, ", "");
            let name = format!("PostgreSQL, {config}{pairs}, {function}");
            Rival { name, db: db.clone(), kind: Kind::Postgres { config, rank, pairs: unspaced } }
        })
        .into()
}

impl Rival {
    /// The identifiers of the ten best documents with any word of the question.
    pub(crate) async fn ask(&self, question: &str) -> Vec<String> {
        let (backend, sql, asked) = match &self.kind {
            Kind::Fts5 { trigram } => {
                let words = if *trigram { windows(question) } else { words(question) };
                let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                let sql = "SELECT id FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 10".to_owned();
                (DbBackend::Sqlite, sql, quoted.join(" OR "))
            }
            Kind::Postgres { config, rank, pairs } => {
                let words = if *pairs { self::pairs(question) } else { words(question) };
                let any = format!("replace(plainto_tsquery('{config}', $1)::text, '&', '|')::tsquery");
                let sql = format!(
                    "SELECT id FROM docs, (SELECT {any}) AS asked(q) WHERE ts @@ q ORDER BY {rank} DESC, id LIMIT 10"
                );
                (DbBackend::Postgres, sql, words.join(" "))
            }
        };
        if asked.is_empty() {
            return Vec::new();
        }
        let statement = Statement::from_sql_and_values(backend, sql, [asked.into()]);
        let rows = self.db.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
    }
}

async fn run<const N: usize>(db: &DatabaseConnection, sql: &str, values: [Value; N]) {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.unwrap();
}

/// Words without what is no letter.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Every three letters that follow each other within a word.
fn windows(text: &str) -> Vec<String> {
    let mut windows = BTreeSet::new();
    for word in words(text) {
        let letters: Vec<char> = word.chars().collect();
        windows.extend(letters.windows(3).map(|three| three.iter().collect::<String>()));
    }
    windows.into_iter().collect()
}

/// The characters of a text and the pairs that follow each other at once.
pub(crate) fn pairs(text: &str) -> Vec<String> {
    let mut pairs = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let letters: Vec<char> = word.chars().collect();
        if word.is_ascii() {
            pairs.extend((!word.is_empty()).then(|| word.to_owned()));
            continue;
        }
        pairs.extend(letters.iter().map(char::to_string));
        pairs.extend(letters.windows(2).map(|two| two.iter().collect::<String>()));
    }
    pairs
}
