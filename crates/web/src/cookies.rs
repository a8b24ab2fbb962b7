//! The few cookies: session, language, theme, and the message shown after a redirect.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Names of the cookies that anybody may have.
pub(crate) const LANGUAGE: &str = "kapok_lang";
pub(crate) const THEME: &str = "kapok_theme";
pub(crate) const FLASH: &str = "kapok_flash";

/// The session's cookie: with the `__Host-` prefix over TLS, where browsers hold it to this very host.
#[must_use]
pub fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-kapok" } else { "kapok_session" }
}

/// The line that begins a session in a browser. The server ends it sooner; a browser keeps it for 60 days.
#[must_use]
pub fn begin_session(token: &str, secure: bool) -> HeaderValue {
    set(session_name(secure), token, Some(60 * 24 * 3600), secure)
}

/// The line that ends it.
#[must_use]
pub fn end_session(secure: bool) -> HeaderValue {
    set(session_name(secure), "", Some(0), secure)
}

/// The session's token, when the browser sent one.
#[must_use]
pub fn session_token(headers: &HeaderMap, secure: bool) -> Option<String> {
    find(headers, session_name(secure)).filter(|token| !token.is_empty())
}

/// The value of a cookie, when it was sent exactly so; the first wins.
pub(crate) fn find(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let value = pairs
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))?;
    percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// A `Set-Cookie` line; `max_age` in seconds, nothing for as long as the browser stays open.
#[must_use]
pub fn set(name: &str, value: &str, max_age: Option<i64>, secure: bool) -> HeaderValue {
    let value = utf8_percent_encode(value, NON_ALPHANUMERIC);
    let age = max_age.map(|age| format!("; Max-Age={age}")).unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    // Nothing but ASCII letters, digits and signs of our own stands in it.
    HeaderValue::from_str(&line).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_is_found_again_and_the_first_wins() {
        let line = set("kapok_flash", "good; ä=1", None, true);
        let pair = line.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(&format!("a=b; {pair}; kapok_flash=no")).unwrap());
        assert_eq!(find(&headers, "kapok_flash").unwrap(), "good; ä=1");
        assert_eq!(find(&headers, "kapok"), None);
    }
}
