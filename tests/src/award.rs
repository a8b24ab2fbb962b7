//! An award on a real server, driven over HTTP step by step: the people, the edition, and each act of its story.

use crate::database::Fresh;
use crate::http::{Answer, Client};
use crate::served::{self, Served};
use kapok_access::{Role, TokenScope};
use kapok_base::{Instant, Locale, PersonId, ProgrammeId};
use kapok_engine::people::{NewPerson, NewToken};
use kapok_engine::{Caller, Engine};
use reqwest::Method;
use serde_json::{Value, json};

/// When the calls of test editions close.
pub const CLOSES: &str = "2026-04-30T23:59:59";

/// Somebody with a token.
#[derive(Clone)]
pub struct Person {
    pub id: PersonId,
    pub client: Client,
}

/// An edition that has been set up, and those who run it.
pub struct Award {
    pub served: Served,
    pub visitor: Client,
    pub administrator: Person,
    pub organiser: Person,
    pub editor: Person,
    pub committee: Vec<Person>,
    pub jury: Vec<Person>,
    pub programme: String,
    pub edition: String,
    pub panels: [String; 2],
    pub rounds: [String; 2],
}

/// A sealed submission of one city.
pub struct Entered {
    pub officer: Person,
    pub entity: String,
    pub submission: String,
    pub receipt: Value,
}

/// Makes an account with a token that acts in all its roles; names are to differ within one award.
pub async fn person(engine: &Engine, visitor: &Client, name: &str, roles: Vec<Role>) -> Person {
    let plain: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let email = format!("{plain}@example.org");
    let new =
        NewPerson { name: name.to_owned(), email, locale: Locale::En, password: None, roles: roles.clone() };
    let id = engine.add_person(&Caller::system(), new).await.unwrap().id;
    let token = NewToken { name: "test".to_owned(), scope: TokenScope::default(), expires_at: None };
    let (_, secret) = engine.create_token(&Caller::person(id, roles), token).await.unwrap();
    Person { id, client: visitor.with_token(&secret) }
}

pub fn words(english: &str) -> Value {
    json!({ "original": "en", "texts": { "en": english } })
}

fn rules(name: &str, kind: &str, criteria: &Value, cuts: &Value, minimum: u32) -> Value {
    json!({
        "name": words(name), "kind": kind, "minimum_scorecards": minimum, "cuts": cuts,
        "rubric": { "scale": { "min": 1, "max": 10, "step": 0.5 }, "criteria": criteria },
    })
}

fn form() -> Value {
    let field = |key: &str, kind: Value, required: bool, library: Value| json!({ "key": key, "label": words(key), "kind": kind, "required": required, "library": library });
    let long = json!({ "type": "long_text", "max_characters": 6000 });
    json!({ "modules": [
        { "key": "basics", "label": words("Basics"), "fields": [
            field("title", json!({ "type": "short_text", "max_characters": 200 }), true, json!("title")),
            field("summary", long.clone(), true, json!("summary")),
            field("outcomes", long, true, json!("section")),
            field("contact_email", json!({ "type": "email" }), false, Value::Null),
        ] },
    ] })
}

fn labels() -> Value {
    let label = |key: &str, quota: u32| json!({ "key": key, "name": words(key), "quota": quota });
    json!([label("winner", 1), label("special-mention", 2), label("shortlisted", 3)])
}

impl Award {
    /// Sets up a programme with an edition in draft, two panels of `judges` each and two rounds.
    pub async fn set_up(fresh: &Fresh, judges: usize) -> Self {
        Self::set_up_on(served::serve(fresh.engine().await).await, judges).await
    }

    pub async fn set_up_on(served: Served, judges: usize) -> Self {
        Self::set_up_until(served, judges, CLOSES).await
    }

