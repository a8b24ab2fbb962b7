//! A plan of assignments: what is asked of it, what it would be, what it is worth, and one button that applies it.

use super::{Desk, Tab, found};
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
use kapok_base::{Refusal, RoundId, Value};
use kapok_engine::judge::{AssignmentPlan, PlanFault, PlanWish, PlannedJudge, Round};

/// Entries whose judges are listed; the API has them all.
const SHOWN: usize = 400;

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/organise/rounds/{id}/plan", Action::AssignJudges, show).post(
        "/organise/rounds/{id}/plan",
        Action::AssignJudges,
        apply,
    )
}

#[derive(Template)]
#[template(path = "judge/plan.html")]
struct PlanPage {
    view: View,
    desk: Desk,
    round: Round,
    form: Form,
    /// None when it waits to be asked for, or what was asked for was refused.
    plan: Option<AssignmentPlan>,
    /// Whether the round is so large that the plan waits to be asked for.
    waits: bool,
}

/// One entry of the plan.
struct Row {
    entry: String,
    href: String,
    /// Each judge's name, and whether they would get it anew.
    judges: Vec<(String, bool)>,
    is_worst: bool,
    is_common: bool,
}

/// One judge of the plan.
struct Load {
    name: String,
    load: u32,
    new: usize,
    /// What they told of how many they can take; empty for no bound of their own.
    capacity: String,
}

/// What was found to tie a judge to an entry.
struct Tied {
    entry: String,
    judge: String,
    badges: Vec<(&'static str, String)>,
}

impl PlanPage {
    fn rows(&self, plan: &AssignmentPlan) -> Vec<Row> {
        let shown = plan.entries.iter().enumerate().take(SHOWN);
        shown
            .map(|(i, entry)| Row {
                entry: format!("{} {}", entry.number, entry.title),
                href: format!("/organise/entries/{}", entry.id),
                judges: plan.judges_of(i).map(|(j, new)| (plan.judges[j].name.clone(), new)).collect(),
                is_worst: plan.measures.worst == Some(i),
                is_common: plan.common.contains(&i),
            })
            .collect()
    }

    fn hidden(&self, plan: &AssignmentPlan) -> usize {
        plan.entries.len().saturating_sub(SHOWN)
    }

    fn loads(&self, plan: &AssignmentPlan) -> Vec<Load> {
        let of = |(j, judge): (usize, &PlannedJudge)| Load {
            name: judge.name.clone(),
            load: plan.measures.load[j],
            new: plan.new.iter().filter(|pair| pair.judge == j).count(),
            capacity: judge.capacity.map(|most| most.to_string()).unwrap_or_default(),
        };
        plan.judges.iter().enumerate().map(of).collect()
    }

    /// What was found, as far as it is listed here.
    fn tied(&self, plan: &AssignmentPlan) -> Vec<Tied> {
        let tied = plan.found.iter().take(SHOWN).map(|(pair, found)| Tied {
            entry: format!("{} {}", plan.entries[pair.entry].number, plan.entries[pair.entry].title),
            judge: plan.judges[pair.judge].name.clone(),
            badges: found::badges(&self.view, found),
        });
        tied.collect()
    }

    /// What the plan went by, in a line.
    fn basis(&self, plan: &AssignmentPlan) -> String {
        let b = plan.basis;
        let args = [
            ("profiles", b.profiles.into()),
            ("judges", b.judges.into()),
            ("themed", b.themed.into()),
            ("excluded", b.excluded.into()),
            ("warned", b.warned.into()),
        ];
        self.view.say_with("judge-plan-basis", &args)
    }

    /// What the plan is worth, in sentences with their colour.
    fn measures(&self, plan: &AssignmentPlan) -> Vec<(&'static str, String)> {
        let (say, m) = (|key: &str, args: &[(&str, Value)]| self.view.say_with(key, args), &plan.measures);
        let mut said = vec![(
            "",
            say(
                "judge-plan-loads",
                &[("lightest", i64::from(m.lightest).into()), ("heaviest", i64::from(m.heaviest).into())],
            ),
        )];
        if let Some(worst) = m.worst {
            let served = format!("{:.2}", m.served[worst]);
            let mean = format!("{:.2}", m.total / plan.entries.len().max(1) as f64);
            let number = plan.entries[worst].number;
            let args = [("entry", number.into()), ("served", served.into()), ("mean", mean.into())];
            said.push(("", say("judge-plan-worst", &args)));
        }
        let (tone, key) = match m.components {
            0 | 1 => ("good", "judge-plan-connected"),
            _ => ("warn", "judge-plan-split"),
        };
        said.push((tone, say(key, &[("parts", m.components.into())])));
        said
    }

