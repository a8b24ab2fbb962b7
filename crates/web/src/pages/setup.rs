//! An edition's set-up: its phases and what is missing, deadlines, who may enter, the form and the labels as data.

use super::entrant::names;
use super::field::FieldView;
use super::organise::phase_key;
use super::{Page, choices};
use crate::app::App;
use crate::extract::{Id, Query};
use crate::fault::Answer;
use crate::flash::{Flash, go};
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, Role, RoleName};
use kapok_base::{Deadline, EditionId, Limit, PageRequest, Refusal, Version};
use kapok_engine::submit::{Edition, EditionChange, Move, Next, Submission, SubmissionFilter};
use kapok_judging::phase::Phase;
use kapok_submission::{EntityKind, GivenDeadlines, LocalTime, Module};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/editions/{id}", Action::SeeEdition, show)
        .post("/organise/editions/{id}", Action::SetUpEdition, save)
        .post("/organise/editions/{id}/rules", Action::SetUpEdition, save_rules)
        .post("/organise/editions/{id}/phase", Action::MoveEdition, move_on)
        .get("/organise/editions/{id}/submissions", Action::SeeSubmission, submissions)
}

#[derive(Template)]
#[template(path = "submit/setup.html")]
pub(super) struct SetupPage {
    view: View,
    edition: Edition,
    next: Next,
    counts: BTreeMap<String, i64>,
    form: Form,
    rules: Form,
    phase: Form,
    pub(super) rehearsal: Form,
}

impl SetupPage {
    fn may_change(&self) -> bool {
        self.view.is(RoleName::Organiser) || self.view.is(RoleName::Administrator)
    }

    /// Whether the reader may copy the edition as a rehearsal: they run its whole programme.
    fn may_rehearse(&self) -> bool {
        self.view.caller.roles().iter().any(|role| match role {
            Role::Administrator => true,
            Role::Organiser { programme, edition: None } => *programme == self.edition.programme,
            _ => false,
        })
    }

    fn position(&self) -> usize {
        self.next.path.iter().position(|phase| *phase == self.edition.phase).unwrap_or(0)
    }

    fn say_phase(&self, phase: &Phase) -> String {
        self.view.say(&phase_key(phase.kind()))
    }

    /// The name under which a phase is sent: its kind, and its round where it has one.
    fn value(phase: &Phase) -> String {
        match phase {
            Phase::Judging { round } => format!("judging {round}"),
            other => other.kind().to_owned(),
        }
    }

    /// The phases to which the edition can go back.
    fn earlier(&self) -> Vec<Choice> {
        let path = self.next.path.iter().take(self.position());
        path.map(|phase| choices::choice(Self::value(phase), self.say_phase(phase))).collect()
    }

    fn kinds(&self) -> Vec<Choice> {
        choices::of_kinds(&self.view, &[])
    }

    fn fields(&self, module: &Module) -> Vec<FieldView> {
        module.fields.iter().map(|field| FieldView::of(&self.view, field)).collect()
    }

    fn count(&self, state: &str) -> i64 {
        self.counts.get(state).copied().unwrap_or(0)
    }

    fn why_not(&self) -> String {
        self.next.refusal.as_ref().map(|refusal| self.view.words.refusal(refusal)).unwrap_or_default()
    }
}

/// The page as it stands, its forms filled with what is stored.
pub(super) async fn page(app: &App, view: View, id: EditionId) -> Answer<SetupPage> {
    let engine = app.engine();
    let edition = engine.get_whole_edition(&view.caller, id).await?;
    let next = engine.next_phase(&view.caller, id).await?;
    let counts = engine.count_submissions(&view.caller, id).await?;
    let (form, rules) = (stored(&edition), stored_rules(&edition)?);
    let (phase, rehearsal) = (Form::empty(), Form::empty().with("shift_days", 0));
    Ok(SetupPage { view, edition, next, counts, form, rules, phase, rehearsal })
}

fn stored(edition: &Edition) -> Form {
    let local = |deadline: &Option<Deadline>| deadline.as_ref().map_or("", |d| &d.local).to_owned();
    let deadlines = &edition.deadlines;
    let zone = deadlines.closes.as_ref().map_or("Asia/Shanghai", |closes| &closes.zone);
    let number = |n: Option<String>| n.unwrap_or_default();
    let kinds = edition.eligibility.entity_kinds.iter();
    let mut form = Form::of(kinds.map(|kind| ("kinds".to_owned(), kind.as_str().to_owned())))
        .with("year", edition.year)
        .with("deadlines.closes", local(&deadlines.closes))
        .with("deadlines.early_bird", local(&deadlines.early_bird))
        .with("zone", zone)
        .with("correction_days", number(deadlines.correction_days.map(|days| days.to_string())))
        .with("entries", number(edition.eligibility.entries_per_entity.map(|most| most.to_string())))
        .with("version", edition.version);
    if edition.eligibility.screening {
        form = form.with("screening", "yes");
    }
    for (language, name) in edition.name.iter() {
        form = form.with(&format!("name.texts.{language}"), name);
    }
    form
}

fn stored_rules(edition: &Edition) -> Answer<Form> {
    let pretty = |value: serde_json::Result<String>| value.map_err(crate::fault::Fault::internal);
    Ok(Form::empty()
        .with("form", pretty(serde_json::to_string_pretty(&edition.form))?)
        .with("labels", pretty(serde_json::to_string_pretty(&edition.labels))?)
        .with("version", edition.version))
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    Ok(Page(page(&app, view, id).await?).into_response())
}

