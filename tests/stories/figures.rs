//! Figures name their denominator, open their cases, and tell nothing of what has not been announced.

use crate::judging::{Scene, at, scene};
use kapok_engine::remember::Facet;
use kapok_engine::remember::figures::{Denominator, Figure, FigureRequest};
use kapok_engine::{Caller, Engine};
use kapok_tabular::{Format, read};
use kapok_tests::database;
use kapok_tests::http::Client;
use kapok_tests::served;
use std::collections::BTreeSet;

const FILE: &str = r#"{"source": "s", "id": "1", "lang": "en", "title": "Shade", "description": "Trees.", "country": "France", "edition": "2019", "themes": ["water", "energy"]}
{"source": "s", "id": "2", "lang": "zh-Hans", "title": "公园", "description": "种树。", "country": "中国", "edition": "2019", "themes": ["water"]}
{"source": "s", "id": "3", "lang": "en", "title": "Meals", "description": "School meals.", "edition": "2020"}
{"source": "s", "id": "4", "lang": "en", "title": "Pipes", "description": "New pipes.", "country": "France", "edition": "2020", "themes": ["water"]}
"#;

async fn figure(engine: &Engine, of: Denominator, rows: Facet, columns: Facet, editions: &[&str]) -> Figure {
    let editions = editions.iter().map(|edition| (*edition).to_owned()).collect();
    engine.figure(&Caller::visitor(), &FigureRequest { of, rows, columns, editions }).await.unwrap()
}

/// Every figure that everybody can ask for, by country, theme, edition, outcome.
async fn everything(engine: &Engine) -> Vec<Figure> {
    let mut all = Vec::new();
    for of in Denominator::ALL {
        for (rows, columns) in [
            (Facet::Country, Facet::Theme),
            (Facet::Edition, Facet::Outcome),
            (Facet::Lang, Facet::Region),
            (Facet::Country, Facet::Edition),
        ] {
            for editions in [&[][..], &["e-1"], &["2019"]] {
                all.push(figure(engine, of, rows, columns, editions).await);
            }
        }
    }
    all
}

async fn wait(engine: &Engine) {
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    engine.catch_up().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn published_cases_are_crossed_as_they_are_searched() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let rows: Vec<_> = read(FILE.as_bytes(), Format::Jsonl).unwrap().collect();
        engine.import_cases(&Caller::system(), rows.into_iter(), false, |_| ()).await.unwrap();
        wait(&engine).await;
        let published = Denominator::Published;
        let figure_of = |rows, columns, editions: &'static [&'static str]| {
            figure(&engine, published, rows, columns, editions)
        };
        let all = figure_of(Facet::Country, Facet::Theme, &[]).await;
        let cross = &all.cross;
        assert_eq!(
            (cross.total, cross.cell("FR", "water"), cross.cell("CN", "water")),
            (4, 2, 1),
            "{}",
            fresh.name
        );
        assert_eq!((cross.cell("none", "none"), cross.columns["water"], cross.rows["FR"]), (1, 3, 2));
        assert!(cross.counts_twice());
        assert_eq!(all.editions, ["2020", "2019"]);
        // The other way round it is the same, whichever side is shorter.
        let turned = figure_of(Facet::Theme, Facet::Country, &[]).await.cross;
        for ((row, column), count) in &cross.cells {
            assert_eq!(turned.cell(column, row), *count);
        }
        let one = figure_of(Facet::Country, Facet::Theme, &["2020"]).await;
        assert_eq!(
            (one.cross.total, one.cross.cell("FR", "water"), one.cross.cell("FR", "energy")),
            (2, 1, 0)
        );
        let editions = figure_of(Facet::Edition, Facet::Country, &["2019"]).await.cross;
        assert_eq!(editions.rows.keys().collect::<Vec<_>>(), ["2019"]);
        assert_eq!((editions.cell("2019", "FR"), editions.cell("2019", "CN")), (1, 1));
        let editions = figure_of(Facet::Country, Facet::Edition, &["2019"]).await.cross;
        assert_eq!((editions.columns.len(), editions.cell("FR", "2019")), (1, 1));
        let nothing = figure_of(Facet::Country, Facet::Theme, &["1999"]).await.cross;
        assert_eq!((nothing.total, nothing.cells.len()), (0, 0));
    }
}

