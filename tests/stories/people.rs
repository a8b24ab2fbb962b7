//! People come in by invitation, sign in, forget passwords, hold roles; and strangers learn nothing.

use kapok_access::{Role, RoleName, TokenScope};
use kapok_base::{Instant, Locale, Localized, PageRequest, ProgrammeId};
use kapok_engine::mail::MailState;
use kapok_engine::people::{AccountChange, Invitation, LinkKind, NewPerson, NewToken, SignIn};
use kapok_engine::submit::NewEdition;
use kapok_engine::{Caller, Engine, Error, NewProgramme, Once};
use kapok_tests::database::{self, Fresh};
use std::path::Path;

fn ask(email: &str, password: &str) -> SignIn {
    SignIn { email: email.to_owned(), password: password.to_owned(), from: "192.0.2.1".to_owned() }
}

fn person(name: &str, email: &str, roles: Vec<Role>) -> NewPerson {
    let password = Some("long enough".to_owned());
    NewPerson { name: name.to_owned(), email: email.to_owned(), locale: Locale::En, password, roles }
}

fn invitation(email: &str, name: &str, role: Role) -> Invitation {
    Invitation { email: email.to_owned(), name: name.to_owned(), locale: Locale::En, role }
}

async fn programme(engine: &Engine, slug: &str) -> ProgrammeId {
    let new = NewProgramme { slug: slug.to_owned(), name: Localized::english(slug) };
    engine.create_programme(&Caller::system(), new, None).await.unwrap().id
}

/// The mails in the folder, as text.
fn mails(fresh: &Fresh) -> Vec<String> {
    let folder = fresh.folder.path().join("mail");
    let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read_to_string::<&Path>(p).unwrap()).collect()
}

/// The secret of the link in a mail.
fn link(mail: &str) -> String {
    let from = mail.split("/link/").nth(1).unwrap();
    from.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

fn pass(engine: &Engine, seconds: i64) {
    let now = engine.clock().now().as_micros();
    engine.clock().set(Instant::from_micros(now + seconds * 1_000_000));
}

fn code(error: Error) -> String {
    match error {
        Error::Refused(refusal) => refusal.code.to_owned(),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_the_same_answer() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await.unwrap();
        let mut answers = Vec::new();
        for (email, password) in [("ana@example.org", "wrong"), ("nobody@example.org", "wrong"), ("", "")] {
            answers.push(engine.sign_in(&Caller::visitor(), ask(email, password)).await.err().unwrap());
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");

        let signed_in = engine.sign_in(&Caller::visitor(), ask(" ANA@example.org", "long enough")).await;
        let signed_in = signed_in.ok().unwrap();
        let caller = engine.caller_for_session(&signed_in.token).await.unwrap().unwrap();
        assert_eq!(engine.get_account(&caller).await.unwrap().name, "Ana", "{}", fresh.name);
        engine.sign_out(&signed_in.token).await.unwrap();
        assert_eq!(engine.caller_for_session(&signed_in.token).await.unwrap(), None);
    }
}

#[tokio::test]
async fn too_many_tries_have_to_wait_whether_or_not_the_account_exists() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await.unwrap();
        let visitor = Caller::visitor();
        let mut answers = Vec::new();
        for email in ["ana@example.org", "nobody@example.org"] {
            for _ in 0..10 {
                let refused = engine.sign_in(&visitor, ask(email, "wrong")).await.err().unwrap();
                assert_eq!(code(refused), "sign_in_failed", "{}", fresh.name);
            }
            answers.push(engine.sign_in(&visitor, ask(email, "long enough")).await.err().unwrap());
        }
        assert!(matches!(answers[0], Error::TooMany { retry_after: 1..=901 }), "{answers:?}");
        assert_eq!(answers[0], answers[1]);
        pass(&engine, 16 * 60);
        assert!(engine.sign_in(&visitor, ask("ana@example.org", "long enough")).await.is_ok());
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_does_not_keep_the_owner_out() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await.unwrap();
        let visitor = Caller::visitor();
        let from = |address: &str, password: &str| SignIn {
            from: address.to_owned(),
            ..ask("ana@example.org", password)
        };
        for _ in 0..40 {
            engine.sign_in(&visitor, from("203.0.113.9", "wrong")).await.err().unwrap();
        }
        let refused = engine.sign_in(&visitor, from("203.0.113.9", "long enough")).await.err().unwrap();
        assert!(matches!(refused, Error::TooMany { retry_after: 800.. }), "{refused:?}");
        assert!(engine.sign_in(&visitor, from("192.0.2.1", "long enough")).await.is_ok(), "{}", fresh.name);

        // Guessing from many addresses at once meets a ceiling, whose wait is short.
        for guess in 0..200 {
            let address = format!("198.51.100.{}", guess / 10);
            engine.sign_in(&visitor, from(&address, "wrong")).await.err().unwrap();
        }
        let slowed = engine.sign_in(&visitor, from("192.0.2.1", "wrong")).await.err().unwrap();
        assert!(matches!(slowed, Error::TooMany { retry_after: 1..=30 }), "{slowed:?}");
        pass(&engine, 31);
        assert!(engine.sign_in(&visitor, from("192.0.2.1", "long enough")).await.is_ok(), "{}", fresh.name);
    }
}

