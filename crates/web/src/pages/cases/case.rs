//! A case for people: its text in the reader's language, its facts, and what lies near it.

use super::Link;
use super::out::Cited;
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::labels;
use crate::pages::Page;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_base::{CaseId, Language};
use kapok_engine::remember::{CaseRecord, Hit};
use kapok_library::{Case, CaseText, Facts};

/// How many similar cases stand beside one.
const SIMILAR: usize = 5;

#[derive(Template)]
#[template(path = "library/case.html")]
struct CasePage {
    view: View,
    record: CaseRecord,
    shown: Option<Shown>,
    cited: Option<Cited>,
    similar: Vec<Hit>,
}

/// A case in the language it is shown in.
struct Shown {
    language: Language,
    others: Vec<Link>,
    text: CaseText,
    facts: Facts,
    lines: Vec<(&'static str, String)>,
    further: Vec<(String, String)>,
}

pub(super) async fn case(State(app): State<App>, view: View, Id(id): Id<CaseId>, pairs: Pairs) -> Answer {
    let record = app.engine().get_case(&view.caller, id).await?;
    let wish = pairs.first("text").and_then(|tag| tag.parse().ok()).unwrap_or_else(|| view.locale.language());
    let shown =
        record.case().filter(|_| record.tombstone.is_none()).map(|case| shown(&app, &view, case, &wish));
    let described = match &shown {
        Some(shown) => {
            app.engine().describe_case(&view.caller, &record, &shown.language, view.locale).await?
        }
        None => None,
    };
    let cited = described.map(|described| Cited::of(&view, &described));
    let similar = match &shown {
        Some(shown) => app.engine().similar_cases(&view.caller, id, shown.language.clone(), SIMILAR).await?,
        None => Vec::new(),
    };
    Ok(Page(CasePage { view, record, shown, cited, similar }).into_response())
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
        lines: lines(app, view, &case.facts),
        further: case
            .facts
            .further
            .iter()
            .map(|(key, value)| (key.replace('_', " "), plain(value)))
            .collect(),
        facts: case.facts,
    }
}

/// The facts as people read them: key of the name, and the value.
fn lines(app: &App, view: &View, facts: &Facts) -> Vec<(&'static str, String)> {
    let locale = view.locale;
    let themes = app.engine().themes();
    let given = |key: &str| facts.given.get(key).map(|values| values.join(", "));
    let named = |kind: &str, value: serde_json::Value| {
        value.as_str().map(|value| labels::known(locale, kind, value)).unwrap_or_default()
    };
    let joined = |values: Vec<String>| (!values.is_empty()).then(|| values.join(", "));
    let country =
        facts.country.as_deref().map(|code| labels::country(locale, code)).or_else(|| given("country"));
    let theme_names = facts.themes.iter().map(|key| labels::theme(locale, themes, key)).collect();
    let goals = facts.sdgs.iter().map(|sdg| labels::known(locale, "sdg", &sdg.goal().to_string())).collect();
    let cost =
        facts.cost.as_ref().map(|c| format!("{} {}", c.amount, c.currency.clone().unwrap_or_default()));
    let level =
        facts.level.and_then(|level| serde_json::to_value(level).ok()).map(|value| named("level", value));
    let evidence =
        facts.evidence.and_then(|e| serde_json::to_value(e).ok()).map(|value| named("evidence", value));
    let all = [
        ("library-fact-entity", facts.entity.clone()),
        ("library-fact-country", country),
        ("library-fact-year", facts.year.map(|year| year.to_string())),
        ("library-fact-edition", facts.edition.clone()),
        (
            "library-fact-outcome",
            facts.outcome.as_deref().map(|outcome| labels::known(locale, "outcome", outcome)),
        ),
        ("library-fact-themes", joined(theme_names).or_else(|| given("themes"))),
        ("library-fact-sdgs", joined(goals)),
        ("library-fact-level", level),
        ("library-fact-evidence", evidence),
        ("library-fact-population", facts.population.map(|people| view.number(people))),
        ("library-fact-started", facts.started.clone()),
        ("library-fact-ended", facts.ended.clone()),
        ("library-fact-cost", cost),
        ("library-fact-kinds", joined(facts.kinds.clone())),
        ("library-fact-place", facts.place.map(|place| format!("{:.3}, {:.3}", place.lat, place.lon))),
        ("library-fact-licence", facts.licence.clone()),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key, value.filter(|value| !value.is_empty())?))).collect()
}
