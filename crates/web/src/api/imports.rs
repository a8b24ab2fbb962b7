//! Importing cases: a file is sent, its mapping read and changed, it is tried and imported in the background.

use crate::app::App;
use crate::extract::{Body, By, Id, IfMatch, In, Pairs, Tagged, upload};
use crate::fault::Answer;
use crate::routes::Routes;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use kapok_access::Action;
use kapok_base::{ImportId, Instant, Locale, MappingId};
use kapok_engine::remember::{Import, ImportReport, ImportState, Other, Run, SavedMapping};
use kapok_library::Mapping;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .api(Action::ImportCases, routes!(create_import))
        .api(Action::SeeImports, routes!(list_imports))
        .api(Action::SeeImports, routes!(get_import))
        .api(Action::ImportCases, routes!(update_import))
        .api(Action::ImportCases, routes!(run_import))
        .api(Action::ImportCases, routes!(remove_import))
        .api(Action::SeeImports, routes!(list_import_mappings))
        .api(Action::ImportCases, routes!(save_import_mapping))
        .api(Action::ImportCases, routes!(remove_import_mapping))
}

/// Which column is which field.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MappingShape {
    /// The field for each column: a key of a case's row, `section`, `further` or `ignore`.
    #[schema(example = json!({"Name of the city": "entity", "Lessons learned": "section"}))]
    columns: BTreeMap<String, String>,
    /// What stands between the items of `themes`, `sdgs` and `kinds`.
    #[serde(default)]
    separators: BTreeMap<String, String>,
    /// Values for rows that do not give the field; an `id` of `from-content` makes a key of title, entity, country and year.
    #[serde(default)]
    fixed: BTreeMap<String, String>,
}

impl From<Mapping> for MappingShape {
    fn from(mapping: Mapping) -> Self {
        Self { columns: mapping.columns, separators: mapping.separators, fixed: mapping.fixed }
    }
}

impl From<MappingShape> for Mapping {
    fn from(shape: MappingShape) -> Self {
        Self { columns: shape.columns, separators: shape.separators, fixed: shape.fixed }
    }
}

/// A row that was refused.
#[derive(Debug, Serialize, ToSchema)]
struct RefusedRowView {
    line: u64,
    /// The stable name of the reason.
    code: String,
    /// What is wrong, in the reader's language.
    detail: String,
    /// How to mend it, in the reader's language.
    mend: String,
}

/// A row that may tell of the same as an earlier row or a case. Nothing is merged.
#[derive(Debug, Serialize, ToSchema)]
struct DuplicateView {
    line: u64,
    other_line: Option<u64>,
    #[schema(value_type = Option<Uuid>)]
    other_case: Option<kapok_base::CaseId>,
    /// In percent.
    likeness: u8,
}

/// What came of a file so far. Counts are of rows, each one language version of a case.
#[derive(Debug, Serialize, ToSchema)]
struct ImportReportView {
    read: u64,
    created: u64,
    updated: u64,
    unchanged: u64,
    refused: u64,
    /// The first ten thousand refused rows.
    refusals: Vec<RefusedRowView>,
    /// How often something could not be recognised and was kept as given.
    warnings: BTreeMap<&'static str, u64>,
    /// Rows that may tell of the same as another.
    alike: u64,
    /// The first thousand of them.
    duplicates: Vec<DuplicateView>,
}

impl ImportReportView {
    fn of(report: ImportReport, locale: Locale) -> Self {
        let refusals = report.refusals.into_iter().map(|row| {
            let (detail, mend) = row.words(locale);
            RefusedRowView { line: row.line, code: row.code, detail, mend }
        });
        let duplicates = report.duplicates.into_iter().map(|one| {
            let (other_line, other_case) = match one.other {
                Other::Line(line) => (Some(line), None),
                Other::Case(case) => (None, Some(case)),
            };
            DuplicateView { line: one.line, other_line, other_case, likeness: one.likeness }
        });
        Self {
            read: report.read,
            created: report.created,
            updated: report.updated,
            unchanged: report.unchanged,
            refused: report.refused,
            refusals: refusals.collect(),
            warnings: report.warnings.iter().map(|(code, count)| (code.as_str(), *count)).collect(),
            alike: report.alike,
            duplicates: duplicates.collect(),
        }
    }
}