#[tokio::test]
async fn what_has_ended_is_swept_and_what_failed_for_good_stays() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let admin = engine.add_person(&Caller::system(), person("Ada", "ada@example.org", vec![])).await;
        let admin = Caller::person(admin.unwrap().id, vec![Role::Administrator]);
        let new = || NewProgramme { slug: "award".to_owned(), name: Localized::english("Award") };
        let once = || Some(Once::new("key-1", "createProgramme", &"award").unwrap());
        let made = engine.create_programme(&admin, new(), once()).await.unwrap();
        assert_eq!(engine.create_programme(&admin, new(), once()).await.unwrap(), made);
        engine.ask_for_reset(&Caller::visitor(), "ada@example.org", "192.0.2.1").await.unwrap();
        // Mail that leaves, and mail whose folder is in the way of nothing but itself.
        engine.work_once().await.unwrap();
        let role = Role::Editor { programme: made.id };
        engine.invite(&admin, invitation("ed@example.org", "Ed", role)).await.unwrap();
        let folder = fresh.folder.path().join("mail");
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::write(&folder, "in the way").unwrap();
        for _ in 0..14 {
            engine.work_once().await.unwrap();
            pass(&engine, 3 * 60 * 60);
        }
        let count = async |engine: &Engine| {
            let counts = engine.count_outbox(&admin).await.unwrap();
            counts.into_iter().filter(|(_, count)| *count > 0).collect::<Vec<_>>()
        };
        assert_eq!(count(&engine).await, [(MailState::Done, 1), (MailState::Dead, 1)], "{}", fresh.name);

        engine.sweep().await.unwrap();
        // The key is a day old by now: the same request is a new one, and refused as such.
        let again = engine.create_programme(&admin, new(), once()).await.unwrap_err();
        assert_eq!(code(again), "slug_taken");
        assert_eq!(count(&engine).await, [(MailState::Done, 1), (MailState::Dead, 1)]);
        pass(&engine, 31 * 24 * 60 * 60);
        engine.sweep().await.unwrap();
        assert_eq!(count(&engine).await, [(MailState::Dead, 1)]);
    }
}

