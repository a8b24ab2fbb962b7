//! The screening list, and one entry with what is to be decided about its eligibility.

use super::{Desk, Tab, badge, stage_reason, version};
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, EntryId, Refusal};
use kapok_engine::judge::{Comment, Entry, EntryRow, EntryView, NewScreening};
use kapok_engine::letters::Correspondence;
use kapok_judging::label;
use kapok_judging::stage::Stage;
use kapok_judging::transition::Screening;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/editions/{id}/entries", Action::SeeEntries, list)
        .get("/organise/entries/{id}", Action::SeeEntries, show)
        .post("/organise/entries/{id}/screening", Action::ScreenEntry, screen)
}

#[derive(Template)]
#[template(path = "judge/entries.html")]
struct ListPage {
    view: View,
    desk: Desk,
    entries: Vec<EntryRow>,
    /// The part of the list that is shown; empty for all.
    stage: &'static str,
}

/// Parts of the list, by the name that an address has for each.
const PARTS: &[&str] = &["unscreened", "eligible", "decided"];

fn is_in(part: &str, stage: &Stage) -> bool {
    match part {
        "unscreened" => stage.is_unscreened(),
        "eligible" => stage.is_eligible(),
        "decided" => stage.is_eligible() && !stage.is_undecided(),
        _ => true,
    }
}

impl ListPage {
    /// The parts with what they are called: address, words, whether it is shown.
    fn parts(&self) -> Vec<(String, String, bool)> {
        let whole =
            (format!("{}/entries", self.desk.home()), self.view.say("word-all"), self.stage.is_empty());
        let part = |part: &&'static str| {
            let href = format!("{}/entries?stage={part}", self.desk.home());
            (href, self.view.say(&format!("judge-part-{part}")), self.stage == *part)
        };
        std::iter::once(whole).chain(PARTS.iter().map(part)).collect()
    }

    fn shown(&self) -> Vec<&EntryRow> {
        self.entries.iter().filter(|row| is_in(self.stage, &row.entry.stage)).collect()
    }

    fn owner(&self, row: &EntryRow) -> String {
        row.entity.as_ref().map(|e| self.view.text(&e.record.name).to_owned()).unwrap_or_default()
    }

    fn country(&self, row: &EntryRow) -> String {
        row.entity.as_ref().map(|e| choices::country(&self.view, &e.record.country)).unwrap_or_default()
    }

    fn badge(&self, entry: &Entry) -> (&'static str, &'static str) {
        badge(&entry.stage)
    }

    fn screened(&self) -> usize {
        self.entries.iter().filter(|row| !row.entry.stage.is_unscreened()).count()
    }
}

async fn list(State(app): State<App>, view: View, Id(id): Id<EditionId>, pairs: Pairs) -> Answer {
    let desk = Desk::load(&app, &view, id, Tab::Entries).await?;
    let entries = app.engine().list_entries(&view.caller, id).await?;
    let stage = pairs.first("stage").and_then(|wanted| PARTS.iter().find(|part| **part == wanted));
    Ok(Page(ListPage { view, desk, entries, stage: stage.copied().unwrap_or_default() }).into_response())
}

#[derive(Template)]
#[template(path = "judge/entry.html")]
struct EntryPage {
    view: View,
    desk: Desk,
    entry: EntryView,
    letters: Vec<Correspondence>,
    comments: Vec<Comment>,
    form: Form,
}

impl EntryPage {
    fn owner(&self) -> String {
        let entity = self.entry.row.entity.as_ref();
        entity.map(|e| self.view.text(&e.record.name).to_owned()).unwrap_or_default()
    }

    fn badge(&self) -> (&'static str, &'static str) {
        badge(&self.entry.row.entry.stage)
    }

    fn reason(&self) -> &str {
        stage_reason(&self.entry.row.entry.stage)
    }

    fn outcomes(&self) -> Vec<Choice> {
        ["eligible", "ineligible", "returned"]
            .map(|o| choices::choice(o, self.view.say(&format!("judge-screen-{o}"))))
            .into()
    }

    fn label(&self, key: &str) -> String {
        label::find(&self.desk.edition.labels, key).map_or(key, |l| self.view.text(&l.name)).to_owned()
    }
}

async fn page(app: &App, view: View, id: EntryId, form: Form) -> Answer<EntryPage> {
    let entry = app.engine().get_entry(&view.caller, id).await?;
    let desk = Desk::load(app, &view, entry.row.entry.edition, Tab::Entries).await?;
    let letters = app.engine().list_correspondence(&view.caller, entry.row.entry.submission).await?;
    let comments = app.engine().list_comments(&view.caller, entry.row.entry.submission).await?;
    Ok(EntryPage { view, desk, entry, letters, comments, form })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EntryId>) -> Answer {
    let page = page(&app, view, id, Form::empty()).await?;
    let form = Form::empty().with("version", page.entry.row.entry.version);
    Ok(Page(EntryPage { form, ..page }).into_response())
}

fn screening(form: &Form) -> Result<NewScreening, Refusal> {
    let outcome = match form.value("outcome") {
        "eligible" => Screening::Eligible,
        "ineligible" => Screening::Ineligible,
        "returned" => Screening::Returned,
        _ => return Err(Refusal::invalid("required").at("/outcome")),
    };
    Ok(NewScreening { outcome, reason: form.given("reason"), due: None })
}

async fn screen(State(app): State<App>, view: View, Id(id): Id<EntryId>, form: Form) -> Answer {
    let asked = screening(&form).and_then(|new| Ok((new, version(&form)?)));
    let answer = match asked {
        Ok((new, version)) => app.engine().screen_entry(&view.caller, id, version, new).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(entry) => {
            Ok(Flash::good("judge-screened").to(&format!("/organise/editions/{}/entries", entry.edition)))
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form).await?).refused().into_response())
        }
    }
}
