//! A committee meets over a round: motions, the cut confirmed from the board, by one or by two, and who sees nothing of what.

use crate::judging::scene::{Scene, code, scene};
use crate::judging_pages::{client, page, send};
use kapok_access::Role;
use kapok_base::{Locale, Localized};
use kapok_engine::judge::{Confirmed, Decision, Meeting, MotionView, NewRound, NewShortlist};
use kapok_engine::people::NewPerson;
use kapok_engine::remember::Facet;
use kapok_engine::{Caller, Error, Once};
use kapok_judging::conflict::Ground;
use kapok_judging::motion::{Asked, Settled};
use kapok_judging::shortlist::{Basis, Override};
use kapok_submission::EntityRecord;
use kapok_tests::database;
use kapok_tests::http::Client;
use kapok_tests::served;
use serde_json::{Value, json};

const S: Option<&str> = Some("shortlisted");
const D: Option<&str> = Some("deserving");

fn vote(in_favour: u32, against: u32) -> Settled {
    Settled::Voted { in_favour, against, abstained: 0 }
}

impl Scene {
    async fn moved(
        &self,
        by: &Caller,
        entry: usize,
        to: Option<&str>,
        settled: Settled,
    ) -> Result<MotionView, Error> {
        let reason = format!("About entry {entry}");
        let (entry, to) = (self.entries[entry], to.map(str::to_owned));
        let asked = Asked { entry, to, reason, settled, absent: vec![] };
        self.engine.move_entry(by, self.rounds[0].id, asked, None).await
    }

    async fn meeting(&self, by: &Caller) -> Meeting {
        self.engine.get_meeting(by, self.rounds[0].id, false).await.unwrap()
    }

    /// Somebody else who runs the award.
    async fn another(&self) -> Caller {
        let new = NewPerson {
            name: "Mei".into(),
            email: "mei@example.org".into(),
            locale: Locale::En,
            password: None,
            roles: vec![],
        };
        let id = self.engine.add_person(&Caller::system(), new).await.unwrap().id;
        let programme = self.rounds[0].programme;
        Caller::person(id, vec![Role::Organiser { programme, edition: None }])
    }

    /// The first judge, who runs the award besides.
    fn judge_and_organiser(&self) -> Caller {
        let (id, caller) = &self.judges[0];
        let organiser = Role::Organiser { programme: self.rounds[0].programme, edition: None };
        Caller::person(*id, caller.roles().iter().copied().chain([organiser]).collect())
    }

    /// Confirms these above the first line and the others as the board has them, with reasons for some.
    async fn confirm(&self, by: &Caller, entries: &[usize], why: &[usize]) -> Result<Confirmed, Error> {
        let reason = |e: &usize| Override { entry: self.entries[*e], reason: "By hand".into() };
        let new = NewShortlist {
            entries: entries.iter().map(|e| self.entries[*e]).collect(),
            further: None,
            overrides: why.iter().map(reason).collect(),
            announcement: None,
            title: Some(Localized::english("The shortlist")),
        };
        self.engine.confirm_shortlist(by, self.rounds[0].id, new).await
    }

    /// The entries' labels and what they rest on.
    fn outcomes(&self, made: &[Decision]) -> Vec<(Option<String>, Basis)> {
        let of = |entry| made.iter().find(|d| d.entry == entry).unwrap();
        let outcome = |d: &Decision| (d.labels.first().cloned(), d.record.basis.clone());
        self.entries.iter().map(|entry| outcome(of(*entry))).collect()
    }
}

