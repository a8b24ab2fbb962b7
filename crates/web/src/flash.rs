//! The message that the page after a redirect shows once: "Saved."

use crate::cookies;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kapok_base::Value;
use kapok_words::Words;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The colour of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Good,
    /// Worth knowing.
    Info,
    /// Take care.
    Warn,
    /// Went wrong.
    Bad,
}

impl Tone {
    /// Its class in the style.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Good, Self::Info, Self::Warn, Self::Bad].into_iter().find(|tone| tone.name() == name)
    }
}

/// A message in the reader's words, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its colour.
    pub tone: Tone,
    /// Its words.
    pub text: String,
}

/// A message on its way through a redirect: a key of the message files and values for its places.
#[derive(Clone, Debug)]
pub struct Flash {
    tone: Tone,
    key: &'static str,
    values: Vec<(&'static str, String)>,
}

impl Flash {
    /// Something was done.
    #[must_use]
    pub fn good(key: &'static str) -> Self {
        Self { tone: Tone::Good, key, values: Vec::new() }
    }

    /// Something is worth knowing.
    #[must_use]
    pub fn info(key: &'static str) -> Self {
        Self { tone: Tone::Info, ..Self::good(key) }
    }

    /// Something needs care.
    #[must_use]
    pub fn warn(key: &'static str) -> Self {
        Self { tone: Tone::Warn, ..Self::good(key) }
    }

    /// The same with a value for its message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Sends the reader to a page of this site, which shows the message.
    #[must_use]
    pub fn to(self, path: &str) -> Response {
        let mut parts = vec![self.tone.name().to_owned(), self.key.to_owned()];
        for (name, value) in &self.values {
            parts.push(format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        }
        let mut response = go(path);
        response
            .headers_mut()
            .append(SET_COOKIE, cookies::set(cookies::FLASH, &parts.join("|"), Some(60), false));
        response
    }
}

/// The message of a flash cookie in the reader's words; nothing when it was tampered with.
pub(crate) fn read(cookie: &str, words: &Words) -> Option<Notice> {
    let mut parts = cookie.split('|');
    let tone = Tone::named(parts.next()?)?;
    let key = parts.next()?;
    if !kapok_words::exists(kapok_base::Locale::En, key) {
        return None;
    }
    let value = |part: &'_ str| {
        let (name, value) = part.split_once('=')?;
        let value = percent_decode_str(value).decode_utf8().ok()?.into_owned();
        let number = value.parse::<i64>().map(Value::Number);
        Some((name.to_owned(), number.unwrap_or(Value::Text(value))))
    };
    let values: Vec<(String, Value)> = parts.filter_map(value).collect();
    let values: Vec<(&str, Value)> = values.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
    Some(Notice { tone, text: words.say_with(key, &values) })
}

/// A redirect (303) to a page of this site; an address elsewhere leads to the start page.
#[must_use]
pub fn go(path: &str) -> Response {
    let location = HeaderValue::from_str(local(path)).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// The path if it stays on this site, else the start page.
pub(crate) fn local(path: &str) -> &str {
    let stays = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|b| b.is_ascii_graphic());
    if stays { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_never_leaves_the_site() {
        for away in
            ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "", "/a\r\nb"]
        {
            assert_eq!(local(away), "/", "{away:?}");
        }
        assert_eq!(local("/cases?q=water&page=2"), "/cases?q=water&page=2");
    }
}
