//! Hearings of an edition: what is planned, and planning one more.

use super::{Desk, Tab, local_instant};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::entrant::names;
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{EditionId, Instant, Refusal};
use kapok_engine::judge::{Entry, HearingView, NewHearing, NewSlot, Round, SlotView};
use kapok_words::date_time;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/editions/{id}/hearings", Action::SeeEdition, show)
        .post("/organise/editions/{id}/hearings", Action::ScheduleHearings, schedule)
        .get("/hearings/{id}", Action::SeeHearings, mine)
}

#[derive(Template)]
#[template(path = "judge/hearings.html")]
struct HearingsPage {
    view: View,
    desk: Desk,
    hearings: Vec<HearingView>,
    rounds: Vec<Round>,
    entries: Vec<Entry>,
    form: Form,
}

impl HearingsPage {
    fn round_choices(&self) -> Vec<Choice> {
        let choice = |r: &Round| choices::choice(r.id.to_string(), self.view.text(&r.rules.name));
        self.rounds.iter().map(choice).collect()
    }

    fn minutes(&self, turn: &SlotView) -> String {
        self.view.say_count("judge-minutes-count", turn.slot.minutes as usize)
    }

    fn minute(&self, entry: &Entry) -> String {
        format!("order.{}", entry.id)
    }

    fn at(&self, at: &Instant, zone: &str) -> String {
        date_time(self.view.locale, *at, zone)
    }
}

async fn page(app: &App, view: View, id: EditionId, form: Form) -> Answer<HearingsPage> {
    let desk = Desk::load(app, &view, id, Tab::Hearings).await?;
    let hearings = app.engine().list_hearings(&view.caller, id).await?;
    let rounds = app.engine().list_rounds(&view.caller, id).await?;
    let entries = app.engine().list_entries(&view.caller, id).await?.into_iter().map(|row| row.entry);
    let heard = |e: &Entry| hearings.iter().any(|h| h.slots.iter().any(|s| s.entry.id == e.id));
    let entries = entries.filter(|e| e.stage.place().is_some() && !heard(e)).collect();
    Ok(HearingsPage { view, desk, hearings, rounds, entries, form })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    let form = Form::empty().with("minutes", 20);
    let page = page(&app, view, id, form).await?;
    let zone = page.desk.edition.deadlines.closes.as_ref().map_or("UTC", |d| d.zone.as_str()).to_owned();
    let round = page.rounds.last().map(|r| r.id.to_string()).unwrap_or_default();
    let form = page.form.clone().with("zone", zone).with("round", round);
    Ok(Page(HearingsPage { form, ..page }).into_response())
}

/// The turns follow each other in the order that was typed, each as long as the others.
fn typed(form: &Form) -> Result<NewHearing, Refusal> {
    let zone = form.value("zone").trim().to_owned();
    let wrong = || Refusal::invalid("hearing_time_malformed").at("/starts_at");
    let starts_at = local_instant(form.value("starts_at").trim(), &zone).ok_or_else(wrong)?;
    let minutes: u32 = form.needed("minutes")?;
    let mut order = Vec::new();
    for (entry, place) in form.under("order.") {
        if place.trim().is_empty() {
            continue;
        }
        let wrong = || Refusal::invalid("wrong_type").at(format!("/order/{entry}"));
        let entry = entry.parse().map_err(|_| wrong())?;
        order.push((place.trim().parse::<u32>().map_err(|_| wrong())?, entry));
    }
    order.sort_by_key(|(place, _)| *place);
    let slot = |(i, (_, entry)): (usize, (u32, kapok_base::EntryId))| NewSlot {
        entry,
        starts_at: Instant::from_micros(starts_at.as_micros() + i as i64 * i64::from(minutes) * 60_000_000),
        minutes,
    };
    Ok(NewHearing {
        round: form.needed("round")?,
        title: names(form, "title", None)?,
        place: form.given("place").unwrap_or_default(),
        zone,
        starts_at,
        slots: order.into_iter().enumerate().map(slot).collect(),
    })
}

async fn schedule(State(app): State<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let answer = match typed(&form) {
        Ok(new) => app.engine().schedule_hearing(&view.caller, id, new, None).await.map(drop),
        Err(refusal) => Err(refusal.into()),
    };
    match answer {
        Ok(()) => Ok(Flash::good("judge-hearing-planned").to(&format!("/organise/editions/{id}/hearings"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form).await?).refused().into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "judge/my_hearings.html")]
struct MyHearingsPage {
    view: View,
    hearings: Vec<HearingView>,
}

impl MyHearingsPage {
    fn minutes(&self, turn: &SlotView) -> String {
        self.view.say_count("judge-minutes-count", turn.slot.minutes as usize)
    }

    fn at(&self, at: &Instant, zone: &str) -> String {
        date_time(self.view.locale, *at, zone)
    }
}

async fn mine(State(app): State<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    let hearings = app.engine().list_hearings(&view.caller, id).await?;
    Ok(Page(MyHearingsPage { view, hearings }).into_response())
}
