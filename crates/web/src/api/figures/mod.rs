//! Figures: counts by two facets, as JSON and as a table for spreadsheets.

pub(crate) mod table;

use crate::app::App;
use crate::extract::{By, In, Pairs, wrong};
use crate::fault::{Answer, Fault};
use crate::routes::Routes;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_engine::remember::Facet;
use kapok_engine::remember::figures::{Denominator, FigureRequest};
use serde::Serialize;
use table::Table;
use utoipa::ToSchema;
use utoipa_axum::routes;

/// Most editions that a figure is narrowed to.
const MOST_EDITIONS: usize = 100;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.api(Action::ReadLibrary, routes!(get_figure)).api(Action::ReadLibrary, routes!(export_figure))
}

/// Which figure the query asks for.
///
/// # Errors
/// A fault that names the parameter.
pub(crate) fn wanted(pairs: &Pairs) -> Result<FigureRequest, Fault> {
    let facet = |name: &'static str, usual: Facet| match pairs.first(name) {
        Some(given) => Facet::parse(given).ok_or_else(|| wrong(name)),
        None => Ok(usual),
    };
    let of = match pairs.first("of") {
        Some(given) => Denominator::named(given).ok_or_else(|| wrong("of"))?,
        None => Denominator::Published,
    };
    Ok(FigureRequest {
        of,
        rows: facet("rows", Facet::Region)?,
        columns: facet("columns", Facet::Theme)?,
        editions: pairs.all("edition").take(MOST_EDITIONS).map(str::to_owned).collect(),
    })
}

/// One value of a facet, with how many have it.
#[derive(Debug, Serialize, ToSchema)]
struct ValueOut {
    /// `none` when it is not stated.
    value: String,
    /// What people read.
    label: String,
    count: u64,
}

/// How many have both values.
#[derive(Debug, Serialize, ToSchema)]
struct CellOut {
    row: String,
    column: String,
    count: u64,
}

/// Counts by two facets.
#[derive(Debug, Serialize, ToSchema)]
struct FigureOut {
    /// What is counted: `received`, `eligible`, `shortlisted` or `published`.
    of: &'static str,
    /// How many there are, each once.
    total: u64,
    /// The facet of the rows.
    rows_of: &'static str,
    /// The facet of the columns.
    columns_of: &'static str,
    rows: Vec<ValueOut>,
    columns: Vec<ValueOut>,
    /// Those that are not zero.
    cells: Vec<CellOut>,
    /// Whether rows or columns add up to more than the total, because something has several values.
    counts_twice: bool,
    /// The editions that there is anything to count of.
    editions: Vec<String>,
}

impl From<Table> for FigureOut {
    fn from(table: Table) -> Self {
        let values = |values: &[table::Value]| {
            let out = |one: &table::Value| ValueOut {
                value: one.value.clone(),
                label: one.label.clone(),
                count: one.count,
            };
            values.iter().map(out).collect()
        };
        let cells = table.rows.iter().flat_map(|row| {
            let cell = |column: &table::Value| CellOut {
                row: row.value.clone(),
                column: column.value.clone(),
                count: table.cell(row, column),
            };
            table.columns.iter().map(cell).filter(|cell| cell.count > 0).collect::<Vec<_>>()
        });
        Self {
            of: table.request.of.as_str(),
            total: table.total(),
            rows_of: table.request.rows.as_str(),
            columns_of: table.request.columns.as_str(),
            rows: values(&table.rows),
            columns: values(&table.columns),
            cells: cells.collect(),
            counts_twice: table.counts_twice(),
            editions: table.editions,
        }
    }
}

/// Counts by two facets. Received and eligible are known of an edition once everything about it has been announced, shortlisted
/// once that has; by language, theme and goal an entry counts as stated where its entrant consented to publication.
#[utoipa::path(get, path = "/api/v1/figures", operation_id = "getFigure", tag = "library",
    params(("of" = Option<String>, Query, description = "`received`, `eligible`, `shortlisted` or `published`"),
        ("rows" = Option<String>, Query, example = "country"), ("columns" = Option<String>, Query, example = "theme"),
        ("edition" = Option<Vec<String>>, Query, description = "Only of these")),
    responses((status = 200, body = FigureOut)))]
async fn get_figure(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    pairs: Pairs,
) -> Answer<Json<FigureOut>> {
    let table = Table::load(&app, &caller, locale, wanted(&pairs)?).await?;
    Ok(Json(table.into()))
}

/// The table of a figure for spreadsheets, with its totals.
#[utoipa::path(get, path = "/api/v1/figures/export", operation_id = "exportFigure", tag = "library",
    params(("format" = String, Query, description = "`csv` or `xlsx`"), ("of" = Option<String>, Query),
        ("rows" = Option<String>, Query), ("columns" = Option<String>, Query),
        ("edition" = Option<Vec<String>>, Query)),
    responses((status = 200, description = "The table", content_type = "text/csv", body = String)))]
async fn export_figure(State(app): State<App>, By(caller): By, In(locale): In, pairs: Pairs) -> Answer {
    let format = pairs.first("format").unwrap_or("csv");
    let table = Table::load(&app, &caller, locale, wanted(&pairs)?).await?;
    let (kind, made) = match format {
        "csv" => ("text/csv; charset=utf-8", table.csv()),
        "xlsx" => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            table.xlsx(app.engine().clock().now()),
        ),
        _ => return Err(wrong("format")),
    };
    let name = format!(
        "{}-{}-{}.{format}",
        table.request.of.as_str(),
        table.request.rows.as_str(),
        table.request.columns.as_str()
    );
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    Ok((headers, made.map_err(Fault::internal)?).into_response())
}