    fn faults(&self, plan: &AssignmentPlan) -> Vec<String> {
        faults(&self.view, plan)
    }
}

/// What stands in the way, in sentences. Whose conflicts they are is not said.
pub(super) fn faults(view: &View, plan: &AssignmentPlan) -> Vec<String> {
    let number = |e: usize| Value::from(plan.entries[e].number);
    let name = |j: usize| Value::from(plan.judges[j].name.clone());
    let whole = |n: u32| Value::from(i64::from(n));
    let large = |n: u64| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
    let say = |key: &str, args: &[(&str, Value)]| view.say_with(key, args);
    let fault = |fault: &PlanFault| match *fault {
        PlanFault::Capacity { needed, available } => {
            let args = [("needed", large(needed)), ("available", large(available))];
            say("judge-plan-capacity", &args)
        }
        PlanFault::TooFewJudges { entry, free, needed } => {
            let args = [("entry", number(entry)), ("free", whole(free)), ("needed", whole(needed))];
            say("judge-plan-too-few", &args)
        }
        PlanFault::Crowded { entry, missing, .. } => {
            say("judge-plan-crowded", &[("entry", number(entry)), ("missing", whole(missing))])
        }
        PlanFault::PinnedConflict(pair) => {
            let args = [("entry", number(pair.entry)), ("judge", name(pair.judge))];
            say("judge-plan-in-conflict", &args)
        }
        PlanFault::Overloaded { judge, fixed, high } => {
            let args = [("judge", name(judge)), ("load", whole(fixed)), ("high", whole(high))];
            say("judge-plan-overloaded", &args)
        }
        PlanFault::Underloaded { judge, load, low } => {
            let args = [("judge", name(judge)), ("load", whole(load)), ("low", whole(low))];
            say("judge-plan-underloaded", &args)
        }
    };
    plan.faults.iter().map(fault).collect()
}

/// What the form asks for.
fn wish(form: &Form) -> Result<PlanWish, Refusal> {
    Ok(PlanWish {
        per_entry: form.parsed("per_entry")?,
        low: form.parsed("low")?.unwrap_or(0),
        high: form.parsed("high")?,
        seed: form.parsed("seed")?.unwrap_or(0),
        cap: form.parsed("cap_percent")?,
        ..PlanWish::default()
    })
}

async fn page(app: &App, view: View, id: RoundId, form: Form) -> Answer<PlanPage> {
    let round = app.engine().get_round(&view.caller, id).await?;
    let desk = Desk::load(app, &view, round.edition, Tab::Rounds).await?;
    if form.values("per_entry").is_empty() && app.engine().is_long_to_plan(&view.caller, id).await? {
        let form = form.with("per_entry", round.rules.minimum_scorecards);
        return Ok(PlanPage { view, desk, round, form, plan: None, waits: true });
    }
    let planned = match wish(&form) {
        Ok(wish) => app.engine().plan_assignments(&view.caller, id, wish).await,
        Err(refusal) => Err(refusal.into()),
    };
    let (form, plan) = match planned {
        Ok(plan) => (form.with("per_entry", plan.per_entry), Some(plan)),
        Err(error) => (form.refused(error, &view)?, None),
    };
    Ok(PlanPage { view, desk, round, form, plan, waits: false })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, Pairs(pairs): Pairs) -> Answer {
    let page = Page(page(&app, view, id, Form::of(pairs)).await?);
    Ok(if page.0.plan.is_none() && !page.0.waits {
        page.refused().into_response()
    } else {
        page.into_response()
    })
}

async fn apply(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let applied = match wish(&form) {
        Ok(wish) => app.engine().apply_plan(&view.caller, id, wish, form.value("plan")).await,
        Err(refusal) => Err(refusal.into()),
    };
    match applied {
        Ok(made) => {
            let flash = Flash::good("judge-assigned").with("count", made);
            Ok(flash.to(&format!("/organise/rounds/{id}/assignments")))
        }
        Err(error) => {
            let mut page = page(&app, view, id, form).await?;
            page.form = page.form.refused(error, &page.view)?;
            Ok(Page(page).refused().into_response())
        }
    }
}
