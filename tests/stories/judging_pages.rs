//! The pages of judging, each opened and each form sent, as the people who use them.

use crate::judging::{Scene, at, scene};
use kapok_access::{Caller, Role, TokenScope};
use kapok_engine::people::NewToken;
use kapok_store::grants;
use kapok_tests::database;
use kapok_tests::http::{Answer, Client};
use kapok_tests::served;
use reqwest::Method;

/// A client that acts as a caller of the scene, whose roles the store is told first.
pub async fn client(engine: &kapok_engine::Engine, visitor: &Client, caller: &Caller) -> Client {
    let (person, roles): (_, Vec<Role>) = (caller.person_id().unwrap(), caller.roles().to_vec());
    let give = move |tx: kapok_store::Tx| {
        let roles = roles.clone();
        async move {
            for role in roles {
                grants::give(&tx, person, role).await?;
            }
            Ok::<_, kapok_store::StoreError>(())
        }
    };
    engine.store().write(give).await.unwrap();
    let new = NewToken { name: "test".into(), scope: TokenScope::default(), expires_at: None };
    visitor.with_token(&engine.create_token(caller, new).await.unwrap().1)
}

pub async fn send(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    let pairs = fields.iter().map(|(n, v)| format!("{n}={}", v.replace('+', "%2B").replace(' ', "+")));
    let body = pairs.collect::<Vec<_>>().join("&").into_bytes();
    client.send_bytes(Method::POST, path, &[], Some(("application/x-www-form-urlencoded", body))).await
}