async fn save(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let before = page(&app, view.clone(), id).await?;
    let saved = async {
        let change = change(&form, &before.edition)?;
        app.engine().update_edition(&view.caller, id, Version(form.needed("version")?), change).await
    };
    match saved.await {
        Ok(_) => Ok(Flash::good("saved").to(&format!("/organise/editions/{id}"))),
        Err(error) => {
            let form = form.refused(error, &view)?.with("version", before.edition.version);
            Ok(Page(SetupPage { form, ..before }).refused().into_response())
        }
    }
}

/// What was typed, as far as it differs from what is stored: what is fixed by now need not be sent.
fn change(form: &Form, edition: &Edition) -> Result<EditionChange, Refusal> {
    let zone = form.given("zone").unwrap_or_else(|| "UTC".to_owned());
    let time = |name: &str| form.given(name).map(|local| LocalTime { local, zone: zone.clone() });
    let given = GivenDeadlines {
        early_bird: time("deadlines.early_bird"),
        closes: time("deadlines.closes"),
        correction_days: form.parsed("correction_days")?,
    };
    let deadlines = given.resolve()?;
    let mut eligibility = edition.eligibility.clone();
    eligibility.screening = form.holds("screening", "yes");
    eligibility.entries_per_entity = form.parsed("entries")?;
    eligibility.entity_kinds =
        form.values("kinds").iter().filter_map(|kind| EntityKind::named(kind)).collect();
    let name = names(form, "name", Some(&edition.name))?;
    let year = form.needed("year")?;
    Ok(EditionChange {
        name: (name != edition.name).then_some(name),
        year: (year != edition.year).then_some(year),
        deadlines: (deadlines != edition.deadlines).then_some(given),
        eligibility: (eligibility != edition.eligibility).then_some(eligibility),
        ..EditionChange::default()
    })
}

async fn save_rules(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let before = page(&app, view.clone(), id).await?;
    let saved = async {
        let (new, labels) = (read(&form, "form")?, read(&form, "labels")?);
        let change = EditionChange {
            form: (new != before.edition.form).then_some(new),
            labels: (labels != before.edition.labels).then_some(labels),
            ..EditionChange::default()
        };
        app.engine().update_edition(&view.caller, id, Version(form.needed("version")?), change).await
    };
    match saved.await {
        Ok(_) => Ok(Flash::good("saved").to(&format!("/organise/editions/{id}"))),
        Err(error) => {
            let rules = form.refused(error, &view)?.with("version", before.edition.version);
            Ok(Page(SetupPage { rules, ..before }).refused().into_response())
        }
    }
}

fn read<T: DeserializeOwned>(form: &Form, name: &str) -> Result<T, Refusal> {
    serde_json::from_str(form.value(name)).map_err(|error| {
        let at = format!("/{name}");
        match error.is_data() {
            true => Refusal::invalid("rules_unreadable").at(at).with("detail", error.to_string()),
            false => Refusal::invalid("malformed_json")
                .at(at)
                .with("line", error.line())
                .with("column", error.column()),
        }
    })
}

async fn move_on(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let moved = async {
        let to = form.value("to");
        let (kind, round) = to.split_once(' ').unwrap_or((to, ""));
        let asked = Move { to: kind.to_owned(), round: round.parse().ok(), reason: form.given("reason") };
        app.engine().move_edition(&view.caller, id, asked).await
    };
    match moved.await {
        Ok(_) => Ok(Flash::good("submit-moved").to(&format!("/organise/editions/{id}"))),
        Err(error) => {
            let phase = form.refused(error, &view)?;
            let page = page(&app, view, id).await?;
            Ok(Page(SetupPage { phase, ..page }).refused().into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "submit/submissions.html")]
struct SubmissionsPage {
    view: View,
    edition: Edition,
    submissions: Vec<(Submission, String)>,
    next: String,
}

impl SubmissionsPage {
    fn setup(&self) -> String {
        format!("/organise/editions/{}", self.edition.id)
    }
}

#[derive(Deserialize)]
struct Wanted {
    state: Option<String>,
    cursor: Option<String>,
}

async fn submissions(
    State(app): State<App>,
    view: View,
    Id(id): Id<EditionId>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let engine = app.engine();
    if !view.is(RoleName::Organiser) && !view.is(RoleName::Administrator) && !view.is(RoleName::Auditor) {
        return Ok(go("/submissions"));
    }
    let edition = engine.get_whole_edition(&view.caller, id).await?;
    let filter = SubmissionFilter { edition: Some(id), entity: None, state: wanted.state };
    let page = PageRequest { limit: Limit::clamped(100), cursor: wanted.cursor };
    let found = engine.list_submissions(&view.caller, &filter, &page).await?;
    let next = found.next_cursor.map(|cursor| format!("/organise/editions/{id}/submissions?cursor={cursor}"));
    let entities = engine.name_entities(&view.caller, found.items.iter().map(|s| s.entity)).await?;
    let named = |submission: Submission| {
        let name = entities.get(&submission.entity);
        let name = name.map(|entity| view.text(&entity.record.name).to_owned()).unwrap_or_default();
        (submission, name)
    };
    let submissions = found.items.into_iter().map(named).collect();
    Ok(Page(SubmissionsPage { view, edition, submissions, next: next.unwrap_or_default() }).into_response())
}
