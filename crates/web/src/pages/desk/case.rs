//! One case on the desk: its texts in its languages, its links, and withdrawing it.

use crate::app::App;
use crate::extract::{Id, Ids, Pairs};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::labels;
use crate::pages::{Page, choices};
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kapok_base::{CaseId, CaseLinkId, Language, Version};
use kapok_engine::Error;
use kapok_engine::remember::CaseRecord;
use kapok_library::{CaseLink, CaseText, LinkKind, NewLink, Personal, Section, personal};

/// Empty sections offered for writing.
const SPARE: usize = 1;
/// Most sections of a text.
const MOST_SECTIONS: usize = 60;

#[derive(Template)]
#[template(path = "desk/case.html")]
struct CasePage {
    view: View,
    record: CaseRecord,
    form: Form,
    /// Numbers of the sections shown, from 0.
    sections: Vec<usize>,
    languages: Vec<(Language, String)>,
    /// Languages that a translation can be in, when one is begun.
    adds: Vec<Choice>,
    /// The original, to be read beside a translation.
    original: Option<CaseText>,
    links: Vec<CaseLink>,
    kinds: Vec<Choice>,
    /// What may be personal in its texts.
    personal: Vec<Personal>,
}

impl CasePage {
    fn section(&self, at: &usize) -> String {
        self.view.say_count("desk-case-section", at + 1)
    }

    fn kind(&self, link: &CaseLink) -> String {
        self.view.say(&format!("link-{}", link.kind.as_str().replace('_', "-")))
    }

    fn new(view: View, record: CaseRecord, links: Vec<CaseLink>, form: Form) -> Self {
        let written = (0..MOST_SECTIONS).rev().find(|at| {
            form.given(&format!("sections.{at}.heading"))
                .or(form.given(&format!("sections.{at}.text")))
                .is_some()
        });
        let sections = (0..(written.map_or(0, |last| last + 1) + SPARE).min(MOST_SECTIONS)).collect();
        let languages = record.versions.iter().map(|version| &version.language);
        let languages = languages.map(|l| (l.clone(), labels::language(view.locale, l))).collect();
        let given: Option<Language> = form.given("lang").and_then(|tag| tag.parse().ok());
        let is_known = |tag: &str| record.versions.iter().any(|version| version.language.as_str() == tag);
        let adds = choices::of_languages(&[]).into_iter().filter(|choice| !is_known(&choice.value)).collect();
        let original = record.versions.first();
        let original = original.filter(|version| given.as_ref() != Some(&version.language));
        let mut found: Vec<Personal> =
            record.versions.iter().flat_map(|version| personal(&version.text)).collect();
        found.sort();
        found.dedup();
        let kind = |kind: LinkKind| Choice {
            value: kind.as_str().to_owned(),
            label: view.say(&format!("link-{}", kind.as_str().replace('_', "-"))),
        };
        let (kinds, original) =
            (LinkKind::ALL.map(kind).to_vec(), original.map(|version| version.text.clone()));
        Self { view, record, form, sections, languages, adds, original, links, kinds, personal: found }
    }
}

pub(super) async fn case(State(app): State<App>, view: View, Id(id): Id<CaseId>, pairs: Pairs) -> Answer {
    let (record, links) = on_desk(&app, &view, id).await?;
    let wish: Option<Language> = pairs.first("text").and_then(|tag| tag.parse().ok());
    let shown = record.versions.iter().find(|version| Some(&version.language) == wish.as_ref());
    let mut form = Form::empty().with("version", record.version);
    let adding = pairs.first("add").is_some();
    if let Some(version) = shown.or(record.versions.first()).filter(|_| !adding) {
        form = filled(form, &version.language, &version.text);
    }
    Ok(Page(CasePage::new(view, record, links, form)).into_response())
}

pub(super) async fn save(State(app): State<App>, view: View, Id(id): Id<CaseId>, form: Form) -> Answer {
    match written(&app, &view, id, &form).await {
        Ok(()) => Ok(Flash::good("desk-edited").to(&format!("/editor/cases/{id}"))),
        Err(error) => again(&app, view, id, form, error).await,
    }
}

/// The form with a text in it.
fn filled(form: Form, language: &Language, text: &CaseText) -> Form {
    let mut form =
        form.with("lang", language).with("title", &text.title).with("description", &text.description);
    for (at, section) in text.sections.iter().enumerate() {
        form = form
            .with(&format!("sections.{at}.heading"), &section.heading)
            .with(&format!("sections.{at}.text"), &section.text);
    }
    form
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

pub(super) async fn withdraw(State(app): State<App>, view: View, Id(id): Id<CaseId>, form: Form) -> Answer {
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
    let (record, links) = on_desk(app, &view, id).await?;
    Ok(Page(CasePage::new(view, record, links, form)).refused().into_response())
}

async fn on_desk(app: &App, view: &View, id: CaseId) -> Result<(CaseRecord, Vec<CaseLink>), Error> {
    let record = app.engine().case_on_desk(&view.caller, id).await?;
    Ok((record, app.engine().case_links_on_desk(&view.caller, id).await?))
}

pub(super) async fn forget(State(app): State<App>, view: View, Id(id): Id<CaseId>, _form: Form) -> Answer {
    app.engine().forget_case_history(&view.caller, id).await?;
    Ok(Flash::good("desk-forgotten").to(&format!("/editor/cases/{id}")))
}

pub(super) async fn link(State(app): State<App>, view: View, Id(id): Id<CaseId>, form: Form) -> Answer {
    let typed = |name: &str| form.given(name).unwrap_or_default();
    let new = NewLink { kind: typed("kind"), date: typed("date"), words: typed("words"), url: typed("url") };
    match app.engine().add_case_link(&view.caller, id, new).await {
        Ok(_) => Ok(Flash::good("desk-linked").to(&format!("/editor/cases/{id}"))),
        Err(error) => {
            let (record, links) = on_desk(&app, &view, id).await?;
            let original = record.versions.first();
            let mut form = form.refused(error, &view)?.with("version", record.version);
            if let Some(version) = original {
                form = filled(form, &version.language, &version.text);
            }
            Ok(Page(CasePage::new(view, record, links, form)).refused().into_response())
        }
    }
}

pub(super) async fn unlink(
    State(app): State<App>,
    view: View,
    Ids(id, link): Ids<CaseId, CaseLinkId>,
    _form: Form,
) -> Answer {
    app.engine().remove_case_link(&view.caller, id, link).await?;
    Ok(Flash::good("desk-unlinked").to(&format!("/editor/cases/{id}")))
}
