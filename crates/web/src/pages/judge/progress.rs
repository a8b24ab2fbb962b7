//! How a round comes along, and what an organiser does about it: remind, give more time, reopen, set the due time.

use super::{Desk, Tab, pace, version};
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
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use kapok_base::{AssignmentId, Deadline, Instant, PersonId, Refusal, RoundId};
use kapok_engine::Error;
use kapok_engine::judge::{JudgeProgress, NewRound, RoundProgress, Step, SubmittedCard};
use kapok_judging::reminder::Reminders;
use kapok_submission::LocalTime;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/rounds/{id}/progress", Action::SeeAssignments, show)
        .post("/organise/rounds/{id}/reminders", Action::TendJudges, remind)
        .post("/organise/rounds/{id}/extensions", Action::TendJudges, extend)
        .post("/organise/rounds/{id}/reopenings", Action::TendJudges, reopen)
        .post("/organise/rounds/{id}/schedule", Action::SetUpEdition, schedule)
}

/// Submitted scorecards that one list to choose from holds.
const MOST_CARDS: usize = 500;

/// What was typed into each of the page's forms.
#[derive(Default)]
struct Typed {
    reminding: Form,
    extension: Form,
    reopening: Form,
    schedule: Option<Form>,
}

#[derive(Template)]
#[template(path = "judge/progress.html")]
struct ProgressPage {
    view: View,
    desk: Desk,
    progress: RoundProgress,
    reminding: Form,
    extension: Form,
    reopening: Form,
    schedule: Form,
}

impl ProgressPage {
    fn lines(&self) -> Option<pace::Lines> {
        pace::lines(&self.progress)
    }

    /// An instant in the zone whose days are counted.
    fn at(&self, at: &Instant) -> String {
        kapok_words::date_time(self.view.locale, *at, &self.progress.zone)
    }

    fn since(&self, at: &Option<Instant>) -> String {
        at.map_or("—".to_owned(), |at| kapok_words::relative(self.view.locale, at, self.progress.now))
    }

    /// How late somebody is, in words.
    fn lateness(&self, judge: &JudgeProgress) -> String {
        match judge.days_late {
            None => "—".to_owned(),
            Some(days) => self.days(days, judge.is_late),
        }
    }

    fn days(&self, days: i64, is_late: bool) -> String {
        let key = match (days, is_late) {
            (0, false) => "progress-due-today",
            (0, true) => "progress-late-today",
            (days, _) if days > 0 => "progress-days-late",
            _ => "progress-days-left",
        };
        self.view.say_one(key, "count", days.abs())
    }

    fn submitted(&self, step: &Step) -> String {
        step.submitted.map_or("—".to_owned(), |count| count.to_string())
    }

    fn even(&self, step: &Step) -> String {
        step.even.map_or("—".to_owned(), |count| format!("{count:.1}"))
    }

    fn has_late(&self) -> bool {
        self.progress.judges.iter().any(|judge| judge.is_late)
    }

    fn cards_word(&self) -> String {
        let compared = self.progress.compared.is_some();
        self.view.say(if compared { "pairwise-comparisons" } else { "judge-cards" })
    }

    fn may_remind(&self) -> bool {
        self.progress.may_tend && self.progress.is_open && !self.progress.is_rehearsal
    }

    fn judges(&self) -> Vec<Choice> {
        let choice = |judge: &JudgeProgress| choices::choice(judge.person.to_string(), judge.name.clone());
        self.progress.judges.iter().map(choice).collect()
    }

    /// Whether so many scorecards are in that those to reopen are offered judge by judge.
    fn is_long(&self) -> bool {
        self.progress.submitted.len() > MOST_CARDS
    }

    /// The submitted scorecards that can be chosen from.
    fn cards(&self) -> Vec<Choice> {
        let judge = self.reopening.value("judge");
        let shown = |card: &&SubmittedCard| !self.is_long() || card.person.to_string() == judge;
        let choice = |card: &SubmittedCard| {
            let value = format!("{} {}", card.assignment, card.version);
            choices::choice(value, format!("{}: {}", card.entry, card.judge))
        };
        self.progress.submitted.iter().filter(shown).map(choice).collect()
    }
}

async fn page(app: &App, view: View, id: RoundId, typed: Typed) -> Answer<ProgressPage> {
    let progress = app.engine().get_progress(&view.caller, id).await?;
    let desk = Desk::load(app, &view, progress.round.edition, Tab::Rounds).await?;
    let mut extension = typed.extension;
    if extension.value("extension.zone").is_empty() {
        extension = extension.with("extension.zone", &progress.zone);
    }
    let schedule = typed.schedule.unwrap_or_else(|| scheduled(&progress));
    let schedule = schedule.with("version", progress.round.version);
    let (reminding, reopening) = (typed.reminding, typed.reopening);
    Ok(ProgressPage { view, desk, progress, reminding, extension, reopening, schedule })
}

fn scheduled(of: &RoundProgress) -> Form {
    let (rules, number) = (&of.round.rules, |n: &u16| n.to_string());
    let due = rules.due.as_ref();
    let days: Vec<_> = rules.reminders.days_before.iter().map(number).collect();
    Form::empty()
        .with("schedule.due", due.map_or("", |due| &due.local))
        .with("schedule.zone", due.map_or(&of.zone, |due| &due.zone))
        .with("schedule.days_before", days.join(", "))
        .with(
            "schedule.every_days_after",
            rules.reminders.every_days_after.map_or(String::new(), |n| n.to_string()),
        )
}