#[tokio::test]
async fn motions_move_entries_and_the_cut_starts_from_the_board() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, li, e) = (&scene.engine, &scene.organiser, &scene.entries);
        let assignments = scene.scored_first_round().await;
        let begun = scene.meeting(li).await;
        assert_eq!(begun.board.lines[0].entries, e[..2], "{}", fresh.name);
        assert_eq!((&begun.board.tied[..], begun.is_open), (&e[2..], true));

        let carried = scene.moved(li, 2, S, vote(2, 0)).await.unwrap();
        assert_eq!((carried.number, carried.said.unwrap().settled.carries()), (1, true));
        let lost = scene.moved(li, 0, D, vote(1, 1)).await.unwrap();
        assert_eq!((lost.number, lost.said.unwrap().settled.carries()), (2, false));
        scene.moved(li, 3, D, Settled::Agreed).await.unwrap();
        for (entry, to, settled, refusal) in [
            (2, S, Settled::Agreed, "motion_same_place"),
            (2, Some("winner"), Settled::Agreed, "label_not_of_round"),
            (2, None, vote(2, 1), "votes_exceed_present"),
        ] {
            assert_eq!(code(scene.moved(li, entry, to, settled).await).0, refusal);
        }
        // Whoever stood aside is absent without being named, and cannot have voted.
        let aside = assignments.iter().find(|a| a.entry == e[1] && a.judge == scene.judges[0].0).unwrap();
        let reason = Some("My sister".to_owned());
        engine.recuse(&scene.judges[0].1, aside.id, None, Ground::Family, reason).await.unwrap();
        assert_eq!(code(scene.moved(li, 1, D, vote(2, 0)).await).0, "votes_exceed_present");
        let back = scene.moved(li, 1, D, vote(0, 1)).await.unwrap().said.unwrap();
        assert!(back.absent.contains(&scene.judges[0].0));

        let meeting = scene.meeting(li).await;
        assert_eq!((meeting.motions.len(), meeting.board.tied.len()), (4, 0));
        assert_eq!(meeting.board.lines[1].entries, e[3..]);
        let balance = meeting.balance.as_ref().unwrap();
        let total = &balance.total;
        assert_eq!((&total.lines[..], total.round, total.eligible), (&[3, 1][..], 4, 4));
        let water = balance.tables[2].rows.iter().find(|(value, _)| value == "water").unwrap();
        assert_eq!(water.1.lines, [3, 1]);

        let (_, made) = scene.confirm(li, &[0, 1, 2], &[]).await.unwrap().decided().unwrap();
        let tie = |n| Basis::TieBroken { reason: format!("About entry {n}") };
        let label = |label: Option<&str>| label.map(str::to_owned);
        let expected =
            [(label(S), Basis::Rule), (label(S), Basis::Rule), (label(S), tie(2)), (label(D), tie(3))];
        assert_eq!(scene.outcomes(&made), expected);
        assert_eq!(code(scene.moved(li, 0, D, Settled::Agreed).await).0, "entry_not_being_judged");
        assert!(!scene.meeting(li).await.is_open);
    }
}

#[tokio::test]
async fn the_balance_follows_what_entities_and_entries_become() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scene.scored_first_round().await;
        let sizes = async || {
            let balance = scene.meeting(&scene.organiser).await.balance.unwrap();
            let size = balance.tables.into_iter().find(|table| table.facet == Facet::Population).unwrap();
            let rows = size.rows.into_iter().map(|(class, counts)| (class, counts.eligible));
            (rows.collect::<Vec<_>>(), balance.total.eligible)
        };
        let count = |class: &str, eligible| (vec![(class.to_owned(), eligible)], eligible);
        assert_eq!(sizes().await, count("none", 4), "{}", fresh.name);
        assert_eq!(sizes().await, count("none", 4));

        let entity = scene.engine.list_own_entities(&scene.entrant).await.unwrap().remove(0);
        let record = EntityRecord { population: Some(2_500_000), ..entity.record };
        scene.engine.update_entity(&scene.entrant, entity.id, entity.version, record).await.unwrap();
        assert_eq!(sizes().await, count("1m_5m", 4));

        let dossier =
            scene.engine.list_entries(&scene.organiser, scene.edition).await.unwrap()[3].entry.submission;
        scene.engine.withdraw_submission(&scene.entrant, dossier, None, "Stopped".into()).await.unwrap();
        assert_eq!(sizes().await, count("1m_5m", 3));
    }
}

