//! From screening to the winners, by the engine's use cases, on both databases.

pub mod scene;

pub use scene::{Scene, at, scene};

use kapok_access::Role;
use kapok_base::{EntryId, Instant, Localized};
use kapok_engine::judge::{
    AnnouncementView, NewDecision, NewHearing, NewRound, NewScreening, NewShortlist, NewSlot, Wanted,
};
use kapok_engine::submit::Asked;
use kapok_engine::{Caller, Error, Once};
use kapok_judging::conflict::Ground;
use kapok_judging::shortlist::{Basis, Override};
use kapok_judging::transition::Screening;
use kapok_submission::{Consent, Licence};
use kapok_tests::database;
use scene::{code, given, rules};
use serde_json::json;

#[tokio::test]
async fn screening_takes_reasons_and_a_returned_entry_comes_back_with_its_correction() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scene.engine.clock().set(at("2026-04-01T00:00:00Z"));
        assert_eq!(code(scene.screen(0, Screening::Returned, Some(" ")).await).0, "reason_missing");
        scene.screen(0, Screening::Returned, Some("The budget is missing")).await.unwrap();
        scene.move_to("screening").await.unwrap();
        let (refused, missing) = code(scene.move_to("judging").await);
        assert_eq!((refused, missing.len()), ("entries_unscreened", 4));
        let view = scene.engine.get_entry(&scene.organiser, scene.entries[0]).await.unwrap();
        let submission = view.row.entry.submission;
        let consent = Asked { consent: Consent { publish: true, licence: Some(Licence::By) } };
        scene.engine.seal_submission(&scene.entrant, submission, None, consent, None).await.unwrap();
        let corrected = scene.engine.get_entry(&scene.organiser, scene.entries[0]).await.unwrap();
        assert_eq!(corrected.row.entry.stage.kind(), "sealed", "{}", fresh.name);
        let stale = NewScreening { outcome: Screening::Eligible, reason: None, due: None };
        let version = Some(view.row.entry.version);
        let late = scene.engine.screen_entry(&scene.organiser, scene.entries[0], version, stale).await;
        assert_eq!(code(late).0, "stale");
        scene.screen(3, Screening::Ineligible, Some("A company")).await.unwrap();
        for entry in 0..3 {
            scene.screen(entry, Screening::Eligible, None).await.unwrap();
        }
        scene.move_to("judging").await.unwrap();
        let kinds: Vec<_> = scene.engine.list_entries(&scene.organiser, scene.edition).await.unwrap();
        let kinds: Vec<_> = kinds.iter().map(|row| row.entry.stage.kind()).collect();
        assert_eq!(kinds, ["in_round", "in_round", "in_round", "ineligible"]);
        assert_eq!(code(scene.screen(0, Screening::Eligible, None).await).0, "entry_stage_forbids");
    }
}

