//! How a round comes along: who owes what, one mail and not ten, more time, reopening, and what a judge learns of their own severity.

use crate::judging::scene::{code, given, rules};
use crate::judging::{Scene, at, scene};
use crate::judging_pages::{client, page, send};
use kapok_access::Role;
use kapok_base::{Deadline, EntryId, Instant, Locale, Localized, PageRequest, PersonId, Random};
use kapok_engine::judge::{NewRound, NewScreening, Round, Wanted};
use kapok_engine::mail::{Mail, MailState};
use kapok_engine::submit::{Asked, Move, NewEdition, NewSubmission, Rehearsal};
use kapok_engine::{Caller, Engine, Error};
use kapok_judging::conflict::Ground;
use kapok_judging::reminder::Reminders;
use kapok_judging::transition::Screening;
use kapok_store::{people, scorecards};
use kapok_submission::{Consent, Licence};
use kapok_tests::database::{self, Fresh};
use kapok_tests::http::Client;
use kapok_tests::served;
use kapok_tests::sink::Sink;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const INES: &str = "ines@example.org";
const OMAR: &str = "omar@example.org";

fn due(day: &str) -> Deadline {
    Deadline::new(&format!("2026-{day}T23:59:59"), "Asia/Shanghai").unwrap()
}

/// Sets until when a round's scorecards are wanted and when its judges are reminded.
async fn schedule(
    engine: &Engine,
    organiser: &Caller,
    round: &Round,
    day: &str,
    before: &[u16],
    every: Option<u16>,
) {
    let mut rules = engine.get_round(organiser, round.id).await.unwrap().rules;
    rules.due = Some(due(day));
    rules.reminders = Reminders { days_before: before.to_vec(), every_days_after: every };
    let new = NewRound { panel: round.panel, rules };
    engine.update_round(organiser, round.id, None, new).await.unwrap();
}

/// The reminders in the outbox to an address, the newest first.
async fn reminders(engine: &Engine, address: &str) -> Vec<Mail> {
    let page = PageRequest::default();
    let mails = engine.list_outbox(&Caller::system(), None, &page).await.unwrap().items;
    mails.into_iter().filter(|mail| mail.kind == "reminder" && mail.to == address).collect()
}

async fn text(engine: &Engine, mail: &Mail) -> String {
    engine.get_mail(&Caller::system(), mail.id).await.unwrap().text.unwrap()
}

/// The same installation started again, with mail that leaves through a server.
async fn started_again(fresh: &Fresh, sink: &Sink, now: Instant, seed: u64) -> Engine {
    let mut config = fresh.config();
    config.data = fresh.folder.path().join(format!("run-{seed}"));
    config.mail = sink.config();
    config.store.rehearse = true;
    let clock = kapok_base::Clock::set_at(now);
    Engine::open(config, clock, &Random::seeded(seed)).await.unwrap()
}

async fn drain(engine: &Engine) {
    while engine.work_once().await.unwrap() > 0 {}
}

