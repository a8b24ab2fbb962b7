//! From the call for entries to the receipt: editions, entities, dossiers and seals, on both databases.

use kapok_access::Role;
use kapok_base::{Clock, Instant, Locale, Localized, PersonId, Version};
use kapok_engine::judge::NewScreening;
use kapok_engine::submit::{
    Asked, Change, Edition, EditionChange, EditionView, Entity, Move, NewEdition, NewSubmission, Submission,
};
use kapok_engine::{Caller, Engine, Error, NewProgramme, Once};
use kapok_judging::transition::Screening;
use kapok_store::people::{self, Person};
use kapok_submission::{
    Consent, EntityKind, EntityRecord, GivenDeadlines, InTime, Licence, LocalTime, SealedContent, digest,
};
use kapok_tests::database;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const BEFORE: &str = "2026-03-31T15:59:59.999999Z";
const AFTER: &str = "2026-03-31T16:00:00Z";

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn set(engine: &Engine, to: &str) {
    let clock: &Clock = engine.clock();
    clock.set(at(to));
}

async fn person(engine: &Engine, name: &'static str) -> PersonId {
    let store = engine.store();
    store
        .write(move |tx| async move {
            let id: PersonId = tx.secret_id();
            let person = Person {
                id,
                name: name.to_owned(),
                email: Some(format!("{name}@example.org")),
                locale: Locale::En,
                has_password: false,
                created_at: tx.now(),
                version: Version::FIRST,
            };
            people::create(&tx, &person, None).await?;
            Ok::<_, Error>(id)
        })
        .await
        .unwrap()
}

fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> &'static str {
    match answer.unwrap_err() {
        Error::Refused(refusal) => refusal.code,
        Error::NotFound => "not found",
        Error::Stale => "stale",
        Error::Forbidden => "forbidden",
        Error::SignInNeeded => "sign in",
        other => panic!("{other:?}"),
    }
}

fn map(value: Value) -> BTreeMap<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn deadlines() -> GivenDeadlines {
    let closes = LocalTime { local: "2026-03-31T23:59:59".into(), zone: "Asia/Shanghai".into() };
    GivenDeadlines { closes: Some(closes), ..GivenDeadlines::default() }
}

fn new_edition(programme: kapok_base::ProgrammeId) -> NewEdition {
    serde_json::from_value(json!({
        "programme": programme, "slug": "gz-2026", "name": Localized::english("Sixth edition"), "year": 2026,
    }))
    .unwrap()
}

fn city(name: &str) -> EntityRecord {
    EntityRecord {
        kind: EntityKind::City,
        name: Localized::english(name),
        country: "CO".into(),
        region: None,
        population: Some(2_500_000),
        lat: Some(6.25),
        lon: Some(-75.56),
    }
}

fn whole() -> BTreeMap<String, Value> {
    let long = "It rained, and the water had nowhere to go; now it does. ".repeat(4);
    map(json!({
        "title": "Rain gardens", "summary": long, "themes": ["water"], "goals": [11, 13], "started": "2021-05-01",
        "contact_name": "Ana", "contact_email": "ana@medellin.example", "background": long, "innovation": long,
        "process": long, "outcomes": long, "lessons": long,
    }))
}

fn consent() -> Asked {
    Asked { consent: Consent { publish: true, licence: Some(Licence::By) } }
}

struct Stage {
    engine: Engine,
    organiser: Caller,
    entrant: Caller,
    edition: Edition,
    entity: Entity,
}

/// An open edition and an entrant who acts for a city.
async fn stage(fresh: &database::Fresh) -> Stage {
    let engine = fresh.engine().await;
    let new = NewProgramme { slug: "guangzhou".into(), name: Localized::english("Guangzhou Award") };
    let programme = engine.create_programme(&Caller::system(), new, None).await.unwrap();
    let role = Role::Organiser { programme: programme.id, edition: None };
    let organiser = Caller::person(person(&engine, "Li").await, vec![role]);
    let edition = engine.create_edition(&organiser, new_edition(programme.id), None).await.unwrap();
    let change = EditionChange { deadlines: Some(deadlines()), ..EditionChange::default() };
    let edition = engine.update_edition(&organiser, edition.id, edition.version, change).await.unwrap();
    let open = Move { to: "open".into(), round: None, reason: None };
    let edition = engine.move_edition(&organiser, edition.id, open).await.unwrap();
    let ana = person(&engine, "Ana").await;
    let entity = engine.register_entity(&Caller::person(ana, vec![]), city("Medellín"), None).await.unwrap();
    let entrant = Caller::person(ana, vec![Role::Entrant { entity: entity.id }]);
    Stage { engine, organiser, entrant, edition, entity }
}

