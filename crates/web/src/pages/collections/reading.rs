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
use kapok_engine::remember::collections::{CaseState, Content, Item, ReadItem, Reading};
use kapok_library::{CaseText, Described, Facts};

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
    /// How it is cited, in words.
    pub(super) citation: String,
}

pub(super) async fn entries(app: &App, view: &View, reading: &Reading) -> Answer<Vec<Entry>> {
    let records: Vec<&CaseRecord> = reading.items.iter().filter_map(|read| read.case.as_ref()).collect();
    let language = view.locale.language();
    let described = app.engine().describe_cases(&view.caller, &records, &language, view.locale).await?;
    let cited = |case: &CaseRecord| shown(view.locale, described.get(&case.id)?);
    let entry = |(read, number): (&ReadItem, usize)| Entry {
        number,
        minutes: read.item.minutes.and_then(|minutes| usize::try_from(minutes).ok()),
        item: read.item.clone(),
        state: read.state.clone(),
        case: read.case.as_ref().and_then(cited),
    };
    Ok(reading.items.iter().zip(1..).map(entry).collect())
}

/// The minutes planned for all of a collection.
pub(super) fn minutes(content: &Content) -> usize {
    usize::try_from(content.minutes()).unwrap_or(usize::MAX)
}

fn shown(locale: Locale, described: &Described) -> Option<Shown> {
    let case = &described.case;
    let (language, text) = case.texts.best(&locale.language());
    let country = case.facts.country.as_deref().map(|code| labels::country(locale, code));
    let year = case.facts.year.map(|year| year.to_string());
    let line: Vec<String> = [case.facts.entity.clone(), country, year].into_iter().flatten().collect();
    Some(Shown {
        id: case.id,
        citation: labels::citation(locale, &described.reference),
        line: line.join(" · "),
        language: language.clone(),
        text: text.clone(),
        facts: case.facts.clone(),
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

async fn read(
    app: &App,
    view: View,
    reading: Reading,
    desk: Option<CollectionId>,
    print: String,
) -> Answer<Page<ReadPage>> {
    let entries = entries(app, &view, &reading).await?;
    let trail = desk.map(|id| super::trail(&view, id, &reading.content.title));
    Ok(Page(ReadPage { view, content: reading.content, version: reading.version, entries, trail, print }))
}

async fn pack(app: &App, view: View, reading: Reading, back: String) -> Answer<Page<PackPage>> {
    let entries = entries(app, &view, &reading).await?;
    Ok(Page(PackPage { view, content: reading.content, version: reading.version, entries, back }))
}

async fn version(State(app): State<App>, view: View, Ids(id, number): Ids<CollectionId, i64>) -> Answer {
    let reading = app.engine().collection_version(&view.caller, id, number).await?;
    let print = format!("/collections/{id}/versions/{number}/print");
    Ok(read(&app, view, reading, Some(id), print).await?.into_response())
}

async fn print_version(
    State(app): State<App>,
    view: View,
    Ids(id, number): Ids<CollectionId, i64>,
) -> Answer {
    let reading = app.engine().collection_version(&view.caller, id, number).await?;
    Ok(pack(&app, view, reading, format!("/collections/{id}/versions/{number}")).await?.into_response())
}

async fn print_draft(State(app): State<App>, view: View, Id(id): Id<CollectionId>) -> Answer {
    let own = app.engine().get_collection(&view.caller, id).await?;
    Ok(pack(&app, view, own.draft, format!("/collections/{id}")).await?.into_response())
}

async fn shared(State(app): State<App>, view: View, Id(secret): Id<String>) -> Answer {
    let reading = app.engine().read_shared(&view.caller, &secret).await?;
    let page = read(&app, view, reading, None, format!("/shared/{secret}/print")).await?;
    Ok(([NO_ROBOTS], page).into_response())
}

async fn print_shared(State(app): State<App>, view: View, Id(secret): Id<String>) -> Answer {
    let reading = app.engine().read_shared(&view.caller, &secret).await?;
    let page = pack(&app, view, reading, format!("/shared/{secret}")).await?;
    Ok(([NO_ROBOTS], page).into_response())
}
