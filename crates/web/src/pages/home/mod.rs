//! The first page: what is yours to do by each role that you hold; for everybody else what is running, who won, and
//! the way into the library.

mod library;
mod organiser;
mod tries;

use super::{Page, choices, dossier};
use crate::app::App;
use crate::fault::Answer;
use crate::labels;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::{Action, RoleName};
use kapok_base::Instant;
use kapok_engine::homes::{
    Announcing, EditorHome, EntrantHome, JudgeHome, MissingAnswer, OwnDossier, OwnRound, Winners,
};
use kapok_engine::judge::OwnPanel;
use kapok_engine::mail::MailState;
use kapok_engine::remember::Hit;
use kapok_engine::remember::collections::Row as CollectionRow;
use kapok_engine::submit::{Edition, PublicEdition, Submission};
use kapok_submission::Dossier;
use library::LibraryBox;
use organiser::Runs;
use tries::Try;

/// Missing answers that are named for a dossier.
const NAMED: usize = 6;
/// Editions with a closed call that are named.
const CLOSED: usize = 3;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/", Action::SeeAnnounced, home)
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    view: View,
    now: Instant,
    /// What a visitor of the demonstration may try as this role.
    tries: Vec<Try>,
    entrant: Option<EntrantHome>,
    judge: Option<JudgeHome>,
    runs: Option<Runs>,
    editor: Option<EditorHome>,
    keeps: Option<Keeps>,
    /// The researcher's collections.
    collections: Option<Vec<CollectionRow>>,
    public: Option<Public>,
    library: LibraryBox,
}

/// What an administrator looks after.
struct Keeps {
    /// Mails that failed for good, and those that wait.
    dead: u64,
    waiting: u64,
    editions: Vec<Edition>,
}

/// What is the same for everybody.
struct Public {
    /// The editions whose dossiers can be handed in now.
    open: Vec<PublicEdition>,
    /// Editions whose call is closed, and of which nothing has been announced yet.
    closed: Vec<PublicEdition>,
    winners: Option<Winners>,
}

async fn home(State(app): State<App>, view: View) -> Answer {
    let (engine, caller) = (app.engine(), &view.caller);
    let works = |roles: &[RoleName]| roles.iter().any(|role| view.is(*role));
    let entrant = match works(&[RoleName::Entrant]) {
        true => Some(engine.entrant_home(caller).await?),
        false => None,
    };
    let judge = match works(&[RoleName::Judge]) {
        true => Some(engine.judge_home(caller).await?),
        false => None,
    };
    let runs = match works(&[RoleName::Organiser, RoleName::Auditor]) {
        true => Some(Runs::of(&view, engine.organiser_home(caller).await?)),
        false => None,
    };
    let editor = match works(&[RoleName::Editor]) {
        true => Some(engine.editor_home(caller).await?),
        false => None,
    };
    let keeps = match works(&[RoleName::Administrator]) {
        true => Some(keeps(&app, &view).await?),
        false => None,
    };
    let collections = match works(&[RoleName::Researcher]) {
        true => Some(engine.list_collections(caller).await?),
        false => None,
    };
    let at_work =
        entrant.is_some() || judge.is_some() || runs.is_some() || editor.is_some() || keeps.is_some();
    let public = match at_work {
        true => None,
        false => Some(public(&app, &view).await?),
    };
    let library = library::load(&app, &view, if at_work { 3 } else { 6 }).await?;
    let now = engine.clock().now();
    let tries = Vec::new();
    let home = Home { view, now, tries, entrant, judge, runs, editor, keeps, collections, public, library };
    let tries = tries::of(&home);
    Ok(Page(Home { tries, ..home }).into_response())
}