async fn show(State(app): State<App>, view: View, Id(id): Id<RoundId>, pairs: Pairs) -> Answer {
    let judge = pairs.first("judge").unwrap_or_default();
    let typed = Typed { reopening: Form::empty().with("judge", judge), ..Typed::default() };
    Ok(Page(page(&app, view, id, typed).await?).into_response())
}

/// Back to the page with a message.
fn done(id: RoundId, flash: Flash) -> Response {
    flash.to(&format!("/organise/rounds/{id}/progress"))
}

async fn again(app: &App, view: View, id: RoundId, typed: Typed) -> Answer {
    Ok(Page(page(app, view, id, typed).await?).refused().into_response())
}

async fn remind(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let answer = match form.parsed::<PersonId>("judge") {
        Ok(judge) => app.engine().remind_judges(&view.caller, id, judge).await,
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(reminded) => {
            let flash =
                Flash::good("progress-reminded").with("sent", reminded.sent).with("held", reminded.held);
            Ok(done(id, flash))
        }
        Err(error) => {
            let reminding = form.refused(error, &view)?;
            again(&app, view, id, Typed { reminding, ..Typed::default() }).await
        }
    }
}

async fn extend(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let asked = form.needed::<PersonId>("extension.judge").and_then(|judge| {
        let due =
            time(&form, "extension")?.ok_or_else(|| Refusal::invalid("required").at("/extension/due"))?;
        Ok((judge, due))
    });
    let answer = match asked {
        Ok((judge, due)) => {
            let reason = form.given("extension.reason");
            let extended = app.engine().extend_judge(&view.caller, id, judge, due, reason).await;
            extended.map(drop).map_err(|error| placed(error, "extension"))
        }
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(done(id, Flash::good("progress-extended"))),
        Err(error) => {
            let extension = form.refused(error, &view)?;
            again(&app, view, id, Typed { extension, ..Typed::default() }).await
        }
    }
}

async fn reopen(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let (card, at) = form.value("reopening.card").split_once(' ').unwrap_or_default();
    let named = Form::empty().with("reopening.card", card).with("version", at);
    let asked = named.needed::<AssignmentId>("reopening.card").and_then(|a| Ok((a, version(&named)?)));
    let answer = match asked {
        Ok((card, version)) => {
            let reason = form.given("reopening.reason");
            let reopened = app.engine().reopen_scorecard(&view.caller, card, version, reason).await;
            reopened.map(drop).map_err(|error| placed(error, "reopening"))
        }
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(done(id, Flash::good("progress-reopened-done"))),
        Err(error) => {
            let reopening = form.refused(error, &view)?;
            again(&app, view, id, Typed { reopening, ..Typed::default() }).await
        }
    }
}

async fn schedule(State(app): State<App>, view: View, Id(id): Id<RoundId>, form: Form) -> Answer {
    let round = app.engine().get_round(&view.caller, id).await?;
    let asked = time(&form, "schedule").and_then(|due| Ok((due, reminders(&form)?, version(&form)?)));
    let answer = match asked {
        Ok((due, reminders, version)) => {
            let mut rules = round.rules;
            (rules.due, rules.reminders) = (due, reminders);
            let new = NewRound { panel: round.panel, rules };
            let saved = app.engine().update_round(&view.caller, id, version, new).await;
            saved.map(drop).map_err(|error| placed(error, "schedule"))
        }
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(done(id, Flash::good("saved"))),
        Err(error) => {
            let schedule = Some(form.refused(error, &view)?);
            again(&app, view, id, Typed { schedule, ..Typed::default() }).await
        }
    }
}

/// The due time that was typed into a form, if any.
fn time(form: &Form, part: &str) -> Result<Option<Deadline>, Refusal> {
    let Some(local) = form.given(&format!("{part}.due")) else { return Ok(None) };
    let zone = form.given(&format!("{part}.zone")).unwrap_or_else(|| "UTC".to_owned());
    LocalTime { local, zone }.resolve(&format!("/{part}/due")).map(Some)
}

fn reminders(form: &Form) -> Result<Reminders, Refusal> {
    let wrong = |_| Refusal::invalid("wrong_type").at("/schedule/days_before");
    let typed = form.value("schedule.days_before");
    let numbers = typed.split([',', ';', ' ', '，', '、']).map(str::trim).filter(|n| !n.is_empty());
    let days_before = numbers.map(|n| n.parse::<u16>().map_err(wrong)).collect::<Result<_, _>>()?;
    Ok(Reminders { days_before, every_days_after: form.parsed("schedule.every_days_after")? })
}

/// The refusal with each place turned into a field of one of the page's forms.
fn placed(error: Error, part: &str) -> Error {
    let Error::Refused(refusal) = error else { return error };
    moved(*refusal, part).into()
}

fn moved(mut refusal: Refusal, part: &str) -> Refusal {
    if let Some(at) = refusal.pointer.take() {
        let rest = at.strip_prefix("/rules/reminders").or(at.strip_prefix("/rules")).unwrap_or(&at);
        refusal.pointer = Some(format!("/{part}{rest}"));
    }
    refusal.details = refusal.details.into_iter().map(|detail| moved(detail, part)).collect();
    refusal
}
