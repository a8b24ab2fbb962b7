//! The search page.

use super::facets::{FacetBox, chips, facet_box};
use super::map::Map;
use super::out::Out;
use super::years::Years;
use super::{LANGUAGE, Link, address, parameter, without};
use crate::api::cases::wanted;
use crate::app::App;
use crate::extract::Pairs;
use crate::fault::Answer;
use crate::form::Choice;
use crate::labels;
use crate::pages::Page;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_engine::remember::{Answer as Found, Facet, Hit, Neighbours, Part, Request, Sort, Twin};

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
    years: Option<Years>,
    /// The list of years, the twin of the histogram.
    year_list: Option<FacetBox>,
    map: Option<Map>,
    /// The list of cells, the twin of the map.
    cell_list: Option<FacetBox>,
    facets: Vec<FacetBox>,
    chips: Vec<Link>,
    meant: Option<Link>,
    /// What lies nearby, when nothing was found.
    nearby: Option<Nearby>,
    first: String,
    next: String,
    out: Out,
}

/// What lies near a question that finds nothing.
struct Nearby {
    /// The same question with one part less, with how many cases it finds.
    without: Vec<Link>,
    cases: Vec<Hit>,
}

pub(super) async fn search(State(app): State<App>, view: View, pairs: Pairs) -> Answer {
    let request = wanted::request(&pairs, view.locale, LANGUAGE)?;
    let request = Request { facets: Facet::ALL.to_vec(), ..request };
    let found = app.engine().search_cases(&view.caller, request.clone()).await?;
    let nearby = match found.answer.total {
        0 => {
            let neighbours = app.engine().neighbours(&view.caller, &request).await?;
            Some(Nearby::of(&view, &request, &pairs, neighbours))
        }
        _ => None,
    };
    let counts = &found.answer.facets;
    let boxed = |(facet, counts): (&Facet, &Vec<_>)| facet_box(&app, &view, &request, *facet, counts);
    let years = counts.get(&Facet::Year).and_then(|counts| Years::of(&view, &request, &pairs, counts));
    let year_list = counts.get(&Facet::Year).and_then(|counts| boxed((&Facet::Year, counts)));
    let map = counts.get(&Facet::Cell).and_then(|counts| Map::of(&app, &view, &request, &pairs, counts));
    let cell_list = counts.get(&Facet::Cell).and_then(|counts| boxed((&Facet::Cell, counts)));
    let drawn = [Facet::Year, Facet::Cell];
    let facets = counts.iter().filter(|(facet, _)| !drawn.contains(facet)).filter_map(boxed).collect();
    let with = |names: &[&str], name: &str, value: &str| {
        let mut kept = without(&pairs, names);
        kept.push((name.to_owned(), value.to_owned()));
        address("/cases", &kept)
    };
    let (meant, next) = (found.answer.did_you_mean.as_ref(), found.answer.next_cursor.as_deref());
    let first = pairs.first("cursor").map(|_| address("/cases", &without(&pairs, &["cursor"])));
    let page = SearchPage {
        chips: chips(&app, &view, &request, &pairs),
        meant: meant.map(|words| Link { label: words.clone(), href: with(&["q", "cursor"], "q", words) }),
        first: first.unwrap_or_default(),
        next: next.map(|cursor| with(&["cursor"], "cursor", cursor)).unwrap_or_default(),
        out: Out::of(&view, &pairs),
        year_from: pairs.first("year_from").unwrap_or_default().to_owned(),
        year_to: pairs.first("year_to").unwrap_or_default().to_owned(),
        sort: sort_name(request.sort),
        sorts: [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Title]
            .map(|sort| Choice {
                value: sort_name(sort).to_owned(),
                label: view.say(&format!("library-sort-{}", sort_name(sort))),
            })
            .to_vec(),
        took: format!("{:.1}", found.took_ms),
        found: found.answer,
        years,
        year_list,
        map,
        cell_list,
        facets,
        nearby,
        query: request.query,
        view,
    };
    Ok(Page(page).into_response())
}

impl Nearby {
    fn of(view: &View, request: &Request, pairs: &Pairs, neighbours: Neighbours) -> Self {
        let link = |(part, total): (Part, u64)| {
            let (name, names) = match part {
                Part::Words => (format!("“{}”", request.query.trim()), vec!["q", "cursor"]),
                Part::Years => (view.say("library-years"), vec!["year_from", "year_to", "cursor"]),
                Part::Facet(facet) => {
                    (view.say(&format!("library-facet-{}", facet.as_str())), vec![parameter(facet), "cursor"])
                }
            };
            let count = usize::try_from(total).unwrap_or(usize::MAX);
            Link {
                label: view.say_with("library-without", &[("name", name.into()), ("count", count.into())]),
                href: address("/cases", &without(pairs, &names)),
            }
        };
        Self { without: neighbours.without.into_iter().map(link).collect(), cases: neighbours.cases }
    }
}

fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
        Sort::Title => "title",
    }
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

    /// How many nearly identical cases are folded into one.
    fn alike(&self, hit: &Hit) -> String {
        self.view.say_count("library-alike", hit.alike.len())
    }

    fn line_of_twin(&self, twin: &Twin) -> String {
        labels::place_and_year(self.view.locale, twin.entity.as_deref(), twin.country.as_deref(), twin.year)
    }

    /// What the narrowing is called where it is folded: with how many filters are chosen.
    fn narrowing(&self) -> String {
        self.view.say_count("library-narrow-chosen", self.chips.len())
    }

    fn outcome(&self, hit: &Hit) -> Option<String> {
        labels::outcome(self.view.locale, hit)
    }
}
