//! Organisers write to a group: what is secret decides nothing, nobody gets a letter twice, what is held goes out in time.

use crate::judging::scene::code;
use crate::judging::{Scene, at, scene};
use kapok_access::Role;
use kapok_base::{EntityId, Localized, PersonId};
use kapok_engine::letters::{Audience, Content, Dossiers, Field, KnownStage, Letter, Sending, State, Until};
use kapok_engine::submit::NewSubmission;
use kapok_engine::{Caller, Engine, Error, NewProgramme, Once};
use kapok_judging::transition::Screening;
use kapok_store::ledger;
use kapok_tests::database::{self, Fresh};
use std::collections::BTreeMap;

fn content(subject: &str, body: &str, audience: Audience) -> Content {
    let (subject, body) = (Localized::english(subject), Localized::english(body));
    Content { subject, body, reply_to: None, audience }
}

fn entrants(dossiers: Dossiers) -> Audience {
    Audience::Entrants(dossiers)
}

fn labelled(labels: &[&str]) -> Audience {
    entrants(Dossiers { labels: labels.iter().map(|l| (*l).to_owned()).collect(), ..Dossiers::default() })
}

async fn letter(scene: &Scene, content: Content) -> Letter {
    scene.engine.create_letter(&scene.organiser, scene.edition, content, None).await.unwrap()
}

async fn send(scene: &Scene, letter: &Letter) -> Result<Letter, Error> {
    scene.engine.send_letter(&scene.organiser, letter.id, Some(letter.version), Sending::default()).await
}

/// The mails in the folder that hold a text, each as (addressee, whole text).
fn mails(fresh: &Fresh, holding: &str) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(fresh.folder.path().join("mail")) else { return Vec::new() };
    let texts = folder.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let mut found: Vec<_> = texts.filter(|text| text.contains(holding)).collect();
    found.sort();
    found
}

/// An empty draft of the entrant's entity, begun by them.
async fn draft(scene: &Scene, title: &str) -> kapok_base::SubmissionId {
    let entity = entity(&scene.entrant);
    let answers = match title {
        "" => BTreeMap::new(),
        title => BTreeMap::from([("title".to_owned(), title.into())]),
    };
    let new = NewSubmission { entity, language: "en".parse().unwrap(), answers };
    scene.engine.create_submission(&scene.entrant, scene.edition, new, None).await.unwrap().id
}

fn entity(caller: &Caller) -> EntityId {
    let find = |role: &Role| if let Role::Entrant { entity } = role { Some(*entity) } else { None };
    caller.roles().iter().find_map(find).unwrap()
}

async fn drain(engine: &Engine) {
    while engine.work_once().await.unwrap() > 0 {}
}

async fn kinds(engine: &Engine, wanted: &str) -> usize {
    let db = engine.store().read();
    let mut found = 0;
    // PostgreSQL numbers its rows a moment after they are committed.
    for _ in 0..50 {
        found = ledger::after(&db, 0, 10_000).await.unwrap().iter().filter(|row| row.kind == wanted).count();
        if found > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    found
}

#[tokio::test]
async fn a_letter_reaches_everybody_of_its_group_once_however_often_it_is_sent() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        drain(&scene.engine).await;
        let text = "Dear {name},\n\n“{title}” ({reference}) of {entity} is in: {link}";
        let own = letter(&scene, content("On {title}", text, entrants(Dossiers::default()))).await;
        let preview = scene.engine.preview_letter(&scene.organiser, own.id).await.unwrap();
        assert_eq!((preview.mails, preview.people, preview.samples.len()), (4, 1, 3), "{}", fresh.name);
        assert_eq!(preview.samples[0].subject, "On Rain gardens");
        assert!(preview.samples[0].text.starts_with("Dear Ana,\n\n“Rain gardens” (E-1-0001) of Medellín"));

        let sent = send(&scene, &own).await.unwrap();
        assert_eq!(sent.state.kind(), "sent");
        // Asked again after a lost answer, and again by somebody who has read it since.
        assert_eq!(send(&scene, &own).await.unwrap(), sent);
        assert_eq!(send(&scene, &sent).await.unwrap(), sent);
        drain(&scene.engine).await;
        assert_eq!(mails(&fresh, "is in: http").len(), 4);
        assert_eq!(mails(&fresh, "“Seed banks” (E-1-0003)").len(), 1);
        assert_eq!(kinds(&scene.engine, "letter_sent").await, 1);

        // The same words about four dossiers are one mail, which each of the four shows.
        let same =
            letter(&scene, content("Hello", "Dear {name} of {entity}", entrants(Dossiers::default()))).await;
        send(&scene, &same).await.unwrap();
        drain(&scene.engine).await;
        assert_eq!(mails(&fresh, "Dear Ana of Medell").len(), 1);
        let got = scene.engine.list_recipients(&scene.organiser, same.id).await.unwrap();
        assert_eq!((got.len(), got[0].about.len()), (1, 4));
        assert_eq!(got[0].email.as_deref(), Some("ana@example.org"));
        let rows = scene.engine.list_letters(&scene.organiser, scene.edition).await.unwrap();
        let tallies: Vec<_> = rows.iter().map(|row| (row.tally.left, row.tally.waiting)).collect();
        assert_eq!(tallies, [(1, 0), (4, 0)]);
    }
}

