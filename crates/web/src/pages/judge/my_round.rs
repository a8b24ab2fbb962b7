//! A judge's own round: their scorecards side by side, and once all are in how they scored beside the others.

use super::{habits, own};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::go;
use crate::pages::Page;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{RoundId, Value};
use kapok_engine::judge::{MyRound, OwnCard, Scored};

/// How many standard errors a severity has to be from nothing before it is told as one: nine times in ten it is none else.
const TELLING: f64 = 1.645;
/// From which ratio a judge's noise is told as more, and below which as less than the others'.
const NOISY: f64 = 1.5;
const STEADY: f64 = 0.67;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/assignments/rounds/{id}", Action::SeeOwnAssignments, show)
}

#[derive(Template)]
#[template(path = "judge/my_round.html")]
struct MyRoundPage {
    view: View,
    mine: MyRound,
    own: Vec<OwnCard>,
    done: bool,
}

impl MyRoundPage {
    fn names(&self) -> Vec<&str> {
        self.mine.round.rules.rubric.criteria.iter().map(|c| self.view.text(&c.label)).collect()
    }

    fn rows(&self) -> Vec<own::OwnRow> {
        own::rows(&self.own, &self.mine.round.rules.rubric, None)
    }

    fn strip(&self) -> own::Strip {
        own::strip(&self.own, &self.mine.round.rules.rubric, None)
    }

    /// A severity in plain words, then the noise, then halo and range.
    fn told(&self, scored: &Scored) -> Vec<String> {
        let of = &scored.severity;
        let key = match of.severity {
            level if level.abs() < TELLING * of.standard_error => "progress-severity-none",
            level if level > 0.0 => "progress-severity-severe",
            _ => "progress-severity-lenient",
        };
        let figure = |value: f64| Value::from(format!("{value:.2}"));
        let args = [("by", figure(of.severity.abs())), ("error", figure(of.standard_error))];
        let noise = of.noise.map(|noise| {
            let key = match noise {
                noise if noise > NOISY => "progress-noise-more",
                noise if noise < STEADY => "progress-noise-less",
                _ => "progress-noise-same",
            };
            self.view.say_with(key, &[("times", figure(noise))])
        });
        let habit = scored.habit.iter().flat_map(|habit| habits::told(&self.view, habit));
        std::iter::once(self.view.say_with(key, &args)).chain(noise).chain(habit).collect()
    }

    fn figures(&self, scored: &Scored) -> [String; 4] {
        let of = &scored.severity;
        let severity = format!("{:+.2} ± {:.2}", of.severity, of.standard_error);
        let noise = of.noise.map_or("—".to_owned(), |noise| format!("{noise:.2}"));
        let (halo, range) = habits::figures(scored.habit.as_ref());
        [severity, noise, halo, range]
    }
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>) -> Answer {
    let mut mine = app.engine().get_my_round(&view.caller, id).await?;
    if mine.round.rules.is_pairwise() {
        return Ok(go(&format!("/comparisons/{id}")));
    }
    let done = mine.is_done();
    let own = std::mem::take(&mut mine.cards);
    Ok(Page(MyRoundPage { view, mine, own, done }).into_response())
}
