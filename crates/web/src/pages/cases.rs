//! The library for people: the search page with its facets, and a case.

mod feed;
mod out;

use super::Page;
use crate::api::cases::wanted;
use crate::app::App;
use crate::extract::{Id, Pairs};
use crate::fault::Answer;
use crate::form::Choice;
use crate::labels;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{CaseId, Language};
use kapok_engine::remember::{Answer as Found, CaseRecord, Facet, FacetCount, Hit, Request, Sort};
use kapok_library::{Case, CaseText, Facts};
use out::{Cited, Out};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The parameter that narrows to languages: `lang` chooses the language of the interface.
const LANGUAGE: &str = "language";
/// Values of a facet that are shown at once.
const SHOWN: usize = 7;
/// Most values of a facet that are shown at all.
const MOST: usize = 60;
/// How many similar cases stand beside one.
const SIMILAR: usize = 5;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/cases", Action::ReadLibrary, search).get("/cases.atom", Action::ReadLibrary, feed::feed).get(
        "/cases/{id}",
        Action::ReadLibrary,
        case,
    )
}

#[derive(Template)]
#[template(path = "library/search.html")]
struct SearchPage {
    view: View,
    query: String,
    year_from: String,
    year_to: String,
    sort: &'static str,
    sorts: Vec<Choice>,
    found: Found,
    took: String,
    facets: Vec<FacetBox>,
    chips: Vec<Link>,
    meant: Option<Link>,
    first: String,
    next: String,
    out: Out,
}

/// A facet with its values, the chosen ones first.
struct FacetBox {
    name: &'static str,
    title: String,
    open: bool,
    shown: Vec<Value>,
    more: Vec<Value>,
}

struct Value {
    value: String,
    label: String,
    count: u64,
    chosen: bool,
}

/// Words that lead somewhere.
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) href: String,
}

async fn search(State(app): State<App>, view: View, pairs: Pairs) -> Answer {
    let request = wanted::request(&pairs, view.locale, LANGUAGE)?;
    let request = Request { facets: Facet::ALL.to_vec(), ..request };
    let (query, sort) = (request.query.clone(), request.sort);
    let found = app.engine().search_cases(&view.caller, request.clone()).await?;
    let counts = found.answer.facets.iter();
    let facets =
        counts.filter_map(|(facet, counts)| facet_box(&app, &view, &request, *facet, counts)).collect();
    let without = |names: &[&str]| -> Vec<(String, String)> {
        pairs
            .0
            .iter()
            .filter(|(name, value)| !names.contains(&name.as_str()) && !value.is_empty())
            .cloned()
            .collect()
    };
    let with = |mut kept: Vec<(String, String)>, name: &str, value: &str| {
        kept.push((name.to_owned(), value.to_owned()));
        address("/cases", &kept)
    };
    let next = found.answer.next_cursor.as_deref();
    let page = SearchPage {
        chips: chips(&app, &view, &request, &pairs),
        meant: found
            .answer
            .did_you_mean
            .as_ref()
            .map(|words| Link { label: words.clone(), href: with(without(&["q", "cursor"]), "q", words) }),
        first: pairs.first("cursor").map(|_| address("/cases", &without(&["cursor"]))).unwrap_or_default(),
        next: next.map(|cursor| with(without(&["cursor"]), "cursor", cursor)).unwrap_or_default(),
        out: Out::of(&view, &pairs),
        year_from: pairs.first("year_from").unwrap_or_default().to_owned(),
        year_to: pairs.first("year_to").unwrap_or_default().to_owned(),
        sort: sort_name(sort),
        sorts: [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Title]
            .map(|sort| Choice {
                value: sort_name(sort).to_owned(),
                label: view.say(&format!("library-sort-{}", sort_name(sort))),
            })
            .to_vec(),
        took: format!("{:.1}", found.took_ms),
        found: found.answer,
        facets,
        query,
        view,
    };
    Ok(Page(page).into_response())
}

fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
        Sort::Title => "title",
    }
}

fn parameter(facet: Facet) -> &'static str {
    if facet == Facet::Lang { LANGUAGE } else { facet.as_str() }
}

/// A facet's box; none for a facet that tells nothing apart.
fn facet_box(
    app: &App,
    view: &View,
    request: &Request,
    facet: Facet,
    counts: &[FacetCount],
) -> Option<FacetBox> {
    let chosen = request.filters.values.get(&facet);
    let is_chosen = |value: &str| chosen.is_some_and(|chosen| chosen.contains(value));
    let label = |value: &str| labels::facet_value(view.locale, app.engine().themes(), facet, value);
    let mut values: Vec<Value> = counts
        .iter()
        .map(|c| Value {
            chosen: is_chosen(&c.value),
            label: label(&c.value),
            value: c.value.clone(),
            count: c.count,
        })
        .collect();
    // What was chosen stays to be unchosen, even when nothing has it.
    for value in chosen.into_iter().flatten().filter(|value| counts.iter().all(|c| c.value != **value)) {
        values.push(Value { chosen: true, label: label(value), value: value.clone(), count: 0 });
    }
    if values.len() < 2 && chosen.is_none() {
        return None;
    }
    if facet == Facet::Year {
        values.sort_by(|a, b| b.value.cmp(&a.value));
    }
    values.sort_by_key(|value| !value.chosen);
    values.truncate(MOST);
    let more = values.split_off(values.len().min(SHOWN.max(values.iter().filter(|v| v.chosen).count())));
    let open = chosen.is_some() || matches!(facet, Facet::Country | Facet::Theme | Facet::Sdg);
    let title = view.say(&format!("library-facet-{}", facet.as_str()));
    Some(FacetBox { name: parameter(facet), title, open, shown: values, more })
}

/// What the answer is narrowed to, each with the address of the answer without it.
fn chips(app: &App, view: &View, request: &Request, pairs: &Pairs) -> Vec<Link> {
    let without = |name: &str, value: Option<&str>| {
        let gone = |n: &str, v: &str| n == "cursor" || (n == name && value.is_none_or(|value| v == value));
        let kept: Vec<_> = pairs.0.iter().filter(|(n, v)| !gone(n, v) && !v.is_empty()).cloned().collect();
        address("/cases", &kept)
    };
    let mut chips = Vec::new();
    for facet in Facet::ALL.into_iter().filter(|facet| request.filters.values.contains_key(facet)) {
        for given in pairs.all(parameter(facet)) {
            let label = labels::facet_value(view.locale, app.engine().themes(), facet, given);
            chips.push(Link { label, href: without(parameter(facet), Some(given)) });
        }
    }
    for (name, key) in [("year_from", "library-year-from"), ("year_to", "library-year-to")] {
        if let Some(year) = pairs.first(name) {
            chips.push(Link { label: format!("{} {year}", view.say(key)), href: without(name, None) });
        }
    }
    chips
}

/// An address with its query.
pub(crate) fn address(path: &str, pairs: &[(String, String)]) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

impl SearchPage {
    fn how_many(&self) -> String {
        self.view.say_count("library-found", usize::try_from(self.found.total).unwrap_or(usize::MAX))
    }

    fn number(&self, count: &u64) -> String {
        self.view.number(*count)
    }

    /// City, country and year of a case.
    fn line(&self, hit: &Hit) -> String {
        labels::line(self.view.locale, hit)
    }

    fn outcome(&self, hit: &Hit) -> Option<String> {
        labels::outcome(self.view.locale, hit)
    }
}

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

async fn case(State(app): State<App>, view: View, Id(id): Id<CaseId>, pairs: Pairs) -> Answer {
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
