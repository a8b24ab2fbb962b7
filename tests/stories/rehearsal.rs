//! A rehearsal is played through, tells nobody, mails nobody, and is wiped without a trace.

use crate::judging::scene::{Scene, at, code, scene};
use kapok_access::Role;
use kapok_base::{
    AnnouncementId, ComparisonId, Deadline, EditionId, EntryId, Instant, Localized, PageRequest, PersonId,
};
use kapok_engine::judge::{Comparison, NewHearing, NewScreening, NewShortlist, NewSlot, Wanted};
use kapok_engine::letters::{Audience, Content, Dossiers, Sending};
use kapok_engine::mail::MailState;
use kapok_engine::submit::{Move, Rehearsal};
use kapok_engine::{Caller, Engine, Error};
use kapok_judging::comparison;
use kapok_judging::motion::{Asked, Settled};
use kapok_judging::profile;
use kapok_judging::scorecard::Given;
use kapok_judging::stage::Stage;
use kapok_judging::transition::Screening;
use kapok_store::{comparisons, grants, ledger, rehearsals};
use kapok_tests::database::{self, Fresh};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::collections::{BTreeMap, BTreeSet};

const WITH_DOSSIERS: Rehearsal = Rehearsal { shift_days: 0, dossiers: true };

async fn connection(fresh: &Fresh) -> DatabaseConnection {
    let url = match &fresh.location {
        kapok_engine::Location::Sqlite(path) => format!("sqlite:{}", path.display()),
        kapok_engine::Location::Postgres(url) => url.clone(),
    };
    Database::connect(url).await.unwrap()
}

async fn texts(db: &DatabaseConnection, sql: String) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'seaql%'"
        }
        _ => {
            "SELECT table_name::text FROM information_schema.tables
             WHERE table_schema = 'public' AND table_name NOT LIKE 'seaql%'"
        }
    };
    texts(db, sql.to_owned()).await
}

async fn columns(db: &DatabaseConnection, table: &str) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
        _ => format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'"),
    };
    texts(db, sql).await
}

/// Every row of every table but the ledger's, as text.
async fn everything(db: &DatabaseConnection) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for table in tables(db).await {
        if table.starts_with("ledger") || table == "lease" {
            continue;
        }
        let sql = match db.get_database_backend() {
            DbBackend::Sqlite => {
                let columns = columns(db, &table).await;
                let quoted: Vec<_> = columns.iter().map(|column| format!("quote({column})")).collect();
                format!("SELECT {} FROM {table}", quoted.join(" || ' ' || "))
            }
            _ => format!("SELECT t::text FROM {table} t"),
        };
        all.insert(table, texts(db, sql).await.into_iter().collect());
    }
    all
}

/// A judge with all the roles that they hold by now.
async fn judge(engine: &Engine, person: PersonId) -> Caller {
    Caller::person(person, grants::of_person(&engine.store().read(), person).await.unwrap())
}

async fn go(scene: &Scene, edition: EditionId, to: &str) {
    let asked = Move { to: to.to_owned(), round: None, reason: None };
    scene.engine.move_edition(&scene.organiser, edition, asked).await.unwrap();
}

async fn entries(scene: &Scene, edition: EditionId) -> Vec<EntryId> {
    let rows = scene.engine.list_entries(&scene.organiser, edition).await.unwrap();
    rows.into_iter().map(|row| row.entry.id).collect()
}