    /// The same with a call that closes at another time.
    pub async fn set_up_until(served: Served, judges: usize, closes: &str) -> Self {
        let (engine, visitor) = (&served.engine, Client::visitor(&served.address));
        let administrator = person(engine, &visitor, "Ada Administrator", vec![Role::Administrator]).await;
        let body = json!({ "slug": "test-award", "name": words("Test Award") });
        let programme = administrator.client.post("/api/v1/programmes", body).await.good().id();
        let place: ProgrammeId = programme.parse().unwrap();
        let organiser = person(
            engine,
            &visitor,
            "Olga Organiser",
            vec![Role::Organiser { programme: place, edition: None }],
        )
        .await;
        let editor = person(engine, &visitor, "Eve Editor", vec![Role::Editor { programme: place }]).await;
        let body = json!({
            "programme": programme, "slug": "2026", "name": words("2026"), "year": 2026, "form": form(),
            "labels": labels(), "deadlines": { "closes": { "local": closes, "zone": "Asia/Shanghai" } },
        });
        let edition = organiser.client.post("/api/v1/editions", body).await.good().id();
        let mut award = Self {
            visitor,
            administrator,
            organiser,
            editor,
            committee: vec![],
            jury: vec![],
            programme,
            edition,
            panels: Default::default(),
            rounds: Default::default(),
            served,
        };
        award.seat(judges).await;
        award
    }

    async fn seat(&mut self, judges: usize) {
        for (at, name) in ["Committee", "Jury"].into_iter().enumerate() {
            let path = format!("/api/v1/editions/{}/panels", self.edition);
            let panel = self.organiser.client.post(&path, json!({ "name": words(name) })).await.good().id();
            for number in 0..judges {
                let name = format!("{name} judge {number}");
                let judge = person(&self.served.engine, &self.visitor, &name, vec![]).await;
                let body = json!({ "person": judge.id, "chair": number == 0 });
                let path = format!("/api/v1/panels/{panel}/judges");
                self.administrator.client.post(&path, body).await.good();
                if at == 0 { self.committee.push(judge) } else { self.jury.push(judge) }
            }
            self.panels[at] = panel;
        }
        let criterion = |key: &str, weight: u32, optional: bool| json!({ "key": key, "label": words(key), "weight": weight, "optional": optional });
        let first = rules(
            "Technical committee",
            "scoring",
            &json!([
                criterion("innovation", 2, false),
                criterion("impact", 1, false),
                criterion("style", 1, true)
            ]),
            &json!([{ "rule": { "kind": "top", "count": 3 }, "label": "shortlisted", "advances": true, "ties": "referred" }]),
            1,
        );
        let second = rules("Jury", "hearing", &json!([criterion("defence", 1, false)]), &json!([]), 1);
        for (at, rules) in [first, second].into_iter().enumerate() {
            let path = format!("/api/v1/editions/{}/rounds", self.edition);
            let body = json!({ "panel": self.panels[at], "rules": rules });
            self.rounds[at] = self.organiser.client.post(&path, body).await.good().id();
        }
    }

    pub fn clock(&self, at: &str) {
        self.served.engine.clock().set(at.parse::<Instant>().unwrap());
    }

    pub async fn go(&self, to: &str) -> Answer {
        let path = format!("/api/v1/editions/{}/phase", self.edition);
        self.organiser.client.post(&path, json!({ "to": to })).await
    }

    /// A city's officer with a draft that is complete.
    pub async fn draft(&self, city: &str) -> Entered {
        let name = format!("Officer of {city}");
        let officer = person(&self.served.engine, &self.visitor, &name, vec![]).await;
        let body = json!({ "kind": "city", "name": words(city), "country": "DK", "population": 600_000 });
        let entity = officer.client.post("/api/v1/entities", body).await.good().id();
        let path = format!("/api/v1/editions/{}/submissions", self.edition);
        let answers = json!({
            "title": format!("Rain gardens of {city}"),
            "summary": format!("{city} leads its cloudbursts through gardens to the harbour, street by street."),
            "outcomes": "No cellar was flooded in the last storm.",
            "contact_email": "officer@example.org",
        });
        let body = json!({ "entity": entity, "language": "en", "answers": answers });
        let submission = officer.client.post(&path, body).await.good().id();
        Entered { officer, entity, submission, receipt: Value::Null }
    }

