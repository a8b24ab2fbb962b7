//! Choosing a language and colours: kept in cookies, without an account.

use crate::app::App;
use crate::cookies;
use crate::fault::Answer;
use crate::flash::go;
use crate::form::Form;
use crate::routes::Routes;
use crate::theme::Theme;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use kapok_access::Action;
use kapok_base::Locale;

/// A year, in seconds.
const YEAR: i64 = 365 * 24 * 3600;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.post("/preferences", Action::Probe, choose)
}

async fn choose(State(app): State<App>, form: Form) -> Answer {
    let mut response = go(&without_language(form.value("return_to")));
    let mut keep = |name, value| {
        let cookie = cookies::set(name, value, Some(YEAR), app.is_secure());
        response.headers_mut().append(SET_COOKIE, cookie);
    };
    if let Some(locale) = Locale::for_tag(form.value("lang")) {
        keep(cookies::LANGUAGE, locale.tag());
    }
    if let Some(theme) = Theme::named(form.value("theme")) {
        keep(cookies::THEME, theme.name());
    }
    Ok(response)
}

/// The address without `?lang=`, which would overrule what has just been chosen.
fn without_language(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_in_the_address_gives_way() {
        assert_eq!(without_language("/cases?lang=en&q=a"), "/cases?q=a");
        assert_eq!(without_language("/cases?lang=en"), "/cases");
    }
}