#[tokio::test]
async fn the_organiser_of_one_edition_sees_its_mail_and_no_other() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let system = Caller::system();
        let programme = programme(&engine, "award").await;
        let mut editions = Vec::new();
        for slug in ["e-1", "e-2"] {
            let new: NewEdition = serde_json::from_value(serde_json::json!({
                "programme": programme, "slug": slug, "name": Localized::english(slug), "year": 2026,
            }))
            .unwrap();
            let edition = engine.create_edition(&system, new, None).await.unwrap().id;
            let role = Role::Auditor { programme, edition: Some(edition) };
            engine.invite(&system, invitation(&format!("{slug}@example.org"), slug, role)).await.unwrap();
            editions.push(edition);
        }
        let role = Role::Auditor { programme, edition: None };
        engine.invite(&system, invitation("all@example.org", "All", role)).await.unwrap();
        let seen = async |edition| {
            let caller = Caller::person(
                kapok_base::PersonId(programme.0),
                vec![Role::Organiser { programme, edition }],
            );
            let found = engine.list_outbox(&caller, None, &PageRequest::default()).await.unwrap().items;
            let counted: u64 =
                engine.count_outbox(&caller).await.unwrap().iter().map(|(_, count)| count).sum();
            assert_eq!(usize::try_from(counted).unwrap(), found.len());
            let mut to: Vec<_> = found.into_iter().map(|mail| mail.to).collect();
            to.sort();
            to
        };
        assert_eq!(seen(Some(editions[0])).await, ["e-1@example.org"], "{}", fresh.name);
        assert_eq!(seen(None).await, ["all@example.org", "e-1@example.org", "e-2@example.org"]);
    }
}

#[tokio::test]
async fn a_session_lasts_while_it_is_used_and_no_longer_than_two_months() {
    let day = 24 * 60 * 60;
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await.unwrap();
        let visitor = Caller::visitor();
        let sign_in = || engine.sign_in(&visitor, ask("ana@example.org", "long enough"));
        let (used, unused) = (sign_in().await.ok().unwrap().token, sign_in().await.ok().unwrap().token);
        for _ in 0..4 {
            pass(&engine, 13 * day);
            assert!(engine.caller_for_session(&used).await.unwrap().is_some(), "{}", fresh.name);
        }
        assert_eq!(engine.caller_for_session(&unused).await.unwrap(), None);
        pass(&engine, 9 * day);
        assert_eq!(engine.caller_for_session(&used).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_a_link_that_works_once() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let visitor = Caller::visitor();
        engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await.unwrap();
        let before =
            engine.sign_in(&visitor, ask("ana@example.org", "long enough")).await.ok().unwrap().token;
        for email in ["ana@example.org", "nobody@example.org"] {
            engine.ask_for_reset(&visitor, email, "192.0.2.1").await.unwrap();
        }
        assert_eq!(engine.work_once().await.unwrap(), 2);
        let mails = mails(&fresh);
        assert_eq!(mails.len(), 1, "{}: nobody else is written to", fresh.name);
        let token = link(&mails[0]);
        assert_eq!(engine.see_link(&visitor, &token).await.unwrap().kind, LinkKind::Reset);

        let follow = |password: &str| {
            engine.follow_link(&visitor, &token, None, Some(password.to_owned()), "192.0.2.1")
        };
        assert_eq!(code(follow("short").await.err().unwrap()), "password_too_short");
        let signed_in = follow("another one").await.ok().unwrap();
        assert_eq!(signed_in.person.name, "Ana");
        assert_eq!(follow("a third one").await.err().unwrap(), Error::NotFound);
        assert_eq!(engine.caller_for_session(&before).await.unwrap(), None, "other sessions end");
        assert!(engine.sign_in(&visitor, ask("ana@example.org", "long enough")).await.is_err());
        assert!(engine.sign_in(&visitor, ask("ana@example.org", "another one")).await.is_ok());
        // Nothing is kept of the address that nobody has.
        let outbox = engine.list_outbox(&Caller::system(), None, &PageRequest::default()).await.unwrap();
        assert!(outbox.items.iter().all(|mail| mail.to == "ana@example.org"));
    }
}

#[tokio::test]
async fn a_link_ends() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await.unwrap();
        engine.ask_for_reset(&Caller::visitor(), "ana@example.org", "192.0.2.1").await.unwrap();
        engine.work_once().await.unwrap();
        pass(&engine, 2 * 60 * 60);
        let seen = engine.see_link(&Caller::visitor(), &link(&mails(&fresh)[0])).await;
        assert_eq!(seen.err().unwrap(), Error::NotFound, "{}", fresh.name);
    }
}