/// Plays a rehearsal as far as its announcement and its hearing; gives the announcement.
async fn play(scene: &Scene, edition: EditionId) -> AnnouncementId {
    let (engine, organiser) = (&scene.engine, &scene.organiser);
    let entries = entries(scene, edition).await;
    let screen = async |entry: EntryId, outcome, reason: Option<&str>| {
        let new = NewScreening { outcome, reason: reason.map(str::to_owned), due: None };
        engine.screen_entry(organiser, entry, None, new).await.unwrap();
    };
    screen(entries[3], Screening::Returned, Some("Which street of Medellín?")).await;
    screen(entries[3], Screening::Ineligible, Some("Not in time")).await;
    for entry in &entries[..3] {
        screen(*entry, Screening::Eligible, None).await;
    }
    go(scene, edition, "judging").await;
    let rounds = engine.list_rounds(organiser, edition).await.unwrap();
    let (person, _) = scene.judges[0];
    let wanted = entries[..3].iter().map(|entry| Wanted { entry: *entry, judge: person }).collect();
    engine.assign(organiser, rounds[0].id, wanted, None).await.unwrap();
    let caller = judge(engine, person).await;
    let told = profile::Given {
        languages: vec!["en".into()],
        countries: vec!["SE".into()],
        is_signed: true,
        ..profile::Given::default()
    };
    engine.save_own_profile(&caller, rounds[0].panel, None, told).await.unwrap();
    let due = Deadline::new("2026-06-30T12:00:00", "UTC").unwrap();
    engine.extend_judge(organiser, rounds[0].id, person, due, Some("Ill".to_owned())).await.unwrap();
    let reminded = engine.remind_judges(organiser, rounds[0].id, Some(person)).await;
    assert_eq!(code(reminded).0, "rehearsal_reminds_nobody");
    let mine = engine.list_my_assignments(&caller, Some(rounds[0].id), None).await.unwrap();
    assert!(mine.len() == 3 && mine.iter().all(|row| row.rehearsal));
    for (row, score) in mine.iter().zip(["9", "7", "5"]) {
        let given: Given = crate::judging::scene::given(&[("impact", score), ("novelty", score)]);
        engine.save_scorecard(&caller, row.assignment.id, None, given, true).await.unwrap();
        assert!(engine.get_my_assignment(&caller, row.assignment.id).await.unwrap().dossier.is_some());
    }
    // No round of this scene compares: a comparison is put there by hand, to be wiped.
    let said = Comparison {
        id: ComparisonId(uuid::Uuid::from_u128(7)),
        programme: rounds[0].programme,
        round: rounds[0].id,
        judge: person,
        number: 1,
        given: comparison::Given {
            first: mine[0].assignment.id,
            second: mine[1].assignment.id,
            outcome: comparison::Outcome::Equal,
            comment: None,
        },
        said_at: at("2026-05-01T00:00:00Z"),
    };
    let said = std::sync::Arc::new(said);
    let put = move |tx| {
        let said = said.clone();
        async move { comparisons::append(&tx, &said).await.map_err(kapok_engine::Error::from) }
    };
    engine.store().write(put).await.unwrap();
    let home = engine.judge_home(&caller).await.unwrap();
    assert!(home.rounds.iter().any(|own| own.round.id == rounds[0].id && own.done == 3), "{home:?}");
    let new = NewShortlist {
        entries: entries[..3].to_vec(),
        further: None,
        overrides: vec![],
        announcement: None,
        title: Some(Localized::english("A rehearsed shortlist")),
    };
    let asked = Asked {
        entry: entries[2],
        to: Some("deserving".into()),
        reason: "Rehearsed".into(),
        settled: Settled::Voted { in_favour: 0, against: 1, abstained: 0 },
        absent: vec![],
    };
    engine.move_entry(organiser, rounds[0].id, asked, None).await.unwrap();
    let confirmed = engine.confirm_shortlist(organiser, rounds[0].id, new).await.unwrap();
    let (announcement, _) = confirmed.decided().unwrap();
    engine.announce(organiser, announcement.id, None, None).await.unwrap();
    go(scene, edition, "judging").await;
    let slot = NewSlot { entry: entries[0], starts_at: at("2026-05-02T08:00:00Z"), minutes: 20 };
    let hearing = NewHearing {
        round: rounds[1].id,
        title: Localized::english("Water"),
        place: "Online".into(),
        zone: "UTC".into(),
        starts_at: at("2026-05-02T08:00:00Z"),
        slots: vec![slot],
    };
    engine.schedule_hearing(organiser, edition, hearing, None).await.unwrap();
    let juror = judge(engine, scene.juror.0).await;
    assert_eq!(engine.list_hearings(&juror, edition).await.unwrap().len(), 1);
    announcement.id
}

