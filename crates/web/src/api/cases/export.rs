//! Taking cases along: streamed page by page, so that any number goes through.

use super::wanted;
use crate::app::App;
use crate::extract::{By, Pairs, wrong};
use crate::fault::{Answer, Fault};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use futures::stream;
use kapok_engine::remember::{Cases, ExportFormat};
use std::io;

/// Gives all cases that a question finds, with the filters of `searchCases`. Rows are language versions and can be imported again.
#[utoipa::path(get, path = "/api/v1/cases/export", operation_id = "exportCases", tag = "library",
    params(("format" = String, Query, description = "`csv` or `jsonl`"), ("q" = Option<String>, Query),
        ("lang" = Option<Vec<String>>, Query), ("country" = Option<Vec<String>>, Query),
        ("region" = Option<Vec<String>>, Query), ("edition" = Option<Vec<String>>, Query),
        ("year_from" = Option<i32>, Query), ("year_to" = Option<i32>, Query), ("sdg" = Option<Vec<String>>, Query),
        ("theme" = Option<Vec<String>>, Query), ("outcome" = Option<Vec<String>>, Query),
        ("source" = Option<Vec<String>>, Query), ("sort" = Option<String>, Query)),
    responses((status = 200, description = "The cases", content_type = "text/csv", body = String)))]
pub(crate) async fn export_cases(State(app): State<App>, By(caller): By, pairs: Pairs) -> Answer {
    let filter = wanted::filter(&pairs, "lang")?;
    let format =
        ExportFormat::named(pairs.first("format").unwrap_or("jsonl")).ok_or_else(|| wrong("format"))?;
    let mut cases = app.engine().export_cases(&caller, filter, format)?;
    // The first page is made before anything is answered: what fails there is a plain problem.
    let first = cases.next(app.engine()).await?;
    let rest = stream::unfold((app, cases, first), next);
    let (kind, name) = match format {
        ExportFormat::Csv => ("text/csv; charset=utf-8", "cases.csv"),
        ExportFormat::Jsonl => ("application/jsonl; charset=utf-8", "cases.jsonl"),
    };
    let headers =
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    Ok((headers, Body::from_stream(rest)).into_response())
}

type Going = (App, Cases, Option<Vec<u8>>);

async fn next((app, mut cases, ready): Going) -> Option<(io::Result<Bytes>, Going)> {
    let part = ready?;
    match cases.next(app.engine()).await {
        Ok(following) => Some((Ok(Bytes::from(part)), (app, cases, following))),
        Err(error) => {
            // The answer has begun: it can only be cut off, which the reader's client notices.
            let _logged = Fault::internal(&error);
            Some((Err(io::Error::other(error.to_string())), (app, cases, None)))
        }
    }
}