#[tokio::test]
async fn a_judge_scores_what_was_assigned_and_nothing_else() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let assignments = scene.first_round().await;
        let (engine, ines, omar) = (&scene.engine, &scene.judges[0].1, &scene.judges[1].1);
        let mine = engine.list_my_assignments(ines, None, Some("asked")).await.unwrap();
        assert_eq!(mine.len(), 4, "{}", fresh.name);
        let id = assignments[0].id;
        let detail = engine.get_my_assignment(ines, id).await.unwrap();
        assert!(detail.dossier.is_some() && detail.card.is_none());
        // Another judge's assignment, a stranger's and a missing one look the same.
        assert_eq!(code(engine.get_my_assignment(omar, id).await).0, "not found");
        assert_eq!(code(engine.get_my_assignment(&scene.juror.1, id).await).0, "not found");
        let saved = engine.save_scorecard(omar, id, None, given(&[]), false).await;
        assert_eq!(code(saved).0, "not found");

        let off = engine.save_scorecard(ines, id, None, given(&[("impact", "11")]), false).await;
        assert_eq!(code(off).0, "score_off_scale");
        let half = engine.save_scorecard(ines, id, None, given(&[("impact", "7")]), true).await;
        assert_eq!(code(half).0, "criterion_unscored");
        let version = Some(detail.assignment.version);
        let draft = engine.save_scorecard(ines, id, version, given(&[("impact", "7")]), false).await.unwrap();
        assert_eq!((draft.0.state.kind(), draft.1.number), ("started", 1));
        let again = engine.save_scorecard(ines, id, version, given(&[("impact", "8")]), false).await;
        assert_eq!(code(again).0, "stale");
        scene.score(ines, &assignments[0], "7", "6.5").await;
        let standings = engine.get_standings(&scene.organiser, scene.rounds[0].id).await.unwrap();
        assert_eq!(standings.standings.ranked.len(), 1);
        assert_eq!(kapok_base::rounded(&standings.standings.ranked[0].score, 4), "6.8333");
        assert_eq!(standings.warnings, ["scorecards_outstanding", "scorecards_too_few"]);

        // Standing aside takes the card out, whatever came before; nobody can assign the entry to that judge again.
        let reason = Some("My sister".to_owned());
        engine.recuse(ines, id, None, Ground::Family, reason).await.unwrap();
        let standings = engine.get_standings(&scene.organiser, scene.rounds[0].id).await.unwrap();
        assert!(standings.standings.ranked.is_empty());
        let closed = engine.save_scorecard(ines, id, None, given(&[]), false).await;
        assert_eq!(code(closed).0, "assignment_set_aside");
        let wanted = vec![Wanted { entry: scene.entries[0], judge: scene.judges[0].0 }];
        let again = engine.assign(&scene.organiser, scene.rounds[0].id, wanted, None).await;
        assert_eq!(code(again).0, "judge_in_conflict");
        assert!(engine.get_my_assignment(ines, id).await.unwrap().dossier.is_none());
    }
}

