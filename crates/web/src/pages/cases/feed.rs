//! The latest cases of a question as an Atom feed, for whoever follows it.

use crate::api::cases::wanted;
use crate::app::App;
use crate::extract::Pairs;
use crate::fault::{Answer, Fault};
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use kapok_base::Instant;
use kapok_engine::remember::ExportFilter;
use kapok_library::Described;

#[derive(Template)]
#[template(path = "library/feed.xml")]
struct Feed {
    view: View,
    title: String,
    site: String,
    /// The address of the feed with its question.
    address: String,
    updated: Instant,
    cases: Vec<Described>,
}

pub(super) async fn feed(State(app): State<App>, view: View, pairs: Pairs) -> Answer {
    let filter = ExportFilter { locale: view.locale, ..wanted::filter(&pairs, "lang")? };
    let query = filter.query.trim().to_owned();
    let cases = app.engine().latest_cases(&view.caller, filter).await?;
    let title = view.say("library-title");
    let title = if query.is_empty() { title } else { format!("{title}: {}", plain(&query)) };
    let site = app.engine().config().public_url.clone();
    // A feed without cases has not changed since the beginning.
    let updated = cases.iter().map(|case| case.modified).max().unwrap_or(Instant::from_micros(0));
    let address = format!("{site}{}", view.path);
    let feed = Feed { view, title, site, address, updated, cases };
    let text = feed.render().map_err(Fault::internal)?;
    Ok(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
}

/// The text without what XML cannot hold.
fn plain(text: &str) -> String {
    let fits = |c: &char| match u32::from(*c) {
        9 | 10 | 13 => true,
        code => code >= 0x20 && code & 0xfffe != 0xfffe && !(0x7f..=0x9f).contains(&code),
    };
    text.chars().filter(fits).collect()
}

impl Feed {
    fn summary(&self, case: &Described) -> String {
        case.summary().map(|text| plain(&text)).unwrap_or_default()
    }

    fn lang(&self, case: &Described) -> String {
        case.reference.language.as_ref().map(ToString::to_string).unwrap_or_default()
    }
}
