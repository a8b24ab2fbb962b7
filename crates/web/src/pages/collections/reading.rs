//! What readers see of a collection: its latest version by the shared address, any version and the draft for its owner,
//! on screen and as a course pack on paper.

use crate::api::collections::NO_ROBOTS;
use crate::app::App;
use crate::extract::{Id, Ids};
use crate::fault::Answer;
use crate::labels;
use crate::pages::Page;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{CaseId, CollectionId, Instant, Language, Locale};
use kapok_engine::remember::CaseRecord;
use kapok_engine::remember::collections::{CaseState, Content, Item, Reading};
use kapok_library::{CaseText, Facts};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/collections/{id}/print", Action::SeeOwnCollections, print_draft)
        .get("/collections/{id}/versions/{number}", Action::SeeOwnCollections, version)
        .get("/collections/{id}/versions/{number}/print", Action::SeeOwnCollections, print_version)
        .get("/shared/{secret}", Action::ReadSharedCollection, shared)
        .get("/shared/{secret}/print", Action::ReadSharedCollection, print_shared)
}

/// A case in a collection, ready to be read.
pub(super) struct Entry {
    /// Its place, from 1.
    pub(super) number: usize,
    pub(super) item: Item,
    pub(super) minutes: Option<usize>,
    pub(super) state: CaseState,
    pub(super) case: Option<Shown>,
}

/// A case in the reader's language, or the nearest there is.
pub(super) struct Shown {
    pub(super) id: CaseId,
    pub(super) language: Language,
    pub(super) text: CaseText,
    pub(super) facts: Facts,
    /// City, country and year.
    pub(super) line: String,
    /// The source in words.
    pub(super) citation: String,
    /// Where it stands here.
    pub(super) address: String,
}

pub(super) fn entries(app: &App, view: &View, reading: &Reading) -> Vec<Entry> {
    let items = reading.items.iter().zip(1..);
    let entry = |(read, number): (&kapok_engine::remember::collections::ReadItem, usize)| Entry {
        number,
        minutes: read.item.minutes.and_then(|minutes| usize::try_from(minutes).ok()),
        item: read.item.clone(),
        state: read.state.clone(),
        case: read.case.as_ref().and_then(|case| shown(app, view.locale, case)),
    };
    items.map(entry).collect()
}

/// The minutes planned for all of a collection.
pub(super) fn minutes(content: &Content) -> usize {
    usize::try_from(content.minutes()).unwrap_or(usize::MAX)
}

fn shown(app: &App, locale: Locale, record: &CaseRecord) -> Option<Shown> {
    let case = record.case()?;
    let (language, text) = case.texts.best(&locale.language());
    let country = case.facts.country.as_deref().map(|code| labels::country(locale, code));
    let year = case.facts.year.map(|year| year.to_string());
    let line: Vec<String> = [case.facts.entity.clone(), country, year].into_iter().flatten().collect();
    let address = format!("{}/cases/{}", app.engine().config().public_url, case.id);
    Some(Shown {
        id: case.id,
        citation: format!("{}. {}. {}.", text.title, line.join(", "), case.source),
        line: line.join(" · "),
        language: language.clone(),
        text: text.clone(),
        address,
        facts: case.facts,
    })
}

#[derive(Template)]
#[template(path = "collections/read.html")]
struct ReadPage {
    view: View,
    content: Content,
    version: Option<(i64, Instant)>,
    entries: Vec<Entry>,
    /// The way from its owner's desk.
    trail: Option<[(String, String); 2]>,
    print: String,
}

impl ReadPage {
    fn minutes(&self) -> usize {
        minutes(&self.content)
    }
}

#[derive(Template)]
#[template(path = "collections/pack.html")]
struct PackPage {
    view: View,
    content: Content,
    version: Option<(i64, Instant)>,
    entries: Vec<Entry>,
    /// Where it is read on screen.
    back: String,
}

impl PackPage {
    fn minutes(&self) -> usize {
        minutes(&self.content)
    }
}

fn read(
    app: &App,
    view: View,
    reading: Reading,
    desk: Option<CollectionId>,
    print: String,
) -> Page<ReadPage> {
    let entries = entries(app, &view, &reading);
    let trail = desk.map(|id| super::trail(&view, id, &reading.content.title));
    Page(ReadPage { view, content: reading.content, version: reading.version, entries, trail, print })
}

fn pack(app: &App, view: View, reading: Reading, back: String) -> Page<PackPage> {
    let entries = entries(app, &view, &reading);
    Page(PackPage { view, content: reading.content, version: reading.version, entries, back })
}

async fn version(State(app): State<App>, view: View, Ids(id, number): Ids<CollectionId, i64>) -> Answer {
    let reading = app.engine().collection_version(&view.caller, id, number).await?;
    let print = format!("/collections/{id}/versions/{number}/print");
    Ok(read(&app, view, reading, Some(id), print).into_response())
}

async fn print_version(
    State(app): State<App>,
    view: View,
    Ids(id, number): Ids<CollectionId, i64>,
) -> Answer {
    let reading = app.engine().collection_version(&view.caller, id, number).await?;
    Ok(pack(&app, view, reading, format!("/collections/{id}/versions/{number}")).into_response())
}

async fn print_draft(State(app): State<App>, view: View, Id(id): Id<CollectionId>) -> Answer {
    let own = app.engine().get_collection(&view.caller, id).await?;
    Ok(pack(&app, view, own.draft, format!("/collections/{id}")).into_response())
}

async fn shared(State(app): State<App>, view: View, Id(secret): Id<String>) -> Answer {
    let reading = app.engine().read_shared(&view.caller, &secret).await?;
    let page = read(&app, view, reading, None, format!("/shared/{secret}/print"));
    Ok(([NO_ROBOTS], page).into_response())
}

async fn print_shared(State(app): State<App>, view: View, Id(secret): Id<String>) -> Answer {
    let reading = app.engine().read_shared(&view.caller, &secret).await?;
    Ok(([NO_ROBOTS], pack(&app, view, reading, format!("/shared/{secret}"))).into_response())
}
