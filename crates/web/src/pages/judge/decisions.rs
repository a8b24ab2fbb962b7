//! Final outcomes, and the announcements that make decisions public together.

use super::{Desk, Tab, badge, local_instant, version};
use crate::app::App;
use crate::extract::Id;
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
use kapok_base::{AnnouncementId, EditionId, EntryId, Instant, Localized, Refusal};
use kapok_engine::Error;
use kapok_engine::judge::{AnnouncementView, Entry, NewDecision, Phase};
use kapok_judging::label;
use std::collections::BTreeSet;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/editions/{id}/decisions", Action::SeeDecisions, show)
        .post("/organise/editions/{id}/decisions", Action::Decide, decide)
        .post("/organise/announcements/{id}", Action::Announce, announce)
}

#[derive(Template)]
#[template(path = "judge/decisions.html")]
struct DecisionsPage {
    view: View,
    desk: Desk,
    announcements: Vec<AnnouncementView>,
    /// Entries that can still get a final outcome.
    entries: Vec<Entry>,
    form: Form,
    /// What was refused at one announcement.
    refused: Option<(AnnouncementId, Form)>,
}

impl DecisionsPage {
    fn is_deciding(&self) -> bool {
        self.desk.edition.phase == Phase::Deciding
    }

    fn labels(&self) -> Vec<Choice> {
        let choice = |l: &label::Label| choices::choice(l.key.clone(), self.view.text(&l.name));
        self.desk.edition.labels.iter().map(choice).collect()
    }

    fn label(&self, key: &str) -> String {
        label::find(&self.desk.edition.labels, key).map_or(key, |l| self.view.text(&l.name)).to_owned()
    }

    fn field(&self, name: &str, entry: &Entry) -> String {
        format!("{name}.{}", entry.id)
    }

    fn form_of(&self, announcement: &AnnouncementView) -> Form {
        let refused = self.refused.as_ref().filter(|(id, _)| *id == announcement.announcement.id);
        refused.map(|(_, form)| form.clone()).unwrap_or_default()
    }

    fn zone(&self) -> String {
        self.desk.edition.deadlines.closes.as_ref().map_or("UTC", |d| d.zone.as_str()).to_owned()
    }

    fn badge(&self, entry: &Entry) -> (&'static str, &'static str) {
        badge(&entry.stage)
    }

    fn at(&self, at: &Instant) -> String {
        kapok_words::date_time(self.view.locale, *at, &self.zone())
    }
}

async fn page(app: &App, view: View, id: EditionId) -> Answer<DecisionsPage> {
    let desk = Desk::load(app, &view, id, Tab::Decisions).await?;
    let announcements = app.engine().list_announcements(&view.caller, id).await?;
    let entries = app.engine().list_entries(&view.caller, id).await?.into_iter().map(|row| row.entry);
    let entries: Vec<_> = entries.filter(|e| e.stage.is_eligible()).collect();
    let mut form = Form::empty();
    let decided = announcements.iter().filter(|a| a.announcement.phase == Phase::Deciding);
    for (entry, decision) in decided.flat_map(|a| &a.decisions) {
        form = form.with(&format!("reason.{}", entry.id), decision.record.reason.clone().unwrap_or_default());
        if let Some(label) = decision.labels.first() {
            form = form.with(&format!("label.{}", entry.id), label);
        } else {
            form = form.with(&format!("label.{}", entry.id), "without");
        }
        if let Some(citation) = &decision.citation {
            form = form.with(&format!("citation.{}", entry.id), citation.text(citation.original()));
        }
    }
    Ok(DecisionsPage { view, desk, announcements, entries, form, refused: None })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    Ok(Page(page(&app, view, id).await?).into_response())
}

/// The outcomes that were chosen, in the order of the page.
fn typed(form: &Form, entries: &[Entry]) -> Vec<NewDecision> {
    let one = |entry: &Entry| {
        let field = |name: &str| form.given(&format!("{name}.{}", entry.id));
        let label = field("label")?;
        let labels = if label == "without" { BTreeSet::new() } else { BTreeSet::from([label]) };
        let citation = field("citation").map(|text| Localized::english(&text));
        Some(NewDecision { entry: entry.id, labels, reason: field("reason"), citation })
    };
    entries.iter().filter_map(one).collect()
}

async fn decide(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let page = page(&app, view.clone(), id).await?;
    let new = typed(&form, &page.entries);
    let asked: Vec<_> = new.iter().map(|d| d.entry).collect();
    match app.engine().decide(&view.caller, id, None, new).await {
        Ok(_) => Ok(Flash::good("judge-decided").to(&format!("/organise/editions/{id}/decisions"))),
        Err(error) => {
            let form = form.refused(placed(error, &page.entries, &asked), &view)?;
            Ok(Page(DecisionsPage { form, ..page }).refused().into_response())
        }
    }
}

/// The refusal with each place turned into the page's field, and entries by their names.
fn placed(error: Error, entries: &[Entry], asked: &[EntryId]) -> Error {
    let Error::Refused(mut refusal) = error else { return error };
    for detail in &mut refusal.details {
        for missing in &mut detail.missing {
            if let Some(entry) = entries.iter().find(|e| e.id.to_string() == *missing) {
                *missing = entry.reference();
            }
        }
        let index = detail.pointer.as_deref().and_then(|p| p.strip_prefix("/decisions/"));
        let index = index.and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
        if let Some(entry) = index.and_then(|i| asked.get(i)) {
            detail.pointer = Some(format!("/label/{entry}"));
        }
    }
    Error::Refused(refusal)
}

async fn announce(State(app): State<App>, view: View, Id(id): Id<AnnouncementId>, form: Form) -> Answer {
    let edition: EditionId = form.needed("edition")?;
    let answer = match instant(&form).and_then(|at| Ok((at, version(&form)?))) {
        Ok((at, version)) => app.engine().announce(&view.caller, id, version, at).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(Flash::good("judge-announced").to(&format!("/organise/editions/{edition}/decisions"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            let page = page(&app, view, edition).await?;
            Ok(Page(DecisionsPage { refused: Some((id, form)), ..page }).refused().into_response())
        }
    }
}

/// The instant that was typed in the zone beside it; none for now.
fn instant(form: &Form) -> Result<Option<Instant>, Refusal> {
    let Some(local) = form.given("at") else { return Ok(None) };
    let wrong = || Refusal::invalid("hearing_time_malformed").at("/at");
    local_instant(&local, form.value("zone").trim()).map(Some).ok_or_else(wrong)
}
