//! Taking cases along: streamed page by page, so that any number goes through.

use super::wanted;
use crate::app::App;
use crate::extract::{By, In, Pairs, wrong};
use crate::fault::{Answer, Fault};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName};
use axum::response::IntoResponse;
use futures::stream;
use kapok_engine::Engine;
use kapok_engine::remember::{Cases, Dump, ExportFilter, ExportFormat};
use std::io;

/// Gives all cases that a question finds, with the filters of `searchCases`, as they were public at one instant.
///
/// Rows of `csv`, `jsonl` and `xlsx` are language versions; the first two can be imported again. A workbook holds 100,000 rows at
/// most. Citations are one for each case, in its original language.
#[utoipa::path(get, path = "/api/v1/cases/export", operation_id = "exportCases", tag = "library",
    params(("format" = Option<String>, Query,
            description = "`csv`, `xlsx`, `jsonl`, `bibtex`, `ris` or `csl-json`; `jsonl` when absent"),
        ("q" = Option<String>, Query),
        ("lang" = Option<Vec<String>>, Query), ("country" = Option<Vec<String>>, Query),
        ("region" = Option<Vec<String>>, Query), ("edition" = Option<Vec<String>>, Query),
        ("year_from" = Option<i32>, Query), ("year_to" = Option<i32>, Query), ("sdg" = Option<Vec<String>>, Query),
        ("theme" = Option<Vec<String>>, Query), ("outcome" = Option<Vec<String>>, Query),
        ("source" = Option<Vec<String>>, Query), ("sort" = Option<String>, Query)),
    responses((status = 200, description = "The cases", content_type = "text/csv", body = String)))]
pub(crate) async fn export_cases(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    pairs: Pairs,
) -> Answer {
    let filter = ExportFilter { locale, ..wanted::filter(&pairs, "lang")? };
    let format =
        ExportFormat::named(pairs.first("format").unwrap_or("jsonl")).ok_or_else(|| wrong("format"))?;
    let cases = app.engine().export_cases(&caller, filter, format).await?;
    let headers = attached(format.media_type(), &format!("cases.{}", format.ending()));
    streamed(app, Parts::Cases(Box::new(cases)), headers).await
}

/// Gives the whole public library: gzipped JSON Lines, a case a line with its texts in all languages, its facts, its licence and
/// where it comes from.
#[utoipa::path(get, path = "/api/v1/cases/dump", operation_id = "dumpCases", tag = "library",
    responses((status = 200, description = "The library", content_type = "application/gzip", body = Vec<u8>)))]
pub(crate) async fn dump_cases(State(app): State<App>, By(caller): By) -> Answer {
    let dump = app.engine().dump_cases(&caller).await?;
    streamed(app, Parts::Dump(Box::new(dump)), attached("application/gzip", "cases.jsonl.gz")).await
}

type Headers = [(HeaderName, String); 2];

/// The headers of a file that is saved under a name.
pub(super) fn attached(kind: &str, name: &str) -> Headers {
    [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))]
}

/// What comes in parts.
enum Parts {
    Cases(Box<Cases>),
    Dump(Box<Dump>),
}

impl Parts {
    async fn next(&mut self, engine: &Engine) -> kapok_engine::Result<Option<Vec<u8>>> {
        match self {
            Self::Cases(cases) => cases.next(engine).await,
            Self::Dump(dump) => dump.next(engine).await,
        }
    }
}

/// The first part is made before anything is answered: what fails there is a plain problem.
async fn streamed(app: App, mut parts: Parts, headers: Headers) -> Answer {
    let first = parts.next(app.engine()).await?;
    let rest = stream::unfold((app, parts, first), next);
    Ok((headers, Body::from_stream(rest)).into_response())
}

type Going = (App, Parts, Option<Vec<u8>>);

async fn next((app, mut parts, ready): Going) -> Option<(io::Result<Bytes>, Going)> {
    let part = ready?;
    match parts.next(app.engine()).await {
        Ok(following) => Some((Ok(Bytes::from(part)), (app, parts, following))),
        Err(error) => {
            // The answer has begun: it can only be cut off, which the reader's client notices.
            let _logged = Fault::internal(&error);
            Some((Err(io::Error::other(error.to_string())), (app, parts, None)))
        }
    }
}