/// An organiser's letter to all entrants of the rehearsal.
async fn write(scene: &Scene, edition: EditionId) {
    let content = Content {
        subject: Localized::english("Rehearsed"),
        body: Localized::english("This must not leave."),
        reply_to: None,
        audience: Audience::Entrants(Dossiers::default()),
    };
    let letter = scene.engine.create_letter(&scene.organiser, edition, content, None).await.unwrap();
    let sent =
        scene.engine.send_letter(&scene.organiser, letter.id, Some(letter.version), Sending::default());
    sent.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_is_played_on_true_dossiers_and_wiped_without_a_trace() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, organiser) = (&scene.engine, &scene.organiser);
        engine.work_once().await.unwrap();
        engine.clock().set(at("2026-04-01T00:00:00Z"));
        let db = connection(&fresh).await;
        let before = everything(&db).await;
        let head = rows_of_ledger(engine).await.len();

        let copied = engine.copy_as_rehearsal(organiser, scene.edition, WITH_DOSSIERS, None).await.unwrap();
        let rehearsal = copied.edition.id;
        assert_eq!((copied.dossiers, copied.edition.rehearsal_of), (4, Some(scene.edition)));
        let rows = engine.list_entries(organiser, rehearsal).await.unwrap();
        assert!(rows.iter().all(|row| matches!(row.entry.stage, Stage::Sealed { .. })), "{}", fresh.name);
        let originals = engine.list_entries(organiser, scene.edition).await.unwrap();
        for (copy, original) in rows.iter().zip(&originals) {
            assert_eq!(
                (copy.entry.number, &copy.entry.title),
                (original.entry.number, &original.entry.title)
            );
            let seal = engine.get_last_seal(organiser, copy.entry.submission).await.unwrap();
            let true_one = engine.get_last_seal(organiser, original.entry.submission).await.unwrap();
            assert_eq!(seal.content.answers, true_one.content.answers);
            assert_ne!(
                seal.receipt.number, true_one.receipt.number,
                "no receipt of a rehearsal passes for a true one"
            );
        }

        play(&scene, rehearsal).await;
        write(&scene, rehearsal).await;
        // The letters were written down and did not leave.
        assert_eq!(engine.work_once().await.unwrap(), 0);
        let page = PageRequest::default();
        let held = engine.list_outbox(organiser, Some(MailState::Withheld), &page).await.unwrap().items;
        assert!(held.len() > 1 && held.iter().all(|mail| mail.edition == Some(rehearsal)), "{held:?}");
        assert!(held.iter().any(|mail| mail.kind == "returned"));
        let sent = engine.list_outbox(organiser, Some(MailState::Done), &page).await.unwrap().items;
        assert!(sent.iter().all(|mail| mail.edition == Some(scene.edition)));
        assert_eq!(code(engine.retry_mail(organiser, held[0].id).await).0, "mail_not_failed");

        for (table, condition) in rehearsals::TABLES {
            let sql = format!("SELECT COUNT(*) FROM {table} WHERE {condition}");
            let statement =
                Statement::from_sql_and_values(db.get_database_backend(), sql, [rehearsal.0.into()]);
            let count: i64 = db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap();
            let never = ["case_revision", "case_link", "case_text", "library_case", "link", "confirmation"];
            let never = never.contains(table);
            assert_eq!(count == 0, never, "{} rows of {table} to be wiped", count);
        }
        let wiped = engine.wipe_rehearsal(organiser, rehearsal).await.unwrap();
        assert!(wiped > 30, "{wiped}");
        assert_eq!(everything(&db).await, before, "{}", fresh.name);
        assert_eq!(engine.wipe_rehearsal(organiser, rehearsal).await.unwrap_err(), Error::NotFound);
        the_ledger_has_forgotten(engine, &db, head, rehearsal).await;
    }
}

async fn rows_of_ledger(engine: &Engine) -> Vec<ledger::Recorded> {
    // PostgreSQL numbers its rows a moment after their commit.
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    ledger::after(&engine.store().read(), 0, 10_000).await.unwrap()
}

