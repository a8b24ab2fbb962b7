//! Assigning by hand: entries down, judges across; of a large round so many entries at a time as a page bears.

use super::{Desk, Tab, found, version};
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
use kapok_base::{AssignmentId, EntryId, PersonId, RoundId};
use kapok_engine::judge::{AssignmentRow, Entry, JudgeView, Round, Wanted};
use kapok_judging::conflict::found::Found;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/rounds/{id}/assignments", Action::SeeAssignments, show)
        .post("/organise/rounds/{id}/assignments", Action::AssignJudges, assign)
        .post("/organise/rounds/{id}/removals", Action::AssignJudges, remove)
}

/// Boxes on a page, at most.
const BOXES: usize = 6_000;
/// Entries on a page, at least.
const LEAST: usize = 10;

#[derive(Template)]
#[template(path = "judge/matrix.html")]
struct MatrixPage {
    view: View,
    desk: Desk,
    round: Round,
    /// The entries that are shown, and how many there are in all.
    entries: Vec<Entry>,
    all: usize,
    /// The number of the first entry that is shown, where they are not the first; and of the first after them.
    from: Option<i64>,
    next: Option<i64>,
    judges: Vec<JudgeView>,
    /// The assignments of the entries that are shown.
    assignments: BTreeMap<(EntryId, PersonId), AssignmentRow>,
    /// What was found to tie judges to entries.
    found: BTreeMap<(EntryId, PersonId), Vec<Found>>,
    form: Form,
    removal: Form,
}

impl MatrixPage {
    /// The key of the words for where an assignment stands; empty when there is none.
    fn state(&self, entry: &EntryId, judge: &PersonId) -> &'static str {
        self.assignments.get(&(*entry, *judge)).map_or("", |row| match row.assignment.state.kind() {
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

    /// Where the first page and the next one are; empty where this is it.
    fn pages(&self) -> [String; 2] {
        let at = |number: i64| format!("/organise/rounds/{}/assignments?entry={number}", self.round.id);
        [self.from.map(|_| at(0)).unwrap_or_default(), self.next.map(at).unwrap_or_default()]
    }

    fn is_part(&self) -> bool {
        self.entries.len() < self.all
    }

    fn pair(&self, entry: &EntryId, judge: &PersonId) -> String {
        format!("{entry} {judge}")
    }

    fn removable(&self) -> Vec<Choice> {
        let open = self.assignments.values().filter(|row| !row.assignment.state.is_set_aside());
        let choice = |row: &AssignmentRow| {
            let value = format!("{} {}", row.assignment.id, row.assignment.version);
            choices::choice(value, format!("{}: {}", row.entry, row.judge))
        };
        open.map(choice).collect()
    }
}

async fn page(
    app: &App,
    view: View,
    id: RoundId,
    from: &str,
    form: Form,
    removal: Form,
) -> Answer<MatrixPage> {
    let engine = app.engine();
    let round = engine.get_round(&view.caller, id).await?;
    let desk = Desk::load(app, &view, round.edition, Tab::Rounds).await?;
    let entries = engine.list_entries(&view.caller, round.edition).await?.into_iter().map(|row| row.entry);
    let mut entries: Vec<Entry> = entries.filter(|e| e.stage.is_eligible()).collect();
    entries.sort_by_key(|entry| entry.number);
    let panels = engine.list_panels(&view.caller, round.edition).await?;
    let panel = panels.into_iter().find(|p| p.panel.id == round.panel);
    let judges: Vec<JudgeView> =
        panel.map(|p| p.judges.into_iter().filter(|j| j.accepted).collect()).unwrap_or_default();
    let all = entries.len();
    let numbers: Vec<i64> = entries.iter().map(|entry| entry.number).collect();
    let part = part(&numbers, judges.len(), from.parse().unwrap_or_default());
    let from = (part.start > 0).then(|| numbers[part.start]);
    let next = numbers.get(part.end).copied();
    let entries: Vec<Entry> = entries.drain(part).collect();
    let shown: BTreeSet<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let mut assignments = engine.list_assignments(&view.caller, id).await?;
    assignments.retain(|row| shown.contains(&row.assignment.entry));
    // Of a pair that was taken back and asked again the living one counts.
    assignments.sort_by_key(|row| !row.assignment.state.is_set_aside());
    let assignments =
        assignments.into_iter().map(|row| ((row.assignment.entry, row.assignment.judge), row)).collect();
    let mut found: BTreeMap<_, Vec<Found>> = BTreeMap::new();
    for one in engine.list_found_conflicts(&view.caller, id).await? {
        found.entry((one.entry, one.judge)).or_default().push(one.found);
    }
    Ok(MatrixPage { view, desk, round, entries, all, from, next, judges, assignments, found, form, removal })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, pairs: Pairs) -> Answer {
    let from = pairs.first("entry").unwrap_or_default();
    Ok(Page(page(&app, view, id, from, Form::empty(), Form::empty()).await?).into_response())
}

/// The places of the entries on the page that begins with the first of at least this number; a number beyond the last leads to the first.
fn part(numbers: &[i64], judges: usize, from: i64) -> Range<usize> {
    let before = numbers.partition_point(|number| *number < from);
    let start = if before < numbers.len() { before } else { 0 };
    let many = (BOXES / judges.max(1)).max(LEAST);
    start..(start + many).min(numbers.len())
}

/// The page again, from the same entry.
fn again(id: RoundId, form: &Form) -> String {
    match form.given("entry") {
        Some(from) if from.parse::<i64>().is_ok() => {
            format!("/organise/rounds/{id}/assignments?entry={from}")
        }
        _ => format!("/organise/rounds/{id}/assignments"),
    }
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
            Ok(flash.to(&again(id, &form)))
        }
        Err(error) => {
            let form = form.refused(error, &view)?;
            let from = form.value("entry").to_owned();
            Ok(Page(page(&app, view, id, &from, form, Form::empty()).await?).refused().into_response())
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
        Ok(()) => Ok(Flash::good("saved").to(&again(id, &form))),
        Err(error) => {
            let removal = form.refused(error, &view)?;
            let from = removal.value("entry").to_owned();
            Ok(Page(page(&app, view, id, &from, Form::empty(), removal).await?).refused().into_response())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_every_entry_once_and_no_more_boxes_than_they_bear() {
        for (entries, judges) in [(0, 0), (1, 3), (273, 11), (3_000, 300), (50, 10_000)] {
            // Numbers have gaps where submissions were withdrawn.
            let numbers: Vec<i64> = (0..entries).map(|n| 1 + n * 2).collect();
            let (mut seen, mut from) = (Vec::new(), 0);
            loop {
                let part = part(&numbers, judges, from);
                assert!(part.len() <= LEAST.max(BOXES / judges.max(1)));
                seen.extend_from_slice(&numbers[part.clone()]);
                let Some(next) = numbers.get(part.end) else { break };
                from = *next;
            }
            assert_eq!(seen, numbers);
        }
        assert_eq!(part(&[1, 3, 5], 2, 4), 2..3);
        assert_eq!(part(&[1, 3, 5], 2, 6), 0..3);
    }
}