#[tokio::test]
async fn an_invited_person_accepts_and_holds_the_role_from_then_on() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let (mine, other) = (programme(&engine, "mine").await, programme(&engine, "other").await);
        let organiser = Role::Organiser { programme: mine, edition: None };
        let li = engine
            .add_person(&Caller::system(), person("Li", "li@example.org", vec![organiser]))
            .await
            .unwrap();
        let li = Caller::person(li.id, vec![organiser]);
        let auditor = |programme| Role::Auditor { programme, edition: None };

        let invited = engine.invite(&li, invitation("Eve@example.org", "Eve", auditor(mine))).await.unwrap();
        let beyond = engine.invite(&li, invitation("eve@example.org", "Eve", auditor(other))).await;
        assert_eq!(beyond.unwrap_err(), Error::NotFound);
        let above = engine.invite(&li, invitation("eve@example.org", "Eve", Role::Administrator)).await;
        assert_eq!(above.unwrap_err(), Error::NotFound);
        let judge = Role::Judge { programme: mine, edition: mine.0.into(), panel: mine.0.into() };
        let nowhere = engine.invite(&li, invitation("eve@example.org", "Eve", judge)).await;
        assert_eq!(nowhere.unwrap_err(), Error::NotFound);

        engine.work_once().await.unwrap();
        let mail = mails(&fresh).into_iter().find(|m| m.contains("eve@example.org")).unwrap();
        assert!(mail.contains("Li invites you") && mail.contains("Auditor"), "{mail}");
        let token = link(&mail);
        let visitor = Caller::visitor();
        let password = Some("long enough".to_owned());
        let signed_in = engine
            .follow_link(&visitor, &token, Some("Eva".to_owned()), password, "192.0.2.1")
            .await
            .ok()
            .unwrap();
        assert_eq!(signed_in.person.name, "Eva");
        let eve = engine.caller_for_session(&signed_in.token).await.unwrap().unwrap();
        assert_eq!(eve.roles(), [auditor(mine)]);
        let seen = engine.list_people(&eve, mine, None).await.unwrap();
        assert_eq!(seen.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Eva", "Li"]);
        assert!(seen.iter().all(|m| m.email.is_none()), "an auditor sees no addresses");
        assert_eq!(engine.list_people(&eve, other, None).await.unwrap_err(), Error::NotFound);

        engine.revoke_role(&li, invited.grant).await.unwrap();
        let eve = engine.caller_for_session(&signed_in.token).await.unwrap().unwrap();
        assert!(
            eve.roles().is_empty(),
            "{}: a role ends at once, in sessions that have begun too",
            fresh.name
        );
    }
}

#[tokio::test]
async fn an_organiser_cannot_tell_who_had_an_account_before() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let mine = programme(&engine, "mine").await;
        let organiser = Role::Organiser { programme: mine, edition: None };
        engine
            .add_person(&Caller::system(), person("Known Elsewhere", "a@example.org", vec![]))
            .await
            .unwrap();
        let li = engine
            .add_person(&Caller::system(), person("Li", "li@example.org", vec![organiser]))
            .await
            .unwrap();
        let li = Caller::person(li.id, vec![organiser]);
        for email in ["a@example.org", "b@example.org"] {
            let invited =
                engine.invite(&li, invitation(email, "Guest", Role::Editor { programme: mine })).await;
            assert_eq!(invited.unwrap().name, "Guest");
        }
        engine.work_once().await.unwrap();
        let seen = engine.list_people(&li, mine, None).await.unwrap();
        let guests: Vec<_> = seen.iter().filter(|m| m.role != organiser).collect();
        assert!(guests.iter().all(|m| m.name == "Guest" && m.accepted_at.is_none()), "{}", fresh.name);
        let outbox = engine.list_outbox(&li, None, &PageRequest::default()).await.unwrap();
        assert_eq!(outbox.items.len(), 2);
        for mail in outbox.items {
            let text = engine.get_mail(&li, mail.id).await.unwrap().text;
            assert_eq!(text, None, "a link that signs in is for its addressee");
        }
        // A role that was not accepted gives nothing, to the owner of an account either.
        let known =
            engine.sign_in(&Caller::visitor(), ask("a@example.org", "long enough")).await.ok().unwrap();
        assert!(engine.caller_for_session(&known.token).await.unwrap().unwrap().roles().is_empty());
    }
}

