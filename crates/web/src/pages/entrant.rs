//! The entrant's home: whom they act for, their dossiers, the editions that are open; and their entities' records.

use super::Page;
use super::choices;
use super::dossier::badge;
use crate::app::App;
use crate::extract::{Id, Query};
use crate::fault::{Answer, Fault, Kind};
use crate::flash::{Flash, go};
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, RoleName};
use kapok_base::{EntityId, Language, Limit, Localized, PageRequest, Refusal, Version};
use kapok_engine::submit::{Entity, NewSubmission, PublicEdition, Submission, SubmissionFilter};
use kapok_submission::{Dossier, EntityKind, EntityRecord};
use serde::Deserialize;
use std::collections::BTreeMap;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/submissions", Action::SeeEntities, home)
        .post("/submissions", Action::WriteSubmission, begin)
        .get("/entities/new", Action::RegisterEntity, new_entity)
        .post("/entities", Action::RegisterEntity, register)
        .get("/entities/{id}", Action::EditEntity, entity)
        .post("/entities/{id}", Action::EditEntity, save_entity)
}

#[derive(Template)]
#[template(path = "submit/home.html")]
struct HomePage {
    view: View,
    form: Form,
    entities: Vec<Entity>,
    submissions: Vec<(Submission, String)>,
    open: Vec<PublicEdition>,
    next: String,
}

impl HomePage {
    fn country(&self, entity: &Entity) -> String {
        choices::country(&self.view, &entity.record.country)
    }

    fn own(&self) -> Vec<Choice> {
        let named =
            |entity: &Entity| choices::choice(entity.id.to_string(), self.view.text(&entity.record.name));
        self.entities.iter().map(named).collect()
    }

    fn editions(&self) -> Vec<Choice> {
        let named =
            |edition: &PublicEdition| choices::choice(edition.id.to_string(), self.view.text(&edition.name));
        self.open.iter().map(named).collect()
    }

    fn languages(&self) -> Vec<Choice> {
        choices::of_languages(&[])
    }
}

#[derive(Deserialize)]
struct Cursor {
    cursor: Option<String>,
}

async fn home(State(app): State<App>, view: View, Query(page): Query<Cursor>) -> Answer {
    Ok(Page(home_page(&app, view, Form::empty(), page.cursor).await?).into_response())
}

async fn home_page(app: &App, view: View, form: Form, cursor: Option<String>) -> Answer<HomePage> {
    let engine = app.engine();
    let entities = engine.list_own_entities(&view.caller).await?;
    let editions = engine.list_editions(&view.caller, None).await?;
    let mut submissions = Vec::new();
    let mut next = String::new();
    // Whoever acts for no entity yet has no dossiers either; an organiser's are listed with their edition.
    if view.is(RoleName::Entrant) {
        let page = PageRequest { limit: Limit::clamped(50), cursor };
        let found = engine.list_submissions(&view.caller, &SubmissionFilter::default(), &page).await?;
        next = found.next_cursor.map(|cursor| format!("/submissions?cursor={cursor}")).unwrap_or_default();
        for submission in found.items.into_iter().filter(|s| engine.may_write(&view.caller, s)) {
            let edition = editions.iter().find(|edition| edition.id == submission.edition);
            let name = edition.map(|edition| view.text(&edition.name).to_owned()).unwrap_or_default();
            submissions.push((submission, name));
        }
    }
    let open = editions.into_iter().filter(|edition| edition.is_open).collect();
    Ok(HomePage { view, form, entities, submissions, open, next })
}

async fn begin(State(app): State<App>, view: View, form: Form) -> Answer {
    let begun = async {
        let new = NewSubmission {
            entity: form.needed("entity")?,
            language: form.needed("language")?,
            answers: BTreeMap::new(),
        };
        app.engine().create_submission(&view.caller, form.needed("edition")?, new, None).await
    };
    match begun.await {
        Ok(submission) => Ok(go(&format!("/submissions/{}", submission.id))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(home_page(&app, view, form, None).await?).refused().into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "submit/entity.html")]
struct EntityPage {
    view: View,
    form: Form,
    /// The entity that is corrected; none while one is registered.
    entity: Option<Entity>,
}

impl EntityPage {
    fn kinds(&self) -> Vec<Choice> {
        choices::of_kinds(&self.view, &[])
    }

    fn countries(&self) -> Vec<Choice> {
        choices::of_countries(&self.view)
    }

    fn address(&self) -> String {
        self.entity
            .as_ref()
            .map_or_else(|| "/entities".to_owned(), |entity| format!("/entities/{}", entity.id))
    }
}

async fn new_entity(view: View) -> Answer {
    let form = Form::empty().with("kind", "city");
    Ok(Page(EntityPage { view, form, entity: None }).into_response())
}

async fn register(State(app): State<App>, view: View, form: Form) -> Answer {
    let registered = async { app.engine().register_entity(&view.caller, record(&form, None)?, None).await };
    match registered.await {
        Ok(_) => Ok(Flash::good("submit-entity-registered").to("/submissions")),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(EntityPage { view, form, entity: None }).refused().into_response())
        }
    }
}

