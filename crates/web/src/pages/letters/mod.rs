//! Letters to a group: the list of an edition's, writing, looking at what would go out, holding, sending.

mod form;
mod one;

use super::Page;
use super::judge::{Desk, Tab};
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::flash::Flash;
use crate::form::{Choice, Form};
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State as Of;
use axum::response::IntoResponse;
use kapok_access::{Action, permit};
use kapok_base::{EditionId, LetterId, Version};
use kapok_engine::judge::Edition;
use kapok_engine::letters::{Correspondence, LetterRow, State, Tally};
use kapok_engine::mail::MailState;

pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/organise/editions/{id}/letters", Action::SeeLetters, list)
        .get("/organise/editions/{id}/letters/new", Action::WriteLetters, ask)
        .post("/organise/editions/{id}/letters", Action::WriteLetters, create)
        .get("/organise/letters/{id}/edit", Action::WriteLetters, edit)
        .post("/organise/letters/{id}/edit", Action::WriteLetters, save);
    one::routes(routes)
}

/// The colour of a letter's state and the key of its words.
pub(crate) fn badge(state: &State) -> (&'static str, &'static str) {
    match state {
        State::Draft => ("info", "letters-state-draft"),
        State::Held { failed: Some(_), .. } => ("bad", "letters-state-failed"),
        State::Held { .. } => ("warn", "letters-state-held"),
        State::Sent { .. } => ("good", "letters-state-sent"),
        State::Withdrawn { .. } => ("", "letters-state-withdrawn"),
    }
}

/// The colour of a mail's state and its words.
pub(crate) fn mail_badge(view: &View, state: &MailState) -> (&'static str, String) {
    let tone = match state {
        MailState::Waiting | MailState::Running => "warn",
        MailState::Done => "good",
        MailState::Dead => "bad",
        MailState::Withheld => "",
    };
    (tone, view.say(&format!("outbox-state-{}", state.as_str())))
}

/// The occasion of a mail in words.
pub(crate) fn occasion(view: &View, mail: &Correspondence) -> String {
    view.say(&format!("outbox-kind-{}", mail.kind))
}

/// Whether the reader may write letters about an edition.
fn may_write(view: &View, edition: &Edition) -> bool {
    permit(&view.caller, Action::WriteLetters)
        .is_ok_and(|permit| permit.scope().covers_edition(edition.programme, edition.id))
}

/// How far the mails of a sent letter are, in words.
fn tally_words(view: &View, tally: Tally) -> Vec<(&'static str, String)> {
    [
        ("good", "letters-left", tally.left),
        ("warn", "letters-waiting", tally.waiting),
        ("bad", "letters-failed", tally.failed),
        ("", "letters-withheld", tally.withheld),
        ("bad", "letters-left-out", tally.left_out),
    ]
    .into_iter()
    .filter(|(_, _, count)| *count > 0)
    .map(|(tone, key, count)| (tone, view.say_count(key, count)))
    .collect()
}

#[derive(Template)]
#[template(path = "letters/list.html")]
struct ListPage {
    view: View,
    desk: Desk,
    letters: Vec<LetterRow>,
    /// Whom each is for, in words.
    audiences: Vec<String>,
    writes: bool,
}

impl ListPage {
    fn tally(&self, row: &LetterRow) -> Vec<(&'static str, String)> {
        tally_words(&self.view, row.tally)
    }
}

async fn list(Of(app): Of<App>, view: View, Id(id): Id<EditionId>) -> Answer {
    let desk = Desk::load(&app, &view, id, Tab::Letters).await?;
    let letters = app.engine().list_letters(&view.caller, id).await?;
    let places = form::Places::load(&app, &view, &desk.edition).await?;
    let audiences = letters.iter().map(|row| places.audience(&view, &row.letter.content.audience)).collect();
    let writes = may_write(&view, &desk.edition);
    Ok(Page(ListPage { view, desk, letters, audiences, writes }).into_response())
}

#[derive(Template)]
#[template(path = "letters/write.html")]
struct WritePage {
    view: View,
    desk: Desk,
    form: Form,
    places: form::Places,
    /// The letter that is changed; none for a new one.
    letter: Option<LetterId>,
}

impl WritePage {
    fn action(&self) -> String {
        match self.letter {
            Some(letter) => format!("/organise/letters/{letter}/edit"),
            None => format!("/organise/editions/{}/letters", self.desk.edition.id),
        }
    }

    fn here(&self) -> String {
        self.view.say(if self.letter.is_some() { "letters-change" } else { "letters-new" })
    }

    fn fields(&self) -> Vec<Choice> {
        form::fields(&self.view)
    }
}

async fn writing(
    app: &App,
    view: View,
    edition: EditionId,
    letter: Option<LetterId>,
    form: Form,
) -> Answer<WritePage> {
    let desk = Desk::load(app, &view, edition, Tab::Letters).await?;
    let places = form::Places::load(app, &view, &desk.edition).await?;
    Ok(WritePage { view, desk, form, places, letter })
}

async fn ask(Of(app): Of<App>, view: View, Id(id): Id<EditionId>, pairs: Pairs) -> Answer {
    // Another one like it: a reminder begins as what was written before.
    let like = pairs.first("like").and_then(|like| like.parse::<LetterId>().ok());
    let form = match like {
        Some(like) => form::filled(&app.engine().get_letter(&view.caller, like).await?.content),
        None => Form::empty().with("audience.to", "entrants"),
    };
    Ok(Page(writing(&app, view, id, None, form).await?).into_response())
}

async fn create(Of(app): Of<App>, view: View, Id(id): Id<EditionId>, form: Form) -> Answer {
    let made = match form::typed(&form, None) {
        Ok(content) => app.engine().create_letter(&view.caller, id, content, None).await,
        Err(refusal) => Err(refusal.into()),
    };
    match made {
        Ok(letter) => Ok(Flash::good("letters-saved").to(&format!("/organise/letters/{}", letter.id))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(writing(&app, view, id, None, form).await?).refused().into_response())
        }
    }
}

async fn edit(Of(app): Of<App>, view: View, Id(id): Id<LetterId>) -> Answer {
    let letter = app.engine().get_letter(&view.caller, id).await?;
    let form = form::filled(&letter.content).with("version", letter.version);
    Ok(Page(writing(&app, view, letter.edition, Some(id), form).await?).into_response())
}

async fn save(Of(app): Of<App>, view: View, Id(id): Id<LetterId>, form: Form) -> Answer {
    let before = app.engine().get_letter(&view.caller, id).await?;
    let saved = async {
        let version = form.parsed::<i64>("version")?.map(Version);
        let content = form::typed(&form, Some(&before.content))?;
        app.engine().update_letter(&view.caller, id, version, content).await
    };
    match saved.await {
        Ok(_) => Ok(Flash::good("letters-saved").to(&format!("/organise/letters/{id}"))),
        Err(error) => {
            let form = form.refused(error, &view)?;
            Ok(Page(writing(&app, view, before.edition, Some(id), form).await?).refused().into_response())
        }
    }
}
