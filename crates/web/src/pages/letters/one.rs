//! One letter: what would go out, holding and sending it; and who got it.

use super::form::Places;
use super::{badge, mail_badge, may_write, tally_words};
use crate::app::App;
use crate::extract::Id;
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::pages::judge::{Desk, Tab, local_instant, version};
use crate::pages::{Page, choices};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State as Of;
use axum::response::{IntoResponse, Response};
use kapok_access::Action;
use kapok_base::{Instant, LetterId, Refusal};
use kapok_engine::Error;
use kapok_engine::judge::AnnouncementView;
use kapok_engine::letters::{Letter, Preview, RecipientView, Sending, State, Unreached, Until};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/organise/letters/{id}", Action::SeeLetters, show)
        .post("/organise/letters/{id}/send", Action::WriteLetters, send)
        .post("/organise/letters/{id}/hold", Action::WriteLetters, hold)
        .post("/organise/letters/{id}/release", Action::WriteLetters, release)
        .post("/organise/letters/{id}/withdrawal", Action::WriteLetters, withdraw)
}

#[derive(Template)]
#[template(path = "letters/letter.html")]
struct LetterPage {
    view: View,
    desk: Desk,
    letter: Letter,
    audience: String,
    /// What would go out; for a letter that can still be sent.
    preview: Option<Preview>,
    /// Who got it; for one that was sent.
    recipients: Vec<RecipientView>,
    announcements: Vec<AnnouncementView>,
    writes: bool,
    form: Form,
}

impl LetterPage {
    fn subject(&self) -> &str {
        self.view.text(&self.letter.content.subject)
    }

    fn badge(&self) -> (&'static str, String) {
        let (tone, key) = badge(&self.letter.state);
        (tone, self.view.say(key))
    }

    fn zone(&self) -> &str {
        self.desk.edition.deadlines.closes.as_ref().map_or("UTC", |closes| closes.zone.as_str())
    }

    /// What it waits for, or since when it is where it is.
    fn moment(&self) -> String {
        let at = |key: &str, at: Instant| {
            let at = kapok_words::date_time(self.view.locale, at, self.zone());
            self.view.say_one(key, "instant", at)
        };
        match &self.letter.state {
            State::Draft => String::new(),
            State::Held { failed: Some(code), .. } => {
                let key = format!("refusal-{}", code.replace('_', "-"));
                self.view.say_one("letters-was-not-sent", "reason", self.view.say(&key))
            }
            State::Held { until: None, .. } => self.view.say("letters-held-by-hand"),
            State::Held { until: Some(Until::Instant { at: instant }), .. } => {
                at("letters-held-until", *instant)
            }
            State::Held { until: Some(Until::Announced { announcement }), .. } => {
                let held = self.announcements.iter().find(|view| view.announcement.id == *announcement);
                let title = held.map_or("", |view| self.view.text(&view.announcement.title));
                self.view.say_one("letters-held-for", "announcement", title)
            }
            State::Sent { at: instant, .. } => at("letters-sent-at", *instant),
            State::Withdrawn { at: instant, .. } => at("letters-withdrawn-at", *instant),
        }
    }

    fn is_held(&self) -> bool {
        matches!(self.letter.state, State::Held { .. })
    }

    fn moments(&self) -> Vec<Choice> {
        let mut moments = vec![
            choices::choice("", self.view.say("letters-until-hand")),
            choices::choice("instant", self.view.say("letters-until-instant")),
        ];
        for view in self.announcements.iter().filter(|view| !view.public) {
            let label = self.view.say_one(
                "letters-until-announced",
                "title",
                self.view.text(&view.announcement.title),
            );
            moments.push(choices::choice(view.announcement.id.to_string(), label));
        }
        moments
    }

    fn missing(&self, lost: &Unreached) -> String {
        lost.missing.iter().map(|field| format!("{{{}}}", field.as_str())).collect::<Vec<_>>().join(" ")
    }

    fn left_out(&self, one: &RecipientView) -> String {
        one.missing.iter().map(|field| format!("{{{}}}", field.as_str())).collect::<Vec<_>>().join(" ")
    }

