//! Assigning by hand: entries down, judges across.

use super::{Desk, Tab, found, version};
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
use kapok_base::{AssignmentId, EntryId, PersonId, RoundId};
use kapok_engine::judge::{AssignmentRow, Entry, JudgeView, Round, Wanted};
use kapok_judging::conflict::found::Found;
use std::collections::BTreeMap;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/rounds/{id}/assignments", Action::SeeAssignments, show)
        .post("/organise/rounds/{id}/assignments", Action::AssignJudges, assign)
        .post("/organise/rounds/{id}/removals", Action::AssignJudges, remove)
}

#[derive(Template)]
#[template(path = "judge/matrix.html")]
struct MatrixPage {
    view: View,
    desk: Desk,
    round: Round,
    entries: Vec<Entry>,
    judges: Vec<JudgeView>,
    assignments: Vec<AssignmentRow>,
    /// What was found to tie judges to entries.
    found: BTreeMap<(EntryId, PersonId), Vec<Found>>,
    form: Form,
    removal: Form,
}

impl MatrixPage {
    /// The key of the words for where an assignment stands; empty when there is none.
    fn state(&self, entry: &EntryId, judge: &PersonId) -> &'static str {
        let found = self.assignments.iter().map(|row| &row.assignment);
        let found = found.into_iter().find(|a| a.entry == *entry && a.judge == *judge);
        found.map_or("", |a| match a.state.kind() {
            "asked" => "judge-assignment-asked",
            "started" => "judge-assignment-started",
            "submitted" => "judge-assignment-submitted",
            "recused" => "judge-assignment-recused",
            _ => "",
        })
    }

    fn found(&self, entry: &EntryId, judge: &PersonId) -> &[Found] {
        self.found.get(&(*entry, *judge)).map_or(&[], Vec::as_slice)
    }

    fn badges(&self, found: &[Found]) -> Vec<(&'static str, String)> {
        found::badges(&self.view, found)
    }

    fn excludes(&self, found: &[Found]) -> bool {
        found::excludes(found)
    }

    fn pair(&self, entry: &EntryId, judge: &PersonId) -> String {
        format!("{entry} {judge}")
    }

    fn removable(&self) -> Vec<Choice> {
        let open = self.assignments.iter().filter(|row| !row.assignment.state.is_set_aside());
        let choice = |row: &AssignmentRow| {
            let value = format!("{} {}", row.assignment.id, row.assignment.version);
            choices::choice(value, format!("{}: {}", row.entry, row.judge))
        };
        open.map(choice).collect()
    }
}

async fn page(app: &App, view: View, id: RoundId, form: Form, removal: Form) -> Answer<MatrixPage> {
    let engine = app.engine();
    let round = engine.get_round(&view.caller, id).await?;
    let desk = Desk::load(app, &view, round.edition, Tab::Rounds).await?;
    let entries = engine.list_entries(&view.caller, round.edition).await?.into_iter().map(|row| row.entry);
    let entries = entries.filter(|e| e.stage.is_eligible()).collect();
    let panels = engine.list_panels(&view.caller, round.edition).await?;
    let panel = panels.into_iter().find(|p| p.panel.id == round.panel);
    let judges = panel.map(|p| p.judges.into_iter().filter(|j| j.accepted).collect()).unwrap_or_default();
    let assignments = engine.list_assignments(&view.caller, id).await?;
    let mut found: BTreeMap<_, Vec<Found>> = BTreeMap::new();
    for one in engine.list_found_conflicts(&view.caller, id).await? {
        found.entry((one.entry, one.judge)).or_default().push(one.found);
    }
    Ok(MatrixPage { view, desk, round, entries, judges, assignments, found, form, removal })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>) -> Answer {
    Ok(Page(page(&app, view, id, Form::empty(), Form::empty()).await?).into_response())
}

/// The pairs that were ticked; what is no pair of identifiers was not sent by our page.
fn wanted(form: &Form) -> Vec<Wanted> {
    let pair = |value: &String| {
        let (entry, judge) = value.split_once(' ')?;
        Some(Wanted { entry: entry.parse().ok()?, judge: judge.parse().ok()? })
    };
    form.values("pair").iter().filter_map(pair).collect()
}

async fn assign(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    match app.engine().assign(&view.caller, id, wanted(&form), None).await {
        Ok(made) => {
            let flash = Flash::good("judge-assigned").with("count", made.len());
            Ok(flash.to(&format!("/organise/rounds/{id}/assignments")))
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form, Form::empty()).await?).refused().into_response())
        }
    }
}

async fn remove(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let (assignment, at) = form.value("assignment").split_once(' ').unwrap_or_default();
    let named = Form::empty().with("assignment", assignment).with("version", at);
    let asked = named.needed::<AssignmentId>("assignment").and_then(|a| Ok((a, version(&named)?)));
    let answer = match asked {
        Ok((assignment, version)) => {
            let reason = form.given("reason");
            app.engine().remove_assignment(&view.caller, assignment, version, reason).await.map(drop)
        }
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(Flash::good("saved").to(&format!("/organise/rounds/{id}/assignments"))),
        Err(error) => {
            let removal = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, Form::empty(), removal).await?).refused().into_response())
        }
    }
}