/// An edition of the same programme that asks Ines for eight scorecards; gives her with both roles, and its round.
async fn second_edition(scene: &Scene) -> (Caller, Round, Vec<EntryId>) {
    let (engine, organiser, system) = (&scene.engine, &scene.organiser, Caller::system());
    let (ines, caller) = &scene.judges[0];
    let Some(Role::Organiser { programme, .. }) = organiser.roles().first().copied() else { unreachable!() };
    let new: NewEdition = serde_json::from_value(json!({
        "programme": programme, "slug": "e-2", "name": Localized::english("Second"), "year": 2027,
        "labels": [{ "key": "winner", "name": Localized::english("winner"), "quota": 1 }],
        "deadlines": { "closes": { "local": "2026-03-31T23:59:59", "zone": "Asia/Shanghai" } },
    }))
    .unwrap();
    let edition = engine.create_edition(organiser, new, None).await.unwrap().id;
    let panel = engine.create_panel(&system, edition, Localized::english("Readers"), None).await.unwrap().id;
    engine.seat_judge(&system, panel, *ines, false).await.unwrap();
    let new = NewRound { panel, rules: rules("scoring", json!([])) };
    let round = engine.create_round(organiser, edition, new, None).await.unwrap();
    let go = async |to: &str| {
        let asked = Move { to: to.to_owned(), round: None, reason: None };
        engine.move_edition(organiser, edition, asked).await.unwrap();
    };
    go("open").await;
    seal_eight(scene, edition).await;
    let mut roles = caller.roles().to_vec();
    roles.push(Role::Judge { programme, edition, panel });
    engine.clock().set(at("2026-04-01T00:00:00Z"));
    go("screening").await;
    let rows = engine.list_entries(organiser, edition).await.unwrap();
    let entries: Vec<EntryId> = rows.into_iter().map(|row| row.entry.id).collect();
    for entry in &entries {
        let new = NewScreening { outcome: Screening::Eligible, reason: None, due: None };
        engine.screen_entry(organiser, *entry, None, new).await.unwrap();
    }
    go("judging").await;
    let wanted = entries.iter().map(|entry| Wanted { entry: *entry, judge: *ines }).collect();
    engine.assign(organiser, round.id, wanted, None).await.unwrap();
    (Caller::person(*ines, roles), round, entries)
}

async fn seal_eight(scene: &Scene, edition: kapok_base::EditionId) {
    let Some(Role::Entrant { entity }) = scene.entrant.roles().first().copied() else { unreachable!() };
    let long = "It rained, and the water had nowhere to go; now it does. ".repeat(4);
    for number in 0..8 {
        let answers: BTreeMap<String, Value> = serde_json::from_value(json!({
            "title": format!("Bridge {number}"), "summary": long, "themes": ["water"], "goals": [11],
            "started": "2021-05-01", "contact_name": "Ana", "contact_email": "ana@medellin.example",
            "background": long, "innovation": long, "process": long, "outcomes": long, "lessons": long,
        }))
        .unwrap();
        let new = NewSubmission { entity, language: "en".parse().unwrap(), answers };
        let engine = &scene.engine;
        let submission = engine.create_submission(&scene.entrant, edition, new, None).await.unwrap();
        let consent = Asked { consent: Consent { publish: true, licence: Some(Licence::By) } };
        engine.seal_submission(&scene.entrant, submission.id, None, consent, None).await.unwrap();
    }
}

/// Somebody who reads Kapok in Chinese from now on.
async fn reads_chinese(engine: &Engine, person: PersonId) {
    let unit = move |tx: kapok_store::Tx| async move {
        let found = people::by_id(&tx, person).await?.unwrap();
        people::save(&tx, &people::Person { locale: Locale::ZhHans, ..found }).await?;
        Ok::<_, Error>(())
    };
    engine.store().write(unit).await.unwrap();
}

