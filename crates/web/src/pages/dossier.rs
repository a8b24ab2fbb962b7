//! A dossier's pages: where it stands, its modules, sealing, withdrawing, its receipt.

use super::Page;
use super::choices;
use super::entrant::sealed;
use super::field::{FieldView, ReadModule, read, typed};
use crate::app::App;
use crate::extract::{Id, Ids, Tagged};
use crate::fault::{Answer, Fault};
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{Deadline, Refusal, SubmissionId, Version};
use kapok_engine::judge::Comment;
use kapok_engine::letters::Correspondence;
use kapok_engine::submit::{Asked, Change, EditionView, Entity, PublicEdition, Sealed, Submission};
use kapok_submission::{Consent, Dossier, Licence, Module, ModuleProgress};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/submissions/{id}", Action::SeeSubmission, show)
        .get("/submissions/{id}/modules/{module}", Action::WriteSubmission, write)
        .post("/submissions/{id}/modules/{module}", Action::WriteSubmission, save)
        .get("/submissions/{id}/seal", Action::WriteSubmission, ask_seal)
        .post("/submissions/{id}/seal", Action::WriteSubmission, seal)
        .post("/submissions/{id}/withdrawal", Action::WriteSubmission, withdraw)
        .get("/submissions/{id}/receipt", Action::SeeSubmission, receipt)
}

/// The tone and the words' key of a dossier's state.
pub(crate) fn badge(submission: &Submission) -> (&'static str, &'static str) {
    match submission.state {
        Dossier::Draft => ("info", "submit-state-draft"),
        Dossier::Submitted { .. } => ("good", "submit-state-submitted"),
        Dossier::Returned { .. } => ("warn", "submit-state-returned"),
        Dossier::Withdrawn { .. } => ("", "submit-state-withdrawn"),
    }
}

/// A dossier with what its pages name.
struct Whole {
    submission: Submission,
    edition: PublicEdition,
    entity: Entity,
    may_write: bool,
}

async fn whole(app: &App, view: &View, id: SubmissionId) -> Answer<Whole> {
    let engine = app.engine();
    let submission = engine.get_submission(&view.caller, id).await?;
    let edition = match engine.get_edition(&view.caller, submission.edition).await? {
        EditionView::Organiser(edition) => PublicEdition::of(*edition, engine.clock().now()),
        EditionView::Public(edition) => *edition,
    };
    let entity = engine.get_entity(&view.caller, submission.entity).await?;
    let may_write = engine.may_write(&view.caller, &submission);
    Ok(Whole { submission, edition, entity, may_write })
}

impl Whole {
    /// Until when it has to be sealed.
    fn deadline(&self) -> Option<&Deadline> {
        self.submission.state.due().or(self.edition.deadlines.closes.as_ref())
    }

    fn title<'a>(&'a self, view: &View) -> std::borrow::Cow<'a, str> {
        match self.submission.title.as_str() {
            "" => view.say("submit-untitled").into(),
            title => title.into(),
        }
    }

    fn address(&self, rest: &str) -> String {
        format!("/submissions/{}{rest}", self.submission.id)
    }

    fn progress(&self) -> Vec<(ModuleProgress, &Module)> {
        let all = self.submission.answers.progress(&self.edition.form);
        all.into_iter().zip(&self.edition.form.modules).collect()
    }

    fn is_complete(&self) -> bool {
        self.submission.answers.complete(&self.edition.form).is_ok()
    }

    /// The answers by module, as they are read.
    fn read(&self, view: &View) -> Vec<ReadModule> {
        let modules = self.edition.form.modules.iter();
        modules.map(|module| read(view, module, &self.submission.answers, true)).collect()
    }
}

#[derive(Template)]
#[template(path = "submit/dossier.html")]
struct DossierPage {
    view: View,
    form: Form,
    whole: Whole,
    seals: Vec<Sealed>,
    letters: Vec<Correspondence>,
    comments: Vec<Comment>,
}

async fn dossier_page(app: &App, view: View, id: SubmissionId, form: Form) -> Answer<DossierPage> {
    let whole = whole(app, &view, id).await?;
    let seals = app.engine().list_seals(&view.caller, id).await?;
    let letters = app.engine().list_correspondence(&view.caller, id).await?;
    let comments = app.engine().list_comments(&view.caller, id).await?;
    Ok(DossierPage { view, form, whole, seals, letters, comments })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<SubmissionId>) -> Answer {
    Ok(Page(dossier_page(&app, view, id, Form::empty()).await?).into_response())
}

