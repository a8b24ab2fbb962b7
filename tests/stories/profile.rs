//! Who judges, and what ties them to whom: profiles, conflicts that are found, and plans that go by both; on both databases.

use crate::judging::scene::{code, rules};
use crate::judging::{Scene, at, scene};
use kapok_access::{Caller, Role};
use kapok_base::Localized;
use kapok_engine::judge::{NewRound, NewScreening, Tie, Wanted};
use kapok_engine::submit::{Asked, Move, NewEdition, NewSubmission};
use kapok_judging::conflict::Ground;
use kapok_judging::conflict::found::{ConflictRules, Found, FoundGround, Weight};
use kapok_judging::profile::Given;
use kapok_judging::transition::Screening;
use kapok_submission::{Consent, Licence};
use kapok_tests::award::{Award, Entered, Person, person, words};
use kapok_tests::database;
use kapok_tests::http::{Answer, Client};
use reqwest::Method;
use serde_json::{Value, json};

/// A sealed dossier of a city in some country, with something in its text.
async fn enter(award: &Award, city: &str, country: &str, said: &str) -> Entered {
    let officer = person(&award.served.engine, &award.visitor, &format!("Officer of {city}"), vec![]).await;
    let body = json!({ "kind": "city", "name": words(city), "country": country });
    let entity = officer.client.post("/api/v1/entities", body).await.good().id();
    let path = format!("/api/v1/editions/{}/submissions", award.edition);
    let answers = json!({ "title": format!("Gardens of {city}"), "summary": said, "outcomes": "No cellar was flooded." });
    let body = json!({ "entity": entity, "language": "en", "answers": answers });
    let submission = officer.client.post(&path, body).await.good().id();
    award.seal(Entered { officer, entity, submission, receipt: Value::Null }).await
}

/// What the first round looks for.
async fn look_for(award: &Award, conflicts: Value, declaration: bool) {
    let path = format!("/api/v1/rounds/{}", award.rounds[0]);
    let mut rules = award.organiser.client.get(&path).await.good().json()["rules"].clone();
    rules["conflicts"] = conflicts;
    rules["declaration"] = declaration.into();
    let body = json!({ "panel": award.panels[0], "rules": rules });
    award.organiser.client.change(Method::PUT, &path, &path, body).await.good();
}

async fn tell(judge: &Person, award: &Award, profile: Value) {
    let path = format!("/api/v1/me/panels/{}/profile", award.panels[0]);
    judge.client.change(Method::PUT, &path, &path, profile).await.good();
}

/// Entry, judge, ground and weight of what was found.
async fn found(award: &Award) -> Vec<(String, String, String, String)> {
    let path = format!("/api/v1/rounds/{}/found-conflicts", award.rounds[0]);
    let answer = award.organiser.client.get(&path).await.good();
    assert!(!answer.body.contains('@'), "{}", answer.body);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let row = |v: &Value| (text(&v["entry"]), text(&v["judge"]), text(&v["ground"]), text(&v["weight"]));
    answer.json()["items"].as_array().unwrap().iter().map(row).collect()
}

