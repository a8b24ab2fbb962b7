//! The judge's evening in a pairwise round: two dossiers side by side, and which is better.

use crate::app::App;
use crate::extract::{Id, Query};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::field::ReadModule;
use crate::pages::{Page, field};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{AssignmentId, RoundId};
use kapok_engine::judge::{Compared, ComparisonDesk, MyAssignment, Said};
use kapok_judging::comparison::{Given, Outcome};
use serde::Deserialize;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/comparisons/{id}", Action::SeeOwnAssignments, show).post(
        "/comparisons/{id}",
        Action::Score,
        save,
    )
}

/// Which comparison is looked at again: its number.
#[derive(Deserialize)]
struct Which {
    again: Option<i64>,
}

/// One of the two with its dossier.
struct Side {
    of: Compared,
    owner: String,
    modules: Vec<ReadModule>,
}

#[derive(Template)]
#[template(path = "judge/comparing.html")]
struct ComparingPage {
    view: View,
    desk: ComparisonDesk,
    pair: Option<(Side, Side)>,
    /// What was said of the two before.
    before: Option<Outcome>,
    form: Form,
}

impl ComparingPage {
    async fn load(app: &App, view: View, id: RoundId, again: Option<i64>) -> Answer<Self> {
        let desk = app.engine().get_comparison_desk(&view.caller, id).await?;
        let said = desk.said.iter().find(|said| Some(said.comparison.number) == again && desk.open);
        let (pair, before) = match said {
            Some(said) => {
                (Some((said.first.clone(), said.second.clone())), Some(said.comparison.given.clone()))
            }
            None => (desk.next.clone(), None),
        };
        let pair = match pair {
            Some((first, second)) => Some((side(app, &view, first).await?, side(app, &view, second).await?)),
            None => None,
        };
        let comment = before.as_ref().and_then(|given| given.comment.clone()).unwrap_or_default();
        let form = Form::empty().with("comment", comment);
        Ok(Self { view, desk, pair, before: before.map(|given| given.outcome), form })
    }

    fn sides(&self) -> Vec<&Side> {
        self.pair.iter().flat_map(|(first, second)| [first, second]).collect()
    }

    /// The answers: what is sent, the key, the words, whether it was said before.
    fn answers(&self) -> Vec<(&'static str, &'static str, String, bool)> {
        let one = |outcome, sent, key, words| (sent, key, self.view.say(words), self.before == Some(outcome));
        vec![
            one(Outcome::First, "first", "1", "pairwise-first"),
            one(Outcome::Equal, "equal", "0", "pairwise-equal"),
            one(Outcome::Second, "second", "2", "pairwise-second"),
        ]
    }

    /// Why no two are shown.
    fn nothing(&self) -> &'static str {
        match &self.desk {
            desk if !desk.open => "pairwise-closed",
            desk if desk.undeclared > 0 => "pairwise-declare-first",
            desk if desk.entries < 2 => "pairwise-alone",
            _ => "pairwise-done",
        }
    }

    fn of(&self) -> usize {
        self.desk.progress.done + self.desk.progress.left
    }

    /// What was said of two, in words.
    fn said(&self, said: &Said) -> String {
        self.view.say(match said.comparison.given.outcome {
            Outcome::First => "pairwise-first",
            Outcome::Second => "pairwise-second",
            Outcome::Equal => "pairwise-equal",
        })
    }

    fn may_change(&self, said: &Said) -> bool {
        let round = self.desk.round.id;
        self.desk.open && [&said.first, &said.second].iter().all(|one| one.entry.stage.is_uncut_in(round))
    }

    fn longest(&self) -> usize {
        self.desk.round.rules.rubric.longest_comment
    }
}

async fn side(app: &App, view: &View, of: Compared) -> Answer<Side> {
    let mine = app.engine().get_my_assignment(&view.caller, of.assignment).await?;
    let dossier = mine.dossier.as_ref();
    let owner = dossier.map(|d| view.text(&d.content.entity_name).to_owned()).unwrap_or_default();
    Ok(Side { of, owner, modules: modules(view, &mine) })
}

/// The dossier: modules with questions and answers, without those about persons.
pub(super) fn modules(view: &View, mine: &MyAssignment) -> Vec<ReadModule> {
    let Some(dossier) = &mine.dossier else { return Vec::new() };
    let modules = mine.edition.form.modules.iter();
    let modules = modules.map(|module| field::read(view, module, &dossier.content.answers, false));
    modules.filter(|module| !module.answers.is_empty()).collect()
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, Query(which): Query<Which>) -> Answer {
    Ok(Page(ComparingPage::load(&app, view, id, which.again).await?).into_response())
}

async fn save(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let side = |name: &str| form.needed::<AssignmentId>(name).map_err(kapok_engine::Error::from);
    let (first, second) = (side("first")?, side("second")?);
    let outcome = match form.value("outcome") {
        "first" => Outcome::First,
        "second" => Outcome::Second,
        "equal" => Outcome::Equal,
        _ => return Err(crate::extract::wrong("outcome")),
    };
    let given = Given { first, second, outcome, comment: form.given("comment") };
    match app.engine().save_comparison(&view.caller, id, given).await {
        Ok(_) => Ok(Flash::good("pairwise-kept").to(&format!("/comparisons/{id}"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            let page = ComparingPage::load(&app, view, id, None).await?;
            let page = page.with_pair(&app, first, second).await?;
            Ok(Page(ComparingPage { form, ..page }).refused().into_response())
        }
    }
}

impl ComparingPage {
    /// The same page with the two that an answer was about, so that nothing typed is said of others.
    async fn with_pair(mut self, app: &App, first: AssignmentId, second: AssignmentId) -> Answer<Self> {
        let mut sides = Vec::new();
        for id in [first, second] {
            let mine = app.engine().get_my_assignment(&self.view.caller, id).await?;
            let of = Compared { assignment: id, entry: mine.entry };
            sides.push(side(app, &self.view, of).await?);
        }
        let mut sides = sides.into_iter();
        self.pair = sides.next().zip(sides.next());
        Ok(self)
    }
}