#[tokio::test]
async fn two_who_press_send_at_the_same_time_send_it_once() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let own = letter(&scene, content("Hello", "Once upon {title}", entrants(Dossiers::default()))).await;
        let (one, other) = tokio::join!(send(&scene, &own), send(&scene, &own));
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
        drain(&scene.engine).await;
        assert_eq!(mails(&fresh, "Once upon").len(), 4, "{}", fresh.name);
    }
}

#[tokio::test]
async fn before_the_announcement_a_label_finds_what_it_finds_when_nothing_was_decided() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scene.scored_first_round().await;
        let to_chosen =
            letter(&scene, content("Good news", "You go on: {title}", labelled(&["shortlisted"]))).await;
        let others = Dossiers { unlabelled: true, ..Dossiers::default() };
        let to_others =
            letter(&scene, content("Thank you", "Not this time: {title}", entrants(others))).await;
        let look = async || {
            let chosen = scene.engine.preview_letter(&scene.organiser, to_chosen.id).await.unwrap();
            let others = scene.engine.preview_letter(&scene.organiser, to_others.id).await.unwrap();
            let refused = code(send(&scene, &to_chosen).await).0;
            (chosen, others, refused)
        };
        let undecided = look().await;
        assert_eq!((undecided.0.mails, undecided.1.mails, undecided.2), (0, 4, "letter_nobody"));
        scene.shortlist(&[0, 1, 2], &[(2, "A tie"), (3, "A tie")]).await.unwrap();
        assert_eq!(look().await, undecided, "{}: decided, but secret", fresh.name);

        // Held until the announcement, it goes out when that is public and not a moment before.
        let views = scene.engine.list_announcements(&scene.organiser, scene.edition).await.unwrap();
        let announcement = views[0].announcement.id;
        let until = Some(Until::Announced { announcement });
        let (organiser, version) = (&scene.organiser, Some(to_chosen.version));
        scene.engine.hold_letter(organiser, to_chosen.id, version, until, false).await.unwrap();
        scene.engine.announce(organiser, announcement, None, Some(at("2026-06-01T12:00:00Z"))).await.unwrap();
        scene.engine.clock().set(at("2026-06-01T11:59:59.999999Z"));
        drain(&scene.engine).await;
        assert_eq!(mails(&fresh, "You go on").len(), 0);
        scene.engine.clock().set(at("2026-06-01T12:00:00Z"));
        drain(&scene.engine).await;
        drain(&scene.engine).await;
        assert_eq!(mails(&fresh, "You go on").len(), 3);
        assert_eq!(mails(&fresh, "You go on: Cool roofs").len(), 0);
        send(&scene, &to_others).await.unwrap();
        drain(&scene.engine).await;
        let left: Vec<_> = mails(&fresh, "Not this time");
        assert!(left.len() == 1 && left[0].contains("Cool roofs"), "{left:?}");
    }
}

#[tokio::test]
async fn what_became_of_an_entry_in_the_rounds_decides_nothing() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let eligible = Dossiers { stages: [KnownStage::Eligible].into(), ..Dossiers::default() };
        let own = letter(&scene, content("Hello", "{title}", entrants(eligible))).await;
        scene.scored_first_round().await;
        let before = scene.engine.preview_letter(&scene.organiser, own.id).await.unwrap();
        scene.shortlist(&[0, 1, 2], &[(2, "A tie"), (3, "A tie")]).await.unwrap();
        let after = scene.engine.preview_letter(&scene.organiser, own.id).await.unwrap();
        assert_eq!((before.mails, before), (4, after), "{}", fresh.name);
    }
}