/// The entries by the cities that they are of, all eligible and in the first round.
async fn judged(award: &Award) -> impl Fn(&str) -> String + use<> {
    award.clock("2026-05-02T00:00:00Z");
    award.go("screening").await.good();
    let rows = award.entries().await;
    for row in &rows {
        award.screen(row["id"].as_str().unwrap(), "eligible", None).await.good();
    }
    award.go("judging").await.good();
    move |city: &str| {
        let of = |row: &&Value| row["title"].as_str().unwrap().contains(city);
        rows.iter().find(of).unwrap()["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_judge_tells_of_themselves_and_signs_and_the_organiser_reads_it() {
    for fresh in database::both().await {
        let award = Award::set_up(&fresh, 2).await;
        let (judge, panel) = (award.committee[0].clone(), award.panels[0].clone());
        let path = format!("/api/v1/me/panels/{panel}/profile");
        let mine = judge.client.get("/api/v1/me/panels").await.good().json();
        assert_eq!(
            (&mine["items"][0]["panel"], &mine["items"][0]["profile"]),
            (&json!(panel), &json!(false))
        );
        let page = format!("/judge/panels/{panel}/profile");
        assert!(judge.client.get("/").await.good().body.contains(&page), "the first thing to do");

        let blank = judge.client.get(&path).await.good();
        assert_eq!((blank.etag().as_str(), &blank.json()["signed_at"]), ("\"0\"", &Value::Null));
        let profile = json!({ "capacity": 1, "languages": ["en", "DA"], "themes": ["water"], "countries": ["DK"],
            "employers": ["Aarhus Kommune"], "undertaking": true });
        let mut bad = profile.clone();
        bad["capacity"] = 0.into();
        bad["themes"] = json!(["water", "magic"]);
        bad["undertaking"] = false.into();
        let refused = judge.client.change(Method::PUT, &path, &path, bad).await;
        refused.refused(422, "profile_invalid");
        let named: Vec<_> =
            refused.json()["errors"].as_array().unwrap().iter().map(|e| e["code"].clone()).collect();
        assert_eq!(named, ["capacity_zero", "theme_unknown", "profile_unsigned"]);
        assert_eq!(judge.client.get(&path).await.good().etag(), "\"0\"", "nothing was kept");

        let kept = judge.client.change(Method::PUT, &path, &path, profile.clone()).await.good();
        assert_eq!((kept.etag().as_str(), &kept.json()["languages"]), ("\"1\"", &json!(["en", "da"])));
        let stale =
            judge.client.send(Method::PUT, &path, &[("if-match", "\"0\"")], Some(profile.clone())).await;
        assert_eq!(stale.status, 412);
        judge.client.change(Method::PUT, &path, &path, profile.clone()).await.good();
        assert!(judge.client.get("/").await.good().body.contains(&page), "to be found again");

        // Nobody tells of somebody else, and only whoever runs the edition reads it.
        let juror = &award.jury[0].client;
        assert_eq!(juror.get(&path).await.status, 404);
        assert_eq!(juror.send(Method::PUT, &path, &[("if-match", "\"0\"")], Some(profile)).await.status, 404);
        assert_eq!(award.organiser.client.get(&path).await.status, 403);
        let profiles = format!("/api/v1/panels/{panel}/profiles");
        assert_eq!(judge.client.get(&profiles).await.status, 403);
        assert_eq!(award.visitor.get(&profiles).await.status, 401);
        let rows = award.organiser.client.get(&profiles).await.good().json();
        let rows = rows["items"].as_array().unwrap();
        assert_eq!(
            (rows.len(), &rows[0]["profile"]["countries"], &rows[1]["profile"]),
            (2, &json!(["DK"]), &Value::Null)
        );
        let panels = format!("/organise/editions/{}/panels", award.edition);
        let panels = award.organiser.client.get(&panels).await.good().body;
        assert!(panels.contains("Takes one entry at most") && panels.contains("No profile yet"), "{panels}");
        award.served.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_found_excludes_or_warns_and_what_was_declared_stays() {
    for fresh in database::both().await {
        let award = Award::set_up(&fresh, 2).await;
        award.go("open").await.good();
        enter(&award, "Aarhus", "DK", "Street by street.").await;
        enter(&award, "Cali", "CO", "Advised by Committee judge 1 from the first day.").await;
        enter(&award, "Quito", "EC", "Street by street.").await;
        let of = judged(&award).await;
        let [one, other] = [award.committee[0].clone(), award.committee[1].clone()];
        let profile = json!({ "capacity": 1, "countries": ["DK"], "themes": ["water"], "undertaking": true });
        tell(&one, &award, profile).await;
        assert!(found(&award).await.is_empty(), "nothing is looked for unless the round says so");

        look_for(&award, json!({ "country": "exclude", "named": "warn" }), true).await;
        let row = |city: &str, judge: &Person, ground: &str, weight: &str| {
            (of(city), judge.id.to_string(), ground.to_owned(), weight.to_owned())
        };
        let expected = [row("Aarhus", &one, "country", "exclude"), row("Cali", &other, "named", "warn")];
        assert_eq!(found(&award).await, expected, "{}", fresh.name);

        let refused = award.assign(0, &[of("Aarhus")], std::slice::from_ref(&one)).await;
        refused.refused(422, "assignments_invalid");
        assert!(
            refused.body.contains("judge_in_conflict") && refused.body.contains("same country"),
            "{}",
            refused.body
        );
        let path = format!("/api/v1/rounds/{}/assignment-plan", award.rounds[0]);
        let plan = award.organiser.client.post(&path, json!({ "per_entry": 1 })).await.good().json();
        let pairs: Vec<_> =
            plan["pairs"].as_array().unwrap().iter().map(|p| (&p["entry"], &p["judge"])).collect();
        assert!(plan["full"] == true && !pairs.contains(&(&json!(of("Aarhus")), &json!(one.id))), "{plan}");
        let loads = plan["loads"].as_array().unwrap();
        let own = loads.iter().find(|load| load["judge"] == json!(one.id)).unwrap();
        assert_eq!(
            (&own["load"], &own["capacity"]),
            (&json!(1), &json!(1)),
            "no more than they can take: {plan}"
        );
        let basis = json!({ "judges": 2, "profiles": 1, "themed": 0, "excluded": 1, "warned": 1 });
        assert_eq!((&plan["basis"], plan["conflicts"].as_array().unwrap().len()), (&basis, 2));
        for page in ["assignments", "plan"] {
            let shown =
                award.organiser.client.get(&format!("/organise/rounds/{}/{page}", award.rounds[0])).await;
            let shown = shown.good().body;
            assert!(
                shown.contains("Same country") && shown.contains("Named in the dossier"),
                "{page}: {shown}"
            );
        }

        // A warning asks the judge, who decides; what they declare holds whatever is looked for afterwards.
        look_for(&award, json!({ "country": "warn" }), true).await;
        let made =
            award.assign(0, &[of("Aarhus"), of("Quito")], std::slice::from_ref(&one)).await.good().json();
        let waiting = format!("/api/v1/rounds/{}/declaration", award.rounds[0]);
        let asked = one.client.get(&waiting).await.good().json();
        let tied: Vec<_> = asked["items"].as_array().unwrap().iter().map(|i| i["found"].clone()).collect();
        assert_eq!(tied, [json!([{ "ground": "country", "weight": "warn" }]), Value::Null]);
        let page = one.client.get(&format!("/declarations/{}", award.rounds[0])).await.good().body;
        assert!(page.contains("I live in this country") && page.contains(" checked"), "{page}");
        let stood =
            json!({ "assignment": made["items"][0]["id"], "ground": "residence", "reason": "I live there." });
        let declared = one.client.post(&waiting, json!({ "conflicts": [stood] })).await.good().json();
        assert_eq!((&declared["free"], &declared["stood_aside"]), (&json!(1), &json!(1)));
        look_for(&award, json!({}), true).await;
        let again = award.assign(0, &[of("Aarhus")], std::slice::from_ref(&one)).await;
        assert!(again.status == 422 && again.body.contains("stood aside"), "{}", again.body);

        // Who is assigned already and excluded afterwards must stand aside.
        award.assign(0, &[of("Cali")], std::slice::from_ref(&other)).await.good();
        look_for(&award, json!({ "named": "exclude" }), true).await;
        let silent = other.client.post(&waiting, json!({ "conflicts": [] })).await;
        silent.refused(422, "declaration_invalid");
        assert!(silent.body.contains("tie_undeclared"), "{}", silent.body);
        let page = format!("/declarations/{}", award.rounds[0]);
        assert!(other.client.get(&page).await.good().body.contains("exclude you from this entry"));
        award.served.stop().await;
    }
}

async fn send(client: &Client, path: &str, fields: &[(&str, &str)]) -> Answer {
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+")));
    let body = pairs.collect::<Vec<_>>().join("&").into_bytes();
    client.send_bytes(Method::POST, path, &[], Some(("application/x-www-form-urlencoded", body))).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_profile_s_page_loses_nothing_that_was_typed_and_comes_back_filled_in() {
    let fresh = database::sqlite();
    let award = Award::set_up(&fresh, 1).await;
    let judge = &award.committee[0].client;
    let path = format!("/judge/panels/{}/profile", award.panels[0]);
    let typed = [
        ("version", "0"),
        ("capacity", "0"),
        ("languages", "en"),
        ("languages", "zh-Hans"),
        ("themes", "water"),
        ("countries.1", "CN"),
        ("employers", "City of Aarhus%0D%0AWater Institute"),
    ];
    let refused = send(judge, &path, &typed).await;
    assert_eq!(refused.status, 422);
    for kept in ["Take one entry at least", "part of the profile", "City of Aarhus", "value=\"CN\" selected"]
    {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
    assert_eq!(refused.body.matches(" checked").count(), 3, "{}", refused.body);
    let mut right = typed.to_vec();
    right[1] = ("capacity", "12");
    right.push(("undertaking", "yes"));
    let saved = send(judge, &path, &right).await;
    assert_eq!((saved.status.as_u16(), &saved.headers["location"]), (303, &"/".parse().unwrap()));
    let shown = judge.get(&format!("{path}?lang=zh-Hans")).await.good().body;
    assert!(
        shown.contains("value=\"12\"") && shown.contains("Water Institute") && !shown.contains('⟨'),
        "{shown}"
    );
    assert_eq!(shown.matches(" checked").count(), 4, "languages, theme, undertaking: {shown}");
    assert_eq!(send(judge, &path, &right).await.status, 422, "written over since");

    // What is looked for is set on the round's page.
    let round = format!("/organise/rounds/{}", award.rounds[0]);
    let fields = [
        ("version", "1"),
        ("panel", award.panels[0].as_str()),
        ("rules.name.texts.en", "Committee"),
        ("rules.kind", "scoring"),
        ("rules.minimum_scorecards", "1"),
        ("rules.rubric.scale.min", "1"),
        ("rules.rubric.scale.max", "10"),
        ("rules.rubric.scale.step", "1"),
        ("rules.rubric.criteria.0.key", "impact"),
        ("rules.rubric.criteria.0.label.texts.en", "Impact"),
        ("rules.rubric.criteria.0.weight", "1"),
        ("rules.conflicts.named", "warn"),
        ("rules.conflicts.country", "off"),
    ];
    let page = award.organiser.client.get(&round).await.good().body;
    assert!(page.contains("rules.conflicts.email_domain") && !page.contains('⟨'), "{page}");
    let saved = send(&award.organiser.client, &round, &fields).await;
    assert_eq!(saved.status, 303, "{:.3000}", saved.body);
    let path = format!("/api/v1/rounds/{}", award.rounds[0]);
    let rules = award.organiser.client.get(&path).await.good().json()["rules"]["conflicts"].clone();
    assert_eq!((&rules["named"], &rules["country"]), (&json!("warn"), &json!("off")));
    award.served.stop().await;
}

/// The second edition of a scene's programme, in which the same city enters again.
async fn second_edition(scene: &Scene) -> (kapok_engine::judge::Round, Caller) {
    let (engine, organiser) = (&scene.engine, &scene.organiser);
    let programme = engine.list_entries(organiser, scene.edition).await.unwrap()[0].entry.programme;
    let new: NewEdition = serde_json::from_value(json!({
        "programme": programme, "slug": "e-2", "name": Localized::english("Second"), "year": 2027,
        "deadlines": { "closes": { "local": "2027-03-31T23:59:59", "zone": "Asia/Shanghai" } },
    }))
    .unwrap();
    let edition = engine.create_edition(organiser, new, None).await.unwrap().id;
    let panel =
        engine.create_panel(organiser, edition, Localized::english("Committee"), None).await.unwrap().id;
    let somebody = scene.judges[0].0;
    engine.seat_judge(&Caller::system(), panel, somebody, false).await.unwrap();
    let mut rules = rules("scoring", json!([]));
    let all = Weight::Warn;
    rules.conflicts =
        ConflictRules { country: all, entity: all, email_domain: all, named: all, earlier: all };
    let round = engine.create_round(organiser, edition, NewRound { panel, rules }, None).await.unwrap();
    let go = |to: &str| Move { to: to.to_owned(), round: None, reason: None };
    engine.move_edition(organiser, edition, go("open")).await.unwrap();
    let entity = engine.list_entries(organiser, scene.edition).await.unwrap()[0].entry.entity;
    let long = "It rained, and the water had nowhere to go; now it does. ".repeat(4);
    let answers = serde_json::from_value(json!({
        "title": "Rain gardens, again", "summary": long, "themes": ["water"], "goals": [11], "started": "2021-05-01",
        "contact_name": "Ana", "contact_email": "ana@gmail.com", "background": long, "innovation": long,
        "process": long, "outcomes": long, "lessons": long,
    }))
    .unwrap();
    let new = NewSubmission { entity, language: "en".parse().unwrap(), answers };
    let submission = engine.create_submission(&scene.entrant, edition, new, None).await.unwrap().id;
    let consent = Asked { consent: Consent { publish: true, licence: Some(Licence::By) } };
    engine.seal_submission(&scene.entrant, submission, None, consent, None).await.unwrap();
    engine.clock().set(at("2027-04-01T00:00:00Z"));
    engine.move_edition(organiser, edition, go("screening")).await.unwrap();
    let entry = engine.list_entries(organiser, edition).await.unwrap()[0].entry.id;
    let eligible = NewScreening { outcome: Screening::Eligible, reason: None, due: None };
    engine.screen_entry(organiser, entry, None, eligible).await.unwrap();
    engine.move_edition(organiser, edition, go("judging")).await.unwrap();
    let only_here = Role::Organiser { programme, edition: Some(edition) };
    (round, Caller::person(scene.juror.0, vec![only_here]))
}

#[tokio::test(flavor = "multi_thread")]
async fn employers_domains_and_earlier_editions_tie_and_nobody_learns_of_editions_out_of_their_reach() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        scene.score(&scene.judges[0].1, &assignments[0], "7", "7").await;
        let (round, only_here) = second_edition(&scene).await;
        let (engine, (judge, _)) = (&scene.engine, scene.judges[0].clone());
        let grounds = |found: Vec<kapok_engine::judge::FoundConflict>| {
            assert!(found.iter().all(|one| one.judge == judge && one.found.weight == Weight::Warn));
            found.into_iter().map(|one| one.found.ground).collect::<Vec<_>>()
        };
        let all = engine.list_found_conflicts(&scene.organiser, round.id).await.unwrap();
        let without_profile = [FoundGround::EmailDomain, FoundGround::Earlier];
        assert_eq!(grounds(all), without_profile, "{}: both write from example.org", fresh.name);
        // Who runs this edition alone sees nothing of the other: neither the ground nor its effect.
        let some = engine.list_found_conflicts(&only_here, round.id).await.unwrap();
        assert_eq!(grounds(some), [FoundGround::EmailDomain]);

        let programme = round.programme;
        let seat = Role::Judge { programme, edition: round.edition, panel: round.panel };
        let ines = Caller::person(judge, vec![seat]);
        let given = Given {
            countries: vec!["CO".into()],
            employers: vec!["Alcaldía de Medellín".into()],
            is_signed: true,
            ..Given::default()
        };
        engine.save_own_profile(&ines, round.panel, None, given).await.unwrap();
        let all = engine.list_found_conflicts(&scene.organiser, round.id).await.unwrap();
        let expected =
            [FoundGround::Country, FoundGround::Entity, FoundGround::EmailDomain, FoundGround::Earlier];
        assert_eq!(grounds(all), expected);

        // The judge sees what ties them when declaring, and may say that it does not.
        let mut rules = round.rules.clone();
        rules.declaration = true;
        let new = NewRound { panel: round.panel, rules };
        engine.update_round(&scene.organiser, round.id, None, new).await.unwrap();
        let entry = engine.list_entries(&scene.organiser, round.edition).await.unwrap()[0].entry.id;
        let wanted = vec![Wanted { entry, judge }];
        let made = engine.assign(&scene.organiser, round.id, wanted.clone(), None).await.unwrap();
        let (_, waiting) = engine.list_undeclared(&ines, round.id).await.unwrap();
        let shown: Vec<_> = waiting[0].found.iter().map(|f: &Found| f.ground).collect();
        assert_eq!(shown, expected);
        assert_eq!(engine.declare_conflicts(&ines, round.id, vec![]).await.unwrap(), (1, 0));
        engine.recuse(&ines, made[0].id, None, Ground::Residence, Some("After all.".into())).await.unwrap();
        let again = engine.assign(&scene.organiser, round.id, wanted, None).await;
        assert_eq!(code(again).0, "judge_in_conflict");
        let foreign = Tie { assignment: made[0].id, ground: Ground::Other, reason: Some("x".into()) };
        let foreign = engine.declare_conflicts(&ines, round.id, vec![foreign]).await;
        assert_eq!(code(foreign).0, "assignment_elsewhere");
    }
}