async fn score_all(engine: &Engine, judge: &Caller, round: Option<&Round>) {
    for row in engine.list_my_assignments(judge, round.map(|r| r.id), None).await.unwrap() {
        let given = given(&[("impact", "7"), ("novelty", "6")]);
        engine.save_scorecard(judge, row.assignment.id, None, given, true).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twelve_scorecards_in_two_rounds_are_one_mail_in_the_judges_morning() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (organiser, first, omar) = (&scene.organiser, &scene.rounds[0], &scene.judges[1].1);
        let (ines, second, _) = second_edition(&scene).await;
        scene.first_round().await;
        schedule(&scene.engine, organiser, first, "04-10", &[7, 2], Some(3)).await;
        schedule(&scene.engine, organiser, &second, "04-08", &[5], None).await;
        reads_chinese(&scene.engine, scene.judges[0].0).await;
        drain(&scene.engine).await;
        let sink = Sink::start().await;
        // Seven days before the one and five before the other: still asleep, then eight o'clock.
        let engine = started_again(&fresh, &sink, at("2026-04-02T23:59:00Z"), 2).await;
        assert_eq!(engine.remind_due().await.unwrap(), 0, "{}", fresh.name);
        engine.clock().set(at("2026-04-03T00:05:00Z"));
        assert_eq!(engine.remind_due().await.unwrap(), 2);
        drain(&engine).await;
        assert_eq!((sink.count(INES), sink.count(OMAR)), (1, 1));
        let mail = text(&engine, &reminders(&engine, INES).await[0]).await;
        assert!(mail.contains("尚有 12 个项目等待您评审"), "{mail}");
        assert!(mail.contains("First") && mail.contains("Second") && mail.contains("8 个项目"), "{mail}");
        let mail = text(&engine, &reminders(&engine, OMAR).await[0]).await;
        assert!(
            mail.contains("4 entries wait for your judgement: Award") && !mail.contains("Second"),
            "{mail}"
        );

        // Neither the next look nor a restart says it again.
        engine.clock().set(at("2026-04-03T00:20:00Z"));
        assert_eq!(engine.remind_due().await.unwrap(), 0);
        drop(engine);
        let engine = started_again(&fresh, &sink, at("2026-04-03T06:00:00Z"), 3).await;
        assert_eq!(engine.remind_due().await.unwrap(), 0);

        // Who is done gets none, and more time puts the next one off.
        score_all(&engine, omar, None).await;
        let more = Some("Three weeks in hospital".to_owned());
        engine.extend_judge(organiser, first.id, scene.judges[0].0, due("04-20"), more).await.unwrap();
        for (now, sent) in [
            ("2026-04-08T01:00:00Z", 0),
            ("2026-04-12T01:00:00Z", 0),
            ("2026-04-13T01:00:00Z", 1),
            ("2026-04-13T09:00:00Z", 0),
            ("2026-04-18T01:00:00Z", 1),
        ] {
            engine.clock().set(at(now));
            assert_eq!(engine.remind_due().await.unwrap(), sent, "{now}");
        }
        score_all(&engine, &ines, None).await;
        engine.clock().set(at("2026-04-23T01:00:00Z"));
        assert_eq!(engine.remind_due().await.unwrap(), 0);
        drain(&engine).await;
        assert_eq!((sink.count(INES), sink.count(OMAR)), (3, 1));
        assert!(reminders(&engine, INES).await.iter().all(|mail| mail.state == MailState::Done));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organiser_reminds_once_in_twelve_hours_and_nobody_else_does() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        let (engine, organiser, round) = (&scene.engine, &scene.organiser, &scene.rounds[0]);
        let (ines, omar) = (scene.judges[0].0, scene.judges[1].0);
        schedule(engine, organiser, round, "04-10", &[], None).await;
        let one = engine.remind_judges(organiser, round.id, Some(ines)).await.unwrap();
        assert_eq!((one.sent, one.held), (1, 0), "{}", fresh.name);
        assert_eq!(code(engine.remind_judges(organiser, round.id, Some(ines)).await).0, "reminded_lately");
        assert_eq!(engine.remind_judges(organiser, round.id, None).await.unwrap().sent, 0, "nobody is late");
        engine.clock().set(at("2026-04-10T16:00:00Z"));
        assert_eq!(engine.remind_judges(organiser, round.id, Some(omar)).await.unwrap().sent, 1);
        engine.clock().set(at("2026-04-11T03:59:59Z"));
        let late = engine.remind_judges(organiser, round.id, None).await.unwrap();
        assert_eq!((late.sent, late.held), (1, 1));
        assert_eq!((reminders(engine, INES).await.len(), reminders(engine, OMAR).await.len()), (2, 1));
        // Rounds that ask for no reminders remind nobody by themselves.
        engine.clock().set(at("2026-04-20T01:00:00Z"));
        assert_eq!(engine.remind_due().await.unwrap(), 0);

        score_all(engine, &scene.judges[0].1, None).await;
        assert_eq!(
            code(engine.remind_judges(organiser, round.id, Some(ines)).await).0,
            "nothing_outstanding"
        );
        let stranger = engine.remind_judges(organiser, round.id, Some(scene.juror.0)).await;
        assert_eq!(code(stranger).0, "not found");
        let other = engine.remind_judges(organiser, scene.rounds[1].id, None).await;
        assert_eq!(code(other).0, "round_not_open");
        let rehearsal = Rehearsal { shift_days: 0, dossiers: true };
        let copy = engine.copy_as_rehearsal(organiser, scene.edition, rehearsal, None).await.unwrap();
        let rounds = engine.list_rounds(organiser, copy.edition.id).await.unwrap();
        let rehearsed = engine.remind_judges(organiser, rounds[0].id, None).await;
        assert_eq!(code(rehearsed).0, "rehearsal_reminds_nobody");

        let elsewhere = Role::Organiser { programme: kapok_base::ProgrammeId(ines.0), edition: None };
        let elsewhere = Caller::person(omar, vec![elsewhere]);
        let Some(Role::Organiser { programme, .. }) = organiser.roles().first().copied() else {
            unreachable!()
        };
        let auditor = Caller::person(omar, vec![Role::Auditor { programme, edition: None }]);
        for (caller, expected) in [
            (&elsewhere, "not found"),
            (&auditor, "forbidden"),
            (omar_of(&scene), "forbidden"),
            (&Caller::visitor(), "sign in"),
        ] {
            let why = || Some("x".to_owned());
            assert_eq!(code(engine.remind_judges(caller, round.id, None).await).0, expected);
            let extended = engine.extend_judge(caller, round.id, ines, due("05-20"), why()).await;
            assert_eq!(code(extended).0, expected);
            let reopened = engine.reopen_scorecard(caller, assignments[0].id, None, why()).await;
            assert_eq!(code(reopened).0, expected);
        }
        assert!(!engine.get_progress(&auditor, round.id).await.unwrap().may_tend);
        assert_eq!(code(engine.get_progress(&elsewhere, round.id).await).0, "not found");
        assert_eq!(code(engine.get_progress(omar_of(&scene), round.id).await).0, "forbidden");
    }
}