#[tokio::test]
async fn a_motion_sent_twice_is_put_once_and_strangers_put_none() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        scene.scored_first_round().await;
        let asked = Asked {
            entry: scene.entries[0],
            to: None,
            reason: "Once".into(),
            settled: Settled::Agreed,
            absent: vec![],
        };
        let once = || Some(Once::new("key", "moveEntry", &1).unwrap());
        let put = |once| scene.engine.move_entry(&scene.organiser, scene.rounds[0].id, asked.clone(), once);
        assert_eq!(put(once()).await.unwrap(), put(once()).await.unwrap(), "{}", fresh.name);
        assert_eq!(code(put(None).await).0, "motion_same_place");
        let judge = &scene.judges[0].1;
        assert_eq!(code(scene.moved(judge, 1, None, Settled::Agreed).await).0, "forbidden");
        let programme = uuid::Uuid::from_u128(6).into();
        let stranger = vec![Role::Organiser { programme, edition: None }];
        let stranger = Caller::person(uuid::Uuid::from_u128(5).into(), stranger);
        assert_eq!(code(scene.moved(&stranger, 1, None, Settled::Agreed).await).0, "not found");
        assert_eq!(code(scene.engine.get_meeting(&stranger, scene.rounds[0].id, false).await).0, "not found");
    }
}

#[tokio::test]
async fn two_people_confirm_the_same_on_the_same_ground() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, li, round) = (&scene.engine, &scene.organiser, scene.rounds[0].clone());
        let mut rules = round.rules.clone();
        rules.confirmed_by_two = true;
        let by_two = NewRound { panel: round.panel, rules };
        engine.update_round(li, round.id, None, by_two).await.unwrap();
        let assignments = scene.scored_first_round().await;
        let mei = scene.another().await;
        let pending = |by| engine.get_pending_confirmation(by, round.id);
        let second = |by, digest: &str| engine.second_confirmation(by, round.id, digest.to_owned());
        assert!(pending(&mei).await.unwrap().is_none());
        assert_eq!(code(second(&mei, "").await).0, "confirmation_none");

        // What could not be confirmed is not proposed either.
        assert_eq!(code(scene.confirm(li, &[0, 1, 2], &[]).await).0, "override_missing");
        let Confirmed::Pending(proposed) = scene.confirm(li, &[0, 1, 2], &[2, 3]).await.unwrap() else {
            panic!("decided by one");
        };
        assert!(engine.list_announcements(li, scene.edition).await.unwrap().is_empty(), "{}", fresh.name);
        assert_eq!(code(second(li, &proposed.digest).await).0, "confirmation_needs_another");
        assert_eq!(code(second(&mei, "something else").await).0, "confirmation_moved");

        // A motion and a scorecard each move the ground; setting aside needs a reason.
        scene.moved(li, 0, D, vote(0, 1)).await.unwrap();
        assert!(pending(&mei).await.unwrap().unwrap().moved);
        assert_eq!(code(second(&mei, &proposed.digest).await).0, "confirmation_moved");
        let aside = |reason: &str| engine.set_confirmation_aside(&mei, round.id, Some(reason.to_owned()));
        assert_eq!(code(aside(" ").await).0, "reason_missing");
        aside("A motion came between").await.unwrap();
        assert_eq!(code(aside("Again").await).0, "confirmation_none");
        scene.confirm(li, &[0, 1, 2], &[2, 3]).await.unwrap();
        let before = pending(&mei).await.unwrap().unwrap();
        assert!(!before.moved && before.proposer == "Li");
        scene.score(&scene.judges[0].1, &assignments[0], "8.5", "9").await;
        assert!(pending(&mei).await.unwrap().unwrap().moved);
        assert_eq!(code(second(&mei, &before.digest).await).0, "confirmation_moved");

        scene.confirm(li, &[0, 1, 2], &[2, 3]).await.unwrap();
        let now = pending(&mei).await.unwrap().unwrap();
        let (_, made) = second(&mei, &now.digest).await.unwrap();
        let hand = Basis::TieBroken { reason: "By hand".into() };
        assert_eq!(scene.outcomes(&made)[3], (None, hand));
        assert!(pending(li).await.unwrap().is_none());
        assert_eq!(code(second(&mei, &now.digest).await).0, "confirmation_none");
    }
}