impl Stage {
    fn dossier(&self) -> NewSubmission {
        let language = "en".parse().unwrap();
        NewSubmission { entity: self.entity.id, language, answers: BTreeMap::new() }
    }

    async fn draft(&self) -> Submission {
        self.engine.create_submission(&self.entrant, self.edition.id, self.dossier(), None).await.unwrap()
    }

    async fn save(&self, submission: &Submission, answers: BTreeMap<String, Value>) -> Submission {
        let change = Change { answers, language: None };
        let (caller, id) = (&self.entrant, submission.id);
        self.engine.update_submission(caller, id, submission.version, change).await.unwrap()
    }
}

#[tokio::test]
async fn an_edition_is_set_up_and_opened_and_says_what_is_missing() {
    for fresh in database::both().await {
        let engine = fresh.engine().await;
        let new = NewProgramme { slug: "guangzhou".into(), name: Localized::english("Guangzhou Award") };
        let programme = engine.create_programme(&Caller::system(), new, None).await.unwrap();
        let organiser = Caller::person(
            person(&engine, "Li").await,
            vec![Role::Organiser { programme: programme.id, edition: None }],
        );
        let visitor = Caller::visitor();
        assert_eq!(code(engine.create_edition(&visitor, new_edition(programme.id), None).await), "sign in");
        let key = Once::new("k1", "createEdition", &new_edition(programme.id)).unwrap();
        let made =
            engine.create_edition(&organiser, new_edition(programme.id), Some(key.clone())).await.unwrap();
        let again = engine.create_edition(&organiser, new_edition(programme.id), Some(key)).await.unwrap();
        assert_eq!(made, again, "{}", fresh.name);
        assert_eq!(
            code(engine.create_edition(&organiser, new_edition(programme.id), None).await),
            "slug_taken"
        );

        assert_eq!(code(engine.get_edition(&visitor, made.id).await), "not found");
        let open = || Move { to: "open".into(), round: None, reason: None };
        let Error::Refused(refusal) = engine.move_edition(&organiser, made.id, open()).await.unwrap_err()
        else {
            panic!("an edition without a deadline opened")
        };
        assert_eq!((refusal.code, refusal.missing), ("edition_incomplete", vec!["deadline".to_owned()]));
        let next = engine.next_phase(&organiser, made.id).await.unwrap();
        assert_eq!(next.refusal.unwrap().missing, ["deadline"]);

        let change = EditionChange { deadlines: Some(deadlines()), ..EditionChange::default() };
        let stale = engine.update_edition(&organiser, made.id, Version(7), change.clone()).await;
        assert_eq!(code(stale), "stale");
        engine.update_edition(&organiser, made.id, made.version, change).await.unwrap();
        let opened = engine.move_edition(&organiser, made.id, open()).await.unwrap();
        let EditionView::Public(public) = engine.get_edition(&visitor, made.id).await.unwrap() else {
            panic!("a visitor saw what organisers see")
        };
        assert!(public.is_open);
        let jump = Move { to: "deciding".into(), round: None, reason: None };
        assert_eq!(code(engine.move_edition(&organiser, made.id, jump).await), "phase_not_next");
        let back = |reason: Option<&str>| Move {
            to: "draft".into(),
            round: None,
            reason: reason.map(str::to_owned),
        };
        assert_eq!(code(engine.move_edition(&organiser, opened.id, back(None)).await), "reason_missing");
        engine.move_edition(&organiser, opened.id, back(Some("a question is missing"))).await.unwrap();
        assert_eq!(code(engine.get_edition(&visitor, made.id).await), "not found");
    }
}

#[tokio::test]
async fn an_entity_is_registered_once_found_by_its_name_and_corrected_by_those_who_act_for_it() {
    for fresh in database::both().await {
        let Stage { engine, organiser, entrant, entity, .. } = stage(&fresh).await;
        let other = Caller::person(person(&engine, "Ben").await, vec![]);
        assert_eq!(code(engine.register_entity(&other, city("Medellín"), None).await), "entity_exists");
        let theirs = engine.register_entity(&other, city("Cali"), None).await.unwrap();
        let page = kapok_base::PageRequest::default();
        let found = engine.list_entities(&other, "MEDELL", &page).await.unwrap();
        assert_eq!(found.items.iter().map(|e| e.id).collect::<Vec<_>>(), [entity.id], "{}", fresh.name);
        assert!(engine.list_entities(&other, "%", &page).await.unwrap().items.is_empty());

        let renamed = EntityRecord { region: Some("Antioquia".into()), ..city("Medellín") };
        let (id, version) = (entity.id, entity.version);
        let changed = engine.update_entity(&entrant, id, version, renamed.clone()).await.unwrap();
        assert_eq!(changed.record, renamed);
        assert_eq!(code(engine.update_entity(&entrant, id, version, renamed.clone()).await), "stale");
        // An organiser corrects only what has entered the programme.
        let by_organiser = engine.update_entity(&organiser, theirs.id, theirs.version, city("Cali")).await;
        assert_eq!(code(by_organiser), "not found");
        assert_eq!(
            code(engine.update_entity(&entrant, theirs.id, theirs.version, renamed).await),
            "not found"
        );
    }
}

