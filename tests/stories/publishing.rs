//! An editor turns entries into cases: nobody sees them before the announcement, everybody after it.

use crate::judging::scene::code;
use crate::judging::{Scene, at, scene};
use kapok_access::Role;
use kapok_base::{CaseId, Language};
use kapok_engine::remember::{Answer, CaseText, Facet, Filters, Request, Sort};
use kapok_engine::{Caller, Engine, Error};
use kapok_tests::database;

async fn answer(engine: &Engine, query: &str) -> Answer {
    let request = Request {
        fold: true,
        explain: false,
        query: query.into(),
        filters: Filters::default(),
        sort: Sort::Relevance,
        limit: 20,
        cursor: None,
        facets: Facet::ALL.to_vec(),
        language: Language::english(),
    };
    engine.search_cases(&Caller::visitor(), request).await.unwrap().answer
}

/// The scene with its shortlist confirmed and to be announced at an instant; the editor of its programme.
pub(crate) async fn shortlisted(scene: &Scene) -> Caller {
    scene.scored_first_round().await;
    scene.shortlist(&[0, 1, 2], &[(2, "Stronger on impact"), (3, "Weaker on impact")]).await.unwrap();
    let views = scene.engine.list_announcements(&scene.organiser, scene.edition).await.unwrap();
    let instant = at("2026-05-01T08:00:00Z");
    scene.engine.announce(&scene.organiser, views[0].announcement.id, None, Some(instant)).await.unwrap();
    let (edition, _) = scene.engine.editors_desk(&Caller::system(), scene.edition).await.unwrap();
    let editor = scene.judges[0].0;
    Caller::person(editor, vec![Role::Editor { programme: edition.programme }])
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_made_of_entries_appear_with_their_announcement_and_not_a_byte_before() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let editor = shortlisted(&scene).await;
        engine.catch_up().await.unwrap();
        let questions = ["", "rain gardens", "water year:2026"];
        let mut before = Vec::new();
        for question in questions {
            before.push(answer(engine, question).await);
        }

        let published = engine.publish_cases(&editor, scene.edition, None).await.unwrap();
        assert_eq!((published.made.len(), published.refused.len()), (4, 0), "{published:?}");
        let again = engine.publish_cases(&editor, scene.edition, None).await.unwrap();
        assert_eq!((again.made.len(), again.unchanged), (0, 4));
        wait(engine).await;
        for (question, before) in questions.iter().zip(&before) {
            assert_eq!(&answer(engine, question).await, before, "{question}");
        }
        let made: CaseId = published.made[0];
        assert_eq!(engine.get_case(&Caller::visitor(), made).await.unwrap_err(), Error::NotFound);
        let drafted = engine.case_on_desk(&editor, made).await.unwrap();
        let facts = &drafted.versions[0].facts;
        assert_eq!((facts.country.as_deref(), facts.licence.as_deref()), (Some("CO"), Some("CC-BY-4.0")));
        assert_eq!((facts.year, facts.outcome.as_deref()), (Some(2026), Some("shortlisted")));
        let text = serde_json::to_string(&drafted.versions[0]).unwrap();
        assert!(!text.contains("ana@medellin.example"), "what is personal never reaches a case");

        engine.clock().set(at("2026-05-01T08:00:00Z"));
        let found = answer(engine, "rain gardens").await;
        assert_eq!((found.total, found.items[0].id), (1, made));
        assert_eq!(answer(engine, "").await.total, 4);
        engine.get_case(&Caller::visitor(), made).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_edited_translated_and_withdrawn_to_a_tombstone() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        assert_eq!(
            code(engine.publish_case(&Caller::system(), scene.entries[0]).await).0,
            "case_needs_decision"
        );
        let editor = shortlisted(&scene).await;
        let made = engine.publish_case(&editor, scene.entries[0]).await.unwrap();
        let text =
            CaseText {
                title: "雨水花园".into(), description: "雨水有了去处。".into(), sections: vec![]
            };
        let chinese: Language = "zh-Hans".parse().unwrap();
        let edited =
            engine.edit_case(&editor, made.id, made.version, chinese.clone(), text.clone()).await.unwrap();
        assert_eq!(edited.versions.len(), 2);
        let stale = engine.edit_case(&editor, made.id, made.version, chinese, text).await;
        assert_eq!(stale.unwrap_err(), Error::Stale);
        engine.clock().set(at("2026-05-01T08:00:00Z"));
        wait(engine).await;
        assert_eq!(answer(engine, "雨水花園").await.total, 1);

        let blank = engine.withdraw_case(&editor, made.id, edited.version, "  ".into()).await;
        assert_eq!(code(blank).0, "reason_missing");
        let reason = "The city asked for it.".to_owned();
        engine.withdraw_case(&editor, made.id, edited.version, reason.clone()).await.unwrap();
        wait(engine).await;
        assert_eq!(answer(engine, "rain").await.total, 0);
        let left = engine.get_case(&Caller::visitor(), made.id).await.unwrap();
        assert_eq!((left.tombstone.unwrap().reason, left.versions.len()), (reason, 0));
        assert_eq!(code(engine.publish_case(&editor, scene.entries[0]).await).0, "case_withdrawn");

        let stranger = Caller::person(
            scene.judges[0].0,
            vec![Role::Editor { programme: kapok_base::ProgrammeId(made.id.0) }],
        );
        assert_eq!(engine.case_on_desk(&stranger, made.id).await.unwrap_err(), Error::NotFound);
        assert_eq!(engine.publish_case(&stranger, scene.entries[1]).await.unwrap_err(), Error::NotFound);
        let visitor = engine.publish_case(&Caller::visitor(), scene.entries[1]).await;
        assert_eq!(visitor.unwrap_err(), Error::SignInNeeded);
    }
}

/// Brings the index to where the ledger is. PostgreSQL numbers its rows a moment after their commit.
pub(crate) async fn wait(engine: &Engine) {
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    engine.catch_up().await.unwrap();
}