#[tokio::test]
async fn assigning_is_all_or_nothing_and_names_each_fault() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scene.first_round().await;
        let (ines, juno, round) = (scene.judges[0].0, scene.juror.0, &scene.rounds[0]);
        let missing: EntryId = uuid::Uuid::from_u128(7).into();
        let wanted = [(scene.entries[0], ines), (missing, ines), (scene.entries[0], juno)];
        let wanted = wanted.map(|(entry, judge)| Wanted { entry, judge }).to_vec();
        let Err(Error::Refused(refusal)) =
            scene.engine.assign(&scene.organiser, round.id, wanted, None).await
        else {
            panic!("assigned");
        };
        let found: Vec<_> = refusal.details.iter().map(|d| (d.code, d.pointer.clone().unwrap())).collect();
        let at = |code, pointer: &str| (code, pointer.to_owned());
        assert_eq!(
            found,
            [
                at("assignment_exists", "/assignments/0/judge"),
                at("entry_elsewhere", "/assignments/1/entry"),
                at("judge_not_in_panel", "/assignments/2/judge"),
            ]
        );
        let rows = scene.engine.list_assignments(&scene.organiser, round.id).await.unwrap();
        assert_eq!(rows.len(), 8, "{}", fresh.name);
        let row = &rows[0].assignment;
        let take = |reason: &str| {
            scene.engine.remove_assignment(&scene.organiser, row.id, None, Some(reason.into()))
        };
        assert_eq!(code(take(" ").await).0, "reason_missing");
        take("Ill").await.unwrap();
        assert_eq!(code(take("Ill").await).0, "assignment_set_aside");
        let back = vec![Wanted { entry: row.entry, judge: row.judge }];
        assert_eq!(scene.engine.assign(&scene.organiser, round.id, back, None).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_shortlist_names_its_ties_and_is_secret_until_announced() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        let assignments = scene.first_round().await;
        assert_eq!(code(scene.shortlist(&[0, 1, 2], &[]).await).0, "scorecards_outstanding");
        for (i, assignment) in assignments.iter().enumerate() {
            let score = ["9", "8", "6", "6"][i / 2];
            scene.score(&scene.judges[i % 2].1, assignment, score, score).await;
        }
        let (refused, missing) = code(scene.shortlist(&[0, 1, 2], &[]).await);
        assert_eq!((refused, missing.len()), ("override_missing", 2));
        let why = [(2, "Stronger on impact"), (3, "Weaker on impact")];
        let outcomes = scene.shortlist(&[0, 1, 2], &why).await.unwrap();
        let tie = |reason: &str| Basis::TieBroken { reason: reason.to_owned() };
        let label = |label: &str| Some(label.to_owned());
        assert_eq!(
            outcomes,
            [
                (label("shortlisted"), Basis::Rule),
                (label("shortlisted"), Basis::Rule),
                (label("shortlisted"), tie("Stronger on impact")),
                (None, tie("Weaker on impact")),
            ]
        );
        let visitor = Caller::visitor();
        assert!(engine.list_announced(&visitor, scene.edition).await.unwrap().is_empty());
        let views = engine.list_announcements(&scene.organiser, scene.edition).await.unwrap();
        let (id, version) = (views[0].announcement.id, views[0].announcement.version);
        let past = engine.announce(&scene.organiser, id, None, Some(at("2026-03-01T00:00:00Z"))).await;
        assert_eq!(code(past).0, "instant_passed");
        let instant = at("2026-05-01T08:00:00Z");
        engine.announce(&scene.organiser, id, Some(version), Some(instant)).await.unwrap();
        engine.clock().set(at("2026-05-01T07:59:59.999999Z"));
        assert!(engine.list_announced(&visitor, scene.edition).await.unwrap().is_empty());
        engine.clock().set(instant);
        let announced = engine.list_announced(&visitor, scene.edition).await.unwrap();
        assert_eq!(announced[0].entries.len(), 3, "{}", fresh.name);
        assert_eq!(code(scene.shortlist(&[0, 1, 2], &why).await).0, "decision_public");
        // What is public cannot be decided anew in an announcement beside it.
        let beside =
            engine.create_announcement(&scene.organiser, scene.edition, Localized::english("B"), None).await;
        let new = NewShortlist {
            entries: scene.entries[..3].to_vec(),
            further: None,
            overrides: why
                .iter()
                .map(|(e, r)| Override { entry: scene.entries[*e], reason: (*r).into() })
                .collect(),
            announcement: Some(beside.unwrap().id),
            title: None,
        };
        let again = engine.confirm_shortlist(&scene.organiser, scene.rounds[0].id, new).await;
        assert_eq!(code(again).0, "decision_public");
    }
}

