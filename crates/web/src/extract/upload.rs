//! A file on its way in: streamed to the engine part by part, never held in memory.

use super::body::essence;
use crate::app::App;
use crate::fault::{Fault, Kind};
use crate::view::View;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use futures::StreamExt;
use kapok_access::Caller;
use kapok_base::Refusal;
use kapok_engine::remember::Import;

/// Kinds of content in which a program sends a table.
const TABLES: [&str; 8] = [
    "application/octet-stream",
    "application/jsonl",
    "application/x-ndjson",
    "application/gzip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel.sheet.macroenabled.12",
    "text/csv",
    "text/tab-separated-values",
];

/// Takes the body of a request as a file of a name.
pub(crate) async fn body(app: &App, caller: &Caller, name: &str, request: Request) -> Result<Import, Fault> {
    if !TABLES.contains(&essence(&request).as_str()) {
        return Err(Fault::new(Kind::MediaType));
    }
    let mut receiving = app.engine().begin_import(caller).await?;
    let mut parts = request.into_body().into_data_stream();
    while let Some(part) = parts.next().await {
        receiving.take(&part.map_err(|_| cut_off())?).await?;
    }
    Ok(app.engine().receive_import(caller, receiving, name).await?)
}

/// Takes the file of a page's form; the session's mark must come before it.
pub(crate) async fn form(app: &App, view: &View, mut request: Request) -> Result<Import, Fault> {
    if essence(&request) != "multipart/form-data" {
        return Err(Fault::new(Kind::MediaType));
    }
    // The engine knows how much is too much.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut fields = Multipart::from_request(request, &()).await.map_err(|_| cut_off())?;
    let mut ours = view.csrf.is_empty();
    while let Some(mut field) = fields.next_field().await.map_err(|_| cut_off())? {
        match field.name().unwrap_or_default() {
            "csrf" => ours = field.text().await.map_err(|_| cut_off())? == view.csrf,
            "file" if !ours => return Err(Fault::new(Kind::Forgery)),
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    break;
                }
                let mut receiving = app.engine().begin_import(&view.caller).await?;
                while let Some(part) = field.chunk().await.map_err(|_| cut_off())? {
                    receiving.take(&part).await?;
                }
                return Ok(app.engine().receive_import(&view.caller, receiving, &name).await?);
            }
            _ => {}
        }
    }
    Err(Refusal::invalid("required").at("/file").into())
}

fn cut_off() -> Fault {
    Fault::given(Kind::Malformed, Refusal::invalid("upload_cut_off").at("/file"))
}
