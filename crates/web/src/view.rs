//! What every page knows about its reader: language, colours, who they are, where they are.

use crate::flash::Notice;
use crate::theme::Theme;
use crate::tour::{Guide, Tour};
use crate::{assets, nav};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kapok_access::{Caller, RoleName};
use kapok_base::{Deadline, Instant, Language, Locale, Localized, PersonId, Value};
use kapok_words::Words;
use sha2::{Digest, Sha256};
use std::borrow::Borrow;
use std::sync::Arc;

/// Whoever is signed in, as the masthead names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// The reader of a page. Every page's template has a field `view: View`; handlers take it as an extractor.
#[derive(Clone, Debug)]
pub struct View {
    /// The language of the interface.
    pub locale: Locale,
    /// Words and numbers in that language.
    pub words: Words,
    /// The colours.
    pub theme: Theme,
    /// With whose rights the page is asked for; goes into every use case.
    pub caller: Caller,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The address on this site of the page that the reader is on, with its query.
    pub path: String,
    /// A message to show once.
    pub flash: Option<Notice>,
    /// What a form must bring back; empty for visitors.
    pub csrf: String,
    /// The tour, when this is the demonstration.
    pub tour: Option<Arc<Tour>>,
    /// Whether the page is about a rehearsal: it says so then.
    pub rehearsal: bool,
}

impl View {
    /// A visitor's view of a path: what the view is before the request tells more.
    #[must_use]
    pub fn visitor(locale: Locale, path: &str) -> Self {
        Self {
            locale,
            words: Words::new(locale),
            theme: Theme::Auto,
            caller: Caller::visitor(),
            viewer: None,
            path: path.to_owned(),
            flash: None,
            csrf: String::new(),
            tour: None,
            rehearsal: false,
        }
    }

    /// The message at `key`.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The message at `key` with one place filled.
    #[must_use]
    pub fn say_one(&self, key: &str, name: &str, value: impl Into<Value>) -> String {
        self.words.say_one(key, name, value)
    }

    /// The message at `key` with its `count` filled.
    #[must_use]
    pub fn say_count(&self, key: &str, count: usize) -> String {
        self.words.say_count(key, count)
    }

    /// The message at `key` with its places filled.
    #[must_use]
    pub fn say_with(&self, key: &str, args: &[(&str, Value)]) -> String {
        self.words.say_with(key, args)
    }

    /// A text in the reader's language, or the nearest there is.
    #[must_use]
    pub fn text<'a>(&self, text: &'a Localized) -> &'a str {
        text.text(&self.locale.language())
    }

    /// Day, time and offset of an instant in UTC.
    #[must_use]
    pub fn instant(&self, at: impl Borrow<Instant>) -> String {
        self.words.date_time(*at.borrow())
    }

    /// The day of an instant in UTC.
    #[must_use]
    pub fn date(&self, at: impl Borrow<Instant>) -> String {
        self.words.date(*at.borrow())
    }

    /// The last second of a deadline, in the deadline's own zone.
    #[must_use]
    pub fn deadline(&self, deadline: &Deadline) -> String {
        kapok_words::date_time(self.locale, deadline.last_second(), &deadline.zone)
    }

    /// How far a deadline's last second lies from `now`: "in 3 days", "2 hours ago".
    #[must_use]
    pub fn until(&self, deadline: &Deadline, now: impl Borrow<Instant>) -> String {
        kapok_words::relative(self.locale, deadline.last_second(), *now.borrow())
    }

    /// Whether the reader sees the demonstration as this guide.
    #[must_use]
    pub fn is_led_by(&self, guide: &Guide) -> bool {
        self.is(guide.role) && self.viewer.as_ref().is_some_and(|viewer| viewer.name == guide.name)
    }

    /// A whole number with its thousands set apart.
    #[must_use]
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        self.words.number(number)
    }

    /// The direction of the interface's script.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        dir(&self.locale.language())
    }

    /// The direction of a text's script, for `dir` beside `lang`.
    #[must_use]
    pub fn dir_of(&self, language: &Language) -> &'static str {
        dir(language)
    }

    /// Whether the reader holds a role anywhere.
    #[must_use]
    pub fn is(&self, role: RoleName) -> bool {
        self.caller.is(role)
    }

    /// The links of the masthead.
    #[must_use]
    pub fn nav(&self) -> Vec<nav::Item> {
        nav::items(&self.caller, &self.path)
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    /// All languages of the interface.
    #[must_use]
    pub fn locales(&self) -> &'static [Locale] {
        &Locale::ALL
    }

    /// All choices of colours.
    #[must_use]
    pub fn themes(&self) -> &'static [Theme] {
        &Theme::ALL
    }

    /// The hidden field that every form with method POST begins with (safe HTML: hexadecimal digits).
    #[must_use]
    pub fn csrf_field(&self) -> String {
        format!(r#"<input type="hidden" name="csrf" value="{}">"#, self.csrf)
    }
}

fn dir(language: &Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}

/// What the forms of a session must bring back: nobody who does not know the session's secret can make it.
pub(crate) fn csrf_of(session_secret: &str) -> String {
    let digest = Sha256::digest(format!("kapok form {session_secret}").as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

impl<S: Send + Sync> FromRequestParts<S> for View {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let known = parts.extensions.get::<Self>().cloned();
        Ok(known.unwrap_or_else(|| Self::visitor(Locale::En, parts.uri.path())))
    }
}
