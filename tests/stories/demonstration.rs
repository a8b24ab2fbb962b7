//! The demonstration adds up to what is on record, and gives the public the same answers on both databases.

use kapok_base::{Clock, Random};
use kapok_engine::{Caller, Engine};
use kapok_tests::database::{self, Fresh};
use kapok_tests::http::Client;
use kapok_tests::served::{self, Served};
use serde_json::Value;
use std::collections::BTreeMap;

/// Both databases, side by side: most of the time is waiting for them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_demonstration_gives_the_same_public_answers_on_both_databases() {
    let [lite, post] = [database::sqlite(), database::postgres().await];
    let (lite, post) = tokio::join!(played(&lite), played(&post));
    found_across_languages(&lite.address).await;
    found_across_languages(&post.address).await;
    let lite = told(&lite).await;
    let post = told(&post).await;
    for (path, answer) in &lite {
        let other = &post[path];
        let differs = answer.iter().zip(other).find(|(a, b)| a != b);
        assert_eq!((differs, answer.len()), (None, other.len()), "{path}");
    }
    counts(&lite);
}

async fn played(fresh: &Fresh) -> Served {
    let now = database::start();
    let engine = Engine::open(fresh.config(), Clock::set_at(now), &Random::seeded(1)).await.unwrap();
    kapok_demo::play(&engine, now, &|_| ()).await.unwrap();
    engine.catch_up().await.unwrap();
    adds_up(&engine).await;
    served::serve(engine).await
}

/// What the public can read: the library by many questions, the editions and what they announced, the first pages.
async fn told(served: &Served) -> BTreeMap<String, Vec<Value>> {
    let visitor = Client::visitor(&served.address);
    let mut answers = BTreeMap::new();
    for question in ["", "&q=sponge", "&q=海绵城市", "&q=recicladores", "&q=toilettes", "&outcome=winner"]
    {
        let path = format!("/api/v1/cases?limit=100&facets=edition,outcome,theme,country,lang{question}");
        let mut answer = told_by(&visitor, &path).await;
        let items = answer["items"].take();
        let mut items = items.as_array().unwrap().clone();
        items.sort_by_key(Value::to_string);
        // Of more than a page it is chance which equals stand on the first.
        items.retain(|_| answer["total"].as_u64().unwrap() <= 100);
        answers.insert(path, [vec![answer], items].concat());
    }
    let export = visitor.get("/api/v1/cases/export?format=jsonl").await.good().body;
    let mut cases: Vec<Value> = export.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    cases.iter_mut().for_each(anonymous);
    cases.sort_by_key(Value::to_string);
    assert_eq!(cases.len(), 1361);
    answers.insert("all cases".to_owned(), cases);
    let editions = visitor.get("/api/v1/editions?limit=100").await.good().json();
    let mut announced = Vec::new();
    for edition in editions["items"].as_array().unwrap() {
        let id = edition["id"].as_str().unwrap();
        announced.push(told_by(&visitor, &format!("/api/v1/editions/{id}")).await);
        announced.push(told_by(&visitor, &format!("/api/v1/editions/{id}/announced")).await);
    }
    announced.sort_by_key(Value::to_string);
    answers.insert("editions".to_owned(), announced);
    answers
}

/// One thing asked for in two languages and in both Chinese scripts.
async fn found_across_languages(address: &str) {
    let visitor = Client::visitor(address);
    let ask = async |question: &str| -> Vec<String> {
        let answer = visitor.get(&format!("/api/v1/cases?limit=100&q={question}")).await.good().json();
        assert_eq!(answer["some_only"], false, "{question}");
        let items = answer["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let english = ask("bicycle+superhighway").await;
    let simplified = ask("自行车高速公路").await;
    assert!(english.len() > 15, "{}", english.len());
    assert!(
        english[..10].iter().all(|id| simplified.contains(id)),
        "what is found in English, in Chinese too"
    );
    assert!(simplified[..10].iter().all(|id| english.contains(id)), "and the other way");
    for (traditional, simplified) in
        [("自行車高速公路", "自行车高速公路"), ("海綿城市", "海绵城市"), ("參與式預算", "参与式预算")]
    {
        let found = ask(traditional).await;
        assert!(!found.is_empty());
        assert_eq!(found, ask(simplified).await, "{traditional}");
    }
}

/// An answer without what differs between any two installations: identifiers, and the time that it took.
async fn told_by(visitor: &Client, path: &str) -> Value {
    let mut answer = visitor.get(path).await.good().json();
    anonymous(&mut answer);
    answer
}

fn anonymous(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("took_ms");
            fields.remove("next_cursor");
            fields.values_mut().for_each(anonymous);
        }
        Value::Array(items) => items.iter_mut().for_each(anonymous),
        Value::String(text) => {
            let is_id = text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
            if is_id {
                *text = "an identifier".to_owned();
            }
        }
        _ => {}
    }
}

