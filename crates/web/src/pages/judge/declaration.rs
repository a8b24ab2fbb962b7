//! Before the dossiers: titles and entities, and what ties the judge to which.

use super::{found, grounds};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::labels;
use crate::pages::Page;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{Refusal, RoundId};
use kapok_engine::Error;
use kapok_engine::judge::{Declarable, Round, Tie};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/declarations/{id}", Action::SeeOwnAssignments, show).post(
        "/declarations/{id}",
        Action::Score,
        declare,
    )
}

#[derive(Template)]
#[template(path = "judge/declaration.html")]
struct DeclarationPage {
    view: View,
    round: Round,
    rows: Vec<Declarable>,
    form: Form,
}

/// One entry with its fields.
struct Row<'a> {
    of: &'a Declarable,
    tied: String,
    ground: String,
    reason: String,
}

impl DeclarationPage {
    async fn load(app: &App, view: View, id: RoundId) -> Answer<Self> {
        let (round, rows) = app.engine().list_undeclared(&view.caller, id).await?;
        let form = proposed(&view, &rows);
        Ok(Self { view, round, rows, form })
    }

    fn badges(&self, of: &Declarable) -> Vec<(&'static str, String)> {
        found::badges(&self.view, &of.found)
    }

    fn excludes(&self, of: &Declarable) -> bool {
        found::excludes(&of.found)
    }

    fn entries(&self) -> Vec<Row<'_>> {
        let row = |of| Row {
            of,
            tied: field("tied", of),
            ground: field("ground", of),
            reason: field("reason", of),
        };
        self.rows.iter().map(row).collect()
    }

    fn grounds(&self) -> Vec<Choice> {
        grounds::choices(&self.view)
    }

    fn country(&self, of: &Declarable) -> String {
        labels::country(self.view.locale, &of.country)
    }

    /// What was marked, in the order of the rows.
    fn ties(&self, form: &Form) -> Vec<Tie> {
        let tie = |row: Row<'_>| {
            form.holds(&row.tied, "yes").then(|| Tie {
                assignment: row.of.assignment.id,
                ground: grounds::typed(form.value(&row.ground)),
                reason: form.given(&row.reason),
            })
        };
        self.entries().into_iter().filter_map(tie).collect()
    }
}

fn field(part: &str, of: &Declarable) -> String {
    format!("{part}.{}", of.assignment.id)
}

/// The form with what was found marked already; the judge decides.
fn proposed(view: &View, rows: &[Declarable]) -> Form {
    let mut form = Form::empty();
    for of in rows {
        if let Some(first) = of.found.first() {
            form = form
                .with(&field("tied", of), "yes")
                .with(&field("ground", of), grounds::name(first.ground.proposes()))
                .with(&field("reason", of), found::said_by_judge(view, &of.found));
        }
    }
    form
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>) -> Answer {
    let page = DeclarationPage::load(&app, view, id).await?;
    match page.rows.is_empty() {
        true => Ok(Flash::good("judge-declared").to("/assignments")),
        false => Ok(Page(page).into_response()),
    }
}

async fn declare(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let page = DeclarationPage::load(&app, view.clone(), id).await?;
    let ties = page.ties(&form);
    let answer = match form.holds("undertaking", "yes") {
        true => app.engine().declare_conflicts(&view.caller, id, ties.clone()).await.map(drop),
        false => Err(Refusal::invalid("undertaking_missing").at("/undertaking").into()),
    };
    match answer {
        Ok(()) => Ok(Flash::good("judge-declared").to("/assignments")),
        Err(error) => {
            let form = form.refused(placed(error, &ties), &view)?;
            Ok(Page(DeclarationPage { form, ..page }).refused().into_response())
        }
    }
}

/// The refusal with each place turned into the page's field.
fn placed(error: Error, ties: &[Tie]) -> Error {
    let Error::Refused(mut refusal) = error else { return error };
    let place = |detail: Refusal| {
        let index = detail.pointer.as_deref().and_then(|p| p.strip_prefix("/conflicts/"));
        let tie = index.and_then(|rest| ties.get(rest.split('/').next()?.parse::<usize>().ok()?));
        match tie {
            Some(tie) => detail.at(format!("/reason/{}", tie.assignment)),
            None => detail,
        }
    };
    refusal.details = std::mem::take(&mut refusal.details).into_iter().map(place).collect();
    Error::Refused(refusal)
}