#[tokio::test]
async fn a_judge_who_accepts_has_a_seat_and_loses_it_with_the_right() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let (system, visitor) = (Caller::system(), Caller::visitor());
        let programme = programme(&engine, "award").await;
        let new = NewEdition {
            programme,
            slug: "2026".to_owned(),
            name: Localized::english("2026"),
            year: 2026,
            form: None,
            deadlines: Default::default(),
            eligibility: Default::default(),
            labels: Vec::new(),
            synthetic: false,
        };
        let edition = engine.create_edition(&system, new, None).await.unwrap().id;
        let panel = engine.create_panel(&system, edition, Localized::english("Jury"), None).await.unwrap();
        let role = Role::Judge { programme, edition, panel: panel.id };
        let invited = engine.invite(&system, invitation("jo@example.org", "Jo", role)).await.unwrap();
        let elsewhere = Role::Judge { programme, edition: programme.0.into(), panel: panel.id };
        let refused = engine.invite(&system, invitation("jo@example.org", "Jo", elsewhere)).await;
        assert_eq!(refused.unwrap_err(), Error::NotFound, "{}: of another edition", fresh.name);
        let judges = || async { engine.list_panels(&system, edition).await.unwrap().remove(0).judges };
        assert!(!judges().await[0].accepted);
        engine.work_once().await.unwrap();
        let password = Some("long enough".to_owned());
        let followed =
            engine.follow_link(&visitor, &link(&mails(&fresh)[0]), None, password, "192.0.2.1").await;
        let token = followed.ok().unwrap().token;
        assert!(judges().await[0].accepted);
        assert_eq!(engine.caller_for_session(&token).await.unwrap().unwrap().roles(), [role]);
        engine.revoke_role(&system, invited.grant).await.unwrap();
        assert!(judges().await.is_empty(), "{}", fresh.name);
        assert!(engine.caller_for_session(&token).await.unwrap().unwrap().roles().is_empty());
    }
}

#[tokio::test]
async fn a_token_acts_within_its_scope_until_it_is_revoked() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let new = person("Ana", "ana@example.org", vec![Role::Administrator, Role::Researcher]);
        let ana = engine.add_person(&Caller::system(), new).await.unwrap();
        let caller = Caller::person(ana.id, vec![Role::Administrator]);
        let scope = TokenScope { roles: Some(vec![RoleName::Researcher]), read_only: true };
        let in_a_day = Instant::from_micros(database::start().as_micros() + 86_400_000_000);
        let new = |expires_at| NewToken { name: "script".to_owned(), scope: scope.clone(), expires_at };
        let (token, secret) = engine.create_token(&caller, new(Some(in_a_day))).await.unwrap();
        let program = engine.caller_for_token(&secret).await.unwrap().unwrap();
        assert_eq!((program.roles(), program.is_read_only()), (&[Role::Researcher][..], true));
        assert_eq!(engine.create_token(&program, new(None)).await.unwrap_err(), Error::ReadOnlyToken);

        let wide = NewToken { name: "wide".to_owned(), scope: TokenScope::default(), expires_at: None };
        let (_, wide_secret) = engine.create_token(&caller, wide).await.unwrap();
        let wide = engine.caller_for_token(&wide_secret).await.unwrap().unwrap();
        assert_eq!(engine.create_token(&wide, new(None)).await.unwrap_err(), Error::Forbidden);

        pass(&engine, 86_400);
        assert_eq!(engine.caller_for_token(&secret).await.unwrap(), None, "it has ended");
        assert_eq!(engine.list_tokens(&caller).await.unwrap().len(), 2);
        engine.revoke_token(&caller, token.id).await.unwrap();
        assert_eq!(engine.revoke_token(&caller, token.id).await.unwrap_err(), Error::NotFound);
        assert_eq!(engine.caller_for_token("kapok_nonsense").await.unwrap(), None, "{}", fresh.name);
        assert!(engine.caller_for_token(&wide_secret).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn an_account_is_changed_over_the_version_it_was_read_at() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let ana =
            engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await.unwrap();
        let taken = engine.add_person(&Caller::system(), person("Ana", "ana@example.org", vec![])).await;
        assert_eq!(code(taken.unwrap_err()), "email_taken");
        let caller = Caller::person(ana.id, vec![]);
        let change = |name: &str| AccountChange { name: name.to_owned(), locale: Locale::ZhHans };
        let changed = engine.save_account(&caller, change("安娜"), ana.version).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.locale), ("安娜", Locale::ZhHans));
        assert_eq!(
            engine.save_account(&caller, change("Anna"), ana.version).await.unwrap_err(),
            Error::Stale
        );

        let present = "long enough".to_owned();
        let wrong = engine.change_password(&caller, "wrong".into(), "another one".into(), None).await;
        assert_eq!(code(wrong.unwrap_err()), "password_wrong");
        engine.change_password(&caller, present, "another one".into(), None).await.unwrap();
        assert!(engine.sign_in(&Caller::visitor(), ask("ana@example.org", "another one")).await.is_ok());
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let ana = engine
            .add_person(&Caller::system(), person("Ana", "ana@example.org", vec![Role::Administrator]))
            .await
            .unwrap();
        let grant = engine.grant_role(&Caller::system(), ana.id, Role::Administrator).await.unwrap();
        let refused = engine.revoke_role(&Caller::system(), grant).await.unwrap_err();
        assert_eq!(code(refused), "last_administrator", "{}", fresh.name);
    }
}