async fn withdraw(State(app): State<App>, view: View, Id(id): Id<SubmissionId>, form: Form) -> Answer {
    let reason = form.value("reason").to_owned();
    match app.engine().withdraw_submission(&view.caller, id, None, reason).await {
        Ok(_) => Ok(Flash::good("submit-withdrawn").to(&format!("/submissions/{id}"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(dossier_page(&app, view, id, form).await?).refused().into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "submit/module.html")]
struct ModulePage {
    view: View,
    form: Form,
    whole: Whole,
    /// Which module of the form.
    at: usize,
}

impl ModulePage {
    fn module(&self) -> &Module {
        &self.whole.edition.form.modules[self.at]
    }

    fn fields(&self) -> Vec<FieldView> {
        self.module().fields.iter().map(|field| FieldView::of(&self.view, field)).collect()
    }

    fn help(&self) -> &str {
        self.module().help.as_ref().map_or("", |help| self.view.text(help))
    }

    fn address(&self) -> String {
        self.whole.address(&format!("/modules/{}", self.module().key))
    }

    /// What the kept text belongs to: one module of one dossier.
    fn keep(&self) -> String {
        format!("{}/{}", self.whole.submission.id, self.module().key)
    }

    fn next(&self) -> Option<&Module> {
        self.whole.edition.form.modules.get(self.at + 1)
    }
}

/// The module of a key, if the form has it.
fn position(whole: &Whole, key: &str) -> Answer<usize> {
    let found = whole.edition.form.modules.iter().position(|module| module.key == key);
    found.ok_or_else(Fault::not_found)
}

async fn write(State(app): State<App>, view: View, Ids(id, key): Ids<SubmissionId, String>) -> Answer {
    let whole = whole(&app, &view, id).await?;
    let at = position(&whole, &key)?;
    if let Some(fault) = sealed(&whole.submission) {
        return Err(fault);
    }
    let answers = &whole.submission.answers;
    let form =
        Form::of(typed(&whole.edition.form.modules[at], answers)).with("version", whole.submission.version);
    Ok(Page(ModulePage { view, form, whole, at }).into_response())
}

async fn save(
    State(app): State<App>,
    view: View,
    Ids(id, key): Ids<SubmissionId, String>,
    headers: HeaderMap,
    form: Form,
) -> Answer {
    let before = whole(&app, &view, id).await?;
    let at = position(&before, &key)?;
    let module = &before.edition.form.modules[at];
    let by_itself = headers.contains_key("x-autosave");
    let saved = async {
        let version = Version(form.needed("version")?);
        let change = Change { answers: super::field::given(module, &form), language: None };
        app.engine().update_submission(&view.caller, id, version, change).await
    };
    match saved.await {
        Ok(submission) if by_itself => Ok(Tagged(submission.version, StatusCode::NO_CONTENT).into_response()),
        Ok(_) => {
            let next = before.edition.form.modules.get(at + 1).filter(|_| form.value("then") == "next");
            let rest = next.map_or_else(String::new, |module| format!("/modules/{}", module.key));
            Ok(Flash::good("saved").to(&before.address(&rest)))
        }
        Err(error) if by_itself => Err(error.into()),
        Err(error) => {
            // What was typed stays in the form; sending it again is made to the version that is there now.
            let form = form.refused(error, &view)?.with("version", before.submission.version);
            Ok(Page(ModulePage { view, form, whole: before, at }).refused().into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "submit/seal.html")]
struct SealPage {
    view: View,
    form: Form,
    whole: Whole,
}

impl SealPage {
    fn licences(&self) -> Vec<Choice> {
        let offered = self.whole.edition.eligibility.offered().iter();
        offered
            .map(|licence| {
                let spdx = licence.spdx();
                choices::choice(spdx, self.view.say(licence_key(*licence)))
            })
            .collect()
    }

    fn early_bird(&self) -> Option<&Deadline> {
        let early = self.whole.edition.deadlines.early_bird.as_ref();
        early.filter(|_| self.whole.submission.state.due().is_none())
    }
}

fn licence_key(licence: Licence) -> &'static str {
    match licence {
        Licence::By => "licence-by",
        Licence::BySa => "licence-by-sa",
        Licence::ByNc => "licence-by-nc",
        Licence::ByNcSa => "licence-by-nc-sa",
        Licence::Zero => "licence-zero",
    }
}

async fn ask_seal(State(app): State<App>, view: View, Id(id): Id<SubmissionId>) -> Answer {
    let whole = whole(&app, &view, id).await?;
    if let Some(fault) = sealed(&whole.submission) {
        return Err(fault);
    }
    let form = Form::empty().with("version", whole.submission.version);
    Ok(Page(SealPage { view, form, whole }).into_response())
}

async fn seal(State(app): State<App>, view: View, Id(id): Id<SubmissionId>, form: Form) -> Answer {
    let sealed = async {
        let publish = match form.value("consent.publish") {
            "yes" => true,
            "no" => false,
            _ => return Err(Refusal::invalid("consent_missing").at("/consent/publish").into()),
        };
        let licence = Licence::named(form.value("consent.licence")).filter(|_| publish);
        let asked = Asked { consent: Consent { publish, licence } };
        let version = form.parsed("version")?.map(Version);
        app.engine().seal_submission(&view.caller, id, version, asked, None).await
    };
    match sealed.await {
        Ok(_) => Ok(Flash::good("submit-sealed").to(&format!("/submissions/{id}/receipt"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            let whole = whole(&app, &view, id).await?;
            Ok(Page(SealPage { view, form, whole }).refused().into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "submit/receipt.html")]
struct ReceiptPage {
    view: View,
    whole: Whole,
    sealed: Sealed,
}

impl ReceiptPage {
    fn zone(&self) -> &str {
        self.whole.edition.deadlines.closes.as_ref().map_or("UTC", |closes| closes.zone.as_str())
    }

    fn sealed_there(&self) -> String {
        kapok_words::date_time(self.view.locale, self.sealed.receipt.sealed_at, self.zone())
    }

    /// The sealed answers by module, as they were handed in.
    fn read(&self) -> Vec<ReadModule> {
        let modules = self.whole.edition.form.modules.iter();
        modules.map(|module| read(&self.view, module, &self.sealed.content.answers, true)).collect()
    }
}

async fn receipt(State(app): State<App>, view: View, Id(id): Id<SubmissionId>) -> Answer {
    let sealed = app.engine().get_last_seal(&view.caller, id).await?;
    let whole = whole(&app, &view, id).await?;
    Ok(Page(ReceiptPage { view, whole, sealed }).into_response())
}