#[tokio::test]
async fn the_jury_hears_scores_and_the_winners_are_announced_together() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let engine = &scene.engine;
        scene.scored_first_round().await;
        scene.shortlist(&[0, 1, 2], &[(2, "Impact"), (3, "Impact")]).await.unwrap();
        scene.move_to("judging").await.unwrap();
        let hearing = hearing(&scene, &[0, 1, 2]);
        let overlap = hearing_with(&scene, &[(0, 0), (1, 10)]);
        assert_eq!(
            code(engine.schedule_hearing(&scene.organiser, scene.edition, overlap, None).await).0,
            "slots_overlap"
        );
        engine.schedule_hearing(&scene.organiser, scene.edition, hearing, None).await.unwrap();
        // The entrant sees no turn while it is secret who was chosen; the juror does.
        assert!(engine.list_hearings(&scene.entrant, scene.edition).await.unwrap().is_empty());
        assert_eq!(engine.list_hearings(&scene.juror.1, scene.edition).await.unwrap()[0].slots.len(), 3);
        assert!(engine.list_hearings(&scene.judges[0].1, scene.edition).await.unwrap().is_empty());

        let pairs: Vec<_> = (0..3).map(|e| (e, scene.juror.0)).collect();
        let assignments = scene.assign(&scene.rounds[1], &pairs).await;
        for (assignment, score) in assignments.iter().zip(["7", "9", "9"]) {
            scene.score(&scene.juror.1, assignment, score, score).await;
        }
        scene.move_to("deciding").await.unwrap();
        let decide = |outcomes: Vec<(usize, &str, Option<&str>)>| {
            let new = outcomes.into_iter().map(|(e, label, reason)| NewDecision {
                entry: scene.entries[e],
                labels: [label.to_owned()].into(),
                reason: reason.map(str::to_owned),
                citation: Some(Localized::english("For the rain.")),
            });
            engine.decide(&scene.organiser, scene.edition, None, new.collect())
        };
        assert_eq!(code(decide(vec![(1, "queen", None)]).await).0, "label_unknown");
        assert_eq!(code(decide(vec![(1, "winner", None), (2, "winner", None)]).await).0, "quota_exceeded");
        let silent = decide(vec![(1, "winner", None), (2, "mention", None)]).await;
        assert_eq!(code(silent).0, "tie_broken_silently");
        assert_eq!(code(scene.move_to("decided").await).0, "entries_undecided");
        decide(vec![(0, "mention", None), (1, "winner", Some("The vote")), (2, "mention", None)])
            .await
            .unwrap();
        scene.move_to("decided").await.unwrap();

        let views = engine.list_announcements(&scene.organiser, scene.edition).await.unwrap();
        let (refused, mut missing) = code(scene.move_to("archived").await);
        missing.sort();
        assert_eq!(
            (refused, missing),
            ("decisions_unannounced", vec!["First".into(), "The shortlist".into()])
        );
        for (title, instant) in [("The shortlist", "2026-07-01T00:00:00Z"), ("First", "2026-07-01T00:01:00Z")]
        {
            engine.clock().set(at(instant));
            let titled = |view: &&AnnouncementView| view.announcement.title == Localized::english(title);
            let view = views.iter().find(titled).unwrap();
            engine.announce(&scene.organiser, view.announcement.id, None, None).await.unwrap();
        }
        let announced = engine.list_announced(&Caller::visitor(), scene.edition).await.unwrap();
        let newest: Vec<_> = announced[0].entries.iter().map(|e| e.labels[0].key.as_str()).collect();
        assert_eq!(newest, ["winner", "mention", "mention"], "{}", fresh.name);
        assert_eq!(announced[0].entries[0].entry.title, "Night buses");
        assert_eq!(engine.list_hearings(&scene.entrant, scene.edition).await.unwrap()[0].slots.len(), 3);
        let back = scene.move_with("judging", Some("An appeal")).await;
        assert_eq!(code(back).0, "later_phase_public");
        scene.move_to("archived").await.unwrap();
    }
}

fn hearing(scene: &Scene, entries: &[usize]) -> NewHearing {
    let turns: Vec<_> = entries.iter().enumerate().map(|(i, e)| (*e, i as i64 * 20)).collect();
    hearing_with(scene, &turns)
}

fn hearing_with(scene: &Scene, turns: &[(usize, i64)]) -> NewHearing {
    let starts_at = at("2026-06-01T01:00:00Z");
    let slot = |(entry, minute): &(usize, i64)| NewSlot {
        entry: scene.entries[*entry],
        starts_at: Instant::from_micros(starts_at.as_micros() + minute * 60_000_000),
        minutes: 20,
    };
    NewHearing {
        round: scene.rounds[1].id,
        title: Localized::english("First session"),
        place: "Hall 3".into(),
        zone: "Asia/Shanghai".into(),
        starts_at,
        slots: turns.iter().map(slot).collect(),
    }
}