/// The page; while it says that its figures are being worked out, what it leads to.
pub async fn page(client: &Client, path: &str) -> String {
    let mut answer = client.get(path).await;
    while let Some(again) = answer.body.split("http-equiv=\"refresh\"").nth(1) {
        let again = again.split(";url=").nth(1).and_then(|url| url.split('"').next()).unwrap();
        answer = client.get(&again.replace("&#38;", "&")).await;
    }
    assert_eq!(answer.status, 200, "{path}: {:.300}", answer.body);
    assert!(
        !answer.body.contains('⟨'),
        "{path} lacks words: {:.200}",
        answer.body.split('⟨').nth(1).unwrap()
    );
    answer.body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn judging_runs_on_its_pages_from_screening_to_the_announcement() {
    let fresh = database::sqlite();
    let Scene { engine, organiser, edition, entries, judges, juror, rounds, .. } = scene(&fresh).await;
    engine.clock().set(at("2026-04-01T00:00:00Z"));
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let organiser = client(&served.engine, &visitor, &organiser).await;
    let ines = client(&served.engine, &visitor, &judges[0].1).await;
    let desk = format!("/organise/editions/{edition}");
    for tab in ["", "/entries", "/panels", "/rounds", "/hearings", "/decisions"] {
        page(&organiser, &format!("{desk}{tab}")).await;
    }
    let forward = |to: &'static str| {
        let (organiser, path) = (organiser.clone(), format!("{desk}/phase"));
        async move {
            let moved = send(&organiser, &path, &[("to", to)]).await;
            assert_eq!(moved.status, 303, "{to}: {:.2000}", moved.body);
        }
    };
    forward("screening").await;
    let entry = format!("/organise/entries/{}", entries[0]);
    page(&organiser, &entry).await;
    let refused =
        send(&organiser, &format!("{entry}/screening"), &[("outcome", "ineligible"), ("reason", " ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Please give a reason"));
    for id in &entries {
        let path = format!("/organise/entries/{id}/screening");
        assert_eq!(send(&organiser, &path, &[("outcome", "eligible")]).await.status, 303);
    }
    // A panel, a round set up and changed, all by forms.
    let panel = send(&organiser, &format!("{desk}/panels"), &[("name.texts.en", "Readers")]).await;
    assert_eq!(panel.status, 303);
    let rounds_path = format!("/organise/rounds/{}", rounds[0].id);
    let round = page(&organiser, &rounds_path).await;
    assert!(round.contains("value=\"impact\""));
    let blank = send(&organiser, &format!("{desk}/rounds"), &[("panel", &rounds[0].panel.to_string())]).await;
    assert_eq!(blank.status, 422);
    forward("judging").await;

    // A plan is shown, changed, applied; a plan that has moved on is not.
    let plan = format!("{rounds_path}/plan");
    assert!(page(&organiser, &plan).await.contains("4 assignments would be made"));
    let shown = page(&organiser, &format!("{plan}?per_entry=2&seed=7&lang=zh-Hans")).await;
    assert!(shown.contains("将新分配 8 项任务"));
    assert_eq!(organiser.get(&format!("{plan}?per_entry=9&low=x")).await.status, 422);
    let stale = send(&organiser, &plan, &[("per_entry", "2"), ("plan", "0")]).await;
    assert_eq!(stale.status, 422);
    assert!(stale.body.contains("has changed since this plan was shown"));
    let matrix = format!("{rounds_path}/assignments");
    page(&organiser, &matrix).await;
    let pairs: Vec<String> =
        entries.iter().flat_map(|e| judges.iter().map(move |(j, _)| format!("{e} {j}"))).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|p| ("pair", p.as_str())).collect();
    assert_eq!(send(&organiser, &matrix, &pairs).await.status, 303);
    page(&organiser, &matrix).await;

    let list = page(&ines, "/assignments").await;
    assert!(list.contains("Rain gardens"));
    for (_, judge) in &judges {
        let mut mine = served.engine.list_my_assignments(judge, None, None).await.unwrap();
        mine.sort_by_key(|row| row.entry.number);
        let judge = client(&served.engine, &visitor, judge).await;
        for (row, score) in mine.iter().zip(["9", "8", "6", "6"]) {
            let path = format!("/assignments/{}", row.assignment.id);
            let card = page(&judge, &path).await;
            assert!(card.contains("It rained") && !card.contains("ana@medellin.example"));
            let half = [("scores.0.value", score), ("scores.1.comment", "Not sure"), ("submit", "yes")];
            let refused = send(&judge, &path, &half).await;
            assert_eq!(refused.status, 422);
            assert!(refused.body.contains("Not sure"), "what was typed is kept");
            let whole = [("scores.0.value", score), ("scores.1.value", score), ("submit", "yes")];
            assert_eq!(send(&judge, &path, &whole).await.status, 303);
            page(&judge, &path).await;
        }
    }
    let standings = format!("{rounds_path}/standings");
    assert!(page(&organiser, &standings).await.contains("3–4"));
    let label = |i: usize| format!("label.{}", entries[i]);
    let reason = |i: usize| format!("reason.{}", entries[i]);
    let labels = [label(0), label(1), label(2)];
    let mut fields: Vec<(&str, &str)> = labels.iter().map(|l| (l.as_str(), "shortlisted")).collect();
    let shortlist = format!("{rounds_path}/shortlist");
    let silent = send(&organiser, &shortlist, &fields).await;
    assert_eq!(silent.status, 422);
    assert!(silent.body.contains("Cool roofs") && silent.body.contains("A reason is due"));
    let reasons = [reason(2), reason(3)];
    fields.extend(reasons.iter().map(|r| (r.as_str(), "Impact")));
    assert_eq!(send(&organiser, &shortlist, &fields).await.status, 303);

    let results = format!("/editions/{edition}/results");
    let before = page(&visitor, &results).await;
    assert!(!before.contains("Rain gardens"));
    let announcements = served.engine.list_announcements(&Caller::system(), edition).await.unwrap();
    let announcement = format!("/organise/announcements/{}", announcements[0].announcement.id);
    let edition_field = edition.to_string();
    page(&organiser, &format!("{desk}/decisions")).await;
    let bad = [("edition", edition_field.as_str()), ("at", "soon"), ("zone", "UTC")];
    assert_eq!(send(&organiser, &announcement, &bad).await.status, 422);
    assert_eq!(page(&visitor, &results).await, before);
    assert_eq!(send(&organiser, &announcement, &[("edition", &edition_field)]).await.status, 303);
    assert!(page(&visitor, &results).await.contains("Rain gardens"));

    forward("judging").await;
    let orders: Vec<String> = entries[..3].iter().map(|e| format!("order.{e}")).collect();
    let round = rounds[1].id.to_string();
    let mut hearing = vec![
        ("round", round.as_str()),
        ("title.texts.en", "First session"),
        ("starts_at", "2026-06-01T09:00"),
        ("zone", "Asia/Shanghai"),
        ("minutes", "20"),
    ];
    hearing.extend(orders.iter().map(String::as_str).zip(["2", "1", "3"]));
    assert_eq!(send(&organiser, &format!("{desk}/hearings"), &hearing).await.status, 303);
    assert!(page(&organiser, &format!("{desk}/hearings")).await.contains("First session"));
    let juno = client(&served.engine, &visitor, &juror.1).await;
    assert!(page(&juno, &format!("/hearings/{edition}")).await.contains("Night buses"));
    let wanted: Vec<String> = entries[..3].iter().map(|e| format!("{e} {}", juror.0)).collect();
    let wanted: Vec<(&str, &str)> = wanted.iter().map(|p| ("pair", p.as_str())).collect();
    let matrix = format!("/organise/rounds/{}/assignments", rounds[1].id);
    assert_eq!(send(&organiser, &matrix, &wanted).await.status, 303);
    for (row, score) in
        served.engine.list_my_assignments(&juror.1, None, None).await.unwrap().iter().zip(["7", "9", "8"])
    {
        let whole = [("scores.0.value", score), ("scores.1.value", score), ("submit", "yes")];
        let path = format!("/assignments/{}", row.assignment.id);
        assert_eq!(send(&juno, &path, &whole).await.status, 303);
    }
    page(&organiser, &format!("/organise/rounds/{}/standings", rounds[1].id)).await;
    forward("deciding").await;
    page(&organiser, &format!("{desk}/decisions")).await;
    let outcomes = [(label(0), "mention"), (label(1), "winner"), (label(2), "without")];
    let outcomes: Vec<(&str, &str)> = outcomes.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    assert_eq!(send(&organiser, &format!("{desk}/decisions"), &outcomes).await.status, 303);
    page(&organiser, &entry).await;
    let recusal = format!(
        "/assignments/{}/recusal",
        served.engine.list_my_assignments(&judges[0].1, None, None).await.unwrap()[0].assignment.id
    );
    assert_eq!(send(&ines, &recusal, &[("ground", "family")]).await.status, 422);
    assert_eq!(send(&ines, &recusal, &[("ground", "family"), ("reason", "My sister")]).await.status, 303);
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_written_looked_at_held_and_sent_on_its_pages() {
    let fresh = database::sqlite();
    let Scene { engine, organiser, edition, entrant, entries, .. } = scene(&fresh).await;
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let organiser = client(&served.engine, &visitor, &organiser).await;
    let ana = client(&served.engine, &visitor, &entrant).await;
    let desk = format!("/organise/editions/{edition}/letters");
    assert!(page(&organiser, &desk).await.contains("No letters yet"));
    page(&organiser, &format!("{desk}/new")).await;
    let wrong = [
        ("audience.to", "entrants"),
        ("subject.texts.en", "On {titel}"),
        ("body.texts.en", "Dear {name},\r\n\r\n{link"),
        ("subject.texts.zh-Hans", "您好"),
    ];
    let refused = send(&organiser, &desk, &wrong).await;
    assert_eq!(refused.status, 422);
    for words in [
        "There is no field {titel} (line 1, character 4)",
        "line 3, character 1 is not closed",
        "missing in zh-Hans",
        "On {titel}",
    ] {
        let plain = refused.body.replace(['\u{2068}', '\u{2069}'], "");
        assert!(plain.contains(words), "{words}: {:.3000}", plain.split("errors").nth(1).unwrap());
    }
    let right = [
        ("audience.to", "entrants"),
        ("audience.stages", "sealed"),
        ("subject.texts.en", "On {title}"),
        ("body.texts.en", "Dear {name},\r\n\r\nread on: {link}"),
        ("reply_to", "office@example.org"),
    ];
    let made = send(&organiser, &desk, &right).await;
    assert_eq!(made.status, 303, "{:.2000}", made.body);
    let letter = made.headers["location"].to_str().unwrap().to_owned();
    let shown = page(&organiser, &letter).await;
    assert!(shown.contains("On Rain gardens") && shown.contains("Send 4 mails now"), "{shown}");
    page(&organiser, &format!("{letter}/edit")).await;
    let hold = [("version", "1"), ("until", "instant"), ("until.at", "2026-01-01T10:00"), ("zone", "UTC")];
    let late = send(&organiser, &format!("{letter}/hold"), &hold).await;
    assert!(late.status == 422 && late.body.contains("has passed"));
    let hold = [("version", "1"), ("until", ""), ("zone", "UTC")];
    assert_eq!(send(&organiser, &format!("{letter}/hold"), &hold).await.status, 303);
    assert!(page(&organiser, &letter).await.contains("It waits until somebody sends it"));
    let other = [("version", "2"), ("expected", "3")];
    let changed = send(&organiser, &format!("{letter}/send"), &other).await;
    assert!(changed.status == 422 && changed.body.contains("Look at the preview again"));
    let now = [("version", "2"), ("expected", "4")];
    for _ in 0..2 {
        // Pressed twice: sent once.
        assert_eq!(send(&organiser, &format!("{letter}/send"), &now).await.status, 303);
    }
    while served.engine.work_once().await.unwrap() > 0 {}
    let shown = page(&organiser, &letter).await;
    assert!(shown.contains("ana@example.org") && shown.contains("/outbox/"), "{shown}");
    assert!(
        page(&organiser, &desk).await.contains("4 left") || page(&organiser, &desk).await.contains("left")
    );
    let like = letter.rsplit('/').next().unwrap();
    assert!(page(&organiser, &format!("{desk}/new?like={like}")).await.contains("read on: {link}"));
    let entry = page(&organiser, &format!("/organise/entries/{}", entries[0])).await;
    assert!(entry.contains("On Rain gardens") && entry.contains("Receipt"), "{entry}");
    let submissions = page(&ana, "/submissions").await;
    let dossier = submissions.split("/submissions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(page(&ana, &format!("/submissions/{dossier}")).await.contains("Dear Ana,"));
    served.stop().await;
}