/// Each row of the rehearsal is there with its hash; what it said is not, but that it was made and wiped.
async fn the_ledger_has_forgotten(
    engine: &Engine,
    db: &DatabaseConnection,
    head: usize,
    rehearsal: EditionId,
) {
    let since = rows_of_ledger(engine).await.split_off(head);
    assert!(since.len() > 15, "only {} rows", since.len());
    assert!(since.iter().enumerate().all(|(i, row)| row.position == i64::try_from(head + i + 1).unwrap()));
    let told: Vec<_> = since.iter().filter(|row| row.canonical != b"{}").collect();
    let kinds: Vec<_> = told.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(kinds, ["rehearsal_made", "rehearsal_wiped"]);
    assert!(told.iter().all(|row| row.data.get("person").is_none()));
    let salted = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT COUNT(*) FROM ledger_salt",
        _ => "SELECT COUNT(*)::bigint FROM ledger_salt",
    };
    let statement = Statement::from_string(db.get_database_backend(), salted);
    let salts: i64 = db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(usize::try_from(salts).unwrap(), head + 2, "of {rehearsal}");
    // The rows before are as they were, to the byte.
    for row in rows_of_ledger(engine).await.iter().take(head) {
        assert_ne!(row.canonical, b"{}");
    }
}

#[tokio::test]
async fn every_table_that_hangs_on_an_edition_is_wiped_with_it() {
    for fresh in database::both().await {
        drop(fresh.engine().await);
        let db = connection(&fresh).await;
        let mut hanging: BTreeSet<String> = BTreeSet::from(["edition".to_owned()]);
        loop {
            let found = hanging.len();
            for table in tables(&db).await {
                let refers = columns(&db, &table).await.into_iter().any(|column| {
                    let to = match column.as_str() {
                        "grant_id" => "role_grant",
                        "case_id" => "library_case",
                        other => other.strip_suffix("_id").unwrap_or_default(),
                    };
                    hanging.contains(to)
                });
                if refers {
                    hanging.insert(table);
                }
            }
            if hanging.len() == found {
                break;
            }
        }
        let wiped: BTreeSet<String> =
            rehearsals::TABLES.iter().map(|(table, _)| (*table).to_owned()).collect();
        assert!(hanging.len() > 15, "{hanging:?}");
        assert_eq!(hanging.difference(&wiped).collect::<Vec<_>>(), Vec::<&String>::new(), "{}", fresh.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_runs_the_programme_and_who_judges_in_it_sees_a_rehearsal() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, organiser) = (&scene.engine, &scene.organiser);
        engine.clock().set(at("2026-04-01T00:00:00Z"));
        let rehearsal =
            engine.copy_as_rehearsal(organiser, scene.edition, WITH_DOSSIERS, None).await.unwrap();
        let (id, programme) = (rehearsal.edition.id, rehearsal.edition.programme);
        play(&scene, id).await;
        let somebody = scene.judges[0].0;
        let auditor = Caller::person(somebody, vec![Role::Auditor { programme, edition: None }]);
        let editor = Caller::person(somebody, vec![Role::Editor { programme }]);
        let edition = Some(scene.edition);
        let of_one = Caller::person(somebody, vec![Role::Organiser { programme, edition }]);
        let not_found = || Error::NotFound;
        for caller in [&auditor, &of_one] {
            assert_eq!(engine.get_whole_edition(caller, id).await.unwrap_err(), not_found());
            assert_eq!(engine.list_entries(caller, id).await.unwrap_err(), not_found());
            assert_eq!(engine.list_people(caller, programme, Some(id)).await.unwrap_err(), not_found());
            engine.get_whole_edition(caller, scene.edition).await.unwrap();
        }
        let people = engine.list_people(&auditor, programme, None).await.unwrap();
        let seats = |edition: EditionId| {
            let there = |role: &Role| matches!(role, Role::Judge { edition: e, .. } if *e == edition);
            people.iter().filter(|member| there(&member.role)).count()
        };
        assert_eq!((seats(id), seats(scene.edition)), (0, 3), "{}", fresh.name);
        assert_eq!(engine.editors_desk(&editor, id).await.unwrap_err(), not_found());
        assert_eq!(engine.desk_editions(&Caller::system()).await.unwrap().len(), 1);
        assert_eq!(
            engine.editor_home(&Caller::system()).await.unwrap(),
            engine.editor_home(&editor).await.unwrap()
        );

        // The entrant neither sees the copies of their dossiers nor hears of them.
        let own = engine.list_submissions(&scene.entrant, &Default::default(), &PageRequest::default()).await;
        assert_eq!(own.unwrap().items.len(), 4);
        assert_eq!(engine.list_hearings(&scene.entrant, id).await.unwrap_err(), not_found());
        let listed = engine.list_editions(&Caller::visitor(), None).await.unwrap();
        assert_eq!(listed.iter().map(|e| e.id).collect::<Vec<_>>(), [scene.edition]);
        assert_eq!(engine.list_announced(&Caller::visitor(), id).await.unwrap_err(), not_found());
        assert_eq!(engine.get_edition(&scene.entrant, id).await.unwrap_err(), not_found());

        // Not even the administrator publishes a case from it, and its announcement opens nothing.
        let entry = entries(&scene, id).await[0];
        let refused = engine.publish_case(&Caller::system(), entry).await;
        assert_eq!(code(refused).0, "rehearsal_not_published");
        let (db, end) = (engine.store().read(), Instant::from_micros(i64::MAX));
        let public = kapok_store::announcements::public(&db, None, end);
        assert_eq!(public.await.unwrap(), vec![]);
    }
}