    fn tally(&self) -> Vec<(&'static str, String)> {
        tally_words(&self.view, kapok_engine::letters::Tally::of(&self.recipients))
    }

    fn mail_badge(&self, state: &kapok_engine::mail::MailState) -> (&'static str, String) {
        mail_badge(&self.view, state)
    }
}

async fn page(app: &App, view: View, id: LetterId, form: Form) -> Answer<LetterPage> {
    let engine = app.engine();
    let letter = engine.get_letter(&view.caller, id).await?;
    let desk = Desk::load(app, &view, letter.edition, Tab::Letters).await?;
    let places = Places::load(app, &view, &desk.edition).await?;
    let audience = places.audience(&view, &letter.content.audience);
    let open = matches!(letter.state, State::Draft | State::Held { .. });
    let preview = if open { Some(engine.preview_letter(&view.caller, id).await?) } else { None };
    let recipients = if open { vec![] } else { engine.list_recipients(&view.caller, id).await? };
    let announcements = engine.list_announcements(&view.caller, letter.edition).await?;
    let writes = may_write(&view, &desk.edition);
    Ok(LetterPage { view, desk, letter, audience, preview, recipients, announcements, writes, form })
}

async fn show(Of(app): Of<App>, view: View, Id(id): Id<LetterId>) -> Answer {
    let page = page(&app, view, id, Form::empty()).await?;
    let form = Form::empty().with("zone", page.zone());
    Ok(Page(LetterPage { form, ..page }).into_response())
}

async fn send(Of(app): Of<App>, view: View, Id(id): Id<LetterId>, form: Form) -> Answer {
    let sent = async {
        let sending =
            Sending { expected: form.parsed("expected")?, leave_out: form.holds("leave_out", "yes") };
        app.engine().send_letter(&view.caller, id, version(&form)?, sending).await
    };
    let sent = sent.await;
    answered(&app, view, id, form, sent, "letters-sent").await
}

async fn hold(Of(app): Of<App>, view: View, Id(id): Id<LetterId>, form: Form) -> Answer {
    let held = async {
        let (until, leave_out) = (until(&form)?, form.holds("leave_out", "yes"));
        app.engine().hold_letter(&view.caller, id, version(&form)?, until, leave_out).await
    };
    let held = held.await;
    answered(&app, view, id, form, held, "letters-held").await
}

/// What was chosen to wait for.
fn until(form: &Form) -> Result<Option<Until>, Refusal> {
    match form.value("until") {
        "" => Ok(None),
        "instant" => {
            let wrong = || Refusal::invalid("hearing_time_malformed").at("/until/at");
            let at =
                local_instant(form.value("until.at").trim(), form.value("zone").trim()).ok_or_else(wrong)?;
            Ok(Some(Until::Instant { at }))
        }
        announcement => {
            let elsewhere = |_| Refusal::invalid("announcement_elsewhere").at("/until");
            Ok(Some(Until::Announced { announcement: announcement.parse().map_err(elsewhere)? }))
        }
    }
}

async fn release(Of(app): Of<App>, view: View, Id(id): Id<LetterId>, form: Form) -> Answer {
    let open = async { app.engine().release_letter(&view.caller, id, version(&form)?).await };
    let open = open.await;
    answered(&app, view, id, form, open, "letters-released").await
}

async fn withdraw(Of(app): Of<App>, view: View, Id(id): Id<LetterId>, form: Form) -> Answer {
    let gone = async { app.engine().withdraw_letter(&view.caller, id, version(&form)?).await };
    let gone = gone.await;
    answered(&app, view, id, form, gone, "letters-withdrawn").await
}

async fn answered(
    app: &App,
    view: View,
    id: LetterId,
    form: Form,
    answer: Result<Letter, Error>,
    said: &'static str,
) -> Answer<Response> {
    match answer {
        Ok(_) => Ok(Flash::good(said).to(&format!("/organise/letters/{id}"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(app, view, id, form).await?).refused().into_response())
        }
    }
}