#[tokio::test]
async fn a_dossier_is_written_sealed_and_proved() {
    for fresh in database::both().await {
        let stage = stage(&fresh).await;
        let Stage { engine, organiser, entrant, edition, .. } = &stage;
        let draft = stage.draft().await;
        assert_eq!(draft.number, 1);
        let bad = Change { answers: map(json!({"title": 5, "nonsense": "x"})), language: None };
        let Error::Refused(refusal) =
            engine.update_submission(entrant, draft.id, draft.version, bad).await.unwrap_err()
        else {
            panic!("nonsense was saved")
        };
        let pointers: Vec<_> = refusal.details.iter().filter_map(|d| d.pointer.as_deref()).collect();
        assert_eq!(
            (refusal.code, pointers),
            ("answers_invalid", vec!["/answers/nonsense", "/answers/title"])
        );

        let saved = stage.save(&draft, map(json!({"title": "Rain gardens"}))).await;
        assert_eq!(saved.title, "Rain gardens");
        let late = Change::default();
        assert_eq!(code(engine.update_submission(entrant, draft.id, draft.version, late).await), "stale");
        let incomplete = engine.seal_submission(entrant, draft.id, None, consent(), None).await;
        assert_eq!(code(incomplete), "answers_incomplete");
        let saved = stage.save(&saved, whole()).await;
        let without = Asked { consent: Consent { publish: true, licence: None } };
        assert_eq!(
            code(engine.seal_submission(entrant, draft.id, None, without, None).await),
            "licence_missing"
        );

        let key = || Once::new("seal-1", "sealSubmission", &draft.id).ok();
        let version = Some(saved.version);
        let receipt = engine.seal_submission(entrant, draft.id, version, consent(), key()).await.unwrap();
        let again = engine.seal_submission(entrant, draft.id, version, consent(), key()).await.unwrap();
        assert_eq!(receipt, again, "{}", fresh.name);
        assert!(receipt.number.starts_with("GZ-2026-0001-1-"), "{}", receipt.number);
        assert_eq!(
            code(engine.seal_submission(entrant, draft.id, None, consent(), None).await),
            "submission_sealed"
        );
        let change = Change { answers: map(json!({"title": "Other"})), language: None };
        let edited = engine.update_submission(entrant, draft.id, saved.version, change).await;
        assert_eq!(code(edited), "submission_sealed");

        // The proof holds: the kept bytes are the canonical form of the content and have the receipt's hash.
        let seal = engine.get_last_seal(organiser, draft.id).await.unwrap();
        let content: SealedContent = serde_json::from_slice(&seal.bytes).unwrap();
        let (bytes, sha256) = digest(&content).unwrap();
        assert_eq!((bytes, sha256), (seal.bytes.clone(), seal.sha256));
        assert_eq!(seal.receipt, receipt);
        assert_eq!(content.sealed_at, database::start());
        assert_eq!(content.answers.0["title"], "Rain gardens");

        let counted = engine.count_submissions(organiser, edition.id).await.unwrap();
        assert_eq!(counted, BTreeMap::from([("submitted".to_owned(), 1)]));
        set(engine, AFTER);
        let screening = Move { to: "screening".into(), round: None, reason: None };
        let moved = engine.move_edition(organiser, edition.id, screening).await.unwrap();
        let judging = Move { to: "deciding".into(), round: None, reason: None };
        let Error::Refused(refusal) = engine.move_edition(organiser, moved.id, judging).await.unwrap_err()
        else {
            panic!("an unscreened entry went on")
        };
        assert_eq!(
            (refusal.code, refusal.missing),
            ("entries_unscreened", vec!["1 Rain gardens".to_owned()])
        );
    }
}