/// A file given to be imported.
#[derive(Debug, Serialize, ToSchema)]
struct ImportView {
    #[schema(value_type = Uuid)]
    id: ImportId,
    file_name: String,
    /// `jsonl`, `csv` or `xlsx`.
    format: String,
    /// The sheets of a spreadsheet.
    sheets: Vec<String>,
    sheet: Option<String>,
    bytes: i64,
    mapping: MappingShape,
    /// `ready`, `queued`, `running`, `done` or `failed`.
    #[schema(value_type = String)]
    state: ImportState,
    /// What is or was done with it: `trial` or `import`.
    #[schema(value_type = Option<String>)]
    run: Option<Run>,
    report: Option<ImportReportView>,
    /// The stable name of why reading broke off.
    fault: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    version: i64,
}

impl ImportView {
    fn of(import: Import, locale: Locale) -> Self {
        let file = import.file;
        Self {
            id: file.id,
            file_name: file.file_name,
            format: file.format,
            sheets: file.sheets,
            sheet: file.sheet,
            bytes: file.bytes,
            mapping: file.mapping.into(),
            state: file.state,
            run: file.run,
            report: import.report.map(|report| ImportReportView::of(report, locale)),
            fault: file.fault,
            created_at: file.created_at,
            version: file.version.0,
        }
    }
}

fn tagged(import: Import, locale: Locale) -> Tagged<Json<ImportView>> {
    Tagged(import.file.version, Json(ImportView::of(import, locale)))
}

/// Files given to be imported.
#[derive(Debug, Serialize, ToSchema)]
struct ImportsView {
    items: Vec<ImportView>,
}

/// Takes a file of cases: JSON Lines, CSV (both gzipped or not) or XLSX, at most 200 MB. Nothing is imported yet: the answer
/// holds a guessed mapping.
#[utoipa::path(post, path = "/api/v1/imports", operation_id = "createImport", tag = "library",
    params(("name" = Option<String>, Query, description = "What the file is called", example = "cases.xlsx")),
    request_body(content = String, content_type = "application/octet-stream", description = "The file itself"),
    responses((status = 201, body = ImportView)))]
async fn create_import(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    pairs: Pairs,
    request: Request,
) -> Answer {
    let import = upload::body(&app, &caller, pairs.first("name").unwrap_or_default(), request).await?;
    let location = [(LOCATION, format!("/api/v1/imports/{}", import.file.id))];
    Ok((StatusCode::CREATED, location, tagged(import, locale)).into_response())
}

/// Lists one's files, the newest first; an administrator's are everybody's.
#[utoipa::path(get, path = "/api/v1/imports", operation_id = "listImports", tag = "library",
    responses((status = 200, body = ImportsView)))]
async fn list_imports(State(app): State<App>, By(caller): By, In(locale): In) -> Answer<Json<ImportsView>> {
    let imports = app.engine().list_imports(&caller).await?;
    Ok(Json(ImportsView {
        items: imports.into_iter().map(|import| ImportView::of(import, locale)).collect(),
    }))
}

/// Reads a file's mapping, where it stands, and what came of it.
#[utoipa::path(get, path = "/api/v1/imports/{id}", operation_id = "getImport", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 200, body = ImportView)))]
async fn get_import(State(app): State<App>, By(caller): By, In(locale): In, Id(id): Id<ImportId>) -> Answer {
    let import = app.engine().get_import(&caller, id).await?;
    Ok(tagged(import, locale).into_response())
}

/// How a file is read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportChange {
    /// Another sheet of a spreadsheet; guessed at anew unless a mapping comes with it.
    #[serde(default)]
    sheet: Option<String>,
    #[serde(default)]
    mapping: Option<MappingShape>,
}