#[tokio::test]
async fn an_organiser_who_stood_aside_sees_nothing_of_the_entry_and_cannot_move_it() {
    for fresh in database::both().await {
        let scene = scene(&fresh).await;
        let (engine, li, e) = (&scene.engine, &scene.organiser, &scene.entries);
        let assignments = scene.scored_first_round().await;
        let ines = scene.judge_and_organiser();
        let aside = assignments.iter().find(|a| a.entry == e[0] && a.judge == scene.judges[0].0).unwrap();
        let reason = Some("I advise the city".to_owned());
        engine.recuse(&scene.judges[0].1, aside.id, None, Ground::Involvement, reason).await.unwrap();
        assert_eq!(code(scene.moved(&ines, 0, D, Settled::Agreed).await).0, "organiser_in_conflict");
        scene.moved(li, 0, D, vote(1, 0)).await.unwrap();
        scene.moved(li, 2, S, Settled::Agreed).await.unwrap();
        scene.moved(li, 3, None, Settled::Agreed).await.unwrap();

        let seen = scene.meeting(&ines).await;
        let standings = engine.get_standings(&ines, scene.rounds[0].id).await.unwrap();
        for of in [&seen.standings, &standings] {
            assert!(of.veiled.contains(&e[0]) && of.standings.of(e[0]).is_none(), "{}", fresh.name);
            assert!(!of.adjusted.entries.contains_key(&e[0]) && of.standings.of(e[1]).is_some());
        }
        let hidden: Vec<_> = seen.motions.iter().map(|m| m.said.is_none()).collect();
        assert_eq!((hidden, seen.board.moved.contains_key(&e[0])), (vec![true, false, false], false));
        assert!(scene.meeting(li).await.standings.standings.of(e[0]).is_some());

        // Confirming leaves the entry where the board has it, with the motion's own reason.
        let above = scene.confirm(&ines, &[0, 1, 2], &[]).await;
        assert_eq!(code(above).0, "organiser_in_conflict");
        let explained = scene.confirm(&ines, &[1, 2], &[0]).await;
        assert_eq!(code(explained).0, "organiser_in_conflict");
        let (_, made) = scene.confirm(&ines, &[1, 2], &[]).await.unwrap().decided().unwrap();
        let hand = Basis::Overridden { proposed: S.map(str::to_owned), reason: "About entry 0".into() };
        assert_eq!(scene.outcomes(&made)[0], (D.map(str::to_owned), hand));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_committee_meets_on_its_page_and_by_the_api() {
    let fresh = database::sqlite();
    let scene = scene(&fresh).await;
    let round = scene.rounds[0].clone();
    let mut rules = round.rules.clone();
    rules.confirmed_by_two = true;
    let by_two = NewRound { panel: round.panel, rules };
    scene.engine.update_round(&scene.organiser, round.id, None, by_two).await.unwrap();
    let assignments = scene.scored_first_round().await;
    let (mei, ines) = (scene.another().await, scene.judge_and_organiser());
    let aside = assignments.iter().find(|a| a.entry == scene.entries[3] && a.judge == scene.judges[0].0);
    let reason = Some("My sister".to_owned());
    scene.engine.recuse(&scene.judges[0].1, aside.unwrap().id, None, Ground::Family, reason).await.unwrap();
    let Scene { engine, organiser, entries, .. } = scene;
    let served = served::serve(engine).await;
    let visitor = Client::visitor(&served.address);
    let li = client(&served.engine, &visitor, &organiser).await;
    let mei = client(&served.engine, &visitor, &mei).await;
    let ines = client(&served.engine, &visitor, &ines).await;

    let meeting = format!("/organise/rounds/{}/meeting", round.id);
    let standings = format!("/organise/rounds/{}/standings", round.id);
    assert!(page(&li, &standings).await.contains(&meeting));
    assert!(page(&li, &meeting).await.contains("Seed banks"));
    let about = |entry: usize| format!("{meeting}?entry={}", entries[entry]);
    assert!(page(&li, &about(3)).await.contains("Ines"), "who stood aside is named");
    let veiled = page(&ines, &about(3)).await;
    assert!(veiled.contains("You stood aside from this entry") && !veiled.contains("Record the motion"));
    let entry = entries[2].to_string();
    let motion = |votes: &'static str, reason: &'static str| {
        let fields = [
            ("entry", entry.clone()),
            ("to", "shortlisted".to_owned()),
            ("reason", reason.to_owned()),
            ("settled.kind", "voted".to_owned()),
            ("settled.in_favour", votes.to_owned()),
        ];
        let (li, meeting) = (li.clone(), meeting.clone());
        async move {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            send(&li, &meeting, &fields).await
        }
    };
    let refused = motion("5", "Stronger on impact").await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Stronger on impact") && refused.body.contains("more votes than the"));
    assert_eq!(motion("2", " ").await.status, 422);
    assert_eq!(motion("2", "Stronger on impact").await.status, 303);
    let shown = page(&li, &format!("{meeting}?lang=zh-Hans")).await;
    assert!(shown.contains("赞成") && shown.contains("Stronger on impact"));

    let motions = format!("/api/v1/rounds/{}/motions", round.id);
    let wanted = json!({ "entry": entries[3], "to": "deserving", "reason": "Level in two criteria", "settled": { "kind": "agreed" } });
    assert_eq!(ines.post(&motions, wanted.clone()).await.json()["code"], "organiser_in_conflict");
    let made = li.post(&motions, wanted).await.good().json();
    assert_eq!((&made["number"], &made["moved"]["carried"]), (&2.into(), &true.into()));
    let listed = ines.get(&motions).await.good().json();
    assert_eq!(listed["board"]["lines"][0]["entries"].as_array().unwrap().len(), 3);
    let said: Vec<_> = listed["items"].as_array().unwrap().iter().map(|m| m["moved"].is_null()).collect();
    assert_eq!(said, [false, true]);
    assert!(!page(&ines, &standings).await.contains("two criteria"), "a reason that is hidden");

    // The form of the standings begins from the board: it is sent back as it stands.
    let form = page(&li, &standings).await;
    assert!(form.contains("value=\"Stronger on impact\"") && form.contains("Propose the cut"));
    let label = |i: usize| format!("label.{}", entries[i]);
    let names = [label(0), label(1), label(2), label(3)];
    let labels = ["shortlisted", "shortlisted", "shortlisted", "deserving"];
    let fields: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(labels).collect();
    let shortlist = format!("/organise/rounds/{}/shortlist", round.id);
    assert_eq!(send(&li, &shortlist, &fields).await.headers["location"], standings.as_str());
    assert!(page(&li, &standings).await.contains("You proposed this cut"));
    assert!(page(&mei, &standings).await.contains("proposes this cut"));
    let confirmation = format!("/organise/rounds/{}/confirmation", round.id);
    let pending = format!("/api/v1/rounds/{}/confirmation", round.id);
    let digest = |value: Value| value["digest"].as_str().unwrap().to_owned();
    let first = digest(mei.get(&pending).await.good().json());
    let own = send(&li, &confirmation, &[("digest", &first)]).await;
    assert!(own.status == 422 && own.body.contains("another person has to confirm it"));
    let silent = send(&mei, &format!("{confirmation}/setting-aside"), &[]).await;
    assert!(silent.status == 422 && silent.body.contains("Please give a reason"));
    let aside = json!({ "reason": "One more look" });
    assert_eq!(mei.post(&format!("{pending}/setting-aside"), aside).await.status, 204);
    assert_eq!(mei.get(&pending).await.status, 404);
    let body = json!({ "entries": entries[..3] });
    let proposed = li.post(&format!("/api/v1/rounds/{}/shortlist", round.id), body).await;
    assert_eq!((proposed.status.as_u16(), proposed.json()["items"].as_array().unwrap().len()), (202, 0));
    let digest = digest(proposed.json()["pending"].clone());
    assert_eq!(send(&mei, &confirmation, &[("digest", &digest)]).await.status, 303);
    let decided = served.engine.list_decisions(&organiser, round.edition).await.unwrap();
    assert_eq!(decided.len(), 4);
    served.stop().await;
}