#[tokio::test]
async fn one_instant_decides_the_deadline_and_nothing_written_is_lost() {
    for fresh in database::both().await {
        let stage = stage(&fresh).await;
        let Stage { engine, entrant, edition, .. } = &stage;
        let (early, late) = (stage.draft().await, stage.draft().await);
        stage.save(&early, whole()).await;
        let late = stage.save(&late, whole()).await;
        set(engine, BEFORE);
        engine.seal_submission(entrant, early.id, None, consent(), None).await.unwrap();
        set(engine, AFTER);
        let refused = engine.seal_submission(entrant, late.id, None, consent(), None).await;
        assert_eq!(code(refused), "deadline_passed", "{}", fresh.name);
        stage.save(&late, map(json!({"title": "Kept all the same"}))).await;
        let begun = engine.create_submission(entrant, edition.id, stage.dossier(), None).await;
        assert_eq!(code(begun), "deadline_passed");
    }
}

#[tokio::test]
async fn nobody_else_reads_or_writes_a_dossier_and_a_foreign_one_looks_like_none() {
    for fresh in database::both().await {
        let stage = stage(&fresh).await;
        let Stage { engine, organiser, edition, .. } = &stage;
        let draft = stage.draft().await;
        let ben = person(engine, "Ben").await;
        let cali = engine.register_entity(&Caller::person(ben, vec![]), city("Cali"), None).await.unwrap();
        let other = Caller::person(ben, vec![Role::Entrant { entity: cali.id }]);
        let missing = kapok_base::SubmissionId(uuid::Uuid::from_u128(1));
        for id in [draft.id, missing] {
            assert_eq!(code(engine.get_submission(&other, id).await), "not found", "{}", fresh.name);
            let change = Change::default();
            assert_eq!(code(engine.update_submission(&other, id, draft.version, change).await), "not found");
            assert_eq!(code(engine.seal_submission(&other, id, None, consent(), None).await), "not found");
            assert_eq!(code(engine.withdraw_submission(&other, id, None, "x".into()).await), "not found");
        }
        assert_eq!(
            code(engine.create_submission(&other, edition.id, stage.dossier(), None).await),
            "entity_not_yours"
        );
        let by_organiser =
            engine.update_submission(organiser, draft.id, draft.version, Change::default()).await;
        assert_eq!(code(by_organiser), "forbidden");
        let withdrawn =
            engine.withdraw_submission(&stage.entrant, draft.id, None, "stopped".into()).await.unwrap();
        assert_eq!(withdrawn.state.kind(), "withdrawn");
        let again = engine.withdraw_submission(&stage.entrant, draft.id, None, "stopped".into()).await;
        assert_eq!(code(again), "submission_withdrawn");
    }
}

#[tokio::test]
async fn a_returned_dossier_is_corrected_in_time_and_a_withdrawn_one_leaves_with_its_entry() {
    for fresh in database::both().await {
        let stage = stage(&fresh).await;
        let Stage { engine, organiser, entrant, edition, .. } = &stage;
        let draft = stage.draft().await;
        stage.save(&draft, whole()).await;
        engine.seal_submission(entrant, draft.id, None, consent(), None).await.unwrap();
        let entry = engine.list_entries(organiser, edition.id).await.unwrap().remove(0).entry.id;
        let reason = Some("The budget is missing.".to_owned());
        let found = NewScreening { outcome: Screening::Returned, reason, due: None };
        engine.screen_entry(organiser, entry, None, found).await.unwrap();
        let returned = engine.get_submission(entrant, draft.id).await.unwrap();
        assert_eq!(returned.state.due().unwrap().local, "2026-03-08T23:59:59", "{}", fresh.name);
        stage.save(&returned, map(json!({"title": "Rain gardens and their cost"}))).await;
        set(engine, "2026-03-08T16:00:00Z");
        let late = engine.seal_submission(entrant, draft.id, None, consent(), None).await;
        assert_eq!(code(late), "correction_overdue");
        set(engine, "2026-03-08T15:59:59.9Z");
        let receipt = engine.seal_submission(entrant, draft.id, None, consent(), None).await.unwrap();
        assert_eq!((receipt.seal, receipt.in_time), (2, InTime::Correction));
        let titles: Vec<_> = engine.list_seals(entrant, draft.id).await.unwrap();
        let titles: Vec<_> = titles.iter().map(|seal| seal.content.answers.0["title"].clone()).collect();
        assert_eq!(titles, ["Rain gardens", "Rain gardens and their cost"]);
        let row = engine.list_entries(organiser, edition.id).await.unwrap().remove(0).entry;
        assert_eq!((row.stage.kind(), row.title.as_str()), ("sealed", "Rain gardens and their cost"));
        engine.withdraw_submission(entrant, draft.id, None, "stopped".into()).await.unwrap();
        let row = engine.list_entries(organiser, edition.id).await.unwrap().remove(0).entry;
        assert_eq!(row.stage.kind(), "withdrawn");
    }
}