    pub async fn seal(&self, draft: Entered) -> Entered {
        let path = format!("/api/v1/submissions/{}", draft.submission);
        let body = json!({ "consent": { "publish": true, "licence": "CC-BY-4.0" } });
        let seal = format!("{path}/seal");
        let receipt = draft.officer.client.change(Method::POST, &seal, &path, body).await.good().json();
        Entered { receipt, ..draft }
    }

    pub async fn enter(&self, city: &str) -> Entered {
        let draft = self.draft(city).await;
        self.seal(draft).await
    }

    /// The entries as the organiser sees them.
    pub async fn entries(&self) -> Vec<Value> {
        let path = format!("/api/v1/editions/{}/entries?limit=200", self.edition);
        let answer = self.organiser.client.get(&path).await.good().json();
        answer["items"].as_array().unwrap().clone()
    }

    pub async fn screen(&self, entry: &str, outcome: &str, reason: Option<&str>) -> Answer {
        let path = format!("/api/v1/entries/{entry}");
        let body = json!({ "outcome": outcome, "reason": reason });
        self.organiser.client.change(Method::POST, &format!("{path}/screening"), &path, body).await
    }

    /// Each entry named to each judge named.
    pub async fn assign(&self, round: usize, entries: &[String], judges: &[Person]) -> Answer {
        let pairs = entries.iter().flat_map(|entry| judges.iter().map(move |judge| (entry, judge.id)));
        let wanted: Vec<Value> =
            pairs.map(|(entry, judge)| json!({ "entry": entry, "judge": judge })).collect();
        let path = format!("/api/v1/rounds/{}/assignments", self.rounds[round]);
        self.organiser.client.post(&path, json!({ "assignments": wanted })).await
    }

    /// The judge's assignments of a round: assignment and entry.
    pub async fn mine(&self, round: usize, judge: &Person) -> Vec<(String, String)> {
        let path = format!("/api/v1/me/assignments?round={}", self.rounds[round]);
        let answer = judge.client.get(&path).await.good().json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let items = answer["items"].as_array().unwrap();
        items.iter().map(|item| (text(&item["id"]), text(&item["entry"]))).collect()
    }

    pub async fn score(&self, judge: &Person, assignment: &str, scores: Value, submit: bool) -> Answer {
        let path = format!("/api/v1/assignments/{assignment}");
        let body = json!({ "scores": scores, "submit": submit });
        judge.client.change(Method::PUT, &format!("{path}/scorecard"), &path, body).await
    }

    pub async fn standings(&self, round: usize) -> Value {
        let path = format!("/api/v1/rounds/{}/standings", self.rounds[round]);
        self.organiser.client.get(&path).await.good().json()
    }

    /// Sets the instant of an announcement; now, when none is given.
    pub async fn announce(&self, announcement: &str, at: Option<&str>) -> Answer {
        let path = format!("/api/v1/editions/{}/announcements", self.edition);
        let all = self.organiser.client.get(&path).await.good().json();
        let found =
            all["items"].as_array().unwrap().iter().find(|a| a["id"] == announcement).unwrap().clone();
        let etag = format!("\"{}\"", found["version"]);
        let path = format!("/api/v1/announcements/{announcement}/schedule");
        self.organiser
            .client
            .send(Method::POST, &path, &[("if-match", &etag)], Some(json!({ "at": at })))
            .await
    }
}

/// A score per criterion, as the API takes them.
pub fn scores(given: &[(&str, f64)]) -> Value {
    given.iter().map(|(criterion, value)| json!({ "criterion": criterion, "value": value })).collect()
}
