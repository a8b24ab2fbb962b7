//! A case for people: its text in the reader's language, its facts, and what lies near it.

use super::facts::{Line, lines};
use super::out::Cited;
use super::{Link, address};
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::labels;
use crate::pages::Page;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kapok_base::{CaseId, Language};
use kapok_engine::remember::{CaseRecord, Hit, Related};
use kapok_library::{Case, CaseLink, CaseText, Facts, LinkKind};

/// How many similar cases stand beside one.
const SIMILAR: usize = 5;

#[derive(Template)]
#[template(path = "library/case.html")]
struct CasePage {
    view: View,
    record: CaseRecord,
    shown: Option<Shown>,
    cited: Option<Cited>,
    /// What happened to it elsewhere, by kind.
    links: Vec<(LinkKind, Vec<CaseLink>)>,
    /// Whether its text was another before.
    has_versions: bool,
    related: Related,
    similar: Vec<Hit>,
    /// The address that citations carry.
    address: String,
}

/// A case in the language it is shown in.
struct Shown {
    language: Language,
    others: Vec<Link>,
    text: CaseText,
    facts: Facts,
    lines: Vec<Line>,
    further: Vec<(String, String)>,
}

pub(super) async fn case(State(app): State<App>, view: View, Id(id): Id<CaseId>, pairs: Pairs) -> Answer {
    let engine = app.engine();
    let (record, history) = engine.case_history(&view.caller, id).await?;
    let address = format!("{}/cases/{id}", engine.config().public_url);
    let Some(case) = record.case().filter(|_| record.tombstone.is_none()) else {
        let page = CasePage {
            view,
            record,
            shown: None,
            cited: None,
            links: Vec::new(),
            has_versions: false,
            related: Related::default(),
            similar: Vec::new(),
            address,
        };
        return Ok((StatusCode::GONE, Page(page)).into_response());
    };
    let wish = pairs.first("text").and_then(|tag| tag.parse().ok()).unwrap_or_else(|| view.locale.language());
    let shown = shown(&app, &view, case, &wish);
    let language = shown.language.clone();
    let described = engine.describe_case(&view.caller, &record, &language, view.locale).await?;
    let related = engine.related_cases(&view.caller, &record, language.clone()).await?;
    let mut similar = engine.similar_cases(&view.caller, id, language, 2 * SIMILAR).await?;
    similar.retain(|hit| related.again.iter().chain(&related.same_city).all(|near| near.id != hit.id));
    similar.truncate(SIMILAR);
    let all = engine.case_links(&view.caller, id).await?;
    let of =
        |kind: LinkKind| (kind, all.iter().filter(|link| link.kind == kind).cloned().collect::<Vec<_>>());
    let links = LinkKind::ALL.map(of).into_iter().filter(|(_, links)| !links.is_empty()).collect();
    let page = CasePage {
        cited: described.map(|described| Cited::of(&view, &described)),
        has_versions: history.iter().any(|past| past.number > 1),
        view,
        record,
        shown: Some(shown),
        links,
        related,
        similar,
        address,
    };
    Ok(Page(page).into_response())
}

impl CasePage {
    /// City, country and year of a case.
    fn line(&self, hit: &Hit) -> String {
        labels::line(self.view.locale, hit)
    }

    fn kind(&self, kind: &LinkKind) -> String {
        self.view.say(&format!("link-{}", kind.as_str().replace('_', "-")))
    }

    /// The city, where there are more cases of it, with the address of them all.
    fn city(&self) -> Option<Link> {
        let shown = self.shown.as_ref().filter(|_| !self.related.same_city.is_empty())?;
        let mut asked = vec![("q".to_owned(), self.related.question.clone()?)];
        asked.extend(shown.facts.country.clone().map(|code| ("country".to_owned(), code)));
        asked.push(("sort".to_owned(), "newest".to_owned()));
        Some(Link { label: shown.facts.entity.clone()?, href: address("/cases", &asked) })
    }
}

fn shown(app: &App, view: &View, case: Case, wish: &Language) -> Shown {
    let (language, text) = case.texts.best(wish);
    let others = case.texts.iter().filter(|(other, _)| *other != language).map(|(other, _)| Link {
        label: labels::language(view.locale, other),
        href: format!("/cases/{}?text={other}", case.id),
    });
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Shown {
        language: language.clone(),
        others: others.collect(),
        text: text.clone(),
        lines: lines(app, view, &case.source, &case.facts),
        further: case
            .facts
            .further
            .iter()
            .map(|(key, value)| (key.replace('_', " "), plain(value)))
            .collect(),
        facts: case.facts,
    }
}
