//! The editor's desk: which entries may become cases, and the cases made of them.

use super::Page;
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::Form;
use crate::labels;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use kapok_base::{CaseId, EditionId, EntryId, Language, Localized, Version};
use kapok_engine::Error;
use kapok_engine::remember::{CaseRecord, DeskEntry};
use kapok_judging::label::Label;
use kapok_library::{CaseText, Section};
use std::collections::BTreeSet;

/// Empty sections offered for writing.
const SPARE: usize = 1;
/// Most sections of a text.
const MOST_SECTIONS: usize = 60;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/editor", Action::SeeEditorsDesk, index)
        .get("/editor/editions/{id}", Action::SeeEditorsDesk, edition)
        .post("/editor/editions/{id}", Action::EditCases, publish)
        .get("/editor/cases/{id}", Action::SeeEditorsDesk, case)
        .post("/editor/cases/{id}", Action::EditCases, save)
        .post("/editor/cases/{id}/withdrawal", Action::EditCases, withdraw)
}

#[derive(Template)]
#[template(path = "desk/index.html")]
struct IndexPage {
    view: View,
    editions: Vec<(EditionId, Localized, i64)>,
}

async fn index(State(app): State<App>, view: View) -> Answer {
    let editions = app.engine().desk_editions(&view.caller).await?;
    let editions = editions.into_iter().map(|edition| (edition.id, edition.name, edition.year)).collect();
    Ok(Page(IndexPage { view, editions }).into_response())
}

#[derive(Template)]
#[template(path = "desk/edition.html")]
struct EditionPage {
    view: View,
    id: EditionId,
    name: Localized,
    labels: Vec<Label>,
    entries: Vec<DeskEntry>,
}

async fn edition(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    let (edition, entries) = app.engine().editors_desk(&view.caller, id).await?;
    Ok(Page(EditionPage { view, id, name: edition.name, labels: edition.labels, entries }).into_response())
}

impl EditionPage {
    fn entity(&self, entry: &DeskEntry) -> String {
        entry.entity_name.as_ref().map(|name| self.view.text(name).to_owned()).unwrap_or_default()
    }

    fn labels(&self, entry: &DeskEntry) -> Vec<String> {
        let named = self.labels.iter().filter(|label| entry.labels.contains(&label.key));
        named.map(|label| self.view.text(&label.name).to_owned()).collect()
    }

    /// Whether making a case of it is worth trying.
    fn is_ready(&self, entry: &DeskEntry) -> bool {
        let newer =
            entry.case.as_ref().is_none_or(|case| !case.withdrawn && case.announcement != entry.announcement);
        entry.announcement.is_some() && entry.licence.is_some() && newer
    }
}

async fn publish(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let chosen: Option<BTreeSet<EntryId>> = match form.value("which") {
        "all" => None,
        _ => Some(form.values("entry").iter().filter_map(|id| id.parse().ok()).collect()),
    };
    let published = app.engine().publish_cases(&view.caller, id, chosen).await?;
    let flash = Flash::good("desk-made")
        .with("made", published.made.len())
        .with("unchanged", published.unchanged)
        .with("refused", published.refused.len());
    Ok(flash.to(&format!("/editor/editions/{id}")))
}

#[derive(Template)]
#[template(path = "desk/case.html")]
struct CasePage {
    view: View,
    record: CaseRecord,
    form: Form,
    /// Numbers of the sections shown, from 0.
    sections: Vec<usize>,
    languages: Vec<(Language, String)>,
}

impl CasePage {
    fn section(&self, at: &usize) -> String {
        self.view.say_count("desk-case-section", at + 1)
    }

    fn new(view: View, record: CaseRecord, form: Form) -> Self {
        let written = (0..MOST_SECTIONS).rev().find(|at| {
            form.given(&format!("sections.{at}.heading"))
                .or(form.given(&format!("sections.{at}.text")))
                .is_some()
        });
        let sections = (0..(written.map_or(0, |last| last + 1) + SPARE).min(MOST_SECTIONS)).collect();
        let languages = record.versions.iter().map(|version| &version.language);
        let languages = languages.map(|l| (l.clone(), labels::language(view.locale, l))).collect();
        Self { view, record, form, sections, languages }
    }
}

async fn case(State(app): State<App>, view: View, Id(id): Id<CaseId>, pairs: Pairs) -> Answer {
    let record = app.engine().case_on_desk(&view.caller, id).await?;
    let wish: Option<Language> = pairs.first("text").and_then(|tag| tag.parse().ok());
    let shown = record.versions.iter().find(|version| Some(&version.language) == wish.as_ref());
    let mut form = Form::empty().with("version", record.version);
    if let Some(version) = shown.or(record.versions.first()) {
        form = form
            .with("lang", &version.language)
            .with("title", &version.text.title)
            .with("description", &version.text.description);
        for (at, section) in version.text.sections.iter().enumerate() {
            form = form
                .with(&format!("sections.{at}.heading"), &section.heading)
                .with(&format!("sections.{at}.text"), &section.text);
        }
    }
    Ok(Page(CasePage::new(view, record, form)).into_response())
}

async fn save(State(app): State<App>, view: View, Id(id): Id<CaseId>, form: Form) -> Answer {
    match written(&app, &view, id, &form).await {
        Ok(()) => Ok(Flash::good("desk-edited").to(&format!("/editor/cases/{id}"))),
        Err(error) => again(&app, view, id, form, error).await,
    }
}

async fn written(app: &App, view: &View, id: CaseId, form: &Form) -> Result<(), Error> {
    let version = Version(form.needed("version")?);
    let language: Language = form.needed("lang")?;
    let mut sections = Vec::new();
    for at in 0..MOST_SECTIONS {
        let heading = form.given(&format!("sections.{at}.heading")).unwrap_or_default();
        let text = form.given(&format!("sections.{at}.text")).unwrap_or_default();
        if !heading.is_empty() || !text.is_empty() {
            sections.push(Section { heading, text });
        }
    }
    let title = form.given("title").unwrap_or_default();
    let text = CaseText { title, description: form.given("description").unwrap_or_default(), sections };
    app.engine().edit_case(&view.caller, id, version, language, text).await?;
    Ok(())
}

async fn withdraw(State(app): State<App>, view: View, Id(id): Id<CaseId>, form: Form) -> Answer {
    let version = form.needed("version").map(Version).map_err(Error::from);
    let reason = form.given("reason").unwrap_or_default();
    let done = match version {
        Ok(version) => app.engine().withdraw_case(&view.caller, id, version, reason).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Flash::good("desk-withdrawn-done").to(&format!("/editor/cases/{id}"))),
        Err(error) => again(&app, view, id, form, error).await,
    }
}

/// The form once more, with what was typed and what was wrong.
async fn again(app: &App, view: View, id: CaseId, form: Form, error: Error) -> Answer<Response> {
    let form = form.refused(error, &view)?;
    let record = app.engine().case_on_desk(&view.caller, id).await?;
    Ok(Page(CasePage::new(view, record, form)).refused().into_response())
}
