//! Confirmation by two: what one person proposed, and another confirms or sets aside.

use super::{Desk, standings};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::Page;
use crate::routes::Routes;
use crate::view::View;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, permit};
use kapok_base::{EntryId, Instant, RoundId};
use kapok_engine::Error;
use kapok_engine::judge::{Entry, Meeting, Pending};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/organise/rounds/{id}/confirmation", Action::Decide, second).post(
        "/organise/rounds/{id}/confirmation/setting-aside",
        Action::Decide,
        set_aside,
    )
}

/// What waits for a second person, as a page shows it.
pub(super) struct Waiting {
    pub(super) proposer: String,
    pub(super) at: Instant,
    pub(super) digest: String,
    pub(super) moved: bool,
    /// Whether the reader proposed it.
    pub(super) own: bool,
    /// Whether the reader decides at all.
    pub(super) may_act: bool,
    /// The name of each line with the entries above it.
    pub(super) lines: Vec<(String, Vec<String>)>,
    /// The entries that a hand placed, and why.
    pub(super) reasons: Vec<(String, String)>,
}

/// A pending confirmation in the words of a page.
pub(super) fn waiting(view: &View, desk: &Desk, meeting: &Meeting, pending: Pending) -> Waiting {
    let name = |id: &EntryId| meeting.standings.entries.get(id).map(Entry::reference).unwrap_or_default();
    let names = |entries: &[EntryId]| entries.iter().map(name).collect();
    let mut lines = Vec::new();
    for (i, line) in meeting.board.lines.iter().enumerate() {
        let further = pending.new.further.as_ref();
        let given = match (i, further) {
            (0, _) => &pending.new.entries,
            (_, None) => &line.entries,
            (_, Some(all)) => match all.iter().find(|f| f.label == line.label) {
                Some(given) => &given.entries,
                None => continue,
            },
        };
        lines.push((desk.label(view, &line.label), names(given)));
    }
    let reasons = pending.new.overrides.iter().map(|o| (name(&o.entry), o.reason.clone()));
    Waiting {
        own: pending.proposed_by.is_some() && pending.proposed_by == view.caller.person_id(),
        may_act: permit(&view.caller, Action::Decide).is_ok(),
        reasons: reasons.collect(),
        lines,
        proposer: pending.proposer,
        at: pending.proposed_at,
        digest: pending.digest,
        moved: pending.moved,
    }
}

async fn second(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let seen = form.value("digest").to_owned();
    match app.engine().second_confirmation(&view.caller, id, seen).await {
        Ok((announcement, _)) => {
            let flash = Flash::good("judge-shortlist-confirmed");
            Ok(flash.to(&format!("/organise/editions/{}/decisions", announcement.edition)))
        }
        Err(error) => refused(&app, view, id, form, error).await,
    }
}

async fn set_aside(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    match app.engine().set_confirmation_aside(&view.caller, id, form.given("reason")).await {
        Ok(()) => {
            let flash = Flash::good("meeting-was-set-aside");
            Ok(flash.to(&format!("/organise/rounds/{id}/standings")))
        }
        Err(error) => refused(&app, view, id, form, error).await,
    }
}

/// The standings again with what was refused at the proposal; where none waits any longer, that is all there is to say.
async fn refused(app: &App, view: View, id: RoundId, form: Form, error: Error) -> Answer {
    let seconding = form.refused(error, &view)?;
    let mut page = standings::page(app, view, id, "").await?;
    page.seconding = seconding;
    Ok(Page(page).refused().into_response())
}
