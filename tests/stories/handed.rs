//! Links that are handed over where mail does not arrive: they open no account that somebody has, and tell of none.

use kapok_access::Role;
use kapok_base::{Instant, Locale, Localized, ProgrammeId};
use kapok_engine::people::{Invitation, LinkView, NewPerson, SignIn, SignedIn};
use kapok_engine::{Caller, Engine, Error, NewProgramme};
use kapok_store::ledger;
use kapok_tests::database::{self, Fresh};

const OWN: &str = "her own password";
const NEW: &str = "a new password";

async fn programme(engine: &Engine, slug: &str) -> ProgrammeId {
    let new = NewProgramme { slug: slug.to_owned(), name: Localized::english(slug) };
    engine.create_programme(&Caller::system(), new, None).await.unwrap().id
}

async fn account(engine: &Engine, name: &str, roles: Vec<Role>) -> Caller {
    let email = format!("{}@example.org", name.to_lowercase());
    let password = Some(OWN.to_owned());
    let new =
        NewPerson { name: name.to_owned(), email, locale: Locale::ZhHans, password, roles: roles.clone() };
    Caller::person(engine.add_person(&Caller::system(), new).await.unwrap().id, roles)
}

fn invitation(email: &str, role: Role) -> Invitation {
    Invitation { email: email.to_owned(), name: "Dr Guest".to_owned(), locale: Locale::En, role }
}

fn secret(link: &str) -> String {
    let secret = link.rsplit("/link/").next().unwrap();
    secret.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

async fn follow(engine: &Engine, token: &str, password: &str) -> Result<SignedIn, Error> {
    let (name, password) = (Some("Guest".to_owned()), Some(password.to_owned()));
    engine.follow_link(&Caller::visitor(), token, name, password, "192.0.2.1").await
}

fn code<T>(answer: Result<T, Error>) -> String {
    match answer.err().unwrap() {
        Error::Refused(refusal) => refusal.code.to_owned(),
        other => format!("{other:?}"),
    }
}

fn mailed(fresh: &Fresh, holding: &str) -> String {
    let folder = std::fs::read_dir(fresh.folder.path().join("mail")).unwrap();
    let texts = folder.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    secret(&texts.into_iter().find(|text| text.contains(holding) && text.contains("/link/")).unwrap())
}

#[tokio::test]
async fn a_handed_over_invitation_opens_an_account_by_its_own_password_alone() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let mine = programme(&engine, "mine").await;
        let li = account(&engine, "Li", vec![Role::Organiser { programme: mine, edition: None }]).await;
        let root = account(&engine, "Root", vec![Role::Administrator]).await;
        let auditor = Role::Auditor { programme: mine, edition: None };
        let mut seen: Vec<LinkView> = Vec::new();
        for email in ["root@example.org", "nobody@example.org"] {
            let member = engine.invite(&li, invitation(email, auditor)).await.unwrap();
            let made = engine.hand_over_invitation(&li, member.grant).await.unwrap();
            seen.push(engine.see_link(&Caller::visitor(), &secret(&made.link)).await.unwrap());
            let short = code(follow(&engine, &secret(&made.link), "short").await);
            assert_eq!(short, "password_too_short", "{}", fresh.name);
            if email.starts_with("root") {
                // The organiser follows the link: the administrator's account stays closed, its password unchanged.
                assert_eq!(code(follow(&engine, &secret(&made.link), NEW).await), "sign_in_failed");
                let ask = |password: &str| SignIn {
                    email: email.to_owned(),
                    password: password.to_owned(),
                    from: "192.0.2.9".to_owned(),
                };
                assert!(engine.sign_in(&Caller::visitor(), ask(NEW)).await.is_err());
                let signed_in = follow(&engine, &secret(&made.link), OWN).await.ok().unwrap();
                assert_eq!(
                    (signed_in.person.id, signed_in.person.name.as_str()),
                    (root.person_id().unwrap(), "Root")
                );
                assert_eq!(code(follow(&engine, &secret(&made.link), OWN).await), "NotFound");
                assert_eq!(code(engine.hand_over_invitation(&li, member.grant).await), "invitation_accepted");
            }
        }
        // Both pages say the same, but for the address that the organiser knows.
        let like = |view: &LinkView| LinkView { email: String::new(), ..view.clone() };
        assert_eq!(like(&seen[0]), like(&seen[1]));
        assert_eq!(seen[0].name, "Dr Guest");
    }
}

