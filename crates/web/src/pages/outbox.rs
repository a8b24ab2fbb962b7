//! The outbox: what was mailed, what waits, what failed; a failed mail is tried again by hand.

use super::Page;
use crate::app::App;
use crate::extract::{Id, Paging, Pairs, wrong};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::Form;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::JobId;
use kapok_engine::mail::{Mail, MailState, MailText};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/outbox", Action::SeeOutbox, list).get("/outbox/{id}", Action::SeeOutbox, show).post(
        "/outbox/{id}/retry",
        Action::RetryMail,
        retry,
    )
}

/// A tab: mail in one state, or all.
struct Tab {
    href: String,
    label: String,
    count: u64,
    current: bool,
}

#[derive(Template)]
#[template(path = "people/outbox.html")]
struct OutboxPage {
    view: View,
    tabs: Vec<Tab>,
    mails: Vec<Mail>,
    first: String,
    next: String,
}

#[derive(Template)]
#[template(path = "people/mail.html")]
struct MailPage {
    view: View,
    form: Form,
    mail: Mail,
    text: Option<String>,
    trail: [(&'static str, String); 1],
}

/// The colour of a state's badge.
fn tone(state: MailState) -> &'static str {
    match state {
        MailState::Waiting | MailState::Running => "warn",
        MailState::Done => "good",
        MailState::Dead => "bad",
        MailState::Withheld => "",
    }
}

fn state_words(view: &View, state: MailState) -> String {
    view.say(&format!("outbox-state-{}", state.as_str()))
}

fn kind_words(view: &View, mail: &Mail) -> String {
    view.say(&format!("outbox-kind-{}", mail.kind))
}

impl OutboxPage {
    fn tone(&self, mail: &Mail) -> &'static str {
        tone(mail.state)
    }
    fn state(&self, mail: &Mail) -> String {
        state_words(&self.view, mail.state)
    }
    fn kind(&self, mail: &Mail) -> String {
        kind_words(&self.view, mail)
    }
}

impl MailPage {
    fn tone(&self) -> &'static str {
        tone(self.mail.state)
    }
    fn state(&self) -> String {
        state_words(&self.view, self.mail.state)
    }
    fn kind(&self) -> String {
        kind_words(&self.view, &self.mail)
    }
    fn is_dead(&self) -> bool {
        self.mail.state == MailState::Dead
    }
    fn waits(&self) -> bool {
        self.mail.state == MailState::Waiting
    }
    fn finished(&self) -> Option<String> {
        self.mail.finished_at.map(|at| self.view.instant(at))
    }
}

async fn list(State(app): State<App>, view: View, Paging(page): Paging, pairs: Pairs) -> Answer {
    let wanted = match pairs.first("state") {
        Some(name) => Some(MailState::named(name).ok_or_else(|| wrong("state"))?),
        None => None,
    };
    let counts = app.engine().count_outbox(&view.caller).await?;
    let found = app.engine().list_outbox(&view.caller, wanted, &page).await?;
    let address = |state: Option<MailState>| {
        state.map_or_else(|| "/outbox".to_owned(), |state| format!("/outbox?state={}", state.as_str()))
    };
    let mut tabs = vec![Tab {
        href: address(None),
        label: view.say("word-all"),
        count: counts.iter().map(|(_, count)| count).sum(),
        current: wanted.is_none(),
    }];
    for (state, count) in counts {
        let (href, label) = (address(Some(state)), state_words(&view, state));
        tabs.push(Tab { href, label, count, current: wanted == Some(state) });
    }
    let here = address(wanted);
    let sign = if wanted.is_some() { '&' } else { '?' };
    let next = found.next_cursor.map(|cursor| format!("{here}{sign}cursor={cursor}")).unwrap_or_default();
    let first = if page.cursor.is_some() { here } else { String::new() };
    Ok(Page(OutboxPage { view, tabs, mails: found.items, first, next }).into_response())
}

async fn page(app: &App, view: View, id: JobId, form: Form) -> Answer<MailPage> {
    let MailText { mail, text } = app.engine().get_mail(&view.caller, id).await?;
    let trail = [("/outbox", view.say("nav-outbox"))];
    Ok(MailPage { view, form, mail, text, trail })
}

async fn show(State(app): State<App>, view: View, Id(id): Id<JobId>) -> Answer {
    Ok(Page(page(&app, view, id, Form::empty()).await?).into_response())
}

async fn retry(State(app): State<App>, view: View, Id(id): Id<JobId>, form: Form) -> Answer {
    match app.engine().retry_mail(&view.caller, id).await {
        Ok(()) => Ok(Flash::good("outbox-retried").to(&format!("/outbox/{id}"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(page(&app, view, id, form).await?).refused().into_response())
        }
    }
}