#[tokio::test]
async fn mail_that_cannot_leave_is_tried_again_and_then_laid_aside_in_sight() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let system = Caller::system();
        // A file where the folder should be keeps every mail from leaving.
        let folder = fresh.folder.path().join("mail");
        std::fs::write(&folder, "in the way").unwrap();
        engine.add_person(&system, person("Ana", "ana@example.org", vec![])).await.unwrap();
        engine.ask_for_reset(&Caller::visitor(), "ana@example.org", "192.0.2.1").await.unwrap();
        assert_eq!(engine.work_once().await.unwrap(), 1);
        let page = PageRequest::default();
        let waiting = engine.list_outbox(&system, Some(MailState::Waiting), &page).await.unwrap().items;
        assert!(waiting[0].last_error.is_some() && waiting[0].due_at > engine.clock().now(), "{waiting:?}");
        assert_eq!(engine.work_once().await.unwrap(), 0, "not before it is due again");
        assert_eq!(code(engine.retry_mail(&system, waiting[0].id).await.unwrap_err()), "mail_not_failed");
        for _ in 0..11 {
            pass(&engine, 2 * 60 * 60);
            assert_eq!(engine.work_once().await.unwrap(), 1);
        }
        let dead = engine.list_outbox(&system, Some(MailState::Dead), &page).await.unwrap().items;
        assert_eq!((dead.len(), dead[0].attempts), (1, 12), "{}", fresh.name);
        assert_eq!(
            engine.list_outbox(&Caller::visitor(), None, &page).await.unwrap_err(),
            Error::SignInNeeded
        );

        std::fs::remove_file(&folder).unwrap();
        engine.retry_mail(&system, dead[0].id).await.unwrap();
        assert_eq!(engine.work_once().await.unwrap(), 1);
        let text = engine.get_mail(&system, dead[0].id).await.unwrap();
        assert_eq!(text.mail.state, MailState::Done);
        assert!(text.text.unwrap().contains("/link/"), "an administrator reads mail that stays in the house");
    }
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        for n in 0..8 {
            let email = format!("p{n}@example.org");
            engine
                .add_person(&Caller::system(), NewPerson { password: None, ..person("P", &email, vec![]) })
                .await
                .unwrap();
            engine.ask_for_reset(&Caller::visitor(), &email, &format!("192.0.2.{n}")).await.unwrap();
        }
        let (one, two) = tokio::join!(engine.work_once(), engine.work_once());
        assert_eq!(one.unwrap() + two.unwrap(), 8, "{}", fresh.name);
        assert_eq!(mails(&fresh).len(), 8);
    }
}
