//! The versions of a case's text, and what changed from one to another, word by word.

use super::Link;
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::{Answer, Fault};
use crate::labels;
use crate::pages::Page;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_base::{CaseId, Language};
use kapok_engine::Error;
use kapok_engine::remember::PastText;
use kapok_library::{Difference, Fate, Piece};

#[derive(Template)]
#[template(path = "library/versions.html")]
struct VersionsPage {
    view: View,
    /// The case's page.
    here: String,
    title: String,
    language: Language,
    languages: Vec<Link>,
    versions: Vec<PastText>,
    /// The two versions that are compared: the earlier and the later.
    compared: Option<(usize, usize)>,
    difference: Option<Difference>,
}

pub(super) async fn versions(State(app): State<App>, view: View, Id(id): Id<CaseId>, pairs: Pairs) -> Answer {
    let (record, history) = app.engine().case_history(&view.caller, id).await?;
    let Some(case) = record.case().filter(|_| record.tombstone.is_none()) else {
        return Err(Fault::from(Error::NotFound));
    };
    let wish = pairs.first("text").and_then(|tag| tag.parse().ok()).unwrap_or_else(|| view.locale.language());
    let language = case.texts.best(&wish).0.clone();
    let others = case.texts.iter().filter(|(other, _)| **other != language).map(|(other, _)| Link {
        label: labels::language(view.locale, other),
        href: format!("/cases/{id}/versions?text={other}"),
    });
    let languages = others.collect();
    let versions: Vec<PastText> = history.into_iter().filter(|past| past.language == language).collect();
    let chosen = |name: &str| -> Option<usize> { pairs.first(name)?.parse().ok() };
    let last = versions.len();
    let (from, to) = (chosen("from").unwrap_or(last.saturating_sub(1)), chosen("to").unwrap_or(last));
    let (from, to) = (from.min(to), from.max(to));
    let numbered = |number: usize| versions.iter().find(|past| past.number == number);
    let both = numbered(from).zip(numbered(to)).filter(|_| from < to);
    let page = VersionsPage {
        compared: both.map(|_| (from, to)),
        difference: both.map(|(earlier, later)| Difference::between(&earlier.text, &later.text)),
        view,
        here: format!("/cases/{id}"),
        title: case.texts.text(&language).title.clone(),
        language,
        languages,
        versions,
    };
    Ok(Page(page).into_response())
}

impl VersionsPage {
    fn name(&self, past: &PastText) -> String {
        let named = [("number", past.number.into()), ("date", self.view.date(past.at).into())];
        self.view.say_with("versions-one", &named)
    }

    fn is_from(&self, number: &usize) -> bool {
        self.compared.map_or(1, |(from, _)| from) == *number
    }

    fn is_to(&self, number: &usize) -> bool {
        self.compared.map_or(self.versions.len(), |(_, to)| to) == *number
    }

    /// The element that a piece stands in; none for what stands in both.
    #[allow(clippy::unused_self, reason = "templates call methods")]
    fn element(&self, piece: &Piece) -> &'static str {
        match piece.fate {
            Fate::Kept => "",
            Fate::TakenOut => "del",
            Fate::PutIn => "ins",
        }
    }
}
