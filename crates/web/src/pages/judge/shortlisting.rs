//! Confirming the cut of a round from its standings, with every hand in it explained.

use super::standings::{StandingsPage, page};
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
use kapok_access::Action;
use kapok_base::{EntryId, Refusal, RoundId};
use kapok_engine::Error;
use kapok_engine::judge::{Confirmed, Entry, Further, NewShortlist, RoundStandings};
use kapok_judging::shortlist::Override;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.post("/organise/rounds/{id}/shortlist", Action::Decide, confirm)
}

/// What was typed, line by line; what the reader stood aside from, or had no field for, stays as the board has it.
fn typed(form: &Form, page: &StandingsPage) -> NewShortlist {
    let (standings, board) = (&page.standings, &page.board);
    let stays = |e: &EntryId| {
        standings.veiled.contains(e) || (page.is_part() && form.values(&format!("label.{e}")).is_empty())
    };
    let label = |e: &EntryId| match stays(e) {
        true => board.label_of(*e).unwrap_or_default().to_owned(),
        false => form.value(&format!("label.{e}")).to_owned(),
    };
    let of = |wanted: &str| -> Vec<EntryId> {
        standings.entries.keys().filter(|e| label(e) == wanted).copied().collect()
    };
    let mut lines = standings.round.rules.cuts.iter();
    let entries = lines.next().map(|cut| of(&cut.label)).unwrap_or_default();
    let further = lines.map(|cut| Further { label: cut.label.clone(), entries: of(&cut.label) }).collect();
    let kept = board.overrides(&standings.proposal);
    let reason = |e: &EntryId| match stays(e) {
        true => kept.iter().find(|kept| kept.entry == *e).cloned(),
        false => Some(Override { entry: *e, reason: form.given(&format!("reason.{e}"))? }),
    };
    let overrides = standings.entries.keys().filter_map(reason).collect();
    NewShortlist { entries, further: Some(further), overrides, announcement: None, title: None }
}

async fn confirm(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let mut page = page(&app, view.clone(), id, form.value("from")).await?;
    let new = typed(&form, &page);
    let given: Vec<_> = new.overrides.iter().map(|o| o.entry).collect();
    match app.engine().confirm_shortlist(&view.caller, id, new).await {
        Ok(Confirmed::Decided(announcement, _)) => {
            let flash = Flash::good("judge-shortlist-confirmed");
            Ok(flash.to(&format!("/organise/editions/{}/decisions", announcement.edition)))
        }
        Ok(Confirmed::Pending(_)) => {
            let flash = Flash::good("meeting-proposed");
            Ok(flash.to(&format!("/organise/rounds/{id}/standings")))
        }
        Err(error) => {
            page.form = form.refused(placed(error, &page.standings, &given), &view)?;
            Ok(Page(page).refused().into_response())
        }
    }
}

/// The refusal with each place turned into the page's field: a reason that is missing stands at its entry.
fn placed(error: Error, standings: &RoundStandings, given: &[EntryId]) -> Error {
    let Error::Refused(mut refusal) = error else { return error };
    let mut details = Vec::new();
    for detail in std::mem::take(&mut refusal.details) {
        if detail.code == "override_missing" {
            for id in &detail.missing {
                let named = id.parse().ok().and_then(|id: EntryId| standings.entries.get(&id));
                let named = named.map_or_else(|| id.clone(), Entry::reference);
                details
                    .push(Refusal::invalid("override_missing").missing([named]).at(format!("/reason/{id}")));
            }
            continue;
        }
        let index = detail.pointer.as_deref().and_then(|p| p.strip_prefix("/overrides/"));
        let index = index.and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
        match index.and_then(|i| given.get(i)) {
            Some(entry) => details.push(detail.at(format!("/reason/{entry}"))),
            None => details.push(detail),
        }
    }
    refusal.details = details;
    Error::Refused(refusal)
}
