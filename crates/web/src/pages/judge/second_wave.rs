//! A second wave of a round: a budget of further scorecards, the entries that they would go to, what they may be expected to change,
//! and one button that assigns them.

use super::plan::faults;
use super::standings::percent;
use super::{Desk, Tab};
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::Page;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EntryId, Refusal, RoundId};
use kapok_engine::judge::{PlanWish, Round, SecondWave, WaveEntry, WaveWish};
use std::collections::BTreeMap;

/// What is asked for when nothing is said.
const BUDGET: u32 = 10;

pub(super) fn routes(routes: Routes) -> Routes {
    let path = "/organise/rounds/{id}/second-wave";
    routes.get(path, Action::AssignJudges, show).post(path, Action::AssignJudges, apply)
}

#[derive(Template)]
#[template(path = "judge/second_wave.html")]
struct WavePage {
    view: View,
    desk: Desk,
    round: Round,
    form: Form,
    /// None when it waits to be asked for, or what was asked for was refused.
    wave: Option<SecondWave>,
    /// Whether the round is so large that the wave waits to be asked for.
    waits: bool,
}

/// One entry of the wave.
struct Row {
    entry: String,
    href: String,
    /// The chance of truly being above the line, in hundredths.
    chance: String,
    scorecards: u32,
    /// How many are owed, in words; empty for none.
    owed: String,
    /// Names of further judges.
    further: Vec<String>,
    /// The probability of standing on the wrong side: with what is asked for already, and after the wave.
    before: String,
    after: String,
}

impl WavePage {
    fn rows(&self, wave: &SecondWave) -> Vec<Row> {
        let plan = &wave.plan;
        let row = |of: &WaveEntry| {
            let entry = &plan.entries[of.place];
            Row {
                entry: format!("{} {}", entry.number, entry.title),
                href: format!("/organise/entries/{}", entry.id),
                chance: percent(of.chance),
                scorecards: of.scorecards,
                owed: if of.owed == 0 {
                    String::new()
                } else {
                    self.view.say_count("wave-owed", of.owed as usize)
                },
                further: of.further.iter().map(|judge| plan.judges[*judge].name.clone()).collect(),
                before: percent(of.wrong.awaited),
                after: percent(of.wrong.after),
            }
        };
        wave.entries.iter().map(row).collect()
    }

    /// What the wave is expected to change, in sentences.
    fn worth(&self, wave: &SecondWave) -> Vec<String> {
        let number = |value: f64| format!("{value:.2}").into();
        let wrong = &wave.wrong;
        let mut said = vec![self.view.say_with("wave-now", &[("now", number(wrong.now))])];
        if wave.entries.iter().any(|entry| entry.owed > 0) {
            said.push(self.view.say_with("wave-awaited", &[("awaited", number(wrong.awaited))]));
        }
        if !wave.plan.new.is_empty() {
            let args = [
                ("count", wave.plan.new.len().into()),
                ("after", number(wrong.after)),
                ("gain", number(wrong.gain())),
            ];
            said.push(self.view.say_with("wave-after", &args));
        }
        said
    }

    /// What was asked for and would hardly change anything.
    fn left(&self, wave: &SecondWave) -> usize {
        let budget = self.form.value("budget").parse().unwrap_or(0_usize);
        budget.saturating_sub(wave.plan.new.len())
    }

    fn faults(&self, wave: &SecondWave) -> Vec<String> {
        faults(&self.view, &wave.plan)
    }

    /// The entries of the wave with how many judges each is to have, for the form that applies it.
    fn needs(&self, wave: &SecondWave) -> Vec<(String, u32)> {
        let needs = wave.wish.further.iter().flatten();
        needs.map(|(entry, judges)| (format!("further.{entry}"), *judges)).collect()
    }
}

/// What the form asks for.
fn wish(form: &Form) -> Result<WaveWish, Refusal> {
    let budget = form.parsed("budget")?.unwrap_or(BUDGET);
    Ok(WaveWish { budget, high: form.parsed("high")?, seed: form.parsed("seed")?.unwrap_or(0) })
}

/// What was proposed, as the page sent it along.
fn proposed(form: &Form) -> Result<PlanWish, Refusal> {
    // What is no pair of an entry and a number was not sent by our page.
    let need = |(entry, judges): (&str, &str)| Some((entry.parse::<EntryId>().ok()?, judges.parse().ok()?));
    let further: BTreeMap<EntryId, u32> = form.under("further.").filter_map(need).collect();
    let wave = wish(form)?;
    Ok(PlanWish { further: Some(further), high: wave.high, seed: wave.seed, ..PlanWish::default() })
}

async fn page(app: &App, view: View, id: RoundId, form: Form) -> Answer<WavePage> {
    let round = app.engine().get_round(&view.caller, id).await?;
    let desk = Desk::load(app, &view, round.edition, Tab::Rounds).await?;
    if form.values("budget").is_empty() && app.engine().is_long_to_plan(&view.caller, id).await? {
        return Ok(WavePage {
            view,
            desk,
            round,
            form: form.with("budget", BUDGET),
            wave: None,
            waits: true,
        });
    }
    let wave = match wish(&form) {
        Ok(wish) => app.engine().propose_second_wave(&view.caller, id, wish).await.map(|wave| (wish, wave)),
        Err(refusal) => Err(refusal.into()),
    };
    let (form, wave) = match wave {
        Ok((wish, wave)) => (form.with("budget", wish.budget), Some(wave)),
        Err(error) => (form.refused(error, &view)?, None),
    };
    Ok(WavePage { view, desk, round, form, wave, waits: false })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, Pairs(pairs): Pairs) -> Answer {
    let page = Page(page(&app, view, id, Form::of(pairs)).await?);
    Ok(if page.0.wave.is_none() && !page.0.waits {
        page.refused().into_response()
    } else {
        page.into_response()
    })
}

async fn apply(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let applied = match proposed(&form) {
        Ok(wish) => app.engine().apply_plan(&view.caller, id, wish, form.value("plan")).await,
        Err(refusal) => Err(refusal.into()),
    };
    match applied {
        Ok(made) => {
            let flash = Flash::good("judge-assigned").with("count", made);
            Ok(flash.to(&format!("/organise/rounds/{id}/standings")))
        }
        Err(error) => {
            let mut page = page(&app, view, id, form).await?;
            page.form = page.form.refused(error, &page.view)?;
            Ok(Page(page).refused().into_response())
        }
    }
}
