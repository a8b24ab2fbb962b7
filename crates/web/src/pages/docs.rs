//! The API document as a page to read and try.

use super::Page;
use crate::app::App;
use crate::fault::Answer;
use crate::routes::Routes;
use crate::view::View;
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use kapok_access::Action;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/api/docs", Action::Probe, docs)
}

#[derive(Template)]
#[template(path = "docs.html")]
struct Docs {
    view: View,
    subjects: Vec<(String, Vec<Entry>)>,
}

/// One operation as the page shows it.
struct Entry {
    id: String,
    method: &'static str,
    path: String,
    summary: String,
    description: String,
    parameters: Vec<(String, String, String)>,
    body: Option<String>,
    answers: Vec<(String, String)>,
}

async fn docs(State(app): State<App>, view: View) -> Answer {
    let document = serde_json::to_value(app.document()).map_err(crate::fault::Fault::internal)?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut subjects: Vec<(String, Vec<Entry>)> = Vec::new();
    let operations = app.table().iter().filter_map(|route| {
        let operation = &document["paths"][&route.path][route.method.to_ascii_lowercase()];
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let answers = operation["responses"].as_object().into_iter().flatten();
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let entry = Entry {
            id: route.operation.clone()?,
            method: route.method,
            path: route.path.clone(),
            summary: text(&operation["summary"]),
            description: text(&operation["description"]),
            parameters: parameters
                .map(|p| (text(&p["name"]), text(&p["in"]), text(&p["description"])))
                .collect(),
            body: schema["$ref"].as_str().map(|name| name.rsplit('/').next().unwrap_or(name).to_owned()),
            answers: answers.map(|(status, answer)| (status.clone(), text(&answer["description"]))).collect(),
        };
        Some((text(&operation["tags"][0]), entry))
    });
    for (subject, entry) in operations {
        match subjects.iter_mut().find(|(name, _)| *name == subject) {
            Some((_, entries)) => entries.push(entry),
            None => subjects.push((subject, vec![entry])),
        }
    }
    Ok(Page(Docs { view, subjects }).into_response())
}
