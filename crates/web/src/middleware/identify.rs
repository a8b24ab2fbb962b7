//! Who asks, in which language, in which colours.

use crate::app::App;
use crate::fault::Fault;
use crate::theme::Theme;
use crate::view::View;
use crate::{cookies, flash};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use kapok_base::Locale;

/// The reader's language (`?lang=`, then the cookie, then the browser's wish), colours, path and message.
pub(super) fn view(request: &Request) -> View {
    let query = request.uri().query().unwrap_or_default();
    let asked = query.split('&').find_map(|pair| Locale::for_tag(pair.strip_prefix("lang=")?));
    let kept = || Locale::for_tag(&cookies::find(request.headers(), cookies::LANGUAGE)?);
    let wished = || {
        let header = request.headers().get(ACCEPT_LANGUAGE)?.to_str().ok()?;
        Some(Locale::negotiate(header))
    };
    let locale = asked.or_else(kept).or_else(wished).unwrap_or_default();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let mut view = View::visitor(locale, path);
    let theme = cookies::find(request.headers(), cookies::THEME);
    view.theme = theme.and_then(|name| Theme::named(&name)).unwrap_or_default();
    let message = cookies::find(request.headers(), cookies::FLASH);
    view.flash = message.and_then(|message| flash::read(&message, &view.words));
    view
}

/// The caller behind a bearer token or a session cookie; a visitor when there is neither.
pub(super) async fn caller(_app: &App, _headers: &HeaderMap, _view: &mut View) -> Result<(), Fault> {
    Ok(())
}
