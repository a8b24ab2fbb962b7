//! One case as a citation, and as metadata for catalogues.

use super::export::attached;
use crate::app::App;
use crate::extract::{By, Id, In, Pairs, wrong};
use crate::fault::{Answer, Fault};
use crate::labels;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use kapok_base::{CaseId, Language, Locale, Refusal};
use kapok_engine::Caller;
use kapok_engine::remember::ExportFormat;
use kapok_library::{Described, metadata};
use serde_json::json;

/// Gives a case as a citation in one of the forms that reference managers read, or in words.
#[utoipa::path(get, path = "/api/v1/cases/{id}/citation", operation_id = "citeCase", tag = "library",
    params(("id" = Uuid, Path),
        ("format" = Option<String>, Query, description = "`bibtex`, `ris`, `csl-json` or `text`, which is usual"),
        ("text" = Option<String>, Query, description = "The language to cite, BCP 47; the reader's when absent")),
    responses((status = 200, description = "The citation", content_type = "text/plain", body = String)))]
pub(crate) async fn cite_case(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CaseId>,
    pairs: Pairs,
) -> Answer {
    let format = pairs.first("format").unwrap_or("text");
    let described = described(&app, &caller, locale, id, &pairs).await?;
    if format == "text" {
        let words = labels::citation(locale, &described.reference);
        return Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], words + "\n").into_response());
    }
    let format = ExportFormat::named(format).ok_or_else(|| wrong("format"))?;
    let citation = format.cite(&described.reference).ok_or_else(|| wrong("format"))?;
    let name = format!("{}.{}", described.reference.key(), format.ending());
    Ok((attached(format.media_type(), &name), citation).into_response())
}

/// Gives what catalogues are told of a case.
#[utoipa::path(get, path = "/api/v1/cases/{id}/metadata", operation_id = "getCaseMetadata", tag = "library",
    params(("id" = Uuid, Path),
        ("format" = Option<String>, Query,
            description = "`json-ld` (schema.org), which is usual, `datacite` or `dublin-core`"),
        ("text" = Option<String>, Query, description = "The language to describe, BCP 47; the reader's when absent")),
    responses((status = 200, description = "The metadata", content_type = "application/ld+json", body = Object)))]
pub(crate) async fn get_case_metadata(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<CaseId>,
    pairs: Pairs,
) -> Answer {
    let format = pairs.first("format").unwrap_or("json-ld");
    let described = described(&app, &caller, locale, id, &pairs).await?;
    let (kind, value) = match format {
        "json-ld" => ("application/ld+json", metadata::schema_org(&described)),
        "datacite" => ("application/vnd.datacite.datacite+json", metadata::datacite(&described)),
        "dublin-core" => ("application/json", json!({ "items": metadata::dublin_core(&described) })),
        _ => return Err(wrong("format")),
    };
    Ok(([(CONTENT_TYPE, kind)], value.to_string()).into_response())
}

async fn described(
    app: &App,
    caller: &Caller,
    locale: Locale,
    id: CaseId,
    pairs: &Pairs,
) -> Result<Described, Fault> {
    let language: Option<Language> = pairs.parsed("text")?;
    let language = language.unwrap_or_else(|| locale.language());
    let record = app.engine().get_case(caller, id).await?;
    let found = app.engine().describe_case(caller, &record, &language, locale).await?;
    found.ok_or_else(|| Fault::from(Refusal::state("case_withdrawn")))
}
