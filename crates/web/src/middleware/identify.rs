//! Who asks, in which language, in which colours.

use crate::app::App;
use crate::fault::{Fault, Kind};
use crate::theme::Theme;
use crate::view::{View, Viewer, csrf_of};
use crate::{cookies, flash};
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, HOST, REFERER};
use axum::http::{HeaderMap, Method, Uri};
use kapok_base::Locale;
use kapok_words::Words;
use uuid::Uuid;

/// A visitor's view: language by the browser's wish, colours, path and message.
pub(super) fn view(request: &Request) -> View {
    let headers = request.headers();
    let wished = || Some(Locale::negotiate(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?));
    let locale = chosen(request.uri(), headers).or_else(wished).unwrap_or_default();
    let mut view = View::visitor(locale, &page(request));
    let theme = cookies::find(headers, cookies::THEME);
    view.theme = theme.and_then(|name| Theme::named(&name)).unwrap_or_default();
    view
}

/// The page that the reader is on: this one, or the one whose form was sent.
fn page(request: &Request) -> String {
    let local = |uri: &Uri| uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return local(request.uri());
    }
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let before: Option<Uri> = text(REFERER).and_then(|before| before.parse().ok());
    let ours = |before: &Uri| before.authority().map(|authority| authority.as_str()) == text(HOST);
    before.filter(ours).map_or_else(|| "/".to_owned(), |before| local(&before))
}

/// The language that the reader chose: `?lang=`, or the cookie.
fn chosen(uri: &Uri, headers: &HeaderMap) -> Option<Locale> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let mut asked = pairs.filter_map(|pair| Locale::for_tag(pair.strip_prefix("lang=")?));
    asked.next().or_else(|| Locale::for_tag(&cookies::find(headers, cookies::LANGUAGE)?))
}

/// The identifiers in a page's address. Asked of the address, not of each page: no page can forget to say that it shows
/// a rehearsal.
fn named(uri: &Uri) -> Vec<Uuid> {
    if uri.path().starts_with("/api/") {
        return Vec::new();
    }
    let parts = uri.path().split('/').chain(uri.query().unwrap_or_default().split(['&', '=']));
    parts.filter(|part| part.len() == 36).filter_map(|part| part.parse().ok()).take(4).collect()
}

/// The caller behind a bearer token or a session's cookie, with the language of their account when they chose no
/// other here; a visitor when there is neither.
pub(super) async fn caller(app: &App, uri: &Uri, headers: &HeaderMap, view: &mut View) -> Result<(), Fault> {
    if uri.path().starts_with("/assets/") || uri.path() == "/healthz" {
        return Ok(());
    }
    if let Some(value) = headers.get(AUTHORIZATION) {
        let token = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
        let token = token.ok_or_else(|| Fault::new(Kind::Unauthenticated))?;
        let caller = app.engine().caller_for_token(token.trim()).await?;
        view.caller = caller.ok_or_else(|| Fault::new(Kind::Unauthenticated))?;
    } else if let Some(token) = cookies::session_token(headers, app.is_secure())
        && let Some(caller) = app.engine().caller_for_session(&token).await?
    {
        let person = app.engine().get_account(&caller).await?;
        if chosen(uri, headers).is_none() {
            view.locale = person.locale;
            view.words = Words::new(person.locale);
        }
        view.viewer = Some(Viewer { id: person.id, name: person.name });
        view.csrf = csrf_of(&token);
        view.caller = caller;
        view.rehearsal = app.engine().is_rehearsal(&named(uri)).await?;
    }
    let message = cookies::find(headers, cookies::FLASH);
    view.flash = message.and_then(|message| flash::read(&message, &view.words));
    Ok(())
}