fn counts(told: &BTreeMap<String, Vec<Value>>) {
    let all = &told.iter().find(|(path, _)| path.ends_with("lang")).unwrap().1[0];
    assert_eq!(all["total"], 1361);
    let editions = all["facets"]["edition"].as_array().unwrap();
    let counted: BTreeMap<_, _> =
        editions.iter().map(|e| (e["value"].as_str().unwrap(), e["count"].as_u64().unwrap())).collect();
    let on_record = [("2012", 255), ("2014", 259), ("2016", 301), ("2018", 273), ("2020", 273)];
    assert_eq!(counted, BTreeMap::from(on_record));
    // Each kind of initiative is found by its own words, all of it and nothing else.
    let sponge = &told.iter().find(|(path, _)| path.ends_with("sponge")).unwrap().1[0];
    let themes = sponge["facets"]["theme"].as_array().unwrap();
    assert!(sponge["total"].as_u64().unwrap() > 15 && themes.len() == 1, "{themes:?}");
    let winners = &told.iter().find(|(path, _)| path.ends_with("winner")).unwrap().1;
    assert_eq!(winners.len(), 1 + 25);
}

/// The fifth edition's figures, read from what ordinary commands wrote.
async fn adds_up(engine: &Engine) {
    let system = Caller::system();
    let editions = engine.list_editions(&system, None).await.unwrap();
    let fifth = editions.iter().find(|e| e.slug == "2020").unwrap();
    let entries = engine.list_entries(&system, fifth.id).await.unwrap();
    let stage = |kind: &str| entries.iter().filter(|row| row.entry.stage.kind() == kind).count();
    assert_eq!((entries.len(), stage("decided"), stage("ineligible"), stage("withdrawn")), (301, 273, 24, 4));
    let valid: Vec<_> = entries.iter().filter(|row| row.entry.stage.kind() == "decided").collect();
    let entities: BTreeMap<_, _> =
        valid.iter().map(|row| (row.entry.entity, row.entity.as_ref().unwrap())).collect();
    let countries: std::collections::BTreeSet<_> =
        entities.values().map(|e| e.record.country.clone()).collect();
    assert_eq!((entities.len(), countries.len()), (175, 60));
    let rounds = engine.list_rounds(&system, fifth.id).await.unwrap();
    let standings = engine.get_standings(&system, rounds[0].id).await.unwrap();
    assert_eq!((standings.judges.len(), standings.standings.ranked.len()), (11, 273));
    assert!(standings.judges.iter().map(|j| j.scorecards).sum::<usize>() > 3 * 273);
    let decisions = engine.list_decisions(&system, fifth.id).await.unwrap();
    let labelled = |label: &str| {
        let carriers = decisions.iter().filter(|d| d.labels.contains(label)).map(|d| d.entry);
        carriers.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(
        ["shortlisted", "deserving", "winner", "medal_of_honour", "special_mention"].map(labelled),
        [15, 30, 5, 10, 2]
    );
    let hearings = engine.list_hearings(&system, fifth.id).await.unwrap();
    let mut turns: Vec<_> = hearings.iter().map(|h| h.slots.len()).collect();
    turns.sort_unstable();
    assert_eq!(turns, [3, 4, 4, 4]);
    let jury = engine.get_standings(&system, rounds[1].id).await.unwrap();
    assert_eq!((jury.judges.len(), jury.judges.iter().map(|j| j.recused).sum::<usize>()), (6, 1));
    let winners = decisions.iter().filter(|d| d.labels.contains("winner"));
    let winners: std::collections::BTreeSet<_> = winners
        .map(|d| {
            entities[&valid.iter().find(|r| r.entry.id == d.entry).unwrap().entry.entity]
                .record
                .name
                .text(&kapok_base::Language::english())
                .clone()
        })
        .collect();
    let on_record =
        kapok_demo::record::EDITIONS[4].winners.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(winners, on_record);
}