/// Confirms the shortlist and sets the instant of its announcement.
async fn shortlisted(scene: &Scene) {
    scene.scored_first_round().await;
    scene.shortlist(&[0, 1, 2], &[(2, "Stronger on impact"), (3, "Weaker on impact")]).await.unwrap();
    let views = scene.engine.list_announcements(&scene.organiser, scene.edition).await.unwrap();
    let instant = at("2026-05-01T08:00:00Z");
    scene.engine.announce(&scene.organiser, views[0].announcement.id, None, Some(instant)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_before_its_announcement_has_no_effect_on_any_figure() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let rows: Vec<_> = read(FILE.as_bytes(), Format::Jsonl).unwrap().collect();
        engine.import_cases(&Caller::system(), rows.into_iter(), false, |_| ()).await.unwrap();
        wait(engine).await;
        let before = everything(engine).await;
        shortlisted(&scene).await;
        engine.publish_cases(&Caller::system(), scene.edition, None).await.unwrap();
        wait(engine).await;
        assert_eq!(everything(engine).await, before, "{}", fresh.name);

        // Its instant opens what it says, and no more: the edition goes on, so what it received stays untold.
        engine.clock().set(at("2026-05-01T08:00:00Z"));
        let of = |of| figure(engine, of, Facet::Country, Facet::Outcome, &[]);
        let told = of(Denominator::Shortlisted).await;
        assert_eq!((told.cross.total, told.editions), (3, vec!["e-1".to_owned()]));
        assert_eq!(
            told.cross.columns.keys().collect::<BTreeSet<_>>(),
            BTreeSet::from([&"shortlisted".to_owned()])
        );
        let themes = figure(engine, Denominator::Shortlisted, Facet::Country, Facet::Lang, &[]).await;
        assert_eq!(
            themes.cross.columns.keys().collect::<Vec<_>>(),
            ["none"],
            "what a dossier says waits for the end"
        );
        for untold in [Denominator::Received, Denominator::Eligible] {
            assert_eq!((of(untold).await.cross.total, of(untold).await.editions.len()), (0, 0));
        }
        let published = of(Denominator::Published).await.cross;
        assert_eq!((published.total, published.columns["shortlisted"]), (8, 3));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_opens_its_cases_and_leaves_as_a_spreadsheet() {
    let fresh = database::sqlite();
    let engine = fresh.engine().await;
    let rows: Vec<_> = read(FILE.as_bytes(), Format::Jsonl).unwrap().collect();
    engine.import_cases(&Caller::system(), rows.into_iter(), false, |_| ()).await.unwrap();
    wait(&engine).await;
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let page = visitor.get("/figures?rows=country&columns=theme&edition=2019").await.good().body;
    assert!(page.contains("<svg") && page.contains("more than the total") && !page.contains('⟨'));
    let link = "/cases?country=FR&amp;theme=water&amp;edition=2019";
    assert!(page.replace("&#38;", "&amp;").contains(link), "{page}");
    let cases = visitor.get("/api/v1/cases?country=FR&theme=water&edition=2019").await.good().json();
    assert_eq!(cases["total"], 1);
    let chinese = visitor.get("/figures?lang=zh-Hans&of=received").await.good().body;
    assert!(chinese.contains("收到的申报") && !chinese.contains('⟨'));
    let same = visitor.get("/figures?rows=theme&columns=theme").await;
    assert_eq!(same.status, 422);
    assert!(same.body.contains("two different facets"));
    visitor.get("/api/v1/figures?rows=theme&columns=theme").await.refused(422, "figure_same_facet");
    visitor.get("/api/v1/figures?of=received&rows=source").await.refused(422, "figure_facet_unfit");
    visitor.get("/api/v1/figures?of=all").await.refused(400, "invalid_query");
    let json = visitor.get("/api/v1/figures?rows=country&columns=theme").await.good().json();
    assert_eq!((&json["total"], &json["counts_twice"]), (&4.into(), &true.into()));
    assert_eq!(json["rows"].as_array().unwrap().last().unwrap()["value"], "none");
    let csv = visitor.get("/api/v1/figures/export?format=csv&rows=country&columns=theme").await.good();
    let lines: Vec<&str> = csv.body.lines().collect();
    assert!(lines[0].contains("Published cases: Country × Theme") && lines[0].ends_with("Not stated,All"));
    assert_eq!((lines.len(), lines[1]), (5, "France,2,1,0,2"));
    assert_eq!(lines[4].rsplit(',').next(), Some("4"));
    let xlsx = visitor.get("/api/v1/figures/export?format=xlsx&rows=country&columns=theme").await.good();
    assert!(xlsx.headers["content-disposition"].to_str().unwrap().contains("published-country-theme.xlsx"));
    assert!(xlsx.body.starts_with("PK"));
    served.stop().await;
}
