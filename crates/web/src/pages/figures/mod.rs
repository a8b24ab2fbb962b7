//! Figures for people: a form, a plot drawn here, and the table that is its twin.

mod plot;

use super::Page;
use super::cases::address;
use crate::api::figures::table::{Table, Value};
use crate::api::figures::wanted;
use crate::app::App;
use crate::extract::Pairs;
use crate::fault::Answer;
use crate::form::{Choice, Form};
use crate::pages::choices;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_engine::remember::Facet;
use kapok_engine::remember::figures::{Denominator, FigureRequest};
use plot::Plot;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/figures", Action::ReadLibrary, show)
}

#[derive(Template)]
#[template(path = "figures/figure.html")]
struct FigurePage {
    view: View,
    form: Form,
    request: FigureRequest,
    denominators: Vec<Choice>,
    facets: Vec<Choice>,
    /// Nothing when what was asked for cannot be counted.
    table: Option<Table>,
    plot: Option<Plot>,
    csv: String,
    xlsx: String,
}

async fn show(State(app): State<App>, view: View, pairs: Pairs) -> Answer {
    let request = wanted(&pairs)?;
    let form = Form::empty()
        .with("of", request.of.as_str())
        .with("rows", request.rows.as_str())
        .with("columns", request.columns.as_str());
    let export = |format: &str| {
        let mut pairs = asked(&request);
        pairs.push(("format".to_owned(), format.to_owned()));
        address("/api/v1/figures/export", &pairs)
    };
    let (csv, xlsx) = (export("csv"), export("xlsx"));
    let denominators = Denominator::ALL.map(|of| choice(&view, "figure-of", of.as_str())).to_vec();
    let facets = Facet::ALL.map(|facet| choice(&view, "library-facet", facet.as_str())).to_vec();
    let page = |view, form, table, plot| FigurePage {
        view,
        form,
        request: request.clone(),
        denominators,
        facets,
        table,
        plot,
        csv,
        xlsx,
    };
    match Table::load(&app, &view.caller, view.locale, request.clone()).await {
        Ok(table) => {
            let plot = Plot::of(&table);
            Ok(Page(page(view, form, Some(table), plot)).into_response())
        }
        Err(fault) => {
            let form = form.refused(fault, &view)?;
            Ok(Page(page(view, form, None, None)).refused().into_response())
        }
    }
}

fn choice(view: &View, key: &str, name: &str) -> Choice {
    choices::choice(name, view.say(&format!("{key}-{name}")))
}

fn asked(request: &FigureRequest) -> Vec<(String, String)> {
    let named =
        [("of", request.of.as_str()), ("rows", request.rows.as_str()), ("columns", request.columns.as_str())];
    let named = named.map(|(name, value)| (name.to_owned(), value.to_owned()));
    named.into_iter().chain(editions(request)).collect()
}

fn editions(request: &FigureRequest) -> impl Iterator<Item = (String, String)> {
    request.editions.iter().map(|edition| ("edition".to_owned(), edition.clone()))
}

impl FigurePage {
    /// The cases with some values, in the chosen editions.
    fn cases(&self, values: &[(Facet, &Value)]) -> String {
        let parameter = |facet: Facet| if facet == Facet::Lang { "language" } else { facet.as_str() };
        let mut pairs: Vec<(String, String)> =
            values.iter().map(|(facet, value)| (parameter(*facet).to_owned(), value.value.clone())).collect();
        if values.iter().all(|(facet, _)| *facet != Facet::Edition) {
            pairs.extend(editions(&self.request));
        }
        address("/cases", &pairs)
    }

    fn of_row(&self, row: &Value) -> String {
        self.cases(&[(self.request.rows, row)])
    }

    fn of_column(&self, column: &Value) -> String {
        self.cases(&[(self.request.columns, column)])
    }

    fn of_cell(&self, row: &Value, column: &Value) -> String {
        self.cases(&[(self.request.rows, row), (self.request.columns, column)])
    }

    fn of_all(&self) -> String {
        self.cases(&[])
    }

    fn is_published(&self) -> bool {
        self.request.of == Denominator::Published
    }

    /// What is counted by what, in words.
    fn heading(&self, table: &Table) -> String {
        let named = [
            ("of", table.of().into()),
            ("rows", table.facet(self.request.rows).into()),
            ("columns", table.facet(self.request.columns).into()),
        ];
        self.view.say_with("figure-heading", &named)
    }

    /// What the figure is a figure of, and what it leaves out.
    fn meaning(&self) -> String {
        self.view.say(&format!("figure-means-{}", self.request.of.as_str()))
    }

    fn total(&self, table: &Table) -> String {
        self.view.say_one("figure-total", "number", self.view.number(table.total()))
    }

    fn is_chosen(&self, edition: &str) -> bool {
        self.request.editions.contains(edition)
    }
}