#[tokio::test]
async fn a_move_back_takes_the_entries_along_and_the_round_can_be_run_again() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scene.scored_first_round().await;
        scene.shortlist(&[0, 1, 2], &[(2, "Impact"), (3, "Impact")]).await.unwrap();
        scene.move_to("judging").await.unwrap();
        assert_eq!(code(scene.move_with("screening", None).await).0, "reason_missing");
        scene.move_with("screening", Some("An entry was overlooked")).await.unwrap();
        let kinds = scene.engine.list_entries(&scene.organiser, scene.edition).await.unwrap();
        assert!(kinds.iter().all(|row| row.entry.stage.kind() == "eligible"), "{}", fresh.name);
        scene.screen(3, Screening::Ineligible, Some("A company after all")).await.unwrap();
        scene.move_to("judging").await.unwrap();
        let outcomes = scene.shortlist(&[0, 1, 2], &[]).await.unwrap();
        assert_eq!(outcomes.len(), 3);
        assert!(outcomes.iter().all(|(_, basis)| *basis == Basis::Rule));
    }
}

#[tokio::test]
async fn rules_of_a_round_are_fixed_once_it_is_scored_and_strangers_find_nothing() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let round = &scene.rounds[0];
        let new = || NewRound { panel: round.panel, rules: rules("scoring", json!([])) };
        let unknown = NewRound { panel: uuid::Uuid::from_u128(9).into(), ..new() };
        let organiser = &scene.organiser;
        assert_eq!(
            code(scene.engine.update_round(organiser, round.id, None, unknown).await).0,
            "panel_elsewhere"
        );
        scene.scored_first_round().await;
        let late = scene.engine.update_round(organiser, round.id, None, new()).await;
        assert_eq!(code(late).0, "round_has_scorecards");
        let stranger = Caller::person(
            uuid::Uuid::from_u128(5).into(),
            vec![Role::Organiser { programme: uuid::Uuid::from_u128(6).into(), edition: None }],
        );
        let engine = &scene.engine;
        assert_eq!(code(engine.get_standings(&stranger, round.id).await).0, "not found");
        assert_eq!(code(engine.list_entries(&stranger, scene.edition).await).0, "not found");
        assert_eq!(code(engine.get_entry(&stranger, scene.entries[0]).await).0, "not found");
        assert_eq!(code(engine.list_assignments(&scene.judges[0].1, round.id).await).0, "forbidden");
        assert_eq!(code(engine.get_standings(&scene.entrant, round.id).await).0, "forbidden");
        assert_eq!(code(engine.get_standings(&Caller::visitor(), round.id).await).0, "sign in");
        let unseat = engine.unseat_judge(&Caller::system(), round.panel, scene.judges[0].0).await;
        assert_eq!(code(unseat).0, "judge_has_assignments");
    }
}

#[tokio::test]
async fn a_creation_asked_for_twice_under_one_key_happens_once() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, edition, organiser) = (&scene.engine, scene.edition, &scene.organiser);
        let once = |key: &str| Some(Once::new(key, "test", &key).unwrap());
        let name = || Localized::english("Twice");
        let panel = engine.create_panel(organiser, edition, name(), once("panel")).await.unwrap();
        assert_eq!(engine.create_panel(organiser, edition, name(), once("panel")).await.unwrap(), panel);
        assert_eq!(engine.list_panels(organiser, edition).await.unwrap().len(), 3);

        let new = || NewRound { panel: panel.id, rules: rules("scoring", json!([])) };
        let round = engine.create_round(organiser, edition, new(), once("round")).await.unwrap();
        assert_eq!(engine.create_round(organiser, edition, new(), once("round")).await.unwrap(), round);
        assert_eq!(engine.list_rounds(organiser, edition).await.unwrap().len(), 3);

        let made =
            engine.create_announcement(organiser, edition, name(), once("announcement")).await.unwrap();
        let again =
            engine.create_announcement(organiser, edition, name(), once("announcement")).await.unwrap();
        assert_eq!(again, made);
        assert_eq!(engine.list_announcements(organiser, edition).await.unwrap().len(), 1);

        engine.clock().set(at("2026-04-01T00:00:00Z"));
        scene.move_to("screening").await.unwrap();
        for entry in 0..4 {
            scene.screen(entry, Screening::Eligible, None).await.unwrap();
        }
        scene.move_to("judging").await.unwrap();
        let wanted = || vec![Wanted { entry: scene.entries[0], judge: scene.judges[0].0 }];
        let first = scene.rounds[0].id;
        let made = engine.assign(organiser, first, wanted(), once("assign")).await.unwrap();
        assert_eq!(engine.assign(organiser, first, wanted(), once("assign")).await.unwrap(), made);
        let other = Some(Once::new("assign", "test", &"other").unwrap());
        assert_eq!(code(engine.assign(organiser, first, wanted(), other).await).0, "idempotency_key_reused");
        assert_eq!(code(engine.assign(organiser, first, wanted(), None).await).0, "assignment_exists");
    }
}