async fn entity(State(app): State<App>, view: View, Id(id): Id<EntityId>) -> Answer {
    let entity = app.engine().get_entity(&view.caller, id).await?;
    let record = &entity.record;
    let given = |value: Option<String>| value.unwrap_or_default();
    let mut form = Form::empty()
        .with("kind", record.kind.as_str())
        .with("country", &record.country)
        .with("region", given(record.region.clone()))
        .with("population", given(record.population.map(|people| people.to_string())))
        .with("lat", given(record.lat.map(|degrees| degrees.to_string())))
        .with("lon", given(record.lon.map(|degrees| degrees.to_string())))
        .with("version", entity.version);
    for (language, name) in record.name.iter() {
        form = form.with(&format!("name.texts.{language}"), name);
    }
    Ok(Page(EntityPage { view, form, entity: Some(entity) }).into_response())
}

async fn save_entity(State(app): State<App>, view: View, Id(id): Id<EntityId>, form: Form) -> Answer {
    let entity = app.engine().get_entity(&view.caller, id).await?;
    let saved = async {
        let version = Version(form.needed("version")?);
        app.engine().update_entity(&view.caller, id, version, record(&form, Some(&entity))?).await
    };
    match saved.await {
        Ok(_) => Ok(Flash::good("saved").to("/submissions")),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(EntityPage { view, form, entity: Some(entity) }).refused().into_response())
        }
    }
}

/// The record as it was typed; names in languages that the form does not show stay.
fn record(form: &Form, before: Option<&Entity>) -> Result<EntityRecord, Refusal> {
    let kind = EntityKind::named(form.value("kind"));
    Ok(EntityRecord {
        kind: kind.ok_or_else(|| Refusal::invalid("required").at("/kind"))?,
        name: names(form, "name", before.map(|entity| &entity.record.name))?,
        country: form.value("country").to_owned(),
        region: form.given("region"),
        population: form.parsed("population")?,
        lat: form.parsed("lat")?,
        lon: form.parsed("lon")?,
    })
}

/// A text typed in the interface's languages; English is the original where it is given.
pub(crate) fn names(form: &Form, field: &str, before: Option<&Localized>) -> Result<Localized, Refusal> {
    let mut texts: BTreeMap<String, String> = before
        .map(|before| before.iter().map(|(language, text)| (language.to_string(), text.clone())).collect())
        .unwrap_or_default();
    for tag in ["en", "zh-Hans"] {
        match form.given(&format!("{field}.texts.{tag}")) {
            Some(text) => drop(texts.insert(tag.to_owned(), text)),
            None => drop(texts.remove(tag)),
        }
    }
    let missing = || Refusal::invalid("required").at(format!("/{field}/texts/en"));
    let language = |tag: &str| tag.parse::<Language>().map_err(|_| missing());
    let before = before.map(|before| before.original().to_string());
    let original = before.filter(|tag| texts.contains_key(tag)).or_else(|| texts.keys().next().cloned());
    let original = original.ok_or_else(missing)?;
    let first = texts.remove(&original).unwrap_or_default();
    let mut name = Localized::new(language(&original)?, first);
    for (tag, text) in texts {
        name = name.with(language(&tag)?, text);
    }
    Ok(name)
}

/// A fault for a submission that is not the caller's to write on a page.
pub(crate) fn sealed(submission: &Submission) -> Option<Fault> {
    let code = match submission.state {
        Dossier::Submitted { .. } => "submission_sealed",
        Dossier::Withdrawn { .. } => "submission_withdrawn",
        Dossier::Draft | Dossier::Returned { .. } => return None,
    };
    Some(Fault::given(Kind::State, Refusal::state(code)))
}