#[tokio::test]
async fn whoever_claims_an_account_by_a_handed_over_link_loses_it_to_whom_mail_reaches() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let (mine, other) = (programme(&engine, "mine").await, programme(&engine, "other").await);
        let li = account(&engine, "Li", vec![Role::Organiser { programme: mine, edition: None }]).await;
        let auditor = |programme| Role::Auditor { programme, edition: None };
        let member = engine.invite(&li, invitation("guest@example.org", auditor(mine))).await.unwrap();
        let first = engine.hand_over_invitation(&li, member.grant).await.unwrap();
        let second = engine.hand_over_invitation(&li, member.grant).await.unwrap();
        assert_eq!(code(follow(&engine, &secret(&first.link), NEW).await), "NotFound", "replaced");
        let claimed = follow(&engine, &secret(&second.link), NEW).await.ok().unwrap();
        assert!(engine.caller_for_session(&claimed.token).await.unwrap().is_some());

        // Another programme invites the same address, by mail.
        let system = Caller::system();
        engine.invite(&system, invitation("guest@example.org", auditor(other))).await.unwrap();
        while engine.work_once().await.unwrap() > 0 {}
        let token = mailed(&fresh, "part in other");
        let view = engine.see_link(&Caller::visitor(), &token).await.unwrap();
        assert!(view.needs_password && !view.handed, "{}", fresh.name);
        let signed_in = follow(&engine, &token, "the owner's password").await.ok().unwrap();
        let owner = engine.caller_for_session(&signed_in.token).await.unwrap().unwrap();
        assert_eq!(owner.roles(), [auditor(mine), auditor(other)]);
        assert_eq!(engine.caller_for_session(&claimed.token).await.unwrap(), None, "the other session ended");
        let ask =
            SignIn { email: "guest@example.org".into(), password: NEW.into(), from: "192.0.2.9".into() };
        assert!(engine.sign_in(&Caller::visitor(), ask).await.is_err());
    }
}

#[tokio::test]
async fn organisers_hand_over_their_own_invitations_and_no_passwords() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let (mine, other) = (programme(&engine, "mine").await, programme(&engine, "other").await);
        let li = account(&engine, "Li", vec![Role::Organiser { programme: mine, edition: None }]).await;
        let ana = account(&engine, "Ana", vec![Role::Auditor { programme: mine, edition: None }]).await;
        let auditor = Role::Auditor { programme: other, edition: None };
        let foreign = engine.invite(&Caller::system(), invitation("x@example.org", auditor)).await.unwrap();
        assert_eq!(code(engine.hand_over_invitation(&li, foreign.grant).await), "NotFound");
        let ana_id = ana.person_id().unwrap();
        assert_eq!(code(engine.hand_over_reset(&li, ana_id).await), "Forbidden");
        assert_eq!(code(engine.hand_over_invitation(&ana, foreign.grant).await), "Forbidden");

        let made = engine.hand_over_reset(&Caller::system(), ana_id).await.unwrap();
        let signed_in = follow(&engine, &secret(&made.link), NEW).await.ok().unwrap();
        assert_eq!(signed_in.person.id, ana_id, "{}", fresh.name);
        let made = engine.hand_over_reset(&Caller::system(), ana_id).await.unwrap();
        engine.clock().set(Instant::from_micros(made.expires_at.as_micros()));
        assert_eq!(code(follow(&engine, &secret(&made.link), NEW).await), "NotFound");
        let mut told = 0;
        for _ in 0..50 {
            let rows = ledger::after(&engine.store().read(), 0, 1000).await.unwrap();
            told = rows.iter().filter(|row| row.kind == "link_handed_over").count();
            if told == 2 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(told, 2);
    }
}
