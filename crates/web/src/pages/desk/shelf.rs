//! The cases of the desk by where they stand, and those in which something may be personal.

use crate::app::App;
use crate::extract::{Pairs, wrong};
use crate::fault::Answer;
use crate::labels;
use crate::pages::Page;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_base::CaseId;
use kapok_engine::remember::{CaseState, LookedAt};

#[derive(Template)]
#[template(path = "desk/shelf.html")]
struct ShelfPage {
    view: View,
    /// Name, count and whether it is shown.
    tabs: Vec<(CaseState, u64, bool)>,
    /// How many cases were read in search of what may be personal.
    read: Option<usize>,
    cases: Vec<LookedAt>,
    first: String,
    next: String,
}

pub(super) async fn shelf(State(app): State<App>, view: View, pairs: Pairs) -> Answer {
    let state = match pairs.first("state") {
        None => CaseState::Published,
        Some(name) => CaseState::parse(name).ok_or_else(|| wrong("state"))?,
    };
    let after: Option<CaseId> = pairs.parsed("after")?;
    let shelf = app.engine().cases_on_desk(&view.caller, state, after).await?;
    let address = format!("/editor/cases?state={}", state.as_str());
    let page = ShelfPage {
        view,
        tabs: shelf.counts.map(|(one, count)| (one, count, one == state)).to_vec(),
        read: None,
        cases: shelf.cases,
        next: shelf.next.map(|next| format!("{address}&after={next}")).unwrap_or_default(),
        first: after.map(|_| address).unwrap_or_default(),
    };
    Ok(Page(page).into_response())
}

pub(super) async fn personal(State(app): State<App>, view: View, pairs: Pairs) -> Answer {
    let after: Option<CaseId> = pairs.parsed("after")?;
    let found = app.engine().cases_to_look_at(&view.caller, after).await?;
    let page = ShelfPage {
        view,
        tabs: Vec::new(),
        read: Some(found.read),
        cases: found.cases,
        next: found.next.map(|next| format!("/editor/personal?after={next}")).unwrap_or_default(),
        first: after.map(|_| "/editor/personal".to_owned()).unwrap_or_default(),
    };
    Ok(Page(page).into_response())
}

impl ShelfPage {
    fn name(&self, state: &CaseState) -> String {
        self.view.say(&format!("desk-state-{}", state.as_str()))
    }

    fn languages(&self, case: &LookedAt) -> String {
        let names = case.languages.iter().map(|language| labels::language(self.view.locale, language));
        names.collect::<Vec<_>>().join(", ")
    }

    fn title(&self, case: &LookedAt) -> String {
        case.title.clone().unwrap_or_else(|| format!("{} {}", case.key.0, case.key.1))
    }
}
