//! The first page, as each role finds it: what it says, what it leaves out, and what stays as it was until the
//! announcement.

use crate::judging::{Scene, at, scene};
use kapok_access::{Caller, Role, RoleName};
use kapok_base::{Deadline, Language};
use kapok_engine::homes::{Announcing, FigureOf};
use kapok_engine::submit::NewSubmission;
use kapok_judging::transition::Screening;
use kapok_tests::award::{Award, person, scores};
use kapok_tests::database;
use kapok_tests::http::Client;
use kapok_tests::served;
use kapok_web::{Guide, Tour};
use reqwest::Method;
use serde_json::json;

/// The figures of the first edition under way: what, how many, of how many.
async fn funnel(scene: &Scene) -> Vec<(&'static str, usize, Option<usize>)> {
    let home = scene.engine.organiser_home(&scene.organiser).await.unwrap();
    let name = |of: &FigureOf| match of {
        FigureOf::Begun => "begun",
        FigureOf::Sealed => "sealed",
        FigureOf::Eligible => "eligible",
        FigureOf::Scored { .. } => "scored",
        FigureOf::Advanced { .. } => "advanced",
        FigureOf::Decided => "decided",
        FigureOf::Published => "published",
    };
    home.running[0].funnel.iter().map(|figure| (name(&figure.of), figure.count, figure.whole)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organiser_sees_the_funnel_who_is_late_and_what_the_next_phase_waits_for() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let home = scene.engine.organiser_home(&scene.organiser).await.unwrap();
        assert_eq!(home.running[0].next.refusal.as_ref().unwrap().code, "deadline_not_passed");
        assert_eq!(funnel(&scene).await, [("begun", 4, None), ("sealed", 4, Some(4))]);
        let assignments = scene.first_round().await;
        let first = &scene.judges[0].1;
        scene.score(first, &assignments[0], "9", "9").await;
        scene.score(&scene.judges[1].1, &assignments[1], "9", "9").await;
        scene.score(first, &assignments[2], "8", "8").await;
        let home = scene.engine.organiser_home(&scene.organiser).await.unwrap();
        let running = &home.running[0];
        let late: Vec<_> = running.judges.iter().map(|j| (j.name.as_str(), j.outstanding)).collect();
        assert_eq!(late, [("Omar", 3), ("Ines", 2)], "{}", fresh.name);
        let refusal = running.next.refusal.as_ref().unwrap();
        assert_eq!((refusal.code, refusal.missing.len()), ("scorecards_outstanding", 5));
        assert!(running.may_move);
        let scored = funnel(&scene).await;
        assert!(scored.contains(&("scored", 1, Some(4))), "{scored:?}");

        for (i, assignment) in assignments.iter().enumerate().skip(3) {
            let score = ["9", "8", "6", "5"][i / 2];
            scene.score(&scene.judges[i % 2].1, assignment, score, score).await;
        }
        scene.shortlist(&[0, 1, 2], &[]).await.unwrap();
        let cut = funnel(&scene).await;
        assert!(cut.contains(&("scored", 4, Some(4))) && cut.contains(&("advanced", 3, Some(4))), "{cut:?}");
        assert!(cut.contains(&("decided", 1, Some(4))), "the one that does not go on: {cut:?}");
        let home = scene.engine.organiser_home(&scene.organiser).await.unwrap();
        assert!(home.running[0].next.refusal.is_none() && home.running[0].judges.is_empty());
        let others = [
            scene.engine.organiser_home(first).await.err(),
            scene.engine.organiser_home(&scene.entrant).await.err(),
            scene.engine.organiser_home(&Caller::visitor()).await.err(),
        ];
        assert!(others.iter().all(Option::is_some), "nobody else is told");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organiser_of_another_award_and_an_auditor_see_what_is_theirs_and_may_not_move_it() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    let programme = scene.engine.list_programmes(&scene.organiser).await.unwrap()[0].id;
    let person = scene.organiser.person_id().unwrap();
    let auditor = Caller::person(person, vec![Role::Auditor { programme, edition: None }]);
    let home = scene.engine.organiser_home(&auditor).await.unwrap();
    assert!(!home.running[0].may_move && !home.running[0].funnel.is_empty());
    let elsewhere = Role::Organiser { programme: uuid::Uuid::from_u128(7).into(), edition: None };
    let home = scene.engine.organiser_home(&Caller::person(person, vec![elsewhere])).await.unwrap();
    assert!(home.running.is_empty() && home.others.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_judge_sees_the_next_dossier_how_far_they_are_and_what_is_late() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        let ines = &scene.judges[0].1;
        let home = scene.engine.judge_home(ines).await.unwrap();
        let own = &home.rounds[0];
        assert_eq!((own.done, own.of, own.is_open, own.is_late), (0, 4, true, false));
        assert_eq!(own.next.as_ref().unwrap().entry, "1 Rain gardens");
        // What was begun comes before what was not.
        let given = crate::judging::scene::given(&[("impact", "5")]);
        scene.engine.save_scorecard(ines, assignments[4].id, None, given, false).await.unwrap();
        let next = scene.engine.judge_home(ines).await.unwrap().rounds[0].next.clone().unwrap();
        assert_eq!((next.assignment, next.is_begun), (assignments[4].id, true));
        for at in [0, 2, 4, 6] {
            scene.score(ines, &assignments[at], "5", "5").await;
        }
        let own = scene.engine.judge_home(ines).await.unwrap().rounds.remove(0);
        assert_eq!((own.done, own.of, own.next), (4, 4, None), "{}", fresh.name);
        let other = scene.engine.judge_home(&scene.judges[1].1).await.unwrap().rounds.remove(0);
        assert_eq!((other.done, other.of), (0, 4), "colleagues are counted apart");
        assert!(scene.engine.judge_home(&scene.juror.1).await.unwrap().rounds.is_empty());
        assert!(scene.engine.judge_home(&scene.entrant).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entrant_sees_what_is_missing_when_it_is_due_and_what_was_sent_back_first() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let entity = engine.list_own_entities(&scene.entrant).await.unwrap()[0].id;
        let answers = [("title".to_owned(), json!("Shade for schools"))].into();
        let new = NewSubmission { entity, language: Language::english(), answers };
        let draft = engine.create_submission(&scene.entrant, scene.edition, new, None).await.unwrap();
        let home = engine.entrant_home(&scene.entrant).await.unwrap();
        assert_eq!((home.dossiers.len(), home.calls.len()), (5, 1));
        let first = &home.dossiers[0];
        assert_eq!(first.submission.id, draft.id, "what is being written comes before what is sealed");
        let missing: Vec<_> = first.missing.iter().map(|m| m.field.as_str()).collect();
        assert!(missing.contains(&"summary") && !missing.contains(&"title"), "{missing:?}");
        assert_eq!(first.due, Deadline::new("2026-03-31T23:59:59", "Asia/Shanghai").ok());
        assert!(!first.is_late && first.receipt.is_none());
        assert!(home.dossiers[1..].iter().all(|d| d.receipt.is_some() && d.missing.is_empty()));

        engine.clock().set(at("2026-04-01T00:00:00Z"));
        scene.move_to("screening").await.unwrap();
        scene.screen(1, Screening::Returned, Some("Which year?")).await.unwrap();
        let home = engine.entrant_home(&scene.entrant).await.unwrap();
        assert_eq!(home.dossiers[0].submission.title, "Night buses");
        assert_eq!(home.dossiers[0].due, Deadline::new("2026-04-08T23:59:59", "Asia/Shanghai").ok());
        let last = home.dossiers.last().unwrap();
        assert!(last.submission.id == draft.id && last.is_late, "{}", fresh.name);
        engine.clock().set(at("2026-04-09T00:00:00Z"));
        let home = engine.entrant_home(&scene.entrant).await.unwrap();
        assert!(home.dossiers.iter().any(|d| d.submission.title == "Night buses" && d.is_late));
        let overdue = engine.organiser_home(&scene.organiser).await.unwrap().running.remove(0).overdue;
        assert_eq!(overdue.iter().map(|o| o.title.as_str()).collect::<Vec<_>>(), ["Night buses"]);
        let stranger =
            Caller::person(scene.judges[0].0, vec![Role::Entrant { entity: uuid::Uuid::nil().into() }]);
        assert!(engine.entrant_home(&stranger).await.unwrap().dossiers.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_sees_what_waits_and_everybody_the_winners_from_their_instant_on() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let programme = engine.list_programmes(&scene.organiser).await.unwrap()[0].id;
        let editor = Caller::person(scene.judges[0].0, vec![Role::Editor { programme }]);
        assert!(engine.editor_home(&editor).await.unwrap().editions.is_empty());
        scene.scored_first_round().await;
        scene.shortlist(&[0, 1, 2], &[(2, "Impact"), (3, "Impact")]).await.unwrap();
        let home = engine.editor_home(&editor).await.unwrap();
        let (_, _, waits, ready) = home.editions[0];
        assert_eq!((waits, ready, home.oldest.len()), (4, 4, 4));
        engine.publish_cases(&editor, scene.edition, Some([scene.entries[0]].into())).await.unwrap();
        let (_, _, waits, ready) = engine.editor_home(&editor).await.unwrap().editions[0];
        assert_eq!((waits, ready), (3, 4), "{}", fresh.name);

        let visitor = Caller::visitor();
        let english = Language::english();
        let editions = engine.list_editions(&visitor, None).await.unwrap();
        assert!(engine.latest_winners(&visitor, &editions, &english).await.unwrap().is_none());
        let announcement =
            engine.list_announcements(&scene.organiser, scene.edition).await.unwrap().remove(0);
        engine.announce(&scene.organiser, announcement.announcement.id, None, None).await.unwrap();
        let won = engine.latest_winners(&visitor, &editions, &english).await.unwrap().unwrap();
        let Announcing::Here { winners, more, .. } = won.announcing else { panic!("not announced here") };
        let titles: Vec<_> = winners.iter().map(|w| w.announced.entry.title.as_str()).collect();
        assert_eq!((titles, more), (vec!["Rain gardens", "Night buses", "Seed banks"], 0));
        assert!(winners[0].case.is_some() && winners[1].case.is_none());
        let figures = engine.edition_figures(&visitor, scene.edition).await.unwrap();
        assert_eq!(figures, None, "while judges work, no figure is told");
    }
}

/// The page at `/` of each role, in a house where an award runs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_role_finds_its_own_part_of_the_first_page_and_nobody_else_s() {
    let fresh = database::sqlite();
    let mut award = Award::set_up(&fresh, 1).await;
    let engine = award.served.engine.clone();
    let researcher = person(&engine, &award.visitor, "Rosa", vec![Role::Researcher]).await;
    let programme = award.programme.parse().unwrap();
    let auditor =
        person(&engine, &award.visitor, "Aud", vec![Role::Auditor { programme, edition: None }]).await;
    award.go("open").await.good();
    let entrant = award.enter("Aarhus").await;
    award.draft("Bergen").await;
    award.clock("2026-05-02T00:00:00Z");
    award.go("screening").await.good();
    let entry = award.entries().await[0]["id"].as_str().unwrap().to_owned();
    award.screen(&entry, "eligible", None).await.good();
    award.go("judging").await.good();
    let judge = award.committee.remove(0);
    award.assign(0, std::slice::from_ref(&entry), std::slice::from_ref(&judge)).await.good();
    let parts = ["entrant", "judge", "organiser", "editor", "administrator", "winners", "running"];
    for (who, client, wanted) in [
        ("visitor", &award.visitor, vec!["running"]),
        ("researcher", &researcher.client, vec!["running"]),
        ("entrant", &entrant.officer.client, vec!["entrant"]),
        ("judge", &judge.client, vec!["judge"]),
        ("organiser", &award.organiser.client, vec!["organiser"]),
        ("auditor", &auditor.client, vec!["organiser"]),
        ("editor", &award.editor.client, vec!["editor"]),
        ("administrator", &award.administrator.client, vec!["administrator"]),
    ] {
        for language in ["en", "zh-Hans"] {
            let page = client.get(&format!("/?lang={language}")).await.good().body;
            assert!(!page.contains('⟨'), "{who} lacks words");
            let found: Vec<_> =
                parts.iter().copied().filter(|p| page.contains(&format!("<h2 id=\"{p}\">"))).collect();
            assert_eq!(found, wanted, "{who} in {language}");
            assert_eq!(page.contains("class=\"funnel\""), ["organiser", "auditor"].contains(&who), "{who}");
            assert!(
                !page.contains("class=\"tour\"") && !page.contains("class=\"tries\""),
                "{who} is on no tour"
            );
            assert!(!page.contains("/phase\""), "{who}: one scorecard is outstanding");
        }
    }
    let card = scores(&[("innovation", 7.0), ("impact", 7.0)]);
    let assignment = award.mine(0, &judge).await[0].0.clone();
    let home = judge.client.get("/").await.good().body;
    assert!(home.contains(&format!("/assignments/{assignment}")));
    award.score(&judge, &assignment, card, true).await.good();
    assert!(judge.client.get("/").await.good().body.contains("1 / 1"));
    award.served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_public_pages_do_not_change_by_a_byte_before_the_announcement() {
    let fresh = database::sqlite();
    let award = Award::set_up(&fresh, 1).await;
    award.go("open").await.good();
    for city in ["Aarhus", "Bergen"] {
        award.enter(city).await;
    }
    award.clock("2026-05-02T00:00:00Z");
    let pages = ["/".to_owned(), format!("/editions/{}", award.edition), "/editions".to_owned()];
    let seen = || async {
        let mut seen = Vec::new();
        for page in &pages {
            seen.push(award.visitor.get(page).await.good().body);
        }
        seen
    };
    award.go("screening").await.good();
    let before = seen().await;
    let entries: Vec<String> =
        award.entries().await.iter().map(|e| e["id"].as_str().unwrap().to_owned()).collect();
    for entry in &entries {
        award.screen(entry, "eligible", None).await.good();
    }
    assert_eq!(seen().await, before, "screening is nobody's business");
    award.go("judging").await.good();
    award.assign(0, &entries, &award.committee).await.good();
    for (assignment, _) in award.mine(0, &award.committee[0]).await {
        let card = scores(&[("innovation", 7.0), ("impact", 7.0)]);
        award.score(&award.committee[0], &assignment, card, true).await.good();
    }
    let path = format!("/api/v1/rounds/{}/shortlist", award.rounds[0]);
    let made = award.organiser.client.post(&path, json!({ "entries": entries })).await.good().json();
    let cases = format!("/api/v1/editions/{}/cases", award.edition);
    award.editor.client.post(&cases, json!({})).await.good();
    award.served.engine.catch_up().await.unwrap();
    assert_eq!(seen().await, before, "a shortlist and its cases wait for their instant");
    let announcement = made["announcement"]["id"].as_str().or(made["announcement"].as_str()).unwrap();
    award.announce(announcement, Some("2026-05-03T00:00:00Z")).await.good();
    assert_eq!(seen().await, before, "an instant that has been set tells nothing");
    award.clock("2026-05-03T00:00:00Z");
    let after = seen().await;
    assert!(after[0].contains("Rain gardens of Aarhus") && after[1].contains("Rain gardens of Bergen"));
    assert!(after[0].contains("href=\"/cases/"), "the winners lead to their cases");
    award.served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tour_opens_no_door_of_its_own() {
    let fresh = database::sqlite();
    let engine = fresh.engine().await;
    let guide =
        |role, email: &str, name: &str| Guide { role, email: email.to_owned(), name: name.to_owned() };
    let guides = vec![
        guide(RoleName::Editor, "ed@example.org", "Ed"),
        guide(RoleName::Researcher, "rosa@example.org", "Rosa"),
        guide(RoleName::Judge, "nobody@example.org", "Nobody"),
    ];
    let programme = uuid::Uuid::from_u128(7).into();
    for (guide, role) in guides.iter().zip([Role::Editor { programme }, Role::Researcher]) {
        let new = kapok_engine::people::NewPerson {
            name: guide.name.clone(),
            email: guide.email.clone(),
            locale: kapok_base::Locale::En,
            password: Some("in full bloom".to_owned()),
            roles: vec![],
        };
        let id = engine.add_person(&Caller::system(), new).await.unwrap().id;
        let give = move |tx: kapok_store::Tx| async move { kapok_store::grants::give(&tx, id, role).await };
        engine.store().write(give).await.unwrap();
    }
    let tour = Tour { password: "in full bloom".to_owned(), guides };
    let served = served::demonstrate(engine, tour).await;
    let visitor = Client::visitor(&served.address);
    let page = visitor.get("/sign-in").await.good().body;
    assert!(page.contains("Come in: Editor") && page.contains("its texts and people are invented"));
    let form = |email: &str, mark: &str| {
        let pairs = format!("email={email}&password=in+full+bloom&return_to=%2F&csrf={mark}");
        Some(("application/x-www-form-urlencoded", pairs.into_bytes()))
    };
    let unknown = visitor.send_bytes(Method::POST, "/sign-in", &[], form("nobody%40example.org", "")).await;
    assert_eq!(unknown.status, 422, "a button without an account behind it opens nothing");
    let cookie = |answer: &kapok_tests::http::Answer| {
        let line = answer.headers["set-cookie"].to_str().unwrap();
        line.split(';').next().unwrap().to_owned()
    };
    let editor = visitor.send_bytes(Method::POST, "/sign-in", &[], form("ed%40example.org", "")).await;
    let as_editor = cookie(&editor);
    let home = visitor.send(Method::GET, "/", &[("cookie", &as_editor)], None).await.good().body;
    assert_eq!(home.matches("<li class=\"card\"><h3>").count(), 3, "three things to try");
    let mark = home.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let change = [("cookie", as_editor.as_str())];
    let forged = visitor.send_bytes(Method::POST, "/sign-in", &change, form("rosa%40example.org", "x")).await;
    assert_eq!(forged.status, 403, "nobody is made somebody else from another page");
    let changed =
        visitor.send_bytes(Method::POST, "/sign-in", &change, form("rosa%40example.org", mark)).await;
    let as_researcher = cookie(&changed);
    let home = visitor.send(Method::GET, "/", &[("cookie", &as_researcher)], None).await.good().body;
    assert!(home.contains("Three things to try") && home.contains("Search for water"));
    let gone = visitor.send(Method::GET, "/me", &[("cookie", &as_editor)], None).await;
    assert_eq!(gone.status, 303, "whoever changed role has gone out before");
    served.stop().await;

    let house = served::serve(database::sqlite().engine().await).await;
    let page = Client::visitor(&house.address).get("/sign-in").await.good().body;
    assert!(!page.contains("bloom") && !page.contains("class=\"tour\""), "an installation offers nobody");
    house.stop().await;
}
