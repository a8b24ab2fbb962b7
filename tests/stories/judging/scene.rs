//! A scene for stories of judging: an edition with entries, a committee, a jury and two rounds.

use kapok_access::Role;
use kapok_base::{EditionId, EntryId, Instant, Locale, Localized, PersonId, Version};
use kapok_engine::judge::{Assignment, Further, NewRound, NewScreening, NewShortlist, Panel, Round, Wanted};
use kapok_engine::submit::{Asked, Move, NewEdition, NewSubmission};
use kapok_engine::{Caller, Engine, Error, NewProgramme};
use kapok_judging::round::RoundRules;
use kapok_judging::scorecard::Given;
use kapok_judging::shortlist::{Basis, Override};
use kapok_judging::transition::Screening;
use kapok_store::people::{self, Person};
use kapok_submission::{Consent, EntityKind, EntityRecord, Licence};
use kapok_tests::database::Fresh;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> (&'static str, Vec<String>) {
    match answer.unwrap_err() {
        Error::Refused(refusal) => match refusal.details.first() {
            Some(detail) => (detail.code, detail.missing.clone()),
            None => (refusal.code, refusal.missing.clone()),
        },
        Error::NotFound => ("not found", vec![]),
        Error::Stale => ("stale", vec![]),
        Error::Forbidden => ("forbidden", vec![]),
        Error::SignInNeeded => ("sign in", vec![]),
        other => panic!("{other:?}"),
    }
}

async fn person(engine: &Engine, name: &'static str) -> PersonId {
    let made = engine.store().write(move |tx| async move {
        let id: PersonId = tx.secret_id();
        let email = Some(format!("{}@example.org", name.to_lowercase()));
        let (locale, has_password) = (Locale::En, false);
        let (created_at, version) = (tx.now(), Version::FIRST);
        let person = Person { id, name: name.to_owned(), email, locale, has_password, created_at, version };
        people::create(&tx, &person, None).await?;
        Ok::<_, Error>(id)
    });
    made.await.unwrap()
}

pub fn rules(kind: &str, cuts: Value) -> RoundRules {
    let criterion =
        |key: &str, weight: u32| json!({ "key": key, "label": Localized::english(key), "weight": weight });
    serde_json::from_value(json!({
        "name": Localized::english("A round"), "kind": kind, "minimum_scorecards": 1, "cuts": cuts,
        "rubric": {
            "scale": { "min": 0, "max": 10, "step": "0.5" },
            "criteria": [criterion("impact", 2), criterion("novelty", 1)],
        },
    }))
    .unwrap()
}

fn labels() -> Value {
    let label = |key: &str, quota: Option<u32>| json!({ "key": key, "name": Localized::english(key), "quota": quota });
    json!([
        label("winner", Some(1)),
        label("mention", None),
        label("shortlisted", Some(3)),
        label("deserving", None)
    ])
}

/// An edition with four sealed entries (or more), a committee of two and a jury of one, two rounds.
pub struct Scene {
    pub engine: Engine,
    pub organiser: Caller,
    pub edition: EditionId,
    pub entrant: Caller,
    pub entries: Vec<EntryId>,
    pub judges: Vec<(PersonId, Caller)>,
    pub juror: (PersonId, Caller),
    pub rounds: [Round; 2],
}

impl Scene {
    pub async fn move_to(&self, to: &str) -> Result<(), Error> {
        self.move_with(to, None).await
    }

    pub async fn move_with(&self, to: &str, reason: Option<&str>) -> Result<(), Error> {
        let asked = Move { to: to.to_owned(), round: None, reason: reason.map(str::to_owned) };
        self.engine.move_edition(&self.organiser, self.edition, asked).await.map(drop)
    }

    pub async fn screen(&self, entry: usize, outcome: Screening, reason: Option<&str>) -> Result<(), Error> {
        let new = NewScreening { outcome, reason: reason.map(str::to_owned), due: None };
        self.engine.screen_entry(&self.organiser, self.entries[entry], None, new).await.map(drop)
    }

    pub async fn score(&self, judge: &Caller, assignment: &Assignment, impact: &str, novelty: &str) {
        let given = given(&[("impact", impact), ("novelty", novelty)]);
        self.engine.save_scorecard(judge, assignment.id, None, given, true).await.unwrap();
    }

    pub async fn assign(&self, round: &Round, pairs: &[(usize, PersonId)]) -> Vec<Assignment> {
        let wanted =
            pairs.iter().map(|(e, judge)| Wanted { entry: self.entries[*e], judge: *judge }).collect();
        self.engine.assign(&self.organiser, round.id, wanted, None).await.unwrap()
    }

    /// Everything up to the beginning of the first round: all entries eligible, each with both judges.
    pub async fn first_round(&self) -> Vec<Assignment> {
        self.engine.clock().set(at("2026-04-01T00:00:00Z"));
        self.move_to("screening").await.unwrap();
        for entry in 0..self.entries.len() {
            self.screen(entry, Screening::Eligible, None).await.unwrap();
        }
        self.move_to("judging").await.unwrap();
        let pairs: Vec<_> =
            (0..self.entries.len()).flat_map(|e| self.judges.iter().map(move |j| (e, j.0))).collect();
        self.assign(&self.rounds[0], &pairs).await
    }

    /// The first round scored so that entries 0, 1, 2 come in this order and 3 ties with 2.
    pub async fn scored_first_round(&self) -> Vec<Assignment> {
        let assignments = self.first_round().await;
        for (i, assignment) in assignments.iter().enumerate() {
            let score = ["9", "8", "6", "6"][i / 2];
            self.score(&self.judges[i % 2].1, assignment, score, score).await;
        }
        assignments
    }