#[tokio::test]
async fn a_true_edition_is_never_wiped_and_a_copy_keeps_or_shifts_its_deadlines() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, organiser) = (&scene.engine, &scene.organiser);
        assert_eq!(code(engine.wipe_rehearsal(organiser, scene.edition).await).0, "not_a_rehearsal");
        assert_eq!(engine.wipe_rehearsal(&scene.entrant, scene.edition).await.unwrap_err(), Error::Forbidden);
        let original = engine.get_whole_edition(organiser, scene.edition).await.unwrap();
        let of_one = Role::Organiser { programme: original.programme, edition: Some(original.id) };
        let of_one = Caller::person(scene.judges[0].0, vec![of_one]);
        let refused = engine.copy_as_rehearsal(&of_one, scene.edition, WITH_DOSSIERS, None).await;
        assert_eq!(refused.unwrap_err(), Error::NotFound);

        let asked = Rehearsal { shift_days: 30, dossiers: false };
        let first = engine.copy_as_rehearsal(organiser, scene.edition, asked, None).await.unwrap().edition;
        assert_eq!(first.deadlines.closes.as_ref().unwrap().local, "2026-04-30T23:59:59");
        assert_eq!((first.slug.as_str(), first.phase.kind()), ("e-1-rehearsal", "draft"));
        assert_eq!((&first.form, &first.labels), (&original.form, &original.labels));
        // A copy of a copy is a rehearsal of the same edition, under a name of its own.
        let second =
            engine.copy_as_rehearsal(organiser, first.id, Rehearsal::default(), None).await.unwrap().edition;
        assert_eq!(second.rehearsal_of, Some(scene.edition));
        assert_eq!(second.slug, "e-1-rehearsal-rehearsal");
        assert_eq!(second.deadlines, first.deadlines);
        let bench = async |edition: EditionId| {
            let panels = engine.list_panels(organiser, edition).await.unwrap();
            let rounds = engine.list_rounds(organiser, edition).await.unwrap();
            let named = |round: &kapok_engine::judge::Round| {
                let panel = panels.iter().find(|panel| panel.panel.id == round.panel).unwrap();
                let judges: Vec<_> = panel.judges.iter().map(|j| (j.name.clone(), j.chair)).collect();
                (round.ordinal, round.rules.clone(), panel.panel.name.clone(), judges)
            };
            rounds.iter().map(named).collect::<Vec<_>>()
        };
        assert_eq!(bench(second.id).await, bench(scene.edition).await, "{}", fresh.name);
        assert_eq!(bench(second.id).await.iter().map(|round| round.3.len()).collect::<Vec<_>>(), [2, 1]);
        engine.wipe_rehearsal(organiser, first.id).await.unwrap();
        engine.wipe_rehearsal(organiser, second.id).await.unwrap();
        engine.get_whole_edition(organiser, scene.edition).await.unwrap();
        assert_eq!(engine.list_entries(organiser, scene.edition).await.unwrap().len(), 4);
    }
}