#[tokio::test]
async fn an_entrant_reads_what_judges_wrote_once_the_outcome_is_public_and_not_from_whom() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, organiser) = (&scene.engine, &scene.organiser);
        let assignments = scene.first_round().await;
        let entries = engine.list_entries(organiser, scene.edition).await.unwrap();
        let dossier = |entry: usize| {
            entries.iter().find(|row| row.entry.id == scene.entries[entry]).unwrap().entry.submission
        };
        let read = async |caller: &Caller, entry: usize| {
            let comments = engine.list_comments(caller, dossier(entry)).await.unwrap();
            comments.into_iter().map(|comment| comment.text).collect::<Vec<_>>()
        };
        for (i, assignment) in assignments.iter().enumerate() {
            let score = ["9", "8", "6", "5"][i / 2];
            let comment = format!("Entry {}, judge {}", i / 2, i % 2);
            let mut card = given(&[("impact", score), ("novelty", score)]);
            card.comment_to_organiser = Some("Between us".to_owned());
            card.comment_to_entrant = Some(comment.clone());
            let judge = &scene.judges[i % 2].1;
            engine.save_scorecard(judge, assignment.id, None, card.clone(), true).await.unwrap();
            if i == 6 {
                // A later version replaces it; a draft does not count before it is submitted.
                card.comment_to_entrant = Some(format!("{comment}, mended"));
                engine.save_scorecard(judge, assignment.id, None, card, true).await.unwrap();
            }
        }
        // Who stands aside is not heard, whatever they wrote before.
        engine
            .recuse(&scene.judges[1].1, assignments[7].id, None, Ground::Family, Some("My sister".into()))
            .await
            .unwrap();
        assert_eq!(read(organiser, 3).await, ["Entry 3, judge 0, mended"], "{}", fresh.name);
        let mut both = read(organiser, 0).await;
        both.sort();
        assert_eq!(both, ["Entry 0, judge 0", "Entry 0, judge 1"]);
        assert_eq!(read(&scene.entrant, 3).await, Vec::<String>::new());

        scene.shortlist(&[0, 1, 2], &[]).await.unwrap();
        let announcement =
            engine.list_announcements(organiser, scene.edition).await.unwrap().remove(0).announcement;
        let public_at = Some(at("2026-05-01T00:00:00Z"));
        engine.announce(organiser, announcement.id, None, public_at).await.unwrap();
        assert_eq!(read(&scene.entrant, 3).await, Vec::<String>::new(), "announced, not yet public");
        engine.clock().set(at("2026-05-01T00:00:00Z"));
        assert_eq!(read(&scene.entrant, 3).await, ["Entry 3, judge 0, mended"]);
        // The shortlisted go on: what decides about them is still a secret.
        assert_eq!(read(&scene.entrant, 0).await, Vec::<String>::new());
        let comments = engine.list_comments(&scene.entrant, dossier(3)).await.unwrap();
        assert_eq!(comments[0].round, scene.rounds[0].rules.name);
        let judge = engine.list_comments(&scene.judges[0].1, dossier(3)).await;
        assert_eq!(judge.unwrap_err(), Error::Forbidden);
        let stranger = Role::Entrant { entity: kapok_base::EntityId(scene.edition.0) };
        let stranger = Caller::person(scene.juror.0, vec![stranger]);
        assert_eq!(engine.list_comments(&stranger, dossier(3)).await.unwrap_err(), Error::NotFound);
    }
}