fn omar_of(scene: &Scene) -> &Caller {
    &scene.judges[1].1
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn progress_tells_who_owes_what_how_late_and_whom_entries_wait_for() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        let (engine, organiser, round) = (&scene.engine, &scene.organiser, &scene.rounds[0]);
        let (ines, omar) = (&scene.judges[0], &scene.judges[1]);
        schedule(engine, organiser, round, "04-10", &[7], None).await;
        // Ines submits one, begins one and stands aside from one; Omar submits all but the last.
        let of = |judge: PersonId| assignments.iter().filter(move |a| a.judge == judge).collect::<Vec<_>>();
        let (hers, his) = (of(ines.0), of(omar.0));
        engine.clock().set(at("2026-04-02T02:00:00Z"));
        scene.score(&ines.1, hers[0], "7", "7").await;
        engine.clock().set(at("2026-04-03T02:00:00Z"));
        let draft = given(&[("impact", "5")]);
        engine.save_scorecard(&ines.1, hers[1].id, None, draft, false).await.unwrap();
        for own in &his[..3] {
            scene.score(&omar.1, own, "6", "6").await;
        }
        engine.clock().set(at("2026-04-04T02:00:00Z"));
        engine.recuse(&ines.1, hers[2].id, None, Ground::Family, Some("My sister".into())).await.unwrap();
        engine.clock().set(at("2026-04-12T02:00:00Z"));
        let now = engine.get_progress(organiser, round.id).await.unwrap();
        assert!(now.is_open && now.may_tend && !now.is_rehearsal, "{}", fresh.name);
        let counts = |c: kapok_engine::judge::CardCounts| [c.asked, c.done, c.drafts, c.to_do, c.recused];
        assert_eq!(counts(now.totals), [7, 4, 1, 2, 1]);
        let names: Vec<_> = now.judges.iter().map(|judge| judge.name.as_str()).collect();
        assert_eq!(names, ["Ines", "Omar"]);
        assert_eq!(counts(now.judges[0].counts), [3, 1, 1, 1, 1]);
        assert_eq!(now.judges[0].last_activity, Some(at("2026-04-04T02:00:00Z")));
        assert_eq!(now.judges[1].last_activity, Some(at("2026-04-03T02:00:00Z")));
        assert_eq!((now.judges[0].days_late, now.judges[1].owed), (Some(2), 1));
        let waiting: Vec<_> =
            now.waiting.iter().map(|w| (w.entry.number, w.scorecards, w.judges.clone())).collect();
        let both = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(waiting, [(4, 0, both(&["Ines", "Omar"])), (2, 1, both(&["Ines"]))]);
        let told: Vec<_> = now.steps.iter().filter(|s| s.at <= at("2026-04-04T00:00:00Z")).collect();
        assert_eq!(told.iter().filter_map(|s| s.submitted).collect::<Vec<_>>(), [0, 0, 1, 4]);
        assert_eq!(now.steps.last().unwrap().submitted, Some(4));
        assert_eq!(now.submitted.len(), 4);

        // More time takes the lateness away from one judge alone, wherever they look.
        for (day, reason, expected) in
            [("04-11", Some("Ill"), "due_passed"), ("04-30", Some(" "), "reason_missing")]
        {
            let refused =
                engine.extend_judge(organiser, round.id, ines.0, due(day), reason.map(str::to_owned)).await;
            assert_eq!(code(refused).0, expected);
        }
        let why = Some(" Ill ".to_owned());
        engine.extend_judge(organiser, round.id, ines.0, due("04-15"), why).await.unwrap();
        let now = engine.get_progress(organiser, round.id).await.unwrap();
        assert_eq!(now.judges[0].name, "Omar");
        assert_eq!((now.judges[1].days_late, now.judges[1].is_late), (Some(-3), false));
        assert_eq!(now.judges[1].extension.as_ref().unwrap().reason, "Ill");
        let own = engine.get_my_assignment(&ines.1, hers[1].id).await.unwrap();
        assert_eq!(own.round.rules.due, Some(due("04-15")));
        let mine = engine.get_my_round(&ines.1, round.id).await.unwrap();
        assert_eq!((mine.round.rules.due, mine.extended.as_deref()), (Some(due("04-15")), Some("Ill")));
        let homes = [&ines.1, &omar.1].map(|judge| async move {
            let home = engine.judge_home(judge).await.unwrap();
            (home.rounds[0].round.rules.due.clone().unwrap(), home.rounds[0].is_late)
        });
        let [hers, his] = homes;
        assert_eq!((hers.await, his.await), ((due("04-15"), false), (due("04-10"), true)));
        let foreign =
            engine.extend_judge(organiser, round.id, scene.juror.0, due("04-30"), Some("x".into())).await;
        assert_eq!(code(foreign).0, "not found");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reopened_scorecard_is_a_draft_that_counts_no_more_until_it_is_submitted_anew() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.scored_first_round().await;
        let (engine, organiser, round) = (&scene.engine, &scene.organiser, &scene.rounds[0]);
        let mine = assignments.iter().find(|a| a.judge == scene.judges[0].0).unwrap();
        let ines = &scene.judges[0].1;
        let standing = async || {
            let standings = engine.get_standings(organiser, round.id).await.unwrap();
            standings.standings.of(mine.entry).map(|s| s.scorecards)
        };
        assert_eq!(standing().await, Some(2), "{}", fresh.name);
        let before = scorecards::latest(&engine.store().read(), mine.id).await.unwrap().unwrap();
        let silent = engine.reopen_scorecard(organiser, mine.id, None, Some(" ".into())).await;
        assert_eq!(code(silent).0, "reason_missing");
        let stale = engine.reopen_scorecard(organiser, mine.id, Some(mine.version), Some("x".into())).await;
        assert_eq!(code(stale).0, "stale");
        let why = || Some("Impact and novelty look swapped".to_owned());
        let reopened = engine.reopen_scorecard(organiser, mine.id, None, why()).await.unwrap();
        assert_eq!((reopened.state.kind(), reopened.state.reopened()), ("started", why().as_deref()));
        let again = engine.reopen_scorecard(organiser, mine.id, None, why()).await;
        assert_eq!(code(again).0, "scorecard_not_submitted");
        assert_eq!(standing().await, Some(1));

        // The judge finds what they gave, and why; what was submitted before stays in the history.
        let own = engine.get_my_assignment(ines, mine.id).await.unwrap();
        let draft = own.card.unwrap();
        assert_eq!((&draft.given, draft.number, draft.submitted), (&before.given, before.number + 1, false));
        assert_eq!(own.assignment.state.reopened(), why().as_deref());
        let kept = scorecards::submitted_of(&engine.store().read(), [mine.id]).await.unwrap();
        assert_eq!(kept[&mine.id], before);
        let page = PageRequest::default();
        let mails = engine.list_outbox(organiser, None, &page).await.unwrap().items;
        let mail = mails.iter().find(|mail| mail.kind == "reopened").unwrap();
        assert_eq!((mail.to.as_str(), mail.edition), (INES, Some(scene.edition)));
        let words = text(engine, mail).await;
        assert!(words.contains("look swapped") && words.contains(&mine.id.to_string()), "{words}");

        // Submitted anew, even unchanged, it counts again.
        let (after, card) = engine.save_scorecard(ines, mine.id, None, draft.given, true).await.unwrap();
        assert_eq!((after.state.reopened(), card.number), (None, before.number + 2));
        assert_eq!(standing().await, Some(2));
        scene.shortlist(&[0, 1, 2], &[(2, "Impact"), (3, "Impact")]).await.unwrap();
        let cut = engine.reopen_scorecard(organiser, mine.id, None, why()).await;
        assert_eq!(code(cut).0, "cut_confirmed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn judges_learn_their_own_severity_when_they_are_done_and_the_chair_the_panels() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        let (engine, round) = (&scene.engine, &scene.rounds[0]);
        // The juror joins as chair: beside one other judge alone, one's own severity would tell the other's scores.
        let (juno, system) = (scene.juror.0, Caller::system());
        engine.seat_judge(&system, round.panel, juno, true).await.unwrap();
        let Some(Role::Judge { programme, edition, .. }) = scene.juror.1.roles().first().copied() else {
            unreachable!()
        };
        let chair = Caller::person(juno, vec![Role::Judge { programme, edition, panel: round.panel }]);
        let all: Vec<_> = (0..scene.entries.len()).map(|entry| (entry, juno)).collect();
        let extra = scene.assign(round, &all).await;
        let callers =
            [&scene.judges[0], &scene.judges[1], &(juno, chair.clone())].map(|j| (j.0, j.1.clone()));
        let levels = [["9", "7", "8.5"], ["8", "6", "7.5"], ["6.5", "4", "5"], ["5", "3", "4.5"]];
        let cards: Vec<_> = assignments.iter().chain(&extra).collect();
        for (judge, (person, caller)) in callers.iter().enumerate() {
            for assignment in cards.iter().filter(|a| a.judge == *person) {
                let before = engine.get_my_round(caller, round.id).await.unwrap();
                assert!(before.scored.is_none() && before.panel.is_empty(), "{}", fresh.name);
                let entry = scene.entries.iter().position(|e| *e == assignment.entry).unwrap();
                scene.score(caller, assignment, levels[entry][judge], levels[entry][judge]).await;
            }
            let mine = engine.get_my_round(caller, round.id).await.unwrap();
            assert!(mine.is_done() && mine.cards.len() == 4);
            assert_eq!(mine.scored.is_some(), judge == 2, "two judges are too few");
        }
        let adjusted = engine.get_standings(&scene.organiser, round.id).await.unwrap().adjusted;
        let seen = adjusted.judges;
        for (person, caller) in &callers {
            let mine = engine.get_my_round(caller, round.id).await.unwrap();
            let scored = mine.scored.unwrap();
            assert_eq!(Some(scored.severity), seen.get(person).copied());
            // Everybody gave both criteria the same: the halo is whole, and with four scorecards nobody is warned of it.
            let habit = scored.habit.unwrap();
            assert_eq!(Some(&habit), adjusted.habits.get(person));
            let halo = habit.halo.unwrap();
            assert!((halo.own - 1.0).abs() < 1e-9 && (halo.others - 1.0).abs() < 1e-9);
            assert!(habit.signs.is_empty() && habit.spread.is_some());
            assert_eq!(mine.panel.len(), if *person == juno { 3 } else { 0 });
        }
        let severe = engine.get_my_round(&callers[1].1, round.id).await.unwrap().scored.unwrap().severity;
        assert!(severe.severity > 0.5 && severe.standard_error > 0.0);
        // A card that is owed again hides it again; who does not judge here finds nothing.
        let why = Some("Look again".to_owned());
        engine.reopen_scorecard(&scene.organiser, extra[0].id, None, why).await.unwrap();
        let chair_again = engine.get_my_round(&chair, round.id).await.unwrap();
        assert!(chair_again.scored.is_none() && chair_again.panel.is_empty());
        assert_eq!(code(engine.get_my_round(&scene.juror.1, round.id).await).0, "not found");
        assert_eq!(code(engine.get_my_round(&scene.organiser, round.id).await).0, "forbidden");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn organisers_tend_a_round_on_its_page_and_judges_find_what_concerns_them() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    scene.first_round().await;
    let Scene { engine, organiser, judges, rounds, .. } = scene;
    let (round, ines_id) = (rounds[0].id, judges[0].0);
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let organiser = client(&served.engine, &visitor, &organiser).await;
    let ines = client(&served.engine, &visitor, &judges[0].1).await;
    let mine = served.engine.list_my_assignments(&judges[0].1, None, None).await.unwrap();
    let card = format!("/assignments/{}", mine[0].assignment.id);
    let whole = [("scores.0.value", "7"), ("scores.1.value", "6"), ("submit", "yes")];
    assert_eq!(send(&ines, &card, &whole).await.status, 303);

    let at_round = format!("/organise/rounds/{round}");
    let progress = format!("{at_round}/progress");
    let shown = page(&organiser, &progress).await;
    assert!(shown.contains("Ines") && shown.contains("No due time is set"));
    assert!(page(&organiser, &format!("{progress}?lang=zh-Hans")).await.contains("尚未设定截止时间"));
    let version = served.engine.get_round(&Caller::system(), round).await.unwrap().version.to_string();
    let schedule = |days: &'static str| {
        let fields = [
            ("version", version.clone()),
            ("schedule.due", "2026-04-10T23:59:59".to_owned()),
            ("schedule.zone", "Asia/Shanghai".to_owned()),
            ("schedule.days_before", days.to_owned()),
            ("schedule.every_days_after", "3".to_owned()),
        ];
        let (organiser, path) = (organiser.clone(), format!("{at_round}/schedule"));
        async move {
            let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            send(&organiser, &path, &fields).await
        }
    };
    for nonsense in ["soon", "91"] {
        let refused = schedule(nonsense).await;
        assert_eq!(refused.status, 422, "{nonsense}");
        assert!(refused.body.contains(&format!("value=\"{nonsense}\"")), "what was typed is kept");
        assert!(refused.body.contains("id=\"schedule.days_before-error\""), "{nonsense}");
    }
    assert_eq!(schedule("7, 2").await.status, 303);
    let shown = page(&organiser, &progress).await;
    assert!(shown.contains("value=\"7, 2\"") && shown.contains("class=\"even\""));

    let who = ines_id.to_string();
    let reminders = format!("{at_round}/reminders");
    assert_eq!(send(&organiser, &reminders, &[("judge", &who)]).await.status, 303);
    let refused = send(&organiser, &reminders, &[("judge", &who)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("less than twelve hours"));

    let more = |reason: &'static str| {
        let fields = [("extension.judge", who.clone()), ("extension.reason", reason.to_owned())];
        let (organiser, path) = (organiser.clone(), format!("{at_round}/extensions"));
        async move {
            let mut fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            fields.extend([("extension.due", "2026-04-20T12:00"), ("extension.zone", "Asia/Shanghai")]);
            send(&organiser, &path, &fields).await
        }
    };
    let refused = more(" ").await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("id=\"extension.reason-error\"") && refused.body.contains("2026-04-20T12:00")
    );
    assert_eq!(more("In hospital").await.status, 303);
    assert!(page(&ines, &card).await.contains("20 April 2026"));
    let own = page(&ines, &format!("/assignments/rounds/{round}")).await;
    assert!(own.contains("In hospital") && own.contains("once your last scorecard"));
    assert!(page(&ines, "/assignments").await.contains(&format!("/assignments/rounds/{round}")));

    let submitted = served.engine.get_my_assignment(&judges[0].1, mine[0].assignment.id).await.unwrap();
    let chosen = format!("{} {}", submitted.assignment.id, submitted.assignment.version);
    let reopenings = format!("{at_round}/reopenings");
    let fields = [("reopening.card", chosen.as_str()), ("reopening.reason", "Look again at the impact")];
    let silent = send(&organiser, &reopenings, &fields[..1]).await;
    assert!(silent.status == 422 && silent.body.contains("id=\"reopening.reason-error\""));
    assert_eq!(send(&organiser, &reopenings, &fields).await.status, 303);
    assert!(page(&ines, &card).await.contains("Look again at the impact"));
    assert!(page(&ines, "/assignments").await.contains("Reopened"));

    // The same by program.
    let told = organiser.get(&format!("/api/v1/rounds/{round}/progress")).await.good().json();
    assert_eq!((&told["totals"]["done"], &told["totals"]["drafts"]), (&json!(0), &json!(1)));
    let of_ines = told["judges"].as_array().unwrap().iter().find(|j| j["name"] == "Ines").unwrap();
    assert_eq!(of_ines["extended"], "In hospital");
    let path = format!("/api/v1/rounds/{round}/reminders");
    organiser.post(&path, json!({ "judge": ines_id })).await.refused(409, "reminded_lately");
    assert_eq!(organiser.post(&path, json!({})).await.good().json(), json!({ "sent": 0, "held": 0 }));
    let path = format!("/api/v1/rounds/{round}/judges/{ines_id}/due");
    let due = json!({ "local": "2026-04-25T12:00:00", "zone": "Asia/Shanghai" });
    let given = organiser.post(&path, json!({ "due": due, "reason": "Still ill" })).await.good().json();
    assert_eq!(given["due"]["last_second"], "2026-04-25T04:00:00Z");
    let api = format!("/api/v1/assignments/{}", mine[0].assignment.id);
    let fresh_card = ines.get(&api).await.good();
    assert_eq!(fresh_card.json()["reopened"], "Look again at the impact");
    assert_eq!(fresh_card.json()["due"]["local"], "2026-04-25T12:00:00");
    let reopening = format!("{api}/reopening");
    let headers = [("if-match", fresh_card.etag())];
    let headers: Vec<_> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let again = organiser.send(Method::POST, &reopening, &headers, Some(json!({ "reason": "x" }))).await;
    again.refused(409, "scorecard_not_submitted");
    let round = ines.get(&format!("/api/v1/me/rounds/{round}")).await.good().json();
    assert_eq!(
        (&round["asked"], &round["submitted"], &round["severity"]),
        (&json!(4), &json!(0), &Value::Null)
    );
    assert_eq!(ines.get(&progress).await.status, 403);
}