    pub async fn shortlist(
        &self,
        entries: &[usize],
        overrides: &[(usize, &str)],
    ) -> Result<Vec<(Option<String>, Basis)>, Error> {
        let reason =
            |(e, reason): &(usize, &str)| Override { entry: self.entries[*e], reason: (*reason).to_owned() };
        let new = NewShortlist {
            entries: entries.iter().map(|e| self.entries[*e]).collect(),
            further: None::<Vec<Further>>,
            overrides: overrides.iter().map(reason).collect(),
            announcement: None,
            title: Some(Localized::english("The shortlist")),
        };
        let confirmed = self.engine.confirm_shortlist(&self.organiser, self.rounds[0].id, new).await?;
        let (_, made) = confirmed.decided().unwrap();
        let mut by_entry: BTreeMap<_, _> =
            made.into_iter().map(|d| (d.entry, (d.labels.into_iter().next(), d.record.basis))).collect();
        Ok(self.entries.iter().filter_map(|e| by_entry.remove(e)).collect())
    }
}

pub fn given(scores: &[(&str, &str)]) -> Given {
    let score = |(criterion, value): &(&str, &str)| json!({ "criterion": criterion, "value": value });
    serde_json::from_value(json!({ "scores": scores.iter().map(score).collect::<Vec<_>>() })).unwrap()
}

pub async fn scene(fresh: &Fresh) -> Scene {
    let engine = fresh.engine().await;
    let system = Caller::system();
    let new = NewProgramme { slug: "award".into(), name: Localized::english("Award") };
    let programme = engine.create_programme(&system, new, None).await.unwrap().id;
    let organiser =
        Caller::person(person(&engine, "Li").await, vec![Role::Organiser { programme, edition: None }]);
    let edition: NewEdition = serde_json::from_value(json!({
        "programme": programme, "slug": "e-1", "name": Localized::english("First"), "year": 2026, "labels": labels(),
        "deadlines": { "closes": { "local": "2026-03-31T23:59:59", "zone": "Asia/Shanghai" } },
    }))
    .unwrap();
    let edition = engine.create_edition(&organiser, edition, None).await.unwrap();
    let (committee, judges) = panel(&engine, programme, edition.id, "Committee", &["Ines", "Omar"]).await;
    let (jury, jurors) = panel(&engine, programme, edition.id, "Jury", &["Juno"]).await;
    let lines = json!([
        { "rule": { "kind": "top", "count": 3 }, "ties": "referred", "label": "shortlisted", "advances": true },
        { "rule": { "kind": "top", "count": 9 }, "label": "deserving", "advances": false },
    ]);
    let first = NewRound { panel: committee.id, rules: rules("scoring", lines) };
    let first = engine.create_round(&organiser, edition.id, first, None).await.unwrap();
    let second = NewRound { panel: jury.id, rules: rules("hearing", json!([])) };
    let second = engine.create_round(&organiser, edition.id, second, None).await.unwrap();
    let open = Move { to: "open".into(), round: None, reason: None };
    engine.move_edition(&organiser, edition.id, open).await.unwrap();
    let (entrant, entries) = seal_entries(&engine, edition.id).await;
    let juror = jurors.into_iter().next().unwrap();
    let edition = edition.id;
    Scene { engine, organiser, edition, entrant, entries, judges, juror, rounds: [first, second] }
}

async fn panel(
    engine: &Engine,
    programme: kapok_base::ProgrammeId,
    edition: EditionId,
    name: &str,
    judges: &[&'static str],
) -> (Panel, Vec<(PersonId, Caller)>) {
    let system = Caller::system();
    let panel = engine.create_panel(&system, edition, Localized::english(name), None).await.unwrap();
    let mut seated = Vec::new();
    for name in judges {
        let judge = person(engine, name).await;
        engine.seat_judge(&system, panel.id, judge, false).await.unwrap();
        seated
            .push((judge, Caller::person(judge, vec![Role::Judge { programme, edition, panel: panel.id }])));
    }
    (panel, seated)
}

async fn seal_entries(engine: &Engine, edition: EditionId) -> (Caller, Vec<EntryId>) {
    let ana = person(engine, "Ana").await;
    let record = EntityRecord {
        kind: EntityKind::City,
        name: Localized::english("Medellín"),
        country: "CO".into(),
        region: None,
        population: None,
        lat: None,
        lon: None,
    };
    let entity = engine.register_entity(&Caller::person(ana, vec![]), record, None).await.unwrap();
    let entrant = Caller::person(ana, vec![Role::Entrant { entity: entity.id }]);
    let long = "It rained, and the water had nowhere to go; now it does. ".repeat(4);
    let consent = Asked { consent: Consent { publish: true, licence: Some(Licence::By) } };
    for title in ["Rain gardens", "Night buses", "Seed banks", "Cool roofs"] {
        let answers: BTreeMap<String, Value> = serde_json::from_value(json!({
            "title": title, "summary": long, "themes": ["water"], "goals": [11], "started": "2021-05-01",
            "contact_name": "Ana", "contact_email": "ana@medellin.example", "background": long, "innovation": long,
            "process": long, "outcomes": long, "lessons": long,
        }))
        .unwrap();
        let new = NewSubmission { entity: entity.id, language: "en".parse().unwrap(), answers };
        let submission = engine.create_submission(&entrant, edition, new, None).await.unwrap();
        engine.seal_submission(&entrant, submission.id, None, consent, None).await.unwrap();
    }
    let rows = engine.list_entries(&Caller::system(), edition).await.unwrap();
    (entrant, rows.into_iter().map(|row| row.entry.id).collect())
}