#[tokio::test]
async fn a_missing_value_is_named_and_nothing_leaves_with_a_hole() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        drain(&scene.engine).await;
        draft(&scene, "Green corridors").await;
        draft(&scene, "").await;
        let drafts = || entrants(Dossiers { stages: [KnownStage::Draft].into(), ..Dossiers::default() });
        let own = letter(&scene, content("{title}", "Hand it in by {deadline}: {link}", drafts())).await;
        let preview = scene.engine.preview_letter(&scene.organiser, own.id).await.unwrap();
        assert_eq!((preview.mails, preview.incomplete.len()), (1, 1), "{}", fresh.name);
        assert_eq!(preview.incomplete[0].missing, [Field::Title].into());
        assert!(preview.samples[0].text.contains("31 March 2026, 23:59:59 (UTC+8)"), "{preview:?}");
        let (refused, missing) = code(send(&scene, &own).await);
        assert_eq!((refused, missing), ("letter_values_missing", vec!["6: {title}".to_owned()]));
        let wrong = Sending { expected: Some(2), leave_out: true };
        let answer = scene.engine.send_letter(&scene.organiser, own.id, Some(own.version), wrong).await;
        assert_eq!(code(answer).0, "letter_audience_changed");
        let right = Sending { expected: Some(1), leave_out: true };
        scene.engine.send_letter(&scene.organiser, own.id, Some(own.version), right).await.unwrap();
        drain(&scene.engine).await;
        assert_eq!(mails(&fresh, "Hand it in by").len(), 1);
        let got = scene.engine.list_recipients(&scene.organiser, own.id).await.unwrap();
        let left_out: Vec<_> = got.iter().filter(|one| one.mail.is_none()).collect();
        assert_eq!((got.len(), left_out[0].about.clone()), (2, vec!["E-1-0006".to_owned()]));
        // Sealed dossiers have nothing due.
        let sealed = Dossiers { stages: [KnownStage::Sealed].into(), ..Dossiers::default() };
        let own = letter(&scene, content("Hello", "By {deadline}", entrants(sealed))).await;
        let none = Sending { expected: None, leave_out: true };
        let answer = scene.engine.send_letter(&scene.organiser, own.id, Some(own.version), none).await;
        assert_eq!(code(answer).0, "letter_nobody");
    }
}

#[tokio::test]
async fn a_held_letter_goes_out_at_its_instant_and_says_so_when_it_cannot() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        drain(&scene.engine).await;
        let (engine, organiser) = (&scene.engine, &scene.organiser);
        let own = letter(&scene, content("Tomorrow", "Soon: {title}", entrants(Dossiers::default()))).await;
        let nobody = letter(&scene, content("Winners", "{title}", labelled(&["winner"]))).await;
        let noon = Some(Until::Instant { at: at("2026-03-05T12:00:00Z") });
        let past = Some(Until::Instant { at: at("2026-02-05T12:00:00Z") });
        let answer = engine.hold_letter(organiser, own.id, Some(own.version), past, false).await;
        assert_eq!(code(answer).0, "instant_passed");
        let held = engine.hold_letter(organiser, own.id, Some(own.version), noon, false).await.unwrap();
        engine.hold_letter(organiser, nobody.id, Some(nobody.version), noon, false).await.unwrap();
        let changed = content("Tomorrow", "Sooner", entrants(Dossiers::default()));
        let answer = engine.update_letter(organiser, own.id, Some(held.version), changed.clone()).await;
        assert_eq!(code(answer).0, "letter_held");
        drain(engine).await;
        assert_eq!(mails(&fresh, "Soon:").len(), 0, "{}", fresh.name);

        // Released it is written anew; held again it goes out by itself, once.
        let open = engine.release_letter(organiser, own.id, Some(held.version)).await.unwrap();
        let stale = engine.update_letter(organiser, own.id, Some(held.version), changed).await;
        assert_eq!(code(stale).0, "stale");
        engine.hold_letter(organiser, own.id, Some(open.version), noon, false).await.unwrap();
        engine.clock().set(at("2026-03-05T12:00:00Z"));
        let (one, other) = tokio::join!(engine.work_once(), engine.work_once());
        one.and(other).unwrap();
        drain(engine).await;
        assert_eq!(mails(&fresh, "Soon:").len(), 4);
        let stuck = engine.get_letter(organiser, nobody.id).await.unwrap();
        let failed = Some("letter_nobody".to_owned());
        assert_eq!(stuck.state, State::Held { until: None, leave_out: false, failed });
        let gone = engine.withdraw_letter(organiser, nobody.id, Some(stuck.version)).await.unwrap();
        assert_eq!(code(send(&scene, &gone).await).0, "letter_withdrawn");
    }
}

#[tokio::test]
async fn judges_who_owe_scorecards_are_reminded_and_those_who_stood_aside_are_not() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        drain(&scene.engine).await;
        let (ines, omar) = (&scene.judges[0].1, &scene.judges[1].1);
        for assignment in assignments.iter().filter(|a| a.judge == scene.judges[0].0) {
            scene.score(ines, assignment, "5", "5").await;
        }
        let theirs: Vec<_> = assignments.iter().filter(|a| a.judge == scene.judges[1].0).collect();
        let ground = kapok_judging::conflict::Ground::Family;
        let reason = Some("My cousin wrote it".to_owned());
        scene.engine.recuse(omar, theirs[0].id, None, ground, reason).await.unwrap();
        let round = scene.rounds[0].id;
        let text = "Dear {name}, you owe {outstanding} in {round}: {link}";
        let own = letter(&scene, content("Scorecards", text, Audience::Outstanding { round })).await;
        send(&scene, &own).await.unwrap();
        drain(&scene.engine).await;
        let sent = mails(&fresh, "you owe");
        assert!(sent.len() == 1 && sent[0].contains("Dear Omar, you owe 3 in A round"), "{sent:?}");
        let panel = scene.rounds[0].panel;
        let own =
            letter(&scene, content("Welcome", "Dear {name}: {panel}", Audience::Judges { panel })).await;
        let preview = scene.engine.preview_letter(&scene.organiser, own.id).await.unwrap();
        assert_eq!((preview.mails, preview.people), (2, 2));
    }
}