async fn keeps(app: &App, view: &View) -> Answer<Keeps> {
    let counts = app.engine().count_outbox(&view.caller).await?;
    let of =
        |wanted: MailState| counts.iter().filter(|(state, _)| *state == wanted).map(|(_, count)| count).sum();
    let editions = app.engine().list_whole_editions(&view.caller).await?;
    Ok(Keeps { dead: of(MailState::Dead), waiting: of(MailState::Waiting), editions })
}

async fn public(app: &App, view: &View) -> Answer<Public> {
    let editions = app.engine().list_editions(&view.caller, None).await?;
    let winners = app.engine().latest_winners(&view.caller, &editions, &view.locale.language()).await?;
    let told = winners.as_ref().map(|won| won.edition.id);
    let later = editions.iter().take_while(|edition| Some(edition.id) != told);
    let closed = later.filter(|edition| !edition.is_open).take(CLOSED).cloned().collect();
    let open = editions.into_iter().filter(|edition| edition.is_open).collect();
    Ok(Public { open, closed, winners })
}

impl Home {
    fn is_at_work(&self) -> bool {
        self.public.is_none()
    }

    /// How many cases the library has, in words.
    fn cases(&self) -> String {
        let count = i64::try_from(self.library.total).unwrap_or(i64::MAX);
        let number = self.view.number(count);
        self.view.say_with("home-cases", &[("count", count.into()), ("number", number.into())])
    }

    fn is_signed_in(&self) -> bool {
        self.view.viewer.is_some()
    }

    fn organises(&self) -> bool {
        self.view.is(RoleName::Organiser)
    }

    fn badge(&self, submission: &Submission) -> (&'static str, &'static str) {
        dossier::badge(submission)
    }

    fn title(&self, dossier: &OwnDossier) -> String {
        match dossier.submission.title.as_str() {
            "" => self.view.say("submit-untitled"),
            title => title.to_owned(),
        }
    }

    fn entity(&self, dossier: &OwnDossier) -> String {
        dossier.entity.as_ref().map(|e| self.view.text(&e.record.name).to_owned()).unwrap_or_default()
    }

    /// What the organiser asks to be corrected.
    fn wanted<'a>(&self, dossier: &'a OwnDossier) -> &'a str {
        match &dossier.submission.state {
            Dossier::Returned { reason, .. } => reason,
            Dossier::Draft | Dossier::Submitted { .. } | Dossier::Withdrawn { .. } => "",
        }
    }

    fn named<'a>(&self, dossier: &'a OwnDossier) -> &'a [MissingAnswer] {
        dossier.missing.get(..NAMED).unwrap_or(&dossier.missing)
    }

    fn unnamed(&self, dossier: &OwnDossier) -> usize {
        dossier.missing.len().saturating_sub(NAMED)
    }

    /// The address at which a missing answer is given.
    fn field(&self, dossier: &OwnDossier, missing: &MissingAnswer) -> String {
        format!("/submissions/{}/modules/{}#answers.{}", dossier.submission.id, missing.module, missing.field)
    }

    fn open_rounds<'a>(&self, judge: &'a JudgeHome) -> Vec<&'a OwnRound> {
        judge.rounds.iter().filter(|own| own.is_open).collect()
    }

    /// The panels for which the judge told of themselves.
    fn told_panels<'a>(&self, judge: &'a JudgeHome) -> Vec<&'a OwnPanel> {
        judge.panels.iter().filter(|own| own.has_profile).collect()
    }

    fn closed_rounds<'a>(&self, judge: &'a JudgeHome) -> Vec<&'a OwnRound> {
        judge.rounds.iter().filter(|own| !own.is_open).collect()
    }

    fn phase(&self, edition: &Edition) -> String {
        self.view.say(&super::organise::phase_key(edition.phase.kind()))
    }

    fn country(&self, code: &str) -> String {
        choices::country(&self.view, code)
    }

    fn place(&self, hit: &Hit) -> String {
        labels::line(self.view.locale, hit)
    }

    fn outcome(&self, hit: &Hit) -> Option<String> {
        labels::outcome(self.view.locale, hit)
    }
}