/// Changes how a file is read.
#[utoipa::path(patch, path = "/api/v1/imports/{id}", operation_id = "updateImport", tag = "library",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = ImportChange, responses((status = 200, body = ImportView)))]
async fn update_import(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<ImportId>,
    IfMatch(version): IfMatch,
    Body(given): Body<ImportChange>,
) -> Answer {
    let mapping = given.mapping.map(Mapping::from);
    let import = app.engine().change_import(&caller, id, version, given.sheet, mapping).await?;
    Ok(tagged(import, locale).into_response())
}

/// What is to be done with a file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ImportRun {
    /// Only reports what would happen.
    #[serde(default)]
    dry_run: bool,
}

/// Tries or imports a file in the background; `getImport` tells how far it is.
#[utoipa::path(post, path = "/api/v1/imports/{id}/run", operation_id = "runImport", tag = "library",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    request_body = ImportRun, responses((status = 202, body = ImportView)))]
async fn run_import(
    State(app): State<App>,
    By(caller): By,
    In(locale): In,
    Id(id): Id<ImportId>,
    IfMatch(version): IfMatch,
    Body(given): Body<ImportRun>,
) -> Answer {
    let run = if given.dry_run { Run::Trial } else { Run::Import };
    let import = app.engine().start_import(&caller, id, version, run).await?;
    Ok((StatusCode::ACCEPTED, tagged(import, locale)).into_response())
}

/// Forgets a file and its report; its cases stay.
#[utoipa::path(delete, path = "/api/v1/imports/{id}", operation_id = "removeImport", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 204)))]
async fn remove_import(State(app): State<App>, By(caller): By, Id(id): Id<ImportId>) -> Answer<StatusCode> {
    app.engine().remove_import(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A mapping kept under a name.
#[derive(Debug, Serialize, ToSchema)]
struct SavedMappingView {
    #[schema(value_type = Uuid)]
    id: MappingId,
    name: String,
    mapping: MappingShape,
    #[schema(value_type = String, format = DateTime)]
    saved_at: Instant,
}

impl From<SavedMapping> for SavedMappingView {
    fn from(saved: SavedMapping) -> Self {
        Self { id: saved.id, name: saved.name, mapping: saved.mapping.into(), saved_at: saved.saved_at }
    }
}

/// Mappings kept under names.
#[derive(Debug, Serialize, ToSchema)]
struct SavedMappingsView {
    items: Vec<SavedMappingView>,
}

/// Lists the mappings kept under names.
#[utoipa::path(get, path = "/api/v1/import-mappings", operation_id = "listImportMappings", tag = "library",
    responses((status = 200, body = SavedMappingsView)))]
async fn list_import_mappings(State(app): State<App>, By(caller): By) -> Answer<Json<SavedMappingsView>> {
    let saved = app.engine().saved_mappings(&caller).await?;
    Ok(Json(SavedMappingsView { items: saved.into_iter().map(SavedMappingView::from).collect() }))
}

/// A mapping to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMapping {
    name: String,
    mapping: MappingShape,
}

/// Keeps a mapping under a name, in the place of one that had it.
#[utoipa::path(post, path = "/api/v1/import-mappings", operation_id = "saveImportMapping", tag = "library",
    request_body = NewMapping, responses((status = 204)))]
async fn save_import_mapping(
    State(app): State<App>,
    By(caller): By,
    Body(given): Body<NewMapping>,
) -> Answer<StatusCode> {
    app.engine().save_mapping(&caller, &given.name, given.mapping.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets a kept mapping.
#[utoipa::path(delete, path = "/api/v1/import-mappings/{id}", operation_id = "removeImportMapping", tag = "library",
    params(("id" = Uuid, Path)), responses((status = 204)))]
async fn remove_import_mapping(
    State(app): State<App>,
    By(caller): By,
    Id(id): Id<MappingId>,
) -> Answer<StatusCode> {
    app.engine().remove_mapping(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