#[tokio::test]
async fn a_dossier_shows_its_correspondence_to_organisers_and_to_whom_it_was_written() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scene.engine.clock().set(at("2026-04-01T00:00:00Z"));
        scene.screen(0, Screening::Returned, Some("The budget is missing")).await.unwrap();
        scene.engine.clock().set(at("2026-04-01T00:00:01Z"));
        let own = letter(&scene, content("Hello", "About {title}", entrants(Dossiers::default()))).await;
        send(&scene, &own).await.unwrap();
        let entries = scene.engine.list_entries(&scene.organiser, scene.edition).await.unwrap();
        let submission = entries[0].entry.submission;
        let seen = scene.engine.list_correspondence(&scene.organiser, submission).await.unwrap();
        let kinds: Vec<_> = seen.iter().map(|mail| mail.kind.as_str()).collect();
        assert_eq!(kinds, ["written", "returned", "receipt"], "{}", fresh.name);
        assert!(seen[0].text.starts_with("About Rain gardens") && seen[0].state.is_some());
        let theirs = scene.engine.list_correspondence(&scene.entrant, submission).await.unwrap();
        assert_eq!(theirs.len(), 3);
        assert!(theirs.iter().all(|mail| mail.state.is_none() && mail.email.is_none()));
        // Somebody else who acts for the entity reads the dossier, not what was written to a colleague.
        let colleague: PersonId = scene.juror.0;
        let entity = entity(&scene.entrant);
        let colleague = Caller::person(colleague, vec![Role::Entrant { entity }]);
        assert_eq!(scene.engine.list_correspondence(&colleague, submission).await.unwrap(), vec![]);
        let judge = scene.engine.list_correspondence(&scene.judges[0].1, submission).await;
        assert_eq!(code(judge).0, "forbidden");
    }
}

#[tokio::test]
async fn a_letter_of_another_programme_is_not_there() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let own = letter(&scene, content("Hello", "Text", entrants(Dossiers::default()))).await;
        let new = NewProgramme { slug: "other".into(), name: Localized::english("Other") };
        let programme = scene.engine.create_programme(&Caller::system(), new, None).await.unwrap().id;
        let foreign = Caller::person(scene.juror.0, vec![Role::Organiser { programme, edition: None }]);
        let (engine, version) = (&scene.engine, Some(own.version));
        let text = || content("Hello", "Text", entrants(Dossiers::default()));
        let sending = Sending::default();
        let answers = [
            code(engine.create_letter(&foreign, scene.edition, text(), None).await).0,
            code(engine.update_letter(&foreign, own.id, version, text()).await).0,
            code(engine.get_letter(&foreign, own.id).await).0,
            code(engine.preview_letter(&foreign, own.id).await).0,
            code(engine.list_letters(&foreign, scene.edition).await).0,
            code(engine.list_recipients(&foreign, own.id).await).0,
            code(engine.hold_letter(&foreign, own.id, version, None, false).await).0,
            code(engine.withdraw_letter(&foreign, own.id, version).await).0,
            code(engine.send_letter(&foreign, own.id, version, sending).await).0,
        ];
        assert!(answers.iter().all(|answer| *answer == "not found"), "{}: {answers:?}", fresh.name);
        for nobody in [&scene.entrant, &scene.judges[0].1] {
            assert_eq!(code(engine.get_letter(nobody, own.id).await).0, "forbidden");
        }
        // A panel of another edition is none of this one's.
        let panel = kapok_base::PanelId(uuid::Uuid::nil());
        let answer = engine
            .create_letter(
                &scene.organiser,
                scene.edition,
                content("A", "B", Audience::Judges { panel }),
                None,
            )
            .await;
        assert_eq!(code(answer).0, "panel_elsewhere");
        let once = || Some(Once::new("key-1", "create_letter", &text()).unwrap());
        let one = engine.create_letter(&scene.organiser, scene.edition, text(), once()).await.unwrap();
        let again = engine.create_letter(&scene.organiser, scene.edition, text(), once()).await.unwrap();
        assert_eq!(one.id, again.id);
    }
}
