//! Looking a message up and filling its places.

use crate::files::FILES;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kapok_base::{Locale, Refusal, Value};
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<(Locale, Bundle)>> =
    LazyLock::new(|| Locale::ALL.into_iter().map(|locale| (locale, bundle(locale))).collect());

/// What has been complained about already, so that a page in a loop does not fill the log.
static COMPLAINTS: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);

fn bundle(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The marks would be copied along with names and break exact comparisons; pages isolate with <bdi>.
    bundle.set_use_isolating(false);
    for file in FILES.iter().filter(|f| f.locale == locale) {
        let resource = FluentResource::try_new(file.text.to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(file = file.name, locale = locale.tag(), ?errors, "a message file has errors");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file = file.name, locale = locale.tag(), ?errors, "a message stands twice");
        }
    }
    bundle
}

/// The message at `key` in a locale with its places filled; in English when the locale lacks it; the key in ⟨⟩
/// when nobody has it.
#[must_use]
pub fn say(locale: Locale, key: &str, args: &[(&str, Value)]) -> String {
    let mut filled = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        filled.set((*name).to_owned(), fluent(value));
    }
    if let Some(text) = in_locale(locale, key, &filled) {
        return text;
    }
    complain(&format!("{} lacks {key}", locale.tag()));
    in_locale(Locale::En, key, &filled).unwrap_or_else(|| format!("⟨{key}⟩"))
}

/// Whether a locale has words of its own for `key`.
#[must_use]
pub fn exists(locale: Locale, key: &str) -> bool {
    BUNDLES.iter().any(|(l, bundle)| *l == locale && bundle.has_message(key))
}

/// How many of what is missing a sentence names; programs and pages have the whole list beside it.
const NAMED: usize = 8;

/// A refusal in words: its values and `missing` (the list) and `missing_count` fill the message at `refusal-<code>`.
#[must_use]
pub fn refusal(locale: Locale, refusal: &Refusal) -> String {
    let key = format!("refusal-{}", refusal.code.replace('_', "-"));
    let separator = say(locale, "list-separator", &[]);
    let mut args: Vec<(&str, Value)> = refusal.values.iter().map(|(n, v)| (*n, v.clone())).collect();
    let mut named = refusal.missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join(&separator);
    if refusal.missing.len() > NAMED {
        named.push_str(" …");
    }
    args.push(("missing", named.into()));
    args.push(("missing_count", refusal.missing.len().into()));
    say(locale, &key, &args)
}

fn in_locale(locale: Locale, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let (_, bundle) = BUNDLES.iter().find(|(l, _)| *l == locale)?;
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    if !errors.is_empty() {
        complain(&format!("{} {key}: {errors:?}", locale.tag()));
    }
    Some(text)
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value {
        Value::Number(n) => FluentValue::from(*n),
        Value::Text(text) => FluentValue::String(text.clone().into()),
    }
}

fn complain(what: &str) {
    let mut said = COMPLAINTS.lock().unwrap_or_else(PoisonError::into_inner);
    // Bounded: keys and errors come from our own code, but a log must not become a leak.
    if said.len() < 1000 && said.insert(what.to_owned()) {
        tracing::warn!("words: {what}");
    }
}
